"""The second door of ``temporal``: what the floors above use and guests do not need. It may change at any time."""

from korea_events.temporal.active import (
    ActiveTime,
    judge_active,
    judge_common,
    judge_sharing,
)
from korea_events.temporal.active_amounts import measure_active, measure_active_gap, measure_shared_time
from korea_events.temporal.amounts import as_day_range
from korea_events.temporal.axis import (
    INSTANTS,
    Axis,
    GrainOption,
    ProjectedSpan,
    Tolerance,
    check_grain,
    check_tolerance,
    choose_axis,
    choose_day_zone,
    choose_pair_axis,
    have_same_days,
    project,
    project_pause,
)
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    Bounds,
    GrainName,
    ReadingName,
    Tick,
    build_hull,
    close,
    intersect,
)
from korea_events.temporal.civil import (
    as_instant,
    check_type,
    check_zone,
    day_ordinal,
    find_first_instant,
    find_ordinal,
    format_instant,
    quote_value,
)
from korea_events.temporal.folding import fold_pairs
from korea_events.temporal.joins.columns import Pairs, find_sharing_pairs
from korea_events.temporal.joins.sweep import Columns, PairChunk
from korea_events.temporal.network import describe_span
from korea_events.temporal.ordered_code import OrderedCode
from korea_events.temporal.questions import (
    Timed,
    find_relations,
    get_span,
    project_pair,
)
from korea_events.temporal.relations import check_at_least
from korea_events.temporal.short_forms import as_optional_span, as_span, read_day_or_moment
from korea_events.temporal.span import make_bounds_span
from korea_events.temporal.span_arguments import DEFAULT_ZONE
from korea_events.temporal.stated import ApproximateEnds, BoundName, get_approximate_ends
from korea_events.temporal.stretches import (
    Stretch,
    Stretches,
    build_counter,
    complement_stretches,
    count_ticks,
    intersect_stretches,
    merge_stretches,
    subtract_stretches,
)

__all__ = [
    "APPROXIMATE_END",
    "APPROXIMATE_START",
    "DEFAULT_ZONE",
    "INSTANTS",
    "ActiveTime",
    "ApproximateEnds",
    "Axis",
    "BoundName",
    "Bounds",
    "Columns",
    "GrainName",
    "GrainOption",
    "OrderedCode",
    "PairChunk",
    "Pairs",
    "ProjectedSpan",
    "ReadingName",
    "Stretch",
    "Stretches",
    "Tick",
    "Timed",
    "Tolerance",
    "as_day_range",
    "as_instant",
    "as_optional_span",
    "as_span",
    "build_counter",
    "build_hull",
    "check_at_least",
    "check_grain",
    "check_tolerance",
    "check_type",
    "check_zone",
    "choose_axis",
    "choose_day_zone",
    "choose_pair_axis",
    "close",
    "complement_stretches",
    "count_ticks",
    "day_ordinal",
    "describe_span",
    "find_first_instant",
    "find_ordinal",
    "find_relations",
    "find_sharing_pairs",
    "fold_pairs",
    "format_instant",
    "get_approximate_ends",
    "get_span",
    "have_same_days",
    "intersect",
    "intersect_stretches",
    "judge_active",
    "judge_common",
    "judge_sharing",
    "make_bounds_span",
    "measure_active",
    "measure_active_gap",
    "measure_shared_time",
    "merge_stretches",
    "project",
    "project_pair",
    "project_pause",
    "quote_value",
    "read_day_or_moment",
    "subtract_stretches",
]
