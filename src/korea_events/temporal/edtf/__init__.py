"""Dates as text: the accepted part of EDTF (ISO 8601-2), read into bounds and written back without loss.

``scan`` finds the shape, ``check`` holds it against the calendar, ``build`` makes bounds of it, ``wording`` gives the
normal form, and ``reader`` puts them together.
"""

from __future__ import annotations

from korea_events.temporal.edtf.candidates import MAX_ALTERNATIVES, may_be_many
from korea_events.temporal.edtf.lengths import length_range
from korea_events.temporal.edtf.listing import MAX_MEMBERS
from korea_events.temporal.edtf.meanings import Meaning
from korea_events.temporal.edtf.plain import read_plain
from korea_events.temporal.edtf.reader import MAX_TEXT_LENGTH, meaning, members
from korea_events.temporal.edtf.scan import EndKind

__all__ = [
    "MAX_ALTERNATIVES",
    "MAX_MEMBERS",
    "MAX_TEXT_LENGTH",
    "EndKind",
    "Meaning",
    "length_range",
    "may_be_many",
    "meaning",
    "members",
    "read_plain",
]
