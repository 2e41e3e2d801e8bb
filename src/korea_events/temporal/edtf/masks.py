"""Which years, months and days a date with masked digits may mean.

``X`` stands for one unknown digit and for nothing else: ``1984-1X`` is October to December, ``1984-06-3X`` the 30th
of June, and ``19XX-02-29`` one day in each leap year from 1904 to 1996. Years run from 0001 to 9999.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, product

from korea_events.temporal.edtf.month_groups import find_group_days, find_month_start

Piece = tuple[int, int]
"""The ordinals of a first and a last day."""

_MONTH_NUMBERS = range(1, 13)
_DAY_NUMBERS = range(1, 32)
_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_IN_LEAP_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and is_leap(year) else _DAYS_IN_MONTH[month]


@lru_cache(maxsize=256)
def list_years(pattern: str) -> tuple[int, ...]:
    """The years from 1 to 9999 that four digits or masks may mean, in order; none for ``0000``."""
    if "X" not in pattern:
        year = int(pattern)
        return (year,) if year else ()
    digits = ["0123456789" if character == "X" else character for character in pattern]
    return tuple(year for choice in product(*digits) if (year := int("".join(choice))))


@lru_cache(maxsize=256)  # two characters of eleven: all fit
def list_months(pattern: str) -> tuple[int, ...]:
    """The months, 1 to 12, that two digits or masks may mean."""
    return tuple(month for month in _MONTH_NUMBERS if _match_mask(month, pattern))


@lru_cache(maxsize=256)
def list_day_runs(pattern: str) -> tuple[Piece, ...]:
    """The days of a month that two digits or masks may mean, as runs of days that follow each other."""
    return tuple(merge_runs([(day, day) for day in _DAY_NUMBERS if _match_mask(day, pattern)]))


def _match_mask(number: int, pattern: str) -> bool:
    return all(mask in ("X", digit) for mask, digit in zip(pattern, f"{number:02d}", strict=True))


def _locate_months(year: int) -> tuple[list[int], tuple[int, ...]]:
    """For each month (at its number) the ordinal of the day before it, and how many days it has."""
    lengths = _DAYS_IN_LEAP_MONTH if is_leap(year) else _DAYS_IN_MONTH
    return list(accumulate(lengths[:12], initial=find_month_start(year, 1) - 1)), lengths


def list_year_pieces(years: Sequence[int], limit: int) -> list[Piece]:
    """The days of each year, up to a number of years."""
    return [(find_month_start(year, 1), find_month_start(year, 13) - 1) for year in years[:limit]]


def list_month_pieces(years: Sequence[int], months: Sequence[int], limit: int) -> list[Piece]:
    """The days of each month, up to a number of months."""
    pieces: list[Piece] = []
    for year in years:
        if len(pieces) >= limit:
            break
        before, lengths = _locate_months(year)
        pieces += [(before[month] + 1, before[month] + lengths[month]) for month in months]
    return pieces[:limit]


def list_group_pieces(years: Sequence[int], code: int, limit: int) -> list[Piece]:
    """The days of one group of months in each year, up to a number of years."""
    return [find_group_days(year, code) for year in years[:limit]]


def list_day_pieces(
    years: Sequence[int], months: Sequence[int], runs: Sequence[Piece], limit: int
) -> list[Piece]:
    """The matching days, as runs of days that follow each other across months and years too, up to a number of runs."""
    if len(months) == 12 and runs == ((1, 31),):
        return merge_runs(list_year_pieces(years, len(years)))[:limit]
    pieces: list[Piece] = []
    end = -1
    for year in years:
        if len(pieces) > limit:  # one more than asked for, since the last may still grow
            break
        before, lengths = _locate_months(year)
        for month in months:
            length = lengths[month]
            for low, high in runs:
                if low > length:
                    break
                first, last = before[month] + low, before[month] + (min(length, high))
                if first == end + 1:
                    pieces[-1] = (pieces[-1][0], last)
                else:
                    pieces.append((first, last))
                end = last
    return pieces[:limit]


def merge_runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Runs of days in order, joined where one touches or overlaps the one before."""
    runs: list[Piece] = []
    for low, high in pieces:
        if runs and low <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], high))
        else:
            runs.append((low, high))
    return runs
