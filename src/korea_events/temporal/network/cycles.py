"""Which of a set of inequalities contradict each other: cycles of negative weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Generic, TypeVar

from korea_events.temporal.network.graph import walk_points

EdgeName = TypeVar("EdgeName")

NamedEdge = tuple[int, int, float, EdgeName]
"""``end - start <= weight``, and a name for it."""


class Inequalities(Generic[EdgeName]):
    """Inequalities that can be switched off and on, and are asked whether all that are on can hold.

    Labels that satisfy them are kept from one question to the next, so that a small change costs little.

    Source: Bellman (1958) and Ford (1956), in the order of Yen (1970).
    """

    def __init__(self, edges: Sequence[NamedEdge[EdgeName]]) -> None:
        points = sorted({point for start, end, _, _ in edges for point in (start, end)})
        number = {point: index for index, point in enumerate(points)}
        self._starts = [number[start] for start, _, _, _ in edges]
        self._ends = [number[end] for _, end, _, _ in edges]
        self._weights = [weight for _, _, weight, _ in edges]
        self._names = [name for _, _, _, name in edges]
        self._out: list[list[int]] = [[] for _ in points]
        for edge, start in enumerate(self._starts):
            self._out[start].append(edge)
        self._off = bytearray(len(edges))
        self._label: list[float] = [0] * len(points)
        self._order = list(range(len(points)))
        self._places = self._order
        self._active = bytearray(len(points))

    def switch(self, edges: Iterable[int], *, off: bool) -> None:
        """Switches edges off or on, by number."""
        for edge in edges:
            self._off[edge] = off

    def find_cycle(self, changed: Iterable[int] | None = None) -> list[EdgeName]:
        """The names of the edges of one cycle of negative weight, in order; empty when there is none.

        ``changed`` are the edges that were switched on since the last answer without a cycle; None means all. When a
        cycle is found, the labels are restored, and the same edges still count as changed.
        """
        points: Collection[int] = range(len(self._label))
        if changed is not None:
            points = {self._starts[edge] for edge in changed}
        before: dict[int, float] = {}
        parent: dict[int, int] = {}
        patience = 32
        while points:
            points = self._relax(points, patience, before, parent)
            found = _trace_cycle(parent, self._starts) if points else []
            if found:
                for point, earlier in before.items():
                    self._label[point] = earlier
                return [self._names[edge] for edge in found]
            if points and patience > len(self._label):
                self._sort_points(points)
            patience *= 2
        return []

    def _relax(
        self, points: Iterable[int], patience: int, before: dict[int, float], parent: dict[int, int]
    ) -> list[int]:
        """Lowers labels from points on until all edges hold, or so often; gives the points that are left then.

        It goes up and down in turns, so that a chain is settled in one go whichever way it runs.
        """
        ends, weights, out, off, label = self._ends, self._weights, self._out, self._off, self._label
        order, places, active = self._order, self._places, self._active
        at_first = [places[point] for point in points]
        for place in at_first:
            active[place] = 1
        # what is active lies between these, so that nothing else need be searched
        low, high = min(at_first), max(at_first)
        place, upwards = low, True
        while place >= 0:
            active[place] = 0
            point = order[place]
            for edge in out[point]:
                end = ends[edge]
                distance = label[point] + weights[edge]
                if distance < label[end] and not off[edge]:
                    before.setdefault(end, label[end])
                    label[end] = distance
                    parent[end] = edge
                    at = places[end]
                    active[at] = 1
                    low, high = min(low, at), max(high, at)
                    patience -= 1
            if patience < 0:
                left = [order[at] for at in range(low, high + 1) if active[at]]
                active[low : high + 1] = bytes(high + 1 - low)
                return left
            following = active.find(1, place + 1, high + 1) if upwards else active.rfind(1, low, place)
            if following < 0:
                upwards = not upwards
                following = active.find(1, low, high + 1) if upwards else active.rfind(1, low, high + 1)
            place = following
        return []

    def _sort_points(self, active: Iterable[int]) -> None:
        """Goes through the points in the order in which labels now depend on each other, from now on."""
        ends, weights, off, label = self._ends, self._weights, self._off, self._label
        self._order = walk_points(
            [
                [
                    ends[edge]
                    for edge in edges
                    if not off[edge] and label[point] + weights[edge] <= label[ends[edge]]
                ]
                for point, edges in enumerate(self._out)
            ],
            active,
        )
        self._places = self._order.copy()
        for place, point in enumerate(self._order):
            self._places[point] = place


def find_cycle(edges: Sequence[NamedEdge[EdgeName]]) -> list[EdgeName]:
    """The names of the edges of one cycle of negative weight, in order; empty when there is none.

    Example:
        >>> find_cycle([(1, 2, -3, "b at least 3 before a"), (2, 1, 2, "at most 2 apart"), (1, 2, 0, "b before a")])
        ['at most 2 apart', 'b at least 3 before a']
    """
    return Inequalities(edges).find_cycle()


def _trace_cycle(parent: dict[int, int], starts: list[int]) -> list[int]:
    """The edges of a cycle of parents, in order, which has a negative weight; empty when there is none."""
    seen_from: dict[int, int] = {}
    for first in parent:
        at = first
        while at in parent and at not in seen_from:
            seen_from[at] = first
            at = starts[parent[at]]
        if at in parent and seen_from[at] == first:
            edges: list[int] = []
            point = at
            while True:
                edges.append(parent[point])
                point = starts[parent[point]]
                if point == at:
                    return edges[::-1]
    return []
