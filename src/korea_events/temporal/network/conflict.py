"""``Conflict``: what cannot all hold, and how little of it already cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import groupby

from attrs import field, frozen

from korea_events.temporal.network.assertions import Assertion
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.cycles import Inequalities, NamedEdge, find_cycle
from korea_events.temporal.network.graph import IMPLIED_EDGE, ORIGIN, Graph, get_event_points


@frozen(kw_only=True)
class Conflict:
    """Assertions that cannot all hold; without any one of them the others can.

    The set is irreducible, but there may be others, smaller ones among them.

    Example:
        >>> from korea_events.temporal import Span, TemporalNetwork
        >>> net = TemporalNetwork()
        >>> net.add("fs-24", Span.parse("/2024-03-14"), because="doc B")
        >>> net.add_length("fs-24", days=11, because="doc A")
        >>> net.add("fs-24", Span.parse("2024-03-01/"), because="doc C")
        >>> print(net.conflict())
        these cannot all hold: fs-24 ends on 2024-03-14 [doc B], lasts 11 days [doc A], starts on 2024-03-01 [doc C]
    """

    assertions: tuple[Assertion, ...]
    """What cannot all hold, in the order in which it was asserted."""
    events: tuple[str, ...]
    """The events it is about."""
    approximate: bool = False
    """Whether a date connected with them is approximate (``~``, ``%``): then they contradict each other as dated."""

    def __str__(self) -> str:
        subjects = [
            f"{subject} {', '.join(assertion.predicate for assertion in several)}"
            for subject, several in groupby(self.assertions, key=lambda assertion: assertion.subject)
        ]
        as_dated = " as dated" if self.approximate else ""
        return f"these cannot all hold{as_dated}: {'; '.join(subjects)}"


MAX_TRIED_SINGLY = 16
"""Up to so many assertions, or groups of them, are tried one by one."""


@frozen(slots=False, eq=False)
class ConflictFinder:
    """Finds a set of assertions that cannot all hold, for one component of a network.

    An inequality holds if all assertions behind it do. An assertion may stand behind several inequalities, which go
    with it.
    """

    constraints: Constraints = field(repr=False)
    graph: Graph

    @cached_property
    def behind(self) -> list[tuple[Assertion, ...]]:
        """The assertions behind each constraint."""
        return [self.constraints.list_assertions([number]) for number in range(len(self.constraints.rows))]

    @cached_property
    def constraints_resting_on(self) -> dict[Assertion, list[int]]:
        """The constraints that rest on each assertion."""
        found: dict[Assertion, list[int]] = {}
        for constraint, assertions in enumerate(self.behind):
            for assertion in assertions:
                found.setdefault(assertion, []).append(constraint)
        return found

    def find(self, component: int, *, approximate: bool, other: ConflictFinder | None) -> Conflict:
        """A conflict of a component whose constraints cannot all hold.

        Of what contradicts itself here, less may already do so in the graph of ``other``.
        """
        edges: list[NamedEdge[int]] = []
        for event in self.graph.members[component]:
            for point in get_event_points(event):
                edges += [(point, other, weight, edge) for other, weight, edge in self.graph.outgoing[point]]
                edges += [
                    (other, point, weight, edge)
                    for other, weight, edge in self.graph.incoming[point]
                    if other == ORIGIN
                ]
        needed = _ConflictReduction(self, self.list_assertions_along(find_cycle(edges))).reduce()
        if other is not None:
            needed = _ConflictReduction(other, needed).reduce()
        events = dict.fromkeys(
            event
            for constraint in self.list_held_constraints(needed)
            for event in self.constraints.list_events(constraint)
        )
        return Conflict(
            assertions=tuple(sorted(needed, key=self.first_constraint)),
            events=tuple(self.constraints.ids[event] for event in events),
            approximate=approximate,
        )

    def list_assertions_along(self, edges: Iterable[int]) -> list[Assertion]:
        """The assertions that edges come from, each once, in order."""
        constraints = (self.graph.constraint_of(edge) for edge in edges if edge != IMPLIED_EDGE)
        return list(
            dict.fromkeys(assertion for constraint in constraints for assertion in self.behind[constraint])
        )

    def first_constraint(self, assertion: Assertion) -> int:
        """The first constraint that rests on an assertion."""
        return self.constraints_resting_on[assertion][0]

    def list_held_constraints(self, assertions: Collection[Assertion]) -> list[int]:
        """The constraints that hold if these assertions do, in order."""
        held = set(assertions)
        constraints = {
            constraint for assertion in held for constraint in self.constraints_resting_on[assertion]
        }
        return sorted(constraint for constraint in constraints if held.issuperset(self.behind[constraint]))


class _ConflictReduction:
    """Assertions that contradict each other, some of which may not be needed for that."""

    def __init__(self, finder: ConflictFinder, suspects: list[Assertion]) -> None:
        self._finder = finder
        self._suspects = suspects
        """In the order of a cycle."""
        self._edges_of: dict[int, range] = {}
        graph = finder.graph
        edges: list[NamedEdge[int]] = []
        constraints = finder.list_held_constraints(suspects)
        for constraint in constraints:
            first = len(edges)
            edges += [
                (graph.starts[edge], graph.ends[edge], graph.weights[edge], edge)
                for edge in graph.edges_of(constraint)
            ]
            self._edges_of[constraint] = range(first, len(edges))
        for event in dict.fromkeys(
            event for constraint in constraints for event in finder.constraints.list_events(constraint)
        ):
            start, end = get_event_points(event)
            edges.append((end, start, -1, IMPLIED_EDGE))
        self._inequalities = Inequalities(edges)

    def reduce(self) -> list[Assertion]:
        """The assertions that are needed: without any one of them the others can hold."""
        self._drop_many()
        return self._drop_singly()

    def _drop_many(self) -> None:
        """Drops whole stretches of assertions, as long as the rest still contradicts itself."""
        size = len(self._suspects) // 2
        while size > MAX_TRIED_SINGLY and size * MAX_TRIED_SINGLY >= len(self._suspects):
            ordered = sorted(self._suspects, key=self._finder.first_constraint)
            for first in range(0, len(ordered), size):
                self._switch_on_only(ordered[:first] + ordered[first + size :])
                still = self._finder.list_assertions_along(self._inequalities.find_cycle())
                if still:
                    self._suspects = still
                    size = min(size, len(still) // 2)
                    break
            else:
                size //= 2
        self._switch_on_only(self._suspects)

    def _drop_singly(self) -> list[Assertion]:
        """Leaves each out in turn, for good if the others still contradict each other.

        In the order of the cycle, putting back what was left out last costs little.

        Source: the deletion filter of Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear
        programs", ORSA Journal on Computing 3 (1991).
        """
        held = set(self._suspects)
        needed: list[Assertion] = []
        changed: list[int] | None = None
        for assertion in self._suspects:
            own = [
                edge
                for constraint in self._finder.constraints_resting_on[assertion]
                if constraint in self._edges_of and held.issuperset(self._finder.behind[constraint])
                for edge in self._edges_of[constraint]
            ]
            self._inequalities.switch(own, off=True)
            if self._inequalities.find_cycle(changed):
                held.discard(assertion)
            else:
                needed.append(assertion)
                changed = own
                self._inequalities.switch(own, off=False)
        return needed

    def _switch_on_only(self, assertions: list[Assertion]) -> None:
        """Switches on what holds if these assertions do, and off everything else."""
        held = set(assertions)
        for constraint, edges in self._edges_of.items():
            self._inequalities.switch(edges, off=not held.issuperset(self._finder.behind[constraint]))
