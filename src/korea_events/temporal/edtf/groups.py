"""Months that EDTF groups under one code: seasons, quarters, four-month and half years.

The text of the standard gives seasons a number and no months, so months come from a named convention: 21–24 are read
by the Korean one, in which spring is March to May; 25–28 are the northern seasons, the same months. Winter carries
the year it begins in: ``2023-24`` runs from December 2023 to the end of February 2024.
"""

from __future__ import annotations

from datetime import date

Months = tuple[int, int]
"""The first month of a group and how many months it has."""

KOREAN_SEASONS: dict[int, Months] = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)}
NORTHERN_SEASONS: dict[int, Months] = {25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)}
SOUTHERN_SEASONS = range(29, 33)  # known, and refused: no report about Korea means them
QUARTERS: dict[int, Months] = {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}
THIRDS: dict[int, Months] = {37: (1, 4), 38: (5, 4), 39: (9, 4)}
HALVES: dict[int, Months] = {40: (1, 6), 41: (7, 6)}

FAMILIES = (KOREAN_SEASONS, NORTHERN_SEASONS, QUARTERS, THIRDS, HALVES)
GROUPS: dict[int, Months] = {code: months for family in FAMILIES for code, months in family.items()}


def family_of(code: int) -> tuple[int, ...]:
    """The codes that divide a year in the same way as ``code`` does, in their order."""
    return next(tuple(family) for family in FAMILIES if code in family)


def ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a day of the calendar."""
    return date(year, month, day).toordinal()


def first_day(year: int, month: int) -> int:
    """The ordinal of the first day of a month; months count on past 12 into the next years, up to year 10000."""
    if month > 12:
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > 9999:  # one year further than dates go: enough to see that something runs past the end
        return date(9999, month, 1).toordinal() + 365
    return date(year, month, 1).toordinal()


def group_days(year: int, code: int) -> tuple[int, int]:
    """The ordinals of the first and the last day of a group of months."""
    month, count = GROUPS[code]
    return first_day(year, month), first_day(year, month + count) - 1
