"""Tables in the form of others, with every trap, and what the shipped maps make of them. All rows are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from korea_events.codecs import csv, loads
from korea_events.evidence import origins
from tests.golden.write import list_mapped_tables, read_mapped_table

MAPS = Path(str(csv.__file__)).parent / "maps"
TABLES = list_mapped_tables()


def test_every_shipped_map_has_a_table() -> None:
    assert tuple(sorted(table.stem for table in TABLES)) == csv.list_table_maps()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_what_becomes_of_a_table_is_as_it_was(table: Path) -> None:
    for ending, text in read_mapped_table(table).items():
        assert table.with_suffix(f".{ending}").read_text("utf-8") == text


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_row_is_read_rejected_or_left_out(table: Path) -> None:
    found = csv.load(table, table_map=table.stem)
    summary = found.summary
    assert summary is not None
    rows = {problem.path.split("]")[0] for problem in found.problems}
    assert summary.rejected == len(rows) > 0 or not rows
    assert summary.records == len(found.records)
    assert 0 < summary.rows - summary.rejected - summary.left_out <= summary.rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_what_is_unknown_is_no_number_day_or_text(table: Path) -> None:
    text = table.with_suffix(".json").read_text("utf-8").casefold()
    for mark in ('"unknown"', '"n/a"', '"na"', '"xx"', ": -9", ": -1,", '""'):
        assert mark not in text


@pytest.mark.parametrize("name", csv.list_table_maps())
def test_a_map_is_short_and_says_where_its_columns_are_documented(name: str) -> None:
    text = (MAPS / f"{name}.toml").read_text("utf-8")
    assert text.count("\n") <= 60
    assert csv.TableMap.load(name).options["documented"].startswith(("http://", "https://"))


def test_a_count_of_mentions_is_not_an_origin() -> None:
    """120 mentions in 118 articles of 14 sources are one address, and nobody knows where that has it from."""
    dossier = loads((TABLES[0].parent / "gdelt_events.json").read_bytes())
    [one] = [event for event in dossier.activities if dict(event.extra).get("NumMentions") == '"120"']
    assert str(origins(one, dossier)) == "0 origins behind 1 document; 1 document of unknown lineage"


def test_outlets_in_one_cell_are_not_documents_of_their_own() -> None:
    dossier = loads((TABLES[0].parent / "acled.json").read_bytes())
    found = origins(dossier.activities["acled-kor901"], dossier)
    assert "(Daily Example, Example News Agency) behind 1 document" in str(found)
