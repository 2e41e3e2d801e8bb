"""Which months a season, a quarter or a half year has."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from korea_events.temporal.edtf.month_groups import (
    GROUP_FAMILIES,
    MONTH_GROUPS,
    compute_ordinal,
    find_group_days,
    find_month_start,
)


def test_every_group_runs_from_a_first_day_to_the_last_of_a_month():
    """In every year: whole months, as many as the convention says."""
    for year in range(1900, 2101):
        for code, (month, count) in MONTH_GROUPS.items():
            first, last = (dt.date.fromordinal(day) for day in find_group_days(year, code))
            assert (first.year, first.month, first.day) == (year, month, 1)
            assert (last + dt.timedelta(days=1)).day == 1
            assert (last.year - year) * 12 + last.month - month + 1 == count


@pytest.mark.parametrize("family", GROUP_FAMILIES, ids=lambda family: f"{min(family)}-{max(family)}")
def test_a_family_divides_the_year(family):
    """Its groups follow each other without gap or overlap, into the next year's first."""
    days = [find_group_days(year, code) for year in (2022, 2023, 2024) for code in family]
    assert all(last + 1 == first for (_, last), (first, _) in itertools.pairwise(days))


def test_all_codes_but_the_southern_ones():
    """21 to 41 without 29 to 32."""
    assert sorted(MONTH_GROUPS) == [*range(21, 29), *range(33, 42)]


def test_first_days_are_those_of_the_calendar():
    """Also where months count on into the next years."""
    for year in (1, 1899, 1900, 2000, 2023, 9998):
        for month in range(1, 13):
            assert find_month_start(year, month) == compute_ordinal(year, month, 1)
            assert find_month_start(year, month + 12) == compute_ordinal(year + 1, month, 1)
    assert find_month_start(9999, 13) == compute_ordinal(9999, 12, 31) + 1
