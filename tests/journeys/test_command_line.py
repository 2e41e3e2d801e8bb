"""The program: what it prints where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import korea_events as ke
from korea_events.cli import COMMANDS, main

PROGRAM = [sys.executable, "-m", "korea_events"]


def drill(id, first, last, **more):
    return ke.Exercise(id=id, name=more.pop("name", id), span=ke.Span.of(first, last), **more)


@pytest.fixture
def march(tmp_path):
    """A file with a certain pair, a possible one, an announced one and a cancelled drill."""
    planned = ke.Plan(span=ke.Span.of("2024-03-14", "2024-03-16"))
    dossier = ke.Dossier.of(
        drill("fs24", "2024-03-04", "2024-03-14", name="Freedom Shield 24"),
        drill("tanks", "2024-03-13", "2024-03-13", name="전차병 대항경기"),
        ke.Exercise(id="guns", name="Artillery firing", span=ke.Span.parse("2024-03")),
        ke.Exercise(id="after", name="Field training", plans=[planned]),
        ke.Exercise(id="off", name="Called off", status="cancelled"),
    )
    path = tmp_path / "march.json"
    ke.save(dossier, path)
    return path


def test_without_arguments_overlaps_runs_on_the_shipped_drills(capsys):
    assert main(["overlaps"]) == 0
    printed = capsys.readouterr()
    assert "Freedom Shield 24" in printed.out
    assert "certain" in printed.out
    assert printed.err == ""


def test_a_row_a_pair_with_verdict_shared_days_relations_and_footing(march, capsys):
    assert main(["overlaps", str(march)]) == 0
    lines = capsys.readouterr().out.splitlines()
    tanks = next(line for line in lines if "전차병" in line and "Freedom" in line)
    assert tanks.split("  ")[0] == "Freedom Shield 24"
    cells = [cell.strip() for cell in tanks.split("  ") if cell.strip()]
    assert cells[-4:] == ["certain", "1 day", "contains", "held"]
    assert any(line.startswith("skipped: 1 cancelled") for line in lines)


def test_options_choose_what_counts(march, capsys):
    def pairs(*options):
        assert main(["overlaps", str(march), "--json", *options]) == 0
        return {(p["first"]["id"], p["second"]["id"]) for p in json.loads(capsys.readouterr().out)["pairs"]}

    everything = pairs()
    certain = pairs("--at-least", "certain")
    held = pairs("--footing", "held")
    assert ("fs24", "tanks") in certain < everything
    assert not any("after" in pair for pair in held)
    assert any("after" in pair for pair in everything)


def test_json_says_what_the_table_says(march, capsys):
    assert main(["overlaps", str(march), "--json", "--why"]) == 0
    said = json.loads(capsys.readouterr().out)
    pair = next(p for p in said["pairs"] if p["second"]["id"] == "tanks" and p["first"]["id"] == "fs24")
    assert pair["verdict"] == "certain"
    assert pair["relations"] == ["contains"]
    assert pair["shared"] == {"least": 1, "most": 1, "unit": "day"}
    assert pair["footing"] == "held"
    assert pair["first"]["why"][0]["field"] == "span"
    assert said["skipped"] == [{"id": "off", "name": "Called off", "reason": "cancelled"}]


def test_why_names_what_the_dates_rest_on(capsys):
    assert main(["overlaps", "seed", "--why"]) == 0
    printed = capsys.readouterr().out
    assert "ends by 2024-03-14" in printed
    assert "lasts 11 days (counted as inclusive) [coder" in printed
    assert "11-day" in printed


def test_validate_lists_every_problem_on_standard_output(tmp_path, capsys):
    path = tmp_path / "bad.json"
    path.write_text(
        '{"format": "korea-events", "version": 1, "exercises": ['
        '{"id": "FS 24", "name": "x"}, {"id": "a", "name": "a", "span": "2024-02-30", "part_of": "b"}]}',
        "utf-8",
    )
    assert main(["validate", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "$.exercises[0].id" in printed.out
    assert "$.exercises[1].span" in printed.out
    assert main(["validate", "drills"]) == 0


def test_a_bad_file_is_told_on_standard_error(tmp_path, capsys):
    assert main(["overlaps", str(tmp_path / "missing.json")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "missing.json" in printed.err


@pytest.mark.parametrize("arguments", [[], ["overlap"], ["overlaps", "--at-least", "likely"], ["validate"]])
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: korea-events" in capsys.readouterr().err


def test_without_a_command_all_of_them_are_listed(capsys):
    with pytest.raises(SystemExit):
        main([])
    listed = capsys.readouterr().err
    assert [name for name in COMMANDS if f"\n    {name}" not in listed] == []


def test_an_interrupt_is_exit_code_130(monkeypatch, capsys):
    def interrupted(_name):
        raise KeyboardInterrupt

    monkeypatch.setattr("korea_events.cli.overlaps.read_dossier", interrupted)
    assert main(["overlaps"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_a_dossier_comes_from_standard_input(march):
    done = subprocess.run(
        [*PROGRAM, "overlaps", "-"], input=march.read_bytes(), capture_output=True, check=True
    )
    assert "Freedom Shield 24" in done.stdout.decode()


def test_a_closed_pipe_is_no_traceback():
    first = "import sys; sys.stdin.readline()"
    with subprocess.Popen(
        [*PROGRAM, "overlaps", "--json", "--why"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        with subprocess.Popen([sys.executable, "-c", first], stdin=program.stdout):
            program.stdout.close()
            assert program.stderr is not None
            messages = program.stderr.read()
    assert messages == b""
    assert program.returncode == 0


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"korea-events {ke.__version__}\n"


def test_derive_takes_links_in_and_says_what_follows(capsys):
    """Seed question 1: certain, because the article says that the training took place as the exercise began."""
    assert main(["overlaps", "seed", "--derive", "--json", "--why"]) == 0
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    [pair] = [p for p in pairs if {p["first"]["id"], p["second"]["id"]} == {"kpa-tanks", "fs-24"}]
    assert pair["verdict"] == "certain"
    assert "shares time with" in pair["because"][0]


def test_explain_names_what_each_bound_rests_on(capsys):
    assert main(["explain", "seed", "fs-24"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("  starts on 2024-03-04, because")
    assert len(lines[start + 1 : lines.index("  ends on 2024-03-14, because")]) == 3


def test_conflicts_are_listed_and_make_the_exit_code_1(capsys):
    assert main(["conflicts", "seed"]) == 0
    assert main(["conflicts", "drills", "--reports"]) == 1
    assert "these cannot all hold:\n  ufs-23 " in capsys.readouterr().out


def test_an_unknown_event_is_told_with_its_likely_name(capsys):
    assert main(["explain", "seed", "fs24"]) == 1
    assert "fs24" in capsys.readouterr().err
