"""Dates along an axis: at the beginnings of things, as many as fit."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, strategies as st

from korea_events.pictures.date_labels import pick_date_labels

LAST = dt.date.max.toordinal()


def texts(first, last, room):
    window = (dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal() + 1)
    return [text for _, text in pick_date_labels(window, room)]


def test_short_windows_show_days():
    assert texts("2024-03-04", "2024-03-06", 60) == ["2024-03-04", "2024-03-05", "2024-03-06"]


def test_weeks_begin_on_monday():
    assert texts("2024-03-01", "2024-03-31", 60) == ["2024-03-04", "2024-03-11", "2024-03-18", "2024-03-25"]


def test_months_and_quarters():
    assert texts("2024-01-01", "2024-06-30", 60) == [f"2024-0{month}" for month in range(1, 7)]
    assert texts("2023-12-15", "2024-12-31", 60) == [
        "2024-01",
        "2024-03",
        "2024-05",
        "2024-07",
        "2024-09",
        "2024-11",
    ]


def test_years_are_round():
    assert texts("1948-05-01", "2024-12-31", 40) == ["1950", "1975", "2000"]


@given(
    st.tuples(st.integers(1, LAST), st.integers(1, LAST)).filter(lambda ends: ends[0] < ends[1]),
    st.integers(8, 200),
)
def test_all_of_it_fits_and_lies_inside(window, room):
    """Whatever the window: dates in it, in order, and together no wider than the room."""
    found = pick_date_labels(window, room)
    days = [day for day, _ in found]
    assert days == sorted(set(days))
    assert all(window[0] <= day < window[1] for day in days)
    assert sum(len(text) + 2 for _, text in found) <= room
