"""Commands on hard files: each ends soon, in an answer or in the message of a problem."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import korea_events as ke
from korea_events.cli import main
from tests.hard.families import FAMILIES

FILES = {
    "masks": 12,
    "pauses": 400,
    "mutual_relays": 9,
    "relay_layers": 40,
    "independent_groups": 13,
    "follows_chain": 300,
    "same_chain": 150,
    "actor_chain": 150,
    "clashing_reports": 60,
}
"""Families, and how large a file of each is."""

COMMANDS = (
    "overlaps FILE",
    "count FILE --by actor",
    "concurrency FILE",
    "timeline FILE",
    "explain FILE x-0",
    "conflicts FILE",
    "contradictions FILE",
    "origins FILE x-0",
    "as-of FILE 2003-05-05",
    "convert FILE FILE.csv",
    "merge FILE FILE --output FILE.merged.json",
    "diff FILE FILE",
    "validate FILE",
)


@pytest.mark.parametrize("family", FILES)
def test_commands_on_hard_files_end(family: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a documented exit code and without a traceback, in seconds."""
    path = str(tmp_path / "hard.json")
    ke.save(ke.Dossier.of(*FAMILIES[family].make(FILES[family])), path)
    for command in COMMANDS:
        began = time.process_time()
        code = main(command.replace("FILE", path).split())
        printed = capsys.readouterr()
        assert code in (0, 1) or "[question-limit]" in printed.err, (command, printed.err)
        assert "Traceback" not in printed.err
        assert time.process_time() - began < 15
