"""Questions about events: which overlap, how many at a time, what began around what (floor 4)."""

from korea_events.analysis.counts import (
    PeriodCount,
    count_by,
)
from korea_events.analysis.day_rows import (
    DayRow,
    Stretch,
    day_rows,
    merged,
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
from korea_events.analysis.moments import (
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
from korea_events.analysis.profiles import (
    Busiest,
    Concurrency,
    ConcurrencyStep,
    busiest,
    concurrency,
    coverage,
    gaps,
    longest_gap,
)
from korea_events.analysis.reasons import (
    DateReason,
    date_reasons,
)
from korea_events.analysis.taking_part import (
    Progress,
    Skipped,
    SkipReason,
    asked_about,
    items_of,
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
    "DateReason",
    "DayRow",
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
    "asked_about",
    "busiest",
    "common",
    "compare_editions",
    "concurrency",
    "count_by",
    "count_overlaps",
    "coverage",
    "date_reasons",
    "day_rows",
    "derive_overlaps",
    "find_overlaps",
    "gaps",
    "items_of",
    "longest_gap",
    "merged",
    "nearest",
    "under_way",
    "windows",
]
