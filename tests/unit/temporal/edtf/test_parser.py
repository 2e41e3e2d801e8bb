"""Reading texts as a whole: round trips, options, limits, and whatever else may come in."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.errors import SpanError
from korea_events.temporal import Span
from korea_events.temporal.bounds import Grain, Reading
from korea_events.temporal.civil import day_ordinal
from korea_events.temporal.edtf import MAX_TEXT_LENGTH, EndKind, parse_text
from tests.edtf_texts import ANYTHING, dates, times


def code(text: object, **options) -> str:
    """The code of the only problem."""
    with pytest.raises(SpanError) as caught:
        parse_text(text, **options)  # type: ignore[arg-type]  # anything may come in
    (problem,) = caught.value.problems
    return problem.code


@settings(max_examples=200)
@given(ANYTHING, st.sampled_from(Reading), st.sampled_from(["Asia/Seoul", "Asia/Pyongyang", "UTC"]))
def test_spans_give_back_what_was_said(text, reading, zone):
    """The law of the round trip: parsing what a span writes gives an equal span."""
    try:
        span = Span.parse(text, reading=reading, zone=zone)
    except SpanError:
        return
    again = Span.parse(
        str(span), zone=span.zone, duration=span.duration, reading=span.reading, as_of=span.as_of
    )
    assert again == span
    assert (again.alternatives, again.exact, again.approximate) == (
        span.alternatives,
        span.exact,
        span.approximate,
    )


@settings(max_examples=300)
@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789X-/.[]{},?~%TZ+: W"), max_size=40))
def test_noise_is_refused_and_nothing_else_happens(text):
    """Only SpanError leaves, whatever comes in."""
    with suppress(SpanError):
        parse_text(text)


@pytest.mark.parametrize(
    "value",
    [None, 2024, 45355.5, True, b"2024", ["2024"], {}, object()],
    ids=lambda value: type(value).__name__,
)
def test_only_text_is_read(value):
    """Numbers and bytes are not guessed at."""
    assert code(value) == "edtf-not-text"


HOSTILE = [
    *("1" * 10_000_000, "[" * 100_000, "~" * 100_000, "2024-" * 100_000),
    *(
        "1-" * 2000,
        "?" * MAX_TEXT_LENGTH,
        "[" + "2" * 4000 + "]",
        "[" + ",".join(["a"] * 2000) + "]",
        "/" * 4000,
    ),
    *("[" + ",".join(["0001..9999"] * 340) + "]", "[" + ",".join(["XXXX-12-25"] * 370) + "]"),
    *("[" + ",".join(["XXX1-XX"] * 500) + "]", "XXXX-XX/XXXX-XX", "XXXX-XX-XX/XXXX-XX-XX", "XXXX-02-30"),
    *(
        "[" + "2024-03-04T11:00..2024-03-04T12:00," * 100 + "2024]",
        "XXXX-XX-XX/2024-03-04T11:00",
        "年" * 4000,
    ),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_take_no_time(text):
    """Long, deep or wide texts are refused or answered at once."""
    before = time.process_time()
    try:
        found = parse_text(text)
    except SpanError:
        pass
    else:
        assert len(found.alternatives) <= 1000
    assert time.process_time() - before < 1.0  # a hundred times what it takes, for slow and busy machines


def test_ends_are_known_unknown_or_open():
    """Three different things to say of an end."""
    kinds = {
        text: parse_text(text)[4:6]
        for text in ("2024/2025", "2024/", "2024/..", "/2024", "../2024", "[..2024]")
    }
    assert kinds == {
        "2024/2025": (EndKind.KNOWN, EndKind.KNOWN),
        "2024/": (EndKind.KNOWN, EndKind.UNKNOWN),
        "2024/..": (EndKind.KNOWN, EndKind.OPEN),
        "/2024": (EndKind.UNKNOWN, EndKind.KNOWN),
        "../2024": (EndKind.OPEN, EndKind.KNOWN),
        "[..2024]": (EndKind.KNOWN, EndKind.KNOWN),
    }


@given(dates() | times())
def test_a_text_with_a_time_of_day_has_the_grain_of_instants(text):
    """All others are days."""
    try:
        grain = parse_text(text).grain
    except SpanError:
        return
    assert grain is (Grain.INSTANT if "T" in text else Grain.DAY)


# -- as_of -------------------------------------------------------------------------------------------------------------


def test_an_open_end_is_not_over_before_the_day_it_was_reported_open():
    """Its last day is that day or later; an earlier day says nothing new."""
    report = day_ordinal("2024-03-14")
    assert parse_text("2022/..", as_of=report).alternatives[0].bounds.end_min == report + 1
    assert parse_text("2024-06/..", as_of=report).alternatives == parse_text("2024-06/..").alternatives
    masked = parse_text("2024-0X-01/..", as_of=report)
    assert [bounds.end_min for bounds, _ in masked.alternatives][:3] == [report + 1] * 3


def test_as_of_among_moments():
    """It had not ended when the day began."""
    report = day_ordinal("2024-03-14")
    bounds = parse_text("2024-03-07T11:00/..", as_of=report).alternatives[0].bounds
    assert bounds.end_min == parse_text("2024-03-14T00:00").alternatives[0].bounds.start_min + 1


@pytest.mark.parametrize("text", ["2024", "2024/", "2024/2025", "../2024", "[2024..]"])
def test_as_of_without_an_open_end_is_refused(text):
    """What is over, or has an unknown end, is not open on any day."""
    assert code(text, as_of=day_ordinal("2024-03-14")) == "span-as-of-without-open-end"


# -- stated lengths ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, duration, expected",
    [
        ("2024-03-04/..", "P11D", "span-open-with-length"),
        ("../2024-03-14", "P11D", "span-open-with-length"),
        ("2024-03-04/2024-03-14", "P10D", "span-contradiction"),
        ("2024-03", "P32D", "span-contradiction"),
        ("/0001-01-05", "P6D", "span-out-of-range"),
        ("9999-12-30/", "P3D", "span-out-of-range"),
        ("2024-03-04/", "P1M", "span-duration-calendar"),
        ("2024-03-04/", "PT6H", "span-duration-grain"),
        ("2024-03-04T11:00/", "P1D", "span-duration-grain"),
        ("2024-03-04/", "eleven", "span-duration"),
        ("2024-03-04/", 11, "span-duration"),
    ],
)
def test_lengths_that_do_not_go_with_the_text(text, duration, expected):
    """Contradictions, and what would lead out of the calendar."""
    assert code(text, duration=duration) == expected


def test_a_length_picks_among_alternatives():
    """Three weeks and a day fit into any month, 31 days only into the long ones."""
    assert len(parse_text("2024-XX", duration="P22D").alternatives) == 12
    assert len(parse_text("2024-XX", duration="P31D").alternatives) == 7
    assert len(parse_text("2024-XX", duration="P30D/P31D").alternatives) == 11


def test_the_last_days_of_the_calendar_can_be_reached():
    """Up to the edge, not past it."""
    assert parse_text("/0001-01-05", duration="P5D").alternatives[0].bounds.start_min == 1
    assert (
        parse_text("9999-12-30/", duration="P2D").alternatives[0].bounds.end_max
        == day_ordinal("9999-12-31") + 1
    )
