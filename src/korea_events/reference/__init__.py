"""Dossiers that ship with the library: the seed case, exercises and statements, launches (floor 6)."""

from korea_events.reference.shipped import drills, freedom_shield_24, get_dossier, launches, names, seed

__all__ = ["drills", "freedom_shield_24", "get_dossier", "launches", "names", "seed"]
