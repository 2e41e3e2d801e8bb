"""Every reader of what comes from outside, as the search for hostile input calls it.

A reader gives the problems that it found; it must not raise anything else. On small input the laws of tests/fuzz are
tried too: what was read comes back as it was.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from cattrs import BaseValidationError

from korea_events.codecs import (
    csv,
    extract_problems,
    ical,
    jsonl,
    loads,
    make_converter,
    read_kept_record,
    stix,
)
from korea_events.codecs.json_text.strict import read_json_value
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError, KoreaEventsWarning, Problem
from korea_events.model import COLLECTIONS, Judgement
from korea_events.temporal import Span, parse_spans
from tests.fuzz.readers import MAP_END, READERS, read_database, try_reader

Problems = tuple[Problem, ...]
SPAN_LINES = ("zone", "duration", "reading", "as_of")


class HostileReader(NamedTuple):
    """One reader: how it reads, what is changed, and the laws that it keeps, if it is one that fuzzing knows."""

    name: str
    read_problems: Callable[[bytes], Problems]
    fuzzed_as: str
    with_arguments: bool = False
    """Whether the first line of a seed holds arguments, which laws are given and readers are not."""

    def seeds(self) -> list[bytes]:
        """What is changed: the seeds of fuzzing."""
        seeds = READERS[self.fuzzed_as].seeds()
        return [seed.partition(b"\n")[2] for seed in seeds] if self.with_arguments else seeds

    def read(self, data: bytes) -> Problems:
        """The problems of an input.

        Raises:
            Exception: if anything happens that must not.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", KoreaEventsWarning)
            try:
                return self.read_problems(data)
            except KoreaEventsError as error:
                if not error.problems:
                    raise AssertionError("an error without a problem") from error
                return error.problems

    def check(self, data: bytes) -> None:
        """Try the laws."""
        try_reader(self.fuzzed_as, b"{}\n" + data if self.with_arguments else data)


def _read_json(data: bytes) -> Problems:
    loads(data)
    return ()


def _read_newer(data: bytes) -> Problems:
    loads(data, newer="keep")
    return ()


def _read_strict(data: bytes) -> Problems:
    read_json_value(data)
    return ()


def _read_lines(data: bytes) -> Problems:
    return jsonl.loads(data).problems


_FOLDER = tempfile.TemporaryDirectory(prefix="hostile-")


def _read_stream(data: bytes) -> Problems:
    """A file, compressed if its length is odd, damaged if that can be divided by seven; with rejects."""
    raw = gzip.compress(data, 1, mtime=0) if len(data) % 2 else data
    random = Random(len(data))
    if len(data) % 7 == 0 and raw:
        at = random.randrange(len(raw))
        raw = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 : random.choice((None, -5))]
    path = Path(_FOLDER.name, f"{os.getpid()}.jsonl")
    path.write_bytes(raw)
    try:
        with jsonl.read_records(path, rejects=path.with_suffix(".rejects")) as stream:
            for _ in stream:
                pass
            return tuple(stream.problems)
    finally:
        for left in (path, path.with_suffix(".rejects")):
            left.unlink(missing_ok=True)


def _read_table(data: bytes) -> Problems:
    tables = list(COLLECTIONS)
    table = tables[len(data) % len(tables)] if len(data) % 3 == 0 else "exercises"
    options: dict[str, Any] = {"columns": {"Begin": "first_day"}} if b"Begin" in data[:1_000] else {}
    return csv.loads(data, table=table, **options).problems


def _read_mapped(data: bytes) -> Problems:
    text, _, table = data.partition(MAP_END)
    return csv.loads(table, table_map=csv.TableMap.loads(text)).problems


def _read_calendar(data: bytes) -> Problems:
    return ical.loads(data, held=len(data) % 2 == 1).problems


def _read_database(data: bytes) -> Problems:
    return read_database(data).problems


def _read_bundle(data: bytes) -> Problems:
    return stix.loads(data).problems


def _get_span_arguments(data: bytes) -> tuple[str, dict[str, Any]]:
    text, *rest = data.decode("utf-8", "surrogateescape").split("\n")[:5]
    return text, {name: line for name, line in zip(SPAN_LINES, rest, strict=False) if line}


def _read_span(data: bytes) -> Problems:
    text, arguments = _get_span_arguments(data)
    Span.parse(text, **arguments)
    return ()


def _read_spans(data: bytes) -> Problems:
    text, arguments = _get_span_arguments(data)
    parse_spans(text, **arguments)
    return ()


def _get_plain_value(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return data.decode("utf-8", "surrogateescape")


def _read_arguments(data: bytes) -> Problems:
    Span.from_arguments(_get_plain_value(data))
    return ()


def _read_plain_value(data: bytes) -> Problems:
    try:
        make_converter().structure(_get_plain_value(data), Dossier)
    except BaseValidationError as error:
        return tuple(extract_problems(error))
    return ()


def _read_kept(data: bytes) -> Problems:
    text = data.decode("utf-8", "surrogateescape")
    read_kept_record(Judgement(id="j", left="x", right="x", verdict="conflict", kept=text))
    return ()


HOSTILE_READERS = {
    reader.name: reader
    for reader in (
        HostileReader("json", _read_json, "json"),
        HostileReader("json-newer", _read_newer, "json-newer"),
        HostileReader("strict-json", _read_strict, "strict-json"),
        HostileReader("jsonl", _read_lines, "jsonl"),
        HostileReader("jsonl-file", _read_stream, "jsonl-file", with_arguments=True),
        HostileReader("csv", _read_table, "csv", with_arguments=True),
        HostileReader("mapped-table", _read_mapped, "mapped-table"),
        HostileReader("sqlite", _read_database, "sqlite"),
        HostileReader("ical", _read_calendar, "ical"),
        HostileReader("stix", _read_bundle, "stix"),
        HostileReader("span", _read_span, "span"),
        HostileReader("spans", _read_spans, "spans"),
        HostileReader("span-arguments", _read_arguments, "span-arguments"),
        HostileReader("kept-record", _read_kept, "kept-record"),
        HostileReader("converter", _read_plain_value, "converter"),
    )
}
"""What is tried, by the name that ``dev.py hostile`` knows it by."""
