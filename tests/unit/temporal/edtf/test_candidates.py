"""How many candidates a text may have, before anything reads it."""

from __future__ import annotations

from hypothesis import given, settings

from korea_events.errors import SpanError
from korea_events.temporal.edtf import may_be_many, parse_text
from tests.edtf_texts import ANYTHING, dates

DOZENS = 64


@settings(max_examples=300)
@given(ANYTHING | dates(marks=False))
def test_texts_that_are_not_many_have_some_dozens_of_alternatives_at_most(text):
    """So that thousands of them can be remembered."""
    if may_be_many(text):
        return
    try:
        found = parse_text(text)
    except SpanError:
        return
    assert len(found.alternatives) <= DOZENS


def test_the_most_that_is_not_many():
    """Of the 1st, 11th, 21st and 31st of each month, a 31st and the 1st after it are one run of days."""
    assert not may_be_many("2024-XX-X1")
    assert len(parse_text("2024-XX-X1").alternatives) == 3 * 12 + 1
