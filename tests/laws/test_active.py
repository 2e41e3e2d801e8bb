"""When things were under way: every answer against all joint worlds of two small items."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import settings

from korea_events.temporal import Verdict
from korea_events.temporal.active import (
    ActiveTime,
    judge_active,
    judge_common,
    judge_sharing,
)
from korea_events.temporal.active_amounts import measure_active, measure_active_gap, measure_shared_time
from korea_events.temporal.axis import ProjectedSpan
from korea_events.temporal.bounds import Bounds
from korea_events.temporal.stretches import Stretches
from tests.laws.active_worlds import TICKS, draw_item, list_active_sets

KINDS = (
    "plain",
    "flagged",
    "pause",
    "flagged pause",
    "vague pause",
    "occurring",
    "vague occurring",
    "intermittent",
    "flagged intermittent",
)
EXACT = {"plain", "flagged", "pause", "flagged pause", "occurring"}
"""Kinds of which every answer is exact: pauses and occurrences are, and nothing is left between."""
PAIRS = [(first, second) for i, first in enumerate(KINDS) for second in KINDS[i:]]


def cases(share: int = 1) -> range:
    """How many: some in CI, 50,000 of each question in the deep profile."""
    return range(max(3, settings().max_examples * 10 // len(PAIRS) // share))


def as_mask(stretches: Stretches) -> int:
    return sum((1 << int(end)) - (1 << int(start)) for start, end in stretches)


def judge(wanted: list[bool]) -> Verdict:
    return Verdict.CERTAIN if all(wanted) else Verdict.POSSIBLE if any(wanted) else Verdict.IMPOSSIBLE


@pytest.mark.parametrize("kind", KINDS)
def test_the_sets_hold_what_is_active_in_some_and_in_every_world(kind):
    random = Random(kind)
    for _ in cases():
        item = draw_item(random, kind)
        possible, certain = list_active_sets(item, freed=False), list_active_sets(item, freed=True)
        some = every = 0
        for mask in possible:
            some |= mask
        every = (1 << TICKS) - 1
        for mask in certain:
            every &= mask
        assert as_mask(item.possible) == some, item
        found = as_mask(item.certain)
        # over alternatives, and beside vague pauses, the certain set of something intermittent is an inner bound
        tight = kind in EXACT or "intermittent" not in kind or len(item.span.alternatives) == 1
        assert found == every if tight else not found & ~every, item


@pytest.mark.parametrize("first,second", PAIRS)
def test_sharing_time_is_judged_over_all_joint_worlds(first, second):
    random = Random(f"{first}/{second}")
    for _ in cases():
        x, y = draw_item(random, first), draw_item(random, second)
        dated = [list_active_sets(item, freed=False) for item in (x, y)]
        freed = [list_active_sets(item, freed=True) for item in (x, y)]
        possible = any(a & b for a, b in product(*dated))
        certain = all(a & b for a, b in product(*freed))
        found = judge_sharing(x, y)
        assert judge_sharing(y, x) is found
        assert (found is not Verdict.IMPOSSIBLE) == possible, (x, y)
        if {first, second} <= EXACT:
            assert (found is Verdict.CERTAIN) == (certain and possible), (x, y)
        elif found is Verdict.CERTAIN:
            assert certain, (x, y)


@pytest.mark.parametrize("first,second", PAIRS)
def test_the_shared_time_lies_within_its_bounds(first, second):
    random = Random(f"shared {first}/{second}")
    for _ in cases():
        x, y = draw_item(random, first), draw_item(random, second)
        dated = [list_active_sets(item, freed=False) for item in (x, y)]
        freed = [list_active_sets(item, freed=True) for item in (x, y)]
        most = max((a & b).bit_count() for a, b in product(*dated))
        least = min((a & b).bit_count() for a, b in product(*freed))
        low, high = measure_shared_time(x, y)
        assert low <= least, (x, y)
        assert high >= most, (x, y)
        assert (high > 0) == (most > 0), (x, y)
        if {first, second} <= {"plain", "flagged", "pause", "flagged pause"}:
            assert low == least, (x, y)
        if {first, second} <= {"plain", "flagged"}:
            assert high == most, (x, y)


@pytest.mark.parametrize("kind", KINDS)
def test_the_length_lies_within_its_bounds(kind):
    random = Random(f"length {kind}")
    for _ in cases():
        item = draw_item(random, kind)
        least = min(mask.bit_count() for mask in list_active_sets(item, freed=True))
        most = max(mask.bit_count() for mask in list_active_sets(item, freed=False))
        low, high = measure_active(item)
        assert low <= least, item
        assert high >= most, item
        if kind in ("plain", "flagged", "occurring"):
            assert (low, high) == (least, most), item


def test_a_break_of_known_length_lowers_the_most():
    """Two days of eleven, whichever they are; of two occurrences that cannot meet both count."""
    whole = ProjectedSpan((Bounds(0, 0, 11, 11, 11, 11),), (Bounds(0, 0, 11, 11, 11, 11),), exact=True)
    pause = Bounds(1, 8, 3, 10, 2, 2)
    paused = ActiveTime(whole, pauses=(ProjectedSpan((pause,), (pause,), exact=True),))
    assert measure_active(paused) == (9, 9)
    days = [Bounds(0, 0, 1, 1, 1, 1), Bounds(8, 9, 9, 10, 1, 1)]
    twice = ActiveTime(whole, occurrences=tuple(ProjectedSpan((day,), (day,), exact=True) for day in days))
    assert measure_active(twice) == (2, 2)


@pytest.mark.parametrize("first,second", PAIRS)
def test_the_gap_lies_within_its_bounds(first, second):
    random = Random(f"gap {first}/{second}")
    for _ in cases(2):
        x, y = draw_item(random, first), draw_item(random, second)
        dated = [[mask for mask in list_active_sets(item, freed=False) if mask] for item in (x, y)]
        low, high = measure_active_gap(x, y)
        assert low == min(measure_gap(a, b) for a, b in product(*dated)), (x, y)
        assert high >= max(measure_gap(a, b) for a, b in product(*dated)), (x, y)
        if {first, second} <= {"plain", "flagged"}:
            assert high == max(measure_gap(a, b) for a, b in product(*dated)), (x, y)


def measure_gap(first: int, second: int) -> int:
    """The ticks between the two active ticks that are nearest to each other; 0 where they touch."""
    if first & second:
        return 0
    ticks = [[tick for tick in range(TICKS) if mask >> tick & 1] for mask in (first, second)]
    return min(abs(a - b) for a, b in product(*ticks)) - 1


@pytest.mark.parametrize("kind", KINDS)
def test_under_way_on_a_day_goes_by_the_two_sets(kind):
    random = Random(f"day {kind}")
    for _ in cases():
        item = draw_item(random, kind)
        for tick in range(TICKS):
            bit = 1 << tick
            possible = any(mask & bit for mask in list_active_sets(item, freed=False))
            certain = all(mask & bit for mask in list_active_sets(item, freed=True))
            found = judge_active(item, (tick, tick + 1))
            assert (found is not Verdict.IMPOSSIBLE) == possible
            if kind in EXACT:
                assert (found is Verdict.CERTAIN) == certain
            elif found is Verdict.CERTAIN:
                assert certain


def test_three_share_a_tick_only_if_all_do():
    """Of one day of {1, 3}, {1, 2} and {2, 3} every two can share a day, all three never."""
    days = [(1, 3), (1, 2), (2, 3)]
    items = []
    for pair in days:
        worlds = tuple(Bounds(day, day, day + 1, day + 1, 1, 1) for day in pair)
        items.append(ActiveTime(ProjectedSpan(worlds, worlds, exact=True)))
    assert all(judge_sharing(items[i], items[j]) is Verdict.POSSIBLE for i, j in ((0, 1), (0, 2), (1, 2)))
    assert judge_common(items) is Verdict.IMPOSSIBLE


@pytest.mark.parametrize(
    "kinds", [("plain",) * 3, ("plain", "pause", "occurring"), ("intermittent", "flagged", "pause")]
)
def test_all_at_once_is_judged_over_all_joint_worlds(kinds):
    random = Random("/".join(kinds))
    for _ in cases():
        items = [draw_item(random, kind) for kind in kinds]
        possible = any(
            a & b & c for a, b, c in product(*(list_active_sets(item, freed=False) for item in items))
        )
        certain = all(
            a & b & c for a, b, c in product(*(list_active_sets(item, freed=True) for item in items))
        )
        found = judge_common(items)
        assert (found is not Verdict.IMPOSSIBLE) == possible
        if found is Verdict.CERTAIN:
            assert certain
        if set(kinds) == {"plain"} and all(len(item.span.alternatives) == 1 for item in items):
            assert (found is Verdict.CERTAIN) == certain
