"""The importers, read and fed in one way: what each makes of an input, and of one record between two good ones."""

from __future__ import annotations

import csv as standard
import io
import json
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from cattrs import BaseValidationError

from korea_events.codecs import (
    ImportResult,
    csv,
    extract_problems,
    ical,
    jsonl,
    list_codecs,
    load,
    loads,
    make_converter,
    read_bytes,
    sqlite,
    stix,
)
from korea_events.codecs.stix.terms import OWN_EXTENSION
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError, MisspeltFieldWarning, Problem
from korea_events.model import COLLECTIONS, Exercise
from korea_events.model.engine import write_canonical_json
from tests.databases import build_database

Fields = Mapping[str, Any]
"""What a record says: ``id``, ``name``, ``span``, ``zone`` of the span, and for formats of JSON anything else."""


class Raw(str):
    """Text that stands in a JSON file just as it is, where a value would be."""

    __slots__ = ()


class Outcome(NamedTuple):
    """What an importer made of an input."""

    names: tuple[str, ...] | None
    """The names of the records that were read; None when the input was refused as a whole."""
    problems: tuple[Problem, ...]
    misspelt: int
    """How many warnings there were of names that look misspelt."""


class Importer(NamedTuple):
    """One importer: how it reads, and how it is given one record between two good ones."""

    read: Callable[[Any], Outcome]
    document: Callable[[Fields], Any]
    place: str
    """Where the record in the middle stands."""
    by_record: bool
    """Whether good records are read though others are bad."""


GOOD: Final = (
    {"id": "first", "name": "First", "span": "2024-03-04"},
    {"id": "last", "name": "Last", "span": "2024-03-14"},
)
MIDDLE: Final = {"id": "middle", "name": "Middle", "span": "2024-03-08"}


# -- the importers -----------------------------------------------------------------------------------------------


def outcome(read: Callable[[], Any]) -> Outcome:
    """What came of reading; an error that is not the library's is raised."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", MisspeltFieldWarning)
        problems: tuple[Problem, ...] = ()
        found: Any = None
        try:
            found = read()
        except KoreaEventsError as error:
            problems = error.problems
            assert problems, "an error without a problem"
        except BaseValidationError as error:
            problems = extract_problems(error)
    if isinstance(found, ImportResult):
        found, problems = found.records, found.problems
    for problem in problems:
        assert problem.path.startswith("$"), problem
        assert problem.message, problem
        assert str(problem).isprintable(), f"what a message shows must not change the terminal: {problem!a}"
        assert len(problem.message) < 1_000, "a message is read by people"
    records = found.records() if isinstance(found, Dossier) else found
    names = (
        None if records is None else tuple(sorted(getattr(record, "name", record.id) for record in records))
    )
    return Outcome(names, problems, len(caught))


def _json(value: Any) -> str:
    """A value as JSON text, raw text left as it is."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _with_zone(fields: Fields) -> dict[str, Any]:
    """Fields as files of JSON have them: a zone belongs to the span."""
    made = dict(fields)
    if "zone" in made:
        made["span"] = {"edtf": made["span"], "zone": made.pop("zone")}
    return made


def json_file(fields: Fields) -> bytes:
    records = ",".join(_json(_with_zone(one)) for one in (GOOD[0], fields, GOOD[1]))
    text = '{"format":"korea-events","version":1,"exercises":[' + records + "]}"
    return text.encode("utf-8", "surrogatepass")


def _json_lines(fields: Fields) -> bytes:
    lines = [_json({"type": "exercise", **_with_zone(one)}) + "\n" for one in (GOOD[0], fields, GOOD[1])]
    return "".join(lines).encode("utf-8", "surrogatepass")


def _table(fields: Fields) -> bytes:
    columns = ["id", "name", "span", *(["span.zone"] if "zone" in fields else [])]
    sheet = io.StringIO(newline="")
    writer = standard.writer(sheet)
    writer.writerow(columns)
    for one in (GOOD[0], fields, GOOD[1]):
        writer.writerow([one.get(name.removeprefix("span."), "") for name in columns])
    return sheet.getvalue().encode("utf-8", "surrogatepass")


def entry(*properties: str, uid: str = "UID:1", name: str = "SUMMARY:Drill") -> str:
    """The lines of one entry of a calendar."""
    inside = [line for line in (uid, name, *properties) if line]
    return "\r\n".join(["BEGIN:VEVENT", *inside, "END:VEVENT", ""])


def calendar(*entries: str) -> bytes:
    """A calendar with these entries."""
    text = "BEGIN:VCALENDAR\r\n" + "".join(entries) + "END:VCALENDAR\r\n"
    return text.encode("utf-8", "surrogatepass")


def _calendar(fields: Fields) -> bytes:
    def property_text(text: str) -> str:
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")

    def one(said: Fields) -> str:
        start = f"DTSTART;VALUE=DATE:{said['span'].replace('-', '') if said in GOOD else said['span']}"
        if said["span"] == MIDDLE["span"]:
            start = "DTSTART;VALUE=DATE:20240308"
        if "zone" in said:
            start = f'DTSTART;TZID="{said["zone"]}":20240308T100000'
        uid = f"UID:{property_text(said['id'])}@korea-events"
        return entry(start, uid=uid, name=f"SUMMARY:{property_text(said['name'])}")

    return calendar(one(GOOD[0]), one(fields), one(GOOD[1]))


def _bundle(fields: Fields) -> bytes:
    objects = [
        {
            "type": "event",
            "id": f"event--00000000-0000-4000-8000-00000000000{number}",
            "extensions": {OWN_EXTENSION: {"lines": [{"type": "exercise", **_with_zone(one)}]}},
        }
        for number, one in enumerate((GOOD[0], fields, GOOD[1]))
    ]
    return _json({"type": "bundle", "objects": objects}).encode("utf-8", "surrogatepass")


def _plain(fields: Fields) -> list[dict[str, Any]]:
    return [_with_zone(one) for one in (GOOD[0], fields, GOOD[1])]


def _database(fields: Fields) -> bytes:
    rows = [
        {
            name: write_canonical_json(value) if isinstance(value, dict) else value
            for name, value in row.items()
        }
        for row in _plain(fields)
    ]
    return build_database({"exercises": rows})


IMPORTERS: Final[dict[str, Importer]] = {
    "json": Importer(lambda data: outcome(lambda: loads(data)), json_file, "$.exercises[1]", by_record=False),
    "jsonl": Importer(
        lambda data: outcome(lambda: jsonl.loads(data)), _json_lines, "$.lines[2]", by_record=True
    ),
    "csv": Importer(lambda data: outcome(lambda: csv.loads(data)), _table, "$.rows[3]", by_record=True),
    "sqlite": Importer(
        lambda data: outcome(lambda: sqlite.loads(data)), _database, "$.exercises[1]", by_record=True
    ),
    "ical": Importer(
        lambda data: outcome(lambda: ical.loads(data)), _calendar, "$.events[1]", by_record=True
    ),
    "stix": Importer(lambda data: outcome(lambda: stix.loads(data)), _bundle, "$.objects[1]", by_record=True),
    "converter": Importer(
        lambda value: outcome(lambda: make_converter().structure(value, list[Exercise])),
        _plain,
        "$[1]",
        by_record=False,
    ),
}
EXTRAS: Final = {codec.name: codec.extra for codec in list_codecs() if codec.extra is not None}
"""The extra that an importer needs."""
JSON: Final = ("json", "jsonl", "stix")
TEXTS: Final = (*JSON, "csv", "converter")
ALL: Final = tuple(IMPORTERS)


def dossier_importers() -> dict[str, Callable[[Mapping[str, list[dict[str, Any]]]], Outcome]]:
    """The ways to read a whole dossier."""

    def lines(collections: Mapping[str, list[dict[str, Any]]]) -> bytes:
        tagged = [
            json.dumps({"type": COLLECTIONS[name].type_tag, **record})
            for name, records in collections.items()
            for record in records
        ]
        return "\n".join(tagged).encode()

    def file(collections: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
        return {"format": "korea-events", "version": 1, **collections}

    return {
        "json": lambda given: outcome(lambda: loads(json.dumps(file(given)))),
        "jsonl": lambda given: outcome(lambda: jsonl.loads(lines(given)).to_dossier()),
        "converter": lambda given: outcome(lambda: make_converter().structure(file(given), Dossier)),
    }


PATH_READERS: Final[dict[str, Callable[[Path], object]]] = {
    "load": load,
    "read_records": lambda path: list(jsonl.read_records(path)),
    "read_bytes": read_bytes,
    **{codec.name: codec.load for codec in list_codecs() if codec.load is not None and codec.extra is None},
}
"""Readers of files, those of all formats among them."""
