"""The rows that can decide what is nearest to something: none of them is farther away than another must be.

A row that has begun by its first tick and is not over before its second is at most ``max(0, first - over, begun -
second)`` away from what has begun and is not over before by two ticks. Rows are sorted by the first tick: with each
more of them the first of these distances rises, and the second falls. :mod:`korea_events.temporal.joins.reach_numpy`
does the same in arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress, count
from math import inf
from operator import itemgetter

from korea_events.temporal.bounds import Tick
from korea_events.temporal.joins.columns import Pairs, is_worth_arrays
from korea_events.temporal.joins.sweep import Columns, Owned, SweepPairs


def find_within_reach(centres: Owned, rows: Owned) -> tuple[Sequence[Tick], Pairs]:
    """How far away from each centre the nearest row of another owner is at the most, and the pairs within that reach.

    Example:
        >>> first, last = [10, 2, 15], [12, 5, 16]
        >>> rows = Columns(first, first, last, last), [1, 2, 3], ()
        >>> rooms, pairs = find_within_reach((Columns([10], [10], [12], [12]), [1], ()), rows)
        >>> list(rooms), pairs.list_in_order()
        ([3], ([0, 0], [0, 2]))
    """
    if is_worth_arrays(len(centres[1]) + len(rows[1])):
        from korea_events.temporal.joins.reach_numpy import find_arrays_within_reach

        if (found := find_arrays_within_reach(centres, rows)) is not None:
            return found
    (first, latest, earliest, last), owners, unsure = rows
    rivals = Rivals(
        compress(zip(owners, latest, earliest, strict=True), (at not in unsure for at in count()))
    )
    (start, begun, over, end), owners, broken = centres
    rooms = list(map(rivals.measure_room, owners, begun, over))
    for at in broken:
        rooms[at] = inf
    starts = [tick - room for tick, room in zip(start, rooms, strict=True)]
    ends = [tick + room + 1 for tick, room in zip(end, rooms, strict=True)]
    last = [tick + 1 for tick in last]
    return rooms, SweepPairs(Columns(starts, starts, ends, ends), Columns(first, first, last, last))


class Rivals:
    """Rows of several owners, sorted by their first tick, with the greatest second tick up to each."""

    __slots__ = ("_firsts", "_greatest")

    def __init__(self, rows: Iterable[tuple[int, Tick, Tick]]) -> None:
        ordered = sorted(rows, key=itemgetter(1))
        self._firsts = [first for _, first, _ in ordered]
        best, owner, rest = -inf, -1, -inf
        # before each row: the greatest second tick, whose it is, and the greatest of all others
        self._greatest: list[tuple[Tick, int, Tick]] = [(best, owner, rest)]
        for who, _, second in ordered:
            if who == owner:
                best = max(best, second)
            elif second > best:
                best, owner, rest = second, who, best
            else:
                rest = max(rest, second)
            self._greatest.append((best, owner, rest))

    def has(self, owner: int, below: Tick, above: Tick) -> bool:
        """Whether a row of another owner has its first tick below one limit and its second above another one."""
        return self._find_greatest(owner, bisect_left(self._firsts, below)) > above

    def measure_room(self, owner: int, begun: Tick, over: Tick) -> Tick:
        """How far away the nearest row of another owner is at the most."""
        firsts = self._firsts

        def is_enough(place: int) -> bool:
            return firsts[place] - over >= begun - self._find_greatest(owner, place + 1)

        place = bisect_right(firsts, over)
        if place < len(firsts) and not is_enough(place):
            place = bisect_left(range(len(firsts)), True, lo=place + 1, key=is_enough)
        after = firsts[place] - over if place < len(firsts) else inf
        return max(0, min(after, begun - self._find_greatest(owner, place)))

    def _find_greatest(self, owner: int, count: int) -> Tick:
        best, holder, rest = self._greatest[count]
        return rest if holder == owner else best
