"""How many at once, as a band."""

from __future__ import annotations

import pytest

import korea_events as ke

DRILLS = [ke.Span.of("2024-03-04", "2024-03-14"), ke.Span.parse("2024-03-0X"), ke.Span.on("2024-03-13")]


def test_steps_are_those_of_concurrency_in_the_window():
    band = ke.concurrency_band(DRILLS, since="2024-03-05", until="2024-03-13")
    steps = [(step.end - step.start, step.certain, step.possible) for step in band._steps]
    assert steps == [(5, 1, 2), (3, 1, 1), (1, 2, 2)]


def test_an_answer_can_be_drawn_too():
    answer = ke.concurrency(DRILLS)
    assert ke.concurrency_band(answer) == ke.concurrency_band(DRILLS)


def test_what_has_no_end_is_drawn_to_the_edge():
    band = ke.concurrency_band([ke.Span.parse("2024-03-04/.."), ke.Span.on("2024-03-31")])
    assert band._steps[-1].end == band.window[1]


def test_many_at_once_share_rows_of_text():
    text = ke.concurrency_band([ke.Span.on("2024-03-04")] * 100).text(width=60)
    bars = [line for line in text.splitlines() if "▓" in line and "certainly" not in line]
    assert len(bars) <= 13
    assert all("▓" in line for line in bars)


def test_text_of_ascii():
    assert ke.concurrency_band(DRILLS).text(ascii_only=True).isascii()


def test_nothing_is_said_to_be_nothing():
    band = ke.concurrency_band([])
    assert str(band) == "nothing to show"
    assert repr(band) == "<ConcurrencyBand: nothing to show>"
    assert band.specification()["datasets"]["band"] == []


def test_numbers_of_the_axis_are_whole():
    axis = next(
        each
        for each in ke.concurrency_band(DRILLS).specification()["layer"]
        if "axis" in each["encoding"].get("y", {})
    )
    assert axis["encoding"]["y"]["axis"]["values"] == [0, 1, 2]


def test_tables_and_charts_say_the_same():
    band = ke.concurrency_band(DRILLS)
    facts = [row["facts"] for row in band.specification()["datasets"]["hits"]]
    assert [fact["Possibly"] for fact in facts] == [str(step.possible) for step in band._steps]
    assert all(f'<th scope="row">{fact["title"]}</th>' in band._details() for fact in facts)


def test_a_reversed_window_is_refused():
    with pytest.raises(ke.errors.QuestionError) as caught:
        ke.concurrency_band(DRILLS, since="2024-03-05", until="2024-03-04")
    assert [problem.code for problem in caught.value.problems] == ["window-reversed"]
