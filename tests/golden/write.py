"""Writes the golden files anew: `python -m tests.golden.write`, until a format version is released, and never after.

The JSON Schema that is shipped, the files of version 1 in their canonical form, what is saved of the pretended newer
file, and the digests of all of these.
"""

from __future__ import annotations

import hashlib
import warnings
from importlib.resources import files
from pathlib import Path

from korea_events.codecs import dumps, load, loads
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
    changed = [path for path, text in texts.items() if _write(path, text)]
    for folder in (HERE / "v1", HERE / "newer"):
        text = "".join(f"{digest}  {name}\n" for name, digest in hash_files(folder).items())
        changed += [folder / "SHA256SUMS"] if _write(folder / "SHA256SUMS", text) else []
    return changed


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
