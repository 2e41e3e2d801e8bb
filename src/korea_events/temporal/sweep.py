"""The object engine of overlap joins: sort once by start, then bisect.

Columns of half-open ticks in, ranges of partners out. After sorting by start, the partners of row ``p`` that may
share time with it are exactly the rows after it that start before it ends, so the whole answer is one number a row:
``n log n`` for the ranges, and the pairs are only their expansion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from korea_events.temporal.bounds import Tick


def in_start_order(starts: Sequence[Tick]) -> list[int]:
    """The positions of a column in order of its values; ties keep their order."""
    return sorted(range(len(starts)), key=starts.__getitem__)


def partners_within(starts: Sequence[Tick], ends: Sequence[Tick]) -> list[int]:
    """For each row of columns in start order, the row before which its later partners end.

    The partners of row ``p`` that do not start before it are the rows ``p + 1`` to ``result[p] - 1``.
    """
    return [bisect_left(starts, end, lo=row + 1) for row, end in enumerate(ends)]


def partners_between(
    starts: Sequence[Tick], ends: Sequence[Tick], other_starts: Sequence[Tick], *, after: bool
) -> list[tuple[int, int]]:
    """For each row, the range of other rows (in start order) that start within it.

    ``after`` leaves out those that start at the same tick, so that two passes, one each way, meet every pair once.
    """
    find = bisect_right if after else bisect_left
    return [
        (find(other_starts, start), bisect_left(other_starts, end))
        for start, end in zip(starts, ends, strict=True)
    ]
