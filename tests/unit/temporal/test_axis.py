"""One axis for every question: which grain, and what a span of days says in instants and the other way round."""

from __future__ import annotations

from math import inf, isinf

import pytest
from hypothesis import assume, given, strategies as st

from korea_events import SHARES_TIME, Amount, Grain, Relation, Span, Verdict, relate, shared_time
from korea_events.errors import QuestionError
from korea_events.temporal import Reading, civil
from korea_events.temporal.axis import Axis, choose_day_zone, choose_pair_axis, have_same_days, project
from korea_events.temporal.bounds import Bounds, close
from korea_events.temporal.grains import convert_to_instants
from korea_events.temporal.span import make_bounds_span

SEOUL, PYONGYANG, NEW_YORK = "Asia/Seoul", "Asia/Pyongyang", "America/New_York"
HOUR = 3_600_000_000

seoul_day = Span.on("2024-03-14")
pyongyang_day = Span.on("2024-03-14", zone=PYONGYANG)
new_york_day = Span.on("2024-03-14", zone=NEW_YORK)
unzoned_day = Span.on("2024-03-14", zone=None)
hours = Span.parse("2024-03-14T23:00/2024-03-15T02:00")


DAY_ZONE_CASES = [
    ([seoul_day, seoul_day], None, Axis(Grain.DAY, SEOUL)),
    ([seoul_day, hours], None, Axis(Grain.DAY, SEOUL)),
    ([new_york_day, hours], None, Axis(Grain.DAY, NEW_YORK)),
    ([hours, hours], None, Axis(Grain.INSTANT, None)),
    ([seoul_day, new_york_day], None, Axis(Grain.INSTANT, None)),
    ([seoul_day, unzoned_day], None, Axis(Grain.DAY, SEOUL)),
    ([unzoned_day, unzoned_day], None, Axis(Grain.INSTANT, None)),
    ([unzoned_day, hours], None, Axis(Grain.INSTANT, None)),
    ([seoul_day, pyongyang_day], None, Axis(Grain.DAY, SEOUL)),
    ([Span.on("2016-08-16", zone=PYONGYANG), Span.on("2016-08-16")], None, Axis(Grain.INSTANT, None)),
    ([Span.on("2016-08-16"), pyongyang_day], None, Axis(Grain.DAY, SEOUL)),
    ([seoul_day, new_york_day], "day", Axis(Grain.DAY, None)),
    ([seoul_day, seoul_day], Grain.INSTANT, Axis(Grain.INSTANT, None)),
    ([new_york_day, Span.unknown()], None, Axis(Grain.DAY, NEW_YORK)),
    ([hours, Span.unknown()], None, Axis(Grain.INSTANT, None)),
    ([Span.unknown(), Span.unknown(zone=NEW_YORK)], None, Axis(Grain.DAY, SEOUL)),
]


@pytest.mark.parametrize("spans, grain, axis", DAY_ZONE_CASES)
def test_the_axis_of_a_pair_is_days_where_both_have_the_same_days_else_instants(
    spans: list[Span], grain: Grain | None, axis: Axis
) -> None:
    """The days of Seoul and Pyongyang are the same since 5 May 2018; either span may lie after that."""
    assert choose_pair_axis(*spans, grain) == axis
    assert choose_pair_axis(*reversed(spans), grain).grain is axis.grain


@pytest.mark.parametrize(
    "spans, zone",
    [
        ([new_york_day, hours, Span.unknown()], NEW_YORK),
        ([seoul_day, new_york_day], SEOUL),
        ([hours], SEOUL),
        ([unzoned_day], SEOUL),
    ],
)
def test_questions_about_days_are_asked_in_the_zone_that_all_share_else_in_seouls(spans, zone):
    assert choose_day_zone(spans) == zone


@pytest.mark.parametrize(
    "first, last, coincide",
    [
        ("2024-03-01", "2024-03-31", True),
        ("2018-05-05", None, True),
        ("2018-05-04", "2018-05-06", False),
        ("2015-08-14", "2015-08-16", False),
        ("2000-01-01", "2015-08-13", True),
        (None, "2024-03-31", False),
    ],
)
def test_days_of_seoul_and_pyongyang_coincide_outside_of_the_half_hour(first, last, coincide):
    start = -inf if first is None else civil.day_ordinal(first)
    end = inf if last is None else civil.day_ordinal(last) + 1
    assert civil.do_days_coincide(SEOUL, PYONGYANG, start, end) is coincide
    if not isinf(start) and not isinf(end):
        days = range(int(start), int(end) + 1)
        same = [
            civil.find_first_instant(SEOUL, day) == civil.find_first_instant(PYONGYANG, day) for day in days
        ]
        assert all(same) is coincide


def test_the_unit_of_an_answer_says_on_which_axis_it_was_found() -> None:
    assert shared_time(seoul_day, hours) == Amount(least=1, most=1, unit="day")
    assert shared_time(seoul_day, hours, grain="instant").unit == "microsecond"
    assert shared_time(seoul_day, new_york_day).unit == "microsecond"


def test_a_day_of_pyongyang_and_the_next_of_seoul_shared_half_an_hour_in_2016() -> None:
    """Pyongyang was at UTC+8:30: the dates share nothing, the instants thirty minutes."""
    north = Span.parse("2016-08-16", zone=PYONGYANG, reading=Reading.THROUGHOUT)
    south = Span.parse("2016-08-17", reading=Reading.THROUGHOUT)
    assert shared_time(north, south) == Amount(least=HOUR // 2, most=HOUR // 2, unit="microsecond")
    assert relate(north, south, grain="day").verdict(SHARES_TIME) is Verdict.IMPOSSIBLE
    moments = (Span.on("2016-08-16", zone=PYONGYANG), Span.on("2016-08-17"))
    assert shared_time(*moments) == Amount(least=0, most=HOUR // 2, unit="microsecond")
    assert relate(*moments).verdict(SHARES_TIME) is Verdict.POSSIBLE


def test_a_us_page_of_13_march_may_report_a_korean_14_march() -> None:
    page = Span.on("2024-03-13", zone=NEW_YORK)
    event = Span.on("2024-03-14")
    assert Relation.AFTER in relate(page, event)
    assert Relation.AFTER not in relate(page, event, grain=Grain.DAY)


@pytest.mark.parametrize(
    "day, zone, verdict",
    [
        ("2024-03-12", SEOUL, "impossible"),
        ("2024-03-13", SEOUL, "possible"),
        ("2024-03-15", SEOUL, "possible"),
        ("2024-03-16", SEOUL, "impossible"),
        ("2024-03-16", "Pacific/Kiritimati", "possible"),
        ("2024-03-13", "Pacific/Kiritimati", "impossible"),
        ("2024-03-12", "Pacific/Pago_Pago", "possible"),
    ],
)
def test_a_day_of_an_unknown_zone_covers_the_hours_that_it_can_have_anywhere(day, zone, verdict) -> None:
    """From its start at UTC+14 to its end at UTC-12: a day more on either side in Seoul, two near the date line."""
    assert relate(unzoned_day, Span.on(day, zone=zone)).verdict(SHARES_TIME) == verdict
    assert project(unzoned_day, Axis(Grain.DAY, SEOUL)).exact is False


def test_questions_refuse_grains_and_tolerances_that_are_none() -> None:
    with pytest.raises(QuestionError) as caught:
        relate(seoul_day, seoul_day, grain="hour")
    assert caught.value.problems[0].code == "question-grain"
    for tolerance in (-1, True, 1.5, "2"):
        with pytest.raises(QuestionError) as caught:
            relate(seoul_day, seoul_day, tolerance=tolerance)
        assert caught.value.problems[0].code == "question-tolerance"


def test_what_has_no_span_cannot_be_related() -> None:
    with pytest.raises(QuestionError) as caught:
        relate(seoul_day, "2024-03-14")
    assert caught.value.problems[0].code == "question-no-span"
    assert "Span.parse" in caught.value.problems[0].message


# -- approximate dates -------------------------------------------------------------------------------------------------


def test_approximate_dates_are_never_more_than_possible_without_a_tolerance() -> None:
    drill, about = Span.of("2024-03-04", "2024-03-14"), Span.parse("2024-03-10~")
    assert relate(about, drill).approximate
    assert relate(about, drill).verdict(SHARES_TIME) is Verdict.POSSIBLE
    assert relate(Span.parse("2024-04-10~"), drill).verdict(SHARES_TIME) is Verdict.IMPOSSIBLE
    assert shared_time(about, drill) == Amount(least=0, most=1)


@pytest.mark.parametrize(
    "text, other, verdict, shared",
    [
        ("2024-08-19~/2024-08-29", "2024-08-29", "certain", (1, 1)),
        ("2024-08-19~/2024-08-29", "2024-08-28", "possible", (0, 1)),
        ("2024-08-19~/2024-08-29", "2024-08-30", "impossible", (0, 0)),
        ("2024-03-04~", "2024-03-04", "possible", (0, 1)),
        ("2024-03-02~/2024-03-03", "2024-03-02/2024-03-03", "certain", (1, 2)),
        ("2024-03-02/2024-03-05~", "2024-03-01/2024-03-02", "certain", (1, 1)),
        ("2024-03-02~/2024-03-05~", "2024-03-03", "possible", (0, 1)),
        ("2024-03~/2024-03-05", "2024-03-05/2024-03-06", "certain", (1, 1)),
        ("2024-09-12T07:10~", "2024-09-12", "certain", (1, 1)),
        ("2024-09-12T07:10~", "2024-09-04/2024-09-20", "certain", (1, 1)),
        ("2024-09-12T07:10~/2024-09-13T09:00", "2024-09-12", "certain", (1, 1)),
        ("2024-09-12T23:50Z~", "2024-09-13", "possible", (0, 1)),
    ],
)
def test_doubt_about_one_end_or_the_time_of_day_leaves_the_rest_sure(text, other, verdict, shared):
    """What is impossible goes by the dates as written, what is certain by all that the sure ends allow."""
    first, second = Span.parse(text), Span.parse(other)
    assert relate(first, second).verdict(SHARES_TIME) == verdict
    assert shared_time(first, second) == Amount(least=shared[0], most=shared[1])
    assert relate(second, first) == relate(first, second).converse


def test_a_stated_length_ties_an_approximate_end_to_the_sure_one():
    drill = Span.parse("2024-08-19~/2024-08-29", duration="P11D")
    assert relate(drill, Span.on("2024-08-19")).verdict(SHARES_TIME) is Verdict.CERTAIN


@pytest.mark.parametrize(
    "tolerance, verdict", [(None, "possible"), ("PT5M", "certain"), ("PT30M", "possible"), (3, "possible")]
)
def test_a_tolerance_of_minutes_narrows_a_time_of_day_and_never_leaves_the_day(tolerance, verdict):
    about = Span.parse("2024-09-12T07:10~")
    window = Span.parse("2024-09-12T07:00/2024-09-12T07:20")
    assert relate(about, window, tolerance=tolerance).verdict(SHARES_TIME) == verdict
    assert relate(about, Span.on("2024-09-12"), tolerance=tolerance).verdict(SHARES_TIME) == "certain"


@pytest.mark.parametrize(
    "text, tolerance, verdict",
    [("2024-03-10~", 2, "certain"), ("2024-03-15~", 0, "impossible"), ("2024-03-15~", 1, "possible")],
)
def test_a_tolerance_in_days_lifts_the_flag(text: str, tolerance: int, verdict: str) -> None:
    drill = Span.of("2024-03-04", "2024-03-14")
    relations = relate(Span.parse(text), drill, tolerance=tolerance)
    assert not relations.approximate
    assert relations.verdict(SHARES_TIME) == verdict


def test_a_tolerance_moves_each_qualified_end_and_a_single_date_keeps_its_length() -> None:
    axis = Axis(Grain.DAY, SEOUL)

    def tolerant(text: str) -> Bounds:
        (bounds,) = project(Span.parse(text), axis, 2).alternatives
        return bounds

    day = civil.day_ordinal("2024-03-10")
    assert tolerant("2024-03-10~") == Bounds(day - 2, day + 2, day - 1, day + 3, 1, 1)
    assert tolerant("2024-03-10~/2024-03-14") == Bounds(day - 2, day + 2, day + 5, day + 5, 3, 7)
    assert tolerant("2024-03-10~/2024-03-14~") == Bounds(day - 2, day + 2, day + 3, day + 7, 1, 9)


# -- days and instants -------------------------------------------------------------------------------------------------

zones = st.sampled_from([SEOUL, PYONGYANG, NEW_YORK])
days = st.one_of(
    st.integers(civil.day_ordinal("2015-08-10"), civil.day_ordinal("2015-08-20")),
    st.integers(civil.day_ordinal("2018-05-01"), civil.day_ordinal("2018-05-08")),
    st.integers(civil.day_ordinal("2024-03-06"), civil.day_ordinal("2024-03-14")),
)


@st.composite
def day_worlds(draw: st.DrawFn) -> tuple[Span, tuple[int, int]]:
    """A span of days in some zone and reading, and one stretch of days that it allows."""
    start = draw(days)
    length = draw(st.integers(1, 6))
    end = start + length
    a, b, c, d, p, q = (draw(st.integers(0, 3)) for _ in range(6))
    bounds = close(Bounds(start - a, start + b, end - c, end + d, max(1, length - p), length + q))
    assert bounds is not None
    return make_bounds_span(bounds, Grain.DAY, draw(zones)), (start, end)


def filled(draw: st.DrawFn, zone: str, world: tuple[int, int], reading: Reading) -> tuple[int, int]:
    """A stretch of instants that a stretch of days can be, by the reading."""
    start, end = world
    first, past = civil.find_first_instant(zone, start), civil.find_first_instant(zone, end)
    if reading is Reading.THROUGHOUT:
        return first, past
    begin = draw(st.integers(first, civil.find_first_instant(zone, start + 1) - 1))
    return begin, draw(st.integers(max(begin, civil.find_first_instant(zone, end - 1)) + 1, past))


@given(st.data(), day_worlds(), st.sampled_from(Reading))
def test_every_stretch_of_instants_within_the_days_is_allowed(
    data: st.DataObject, case: tuple[Span, tuple[int, int]], reading: Reading
) -> None:
    span, world = case
    assert span.zone is not None
    instants = filled(data.draw, span.zone, world, reading)
    if reading is Reading.THROUGHOUT:
        (day_bounds,) = (alternative.bounds for alternative in span.alternatives)
        bounds, _ = convert_to_instants(day_bounds, span.zone, reading)
    else:
        (bounds,) = project(span, Axis(Grain.INSTANT, None)).alternatives
    start, end = instants
    assert bounds.start_min <= start <= bounds.start_max
    assert bounds.end_min <= end <= bounds.end_max
    assert bounds.length_min <= end - start <= bounds.length_max


@given(st.data(), day_worlds(), day_worlds())
def test_relations_across_zones_allow_what_can_be(
    data: st.DataObject, one: tuple[Span, tuple[int, int]], other: tuple[Span, tuple[int, int]]
) -> None:
    (first, first_world), (second, second_world) = one, other
    assert first.zone is not None
    assert second.zone is not None
    assume(not have_same_days(first, second.zone) and not have_same_days(second, first.zone))
    x = filled(data.draw, first.zone, first_world, Reading.WITHIN)
    y = filled(data.draw, second.zone, second_world, Reading.WITHIN)
    exact = [Bounds(s, s, e, e, e - s, e - s) for s, e in (x, y)]
    known = [make_bounds_span(bounds, Grain.INSTANT, SEOUL) for bounds in exact]
    assert set(relate(*known)) <= set(relate(first, second))
    amount = shared_time(first, second)
    assert amount.most is not None
    assert amount.least <= shared_time(*known).least <= amount.most


@given(st.data(), day_worlds(), zones)
def test_days_in_another_zone_allow_every_day_that_it_can_have_been_there(
    data: st.DataObject, case: tuple[Span, tuple[int, int]], there: str
) -> None:
    span, world = case
    assert span.zone is not None
    start, end = filled(data.draw, span.zone, world, Reading.WITHIN)
    seen = span.in_zone(there).hull
    first, past = civil.find_ordinal(there, start), civil.find_ordinal(there, end - 1) + 1
    assert seen.start_min <= first <= seen.start_max
    assert seen.end_min <= past <= seen.end_max
    assert seen.length_min <= past - first <= seen.length_max


@given(
    st.integers(-(10**6), 10**6),
    st.integers(1, 10**12),
    st.integers(0, 10**11),
    st.integers(0, 10**11),
    zones,
)
def test_instants_as_days_allow_the_days_they_touch(
    offset: int, length: int, before: int, after: int, zone: str
) -> None:
    start = civil.find_first_instant(SEOUL, civil.day_ordinal("2015-08-14")) + offset * 60_000_000 % (
        10 * 24 * HOUR
    )
    end = start + length
    bounds = close(
        Bounds(
            start - before, start + after, end - after, end + before, max(1, length - after), length + before
        )
    )
    assert bounds is not None
    lowered = project(make_bounds_span(bounds, Grain.INSTANT, SEOUL), Axis(Grain.DAY, zone)).alternatives[0]
    first, past = civil.find_ordinal(zone, start), civil.find_ordinal(zone, end - 1) + 1
    assert lowered.start_min <= first <= lowered.start_max
    assert lowered.end_min <= past <= lowered.end_max
    assert lowered.length_min <= past - first <= lowered.length_max


def test_exact_says_whether_the_lowered_bounds_allow_more_than_was_said() -> None:
    instants = Axis(Grain.INSTANT, None)
    assert project(seoul_day, instants).exact
    assert project(Span.parse("2024-03-04/"), instants).exact
    assert not project(Span.parse("2024-03-XX"), instants).exact  # it may not run from one day into the next
    assert project(hours, Axis(Grain.DAY, SEOUL)).exact


@pytest.mark.parametrize("reading", list(Reading))
def test_a_day_that_a_zone_skipped_is_asked_about_without_failing(reading):
    """Apia had no 30 December 2011; whoever says that something happened then still gets a sound answer."""
    for arguments in [
        {"latest_start": "2011-12-30", "latest_end": "2011-12-30"},
        {"latest_end": "2011-12-30"},
    ]:
        skipped = Span.bounded(earliest_start="2011-12-30", zone="Pacific/Apia", **arguments)
        there = convert_to_instants(skipped.hull, skipped.zone, reading)[0]
        assert there.start_min <= there.start_max
        assert there.end_min <= there.end_max
        amount = shared_time(skipped, Span.of("2011-12-30", "2011-12-31"))
        assert amount.least <= amount.most
