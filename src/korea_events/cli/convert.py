"""``korea-events convert``: one format into another; what the new one cannot hold is listed."""

from __future__ import annotations

import argparse
import datetime as dt
import inspect
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve

from korea_events.cli.inputs import (
    find_readable,
    name_problems,
    provide_file,
    read_input,
    read_records,
    refuse_twice,
)
from korea_events.cli.paths import STANDARD_STREAM, mark_unwritten, refuse_same_files
from korea_events.cli.streams import DONE, PROBLEMS_FOUND, Output
from korea_events.codecs import Codec, ImportResult, csv, find_codec, get_codec, jsonl, replace_file
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsError, LossError, Problem, QuestionError
from korea_events.reference import names
from korea_events.temporal.engine import quote_value


def run(arguments: argparse.Namespace) -> Output:
    """Read, write, and list as messages what was left out on either way."""
    source = find_readable(arguments.input, arguments.from_format)
    target = find_codec(arguments.output) if arguments.to is None else get_codec(arguments.to)
    if target is None:
        message = f"cannot tell the format from {quote_value(arguments.output)}; use --to"
        raise QuestionError.of("format-unknown-ending", message)
    reading, writing = _collect_options(arguments, source, target)
    _refuse_lost_files(arguments, source, target)
    dossier, found = _read_input(arguments, source, reading)
    writing["strict"] = arguments.strict
    text = b""
    if arguments.output == STANDARD_STREAM:
        result = target.dumps(dossier, **writing)
        text = result.data
    else:
        with mark_unwritten():
            result = target.save(dossier, arguments.output, **writing)
    messages = [
        *map(str, found.problems),
        *(f"not read: {loss}" for loss in found.losses),
        *([] if found.summary is None else str(found.summary).splitlines()),
        *(f"lost: {loss}" for loss in result.losses),
    ]
    return Output(text=text, is_data=True, messages=messages, code=PROBLEMS_FOUND if found.problems else DONE)


def _collect_options(
    arguments: argparse.Namespace, source: Codec, target: Codec
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the functions of both formats take of the options that were given; one that neither takes is refused."""
    assert source.loads is not None
    shipped = arguments.input in names()
    readable = set() if shipped else {*inspect.signature(source.loads).parameters}
    writable = {*inspect.signature(target.dumps).parameters}
    delimiter = "\t" if arguments.delimiter in ("\\t", "tab") else arguments.delimiter
    meanings = _parse_column_meanings(arguments.column) or None
    columns = None if arguments.columns is None else arguments.columns.split(",")
    stamp = None if arguments.stamp is None else _read_stamp(arguments.stamp)
    # the option, its value, and what readers and writers call it
    options: list[tuple[str, Any, str, str]] = [
        ("--held", arguments.held or None, "held", ""),
        ("--recurring", arguments.recurring, "recurring", ""),
        ("--omit-called-off", False if arguments.omit_called_off else None, "", "called_off"),
        ("--stamp", stamp, "", "stamp"),
        ("--core-only", arguments.core_only or None, "", "core_only"),
        ("--newer", arguments.newer, "newer", ""),
        ("--table", arguments.table, "table", "table"),
        ("--map", arguments.map, "table_map", ""),
        ("--column", meanings, "columns", ""),
        ("--columns", columns, "", "columns"),
        ("--bom", arguments.bom or None, "", "byte_order_mark"),
        ("--delimiter", delimiter, "delimiter", "delimiter"),
    ]
    same = ("sheet", "encoding", "day_format", "time_format", "base_year", "zone", "new_ids")
    options += [(f"--{name.replace('_', '-')}", getattr(arguments, name), name, "") for name in same]
    reading = {read: value for _, value, read, _ in options if value is not None and read in readable}
    writing = {write: value for _, value, _, write in options if value is not None and write in writable}
    unused = [
        name for name, value, read, write in options
        if value is not None and read not in readable and write not in writable
    ]  # fmt: skip
    unused += ["--from"] if shipped and arguments.from_format is not None else []
    unused += ["--rejects"] if arguments.rejects is not None and (shipped or source.name != "jsonl") else []
    if unused:
        origin = "a shipped dossier" if shipped else source.title
        why = f"has no effect from {origin} to {target.title}: leave it out"
        raise QuestionError(Problem("$", "option-unused", f"{name} {why}") for name in unused)
    return reading, writing


def _refuse_lost_files(arguments: argparse.Namespace, source: Codec, target: Codec) -> None:
    """Compare all files; a dossier in JSON may be written over itself, for nothing of it can be lost."""
    refuse_twice(arguments.input, arguments.base)
    inputs = {"IN": arguments.input, "--with": arguments.base}
    if arguments.map is not None and arguments.map not in csv.list_table_maps():
        inputs["--map"] = arguments.map
    refuse_same_files({"OUT": arguments.output, "--rejects": arguments.rejects}, {})
    refuse_same_files({"--rejects": arguments.rejects}, inputs)
    if target.name == "json":
        inputs.pop("--with")
        inputs = {} if source.name == "json" else inputs
    refuse_same_files({"OUT": arguments.output}, inputs)


def _read_input(
    arguments: argparse.Namespace, source: Codec, options: dict[str, Any]
) -> tuple[Dossier, ImportResult]:
    """The dossier, and what the reader found."""
    found = _read_records(arguments, source, options)
    if arguments.strict or source.name == "json":
        found.require_all()
    if arguments.strict and found.losses:
        unread = ((loss.path, f"not read: {loss.reason}") for loss in found.losses)
        raise LossError(Problem(path, "import-loss", reason) for path, reason in unread)
    try:
        if arguments.base is None:
            return evolve(found, problems=()).to_dossier(), found
        beside = Dossier.of(remainder=found.remainder)
        base = read_input(arguments.base, arguments, None)
        # What a table only refers to is known better where it was there before.
        records = (one for one in found.records if one.id not in found.shared or one.id not in base)
        return base.with_(*records).merge(beside).dossier, found
    except KoreaEventsError as error:  # often because of a record that was left out
        raise FileError((*found.problems, *error.problems)) from None


def _read_records(arguments: argparse.Namespace, source: Codec, options: dict[str, Any]) -> ImportResult:
    if arguments.input in names():
        return ImportResult(tuple(read_input(arguments.input, arguments, None).records()))
    if arguments.rejects is None:
        return read_records(arguments.input, source, **options)
    with provide_file(arguments.input) as path, TemporaryDirectory() as folder:
        rejects = Path(folder, "rejects")
        with jsonl.read_records(path, rejects=rejects, **options) as records:
            read = tuple(records)
            problems = name_problems(arguments.input, records.problems)
            found = ImportResult(read, problems, records.remainder)
        with mark_unwritten():
            replace_file(arguments.rejects, rejects.read_bytes())
    return found


def _read_stamp(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a time: write 2024-05-01T09:00:00Z"
        raise QuestionError.of("stamp-syntax", message) from None


def _parse_column_meanings(pairs: list[str]) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs:
            raise QuestionError.of("column-meaning", f"{quote_value(pair)} is not a pair: write THEIRS=OURS")
        if theirs in meanings:
            message = f"{quote_value(theirs)} has two meanings: write --column once for it"
            raise QuestionError.of("column-meaning", message)
        meanings[theirs] = ours
    return meanings
