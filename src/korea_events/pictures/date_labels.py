"""Dates along an axis of text: as many as fit, at starts of years, months, weeks or days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import ceil
from typing import Final

_MONTHS_PER_YEAR: Final = 12
_HOUR_COLUMNS: Final = 7
_DATE_COLUMNS: Final = 11


def pick_date_labels(
    window: tuple[float, float], room: int, *, hourly: bool = False
) -> list[tuple[float, str]]:
    """Day numbers in a window with their labels, which fit into ``room`` columns; ``hourly``, times of day.

    Example:
        >>> first = dt.date(2024, 3, 1).toordinal()
        >>> [text for _, text in pick_date_labels((first, first + 31), 60)]
        ['2024-03-04', '2024-03-11', '2024-03-18', '2024-03-25']
        >>> [text for _, text in pick_date_labels((first, first + 2000), 40)]
        ['2025', '2026', '2027', '2028', '2029']
    """
    if hourly:
        return _pick_hour_labels(window, room)
    start, end = ceil(window[0]), ceil(window[1])
    for begin, letters in _LABEL_STEPS:
        most = room // (letters + 2)
        days = list(islice(begin(start, end), most + 1))
        if len(days) <= most:
            return [(day, dt.date.fromordinal(day).isoformat()[:letters]) for day in days]
    return []


def _pick_hour_labels(window: tuple[float, float], room: int) -> list[tuple[float, str]]:
    """Full hours, as many as fit; the first label, and every midnight, has the date."""
    first, end = (ceil(round(tick * 24, 6)) for tick in window)
    for step in (1, 2, 3, 6, 12, 24):
        hours = range(first + -first % step, end, step)
        if len(hours) * _HOUR_COLUMNS + _DATE_COLUMNS * (len(hours) * step // 24 + 1) <= room or step == 24:
            return [(hour / 24, _label_hour(hour, dated=hour == hours[0])) for hour in hours]
    return []


def _label_hour(hour: int, *, dated: bool) -> str:
    day, time = dt.date.fromordinal(hour // 24).isoformat(), f"{hour % 24:02}:00"
    return f"{day} {time}" if dated else time if hour % 24 else day


def _make_day_steps(step: int, start_on: int) -> Callable[[int, int], Iterable[int]]:
    return lambda start, end: range(start + (start_on - start) % step, end, step)


def _make_month_steps(step: int) -> Callable[[int, int], Iterable[int]]:
    def days(start: int, end: int) -> Iterator[int]:
        first = dt.date.fromordinal(start)
        months = first.year * _MONTHS_PER_YEAR + first.month - 1 + (first.day > 1)
        for number in range(months + -months % step, (dt.MAXYEAR + 1) * _MONTHS_PER_YEAR, step):
            year, month = divmod(number, _MONTHS_PER_YEAR)
            day = dt.date(year, month + 1, 1).toordinal()
            if day >= end:
                return
            yield day

    return days


# The first day of the year 1 was a Monday.
_MONDAY: Final = 1
_LABEL_STEPS: Final = (
    (_make_day_steps(1, 0), 10),
    (_make_day_steps(2, 0), 10),
    (_make_day_steps(7, _MONDAY), 10),
    (_make_day_steps(14, _MONDAY), 10),
    *((_make_month_steps(months), 7) for months in (1, 2, 3, 6)),
    *((_make_month_steps(_MONTHS_PER_YEAR * years), 4) for years in (1, 2, 5, 10, 25, 50, 100, 500, 1000)),
)
