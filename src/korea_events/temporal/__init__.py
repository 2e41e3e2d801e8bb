"""Pure time: spans under uncertainty, their relations, and exact answers (floor 1). Knows no exercise.

What only the floors above use is in :mod:`korea_events.temporal.engine`.
"""

from korea_events.temporal.amounts import Amount, DayRange, Lag
from korea_events.temporal.bounds import Grain, Reading
from korea_events.temporal.edtf import EndKind
from korea_events.temporal.joins.columns import (
    LazyOverlapPairs,
    OverlapPairs,
    count_overlap_pairs,
    lazy_overlap_pairs,
    overlap_pairs,
)
from korea_events.temporal.network import Assertion, Conflict, TemporalNetwork, Verb
from korea_events.temporal.questions import (
    HasSpan,
    HasWhen,
    chronological,
    lag,
    relate,
)
from korea_events.temporal.relations import PRECEDES, SHARES_TIME, Relation, RelationSet, Verdict
from korea_events.temporal.short_forms import parse_spans
from korea_events.temporal.span import Span

__all__ = [
    "PRECEDES",
    "SHARES_TIME",
    "Amount",
    "Assertion",
    "Conflict",
    "DayRange",
    "EndKind",
    "Grain",
    "HasSpan",
    "HasWhen",
    "Lag",
    "LazyOverlapPairs",
    "OverlapPairs",
    "Reading",
    "Relation",
    "RelationSet",
    "Span",
    "TemporalNetwork",
    "Verb",
    "Verdict",
    "chronological",
    "count_overlap_pairs",
    "lag",
    "lazy_overlap_pairs",
    "overlap_pairs",
    "parse_spans",
    "relate",
]
