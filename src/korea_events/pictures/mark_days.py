"""The days of a mark, certain and possible, and the look of its two ends; its times of day, where they are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain
from math import inf, isinf
from typing import Final

from attrs import frozen

from korea_events.analysis import prepare_day_items
from korea_events.temporal import EndKind, Span
from korea_events.temporal.engine import (
    Stretch,
    Stretches,
    Tick,
    Timed,
    Tolerance,
    as_day_range,
    find_first_instant,
    find_ordinal,
    get_span,
    intersect_stretches,
)

_MINUTES_PER_DAY: Final = 1440
_MINUTE: Final = 1 / _MINUTES_PER_DAY


class BarEdge(StrEnum):
    """How an end of a bar looks."""

    CLOSED = "closed"
    """A last possible day is known."""
    FADES = "fades"
    """No last possible day is known: it ended (or started) at some time."""
    GOES_ON = "goes_on"
    """It was still under way when it was reported, or has no end."""


@frozen(kw_only=True)
class MarkDays:
    """The days of one item: half-open stretches of day numbers, infinite where a bound is missing.

    Times of day are fractions of a day.
    """

    certain: tuple[Stretch, ...]
    possible: tuple[Stretch, ...]
    start: BarEdge
    end: BarEdge
    known: tuple[Tick, ...]
    """Every day number that bounds it, in order."""

    @property
    def points(self) -> tuple[float, ...]:
        """The middle of each day or time of which it is sure; none for something longer than a day."""
        if any(end > start + 1 for start, end in self.certain):
            return ()
        return tuple((start + end) / 2 for start, end in self.certain)

    def list_drawn(self, window: Stretch, fade: float) -> tuple[Stretch, ...]:
        """The possible days that are drawn: a bar that fades ends ``fade`` days after the last known day.

        Its real end is unknown; a bar through the whole picture would hide what is known.

        Example:
            >>> from korea_events.temporal import Span
            >>> from korea_events.temporal.engine import as_day_range
            >>> over_by = build_mark_days(Span.bounded(latest_end="2024-03-14"), "Asia/Seoul")
            >>> [str(as_day_range(stretch)) for stretch in over_by.list_drawn((738900, 739000), fade=7)]
            ['2024-03-08/2024-03-14']
        """
        first = window[0] if self.start is BarEdge.GOES_ON else min(self.known) - fade
        last = window[1] if self.end is BarEdge.GOES_ON else max(self.known) + fade
        return cut_to_window(self.possible, (first, last))

    def list_known(self, window: Stretch) -> tuple[Stretch, ...]:
        """The possible days up to the last known one; at least a day if only a single bound is known."""
        return self.list_drawn(window, 0) or self.list_drawn(window, 1)

    def is_seen_in(self, window: Stretch) -> bool:
        """Whether a known day of it lies in a window, not only days that are merely not excluded."""
        seen = window == ALL_DAYS or cut_to_window(self.list_drawn(window, 1), window)
        return bool(self.known and seen)


def build_mark_days(
    item: Timed, zone: str, tolerance: Tolerance = None, *, span: Span | None = None, hourly: bool = False
) -> MarkDays:
    """The days of an item that has dates: a span, or an event with its pauses or occurrences.

    ``span`` stands in for its own dates. ``hourly``, its times of day are kept.

    Example:
        >>> from korea_events.temporal import Span
        >>> from korea_events.temporal.engine import as_day_range
        >>> fs24 = build_mark_days(Span.parse("2024-03-04/"), "Asia/Seoul")
        >>> str(as_day_range(fs24.possible[0])), str(fs24.end)
        ('2024-03-04/..', 'fades')
    """
    if span is None:
        span = get_span(item)
    assert span is not None  # who asks has looked
    (row,) = prepare_day_items([(item, span)], zone, tolerance, hourly=hourly)
    possible, certain = row.possible(), row.certain()
    if not possible:  # pauses take all of it
        return MarkDays(certain=(), possible=(), start=BarEdge.CLOSED, end=BarEdge.CLOSED, known=())
    # Something that started by a day was under way on it or before; something that ended no earlier, on it or after.
    ticks = [row.hull.start_max + 1, row.hull.end_min - 1, *chain.from_iterable(possible)]
    if hourly:
        possible, certain = (tuple(_place_in_days(found, zone)) for found in (possible, certain))
        ticks = [_convert_to_day(tick, zone) for tick in ticks]
    else:
        ticks = [tick if isinf(tick) else int(tick) for tick in ticks]
    return MarkDays(
        certain=certain,
        possible=possible,
        start=_find_bar_edge(possible[0][0], span.start_kind),
        end=_find_bar_edge(possible[-1][1], span.end_kind),
        known=tuple(sorted({tick for tick in ticks if not isinf(tick)})),
    )


def _place_in_days(stretches: Stretches, zone: str) -> Iterator[Stretch]:
    """Stretches of instants as fractions of days; a moment takes a minute, so that it can be seen."""
    for stretch in stretches:
        start, end = (_convert_to_day(tick, zone) for tick in stretch)
        yield start, max(end, start + _MINUTE)


def _convert_to_day(instant: Tick, zone: str) -> Tick:
    """The number of the day of an instant, with the part of that day that was over."""
    if isinf(instant):
        return instant
    day = find_ordinal(zone, int(instant))
    start, end = (find_first_instant(zone, ordinal) for ordinal in (day, day + 1))
    return day + (instant - start) / (end - start)


def _find_bar_edge(tick: float, kind: EndKind) -> BarEdge:
    if not isinf(tick):
        return BarEdge.CLOSED
    return BarEdge.GOES_ON if kind is EndKind.OPEN else BarEdge.FADES


def format_date(tick: float) -> str:
    """The date of a day number.

    Example:
        >>> format_date(738949)
        '2024-03-04'
    """
    return dt.date.fromordinal(int(tick)).isoformat()


def format_time(tick: float) -> str:
    """The date and time of a day number with a fraction, to the minute.

    Example:
        >>> format_time(738949.3125)
        '2024-03-04 07:30'
    """
    minutes = round(tick * _MINUTES_PER_DAY)
    hour, minute = divmod(minutes % _MINUTES_PER_DAY, 60)
    return f"{format_date(minutes // _MINUTES_PER_DAY)} {hour:02}:{minute:02}"


def format_stretch(stretch: Stretch) -> str:
    """A range of days; of a stretch with times of day, its ends to the minute.

    Example:
        >>> format_stretch((738949, 738951)), format_stretch((738949.3125, 738949.5))
        ('2024-03-04/2024-03-05', '2024-03-04 07:30 to 12:00')
    """
    start, end = stretch
    if all(isinf(tick) or tick == int(tick) for tick in stretch):
        return str(as_day_range(stretch))
    if end <= start + 2 * _MINUTE:  # a moment
        return format_time(start)
    first, last = ("open" if isinf(tick) else format_time(tick) for tick in stretch)
    day, _, time = last.partition(" ")
    return f"{first} to {time if first.startswith(day) else last}"


def cut_to_window(stretches: Sequence[Stretch], window: Stretch) -> Stretches:
    """The part of some days that lies in a window."""
    return intersect_stretches(stretches, [window])


ALL_DAYS: Stretch = (-inf, inf)
"""All days."""
