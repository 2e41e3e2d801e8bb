"""The JSON format, in which nothing is lost: whole dossiers as files."""

from korea_events.codecs.json.files import dumps, load, loads, save

__all__ = ["dumps", "load", "loads", "save"]
