"""Tables that somebody made to break the reader: one bad row costs one row, in time and memory that follow the size."""

from __future__ import annotations

import csv as standard
import json
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from korea_events.codecs import csv
from korea_events.codecs.csv.sheets import MAX_COLUMNS
from korea_events.codecs.json_text.limits import Limits
from korea_events.dossier import Dossier
from korea_events.errors import FileError
from korea_events.model import Exercise
from korea_events.testing.laws import only_our_errors

SIZE = 60_000
HEAD = "id,name\n"


def repeat(piece: str) -> str:
    return HEAD + piece * (SIZE // len(piece))


MONSTERS = {
    "rows without a cell": repeat("a\n"),
    "rows with one id": repeat("a,b\n"),
    "quotes that each line leaves open": repeat('x","\n'),
    "quotes alone": repeat('"\n'),
    "cells": repeat("a,"),
    "control characters": repeat("a,b\0\n"),
    "many columns": "id,name," + ",".join(map(str, range(SIZE // 6))) + "\na,b\n",
    "many delimiters": ";" * SIZE,
    "many codes": "id,name,kinds\na,b," + "a;" * (SIZE // 2),
    "wrong dates": "id,name,span\n" + "".join(f"a{n},b,2024-02-30\n" for n in range(SIZE // 17)),
    "blank lines": repeat("\r\n"),
    "blank lines of cells": repeat(",,,\n"),
}


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS)
def test_time_and_memory_follow_the_size(text: str) -> None:
    began = time.process_time()
    only_our_errors(csv.loads, text)
    assert time.process_time() - began < 1 + 10 * SIZE / 1e6
    tracemalloc.start()
    only_our_errors(csv.loads, text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * 2**20 + 20 * len(text)


def test_what_is_not_listed_is_counted() -> None:
    found = csv.loads(HEAD + "a\n" * 5_000 + "fs-24,Freedom Shield 24\n")
    assert [record.id for record in found.records] == ["fs-24"]
    assert len(found.problems) == 1_001
    assert found.problems[-1].message.startswith("4,000 more problems")


def test_a_header_has_as_many_columns_as_spreadsheets_have() -> None:
    columns = ",".join(f"c{n}" for n in range(MAX_COLUMNS - 2))
    row = "fs-24,Freedom Shield 24" + "," * (MAX_COLUMNS - 2)
    assert len(csv.loads(f"id,name,{columns}\n{row}\n").records) == 1
    with pytest.raises(FileError, match=r"16,385 columns; a table has at most 16,384") as refused:
        csv.loads(f"id,name,{columns},one-more\n{row},\n")
    assert len(refused.value.problems) == 1


def test_a_header_lists_as_many_problems_as_the_limit_allows() -> None:
    with pytest.raises(FileError) as refused:
        csv.loads("id,name," + "a,a," * 50 + "a\n", limits=Limits(problems=10))
    assert [problem.code for problem in refused.value.problems] == [*["csv-header"] * 10, "problems-many"]


def test_a_quote_that_is_never_closed_costs_its_row() -> None:
    sheet = HEAD + 'a,First\nb,"Second\nc,Third "and a half"\nd,"Fourth"\ne,"Fi\n'
    found = csv.loads(sheet)
    assert [record.name for record in found.records] == ["First", 'Third "and a half"', "Fourth"]
    assert [(problem.path, problem.code) for problem in found.problems] == [
        ("$.rows[3]", "csv-quote"),
        ("$.rows[6]", "csv-quote"),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_table_whose_line_ends_were_changed_is_read(end: str) -> None:
    """As unix2dos and editors do, inside cells too."""
    drill = Exercise(id="fs-24", name="Freedom Shield 24", note="One\nTwo")
    text = csv.dumps(Dossier.of(drill)).text.replace("\r\n", "\n")
    assert "One\nTwo" in text
    assert csv.loads(text.replace("\n", end)).records == (drill,)


@pytest.mark.parametrize("value", ["One\r\nTwo", "One\rTwo", "One\nTwo"])
def test_line_ends_of_an_unknown_field_come_back(value: str) -> None:
    drill = Exercise(id="fs-24", name="Freedom Shield 24", extra=(("remarks", json.dumps(value)),))
    assert csv.loads(csv.dumps(Dossier.of(drill)).text).records == (drill,)


def test_the_limit_of_the_standard_reader_is_as_it_was_also_from_threads() -> None:
    before = standard.field_size_limit()
    sheets = [repeat('a,"x\n'), repeat("a,b\n"), HEAD + "a," + "x" * SIZE] * 4
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda sheet: only_our_errors(csv.loads, sheet), sheets))
    assert standard.field_size_limit() == before


@pytest.mark.parametrize("table", [7, None, ["exercises"], "exercise", {}])
def test_a_table_of_another_kind_is_refused(table: object) -> None:
    for ask in (lambda: csv.loads(HEAD, table=table), lambda: csv.dumps(Dossier.of(), table=table)):
        assert only_our_errors(ask).problems[0].code == "table-unknown"
