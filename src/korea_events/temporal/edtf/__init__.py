"""Dates as text: the accepted part of EDTF (ISO 8601-2), read into bounds and written back without loss.

``scan`` finds the shape, ``check`` compares it with the calendar, ``build`` makes bounds of it, ``normal_form`` writes
it, and ``parser`` puts them together.
"""

from __future__ import annotations

from korea_events.temporal.edtf.candidates import (
    MAX_ALTERNATIVES as MAX_ALTERNATIVES,
    may_be_many as may_be_many,
)
from korea_events.temporal.edtf.durations import parse_duration as parse_duration
from korea_events.temporal.edtf.listing import MAX_MEMBERS as MAX_MEMBERS
from korea_events.temporal.edtf.parsed_text import ParsedText as ParsedText
from korea_events.temporal.edtf.parser import (
    MAX_TEXT_LENGTH as MAX_TEXT_LENGTH,
    list_members as list_members,
    parse_text as parse_text,
)
from korea_events.temporal.edtf.plain_forms import parse_plain as parse_plain
from korea_events.temporal.edtf.scan import EndKind as EndKind
