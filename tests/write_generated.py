"""Writes what is generated and kept in the repository; ``python3 dev.py write`` runs it.

Tests compare each of these with what the sources say, and fail if they differ.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import korea_events as ke
from korea_events.codecs.schema import build_schema_text
from tests.golden import test_v1
from tests.unit.model.fields import test_declarations_in_the_reference as tables

ROOT = Path(__file__).parents[1]


def write(path: Path, text: str) -> None:
    """Write a file if its text changes, and say so."""
    if path.read_text("utf-8") != text:
        path.write_text(text, "utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")


def write_schema() -> None:
    """The JSON Schema that ships with the package."""
    write(ROOT / "src" / "korea_events" / "codecs" / "korea-events-1.schema.json", build_schema_text())


def write_tables() -> None:
    """The tables of fields and codes in the reference."""
    tables.write(tables.CODES, tables.VOCABULARIES, tables.codes_table)
    tables.write(tables.FIELDS, tables.CLASSES, tables.fields_table)


def write_golden() -> None:
    """The golden files as the library writes them today, with their digests. From the first release on they stay."""
    test = Path(test_v1.__file__)
    for name, digest in test_v1.DIGESTS.items():
        path = test_v1.HERE / name
        write(path, ke.dumps(ke.loads(path.read_bytes())))
        today = hashlib.sha256(path.read_bytes()).hexdigest()
        write(test, re.sub(digest, today, test.read_text("utf-8")))


def write_pictures() -> None:
    """The timeline of the README, for light and for dark pages."""
    picture = ke.timeline(
        ke.reference.drills(), since="2024-01-01", until="2024-12-31", title="Drills of 2024"
    )
    for name, dark in (("drills-of-2024.svg", False), ("drills-of-2024-dark.svg", True)):
        picture.save(ROOT / "docs" / "_static" / name, dark=dark)


if __name__ == "__main__":
    write_schema()
    write_tables()
    write_golden()
    write_pictures()
