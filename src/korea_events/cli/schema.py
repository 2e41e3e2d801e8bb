"""``korea-events schema``: the JSON Schema of files, or of the records of one type."""

from __future__ import annotations

import argparse
import json

from korea_events.cli.paths import mark_unwritten
from korea_events.cli.streams import Output
from korea_events.codecs import replace_file, schema
from korea_events.model import RECORD_TYPES

_TYPES_BY_TAG = {kind.type_tag: kind for kind in RECORD_TYPES}


def run(arguments: argparse.Namespace) -> Output:
    """Print the schema, or write it to a file."""
    text = schema.schema_text()
    if arguments.record is not None:
        found = schema.json_schema(_TYPES_BY_TAG[arguments.record])
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if arguments.output is None:
        return Output(text=text, is_data=True)
    with mark_unwritten():
        replace_file(arguments.output, text.encode("utf-8"))
    return Output()
