"""Putting spans on one axis: which grain a question is answered on, and each span's bounds there.

Days of one zone are compared as days. Days of different zones are compared as instants, through the first instant
of each day. Every step here is sound: it may allow more than was said, never less, and says so (``exact``).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isinf

from attrs import frozen

from korea_events.errors import QuestionError
from korea_events.temporal import civil
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    FIXED_LENGTH,
    Alternative,
    Bounds,
    Grain,
    GrainName,
)
from korea_events.temporal.grains import close_widened, convert_to_days, convert_to_instants, widen_days
from korea_events.temporal.span import Span


@frozen
class Axis:
    """The axis of one question: days of one zone (None: as written), or instants."""

    grain: Grain
    zone: str | None


@frozen
class ProjectedSpan:
    """A span on an axis: closed bounds in its ticks, one for each alternative.

    ``exact`` says that they allow only what was said, ``approximate`` that no tolerance widened a qualified date.
    """

    alternatives: tuple[Bounds, ...]
    approximate: bool
    exact: bool


def choose_axis(spans: Iterable[Span], grain: Grain | GrainName | None = None) -> Axis:
    """The axis on which spans are compared: days if all are days of one zone (instants then count as their day there).

    Otherwise instants. Spans without a dated end do not count, nor do days whose zone is unknown. If ``grain`` is
    given, it decides: days of several zones are then compared as written.

    Raises:
        QuestionError: ``question-grain`` when ``grain`` is not a grain.
    """
    day_zones: set[str] = set()
    instants = False
    for span in spans:
        if span.grain is Grain.INSTANT:
            instants = True
        elif all(map(isinf, span.hull[:4])):
            continue
        elif span.zone is None:
            pass
        else:
            day_zones.add(span.zone)
    if grain is not None:
        grain = check_grain(grain)
    elif len(day_zones) > 1 or (instants and not day_zones):
        grain = Grain.INSTANT
    else:
        grain = Grain.DAY
    if grain is Grain.INSTANT:
        return Axis(grain, None)
    return Axis(grain, next(iter(day_zones)) if len(day_zones) == 1 else None)


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


def check_tolerance(tolerance: int | None) -> int | None:
    """The tolerance, if it is None or a number of days.

    Raises:
        QuestionError: ``question-tolerance`` otherwise.
    """
    if tolerance is None or civil.is_count(tolerance, 0):
        return tolerance
    raise QuestionError.of("question-tolerance", civil.describe_day_count("tolerance", tolerance, 0))


def project(span: Span, axis: Axis, tolerance: int | None = None) -> ProjectedSpan:
    """A span's bounds on an axis.

    ``tolerance`` is in days: it moves each end that is qualified as approximate by as much to either side and lifts
    the flag.
    """
    if span.grain is axis.grain and span.zone is not None and not span.approximate:
        return ProjectedSpan(
            tuple(bounds for bounds, _ in span.alternatives), approximate=False, exact=span.exact
        )
    step = 1 if span.grain is Grain.DAY else civil.MICROSECONDS_PER_DAY
    alternatives = [
        alternative.bounds if tolerance is None else _apply_tolerance(alternative, tolerance * step)
        for alternative in span.alternatives
    ]
    exact = span.exact
    if span.grain is not axis.grain:
        moved = [_convert_bounds(bounds, span, axis) for bounds in alternatives]
        alternatives = [bounds for bounds, _ in moved]
        exact = exact and all(still for _, still in moved)
    elif span.grain is Grain.DAY and span.zone is None:
        alternatives = [widen_days(bounds) for bounds in alternatives]
        exact = False
    return ProjectedSpan(tuple(alternatives), approximate=span.approximate and tolerance is None, exact=exact)


def _convert_bounds(bounds: Bounds, span: Span, axis: Axis) -> tuple[Bounds, bool]:
    if axis.grain is Grain.INSTANT:
        return convert_to_instants(bounds, span.zone, span.reading)
    return convert_to_days(bounds, axis.zone or span.zone or "UTC")


def _apply_tolerance(alternative: Alternative, ticks: int) -> Bounds:
    (a, b, c, d, p, q), approximate = alternative
    start = ticks if approximate & APPROXIMATE_START else 0
    end = ticks if approximate & APPROXIMATE_END else 0
    slack = 0 if approximate & FIXED_LENGTH else start + end
    return close_widened(Bounds(a - start, b + start, c - end, d + end, max(1, p - slack), q + slack))
