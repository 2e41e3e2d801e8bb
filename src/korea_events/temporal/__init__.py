"""Pure time: spans under uncertainty, their relations, and exact answers (floor 1). Knows no exercise.

What only the floors above use is in :mod:`korea_events.temporal.engine`.
"""

from korea_events.temporal.amounts import Amount as Amount, DayRange as DayRange, Lag as Lag
from korea_events.temporal.bounds import Grain as Grain, Reading as Reading
from korea_events.temporal.edtf import EndKind as EndKind
from korea_events.temporal.joins.columns import (
    LazyOverlapPairs as LazyOverlapPairs,
    count_overlap_pairs as count_overlap_pairs,
    lazy_overlap_pairs as lazy_overlap_pairs,
    overlap_pairs as overlap_pairs,
)
from korea_events.temporal.joins.sweep import OverlapPairs as OverlapPairs
from korea_events.temporal.network import (
    Assertion as Assertion,
    Conflict as Conflict,
    TemporalNetwork as TemporalNetwork,
    Verb as Verb,
)
from korea_events.temporal.questions import (
    HasSpan as HasSpan,
    HasWhen as HasWhen,
    chronological as chronological,
    lag as lag,
    relate as relate,
)
from korea_events.temporal.relations import (
    PRECEDES as PRECEDES,
    SHARES_TIME as SHARES_TIME,
    Relation as Relation,
    RelationSet as RelationSet,
    Verdict as Verdict,
)
from korea_events.temporal.short_forms import parse_spans as parse_spans
from korea_events.temporal.span import Span as Span
