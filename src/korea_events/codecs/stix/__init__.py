"""STIX 2.1 bundles for threat-intelligence platforms: dossiers out to them, and reports, actors and places in."""

from korea_events.codecs.stix.export import dumps, load, loads, save

__all__ = ["dumps", "load", "loads", "save"]
