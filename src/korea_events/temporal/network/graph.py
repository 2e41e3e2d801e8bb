"""The constraints of a network as a graph: points, inequalities between them, and its components.

Point 0 is the origin of the axis; event number i starts at point ``2 i + 1`` and ends at point ``2 i + 2``.
An edge from u to v of weight w says ``v - u <= w``. Every event ends at least a tick after it starts: these edges
are implied, carry no assertion and are not listed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from attrs import field, frozen

ORIGIN = 0
IMPLIED_EDGE = -1
"""The number of an edge that every event has: it ends after it starts."""

GraphEdge = tuple[int, int, int]
"""An edge seen from one of its ends: the point at the other end, the weight, and the number of the edge."""


@frozen(slots=False, eq=False)
class Graph:
    """Difference constraints over the points of ``events`` events."""

    events: int
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)
    weights: array[int] = field(repr=False)
    first_edges: list[int] = field(factory=list, repr=False)
    """Three times the number of the first edge of each constraint that the edges come from."""

    @property
    def points(self) -> int:
        """How many points there are, the origin among them."""
        return 2 * self.events + 1

    def constraint_of(self, edge: int) -> int:
        """The number of the constraint that an edge comes from."""
        return bisect_right(self.first_edges, 3 * edge) - 1

    def edges_of(self, constraint: int) -> range:
        """The edges that come from a constraint."""
        first, *after = self.first_edges[constraint : constraint + 2]
        return range(first // 3, after[0] // 3 if after else len(self.starts))

    @cached_property
    def reach(self) -> int:
        """No path that visits a point once weighs more than this, in either direction."""
        heaviest = max(max(self.weights, default=0), -min(self.weights, default=0))
        if self.points * (heaviest + 1) < 1 << 59:
            return self.points * (heaviest + 1)
        # On an axis of instants distances from the origin are huge, but a path has at most two of them.
        between = (
            abs(weight)
            for start, end, weight in zip(self.starts, self.ends, self.weights, strict=True)
            if ORIGIN not in (start, end)
        )
        return 2 * heaviest + self.points * (max(between, default=0) + 1)

    @cached_property
    def outgoing(self) -> list[list[GraphEdge]]:
        """The edges that leave each point; the implied one first, so that no assertion is named needlessly."""
        return self._list_edges(self.starts, self.ends, forwards=True)

    @cached_property
    def incoming(self) -> list[list[GraphEdge]]:
        """The edges that arrive at each point, seen from there."""
        return self._list_edges(self.ends, self.starts, forwards=False)

    def _list_edges(self, homes: array[int], others: array[int], *, forwards: bool) -> list[list[GraphEdge]]:
        edges: list[list[GraphEdge]] = [[] for _ in range(self.points)]
        for start in range(1, self.points, 2):
            edges[start + forwards].append((start + (not forwards), -1, IMPLIED_EDGE))
        for number, (home, other, weight) in enumerate(zip(homes, others, self.weights, strict=True)):
            edges[home].append((other, weight, number))
        return edges

    @cached_property
    def component_of(self) -> list[int]:
        """For each event the number of the first event that it is connected with other than through the origin."""
        links = zip(self.starts, self.ends, strict=True)
        return connect_events(
            self.events, (((start - 1) // 2, (end - 1) // 2) for start, end in links if start and end)
        )

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The events of each component."""
        members: dict[int, list[int]] = {}
        for event, component in enumerate(self.component_of):
            members.setdefault(component, []).append(event)
        return members


def walk_points(neighbours: Sequence[Sequence[int]], roots: Iterable[int]) -> list[int]:
    """All points in the order of a depth-first walk: each before its neighbours, unless they form a cycle.

    What the roots lead to comes last; walked from there, circles begin with a root.

    Example:
        >>> walk_points([[], [3], [0], [2]], [3])
        [1, 3, 2, 0]
    """
    seen = bytearray(len(neighbours))
    left: list[int] = []
    for root in chain(roots, range(len(neighbours))):
        if seen[root]:
            continue
        seen[root] = 1
        trail = [(root, iter(neighbours[root]))]
        while trail:
            at, rest = trail[-1]
            for other in rest:
                if not seen[other]:
                    seen[other] = 1
                    trail.append((other, iter(neighbours[other])))
                    break
            else:
                left.append(at)
                trail.pop()
    return left[::-1]


def connect_events(events: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """For each event the number of the first event that links connect with it."""
    parent = list(range(events))

    def root(event: int) -> int:
        while parent[event] != event:
            parent[event] = event = parent[parent[event]]
        return event

    for link in links:
        one, other = map(root, link)
        parent[max(one, other)] = min(one, other)
    return [root(event) for event in range(events)]


def get_event_number(point: int) -> int:
    """The number of the event whose start or end a point is."""
    return (point - 1) // 2


def get_event_points(event: int) -> tuple[int, int]:
    """The points of an event's start and end."""
    return 2 * event + 1, 2 * event + 2
