"""Pure time: spans under uncertainty, their relations, and exact answers (floor 1). Knows no exercise."""

from korea_events.temporal.amounts import Amount, DayRange
from korea_events.temporal.axis import (
    Axis,
    ProjectedSpan,
    check_tolerance,
    choose_day_zone,
    choose_pair_axis,
    project,
)
from korea_events.temporal.bounds import Alternative, Bounds, Grain, Reading, Tick, build_hull, intersect
from korea_events.temporal.civil import check_zone, day_ordinal
from korea_events.temporal.edtf import EndKind
from korea_events.temporal.joins.columns import (
    LazyOverlapPairs,
    OverlapPairs,
    Pairs,
    count_overlap_pairs,
    find_sharing_pairs,
    lazy_overlap_pairs,
    overlap_pairs,
)
from korea_events.temporal.joins.sweep import Columns
from korea_events.temporal.network import Assertion, Conflict, TemporalNetwork, Verb, describe_span
from korea_events.temporal.questions import (
    HasSpan,
    HasWhen,
    Timed,
    chronological,
    find_relations,
    get_span,
    measure_gap_between,
    measure_shared_time,
    relate,
    shared_time,
)
from korea_events.temporal.relations import SHARES_TIME, Relation, RelationSet, Verdict
from korea_events.temporal.span import DEFAULT_ZONE, Span, parse_spans

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
    "OverlapPairs",
    "Pairs",
    "ProjectedSpan",
    "Reading",
    "Relation",
    "RelationSet",
    "Span",
    "TemporalNetwork",
    "Tick",
    "Timed",
    "Verb",
    "Verdict",
    "build_hull",
    "check_tolerance",
    "check_zone",
    "choose_day_zone",
    "choose_pair_axis",
    "chronological",
    "count_overlap_pairs",
    "day_ordinal",
    "describe_span",
    "find_relations",
    "find_sharing_pairs",
    "get_span",
    "intersect",
    "lazy_overlap_pairs",
    "measure_gap_between",
    "measure_shared_time",
    "overlap_pairs",
    "parse_spans",
    "project",
    "relate",
    "shared_time",
]
