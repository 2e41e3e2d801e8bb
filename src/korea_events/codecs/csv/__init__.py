"""Tables as CSV: the records of one collection, a row each; and tables of others, by a map."""

from korea_events.codecs.csv.table_maps import TableMap, list_table_maps
from korea_events.codecs.csv.tables import dumps, load, loads, read_rows, save

__all__ = ["TableMap", "dumps", "list_table_maps", "load", "loads", "read_rows", "save"]
