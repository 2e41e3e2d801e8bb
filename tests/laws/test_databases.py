"""Laws of databases: what is written comes back, other programs may rewrite it, and views claim no more than we do."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from korea_events import Dossier, Exercise, Plan, Span, find_overlaps
from korea_events.codecs import sqlite
from korea_events.errors import KoreaEventsError, KoreaEventsWarning
from korea_events.model.engine import EVENT_COLLECTIONS, write_canonical_record
from korea_events.reference import get_dossier, names
from korea_events.testing.laws import only_our_errors
from korea_events.testing.strategies import dossiers, spans
from tests.lost_paths import without

few = settings(max_examples=30)
"""A database has some fifty tables."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Drawn names of unknown fields may resemble known ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


def opened(data: bytes) -> closing[sqlite3.Connection]:
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.deserialize(data)
    return closing(base)


def texts(records) -> list[str]:
    """Records as texts that differ where 13 and 13.0 do."""
    return [write_canonical_record(record) for record in records]


@few
@given(dossiers())
def test_every_database_gives_back_what_it_was_given(dossier: Dossier) -> None:
    """The records are the same to the last digit, and what is left out of the dossier is what is said to be lost."""
    data, losses = sqlite.dumps(dossier)
    back = sqlite.loads(data)
    assert (back.problems, back.losses) == ((), ())
    assert texts(back.records) == texts(dossier.records())
    assert without(dossier, losses) == without(back.to_dossier(), ())


@pytest.mark.parametrize("name", names())
def test_references_lead_somewhere(name: str) -> None:
    with opened(sqlite.dumps(get_dossier(name)).data) as base:
        assert base.execute("pragma foreign_key_check").fetchall() == []
        assert base.execute("pragma integrity_check").fetchall() == [("ok",)]
        kept = base.execute("select count(*) from pragma_foreign_key_list('participation')").fetchone()
        assert kept == (2,), "an actor and a record"


@few
@given(dossiers(), st.randoms())
def test_a_rewritten_database_is_the_same(dossier: Dossier, random) -> None:
    """Dumped as SQL and read in another order, as other programs do."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with opened(sqlite.dumps(dossier).data) as base, closing(copy):
        lines = list(base.iterdump())
        inserts = [line for line in lines if line.startswith("INSERT")]
        random.shuffle(inserts)
        copy.executescript(
            "\n".join([line for line in lines if line not in inserts][:-1]) + "\n".join(inserts) + "\ncommit;"
        )
        copy.execute("vacuum")
        back = sqlite.loads(copy.serialize())
    assert back.problems == ()
    assert sorted(texts(back.records)) == sorted(texts(dossier.records()))


events = st.lists(spans(), max_size=6).map(
    lambda drawn: [Exercise(id=f"e{n}", name="X", span=span) for n, span in enumerate(drawn)]
)


def overlaps(dossier: Dossier) -> dict[frozenset[str], str]:
    with opened(sqlite.dumps(dossier).data) as base:
        return {frozenset(pair): verdict for *pair, verdict in base.execute("select * from overlaps")}


def in_memory(items, **options) -> dict[frozenset[str], str]:
    found = find_overlaps(items, **options)
    return {frozenset((pair.first.id, pair.second.id)): str(pair.verdict) for pair in found}


@few
@given(dossiers() | events.map(lambda drawn: Dossier.of(*drawn)))
def test_the_view_of_overlaps_misses_no_pair_and_calls_none_certain_that_is_not(dossier: Dossier) -> None:
    """Who may share time may share a day. Certain is what every list of the same days calls so."""
    items = [event for name in EVENT_COLLECTIONS for event in getattr(dossier, name)]
    seen = overlaps(dossier)
    assert in_memory(items).keys() <= seen.keys()
    zones = {event.when.zone for event in items if event.when is not None}
    if len(zones) <= 1:
        by_day = in_memory(items, grain="day")
        assert by_day.keys() <= seen.keys()
        assert {pair for pair in seen if seen[pair] == "certain"} <= {
            pair for pair in by_day if by_day[pair] == "certain"
        }


def test_the_view_leaves_out_what_was_called_off_and_parts_of_a_whole() -> None:
    march = Span.parse("2024-03")
    dossier = Dossier.of(
        Exercise(id="whole", name="W", span=Span.of("2024-03-04", "2024-03-14")),
        Exercise(id="part", name="P", span=Span.of("2024-03-05", "2024-03-06"), part_of="whole"),
        Exercise(id="leaf", name="L", span=Span.on("2024-03-05"), part_of="part"),
        Exercise(id="off", name="O", plans=[Plan(span=Span.on("2024-03-05"))], status="cancelled"),
        Exercise(id="some", name="S", span=march),
        Exercise(id="broken", name="B", span=Span.of("2024-03-04", "2024-03-14"), pauses=[Span.on("2024-03-05")]),
    )  # fmt: skip
    seen = overlaps(dossier)
    assert {"".join(sorted(name[0] for name in pair)): verdict for pair, verdict in seen.items()} == {
        "sw": "possible", "ps": "possible", "ls": "possible", "bs": "possible",
        "bw": "possible", "bp": "possible", "bl": "possible",
    }  # fmt: skip


def test_an_end_that_may_be_the_day_before_is_not_certain() -> None:
    """The last day from which two must share one is the first day itself."""
    days = {"earliest_start": "2024-03-01", "latest_start": "2024-03-01", "latest_end": "2024-03-08"}
    launch = Exercise(id="l", name="L", span=Span.on("2024-03-06"))
    for name in ("before-l", "z-after-l"):
        for end, verdict in (("2024-03-05", "possible"), ("2024-03-06", "certain")):
            drill = Exercise(id=name, name="D", span=Span.bounded(earliest_end=end, **days))
            assert set(overlaps(Dossier.of(drill, launch)).values()) == {verdict}


SEED = sqlite.dumps(get_dossier("seed")).data
with opened(SEED) as _base:
    CELLS = [
        (table, column)
        for (table,) in _base.execute("select name from sqlite_master where type = 'table'").fetchall()
        for _, column, *_ in _base.execute(f"pragma table_info({table})").fetchall()
        if _base.execute(f"select count(*) from {table}").fetchone() != (0,)
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(CELLS),
            st.integers(0, 20),
            st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=6) | st.binary(max_size=4)
            | st.sampled_from(["plans[0]", "plans[1].places[0]", "{", '{"id":1}', "fs-24", "2024-03", "citations[0]"]),
        ),
        min_size=1,
        max_size=4,
    )
)  # fmt: skip
def test_any_change_to_a_cell_gives_records_or_problems(changes) -> None:
    """A record that is read is in order; one that is not read is reported."""
    with opened(SEED) as base:
        for (table, column), number, value in changes:
            with suppress(sqlite3.IntegrityError):
                base.execute(f'update "{table}" set "{column}" = ? where rowid = ?', (value, number))
        found = only_our_errors(sqlite.loads, base.serialize())
    assert not isinstance(found, KoreaEventsError)
    missing = {record.id for record in get_dossier("seed").records()} - {
        record.id for record in found.records
    }
    assert not missing or found.problems


@given(st.data())
def test_any_change_to_the_bytes_gives_records_or_problems(data) -> None:
    raw = bytearray(SEED)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, 8_000) | st.integers(0, len(raw) - 1))
        raw[place] = data.draw(st.integers(0, 255))
    only_our_errors(sqlite.loads, bytes(raw[: data.draw(st.just(len(raw)) | st.integers(0, len(raw)))]))


def test_a_message_about_bytes_that_are_no_text_is_one_of_ours() -> None:
    """Python's module cannot say what is wrong with a schema whose text is damaged."""
    raw = bytearray(SEED)
    raw[raw.rindex(b"CREATE") if b"CREATE" in raw else raw.rindex(b"create view")] = 128
    found = only_our_errors(sqlite.loads, bytes(raw))
    assert isinstance(found, KoreaEventsError)
    assert [problem.code for problem in found.problems] == ["sqlite-damaged"]
    assert str(found).isprintable()


def test_pairs_are_told_once() -> None:
    three = [Exercise(id=name, name=name, span=Span.on("2024-03-05")) for name in "abc"]
    assert overlaps(Dossier.of(*three)).keys() == {frozenset(pair) for pair in combinations("abc", 2)}
