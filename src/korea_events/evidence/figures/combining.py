"""Figures: what several values allow together, either everything that any of them allows or what all of them allow."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from math import isinf

from korea_events.evidence.figures.extents import (
    Extent,
    build_quantity,
    extent,
    have_common_number,
    round_extent,
)
from korea_events.model import Quantity, Unit
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import DEFAULT_ZONE, Axis, Bounds, build_hull, intersect, project

FieldValue = Span | Quantity | tuple[str, ...]
"""What reports say about a field: dates, a figure, or words."""


def join_values(values: Sequence[FieldValue]) -> FieldValue | None:
    """Everything that any of the values allows; None if they are of different kinds."""
    return _combine_by_kind(
        values, _join_spans, _join_quantities, lambda texts: tuple(sorted(set().union(*texts)))
    )


def intersect_values(values: Sequence[FieldValue], *, many: bool) -> FieldValue | None:
    """What all of the values allow; None if that is nothing."""

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
    if not values or all(value == values[0] for value in values):
        return values[0] if values else None
    as_spans = [value for value in values if isinstance(value, Span)]
    as_quantities = [value for value in values if isinstance(value, Quantity)]
    as_words = [value for value in values if isinstance(value, tuple)]
    if len(as_spans) == len(values):
        return spans(as_spans)
    if len(as_quantities) == len(values):
        return quantities(as_quantities)
    return words(as_words) if len(as_words) == len(values) else None


def _project_to_day_bounds(spans: Iterable[Span]) -> tuple[list[tuple[Bounds, ...]], str, bool]:
    """Spans as bounds in days of one zone; spans of another zone, or with a time of day, are converted to it."""
    spans = list(spans)
    zones = {span.zone for span in spans if span.grain is Grain.DAY and span.zone is not None}
    zone = next(iter(zones)) if len(zones) == 1 else DEFAULT_ZONE
    axis = Axis(Grain.DAY, zone)
    projected = [project(span, axis) for span in spans]
    return [one.alternatives for one in projected], zone, any(one.approximate for one in projected)


def _join_spans(spans: list[Span]) -> Span:
    bounds, zone, approximate = _project_to_day_bounds(spans)
    hull = build_hull(alternative for alternatives in bounds for alternative in alternatives)
    return _build_joint_span(hull, zone, approximate=approximate)


def _intersect_spans(spans: list[Span]) -> Span | None:
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
    extents = _list_comparable_extents(quantities)
    if not extents:
        return None
    first, last = min(extents, key=lambda one: one.start), max(extents, key=lambda one: one.end)
    return _build_joint_quantity(first, last, quantities)


def _intersect_quantities(quantities: list[Quantity]) -> Quantity | None:
    extents = _list_comparable_extents(quantities)
    for found in (extents, [round_extent(one) for one in extents]) if extents else ():
        first, last = max(found, key=lambda one: one.start), min(found, key=lambda one: one.end)
        if have_common_number(first, last):
            return _build_joint_quantity(first, last, quantities)
    return None


def _list_comparable_extents(quantities: list[Quantity]) -> list[Extent]:
    """What each quantity allows; nothing if one has no figure, or they measure different things."""
    extents = [found for quantity in quantities if (found := extent(quantity)) is not None]
    comparable = len(extents) == len(quantities) and len({found.dimension for found in extents}) == 1
    return extents if comparable else []


def _build_joint_quantity(first: Extent, last: Extent, quantities: Sequence[Quantity]) -> Quantity:
    """A figure in the unit that most of them use, in order of the units where several do."""
    units = Counter(q.unit for q in quantities if q.unit is not None)
    unit: Unit | None = max(units, key=lambda one: (units[one], one)) if units else None
    found = first._replace(high=last.high, below=last.below)
    return build_quantity(found, unit, "resolved from several reports")


def format_field_value(value: FieldValue) -> str:
    """A value for people."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Span):
        return str(value)
    found = extent(value)
    return f"{value.words}" if found is None else found.words
