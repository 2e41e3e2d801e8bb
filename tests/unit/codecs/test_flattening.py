"""Records as values at paths and back: nothing is lost on the way, and nothing is put where something else is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.codecs.flattening import GapError, RecordBuilder, flatten_parts, merge_extra, split_path
from korea_events.model import RECORD_TYPES, Record
from korea_events.model.engine import unstructure
from korea_events.testing.strategies import records


@settings(max_examples=150)
@given(st.sampled_from(RECORD_TYPES).flatmap(records), st.booleans())
def test_the_values_of_a_record_make_it_again(record: Record, share_cells: bool) -> None:
    """Each value once, at the path that it has in the file."""
    plain = unstructure(record)
    builder = RecordBuilder({})
    for part in flatten_parts(type(record), plain, share_cells):
        if part.path:
            tag = {} if part.tag is None else {"type": part.tag}
            node: dict[str, Any] = {**tag}
            assert builder.put(split_path(part.path), node)
            builder.nodes[split_path(part.path)] = node
        for path, _, _, item in part.values:
            assert builder.put(split_path(path), item)
        assert merge_extra(builder.nodes[split_path(part.path) if part.path else ()], part.extra)
    assert builder.value == plain


@pytest.mark.parametrize(
    "path, fits",
    [
        ("plans[0].announced", True),
        ("plans[1].span", True),
        ("plans[0].span", False),
        ("plans[0]", False),
        ("plans", False),
        ("plans.span", False),
        ("plans[0][0]", False),
        ("name[0]", False),
        ("name.x", False),
    ],
)
def test_a_value_is_put_only_where_nothing_else_is(path: str, fits: bool) -> None:
    builder = RecordBuilder({})
    assert builder.put(("name",), "a")
    assert builder.put(("plans", 0, "span"), "2024")
    before = repr(builder.value)
    steps = split_path(path)
    assert (bool(steps) and builder.put(steps, "x")) is fits
    assert (repr(builder.value) != before) is fits


@pytest.mark.parametrize(
    "steps, absent",
    [(("plans", 1), ("plans", 0)), (("plans", 0, "places", 7, "name"), ("plans", 0, "places", 0))],
)
def test_an_item_needs_the_one_before_it(steps: tuple[str | int, ...], absent: tuple[str | int, ...]) -> None:
    with pytest.raises(GapError) as gap:
        RecordBuilder({}).put(steps, "x")
    assert gap.value.args == (absent,)


@pytest.mark.parametrize(
    "path", ["", ".", "a.", "a[", "a[-1]", "a[01]", "a[0][1]", "A", "a b", "a" + "[0]" * 2]
)
def test_what_is_no_path_has_no_steps(path: str) -> None:
    assert split_path(path) == ()


@pytest.mark.parametrize("extra", [None, [], "x", {"name": "b"}])
def test_unknown_fields_are_an_object_without_known_names(extra: Any) -> None:
    node = {"name": "a"}
    assert not merge_extra(node, extra)
    assert node == {"name": "a"}
