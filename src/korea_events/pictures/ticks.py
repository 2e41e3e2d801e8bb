"""Dates along an axis of text: as many as there is room for, at the beginnings of years, months, weeks or days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

_MONTHS_OF_YEAR: Final = 12


def ticks(window: tuple[int, int], room: int) -> list[tuple[int, str]]:
    """Day numbers in a window with what to write there, so that all of it fits into ``room`` columns.

    Example:
        >>> first = dt.date(2024, 3, 1).toordinal()
        >>> [text for _, text in ticks((first, first + 31), 60)]
        ['2024-03-04', '2024-03-11', '2024-03-18', '2024-03-25']
        >>> [text for _, text in ticks((first, first + 2000), 40)]
        ['2025', '2026', '2027', '2028', '2029']
    """
    start, end = window
    for begin, letters in _STEPS:
        most = room // (letters + 2)
        found: list[tuple[int, str]] = []
        for day in begin(start, end):
            found.append((day, dt.date.fromordinal(day).isoformat()[:letters]))
            if len(found) > most:
                break
        if len(found) <= most:
            return found
    return []


def _every_day(step: int, start_on: int) -> Callable[[int, int], Iterator[int]]:
    def days(start: int, end: int) -> Iterator[int]:
        yield from range(start + (start_on - start) % step, end, step)

    return days


def _every_month(step: int) -> Callable[[int, int], Iterator[int]]:
    def days(start: int, end: int) -> Iterator[int]:
        first = dt.date.fromordinal(start)
        months = first.year * _MONTHS_OF_YEAR + first.month - 1 + (first.day > 1)
        months += -months % step
        while months < (dt.MAXYEAR + 1) * _MONTHS_OF_YEAR:
            year, month = divmod(months, _MONTHS_OF_YEAR)
            day = dt.date(year, month + 1, 1).toordinal()
            if day >= end:
                return
            yield day
            months += step

    return days


_MONDAY: Final = 1  # the first day of the year 1 was one
_STEPS: Final = (
    (_every_day(1, 0), 10),
    (_every_day(2, 0), 10),
    (_every_day(7, _MONDAY), 10),
    (_every_day(14, _MONDAY), 10),
    *((_every_month(months), 7) for months in (1, 2, 3, 6)),
    *((_every_month(_MONTHS_OF_YEAR * years), 4) for years in (1, 2, 5, 10, 25, 50, 100, 500, 1000)),
)
