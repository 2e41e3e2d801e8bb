"""Read a STIX bundle: records of this library as they were, and the reports, identities and locations of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.codec import ImportResult, ImportSummary, Loss
from korea_events.codecs.json.files import issue_warnings, parse_within_limits
from korea_events.codecs.json.opaque_records import NewerPolicy, OpaqueRecords
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, Problems
from korea_events.codecs.json_text.paths import describe_value, extend_path, list_path_prefixes
from korea_events.codecs.json_text.strict import ParsedJson, diagnose_json, is_too_deep
from korea_events.codecs.jsonl.lines import LineReader
from korea_events.codecs.stix.foreign import RECORD_KINDS, TIMESTAMP, name_property, read_foreign_record
from korea_events.codecs.stix.terms import (
    ACTOR_KINDS,
    OWN_EXTENSION,
    build_creator,
    build_extension_definition,
    fingerprint_object,
)
from korea_events.codecs.structuring import Reader
from korea_events.errors import Problem
from korea_events.model import Record
from korea_events.temporal.engine import quote_value

_Object = dict[str, Any]
_ID: Final = re.compile(r"([a-z0-9-]{1,250})--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_VERSIONS: Final = ("2.0", "2.1")
_EXTENSION_LEVELS: Final = 4
"""How much deeper a record lies in a bundle than in a JSON file."""
_OWN_OBJECTS: Final = frozenset(map(fingerprint_object, (build_creator(), build_extension_definition())))
"""Objects of this library that say nothing about any record."""


def loads(
    data: str | bytes, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse"
) -> ImportResult:
    """Read a bundle: the records of this library as they were, and reports, identities and locations of others.

    A report becomes a document, an identity an actor, a location a place; the unknown field ``stix`` keeps the
    properties that are not read. All other objects are listed in ``losses``: the dates of an indicator are not those of
    an event. So are older versions of an object, revoked objects, and changes to objects of this library, of which
    only the record is read. A midnight counts as a day of UTC, and an organization, whose kind STIX does not say, as a
    group. Records of a newer version are refused, or kept as :func:`korea_events.loads` keeps them.

    Raises:
        FileError: ``file-too-large``, ``text-type``, ``newer-choice``.

    Example:
        >>> text = '''{"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": [{
        ...     "type": "report", "spec_version": "2.1", "id": "report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3",
        ...     "name": "Launches in March", "published": "2024-03-20T00:00:00Z", "labels": ["missiles"]}]}'''
        >>> (document,) = loads(text).records
        >>> document.title, str(document.published), dict(document.extra)["stix"]
        ('Launches in March', '2024-03-20', '{"labels":["missiles"]}')
    """
    reader = BundleReader(limits, newer)
    with pause_garbage_collection():
        parsed = parse_within_limits(data, limits)
        if parsed.whole and is_too_deep(parsed.value, limits.nesting + _EXTENSION_LEVELS):
            parsed = diagnose_json(data, limits)
        found = reader.read(parsed)
    issue_warnings(reader.lines.reader, reader.lines.opaque, stacklevel=2)
    return found


class BundleReader:
    """One reading of a bundle."""

    def __init__(self, limits: Limits, newer: NewerPolicy) -> None:
        self.limits = limits
        self.lines = LineReader(OpaqueRecords(limits, newer))
        self.problems = self.lines.problems
        self.losses: list[Loss] = []
        self.records: list[tuple[int, Record]] = []
        """Each record with the position of its object."""
        self.actors: dict[str, str] = {}
        """The actor of each identity that was read."""
        self.assumed: set[str] = set()
        self.left_out: set[int] = set()
        self.rejected: set[int] = set()

    def read(self, parsed: ParsedJson) -> ImportResult:
        """The records of a bundle, and everything that is wrong with it."""
        self.problems.extend(parsed.problems)
        faulty = {prefix for problem in parsed.problems for prefix in list_path_prefixes(problem.path)}
        objects = dict(self.list_objects(parsed.value, faulty)) if parsed.whole else {}
        # A report names its publisher by the identity.
        chosen = sorted(self.choose_versions(objects), key=lambda each: objects[each]["type"] != "identity")
        self.lines.numbers = []
        for position in chosen:
            before = len(self.problems)
            self.read_object(position, objects[position])
            if len(self.problems) > before:
                self.rejected.add(position)
        self.records.sort(key=lambda each: each[0])
        self.lines.numbers = [position for position, _ in self.records]
        found = self.lines.collect([record for _, record in self.records], "$.objects[{}]")
        summary = ImportSummary(
            rows=len(self.rejected | objects.keys()),
            records=len(found.records),
            rejected=len(self.rejected),
            left_out=len(self.left_out),
            assumed=tuple(sorted(self.assumed)),
            noun=("object", "objects"),
        )
        return evolve(found, losses=tuple(self.losses), summary=summary)

    def list_objects(self, bundle: Any, faulty: set[str]) -> Iterator[tuple[int, _Object]]:
        """The objects that can be told apart, each with its position."""
        objects = bundle.get("objects", []) if type(bundle) is dict else None
        if type(objects) is not list or bundle.get("type") != "bundle":
            advice = "not a STIX bundle: an object with the type 'bundle', an id and a list of objects"
            self.problems.append(Problem("$", "stix-bundle", advice))
            return
        for name in sorted(bundle.keys() - {"type", "id", "objects", "spec_version"}):
            self.losses.append(Loss(extend_path("$", name), "is said of the whole bundle"))
        for position, one in enumerate(objects):
            path = f"$.objects[{position}]"
            problem = None if path in faulty else _find_object_problem(one, path)
            if problem is not None:
                self.problems.append(problem)
            if path in faulty or problem is not None:
                self.rejected.add(position)
            else:
                yield position, one

    def choose_versions(self, objects: dict[int, _Object]) -> list[int]:
        """The positions of the newest version of each object; the others are listed."""
        newest: dict[str, int] = {}
        for position, one in objects.items():
            other = newest.setdefault(one["id"], position)
            if _get_stamp(one) > _get_stamp(objects[other]):
                newest[one["id"]] = position
                self.leave_out(other, f"objects[{position}] is a newer version of it")
            elif other != position:
                self.leave_out(position, f"objects[{other}] has the same id and is not older")
        return [*newest.values()]

    def leave_out(self, position: int, reason: str) -> None:
        """List an object that is not read."""
        self.losses.append(Loss(f"$.objects[{position}]", reason))
        self.left_out.add(position)

    def read_object(self, position: int, one: _Object) -> None:
        """Keep the records of an object, or say why there are none."""
        kind, extensions = one["type"], one.get("extensions")
        if type(extensions) is dict and OWN_EXTENSION in extensions:
            self.read_own_object(position, one, extensions[OWN_EXTENSION])
        elif fingerprint_object(one) in _OWN_OBJECTS:
            return
        elif one.get("revoked") is True:
            self.leave_out(position, "its producer has revoked it")
        elif kind not in RECORD_KINDS:
            self.leave_out(position, f"{quote_value(kind)} is not a report, an identity or a location")
        elif kind == "identity" and str(one.get("identity_class")) not in ACTOR_KINDS:
            self.leave_out(position, "its class does not say what kind of actor it is")
        else:
            self.read_foreign_object(position, one)

    def read_own_object(self, position: int, one: _Object, own: Any) -> None:
        """Read the lines in the extension of an object of this library."""
        path = f"$.objects[{position}]"
        where = extend_path(f"{path}.extensions", OWN_EXTENSION)
        if type(own) is not dict or type(own.get("lines", [])) is not list:
            self.problems.append(Problem(where, "stix-extension", "this library did not write this value"))
            return
        if own.get("fingerprint") != fingerprint_object(one):
            reason = "it was changed after this library wrote it: only the record in its extension is read"
            self.losses.append(Loss(path, reason))
        reader = self.lines.reader
        for index, line in enumerate(own.get("lines", [])):
            reader.root = f"{where}.lines[{index}]"
            records = self.lines.structure_line(line)
            if reader.problems:
                self.problems.extend(reader.problems)
                reader.problems = Problems(self.limits)
            else:
                self.records += [(position, record) for record in records]

    def read_foreign_object(self, position: int, one: _Object) -> None:
        """Read a report, an identity or a location."""
        reader = Reader(self.limits, root=f"$.objects[{position}]")
        record = read_foreign_record(one, reader, self.actors, self.assumed)
        if record is not None:
            self.records.append((position, record))
            if one["type"] == "identity":
                self.actors[one["id"]] = record.id
        self.problems.extend(map(name_property, reader.problems))


def _find_object_problem(one: Any, path: str) -> Problem | None:
    """Why an object cannot be told from others, if it cannot."""
    if type(one) is not dict:
        return Problem(path, "stix-object", f"{describe_value(one)} instead of an object")
    name = one.get("id")
    found = _ID.fullmatch(name) if type(name) is str else None
    if found is None or found[1] != one.get("type"):
        return Problem(f"{path}.id", "stix-object", "must be its type, '--' and a UUID in lower case")
    if one.get("spec_version", "2.1") not in _VERSIONS:
        message = f"must be {' or '.join(_VERSIONS)}, not {describe_value(one['spec_version'])}"
        return Problem(f"{path}.spec_version", "stix-version", message)
    return None


def _get_stamp(one: _Object) -> str:
    """When an object was modified, as text that sorts by time; empty if it does not say."""
    stamp = one.get("modified")
    return stamp[:-1] if type(stamp) is str and TIMESTAMP.fullmatch(stamp) else ""
