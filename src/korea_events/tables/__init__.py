"""Data frames, and the overlap question in SQL engines beyond memory (floor 5; the extra ``tables``)."""

from korea_events.tables.frames import to_frame
from korea_events.tables.joins import overlap_join

__all__ = ["overlap_join", "to_frame"]
