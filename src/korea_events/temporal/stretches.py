"""Sets of ticks as stretches: half-open, in order, apart from each other; what questions about many days add up."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate
from math import inf

from korea_events.temporal.bounds import Tick

Stretch = tuple[Tick, Tick]
"""Half-open ticks ``[start, end)``."""
Stretches = tuple[Stretch, ...]
"""Stretches in order, none of which touches the next."""

EVERYTHING: Stretches = ((-inf, inf),)


def merge_stretches(stretches: Iterable[Stretch]) -> Stretches:
    """The same ticks as separate stretches in order; empty stretches vanish.

    Example:
        >>> merge_stretches([(4, 6), (1, 3), (3, 4), (9, 9)])
        ((1, 6),)
    """
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def intersect_stretches(first: Sequence[Stretch], second: Sequence[Stretch]) -> Stretches:
    """The ticks that lie in both.

    Example:
        >>> intersect_stretches([(1, 5), (8, 12)], [(4, 9)])
        ((4, 5), (8, 9))
    """
    return tuple(_generate_shared(first, second))


def intersect_all(many: Iterable[Stretches]) -> Stretches:
    """The ticks that lie in all of several; of none, every tick.

    Example:
        >>> intersect_all([((1, 5), (8, 12)), ((4, 9),), ((0, 20),)])
        ((4, 5), (8, 9))
    """
    # the same ones, which many vague dates share, are looked at once
    return reduce(intersect_stretches, {id(each): each for each in many}.values(), EVERYTHING)


def do_stretches_meet(first: Sequence[Stretch], second: Sequence[Stretch]) -> bool:
    """Whether any tick lies in both.

    Example:
        >>> do_stretches_meet([(1, 5), (8, 12)], [(5, 8)])
        False
    """
    return next(_generate_shared(first, second), None) is not None


def _generate_shared(first: Sequence[Stretch], second: Sequence[Stretch]) -> Iterator[Stretch]:
    if not (first and second):
        return
    # what lies before the other's first stretch is skipped
    i, j = max(0, bisect_right(first, second[0]) - 1), max(0, bisect_right(second, first[0]) - 1)
    while i < len(first) and j < len(second):
        start, end = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if start < end:
            yield start, end
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1


def count_covering(stretches: Iterable[Stretch], limits: Iterable[Stretch]) -> Iterator[int]:
    """For each pair of limits, the lower ones first, how many stretches begin before one and end after the other.

    Example:
        >>> list(count_covering([(1, 9), (2, 4), (5, 9)], [(3, 4), (6, 8)]))
        [1, 2]
    """
    ordered, passed = sorted(stretches), 0
    ends: list[Tick] = []
    for lower, upper in sorted(limits):
        while passed < len(ordered) and ordered[passed][0] < lower:
            insort(ends, ordered[passed][1])
            passed += 1
        yield len(ends) - bisect_right(ends, upper)


def subtract_stretches(stretches: Sequence[Stretch], taken: Sequence[Stretch]) -> Stretches:
    """The ticks of the first that do not lie in the second.

    Example:
        >>> subtract_stretches([(1, 10)], [(3, 4), (8, 12)])
        ((1, 3), (4, 8))
    """
    return intersect_stretches(stretches, complement_stretches(taken))


def complement_stretches(stretches: Sequence[Stretch]) -> Stretches:
    """All other ticks.

    Example:
        >>> complement_stretches([(3, 4)])
        ((-inf, 3), (4, inf))
    """
    edges: list[Tick] = [-inf]
    for start, end in stretches:
        edges += [start, end]
    edges.append(inf)
    return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def count_ticks(stretches: Iterable[Stretch]) -> Tick:
    """How many ticks there are.

    Example:
        >>> count_ticks([(1, 3), (5, 6)])
        3
    """
    return sum(end - start for start, end in stretches)


def build_counter(stretches: Sequence[Stretch]) -> Callable[[Tick], Tick]:
    """A function that counts the ticks of finite stretches before a tick.

    Example:
        >>> build_counter([(1, 3), (5, 6)])(2)
        1
    """
    ends = [end for _, end in stretches]
    sums: list[Tick] = [0, *accumulate(end - start for start, end in stretches)]

    def count(tick: Tick) -> Tick:
        index = bisect_right(ends, tick)
        return sums[index] + (max(0, tick - stretches[index][0]) if index < len(ends) else 0)

    return count
