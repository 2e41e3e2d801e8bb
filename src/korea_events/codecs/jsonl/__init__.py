"""JSON Lines: one record a line, read one by one, however long the file."""

from korea_events.codecs.jsonl.files import (
    RecordStream,
    append_records,
    dumps,
    load,
    loads,
    read_records,
    save,
)

__all__ = ["RecordStream", "append_records", "dumps", "load", "loads", "read_records", "save"]
