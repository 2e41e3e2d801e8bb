"""A file of a version that does not exist yet: what is not understood of it is written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from korea_events.codecs import dumps, load
from korea_events.errors import FileError, NewerVersionWarning
from tests.golden.write import hash_files, read_digests

HERE = Path(__file__).parent / "newer"
DIGESTS = read_digests(HERE)


def test_every_file_is_as_it_was() -> None:
    assert hash_files(HERE) == DIGESTS


def test_it_is_refused_unless_somebody_says_that_it_is_to_be_kept() -> None:
    with pytest.raises(FileError) as caught:
        load(HERE / "pretended-2.json")
    assert [problem.code for problem in caught.value.problems] == ["version-newer"]


@pytest.mark.parametrize("name", DIGESTS)
def test_it_is_saved_with_all_that_it_says(name: str) -> None:
    with pytest.warns(NewerVersionWarning, match="6 records of version 2 are kept"):
        dossier = load(HERE / name, newer="keep")
    assert dumps(dossier) == (HERE / "pretended-2.saved.json").read_text("utf-8")
    assert [record.id for record in dossier] == ["kcna", "prk", "kcna-2024-03-14", "tanks"]
