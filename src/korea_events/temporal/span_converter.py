"""What a field for a span accepts: a span, or the short form of one where only one thing can be meant."""

from __future__ import annotations

import datetime as dt

from korea_events.errors import SpanError
from korea_events.temporal.civil import quote_value
from korea_events.temporal.span import Span


def as_span(value: Span | str | dt.date) -> Span:
    """A span as it is; EDTF text, or a date, as the span of days in Seoul. A converter for fields.

    Anything else is returned unchanged, for the check of the field to report.

    Raises:
        SpanError: ``day-type`` for a ``datetime``, which is not a day; and as :meth:`Span.parse` for text.

    Example:
        >>> as_span("2024-03-04/2024-03-14") == Span.of("2024-03-04", "2024-03-14")
        True
    """
    if isinstance(value, str):
        return Span.parse(value)
    if isinstance(value, dt.datetime):
        message = f"{quote_value(value)} is not a day: give its date(), or Span.parse(text) for a time of day"
        raise SpanError.of("day-type", message)
    return Span.on(value) if isinstance(value, dt.date) else value


def as_optional_span(value: Span | str | dt.date | None) -> Span | None:
    """As :func:`as_span`, for a field that may be None.

    Example:
        >>> as_optional_span(None) is None
        True
    """
    return None if value is None else as_span(value)
