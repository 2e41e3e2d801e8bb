"""References between records: found in every field and part, and checked against the records that are there.

Time is proportional to the number of references. Paths are built for problems only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from korea_events.dossier.collection import describe_unknown_id
from korea_events.errors import Problem
from korea_events.model import Actor, Document, Event, Judgement, Link, Place, Record
from korea_events.model.engine import EVENT_COLLECTIONS, Shape, compile_function, list_paths_to, walk
from korea_events.temporal.engine import quote_value

PathOf = Callable[[int], str]
"""The path of the record at a position of the records that are checked."""


class RecordReference(NamedTuple):
    """One reference in a record."""

    path: str
    """The path of its field in the record: ``.citations[0].document``."""
    target: str
    """The id that it names."""
    collections: tuple[str, ...]
    """The collections that may hold the target; empty for any."""


def list_references(record: Record) -> Iterator[RecordReference]:
    """Every reference in a record, in the order of its fields.

    Example:
        >>> from korea_events.model import Citation, Hop
        >>> usa = Actor(
        ...     id="usa", name="United States", kind="state",
        ...     citations=[Citation(document="wire", attribution=[Hop(actor="kcna", verb="reports")])],
        ... )
        >>> [(reference.path, reference.target) for reference in list_references(usa)]
        [('.citations[0].document', 'wire'), ('.citations[0].attribution[0].actor', 'kcna')]
    """
    for path, spec, target in walk(record, Shape.REFERENCE):
        yield RecordReference(path, target, spec.collections)


_ReferenceTest = Callable[[Any, Mapping[str, str], set[int]], bool]
"""Whether every reference of a record or part is valid, given the collection of each id and what was found valid."""


class _ReferenceTests(dict[type[Any], _ReferenceTest]):
    """The test of each class: the walk without the paths, generated from the fields that lead to references.

    Identities of parts found valid are remembered, since readers of files share equal parts.
    """

    def __missing__(self, kind: type[Any]) -> _ReferenceTest:
        names: dict[str, Any] = {"KIND": kind, "TESTS": self}
        source = ["def test(THING, HOMES, VALID):"]
        for spec in list_paths_to(kind, Shape.REFERENCE):
            items = f"VALUE_{spec.name}" if spec.many else f"(VALUE_{spec.name},)"
            source += [f" VALUE_{spec.name} = THING.{spec.name}"]
            if spec.shape is Shape.PART:
                source += [
                    f" if VALUE_{spec.name} and id(VALUE_{spec.name}) not in VALID:",
                    f"  for ITEM in {items}:",
                    "   if not TESTS[type(ITEM)](ITEM, HOMES, VALID): return False",
                    f"  VALID.add(id(VALUE_{spec.name}))",
                ]
                continue
            names[f"HOMES_{spec.name}"] = frozenset(spec.collections)
            known = f"HOMES.get(ITEM) in HOMES_{spec.name}" if spec.collections else "ITEM in HOMES"
            if not spec.many:
                known = known.replace("ITEM", f"VALUE_{spec.name}")
                source += [f" if VALUE_{spec.name} and not {known}: return False"]
            else:
                source += [f" for ITEM in VALUE_{spec.name} or ():", f"  if not {known}: return False"]
        test: _ReferenceTest = compile_function([*source, " return True"], names)
        self[kind] = test
        return test


REFERENCE_TESTS: Final = _ReferenceTests()


def check_references(records: Sequence[Record], path_of: PathOf) -> list[Problem]:
    """Everything that keeps records from being a dossier, each problem with its path.

    These are the second of two records with one id, references to a record that is missing or of the wrong type, and
    cycles of ``part_of`` or ``copy_of``. Circular attribution is not a problem but a finding.

    Example:
        >>> from korea_events.model import Exercise
        >>> drill = Exercise(id="fs-24", name="Freedom Shield 24", part_of="fs-2024")
        >>> for problem in check_references([drill], "$.exercises[{}]".format):
        ...     print(problem)
        $.exercises[0].part_of: no record has the id 'fs-2024'; did you mean 'fs-24'? [reference-dangling]
    """
    problems: list[Problem] = []
    positions: dict[str, int] = {}
    for position, record in enumerate(records):
        first = positions.setdefault(record.id, position)
        if first != position:
            message = f"{path_of(first)} has the id {quote_value(record.id)} already"
            problems.append(Problem(f"{path_of(position)}.id", "id-duplicate", message))
    homes = {name: records[position].collection for name, position in positions.items()}
    valid: set[int] = set()
    for position, record in enumerate(records):
        if not REFERENCE_TESTS[type(record)](record, homes, valid) or type(record) in _TYPES_WITH_RULES:
            known = homes if len(problems) < _MOST_SUGGESTIONS else ()
            problems.extend(
                Problem(path_of(position) + path, code, message)
                for path, code, message in _find_reference_faults(record, homes, known)
            )
    for cycle in _find_hierarchy_cycles(records, positions):
        first = positions[cycle[0]]
        between = [f"… ({len(cycle)} in all) …"] if len(cycle) > _LONGEST_CYCLE else []
        shown = [repr(name) for name in cycle[:_LONGEST_CYCLE]] + between
        chain = " → ".join([*shown, repr(cycle[0])])
        path = f"{path_of(first)}.{_get_parent_field(records[first])}"
        problems.append(Problem(path, "reference-circular", f"these form a cycle: {chain}"))
    return problems


_LONGEST_CYCLE: Final = 4
_MOST_SUGGESTIONS: Final = 100
"""After so many problems no message suggests an id: finding one is slow."""


def _find_reference_faults(
    record: Record, homes: Mapping[str, str], known: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the references of one record, with paths below it."""
    for path, target, collections in list_references(record):
        home = homes.get(target)
        if home is None:
            if not _is_absence_allowed(record, path):
                yield (path, "reference-dangling", describe_unknown_id(target, known))
        elif collections and home not in collections:
            expected = " or ".join(collections)
            yield (path, "reference-collection", f"{target!r} must be in {expected}, not in {home}")
    if isinstance(record, Link) and record.kind.temporal:
        for path, target in ((".source", record.source), (".target", record.target)):
            home = homes.get(target)
            if home is not None and home not in _TIMED_COLLECTIONS:
                message = f"{record.kind} links events and statements, and {target!r} is in {home}"
                yield (path, "reference-collection", message)


_TIMED_COLLECTIONS: Final = (*EVENT_COLLECTIONS, "statements")
_TYPES_WITH_RULES: Final = (Link, Judgement)
"""Records with rules of their own about what they refer to."""


def _is_absence_allowed(record: Record, path: str) -> bool:
    """Whether a judgement keeps the record that it refers to: then that record may be gone."""
    if not isinstance(record, Judgement) or record.kept is None:
        return False
    return path == ".right" or (path == ".left" and record.left == record.right)


# -- cycles ------------------------------------------------------------------------------------------------------


def _get_parent_field(record: Record) -> str | None:
    """The field that names what a record is a part or copy of."""
    if isinstance(record, Document):
        return "copy_of"
    return "part_of" if isinstance(record, (Event, Actor, Place)) else None


def _find_hierarchy_cycles(
    records: Sequence[Record], positions: Mapping[str, int]
) -> Iterable[tuple[str, ...]]:
    """Each cycle of ``part_of`` or ``copy_of`` once, from its smallest id on."""
    parents: dict[str, str] = {}
    for name, position in positions.items():
        field = _get_parent_field(records[position])
        if field is not None and (parent := getattr(records[position], field)) is not None:
            parents[name] = parent
    unvisited = set(parents)
    for start in parents:
        chain: dict[str, int] = {}
        name = start
        while name in unvisited:
            unvisited.discard(name)
            chain[name] = len(chain)
            name = parents[name]
        if name in chain:
            cycle = list(chain)[chain[name] :]
            smallest = cycle.index(min(cycle))
            yield (*cycle[smallest:], *cycle[:smallest])
