"""Tables as CSV: the records of one collection, a row each."""

from korea_events.codecs.csv.tables import dumps, loads

__all__ = ["dumps", "loads"]
