"""``Span``: what was said, what it allows, and how it refuses what cannot be."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import re
from typing import Any

import pendulum
import pytest

from korea_events import Amount, DayRange, Grain, Span, parse_spans
from korea_events.errors import SpanError
from korea_events.temporal import EndKind, Reading


def codes(error: pytest.ExceptionInfo[SpanError]) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in error.value.problems]


def test_four_to_fourteen_march_are_eleven_days_inclusive() -> None:
    span = Span.of("2024-03-04", "2024-03-14")
    assert span.length == Amount(least=11, most=11, unit="day")
    assert span.possible == span.certain == DayRange("2024-03-04", "2024-03-14")
    assert "2024-03-14" in span.possible
    assert "2024-03-15" not in span.possible


def test_a_planned_end_and_a_length_give_the_start_and_leave_it_unknown_not_open() -> None:
    """Seed question 2: an 11-day exercise that ends on 14 March, counted inclusively."""
    span = Span.parse("/2024-03-14", duration="P11D")
    assert span.possible.first == pendulum.date(2024, 3, 4)
    assert span.certain == DayRange("2024-03-04", "2024-03-14")
    assert span.start_kind == "unknown"
    assert span.end_kind == "known"
    assert span == Span.parse("/2024-03-14").lasting(11)


def test_an_end_reported_as_over_by_then_says_nothing_of_the_start() -> None:
    span = Span.bounded(latest_end="2024-03-14")
    assert span.possible == DayRange(None, "2024-03-14")
    assert span.certain is None
    assert span.length == Amount(least=1, most=None)
    assert span.edtf is None
    assert str(span) == "bounds(latest_end=2024-03-14)"


def test_open_and_unknown_ends_differ_though_their_bounds_do_not() -> None:
    unknown, open_ended = Span.parse("2022/"), Span.parse("2022/..")
    assert unknown != open_ended
    assert unknown.is_equivalent(open_ended)
    assert (unknown.end_kind, open_ended.end_kind) == ("unknown", "open")


def test_going_on_at_the_report_means_not_over_before_it() -> None:
    span = Span.parse("2022/..", as_of="2024-03-14")
    assert span.certain == DayRange("2022-12-31", "2024-03-14")
    assert span.as_of == pendulum.date(2024, 3, 14)
    with pytest.raises(SpanError) as caught:
        Span.parse("2022/2023", as_of="2024-03-14")
    assert [code for _, code in codes(caught)] == ["span-as-of-without-open-end"]


def test_an_open_end_has_no_length() -> None:
    for make in (
        lambda: Span.parse("2024-03-04/..", duration="P11D"),
        lambda: Span.parse("2024-03-04/..").lasting(11),
    ):
        with pytest.raises(SpanError) as caught:
            make()
        assert [code for _, code in codes(caught)] == ["span-open-with-length"]


def test_within_and_throughout_differ() -> None:
    within, throughout = Span.parse("2024-03"), Span.parse("2024-03", reading=Reading.THROUGHOUT)
    assert within.length == Amount(least=1, most=31)
    assert throughout.length == Amount(least=31, most=31)
    assert within.certain is None
    assert throughout.certain == DayRange("2024-03-01", "2024-03-31")


def test_equality_is_what_was_said_and_same_worlds_what_it_allows() -> None:
    said, derived = Span.of("2024-03-04", "2024-03-14"), Span.parse("/2024-03-14", duration="P11D")
    assert said != derived
    assert said.is_equivalent(derived)
    assert not said.is_equivalent(Span.of("2024-03-04", "2024-03-14", zone="Asia/Pyongyang"))
    assert Span.unknown() == Span.bounded()
    assert Span.unknown() != Span.parse("2024")
    week = Span.parse("[2024-03-04,2024-03-05]")
    assert week.is_equivalent(Span.bounded(earliest_start="2024-03-04", latest_end="2024-03-05", max_days=1))


def test_spans_have_no_order() -> None:
    with pytest.raises(TypeError):
        sorted([Span.on("2024-03-14"), Span.on("2024-03-04")])


SPANS = [
    Span.on("2024-03-14"),
    Span.on("2024-03-14", zone=None),
    Span.of("2024-03-04", "2024-03-14", zone="America/New_York"),
    Span.parse("/2024-03-14", duration="P11D"),
    Span.parse("2024-03-04/", duration="P9D/P11D"),
    Span.parse("2022/..", as_of="2024-03-14"),
    Span.parse("2024-03", reading="throughout"),
    Span.parse("2024-03-07T11:00/2024-03-07T17:00"),
    Span.unknown(),
    Span.unknown(zone="Asia/Pyongyang"),
    Span.bounded(latest_end="2024-03-14", min_days=2),
    Span.bounded(earliest_start="2024-03-07T11:00", latest_end="2024-03-07T08:00:00Z", max_length="PT6H"),
    Span.bounded(earliest_start="2024-03-07", latest_start="2024-03-09", approximate=True),
    Span.bounded(min_days=3, max_days=5, zone=None),
]


@pytest.mark.parametrize("span", SPANS, ids=repr)
def test_a_span_survives_its_arguments_its_repr_copies_and_pickles(span: Span) -> None:
    assert Span.from_arguments(span.arguments()) == span
    assert eval(repr(span), {"Span": Span}) == span
    assert copy.deepcopy(span) == span
    assert pickle.loads(pickle.dumps(span)) == span
    assert hash(pickle.loads(pickle.dumps(span))) == hash(span)


@pytest.mark.parametrize("span", [span for span in SPANS if span.edtf is not None], ids=repr)
def test_text_comes_back_from_text(span: Span) -> None:
    again = Span.parse(
        str(span), zone=span.zone, duration=span.duration, reading=span.reading, as_of=span.as_of
    )
    assert again == span
    assert again.alternatives == span.alternatives


@pytest.mark.parametrize("span", [span for span in SPANS if span.edtf is None], ids=repr)
def test_the_text_of_stated_bounds_is_for_people_and_not_parsed(span: Span) -> None:
    with pytest.raises(SpanError):
        Span.parse(str(span))


def test_arguments_leave_defaults_out() -> None:
    assert Span.unknown().arguments() == {}
    assert Span.on("2024-03-14").arguments() == {"edtf": "2024-03-14"}
    assert Span.on("2024-03-14", zone=None).arguments() == {"edtf": "2024-03-14", "zone": None}


@pytest.mark.parametrize(
    "arguments, expected",
    [
        ({"edtf": "2024", "colour": "red"}, [("$.colour", "span-field-unknown")]),
        ({"edtf": "2024", "min_days": 3}, [("$.min_days", "span-field-mixed")]),
        ({"latest_end": "2024-03-14", "duration": "P1D"}, [("$.duration", "span-field-mixed")]),
        ({"edtf": 2024}, [("$.edtf", "span-field-type")]),
        ({"min_days": True}, [("$.min_days", "span-field-type")]),
        ({"min_days": 3.0}, [("$.min_days", "span-field-type")]),
        ({"approximate": "false"}, [("$.approximate", "span-field-type")]),
        ({"latest_end": None}, [("$.latest_end", "span-field-type")]),
        (
            {"latest_end": "2024-02-30", "zone": "KST"},
            [("$.zone", "zone-unknown"), ("$.latest_end", "day-impossible")],
        ),
        ({"edtf": "2024", "reading": "loosely"}, [("$.reading", "span-reading")]),
        ({"edtf": "2024/..", "as_of": "yesterday"}, [("$.as_of", "day-syntax")]),
        ({1: 2}, [("$", "span-field-unknown")]),
        (["2024"], [("$", "span-field-type")]),
        ("2024", [("$", "span-field-type")]),
        (None, [("$", "span-field-type")]),
    ],
)
def test_every_unusable_argument_is_named(
    arguments: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(SpanError) as caught:
        Span.from_arguments(arguments)
    assert codes(caught) == expected


@pytest.mark.parametrize(
    "arguments, code",
    [
        ({"earliest_start": "2024-03-20", "latest_end": "2024-03-10"}, "span-contradiction"),
        ({"earliest_start": "2024-03-04", "latest_end": "2024-03-14", "min_days": 12}, "span-contradiction"),
        ({"min_days": 5, "max_days": 4}, "span-contradiction"),
        ({"latest_end": "0001-01-05", "min_days": 6}, "span-out-of-range"),
        ({"latest_start": "0001-01-01", "latest_end": "0001-01-01", "min_days": 2}, "span-out-of-range"),
        ({"min_days": 0}, "span-length"),
        ({"max_days": 10**30}, "span-length"),
        ({"earliest_start": "2024-03-20", "min_length": "PT3H"}, "span-mixed-grains"),
        ({"earliest_start": "2024-03-20", "latest_end": "2024-03-20T11:00"}, "span-mixed-grains"),
        ({"earliest_start": 20240304}, "day-type"),
    ],
)
def test_bounds_that_cannot_be_are_refused(arguments: dict[str, object], code: str) -> None:
    with pytest.raises(SpanError) as caught:
        Span.bounded(**arguments)
    assert caught.value.problems[0].code == code


def test_numbers_that_python_refuses_to_write_are_named_all_the_same() -> None:
    for said in ({"max_days": 10**5_000}, {"earliest_start": 10**5_000}, {"edtf": -(10**5_000)}):
        with pytest.raises(SpanError, match="an object of type int"):
            Span.from_arguments(said)


def test_lengths_narrow_what_is_known_and_contradict_what_cannot_be() -> None:
    assert Span.bounded(latest_end="2024-03-14").lasting(9, 11).length == Amount(least=9, most=11)
    assert Span.bounded(min_days=3).lasting(1, 5).length == Amount(least=3, most=5)
    assert Span.parse("2024-03").lasting(5).possible == DayRange("2024-03-01", "2024-03-31")
    with pytest.raises(SpanError) as caught:
        Span.of("2024-03-04", "2024-03-14").lasting(10)
    assert caught.value.problems[0].code == "span-contradiction"
    with pytest.raises(SpanError) as caught:
        Span.bounded(max_days=5).lasting(6)
    assert caught.value.problems[0].code == "span-contradiction"
    with pytest.raises(SpanError) as caught:
        Span.parse("/2024-03-14", duration="P11D").lasting(11)
    assert caught.value.problems[0].code == "span-duration-twice"


def test_an_approximate_end_makes_only_the_other_end_certain() -> None:
    span = Span.parse("2024-03-04~/2024-03-14")
    assert span.approximate
    assert span.certain == DayRange("2024-03-14", "2024-03-14")
    assert Span.parse("2024-03-04~").certain is None
    assert Span.parse("2024-03-04T07:10~").certain == DayRange("2024-03-04", "2024-03-04")
    assert span.possible == DayRange("2024-03-04", "2024-03-14")
    assert not Span.parse("2024-03-04?").approximate
    assert Span.parse("2024-03-04?").uncertain


def test_times_of_day_make_an_instant_span_whose_days_are_those_of_its_zone() -> None:
    span = Span.parse("2024-03-07T11:00/2024-03-07T17:00", zone="Asia/Seoul")
    assert span.grain is Grain.INSTANT
    assert span.length == Amount(least=6 * 3_600_000_000, most=6 * 3_600_000_000, unit="microsecond")
    assert str(span.length) == "6 h"
    assert span.possible == DayRange("2024-03-07", "2024-03-07")
    assert span.earliest_start == pendulum.datetime(2024, 3, 7, 2)
    assert span.in_zone("America/New_York").possible == DayRange("2024-03-06", "2024-03-07")


def test_days_over_there_are_uncertain_where_days_differ() -> None:
    there = Span.on("2024-03-14").in_zone("America/New_York")
    assert there.possible == DayRange("2024-03-13", "2024-03-14")
    assert there.length == Amount(least=1, most=2)
    assert there.zone == "America/New_York"
    same = Span.on("2024-03-14").in_zone("Asia/Tokyo")
    assert same.possible == same.certain == DayRange("2024-03-14", "2024-03-14")
    assert Span.on("2024-03-14").in_zone("Asia/Seoul") == Span.on("2024-03-14")


def test_pendulum_comes_in_and_goes_out() -> None:
    first, last = pendulum.date(2024, 3, 4), dt.date(2024, 3, 14)
    span = Span.of(first, last)
    assert isinstance(span.possible.first, pendulum.Date)
    assert Span.from_interval(pendulum.interval(first, pendulum.date(2024, 3, 14))) == span
    hours = pendulum.interval(
        pendulum.datetime(2024, 3, 7, 11, tz="Asia/Seoul"), pendulum.datetime(2024, 3, 7, 17, tz="Asia/Seoul")
    )
    assert str(Span.from_interval(hours).length) == "6 h"
    with pytest.raises(SpanError):
        Span.from_interval(pendulum.interval(pendulum.date(2024, 3, 14), first))


@pytest.mark.parametrize(
    "good, other",
    [
        ({"min_days": 1}, {"min_days": True}),
        ({"min_days": 1}, {"min_days": 1.0}),
        ({"latest_end": dt.date(2024, 3, 14)}, {"latest_end": dt.datetime(2024, 3, 14)}),
        ({"latest_end": "2024-03-14"}, {"latest_end": ["2024-03-14"]}),
        ({"approximate": True}, {"approximate": 1}),
        ({"zone": None}, {"zone": 0}),
    ],
)
def test_what_was_made_before_is_not_given_for_what_only_equals_it(
    good: dict[str, Any], other: dict[str, Any]
) -> None:
    """Equal arguments of plain types make one span; whatever is refused is refused again."""
    first = Span.bounded(**good)
    assert Span.bounded(**good) is first
    for _ in range(2):
        with pytest.raises(SpanError) as caught:
            Span.bounded(**other)
        assert not caught.value.problems[0].code.startswith("span-contra")
    assert Span.bounded(**good) is first


def test_days_as_text_and_as_dates_make_equal_spans_again_and_again() -> None:
    """Whatever was made before; what is not a day never makes one."""
    for _ in range(2):
        for day in ("2024-03-04", dt.date(2024, 3, 4), pendulum.date(2024, 3, 4)):
            assert Span.on(day) == Span.parse("2024-03-04")
            assert Span.of(day, "2024-03-14", zone=None) == Span.parse("2024-03-04/2024-03-14", zone=None)
        for wrong in (dt.datetime(2024, 3, 4), "2024-03", 5, [], None):
            with pytest.raises(SpanError):
                Span.on(wrong)  # type: ignore[arg-type]


def test_lists_are_several_spans_and_sets_are_one() -> None:
    assert parse_spans("{2024-03-06,2024-03-07}") == (Span.on("2024-03-06"), Span.on("2024-03-07"))
    assert parse_spans("2024-03-06") == (Span.on("2024-03-06"),)
    with pytest.raises(SpanError):
        Span.parse("{2024-03-06,2024-03-07}")
    with pytest.raises(SpanError) as caught:
        parse_spans("{2024-02-30,2024-03-07,2024-13}")
    assert len(caught.value.problems) == 2


def test_day_ranges_list_their_days() -> None:
    days = list(DayRange("2024-02-28", "2024-03-01"))
    assert [day.isoformat() for day in days] == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert DayRange("2024-02-28", "2024-03-01").days == 3
    assert DayRange(None, "2024-03-01").days is None
    assert str(DayRange(None, "2024-03-01")) == "../2024-03-01"
    assert str(DayRange("2024-03-01", "2024-03-01")) == "2024-03-01"
    assert dt.date(1999, 1, 1) in DayRange(None, "2024-03-01")
    with pytest.raises(ValueError, match="without a first day"):
        next(iter(DayRange(None, "2024-03-01")))


@pytest.mark.parametrize(
    "amount, text",
    [
        (Amount(least=1, most=1), "1 day"),
        (Amount(least=0, most=1), "0–1 day"),
        (Amount(least=0, most=0), "0 days"),
        (Amount(least=0, most=11), "0–11 days"),
        (Amount(least=3, most=None), "at least 3 days"),
        (Amount(least=0, most=None), "any number of days"),
        (Amount(least=0, most=None, unit="microsecond"), "any length of time"),
        (Amount(least=0, most=1_800_000_000, unit="microsecond"), "0 s – 30 min"),
        (Amount(least=88_200_000_000, most=88_200_000_000, unit="microsecond"), "1 day 30 min"),
        (Amount(least=1, most=None, unit="microsecond"), "at least a moment"),
        (Amount(least=1_799_999_999, most=1_800_000_001, unit="microsecond"), "30 min"),
        (Amount(least=1_500, most=1_500, unit="microsecond"), "1 ms 500 µs"),
    ],
)
def test_amounts_read_as_people_write_them(amount: Amount, text: str) -> None:
    assert str(amount) == text


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_days_beyond_the_calendar_over_there_are_refused_by_name(day: str) -> None:
    """Kiritimati is nearly a day ahead of Pago Pago; by the local times of the year 1 it was the other way round."""
    with pytest.raises(SpanError) as caught:
        Span.on(day, zone="Pacific/Pago_Pago").in_zone("Pacific/Kiritimati")
    assert caught.value.problems[0].code == "span-out-of-range"


def test_the_class_itself_says_what_to_call() -> None:
    """A text, a day and nothing at all; type checkers refuse all arguments."""
    for given, written in ((("2024-03-04",), "Span.parse('2024-03-04')"), ((), "Span.parse(text)")):
        with pytest.raises(TypeError, match=re.escape(f"write {written}, or Span.on(day)")):
            Span(*given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"Span\.bounded"):
        Span(edtf="2024-03-04")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "span",
    [
        Span.parse("2024-03-04~/2024-03-14"),
        Span.parse("/2024-03-14", duration="P11D", zone="UTC", reading="throughout"),
        Span.parse("2022/..", as_of="2024-03-14"),
        Span.bounded(latest_end="2024-03-14", approximate=True),
    ],
)
def test_every_field_of_a_span_is_set(span: Span) -> None:
    """Spans are made without a constructor of attrs; each field has a value of its type."""
    values = {name: getattr(span, name) for name in Span.__slots__ if name != "__weakref__"}
    kinds = {"reading": Reading, "grain": Grain, "alternatives": tuple, "exact": bool, "uncertain": bool}
    kinds |= {"start_kind": EndKind, "end_kind": EndKind, "approximate": bool}
    assert {name: type(values[name]) for name in kinds} == kinds
    assert all(isinstance(values[name], (str, type(None))) for name in ("edtf", "duration", "zone"))
    assert (values["_stated"] is None) == (span.edtf is not None)
    assert values["_as_of"] == (None if span.as_of is None else span.as_of.toordinal())
