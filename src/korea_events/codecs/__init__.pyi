# Every name of this package, listed here and nowhere else: type checkers, editors and __init__.py read this file.
# Prose may stand only above the first import.

from korea_events.codecs import (
    csv as csv,
    ftm as ftm,
    geojson as geojson,
    ical as ical,
    jsonl as jsonl,
    parquet as parquet,
    schema as schema,
    sqlite as sqlite,
    stix as stix,
    timelinejs as timelinejs,
)
from korea_events.codecs.cattrs_converter import (
    extract_problems as extract_problems,
    make_converter as make_converter,
)
from korea_events.codecs.codec import (
    BinaryExportResult as BinaryExportResult,
    Codec as Codec,
    ExportResult as ExportResult,
    ImportResult as ImportResult,
    ImportSummary as ImportSummary,
    Loss as Loss,
    find_codec as find_codec,
    get_codec as get_codec,
    list_codecs as list_codecs,
    register_codec as register_codec,
)
from korea_events.codecs.json.files import dumps as dumps, load as load, loads as loads, save as save
from korea_events.codecs.json.versions import FORMAT as FORMAT, VERSION as VERSION
from korea_events.codecs.json_text.limits import (
    MAX_ALTERNATIVES as MAX_ALTERNATIVES,
    MAX_BYTES as MAX_BYTES,
    MAX_DIGITS as MAX_DIGITS,
    MAX_LINE as MAX_LINE,
    MAX_NESTING as MAX_NESTING,
    MAX_PROBLEMS as MAX_PROBLEMS,
    MAX_RATIO as MAX_RATIO,
    Limits as Limits,
)
from korea_events.codecs.local_files import (
    fingerprint as fingerprint,
    read_bytes as read_bytes,
    replace_file as replace_file,
)
from korea_events.codecs.parquet import build_arrow_table as build_arrow_table
from korea_events.codecs.structuring import read_kept_record as read_kept_record
