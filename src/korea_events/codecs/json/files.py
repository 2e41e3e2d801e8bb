"""Dossiers as JSON files: ``load``, ``save``, ``loads``, ``dumps``.

A file is all or nothing: either every record in it is in order, or a ``FileError`` lists everything that is not, each
problem with its path in that file. What is written is canonical: the same dossier is the same bytes.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from korea_events.codecs.json.newer import (
    NewerPolicy,
    OpaqueRecords,
    add_newer_records,
    check_newer_policy,
    is_record_list,
)
from korea_events.codecs.json.versions import FORMAT, VERSION, check_heading, upgrade_file
from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.json_text.diagnose import find_json_problems
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, MAX_NESTING, Limits
from korea_events.codecs.json_text.paths import list_path_prefixes, quote_text
from korea_events.codecs.json_text.strict import ParsedJson, decode_utf8, is_too_deep, parse_json
from korea_events.codecs.local_files import StrPath, read_bytes, replace_file
from korea_events.codecs.structuring import LazyPath, Reader, describe_value, format_path
from korea_events.dossier import Dossier, check_references
from korea_events.errors import (
    DossierError,
    FileError,
    KoreaEventsWarning,
    MisspeltFieldWarning,
    NewerVersionWarning,
    Problem,
)
from korea_events.model import COLLECTIONS, RECORD_TYPES, Judgement, Link, Record
from korea_events.model.engine import Shape, build_unchecked, list_fields, unstructure, unstructure_extra


def load(path: StrPath, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse") -> Dossier:
    """The dossier in a JSON file.

    Fields that the library does not know are kept; one that looks like a misspelt known one is warned of. A file of a
    newer version is refused, or read with ``newer="keep"``: records that are not understood are then kept whole in the
    dossier's ``newer`` and saved again.

    Raises:
        FileError: with everything that is wrong: the file cannot be read, is no JSON, is of another format or of a
            newer version, or has records that are not in order or do not fit together; ``newer-choice`` for any other
            ``newer``.

    Warns:
        MisspeltFieldWarning: for every unknown field whose name is close to that of a known one.
        NewerVersionWarning: when records are kept without being understood.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from korea_events.model import Actor
        >>> with TemporaryDirectory() as folder:
        ...     save(Dossier.of(Actor(id="kor", name="South Korea", kind="state")), f"{folder}/actors.json")
        ...     print(load(f"{folder}/actors.json").actors["kor"].name)
        South Korea
    """
    return _read_dossier_text(read_bytes(path, limits), limits, newer)


def loads(text: str | bytes, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse") -> Dossier:
    """The dossier in a JSON text or in UTF-8 bytes; otherwise as :func:`load`.

    Example:
        >>> loads('{"format": "korea-events", "version": 1, "exercises": [{"id": "fs24"}]}')
        Traceback (most recent call last):
            ...
        korea_events.errors.FileError: $.exercises[0].name: must be given [field-required]
    """
    return _read_dossier_text(text, limits, newer)


def dumps(dossier: Dossier) -> str:
    """The canonical JSON text of a dossier: records by collection and id, defaults left out, a final line feed.

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
    """Write a dossier to a JSON file, whole or not at all.

    The file is written beside the old one, which it then replaces in one step; whatever happens before leaves the old
    file as it was. Permissions of an old file are kept, a symbolic link is followed. With ``replacing``, the
    :func:`korea_events.codecs.fingerprint` of the file when it was loaded, a file that somebody else has written since
    is not replaced.

    Raises:
        FileError: when the file cannot be written; ``file-changed`` when it is no longer the one to be replaced.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     save(Dossier.of(), f"{folder}/empty.json")
        ...     print(load(f"{folder}/empty.json") == Dossier.of())
        True
    """
    replace_file(path, dumps(dossier).encode("utf-8"), replacing=replacing)


# -- plain values --------------------------------------------------------------------------------------------------


def unstructure_dossier(dossier: Dossier) -> dict[str, Any]:
    """A dossier as the plain JSON values of its file."""
    file: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for name in COLLECTIONS:
        records = getattr(dossier, name)
        if records:
            file[name] = [unstructure(record) for record in records]
    return add_newer_records(dossier, file) | unstructure_extra(dossier.extra)


def structure_dossier(file: object) -> Dossier:
    """The dossier that the plain JSON values of a file describe.

    Raises:
        FileError: with everything that is wrong with them.
    """
    reading = DossierReader(DEFAULT_LIMITS, Reader(foreign=True))
    dossier = reading.dossier(ParsedJson(file, [], whole=True))
    if dossier is None:
        raise FileError(limit_problems(reading.reader.problems, DEFAULT_LIMITS))
    return dossier


# -- reading -----------------------------------------------------------------------------------------------------


def _read_dossier_text(data: str | bytes, limits: Limits, newer: NewerPolicy) -> Dossier:
    """The dossier in a text; called by ``load`` and ``loads`` alone, so that warnings know where their caller is."""
    keep = check_newer_policy(newer)
    with pause_garbage_collection():
        reading = parse_within_limits(data, limits)
        try:
            file = DossierReader(limits, keep_newer=keep)
            dossier = file.dossier(reading)
        except RecursionError:
            # Parts of parts of their own kind, hundreds of them: the slow reader says where it is too deep.
            reading = parse_with_diagnosis(data, limits)
            if not reading.problems:
                raise
            file = DossierReader(limits, keep_newer=keep)
            dossier = file.dossier(reading)
    for message, kind in file.warnings():
        warnings.warn(message, kind, stacklevel=3)
    if dossier is None:
        raise FileError(limit_problems(file.reader.problems, limits))
    return dossier


def parse_within_limits(data: str | bytes, limits: Limits) -> ParsedJson:
    """The value of a JSON text, no deeper than a lower limit than the usual one allows.

    With the usual limit the classes bound the depth, and unknown fields are measured when they are kept.
    """
    reading = parse_json(data, limits)
    if reading.whole and limits.nesting < MAX_NESTING and is_too_deep(reading.value, limits.nesting):
        return parse_with_diagnosis(data, limits)
    return reading


def parse_with_diagnosis(data: str | bytes, limits: Limits) -> ParsedJson:
    """The same with the slow reader, which measures every depth."""
    value, problems, whole = find_json_problems(decode_utf8(data, limits), limits)
    return ParsedJson(value, problems, whole=whole)


class DossierReader:
    """One reading of one file: its records, and what is wrong with the others."""

    def __init__(self, limits: Limits, reader: Reader | None = None, *, keep_newer: bool = False) -> None:
        self.limits = limits
        self.keep_newer = keep_newer
        self.aside = OpaqueRecords(limits)
        self.reader = Reader(limits) if reader is None else reader
        self.records: list[Record] = []
        self.places: list[LazyPath] = []
        self.failed: list[tuple[type[Record], Any, LazyPath]] = []
        """Records that are not in order: what they are, what the file says of them, and where."""

    def dossier(self, reading: ParsedJson) -> Dossier | None:
        """The dossier in what was read, or None when the reader has problems to tell."""
        problems = self.reader.problems
        extra: tuple[tuple[str, str], ...] = ()
        if reading.whole:
            extra = self.structure_file(reading.value)
            if not problems and not reading.problems:
                try:
                    return self.keep_consistent(extra)
                except DossierError as error:
                    problems.extend(error.problems)
            elif self.records or self.failed:
                problems.extend(self.find_reference_problems())
        # What is wrong with the text itself is not reported again as a wrong value.
        known = {problem.path for problem in reading.problems}
        if known:
            problems[:] = reading.problems + [
                problem for problem in problems if known.isdisjoint(list_path_prefixes(problem.path))
            ]
        return None

    def keep_consistent(self, extra: tuple[tuple[str, str], ...]) -> Dossier:
        """The dossier of the records read, if they fit together; in a newer file, of those that do."""
        if not self.is_newer:
            return Dossier.from_paths(self.records, self.path_of, extra=extra)
        records, path_of_record = self.aside.keep_consistent(self.records, self.path_of)
        return Dossier.from_paths(records, path_of_record, extra=extra, newer=self.aside.newer())

    def path_of(self, position: int) -> str:
        """The path of the record at a position of those that were read."""
        return format_path(self.places[position])

    def structure_file(self, file: Any) -> tuple[tuple[str, str], ...]:
        """Read every record of a file; what the file says besides is given back, as dossiers keep it."""
        if type(file) is not dict:
            message = 'a dossier is an object with "format", "version" and collections of records'
            self.reader.report((), "file-shape", message)
            return ()
        heading = check_heading(file)
        if self.keep_newer and [problem.code for problem in heading] == ["version-newer"]:
            heading = []
            self.aside.version = file["version"]
        self.reader.problems.extend(problem.under(self.reader.origin) for problem in heading)
        codes = {problem.code for problem in heading}
        if codes & {"format-unknown", "version-newer"}:
            return ()  # what else it says means something we do not know
        if not codes & {"version-missing", "version-unknown"}:
            file = upgrade_file(file)
        if self.is_newer:
            file = self.keep_unknown_collections(file)
        for kind in RECORD_TYPES:
            if kind.collection in file:
                self.structure_collection(kind, file[kind.collection])
        unknown = [name for name in file if name not in _FILE_KEYS]
        extra: tuple[tuple[str, str], ...] = self.reader.unknown_fields(
            "a dossier", _FILE_KEYS, file, unknown, ()
        )
        return extra

    def structure_collection(self, kind: type[Record], items: Any) -> None:
        """Read the records of one collection."""
        where: LazyPath = (kind.collection, ())
        if type(items) is not list:
            self.reader.report(
                where, "field-type", f"{describe_value(items)} where a list of records belongs"
            )
            return
        records, places, read = self.records, self.places, self.reader.record
        problems = self.reader.problems
        for index, item in enumerate(items):
            place = (index, where)
            before = len(problems)
            record = read(kind, item, place)
            if record is not None:
                records.append(record)
                places.append(place)
            elif self.is_newer:
                reasons = problems[before:]
                del problems[before:]
                self.keep(kind.collection, item, reasons, place)
            else:
                self.failed.append((kind, item, place))

    # -- files of newer versions ---------------------------------------------------------------------------------

    @property
    def is_newer(self) -> bool:
        """Whether this is a file of a newer version, of which what is not understood is kept."""
        return self.aside.version > VERSION

    def keep_unknown_collections(self, file: dict[str, Any]) -> dict[str, Any]:
        """Keep the records of collections that nobody knows; the rest of the file is given back."""
        unknown = [name for name, value in file.items() if name not in _FILE_KEYS and is_record_list(value)]
        for name in unknown:
            for index, item in enumerate(file[name]):
                place = (index, (name, ()))
                path = format_path(place, self.reader.origin)
                problem = Problem(path, "collection-unknown", f"no collection is called {quote_text(name)}")
                self.keep(name, item, [problem], place)
        return {name: value for name, value in file.items() if name not in unknown}

    def keep(self, collection: str, item: Any, problems: list[Problem], place: LazyPath) -> None:
        """Set a record aside that is not understood."""
        problem = self.aside.add(collection, item, problems, format_path(place, self.reader.origin))
        if problem is not None:
            self.reader.problems.append(problem)

    def warnings(self) -> Iterator[tuple[str, type[KoreaEventsWarning]]]:
        """What to warn of, once the file is read; in a newer file unknown fields are no surprise."""
        yield from ((message, NewerVersionWarning) for message in self.aside.warnings())
        if not self.is_newer:
            yield from ((message, MisspeltFieldWarning) for message in self.reader.warnings())

    def find_reference_problems(self) -> list[Problem]:
        """What is wrong with the references between records of which some are not in order themselves."""
        records = list(self.records)
        for kind, value, place in self.failed:
            stand_in = _build_stand_in(kind, value)
            if stand_in is not None:
                records.append(stand_in)
                self.places.append(place)
        return check_references(records, self.path_of)


def _build_stand_in(kind: type[Record], value: Any) -> Record | None:
    """A record of which nothing but the identifier and what it refers to is known; None without an identifier.

    Others may refer to it, and its own references are looked at however wrong the rest of it is. Those inside its
    parts wait until the parts are in order.
    """
    name = value.get("id") if type(value) is dict else None
    if type(name) is not str:
        return None
    if kind is Link:  # a link is looked at more closely than this, and nobody refers to one by type
        return build_unchecked(
            Judgement, {**dict.fromkeys(spec.name for spec in list_fields(Judgement)), "id": name}
        )
    held: dict[str, Any] = {spec.name: None for spec in list_fields(kind)}
    for spec in list_fields(kind):
        said = value.get(spec.name)
        if said == name:  # that it refers to itself is told already
            continue
        if spec.shape is Shape.REFERENCE and not spec.many and type(said) is str:
            held[spec.name] = said
        elif spec.shape is Shape.REFERENCE and spec.many and type(said) is list:
            held[spec.name] = tuple(one for one in said if type(one) is str)
    return build_unchecked(kind, {**held, "id": name})


_FILE_KEYS = frozenset({"format", "version", *COLLECTIONS})


def limit_problems(problems: list[Problem], limits: Limits) -> list[Problem]:
    """The problems that an error lists: all, or as many as the limit allows and a last one that says so.

    Example:
        >>> problem = Problem("$", "json-empty", "there is nothing in it")
        >>> [str(problem) for problem in limit_problems([problem] * 5, Limits(problems=1))][1]
        '$: 4 more problems are not listed; raise Limits(problems=…) to see them [problems-many]'
    """
    over = len(problems) - limits.problems
    if over <= 0:
        return problems
    message = f"{over:,} more problems are not listed; raise Limits(problems=…) to see them"
    return [*problems[: limits.problems], Problem("$", "problems-many", message)]


@contextmanager
def pause_garbage_collection() -> Generator[None]:
    """No garbage collection for a while: what a bulk load makes is kept, and looking through it costs more than it."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
