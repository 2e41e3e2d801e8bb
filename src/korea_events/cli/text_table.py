"""Plain text tables whose columns line up in a terminal, Hangul included."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "


def width(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide letters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table: every column as wide as its widest cell, nothing after the last."""
    cells = [list(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        GAP.join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
