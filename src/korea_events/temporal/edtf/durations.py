"""How long a span lasts, as stated beside its text: ``P11D``, ``P2W``, ``P10D/P12D``, ``PT6H30M``.

``P11D`` counts civil days, the first and the last included; it is not 264 hours, so days belong to texts of days and
hours, minutes and seconds to texts with a time of day. Two lengths with a slash give the least and the most.
"""

from __future__ import annotations

import re
from functools import lru_cache

from korea_events.errors import SpanError
from korea_events.temporal.bounds import Grain
from korea_events.temporal.civil import parse_instant_length, quote_value

MAX_DURATION_TEXT = 64
"""Longer texts are not lengths."""

_DAYS_OR_WEEKS = re.compile(r"P([0-9]{1,7})([DW])")
_MONTHS_OR_YEARS = re.compile(r"P[0-9WD]*[0-9][YM][0-9A-Z]*")


@lru_cache(maxsize=1024)
def parse_duration(text: str, grain: Grain) -> tuple[int, int]:
    """The least and the most ticks that a stated length allows on an axis.

    Raises:
        SpanError: ``span-duration`` if the text is not a length; ``span-duration-calendar`` for months and years,
            whose number of days is not fixed; ``span-duration-grain`` for hours beside days, or days beside times of
            day; ``span-duration`` for zero; ``span-duration-reversed`` if the least is more than the most.

    Example:
        >>> parse_duration("P2W", Grain.DAY), parse_duration("P10D/P12D", Grain.DAY)
        ((14, 14), (10, 12))
    """
    if len(text) > MAX_DURATION_TEXT or text.count("/") > 1:
        raise SpanError.of(
            "span-duration", f"{quote_value(text)} is not a length: write P11D, P10D/P12D or PT6H"
        )
    ticks = [_parse_duration_part(part, grain) for part in text.split("/")]
    if ticks[0] > ticks[-1]:
        raise SpanError.of("span-duration-reversed", f"{text}: the least length is more than the most")
    return ticks[0], ticks[-1]


def _parse_duration_part(text: str, grain: Grain) -> int:
    if found := _DAYS_OR_WEEKS.fullmatch(text):
        if grain is not Grain.DAY:
            raise SpanError.of(
                "span-duration-grain",
                f"{quote_value(text)} counts days, but the dates have times of day: write hours, as in PT6H",
            )
        ticks = int(found[1]) * (7 if found[2] == "W" else 1)
    elif text[:2] == "PT":
        if grain is not Grain.INSTANT:
            raise SpanError.of(
                "span-duration-grain",
                f"{quote_value(text)} counts hours, but the dates have no time of day: write days, as in P1D",
            )
        return parse_instant_length(text)
    elif _MONTHS_OR_YEARS.fullmatch(text):
        raise SpanError.of(
            "span-duration-calendar", f"{text}: months and years have no fixed length: write days, as in P30D"
        )
    else:
        raise SpanError.of(
            "span-duration", f"{quote_value(text)} is not a length: write P11D, P10D/P12D or PT6H"
        )
    if ticks == 0:
        raise SpanError.of("span-duration", f"{text} is zero: the shortest length is P1D")
    return ticks
