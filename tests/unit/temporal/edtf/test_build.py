"""What texts allow, against every stretch of days (or every moment) that they describe, tried one by one."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import product
from math import inf

import pytest
from hypothesis import example, given, settings, strategies as st

from korea_events.errors import SpanError
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    FIXED_LENGTH,
    Bounds,
    Reading,
    close,
)
from korea_events.temporal.civil import day_ordinal, find_first_instant
from korea_events.temporal.edtf import MAX_ALTERNATIVES, parse_text
from korea_events.temporal.edtf.candidates import list_candidates
from korea_events.temporal.edtf.scan import ScannedDate, scan
from tests.edtf_texts import ANYTHING

FIRST, LAST = dt.date(2023, 1, 1), dt.date(2024, 12, 31)
MONTHS_OF = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    33: (1, 3),
    36: (10, 12),
    37: (1, 4),
    39: (9, 12),
    40: (1, 6),
}
World = tuple[int, int]

TWO = st.text(st.sampled_from("0123X"), min_size=2, max_size=2)
YEARS = st.sampled_from(["2023", "2024"])
MONTHS = TWO.filter(lambda signs: "X" in signs or signs <= "12")
DATES = st.one_of(
    YEARS,
    st.tuples(YEARS, MONTHS).map("-".join),
    st.tuples(YEARS, MONTHS, TWO).map("-".join),
    st.tuples(YEARS, MONTHS, TWO).map("-".join),
    st.tuples(YEARS, st.sampled_from(sorted(MONTHS_OF)).map(str)).map("-".join),
)


@cache
def texts() -> list[str]:
    """Every day of two years as text."""
    return [(FIRST + dt.timedelta(days=day)).isoformat() for day in range((LAST - FIRST).days + 1)]


def pieces(pattern: str) -> list[World]:
    """The first and the last day of each year, month, season or day that a pattern may mean, by comparing text."""
    year, *rest = pattern.split("-")
    if rest and "X" not in rest[0] and int(rest[0]) > 20:
        first, last = MONTHS_OF[int(rest[0])]
        days = [day_ordinal(text) for text in texts() if text[:4] == year and first <= int(text[5:7]) <= last]
        return [(days[0], days[-1])]
    expression = re.compile(pattern.replace("X", "[0-9]"))
    found: dict[str, list[int]] = {}
    for text in texts():
        if expression.fullmatch(text[: len(pattern)]):
            found.setdefault(text[: len(pattern)], []).append(day_ordinal(text))
    return [(days[0], days[-1]) for days in found.values()]


def filled(pattern: str, reading: Reading) -> set[World]:
    """Every stretch that a single date allows."""
    if reading is Reading.THROUGHOUT:
        return {(first, last + 1) for first, last in pieces(pattern)}
    return {
        (start, end)
        for first, last in pieces(pattern)
        for start in range(first, last + 1)
        for end in range(start + 1, last + 2)
    }


def between(start: str, end: str, reading: Reading) -> set[World]:
    """Every stretch that an interval allows."""
    starts = [
        first if reading is Reading.THROUGHOUT else day
        for first, last in pieces(start)
        for day in range(first, last + 1)
    ]
    lasts = [
        last if reading is Reading.THROUGHOUT else day
        for first, last in pieces(end)
        for day in range(first, last + 1)
    ]
    return {(first, last + 1) for first, last in product(set(starts), set(lasts)) if first <= last}


def check_worlds(text: str, reading: Reading, expected: set[World], candidates: int, **options) -> None:
    """The library allows what is expected: refuses a text that allows nothing, and adds only what a hull adds.

    A hull may stand in only where there are more candidates than are kept apart.
    """
    if not expected:
        with pytest.raises(SpanError):
            parse_text(text, reading=reading, **options)
        return
    found = parse_text(text, reading=reading, **options)
    assert found.exact or candidates > MAX_ALTERNATIVES
    allowed = {
        (start, end)
        for (a, b, c, d, p, q), _ in found.alternatives
        for start in range(a, b + 1)
        for end in range(max(c, start + p), min(d, start + q) + 1)
    }
    assert allowed == expected if found.exact else allowed >= expected


@settings(max_examples=200)
@given(DATES, st.sampled_from(Reading))
def test_a_date_allows_what_it_describes(text, reading):
    """A stretch lies within one of the years, months or days that the date may mean, or fills it."""
    check_worlds(text, reading, filled(text, reading), len(pieces(text)))


@settings(max_examples=60)
@given(DATES, DATES, st.sampled_from(Reading))
@example("2023-XX-X0", "2023-XX-X0", Reading.WITHIN)  # 35 runs of days on either side
def test_an_interval_allows_what_it_describes(start, end, reading):
    """It starts on one of the days of the one date and its last day is one of the other's."""
    candidates = len(pieces(start)) * len(pieces(end))
    check_worlds(f"{start}/{end}", reading, between(start, end, reading), candidates)


@settings(max_examples=60)
@given(st.lists(DATES, min_size=1, max_size=4), st.sampled_from(Reading))
def test_a_set_allows_what_any_member_allows(members, reading):
    """One of the members it was; a member that names no day makes the set wrong."""
    each = [filled(member, reading) for member in members]
    expected = set().union(*each) if all(each) else set()
    check_worlds(f"[{','.join(members)}]", reading, expected, sum(len(pieces(member)) for member in members))


@settings(max_examples=30)
@given(DATES, DATES, st.sampled_from(Reading), st.integers(1, 400), st.integers(0, 400))
@example("2023-XX-X0", "2023-XX-X0", Reading.WITHIN, 1, 10)
def test_a_stated_length_keeps_the_stretches_that_have_it(start, end, reading, least, more):
    """Of all stretches, those that last as long as was said."""
    duration = f"P{least}D/P{least + more}D"
    one, other = len(pieces(start)), len(pieces(end))
    for text, every, candidates in (
        (start, filled(start, reading), one),
        (f"{start}/{end}", between(start, end, reading), one * other),
    ):
        lasting = {(s, e) for s, e in every if least <= e - s <= least + more}
        if lasting or candidates <= MAX_ALTERNATIVES:
            check_worlds(text, reading, lasting, candidates, duration=duration)


@settings(max_examples=60)
@given(DATES, st.sampled_from(Reading), st.integers(1, 400))
def test_an_unknown_end_and_a_length_say_where_the_end_is(start, reading, days):
    """The stretches start on the days of the one end that is known."""
    firsts = {s for s, _ in between(start, start, reading)}
    lasts = {e for _, e in between(start, start, reading)}
    duration, candidates = f"P{days}D", len(pieces(start))
    check_worlds(f"{start}/", reading, {(s, s + days) for s in firsts}, candidates, duration=duration)
    check_worlds(f"/{start}", reading, {(e - days, e) for e in lasts}, candidates, duration=duration)


@given(ANYTHING, st.sampled_from(Reading))
@example("[..1900,1900-01-01..1903-01-01,1900,1900-01-01T00:00]", Reading.WITHIN)
def test_alternatives_are_closed_distinct_and_in_order(text, reading):
    """Whatever is accepted comes out in the one form that engines rely on."""
    try:
        found = parse_text(text, reading=reading)
    except SpanError:
        return
    assert 1 <= len(found.alternatives) <= MAX_ALTERNATIVES
    assert [close(bounds) for bounds, _ in found.alternatives] == [bounds for bounds, _ in found.alternatives]
    assert sorted(set(found.alternatives)) == list(found.alternatives)


# -- hulls -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["XXXX", "XXXX-XX", "19XX-XX", "XXXX-21", "XXXX-24", "XXXX-12-25", "1XXX-XX-X1", "XX00-XX"]
)
@pytest.mark.parametrize("reading", Reading)
def test_a_hull_allows_whatever_was_too_many(text, reading):
    """Beyond the cap one alternative stands in that allows all of them, and the answer says that it is not exact."""
    scanned = scan(text)
    assert isinstance(scanned, ScannedDate)
    if text == "XXXX-24":
        with pytest.raises(SpanError):  # the winter of 9999 runs past the calendar
            parse_text(text, reading=reading)
        return
    found = parse_text(text, reading=reading)
    (hull,) = (alternative.bounds for alternative in found.alternatives)
    assert not found.exact
    every = list_candidates(scanned, limit=200_000)
    assert every.exact
    assert len(every.pieces) > MAX_ALTERNATIVES
    for first, last in every.pieces:
        length = 1 if every.single_days else last - first + 1
        assert hull.start_min <= first <= hull.start_max
        assert hull.end_min <= (first if every.single_days else last) + 1 <= hull.end_max
        assert hull.length_min <= length <= hull.length_max


def test_the_cap_is_the_last_number_that_is_kept_apart():
    """A thousand alternatives are exact, one more is a hull."""
    assert (len(parse_text("1XXX").alternatives), parse_text("1XXX").exact) == (MAX_ALTERNATIVES, True)
    assert (len(parse_text("[1XXX,2024]").alternatives), parse_text("[1XXX,2024]").exact) == (1, False)
    assert parse_text("[1001..2000]").exact
    assert not parse_text("[1001..2001]").exact


def test_many_candidates_on_both_ends_are_a_hull():
    """The product of the ends counts."""
    few, many = parse_text("2023-XX-15/2024-XX-15"), parse_text("2023-XX-X5/2024-XX-X5")
    assert (len(few.alternatives), few.exact) == (144, True)
    assert (len(many.alternatives), many.exact) == (1, False)
    first, last = day_ordinal("2023-01-05"), day_ordinal("2024-12-25")
    assert (many.alternatives[0].bounds.start_min, many.alternatives[0].bounds.end_max) == (first, last + 1)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[..2024-03-05]", (-inf, "2024-03-05", -inf, "2024-03-05", 1, 1)),
        ("[2024-03-05..]", ("2024-03-05", inf, "2024-03-05", inf, 1, 1)),
        ("[..2024-03]", (-inf, "2024-03-31", -inf, "2024-03-31", 1, 31)),
        ("[2024-02..]", ("2024-02-01", inf, "2024-02-01", inf, 1, 31)),
        ("[2024-24..]", ("2024-12-01", inf, "2024-12-01", inf, 1, 92)),
        ("[..2024]", (-inf, "2024-12-31", -inf, "2024-12-31", 1, 366)),
    ],
)
def test_sets_without_end(text, expected):
    """A date or any before (after) it: without limit on one side, and as long as one of its kind can be."""
    ((a, b, c, d, p, q), _) = parse_text(text).alternatives[0]
    shown = [x if abs(x) == inf else dt.date.fromordinal(x).isoformat() for x in (a, b, c - 1, d - 1)]
    assert (*shown, p, q) == expected


# -- approximate ends --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, flags",
    [
        ("2024-03-04", {0}),
        ("2024-03-04?", {0}),
        ("2024-03-04~", {APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("2024-~03-04", {APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("2024-03-04%", {APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("2024-XX~", {APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("2024-03-04~/2024-03-14", {APPROXIMATE_START}),
        ("2024-03-04/2024-03-~14", {APPROXIMATE_END}),
        ("2024-03-04%/2024-03-14~", {APPROXIMATE_START | APPROXIMATE_END}),
        ("2024-03-04~/", {APPROXIMATE_START}),
        ("/2024-03-14~", {APPROXIMATE_END}),
        ("2024-03-04?/2024-03-14?", {0}),
        ("[2024-03-04~,2024-03-08]", {0, APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("[2024-03-04~..2024-03-08]", {APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("2024-03-07T11:00~", {APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH}),
        ("2024-03-07T11:00~/2024-03-07T17:00", {APPROXIMATE_START}),
    ],
)
def test_an_approximate_component_flags_its_end(text, flags):
    """Of a single date both ends, which move as one; of an interval the end it stands in; of a set its member."""
    assert {approximate for _, approximate in parse_text(text).alternatives} == flags


# -- moments -----------------------------------------------------------------------------------------------------------

HOUR = 3_600_000_000


def bounds_of(text: str, **options) -> list[Bounds]:
    """The bounds of each alternative."""
    return [bounds for bounds, _ in parse_text(text, **options).alternatives]


def test_a_day_beside_a_moment_fills_its_own_hours():
    """Days become instants by their first one; on 1988-05-08 Seoul had 23 hours."""
    start = find_first_instant("Asia/Seoul", day_ordinal("1988-05-08"))
    day, moment = bounds_of("[1988-05-08,1988-05-09T12:00]")
    assert day == Bounds(start, start + 23 * HOUR - 1, start + 1, start + 23 * HOUR, 1, 23 * HOUR)
    assert moment.start_min == start + 35 * HOUR
    throughout, _ = bounds_of("[1988-05-08,1988-05-09T12:00]", reading=Reading.THROUGHOUT)
    assert throughout == Bounds(start, start, start + 23 * HOUR, start + 23 * HOUR, 23 * HOUR, 23 * HOUR)


def test_a_masked_day_beside_a_moment_is_each_day_by_itself():
    """From one day or the next to a moment: throughout, it starts with one of the days."""
    days = [find_first_instant("Asia/Seoul", day_ordinal(f"2024-03-0{day}")) for day in range(1, 10)]
    throughout = bounds_of("2024-03-0X/2024-03-12T00:00", reading=Reading.THROUGHOUT)
    assert [(bounds.start_min, bounds.start_max) for bounds in throughout] == [(day, day) for day in days]
    (within,) = bounds_of("2024-03-0X/2024-03-12T00:00")
    assert (within.start_min, within.start_max) == (days[0], days[-1] + 24 * HOUR - 1)


def test_a_time_shown_twice_is_two_moments():
    """Seoul set its clocks back from 3 to 2 on 9 October 1988; an offset says which it was."""
    first, second = bounds_of("1988-10-09T02:30")
    assert second.start_min - first.start_min == HOUR
    assert bounds_of("1988-10-09T02:30+10:00") == [first]
    assert bounds_of("1988-10-09T02:30+09:00") == [second]
    assert len(bounds_of("1988-10-09T02:30/1988-10-09T02:45")) == 3  # 15 minutes in either hour, or 75


def test_a_day_that_a_zone_left_out_is_none():
    """Samoa went from 29 to 31 December 2011, over the date line."""
    left_out = "[2011-12-30,2011-12-31T12:00]"
    with pytest.raises(SpanError) as caught:
        parse_text(left_out, zone="Pacific/Apia")
    assert caught.value.problems[0].code == "edtf-missing-local-time"
    assert len(bounds_of("[2011-12-30..2011-12-31,2011-12-31T12:00]", zone="Pacific/Apia")) == 2
    assert len(bounds_of(left_out)) == 2


def test_a_moment_needs_a_zone_or_an_offset():
    """Without either, it is no instant."""
    assert bounds_of("2024-03-07T11:00+09:00", zone=None) == bounds_of("2024-03-07T11:00")
    for text in ("2024-03-07T11:00", "2024-03-07T11:00+09:00/2024-03-08"):
        with pytest.raises(SpanError) as caught:
            parse_text(text, zone=None)
        assert caught.value.problems[0].code == "span-zone-missing"


def test_a_moment_to_itself_is_that_moment():
    """Nothing lasts no time at all."""
    assert bounds_of("2024-03-07T11:00/2024-03-07T11:00") == bounds_of("2024-03-07T11:00")


def test_days_before_and_after_a_moment():
    """To or from some time of a day: up to its last instant."""
    noon = bounds_of("2024-03-07T12:00")[0].start_min
    (bounds,) = bounds_of("2024-03-07/2024-03-07T12:00")
    assert (bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max) == (
        noon - 12 * HOUR,
        noon - 1,
        noon,
        noon,
    )
    (bounds,) = bounds_of("2024-03-07T12:00/2024-03-07")
    assert (bounds.end_min, bounds.end_max) == (noon + 1, noon + 12 * HOUR)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T24:00Z", "0001-01-01T12:00Z"])
def test_moments_at_the_very_ends_of_the_calendar_are_refused(text):
    """There, a time zone could lead out of it."""
    with pytest.raises(SpanError) as caught:
        parse_text(text)
    assert caught.value.problems[0].code == "span-out-of-range"
