"""Masked digits against every day of whole years, compared as text."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.temporal.edtf.masks import (
    list_day_pieces,
    list_day_runs,
    list_month_pieces,
    list_months,
    list_year_pieces,
    list_years,
    merge_runs,
)

PATTERNS = st.text(st.sampled_from("0123456789XXXXX"), min_size=4, max_size=4)
TWO = st.text(st.sampled_from("0123456789XXXXX"), min_size=2, max_size=2)


@cache
def every_day() -> dict[str, int]:
    """Each day of two centuries as text, with its ordinal."""
    first, last = dt.date(1900, 1, 1).toordinal(), dt.date(2099, 12, 31).toordinal()
    return {dt.date.fromordinal(day).isoformat(): day for day in range(first, last + 1)}


def matching(pattern: str) -> list[int]:
    """The days of two centuries whose text has the pattern's digits wherever it has digits."""
    expression = re.compile(pattern.replace("X", "[0-9]"))
    return [day for text, day in every_day().items() if expression.fullmatch(text)]


def days_of(pattern: str) -> list[int]:
    """The days that the masks of a pattern leave, one by one."""
    year, month, day = pattern.split("-")
    pieces = list_day_pieces(list_years(year), list_months(month), list_day_runs(day), 10**6)
    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(pieces))  # longest runs
    return [each for first, last in pieces for each in range(first, last + 1)]


@settings(max_examples=150)
@given(
    st.sampled_from(["19", "20"]), st.text(st.sampled_from("0123456789XXX"), min_size=2, max_size=2), TWO, TWO
)
def test_days_are_those_whose_text_matches(century, rest, month, day):
    """A masked day is any day of the calendar that is spelt like it, and no other."""
    pattern = f"{century}{rest}-{month}-{day}"
    assert days_of(pattern) == matching(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "1984-06-3X",
        "19XX-02-29",
        "2004-02-3X",
        "2024-XX-31",
        "2024-02-XX",
        "2023-02-2X",
        "20XX-XX-XX",
        "19X1-02-29",
        "2024-1X-X1",
    ],
)
def test_the_awkward_masks(pattern):
    """The masks that parsers get wrong, against every day."""
    assert days_of(pattern) == matching(pattern)


@given(PATTERNS)
def test_years_are_those_whose_text_matches(pattern):
    """A masked year is any year from 0001 to 9999 that is spelt like it."""
    expression = re.compile(pattern.replace("X", "[0-9]"))
    assert list(list_years(pattern)) == [
        year for year in range(1, 10_000) if expression.fullmatch(f"{year:04d}")
    ]


def test_months_are_those_whose_text_matches():
    """All 121 pairs of signs."""
    signs = "0123456789X"
    for pattern in (first + second for first in signs for second in signs):
        expression = re.compile(pattern.replace("X", "[0-9]"))
        assert list_months(pattern) == tuple(
            month for month in range(1, 13) if expression.fullmatch(f"{month:02d}")
        )


@settings(max_examples=40)
@given(PATTERNS, TWO, TWO, st.integers(0, 12))
def test_a_limit_cuts_off_and_changes_nothing_before(year, month, day, limit):
    """Asking for fewer pieces gives the first of them."""
    years, months, runs = list_years(year), list_months(month), list_day_runs(day)
    assert list_day_pieces(years, months, runs, limit) == list_day_pieces(years, months, runs, 10**6)[:limit]
    assert list_month_pieces(years, months, limit) == list_month_pieces(years, months, 10**6)[:limit]
    assert list_year_pieces(years, limit) == list_year_pieces(years, 10**6)[:limit]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)).map(lambda pair: (pair[0], sum(pair)))))
def test_merged_runs_hold_the_same_days(pieces):
    """Joining runs loses no day, adds none, and leaves a gap between any two."""
    pieces.sort()
    runs = merge_runs(pieces)
    days = {day for first, last in pieces for day in range(first, last + 1)}
    assert [day for first, last in runs for day in range(first, last + 1)] == sorted(days)
    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(runs))
