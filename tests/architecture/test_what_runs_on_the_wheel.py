"""The tests that also run against the installed wheel, beside which neither the sources nor these tests lie."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NOT_THERE = ("architecture", "dev")
IMPORT = re.compile(r"^\s*(?:from|import) (?:tests\.(?:architecture|dev)|sources|dev)\b", re.MULTILINE)


def test_tests_of_the_wheel_import_nothing_that_is_not_there():
    files = [file for file in TESTS.rglob("*.py") if file.relative_to(TESTS).parts[0] not in NOT_THERE]
    assert len(files) > 100
    found = [str(file.relative_to(TESTS)) for file in files if IMPORT.search(file.read_text("utf-8"))]
    assert found == ["write_generated.py"]  # it is run by hand
