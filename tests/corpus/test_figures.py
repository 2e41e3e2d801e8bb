"""Every figure and length of the table says what its row says, and the page shows the table."""

from __future__ import annotations

from typing import Any

import pytest

import korea_events as ke
from korea_events import vocabularies
from korea_events.evidence.figures.extents import extent
from tests.corpus.figure_table import BEGIN, END, FIGURES, LENGTHS, PAGE, WORDS, build_tables


def read(parse: Any, row: dict[str, Any]) -> Any:
    """What a row is read as; None if it is refused, as it says."""
    if "refused" not in row:
        return parse(row["says"])
    with pytest.raises(ke.errors.RecordError) as caught:
        parse(row["says"])
    assert [problem.code for problem in caught.value.problems] == row["refused"]
    return None


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: row["says"])
def test_a_figure_says_what_its_row_says(row: dict[str, Any]) -> None:
    """The words are kept, and the whole numbers that they allow are exactly those of the row."""
    quantity = read(ke.Quantity.parse, row)
    if quantity is None:
        return
    assert quantity.words == row["says"]
    assert str(quantity) == row["reads"]
    if "least" in row:
        # As whole numbers of whatever the unit is.
        allowed = extent(quantity.replace(unit="count", restated=None))
        assert (allowed.low, allowed.high) == (row["least"], row.get("most"))


@pytest.mark.parametrize("row", LENGTHS, ids=lambda row: row["says"])
def test_a_length_says_what_its_row_says(row: dict[str, Any]) -> None:
    """Its words are kept, and nothing is counted."""
    length = read(ke.StatedLength.parse, row)
    if length is not None:
        assert length.words == row["says"]
        assert (length.n, length.unit, length.qualifier) == tuple(map(row.get, ("n", "unit", "qualifier")))
        assert length.days is None


def test_every_unit_and_qualifier_has_words() -> None:
    """And the code of a unit is one of them, so that what is written can be read."""
    assert WORDS["qualifier"].keys() == set(vocabularies.Qualifier)
    assert WORDS["unit"].keys() == set(vocabularies.Unit)
    assert all(code in words for code, words in WORDS["unit"].items())


def test_no_phrase_stands_for_two_things() -> None:
    phrases = [
        phrase
        for name, table in WORDS.items()
        if name != "rewritten"
        for words in table.values()
        for phrase in words
    ]
    assert len(set(phrases)) == len(phrases)


def test_the_page_shows_the_table() -> None:
    """``python3 dev.py write`` writes it again."""
    assert BEGIN + build_tables() + END in PAGE.read_text("utf-8")
