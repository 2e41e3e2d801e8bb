"""The array engine: the same pairs in the same order as pure Python, from columns of any integers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from korea_events import Span, find_overlaps
from korea_events.errors import QuestionError
from korea_events.temporal import count_overlap_pairs, lazy_overlap_pairs, overlap_pairs
from korea_events.temporal.joins import columns as engine, sweep_numpy
from korea_events.temporal.joins.sweep import SweepPairs
from korea_events.temporal.joins.sweep_numpy import ArrayColumns, ArrayPairs
from tests.unit.temporal.joins.test_sweep import columns, listed, rows

DAYS, SECONDS, LONG = 1, 86_400, 400 * 86_400_000_000
"""Scales on which the axis is a table, one to pack with positions, or too long for either."""


def moved_rows(scale):
    """Rows of a scale, of which some begin a few ticks later than others."""
    return st.builds(lambda row, by: tuple(bound + by for bound in row), rows(scale), st.integers(0, 1))


scaled = st.sampled_from([DAYS, SECONDS, LONG]).flatmap(
    lambda scale: st.tuples(st.lists(moved_rows(scale), max_size=12), st.lists(moved_rows(scale), max_size=8))
)


@given(scaled, st.booleans())
def test_both_engines_give_the_same_pairs_in_the_same_order(sides, between):
    """Ties, unbounded ends, one-tick rows; within one collection and between two; eager, streamed and counted."""
    first, second = columns(sides[0]), columns(sides[1]) if between else None
    expected = listed(SweepPairs(first, second))
    arrays = ArrayColumns.of(first), None if second is None else ArrayColumns.of(second)
    assert listed(ArrayPairs(*arrays)) == expected
    assert (
        list(zip(*(column.tolist() for column in overlap_pairs(*arrays[0], others=arrays[1])), strict=True))
        == expected
    )
    streamed = lazy_overlap_pairs(*arrays[0], others=arrays[1])
    assert [
        pair for part in streamed for pair in zip(*(column.tolist() for column in part), strict=True)
    ] == expected
    assert len(streamed) == count_overlap_pairs(*arrays[0], others=arrays[1]) == len(expected)


@pytest.mark.parametrize("width", [2**13, 2**40, 2**56, 2**62, 2**64 - 1])
@pytest.mark.parametrize("step", [1, 2**20, 2**44])
def test_starts_are_sorted_stably_on_axes_of_any_length(width, step):
    """Short ones by radix, longer ones packed; too long ones without their last bits, which then decide near ties."""
    random = np.random.default_rng(width % 1009)
    low = -(width // 2)
    starts = random.integers(low, low + width - 1, 3_000, dtype=np.int64, endpoint=True)
    near = starts[:1_000] // step * step + random.integers(0, 3, 1_000)
    for column in (
        starts,
        np.concatenate([starts, np.clip(near, starts.min(), starts.max())]),
        np.sort(starts),
    ):
        order, in_order = sweep_numpy.sort_by_start(column)
        assert np.array_equal(order, np.argsort(column, kind="stable"))
        assert np.array_equal(in_order, np.sort(column))


def random_rows(count, days, seed):
    random = np.random.default_rng(seed)
    starts = random.integers(700_000, 700_000 + days, count)
    ends = starts + random.integers(1, 40, count)
    late = np.where(random.random(count) < 0.4, random.integers(0, 30, count), 0)
    return starts, np.minimum(starts + late, ends - 1), np.maximum(ends - late, starts + 1), ends


@pytest.mark.parametrize("far", [0, LONG], ids=["", "one far away"])
@pytest.mark.parametrize("scale", [DAYS, SECONDS, LONG // 400])
def test_engines_agree_over_many_chunks(scale, far):
    """Half a million pairs: chunk borders, windows of partners, packed comparisons, and rows crowded on a long axis."""
    arrays = [
        np.append(column * scale, column[0] * scale + far) for column in random_rows(3_000, 400, seed=5)
    ]
    whole = overlap_pairs(*arrays)
    parts = list(lazy_overlap_pairs(*arrays))
    assert len(parts) > 3
    for name in ("i", "j", "certain"):
        assert np.array_equal(np.concatenate([getattr(part, name) for part in parts]), getattr(whole, name))
    chunks = list(SweepPairs(engine.Columns(*(column.tolist() for column in arrays))).chunks())
    for name in ("i", "j", "certain"):
        assert [value for chunk in chunks for value in getattr(chunk, name)] == getattr(whole, name).tolist()
    assert 0 < whole.certain.sum() < len(whole.certain)


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize("turned", [1, -1])
def test_bounds_are_compared_to_the_last_tick_however_long_the_rows(later, turned):
    """A latest start and an earliest end that are alike but for the last bits, which are left off at first."""
    given_columns = np.array([[0, LONG - 1], [0, LONG], [LONG + later, 9 * LONG], [2 * LONG, 9 * LONG]])
    if turned < 0:
        given_columns = -given_columns[::-1]
    assert overlap_pairs(*given_columns).certain.tolist() == [bool(later)]


def test_chunks_stay_small_however_long_the_answer():
    """Streaming holds one chunk: no more pairs than the constant says, unless one row alone has more."""
    starts, *rest = random_rows(3_000, 200, seed=6)
    assert max(len(part.i) for part in lazy_overlap_pairs(starts, *rest)) <= sweep_numpy.PAIRS_PER_ARRAY


@given(st.lists(st.integers(0, 40), min_size=2, max_size=12))
def test_the_object_engine_gives_the_same_with_either(monkeypatch_days):
    spans = [
        Span.of(f"2024-03-{1 + day % 20:02}", f"2024-03-{1 + day % 20 + day // 4:02}")
        for day in monkeypatch_days
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_WORTH_USING", 0)
        with_numpy = list(find_overlaps(spans))
        patch.setattr(engine, "_WORTH_USING", 10**9)
        patch.setattr(engine, "_WORTH_LOADING", 10**9)
        assert list(find_overlaps(spans)) == with_numpy


def test_bounds_are_closed_for_stretches_of_at_least_a_tick():
    """A start as late as the end, an end as early as the start: no stretch has them, so they are narrowed."""
    _, _, certain = overlap_pairs([0, 4], [9, 4], [0, 5], [9, 5])
    assert certain.tolist() == [False]
    _, _, certain = overlap_pairs([0, 0], [1, 5], [0, 6], [2, 6])
    narrowed = overlap_pairs([0, 0], [1, 5], [1, 6], [2, 6])
    assert certain.tolist() == narrowed.certain.tolist()


def test_no_bound_is_the_extreme_of_int64():
    least, most = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    i, j, certain = overlap_pairs([least, 5, 20], [most - 1, 5, 20], [least + 1, 9, 30], [most, 9, 30])
    assert list(zip(i.tolist(), j.tolist(), certain.tolist(), strict=True)) == [(0, 1, False), (0, 2, False)]
    for endless in (([0, 5], [1, 5], [most] * 2, [most] * 2), ([least] * 2, [least] * 2, [5, 5], [6, 5])):
        assert overlap_pairs(*endless).certain.tolist() == [True], "it lies beyond every other bound"


@pytest.mark.parametrize("dtype", ["int8", "int32", "uint16", "uint64"])
def test_any_integers_will_do(dtype):
    given_columns = [np.array(column, dtype) for column in ([1, 2], [1, 2], [4, 5], [4, 5])]
    assert overlap_pairs(*given_columns).i.tolist() == [0]


@pytest.mark.parametrize(
    "given_columns, code, path",
    [
        (([1.0], [1], [2], [2]), "columns-type", "$.start_min"),
        (([True], [1], [2], [2]), "columns-type", "$.start_min"),
        (([[1]], [1], [2], [2]), "columns-shape", "$.start_min"),
        (([1, 2], [1], [2], [2]), "columns-shape", "$"),
        (([5], [5], [5], [5]), "columns-contradiction", "$"),
        (([np.array(2**63, "uint64")], [1], [2], [2]), "columns-type", "$.start_min"),
    ],
    ids=["float", "bool", "two dimensions", "lengths", "contradiction", "too large"],
)
def test_unusable_columns_are_refused(given_columns, code, path):
    with pytest.raises(QuestionError) as caught:
        overlap_pairs(*given_columns)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [(code, path)]


def test_problems_of_both_sides_come_together_and_name_their_rows():
    good = ([1] * 9, [1] * 9, [2] * 9, [2] * 9)
    with pytest.raises(QuestionError) as caught:
        overlap_pairs([1.5], [1], [2], [2], others=(good[0], good[1], [2] * 9, [0] * 9))
    messages = [problem.message for problem in caught.value.problems]
    assert [problem.path for problem in caught.value.problems] == ["$.start_min", "$.others"]
    assert "0, 1, 2, 3, 4 and 4 more" in messages[1]
    with pytest.raises(QuestionError, match="four columns"):
        overlap_pairs(*good, others=good[:3])
