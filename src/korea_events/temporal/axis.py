"""Putting spans on one axis: which grain a question is answered on, and each span's bounds there.

The axis is decided for each pair. Days of one zone are compared as days, and an instant beside them as its day there.
Days of different zones are compared as instants, unless the days of the two zones coincide. Every step here is sound:
it may allow more than was said, never less, and says so (``exact``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from math import isinf
from typing import TypeAlias

from attrs import field, frozen

from korea_events.errors import QuestionError, SpanError
from korea_events.temporal import civil
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    FIXED_LENGTH,
    Alternative,
    Bounds,
    Grain,
    GrainName,
    Tick,
    build_hull,
    intersect,
)
from korea_events.temporal.grains import (
    close_widened,
    convert_to_days,
    convert_to_instants,
    move_days,
    place_zoneless_days,
)
from korea_events.temporal.span import Span
from korea_events.temporal.span_arguments import DEFAULT_ZONE
from korea_events.temporal.stretches import Stretches, merge_stretches

GrainOption: TypeAlias = Grain | GrainName | None
"""What a question accepts as its grain."""
Tolerance: TypeAlias = int | str | None
"""How far an approximate date may be off: a number of days, or a length such as ``PT30M`` or ``P2D``."""


@frozen
class Axis:
    """The axis of one question: days of one zone (None: as written), or instants."""

    grain: Grain
    zone: str | None


INSTANTS = Axis(Grain.INSTANT, None)


@frozen
class ProjectedSpan:
    """A span on an axis: closed bounds in its ticks, one for each alternative.

    ``freed`` are the bounds when every approximate end may lie anywhere; they equal the alternatives where no end is
    approximate on this axis. ``exact`` says that they allow nothing but what was said.
    """

    alternatives: tuple[Bounds, ...]
    freed: tuple[Bounds, ...]
    exact: bool = field(kw_only=True)

    @property
    def approximate(self) -> bool:
        """Whether an end is approximate on this axis."""
        return self.freed is not self.alternatives and self.freed != self.alternatives

    @cached_property
    def hull(self) -> Bounds:
        """Single bounds around every alternative, as dated."""
        return self.alternatives[0] if len(self.alternatives) == 1 else build_hull(self.alternatives)

    @cached_property
    def free_hull(self) -> Bounds:
        """The same with approximate ends anywhere."""
        return self.hull if self.freed is self.alternatives else build_hull(self.freed)

    @cached_property
    def reach(self) -> Stretches:
        """The ticks that it may cover, as dated."""
        return merge_stretches([(bounds.start_min, bounds.end_max) for bounds in self.alternatives])

    @cached_property
    def starts(self) -> Stretches:
        """The ticks on which it may begin, as dated."""
        return _merge_starts(self.alternatives)

    @cached_property
    def free_starts(self) -> Stretches:
        """The same with approximate ends anywhere."""
        return self.starts if self.freed is self.alternatives else _merge_starts(self.freed)


def _merge_starts(alternatives: tuple[Bounds, ...]) -> Stretches:
    return merge_stretches([(bounds.start_min, bounds.start_max + 1) for bounds in alternatives])


def choose_pair_axis(first: Span, second: Span, grain: GrainOption = None) -> Axis:
    """The axis on which two spans are compared.

    Days if both are days of one zone, or of two zones whose days coincide throughout the hull of either, or days and
    an instant, which then counts as its day there. A span without any date takes the axis of the other, and days of an
    unknown zone are placed among those of the other. Otherwise instants. With ``grain`` given, that one: days of two
    zones are then compared as written.

    Raises:
        QuestionError: ``question-grain`` when ``grain`` is neither day nor instant nor None.
    """
    wanted = None if grain is None else check_grain(grain)
    if wanted is Grain.INSTANT:
        return INSTANTS
    zones = [span.zone for span in (first, second) if span.grain is Grain.DAY]
    if wanted is Grain.DAY:
        known = {zone for zone in zones if zone is not None}
        return Axis(Grain.DAY, known.pop() if len(known) == 1 else None)
    if first.zone == second.zone is not None and len(zones) == 2:  # nearly always
        return Axis(Grain.DAY, first.zone)
    dated = [span for span in (first, second) if not _is_dateless(span)]
    if len(dated) < 2:
        only = dated[0] if dated else first
        return INSTANTS if only.grain is Grain.INSTANT or only.zone is None else Axis(Grain.DAY, only.zone)
    if not zones or (len(zones) == 1 and zones[0] is None):
        return INSTANTS
    if len(zones) == 1:
        return Axis(Grain.DAY, zones[0])
    if None in zones:
        known_zone = first.zone or second.zone
        return INSTANTS if known_zone is None else Axis(Grain.DAY, known_zone)
    assert first.zone is not None
    assert second.zone is not None
    if have_same_days(second, first.zone):
        return Axis(Grain.DAY, first.zone)
    return Axis(Grain.DAY, second.zone) if have_same_days(first, second.zone) else INSTANTS


def choose_axis(spans: Iterable[Span], grain: GrainOption = None) -> Axis:
    """One axis for the columns of a table: days if all are days of one zone (instants then count as their day there).

    Otherwise instants. Spans without a dated end do not count, nor do days whose zone is unknown. If ``grain`` is
    given, it decides: days of several zones are then as written.

    Raises:
        QuestionError: ``question-grain`` when ``grain`` is not a grain.
    """
    dated = [span for span in spans if not _is_dateless(span)]
    zones = {span.zone for span in dated if span.grain is Grain.DAY and span.zone is not None}
    instants = any(span.grain is Grain.INSTANT for span in dated)
    if grain is not None:
        grain = check_grain(grain)
    elif len(zones) > 1 or (instants and not zones):
        grain = Grain.INSTANT
    else:
        grain = Grain.DAY
    return INSTANTS if grain is Grain.INSTANT else Axis(grain, zones.pop() if len(zones) == 1 else None)


def choose_day_zone(spans: Iterable[Span]) -> str:
    """The zone in whose days a question about many items is asked: that of all dated days, else Seoul's."""
    zones = {one.zone for one in spans if one.grain is Grain.DAY and one.zone and not _is_dateless(one)}
    return zones.pop() if len(zones) == 1 else DEFAULT_ZONE


def check_grain(grain: Grain | GrainName) -> Grain:
    """The grain that is named.

    Raises:
        QuestionError: ``question-grain`` for anything else.
    """
    try:
        return Grain(grain)
    except ValueError:
        message = f"grain must be 'day' or 'instant', not {civil.quote_value(grain)}"
        raise QuestionError.of("question-grain", message) from None


def have_same_days(span: Span, zone: str) -> bool:
    """Whether the days of a span in days are the same days in another zone, throughout its hull."""
    if span.zone is None or span.grain is not Grain.DAY:
        return False
    if span.zone == zone:
        return True
    hull = build_hull(span.freed) if span.approximate else span.hull
    return civil.do_days_coincide(span.zone, zone, hull.start_min, hull.end_max)


def _is_dateless(span: Span) -> bool:
    return all(map(isinf, span.hull[:4]))


_LENGTH = re.compile(r"P(?:[0-9]{1,7}[DW]|T[0-9HMS.]+)")


def check_tolerance(tolerance: Tolerance) -> int | None:
    """A tolerance in microseconds, or None.

    Raises:
        QuestionError: ``question-tolerance`` for what is neither a number of days, 0 or more, nor a length.
    """
    given: object = tolerance
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= civil.LAST_DAY:
        return given * civil.MICROSECONDS_PER_DAY
    if isinstance(given, str) and _LENGTH.fullmatch(given):
        if given[1] != "T":
            days = int(given[1:-1]) * (7 if given[-1] == "W" else 1)
            if days <= civil.LAST_DAY:
                return days * civil.MICROSECONDS_PER_DAY
        else:
            try:
                return civil.parse_instant_length(given)
            except SpanError:
                pass
    raise QuestionError.of(
        "question-tolerance",
        f"tolerance must be a number of days, 0 or more, or a length such as 'PT30M', not {civil.quote_value(given)}",
    )


def project(span: Span, axis: Axis, tolerance: Tolerance = None) -> ProjectedSpan:
    """A span's bounds on an axis.

    ``tolerance`` moves each approximate end by as much to either side and lifts the flag; on the axis of days part of a
    day counts as one. A time of day never leaves its day. Days of another zone than the axis has are placed there
    through the instants that they cover, or taken over where the days coincide; as written on an axis without a zone.
    """
    slack = check_tolerance(tolerance)
    if len(span.alternatives) == 1:  # nearly always
        return _project(span, axis, slack)
    return _project_once(span, axis, slack)


def _project(span: Span, axis: Axis, slack: int | None) -> ProjectedSpan:
    dated: tuple[Bounds, ...] = tuple([bounds for bounds, _ in span.alternatives])  # a list is faster
    freed = span.freed if span.approximate else dated
    exact = span.exact
    if slack is not None and freed is not dated:
        ticks = slack if span.grain is Grain.INSTANT else -(-slack // civil.MICROSECONDS_PER_DAY)
        room = build_hull(freed)
        dated = freed = tuple(_apply_tolerance(alternative, ticks, room) for alternative in span.alternatives)
    if _is_at_home(span, axis):
        return ProjectedSpan(dated, freed, exact=exact)
    moved, still = _move_all(dated, span, axis)
    loose = moved if freed is dated else _move_all(freed, span, axis)[0]
    return ProjectedSpan(moved, loose, exact=exact and still)


_project_once = lru_cache(maxsize=32)(_project)  # files repeat the same few vague dates


def project_pause(pause: Span, axis: Axis, tolerance: Tolerance = None) -> ProjectedSpan | None:
    """A pause on an axis: of one in hours, only the days that it covers whole; None where it covers none."""
    if axis.grain is Grain.INSTANT or pause.grain is Grain.DAY:
        return project(pause, axis, tolerance)
    zone = axis.zone or pause.zone or DEFAULT_ZONE
    hours = project(pause, INSTANTS, tolerance)
    dated, freed = (
        tuple(_keep_whole_days(bounds, zone) for bounds in worlds)
        for worlds in (hours.alternatives, hours.freed)
    )
    covers_any = any(bounds.start_min < bounds.end_max for bounds in (*dated, *freed))
    return ProjectedSpan(dated, freed, exact=False) if covers_any else None


def _keep_whole_days(bounds: Bounds, zone: str) -> Bounds:
    """From the first day that begins in a stretch of instants to the last one that ends in it."""

    def start_of(tick: Tick) -> Tick:
        day = tick if isinf(tick) else civil.find_ordinal(zone, int(tick))
        return day if isinf(tick) or civil.find_first_instant(zone, int(day)) == tick else day + 1

    def end_of(tick: Tick) -> Tick:
        return tick if isinf(tick) else civil.find_ordinal(zone, int(tick))

    a, b, c, d = start_of(bounds[0]), start_of(bounds[1]), end_of(bounds[2]), end_of(bounds[3])
    return Bounds(a, b, c, d, 1, max(1, d - a))


def _is_at_home(span: Span, axis: Axis) -> bool:
    if span.grain is not axis.grain:
        return False
    if axis.grain is Grain.INSTANT or axis.zone is None or span.zone == axis.zone or _is_dateless(span):
        return True
    return have_same_days(span, axis.zone)


def _move_all(worlds: tuple[Bounds, ...], span: Span, axis: Axis) -> tuple[tuple[Bounds, ...], bool]:
    if len(worlds) == 1:
        only, still = _move_bounds(worlds[0], span, axis)
        return (only,), still
    moved = [_move_bounds(bounds, span, axis) for bounds in worlds]
    return tuple(bounds for bounds, _ in moved), all(still for _, still in moved)


def _move_bounds(bounds: Bounds, span: Span, axis: Axis) -> tuple[Bounds, bool]:
    if axis.grain is Grain.INSTANT:
        return convert_to_instants(bounds, span.zone, span.reading)
    zone = axis.zone or span.zone or "UTC"
    if span.grain is Grain.INSTANT:
        return convert_to_days(bounds, zone)
    if span.zone is None:
        return place_zoneless_days(bounds, zone), False
    return move_days(bounds, span.zone, span.reading, zone)


def _apply_tolerance(alternative: Alternative, ticks: int, room: Bounds) -> Bounds:
    (a, b, c, d, p, q), approximate = alternative
    start = ticks if approximate & APPROXIMATE_START else 0
    end = ticks if approximate & APPROXIMATE_END else 0
    slack = 0 if approximate & FIXED_LENGTH else start + end
    widened = close_widened(Bounds(a - start, b + start, c - end, d + end, max(1, p - slack), q + slack))
    return intersect(widened, room) or widened
