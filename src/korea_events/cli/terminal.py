"""Tables for a terminal: no wider than it is, in the letters that it has, with colours if they are wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from korea_events.cli.streams import is_terminal, simplify_text
from korea_events.rendering import text_table

_BOLD: Final = "1"
_COLOURS: Final = {"certain": "32", "possible": "33"}
"""The colour of a cell, by all that it says."""


def wants_colours(stream: TextIO | None) -> bool:
    """Whether a stream shows colours, and no one has asked for none; consoles of old Windows print their codes.

    Example:
        >>> wants_colours(None)
        False
    """
    able = os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ
    return (
        is_terminal(stream) and able and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def terminal_table(rows: Iterable[Sequence[str]], *, head: Sequence[str] = ()) -> list[str]:
    """The rows of a table for standard output, each of one line or more; whole lines where it is not a terminal.

    Example:
        >>> terminal_table([("2024-03", "1")], head=("month", "at least"))
        ['month    at least', '2024-03  1']
    """
    from shutil import get_terminal_size  # with what unpacks archives, which other output has no use for

    stream = sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    cells = [[simplify_text(cell, encoding) for cell in row] for row in ([head, *rows] if head else rows)]
    width = get_terminal_size().columns if is_terminal(stream) else None
    if not wants_colours(stream):
        return text_table(cells, width=width)
    first, *others = text_table(cells, width=width, paint=_paint) or [""]
    return [_colour(first, _BOLD) if head else first, *others]


def _paint(cell: str, piece: str) -> str:
    return _colour(piece, _COLOURS[cell]) if piece and cell in _COLOURS else piece


def _colour(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"
