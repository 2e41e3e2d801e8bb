"""Dossiers that ship with the library: the seed case, exercises and statements, launches, capabilities (floor 6)."""

from korea_events.reference.shipped import (
    VERSION as VERSION,
    capabilities as capabilities,
    cite as cite,
    drills as drills,
    freedom_shield_24 as freedom_shield_24,
    get_dossier as get_dossier,
    launches as launches,
    names as names,
    seed as seed,
)
