"""The days of a mark, certain and possible, and the look of its two ends."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import inf, isinf

from attrs import frozen

from korea_events.analysis import prepare_day_items
from korea_events.temporal import EndKind
from korea_events.temporal.engine import Stretch, Stretches, Timed, get_span, intersect_stretches


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
    """The days of one item: half-open stretches of day numbers, infinite where there is no bound."""

    certain: tuple[Stretch, ...]
    possible: tuple[Stretch, ...]
    start: BarEdge
    end: BarEdge
    known: tuple[int, ...]
    """Every day number that bounds it, in order."""

    @property
    def exact_day(self) -> int | None:
        """The day, if it was certainly on a single day."""
        if len(self.certain) == 1 and self.certain == self.possible:
            first, end = self.certain[0]
            return int(first) if end == first + 1 else None
        return None

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
        return bool(cut_to_window(self.list_drawn(window, 1), window))


def build_mark_days(item: Timed, zone: str) -> MarkDays:
    """The days of an item that has dates: a span, or an event with its pauses or occurrences.

    Example:
        >>> from korea_events.temporal import Span
        >>> from korea_events.temporal.engine import as_day_range
        >>> fs24 = build_mark_days(Span.parse("2024-03-04/"), "Asia/Seoul")
        >>> str(as_day_range(fs24.possible[0])), str(fs24.end)
        ('2024-03-04/..', 'fades')
    """
    span = get_span(item)
    assert span is not None  # who asks has looked
    (row,) = prepare_day_items([(item, span)], zone)
    possible = row.possible()
    # Something that started by a day was under way on it or before; something that ended no earlier, on it or after.
    ticks = [
        row.hull.start_max + 1,
        row.hull.end_min - 1,
        *(tick for stretch in possible for tick in stretch),
    ]
    return MarkDays(
        certain=row.certain(),
        possible=possible,
        start=_find_bar_edge(possible[0][0], span.start_kind),
        end=_find_bar_edge(possible[-1][1], span.end_kind),
        known=tuple(sorted({int(tick) for tick in ticks if not isinf(tick)})),
    )


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
    from datetime import date

    return date.fromordinal(int(tick)).isoformat()


def cut_to_window(stretches: Sequence[Stretch], window: Stretch) -> Stretches:
    """The part of some days that lies in a window."""
    return intersect_stretches(stretches, [window])


ALL_DAYS: Stretch = (-inf, inf)
"""All days."""
