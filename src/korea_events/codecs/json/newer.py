"""Files of a newer version, read with ``newer="keep"``: what is not understood is set aside whole, and written again.

Nothing is guessed. A record that this version would refuse (a code it does not know, a field of another shape) is not
understood as a whole, and neither is one that refers to such a record: half of what it says would be something else.
Unknown fields need nothing of this; they are kept in every version.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from korea_events.codecs.json.versions import VERSION
from korea_events.codecs.json_text.canonical import compact
from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.paths import list_path_prefixes
from korea_events.codecs.json_text.strict import is_too_deep
from korea_events.dossier import Dossier, Newer, check_references, list_references
from korea_events.errors import FileError, Problem
from korea_events.model import Record, unstructure

NewerPolicy = Literal["refuse", "keep"]
"""What becomes of a file of a newer version."""

UNTYPED_COLLECTION: Final = "lines"
"""Where records stand whose type is unknown, so that their collection is too."""
_MAX_REASONS: Final = 5


def check_newer_policy(newer: NewerPolicy) -> bool:
    """Whether files of newer versions are to be read.

    Raises:
        FileError: ``newer-choice`` if it is neither "refuse" nor "keep".

    Example:
        >>> check_newer_policy("refuse")
        False
    """
    if newer not in ("refuse", "keep"):
        raise FileError.of("newer-choice", 'say newer="refuse" or newer="keep"')
    return newer == "keep"


class OpaqueRecords:
    """What one reading of newer files sets aside."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.version = VERSION
        """The newest version that was read."""
        self.records: list[tuple[str, str]] = []
        """The collection and canonical text of each record that is not understood."""
        self.problems: list[Problem] = []
        """Why not."""

    @property
    def is_newer(self) -> bool:
        """Whether anything of a newer version was read."""
        return self.version > VERSION

    def add(self, collection: str, value: Any, problems: Sequence[Problem], path: str) -> Problem | None:
        """Set a record aside, unless it is too deep to be kept: then that is given back."""
        if is_too_deep(value, self.limits.nesting - 2):
            return Problem(path, "json-nesting", f"nested more than {self.limits.nesting} deep")
        self.records.append((collection, compact(value)))
        self.problems += problems
        return None

    def keep_consistent(
        self, records: Sequence[Record], path_of: Callable[[int], str]
    ) -> tuple[list[Record], Callable[[int], str]]:
        """The records that fit together, with their paths; the others, and all that refer to them, are set aside."""
        left = list(range(len(records)))
        at_path: dict[str, list[int]] = {}
        for at in left:
            at_path.setdefault(path_of(at), []).append(at)
        lost = {name for _, text in self.records if (name := _read_record_id(json.loads(text)))}
        while True:
            gone = _find_referring_records(records, left, lost, path_of)
            left = self._without(gone, left, records)
            fitting, path_of_fitting = [records[at] for at in left], _select_paths(path_of, left)
            problems = check_references(fitting, path_of_fitting)
            if not problems:
                return fitting, path_of_fitting
            gone = {
                at: problem
                for problem in problems
                for way in list_path_prefixes(problem.path)
                for at in at_path.get(way, ())
            }
            left = self._without(gone, left, records)
            lost = {records[at].id for at in gone}

    def _without(
        self, gone: Mapping[int, Problem], left: Sequence[int], records: Sequence[Record]
    ) -> list[int]:
        """Set some records aside; those left are given back."""
        for at, problem in sorted(gone.items()):
            self.records.append((records[at].collection, compact(unstructure(records[at]))))
            self.problems.append(problem)
        return [at for at in left if at not in gone]

    def newer(self) -> Newer | None:
        """What the dossier keeps of it."""
        return Newer(version=self.version, records=tuple(self.records)) if self.is_newer else None

    def warnings(self) -> Iterator[str]:
        """What to warn of, if there is anything."""
        if self.records:
            count = len(self.records)
            more = (
                f"; and {len(self.problems) - _MAX_REASONS} more" if len(self.problems) > _MAX_REASONS else ""
            )
            reasons = "; ".join(map(str, self.problems[:_MAX_REASONS]))
            yield (
                f"{count} record{'s' if count > 1 else ''} of version {self.version} "
                f"{'are' if count > 1 else 'is'} kept without being understood: {reasons}{more}"
            )


def _select_paths(path_of: Callable[[int], str], left: Sequence[int]) -> Callable[[int], str]:
    return lambda number: path_of(left[number])


def _find_referring_records(
    records: Sequence[Record], left: Sequence[int], lost: Iterable[str], path_of: Callable[[int], str]
) -> dict[int, Problem]:
    """The records that have a lost identifier or refer to one, and all that refer to these."""
    about: dict[str, list[int]] = {}
    for at in left:
        for name in {records[at].id, *(mention.target for mention in list_references(records[at]))}:
            about.setdefault(name, []).append(at)
    found: dict[int, Problem] = {}
    waiting = sorted(lost)
    while waiting:
        name = waiting.pop()
        for at in about.pop(name, ()):
            if at not in found:
                found[at] = Problem(path_of(at), "reference-kept", f"{name!r} is not understood")
                waiting.append(records[at].id)
    return found


def add_newer_records(dossier: Dossier, file: dict[str, Any]) -> dict[str, Any]:
    """The plain values of a file, with the version and the records of newer files that its dossier keeps.

    Example:
        >>> kept = Newer(version=2, records=[("satellites", '{"id":"malligyong-1"}')])
        >>> add_newer_records(Dossier.of(newer=kept), {"format": "korea-events", "version": 1})
        {'format': 'korea-events', 'version': 2, 'satellites': [{'id': 'malligyong-1'}]}
    """
    if dossier.newer is None:
        return file
    file = file | {"version": dossier.newer.version}
    for collection, kept in dossier.newer.collections().items():
        file[collection] = sorted([*file.get(collection, ()), *kept], key=_read_record_id)
    return file


def _read_record_id(record: Any) -> str:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else ""


def is_record_list(value: object) -> bool:
    """Whether an unknown field of a file holds records, as far as one can see: objects with identifiers.

    Example:
        >>> is_record_list([{"id": "malligyong-1"}]), is_record_list(["malligyong-1"]), is_record_list([])
        (True, False, False)
    """
    return isinstance(value, list) and bool(value) and all(_read_record_id(one) for one in value)
