"""Printed lengths, how they were counted, and the dates they allow."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, strategies as st

import korea_events as ke
from korea_events.model.lengths import check_length, narrow_by_length


def length(n=11, unit="day", counting="inclusive", words="11-day"):
    return ke.StatedLength(words=words, n=n, unit=unit, counting=counting)


@pytest.mark.parametrize(
    "n,unit,counting,days",
    [
        (11, "day", "inclusive", (11, 11)),
        (1, "day", "inclusive", (1, 1)),
        (2, "week", "inclusive", (14, 14)),
        (10, "day", "elapsed", (11, 11)),
        (1, "week", "elapsed", (8, 8)),
        (1, "day", "weekdays", (1, 1)),
        (5, "day", "weekdays", (5, 7)),
        (6, "day", "weekdays", (8, 8)),
        (9, "day", "weekdays", (11, 13)),
        (11, "day", "weekdays", (15, 15)),
        (11, "day", "unknown", None),
        (1, "month", "inclusive", (28, 31)),
        (1, "month", "elapsed", (29, 32)),
        (3, "month", "inclusive", (89, 92)),
        (1, "year", "inclusive", (365, 366)),
        (4, "year", "inclusive", (1460, 1461)),
        (8, "year", "inclusive", (2921, 2922)),
        (400, "year", "inclusive", (146_097, 146_097)),
    ],
)
def test_days_of_a_length(n, unit, counting, days):
    """Inclusive, elapsed and weekdays, in days and weeks."""
    assert length(n, unit, counting).days == days


@pytest.mark.parametrize("n", [1, 2, 5, 11, 13, 24, 48])
def test_months_by_enumeration(n):
    """The fewest and the most days of n whole calendar months, by trying every start in 400 years."""
    starts = [dt.date(1900 + month // 12, month % 12 + 1, 1) for month in range(4800 + n)]
    days = {(starts[i + n] - starts[i]).days for i in range(4800)}
    assert length(n, "month").days == (min(days), max(days))


@pytest.mark.parametrize("n, unit", [(1, "month"), (3, "month"), (2, "year")])
def test_the_nth_month_on_a_day_began_within_bounds(n, unit):
    """Every start for which the report's day lies in the nth month is allowed, and the earliest and latest are such."""
    report = dt.date(2024, 3, 31)
    made = event(
        span=ke.Span.parse("/..", as_of=report.isoformat()), length=length(n, unit, "so_far", words="nth")
    )
    months = n if unit == "month" else 12 * n

    def shift(day: dt.date, by: int) -> dt.date | None:
        year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
        try:
            return dt.date(year, month + 1, day.day)
        except ValueError:
            return None

    allowed = []
    for back in range(1200):
        start = report - dt.timedelta(days=back)
        begins = shift(start, months)
        past = shift(start, months - (1 if unit == "month" else 12))
        if begins is not None and past is not None and past <= report < begins:
            assert made.when.earliest_start <= start <= made.when.latest_start
            allowed.append(start)
    assert len(allowed) > 25 * (1 if unit == "month" else 12)


@pytest.mark.parametrize("n", range(1, 30))
def test_weekdays_by_enumeration(n):
    """The least and the most days from a weekday to a weekday with n weekdays among them, by trying all."""
    seen = set()
    for start in range(7):
        first = dt.date(2024, 3, 4) + dt.timedelta(days=start)
        for days in range(1, 60):
            every = [first + dt.timedelta(days=i) for i in range(days)]
            if (
                every[0].weekday() < 5
                and every[-1].weekday() < 5
                and sum(day.weekday() < 5 for day in every) == n
            ):
                seen.add(days)
    assert length(n, "day", "weekdays").days == (min(seen), max(seen))


@pytest.mark.parametrize(
    "fields,code",
    [
        ({"n": 11, "unit": None, "counting": "unknown"}, "length-half"),
        ({"n": None, "unit": "day", "counting": "unknown"}, "length-half"),
        ({"unit": "km", "counting": "unknown"}, "length-unit"),
        ({"n": None, "unit": None}, "length-counting"),
        ({"unit": "h"}, "length-counting"),
        ({"n": 2, "unit": "week", "counting": "weekdays"}, "length-counting"),
        ({"n": 2, "unit": "month", "counting": "weekdays"}, "length-counting"),
    ],
)
def test_what_cannot_be_counted_is_refused(fields, code):
    """A way of counting needs days or weeks to count."""
    with pytest.raises(ke.errors.RecordError) as caught:
        length(**fields)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "text, n, unit",
    [
        ("for the fifth day", 5, "day"),
        ("for the fifth day running", 5, "day"),
        ("a third straight day", 3, "day"),
        ("for a 2nd consecutive week", 2, "week"),
        ("now in its second week", 2, "week"),
        ("For the Fifteenth Day in a Row", 15, "day"),
        ("into its fourth  month", 4, "month"),
        ("3rd year", 3, "year"),
        ("5일째", 5, "day"),
        ("닷새째", 5, "day"),
        ("2주 째", 2, "week"),
    ],
)
def test_a_counted_unit_is_a_length_so_far(text, n, unit):
    """Ordinals count up to the unit that goes on."""
    read = ke.StatedLength.parse(text)
    assert (read.words, read.n, read.unit, read.counting) == (text, n, unit, "so_far")


@pytest.mark.parametrize(
    "text", ["fifth", "째", "for the umpteenth day", "the fifth launch", "fifth night", "다섯 번째"]
)
def test_other_ordinals_are_no_length(text):
    """Without a unit of time, or with one that spans two days, nothing is read."""
    with pytest.raises(ke.errors.RecordError):
        ke.StatedLength.parse(text)


def test_hours_are_not_counted_so_far():
    """Hours bound no days."""
    assert ke.StatedLength.parse("48시간째").counting == "unknown"


def test_words_alone_are_enough():
    """ "Usually lasts two months" is no number of days."""
    assert ke.StatedLength(words="usually lasts two months").days is None
    assert ke.StatedLength(words="120 consecutive hours", n=120, unit="h").days is None


def test_an_uncounted_length_changes_nothing():
    """Nor does a length in hours, nor any at a time of day."""
    span = ke.Span.parse("/2024-03-14")
    assert narrow_by_length(span, None) is span
    assert narrow_by_length(span, length(counting="unknown")) is span
    moment = ke.Span.parse("2024-03-14T09:00:00/2024-03-14T17:00:00")
    assert narrow_by_length(moment, length(1)) is moment


def event(cls=ke.Exercise, **fields):
    return cls(**({"id": "fs-24", "name": "Freedom Shield 24"} | fields))


@pytest.mark.parametrize("where", ["span", "plans"])
@pytest.mark.parametrize(
    "dates,code",
    [
        ("2024-03-04/2024-03-15", "length-contradicts"),
        ("2024-03-04", "length-contradicts"),
        ("2024-02", "none"),
        ("2024-03-04/2024-03-14", "none"),
        ("/2024-03-14", "none"),
    ],
)
def test_a_counted_length_goes_with_the_dates(where, dates, code):
    """It is refused when the dates do not allow it."""
    fields = {"length": length()}
    span = ke.Span.parse(dates)
    fields[where] = span if where == "span" else [ke.Plan(span=span)]
    if code == "none":
        assert event(**fields).when.length.least == 11
        return
    with pytest.raises(ke.errors.RecordError) as caught:
        event(**fields)
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("$.length", code)
    assert "'11-day'" in problem.message
    assert dates in problem.message


ENDS = st.sampled_from(
    [
        "",
        "..",
        "0001-01-03",
        "0001",
        "9999-12-29",
        "9999-12",
        "2024-03-04",
        "2024-03-04~",
        "2024-03",
        "202X",
        "2024-03-XX",
    ]
)


@example("/2024-03-14", 11, "day", None)
@example("0001-01-03", 3, "day", None)
@example("9999-12-29/", 3, "day", None)
@given(
    st.one_of(ENDS, st.tuples(ENDS, ENDS).map("/".join)),
    st.sampled_from([1, 2, 3, 4, 28, 31, 366, 9999, 3_652_059]),
    st.sampled_from(["day", "week", "month", "year"]),
    st.sampled_from([None, "P2D"]),
)
def test_a_length_has_a_fault_where_no_span_is_left(text, n, unit, duration):
    """The check of a length makes no span where it need not, and agrees with the making of one."""
    try:
        span = ke.Span.parse(text, duration=duration)
    except ke.errors.SpanError:
        return
    counted = length(n, unit)
    try:
        narrow_by_length(span, counted)
    except ke.errors.SpanError:
        assert len(check_length(span, counted)) == 1
    else:
        assert check_length(span, counted) == ()


def test_a_length_is_stated_once():
    """A span that has a duration already takes no counted length besides."""
    with pytest.raises(ke.errors.RecordError) as caught:
        event(span=ke.Span.parse("/2024-03-14", duration="P11D"), length=length())
    assert [problem.code for problem in caught.value.problems] == ["length-twice"]


def test_the_seed_exercise_starts_on_the_fourth():
    """Planned end, printed length and the coder's counting together give the start; without counting nothing does."""
    plan = ke.Plan(span=ke.Span.parse("/2024-03-14"))
    counted = event(plans=[plan], length=length())
    assert str(counted.when.possible) == "2024-03-04/2024-03-14"
    assert counted.when.is_equivalent(ke.Span.of("2024-03-04", "2024-03-14"))
    assert counted.footing is ke.Footing.ANNOUNCED
    assert event(plans=[plan], length=length(counting="unknown")).when.possible.first is None
    elapsed = event(plans=[plan], length=length(10, counting="elapsed"))
    assert elapsed.when.is_equivalent(counted.when)
    weekdays = event(plans=[plan], length=length(9, counting="weekdays"))
    assert str(weekdays.when.possible) == "2024-03-02/2024-03-14"


def test_a_counted_length_narrows_bounds():
    """Bounds stated by the coder and the printed length hold together."""
    made = event(span=ke.Span.bounded(earliest_start="2024-03-01", latest_end="2024-03-14"), length=length())
    assert str(made.when.latest_start) == "2024-03-04"
    assert str(made.when.earliest_end) == "2024-03-11"
