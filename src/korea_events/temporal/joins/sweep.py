"""The overlap join in pure Python: sort once by start, then bisect.

It takes columns of half-open ticks and gives pairs of positions with their certainty. After sorting by start, the
partners of row ``p`` that may share time with it and do not start before it are exactly the rows after it that start
before it can have ended. So the answer is one range per row, found in ``n log n``; the pairs are its expansion. Two
collections take two such passes: one for the pairs that start in the first collection, one for the rest.

:mod:`korea_events.temporal.joins.sweep_numpy` gives the same pairs in the same order from arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from korea_events.temporal.bounds import Tick

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAIRS_PER_CHUNK = 1 << 12
"""About how many pairs are made at a time: few enough to discard, many enough to make up for the cost of a chunk."""


class Columns(NamedTuple):
    """The four end bounds of many stretches, closed, in half-open ticks; plus or minus ``inf`` where unbounded."""

    start_min: Sequence[Tick]
    start_max: Sequence[Tick]
    end_min: Sequence[Tick]
    end_max: Sequence[Tick]


class PairChunk(NamedTuple):
    """Some pairs of positions ``i`` and ``j``, and whether each certainly shares time."""

    i: list[int]
    j: list[int]
    certain: list[bool]


class OverlapPairs(NamedTuple):
    """Pairs of rows that may share time: positions ``i`` and ``j``, and whether each certainly does.

    Example:
        >>> import numpy as np
        >>> OverlapPairs(np.array([0]), np.array([2]), np.array([True])).certain.sum()
        np.int64(1)
    """

    i: NDArray[np.signedinteger[Any]]
    j: NDArray[np.signedinteger[Any]]
    certain: NDArray[np.bool_]


Owned: TypeAlias = tuple[Columns, Sequence[int], Collection[int]]
"""The bounds of many rows, a number for the owner of each, and those that were not under way from start to end."""


class _SortedColumns:
    """One collection in start order: ties keep their order."""

    __slots__ = ("end_max", "end_min", "order", "start_max", "start_min", "vague")

    def __init__(self, columns: Columns) -> None:
        a, b, c, d = columns
        self.order = order = sorted(range(len(a)), key=a.__getitem__)
        self.start_min = [a[index] for index in order]
        self.start_max = [b[index] for index in order]
        self.end_min = [c[index] for index in order]
        self.end_max = [d[index] for index in order]
        # how many of the rows before each have an inexact end: between exact rows every pair is certain
        self.vague = [0, *accumulate(a[index] != b[index] or c[index] != d[index] for index in order)]


_Bisect = Callable[[list[Tick], Tick], int]


class _SweepPass(NamedTuple):
    """For each row of ``left`` the range of rows of ``right`` that it meets; flipped: ``right`` is the first side."""

    left: _SortedColumns
    right: _SortedColumns
    starts: list[int]
    stops: list[int]
    flipped: bool


class SweepPairs:
    """The pairs that may share time, as ranges: counting makes no pairs, ``chunks`` makes them bit by bit."""

    __slots__ = ("_passes",)

    def __init__(self, columns: Columns, others: Columns | None = None) -> None:
        left = _SortedColumns(columns)
        if others is None:
            stops = [bisect_left(left.start_min, end, lo=at) for at, end in enumerate(left.end_max, 1)]
            self._passes = [_SweepPass(left, left, [*range(1, len(stops) + 1)], stops, flipped=False)]
            return
        right = _SortedColumns(others)
        self._passes = [
            _make_pass(left, right, bisect_left, flipped=False),
            # pairs that start in the other collection, strictly earlier, so that each pair comes once
            _make_pass(right, left, bisect_right, flipped=True),
        ]

    def __len__(self) -> int:
        return sum(sum(step.stops) - sum(step.starts) for step in self._passes)

    def chunks(self) -> Iterator[PairChunk]:
        """The pairs in order: by the row that starts first, then by its partner's start; ties by position."""
        for step in self._passes:
            yield from _expand_pass(step)

    def list_in_order(self) -> tuple[Sequence[int], Sequence[int]]:
        """The positions of all pairs, by the first and then by the second."""
        pairs = sorted(chain.from_iterable(zip(chunk.i, chunk.j, strict=True) for chunk in self.chunks()))
        return [i for i, _ in pairs], [j for _, j in pairs]


def _make_pass(left: _SortedColumns, right: _SortedColumns, find: _Bisect, *, flipped: bool) -> _SweepPass:
    starts = [find(right.start_min, start) for start in left.start_min]
    # the bound ``lo`` keeps a range empty rather than negative
    stops = [bisect_left(right.start_min, end, lo=at) for end, at in zip(left.end_max, starts, strict=True)]
    return _SweepPass(left, right, starts, stops, flipped)


def _expand_pass(step: _SweepPass) -> Iterator[PairChunk]:
    left, right = step.left, step.right
    b, c, vague = right.start_max, right.end_min, right.vague
    chunk = PairChunk([], [], [])
    for row, (start, stop) in enumerate(zip(step.starts, step.stops, strict=True)):
        if start == stop:
            continue
        latest_start, earliest_end = left.start_max[row], left.end_min[row]
        if vague[start] == vague[stop] and left.vague[row] == left.vague[row + 1]:
            certain = [True] * (stop - start)
        else:
            # exact for closed bounds: each certainly begins before the other can have ended, both ways
            certain = [
                latest_start < end and other < earliest_end
                for other, end in zip(b[start:stop], c[start:stop], strict=True)
            ]
        rows, partners = (chunk.j, chunk.i) if step.flipped else (chunk.i, chunk.j)
        rows += [left.order[row]] * (stop - start)
        partners += right.order[start:stop]
        chunk.certain.extend(certain)
        if len(rows) >= PAIRS_PER_CHUNK:
            yield chunk
            chunk = PairChunk([], [], [])
    if chunk.i:
        yield chunk
