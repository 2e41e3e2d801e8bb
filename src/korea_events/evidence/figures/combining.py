"""What several values allow together: everything that any of them does, or what all of them do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from math import isinf

from korea_events.evidence.figures.extents import Extent, extent, have_common_number
from korea_events.evidence.figures.units import convert_to_base
from korea_events.model import Qualifier, Quantity, Unit
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import DEFAULT_ZONE, Axis, Bounds, build_hull, intersect, project

FieldValue = Span | Quantity | tuple[str, ...]
"""What reports say of a field: dates, a figure, or words."""


def join_values(
    values: Sequence[FieldValue],
) -> FieldValue | None:
    """Everything that any of them allows; None when they are of different kinds."""
    return _combine_by_kind(
        values, _join_spans, _join_quantities, lambda texts: tuple(sorted(set().union(*texts)))
    )


def intersect_values(values: Sequence[FieldValue], *, many: bool) -> FieldValue | None:
    """What all of them allow; None when that is nothing."""

    def words(texts: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
        shared = set(texts[0]).intersection(*texts) if many else set(texts[0])
        same = many or all(set(text) == shared for text in texts)
        return tuple(sorted(shared)) if shared and same else None

    return _combine_by_kind(values, _intersect_spans, _intersect_quantities, words)


def _combine_by_kind(
    values: Sequence[FieldValue],
    spans: Callable[[list[Span]], Span | None],
    quantities: Callable[[list[Quantity]], Quantity | None],
    words: Callable[[list[tuple[str, ...]]], tuple[str, ...] | None],
) -> FieldValue | None:
    as_spans = [value for value in values if isinstance(value, Span)]
    as_quantities = [value for value in values if isinstance(value, Quantity)]
    as_words = [value for value in values if isinstance(value, tuple)]
    if values and len(as_spans) == len(values):
        return spans(as_spans)
    if values and len(as_quantities) == len(values):
        return quantities(as_quantities)
    return words(as_words) if values and len(as_words) == len(values) else None


def _project_to_day_bounds(spans: Iterable[Span]) -> tuple[list[tuple[Bounds, ...]], str, bool]:
    """Spans as bounds in days of one zone; spans of another zone, or with a time of day, are moved there."""
    spans = list(spans)
    zones = {span.zone for span in spans if span.grain is Grain.DAY and span.zone is not None}
    zone = next(iter(zones)) if len(zones) == 1 else DEFAULT_ZONE
    axis = Axis(Grain.DAY, zone)
    lowered = [project(span, axis) for span in spans]
    return [one.alternatives for one in lowered], zone, any(one.approximate for one in lowered)


def _join_spans(spans: list[Span]) -> Span | None:
    if all(span == spans[0] for span in spans):
        return spans[0]
    bounds, zone, approximate = _project_to_day_bounds(spans)
    hull = build_hull(alternative for alternatives in bounds for alternative in alternatives)
    return _build_joint_span(hull, zone, approximate=approximate)


def _intersect_spans(spans: list[Span]) -> Span | None:
    if all(span == spans[0] for span in spans):
        return spans[0]
    bounds, zone, approximate = _project_to_day_bounds(spans)
    left = reduce(
        lambda kept, alternatives: tuple(
            dict.fromkeys(
                both for one in kept for other in alternatives if (both := intersect(one, other)) is not None
            )
        ),
        bounds,
    )
    return _build_joint_span(build_hull(left), zone, approximate=approximate) if left else None


def _build_joint_span(bounds: Bounds, zone: str, *, approximate: bool) -> Span:
    def day(tick: float) -> dt.date | None:
        return None if isinf(tick) else dt.date.fromordinal(int(tick))

    a, b, c, d, p, q = bounds
    if not approximate and a == b and c == d and not isinf(a) and not isinf(d):
        first, last = dt.date.fromordinal(int(a)), dt.date.fromordinal(int(d) - 1)
        return Span.on(first, zone=zone) if first == last else Span.of(first, last, zone=zone)
    return Span.bounded(
        earliest_start=day(a),
        latest_start=day(b),
        earliest_end=day(c - 1),
        latest_end=day(d - 1),
        min_days=int(p) if p > 1 else None,
        max_days=None if isinf(q) else int(q),
        zone=zone,
        approximate=approximate,
    )


def _join_quantities(quantities: list[Quantity]) -> Quantity | None:
    if all(quantity == quantities[0] for quantity in quantities):
        return quantities[0]
    extents = [extent(quantity) for quantity in quantities]
    if any(one is None for one in extents):
        return None
    known = [one for one in extents if one is not None]
    if len({one.dimension for one in known}) > 1:
        return None
    low = min(known, key=lambda one: (one.low is not None, one.low or Fraction(0), one.above))
    high = max(known, key=lambda one: (one.high is None, one.high or Fraction(0), not one.below))
    return _build_joint_quantity(
        known[0]._replace(low=low.low, above=low.above, high=high.high, below=high.below), quantities
    )


def _intersect_quantities(quantities: list[Quantity]) -> Quantity | None:
    if all(quantity == quantities[0] for quantity in quantities):
        return quantities[0]
    extents = [extent(quantity) for quantity in quantities]
    known = [one for one in extents if one is not None]
    if len(known) < len(extents) or len({one.dimension for one in known}) > 1:
        return None
    low = max(known, key=lambda one: (one.low is not None, one.low or Fraction(0), one.above))
    high = min(known, key=lambda one: (one.high is None, one.high or Fraction(0), not one.below))
    if not have_common_number(low, high):
        return None
    return _build_joint_quantity(
        known[0]._replace(low=low.low, above=low.above, high=high.high, below=high.below), quantities
    )


def _build_joint_quantity(found: Extent, quantities: Sequence[Quantity]) -> Quantity:
    """A figure for what is allowed, in the unit that most of them use, in order of the units where several do."""
    units = sorted(q.unit for q in quantities if q.unit is not None)
    unit: Unit | None = max(units, key=lambda one: (units.count(one), one)) if units else None
    scale = convert_to_base(Fraction(1), unit)
    low, high = (None if end is None else end / scale for end in (found.low, found.high))
    words = "resolved from several reports"
    if high is None:
        qualifier = Qualifier.MORE_THAN if found.above else Qualifier.AT_LEAST
        return Quantity(
            value=_as_joint_number(low or Fraction(0)), unit=unit, qualifier=qualifier, words=words
        )
    if low is None:
        qualifier = Qualifier.LESS_THAN if found.below else Qualifier.AT_MOST
        return Quantity(value=_as_joint_number(high), unit=unit, qualifier=qualifier, words=words)
    if low == high:
        return Quantity(value=_as_joint_number(low), unit=unit, words=words)
    return Quantity(low=_as_joint_number(low), high=_as_joint_number(high), unit=unit, words=words)


def _as_joint_number(exact: Fraction) -> float:
    return int(exact) if exact.denominator == 1 else float(exact)


def format_field_value(value: FieldValue) -> str:
    """A value for people."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Span):
        return str(value)
    found = extent(value)
    return f"{value.words}" if found is None else found.words
