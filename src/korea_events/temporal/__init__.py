"""Pure time: spans under uncertainty, their relations, and exact answers (floor 1). Knows no exercise."""

from korea_events.temporal.amounts import Amount, DayRange
from korea_events.temporal.axis import Axis, Lowered, check_tolerance, common_axis, lower
from korea_events.temporal.bounds import Alternative, Bounds, Grain, Reading, span_all
from korea_events.temporal.edtf import EndKind
from korea_events.temporal.questions import (
    HasSpan,
    HasWhen,
    Timed,
    chronological,
    relate,
    relations_between,
    shared_between,
    shared_least_outside,
    shared_time,
    span_of,
)
from korea_events.temporal.relations import SHARES_TIME, Relation, RelationSet, Verdict
from korea_events.temporal.span import DEFAULT_ZONE, Span, parse_spans
from korea_events.temporal.sweep import in_start_order, partners_between, partners_within

__all__ = [
    "DEFAULT_ZONE",
    "SHARES_TIME",
    "Alternative",
    "Amount",
    "Axis",
    "Bounds",
    "DayRange",
    "EndKind",
    "Grain",
    "HasSpan",
    "HasWhen",
    "Lowered",
    "Reading",
    "Relation",
    "RelationSet",
    "Span",
    "Timed",
    "Verdict",
    "check_tolerance",
    "chronological",
    "common_axis",
    "in_start_order",
    "lower",
    "parse_spans",
    "partners_between",
    "partners_within",
    "relate",
    "relations_between",
    "shared_between",
    "shared_least_outside",
    "shared_time",
    "span_all",
    "span_of",
]
