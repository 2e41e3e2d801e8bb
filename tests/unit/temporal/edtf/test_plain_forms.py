"""The short way for plain forms comes to the same as scan, check and build."""

# ruff: noqa: RUF001  (look-alike signs are what is tested here)

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.errors import SpanError
from korea_events.temporal.bounds import Reading
from korea_events.temporal.edtf.parser import parse_stepwise
from korea_events.temporal.edtf.plain_forms import parse_plain
from tests.edtf_texts import ANYTHING, PLAIN, dates, intervals, sets

READINGS = st.sampled_from(Reading)
OFTEN_PLAIN = st.one_of(
    PLAIN,
    dates(groups=True, masks=False),
    dates(marks=False),
    intervals(PLAIN),
    intervals(dates(masks=False)),
    sets(PLAIN, PLAIN),
)


@settings(max_examples=300)
@given(OFTEN_PLAIN | ANYTHING, READINGS)
def test_both_ways_agree(text, reading):
    """What the short way answers is what the long way answers; what it leaves alone may be anything."""
    quick = parse_plain(text, reading)
    if quick is not None:
        assert quick == parse_stepwise(text, "Asia/Seoul", reading)


@settings(max_examples=300)
@given(st.text(st.sampled_from("0123456789X-/.[],?~%TZ+: W"), max_size=24), READINGS)
def test_both_ways_agree_on_noise(text, reading):
    """The short way accepts nothing that the long way refuses."""
    if parse_plain(text, reading) is not None:
        parse_stepwise(text, "Asia/Seoul", reading)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-03-05",
            "2024-03",
            "2024",
            "2024-21",
            "2024-41",
            "2024-03-05~",
            "2024-03?",
            "2024%",
            "2024-03-~05",
        ),
        *("2024-03-04/2024-03-14", "2024-03-04/", "/2024", "../2024-03", "2024/..", "2024-03~/2024-23?"),
        *("2024-03-XX", "2024-XX", "2024-XX-XX", "19XX", "1984-1X", "19XX-02-29"),
        *("[2024-03-04,2024-03-06]", "[1667,1668,1670..1672]", "[2024-03,2024-03-04..2024-03-09]", "[2024]"),
    ],
)
def test_frequent_forms_go_the_short_way(text):
    """The forms that reports use are read in one step, to the same answers."""
    for reading in Reading:
        assert parse_plain(text, reading) == parse_stepwise(text, "Asia/Seoul", reading) is not None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-W10-1",
            "20240305",
            "２０２４-03-05",
            "٢٠٢٤-٠٣-٠٥",
            "+024-03-05",
            "2024-3-05",
            "2024_03-05",
            " 024-03-05",
        ),
        *(
            "0000",
            "0000-01",
            "0000-21",
            "2024-29",
            "2024-02-30",
            "2001-02-29",
            "2024-13",
            "9999-24",
            "2024-03-05\n",
        ),
        *(
            "2024-03-14/2024-03-04",
            "/",
            "../..",
            "",
            "[",
            "[]",
            "[2024-03-06..2024-03-05]",
            "X",
            "2024-2X",
            "2004-02-3X",
        ),
        *("[2024-03-05,", "[2024..2024-03]", "0000/2024", "2024-03-05/2024-W10-1"),
    ],
)
def test_everything_doubtful_is_left_to_the_long_way(text):
    """No refusal is decided in haste, and nothing that datetime would take on its own account is accepted."""
    for reading in Reading:
        assert parse_plain(text, reading) is None
        with pytest.raises(SpanError):
            parse_stepwise(text, "Asia/Seoul", reading)
