"""Colours of charts, on paper and on a dark screen.

Text and lines that carry meaning have a contrast of at least 4.5 to 1 with their background; a test computes it. Hues
follow Okabe and Ito (2008), who chose them for all kinds of colour vision, made darker or lighter for the contrast.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen


@frozen(kw_only=True)
class Palette:
    """The colours of one scheme."""

    name: str
    background: str
    text: str
    faint_text: str
    line: str
    stripe: str
    """Behind every other lane."""
    shared: str
    """Behind days on which two events share time."""
    hues: tuple[str, ...]
    """For groups, in their order; further groups reuse them."""
    plain: str
    """For events that were called off, and for legends."""


LIGHT: Final = Palette(
    name="light",
    background="#ffffff",
    text="#1b1f24",
    faint_text="#57606a",
    line="#d0d7de",
    stripe="#f6f8fa",
    shared="#e69f00",
    hues=("#0062a3", "#b5450b", "#00735a", "#8a3b7d", "#7a5c00", "#1d6a8f", "#a3243b", "#4b5a1f"),
    plain="#57606a",
)
DARK: Final = Palette(
    name="dark",
    background="#0f1419",
    text="#e6edf3",
    faint_text="#9aa7b4",
    line="#303a44",
    stripe="#151b22",
    shared="#e69f00",
    hues=("#6cb6ff", "#ff9d6c", "#3fc9a3", "#e09bd6", "#e3b341", "#7fd1e8", "#ff8fa3", "#b7cf6b"),
    plain="#9aa7b4",
)
