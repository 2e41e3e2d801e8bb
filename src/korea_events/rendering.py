"""Tables for people: text whose columns line up in a terminal, Hangul included, and plain HTML for notebooks (floor 0).

HTML is made of three things alone, so that no text of a record can become markup: :class:`Markup` is HTML already, any
other text is escaped, and tables and lists are built from both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

COLUMN_GAP: Final = "  "
_ELLIPSIS: Final = "…"
_NARROWEST_COLUMN: Final = 8

# -- text ----------------------------------------------------------------------------------------------------------


def measure_width(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide letters, none for marks that join the one before.

    The vowels and final consonants of decomposed Hangul join their syllable too.

    Example:
        >>> measure_width("전차"), measure_width(unicodedata.normalize("NFD", "전차"))
        (4, 4)
    """
    return len(text) if text.isascii() else sum(map(_measure_character, text))


def _measure_character(letter: str) -> int:
    if "\u1160" <= letter <= "\u11ff" or "\ud7b0" <= letter <= "\ud7fb":
        return 0
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad_text(text: str, room: int) -> str:
    """A text followed by spaces, so that it takes ``room`` columns; a longer one is cut.

    Example:
        >>> pad_text("전차병", 8) + "|", pad_text("전차병", 4) + "|"
        ('전차병  |', '전… |')
    """
    if measure_width(text) > room:
        text = _cut_to_width(text, room - 1) + _ELLIPSIS
    return text + " " * (room - measure_width(text))


def _cut_to_width(text: str, room: int) -> str:
    taken = 0
    for position, letter in enumerate(text):
        taken += _measure_character(letter)
        if taken > room:
            return text[:position]
    return text


def wrap_text(text: str, room: int) -> list[str]:
    """A text in lines that take at most ``room`` columns, broken between words, or inside one that is longer.

    Example:
        >>> wrap_text("전차병 대항경기 2024", 8), wrap_text("tank crews", 10)
        (['전차병', '대항경기', '2024'], ['tank crews'])
    """
    if measure_width(text) <= room:
        return [text]
    lines = [""]
    for word in re.findall(r"\s*\S+", text):
        if measure_width(lines[-1] + word) <= room:
            lines[-1] += word
            continue
        rest = word.lstrip()
        while (piece := _cut_to_width(rest, room)) != rest:
            lines.append(piece or rest[0])
            rest = rest[len(lines[-1]) :]
        lines.append(rest)
    return [line for line in lines if line]


def text_table(
    rows: Iterable[Sequence[str]],
    *,
    width: int | None = None,
    paint: Callable[[str, str], str] = lambda _, piece: piece,
) -> list[str]:
    r"""The rows of a table: every column as wide as its widest cell, nothing after the last.

    If they are wider than ``width``, the widest columns are narrowed, and a row may have several lines. ``paint`` gets
    a cell and each piece of it, and returns the piece with what takes no room.

    Example:
        >>> text_table([("전차", "x"), ("tank", "y")])
        ['전차  x', 'tank  y']
        >>> print(*text_table([("tank crews’ match", "certain")], width=20), sep="\n")
        tank crews’  certain
        match
    """
    cells = [list(row) for row in rows]
    widths = [max(map(measure_width, column)) for column in zip(*cells, strict=True)]
    if width is not None:
        over = sum(widths) + len(COLUMN_GAP) * (len(widths) - 1) - width
        while over > 0 and max(widths) > _NARROWEST_COLUMN:
            widths[widths.index(max(widths))] -= 1
            over -= 1
    return ["\n".join(_lay_out_row(row, widths, paint)) for row in cells]


def _lay_out_row(
    row: Sequence[str], widths: Sequence[int], paint: Callable[[str, str], str]
) -> Iterator[str]:
    """The lines of a row of a table."""
    for pieces in zip_longest(*map(wrap_text, row, widths), fillvalue=""):
        cells = zip(row, pieces, widths, strict=True)
        yield COLUMN_GAP.join(
            paint(cell, piece) + " " * (room - measure_width(piece)) for cell, piece, room in cells
        ).rstrip()


# -- HTML ----------------------------------------------------------------------------------------------------------


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def escape_html(text: str) -> Markup:
    """A text as HTML; what is HTML already stays as it is.

    Example:
        >>> print(escape_html("<b>tank & crew</b>"))
        &lt;b&gt;tank &amp; crew&lt;/b&gt;
    """
    from html import escape  # with the names of 2,000 letters, which plain text has no use for

    return text if isinstance(text, Markup) else Markup(escape(str(text)))


def html_lines(parts: Iterable[str]) -> Markup:
    """Texts, each on a line of its own.

    Example:
        >>> print(html_lines(["one", "<two>"]))
        one<br>&lt;two&gt;
    """
    return Markup("<br>".join(map(escape_html, parts)))


def html_table(rows: Iterable[Sequence[str]], *, caption: str, head: Sequence[str] = ()) -> Markup:
    """A table of which each row begins with what the row is about.

    Example:
        >>> print(html_table([("zone", "Asia/Seoul")], caption="Span"))
        <table><caption>Span</caption><tbody><tr><th scope="row">zone</th><td>Asia/Seoul</td></tr></tbody></table>
    """
    said = [f"<table><caption>{escape_html(caption)}</caption>"]
    if head:
        cells = "".join(f'<th scope="col">{escape_html(cell)}</th>' for cell in head)
        said.append(f"<thead><tr>{cells}</tr></thead>")
    said.append("<tbody>")
    for first, *rest in rows:
        cells = "".join(f"<td>{escape_html(cell)}</td>" for cell in rest)
        said.append(f'<tr><th scope="row">{escape_html(first)}</th>{cells}</tr>')
    said.append("</tbody></table>")
    return Markup("".join(said))
