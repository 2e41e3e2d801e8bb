"""The quick reader of plain values and the careful one: the quick one gives the same records, or none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.codecs.json_text.paths import LazyPath
from korea_events.codecs.structuring import Reader, structure_carefully, structure_quickly
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import unstructure_with_type, walk
from korea_events.testing.strategies import json_values, records
from tests.json_places import places, replaced

ODD_VALUES: list[Any] = [
    "2024-02-30", "2024-03-04", "usa", "FS 24", "", "x" * 300, 10**30, -0.0, True, None, [], {}, [[]], [{}],
    ["usa", "usa"], {"type": "term"}, {"type": ["term"]}, {"edtf": "2024-03"}, {"edtf": 5}, "day", "state", 1, [None],
]  # fmt: skip
PATH: LazyPath = (0, ("items", ()))


def _never(reader: Reader) -> Reader:
    """The same reader, for which looking for equal values does not pay."""
    for table in range(100):
        reader.shared[table].pays = False
    return reader


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_the_quick_reader_gives_what_the_careful_one_gives_or_nothing(kind: type[Any]) -> None:
    @settings(max_examples=settings().max_examples * 2)
    @given(records(kind), st.data())
    def check(record: Any, data: st.DataObject) -> None:
        value: Any = unstructure_with_type(record)
        for _ in range(data.draw(st.integers(0, 2))):
            place = data.draw(st.sampled_from([*places(value)][1:]))
            if data.draw(st.integers(0, 3)):
                value = replaced(value, place, data.draw(st.sampled_from(ODD_VALUES) | json_values()))
            else:
                value = replaced(value, place[:-1], {"x_new": 1}) if place[:-1] else {**value, "x_new": 1}
        careful = Reader()
        expected = structure_carefully(kind, value, careful, PATH)
        sound = expected is not None and not any(
            one.extra for one in (expected, *(p.value for p in walk(expected)))
        )
        for reader in (Reader(), _never(Reader())):
            found = structure_quickly(kind, value, reader)
            assert found == (expected if sound else None)
            assert repr(found) == repr(expected if sound else None)
            assert not reader.problems
            assert not reader.misspelt
            assert reader.structure(kind, value, PATH) == expected
            assert list(reader.problems) == list(careful.problems)
            assert reader.misspelt == careful.misspelt

    check()
