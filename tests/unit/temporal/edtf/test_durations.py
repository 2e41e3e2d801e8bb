"""Stated lengths as ticks."""

# ruff: noqa: RUF001  (look-alike signs are what is tested here)

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from korea_events.errors import SpanError
from korea_events.temporal.bounds import Grain
from korea_events.temporal.edtf import parse_duration

HOUR = 3_600_000_000


@pytest.mark.parametrize(
    "text, grain, expected",
    [
        ("P1D", "day", (1, 1)),
        ("P11D", "day", (11, 11)),
        ("P2W", "day", (14, 14)),
        ("P9D/P11D", "day", (9, 11)),
        ("P1W/P8D", "day", (7, 8)),
        ("PT6H", "instant", (6 * HOUR, 6 * HOUR)),
        ("PT1H30M", "instant", (3 * HOUR // 2, 3 * HOUR // 2)),
        ("PT0.000001S/PT1S", "instant", (1, 1_000_000)),
    ],
)
def test_lengths(text, grain, expected):
    """Days count inclusively, weeks have seven of them; hours are elapsed time."""
    assert parse_duration(text, Grain(grain)) == expected


@pytest.mark.parametrize(
    "text, grain, code",
    [
        ("P1M", "day", "span-duration-calendar"),
        ("P1Y", "day", "span-duration-calendar"),
        ("P1Y2M10D", "day", "span-duration-calendar"),
        ("PT6H", "day", "span-duration-grain"),
        ("P1D", "instant", "span-duration-grain"),
        ("P0D", "day", "span-duration"),
        ("PT0S", "instant", "span-duration"),
        ("P", "day", "span-duration"),
        ("", "day", "span-duration"),
        ("11 days", "day", "span-duration"),
        ("P11", "day", "span-duration"),
        ("-P1D", "day", "span-duration"),
        ("p1d", "day", "span-duration"),
        ("P1.5D", "day", "span-duration"),
        ("P１D", "day", "span-duration"),
        ("P1DT6H", "day", "span-duration"),
        ("P1D/P2D/P3D", "day", "span-duration"),
        ("P3D/P2D", "day", "span-duration-reversed"),
        ("P99999999D", "day", "span-duration"),
        ("P" + "9" * 5000 + "D", "day", "span-duration"),
    ],
)
def test_refused_lengths(text, grain, code):
    """Whatever has no fixed number of ticks on its axis is refused."""
    with pytest.raises(SpanError) as caught:
        parse_duration(text, Grain(grain))
    assert [problem.code for problem in caught.value.problems] == [code]


@given(st.text(st.sampled_from("P0123456789DWTHMSY/."), max_size=12), st.sampled_from(Grain))
def test_a_length_is_positive_or_refused(text, grain):
    """No text gives an empty or a reversed range."""
    try:
        least, most = parse_duration(text, grain)
    except SpanError:
        return
    assert 1 <= least <= most
