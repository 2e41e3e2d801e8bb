"""Events by the windows of exercises: against every world that the dates allow."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, strategies as st

from korea_events import Actor, Amount, DayRange, Dossier, Exercise, Plan, Span, concurrency, windows
from korea_events.analysis import QuestionLimits, SkipReason
from korea_events.errors import QuestionError
from tests.unit.analysis.test_days import Drill, march, vague_spans, worlds


def placed(start, held, before, after):
    """The window into which a start falls, worked out day by day."""
    if start in range(held[0] - before, held[0]):
        return 0
    if start in range(*held):
        return 1
    if start in range(held[1], held[1] + after):
        return 2
    return None


@given(st.lists(vague_spans(), max_size=3), vague_spans(), st.integers(0, 4), st.integers(0, 4))
def test_least_and_most_are_those_of_each_event_in_every_world(events, exercise, before, after):
    """An event counts in the least if it falls into the window in every world, in the most if in any."""
    (row,) = windows(events, [exercise], before=before, after=after)
    for window, count in enumerate((row.before, row.during, row.after)):
        each = [
            [
                placed(start, held, before, after) == window
                for (start, _), held in product(worlds(event), worlds(exercise))
            ]
            for event in events
        ]
        assert count.least == sum(map(all, each))
        assert count.most == sum(map(any, each))


@given(st.lists(st.integers(1, 28), max_size=8), st.integers(5, 20), st.integers(0, 5))
def test_every_event_falls_into_one_window_by_its_start_day(days, first, length):
    """With known dates the windows of an exercise, wide enough, hold every event exactly once."""
    events = [march(day, min(31, day + 3)) for day in days]
    (row,) = windows(events, [march(first, first + length)])
    counts = (row.before, row.during, row.after)
    assert all(count.exact for count in counts)
    assert sum(count.least for count in counts) == len(events)
    assert row.before.least == sum(day < first for day in days)
    assert row.during.least == sum(first <= day <= first + length for day in days)


def test_the_days_of_a_window_are_its_observed_ones():
    exercise = march(4, 14)
    (row,) = windows([], [exercise])
    assert (row.before.days.least, row.during.days, row.after.days.most) == (
        28,
        Amount(least=11, most=11),
        28,
    )
    (row,) = windows([], [exercise], observed=DayRange("2024-03-01", "2024-03-10"))
    assert [count.days for count in (row.before, row.during, row.after)] == [
        Amount(least=3, most=3),
        Amount(least=7, most=7),
        Amount(least=0, most=0),
    ]


@given(vague_spans(), st.integers(1, 9), st.integers(0, 9), st.integers(0, 3), st.integers(0, 3))
def test_observed_days_are_those_of_the_worlds(exercise, first, length, before, after):
    """The least and the most observed days of a window over all dates that the exercise can have."""
    observed = DayRange(f"2024-03-{first:02}", f"2024-03-{first + length:02}")
    seen = {day.toordinal() for day in observed}
    (row,) = windows([], [exercise], before=before, after=after, observed=observed)
    for count, days in (
        (row.before, [len(seen & set(range(start - before, start))) for start, _ in worlds(exercise)]),
        (row.during, [len(seen & set(range(start, end))) for start, end in worlds(exercise)]),
        (row.after, [len(seen & set(range(end, end + after))) for _, end in worlds(exercise)]),
    ):
        assert count.days.least <= min(days)
        assert max(days) <= count.days.most
        if len(exercise.alternatives) == 1:
            assert count.days == Amount(least=min(days), most=max(days))


def test_what_began_outside_the_observed_days_is_not_counted():
    observed = DayRange("2024-03-05", "2024-03-31")
    (row,) = windows(
        [march(4), march(5), Span.parse("[2024-03-04,2024-03-05]")], [march(6)], observed=observed
    )
    assert (row.before.least, row.before.most) == (1, 2)


@given(st.data())
def test_counting_days_gives_what_looking_at_each_pair_gives(data):
    """Events with known days and others, of which some are exercises themselves, parts, wholes or one of two alike."""
    names = st.sampled_from(["a", "b", "c", "d"])
    spans = st.one_of(st.integers(1, 20).map(march), vague_spans())
    drills = st.builds(Drill, id=names, when=spans, part_of=st.one_of(st.none(), st.just("a")))
    around, more = (
        data.draw(st.lists(drills, max_size=3)),
        data.draw(st.lists(st.one_of(drills, spans), max_size=5)),
    )
    events = [*around, *more]
    parts = {one.id for one in events if isinstance(one, Drill) and one.part_of == "a" != one.id}
    reach = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))

    def related(one, other):
        return isinstance(other, Drill) and (
            one.id == other.id or ("a" in (one.id, other.id) and {one.id, other.id} & parts)
        )

    for row, drill in zip(windows(events, around, before=reach[0], after=reach[1]), around, strict=True):
        alone = [
            windows([getattr(event, "when", event)], [drill.when], before=reach[0], after=reach[1])[0]
            for event in events
            if not related(drill, event)
        ]
        for name in ("before", "during", "after"):
            counts = [getattr(one, name) for one in alone]
            found = getattr(row, name)
            assert (found.least, found.most) == (sum(c.least for c in counts), sum(c.most for c in counts))


def test_an_exercise_its_parts_and_its_whole_are_no_events_of_its_windows():
    whole = Drill(id="whole", when=march(4, 14))
    part = Drill(id="part", when=march(5), part_of="whole")
    other = Drill(id="other", when=march(6))
    (row,) = windows([whole, part, other], [whole])
    assert row.during.least == row.during.most == 1
    (row,) = windows([whole, other], [part])
    assert (row.before.most, row.after.most) == (0, 1)


def test_approximate_and_undated():
    drills = [Drill(id="undated", when=None), Drill(id="off", when=march(5), status="cancelled")]
    found = windows([Span.parse("2024-03-05~"), Span.unknown(), *drills], [march(4, 14)])
    assert [skipped.reason for skipped in found.skipped] == [SkipReason.NO_DATE, SkipReason.CANCELLED]
    assert [(row.during.least, row.during.most) for row in found] == [(0, 2)]


def test_unbounded_exercises_have_unbounded_windows():
    (row,) = windows([march(4)], [Span.bounded(latest_start="2024-03-10")])
    assert row.during.days == Amount(least=1, most=None)
    assert (row.before.least, row.before.most, row.during.most) == (0, 1, 1)
    (row,) = windows([march(4)], [Span.unknown()], observed=DayRange("2024-03-01", None))
    assert row.after.days == Amount(least=0, most=28)


def test_progress_is_told_up_to_the_end():
    calls = []
    months = [Span.parse("2024-03"), Span.parse("2024-02/2024-03")]
    windows([march(4), *months], [march(4, 14)], progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (2, 2)  # its pairs with what did not begin on a known day


@pytest.mark.parametrize("days", [-1, 1.5, True, "28"])
def test_windows_have_a_number_of_days(days):
    with pytest.raises(QuestionError) as caught:
        windows([], [], before=days)
    assert [problem.code for problem in caught.value.problems] == ["question-window"]


def test_records_without_dates_are_refused_with_what_to_give():
    dossier = Dossier.of(Actor(id="jcs", name="JCS", kind="command"))
    with pytest.raises(QuestionError, match=r"dossier\.exercises"):
        windows([], around=dossier)  # type: ignore[arg-type]


def test_what_does_not_count_decides_no_zone():
    """The days are those of the zone of what counts, as in all questions about lists."""
    there, here = (Span.on("2024-03-08", zone=zone) for zone in ("Asia/Tokyo", "UTC"))
    events = [
        Exercise(id="tokyo", name="drill", span=there),
        Exercise(id="off", name="drill", status="cancelled", plans=[Plan(span=here)]),
    ]
    assert windows(events, events[:1]).zone == concurrency(events).zone == "Asia/Tokyo"


def test_equal_vague_dates_are_judged_once():
    """A hundred exercises of which only the day is known are no more work than one; a hundred different ones are."""
    alike = [Exercise(id=f"x-{n}", name="drill", span="19XX-XX-31") for n in range(100)]
    assert len(windows(alike, alike)) == 100
    different = [Exercise(id=f"x-{n}", name="drill", span=f"{n:02}XX-XX-31") for n in range(100)]
    with pytest.raises(QuestionError, match=r"question-limit"):
        windows(different, different, limits=QuestionLimits(steps=100_000))
