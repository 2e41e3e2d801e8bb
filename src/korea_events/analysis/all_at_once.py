"""Whether all items were under way at one time, and when that can have been."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import inf

from attrs import frozen

from korea_events.analysis.selection import (
    DayItem,
    FootingName,
    Stretch,
    TimedItems,
    intersect_stretches,
    make_day_range,
    merge_stretches,
    project_items_to_days,
)
from korea_events.answers import DAY_RANGE_COLUMNS, Answer
from korea_events.temporal import SHARES_TIME, Amount, DayRange, Grain, Verdict
from korea_events.temporal.engine import Tick, find_relations


@frozen(repr=False)
class Common(Answer[DayRange]):
    """The answer of :func:`common`: whether all were under way at one time, for how long, and on which days it can be.

    Example:
        >>> len(Common((), (), Verdict.IMPOSSIBLE, Amount(least=0, most=0)))
        0
    """

    verdict: Verdict
    shared: Amount

    _columns = DAY_RANGE_COLUMNS

    @property
    def days(self) -> tuple[DayRange, ...]:
        """The days on which all can have been under way: the rows of the answer."""
        return tuple(self.rows)


def common(
    items: TimedItems, *, footing: FootingName = "any", zone: str | None = None, tolerance: int | None = None
) -> Common:
    """Whether all the items were under way on one and the same day, on how many, and on which that is possible.

    Certain if every two of them certainly share a day, for then all do; possible if there is a day on which each can
    have been under way. A pause makes a common day certain only where no pause can reach. Without any item the answer
    is impossible. Arguments and errors are those of :func:`korea_events.concurrency`.

    Example:
        >>> from korea_events import Span
        >>> found = common([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.parse("2024-03")])
        >>> print(found.verdict, found.shared, *found.days)
        possible 0–1 day 2024-03-13
    """
    day_items = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    rows = day_items.rows
    days: list[Stretch] = [(-inf, inf)] if rows else []
    for row in rows:
        days = intersect_stretches(days, row.possible())
    if not days:
        return Common((), day_items.skipped, Verdict.IMPOSSIBLE, Amount(least=0, most=0))
    least = _count_least_common_days(rows)
    verdict = Verdict.CERTAIN if least or _is_each_pair_certain(rows) else Verdict.POSSIBLE
    most = min([row.hull.length_max for row in rows] + [max(end - start for start, end in days)])
    shared = Amount.of(max(least, int(verdict is Verdict.CERTAIN)), most, Grain.DAY)
    return Common(tuple(map(make_day_range, merge_stretches(days))), day_items.skipped, verdict, shared)


def _count_least_common_days(rows: Sequence[DayItem]) -> Tick:
    """The days that all certainly share: a sound bound, exact where each is one alternative without pauses."""
    if any(row.projected.approximate for row in rows):
        return 0
    if any(row.pauses for row in rows):
        certain: list[Stretch] = [(-inf, inf)]
        for row in rows:
            certain = intersect_stretches(certain, row.certain())
        return sum(end - start for start, end in certain)
    hulls = [row.hull for row in rows]
    # the first end less the last start, whichever two items give them; of one item its own length
    ends = sorted((hull.end_min, index) for index, hull in enumerate(hulls))
    starts = sorted(((hull.start_max, index) for index, hull in enumerate(hulls)), reverse=True)
    apart = min(
        (end - start for end, i in ends[:2] for start, j in starts[:2] if i != j),
        default=inf,
    )
    return max(0, min([apart] + [hull.length_min for hull in hulls]))


def _is_each_pair_certain(rows: Sequence[DayItem]) -> bool:
    """Whether every two certainly share a day, alternative by alternative."""
    return not any(row.pauses for row in rows) and all(
        find_relations(one.projected, other.projected).verdict(SHARES_TIME) is Verdict.CERTAIN
        for one, other in combinations(rows, 2)
    )
