"""Dossiers that ship with the library: the seed case, and drills of 2023, 2024 and some other years (floor 6)."""

from korea_events.reference.shipped import drills, named, names, seed

__all__ = ["drills", "named", "names", "seed"]
