"""How many events there were in each month or year, as far as uncertain dates say."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from math import isinf
from typing import ClassVar, Literal

from attrs import frozen

from korea_events.analysis.selection import (
    DayItem,
    FootingName,
    TimedItems,
    project_items_to_days,
)
from korea_events.answers import Answer
from korea_events.errors import QuestionError
from korea_events.temporal import DayRange
from korea_events.temporal.engine import (
    Stretches,
    Tick,
    Tolerance,
    as_day_range,
    merge_stretches,
    quote_value,
)


@frozen
class PeriodCount:
    """How many events began in a month or a year: at least and at most.

    Example:
        >>> march = PeriodCount("2024-03", DayRange("2024-03-01", "2024-03-31"), least=2, most=3)
        >>> print(march)
        2024-03: 2–3
    """

    period: str
    """The month or year as ISO text: ``2024-03``, ``2024``."""
    days: DayRange
    least: int
    most: int

    @property
    def exact(self) -> bool:
        """Whether least and most are the same."""
        return self.least == self.most

    def __str__(self) -> str:
        return f"{self.period}: {self.least}" + ("" if self.exact else f"–{self.most}")


@frozen(repr=False)
class PeriodCounts(Answer[PeriodCount]):
    """The answer of :func:`count_by`: a row for each month or year.

    Example:
        >>> print(PeriodCounts((PeriodCount("2024", DayRange("2024-01-01", "2024-12-31"), least=2, most=3),), ()))
        period  least  most
        2024    2      3
    """

    _columns: ClassVar = {"period": str, "least": int, "most": int}


def count_by(
    items: TimedItems,
    period: Literal["month", "year"],
    *,
    footing: FootingName = "any",
    zone: str | None = None,
    tolerance: Tolerance = None,
) -> PeriodCounts:
    """How many items began in each month or year: those that certainly did, and those that may have.

    Each item begins once, so the least of all periods together are at most the number of items. The rows are the
    periods from the first to the last known bound of a start, without a gap; an item whose start is bounded on one
    side only may also have begun before or after these periods. The other arguments and errors are those of
    :func:`korea_events.concurrency`.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        period: ``month`` or ``year``.
        footing: ``held`` leaves out what is only announced.
        zone: whose days.
        tolerance: as in :func:`korea_events.relate`.

    Raises:
        QuestionError: ``question-period`` for another period.

    Example:
        >>> from korea_events import Span
        >>> vague = Span.bounded(earliest_start="2024-02-20", latest_start="2024-03-05")
        >>> drills = [Span.of("2024-02-28", "2024-03-14"), Span.on("2024-03-13"), vague]
        >>> print(count_by(drills, "month"))
        period   least  most
        2024-02  1      2
        2024-03  1      2
    """
    if period not in ("month", "year"):
        raise QuestionError.of(
            "question-period", f"period must be 'month' or 'year', not {quote_value(period)}"
        )
    day_items = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    rows = day_items.rows
    known = [
        tick
        for row in rows
        for bounds in row.projected.alternatives
        for tick in (bounds.start_min, bounds.start_max)
        if not isinf(tick)
    ]
    if not known:
        return PeriodCounts((), day_items.skipped)
    first, last = min(known), max(known)
    periods: list[tuple[int, int]] = []
    day = dt.date.fromordinal(int(first)).replace(day=1)
    if period == "year":
        day = day.replace(month=1)
    while day.toordinal() <= last:
        following = _find_period_end(day, period)
        periods.append((day.toordinal(), following))
        if following > dt.date.max.toordinal():
            break
        day = dt.date.fromordinal(following)
    starts = [start for start, _ in periods]
    least, most = [0] * len(periods), [0] * len(periods)
    for row in rows:
        touched = _find_touched_periods(row, starts, periods[-1][1])
        for index in touched:
            most[index] += 1
        if len(touched) == 1 and _is_certainly_in_period(row, periods[touched[0]]):
            least[touched[0]] += 1
    counts = tuple(
        PeriodCount(
            dt.date.fromordinal(start).isoformat()[: 7 if period == "month" else 4],
            as_day_range((start, end)),
            least[index],
            most[index],
        )
        for index, (start, end) in enumerate(periods)
    )
    return PeriodCounts(counts, day_items.skipped)


def _find_period_end(day: dt.date, period: str) -> int:
    """The ordinal of the day after a period that begins on a day."""
    beyond = day.toordinal() + (366 if period == "year" else 31)
    if beyond > dt.date.max.toordinal():
        return dt.date.max.toordinal() + 1
    later = dt.date.fromordinal(beyond)
    first = later.replace(day=1) if period == "month" else later.replace(month=1, day=1)
    return first.toordinal()


def _list_start_days(row: DayItem) -> Stretches:
    """The days on which an item can have begun."""
    return merge_stretches((bounds.start_min, bounds.start_max + 1) for bounds in row.projected.alternatives)


def _find_touched_periods(row: DayItem, starts: list[int], last_end: int) -> list[int]:
    """The periods in which an item can have begun."""
    found: dict[int, None] = {}
    for begin, end in _list_start_days(row):
        if end <= starts[0] or begin >= last_end:
            continue
        low = max(0, bisect_right(starts, begin) - 1)
        found |= dict.fromkeys(range(low, bisect_left(starts, end)))
    return list(found)


def _is_certainly_in_period(row: DayItem, period: tuple[Tick, Tick]) -> bool:
    return not row.doubtful and all(
        period[0] <= bounds.start_min and bounds.start_max < period[1] for bounds in row.projected.freed
    )
