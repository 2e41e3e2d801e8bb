"""How long a span lasts, as stated beside its text: ``P11D``, ``P2W``, ``P10D/P12D``, ``PT6H30M``.

``P11D`` counts civil days, the first and the last included; it is not 264 hours, so days belong to texts of days and
hours, minutes and seconds to texts with a time of day. Two lengths with a slash give the least and the most.
"""

from __future__ import annotations

import re
from functools import lru_cache

from korea_events.errors import SpanError
from korea_events.temporal.bounds import Grain
from korea_events.temporal.civil import length_of, shown

MAX_LENGTH_TEXT = 64
"""Longer texts state no length."""

_DAYS = re.compile(r"P([0-9]{1,7})([DW])")
_CALENDAR = re.compile(r"P[0-9WD]*[0-9][YM][0-9A-Z]*")


@lru_cache(maxsize=1024)
def length_range(text: str, grain: Grain) -> tuple[int, int]:
    """The least and the most ticks that a stated length allows on an axis.

    Raises:
        SpanError: ``span-duration`` if the text is no length; ``span-duration-calendar`` for months and years,
            whose number of days is not fixed; ``span-duration-grain`` for hours beside days, or days beside times of
            day; ``span-duration`` for no time at all; ``span-duration-reversed`` if the least exceeds the most.

    Example:
        >>> length_range("P2W", Grain.DAY), length_range("P10D/P12D", Grain.DAY)
        ((14, 14), (10, 12))
    """
    if len(text) > MAX_LENGTH_TEXT or text.count("/") > 1:
        raise SpanError.of("span-duration", f"{shown(text)} is not a length such as P11D, P10D/P12D or PT6H")
    ticks = [_ticks(part, grain) for part in text.split("/")]
    if ticks[0] > ticks[-1]:
        raise SpanError.of("span-duration-reversed", f"{text}: the least length exceeds the most")
    return ticks[0], ticks[-1]


def _ticks(text: str, grain: Grain) -> int:
    if found := _DAYS.fullmatch(text):
        if grain is not Grain.DAY:
            raise SpanError.of(
                "span-duration-grain", f"{text} counts days, but the text has times of day: give PT…H"
            )
        ticks = int(found[1]) * (7 if found[2] == "W" else 1)
    elif text[:2] == "PT":
        if grain is not Grain.INSTANT:
            raise SpanError.of(
                "span-duration-grain", f"{text} counts hours, but the text has no time of day: give PnD"
            )
        return length_of(text)
    elif _CALENDAR.fullmatch(text):
        raise SpanError.of(
            "span-duration-calendar", f"{text}: months and years have no fixed length; count days, PnD"
        )
    else:
        raise SpanError.of("span-duration", f"{shown(text)} is not a length such as P11D, P10D/P12D or PT6H")
    if ticks == 0:
        raise SpanError.of("span-duration", f"{text}: what happened lasted for some time; one day is P1D")
    return ticks
