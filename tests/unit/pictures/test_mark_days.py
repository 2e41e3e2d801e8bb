"""On which days a mark is drawn, and how its ends look."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace

import pytest

import korea_events as ke
from korea_events.pictures.mark_days import BarEdge, build_mark_days
from korea_events.temporal.engine import as_day_range, day_ordinal

SEOUL = "Asia/Seoul"
MARCH = (day_ordinal("2024-03-01"), day_ordinal("2024-04-01"))


def shown(stretches):
    return [str(as_day_range(stretch)) for stretch in stretches]


def days(span, *pauses, zone=SEOUL):
    return build_mark_days(SimpleNamespace(span=span, pauses=pauses), zone)


def test_known_days_are_certain_and_closed():
    found = days(ke.Span.of("2024-03-04", "2024-03-14"))
    assert shown(found.certain) == shown(found.possible) == ["2024-03-04/2024-03-14"]
    assert (found.start, found.end) == (BarEdge.CLOSED, BarEdge.CLOSED)
    assert found.points == ()


def test_a_single_day_is_exact():
    assert days(ke.Span.on("2024-03-13")).points == (day_ordinal("2024-03-13") + 0.5,)
    assert days(ke.Span.parse("2024-03-1X")).points == ()


def test_an_exact_pause_parts_a_bar():
    found = days(ke.Span.of("2024-03-04", "2024-03-14"), ke.Span.of("2024-03-08", "2024-03-09"))
    assert shown(found.certain) == ["2024-03-04/2024-03-07", "2024-03-10/2024-03-14"]
    assert found.possible == found.certain


def test_alternatives_are_drawn_apart():
    found = days(ke.Span.parse("[2024-03-06,2024-03-13]"))
    assert shown(found.possible) == ["2024-03-06", "2024-03-13"]
    assert found.certain == ()


@pytest.mark.parametrize(
    "text,start,end",
    [
        ("2024-03-04/", BarEdge.CLOSED, BarEdge.FADES),
        ("/2024-03-14", BarEdge.FADES, BarEdge.CLOSED),
        ("2024-03-04/..", BarEdge.CLOSED, BarEdge.GOES_ON),
        ("../2024-03-14", BarEdge.GOES_ON, BarEdge.CLOSED),
    ],
)
def test_an_unknown_end_is_not_an_open_one(text, start, end):
    found = days(ke.Span.parse(text))
    assert (found.start, found.end) == (start, end)


def test_what_fades_is_drawn_a_little_beyond_what_is_known():
    found = days(ke.Span.parse("2024-03-04/"))
    assert found.possible[0][1] == inf
    assert shown(found.list_drawn(MARCH, fade=5)) == ["2024-03-04/2024-03-09"]


def test_what_fades_reaches_the_last_day_on_which_it_can_have_begun():
    """Between the bounds of its start nothing is invented: by then it had begun."""
    found = days(ke.Span.bounded(earliest_start="2024-03-04", latest_start="2024-03-18"))
    assert shown(found.list_drawn(MARCH, fade=0)) == ["2024-03-04/2024-03-18"]


def test_what_goes_on_is_drawn_to_the_edge():
    found = days(ke.Span.parse("2024-03-04/..", as_of="2024-03-14"))
    assert shown(found.certain) == ["2024-03-04/2024-03-14"]
    assert shown(found.list_drawn(MARCH, fade=5)) == ["2024-03-04/2024-03-31"]


def test_only_what_is_known_brings_something_into_a_window():
    """Days that nothing excludes do not: a drill of 2018 without an end is not shown in 2024."""
    assert not days(ke.Span.parse("2018-08-20/")).is_seen_in(MARCH)
    assert days(ke.Span.parse("2018-08-20/..")).is_seen_in(MARCH)
    assert days(ke.Span.parse("2024-03-31/")).is_seen_in(MARCH)
    assert not days(ke.Span.on("2024-04-01")).is_seen_in(MARCH)


def test_days_of_another_zone_touch_two_days_here():
    assert shown(days(ke.Span.on("2024-03-14", zone="America/New_York")).possible) == [
        "2024-03-14/2024-03-15"
    ]


def test_a_document_without_a_zone_is_widened():
    assert shown(days(ke.Span.on("2024-03-14", zone=None)).possible) == ["2024-03-13/2024-03-15"]


def test_times_of_day_count_as_their_day():
    assert shown(days(ke.Span.parse("2024-03-18T07:44:00+09:00/2024-03-18T08:22:00+09:00")).certain) == [
        "2024-03-18"
    ]
