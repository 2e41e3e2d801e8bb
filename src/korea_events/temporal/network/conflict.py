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

    The set is irreducible, but there may be others, smaller ones among them. ``approximate`` says that a date in the
    same component is qualified with ``~`` or ``%``: then they contradict each other as dated.

    Fields:
        assertions: what cannot all hold, in the order in which it was said
        events: the events it is about
        approximate: whether dates are approximate

    Example:
        >>> from korea_events.temporal import Span, TemporalNetwork
        >>> net = TemporalNetwork()
        >>> net.add("fs-24", Span.parse("/2024-03-14"), because="doc B")
        >>> net.lasts("fs-24", days=11, because="doc A")
        >>> net.add("fs-24", Span.parse("2024-03-01/"), because="doc C")
        >>> print(net.conflict())
        these cannot all hold: fs-24 ends on 2024-03-14 [doc B], lasts 11 days [doc A], starts on 2024-03-01 [doc C]
    """

    assertions: tuple[Assertion, ...]
    events: tuple[str, ...]
    approximate: bool = False

    def __str__(self) -> str:
        said = [
            f"{subject} {', '.join(assertion.predicate for assertion in several)}"
            for subject, several in groupby(self.assertions, key=lambda assertion: assertion.subject)
        ]
        as_dated = " as dated" if self.approximate else ""
        return f"these cannot all hold{as_dated}: {'; '.join(said)}"


MAX_TRIED_SINGLY = 16
"""So many assertions, or parts of them, are tried one by one."""


@frozen(slots=False, eq=False)
class ConflictFinder:
    """Finds for a component of a network a set of assertions that cannot all hold.

    An inequality holds if all assertions behind it do. An assertion may stand behind several inequalities, which go
    with it.
    """

    constraints: Constraints = field(repr=False)
    graph: Graph

    @cached_property
    def behind(self) -> list[tuple[Assertion, ...]]:
        """The assertions behind each saying."""
        return [self.constraints.behind(saying) for saying in range(len(self.constraints.said))]

    @cached_property
    def constraints_resting_on(self) -> dict[Assertion, list[int]]:
        """The sayings behind which each assertion stands."""
        resting: dict[Assertion, list[int]] = {}
        for saying, assertions in enumerate(self.behind):
            for assertion in assertions:
                resting.setdefault(assertion, []).append(saying)
        return resting

    def find(self, component: int, *, approximate: bool) -> Conflict:
        """A conflict of a component whose constraints cannot all hold."""
        edges: list[NamedEdge[int]] = []
        for event in self.graph.members[component]:
            for point in get_event_points(event):
                edges += [(point, other, weight, edge) for other, weight, edge in self.graph.out[point]]
                edges += [
                    (other, point, weight, edge)
                    for other, weight, edge in self.graph.into[point]
                    if other == ORIGIN
                ]
        needed = _ConflictReduction(self, self.list_assertions_along(find_cycle(edges))).needed()
        events = dict.fromkeys(
            event
            for saying in self.list_held_constraints(needed)
            for event in self.constraints.events(saying)
        )
        return Conflict(
            assertions=tuple(sorted(needed, key=self.first_constraint)),
            events=tuple(self.constraints.ids[event] for event in events),
            approximate=approximate,
        )

    def list_assertions_along(self, edges: Iterable[int]) -> list[Assertion]:
        """The assertions that edges come from, each once, in order."""
        sayings = (self.graph.constraint_of(edge) for edge in edges if edge != IMPLIED_EDGE)
        return list(dict.fromkeys(assertion for saying in sayings for assertion in self.behind[saying]))

    def first_constraint(self, assertion: Assertion) -> int:
        """Where an assertion stands behind a saying for the first time."""
        return self.constraints_resting_on[assertion][0]

    def list_held_constraints(self, assertions: Collection[Assertion]) -> list[int]:
        """The sayings that hold if these assertions do, in order."""
        held = set(assertions)
        sayings = {saying for assertion in held for saying in self.constraints_resting_on[assertion]}
        return sorted(saying for saying in sayings if held.issuperset(self.behind[saying]))


class _ConflictReduction:
    """Assertions that contradict each other, and whatever rests on nothing else; some of them may not be needed."""

    def __init__(self, finder: ConflictFinder, suspects: list[Assertion]) -> None:
        self._finder = finder
        self._suspects = suspects
        """In the order of a circle."""
        self._edges_of: dict[int, range] = {}
        graph = finder.graph
        edges: list[NamedEdge[int]] = []
        sayings = finder.list_held_constraints(suspects)
        for saying in sayings:
            first = len(edges)
            edges += [
                (graph.starts[edge], graph.ends[edge], graph.weights[edge], edge)
                for edge in graph.edges_of(saying)
            ]
            self._edges_of[saying] = range(first, len(edges))
        for event in dict.fromkeys(
            event for saying in sayings for event in finder.constraints.events(saying)
        ):
            start, end = get_event_points(event)
            edges.append((end, start, -1, IMPLIED_EDGE))
        self._inequalities = Inequalities(edges)

    def needed(self) -> list[Assertion]:
        """Those without any one of which the others can hold."""
        self._drop_many()
        return self._drop_singly()

    def _drop_many(self) -> None:
        """Drops whole stretches of what was said, as long as the rest still contradicts itself."""
        size = len(self._suspects) // 2
        while size > MAX_TRIED_SINGLY and size * MAX_TRIED_SINGLY >= len(self._suspects):
            said = sorted(self._suspects, key=self._finder.first_constraint)
            for first in range(0, len(said), size):
                self._switch_on_only(said[:first] + said[first + size :])
                still = self._finder.list_assertions_along(self._inequalities.circle())
                if still:
                    self._suspects = still
                    size = min(size, len(still) // 2)
                    break
            else:
                size //= 2
        self._switch_on_only(self._suspects)

    def _drop_singly(self) -> list[Assertion]:
        """Leaves each out in turn, for good if the others still contradict each other.

        In the order of the circle, what was left out last is soon made up for when it is taken in again.

        Source: the deletion filter of Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear
        programs", ORSA Journal on Computing 3 (1991).
        """
        held = set(self._suspects)
        needed: list[Assertion] = []
        changed: list[int] | None = None
        for assertion in self._suspects:
            own = [
                edge
                for saying in self._finder.constraints_resting_on[assertion]
                if saying in self._edges_of and held.issuperset(self._finder.behind[saying])
                for edge in self._edges_of[saying]
            ]
            self._inequalities.switch(own, off=True)
            if self._inequalities.circle(changed):
                held.discard(assertion)
            else:
                needed.append(assertion)
                changed = own
                self._inequalities.switch(own, off=False)
        return needed

    def _switch_on_only(self, assertions: list[Assertion]) -> None:
        """Switches on what holds if these assertions do, and off everything else."""
        held = set(assertions)
        for saying, edges in self._edges_of.items():
            self._inequalities.switch(edges, off=not held.issuperset(self._finder.behind[saying]))
