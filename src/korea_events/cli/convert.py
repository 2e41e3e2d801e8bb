"""``korea-events convert``: one format into another; what the new one cannot say is listed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from korea_events.cli.inputs import STANDARD_INPUT, add_newer_option, read_dossier
from korea_events.codecs import (
    ExportResult,
    ImportResult,
    Limits,
    csv,
    dumps,
    geojson,
    ical,
    jsonl,
    read_bytes,
    replace_file,
    stix,
)
from korea_events.dossier import Dossier
from korea_events.errors import FileError, Problem, QuestionError
from korea_events.model import COLLECTIONS
from korea_events.reference import names

NAME = "convert"
HELP = "write a dossier in another format, or read a table or a calendar into one"

STANDARD_OUTPUT = "-"
FORMATS_BY_ENDING: Final = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".ics": "ical",
    ".geojson": "geojson",
    ".stix": "stix",
    ".stix.json": "stix",
}
"""The format that a file's name tells, by its longest ending."""
READABLE_FORMATS: Final = ("json", "jsonl", "csv", "ical")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    shipped = ", ".join(names())
    parser.add_argument(
        "input",
        metavar="IN",
        help=f"a file in {', '.join(READABLE_FORMATS)}, - for standard input, or one of: {shipped}",
    )
    parser.add_argument("output", metavar="OUT", help="the file to write, - for standard output")
    parser.add_argument(
        "--from", dest="from_format", choices=READABLE_FORMATS, help="the format of IN; else by its name"
    )
    parser.add_argument(
        "--to", choices=sorted(set(FORMATS_BY_ENDING.values())), help="the format of OUT; else by its name"
    )
    parser.add_argument(
        "--strict", action="store_true", help="write nothing if anything would be lost or is not in order"
    )
    parser.add_argument(
        "--with",
        dest="base",
        metavar="FILE",
        help="a dossier to which the records that were read are added",
    )
    parser.add_argument(
        "--held",
        action="store_true",
        help="reading calendars: what stands there took place, and is not only planned",
    )
    parser.add_argument(
        "--rejects", metavar="FILE", help="reading JSON Lines: keep the lines with problems there"
    )
    add_newer_option(parser)
    tables = parser.add_argument_group("tables")
    tables.add_argument(
        "--table", choices=list(COLLECTIONS), default="exercises", metavar="NAME",
        help="which records the table holds: exercises (the default), event_reports, statements, capability_claims, …",
    )  # fmt: skip
    tables.add_argument(
        "--columns", metavar="A,B,…", help="writing: the columns, in this order; else all in use"
    )
    tables.add_argument("--bom", action="store_true", help="writing: begin so that Excel reads Hangul")
    tables.add_argument("--delimiter", metavar="C", help="what stands between cells; reading: else found out")
    tables.add_argument(
        "--encoding", metavar="NAME", help="reading: the encoding, if not UTF-8: cp949, mac_roman, …"
    )
    tables.add_argument(
        "--column", action="append", default=[], metavar="THEIRS=OURS",
        help="reading: what a column means, such as Begin=first_day; may be given several times",
    )  # fmt: skip
    tables.add_argument(
        "--day-format", metavar="F", help="reading: how first_day and last_day are written: %%d/%%m/%%Y"
    )
    tables.add_argument("--new-ids", metavar="WORD", help="reading: rows without an id are called WORD-ROW")


def run(arguments: argparse.Namespace) -> int:
    """Read, write, and tell on standard error what was left out on either way."""
    reads = arguments.from_format or _guess_format(arguments.input, "json")
    writes = arguments.to or _guess_format(arguments.output, None)
    if reads not in READABLE_FORMATS:
        raise QuestionError.of(
            "format-unreadable", f"{reads} is written only; {', '.join(READABLE_FORMATS)} are read"
        )
    if arguments.rejects is not None and reads != "jsonl":
        raise QuestionError.of(
            "rejects-format", f"--rejects keeps lines of JSON Lines aside, and IN is {reads}"
        )
    dossier, problems = _read_input(arguments, reads)
    written = _WRITERS[writes](dossier, arguments)
    for line in (*problems, *(f"lost: {loss}" for loss in written.losses)):
        print(line, file=sys.stderr)
    if arguments.output == STANDARD_OUTPUT:
        sys.stdout.write(written.text)
    elif writes == "jsonl":
        jsonl.save(dossier, Path(arguments.output))
    else:
        replace_file(Path(arguments.output), written.text.encode("utf-8"))
    return 1 if problems else 0


def _guess_format(name: str, otherwise: str | None) -> str:
    for ending in sorted(FORMATS_BY_ENDING, key=len, reverse=True):
        if name.lower().endswith(ending):
            return FORMATS_BY_ENDING[ending]
    if otherwise is None:
        raise QuestionError.of(
            "format-unknown-ending", f"the name {name!r} tells no format: say it with --to"
        )
    return otherwise


def _read_input(arguments: argparse.Namespace, reads: str) -> tuple[Dossier, tuple[Problem, ...]]:
    """The dossier, and the problems of what was left out of it."""
    if reads == "json":
        return read_dossier(arguments.input, newer=arguments.newer), ()
    if reads == "jsonl":
        return _read_jsonl_input(arguments)
    is_stream = arguments.input == STANDARD_INPUT
    data = sys.stdin.buffer.read(Limits().bytes + 1) if is_stream else read_bytes(Path(arguments.input))
    found: ImportResult
    if reads == "ical":
        found = ical.loads(data, held=arguments.held)
    else:
        found = csv.loads(
            data,
            table=arguments.table,
            columns=_parse_column_meanings(arguments.column),
            new_ids=arguments.new_ids,
            day_format=arguments.day_format,
            encoding=arguments.encoding,
            delimiter=_parse_delimiter(arguments.delimiter),
        )
    return _add_to_base(arguments, found), found.problems


def _read_jsonl_input(arguments: argparse.Namespace) -> tuple[Dossier, tuple[Problem, ...]]:
    if arguments.input == STANDARD_INPUT:
        return jsonl.loads(sys.stdin.buffer.read(Limits().bytes + 1), newer=arguments.newer), ()
    try:
        if arguments.base is None:
            return jsonl.load(arguments.input, newer=arguments.newer), ()
    except FileError:
        if arguments.strict:
            raise
    with jsonl.read_records(arguments.input, rejects=arguments.rejects, newer=arguments.newer) as records:
        found = ImportResult(tuple(records), tuple(records.problems))
    beside = Dossier.of(extra=records.extra, newer=records.newer)
    return _add_to_base(arguments, found).merge(beside).dossier, found.problems


def _add_to_base(arguments: argparse.Namespace, found: ImportResult) -> Dossier:
    """The records that were read, with those of the dossier to which they are to be added."""
    if arguments.strict:
        found.require_all()
    base = Dossier.of() if arguments.base is None else read_dossier(arguments.base)
    return base.with_(*found.records)


def _parse_column_meanings(pairs: list[str]) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs:
            raise QuestionError.of("column-meaning", f"{pair!r} is not written THEIRS=OURS")
        meanings[theirs] = ours
    return meanings


def _parse_delimiter(word: str | None) -> str | None:
    return "\t" if word in ("\\t", "tab") else word


def _write_csv(dossier: Dossier, arguments: argparse.Namespace) -> ExportResult:
    tabs = arguments.output.lower().endswith(".tsv")
    return csv.dumps(
        dossier,
        table=arguments.table,
        columns=None if arguments.columns is None else arguments.columns.split(","),
        delimiter=_parse_delimiter(arguments.delimiter) or ("\t" if tabs else ","),
        byte_order_mark=arguments.bom,
        strict=arguments.strict,
    )


_WRITERS: Final[Mapping[str, Callable[[Dossier, Any], ExportResult]]] = {
    "json": lambda dossier, _: ExportResult(dumps(dossier), ()),
    "jsonl": lambda dossier, _: ExportResult(jsonl.dumps(dossier), ()),
    "csv": _write_csv,
    "ical": lambda dossier, arguments: ical.dumps(dossier, strict=arguments.strict),
    "geojson": lambda dossier, arguments: geojson.dumps(dossier, strict=arguments.strict),
    "stix": lambda dossier, arguments: stix.dumps(dossier, strict=arguments.strict),
}
