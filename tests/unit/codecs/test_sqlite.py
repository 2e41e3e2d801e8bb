"""Databases: which tables there are, what other programs see in them, and what a file of others cannot do."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

import korea_events as ke
from korea_events.cli import main
from korea_events.codecs import ImportResult, Limits, sqlite
from korea_events.codecs.relational import build_records, flatten_records, map_tables
from korea_events.errors import FileError
from korea_events.model import COLLECTIONS, RECORD_TYPES
from korea_events.model.engine import Shape, list_fields
from korea_events.testing.laws import only_our_errors
from tests.unit.model.every_record import RECORDS

DRILL = ke.Exercise(
    id="fs-24",
    name="Freedom Shield 24",
    kinds=["cpx"],
    span=ke.Span.on("2024-03-14", zone="UTC"),
    measures=[
        ke.Measure(
            what="ships", quantity=ke.Quantity(value=13.0, unit="count", corrected=ke.Quantity(value=12))
        )
    ],
    extra=(("colour", '"red"'),),
)
ACTOR = ke.Actor(id="usa", name="United States", kind="state")


def opened(data: bytes) -> closing[sqlite3.Connection]:
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.deserialize(data)
    return closing(base)


def changed(statements: str, dossier: ke.Dossier | None = None) -> bytes:
    with opened(sqlite.dumps(dossier or ke.Dossier.of(DRILL, ACTOR)).data) as base:
        base.executescript(statements)
        return base.serialize()


def test_each_collection_part_and_list_has_a_table() -> None:
    """Derived from the declarations; no name is that of two tables or columns."""
    tables = map_tables()
    assert list(tables)[: len(COLLECTIONS)] == [kind.collection for kind in RECORD_TYPES]
    for table in tables.values():
        assert not {*table.keys} & {*table.columns}
        kinds = [] if table.kind is None else list_fields(table.kind)
        singles = {spec.name for spec in kinds if not spec.many and spec.shape is not Shape.PART}
        assert table.kind is None or {*table.columns} == singles | {"extra"}


def test_a_list_holds_one_sort_of_value() -> None:
    """Fields of one name have one shape in all classes, or one table could not hold their values."""
    shapes: dict[str, set[Shape]] = {}
    for table in map_tables().values():
        for spec in [] if table.kind is None else list_fields(table.kind):
            if spec.many and spec.shape is not Shape.PART:
                shapes.setdefault(spec.name, set()).add(spec.shape)
    assert {name: found for name, found in shapes.items() if len(found) > 1} == {}


def test_the_rows_of_a_record() -> None:
    with opened(sqlite.dumps(ke.Dossier.of(DRILL)).data) as base:
        ask = lambda text: base.execute(text).fetchall()  # noqa: E731
        assert ask("select id, name, span, status, intermittent, extra from exercises") == [
            ("fs-24", "Freedom Shield 24", '{"edtf":"2024-03-14","zone":"UTC"}', None, 0, '{"colour":"red"}')
        ]
        assert ask("select * from list_kinds") == [("fs-24", "", "kinds[0]", "cpx")]
        assert ask("select record_id, parent, path, what from measure") == [
            ("fs-24", "", "measures[0]", "ships")
        ]
        figures = ask("select parent, path, value, typeof(value) from quantity order by path")
        assert figures == [
            ("measures[0]", "measures[0].quantity", 13.0, "real"),
            ("measures[0].quantity", "measures[0].quantity.corrected", 12, "integer"),
        ]
        assert ask("select id, axis, earliest_start, latest_end from events") == [
            ("fs-24", "day UTC", "2024-03-14", "2024-03-14")
        ]


def test_every_record_with_all_its_fields_comes_back() -> None:
    """Whatever it refers to; the rows of its parts in any order."""
    rows = {name: found[::-1] for name, found in flatten_records(RECORDS).items()}
    found = build_records(rows, Limits())
    assert found.problems == ()
    assert sorted(found.records, key=lambda record: record.id) == sorted(
        RECORDS, key=lambda record: record.id
    )


def test_another_program_reads_the_file(tmp_path: Path) -> None:
    """The shell of SQLite, where it is installed; its names are those of the file's own schema."""
    sqlite.save(ke.reference.drills(), tmp_path / "drills.db")
    program = shutil.which("sqlite3")
    question = "select count(*) from overlaps where 'fs-24' in (first, second)"
    if program is None:
        with closing(sqlite3.connect(f"file:{tmp_path}/drills.db?mode=ro", uri=True)) as base:
            said = str(base.execute(question).fetchone()[0])
    else:
        done = subprocess.run(
            [program, tmp_path / "drills.db", question], capture_output=True, text=True, check=True
        )
        said = done.stdout.strip()
    assert said == str(
        sum("fs-24" in (p.first.id, p.second.id) for p in ke.find_overlaps(ke.reference.drills().exercises))
    )


def test_the_command_line_writes_and_reads_it(tmp_path: Path, capsysbinary) -> None:
    assert main(["convert", "seed", str(tmp_path / "seed.db")]) == 0
    assert main(["convert", str(tmp_path / "seed.db"), str(tmp_path / "seed.json")]) == 0
    assert ke.load(tmp_path / "seed.json") == ke.reference.seed()
    capsysbinary.readouterr()
    assert main(["convert", "seed", "-", "--to", "sqlite"]) == 0
    assert capsysbinary.readouterr().out == (tmp_path / "seed.db").read_bytes()


def test_what_is_not_known_is_listed() -> None:
    found = sqlite.loads(
        changed("create table notes (x); alter table exercises add column seen; create view more as select 1")
    )
    assert [str(loss) for loss in found.losses] == [
        "$.exercises.seen: not a column of the table", "$.notes: not a table of a dossier",
    ]  # fmt: skip
    assert len(found.records) == 2


@pytest.mark.parametrize(
    "statements, problem",
    [
        ("update exercises set span = 'soon'", "$.exercises[0].span edtf-syntax"),
        ("update exercises set extra = '[1]'", "$.exercises[0].extra table-extra"),
        ("update exercises set extra = '{\"name\":1}'", "$.exercises[0].extra table-extra"),
        ("update exercises set name = cast(x'ff' as text)", "$.exercises[0].name text-surrogate"),
        ("update exercises set name = x'00'", "$.exercises[0].name field-type"),
        ("update exercises set intermittent = 2", "$.exercises[0].intermittent field-type"),
        ("update quantity set value = 9e999", "$.exercises[0].measures[0].quantity.value number-finite"),
        ("update quantity set value = 'many'", "$.exercises[0].measures[0].quantity.value field-type"),
        ("update list_kinds set path = 'kinds[1]'", "$.exercises[0].kinds table-gap"),
        ("update list_kinds set path = 'kinds'", "$.exercises[0].kinds field-type"),
        ("update list_kinds set path = 'name'", "$.list_kinds[0].path table-path"),
        ("update list_kinds set path = 'kinds[0].x.y'", "$.exercises[0].kinds[0] field-type"),
        ("update list_kinds set path = '$.kinds[0]'", "$.list_kinds[0].path table-path"),
        ("update measure set record_id = 'nowhere'", "$.measure[0].record_id table-record"),
        ("delete from measure", "$.exercises[0].measures[0].what field-required"),
        ("update exercises set id = null", "$.exercises[0].id table-record"),
        ("insert into activities (id, name) values ('fs-24', 'x')", "$.activities[0].id table-record"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_in_order_costs_its_record(statements: str, problem: str) -> None:
    found = sqlite.loads(changed(statements))
    assert problem in [f"{one.path} {one.code}" for one in found.problems]
    assert "usa" in [record.id for record in found.records]


def test_a_gap_in_one_list_hides_no_other_fault_of_the_record() -> None:
    found = sqlite.loads(
        changed("update list_kinds set path = 'kinds[1]'; update measure set path = 'measures[2]'")
    )
    gaps = [one.path for one in found.problems if one.code == "table-gap"]
    assert gaps == ["$.exercises[0].kinds", "$.exercises[0].measures"]


# -- what a file of others cannot do -----------------------------------------------------------------------------

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select 'a' || i as id, 'x' as name from n"


@pytest.mark.parametrize(
    "statements, code",
    [
        (f"drop view overlaps; drop table exercises; create view exercises as {ENDLESS}", None),
        ("drop table exercises; create virtual table exercises using fts5(id, name)", None),
        ("alter table exercises add column other text as (hex(zeroblob(100000000)))", None),
        ("create trigger t after insert on exercises begin delete from actors; end", None),
        ("pragma user_version = 2", "version-newer"),
        ("pragma user_version = -5", "version-unknown"),
        ("create table t (x text check (like('%a%a%a%a', x)))", None),
    ],
)  # fmt: skip
def test_nothing_in_a_file_runs(statements: str, code: str | None) -> None:
    """Views and virtual tables are no tables, computed columns no columns; functions are never called."""
    found = only_our_errors(sqlite.loads, changed(statements))
    if isinstance(found, ImportResult):
        assert code is None
        assert "usa" in [record.id for record in found.records]
    else:
        assert [problem.code for problem in found.problems] == [code]


def test_a_computed_column_is_not_read_under_the_name_of_one_of_ours() -> None:
    found = sqlite.loads(
        changed(
            "alter table exercises drop column note; alter table exercises add note as (hex(zeroblob(10000000)))"
        )
    )
    assert [str(loss) for loss in found.losses] == ["$.exercises.note: not a column of the table"]
    assert (len(found.records), found.problems) == (2, ())


def test_a_table_whose_pages_come_again_and_again_ends() -> None:
    """A damaged tree of pages can make a small file look endless: here, each page stands for forty of the next."""
    many = ke.Dossier.of(*(ke.Actor(id=f"a{n}", name="x" * 200, kind="state") for n in range(200)))
    raw = bytearray(sqlite.dumps(many).data)
    with opened(bytes(raw)) as base:
        root = base.execute("select rootpage from sqlite_master where name = 'actors'").fetchone()[0]
        size = base.execute("pragma page_size").fetchone()[0]
    page = raw[(root - 1) * size : root * size]
    assert page[0] == 5, "an inner page of a table"
    cells = [
        int.from_bytes(page[at : at + 2], "big")
        for at in range(12, 12 + 2 * int.from_bytes(page[3:5], "big"), 2)
    ]
    assert len(cells) > 30
    chain = [root, *(int.from_bytes(page[at : at + 4], "big") for at in cells[:7])]
    for here, there in pairwise(chain):
        for at in (8, *cells):
            page[at : at + 4] = there.to_bytes(4, "big")
        raw[(here - 1) * size : here * size] = page
    with pytest.raises(FileError, match="interrupted") as caught:
        sqlite.loads(bytes(raw))
    assert [problem.code for problem in caught.value.problems] == ["sqlite-damaged"]


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "sqlite-file"),
        (b"id,name\n", "sqlite-file"),
        ("SQLite format 3\0", "sqlite-file"),
        (b"SQLite format 3\0", "sqlite-log"),
        (sqlite.dumps(ke.Dossier.of()).data[:-1_000], "sqlite-damaged"),
        (sqlite.dumps(ke.Dossier.of()).data[:24], "sqlite-damaged"),
    ],
    ids=["nothing", "a table", "a text", "a beginning", "cut short", "a header"],
)
def test_what_is_no_database_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileError) as caught:
        sqlite.loads(data)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_databases_of_others_and_with_a_log_are_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "theirs.db")) as base:
        base.execute("create table t (x)")
        base.commit()
    with closing(sqlite3.connect(tmp_path / "log.db")) as base:
        base.execute("pragma journal_mode = wal")
        base.execute("create table actors (id)")
        base.commit()
    for name, code in (("theirs", "sqlite-tables"), ("log", "sqlite-log")):
        with pytest.raises(FileError) as caught:
            sqlite.load(tmp_path / f"{name}.db")
        assert [problem.code for problem in caught.value.problems] == [code]


def test_the_limits_hold() -> None:
    data = sqlite.dumps(ke.Dossier.of(ACTOR)).data
    with pytest.raises(FileError, match="file-too-large"):
        sqlite.loads(data, limits=Limits(bytes=1_000))
    bad = ke.Dossier.of(*(ke.Actor(id=f"a{n}", name="A", kind="state") for n in range(20)))
    found = sqlite.loads(changed("update actors set name = ''", bad), limits=Limits(problems=5))
    assert [problem.code for problem in found.problems][-1] == "problems-many"
    assert len(found.problems) == 6
