"""Writes what is generated and kept in the repository; ``python3 dev.py write`` runs it.

Tests compare all but the pictures, whose width depends on the fonts of the machine, with what the sources say.
"""

from __future__ import annotations

from pathlib import Path

import korea_events as ke
from sources.build_capabilities import CapabilityBuilder
from sources.build_drills import DrillBuilder
from sources.build_launches import LaunchBuilder
from tests.corpus import figure_table, phrase_table
from tests.golden.write import write_golden_files
from tests.unit.model.fields import test_declarations_in_the_reference as tables

ROOT = Path(__file__).parents[1]


def write_tables() -> None:
    """The tables of fields and codes in the reference."""
    tables.write(tables.CODES, tables.VOCABULARIES, tables.codes_table)
    tables.write(tables.FIELDS, tables.CLASSES, tables.fields_table)


def write_dossiers() -> None:
    """The dossiers that ship, from the tables in ``sources``."""
    data = ROOT / "src" / "korea_events" / "reference" / "data"
    ke.save(DrillBuilder().build(), data / "drills.json")
    ke.save(LaunchBuilder().build(), data / "launches.json")
    ke.save(CapabilityBuilder().build(), data / "capabilities.json")


def write_pictures() -> None:
    """The timeline of the README, for light and for dark pages."""
    picture = ke.timeline(
        ke.reference.drills(), since="2024-01-01", until="2024-12-31", title="Drills of 2024"
    )
    for name, dark in (("drills-of-2024.svg", False), ("drills-of-2024-dark.svg", True)):
        picture.save(ROOT / "docs" / "_static" / name, dark=dark)


if __name__ == "__main__":
    write_golden_files()
    write_dossiers()
    write_tables()
    phrase_table.write_tables()
    figure_table.write_tables()
    write_pictures()
