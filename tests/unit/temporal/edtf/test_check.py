"""What is legal: the calendar, and the accepted part of EDTF."""

from __future__ import annotations

import calendar
from itertools import product

import pytest

from korea_events.temporal.edtf.check import DateUnit, check_scanned, get_date_unit, is_readable
from korea_events.temporal.edtf.scan import ScannedDate, scan


def codes(text: str) -> list[str]:
    """The codes of all problems."""
    return [problem.code for problem in check_scanned(scan(text))]


def test_plain_days_are_those_of_the_calendar():
    """Every month of four centuries, every number of a day."""
    for year in [*range(1895, 2106), 1600, 4, 9999]:
        for month, day in product(range(14), range(33)):
            exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
            expected = (
                [] if exists else ["edtf-impossible-day" if 1 <= month <= 12 else "edtf-impossible-month"]
            )
            assert codes(f"{year:04d}-{month:02d}-{day:02d}") == expected


def test_every_number_of_a_month():
    """01 to 12 are months, 21 to 28 and 33 to 41 groups of them, 29 to 32 southern, the rest nothing."""
    for number in range(100):
        expected: list[str] = []
        if 29 <= number <= 32:
            expected = ["edtf-season-southern"]
        elif not (1 <= number <= 12 or 21 <= number <= 41):
            expected = ["edtf-impossible-month"]
        assert codes(f"2024-{number:02d}") == expected


@pytest.mark.parametrize(
    "month, day, unit",
    [
        ("", "", DateUnit.YEAR),
        ("03", "", DateUnit.MONTH),
        ("1X", "", DateUnit.MONTH),
        ("XX", "", DateUnit.MONTH),
        ("21", "", DateUnit.GROUP),
        ("41", "", DateUnit.GROUP),
        ("03", "05", DateUnit.DAY),
        ("03", "XX", DateUnit.DAY),
        ("XX", "05", DateUnit.DAY),
        ("XX", "X5", DateUnit.DAY),
    ],
)
@pytest.mark.parametrize("year", ["2024", "20XX"])
def test_the_legal_shapes(year, month, day, unit):
    """Which shapes of month and day go together, whatever the year's is."""
    text = "-".join(part for part in (year, month, day) if part)
    scanned = scan(text)
    assert isinstance(scanned, ScannedDate)
    assert check_scanned(scanned) == []
    assert get_date_unit(scanned) is unit


@pytest.mark.parametrize("month", ["21", "33", "41"])
@pytest.mark.parametrize("day", ["01", "XX"])
def test_groups_of_months_have_no_days(month, day):
    """2024-21-05 is the fifth of nothing."""
    assert codes(f"2024-{month}-{day}") == ["edtf-season-day"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2024-02-30/2024-13", ["edtf-impossible-day", "edtf-impossible-month"]),
        ("20240304/2024-3-5", ["edtf-basic-format", "edtf-digits"]),
        (
            "[2024-02-30,2024-W10-1,2024..2024-03]",
            ["edtf-impossible-day", "edtf-week-date", "edtf-set-range"],
        ),
        ("0000-13", ["edtf-unsupported-year", "edtf-impossible-month"]),
        ("2024-02-30T25:00+99:00", ["edtf-impossible-day", "edtf-impossible-time", "edtf-impossible-offset"]),
    ],
)
def test_all_problems_are_told_at_once(text, expected):
    """Nobody has to come back for the second one."""
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("00:00", []),
        ("23:59:59.999999", []),
        ("24:00", []),
        ("24:00:00.000", []),
        ("24:00:01", ["edtf-impossible-time"]),
        ("24:01", ["edtf-impossible-time"]),
        ("23:60", ["edtf-impossible-time"]),
        ("23:59:60", ["edtf-impossible-time"]),
        ("12:00+14:00", []),
        ("12:00-12:00", []),
        ("12:00+14:01", ["edtf-impossible-offset"]),
        ("12:00+09:60", ["edtf-impossible-offset"]),
        ("12:00-00:00", ["edtf-impossible-offset"]),
        ("12:00-00", ["edtf-impossible-offset"]),
        ("1X:00", ["edtf-masked-time"]),
    ],
)
def test_times_of_day(text, expected):
    """What clocks and offsets can show."""
    assert codes(f"2024-03-07T{text}") == expected


def test_midnight_at_the_end_of_time():
    """The last day's 24:00 would be in the year 10000."""
    assert codes("9999-12-31T24:00") == ["span-out-of-range"]
    assert codes("2024-02-30T24:00") == ["edtf-impossible-day"]


def test_readable_texts_are_those_without_problems():
    """Ends may still contradict each other; parts without a shape are not."""
    assert is_readable("2024-03-04/2024-03-14")
    assert is_readable("2024-03-14/2024-03-04")
    assert is_readable("[2024,2025]")
    assert not is_readable("2024-02-30")
    assert not is_readable("2024-03-04/x")
    assert not is_readable("[2024,x]")
    assert not is_readable("[..x]")
