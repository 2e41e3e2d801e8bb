"""Every row of bad_inputs.py through every importer that it concerns; calendars need an extra, and are tried there."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from korea_events.codecs import Limits, jsonl
from korea_events.errors import FileError
from tests.conformance.bad_inputs import (
    FILES,
    FORMS,
    RECORDS,
    TOGETHER,
    WHOLE,
    check_form,
    check_record,
    check_text,
    check_together,
)
from tests.conformance.importers import EXTRAS, PATH_READERS, dossier_importers


def cases(rows, importers_of):
    """Each row with each of its importers, under both names."""
    return [
        pytest.param(importer, row, id=f"{importer}-{row.what!a}")
        for row in rows
        for importer in importers_of(row)
        if importer not in EXTRAS
    ]


@pytest.mark.parametrize("importer, row", cases(RECORDS, lambda row: row.importers))
def test_one_record_between_two_good_ones(importer, row):
    check_record(importer, row)


@pytest.mark.parametrize("importer, row", cases(WHOLE, lambda row: row.expected))
def test_one_text_for_every_importer(importer, row):
    check_text(importer, row)


@pytest.mark.parametrize(
    "importer, row",
    [case for name, rows in FORMS.items() for case in cases(rows, lambda _, name=name: [name])],
)
def test_the_forms_of_each_format(importer, row):
    check_form(importer, row)


@pytest.mark.parametrize("importer, row", cases(TOGETHER, lambda _: dossier_importers()))
def test_records_that_do_not_fit_together(importer, row):
    check_together(importer, row)


@pytest.mark.parametrize("reader", PATH_READERS)
@pytest.mark.parametrize("what", FILES)
def test_what_is_no_readable_file(what, reader, tmp_path):
    """Told at once: a pipe without a writer would otherwise keep the reader waiting for ever."""
    make, code = FILES[what]
    path = tmp_path / "input"
    make(path)
    with pytest.raises(FileError) as caught:
        PATH_READERS[reader](path)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "read", [jsonl.load, lambda path, limits: list(jsonl.read_records(path, limits=limits))]
)
def test_a_small_file_that_unpacks_to_a_large_one(read, tmp_path: Path):
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 3_000_000 + b"\n"))
    with pytest.raises(FileError) as caught:
        read(path, limits=Limits(bytes=1_000_000))
    assert caught.value.problems[0].code == "file-too-large"
