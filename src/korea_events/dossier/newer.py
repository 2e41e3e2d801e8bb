"""What files of a newer version said and this one does not understand: kept whole, so that it is written again."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from korea_events.errors import DossierError, Problem
from korea_events.model.engine import check_canonical_json


def _sort_kept_records(records: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(records))


@frozen(kw_only=True)
class Newer:
    """That a dossier comes from files of a newer version, and what they said that this version does not understand.

    The records kept here take no part in any answer; saving writes them again, and the newer version with them. Read
    such files with ``load(path, newer="keep")``.

    Raises:
        DossierError: ``newer-version`` for a version that cannot be newer than any; ``newer-record`` for a record that
            is not named with its collection and written as canonical JSON.

    Example:
        >>> kept = Newer(version=2, records=[("satellites", '{"id":"malligyong-1","orbit":"sun-synchronous"}')])
        >>> kept.identifiers
        frozenset({'malligyong-1'})
    """

    version: int
    """The version of the files: of the newest of them, if there were several."""
    records: tuple[tuple[str, str], ...] = field(default=(), converter=_sort_kept_records)
    """Collection and canonical JSON text of each record that is not understood, sorted; ``lines`` for those of a JSON
    Lines file whose type does not tell their collection."""

    def __attrs_post_init__(self) -> None:
        problems: list[Problem] = []
        version: object = self.version
        if type(version) is not int or version < 2:
            problems.append(Problem("$.version", "newer-version", f"{version!r} is newer than no version"))
        for index, (collection, text) in enumerate(self.records):
            fault = check_canonical_json(text, longest=None)
            if not collection or fault is not None:
                message = "give its collection and its canonical JSON text" if fault is None else fault[2]
                problems.append(Problem(f"$.records[{index}]", "newer-record", message))
        if problems:
            raise DossierError(problems)

    @property
    def identifiers(self) -> frozenset[str]:
        """The identifiers of the records that are kept: nothing else in the dossier may have one of them."""
        named = (_get_kept_identifier(json.loads(text)) for _, text in self.records)
        return frozenset(name for name in named if name is not None)

    def collections(self) -> Mapping[str, list[Any]]:
        """The records as plain JSON values, by collection.

        Example:
            >>> Newer(version=2, records=[("satellites", '{"id":"malligyong-1"}')]).collections()
            {'satellites': [{'id': 'malligyong-1'}]}
        """
        found: dict[str, list[Any]] = {}
        for collection, text in self.records:
            found.setdefault(collection, []).append(json.loads(text))
        return found


def merge_newer(one: Newer | None, other: Newer | None) -> Newer | None:
    """What two dossiers keep of newer files, together.

    Raises:
        DossierError: ``merge-newer`` for each identifier of two contents: only who understands them can choose.

    Example:
        >>> merge_newer(Newer(version=2), Newer(version=3)).version
        3
    """
    if one is None or other is None:
        return one or other
    records = Counter(one.records) | Counter(other.records)
    contents: dict[str, set[tuple[str, str]]] = {}
    for record in records:
        name = _get_kept_identifier(json.loads(record[1]))
        if name is not None:
            contents.setdefault(name, set()).add(record)
    twice = sorted(name for name, found in contents.items() if len(found) > 1)
    if twice:
        raise DossierError(_report_two_contents(twice))
    return Newer(version=max(one.version, other.version), records=_sort_kept_records(records.elements()))


def _report_two_contents(names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        message = (
            f"{name!r} has two contents of a newer version: merge them with a korea-events that knows it"
        )
        yield Problem("$", "merge-newer", message)


def _get_kept_identifier(record: Any) -> str | None:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else None
