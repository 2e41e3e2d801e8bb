"""Counts by month and year: against every world that the dates allow."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from korea_events import Span, count_by
from korea_events.errors import QuestionError

texts = st.sampled_from(
    [
        *(
            "2024-02-28",
            "2024-03-01",
            "2024-02",
            "2024-02-28/2024-03-02",
            "2024-01/2024-03",
            "2023-12-31/2024",
        ),
        *(
            "[2024-01-31,2024-02-01]",
            "[2023-12-31,2024-03-05]",
            "2024-0X-01",
            "2024",
            "2024-02-28~",
            "2023-12-XX",
        ),
    ]
)


@given(st.lists(texts, min_size=1, max_size=5), st.sampled_from(["month", "year"]))
def test_least_and_most_are_those_of_the_possible_start_days(given_texts, period):
    """An item counts in the least where it must have begun, in the most where it can have begun."""
    spans = [Span.parse(text) for text in given_texts]
    begun = [
        {
            day
            for alternative in span.alternatives
            for day in range(int(alternative.bounds.start_min), int(alternative.bounds.start_max) + 1)
        }
        for span in spans
    ]
    rows = count_by(spans, period)
    for row in rows:
        days = {day.toordinal() for day in row.days}
        assert row.most == sum(bool(start & days) for start in begun)
        assert row.least == sum(
            start <= days and not span.approximate for start, span in zip(begun, spans, strict=True)
        )
    listed = {day.toordinal() for row in rows for day in row.days}
    assert set().union(*begun) <= listed
    assert sum(row.least for row in rows) <= len(spans)


def test_periods_follow_each_other_without_a_gap():
    rows = count_by([Span.on("2023-11-30"), Span.on("2024-03-01")], "month")
    assert [row.period for row in rows] == ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03"]
    assert [row.least for row in rows] == [1, 0, 0, 0, 1]
    assert [str(row) for row in count_by([Span.parse("2023-12/2024")], "year")] == ["2023: 1"]


def test_a_start_that_is_bounded_on_one_side_counts_wherever_the_list_reaches():
    over = Span.bounded(latest_end="2024-02-10")
    rows = count_by([over, Span.on("2024-01-05"), Span.on("2024-03-05")], "month")
    assert [(row.least, row.most) for row in rows] == [(1, 2), (0, 1), (1, 1)]
    assert len(count_by([Span.unknown()], "year")) == 0


def test_the_last_month_of_the_calendar_ends_it():
    (row,) = count_by([Span.on("9999-12-31")], "month")
    assert str(row.days) == "9999-12-01/9999-12-31"
    (row,) = count_by([Span.on("9999-12-31")], "year")
    assert row.days.days == 365


def test_another_period_is_refused():
    with pytest.raises(QuestionError) as caught:
        count_by([], "week")
    assert [problem.code for problem in caught.value.problems] == ["question-period"]
    assert "period must be 'month' or 'year', not 'week'" in str(caught.value)
