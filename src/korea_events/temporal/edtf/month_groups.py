"""Months that EDTF groups under one code: seasons, quarters, four-month and half years.

The text of the standard gives seasons a number and no months, so months come from a named convention: 21–24 are read
by the Korean one, in which spring is March to May; 25–28 are the northern seasons, the same months. Winter carries
the year it begins in: ``2023-24`` runs from December 2023 to the end of February 2024.
"""

from __future__ import annotations

from datetime import date

MonthRun = tuple[int, int]
"""The first month of a group and how many months it has."""

KOREAN_SEASONS: dict[int, MonthRun] = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)}
NORTHERN_SEASONS: dict[int, MonthRun] = {25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)}
SOUTHERN_SEASONS = range(29, 33)  # known, and refused: no report about Korea means them
QUARTERS: dict[int, MonthRun] = {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}
QUADRIMESTERS: dict[int, MonthRun] = {37: (1, 4), 38: (5, 4), 39: (9, 4)}
HALVES: dict[int, MonthRun] = {40: (1, 6), 41: (7, 6)}

GROUP_FAMILIES = (KOREAN_SEASONS, NORTHERN_SEASONS, QUARTERS, QUADRIMESTERS, HALVES)
MONTH_GROUPS: dict[int, MonthRun] = {code: months for some in GROUP_FAMILIES for code, months in some.items()}


def find_code_family(code: int) -> tuple[int, ...]:
    """The codes that divide a year in the same way as ``code`` does, in their order."""
    return next(tuple(family) for family in GROUP_FAMILIES if code in family)


def compute_ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a day of the calendar."""
    return date(year, month, day).toordinal()


def find_month_start(year: int, month: int) -> int:
    """The ordinal of the first day of a month; months count on past 12 into the next years, up to year 10000."""
    if month > 12:
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > 9999:  # one year further than dates go: enough to see that something runs past the end
        return date(9999, month, 1).toordinal() + 365
    return date(year, month, 1).toordinal()


def find_group_days(year: int, code: int) -> tuple[int, int]:
    """The ordinals of the first and the last day of a group of months."""
    month, count = MONTH_GROUPS[code]
    return find_month_start(year, month), find_month_start(year, month + count) - 1
