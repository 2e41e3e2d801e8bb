"""Exact answers about two or more events whose dates are connected, from the distances between their ends.

``matrix[x][y]`` is the most that end y can come after end x: for two events 0 is the start of the first, 1 its end,
2 and 3 those of the second. The matrix is closed: no detour is shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from korea_events.temporal.network.cycles import NamedEdge, find_cycle
from korea_events.temporal.network.verbs import RELATION_INEQUALITIES, Inequality

DistanceMatrix = list[list[float]]


def find_joint_relations(matrix: DistanceMatrix) -> int:
    """The relations in which two events can stand: those whose inequalities can be added to the others."""
    fits = (_is_consistent(matrix, inequalities) for inequalities in RELATION_INEQUALITIES)
    return sum(1 << bit for bit, fit in enumerate(fits) if fit)


def _is_consistent(matrix: DistanceMatrix, inequalities: Sequence[Inequality]) -> bool:
    first, *rest = inequalities
    if first.most + matrix[first.to][first.start] < 0:
        return False
    if not rest:
        return True
    rows = [row.copy() for row in matrix]
    for start, to, most in inequalities:
        if most + rows[to][start] < 0:
            return False
        if most < rows[start][to]:  # whatever can use the new edge does
            onward = rows[to].copy()
            for row in rows:
                before = row[start] + most
                for point, after in enumerate(onward):
                    row[point] = min(row[point], before + after)
    return True


def find_excluding_pairs(matrix: DistanceMatrix, relations: int) -> list[tuple[int, int]]:
    """For each of these relations, none of which fits, the pairs of ends whose distances rule it out."""
    pairs: dict[tuple[int, int], None] = {}
    given: list[NamedEdge[tuple[int, int] | None]] = [
        (start, to, most, (start, to))
        for start, row in enumerate(matrix)
        for to, most in enumerate(row)
        if start != to and most != inf
    ]
    for bit, inequalities in enumerate(RELATION_INEQUALITIES):
        if relations >> bit & 1:
            added = [(start, to, most, None) for start, to, most in inequalities]
            pairs |= {pair: None for pair in find_cycle([*added, *given]) if pair is not None}
    return list(pairs)


def measure_joint_time(
    starts: Sequence[int], ends: Sequence[int], most: Callable[[int, int], float]
) -> tuple[float, float]:
    """The least and the most time that events with these starts and ends can share; ``most`` is the distance."""
    least = min(-most(end, start) for end in ends for start in starts)
    longest = min(most(start, end) for start in starts for end in ends)
    return max(0, least), max(0, longest)
