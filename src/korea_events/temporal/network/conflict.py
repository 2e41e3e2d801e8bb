"""``Conflict``: what cannot all hold, and how little of it already cannot."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby

from attrs import field, frozen

from korea_events.temporal.network.assertions import Assertion
from korea_events.temporal.network.circles import NamedEdge, circle, irreducible
from korea_events.temporal.network.graph import IMPLIED, ORIGIN, Graph, points_of
from korea_events.temporal.network.statements import Statements


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


@frozen(slots=False, eq=False)
class ConflictFinder:
    """Finds for a component of a network a set of assertions that cannot all hold.

    An inequality holds if all assertions behind it do. An assertion may stand behind several inequalities, which go
    with it.
    """

    told: Statements = field(repr=False)
    graph: Graph

    @cached_property
    def _behind(self) -> list[tuple[Assertion, ...]]:
        """The assertions behind each saying."""
        return [self.told.behind(saying) for saying in range(len(self.told.said))]

    @cached_property
    def _resting_on(self) -> dict[Assertion, list[int]]:
        """The sayings behind which each assertion stands."""
        resting: dict[Assertion, list[int]] = {}
        for saying, assertions in enumerate(self._behind):
            for assertion in assertions:
                resting.setdefault(assertion, []).append(saying)
        return resting

    def find(self, component: int, *, approximate: bool) -> Conflict:
        """A conflict of a component whose constraints cannot all hold."""
        edges: list[NamedEdge[int]] = []
        for event in self.graph.members[component]:
            for point in points_of(event):
                edges += [(point, other, weight, edge) for other, weight, edge in self.graph.out[point]]
                edges += [
                    (other, point, weight, edge)
                    for other, weight, edge in self.graph.into[point]
                    if other == ORIGIN
                ]
        sayings = sorted({self.graph.saying_of(edge) for edge in circle(edges) if edge != IMPLIED})
        candidates = dict.fromkeys(assertion for saying in sayings for assertion in self._behind[saying])
        needed = irreducible(candidates, lambda assertions: bool(circle(self._edges(assertions))))
        events = dict.fromkeys(
            event for saying in self._sayings(needed) for event in self.told.events(saying)
        )
        return Conflict(
            assertions=tuple(needed),
            events=tuple(self.told.ids[event] for event in events),
            approximate=approximate,
        )

    def _sayings(self, assertions: list[Assertion]) -> list[int]:
        """The sayings that hold if these assertions do, in order."""
        held = set(assertions)
        sayings = {saying for assertion in held for saying in self._resting_on[assertion]}
        return sorted(saying for saying in sayings if held.issuperset(self._behind[saying]))

    def _edges(self, assertions: list[Assertion]) -> list[NamedEdge[int]]:
        """The inequalities that hold if these assertions do, and that their events end after they start."""
        told, graph = self.told, self.graph
        edges: list[NamedEdge[int]] = []
        for saying in self._sayings(assertions):
            edges += [
                (graph.starts[edge], graph.ends[edge], graph.weights[edge], edge)
                for edge in graph.edges_of(saying)
            ]
            for event in told.events(saying):
                start, end = points_of(event)
                edges.append((end, start, -1, IMPLIED))
        return edges
