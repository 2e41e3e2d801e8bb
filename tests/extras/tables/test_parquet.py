"""Parquet: other programs see the records, and pyarrow reads back what was written but for the losses."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

import korea_events as ke
from korea_events.cli import main
from korea_events.codecs import Limits, parquet
from korea_events.codecs.relational import ANSWER_TABLES, build_records
from korea_events.dossier import Remainder
from korea_events.errors import KoreaEventsWarning, LossError
from korea_events.testing.strategies import dossiers
from tests.lost_paths import without
from tests.new_record_type import copy_package, run_program


def read(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table, by pyarrow; what is whole counts as a whole number."""
    with ZipFile(BytesIO(data)) as files:
        tables = {
            name.removesuffix(".parquet"): pq.read_table(files.open(name)).to_pylist()
            for name in files.namelist()
        }
    return {
        name: [{column: _as_written(cell) for column, cell in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def _as_written(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) <= 2**53 else cell


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Drawn names of unknown fields may resemble known ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


@settings(max_examples=30)
@given(dossiers())
def test_another_reader_gets_back_what_was_written(dossier: ke.Dossier) -> None:
    """13.0 is read as 13, which is equal."""
    data, losses = parquet.dumps(dossier)
    back = build_records(read(data), Limits())
    assert back.problems == ()
    assert without(dossier, losses) == without(back.to_dossier(), ())


def test_what_a_file_says_beside_records_is_told() -> None:
    dossier = ke.Dossier.of(remainder=Remainder(extra=(("x_case", "7"),)))
    assert [loss.path for loss in parquet.dumps(dossier).losses] == ["$.x_case"]
    with pytest.raises(LossError):
        parquet.dumps(dossier, strict=True)


def test_types_and_answers() -> None:
    """Days are days, counts whole and truth values truth values; tables without rows are left out."""
    data = parquet.dumps(ke.reference.seed()).data
    with ZipFile(BytesIO(data)) as files:
        schema = pq.read_schema(files.open("events.parquet"))
        assert [str(schema.field(name).type) for name in ("earliest_start", "start_min", "exact", "latitude")] == [
            "date32[day]", "int64", "bool", "double",
        ]  # fmt: skip
        assert {*ANSWER_TABLES} <= {name.removesuffix(".parquet") for name in files.namelist()}
    assert parquet.dumps(ke.reference.seed()).data == data


def test_the_command_line_writes_it_and_duckdb_reads_it(tmp_path: Path) -> None:
    assert main(["convert", "drills", str(tmp_path / "drills.parquet.zip")]) == 0
    with ZipFile(tmp_path / "drills.parquet.zip") as files:
        files.extractall(tmp_path)
    found = duckdb.sql(
        f"select actor, count(*) from '{tmp_path}/participation.parquet' p join '{tmp_path}/exercises.parquet' e "
        "on e.id = p.record_id group by 1 order by 2 desc, 1 limit 1"
    ).fetchall()
    drills = ke.reference.drills().exercises
    assert found == [("kor", sum(one.actor == "kor" for drill in drills for one in drill.participations))]


def test_a_new_type_of_record_is_written(tmp_path: Path) -> None:
    copy_package(tmp_path)
    code = "from io import BytesIO\nfrom zipfile import ZipFile\n"
    code += "assert 'visits.parquet' in ZipFile(BytesIO(get_codec('parquet').dumps(dossier).data)).namelist()"
    done = run_program(code, tmp_path)
    assert done.returncode == 0, done.stderr
