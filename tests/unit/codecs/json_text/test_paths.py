"""Paths and texts as messages show them: on one line, printable, short."""

from __future__ import annotations

from hypothesis import given, strategies as st

from korea_events.codecs.json_text.paths import extend_path, format_path, list_path_prefixes
from korea_events.temporal.engine import quote_value


@given(st.text())
def test_whatever_a_file_says_is_shown_printable_and_short(text: str) -> None:
    assert quote_value(text).isprintable()
    assert len(quote_value(text)) <= 61 * 10 + 2


@given(st.text(min_size=1))
def test_a_path_through_any_key_is_printable_and_short(key: str) -> None:
    path = extend_path("$.actors[0]", key)
    assert path.startswith("$.actors[0]")
    assert path.isprintable()
    assert len(path) < 700


def test_plain_keys_follow_a_dot_and_others_stand_in_brackets() -> None:
    assert extend_path("$", "part_of") == "$.part_of"
    assert extend_path("$", "") == "$['']"
    assert extend_path("$", "2024") == "$['2024']"
    assert extend_path("$", 'a"b\\c') == "$['a\"b\\\\c']"
    assert extend_path("$", "\ud55c") == "$['\ud55c']"
    assert extend_path("$", "x" * 100) == "$." + "x" * 60 + "…"


def test_the_ways_to_a_path_end_with_it() -> None:
    assert list(list_path_prefixes("$")) == ["$"]
    assert list(list_path_prefixes("$.a[0][1].b")) == ["$", "$.a", "$.a[0]", "$.a[0][1]", "$.a[0][1].b"]


def test_a_place_becomes_a_path_only_when_asked() -> None:
    assert format_path(()) == "$"
    assert (
        format_path((0, ("citations", (7, ("exercises", ())))), "line 3: $")
        == "line 3: $.exercises[7].citations[0]"
    )
