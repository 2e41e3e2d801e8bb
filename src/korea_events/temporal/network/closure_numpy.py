"""The closure of a component by columns: for each point one column of distances from all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise, permutations
from math import inf

import numpy as np
import numpy.typing as npt

from korea_events.temporal.network.verbs import RELATION_INEQUALITIES, Inequality

Distances = npt.NDArray[np.float64]


def close_columns(
    edges: list[list[tuple[int, int]]], back: list[float], ahead: list[float]
) -> tuple[Callable[[int, int], float], Callable[[int, int], int]]:
    """What measures two points by their places, and what finds the relations of two events."""
    to_from = _settle_distances(edges)
    np.minimum(to_from, np.add.outer(np.array(ahead), np.array(back)), out=to_from)
    np.fill_diagonal(to_from, 0)
    masks = _find_masks(to_from).data

    def measure(start: int, end: int) -> float:
        distance = to_from.item(end, start)
        return distance if distance == inf else int(distance)

    return measure, lambda one, other: masks[one, other]


def _settle_distances(edges: list[list[tuple[int, int]]]) -> Distances:
    """How far each point (the row) lies from each other one (the column) by paths that avoid the origin.

    The rows that still change are relaxed up and down in turns, all columns at once.
    """
    size = len(edges)
    rows = np.full((size, size), inf)
    np.fill_diagonal(rows, 0)
    through = np.empty(size)
    active = bytearray(b"\1" * size)
    upwards = True
    while any(active):
        for point in range(size) if upwards else range(size - 1, -1, -1):
            if active[point]:
                active[point] = 0
                for other, weight in edges[point]:
                    np.add(rows[point], weight, out=through)
                    if (through < rows[other]).any():
                        np.minimum(rows[other], through, out=rows[other])
                        active[other] = 1
        upwards = not upwards
    return rows


def _find_masks(to_from: Distances) -> npt.NDArray[np.uint16]:
    """The relations of each event (the row) and each other one (the column): those that fit the distances."""
    events = len(to_from) // 2
    apart = {(x, y): to_from[y::2, x::2].T for x in (0, 1) for y in (0, 1)}
    across = {(x + 2, y): to_from[y::2, x::2] for x in (0, 1) for y in (0, 1)}
    matrix = {(x, y + 2): table for (x, y), table in apart.items()} | across
    for x, y in ((0, 1), (1, 0)):
        own = np.diagonal(apart[x, y])
        matrix |= {(x, y): own[:, None], (x + 2, y + 2): own[None, :]}
    masks = np.zeros((events, events), np.uint16)
    for bit, inequalities in enumerate(RELATION_INEQUALITIES):
        fits = np.ones((events, events), np.bool_)
        for circle in _list_circles(inequalities):
            weight: Distances | int = sum(step.most for step in circle)
            for step, following in pairwise((*circle, circle[0])):
                if step.to != following.start:
                    weight = weight + matrix[step.to, following.start]
            fits &= weight >= 0
        masks |= fits.astype(np.uint16) << np.uint16(bit)
    return masks


def _list_circles(inequalities: Sequence[Inequality]) -> Iterator[tuple[Inequality, ...]]:
    """All ways to go round some of the inequalities: none may weigh less than nothing, with distances between."""
    for size in range(1, len(inequalities) + 1):
        for first, *rest in combinations(inequalities, size):
            yield from ((first, *others) for others in permutations(rest))
