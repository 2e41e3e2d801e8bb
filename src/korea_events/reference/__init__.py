"""Dossiers that ship with the library: the seed case, exercises and statements, launches, capabilities (floor 6)."""

from korea_events.reference.shipped import (
    VERSION,
    capabilities,
    cite,
    drills,
    freedom_shield_24,
    get_dossier,
    launches,
    names,
    seed,
)

__all__ = [
    "VERSION",
    "capabilities",
    "cite",
    "drills",
    "freedom_shield_24",
    "get_dossier",
    "launches",
    "names",
    "seed",
]
