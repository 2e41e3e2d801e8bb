"""The same value is the same text: what any other tool would write with the documented settings."""

from __future__ import annotations

import json
import math
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, strategies as st

from korea_events.codecs.json_text.canonical import format_json
from korea_events.model.engine import write_canonical_json

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


class Code(StrEnum):
    HELD = "held"


@given(json_values)
def test_indented_is_what_json_writes_with_two_spaces(value: Any) -> None:
    assert format_json(value) == json.dumps(value, ensure_ascii=False, indent=2)


@given(json_values)
def test_compact_depends_on_content_only(value: Any) -> None:
    """The order in which keys were met leaves no trace."""

    def turned(thing: Any) -> Any:
        if isinstance(thing, dict):
            return {key: turned(item) for key, item in reversed(thing.items())}
        return [turned(item) for item in thing] if isinstance(thing, list) else thing

    assert write_canonical_json(value) == write_canonical_json(turned(value))
    assert write_canonical_json(json.loads(write_canonical_json(value))) == write_canonical_json(value)


@pytest.mark.parametrize(
    "value, text",
    [
        (-0.0, "-0.0"),
        (1e16, "1e+16"),
        (10**30, "1" + "0" * 30),
        (0.1, "0.1"),
        ('한\u2028\x7f"', '"한\u2028\x7f\\""'),
    ],
)
def test_numbers_and_characters_have_one_form(value: Any, text: str) -> None:
    assert (write_canonical_json(value), format_json(value)) == (text, text)


def test_codes_and_tuples_are_their_text_and_lists() -> None:
    assert (
        format_json({"status": Code.HELD, "pauses": ("a",)})
        == '{\n  "status": "held",\n  "pauses": [\n    "a"\n  ]\n}'
    )


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_in_json_is_never_written(number: float) -> None:
    for write in (write_canonical_json, format_json):
        with pytest.raises(ValueError, match=r"."):
            write([number])
