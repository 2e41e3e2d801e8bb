"""Spans of texts are made without the constructor; nothing may be missing or different in them."""

from __future__ import annotations

from attrs import fields

from korea_events.temporal import Span


def test_a_parsed_span_is_what_the_constructor_would_have_made():
    """Every field is set, and setting them through the constructor gives an equal span."""
    for span in (
        Span.parse("2024-03-04/2024-03-14"),
        Span.parse("2024-03-04~"),
        Span.parse("/2024-03-14", duration="P11D", zone="UTC", reading="throughout"),
        Span.parse("2022/..", as_of="2024-03-14"),
        Span.parse("[2024-03-06,2024-03-13]"),
    ):
        values = {field.alias: getattr(span, field.name) for field in fields(Span)}
        again = Span(**values)
        assert again == span
        assert hash(again) == hash(span)
        assert [getattr(again, field.name) for field in fields(Span)] == list(values.values())
