"""Every phrase of the table means what its row says, and the page shows the table."""

from __future__ import annotations

from typing import Any

import pytest

from tests.corpus.phrase_table import BEGIN, END, PAGE, ROWS, WrittenPhrase, build_tables

LEAST_ROWS = 45


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_a_phrase_means_what_its_row_says(row: dict[str, Any]) -> None:
    """Days, footing and whatever else the row shows."""
    written = WrittenPhrase(row)
    assert written.find_days() == (row["possible"], row["certain"])
    assert getattr(written.item, "footing", "held") == row.get("footing", "held")
    for code, result in row.get("also", ()):
        assert str(written.evaluate(code)) == result, code


def test_the_table_is_long_and_each_phrase_comes_once() -> None:
    """A reader looks a phrase up."""
    phrases = [row["says"] for row in ROWS]
    assert len(set(phrases)) == len(phrases) >= LEAST_ROWS


def test_the_page_shows_the_table() -> None:
    """``python3 dev.py write`` writes it again."""
    assert BEGIN + build_tables() + END in PAGE.read_text("utf-8")
