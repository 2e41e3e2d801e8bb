"""Questions about events: which overlap, how many at a time, what began around what (floor 4)."""

from korea_events.analysis.all_at_once import Common, common
from korea_events.analysis.counts import Count, Counts, count_by
from korea_events.analysis.days import (
    Busiest,
    Concurrency,
    ConcurrencyStep,
    DayCount,
    Gaps,
    busiest,
    concurrency,
    coverage,
    gaps,
    longest_gap,
)
from korea_events.analysis.derived import DerivedOverlap, DerivedOverlaps, derive_overlaps
from korea_events.analysis.editions import Edition, Editions, compare_editions
from korea_events.analysis.groups import By
from korea_events.analysis.nearest import Near, Nearest, nearest
from korea_events.analysis.overlaps import Overlap, Overlaps, count_overlaps, find_overlaps
from korea_events.analysis.pairs import shared_time, shares_time
from korea_events.analysis.responses import ResponseTime, ResponseTimes, response_times
from korea_events.analysis.selection import (
    FootingName,
    Items,
    Progress,
    TimedItems,
    VerdictName,
    find_disputed,
    list_items,
    make_stretch,
    prepare_day_items,
    project_items_to_days,
    select_items,
)
from korea_events.analysis.span_rows import SPAN_COLUMNS, TICK_COLUMNS, describe_spans
from korea_events.analysis.totals import Totals, total
from korea_events.analysis.under_way import UnderWay, UnderWayItems, under_way
from korea_events.analysis.windows import WindowCount, WindowRow, Windows, windows
from korea_events.answers import Answer, QuestionLimits, Skipped, SkipReason, summarize_skipped

__all__ = [
    "SPAN_COLUMNS",
    "TICK_COLUMNS",
    "Answer",
    "Busiest",
    "By",
    "Common",
    "Concurrency",
    "ConcurrencyStep",
    "Count",
    "Counts",
    "DayCount",
    "DerivedOverlap",
    "DerivedOverlaps",
    "Edition",
    "Editions",
    "FootingName",
    "Gaps",
    "Items",
    "Near",
    "Nearest",
    "Overlap",
    "Overlaps",
    "Progress",
    "QuestionLimits",
    "ResponseTime",
    "ResponseTimes",
    "SkipReason",
    "Skipped",
    "TimedItems",
    "Totals",
    "UnderWay",
    "UnderWayItems",
    "VerdictName",
    "WindowCount",
    "WindowRow",
    "Windows",
    "busiest",
    "common",
    "compare_editions",
    "concurrency",
    "count_by",
    "count_overlaps",
    "coverage",
    "derive_overlaps",
    "describe_spans",
    "find_disputed",
    "find_overlaps",
    "gaps",
    "list_items",
    "longest_gap",
    "make_stretch",
    "nearest",
    "prepare_day_items",
    "project_items_to_days",
    "response_times",
    "select_items",
    "shared_time",
    "shares_time",
    "summarize_skipped",
    "total",
    "under_way",
    "windows",
]
