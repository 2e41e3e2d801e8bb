"""Dates along an axis of text: as many as fit, at starts of years, months, weeks or days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

_MONTHS_PER_YEAR: Final = 12


def pick_date_labels(window: tuple[int, int], room: int) -> list[tuple[int, str]]:
    """Day numbers in a window with their labels, which fit into ``room`` columns.

    Example:
        >>> first = dt.date(2024, 3, 1).toordinal()
        >>> [text for _, text in pick_date_labels((first, first + 31), 60)]
        ['2024-03-04', '2024-03-11', '2024-03-18', '2024-03-25']
        >>> [text for _, text in pick_date_labels((first, first + 2000), 40)]
        ['2025', '2026', '2027', '2028', '2029']
    """
    start, end = window
    for begin, letters in _LABEL_STEPS:
        most = room // (letters + 2)
        labels: list[tuple[int, str]] = []
        for day in begin(start, end):
            labels.append((day, dt.date.fromordinal(day).isoformat()[:letters]))
            if len(labels) > most:
                break
        if len(labels) <= most:
            return labels
    return []


def _make_day_steps(step: int, start_on: int) -> Callable[[int, int], Iterator[int]]:
    def days(start: int, end: int) -> Iterator[int]:
        yield from range(start + (start_on - start) % step, end, step)

    return days


def _make_month_steps(step: int) -> Callable[[int, int], Iterator[int]]:
    def days(start: int, end: int) -> Iterator[int]:
        first = dt.date.fromordinal(start)
        months = first.year * _MONTHS_PER_YEAR + first.month - 1 + (first.day > 1)
        months += -months % step
        while months < (dt.MAXYEAR + 1) * _MONTHS_PER_YEAR:
            year, month = divmod(months, _MONTHS_PER_YEAR)
            day = dt.date(year, month + 1, 1).toordinal()
            if day >= end:
                return
            yield day
            months += step

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
