"""``Remainder``: what files say beside the records that are understood, kept whole for the next file."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import evolve, field, frozen

from korea_events.dossier.references import PathOf
from korea_events.errors import DossierError, Problem
from korea_events.model import COLLECTIONS, Record
from korea_events.model.engine import (
    build_problem,
    check_canonical_json,
    check_extra_names,
    read_kept_json,
    unstructure_extra,
)
from korea_events.temporal.engine import quote_value

_RESERVED_NAMES: Final = frozenset(["format", "version", *COLLECTIONS])
"""Names with a meaning in a file, which unknown fields cannot have."""


def _sort_kept_records(records: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(sorted(records))
    except TypeError:
        raise DossierError.of("newer-record", "records must be pairs of a collection and a text") from None


@frozen(kw_only=True)
class Remainder:
    """What a dossier keeps from its file beside the records that are understood; it is saved with them.

    These are unknown fields of the file itself, and what a file of a newer version says and this version does not
    understand. Nothing of it is part of any answer. To read a file of a newer version, write
    ``load(path, newer="keep")``.

    Raises:
        DossierError: ``newer-version`` for a version below 2, or none for records; ``newer-record`` for a record
            without a collection or whose text is not canonical JSON; ``extra-known`` and the like for unknown fields.

    Example:
        >>> kept = Remainder(version=2, records=[("satellites", '{"id":"malligyong-1","orbit":"sun-synchronous"}')])
        >>> kept.identifiers
        frozenset({'malligyong-1'})
    """

    extra: tuple[tuple[str, str], ...] = ()
    """Unknown fields of the file beside the records: sorted pairs of name and canonical JSON text."""
    version: int | None = None
    """The version of the newest file, if that is newer than the version that this library writes."""
    records: tuple[tuple[str, str], ...] = field(default=(), converter=_sort_kept_records)
    """Collection and canonical JSON text of each record that is not understood, sorted. The collection is ``lines``
    for a line of a JSON Lines file whose type is unknown."""

    def __attrs_post_init__(self) -> None:
        problems: list[Problem] = []
        version: object = self.version
        if (version is not None or self.records) and (type(version) is not int or version < 2):
            message = f"version must be an integer above 1, not {quote_value(version)}"
            problems.append(Problem("$.version", "newer-version", message))
        pairs: tuple[object, ...] = self.records
        for index, pair in enumerate(pairs):
            if type(pair) is not tuple or len(pair) != 2 or any(type(text) is not str for text in pair):
                message = f"must be a pair of a collection and a text, not {quote_value(pair)}"
                problems.append(Problem(f"$.records[{index}]", "newer-record", message))
                continue
            collection, text = pair
            fault = check_canonical_json(text, longest=None)
            if not collection or fault is not None:
                message = "the collection must not be empty" if fault is None else fault[2]
                problems.append(Problem(f"$.records[{index}]", "newer-record", message))
        if not problems and (type(self.extra) is not tuple or self.extra):
            taken = _RESERVED_NAMES.union(collection for collection, _ in self.records)
            problems += [build_problem("$", fault) for fault in check_extra_names(self.extra, taken)]
        if problems:
            raise DossierError(problems)

    @property
    def identifiers(self) -> frozenset[str]:
        """The ids of the records kept here; no other record of the dossier may have one of them."""
        ids = (_get_kept_id(read_kept_json(text)) for _, text in self.records)
        return frozenset(name for name in ids if name is not None)

    def add_to_file(self, file: dict[str, Any]) -> dict[str, Any]:
        """The plain values of a file with all of this: unknown fields, records by collection and id, the version.

        Example:
            >>> kept = Remainder(version=2, records=[("satellites", '{"id":"malligyong-1"}')])
            >>> kept.add_to_file({"format": "korea-events", "version": 1})
            {'format': 'korea-events', 'version': 2, 'satellites': [{'id': 'malligyong-1'}]}
        """
        if self.version is not None:
            file = file | {"version": self.version}
        kept: dict[str, list[Any]] = {}
        for collection, text in self.records:
            kept.setdefault(collection, [*file.get(collection, ())]).append(read_kept_json(text))
        for records in kept.values():
            records.sort(key=lambda record: _get_kept_id(record) or "")
        return file | kept | unstructure_extra(self.extra)

    def without_records(self) -> "Remainder":
        """The same without records: nothing is known of when they were published.

        Example:
            >>> Remainder(version=2, records=[("satellites", '{"id":"malligyong-1"}')]).without_records()
            Remainder(extra=(), version=2, records=())
        """
        return evolve(self, records=())

    def find_taken_ids(self, records: Iterable[Record], path_of: PathOf) -> Iterator[Problem]:
        """A problem for each record whose id a record kept here has."""
        taken = self.identifiers
        for position, record in enumerate(records):
            if record.id in taken:
                message = f"a record of version {self.version}, which is kept, has the id {record.id!r} too"
                yield Problem(f"{path_of(position)}.id", "id-kept", message)

    def merge_records(self, other: "Remainder") -> "Remainder":
        """This with the records of another as well, and the newer of the two versions; ``extra`` is not merged.

        Raises:
            DossierError: ``merge-newer`` for each id with two contents, between which this version cannot choose.

        Example:
            >>> Remainder(version=2).merge_records(Remainder(version=3)).version
            3
        """
        records = Counter(self.records) | Counter(other.records)
        contents: dict[str, set[tuple[str, str]]] = {}
        for record in records:
            name = _get_kept_id(read_kept_json(record[1]))
            if name is not None:
                contents.setdefault(name, set()).add(record)
        twice = sorted(name for name, found in contents.items() if len(found) > 1)
        if twice:
            why = "has two contents of a newer version; upgrade korea-events to merge them"
            raise DossierError(Problem("$", "merge-newer", f"{name!r} {why}") for name in twice)
        version = max(self.version or 0, other.version or 0) or None
        return evolve(self, version=version, records=records.elements())


def _get_kept_id(record: Any) -> str | None:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else None
