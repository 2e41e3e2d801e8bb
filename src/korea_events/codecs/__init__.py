"""Formats: dossiers to files and back, one small file for each format (floor 5).

``load``, ``save``, ``loads`` and ``dumps`` are those of the JSON format, in which nothing is lost. The other
formats, and what needs cattrs, are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from korea_events.codecs.codec import (
    BinaryExportResult,
    Codec,
    ExportResult,
    ImportResult,
    ImportSummary,
    Loss,
    find_codec,
    get_codec,
    list_codecs,
    register_codec,
)
from korea_events.codecs.json.files import dumps, load, loads, save
from korea_events.codecs.json.versions import FORMAT, VERSION
from korea_events.codecs.json_text.limits import (
    MAX_ALTERNATIVES,
    MAX_BYTES,
    MAX_DIGITS,
    MAX_LINE,
    MAX_NESTING,
    MAX_PROBLEMS,
    MAX_RATIO,
    Limits,
)
from korea_events.codecs.local_files import fingerprint, read_bytes, replace_file
from korea_events.codecs.structuring import read_kept_record

if TYPE_CHECKING:
    from korea_events.codecs import csv, ftm, geojson, ical, jsonl, parquet, schema, sqlite, stix, timelinejs
    from korea_events.codecs.cattrs_converter import extract_problems, make_converter
    from korea_events.codecs.parquet import build_arrow_table
else:
    _HOMES = dict.fromkeys(("extract_problems", "make_converter"), "cattrs_converter") | {
        "build_arrow_table": "parquet"
    }

    def __getattr__(name: str) -> object:
        if name in _HOMES:
            return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        if name in __all__:
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return __all__


__all__ = [
    "FORMAT", "MAX_ALTERNATIVES", "MAX_BYTES", "MAX_DIGITS", "MAX_LINE", "MAX_NESTING", "MAX_PROBLEMS", "MAX_RATIO",
    "VERSION", "BinaryExportResult", "Codec", "ExportResult", "ImportResult", "ImportSummary", "Limits", "Loss",
    "build_arrow_table", "csv", "dumps", "extract_problems", "find_codec", "fingerprint", "ftm", "geojson",
    "get_codec", "ical", "jsonl", "list_codecs", "load", "loads", "make_converter", "parquet", "read_bytes",
    "read_kept_record", "register_codec", "replace_file", "save", "schema", "sqlite", "stix", "timelinejs",
]  # fmt: skip
