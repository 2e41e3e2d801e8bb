"""Formats: dossiers to files and back, one small file for each format (floor 5).

``load``, ``save``, ``loads`` and ``dumps`` are those of the JSON format, in which nothing is lost. What needs cattrs
loads it when it is first used.
"""

from typing import TYPE_CHECKING

from korea_events.codecs import csv, geojson, ical, jsonl, schema, stix
from korea_events.codecs.json import dumps, load, loads, save
from korea_events.codecs.kept import kept_record
from korea_events.codecs.limits import MAX_BYTES, MAX_DIGITS, MAX_LINE, MAX_NESTING, MAX_PROBLEMS, Limits
from korea_events.codecs.local_files import fingerprint, read_bytes, replace_file
from korea_events.codecs.losses import Imported, Loss, Written
from korea_events.codecs.versions import FORMAT, VERSION

if TYPE_CHECKING:
    from korea_events.codecs.cattrs_converter import converter, problems_in
else:

    def __getattr__(name: str) -> object:
        if name in {"converter", "problems_in"}:
            from korea_events.codecs.cattrs_converter import converter, problems_in

            return {"converter": converter, "problems_in": problems_in}[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "MAX_DIGITS",
    "MAX_LINE",
    "MAX_NESTING",
    "MAX_PROBLEMS",
    "VERSION",
    "Imported",
    "Limits",
    "Loss",
    "Written",
    "converter",
    "csv",
    "dumps",
    "fingerprint",
    "geojson",
    "ical",
    "jsonl",
    "kept_record",
    "load",
    "loads",
    "problems_in",
    "read_bytes",
    "replace_file",
    "save",
    "schema",
    "stix",
]
