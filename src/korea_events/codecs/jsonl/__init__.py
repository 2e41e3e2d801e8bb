"""JSON Lines: one record a line, read one by one, however long the file."""

from korea_events.codecs.jsonl.files import (
    RecordStream,
    append_jsonl,
    dumps,
    load_jsonl,
    loads,
    read_jsonl,
    write_jsonl,
)

__all__ = ["RecordStream", "append_jsonl", "dumps", "load_jsonl", "loads", "read_jsonl", "write_jsonl"]
