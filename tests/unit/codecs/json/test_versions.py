"""Versions: old files are brought up step by step, newer ones are refused with advice."""

from __future__ import annotations

from typing import Any

import pytest

from korea_events.codecs.json.versions import UPGRADE_STEPS, VERSION, check_heading, upgrade_file


def _first(file: dict[str, Any]) -> dict[str, Any]:
    return {**file, "steps": [*file.get("steps", []), 1]}


def _second(file: dict[str, Any]) -> dict[str, Any]:
    return {**file, "steps": [*file.get("steps", []), 2]}


def test_there_is_a_step_from_every_old_version() -> None:
    assert sorted(UPGRADE_STEPS) == list(range(1, VERSION))


@pytest.mark.parametrize("version, steps", [(1, [1, 2]), (2, [2]), (3, None)])
def test_steps_are_taken_in_order_from_where_the_file_is(version: int, steps: list[int] | None) -> None:
    file = {"format": "korea-events", "version": version}
    new = upgrade_file(file, {1: _first, 2: _second}, newest=3)
    assert new["version"] == 3
    assert new.get("steps") == steps
    assert file == {"format": "korea-events", "version": version}


def test_a_newer_version_is_refused_with_advice() -> None:
    (problem,) = check_heading({"format": "korea-events", "version": 2})
    assert problem.code == "version-newer"
    assert "upgrade korea-events" in problem.message


@pytest.mark.parametrize("said", ["x\u202e" * 100, ["a"] * 1_000, {"a": 1}, 10**30])
def test_messages_about_strange_headings_are_short_and_printable(said: Any) -> None:
    for problem in check_heading({"format": said, "version": said if said != 10**30 else "1"}):
        assert len(problem.message) < 250
        assert problem.message.isprintable()
