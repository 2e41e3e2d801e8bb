"""Which of a set of inequalities contradict each other: cycles of negative weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

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

    def switch(self, edges: Iterable[int], *, off: bool) -> None:
        """Switches edges off or on, by number."""
        for edge in edges:
            self._off[edge] = off

    def find_cycle(self, changed: Iterable[int] | None = None) -> list[EdgeName]:
        """The names of the edges of one cycle of negative weight, in order; empty when there is none.

        ``changed`` are the edges that were switched on since the last answer without a cycle; None means all. When a
        cycle is found, the labels are restored, and the same edges still count as changed.
        """
        starts, ends, weights, out, off = self._starts, self._ends, self._weights, self._out, self._off
        label = self._label
        before: dict[int, float] = {}
        parent: dict[int, int] = {}
        active = bytearray(len(label))
        for start in range(len(label)) if changed is None else (starts[edge] for edge in changed):
            active[start] = 1
        patience = relaxed = 32
        point, upwards = active.find(1), True
        while point >= 0:
            active[point] = 0
            for edge in out[point]:
                end = ends[edge]
                distance = label[point] + weights[edge]
                if distance < label[end] and not off[edge]:
                    before.setdefault(end, label[end])
                    label[end] = distance
                    parent[end] = edge
                    active[end] = 1
                    relaxed -= 1
            if relaxed < 0:
                found = _trace_cycle(parent, starts)
                if found:
                    for point, earlier in before.items():
                        label[point] = earlier
                    return [self._names[edge] for edge in found]
                patience = relaxed = 2 * patience
            # Up and down in turns, so that a chain is settled in one go whichever way it runs.
            following = active.find(1, point + 1) if upwards else active.rfind(1, 0, point)
            if following < 0:
                upwards = not upwards
                following = active.find(1) if upwards else active.rfind(1)
            point = following
        return []


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
