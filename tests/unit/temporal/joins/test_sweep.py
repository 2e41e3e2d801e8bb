"""The overlap join in pure Python: against every pair of rows."""

from __future__ import annotations

from math import inf

from hypothesis import given, strategies as st

from korea_events.temporal.joins.sweep import Columns, SweepPairs


@st.composite
def rows(draw, scale=1):
    """One closed row: exact or vague, perhaps unbounded on either side."""
    start = draw(st.integers(-6, 12)) * scale
    end = start + draw(st.integers(1, 6)) * scale
    late, soon = draw(st.integers(0, 5)) * scale, draw(st.integers(0, 5)) * scale
    a, b, c, d = start, min(start + late, end - 1), max(end - soon, start + 1), end
    kind = draw(st.integers(0, 11))
    if kind in {0, 2}:
        a, c = -inf, draw(st.sampled_from([c, -inf]))
    if kind in {1, 2}:
        b, d = draw(st.sampled_from([b, inf])), inf
    return a, b, c, d


def columns(given_rows):
    return Columns(*map(list, zip(*given_rows, strict=True))) if given_rows else Columns([], [], [], [])


def every_pair(first, second=None):
    """All pairs that may share time, by looking at each; within one collection each once, by start and position."""
    for i, (a, b, c, d) in enumerate(first):
        for j, (e, f, g, h) in enumerate(first if second is None else second):
            if (second is not None or (a, i) < (e, j)) and a < h and e < d:
                yield i, j, b < g and f < c


def listed(pairs):
    return [pair for chunk in pairs.chunks() for pair in zip(chunk.i, chunk.j, chunk.certain, strict=True)]


@given(st.lists(rows(), max_size=12))
def test_within_one_collection_every_pair_comes_once(given_rows):
    pairs = SweepPairs(columns(given_rows))
    found = listed(pairs)
    assert sorted(found) == sorted(every_pair(given_rows))
    assert len(pairs) == len(found)
    starts = [(given_rows[i][0], i, given_rows[j][0], j) for i, j, _ in found]
    assert starts == sorted(starts), "by the row that starts first, then by its partner"


@given(st.lists(rows(), max_size=9), st.lists(rows(), max_size=9))
def test_between_two_collections_every_pair_comes_once(first, second):
    pairs = SweepPairs(columns(first), columns(second))
    found = listed(pairs)
    assert sorted(found) == sorted(every_pair(first, second))
    assert len(pairs) == len(found)


def test_many_pairs_come_in_chunks():
    pairs = SweepPairs(Columns([0] * 200, [0] * 200, [1] * 200, [1] * 200))
    assert len(list(pairs.chunks())) > 1
    assert len(listed(pairs)) == len(pairs) == 199 * 100
