"""The formulas on bounds, proved by enumerating every stretch of time that small bounds allow."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import inf

import pytest
from hypothesis import given, strategies as st

from korea_events.temporal.bounds import (
    ALL_RELATIONS,
    SHARES_TIME_BITS,
    Bounds,
    build_hull,
    close,
    find_relation_mask,
    intersect,
    is_equivalent_union,
    measure_gap,
    measure_shared,
)
from korea_events.temporal.relations import SHARES_TIME, RelationSet, Verdict

SIZE = 5
WORLDS = [(s, e) for s in range(SIZE) for e in range(s + 1, SIZE + 1)]
World = tuple[int, int]


def worlds(bounds: Bounds) -> frozenset[World]:
    """Every stretch on the small axis that the bounds allow, by trying each."""
    a, b, c, d, p, q = bounds
    return frozenset((s, e) for s, e in WORLDS if a <= s <= b and c <= e <= d and p <= e - s <= q)


@cache
def closed_bounds() -> dict[Bounds, frozenset[World]]:
    """Every closed bounds on the small axis, with the stretches it allows."""
    ends = range(SIZE + 1)
    lengths = range(1, SIZE + 1)
    found = {}
    for raw in map(Bounds._make, product(ends, ends, ends, ends, lengths, lengths)):
        closed = close(raw)
        if closed is not None:
            found[closed] = worlds(raw)
    return found


def basic_relation(first: World, second: World) -> int:
    """The one relation of two known stretches, from comparing their ends."""
    (s1, e1), (s2, e2) = first, second
    if e1 < s2 or e1 == s2:
        return 0 if e1 < s2 else 1
    if e2 < s1 or e2 == s1:
        return 12 if e2 < s1 else 11
    order = {-1: "<", 0: "=", 1: ">"}
    starts = order[(s1 > s2) - (s1 < s2)]
    ends = order[(e1 > e2) - (e1 < e2)]
    return ["<<", "<=", "<>", "=<", "==", "=>", "><", ">=", ">>"].index(starts + ends) + 2


def common(first: World, second: World) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def between(first: World, second: World) -> int:
    return max(0, second[0] - first[1], first[0] - second[1])


def test_closing_keeps_the_worlds_finds_every_contradiction_and_attains_each_bound() -> None:
    ends = range(SIZE + 1)
    lengths = range(1, SIZE + 1)
    for raw in map(Bounds._make, product(ends, ends, ends, ends, lengths, lengths)):
        allowed = worlds(raw)
        closed = close(raw)
        if closed is None:
            assert not allowed
            continue
        assert worlds(closed) == allowed
        starts, stops = [s for s, _ in allowed], [e for _, e in allowed]
        durations = [e - s for s, e in allowed]
        attained = (min(starts), max(starts), min(stops), max(stops), min(durations), max(durations))
        assert closed == attained


def test_closed_bounds_are_canonical() -> None:
    by_worlds: dict[frozenset[World], set[Bounds]] = {}
    for closed, allowed in closed_bounds().items():
        by_worlds.setdefault(allowed, set()).add(closed)
    assert len(by_worlds) > 100
    assert all(len(same) == 1 for same in by_worlds.values())


def test_relations_shared_time_gaps_and_verdicts_of_every_pair() -> None:
    cases = closed_bounds()
    wanted = SHARES_TIME
    for first, first_worlds in cases.items():
        relations = dict.fromkeys(WORLDS, 0)
        commons: dict[World, list[int]] = {}
        gaps: dict[World, list[int]] = {}
        for other in WORLDS:
            for world in first_worlds:
                relations[other] |= 1 << basic_relation(world, other)
            commons[other] = [common(world, other) for world in first_worlds]
            gaps[other] = [between(world, other) for world in first_worlds]
        for second, second_worlds in cases.items():
            mask = 0
            for other in second_worlds:
                mask |= relations[other]
            assert find_relation_mask(first, second) == mask, (first, second)
            amounts = [
                amount for other in second_worlds for amount in (min(commons[other]), max(commons[other]))
            ]
            assert measure_shared(first, second) == (min(amounts), max(amounts)), (first, second)
            amounts = [amount for other in second_worlds for amount in (min(gaps[other]), max(gaps[other]))]
            assert measure_gap(first, second) == (min(amounts), max(amounts)), (first, second)
            verdict = RelationSet(mask).verdict(wanted)
            possible = first.start_min < second.end_max and second.start_min < first.end_max
            certain = first.start_max < second.end_min and second.start_max < first.end_min
            expected = Verdict.CERTAIN if certain else Verdict.POSSIBLE if possible else Verdict.IMPOSSIBLE
            assert verdict is expected


def test_intersections_and_unions_of_every_pair() -> None:
    cases = list(closed_bounds().items())
    for first, first_worlds in cases[::3]:
        for second, second_worlds in cases[::3]:
            both = intersect(first, second)
            assert (worlds(both) if both else frozenset()) == first_worlds & second_worlds
            assert worlds(build_hull([first, second])) >= first_worlds | second_worlds


@given(st.data())
def test_unions_of_bounds_are_the_same_when_their_worlds_are(data: st.DataObject) -> None:
    cases = closed_bounds()
    unions = st.lists(st.sampled_from(sorted(cases)), min_size=1, max_size=4)
    first, second = data.draw(unions), data.draw(unions)

    def allowed(union: list[Bounds]) -> frozenset[World]:
        return frozenset().union(*(cases[bounds] for bounds in union))

    assert is_equivalent_union(first, second) == (allowed(first) == allowed(second))


def test_a_range_of_days_is_the_same_as_its_days_one_by_one() -> None:
    week = Bounds(1, 7, 2, 8, 1, 1)
    days = [Bounds(day, day, day + 1, day + 1, 1, 1) for day in range(1, 8)]
    assert is_equivalent_union([week], days)
    assert not is_equivalent_union([week], days[:-1])


@pytest.mark.parametrize(
    "first, second, relations",
    [
        (Bounds(0, 0, 1, 1, 1, 1), Bounds(0, 1, 1, 2, 1, 1), {"equals", "meets"}),
        (Bounds(0, 1, 3, 4, 3, 3), Bounds(1, 1, 3, 3, 2, 2), {"finished_by", "started_by"}),
    ],
)
def test_the_lengths_matter_beside_the_ends(first: Bounds, second: Bounds, relations: set[str]) -> None:
    """Boxes of ends alone would allow relations that no pair of stretches stands in."""
    assert set(RelationSet(find_relation_mask(first, second))) == relations


def test_certain_overlap_without_certain_days() -> None:
    """A 2-day event that starts on day 0 to 10 has no certain day and certainly overlaps days 1 to 10."""
    floating = close(Bounds(0, 10, 0, inf, 2, 2))
    assert floating is not None
    assert floating.start_max >= floating.end_min
    mask = find_relation_mask(floating, Bounds(1, 1, 11, 11, 10, 10))
    assert RelationSet(mask).verdict(SHARES_TIME) is Verdict.CERTAIN


def ticks(low: int, high: int) -> st.SearchStrategy[float]:
    return st.one_of(st.just(-inf), st.integers(low, high), st.just(inf))


@st.composite
def bounds_around(draw: st.DrawFn) -> tuple[Bounds, World]:
    """Bounds, any of them infinite, drawn around a stretch that they allow."""
    start = draw(st.integers(-(10**15), 10**15))
    length = draw(st.one_of(st.integers(1, 5), st.integers(1, 10**15)))
    end = start + length
    slack = st.one_of(st.integers(0, 3), st.integers(0, 10**15), st.just(inf))
    a, b, c, d, p, q = (draw(slack) for _ in range(6))
    bounds = close(Bounds(start - a, start + b, end - c, end + d, max(1, length - p), length + q))
    assert bounds is not None
    return bounds, (start, end)


@given(bounds_around(), bounds_around())
def test_what_is_allowed_is_found_at_any_size(
    first: tuple[Bounds, World], second: tuple[Bounds, World]
) -> None:
    """Relation, shared time and gap of one allowed pair lie within the answers, infinite bounds included."""
    (x, one), (y, other) = first, second
    assert find_relation_mask(x, y) >> basic_relation(one, other) & 1
    least, most = measure_shared(x, y)
    assert least <= common(one, other) <= most
    nearest, farthest = measure_gap(x, y)
    assert nearest <= between(one, other) <= farthest


@given(bounds_around())
def test_closing_twice_is_closing_once(case: tuple[Bounds, World]) -> None:
    assert close(case[0]) == case[0]


@given(bounds_around(), bounds_around(), st.integers(-(10**12), 10**12))
def test_answers_do_not_depend_on_where_the_axis_begins(
    first: tuple[Bounds, World], second: tuple[Bounds, World], shift: int
) -> None:
    x, y = first[0], second[0]

    def moved(bounds: Bounds) -> Bounds:
        a, b, c, d, p, q = bounds
        return Bounds(a + shift, b + shift, c + shift, d + shift, p, q)

    assert find_relation_mask(moved(x), moved(y)) == find_relation_mask(x, y)
    assert measure_shared(moved(x), moved(y)) == measure_shared(x, y)


def test_unbounded_spans_may_stand_in_any_relation() -> None:
    anything = Bounds(-inf, inf, -inf, inf, 1, inf)
    assert find_relation_mask(anything, anything) == ALL_RELATIONS
    assert RelationSet(SHARES_TIME_BITS) == SHARES_TIME
    assert measure_shared(anything, anything) == (0, inf)
