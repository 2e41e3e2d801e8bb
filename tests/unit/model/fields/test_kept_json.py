"""JSON kept as text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from korea_events.model.fields.kept_json import check_canonical_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES)
def test_canonical_text_is_accepted(value):
    """Whatever JSON can say, written in the one way."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        assert check_canonical_json(text)[1] == "json-syntax"
    else:
        assert check_canonical_json(text) is None


@given(VALUES.filter(lambda value: isinstance(value, (dict, list)) and value))
def test_any_other_text_is_not(value):
    """With white space, or escapes, it is JSON but not canonical."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    assert check_canonical_json(text) is not None


@pytest.mark.parametrize("text", ["", " ", "{", "1 2", "nul", "'a'", "1e999", "-Infinity", "[" * 5000])
def test_what_is_no_json(text):
    """Also numbers without an end."""
    assert check_canonical_json(text)[1] == "json-syntax"


def test_a_key_given_twice_is_not_canonical():
    """The text that is written again has it once."""
    assert check_canonical_json('{"a":1,"a":1}')[1] == "json-canonical"


def test_endless_text_is_refused():
    """As any text is."""
    assert check_canonical_json('"' + "x" * 1_000_000 + '"')[1] == "text-long"
