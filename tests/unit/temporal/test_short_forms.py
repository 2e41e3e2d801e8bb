"""What a field for a span accepts."""

from __future__ import annotations

import datetime as dt

import pendulum
import pytest

from korea_events.errors import SpanError
from korea_events.temporal import Span
from korea_events.temporal.engine import as_optional_span, as_span


def test_text_and_dates_are_days_in_seoul() -> None:
    assert as_span("2024-03-04/2024-03-14") == Span.of("2024-03-04", "2024-03-14")
    assert as_span(dt.date(2024, 3, 4)) == as_span(pendulum.date(2024, 3, 4)) == Span.on("2024-03-04")


def test_a_span_and_what_cannot_be_one_are_left_alone() -> None:
    span = Span.parse("2024", zone=None)
    assert as_span(span) is span
    assert as_span(7) == 7  # type: ignore[arg-type]  # the check of the field reports it


def test_a_datetime_is_refused_with_advice() -> None:
    with pytest.raises(SpanError, match=r"is not a day: give its \.date\(\)"):
        as_span(dt.datetime(2024, 3, 4, 12, tzinfo=dt.UTC))


def test_an_optional_span_may_be_none() -> None:
    assert as_optional_span(None) is None
    assert as_optional_span("2024") == Span.parse("2024")
