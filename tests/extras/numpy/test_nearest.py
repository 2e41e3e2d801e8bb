"""What is nearest is the same from arrays as from lists."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, strategies as st

from korea_events.analysis import nearest
from korea_events.temporal.joins import columns as engine
from korea_events.temporal.joins.reach import Rivals, find_within_reach
from korea_events.temporal.joins.sweep import Columns
from tests.laws.test_long_lists import measured_events, nearest_options, repeat_ids

ticks = st.one_of(st.integers(0, 30), st.integers(-3 * 10**17, 3 * 10**17))
"""Also as far apart as two instants can be."""
rows = st.lists(
    st.tuples(
        st.tuples(ticks, ticks, ticks, ticks).map(sorted), st.booleans(), st.booleans(), st.integers(0, 9)
    ),
    max_size=12,
)


def ask_either(ask):
    """The answer from lists and the answer from arrays."""
    with pytest.MonkeyPatch.context() as patch:
        for least in (10**9, 0):
            patch.setattr(engine, "_WORTH_USING", least)
            patch.setattr(engine, "_WORTH_LOADING", least)
            yield ask()


@given(measured_events, measured_events, nearest_options, st.sampled_from((2, 99)), st.booleans())
def test_arrays_find_the_nearest_that_lists_find(items, others, options, ids, itself):
    items = repeat_ids(items, ids)
    others = items if itself else repeat_ids(others, ids)
    first, second = ask_either(lambda: nearest(items, others, **options))
    assert (list(first), first.skipped) == (list(second), second.skipped)


def make_owned(given_rows, *, alone):
    """Columns with an end missing here and there, the owners of the rows, and which of them were interrupted."""
    bounds = [
        (-inf if left else one[0], inf if left and right else one[1], one[2], inf if right else one[3])
        for one, left, right, _ in given_rows
    ]
    owners = [at if alone else owner for at, (*_, owner) in enumerate(given_rows)]
    broken = {at for at, (*_, owner) in enumerate(given_rows) if owner == 7}
    return Columns(*([list(column) for column in zip(*bounds, strict=True)] or [[]] * 4)), owners, broken


@given(rows, rows, st.booleans())
def test_arrays_reach_as_far_as_lists(centres, others, alone):
    """Also where a row may have begun later than it may be over, and where an owner has several rows."""
    both = make_owned(centres, alone=False), make_owned(others, alone=alone)
    found = [
        (
            [inf if room >= 1 << 60 else room for room in rooms],
            [list(column) for column in pairs.list_in_order()],
        )
        for rooms, pairs in ask_either(lambda: find_within_reach(*both))
    ]
    assert found[0] == found[1]


@given(rows, rows)
def test_a_room_is_the_least_of_all_greatest_distances(centres, others):
    """However the rows are sorted, and whoever owns them."""
    (columns, own, _), (bounds, owners, _) = make_owned(centres, alone=False), make_owned(others, alone=False)
    rivals = Rivals(zip(owners, bounds.start_max, bounds.end_min, strict=True))
    for owner, begun, over in zip(own, columns.start_max, columns.end_min, strict=True):
        distances = [
            max(0, first - over, begun - second)
            for other, first, second in zip(owners, bounds.start_max, bounds.end_min, strict=True)
            if other != owner and begun < inf
        ]
        assert rivals.measure_room(owner, begun, over) == min(distances, default=inf)
