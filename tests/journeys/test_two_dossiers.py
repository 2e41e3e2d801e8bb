"""Two coders' files, put together and compared on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import korea_events as ke
from korea_events.cli import main


@pytest.fixture
def files(tmp_path):
    """Two files that disagree about a name, and of which each has a drill of its own."""
    day = ke.Span.on("2024-03-13")
    mine = ke.Dossier.of(
        ke.Exercise(id="tanks", name="Tank contest", span=day), ke.Exercise(id="guns", name="Firing")
    )
    hers = ke.Dossier.of(
        ke.Exercise(id="tanks", name="전차병 대항경기", span=day), ke.Exercise(id="boats", name="Boats")
    )
    paths = tmp_path / "mine.json", tmp_path / "hers.json"
    for dossier, path in zip((mine, hers), paths, strict=True):
        ke.save(dossier, path)
    return [str(path) for path in paths]


def test_merging_writes_a_file_and_prints_the_decisions(files, tmp_path, capsys):
    """Either way round, the same bytes."""
    outputs = [tmp_path / "ours.json", tmp_path / "turned.json"]
    assert main(["merge", *files, "-o", str(outputs[0])]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("tanks: two contents differ in name; one is kept in conflict-tanks-")
    assert printed.err == ""
    assert main(["merge", *reversed(files), "--output", str(outputs[1])]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    merged = ke.load(outputs[0])
    assert merged.exercises.ids == ("boats", "guns", "tanks")
    assert ke.codecs.read_kept_record(merged.judgements[0]).name == "전차병 대항경기"


def test_a_file_can_take_up_another_one(files, capsys):
    """OUT may be A; merged again, there is nothing to decide."""
    assert main(["merge", *files, "-o", files[0]]) == 0
    assert capsys.readouterr().out != "no decisions\n"
    assert main(["merge", *files, "-o", files[0]]) == 0
    assert capsys.readouterr().out == "no decisions\n"


def test_without_a_file_the_dossier_is_the_result(files, capsys):
    """And the decisions are messages."""
    assert main(["merge", *files]) == 0
    printed = capsys.readouterr()
    assert len(ke.loads(printed.out).exercises) == 3
    assert printed.err.startswith("tanks: ")


def test_one_dossier_may_come_from_standard_input(files, capsys, monkeypatch):
    """But not both."""
    given = io.BytesIO(Path(files[1]).read_bytes())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(given))
    assert main(["diff", files[0], "-"]) == 0
    assert "전차병" in capsys.readouterr().out
    assert main(["diff", "-", "-"]) == 2
    assert "input-twice" in capsys.readouterr().err


def test_what_cannot_be_merged_writes_nothing(files, tmp_path, capsys):
    """The problems are told, and no file appears."""
    other = tmp_path / "other.json"
    ke.save(ke.Dossier.of(ke.Actor(id="tanks", name="Tanks", kind="unit")), other)
    output = tmp_path / "out.json"
    assert main(["merge", files[0], str(other), "-o", str(output)]) == 1
    assert "merge-types" in capsys.readouterr().err
    assert not output.exists()


def test_differences_are_printed_as_text(files, capsys):
    """Added, removed, changed."""
    assert main(["diff", *files]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ boats (exercise 'Boats')",
        "- guns (exercise 'Firing')",
        '~ tanks: name: "Tank contest" → "전차병 대항경기"',
    ]


def test_differences_are_printed_as_data(files, capsys):
    """Records whole, changes by place."""
    assert main(["diff", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [record["id"] for record in found["added"] + found["removed"]] == ["boats", "guns"]
    assert found["changed"][0]["fields"] == [
        {"path": "name", "before": "Tank contest", "after": "전차병 대항경기"}
    ]


def test_scripts_may_ask_for_the_exit_code(files, capsys):
    """As only they need to: differences are no problems."""
    assert main(["diff", *files, "--exit-code"]) == 1
    assert main(["diff", files[0], files[0], "--exit-code"]) == 0
    assert capsys.readouterr().out.endswith("no difference\n")
