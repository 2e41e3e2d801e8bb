"""STIX 2.1 bundles for threat-intelligence platforms; written only."""

from korea_events.codecs.stix.export import dumps, save

__all__ = ["dumps", "save"]
