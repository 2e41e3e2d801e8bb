"""Tables as CSV: the records of one collection, a row each."""

from korea_events.codecs.csv.tables import dumps, load, loads, save

__all__ = ["dumps", "load", "loads", "save"]
