"""``korea-events convert``: from format to format on the command line, and what is told on the way."""

from __future__ import annotations

import io
import json
import sys

import pytest

import korea_events as ke
from korea_events.cli import main


@pytest.fixture
def case(tmp_path, monkeypatch):
    """A folder to work in, with a small dossier."""
    monkeypatch.chdir(tmp_path)
    dossier = ke.Dossier.of(
        ke.Actor(id="usa", name="United States", kind="state"),
        ke.Place(id="sohae", name="Sohae", latitude=39.66, longitude=124.71),
        ke.Exercise(
            id="fs-24", name="Freedom Shield 24", span=ke.Span.of("2024-03-04", "2024-03-14"), places=["sohae"],
            participations=[ke.Participation(actor="usa", role="participant")],
        ),
    )  # fmt: skip
    ke.save(dossier, "case.json")
    return tmp_path


def run(capsys, *words):
    code = main(["convert", *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err.splitlines()


def test_the_ending_tells_the_format(case, capsys):
    for name, start in (
        ("a.csv", "id,name"),
        ("a.tsv", "id\tname"),
        ("a.geojson", "{"),
        ("a.jsonl", '{"type":'),
    ):
        assert run(capsys, "case.json", name)[0] == 0
        assert (case / name).read_text("utf-8").startswith(start)
    assert run(capsys, "case.json", "a.jsonl") == (0, "", [])


def test_losses_are_listed_and_strict_makes_them_an_error(case, capsys):
    code, out, err = run(capsys, "case.json", "-", "--to", "csv")
    assert code == 0
    assert out.splitlines()[0] == "id,name,span,places,participations"
    assert [line.split(": 1 record")[0] for line in err] == ["lost: $.actors", "lost: $.places"]
    code, out, err = run(capsys, "case.json", "strict.csv", "--strict")
    assert code == 1
    assert err[0].startswith("$.actors: 1 record: ")
    assert err[0].endswith(" [export-loss]")
    assert not (case / "strict.csv").exists()


def test_a_table_there_and_back_is_the_same_dossier(case, capsys):
    assert run(capsys, "case.json", "drills.csv", "--bom")[0] == 0
    assert run(capsys, "drills.csv", "back.json", "--with", "case.json") == (0, "", [])
    assert (case / "back.json").read_bytes() == (case / "case.json").read_bytes()


def test_columns_are_chosen(case, capsys):
    assert run(capsys, "case.json", "-", "--to", "csv", "--columns", "span,id")[1].splitlines() == [
        "span,id", "2024-03-04/2024-03-14,fs-24",
    ]  # fmt: skip


def test_good_rows_are_written_and_bad_ones_told_of(case, capsys):
    (case / "theirs.csv").write_bytes(
        "Exercise;Begin;End\n합동;04.03.2024;14.03.2024\nB;soon;\n".encode("cp949")
    )
    words = [
        "theirs.csv",
        "ours.json",
        "--encoding",
        "cp949",
        "--new-ids",
        "drill",
        "--day-format",
        "%d.%m.%Y",
    ]
    words += ["--column", "Exercise=name", "--column", "Begin=first_day", "--column", "End=last_day"]
    code, _, err = run(capsys, *words)
    assert code == 1
    assert err == ["$.rows[3].first_day: 'soon' is not a day written as %d.%m.%Y [csv-day]"]
    assert [(drill.id, drill.name) for drill in ke.load("ours.json").exercises] == [("drill-2", "합동")]
    (case / "ours.json").unlink()
    assert run(capsys, *words, "--strict")[0] == 1
    assert not (case / "ours.json").exists()


def test_bad_lines_are_kept_aside(case, capsys):
    good = '{"type":"actor","id":"usa","name":"United States","kind":"state"}\n'
    (case / "in.jsonl").write_text(good + '{"type":"actor","id":"USA"}\n')
    code, _, err = run(capsys, "in.jsonl", "out.json", "--rejects", "bad.jsonl")
    assert code == 1
    assert err[0].startswith("$.lines[2].id: ")
    assert (case / "bad.jsonl").read_text() == '{"type":"actor","id":"USA"}\n'
    assert len(ke.load("out.json").actors) == 1


def test_records_that_do_not_fit_together_are_told_of(case, capsys):
    (case / "in.csv").write_text("id,name,part_of\na,A,whole\n")
    code, _, err = run(capsys, "in.csv", "out.json")
    assert code == 1
    assert len(err) == 1
    assert err[0].endswith("[reference-dangling]")


def test_standard_input(case, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,name\na,A\n")))
    code, out, _ = run(capsys, "-", "-", "--from", "csv", "--to", "json")
    assert (code, json.loads(out)["exercises"]) == (0, [{"id": "a", "name": "A"}])


@pytest.mark.parametrize(
    "words, code",
    [
        (["case.json", "out.xyz"], "format-unknown-ending"),
        (["map.geojson", "out.json"], "format-unreadable"),
        (["case.csv", "out.json", "--column", "nothing"], "column-meaning"),
        (["missing.csv", "out.json"], "file-missing"),
        (["case.json", "no folder/out.csv"], "file-missing"),
        (["case.json", "out.csv", "--columns", "nmae"], "column-unknown"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(case, capsys, words, code):
    (case / "case.csv").write_text("id,name\na,A\n")
    done, out, err = run(capsys, *words)
    assert (done, out) == (1, "")
    assert err[-1].endswith(f"[{code}]")


def test_compressed_lines_are_written_and_read(case, capsys):
    assert run(capsys, "case.json", "a.jsonl.gz") == (0, "", [])
    assert (case / "a.jsonl.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert run(capsys, "a.jsonl.gz", "again.json") == (0, "", [])
    assert (case / "again.json").read_bytes() == (case / "case.json").read_bytes()


def test_lines_beside_bad_ones_keep_what_they_say_of_the_file_itself(case, capsys):
    (case / "a.jsonl").write_text('{"format":"korea-events","version":1,"x_case":7}\nno JSON\n')
    assert run(capsys, "a.jsonl", "b.json", "--with", "case.json")[0] == 1
    assert ke.load("b.json") == ke.Dossier.of(*ke.load("case.json"), extra=(("x_case", "7"),))


def test_only_lines_can_be_kept_aside(case, capsys):
    code, _, err = run(capsys, "case.json", "b.csv", "--rejects", "bad")
    assert code == 1
    assert "[rejects-format]" in err[0]
    assert not (case / "b.csv").exists()


NEWER = {
    "format": "korea-events",
    "version": 2,
    "actors": [{"id": "usa", "name": "United States", "kind": "state", "new": 1}],
    "satellites": [{"id": "malligyong-1"}],
}


@pytest.mark.filterwarnings("ignore::korea_events.errors.NewerVersionWarning")
@pytest.mark.parametrize("name", ["b.json", "b.jsonl", "b.jsonl.gz"])
def test_a_newer_file_is_refused_or_kept(name, case, capsys):
    (case / "new.json").write_text(json.dumps(NEWER))
    code, _, err = run(capsys, "new.json", name)
    assert (code, (case / name).exists()) == (1, False)
    assert "[version-newer]" in err[0]
    assert run(capsys, "new.json", name, "--newer", "keep") == (0, "", [])
    assert run(capsys, name, "back.json", "--newer", "keep") == (0, "", [])
    assert json.loads((case / "back.json").read_text()) == NEWER
    assert main(["validate", "back.json"]) == 1
    assert main(["validate", "back.json", "--newer", "keep"]) == 0
