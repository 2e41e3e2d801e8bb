"""Timelines for people: charts, terminals, notebooks (floor 5). Only this package imports their libraries."""

from korea_events.pictures.band import ConcurrencyBand, concurrency_band
from korea_events.pictures.picture import Picture
from korea_events.pictures.timeline import Timeline, timeline

__all__ = ["ConcurrencyBand", "Picture", "Timeline", "concurrency_band", "timeline"]
