"""Questions about events: which overlap, on what footing and how certainly (floor 4)."""

from korea_events.analysis.overlaps import (
    Footing,
    Overlap,
    Overlaps,
    Skipped,
    SkipReason,
    count_overlaps,
    find_overlaps,
)

__all__ = ["Footing", "Overlap", "Overlaps", "SkipReason", "Skipped", "count_overlaps", "find_overlaps"]
