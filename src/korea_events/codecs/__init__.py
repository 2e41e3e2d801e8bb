"""Formats: dossiers to files and back, one small file for each format (floor 5).

``load``, ``save``, ``loads`` and ``dumps`` are those of the JSON format, in which nothing is lost.
"""

from korea_events.codecs.json import dumps, load, loads, save
from korea_events.codecs.limits import MAX_BYTES, MAX_DIGITS, MAX_NESTING, MAX_PROBLEMS, Limits
from korea_events.codecs.local_files import replace_file
from korea_events.codecs.versions import FORMAT, VERSION

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "MAX_DIGITS",
    "MAX_NESTING",
    "MAX_PROBLEMS",
    "VERSION",
    "Limits",
    "dumps",
    "load",
    "loads",
    "replace_file",
    "save",
]
