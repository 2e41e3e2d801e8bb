"""Questions about events: which overlap, how many at a time, what began around what (floor 4)."""

from korea_events.analysis.counts import (
    PeriodCount,
    count_by,
)
from korea_events.analysis.day_axis import (
    DayItem,
    Stretch,
    merge_stretches,
    project_items_to_days,
)
from korea_events.analysis.days import (
    Busiest,
    Concurrency,
    ConcurrencyStep,
    busiest,
    concurrency,
    coverage,
    gaps,
    longest_gap,
)
from korea_events.analysis.derived import (
    DerivedOverlap,
    DerivedOverlaps,
    derive_overlaps,
)
from korea_events.analysis.editions import (
    Edition,
    compare_editions,
)
from korea_events.analysis.nearest import (
    Common,
    Near,
    Nearest,
    UnderWay,
    common,
    nearest,
    under_way,
)
from korea_events.analysis.overlaps import (
    Overlap,
    Overlaps,
    count_overlaps,
    find_overlaps,
)
from korea_events.analysis.selection import (
    Progress,
    Skipped,
    SkipReason,
    list_items,
    select_items,
)
from korea_events.analysis.windows import (
    WindowCount,
    WindowRow,
    Windows,
    windows,
)

__all__ = [
    "Busiest",
    "Common",
    "Concurrency",
    "ConcurrencyStep",
    "DayItem",
    "DerivedOverlap",
    "DerivedOverlaps",
    "Edition",
    "Near",
    "Nearest",
    "Overlap",
    "Overlaps",
    "PeriodCount",
    "Progress",
    "SkipReason",
    "Skipped",
    "Stretch",
    "UnderWay",
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
    "find_overlaps",
    "gaps",
    "list_items",
    "longest_gap",
    "merge_stretches",
    "nearest",
    "project_items_to_days",
    "select_items",
    "under_way",
    "windows",
]
