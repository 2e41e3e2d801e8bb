"""The walk through a record finds everything in it."""

from __future__ import annotations

from korea_events.model import COLLECTIONS
from korea_events.model.engine import walk
from tests.unit.model.every_record import RECORDS, parts_of


def test_walk_finds_every_part_with_its_path():
    """In parts of parts too."""
    for record in RECORDS:
        assert [found.value for found in walk(record)] == parts_of(record)
        for path, _, value in walk(record, path="record"):
            assert eval(path, {"record": record}) is value
    assert len(RECORDS) == len(COLLECTIONS)
