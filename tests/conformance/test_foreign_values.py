"""Whatever a caller passes ends in an error of the library, or is what it takes."""

from __future__ import annotations

from pathlib import Path

from tests.foreign_values import PLAIN, find_raw_errors


def test_wrong_classes_end_in_an_error_of_the_library(tmp_path: Path) -> None:
    assert find_raw_errors(PLAIN, tmp_path) == []
