"""Tables: columns as in memory, and the join on DuckDB against find_overlaps."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import sys

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

import korea_events as ke
from korea_events import Dossier, Exercise, Span, evidence, find_overlaps
from korea_events.analysis import Answer
from korea_events.errors import MissingExtraError, QuestionError
from korea_events.tables import overlap_join, to_frame
from korea_events.temporal.engine import day_ordinal

texts = st.sampled_from(
    [
        *("2024-03-10", "2024-03-09/2024-03-12", "2024-03-12/2024-03-13", "2024-03", "2024-03-10/"),
        *("/2024-03-10", "2024-03-08/..", "1969-12-30/1970-01-03", "1970-01-02", "2023-12/2024-03-10"),
        *("2024-02-28/2024-03-01", "0001-01-01/0001-01-04", "0001-01-03"),
    ]
)
exact_spans = st.lists(texts.map(Span.parse), max_size=7)
few = settings(max_examples=20)
"""A query takes some ten milliseconds."""


def in_memory(first, second=None):
    where = {id(item): position for position, item in enumerate(first)}
    others = where if second is None else {id(item): position for position, item in enumerate(second)}
    return sorted(
        (where[id(pair.first)], others[id(pair.second)], str(pair.verdict) == "certain")
        for pair in find_overlaps(first, second)
    )


class Item:
    """A span that is told from an equal one by being another object."""

    def __init__(self, span):
        self.span = span


def answered(join):
    return sorted((row["i"], row["j"], row["certain"]) for row in join.to_pyarrow().to_pylist())


def plan(join, base):
    return base.execute("explain " + ibis.to_sql(join, dialect="duckdb")).fetchall()[0][1]


def test_rows_without_bounds_take_part_in_one_range_join():
    """Regression test for #16: many ongoing rows were compared with all others."""
    base = duckdb.connect()
    columns = "start_min", "start_max", "end_min", "end_max"
    base.execute(
        "create table t as select range position, range start_min, range start_max, "
        "case when range < 9000 then range + 3 end end_min, end_min end_max from range(10000)"
    )
    left, right = (ibis.table(dict.fromkeys(["position", *columns], "int64"), "t") for _ in "ab")
    for join in (overlap_join(left), overlap_join(left, right)):
        shown = plan(join, base)
        assert (shown.count("IE Join"), shown.count("Nl Join"), shown.count("Nested Loop")) == (1, 0, 0)


@pytest.mark.parametrize("bucket", [None, 3])
def test_a_table_can_stand_on_both_sides(bucket):
    """Each row then meets itself too."""
    spans = [Span.on("2024-03-04"), Span.parse("2024-03-04/"), Span.on("2024-04-04")]
    table, other = (ibis.memtable(to_frame(spans)) for _ in "ab")
    expected = answered(overlap_join(table, other, bucket=bucket))
    assert answered(overlap_join(table, table, bucket=bucket)) == expected


@pytest.mark.parametrize("bucket", [None, 3])
@pytest.mark.parametrize("two", [False, True])
def test_an_engine_that_cannot_run_the_join_is_refused(bucket, two):
    """Ibis would say so only on running it, and not that it is the join."""
    import polars as pl

    table = ibis.polars.connect({"t": pl.DataFrame(to_frame([Span.on("2024-03-04")]))}).table("t")
    with pytest.raises(QuestionError, match="polars cannot run this join") as caught:
        overlap_join(table, table if two else None, bucket=bucket)
    assert caught.value.problems[0].code == "tables-engine"


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis calls it
def test_tables_of_duckdb_run():
    """The check of the engine lets through what it can run."""
    connection = duckdb.connect()
    connection.execute(
        "create table t as select 0 position, 1 start_min, 1 start_max, 2 end_min, null::int end_max"
    )
    table = ibis.duckdb.from_connection(connection).table("t")
    assert answered(overlap_join(table, table)) == [(0, 0, True)]


@few
@given(exact_spans, st.sampled_from([None, 1, 3, 15]))
def test_the_join_within_a_table_is_that_in_memory(spans, bucket):
    """Every pair once, the earlier first, with the same certainty; with and without buckets."""
    items = [Item(span) for span in spans]
    assert answered(overlap_join(to_frame(items), bucket=bucket)) == in_memory(items)


@few
@given(exact_spans, exact_spans, st.sampled_from([None, 2, 15]))
def test_the_join_between_tables_is_that_in_memory(first, second, bucket):
    left, right = [Item(span) for span in first], [Item(span) for span in second]
    assert answered(overlap_join(to_frame(left), to_frame(right), bucket=bucket)) == in_memory(left, right)


def test_hulls_and_approximate_dates_are_marked_and_never_certain_by_mistake():
    """What is not one exact alternative stands as its hull; the join then allows too much, never too little."""
    spans = [
        Span.parse("[2024-03-01,2024-03-09]"),
        Span.on("2024-03-05"),
        Span.parse("2024-03-01~/2024-03-09~"),
    ]
    frame = to_frame(spans)
    assert frame["exact"].to_pylist() == [False, True, False]
    assert frame["start_max"].to_pylist()[2] is None
    assert [row[2] for row in answered(overlap_join(frame))] == [False, False, False]


def test_the_columns_of_a_frame():
    drill = Exercise(id="fs24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
    cancelled = Exercise(id="fs25", name="Freedom Shield 25", status="cancelled")
    frame = to_frame(Dossier.of(drill, cancelled))
    first = day_ordinal("2024-03-04")
    assert frame.select(range(10)).to_pylist() == [
        {
            "position": 0,
            "id": "fs24",
            "name": "Freedom Shield 24",
            "start_min": first,
            "start_max": first,
            "end_min": first + 11,
            "end_max": first + 11,
            "exact": True,
            "footing": "held",
            "span": "2024-03-04/2024-03-14",
        }
    ]
    assert to_frame([]).schema == frame.schema


QUESTIONS = {
    "Busiest": ke.busiest,
    "Common": lambda drills: ke.common(one for one in drills if one.id == "fs-24"),
    "Concurrency": ke.concurrency,
    "DerivedOverlaps": lambda drills: ke.derive_overlaps(ke.reference.drills(), drills),
    "Editions": ke.compare_editions,
    "Gaps": ke.gaps,
    "Nearest": lambda drills: ke.nearest(Span.on("2024-03-13"), drills),
    "NearestPairs": lambda drills: ke.nearest(drills, drills),
    "Overlaps": find_overlaps,
    "Counts": lambda drills: ke.count_by(drills, "year"),
    "Totals": lambda drills: ke.total(drills, "troops", "year"),
    "ResponseTimes": lambda drills: ke.response_times(ke.reference.drills() if drills else Dossier()),
    "UnderWayItems": lambda drills: ke.under_way(drills, "2024-03-13"),
    "Windows": lambda drills: ke.windows(drills, drills),
}


AROUND = ke.reference.freedom_shield_24()
FIRST_OF_THE_YEAR = ke.Dossier.of(
    ke.Actor(id="jcs", name="Joint Chiefs of Staff", kind="command"),
    ke.WeaponEvent(id="launch", name="launch", span="2024-01-14"),
    ke.EventClaim(
        id="first", event="launch", attribute="order", claimants=["jcs"], value=ke.Ordinal(n=1, within="2024")
    ),
)
PAPER = ke.Dossier.of(
    ke.Actor(id="yonhap", name="Yonhap", kind="agency"),
    ke.Actor(id="daily", name="The Daily", kind="outlet"),
    ke.Document(id="paper", publisher="daily"),
)
EVIDENCE = {
    "Aggregate": lambda: evidence.aggregate("fs-24", AROUND),
    "CitationCycles": lambda: evidence.circular_reporting(AROUND),
    "Contradictions": lambda: evidence.contradictions(AROUND),
    "Derivations": lambda: evidence.derivations(ke.reference.seed()),
    "Finding": lambda: evidence.corroboration("tank-most-powerful", AROUND),
    "LineageProposals": lambda: evidence.propose_lineage(
        {"paper": "Missiles were fired on Monday, Yonhap reported."}, PAPER
    ),
    "OrdinalCheck": lambda: evidence.check_ordinal("first", FIRST_OF_THE_YEAR),
    "Origins": lambda: evidence.origins("tank-most-powerful", AROUND),
    "Score": lambda: evidence.score(ke.reference.seed().assessments),
    "Views": lambda: evidence.views("fs-24", AROUND),
}


def subclasses(kind):
    return {below for one in kind.__subclasses__() for below in (one, *subclasses(one))}


SHOWN = {
    name: getattr(module, name)
    for module in (ke.analysis, evidence)
    for name in dir(module)
    if name[0] != "_"
}
ANSWERS = {kind.__name__ for kind in subclasses(Answer) if kind.__module__.startswith("korea_events")}
ONE_VALUE = {
    "Amount", "ComparisonResult", "DayCount", "Fraction", "GroupFact", "Reliance", "Verdict", "int", "str",
    "tuple[Problem, ...]",
}  # fmt: skip
"""What a question gives that has no rows of its own, or the problems of a check."""
FOR_FLOORS_ABOVE = {
    "describe_spans", "find_disputed", "list_items", "list_origins", "prepare_day_items",
    "project_items_to_days", "select_current_claims", "select_items",
}  # fmt: skip


def test_every_class_of_answers_is_asked_for():
    assert QUESTIONS.keys() | EVIDENCE.keys() == ANSWERS


def test_every_question_with_rows_has_such_an_answer():
    """A new question cannot be forgotten: what it gives becomes a frame, or is one value."""
    for name, function in SHOWN.items():
        if name not in FOR_FLOORS_ABOVE and inspect.isfunction(function):
            given = inspect.signature(function).return_annotation
            given = getattr(given, "__name__", str(given))
            assert given.partition("[")[0] in ANSWERS or given in ONE_VALUE, f"{name} gives {given}"


@pytest.mark.parametrize("backend", ["pyarrow", "polars", "pandas"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_becomes_a_frame(name, backend):
    """With the columns that its class declares, whether it has rows or not."""
    for drills in ([], list(ke.reference.drills().exercises)):
        answer = QUESTIONS[name](drills)
        frame = pa.table(to_frame(answer, backend=backend))
        assert (frame.num_rows, frame.column_names) == (len(answer), list(answer.list_columns()))
    assert len(answer) > 0


@pytest.mark.parametrize("name", EVIDENCE)
def test_every_answer_about_evidence_becomes_a_frame(name):
    answer = EVIDENCE[name]()
    assert type(answer).__name__ == name
    frame = to_frame(answer)
    assert (frame.num_rows, frame.column_names) == (len(answer), list(answer.list_columns()))


def test_the_values_of_an_answer_are_dates_numbers_and_text():
    spans = [Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13")]
    assert to_frame(ke.concurrency(spans)).to_pylist()[1] == {
        "days_first": dt.date(2024, 3, 13), "days_last": dt.date(2024, 3, 13), "certain": 2, "possible": 2,
    }  # fmt: skip
    [pair] = to_frame(find_overlaps(spans)).to_pylist()
    assert (pair["first"], pair["verdict"], pair["shared_least"]) == ("2024-03-04/2024-03-14", "certain", 1)


LAUNCH = Span.parse("2024-03-13T07:10")


@pytest.mark.parametrize(
    "items, grain, axis",
    [
        ([Span.on("2024-03-13")], None, "day Asia/Seoul"),
        ([Span.on("2024-03-13", zone="UTC")], None, "day UTC"),
        ([LAUNCH], None, "instant UTC"),
        ([LAUNCH, Span.on("2024-03-13")], None, "day Asia/Seoul"),
        ([Span.on("2024-03-13"), Span.on("2024-03-13", zone="UTC")], None, "instant UTC"),
        ([Span.on("2024-03-13"), Span.on("2024-03-13", zone="UTC")], "day", "day"),
        ([LAUNCH], "day", "day Asia/Seoul"),
        ([Span.on("2024-03-13")], "instant", "instant UTC"),
    ],
)
def test_a_frame_says_what_its_numbers_are(items, grain, axis):
    assert set(to_frame(items, grain=grain)["axis"].to_pylist()) == {axis}


@pytest.mark.parametrize("backend", ["pyarrow", "polars", "pandas"])
def test_a_join_of_two_axes_is_refused_and_one_grain_joins(backend):
    """Never empty or wrong without a word: neither between frames nor within one of two."""
    one, day = ([LAUNCH], [Span.on("2024-03-13")])
    with pytest.raises(QuestionError, match=r"different axes \(instant UTC, day Asia/Seoul\)"):
        overlap_join(to_frame(one, backend=backend), to_frame(day, backend=backend))
    with pytest.raises(QuestionError, match="tables-axis"):
        overlap_join(pa.concat_tables([to_frame(one), to_frame(day)]))
    for grain in ("day", "instant"):
        joined = overlap_join(*(to_frame(items, grain=grain, backend=backend) for items in (one, day)))
        # By the clock, a drill of that day may have begun later.
        assert answered(joined) == [(0, 0, grain == "day")]
    nothing = to_frame([], backend=backend)
    assert answered(overlap_join(to_frame(one, backend=backend), nothing)) == []


def test_an_event_with_a_pause_or_in_doubt_is_never_certain():
    """As in memory, where a launch in the pause is no overlap at all."""
    drill = Exercise(
        id="d",
        name="D",
        span=Span.of("2024-08-22", "2024-09-01"),
        pauses=[Span.of("2024-08-27", "2024-08-28")],
    )
    doubtful = Exercise(id="u", name="U", span=Span.of("2024-08-22", "2024-09-01"), status="unconfirmed")
    frame = to_frame([drill, doubtful])
    assert frame["exact"].to_pylist() == [False, False]
    assert answered(overlap_join(frame, to_frame([Span.on("2024-08-28")]))) == [(0, 0, False), (1, 0, False)]
    assert frame["latest_start"].to_pylist() == [dt.date(2024, 8, 22)] * 2


def test_frames_of_pandas_have_whole_numbers_dates_and_truth_values():
    """Also where some are missing."""
    spans = [Span.bounded(latest_end="2024-03-14"), Span.on("2024-03-13")]
    kinds = to_frame(spans, backend="pandas").dtypes
    assert {str(kinds[name]) for name in ("position", "start_min", "end_max")} == {"Int64"}
    assert str(kinds["exact"]) == "boolean"
    assert str(kinds["earliest_start"]).startswith("datetime64")
    assert str(to_frame(find_overlaps(spans), backend="pandas").dtypes["shared_least"]) == "Int64"


def test_positions_are_those_of_the_items_given():
    drills = [Exercise(id="off", name="called off", status="cancelled"), Span.on("2024-03-14")]
    assert to_frame(drills)["position"].to_pylist() == [1]


@pytest.mark.parametrize("backend", ["polars", "pandas"])
def test_the_advice_installs_what_is_missing(monkeypatch, backend):
    """Polars and pandas are nobody's extra: who asks for their frames installs them."""
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(MissingExtraError, match=f"tables need {backend}: pip install {backend}"):
        to_frame([], backend=backend)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"tables need pyarrow: pip install .korea-events\[tables\]"):
        to_frame([])


@pytest.mark.parametrize("backend", ["polars", "pandas"])
def test_other_backends_keep_missing_bounds_and_whole_numbers(backend):
    frame = to_frame(
        [Span.bounded(latest_end="2024-03-14"), Span.parse("2024-03-14T06:00Z")],
        grain="instant",
        backend=backend,
    )
    assert type(frame).__module__.startswith(backend)
    back = pa.table(frame)
    assert back["start_min"].to_pylist() == [None, 1710396000000000]
    assert answered(overlap_join(frame)) == [(0, 1, False)]


def test_a_parquet_file_gives_the_same_join(tmp_path):
    spans = [Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.unknown()]
    pq.write_table(to_frame(spans), tmp_path / "spans.parquet")
    table = pq.read_table(tmp_path / "spans.parquet")
    assert answered(overlap_join(table)) == answered(overlap_join(to_frame(spans)))


def test_any_key_names_a_row():
    frame = to_frame([Exercise(id=name, name=name, span=Span.on("2024-03-13")) for name in ("b", "a")])
    assert answered(overlap_join(frame, key="id")) == [("a", "b", True)]


@pytest.mark.parametrize("two", [False, True], ids=["within one table", "between two"])
def test_duckdb_plans_a_range_join(two):
    """It does so for thousands of rows, unless branches of the query share a common table expression."""
    base = duckdb.connect()
    for name in "ab":
        base.execute(
            f"create table {name} as select range as position, range // 7 as start_min, range // 7 as start_max, "
            "range // 7 + 9 as end_min, range // 7 + 9 as end_max from range(20_000)"
        )
    left, right = (
        ibis.table(dict.fromkeys(("position", "start_min", "start_max", "end_min", "end_max"), "int64"), name)
        for name in "ab"
    )
    query = ibis.to_sql(overlap_join(left, right if two else None), dialect="duckdb")
    plan = "".join(text for _, text in base.execute(f"explain {query}").fetchall())
    assert "IE Join" in plan
    assert "CTE" not in plan


def test_a_bucketed_join_is_an_equality_join():
    """The plan of DuckDB shows a hash join on buckets."""
    frame = to_frame([Span.on("2024-03-13")])
    named = ibis.table(
        dict.fromkeys(("position", "start_min", "start_max", "end_min", "end_max"), "int64"), "drills"
    )
    base = duckdb.connect()
    base.register("drills", frame)
    query = ibis.to_sql(overlap_join(named, bucket=15), dialect="duckdb")
    (plan,) = json.loads(base.execute(f"explain (format json) {query}").fetchall()[0][1])
    (hash_join,) = (step for step in steps(plan) if step["name"] == "HASH_JOIN")
    assert "bucket = bucket" in hash_join["extra_info"]["Conditions"]


def steps(plan):
    yield plan
    for step in plan["children"]:
        yield from steps(step)


@pytest.mark.parametrize("dialect", ["bigquery", "snowflake", "postgres", "pyspark"])
def test_the_expression_compiles_for_other_engines(dialect):
    """Nothing is sent anywhere: the text of the query names the other table's columns."""
    table = ibis.table(
        {"position": "int64"} | dict.fromkeys(("start_min", "start_max", "end_min", "end_max"), "int64"), "t"
    )
    for bucket in (None, 15):
        assert "other_start_min" in ibis.to_sql(overlap_join(table, bucket=bucket), dialect=dialect)


@pytest.mark.parametrize(
    "ask, code",
    [
        (lambda: to_frame([], backend="arrow"), "tables-backend"),
        (lambda: overlap_join(to_frame([]), bucket=0), "tables-bucket"),
        (lambda: overlap_join(pa.table({"position": [1]})), "tables-columns"),
    ],
    ids=["backend", "bucket", "columns"],
)
def test_unusable_arguments_are_refused(ask, code):
    with pytest.raises(QuestionError) as caught:
        ask()
    assert [problem.code for problem in caught.value.problems] == [code]
