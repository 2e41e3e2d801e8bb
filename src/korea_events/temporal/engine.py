"""The second door of ``temporal``: what the floors above use and guests do not need. It may change at any time."""

from korea_events.temporal.active import (
    ActiveTime as ActiveTime,
    judge_active as judge_active,
    judge_common as judge_common,
    judge_sharing as judge_sharing,
)
from korea_events.temporal.active_amounts import (
    measure_active as measure_active,
    measure_active_gap as measure_active_gap,
    measure_shared_time as measure_shared_time,
)
from korea_events.temporal.amounts import as_day_range as as_day_range, make_stretch as make_stretch
from korea_events.temporal.axis import (
    INSTANTS as INSTANTS,
    Axis as Axis,
    GrainOption as GrainOption,
    ProjectedSpan as ProjectedSpan,
    Tolerance as Tolerance,
    check_grain as check_grain,
    check_tolerance as check_tolerance,
    choose_axis as choose_axis,
    choose_day_zone as choose_day_zone,
    choose_pair_axis as choose_pair_axis,
    have_same_days as have_same_days,
    project as project,
    project_pause as project_pause,
)
from korea_events.temporal.bounds import (
    APPROXIMATE_END as APPROXIMATE_END,
    APPROXIMATE_START as APPROXIMATE_START,
    Bounds as Bounds,
    GrainName as GrainName,
    ReadingName as ReadingName,
    Tick as Tick,
    build_hull as build_hull,
    close as close,
    intersect as intersect,
)
from korea_events.temporal.circles import group_circles as group_circles
from korea_events.temporal.civil import (
    as_instant as as_instant,
    check_type as check_type,
    check_zone as check_zone,
    day_ordinal as day_ordinal,
    find_first_instant as find_first_instant,
    find_ordinal as find_ordinal,
    format_instant as format_instant,
    is_zone as is_zone,
    quote_value as quote_value,
)
from korea_events.temporal.folding import fold_pairs as fold_pairs
from korea_events.temporal.joins.columns import Pairs as Pairs, find_sharing_pairs as find_sharing_pairs
from korea_events.temporal.joins.reach import Rivals as Rivals, find_within_reach as find_within_reach
from korea_events.temporal.joins.sweep import Columns as Columns, PairChunk as PairChunk
from korea_events.temporal.network import describe_span as describe_span
from korea_events.temporal.ordered_code import OrderedCode as OrderedCode
from korea_events.temporal.questions import (
    Timed as Timed,
    find_relations as find_relations,
    get_span as get_span,
    project_pair as project_pair,
)
from korea_events.temporal.relations import check_at_least as check_at_least
from korea_events.temporal.short_forms import (
    as_optional_span as as_optional_span,
    as_span as as_span,
    read_day_or_moment as read_day_or_moment,
)
from korea_events.temporal.span import make_bounds_span as make_bounds_span
from korea_events.temporal.span_arguments import DEFAULT_ZONE as DEFAULT_ZONE
from korea_events.temporal.stated import (
    FLAGGED_ENDS as FLAGGED_ENDS,
    ApproximateEnds as ApproximateEnds,
    BoundName as BoundName,
    get_approximate_ends as get_approximate_ends,
)
from korea_events.temporal.stretches import (
    Stretch as Stretch,
    Stretches as Stretches,
    build_counter as build_counter,
    complement_stretches as complement_stretches,
    count_covering as count_covering,
    count_ticks as count_ticks,
    intersect_all as intersect_all,
    intersect_stretches as intersect_stretches,
    merge_stretches as merge_stretches,
    subtract_stretches as subtract_stretches,
)
