"""Questions about events: which overlap, on what footing and how certainly (floor 4)."""

from korea_events.analysis.overlaps import Overlap, Overlaps, count_overlaps, find_overlaps
from korea_events.analysis.reasons import DateReason, date_reasons
from korea_events.analysis.taking_part import Skipped, SkipReason

__all__ = [
    "DateReason",
    "Overlap",
    "Overlaps",
    "SkipReason",
    "Skipped",
    "count_overlaps",
    "date_reasons",
    "find_overlaps",
]
