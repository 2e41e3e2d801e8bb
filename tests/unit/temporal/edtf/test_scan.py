"""The shape of texts: what scan makes of them, sensible or not."""

# ruff: noqa: RUF001  (look-alike signs are what is tested here)

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from korea_events.temporal.edtf.scan import (
    APPROXIMATE,
    UNCERTAIN,
    EndKind,
    ScannedDate,
    ScannedInterval,
    ScannedMember,
    ScannedSet,
    ScannedTime,
    Unreadable,
    scan,
)

NONE = (0, 0, 0)
BOTH = UNCERTAIN | APPROXIMATE


@pytest.mark.parametrize(
    "text, parts",
    [
        ("2024", ("2024", "", "")),
        ("2024-03", ("2024", "03", "")),
        ("2024-03-05", ("2024", "03", "05")),
        ("2024-13", ("2024", "13", "")),  # nonsense has a shape too
        ("9999-99-99", ("9999", "99", "99")),
        ("X0X0-1X-X1", ("X0X0", "1X", "X1")),
    ],
)
def test_components(text, parts):
    """Four digits or masks, then perhaps two and two."""
    assert scan(text) == ScannedDate(*parts, NONE)


@pytest.mark.parametrize(
    "text, doubts",
    [
        ("2004-06-11?", (UNCERTAIN, UNCERTAIN, UNCERTAIN)),
        ("2004-06~-11", (APPROXIMATE, APPROXIMATE, 0)),
        ("2004%-06-11", (BOTH, 0, 0)),
        ("?2004-06-11", (UNCERTAIN, 0, 0)),
        ("2004-?06-~11", (0, UNCERTAIN, APPROXIMATE)),
        ("2004?-06~-11", (BOTH, APPROXIMATE, 0)),
        ("~2004?", (BOTH, 0, 0)),
        ("2004-06-%11", (0, 0, BOTH)),
    ],
)
def test_a_mark_on_the_right_reaches_left_and_one_on_the_left_stays(text, doubts):
    """The two ways the standard has of saying what is in doubt."""
    scanned = scan(text)
    assert isinstance(scanned, ScannedDate)
    used = len(text.replace("?", "").replace("~", "").replace("%", "").split("-"))
    assert scanned.doubts[:used] == doubts[:used]


@pytest.mark.parametrize(
    "text, time",
    [
        ("2024-03-07T11:00", ("11", "00", "", "", "")),
        ("2024-03-07T11:00:30", ("11", "00", "30", "", "")),
        ("2024-03-07T11:00:30.125Z", ("11", "00", "30", "125", "Z")),
        ("2024-03-07T11:00+09", ("11", "00", "", "", "+09")),
        ("2024-03-07T99:99-08:30", ("99", "99", "", "", "-08:30")),
    ],
)
def test_times(text, time):
    """Hours and minutes, then perhaps seconds, a fraction and an offset."""
    assert scan(text) == ScannedDate("2024", "03", "07", NONE, ScannedTime(*time))


def test_intervals_tell_unknown_from_open():
    """An empty end is unknown, two dots are open."""
    day = ScannedDate("2024", "03", "04", NONE)
    assert scan("2024-03-04/") == ScannedInterval(day, EndKind.UNKNOWN)
    assert scan("2024-03-04/..") == ScannedInterval(day, EndKind.OPEN)
    assert scan("/2024-03-04") == ScannedInterval(EndKind.UNKNOWN, day)
    assert scan("../2024-03-04") == ScannedInterval(EndKind.OPEN, day)
    assert scan("2024-03-04/x") == ScannedInterval(day, Unreadable("x"))


def test_sets():
    """Members and ranges; a missing end of a range is None."""
    first, last = ScannedDate("2022", "", "", NONE), ScannedDate("2024", "", "", NONE)
    assert scan("[2022, 2024]") == ScannedSet(
        (ScannedMember(first, first, is_range=False), ScannedMember(last, last, is_range=False))
    )
    assert scan("[2022..2024]") == ScannedSet((ScannedMember(first, last, is_range=True),))
    assert scan("[..2022,2024..]") == ScannedSet(
        (ScannedMember(None, first, is_range=True), ScannedMember(last, None, is_range=True))
    )
    assert scan("[]") == Unreadable("[]")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "24",
        "2024-3",
        "2024-",
        "2024-03-5",
        "20245",
        "-2024",
        "2024/1/1",
        "2024T11:00",
        "２０２４",
        "2024--03",
        "2024-03-04-05",
    ],
)
def test_other_shapes_are_unreadable(text):
    """And hold the text they came from."""
    assert scan(text) == Unreadable(text)


@given(st.text(max_size=60))
def test_scan_takes_any_text(text):
    """Every text has a shape, if only that of being unreadable."""
    assert scan(text) is not None
