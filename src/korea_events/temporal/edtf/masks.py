"""Which years, months and days a date with masked digits may mean.

``X`` stands for one unknown digit and for nothing else: ``1984-1X`` is October to December, ``1984-06-3X`` the 30th
of June, and ``19XX-02-29`` one day in each leap year from 1904 to 1996. Years run from 0001 to 9999.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from korea_events.temporal.edtf.groups import first_day, group_days

Piece = tuple[int, int]
"""The ordinals of a first and a last day."""

_MONTHS = range(1, 13)
_DAYS = range(1, 32)
_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and is_leap(year) else _DAYS_IN_MONTH[month]


@lru_cache(maxsize=256)
def years_of(pattern: str) -> tuple[int, ...]:
    """The years from 1 to 9999 that four digits or masks may mean, in order; none for ``0000``."""
    if "X" not in pattern:
        year = int(pattern)
        return (year,) if year else ()
    digits = ["0123456789" if sign == "X" else sign for sign in pattern]
    years = (int("".join(signs)) for signs in product(*digits))
    return tuple(year for year in years if year)


@lru_cache(maxsize=256)  # two signs of eleven, so that all of them stay
def months_of(pattern: str) -> tuple[int, ...]:
    """The months, 1 to 12, that two digits or masks may mean."""
    return tuple(month for month in _MONTHS if _fits(month, pattern))


@lru_cache(maxsize=256)
def day_runs_of(pattern: str) -> tuple[Piece, ...]:
    """The days of a month that two digits or masks may mean, as runs of days that follow each other."""
    runs: list[Piece] = []
    for day in _DAYS:
        if not _fits(day, pattern):
            continue
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)


def _fits(number: int, pattern: str) -> bool:
    return all(mask in ("X", digit) for mask, digit in zip(pattern, f"{number:02d}", strict=True))


def year_pieces(years: Sequence[int]) -> Iterator[Piece]:
    """The days of each year."""
    for year in years:
        yield first_day(year, 1), first_day(year, 13) - 1


def month_pieces(years: Sequence[int], months: Sequence[int]) -> Iterator[Piece]:
    """The days of each month."""
    for year in years:
        for month in months:
            first = first_day(year, month)
            yield first, first + days_in_month(year, month) - 1


def group_pieces(years: Sequence[int], code: int) -> Iterator[Piece]:
    """The days of one group of months in each year."""
    for year in years:
        yield group_days(year, code)


def day_pieces(years: Sequence[int], months: Sequence[int], runs: Sequence[Piece]) -> Iterator[Piece]:
    """The matching days, as runs of days that follow each other across months and years too."""
    if len(months) == 12 and runs == ((1, 31),):
        found = year_pieces(years)
    else:
        found = (
            (first + low - 1, first + min(high, length) - 1)
            for year in years
            for month in months
            for first, length in [(first_day(year, month), days_in_month(year, month))]
            for low, high in runs
            if low <= length
        )
    return merged(found)


def merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Runs of days in order, joined where one touches or overlaps the one before."""
    current = next(pieces, None)
    if current is None:
        return
    first, last = current
    for low, high in pieces:
        if low <= last + 1:
            last = max(last, high)
        else:
            yield first, last
            first, last = low, high
    yield first, last
