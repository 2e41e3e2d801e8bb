"""Writes the golden files anew: `python -m tests.golden.write`, until a format version is released, and never after.

The JSON Schema that is shipped, the files of version 1 in their canonical form, what is saved of the pretended newer
file, the digests of all of these, and what becomes of tables by the shipped maps.
"""

from __future__ import annotations

import hashlib
import warnings
from importlib.resources import files
from pathlib import Path

from attrs import evolve

from korea_events.codecs import csv, dumps, load, loads
from korea_events.codecs.schema import SCHEMA_FILE_NAME, build_schema_text
from korea_events.errors import NewerVersionWarning

HERE = Path(__file__).parent


def write_golden_files() -> list[Path]:
    """Write every file that differs from what the library writes now; return these."""
    texts = {Path(str(files("korea_events.codecs"))) / SCHEMA_FILE_NAME: build_schema_text()}
    texts |= {path: dumps(loads(path.read_bytes())) for path in sorted(HERE.glob("v1/*.json"))}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NewerVersionWarning)
        newer = load(HERE / "newer/pretended-2.json", newer="keep")
    texts[HERE / "newer/pretended-2.saved.json"] = dumps(newer)
    for table in list_mapped_tables():
        texts |= {table.with_suffix(f".{ending}"): text for ending, text in read_mapped_table(table).items()}
    changed = [path for path, text in texts.items() if _write(path, text)]
    for folder in (HERE / "v1", HERE / "newer"):
        text = "".join(f"{digest}  {name}\n" for name, digest in hash_files(folder).items())
        changed += [folder / "SHA256SUMS"] if _write(folder / "SHA256SUMS", text) else []
    return changed


def list_mapped_tables() -> list[Path]:
    """The invented tables in the form of others, each called like its map."""
    return sorted([*HERE.glob("maps/*.csv"), *HERE.glob("maps/*.tsv")])


def read_mapped_table(table: Path) -> dict[str, str]:
    """What becomes of a table: the dossier, and what the reader says, by the endings of the files that hold it."""
    found = csv.load(table, table_map=table.stem)
    said = [*map(str, found.problems), *str(found.summary).splitlines()]
    dossier = evolve(found, problems=()).to_dossier()
    return {"json": dumps(dossier), "txt": "".join(f"{line}\n" for line in said)}


def hash_files(folder: Path) -> dict[str, str]:
    """The digest of every JSON file in a folder, by its name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.json"))
    }


def read_digests(folder: Path) -> dict[str, str]:
    """The digests that were written when the files were."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def _write(path: Path, text: str) -> bool:
    data = text.encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.write_bytes(data)
    return True


if __name__ == "__main__":
    for path in write_golden_files():
        print(path)
