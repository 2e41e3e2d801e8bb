"""Files of version 1, as they were written when it was new. They load for ever; nobody edits them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from korea_events.codecs import dumps, loads
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import Shape, list_fields

HERE = Path(__file__).parent / "v1"

# A file that was edited is no longer what an old version wrote. New files may be added, with their digest.
DIGESTS = {
    "march-2024.json": "46a467314ebdadb5393f24915e6f47587f64e85e8d3fec7143973edc90948d08",
    "spans.json": "2ce51099227271cc02a2114041194536e89e355c8534324a5e4464b93e19311d",
    "unknown-fields.json": "ab5ce8d4133258d4655a94fc0471285c5052c4f7377ca88df0a6bae38413b426",
}


def test_every_file_is_as_it_was() -> None:
    """A changed digest means that a golden file was edited: take the edit back and add a file instead."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(HERE.glob("*.json"))}
    assert found == DIGESTS


@pytest.mark.parametrize("name", DIGESTS)
def test_every_file_loads_and_is_written_as_it_stands(name: str) -> None:
    """Reading and writing again changes no byte."""
    raw = (HERE / name).read_bytes()
    assert dumps(loads(raw)).encode() == raw


def test_one_file_has_every_type_of_record_and_every_field() -> None:
    """What no golden file holds could change without anybody noticing."""
    dossier = loads((HERE / "march-2024.json").read_bytes())
    assert [kind.collection for kind in RECORD_TYPES if not getattr(dossier, kind.collection)] == []
    said: set[str] = set()
    possible: set[str] = set()

    def look(thing: object) -> None:
        for spec in list_fields(type(thing)):
            # Fields that several classes inherit are counted once, under the class that declares them.
            owner = next(
                base
                for base in reversed(type(thing).__mro__)
                if spec.name in vars(base).get("__annotations__", {})
            )
            name = f"{owner.__name__}.{spec.name}"
            possible.add(name)
            value = getattr(thing, spec.name)
            if value not in (None, ()):
                said.add(name)
                if spec.shape is Shape.PART:
                    for part in value if spec.many else (value,):
                        look(part)

    for record in dossier.records():
        look(record)
    assert sorted(possible - said) == ["Fact.extra"]  # those are in a file of their own
