"""Dossiers as JSON files: ``load``, ``save``, ``loads``, ``dumps``.

A file loads whole or not at all: either every record is in order, or a ``FileError`` lists everything that is not,
each problem with its path in the file. The text written is canonical: the same dossier is always the same bytes.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from attrs import define, field

from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.codec import (
    ENDINGS,
    Codec,
    ExportResult,
    ImportResult,
    build_load,
    build_save,
    find_codec,
    register_codec,
)
from korea_events.codecs.compression import pack_bytes, unpack_bytes
from korea_events.codecs.json.opaque_records import NewerPolicy, OpaqueRecords, is_record_list
from korea_events.codecs.json.versions import FORMAT, VERSION, upgrade_file
from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, MAX_NESTING, Limits, Problems, limit_problems
from korea_events.codecs.json_text.paths import LazyPath, describe_value, format_path, list_path_prefixes
from korea_events.codecs.json_text.strict import (
    REFUSALS,
    NeedsDiagnosis,
    ParsedJson,
    diagnose_json,
    is_too_deep,
    parse_json,
    stream_json,
)
from korea_events.codecs.local_files import StrPath, read_bytes, replace_file
from korea_events.codecs.losses import LossCollector
from korea_events.codecs.structuring import Reader
from korea_events.dossier import Dossier, check_references
from korea_events.errors import FileError, MisspeltFieldWarning, NewerVersionWarning, Problem
from korea_events.model import COLLECTIONS, Judgement, Link, Record
from korea_events.model.engine import UNUSABLE, Shape, build_unchecked, list_fields, unstructure
from korea_events.temporal.engine import check_type, quote_value


def load(path: StrPath, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse") -> Dossier:
    """The dossier in a JSON file, compressed by gzip or not.

    Unknown fields are kept, with a warning if one looks like a misspelt known field. A file of a newer version is
    refused, unless ``newer="keep"``: records that are not understood are then kept whole in the dossier's ``remainder``
    and saved again.

    Raises:
        FileError: with everything that is wrong: the file cannot be read, is not JSON, has another format or a newer
            version, or contains records that are not in order or not consistent; ``newer-choice`` for any other
            ``newer``.

    Warns:
        MisspeltFieldWarning: for every unknown field whose name is close to that of a known field.
        NewerVersionWarning: if records are kept without being understood.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from korea_events.model import Actor
        >>> with TemporaryDirectory() as folder:
        ...     save(Dossier.of(Actor(id="kor", name="South Korea", kind="state")), f"{folder}/actors.json")
        ...     print(load(f"{folder}/actors.json").actors["kor"].name)
        South Korea
    """
    found = _read_dossier(unpack_bytes(read_bytes(path, limits), limits), limits, newer)
    other = find_codec(os.fsdecode(path)) if found.problems else None
    if other is not None and other.load is not None and other.name != "json":
        advice = f"this reads JSON, and the name is that of {other.title}: use codecs.{other.name}.load"
        raise FileError([Problem("$", "format-other", advice), *found.problems])
    return found.to_dossier()


def loads(text: str | bytes, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse") -> Dossier:
    """The dossier in a JSON text, given as text or UTF-8 bytes; otherwise as :func:`load`.

    Example:
        >>> loads('{"format": "korea-events", "version": 1, "exercises": [{"id": "fs24"}]}')
        Traceback (most recent call last):
            ...
        korea_events.errors.FileError: $.exercises[0].name: must be given [field-required]
    """
    with pause_garbage_collection():
        return _read_dossier(text, limits, newer).to_dossier()


def dumps(dossier: Dossier) -> str:
    """The canonical JSON text of a dossier: records by collection and id, defaults omitted, a final line feed.

    Example:
        >>> from korea_events.model import Actor
        >>> print(dumps(Dossier.of(Actor(id="kor", name="대한민국", kind="state"))), end="")
        {
          "format": "korea-events",
          "version": 1,
          "actors": [
            {
              "id": "kor",
              "name": "대한민국",
              "kind": "state"
            }
          ]
        }
    """
    with pause_garbage_collection():
        return format_json(unstructure_dossier(dossier)) + "\n"


def save(dossier: Dossier, path: StrPath, *, replacing: str | None = None) -> None:
    """Write a dossier to a JSON file, whole or not at all; a name that ends in ``.gz`` is compressed.

    The new file is written beside the old one and then replaces it in one step; if anything fails before that, the old
    file is unchanged. Permissions of an old file are kept, and a symbolic link is followed. Set ``replacing`` to the
    :func:`korea_events.codecs.fingerprint` that the file had when you loaded it, and a file that somebody else has
    written since is not replaced.

    Raises:
        FileError: if the file cannot be written; ``file-changed`` if it is not the one that ``replacing`` names.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     save(Dossier.of(), f"{folder}/empty.json")
        ...     print(load(f"{folder}/empty.json") == Dossier.of())
        True
    """
    replace_file(path, pack_bytes(dumps(dossier).encode("utf-8"), path), replacing=replacing)


def import_json(
    data: str | bytes, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse"
) -> ImportResult:
    """The valid records of a JSON text, and what is wrong with the others.

    Example:
        >>> import_json('{"format": "korea-events", "version": 1, "places": [{"id": "sohae"}]}').problems[0].path
        '$.places[0].name'
    """
    return _read_dossier(data, limits, newer)


def export_json(dossier: Dossier, *, strict: bool = False) -> ExportResult:
    """The JSON text of a dossier, in the shape that all formats share; nothing is lost, ``strict`` or not.

    Example:
        >>> export_json(Dossier.of()).losses
        ()
    """
    return LossCollector().finish(dumps(dossier), strict=strict)


register_codec(
    Codec(name="json", title="JSON", endings=ENDINGS["json"], loads=import_json, load=build_load(import_json),
          dumps=export_json, save=build_save(export_json)),
)  # fmt: skip


# -- plain values --------------------------------------------------------------------------------------------------


def unstructure_dossier(dossier: Dossier) -> dict[str, Any]:
    """A dossier as the plain JSON values of its file."""
    check_type("dossier", dossier, Dossier, "a dossier")
    file: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for name in COLLECTIONS:
        records = getattr(dossier, name)
        if records:
            file[name] = [unstructure(record) for record in records]
    return dossier.remainder.add_to_file(file)


def structure_dossier(file: object) -> Dossier:
    """The dossier that the plain JSON values of a file describe.

    Raises:
        FileError: with everything that is wrong with them.
    """
    reader = Reader(foreign=True)
    reading = DossierReader(reader, OpaqueRecords(reader.limits))
    return reading.structure(ParsedJson(file, [], whole=True)).to_dossier()


# -- reading -----------------------------------------------------------------------------------------------------


def _read_dossier(data: str | bytes, limits: Limits, newer: NewerPolicy) -> ImportResult:
    """The content of a text; only public functions call it, so that warnings point at their callers."""
    # The last one finds where hundreds of parts inside parts of their own kind are too deep.
    parsers = [diagnose_json, parse_within_limits, _stream_file]
    with pause_garbage_collection():
        while True:
            opaque, parse = OpaqueRecords(limits, newer), parsers.pop()
            reader = DossierReader(Reader(limits), opaque)
            try:
                result = reader.structure(parse(data, limits))
            except REFUSALS:
                if not parsers:
                    raise
            else:
                issue_warnings(reader.reader, opaque, stacklevel=4)
                return result


def _stream_file(data: str | bytes, limits: Limits) -> ParsedJson:
    """The members of a file as this version writes it, read one by one; anything else is refused while it is read."""
    return ParsedJson(stream_json(data, limits, _COLLECTION_ORDER), [], whole=True)


def issue_warnings(reader: Reader, opaque: OpaqueRecords, *, stacklevel: int) -> None:
    """Warn of what a reading kept without understanding it; newer files are expected to have unknown fields."""
    for message in opaque.warnings():
        warnings.warn(message, NewerVersionWarning, stacklevel=stacklevel)
    for message in () if opaque.is_newer else reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=stacklevel)


def parse_within_limits(data: str | bytes, limits: Limits) -> ParsedJson:
    """The value of a JSON text, checked for depth if the limit on nesting is lower than usual.

    With the usual limit, the classes bound the depth, and unknown fields are measured when they are kept.
    """
    reading = parse_json(data, limits)
    if reading.whole and limits.nesting < MAX_NESTING and is_too_deep(reading.value, limits.nesting):
        return diagnose_json(data, limits)
    return reading


@define(eq=False)
class DossierReader:
    """One reading of one file: its records, and what is wrong with the others."""

    reader: Reader
    opaque: OpaqueRecords
    records: list[Record] = field(factory=list[Record])
    paths: list[LazyPath] = field(factory=list[LazyPath])
    failed: list[tuple[type[Record], Any, LazyPath]] = field(factory=list[tuple[type[Record], Any, LazyPath]])
    """Records that are not in order: their class, what the file says of them, and their path."""

    def structure(self, parsed: ParsedJson) -> ImportResult:
        """The content of the value of a JSON text."""
        problems = self.reader.problems
        records: Sequence[Record] = self.records
        path_of: Callable[[int], str] = self.path_of
        extra = self.structure_file(parsed.value) if parsed.whole else ()
        if parsed.whole and (problems or parsed.problems):
            problems.extend(self.find_reference_problems())
        elif self.opaque.is_newer:
            records, path_of = self.opaque.keep_consistent(records, path_of)
        # A problem of the text itself is not reported again as a wrong value.
        limits = self.reader.limits
        if parsed.problems:
            known = {problem.path for problem in parsed.problems}
            others = [one for one in problems if known.isdisjoint(list_path_prefixes(one.path))]
            problems = Problems(limits)
            problems.extend(parsed.problems)
            problems.extend(others)
        listed = tuple(limit_problems(problems, limits))
        return ImportResult(tuple(records), listed, self.opaque.build_remainder(extra), path_of, limits)

    def path_of(self, position: int) -> str:
        """The path of the record at a position of those that were read."""
        return format_path(self.paths[position])

    def structure_file(self, file: Any) -> tuple[tuple[str, str], ...]:
        """Read every record of a file; return its unknown fields, as dossiers keep them."""
        if isinstance(file, Iterator) and not self.reader.foreign:
            beginning: dict[str, Any] = dict(islice(file, 2))
            if self.opaque.check_heading(beginning) or beginning["version"] != VERSION:
                raise NeedsDiagnosis
            return self.structure_members(file)
        if type(file) is not dict:
            message = 'a dossier is an object with "format", "version" and collections of records'
            self.reader.report((), "file-shape", message)
            return ()
        heading = self.opaque.check_heading(file)
        codes = {problem.code for problem in heading}
        if self.opaque.is_newer:
            file = self.keep_unknown_collections(file)
        else:
            self.reader.problems.extend(heading, under=self.reader.origin)
            if codes & {"format-unknown", "version-newer"}:
                return ()  # whatever else it says has a meaning that we do not know
            if not codes & {"version-missing", "version-unknown"}:
                file = upgrade_file(file)
        return self.structure_members(
            sorted(file.items(), key=lambda member: _COLLECTION_ORDER.get(member[0], 0))
        )

    def structure_members(self, members: Iterable[tuple[str, Any]]) -> tuple[tuple[str, str], ...]:
        """The same of the members of a file in the order of collections."""
        unknown: dict[str, Any] = {}
        for name, value in members:
            if name in COLLECTIONS:
                self.structure_collection(COLLECTIONS[name], value)
            elif name not in _FILE_KEYS:
                unknown[name] = value
        extra: Any = self.reader.unknown_fields("a dossier", _FILE_KEYS, unknown, unknown, ())
        return () if extra is UNUSABLE else tuple(extra)

    def structure_collection(self, kind: type[Record], items: Any) -> None:
        """Read the records of one collection."""
        collection: LazyPath = (kind.collection, ())
        if type(items) is not list and (self.reader.foreign or not isinstance(items, Iterator)):
            message = f"{describe_value(items)} instead of a list of records"
            self.reader.report(collection, "field-type", message)
            return
        records, paths, problems = self.records, self.paths, self.reader.problems
        for index, item in enumerate(items):
            path = (index, collection)
            before = problems.total
            record = self.reader.structure(kind, item, path)
            if record is not None:
                records.append(record)
                paths.append(path)
            elif self.opaque.is_newer:
                self.keep(kind.collection, item, problems.cut(before), path)
            elif type(item) is dict and type(item.get("id")) is str:  # others may refer to it
                self.failed.append((kind, item, path))

    def keep_unknown_collections(self, file: dict[str, Any]) -> dict[str, Any]:
        """Keep the records of unknown collections in a newer file; return the rest of the file."""
        unknown = [name for name, value in file.items() if name not in _FILE_KEYS and is_record_list(value)]
        for name in unknown:
            for index, item in enumerate(file[name]):
                path = (index, (name, ()))
                message = f"unknown collection {quote_value(name)}"
                problem = Problem(format_path(path, self.reader.origin), "collection-unknown", message)
                self.keep(name, item, [problem], path)
        return {name: value for name, value in file.items() if name not in unknown}

    def keep(self, collection: str, item: Any, reasons: list[Problem], path: LazyPath) -> None:
        """Keep a record of a newer file that is not understood."""
        problem = self.opaque.add(collection, item, reasons, format_path(path, self.reader.origin))
        if problem is not None:
            self.reader.problems.append(problem)

    def find_reference_problems(self) -> list[Problem]:
        """What is wrong with the references between records when some records are not in order themselves."""
        pairs = list(zip(self.records, self.paths, strict=True))
        stand_ins = ((_build_stand_in(kind, value), path) for kind, value, path in self.failed)
        pairs += ((record, path) for record, path in stand_ins if record is not None)
        # The order of files: a path is an index and below it a collection.
        pairs.sort(key=lambda pair: (_COLLECTION_ORDER[pair[1][1][0]], pair[1][0]))
        return check_references([record for record, _ in pairs], lambda n: format_path(pairs[n][1]))


_COLLECTION_ORDER: Final = {name: position for position, name in enumerate(COLLECTIONS)}


def _build_stand_in(kind: type[Record], value: Any) -> Record | None:
    """A record with nothing but its identifier and its references; None without an identifier.

    Others may refer to it, and its own references are checked however wrong the rest of it is. References inside its
    parts are checked once the parts are in order.
    """
    name = value.get("id") if type(value) is dict else None
    if type(name) is not str:
        return None
    if kind is Link:  # links have checks of their own, and no field refers to links by type
        nothing = dict.fromkeys(spec.name for spec in list_fields(Judgement))
        return build_unchecked(Judgement, {**nothing, "id": name})
    values: dict[str, Any] = {spec.name: None for spec in list_fields(kind)}
    for spec in list_fields(kind):
        item = value.get(spec.name)
        if item == name:  # a reference to itself is reported already
            continue
        if spec.shape is Shape.REFERENCE and not spec.many and type(item) is str:
            values[spec.name] = item
        elif spec.shape is Shape.REFERENCE and spec.many and type(item) is list:
            values[spec.name] = tuple(one for one in item if type(one) is str)
    return build_unchecked(kind, {**values, "id": name})


_FILE_KEYS = frozenset({"format", "version", *COLLECTIONS})
