"""The constraints of a network as a graph: points, inequalities between them, and its components.

Point 0 is the origin of the axis; event number i starts at point ``2 i + 1`` and ends at point ``2 i + 2``.
An edge from u to v of weight w says ``v - u <= w``. Every event ends at least a tick after it starts: these edges
are implied, carry no assertion and are not listed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain

from attrs import define, field

from korea_events.temporal.circles import group_circles
from korea_events.temporal.network.components import Components

ORIGIN = 0
IMPLIED_EDGE = -1
"""The number of an edge that every event has: it ends after it starts."""

GraphEdge = tuple[int, int, int]
"""An edge seen from one of its ends: the point at the other end, the weight, and the number of the edge."""


class EdgeTable(dict[int, list[GraphEdge]]):
    """The edges at each point, listed when they are looked up.

    The implied one comes first, so that no assertion is named needlessly.
    """

    __slots__ = ("_added", "_columns", "_places", "_points", "_step")

    def __init__(self, points: int, columns: tuple[array[int], array[int], array[int]], *, step: int) -> None:
        self._points = points
        self._columns = columns
        self._step = step
        """From a point with an implied edge to its other end."""
        self._places: tuple[Sequence[int], Sequence[int]] | None = None
        self._added: defaultdict[int, list[GraphEdge]] = defaultdict(list)
        """Edges that were added at points whose edges are not listed yet."""

    def know(self, order: Sequence[int], firsts: Sequence[int]) -> None:
        """Takes the numbers of the edges by their points, and where those of each point begin among them."""
        self._places = order, firsts

    def __missing__(self, point: int) -> list[GraphEdge]:
        homes, others, weights = self._columns
        if self._places is None:
            counts = map(Counter(homes).__getitem__, range(self._points))
            self._places = sorted(range(len(homes)), key=homes.__getitem__), [*accumulate(counts, initial=0)]
            self._added.clear()  # they are among the columns
        order, firsts = self._places
        edges = self[point] = self._list_implied(point)
        for number in order[firsts[point] : firsts[point + 1]]:
            edges.append((others[number], weights[number], number))
        edges += self._added.pop(point, ())
        return edges

    def add(self, home: int, other: int, weight: int, number: int) -> None:
        """Adds an edge."""
        (self[home] if home in self else self._added[home]).append((other, weight, number))

    def add_points(self, points: range) -> None:
        """Adds points that have no edges but implied ones."""
        self.update({point: self._list_implied(point) for point in points})

    def _list_implied(self, point: int) -> list[GraphEdge]:
        """The implied edge leaves ends (even points) where steps go back, and starts where they go ahead."""
        leaves = point and point % 2 == (self._step > 0)
        return [(point + self._step, -1, IMPLIED_EDGE)] if leaves else []


@define(slots=False, eq=False)
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
    def heaviest(self) -> int:
        """The most that an edge weighs, in either direction."""
        return max(max(self.weights, default=0), -min(self.weights, default=0))

    @cached_property
    def heaviest_between(self) -> int:
        """The most that an edge weighs that neither leaves the origin nor arrives there."""
        edges = zip(self.starts, self.ends, self.weights, strict=True)
        return max((abs(weight) for start, end, weight in edges if ORIGIN not in (start, end)), default=0)

    @property
    def reach(self) -> int:
        """No path that visits a point once weighs more than this, in either direction."""
        if self.points * (self.heaviest + 1) < 1 << 59:
            return self.points * (self.heaviest + 1)
        # On an axis of instants distances from the origin are huge, but a path has at most two of them.
        return 2 * self.heaviest + self.points * (self.heaviest_between + 1)

    @cached_property
    def outgoing(self) -> EdgeTable:
        """The edges that leave each point."""
        return EdgeTable(self.points, (self.starts, self.ends, self.weights), step=-1)

    @cached_property
    def incoming(self) -> EdgeTable:
        """The edges that arrive at each point, seen from there."""
        return EdgeTable(self.points, (self.ends, self.starts, self.weights), step=1)

    @cached_property
    def component_of(self) -> Components:
        """For each event the number of the first event that it is connected with other than through the origin."""
        links = zip(self.starts, self.ends, strict=True)
        return Components(
            self.events, ((start - 1 >> 1, end - 1 >> 1) for start, end in links if start and end)
        )

    def add_events(self, events: int) -> None:
        """Has so many events from now on."""
        vars(self).pop("places", None)
        if "ranks" in vars(self):
            self.ranks.extend([len(self.ranks)] * (2 * events + 1 - self.points))
        points = range(self.points, 2 * events + 1)
        self.events = events
        self.component_of.grow(events)
        self.outgoing.add_points(points)
        self.incoming.add_points(points)

    def add_edge(self, start: int, end: int, weight: int) -> None:
        """Adds an edge, to all that was worked out as well."""
        number = len(self.starts)
        self.outgoing.add(start, end, weight, number)
        self.incoming.add(end, start, weight, number)
        self.heaviest = max(self.heaviest, abs(weight))
        if start and end:
            if "heaviest_between" in vars(self):
                self.heaviest_between = max(self.heaviest_between, abs(weight))
            if "ranks" in vars(self) and self.ranks[start] < self.ranks[end]:
                del self.ranks
                vars(self).pop("places", None)
            self.component_of.connect(get_event_number(start), get_event_number(end))
        for column, value in ((self.starts, start), (self.ends, end), (self.weights, weight)):
            column.append(value)

    def list_edges(self) -> Iterator[tuple[int, int, int]]:
        """All edges, the implied ones first: start, end and weight."""
        yield from ((end, end - 1, -1) for end in range(2, self.points, 2))
        yield from zip(self.starts, self.ends, self.weights, strict=True)

    @cached_property
    def places(self) -> list[int]:
        """For each point a number lower than those of the points that edges lead to; circles have the highest ones.

        How long an event lasts at most does not count here, as it would make a circle of every event.
        """
        after: list[list[int]] = [[] for _ in range(self.points)]
        left = [0] * self.points
        for start, end, _ in self.list_edges():
            if start and end and (start + 1 != end or start % 2 == 0):
                after[start].append(end)
                left[end] += 1
        order = [point for point, edges in enumerate(left) if point and not edges]
        for point in order:
            for other in after[point]:
                left[other] -= 1
                if not left[other]:
                    order.append(other)
        places = [self.points] * self.points
        for place, point in enumerate(order, 1):
            places[point] = place
        places[ORIGIN] = 0
        return places

    @cached_property
    def ranks(self) -> list[int]:
        """A number for each point: no path that avoids the origin leads to a point with a higher one."""
        places = self.places
        if all(places[start] < places[end] for start, end, _ in self.list_edges() if start and end):
            return [-place for place in places]
        ranks = [0] * self.points
        leave = self.outgoing
        groups = group_circles(range(1, self.points), lambda at: [to for to, _, _ in leave[at] if to])
        for rank, group in enumerate(groups):
            for point in group:
                ranks[point] = rank
        return ranks


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


def get_event_number(point: int) -> int:
    """The number of the event whose start or end a point is."""
    return (point - 1) // 2


def get_event_points(event: int) -> tuple[int, int]:
    """The points of an event's start and end."""
    return 2 * event + 1, 2 * event + 2
