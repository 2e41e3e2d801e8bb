"""Pure time: spans under uncertainty, their relations, and exact answers (floor 1). Knows no exercise."""

from korea_events.temporal.amounts import Amount, DayRange
from korea_events.temporal.axis import Axis, Lowered, check_tolerance, common_axis, lower
from korea_events.temporal.bounds import Alternative, Bounds, Grain, Reading, Tick, intersect, span_all
from korea_events.temporal.civil import check_zone, day_ordinal
from korea_events.temporal.columns import (
    LazyOverlapPairs,
    OverlapPairs,
    Pairs,
    count_overlap_pairs,
    lazy_overlap_pairs,
    overlap_pairs,
    sharing_pairs,
)
from korea_events.temporal.edtf import EndKind
from korea_events.temporal.network import Assertion, Conflict, TemporalNetwork, Verb, words_for
from korea_events.temporal.questions import (
    HasSpan,
    HasWhen,
    Timed,
    chronological,
    gap_between,
    relate,
    relations_between,
    shared_between,
    shared_least_outside,
    shared_time,
    span_of,
)
from korea_events.temporal.relations import SHARES_TIME, Relation, RelationSet, Verdict
from korea_events.temporal.span import DEFAULT_ZONE, Span, parse_spans
from korea_events.temporal.sweep import Columns

__all__ = [
    "DEFAULT_ZONE",
    "SHARES_TIME",
    "Alternative",
    "Amount",
    "Assertion",
    "Axis",
    "Bounds",
    "Columns",
    "Conflict",
    "DayRange",
    "EndKind",
    "Grain",
    "HasSpan",
    "HasWhen",
    "LazyOverlapPairs",
    "Lowered",
    "OverlapPairs",
    "Pairs",
    "Reading",
    "Relation",
    "RelationSet",
    "Span",
    "TemporalNetwork",
    "Tick",
    "Timed",
    "Verb",
    "Verdict",
    "check_tolerance",
    "check_zone",
    "chronological",
    "common_axis",
    "count_overlap_pairs",
    "day_ordinal",
    "gap_between",
    "intersect",
    "lazy_overlap_pairs",
    "lower",
    "overlap_pairs",
    "parse_spans",
    "relate",
    "relations_between",
    "shared_between",
    "shared_least_outside",
    "shared_time",
    "sharing_pairs",
    "span_all",
    "span_of",
    "words_for",
]
