"""``korea-events convert``: one format into another; what the new one cannot hold is listed."""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve

from korea_events.cli.inputs import STANDARD_INPUT, add_newer_option, read_dossier
from korea_events.codecs import Codec, ImportResult, Limits, find_codec, get_codec, jsonl, list_codecs
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsError, Problem, QuestionError
from korea_events.model import COLLECTIONS
from korea_events.reference import names

HELP = "write a dossier in another format, or read a table or a calendar into a dossier"

STANDARD_OUTPUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    written = [codec.name for codec in list_codecs()]
    readable = [codec.name for codec in list_codecs() if codec.loads is not None]
    parser.add_argument(
        "input",
        metavar="IN",
        help=f"a file in {', '.join(readable)}, - for standard input, or one of: {', '.join(names())}",
    )
    parser.add_argument("output", metavar="OUT", help="the file to write, - for standard output")
    parser.add_argument(
        "--from", dest="from_format", choices=readable, help="the format of IN; else by its name"
    )
    parser.add_argument("--to", choices=written, help="the format of OUT; else by its name")
    parser.add_argument(
        "--strict", action="store_true", help="write nothing if anything would be lost or has a problem"
    )
    parser.add_argument(
        "--with",
        dest="base",
        metavar="FILE",
        help="add the records of IN to this dossier",
    )
    parser.add_argument(
        "--held",
        action="store_true",
        help="reading calendars: the entries took place, and are not only plans",
    )
    parser.add_argument(
        "--rejects", metavar="FILE", help="reading JSON Lines: write the lines with problems to this file"
    )
    add_newer_option(parser)
    tables = parser.add_argument_group("tables")
    tables.add_argument(
        "--table", choices=list(COLLECTIONS), default="exercises", metavar="NAME",
        help="which records the table holds: exercises (the default), event_reports, statements, capability_claims, …",
    )  # fmt: skip
    tables.add_argument(
        "--columns", metavar="A,B,…", help="writing: the columns, in this order (default: all in use)"
    )
    tables.add_argument(
        "--bom", action="store_true", help="writing: add a byte order mark, so that Excel reads Hangul"
    )
    tables.add_argument(
        "--delimiter", metavar="C", help="the character between cells (default: detected, or a comma)"
    )
    tables.add_argument(
        "--encoding", metavar="NAME", help="reading: the encoding, if not UTF-8: cp949, mac_roman, …"
    )
    tables.add_argument(
        "--column", action="append", default=[], metavar="THEIRS=OURS",
        help="reading: what a column means, such as Begin=first_day; repeatable",
    )  # fmt: skip
    tables.add_argument(
        "--day-format",
        metavar="F",
        help="reading: how first_day and last_day are written, such as %%d/%%m/%%Y",
    )
    tables.add_argument("--new-ids", metavar="WORD", help="reading: give rows without an id the id WORD-ROW")


def run(arguments: argparse.Namespace) -> int:
    """Read, write, and list on standard error what was left out on either way."""
    source = _find_format(arguments.from_format, arguments.input) or get_codec("json")
    target = _find_format(arguments.to, arguments.output)
    if target is None:
        raise QuestionError.of(
            "format-unknown-ending", f"cannot tell the format from {arguments.output!r}; use --to"
        )
    if arguments.rejects is not None and source.name != "jsonl":
        raise QuestionError.of("rejects-format", f"--rejects is for JSON Lines, and IN is {source.title}")
    dossier, problems = _read_input(arguments, source)
    options = {
        "table": arguments.table,
        "columns": arguments.columns and arguments.columns.split(","),
        "delimiter": _parse_delimiter(arguments.delimiter),
        "byte_order_mark": arguments.bom,
        "strict": arguments.strict,
    }
    if arguments.output == STANDARD_OUTPUT:
        result = target.dumps(dossier, **_fit_options(target.dumps, options))
        sys.stdout.write(result.text)
    else:
        result = target.save(dossier, Path(arguments.output), **_fit_options(target.dumps, options))
    for line in (*problems, *(f"lost: {loss}" for loss in result.losses)):
        print(line, file=sys.stderr)
    return 1 if problems else 0


def _find_format(name: str | None, file: str) -> Codec | None:
    return find_codec(file) if name is None else get_codec(name)


def _fit_options(function: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given and that a format has."""
    known = inspect.signature(function).parameters
    return {name: value for name, value in options.items() if name in known and value is not None}


def _read_input(arguments: argparse.Namespace, source: Codec) -> tuple[Dossier, tuple[Problem, ...]]:
    """The dossier, and the problems of what was left out of it."""
    if source.load is None or source.loads is None:
        raise QuestionError.of("format-unreadable", f"{source.title} can be written, but not read")
    options = {
        "held": arguments.held,
        "newer": arguments.newer,
        "table": arguments.table,
        "columns": _parse_column_meanings(arguments.column),
        "new_ids": arguments.new_ids,
        "day_format": arguments.day_format,
        "encoding": arguments.encoding,
        "delimiter": _parse_delimiter(arguments.delimiter),
    }
    options = _fit_options(source.loads, options)
    if arguments.input in names():
        found = ImportResult(tuple(read_dossier(arguments.input).records()))
    elif arguments.input == STANDARD_INPUT:
        found = source.loads(sys.stdin.buffer.read(Limits().bytes + 1), **options)
    elif arguments.rejects is not None:
        with jsonl.read_records(arguments.input, rejects=arguments.rejects, newer=arguments.newer) as records:
            found = ImportResult(tuple(records), tuple(records.problems), records.extra, records.newer)
    else:
        found = source.load(Path(arguments.input), **options)
    if arguments.strict or source.name == "json":
        found.require_all()
    try:
        if arguments.base is None:
            return evolve(found, problems=()).to_dossier(), found.problems
        beside = Dossier.of(extra=found.extra, newer=found.newer)
        return read_dossier(arguments.base).with_(*found.records).merge(beside).dossier, found.problems
    except KoreaEventsError as error:  # often because of a record that was left out
        raise FileError((*found.problems, *error.problems)) from None


def _parse_column_meanings(pairs: list[str]) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs:
            raise QuestionError.of("column-meaning", f"{pair!r} is not a pair: write THEIRS=OURS")
        meanings[theirs] = ours
    return meanings


def _parse_delimiter(word: str | None) -> str | None:
    return "\t" if word in ("\\t", "tab") else word
