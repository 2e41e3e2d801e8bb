"""What a date may mean: its years, months, seasons or days, one by one as far as they can be kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from korea_events.errors import SpanError
from korea_events.temporal.civil import LAST_DAY
from korea_events.temporal.edtf.check import DateUnit, get_date_unit
from korea_events.temporal.edtf.masks import (
    Piece,
    days_in_month,
    list_day_pieces,
    list_day_runs,
    list_group_pieces,
    list_month_pieces,
    list_months,
    list_year_pieces,
    list_years,
)
from korea_events.temporal.edtf.month_groups import compute_ordinal, find_code_family, find_group_days
from korea_events.temporal.edtf.normal_form import format_scanned_date
from korea_events.temporal.edtf.scan import ScannedDate

MAX_ALTERNATIVES = 1000
"""Above this many alternatives the hull stands for all of them.

Enough for every year of a masked millennium or every month of eighty years, more than reports need, and few enough that
comparing two such spans pair by pair takes seconds, not hours.
"""


def may_be_many(text: str) -> bool:
    """Whether a text might have more than some dozens of alternatives: long sets, ranges, masked years, masked ends.

    Example:
        >>> may_be_many("2024-XX-31"), may_be_many("[2024-03-06,2024-03-13]"), may_be_many("19XX-XX")
        (False, False, True)
    """
    if "X" in text and ("X" in text[:4] or "/" in text or "[" in text):
        return True
    return "[" in text and (len(text) > 64 or ".." in text)


class Candidates(NamedTuple):
    """What a single date may mean: pieces in order, and whether they are runs of single days or whole spans of days.

    When there are too many, ``pieces`` holds only the first and the last of them, ``exact`` is False, and ``least`` and
    ``most`` bound the lengths of all of them; otherwise those two have no meaning.
    """

    pieces: list[Piece]
    single_days: bool
    exact: bool
    least: int
    most: int


def list_candidates(date: ScannedDate, limit: int = MAX_ALTERNATIVES) -> Candidates:
    """The pieces of a legal date without a time of day, if there are at most ``limit``."""
    if (day := get_plain_day(date)) is not None:
        return Candidates([(day, day)], True, True, 1, 1)
    unit = get_date_unit(date)
    years = list_years(date.year)
    pieces = _list_pieces(date, unit, years, limit + 1)
    if len(pieces) <= limit:
        return Candidates(pieces, unit is DateUnit.DAY, True, 1, 1)
    is_day = unit is DateUnit.DAY
    final = _find_last_day(date, years) if is_day else _list_pieces(date, unit, years[-1:], 12)[-1]
    least, most = bound_day_lengths(date, unit)
    return Candidates([pieces[0], final], single_days=is_day, exact=False, least=least, most=most)


def get_plain_day(date: ScannedDate) -> int | None:
    """The one day that a date without masks and without a time of day names."""
    year, month, day, _, time = date
    if not day or time is not None or "X" in year + month + day:
        return None
    return compute_ordinal(int(year), int(month), int(day))


def list_candidates_between(first: ScannedDate, last: ScannedDate, unit: DateUnit, limit: int) -> Candidates:
    """The pieces from one plain date to another of the same unit, both included, if there are at most ``limit``."""
    if unit is DateUnit.DAY:
        run = list_candidates(first).pieces[0][0], list_candidates(last).pieces[0][0]
        return Candidates([run], single_days=True, exact=True, least=1, most=1)
    pieces = _list_range_pieces(first, last, unit, limit + 1)
    exact = len(pieces) <= limit
    if not exact:
        pieces = [pieces[0], list_candidates(last).pieces[0]]
    lengths = [bound_day_lengths(first._replace(month=step), unit) for step in list_year_steps(first, unit)]
    least, most = min(least for least, _ in lengths), max(most for _, most in lengths)
    return Candidates(pieces, single_days=False, exact=exact, least=least, most=most)


def bound_day_lengths(date: ScannedDate, unit: DateUnit) -> tuple[int, int]:
    """The least and the most days of what a date may name, whatever its year."""
    if unit is DateUnit.DAY:
        return 1, 1
    if unit is DateUnit.YEAR:
        return 365, 366
    if unit is DateUnit.MONTH:
        lengths = [days_in_month(year, month) for year in (2023, 2024) for month in list_months(date.month)]
    else:
        # among these years are a winter of either length, and a first quarter of either length
        days = [find_group_days(year, int(date.month)) for year in (2022, 2023, 2024)]
        lengths = [last - first + 1 for first, last in days]
    return min(lengths), max(lengths)


def _list_pieces(date: ScannedDate, unit: DateUnit, years: Sequence[int], limit: int) -> list[Piece]:
    if unit is DateUnit.DAY:
        return list_day_pieces(years, list_months(date.month), list_day_runs(date.day), limit)
    if unit is DateUnit.MONTH:
        return list_month_pieces(years, list_months(date.month), limit)
    if unit is DateUnit.YEAR:
        return list_year_pieces(years, limit)
    pieces = list_group_pieces(years, int(date.month), limit)
    if pieces[-1][1] > LAST_DAY:
        raise SpanError.of("span-out-of-range", f"{format_scanned_date(date)} runs past 9999-12-31")
    return pieces


def _find_last_day(date: ScannedDate, years: Sequence[int]) -> Piece:
    months, runs = list_months(date.month), list_day_runs(date.day)
    day = next(
        found[-1][1] for year in reversed(years) if (found := list_day_pieces((year,), months, runs, 400))
    )
    return day, day


def list_year_steps(date: ScannedDate, unit: DateUnit) -> tuple[str, ...]:
    """The months, or the groups of months, that divide a year as a date's own does; one empty step for years."""
    if unit is DateUnit.YEAR:
        return ("",)
    if unit is DateUnit.MONTH:
        return tuple(f"{month:02d}" for month in range(1, 13))
    return tuple(map(str, find_code_family(int(date.month))))


def _list_range_pieces(first: ScannedDate, last: ScannedDate, unit: DateUnit, limit: int) -> list[Piece]:
    steps = list_year_steps(first, unit)
    found: list[Piece] = []
    for year in range(int(first.year), int(last.year) + 1):
        if len(found) >= limit:
            break
        for step in steps:
            date = ScannedDate(f"{year:04d}", step, "", (0, 0, 0))
            if first[:2] <= date[:2] <= last[:2]:
                found += _list_pieces(date, unit, (year,), 1)
    return found[:limit]
