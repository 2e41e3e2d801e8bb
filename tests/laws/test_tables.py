"""Laws of tables: what is written comes back but for the losses, and no input raises anything but our errors."""

from __future__ import annotations

import csv as standard
import io
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from korea_events.codecs import csv
from korea_events.codecs.csv import sheets
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError, KoreaEventsWarning
from korea_events.model import COLLECTIONS, Exercise
from korea_events.reference import get_dossier
from korea_events.testing.laws import only_our_errors
from korea_events.testing.strategies import dossiers


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Drawn names of unknown fields may resemble known ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


@given(dossiers(), st.sampled_from(sheets.DELIMITERS), st.booleans())
def test_every_table_gives_back_what_it_was_given(dossier: Dossier, delimiter, mark):
    """Of the collection written nothing is lost, unknown fields included; the others are told to be."""
    for table in COLLECTIONS:
        records = tuple(getattr(dossier, table))
        text, losses = csv.dumps(dossier, table=table, delimiter=delimiter, byte_order_mark=mark)
        others = [name for name in COLLECTIONS if name != table and getattr(dossier, name)]
        assert [loss.path for loss in losses][: len(others)] == [f"$.{name}" for name in others]
        assert len(losses) == len(others) + len(dossier.remainder.extra)
        back = csv.loads(text.encode(), table=table, delimiter=delimiter)
        assert back.problems == ()
        assert back.records == records


@pytest.mark.parametrize("table", COLLECTIONS)
def test_the_shipped_dossiers_survive_as_tables(table):
    for name in ("drills", "seed"):
        dossier = get_dossier(name)
        records = tuple(getattr(dossier, table))
        if records:
            assert csv.loads(csv.dumps(dossier, table=table).text, table=table).require_all() == records


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=5))
def test_no_cell_is_run_as_a_formula_and_each_comes_back(rows):
    """Escaping is undone by reading; no cell begins as formulas do, but numbers stay numbers."""
    for cell in (cell for row in rows for cell in row):
        safe = sheets.escape_cell(cell)
        assert sheets.unescape_cell(safe) == cell
        assert safe[:1] not in {*"=+@\t\r"}
        assert not safe.startswith("-") or safe[1:].replace(".", "", 1).isdigit()


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_text_is_records_or_problems(data):
    only_our_errors(csv.loads, data)


SHEET = csv.dumps(
    get_dossier("drills"), columns=["id", "name", "span", "plans", "participations", "measures"]
).text


@given(st.data())
def test_any_change_to_a_sheet_gives_records_or_problems(data):
    """Characters dropped, doubled or replaced, anywhere in a real sheet: nothing else is raised."""
    text = SHEET[:1500]
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        new = data.draw(
            st.sampled_from(['"', ",", ";", "\n", "\r", "\0", "'", "=", "[", "{", "", "\ufeff", "\t"])
        )
        text = text[:place] + new + text[place + data.draw(st.integers(0, 3)) :]
    found = only_our_errors(csv.loads, text)
    if not isinstance(found, KoreaEventsError):
        assert all(isinstance(record, Exercise) for record in found.records)


@given(st.lists(st.text(st.sampled_from('a",\n\r'), max_size=8), max_size=6))
def test_no_row_is_lost_without_a_word(cells):
    """However quotes stand, every id that a plain reader of lines would find alone on its line is read or told of."""
    body = "\r\n".join(["id,name", "first,One", *cells, "last,Two", ""])
    found = csv.loads(body, delimiter=",")
    ids = {record.id for record in found.records}
    assert "first" in ids
    assert "last" in ids or found.problems


def test_the_standard_reader_agrees_on_what_is_written():
    """A table is CSV as Python's own module reads it, cell by cell."""
    dossier = get_dossier("drills")
    rows = list(standard.reader(io.StringIO(csv.dumps(dossier, columns=["id", "name"]).text, newline="")))
    assert rows[0] == ["id", "name"]
    assert [row[0] for row in rows[1:]] == list(dossier.exercises.ids)
