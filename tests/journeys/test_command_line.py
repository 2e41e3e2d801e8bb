"""The program: what it prints where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import korea_events as ke
from korea_events.cli import main
from korea_events.cli.commands import COMMANDS

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


def test_without_arguments_overlaps_fits_a_screen_and_says_how_to_see_the_rest(capsys):
    """The certain pairs of the last two years; options that are given go before that."""
    assert main(["overlaps"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert 20 < len(lines) < 40
    assert lines[-1].endswith("all of them: korea-events overlaps drills")
    assert not any("possible" in line for line in lines[:10])
    assert main(["overlaps", "--at-least", "possible"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > len(lines)
    assert main(["overlaps", "drills"]) == 0
    every = capsys.readouterr().out
    assert len(every.splitlines()) > 130
    assert "last two years" not in every


def test_overlaps_as_json_without_a_file_says_beside_the_answer_how_to_see_the_rest(capsys):
    assert main(["overlaps", "--json"]) == 0
    printed = capsys.readouterr()
    assert {pair["verdict"] for pair in json.loads(printed.out)["pairs"]} == {"certain"}
    assert "all of them: korea-events overlaps drills" in printed.err
    assert main(["overlaps", "freedom_shield_24", "--json"]) == 0
    assert "all of them" not in capsys.readouterr().err


def test_tables_name_ten_of_many_skipped_events_and_json_names_all(capsys):
    assert main(["overlaps", "drills"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "  and 25 more: --json names all"
    assert main(["overlaps", "drills", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["skipped"]) == 35


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


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["overlap"],
        ["overlaps", "--at-least", "likely"],
        ["validate"],
        ["schema", "--record", "x"],
        ["timeline", "--width", "9999999999"],
        ["origins", "seed", "fs-24", "--json", "--lineage"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "usage: korea-events" in printed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "seed", "fs24"],
        ["windows", "--before", "-1"],
        ["merge", "-", "-"],
        ["explain", "seed", "wire-2024-03-14"],
        ["validate", "seed", "--newer", "keep"],
    ],
)
def test_what_cannot_be_asked_is_wrong_usage_too(arguments, capsys):
    """An unknown id, a negative number, the same input twice: the words are wrong, and not a file."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("]\n")


@pytest.mark.parametrize(
    "words, meant",
    [
        (["overlap"], "unknown value 'overlap'; did you mean 'overlaps'?"),
        (["as_of"], "did you mean 'as-of'?"),
        (["count", "--by", "moth"], "argument --by: unknown value 'moth'; did you mean 'month'?"),
        (["count", "--by", "xyz"], "unknown value 'xyz'; write one of day, week, month"),
        (["overlaps", "--at-leest", "certain"], "unknown argument '--at-leest'; did you mean '--at-least'?"),
        (["convert", "seed", "-", "--tabel", "x"], "'--tabel'; did you mean '--table'?, 'x'"),
        (["validate", "seed", "drills"], "unknown argument 'drills'"),
        (["convert", "seed", "-", "--to", "jsom"], "unknown format 'jsom'; did you mean 'json'?"),
        (["overlaps", "a.csv", "--from", "jsonll"], "unknown format 'jsonll'; did you mean 'jsonl'?"),
        (["count", "--status", "postpned"], "did you mean 'postponed'?"),
        (["count", "drills", "missles"], "did you mean 'missiles'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_misspelt_word_is_told_with_what_was_meant(words, meant, capsys):
    assert main(words) == 2
    assert meant in capsys.readouterr().err


def test_a_misspelt_name_of_a_shipped_dossier_is_told_too(capsys):
    """It may also be the name of a file that is missing."""
    assert main(["overlaps", "driils"]) == 1
    assert "'driils': no such file or folder; did you mean 'drills'?" in capsys.readouterr().err


def test_without_a_command_all_of_them_are_listed(capsys):
    assert main([]) == 2
    listed = capsys.readouterr().err
    assert [name for name in COMMANDS if f"\n    {name}" not in listed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_a_result(name, capsys):
    assert main([name, "--help"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"usage: korea-events {name}")
    assert printed.err == ""


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


def test_the_version_is_printed(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"korea-events {ke.__version__}\n"


def test_everything_that_bears_on_the_dates_counts_unless_they_are_wanted_as_written(capsys):
    """Seed question 1: certain, because the article says that the training took place as the exercise began."""

    def find_pair(*options):
        assert main(["overlaps", "seed", "--json", "--why", *options]) == 0
        pairs = json.loads(capsys.readouterr().out)["pairs"]
        [pair] = [p for p in pairs if {p["first"]["id"], p["second"]["id"]} == {"kpa-tanks", "fs-24"}]
        return pair

    pair = find_pair()
    assert pair["verdict"] == "certain"
    assert "shares time with" in pair["because"][0]
    bounds = {tuple(bound["names"]): bound["because"] for bound in pair["first"]["bounds"]}
    assert "shares time with fs-24" in bounds["earliest_end",][-1]
    as_written = find_pair("--as-written")
    assert as_written["verdict"] == "possible"
    assert as_written["first"]["bounds"] == []


@pytest.fixture
def linked(tmp_path):
    """Firing that began after a drill, as a link says; and a drill with an approximate date."""
    dossier = ke.Dossier.of(
        drill("fs24", "2024-03-04", "2024-03-14", name="Freedom Shield 24"),
        ke.Exercise(id="guns", name="Firing", span=ke.Span.bounded(latest_end="2024-03-14")),
        ke.Exercise(id="crews", name="Crews", span=ke.Span.parse("2024-03-12~")),
        ke.Exercise(id="doubt", name="Doubtful", span=ke.Span.on("2024-03-13"), status="unconfirmed"),
        ke.Exercise(id="denied", name="Denied", span=ke.Span.on("2024-03-13")),
        ke.Actor(id="prk", name="North Korea", kind="state"),
        ke.EventClaim(id="never", event="denied", attribute="occurrence", claimants=["prk"], stance="denies"),
        ke.Link(id="later", kind="starts_after", source="guns", target="fs24"),
    )
    ke.save(dossier, tmp_path / "linked.json")
    return str(tmp_path / "linked.json")


def test_each_question_about_dates_takes_what_follows_from_links(linked, capsys):
    """Alone, the firing may have begun at any time before; after the drill began, it counts there only."""

    def ask(*words):
        assert main([words[0], linked, *words[1:]]) == 0
        return capsys.readouterr().out

    for question in (
        ("overlaps", "--json"),
        ("windows", "--json", "--around", "fs24"),
        ("concurrency", "--json"),
        ("timeline", "--width", "80"),
    ):
        assert ask(*question) != ask(*question, "--as-written")
    before = json.loads(ask("windows", "--json", "--around", "fs24", "--count", "guns"))["rows"][0]["before"]
    assert (before["least"], before["most"]) == (0, 0)


@pytest.mark.parametrize("command", ["overlaps", "windows", "concurrency", "timeline"])
def test_dates_that_contradict_each_other_are_reported_once(command, tmp_path, capsys):
    """They are taken as written; a line says so, however many there are."""
    records = []
    for number in range(30):
        records += [
            drill(f"early-{number}", "2024-03-04", "2024-03-05"),
            drill(f"late-{number}", "2024-03-14", "2024-03-15"),
            ke.Link(
                id=f"link-{number}", kind="starts_after", source=f"early-{number}", target=f"late-{number}"
            ),
        ]
    ke.save(ke.Dossier.of(*records), tmp_path / "a.json")
    assert main([command, str(tmp_path / "a.json")]) == 0
    assert capsys.readouterr().err == (
        "30 conflicts between dates, which are taken as written: korea-events conflicts shows them\n"
    )
    assert main([command, str(tmp_path / "a.json"), "--as-written"]) == 0
    assert capsys.readouterr().err == ""


def test_why_names_each_bound_with_its_reasons(linked, capsys):
    assert main(["overlaps", linked, "--why"]) == 0
    lines = capsys.readouterr().out.splitlines()
    head = lines.index("    guns (2024-03-04/2024-03-14)")
    assert lines[head + 1].startswith(
        "        starts on or after 2024-03-04, ends on or after 2024-03-04: fs24 "
    )
    assert lines[head + 2].startswith("        starts by 2024-03-14, ends by 2024-03-14: ")


@pytest.mark.parametrize("command", ["overlaps", "windows", "concurrency", "explain"])
def test_a_tolerance_is_days_or_a_length_of_time(command, linked, capsys):
    event = ["crews"] if command == "explain" else []
    assert main([command, linked, *event, "--tolerance", "2"]) == 0
    assert main([command, linked, *event, "--tolerance", "soon"]) == 2
    assert "[question-tolerance]" in capsys.readouterr().err


def test_a_tolerance_makes_an_approximate_date_certain(linked, capsys):
    assert main(["overlaps", linked, "--at-least", "certain", "--json"]) == 0
    assert "crews" not in capsys.readouterr().out
    assert main(["overlaps", linked, "--at-least", "certain", "--json", "--tolerance", "1"]) == 0
    assert "crews" in capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--as-written"]])
def test_an_event_in_doubt_is_shown_as_one(options, linked, capsys):
    """What is unconfirmed is never certain; what somebody denies keeps its certainty."""
    assert main(["overlaps", linked, "--json", *options]) == 0
    pairs = {
        (one["first"]["id"], one["second"]["id"]): one for one in json.loads(capsys.readouterr().out)["pairs"]
    }
    assert pairs["fs24", "doubt"]["doubts"] == ["unconfirmed"]
    assert pairs["fs24", "denied"]["doubts"] == ["disputed"]
    assert pairs["fs24", "crews"]["doubts"] == []
    assert [pairs["fs24", name]["verdict"] for name in ("doubt", "denied")] == ["possible", "certain"]
    assert main(["overlaps", linked, *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split("  ")[-1] for line in lines if "Doubtful" in line and "Denied" in line} == {
        "held, unconfirmed, disputed"
    }


def test_explain_names_what_each_bound_rests_on(capsys):
    assert main(["explain", "seed", "fs-24"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "fs-24 (2024-03-04/2024-03-14)"
    assert [(line.split(": ")[0], line.count(" · ") + 1) for line in lines[1:]] == [
        ("    starts on 2024-03-04", 3),
        ("    ends on 2024-03-14", 1),
    ]
    assert main(["overlaps", "seed", "--why"]) == 0
    why = capsys.readouterr().out.splitlines()
    head = why.index(f"    {lines[0]}")
    assert why[head : head + 3] == [f"    {line}" for line in lines]


def test_conflicts_are_listed_and_make_the_exit_code_1(capsys):
    assert main(["conflicts", "seed"]) == 0
    assert main(["conflicts", "drills", "--reports"]) == 1
    assert "these cannot all hold:\n  ufs-23 " in capsys.readouterr().out


def test_an_unknown_event_is_told_with_its_likely_name(capsys):
    assert main(["explain", "seed", "fs24"]) == 2
    assert "fs24" in capsys.readouterr().err
