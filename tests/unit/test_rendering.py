"""Tables for people: columns that line up, markup that no text can forge."""

from __future__ import annotations

import unicodedata

from hypothesis import given, strategies as st

from korea_events.rendering import (
    Markup,
    escape_html,
    html_lines,
    html_table,
    measure_width,
    pad_text,
    text_table,
    wrap_text,
)


def test_columns_line_up_with_wide_letters():
    assert measure_width("전차") == 4
    assert measure_width("e\N{COMBINING ACUTE ACCENT}") == 1
    assert text_table([("전차", "x"), ("tank", "y")]) == ["전차  x", "tank  y"]


def test_decomposed_hangul_is_as_wide_as_composed():
    text = "전차병 대항경기"
    assert measure_width(unicodedata.normalize("NFD", text)) == measure_width(text) == 15


def test_letters_without_a_column_take_none():
    assert measure_width("a\u200bb\ufe0f") == 2


def test_what_is_cut_keeps_its_room():
    """A wide letter that only half fits is left out, and a space takes its place."""
    assert pad_text("전차병", 5) == "전차…"
    assert pad_text("전차병", 4) == "전… "
    assert pad_text("tank", 4) == "tank"
    assert pad_text("tank", 6) == "tank  "


TEXTS = st.text(alphabet="ab전차 e\N{COMBINING ACUTE ACCENT}", max_size=30)


@given(TEXTS, st.integers(2, 12))
def test_a_wrapped_text_fits_and_says_the_same(text, room):
    """Lines end between words where that can be; only space at their ends is gone."""
    lines = wrap_text(text, room)
    assert all(measure_width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    if all(measure_width(word) <= room for word in text.split()):
        assert " ".join(lines).split() == text.split()


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.integers(18, 40))
def test_a_table_fits_and_loses_nothing(rows, width):
    """Every column keeps eight columns of the terminal."""
    lines = text_table(rows, width=width)
    assert len(lines) == len(rows)
    assert all(measure_width(line) <= width for row in lines for line in row.split("\n"))
    for row, said in zip(rows, lines, strict=True):
        assert sorted("".join(said.split())) == sorted("".join("".join(row).split()))


def test_text_is_escaped_once():
    assert escape_html("a<b & 'c'") == "a&lt;b &amp; &#x27;c&#x27;"
    assert escape_html(Markup("<i>a</i>")) == "<i>a</i>"
    assert html_lines(["<", Markup("<i>")]) == "&lt;<br><i>"


def test_every_cell_of_a_table_is_escaped():
    made = html_table([("<a>", "<b>", "<c>")], caption="<d>", head=("<e>", "<f>", "<g>"))
    assert "<a>" not in made
    assert made.count("&lt;") == 7
    assert made.count("<th scope") == 4
