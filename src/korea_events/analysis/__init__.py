"""Questions about events: which overlap, on what footing and how certainly (floor 4)."""

from korea_events.analysis.overlaps import (
    Overlap,
    Overlaps,
    Skipped,
    SkipReason,
    count_overlaps,
    find_overlaps,
)

__all__ = ["Overlap", "Overlaps", "SkipReason", "Skipped", "count_overlaps", "find_overlaps"]
