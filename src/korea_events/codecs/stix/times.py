"""When an event was, as STIX says it: a timestamp, and the period that begins with it (its fidelity).

The Incident extension suite defines a fidelity as the period that the timestamp begins: a day in Seoul begins at 15:00
UTC on the day before. A timestamp here is therefore the beginning of a period in the zone of the span: the shortest one
that holds every moment that the span allows.
"""

from __future__ import annotations

import datetime as dt
import re
from math import inf, isinf
from typing import Final

from korea_events.codecs.stix.terms import EVENT_STATUS, format_timestamp
from korea_events.model import Event, Footing
from korea_events.temporal import EndKind, Grain, Span
from korea_events.temporal.engine import build_hull, find_first_instant, find_ordinal

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MINUTE: Final = 60 * 10**6
_PERIODS: Final = (("second", 10**6), ("minute", _MINUTE), ("hour", 60 * _MINUTE))
_SAYS_SECONDS: Final = re.compile(r"T\d\d:\d\d:\d\d")


def find_time(when: Span, *, is_end: bool) -> tuple[str, str] | None:
    """The timestamp and the fidelity of a start or an end; None when not even the year is certain."""
    hull = build_hull(when.freed)  # an approximate day may be any day
    early, late = (hull.end_min, hull.end_max) if is_end else (hull.start_min, hull.start_max)
    if isinf(early) or isinf(late):
        return None
    zone = when.zone or "UTC"
    first, last = int(early), int(late)
    if when.grain is Grain.DAY:
        days = [dt.date.fromordinal(ordinal - is_end) for ordinal in (first, last)]
    else:
        last = max(first, last - is_end)
        days = [dt.date.fromordinal(find_ordinal(zone, tick)) for tick in (first, last)]
        if days[0] == days[1]:
            midnight = find_first_instant(zone, days[0].toordinal())
            said = (when.edtf or "").split("/")[-is_end]
            # A moment ends one tick after it began.
            to_the_second = first % _MINUTE > 1 or _SAYS_SECONDS.search(said)
            for name, ticks in _PERIODS[0 if to_the_second else 1 :]:
                if (first - midnight) // ticks == (last - midnight) // ticks:
                    return _format_tick(first - (first - midnight) % ticks), name
    for name, whole in (("day", {}), ("month", {"day": 1}), ("year", {"day": 1, "month": 1})):
        first_day, last_day = (day.replace(**whole) for day in days)
        tick = find_first_instant(zone, first_day.toordinal())
        # In Seoul the year 1 begins before the calendar does.
        if first_day == last_day and tick >= _count_midnight(dt.date(1, 1, 1).toordinal()):
            return _format_tick(tick), name
    return None


def _count_midnight(ordinal: int) -> int:
    """The tick of midnight UTC of a day."""
    return (ordinal - _EPOCH.toordinal()) * 24 * 60 * _MINUTE


def _format_tick(tick: int) -> str:
    return format_timestamp(_EPOCH + dt.timedelta(microseconds=tick))


def find_publication_time(published: Span) -> str | None:
    """The first moment at which a document can have been published; of a day, one that reads as that day."""
    early = build_hull(published.freed).start_min
    if isinf(early):
        return None
    tick = int(early)
    if published.grain is Grain.DAY:
        begin = -inf if published.zone is None else find_first_instant(published.zone, tick)
        tick = int(max(begin, _count_midnight(tick)))
    return _format_tick(tick)


def list_event_times(event: Event) -> dict[str, str]:
    """The properties for the start and the end; those that are reported, or else those that were planned."""
    when = event.held or event.when
    if when is None:
        return {}
    start, end = find_time(when, is_end=False), find_time(when, is_end=True)
    if start is not None and end is not None and end < start:  # an end "in March" would be before the 14th
        end = None
    return {
        f"{name}_time{suffix}": text
        for name, time in (("start", start), ("end", end))
        if time is not None
        for suffix, text in zip(("", "_fidelity"), time, strict=True)
    }


def get_status(event: Event) -> str:
    """The status of an event; if none was stated, from its dates alone."""
    if event.status is not None:
        return EVENT_STATUS[event.status]
    if event.footing is Footing.ANNOUNCED:
        return "pending"
    if event.occurrences:
        return "occurred"
    if event.span is None or event.span.end_kind is EndKind.UNKNOWN:
        return "undetermined"
    return "ongoing" if event.span.end_kind is EndKind.OPEN else "occurred"
