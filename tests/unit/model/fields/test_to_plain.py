"""Records as plain JSON values and as canonical text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from korea_events import Actor, CapabilityClaim, Quantity, Span, Term
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import (
    unstructure,
    unstructure_extra,
    unstructure_span,
    unstructure_with_type,
    write_canonical_record,
)
from korea_events.testing.strategies import records


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_only_equal_records_have_equal_texts(kind: type[Any]) -> None:
    """And the text is what any JSON writer with sorted keys makes of the values."""

    @settings(max_examples=10)
    @given(records(kind, id="a"), records(kind, id="a"))
    def check(one: Any, other: Any) -> None:
        assert (write_canonical_record(one) == write_canonical_record(other)) == (one == other)
        values = unstructure_with_type(one)
        assert values["type"] == kind.type_tag
        text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert write_canonical_record(one) == text

    check()


def test_numbers_are_told_as_they_were_written() -> None:
    """13 and 13.0 are equal in Python, not in reports; so are whole numbers of any size."""
    claims = [
        CapabilityClaim(id="c", system="s", attribute="range", claimants=["a"], value=Quantity(value=number, unit="km"))
        for number in (13, 13.0)
    ]  # fmt: skip
    assert write_canonical_record(claims[0]) != write_canonical_record(claims[1])
    huge = "9" * 4_000
    assert unstructure_extra((("n", huge),)) == {"n": int(huge)}


def test_defaults_are_left_out_and_unknown_fields_are_last() -> None:
    """The order is that of files, not of the alphabet."""
    actor = Actor(id="usa", name="United States", kind="state", country="usa", extra=(("a", "null"),))
    assert list(unstructure(actor)) == ["id", "name", "kind", "country", "a"]
    assert next(iter(unstructure_with_type(actor))) == "type"


def test_parts_say_their_type_where_there_are_several() -> None:
    """A value may be a quantity, a term, …"""
    claim = CapabilityClaim(id="c", system="s", attribute="kind", claimants=["a"], value=Term(text="tank"))
    assert unstructure(claim)["value"] == {"type": "term", "text": "tank"}


@given(st.sampled_from(["2024-03-14", "2024-03/..", "/2024-03-14"]))
def test_a_span_that_is_all_text_is_text(text: str) -> None:
    """Anything more makes it an object."""
    assert unstructure_span(Span.parse(text)) == text
    assert unstructure_span(Span.parse(text, zone="UTC")) == {"edtf": text, "zone": "UTC"}
