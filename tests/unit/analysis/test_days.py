"""Profiles by days: against every world that the dates allow."""

from __future__ import annotations

from itertools import pairwise, product
from math import inf

import pytest
from hypothesis import given, strategies as st

from korea_events import (
    Amount,
    Exercise,
    Plan,
    Span,
    Verdict,
    busiest,
    common,
    concurrency,
    coverage,
    gaps,
    longest_gap,
    nearest,
    under_way,
)
from korea_events.analysis import SkipReason
from korea_events.errors import QuestionError, SpanError
from korea_events.temporal.engine import day_ordinal
from tests.unit.analysis.march import Drill, march

FIRST = day_ordinal("2024-03-01")


@st.composite
def vague_spans(draw):
    """Spans of some days early in March 2024, with uncertain ends and lengths, or several alternatives."""
    if draw(st.integers(0, 4)) == 0:
        days = draw(st.lists(st.integers(1, 8), min_size=2, max_size=2, unique=True))
        return Span.parse("[" + ",".join(f"2024-03-{day:02}" for day in sorted(days)) + "]")
    start = draw(st.integers(1, 6))
    late_start = start + draw(st.integers(0, 2))
    end = late_start + draw(st.integers(0, 2))
    shorter = draw(st.integers(0, min(2, end - start)))
    most = draw(st.sampled_from([None, 2, 3]))
    try:
        return Span.bounded(
            earliest_start=f"2024-03-{start:02}",
            latest_start=f"2024-03-{late_start:02}",
            earliest_end=f"2024-03-{max(start, end - shorter):02}",
            latest_end=f"2024-03-{end:02}",
            max_days=most,
        )
    except ValueError:
        return Span.of(f"2024-03-{start:02}", f"2024-03-{end:02}")


def worlds(span):
    """Every stretch of half-open days that a span allows."""
    found = set()
    for a, b, c, d, p, q in (alternative.bounds for alternative in span.alternatives):
        for start, end in product(range(int(a), int(b) + 1), range(int(c), int(d) + 1)):
            if p <= end - start <= q:
                found.add((start, end))
    return sorted(found)


def all_worlds(spans):
    return product(*map(worlds, spans))


def counts(world):
    """How many stretches cover each day."""
    return {
        day: sum(start <= day < end for start, end in world)
        for day in range(min(start for start, _ in world), max(end for _, end in world))
    }


def inner_gaps(world):
    """The lengths of the times without any stretch, between the first and the last."""
    found, reached = [0], None
    for start, end in sorted(world):
        if reached is not None and start > reached:
            found.append(start - reached)
        reached = end if reached is None else max(reached, end)
    return found


def holds(amount, values):
    return amount.least <= min(values) and (amount.most is None or max(values) <= amount.most)


few = st.lists(vague_spans(), min_size=1, max_size=3)


@given(few)
def test_each_day_is_certain_and_possible_as_the_worlds_of_each_span_say(spans):
    """A span is certainly under way on the days of all its worlds, and possibly on those of any."""
    profile = concurrency(spans)
    for day in range(FIRST - 1, FIRST + 14):
        each = [[start <= day < end for start, end in worlds(span)] for span in spans]
        step = profile.on(f"2024-{'02-29' if day < FIRST else f'03-{day - FIRST + 1:02}'}")
        assert step.certain == sum(map(all, each))
        assert step.possible == sum(map(any, each))


@given(few)
def test_profiles_integrate_to_the_sums_of_cores_and_hulls(spans):
    """The steps, day by day, add up to the certain days and to the possible days of all spans."""
    steps = concurrency(spans).rows
    certain = sum(step.certain * step.days.days for step in steps)
    possible = sum(step.possible * step.days.days for step in steps)
    assert certain == sum(span.certain.days if span.certain else 0 for span in spans)
    covered = [{day for start, end in worlds(span) for day in range(start, end)} for span in spans]
    assert possible == sum(map(len, covered))


@given(few)
def test_steps_follow_each_other_and_differ(spans):
    steps = concurrency(spans).rows
    for one, following in pairwise(steps):
        assert following.days.first.toordinal() == one.days.last.toordinal() + 1
        assert (one.certain, one.possible) != (following.certain, following.possible)


@given(few)
def test_answers_hold_in_every_world(spans):
    """Busiest, coverage and the longest gap bound what every world gives; what is said to be attained is."""
    peak, covered, gap = busiest(spans), coverage(spans), longest_gap(spans)
    tallest, days, longest = [], [], []
    for world in all_worlds(spans):
        heights = counts(world)
        tallest.append(max(heights.values()))
        days.append(sum(height > 0 for height in heights.values()))
        longest.append(max(inner_gaps(world)))
    assert peak.least <= min(tallest)
    assert peak.most == max(tallest)
    assert holds(covered, days)
    assert holds(gap, longest)
    if all(len(span.alternatives) == 1 for span in spans):
        assert gap.most == max(longest)
    if all(len(worlds(span)) == 1 for span in spans):
        assert peak.exact
        assert covered.exact
        assert gap.exact


@given(few)
def test_coverage_is_at_most_the_sum_of_lengths(spans):
    assert coverage(spans).most <= sum(span.length.most for span in spans)


@given(few)
def test_gaps_are_free_in_every_world_or_may_be(spans):
    """On the days of a certain gap nothing is under way in any world; possible gaps contain the certain ones."""
    free = {day.toordinal() for days in gaps(spans) for day in days}
    for world in all_worlds(spans):
        assert not free & {day for start, end in world for day in range(start, end)}
    sure = {day for span in spans if span.certain for day in span.certain}
    for days in gaps(spans, at_least="possible"):
        assert not sure & set(days)


@given(few)
def test_k_items_have_a_common_day_as_their_worlds_say(spans):
    """Certain, possible and impossible, and the least and the most days in common, for independent spans."""
    found = common(spans)
    shared = [
        max(0, min(end for _, end in world) - max(start for start, _ in world)) for world in all_worlds(spans)
    ]
    expected = (
        Verdict.CERTAIN if min(shared) > 0 else Verdict.POSSIBLE if max(shared) > 0 else Verdict.IMPOSSIBLE
    )
    assert found.verdict is expected
    assert holds(found.shared, shared)
    if all(len(span.alternatives) == 1 for span in spans):
        assert found.shared == Amount(least=min(shared), most=max(shared))
    when = {
        day
        for world in all_worlds(spans)
        for day in range(max(start for start, _ in world), min(end for _, end in world))
    }
    assert {day.toordinal() for days in found.days for day in days} == when


def test_every_two_may_meet_and_all_three_not():
    one, two, three = (Span.parse(f"[2024-03-0{a},2024-03-0{b}]") for a, b in ((1, 3), (1, 2), (2, 3)))
    assert all(
        common([x, y]).verdict is Verdict.POSSIBLE for x, y in ((one, two), (two, three), (one, three))
    )
    assert common([one, two, three]).verdict is Verdict.IMPOSSIBLE


@given(vague_spans(), few)
def test_the_nearest_are_those_of_the_worlds(span, others):
    """Candidates are the nearest in some world, and certain ones in all of them, with every distance they can have."""
    drills = [Drill(id=str(index), when=other) for index, other in enumerate(others)]
    found = {int(near.item.id): near for near in nearest(span, drills)}
    wins = [0] * len(others)
    seen = [set() for _ in others]
    count = 0
    for own, *world in all_worlds([span, *others]):
        count += 1
        distances = [max(0, start - own[1], own[0] - end) for start, end in world]
        for index, distance in enumerate(distances):
            wins[index] += distance == min(distances)
            seen[index].add(distance)
    assert {index for index, won in enumerate(wins) if won} == set(found)
    assert {index for index, near in found.items() if near.verdict is Verdict.CERTAIN} == {
        index for index, won in enumerate(wins) if won == count
    }
    for index, near in found.items():
        assert near.distance == Amount(least=min(seen[index]), most=max(seen[index]))


def test_equal_dates_are_equally_near_to_what_is_not_dated():
    """Both are certainly the nearest, wherever the test was; what follows them never is."""
    test = Span.bounded(earliest_start="2024-03-01", latest_end="2024-03-08")
    found = nearest(test, [march(15, 19), march(15, 16), march(20, 21)])
    assert [(str(near.distance), near.verdict) for near in found] == [("6–13 days", Verdict.CERTAIN)] * 2


def test_an_event_is_not_the_nearest_to_itself():
    drill = Drill(id="fs24", when=march(4, 14))
    assert len(nearest(drill, [drill])) == 0


def test_the_least_of_the_busiest_sees_items_without_certain_days():
    """A two-day event that starts on any of ten days certainly meets one that lasts through all of them."""
    loose = Span.bounded(earliest_start="2024-03-02", latest_start="2024-03-09", min_days=2, max_days=2)
    assert loose.certain is None
    assert busiest([loose, march(1, 12), march(4, 20)]).least == 2
    assert busiest([loose, march(1, 12), march(1, 20)]).least == 3


def test_unbounded_spans_leave_the_ends_of_the_profile_open():
    profile = concurrency(
        [Span.bounded(latest_end="2024-03-14"), Span.parse("2024-03-10/..", as_of="2024-03-12")]
    )
    assert list(map(str, profile)) == [
        "../2024-03-09: 0–1",
        "2024-03-10/2024-03-12: 1–2",
        "2024-03-13/2024-03-14: 0–2",
        "2024-03-15/..: 0–1",
    ]
    assert str(coverage([Span.unknown()])) == "at least 1 day"
    assert busiest([Span.unknown(), Span.unknown()]).most == 2


def test_nothing_asked_is_nothing_found():
    assert concurrency([]).rows == ()
    assert busiest([]).most == 0
    assert str(coverage([])) == "0 days"
    assert len(gaps([])) == 0
    assert str(longest_gap([march(4)])) == "0 days"
    assert common([]).verdict is Verdict.IMPOSSIBLE


def test_approximate_dates_are_never_certain_unless_a_tolerance_is_given():
    about = Span.parse("2024-03-04~/2024-03-14~")
    assert concurrency([about]).on("2024-03-09").certain == 0
    assert concurrency([about], tolerance=2).on("2024-03-09").certain == 1
    assert common([about, march(9)]).verdict is Verdict.POSSIBLE
    assert coverage([about]).least == 1


def test_an_exact_pause_takes_its_days():
    paused = Drill(id="paused", when=march(4, 14), pauses=(march(8, 9),))
    profile = concurrency([paused])
    assert [(str(step.days), step.certain, step.possible) for step in profile] == [
        ("2024-03-04/2024-03-07", 1, 1),
        ("2024-03-08/2024-03-09", 0, 0),
        ("2024-03-10/2024-03-14", 1, 1),
    ]
    assert str(coverage([paused])) == "9 days"
    assert common([paused, march(8, 9)]).verdict is Verdict.IMPOSSIBLE
    assert common([paused, march(8, 10)]).shared == Amount(least=1, most=1)
    assert [str(days) for days in gaps([paused])] == ["2024-03-08/2024-03-09"]
    assert str(longest_gap([paused])) == "2 days"


def test_what_takes_no_part_is_said():
    drills = [
        Drill(id="off", when=march(4), status="cancelled"),
        Drill(id="plan", when=march(5), footing="announced"),
    ]
    profile = concurrency(drills, footing="held")
    assert profile.rows == ()
    assert [skipped.reason for skipped in profile.skipped] == [SkipReason.CANCELLED, SkipReason.ANNOUNCED]


def test_days_of_other_zones_touch_two_days_of_ours():
    """A New York day begins 13 or 14 hours after the same day in Seoul, so that it touches the next one."""
    over_there = Span.parse("2024-03-13", zone="America/New_York", reading="throughout")
    (found,) = under_way([over_there], "2024-03-14", zone="Asia/Seoul")
    assert found.item is over_there
    assert concurrency([over_there]).zone == "America/New_York"
    assert concurrency([over_there, march(1)]).zone == "Asia/Seoul"
    assert len(under_way([over_there], "2024-03-14")) == 0


@given(few, st.integers(0, 13))
def test_under_way_on_a_day_is_the_profile_of_that_day(spans, offset):
    day = f"2024-03-{offset + 1:02}"
    found = under_way(spans, day)
    step = concurrency(spans).on(day)
    assert sum(item.verdict is Verdict.CERTAIN for item in found) == step.certain
    assert len(found) == step.possible


def test_what_is_nearest_to_what_was_held_goes_by_no_plan():
    """The end of what has begun is planned; what was only announced, or called off, has no nearest among many."""
    plans = [Plan(span=march(5, 9))]
    begun = Exercise(id="begun", name="drill", span="2024-03-05/", plans=plans)
    announced = begun.replace(id="announced", span=None)
    off = announced.replace(id="off", status="cancelled")
    launch = march(12)
    assert [str(near.distance) for near in nearest(begun, [launch])] == ["2 days"]
    assert [str(near.distance) for near in nearest(begun, [launch], footing="held")] == ["0–6 days"]
    found = nearest([begun, announced, off], [launch], footing="held")
    assert [(near.item.id, str(near.distance)) for near in found] == [("begun", "0–6 days")]
    assert [(one.item.id, str(one.reason)) for one in found.skipped] == [
        ("announced", "announced"),
        ("off", "cancelled"),
    ]


@pytest.mark.parametrize(
    "ask, code",
    [
        (lambda: gaps([march(1)], at_least="impossible"), "question-at-least"),
        (lambda: concurrency([march(1)], footing="rumoured"), "question-footing"),
        (lambda: busiest([march(1)], tolerance=-1), "question-tolerance"),
        (lambda: coverage([7]), "question-no-span"),
        (lambda: coverage([march(1)], limits=7), "argument-type"),
        (lambda: nearest(march(1), [], zone=""), "zone-unknown"),
        (lambda: under_way([], "2024-03-01", zone=""), "zone-unknown"),
        (lambda: nearest(Drill(id="undated", when=None), [march(1)]), "question-no-span"),
    ],
    ids=["gaps", "concurrency", "busiest", "coverage", "limits", "nearest-zone", "under-way-zone", "nearest"],
)
def test_unusable_questions_are_refused(ask, code):
    with pytest.raises((QuestionError, SpanError)) as caught:
        ask()
    assert [problem.code for problem in caught.value.problems] == [code]


def test_infinity_stays_inside():
    """What is not bounded is None outside."""
    assert longest_gap([Span.unknown(), march(1)]).most is None
    assert all(
        value not in (inf, -inf) for value in (busiest([Span.unknown()]).least, busiest([march(1)]).most)
    )
