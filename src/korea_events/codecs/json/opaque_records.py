"""Files of a newer version: refused, or read with ``newer="keep"``, and what is not understood is kept whole.

Nothing is guessed. If this version would refuse a record (an unknown code, a field of another shape), it does not
understand the whole record, nor any record that refers to it: half of such a record would mean something else.
Unknown fields are kept in every version and need none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, Literal

from korea_events.codecs.json.versions import VERSION, check_heading
from korea_events.codecs.json_text.limits import Limits, Problems
from korea_events.codecs.json_text.paths import list_path_prefixes
from korea_events.codecs.json_text.strict import is_too_deep
from korea_events.dossier import Remainder, check_references, list_references
from korea_events.errors import FileError, Problem
from korea_events.model import Record
from korea_events.model.engine import read_kept_json, unstructure, write_canonical_json
from korea_events.temporal.engine import check_type, quote_value

NewerPolicy = Literal["refuse", "keep"]
"""What to do with a file of a newer version."""

UNTYPED_COLLECTION: Final = "lines"
"""The collection of records whose type, and therefore collection, is unknown."""
_MAX_REASONS: Final = 5


class OpaqueRecords:
    """The records that one reading of newer files keeps without understanding them, if it may read such files.

    Raises:
        FileError: ``newer-choice`` if ``newer`` is neither "refuse" nor "keep".
    """

    def __init__(self, limits: Limits, newer: NewerPolicy = "refuse") -> None:
        check_type("limits", limits, Limits, "Limits")
        choice: object = newer
        if not isinstance(choice, str) or choice not in ("refuse", "keep"):
            raise FileError.of("newer-choice", f"newer must be 'refuse' or 'keep', not {quote_value(newer)}")
        self.limits = limits
        self.policy: NewerPolicy = newer
        self.version = VERSION
        """The newest version that was read."""
        self.records: list[tuple[str, str]] = []
        """The collection and canonical text of each record that is not understood."""
        self.problems = Problems(limits)
        """Why they are not understood."""

    def renew(self) -> OpaqueRecords:
        """An empty one for another reading, under the same limits and policy."""
        return OpaqueRecords(self.limits, self.policy)

    @property
    def is_newer(self) -> bool:
        """Whether anything of a newer version was read."""
        return self.version > VERSION

    def check_heading(self, heading: Mapping[str, Any]) -> list[Problem]:
        """What is wrong with the format and version of a file or line; a newer version is noted if it may be read."""
        problems = check_heading(heading)
        if self.policy == "keep" and [problem.code for problem in problems] == ["version-newer"]:
            self.version = heading["version"]
            return []
        return problems

    def add(self, collection: str, value: Any, problems: Iterable[Problem], path: str) -> Problem | None:
        """Keep a record; if it is nested too deep to be kept, return that problem instead."""
        if is_too_deep(value, self.limits.nesting - 2):
            return Problem(path, "json-nesting", f"nested more than {self.limits.nesting} deep")
        self.records.append((collection, write_canonical_json(value)))
        self.problems.extend(problems)
        return None

    def keep_consistent(
        self, records: Sequence[Record], path_of: Callable[[int], str]
    ) -> tuple[list[Record], Callable[[int], str]]:
        """The consistent records, with their paths; the others, and all that refer to them, are kept here."""
        left = list(range(len(records)))
        at_path: dict[str, list[int]] = {}
        for at in left:
            at_path.setdefault(path_of(at), []).append(at)
        lost = {name for _, text in self.records if (name := _read_record_id(read_kept_json(text)))}
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
                for prefix in list_path_prefixes(problem.path)
                for at in at_path.get(prefix, ())
            }
            left = self._without(gone, left, records)
            lost = {records[at].id for at in gone}

    def _without(
        self, gone: Mapping[int, Problem], left: Sequence[int], records: Sequence[Record]
    ) -> list[int]:
        """Keep some records here; return the positions of the others."""
        for at, problem in sorted(gone.items()):
            self.records.append((records[at].collection, write_canonical_json(unstructure(records[at]))))
            self.problems.append(problem)
        return [at for at in left if at not in gone]

    def build_remainder(self, extra: tuple[tuple[str, str], ...]) -> Remainder:
        """What the dossier keeps of them, with the unknown fields of the file."""
        return Remainder(extra=extra, version=self.version if self.is_newer else None, records=self.records)

    def warnings(self) -> Iterator[str]:
        """The warning about them, if there are any."""
        if self.records:
            count = len(self.records)
            over = len(self.problems) - _MAX_REASONS
            more = f"; and {over} more" if over > 0 else ""
            reasons = "; ".join(map(str, islice(self.problems, _MAX_REASONS)))
            yield (
                f"{count} record{'s' if count > 1 else ''} of version {self.version} "
                f"{'are' if count > 1 else 'is'} kept without being understood: {reasons}{more}"
            )


def _select_paths(path_of: Callable[[int], str], left: Sequence[int]) -> Callable[[int], str]:
    return lambda number: path_of(left[number])


def _find_referring_records(
    records: Sequence[Record], left: Sequence[int], lost: Iterable[str], path_of: Callable[[int], str]
) -> dict[int, Problem]:
    """The records that have a lost identifier or refer to one, and all that refer to those."""
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


def _read_record_id(record: Any) -> str:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else ""


def is_record_list(value: object) -> bool:
    """Whether an unknown field of a file probably holds records: a list of objects with identifiers.

    Example:
        >>> is_record_list([{"id": "malligyong-1"}]), is_record_list(["malligyong-1"]), is_record_list([])
        (True, False, False)
    """
    return isinstance(value, list) and bool(value) and all(_read_record_id(one) for one in value)
