"""Data frames, and the overlap question in SQL engines beyond memory (floor 5; the extra ``tables``)."""

from korea_events.tables.frames import to_frame
from korea_events.tables.imports import from_frame, spans
from korea_events.tables.joins import overlap_join

__all__ = ["from_frame", "overlap_join", "spans", "to_frame"]
