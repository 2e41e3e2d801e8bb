"""Spans from less than a span: a text or a date where a field needs one, and lists of several in one text."""

from __future__ import annotations

import datetime as dt
from typing import cast

from korea_events.errors import Problem, SpanError
from korea_events.temporal import edtf
from korea_events.temporal.bounds import Reading, ReadingName
from korea_events.temporal.civil import as_instant, format_instant, quote_value, unwrap_day
from korea_events.temporal.span import Span
from korea_events.temporal.span_arguments import DEFAULT_ZONE


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
    day = unwrap_day(value)
    if isinstance(day, dt.datetime):
        message = (
            f"{quote_value(value)} is not a day: give its .date(), or Span.parse(text) for a time of day"
        )
        raise SpanError.of("day-type", message)
    return Span.on(day) if isinstance(day, dt.date) else cast("Span", value)


def as_optional_span(value: Span | str | dt.date | None) -> Span | None:
    """As :func:`as_span`, for a field that may be None.

    Example:
        >>> as_optional_span(None) is None
        True
    """
    return None if value is None else as_span(value)


def parse_spans(
    text: str,
    *,
    zone: str | None = DEFAULT_ZONE,
    duration: str | None = None,
    reading: Reading | ReadingName = Reading.WITHIN,
    as_of: str | dt.date | None = None,
) -> tuple[Span, ...]:
    """The spans of an EDTF list ``{…}``, all of which are meant; any other text is a list of one.

    Raises:
        SpanError: as :meth:`Span.parse`, for every member.

    Example:
        >>> [str(span) for span in parse_spans("{2024-03-06,2024-03-07,2024-03-13}")]
        ['2024-03-06', '2024-03-07', '2024-03-13']
    """
    if not isinstance(text, str):
        raise SpanError.of("span-field-type", f"{quote_value(text)} is not text", path="$.edtf")
    spans: list[Span] = []
    problems: list[Problem] = []
    for member in edtf.list_members(text):
        try:
            spans.append(Span.parse(member, zone=zone, duration=duration, reading=reading, as_of=as_of))
        except SpanError as error:
            problems += error.problems
    if problems:
        raise SpanError(problems)
    return tuple(spans)


def read_day_or_moment(value: str | dt.date, zone: str = DEFAULT_ZONE) -> Span:
    """A day of a zone, or a moment: a date-time text, in the zone unless it has an offset, or an aware datetime.

    Raises:
        SpanError: ``day-syntax`` for an approximate or another span; ``instant-naive`` for a datetime without an
            offset; and as :meth:`Span.on` and :meth:`Span.parse`.

    Example:
        >>> print(read_day_or_moment("2024-09-12"), read_day_or_moment("2024-09-12T07:10"))
        2024-09-12 2024-09-12T07:10
    """
    day = unwrap_day(value)
    if isinstance(day, dt.datetime):
        return Span.parse(format_instant(as_instant(day)))
    if not (isinstance(value, str) and "T" in value):
        return Span.on(value, zone=zone)
    span = Span.parse(value, zone=zone)
    if span.approximate or "/" in value or len(span.alternatives) > 1:
        message = f"{quote_value(value)} is neither a day nor a moment: write 2024-09-12 or 2024-09-12T07:10"
        raise SpanError.of("day-syntax", message)
    return span
