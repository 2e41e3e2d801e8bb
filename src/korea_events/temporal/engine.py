"""The second door of ``temporal``: what the floors above use and guests do not need. It may change at any time."""

from korea_events.temporal.amounts import as_day_range
from korea_events.temporal.axis import Axis, ProjectedSpan, check_tolerance, choose_axis, project
from korea_events.temporal.bounds import Bounds, GrainName, ReadingName, Tick, build_hull, intersect
from korea_events.temporal.civil import check_type, check_zone, day_ordinal, quote_value
from korea_events.temporal.joins.columns import Pairs, find_sharing_pairs
from korea_events.temporal.joins.sweep import Columns
from korea_events.temporal.network import describe_span
from korea_events.temporal.ordered_code import OrderedCode
from korea_events.temporal.questions import (
    Timed,
    find_least_outside_pauses,
    find_relations,
    get_span,
    measure_gap_between,
    measure_shared_time,
)
from korea_events.temporal.short_forms import as_optional_span, as_span
from korea_events.temporal.span_arguments import DEFAULT_ZONE
from korea_events.temporal.stated import BoundName

__all__ = [
    "DEFAULT_ZONE",
    "Axis",
    "BoundName",
    "Bounds",
    "Columns",
    "GrainName",
    "OrderedCode",
    "Pairs",
    "ProjectedSpan",
    "ReadingName",
    "Tick",
    "Timed",
    "as_day_range",
    "as_optional_span",
    "as_span",
    "build_hull",
    "check_tolerance",
    "check_type",
    "check_zone",
    "choose_axis",
    "day_ordinal",
    "describe_span",
    "find_least_outside_pauses",
    "find_relations",
    "find_sharing_pairs",
    "get_span",
    "intersect",
    "measure_gap_between",
    "measure_shared_time",
    "project",
    "quote_value",
]
