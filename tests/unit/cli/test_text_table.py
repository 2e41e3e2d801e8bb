"""Tables for the terminal."""

from __future__ import annotations

from korea_events.cli.text_table import table, width


def test_columns_line_up_with_wide_letters():
    assert width("전차") == 4
    assert width("e\N{COMBINING ACUTE ACCENT}") == 1
    assert table([("전차", "x"), ("tank", "y")]) == ["전차  x", "tank  y"]
