"""On which days something is drawn: certainly, possibly, and how its two ends look."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import inf, isinf

from attrs import frozen

from korea_events.analysis import Stretch, intersect_stretches, make_day_range, project_items_to_days
from korea_events.temporal import EndKind, Span
from korea_events.temporal.engine import day_ordinal


class BarEdge(StrEnum):
    """How an end of a bar looks."""

    CLOSED = "closed"
    """A last possible day is known."""
    FADES = "fades"
    """No last possible day is known: it ended (or began) some time."""
    GOES_ON = "goes_on"
    """It was still going on when it was reported, or is said to be without end."""


@frozen(kw_only=True)
class MarkDays:
    """The days of one thing: half-open stretches of day numbers, infinite where nothing bounds them."""

    certain: tuple[Stretch, ...]
    possible: tuple[Stretch, ...]
    start: BarEdge
    end: BarEdge
    known: tuple[int, ...]
    """Every day number by which or from which something is known, in order."""

    @property
    def exact_day(self) -> int | None:
        """The day, if it certainly was on one single day."""
        if len(self.certain) == 1 and self.certain == self.possible:
            first, end = self.certain[0]
            return int(first) if end == first + 1 else None
        return None

    def drawn(self, window: Stretch, fade: float) -> tuple[Stretch, ...]:
        """The possible days as far as they are drawn: what fades ends ``fade`` days after the last known one.

        Nothing says how much longer it may have been; a bar through the whole picture would drown what is known.

        Example:
            >>> over_by = build_mark_days(Span.bounded(latest_end="2024-03-14"), (), "Asia/Seoul")
            >>> [str(make_day_range(stretch)) for stretch in over_by.drawn((738900, 739000), fade=7)]
            ['2024-03-08/2024-03-14']
        """
        first = window[0] if self.start is BarEdge.GOES_ON else min(self.known) - fade
        last = window[1] if self.end is BarEdge.GOES_ON else max(self.known) + fade
        return tuple(cut_to_window(self.possible, (first, last)))

    def known_part(self, window: Stretch) -> tuple[Stretch, ...]:
        """The possible days up to the last known one; a day at least, where a single bound is all that is known."""
        return self.drawn(window, 0) or self.drawn(window, 1)

    def is_seen_in(self, window: Stretch) -> bool:
        """Whether something known of it lies in a window, rather than only days that nothing excludes."""
        return bool(cut_to_window(self.drawn(window, 1), window))


@frozen(kw_only=True)
class _DatedItem:
    """What questions about days look at."""

    span: Span
    pauses: tuple[Span, ...]


def build_mark_days(span: Span, pauses: tuple[Span, ...], zone: str) -> MarkDays:
    """The days on which something is drawn; None bounds nothing.

    Example:
        >>> fs24 = build_mark_days(Span.parse("2024-03-04/"), (), "Asia/Seoul")
        >>> str(make_day_range(fs24.possible[0])), str(fs24.end)
        ('2024-03-04/..', 'fades')
    """
    [row] = project_items_to_days([_DatedItem(span=span, pauses=pauses)], zone=zone).rows
    possible = tuple(row.possible())
    # Whatever began by a day was under way on it or before; whatever ended no earlier, on it or after.
    ticks = [
        row.hull.start_max + 1,
        row.hull.end_min - 1,
        *(tick for stretch in possible for tick in stretch),
    ]
    return MarkDays(
        certain=tuple(row.certain()),
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
        >>> format_date(day_ordinal("2024-03-04"))
        '2024-03-04'
    """
    from datetime import date

    return date.fromordinal(int(tick)).isoformat()


def cut_to_window(stretches: Iterable[Stretch], window: Stretch) -> list[Stretch]:
    """What of some days lies in a window."""
    return intersect_stretches(stretches, [window])


ALL_DAYS: Stretch = (-inf, inf)
"""All days."""

__all__ = [
    "ALL_DAYS",
    "BarEdge",
    "MarkDays",
    "build_mark_days",
    "cut_to_window",
    "day_ordinal",
    "format_date",
    "intersect_stretches",
    "make_day_range",
]
