"""The result of parsing an EDTF text."""

from __future__ import annotations

from typing import NamedTuple

from korea_events.temporal.bounds import Alternative, Bounds, Grain
from korea_events.temporal.edtf.scan import EndKind


class ParsedText(NamedTuple):
    """What a text says about one span: its normal form, the bounds it allows, and what it says of its ends.

    ``alternatives`` are closed, distinct and in order. ``exact`` is False when a hull stands for too many of them.
    ``freed`` is what is left when every end marked as approximate may lie anywhere; None when no end is.
    """

    text: str
    grain: Grain
    alternatives: tuple[Alternative, ...]
    exact: bool
    start: EndKind
    end: EndKind
    uncertain: bool
    approximate: bool
    freed: tuple[Bounds, ...] | None = None
