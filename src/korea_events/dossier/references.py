"""References between records: who names whom, and whether everybody named is there and of the right sort.

Everything here takes time in proportion to the number of references. Paths are written only for what is wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from korea_events.dossier.collection import describe_unknown_id
from korea_events.errors import Problem
from korea_events.model import (
    EVENT_COLLECTIONS,
    Actor,
    Document,
    Event,
    Judgement,
    Link,
    Record,
    Shape,
    list_paths_to,
    walk,
)


class RecordReference(NamedTuple):
    """One reference: where in a record it stands, whom it names, and in which collections that one may be."""

    place: str
    """Below the record: ``.citations[0].document``."""
    target: str
    """The identifier named."""
    collections: tuple[str, ...]
    """Where it may lead; empty for anywhere."""


def list_references(record: Record) -> Iterator[RecordReference]:
    """Every reference in a record, in the order of its fields.

    Example:
        >>> from korea_events.model import Citation, Hop
        >>> usa = Actor(
        ...     id="usa", name="United States", kind="state",
        ...     citations=[Citation(document="wire", attribution=[Hop(actor="kcna", verb="reports")])],
        ... )
        >>> [(mention.place, mention.target) for mention in list_references(usa)]
        [('.citations[0].document', 'wire'), ('.citations[0].attribution[0].actor', 'kcna')]
    """
    for path, spec, target in walk(record, Shape.REFERENCE):
        yield RecordReference(path, target, spec.collections)


def _has_valid_references(thing: Any, homes: Mapping[str, str], seen: set[int]) -> bool:
    """Whether every reference of a record or part leads somewhere it may lead: the same walk, without the paths.

    ``seen`` are the identities of values that were found in order: readers of files make equal parts once.
    """
    for spec in list_paths_to(type(thing), Shape.REFERENCE):
        value = getattr(thing, spec.name)
        if value is None or value == () or id(value) in seen:
            continue
        is_part = spec.shape is Shape.PART
        for item in value if spec.many else (value,):
            if is_part:
                if not _has_valid_references(item, homes, seen):
                    return False
            else:
                home = homes.get(item)
                if home is None or (spec.collections and home not in spec.collections):
                    return False
        if is_part:
            seen.add(id(value))
    return True


PathOf = Callable[[int], str]
"""The path of the record at a position of the records that are checked."""


def check_references(records: Sequence[Record], path_of: PathOf) -> list[Problem]:
    """Everything that keeps records from being a dossier, each problem with its path.

    Identifiers given twice, references that lead nowhere or to a record of the wrong sort, and circles of ``part_of``
    or ``copy_of``. Circular attribution is no problem: it is a finding.

    Example:
        >>> from korea_events.model import Exercise
        >>> drill = Exercise(id="fs-24", name="Freedom Shield 24", part_of="fs-2024")
        >>> for problem in check_references([drill], "$.exercises[{}]".format):
        ...     print(problem)
        $.exercises[0].part_of: no record is called 'fs-2024'; did you mean 'fs-24'? [reference-dangling]
    """
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for position, record in enumerate(records):
        before = first.setdefault(record.id, position)
        if before != position:
            message = f"{record.id!r} is the identifier of {path_of(before)} already"
            problems.append(Problem(f"{path_of(position)}.id", "id-duplicate", message))
    homes = {name: records[position].collection for name, position in first.items()}
    seen: set[int] = set()
    for position, record in enumerate(records):
        if not _has_valid_references(record, homes, seen) or type(record) in _TYPES_WITH_RULES:
            path = path_of(position)
            problems.extend(
                Problem(path + place, code, message)
                for place, code, message in _find_reference_faults(
                    record, homes, homes if len(problems) < _MOST_SUGGESTED else ()
                )
            )
    for circle in _find_hierarchy_cycles(records, first):
        path = (
            f"{path_of(first[circle[0]])}.{_PARENT_FIELD_BY_COLLECTION[records[first[circle[0]]].collection]}"
        )
        chain = " → ".join(repr(name) for name in (*circle, circle[0]))
        problems.append(Problem(path, "reference-circular", f"goes round in a circle: {chain}"))
    return problems


_MOST_SUGGESTED: Final = 100
"""After so many problems nobody is told any more which identifier was probably meant: finding it is slow."""


def _find_reference_faults(
    record: Record, homes: Mapping[str, str], guesses: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the references of one record, as places below it."""
    for place, target, allowed in list_references(record):
        home = homes.get(target)
        if home is None:
            if not _is_absence_allowed(record, place):
                yield (place, "reference-dangling", describe_unknown_id(target, guesses))
        elif allowed and home not in allowed:
            message = f"{target!r} is in {home}, where one of {', '.join(allowed)} belongs"
            yield (place, "reference-collection", message)
    if isinstance(record, Link) and record.kind.temporal:
        for place, target in ((".source", record.source), (".target", record.target)):
            home = homes.get(target)
            if home is not None and home not in _TIMED_COLLECTIONS:
                message = f"{target!r} is in {home}, and {record.kind} is said of events and statements"
                yield (place, "reference-collection", message)


_TIMED_COLLECTIONS: Final = (*EVENT_COLLECTIONS, "statements")
"""What has its time: what was done, and what was said."""
_TYPES_WITH_RULES: Final = (Link, Judgement)
"""Records with rules of their own about what they refer to."""


def _is_absence_allowed(record: Record, place: str) -> bool:
    """A judgement that keeps the record it set aside may outlive it."""
    return isinstance(record, Judgement) and place == ".right" and record.kept is not None


# -- circles -----------------------------------------------------------------------------------------------------

_PARENT_FIELDS: Final = ((Event, "part_of"), (Actor, "part_of"), (Document, "copy_of"))
_PARENT_FIELD_BY_COLLECTION: Final = {
    "actors": "part_of",
    "documents": "copy_of",
    **dict.fromkeys(EVENT_COLLECTIONS, "part_of"),
}


def _find_hierarchy_cycles(records: Sequence[Record], first: Mapping[str, int]) -> Iterable[tuple[str, ...]]:
    """Each circle of ``part_of`` or ``copy_of`` once, from its smallest identifier on."""
    above: dict[str, str] = {}
    for name, position in first.items():
        record = records[position]
        for kind, field in _PARENT_FIELDS:
            if isinstance(record, kind):
                upward = getattr(record, field)
                if upward is not None:
                    above[name] = upward
    left = set(above)
    for start in above:
        way: dict[str, int] = {}
        here = start
        while here in left:
            left.discard(here)
            way[here] = len(way)
            here = above[here]
        if here in way:
            circle = list(way)[way[here] :]
            smallest = circle.index(min(circle))
            yield (*circle[smallest:], *circle[:smallest])
