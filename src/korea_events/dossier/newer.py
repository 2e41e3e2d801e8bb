"""``Newer``: what files of a newer version say and this one does not understand, kept whole for the next file.

All that a dossier does with it (check, merge, project to a day, compare) is here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from korea_events.errors import DossierError, Problem
from korea_events.model import Record
from korea_events.model.engine import check_canonical_json, read_kept_json
from korea_events.temporal.engine import quote_value

PathOf = Callable[[int], str]
"""The path of the record at a position of the records that are checked."""


def _sort_kept_records(records: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(sorted(records))
    except TypeError:
        raise DossierError.of("newer-record", "records must be pairs of a collection and a text") from None


@frozen(kw_only=True)
class Newer:
    """What a dossier keeps from files of a newer version, and that version.

    The records kept here are not part of any answer. Saving writes them again, under the newer version. To read such
    a file, write ``load(path, newer="keep")``.

    Raises:
        DossierError: ``newer-version`` for a version below 2; ``newer-record`` for a record without a collection or
            whose text is not canonical JSON.

    Example:
        >>> kept = Newer(version=2, records=[("satellites", '{"id":"malligyong-1","orbit":"sun-synchronous"}')])
        >>> kept.identifiers
        frozenset({'malligyong-1'})
    """

    version: int
    """The version of the newest file."""
    records: tuple[tuple[str, str], ...] = field(default=(), converter=_sort_kept_records)
    """Collection and canonical JSON text of each record that is not understood, sorted. The collection is ``lines``
    for a line of a JSON Lines file whose type is unknown."""

    def __attrs_post_init__(self) -> None:
        problems: list[Problem] = []
        version: object = self.version
        if type(version) is not int or version < 2:
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
        if problems:
            raise DossierError(problems)

    @property
    def identifiers(self) -> frozenset[str]:
        """The ids of the records kept here; no other record of the dossier may have one of them."""
        ids = (_get_kept_id(read_kept_json(text)) for _, text in self.records)
        return frozenset(name for name in ids if name is not None)

    def collections(self) -> Mapping[str, list[Any]]:
        """The records as plain JSON values, by collection.

        Example:
            >>> Newer(version=2, records=[("satellites", '{"id":"malligyong-1"}')]).collections()
            {'satellites': [{'id': 'malligyong-1'}]}
        """
        by_collection: dict[str, list[Any]] = {}
        for collection, text in self.records:
            by_collection.setdefault(collection, []).append(read_kept_json(text))
        return by_collection

    def as_plain(self) -> dict[str, Any]:
        """The version and the records as plain JSON values, as a file has them.

        Example:
            >>> Newer(version=2).as_plain()
            {'version': 2}
        """
        return {"version": self.version, **self.collections()}

    def without_records(self) -> "Newer":
        """The version alone: nothing is known of when these records were published.

        Example:
            >>> Newer(version=2, records=[("satellites", '{"id":"malligyong-1"}')]).without_records()
            Newer(version=2, records=())
        """
        return evolve(self, records=())

    def find_taken_ids(self, records: Iterable[Record], path_of: PathOf) -> Iterator[Problem]:
        """A problem for each record whose id a record kept here has."""
        taken = self.identifiers
        for position, record in enumerate(records):
            if record.id in taken:
                message = f"a record of version {self.version}, which is kept, has the id {record.id!r} too"
                yield Problem(f"{path_of(position)}.id", "id-kept", message)


def merge_newer(one: Newer | None, other: Newer | None) -> Newer | None:
    """What two dossiers keep from newer files, together.

    Raises:
        DossierError: ``merge-newer`` for each id with two contents, between which this version cannot choose.

    Example:
        >>> merge_newer(Newer(version=2), Newer(version=3)).version
        3
    """
    if one is None or other is None:
        return one or other
    records = Counter(one.records) | Counter(other.records)
    contents: dict[str, set[tuple[str, str]]] = {}
    for record in records:
        name = _get_kept_id(read_kept_json(record[1]))
        if name is not None:
            contents.setdefault(name, set()).add(record)
    twice = sorted(name for name, found in contents.items() if len(found) > 1)
    if twice:
        why = "has two contents of a newer version; upgrade korea-events to merge them"
        raise DossierError(Problem("$", "merge-newer", f"{name!r} {why}") for name in twice)
    return Newer(version=max(one.version, other.version), records=_sort_kept_records(records.elements()))


def _get_kept_id(record: Any) -> str | None:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else None
