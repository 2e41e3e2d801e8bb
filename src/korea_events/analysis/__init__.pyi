# Every name of this package, listed here and nowhere else: type checkers, editors and __init__.py read this file.
# Prose may stand only above the first import.

from korea_events.analysis.all_at_once import Common as Common, common as common
from korea_events.analysis.counts import Count as Count, Counts as Counts, count_by as count_by
from korea_events.analysis.days import (
    Busiest as Busiest,
    Concurrency as Concurrency,
    ConcurrencyStep as ConcurrencyStep,
    DayCount as DayCount,
    Gaps as Gaps,
    busiest as busiest,
    concurrency as concurrency,
    coverage as coverage,
    gaps as gaps,
    longest_gap as longest_gap,
)
from korea_events.analysis.derived import (
    DerivedOverlap as DerivedOverlap,
    DerivedOverlaps as DerivedOverlaps,
    derive_overlaps as derive_overlaps,
)
from korea_events.analysis.disputed import find_disputed as find_disputed
from korea_events.analysis.distances import (
    Near as Near,
    Nearest as Nearest,
    NearestPairs as NearestPairs,
    NearPair as NearPair,
    nearest as nearest,
)
from korea_events.analysis.editions import (
    Edition as Edition,
    Editions as Editions,
    compare_editions as compare_editions,
)
from korea_events.analysis.groups import By as By
from korea_events.analysis.items_under_way import (
    UnderWay as UnderWay,
    UnderWayItems as UnderWayItems,
    under_way as under_way,
)
from korea_events.analysis.overlaps import (
    Overlap as Overlap,
    Overlaps as Overlaps,
    count_overlaps as count_overlaps,
    find_overlaps as find_overlaps,
)
from korea_events.analysis.pairs import shared_time as shared_time, shares_time as shares_time
from korea_events.analysis.responses import (
    ResponseTime as ResponseTime,
    ResponseTimes as ResponseTimes,
    response_times as response_times,
)
from korea_events.analysis.selection import (
    FootingName as FootingName,
    Items as Items,
    Progress as Progress,
    TimedItems as TimedItems,
    VerdictName as VerdictName,
    list_items as list_items,
    prepare_day_items as prepare_day_items,
    project_items_to_days as project_items_to_days,
    select_items as select_items,
)
from korea_events.analysis.span_rows import (
    SPAN_COLUMNS as SPAN_COLUMNS,
    TICK_COLUMNS as TICK_COLUMNS,
    describe_spans as describe_spans,
)
from korea_events.analysis.time_windows import (
    WindowCount as WindowCount,
    WindowRow as WindowRow,
    Windows as Windows,
    windows as windows,
)
from korea_events.analysis.totals import Totals as Totals, total as total
from korea_events.answers import (
    Answer as Answer,
    QuestionLimits as QuestionLimits,
    Skipped as Skipped,
    SkipReason as SkipReason,
    summarize_skipped as summarize_skipped,
)
