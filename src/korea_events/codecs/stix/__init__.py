"""STIX 2.1 bundles for threat-intelligence platforms; written only."""

from korea_events.codecs.stix.export import dumps

__all__ = ["dumps"]
