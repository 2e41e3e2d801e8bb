"""Whether all items were under way at one time, and when that can have been."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Unpack

from attrs import frozen

from korea_events.analysis.selection import DayItem, DayOptions, TimedItems, project_items_to_days
from korea_events.answers import DAY_RANGE_COLUMNS, Answer, SkipReason
from korea_events.temporal import Amount, DayRange, Grain, Verdict
from korea_events.temporal.engine import (
    Stretches,
    Tick,
    as_day_range,
    count_ticks,
    intersect_all,
    judge_common,
)


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


def common(items: TimedItems, **options: Unpack[DayOptions]) -> Common:
    """Whether all the items were under way on one and the same day, on how many such days, and which days these can be.

    Certain if they were, whatever their exact dates; possible if there is a day on which each can have been under way.
    Every item counts: one that was called off makes the answer impossible, and one without dates (or only announced,
    for ``footing="held"``) possible at most. Without any item the answer is impossible. Arguments and errors are those
    of :func:`korea_events.concurrency`.

    Example:
        >>> from korea_events import Span
        >>> found = common([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.parse("2024-03")])
        >>> print(found.verdict, found.shared, *found.days)
        possible 0–1 day 2024-03-13
    """
    day_items = project_items_to_days(items, **options)
    rows = day_items.rows
    days: Stretches = intersect_all(row.possible() for row in rows) if rows else ()
    left_out = {one.reason for one in day_items.skipped}
    if not days or left_out - {SkipReason.NO_DATE, SkipReason.ANNOUNCED}:
        return Common((), day_items.skipped, Verdict.IMPOSSIBLE, Amount(least=0, most=0))
    verdict = judge_common([row.active_time for row in rows])
    least = _count_least_common_days(rows)
    if left_out:  # of one of them nobody says when it was
        verdict, least = min(verdict, Verdict.POSSIBLE), 0
    # what has neither pauses nor occurrences shares one stretch of days
    whole = all(row.active is None for row in rows)
    room = max(end - start for start, end in days) if whole else count_ticks(days)
    most = min([row.most() for row in rows] + [room])
    shared = Amount.of(max(least, int(verdict is Verdict.CERTAIN)), most, Grain.DAY)
    return Common(tuple(map(as_day_range, days)), day_items.skipped, verdict, shared)


def _count_least_common_days(rows: Sequence[DayItem]) -> Tick:
    """The days that all certainly share: a sound bound, exact where each is one stretch of known bounds."""
    if not all(row.simple for row in rows):
        return count_ticks(intersect_all(row.certain() for row in rows))
    hulls = [row.hull for row in rows]
    # the first end less the last start, whichever two items give them; of one item its own length
    ends = sorted((hull.end_min, index) for index, hull in enumerate(hulls))
    starts = sorted(((hull.start_max, index) for index, hull in enumerate(hulls)), reverse=True)
    apart = min((end - start for end, i in ends[:2] for start, j in starts[:2] if i != j), default=inf)
    return max(0, min([apart] + [hull.length_min for hull in hulls]))
