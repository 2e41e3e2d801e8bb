"""``Conflict``: what cannot all hold, and how little of it already cannot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain, groupby

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
    """The assertions that cannot all hold, in the order in which they were made."""
    events: tuple[str, ...]
    """The events that they are about."""
    approximate: bool = False
    """Whether a date connected with them is approximate (``~``, ``%``): then they contradict each other as dated."""

    def __str__(self) -> str:
        subjects = [
            f"{subject} {', '.join(assertion.predicate for assertion in several)}"
            for subject, several in groupby(self.assertions, key=lambda assertion: assertion.subject)
        ]
        as_dated = " as dated" if self.approximate else ""
        return f"these cannot all hold{as_dated}: {'; '.join(subjects)}"


@frozen(slots=False, eq=False)
class ConflictFinder:
    """Finds assertions that cannot all hold in one component of a network.

    An inequality holds if all assertions behind it do. An assertion may stand behind several inequalities, which go
    with it. Assertions go by their numbers, in the order in which they were asserted.
    """

    constraints: Constraints = field(repr=False)
    events: frozenset[int] = field(repr=False)
    """The events of the component."""

    @cached_property
    def behind(self) -> dict[int, tuple[int, ...]]:
        """The assertions behind each constraint of the component, and of others that rest on the same ones."""
        reasons = [one if isinstance(one, tuple) else (one,) for *_, one in self.constraints.rows]
        own = {row for row, (_, event, *_) in enumerate(self.constraints.rows) if event in self.events}
        shared = {reason for row in own for reason in reasons[row] if isinstance(reason, Assertion)}
        numbers: dict[Assertion, int] = {}
        return {
            row: tuple(
                numbers.setdefault(assertion, len(numbers))
                for assertion in self.constraints.list_assertions([row])
            )
            for row, several in enumerate(reasons)
            if row in own or not shared.isdisjoint(several)
        }

    @cached_property
    def resting_on(self) -> dict[int, list[int]]:
        """The constraints that rest on each assertion."""
        found: dict[int, list[int]] = {}
        for constraint, assertions in self.behind.items():
            for assertion in assertions:
                found.setdefault(assertion, []).append(constraint)
        return found

    def find(self, graph: Graph, part: int, other: Graph | None) -> tuple[list[int], Graph]:
        """Constraints that cannot all hold, of a part of a graph that contradicts itself, and in which graph.

        Of what contradicts itself there, less may already do so in the other graph.
        """
        edges: list[NamedEdge[int]] = []
        for event in graph.component_of.list_members(part):
            for point in get_event_points(event):
                edges += [(point, to, weight, edge) for to, weight, edge in graph.outgoing[point]]
                edges += [
                    (origin, point, weight, edge)
                    for origin, weight, edge in graph.incoming[point]
                    if origin == ORIGIN
                ]
        found = self._reduce(graph, self._list_constraints_along(graph, find_cycle(edges)))
        less = [] if other is None else self._reduce(other, found)
        return (less, other) if less and other is not None else (found, graph)

    def describe(self, constraints: Iterable[int], *, approximate: bool) -> Conflict:
        """Constraints that cannot all hold as a conflict, in the order in which they were asserted."""
        constraints = sorted(set(constraints))
        assertions = {
            number: assertion
            for constraint in constraints
            for number, assertion in zip(
                self.behind[constraint], self.constraints.list_assertions([constraint]), strict=True
            )
        }
        events = dict.fromkeys(chain.from_iterable(map(self.constraints.list_events, constraints)))
        return Conflict(
            assertions=tuple(assertion for _, assertion in sorted(assertions.items())),
            events=tuple(self.constraints.ids[event] for event in events),
            approximate=approximate,
        )

    def _list_constraints_along(self, graph: Graph, cycle: list[int]) -> list[int]:
        """The constraints of a cycle that weighs less than nothing, in order.

        Lengths without which it still does so are left out: every event lasts a tick anyway.
        """
        spare = -1 - sum(-1 if edge == IMPLIED_EDGE else graph.weights[edge] for edge in cycle)
        found: list[int] = []
        for edge in cycle:
            if edge == IMPLIED_EDGE:
                continue
            if graph.starts[edge] % 2 == 0 and graph.ends[edge] == graph.starts[edge] - 1:
                excess = -1 - graph.weights[edge]
                if excess <= spare:
                    spare -= excess
                    continue
            found.append(graph.constraint_of(edge))
        return found

    def _list_assertions_behind(self, constraints: list[int]) -> list[int]:
        """The assertions behind constraints, each once, in order."""
        return list(dict.fromkeys(number for constraint in constraints for number in self.behind[constraint]))

    def _list_held_constraints(self, assertions: list[int]) -> list[int]:
        """The constraints that hold if these assertions do, in order."""
        held = set(assertions)
        constraints = {constraint for assertion in held for constraint in self.resting_on[assertion]}
        return sorted(constraint for constraint in constraints if held.issuperset(self.behind[constraint]))

    def _reduce(self, graph: Graph, constraints: list[int]) -> list[int]:
        """Of constraints that contradict each other, or of others that rest on the same assertions, as few as suffice.

        Without any one of the assertions behind them, the others do not contradict each other in this graph. Each is
        left out in turn, for good if the others still contradict each other; what this does not rest on is then left
        out as well. In the order of a cycle, putting back what was left out last costs little. Empty if the assertions
        do not contradict each other in this graph.

        Source: the deletion filter of Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear
        programs", ORSA Journal on Computing 3 (1991).
        """
        left = self._list_assertions_behind(constraints)
        held = _HeldInequalities(self, graph, self._list_held_constraints(left))
        needed: set[int] = set()
        found: list[int] = []
        cycle = held.find_cycle()
        while cycle:
            found = self._list_constraints_along(graph, cycle)
            still = self._list_assertions_behind(found)
            for assertion in set(left).difference(still):
                held.leave_out(assertion)
            left = [assertion for assertion in reversed(still) if assertion not in needed]
            cycle = []
            while left and not cycle:
                assertion = left.pop()
                held.leave_out(assertion)
                cycle = held.find_cycle()
                if not cycle:
                    held.put_back(assertion)
                    needed.add(assertion)
        return found


class _HeldInequalities:
    """The inequalities of a graph that hold if some assertions do, any of which can be left out and put back."""

    def __init__(self, finder: ConflictFinder, graph: Graph, constraints: list[int]) -> None:
        self._resting_on = finder.resting_on
        self._edges_of: dict[int, range] = {}
        edges: list[NamedEdge[int]] = []
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
        self._missing = dict.fromkeys(constraints, 0)
        """How many of the assertions behind each constraint are left out."""
        self._changed: list[int] | None = None

    def leave_out(self, assertion: int) -> None:
        """Leaves an assertion out, and with it all inequalities that rest on it."""
        for constraint in self._list_constraints(assertion):
            self._missing[constraint] += 1
            self._inequalities.switch(self._edges_of[constraint], off=True)

    def put_back(self, assertion: int) -> None:
        """Puts back what was left out last, after an answer without a cycle."""
        self._changed = []
        for constraint in self._list_constraints(assertion):
            self._missing[constraint] -= 1
            if not self._missing[constraint]:
                self._inequalities.switch(self._edges_of[constraint], off=False)
                self._changed += self._edges_of[constraint]

    def find_cycle(self) -> list[int]:
        """The edges of a cycle that weighs less than nothing; empty when there is none."""
        return self._inequalities.find_cycle(self._changed)

    def _list_constraints(self, assertion: int) -> list[int]:
        return [constraint for constraint in self._resting_on[assertion] if constraint in self._missing]
