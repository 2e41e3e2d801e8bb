"""Files of version 1, as they were written when it was new. Once it is released, they load for ever, unedited."""

from __future__ import annotations

from inspect import get_annotations
from pathlib import Path

import pytest

from korea_events.codecs import dumps, loads
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import Shape, list_fields
from tests.golden.write import hash_files, read_digests

HERE = Path(__file__).parent / "v1"

DIGESTS = read_digests(HERE)


def test_every_file_is_as_it_was() -> None:
    """A changed digest means that a golden file was edited: take the edit back and add a file instead."""
    assert hash_files(HERE) == DIGESTS


@pytest.mark.parametrize("name", DIGESTS)
def test_every_file_loads_and_is_written_as_it_stands(name: str) -> None:
    """Reading and writing again changes no byte."""
    raw = (HERE / name).read_bytes()
    assert dumps(loads(raw)).encode() == raw


def test_one_file_has_every_type_of_record_and_every_field() -> None:
    """A field in no golden file could change unnoticed."""
    dossier = loads((HERE / "march-2024.json").read_bytes())
    assert [kind.collection for kind in RECORD_TYPES if not getattr(dossier, kind.collection)] == []
    said: set[str] = set()
    possible: set[str] = set()

    def look(thing: object) -> None:
        for spec in list_fields(type(thing)):
            # Fields that several classes inherit are counted once, under the class that declares them.
            owner = next(base for base in reversed(type(thing).__mro__) if spec.name in get_annotations(base))
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
