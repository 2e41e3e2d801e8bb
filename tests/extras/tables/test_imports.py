"""Frames of others: rows to records and columns to spans, the same from each library."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import korea_events as ke
from korea_events import tables
from korea_events.errors import FileError, QuestionError, SpanError
from korea_events.temporal import Span
from tests.golden.write import list_mapped_tables

DAY = dt.date(2024, 3, 4)
COLUMNS = {
    "id": ["a", "b", "c"],
    "name": ["A", "B", "C"],
    "begin": [DAY, None, DAY],
    "end": [dt.date(2024, 3, 14), None, None],
    "at": [dt.datetime(2024, 3, 4, 7, 10), dt.datetime(2024, 3, 4), None],
    "n": [1, None, 3],
}
FRAMES = {
    "pandas": pd.DataFrame(COLUMNS).assign(begin=lambda frame: pd.to_datetime(frame["begin"])),
    "polars": pl.DataFrame(COLUMNS),
    "pyarrow": pa.table(COLUMNS),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_columns_become_spans(frame):
    assert tables.spans(frame, start="begin", end="end", zone="UTC") == (
        Span.of("2024-03-04", "2024-03-14", zone="UTC"), None, Span.parse("2024-03-04/", zone="UTC"),
    )  # fmt: skip
    assert tables.spans(frame, start="begin") == (Span.on(DAY), None, Span.on(DAY))
    assert tables.spans(frame, start="at") == (Span.parse("2024-03-04T07:10"), Span.on(DAY), None)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_rows_become_records(frame):
    found = tables.from_frame(
        frame, table="activities", columns={"begin": "first_day", "end": "last_day"}, zone="UTC"
    )
    assert found.problems == ()
    assert [record.span and str(record.span) for record in found.records] == [
        "2024-03-04/2024-03-14", None, "2024-03-04/",
    ]  # fmt: skip
    assert [dict(record.extra).get("n") for record in found.records] == ['"1"', None, '"3"']
    assert dict(found.records[0].extra)["at"] == '"2024-03-04T07:10"'


@pytest.mark.parametrize("table", list_mapped_tables()[:2], ids=lambda table: table.stem)
def test_a_frame_and_a_file_are_read_alike_by_a_map(table):
    frame = pl.read_csv(table, infer_schema=False)
    by_file, by_frame = (
        ke.codecs.csv.load(table, table_map=table.stem),
        tables.from_frame(frame, table_map=table.stem),
    )
    assert by_frame.records == by_file.records
    assert str(by_frame.summary) == str(by_file.summary)


def test_problems_of_all_rows_are_told_at_once():
    frame = pl.DataFrame({"day": ["2024-02-30", "2024-03-04", "soon"]})
    with pytest.raises(FileError) as refused:
        tables.spans(frame, start="day")
    assert [problem.path for problem in refused.value.problems] == [
        "$.rows[2].published",
        "$.rows[4].published",
    ]
    assert tables.spans(pl.DataFrame({"d": ["4.3.2024"]}), start="d", day_format="%d.%m.%Y") == (
        Span.on(DAY),
    )


@pytest.mark.parametrize(
    "frame, start, code", [([1], "a", "tables-frame"), (FRAMES["polars"], "x", "tables-columns")]
)
def test_what_is_not_there_is_refused(frame, start, code):
    with pytest.raises(QuestionError) as refused:
        tables.spans(frame, start=start)
    assert [problem.code for problem in refused.value.problems] == [code]


# -- single values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [np.datetime64("2024-03-04"), np.datetime64("2024-03-04T00:00:00.000000000"), pd.Timestamp("2024-03-04")],
)
def test_a_day_of_numpy_or_pandas_is_a_day(day):
    assert Span.on(day) == Span.on("2024-03-04")
    assert Span.of(day, day) == Span.of("2024-03-04", "2024-03-04")
    assert ke.Exercise(id="a", name="A", span=day).span == Span.on("2024-03-04")
    assert Span.bounded(latest_end=day) == Span.bounded(latest_end="2024-03-04")
    assert Span.parse("2024/..", as_of=day) == Span.parse("2024/..", as_of="2024-03-04")
    assert day in Span.on("2024-03-04").possible
    assert ke.under_way([Span.on("2024-03-04")], day)[0].verdict == "certain"


@pytest.mark.parametrize(
    "moment, words",
    [
        (pd.Timestamp("2024-03-04T07:10"), r"\.date\(\)"),
        (pd.Timestamp("2024-03-04", tz="Asia/Seoul"), r"\.date\(\)"),
        (dt.datetime(2024, 3, 4, tzinfo=dt.UTC), r"\.date\(\)"),
        (np.datetime64("2024-03-04T07:10"), "is not a day"),
        (np.datetime64("2024-03"), "is not a day"),
        (np.datetime64("NaT"), "is not a day"),
        (pd.NaT, "is not a day"),
    ],
)
def test_what_is_not_a_day_is_refused_with_what_to_write(moment, words):
    with pytest.raises(SpanError, match=words):
        Span.on(moment)
