"""The normal form of texts: lossless, and reached in one step."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from korea_events.errors import SpanError
from korea_events.temporal.edtf import parse_text
from korea_events.temporal.edtf.normal_form import format_scanned, format_scanned_date
from korea_events.temporal.edtf.scan import ScannedDate, scan
from tests.edtf_texts import ANYTHING, dates

DOUBTS = st.integers(0, 3)


@settings(max_examples=300)
@given(ANYTHING)
def test_the_normal_form_means_the_same(text):
    """Reading it again gives the same meaning, its own text included: so it is its own normal form."""
    try:
        found = parse_text(text)
    except SpanError:
        return
    assert parse_text(found.text) == found


@given(dates(groups=False))
def test_no_doubt_is_lost_or_invented(text):
    """Which component is doubted, and how, comes out as it went in."""
    scanned = scan(text)
    again = scan(format_scanned(scanned))
    assert isinstance(scanned, ScannedDate)
    assert isinstance(again, ScannedDate)
    used = 1 + bool(scanned.month) + bool(scanned.day)
    assert again[:3] == scanned[:3]
    assert again.doubts[:used] == scanned.doubts[:used]


@given(st.tuples(DOUBTS, DOUBTS, DOUBTS))
def test_every_combination_of_doubts_has_one_spelling(doubts):
    """All 64: each can be written, and reads back as itself."""
    date = ScannedDate("2004", "06", "11", doubts)
    assert scan(format_scanned_date(date)) == date
    assert format_scanned_date(scan(format_scanned_date(date))) == format_scanned_date(date)


@given(dates(marks=False))
def test_what_is_normal_stays(text):
    """A text without marks is not touched."""
    assert format_scanned(scan(text)) == text
