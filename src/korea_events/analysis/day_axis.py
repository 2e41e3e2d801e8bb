"""Items on the axis of days of one zone: on which days each is certainly, and on which possibly under way."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isinf
from typing import Any

from attrs import frozen

from korea_events.analysis.selection import Skipped, check_footing, get_footing, select_items
from korea_events.dossier import Dossier
from korea_events.model import Footing
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import (
    DEFAULT_ZONE,
    Axis,
    Bounds,
    ProjectedSpan,
    Tick,
    Timed,
    build_hull,
    check_tolerance,
    check_zone,
    choose_axis,
    project,
)

Stretch = tuple[Tick, Tick]
"""Half-open days."""


@frozen(eq=False)
class DayItem:
    """An item on the axis of days."""

    item: Any
    projected: ProjectedSpan
    pauses: tuple[ProjectedSpan, ...]
    footing: Footing
    id: str | None

    @property
    def hull(self) -> Bounds:
        """Single bounds around every alternative."""
        worlds = self.projected.alternatives
        return worlds[0] if len(worlds) == 1 else build_hull(worlds)

    def possible(self) -> list[Stretch]:
        """The days on which it may be under way, as separate stretches; pauses are not taken off."""
        return merge_stretches((bounds.start_min, bounds.end_max) for bounds in self.projected.alternatives)

    def certain(self) -> list[Stretch]:
        """The days on which it certainly is under way: within every alternative, and in no possible pause."""
        if self.projected.approximate:
            return []
        start = max(bounds.start_max for bounds in self.projected.alternatives)
        end = min(bounds.end_min for bounds in self.projected.alternatives)
        stretches = [(start, end)] if start < end else []
        for pause in self.pauses:
            from_, to = (inf, -inf)
            for bounds in pause.alternatives:
                from_, to = min(from_, bounds.start_min), max(to, bounds.end_max)
            if pause.approximate:  # nobody knows how far it may be off
                return []
            stretches = [
                part
                for x, y in stretches
                for part in ((x, min(y, from_)), (max(x, to), y))
                if part[0] < part[1]
            ]
        return stretches

    def least(self) -> Tick:
        """A number of days on which it certainly was under way, at whatever dates."""
        if self.projected.approximate:
            return 0
        paused = sum(
            inf if pause.approximate else max(bounds.length_max for bounds in pause.alternatives)
            for pause in self.pauses
        )
        return max(0, self.hull.length_min - paused)


@frozen(eq=False)
class DayItems:
    """The items that take part in a question about days."""

    rows: tuple[DayItem, ...]
    zone: str
    skipped: tuple[Skipped, ...]


def project_items_to_days(
    items: Iterable[Timed] | Dossier, *, footing: str, zone: str | None, tolerance: int | None
) -> DayItems:
    """Items on the axis of days: of ``zone``, else of the one zone that all their days have, else of Seoul."""
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    taken = list(select_items(items, footing, skipped))
    if zone is None:
        zone = choose_axis((span for _, span in taken), Grain.DAY).zone or DEFAULT_ZONE
    check_zone(zone)
    axis = Axis(Grain.DAY, zone)

    def lowered(span: Span) -> ProjectedSpan:
        elsewhere = span.zone not in (zone, None) and not all(map(isinf, span.hull[:4]))
        return project(span.in_zone(zone) if elsewhere else span, axis, tolerance)

    rows = tuple(
        DayItem(
            item,
            lowered(span),
            tuple(map(lowered, getattr(item, "pauses", ()))),
            get_footing(item),
            getattr(item, "id", None),
        )
        for item, span in taken
    )
    return DayItems(rows, zone, tuple(skipped))


def merge_stretches(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days as separate stretches in order."""
    result: list[Stretch] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
