"""The normal form of texts: lossless, and reached in one step."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from korea_events.errors import SpanError
from korea_events.temporal.edtf import meaning
from korea_events.temporal.edtf.scan import ScannedDate, scan
from korea_events.temporal.edtf.wording import worded, worded_date
from tests.edtf_texts import ANYTHING, dates

DOUBTS = st.integers(0, 3)


@settings(max_examples=300)
@given(ANYTHING)
def test_the_normal_form_means_the_same(text):
    """Reading it again gives the same meaning, its own text included: so it is its own normal form."""
    try:
        found = meaning(text)
    except SpanError:
        return
    assert meaning(found.text) == found


@given(dates(groups=False))
def test_no_doubt_is_lost_or_invented(text):
    """Which component is doubted, and how, comes out as it went in."""
    scanned = scan(text)
    again = scan(worded(scanned))
    assert isinstance(scanned, ScannedDate)
    assert isinstance(again, ScannedDate)
    used = 1 + bool(scanned.month) + bool(scanned.day)
    assert again[:3] == scanned[:3]
    assert again.doubts[:used] == scanned.doubts[:used]


@given(st.tuples(DOUBTS, DOUBTS, DOUBTS))
def test_every_combination_of_doubts_has_one_spelling(doubts):
    """All 64: each can be written, and reads back as itself."""
    date = ScannedDate("2004", "06", "11", doubts)
    assert scan(worded_date(date)) == date
    assert worded_date(scan(worded_date(date))) == worded_date(date)


@given(dates(marks=False))
def test_what_is_normal_stays(text):
    """A text without marks is not touched."""
    assert worded(scan(text)) == text
