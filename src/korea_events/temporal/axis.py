"""Putting spans on one axis: which grain a question is answered on, and each span's bounds there.

Days of one zone are compared as days. Days of different zones are compared as instants, through the first instant
of each day. Every step here is sound: it may allow more than was said, never less, and says so (``exact``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import inf, isinf

from attrs import frozen

from korea_events.errors import QuestionError
from korea_events.temporal import civil
from korea_events.temporal.bounds import END, RIGID, START, Alternative, Bounds, Grain, Reading, Tick, close
from korea_events.temporal.span import Span

_DAY = civil.MICROSECONDS_PER_DAY
_HOUR = _DAY // 24
# A date whose zone is not known began at UTC+14 at the earliest and ended at UTC-12 at the latest.
_EARLIEST_OFFSET, _LATEST_OFFSET = 14 * _HOUR, -12 * _HOUR
_WIDEST_SHIFT = _EARLIEST_OFFSET - _LATEST_OFFSET
# Windows up to this many days are searched for changes of the clocks; longer ones allow for the widest shift.
_WINDOW = 800


@frozen
class Axis:
    """The axis of one question: days of one zone (None: as written), or instants."""

    grain: Grain
    zone: str | None


@frozen
class Lowered:
    """A span on an axis: closed bounds in its ticks, one for each alternative.

    ``exact`` says that they allow nothing but what was said; ``approximate`` that a qualified date is not yet lifted.
    """

    alternatives: tuple[Bounds, ...]
    approximate: bool
    exact: bool


def common_axis(spans: Iterable[Span], grain: Grain | str | None = None) -> Axis:
    """The axis on which spans are compared: days if all are days of one zone (instants then count as their day there).

    Otherwise instants. A span without any dated end has no say, nor has a day whose zone is unknown. With ``grain``
    given, that one: days of several zones are then compared as written.

    Raises:
        QuestionError: ``question-grain`` when ``grain`` is none.
    """
    day_zones: set[str] = set()
    unzoned = instants = False
    for span in spans:
        if span.grain is Grain.INSTANT:
            instants = True
        elif all(map(isinf, span.hull[:4])):
            continue
        elif span.zone is None:
            unzoned = True
        else:
            day_zones.add(span.zone)
    if grain is not None:
        try:
            grain = Grain(grain)
        except ValueError:
            raise QuestionError.of(
                "question-grain", f"{civil.shown(grain)} is no grain: day, instant or None"
            ) from None
    elif len(day_zones) > 1 or (instants and not day_zones):
        grain = Grain.INSTANT
    else:
        grain = Grain.DAY
    if grain is Grain.INSTANT:
        return Axis(grain, None)
    return Axis(grain, next(iter(day_zones)) if len(day_zones) == 1 else None)


def check_tolerance(tolerance: int | None) -> int | None:
    """The tolerance, if it is None or a number of days.

    Raises:
        QuestionError: ``question-tolerance`` otherwise.
    """
    if tolerance is None or (isinstance(tolerance, int) and not isinstance(tolerance, bool) and tolerance >= 0):
        return tolerance
    raise QuestionError.of("question-tolerance", f"{civil.shown(tolerance)} is no number of days, 0 or more")


def lower(span: Span, axis: Axis, tolerance: int | None = None) -> Lowered:
    """A span's bounds on an axis.

    ``tolerance`` is in days: it moves each end that is qualified as approximate by as much to either side and lifts
    the flag.
    """
    if span.grain is axis.grain and span.zone is not None and not span.approximate:
        return Lowered(tuple(bounds for bounds, _ in span.alternatives), approximate=False, exact=span.exact)
    step = 1 if span.grain is Grain.DAY else _DAY
    alternatives = [
        alternative.bounds if tolerance is None else _tolerant(alternative, tolerance * step)
        for alternative in span.alternatives
    ]
    exact = span.exact
    if span.grain is not axis.grain:
        move = _to_instants if axis.grain is Grain.INSTANT else _to_days
        moved = [move(bounds, span, axis) for bounds in alternatives]
        alternatives = [bounds for bounds, _ in moved]
        exact = exact and all(still for _, still in moved)
    elif span.grain is Grain.DAY and span.zone is None:
        alternatives = [_widened(bounds) for bounds in alternatives]
        exact = False
    return Lowered(tuple(alternatives), approximate=span.approximate and tolerance is None, exact=exact)


def _must(bounds: Bounds) -> Bounds:
    closed = close(bounds)
    assert closed is not None  # only ever widened from bounds that allow something
    return closed


def _tolerant(alternative: Alternative, ticks: int) -> Bounds:
    (a, b, c, d, p, q), approximate = alternative
    start = ticks if approximate & START else 0
    end = ticks if approximate & END else 0
    slack = 0 if approximate & RIGID else start + end
    return _must(Bounds(a - start, b + start, c - end, d + end, max(1, p - slack), q + slack))


def _widened(bounds: Bounds) -> Bounds:
    """Days of an unknown zone as days of any other: a day more on either side."""
    a, b, c, d, p, q = bounds
    return _must(Bounds(a - 1, b + 1, c - 1, d + 1, max(1, p - 1), q + 1))


def _finite(tick: Tick, turn: Callable[[int], int]) -> Tick:
    return tick if isinf(tick) else turn(int(tick))


def _implied(bounds: Bounds) -> bool:
    """Whether the lengths say nothing that the ends do not."""
    ends_only = close(bounds._replace(length_min=1, length_max=inf))
    return ends_only == bounds


def _to_instants(bounds: Bounds, span: Span, axis: Axis) -> tuple[Bounds, bool]:
    """Days as instants, by the span's reading, and whether that is exact."""
    a, b, c, d, p, q = bounds
    zone = span.zone

    def first(ordinal: int) -> int:
        return civil.naive_ticks(ordinal) - _EARLIEST_OFFSET if zone is None else civil.first_instant(zone, ordinal)

    def past(ordinal: int) -> int:
        """The end of the day before: where a day that ends there is over everywhere."""
        return civil.naive_ticks(ordinal) - _LATEST_OFFSET if zone is None else civil.first_instant(zone, ordinal)

    shift = _WIDEST_SHIFT if zone is None else _clock_shift(zone, a, d)
    longest = q * _DAY + shift
    pinned = zone is not None and _implied(bounds)
    if span.reading is Reading.THROUGHOUT and zone is not None:
        lowered = Bounds(
            _finite(a, first), _finite(b, first), _finite(c, past), _finite(d, past), max(1, p * _DAY - shift), longest
        )
        return _must(lowered), a == b and c == d
    # it began somewhere in its first day and ended somewhere in its last: only the days between are full
    shortest = 1 if p == 1 else max(2, (p - 2) * _DAY - shift + 2)
    lowered = Bounds(
        _finite(a, first),
        _finite(b, lambda ordinal: past(ordinal + 1) - 1),
        _finite(c, lambda ordinal: first(ordinal - 1) + 1),
        _finite(d, past),
        shortest,
        longest,
    )
    return _must(lowered), pinned


def _clock_shift(zone: str, start: Tick, end: Tick) -> int:
    """By how much the clocks of a zone change at most between two days."""
    if isinf(start) or isinf(end) or end - start > _WINDOW:
        return _WIDEST_SHIFT
    return _shift_within(zone, int(start), int(end))


@lru_cache(maxsize=4096)
def _shift_within(zone: str, start: int, end: int) -> int:
    offsets = {civil.naive_ticks(day) - civil.first_instant(zone, day) for day in range(start, end + 1)}
    return max(offsets) - min(offsets)


def _to_days(bounds: Bounds, span: Span, axis: Axis) -> tuple[Bounds, bool]:
    """Instants as the days they lie in, and whether that is exact."""
    a, b, c, d, p, q = bounds
    zone = axis.zone or span.zone or "UTC"

    def start_day(instant: int) -> int:
        return civil.ordinal_at(zone, instant)

    def end_day(instant: int) -> int:
        return civil.ordinal_at(zone, instant - 1) + 1

    longest = inf if isinf(q) else (q + _WIDEST_SHIFT) // _DAY + 2
    lowered = Bounds(
        _finite(a, start_day),
        _finite(b, start_day),
        _finite(c, end_day),
        _finite(d, end_day),
        max(1, -((_WIDEST_SHIFT - p) // _DAY)),
        longest,
    )
    return _must(lowered), _implied(bounds)
