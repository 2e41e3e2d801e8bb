"""``korea-events convert``: from format to format on the command line, and what is told on the way."""

from __future__ import annotations

import gzip
import io
import json
import sys
import warnings

import pytest

import korea_events as ke
from korea_events.cli import main
from korea_events.dossier import Remainder


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
    code, out, err = run(capsys, "drills.csv", "back.json", "--with", "case.json")
    assert (code, out, err[-1][-12:]) == (0, "", ", 0 rejected")
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
    assert err == [
        "theirs.csv: $.rows[3].first_day: 'soon' is not a day written as %d.%m.%Y [csv-day]",
        "2 rows: 1 read as 1 record, 1 rejected",
        "assumed: dates without a zone are days of Asia/Seoul",
    ]
    assert len(run(capsys, *words, "--zone", "UTC")[2]) == 2
    assert ke.load("ours.json").exercises["drill-2"].span.zone == "UTC"
    assert [(drill.id, drill.name) for drill in ke.load("ours.json").exercises] == [("drill-2", "합동")]
    (case / "ours.json").unlink()
    assert run(capsys, *words, "--strict")[0] == 1
    assert not (case / "ours.json").exists()


def test_bad_lines_are_kept_aside(case, capsys):
    good = '{"type":"actor","id":"usa","name":"United States","kind":"state"}\n'
    (case / "in.jsonl").write_text(good + '{"type":"actor","id":"USA"}\n')
    code, _, err = run(capsys, "in.jsonl", "out.json", "--rejects", "bad.jsonl")
    assert code == 1
    assert err[0].startswith("in.jsonl: $.lines[2].id: ")
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
    "words, exit_code, code",
    [
        (["case.json", "out.xyz"], 2, "format-unknown-ending"),
        (["map.geojson", "out.json"], 2, "format-unreadable"),
        (["case.csv", "out.json", "--column", "nothing"], 2, "column-meaning"),
        (["case.csv", "out.json", "--column", "a=id", "--column", "a=name"], 2, "column-meaning"),
        (["case.json", "loop", "--to", "json"], 74, "file-name"),
        (["missing.csv", "out.json"], 1, "file-missing"),
        (["case.json", "no folder/out.csv"], 74, "file-missing"),
        (["case.json", "out.csv", "--columns", "nmae"], 2, "column-unknown"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(case, capsys, words, exit_code, code):
    (case / "case.csv").write_text("id,name\na,A\n")
    (case / "loop").symlink_to("loop")
    done, out, err = run(capsys, *words)
    assert (done, out) == (exit_code, "")
    assert err[-1].endswith(f"[{code}]")


def test_compressed_lines_are_written_and_read(case, capsys):
    assert run(capsys, "case.json", "a.jsonl.gz") == (0, "", [])
    assert (case / "a.jsonl.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert run(capsys, "a.jsonl.gz", "again.json") == (0, "", [])
    assert (case / "again.json").read_bytes() == (case / "case.json").read_bytes()


def test_lines_beside_bad_ones_keep_what_they_say_of_the_file_itself(case, capsys):
    (case / "a.jsonl").write_text('{"format":"korea-events","version":1,"x_case":7}\nno JSON\n')
    assert run(capsys, "a.jsonl", "b.json", "--with", "case.json")[0] == 1
    assert ke.load("b.json") == ke.Dossier.of(
        *ke.load("case.json"), remainder=Remainder(extra=(("x_case", "7"),))
    )


@pytest.mark.parametrize(
    "words, unused",
    [
        (["case.json", "b.csv", "--rejects", "bad"], "--rejects"),
        (["case.json", "b.json", "--held"], "--held"),
        (["case.json", "b.json", "--table", "places"], "--table"),
        (["case.json", "b.json", "--bom"], "--bom"),
        (["case.json", "b.json", "--encoding", "cp949"], "--encoding"),
        (["case.json", "b.csv", "--new-ids", "x"], "--new-ids"),
        (["case.json", "b.csv", "--column", "A=name"], "--column"),
        (["case.csv", "b.json", "--columns", "id"], "--columns"),
        (["case.csv", "b.json", "--newer", "keep"], "--newer"),
        (["case.jsonl", "b.jsonl", "--delimiter", ";"], "--delimiter"),
        (["case.jsonl", "b.geojson", "--day-format", "%Y"], "--day-format"),
        (["seed", "b.json", "--newer", "keep"], "--newer"),
        (["seed", "b.json", "--from", "csv"], "--from"),
    ],
)
def test_an_option_without_effect_is_refused_by_name(case, capsys, words, unused):
    """And nothing is read, so that a missing file is not mentioned."""
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert [(line.split()[0], line.split()[-1]) for line in err] == [(unused, "[option-unused]")]
    assert sorted(path.name for path in case.iterdir()) == ["case.json"]


LINES = '{"type":"actor","id":"usa","name":"United States","kind":"state"}\n'


@pytest.fixture
def lines(case):
    """A file of lines with a bad one, and two other names of it."""
    (case / "in.jsonl").write_text(LINES + "bad\n")
    (case / "link.jsonl").symlink_to("in.jsonl")
    (case / "hard.jsonl").hardlink_to(case / "in.jsonl")
    return case


@pytest.mark.parametrize(
    "words",
    [
        ["in.jsonl", "in.jsonl"],
        ["in.jsonl", "hard.jsonl"],
        ["in.jsonl", "in.jsonl", "--to", "json", "--strict"],
        ["in.jsonl", "out.json", "--rejects", "in.jsonl"],
        ["in.jsonl", "out.json", "--rejects", "link.jsonl"],
        ["in.jsonl", "out.json", "--rejects", "./new/../out.json"],
        ["in.jsonl", "out.json", "--rejects", "OUT.json"],
        ["in.jsonl", "out.json", "--rejects", "case.json", "--with", "case.json"],
        ["in.jsonl", "case.json", "--to", "csv", "--with", "case.json"],
        ["case.json", "case.json", "--to", "csv"],
    ],
)
def test_no_file_is_written_over_another_one(lines, capsys, words):
    """Every file to be written is compared with all others, by what it is and not by its name."""
    (lines / "new").mkdir()
    before = {path: path.read_bytes() for path in lines.iterdir() if path.is_file()}
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err[0].endswith("[file-same]")
    assert {path: path.read_bytes() for path in lines.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    "words", [["case.json", "case.json"], ["in.jsonl", "case.json", "--with", "case.json"]]
)
def test_a_dossier_in_json_may_be_written_over_itself(lines, capsys, words):
    (lines / "in.jsonl").write_text(LINES)
    before = (lines / "case.json").read_bytes()
    assert run(capsys, *words) == (0, "", [])
    assert (lines / "case.json").read_bytes() == before


def test_rejects_stay_as_they_are_until_all_is_read(lines, capsys):
    """What was there before is replaced only when the new lines are known; not when the input cannot be read."""
    (lines / "bad").write_text("of yesterday\n")
    assert run(capsys, "missing.jsonl", "out.json", "--rejects", "bad")[0] == 1
    assert run(capsys, "in.jsonl", "out.json", "--rejects", "bad", "--newer", "later")[0] == 2
    assert run(capsys, "in.jsonl", "out.json", "--rejects", "no folder/bad")[0] == 74
    assert (lines / "bad").read_text() == "of yesterday\n"
    assert not (lines / "out.json").exists()
    assert run(capsys, "in.jsonl", "out.json", "--rejects", "bad")[0] == 1
    assert (lines / "bad").read_text() == "bad\n"


@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "compressed"])
def test_standard_input_is_read_like_a_file(lines, capsys, monkeypatch, compress):
    """Compressed or not, and with rejects."""
    given = compress((lines / "in.jsonl").read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert run(capsys, "-", "out.json", "--from", "jsonl", "--rejects", "bad")[0] == 1
    assert (lines / "bad").read_text() == "bad\n"
    assert ke.load("out.json").actors.ids == ("usa",)


def test_a_warning_is_a_message(case, capsys):
    (case / "case.json").write_text(
        '{"format":"korea-events","version":1,"actors":[{"id":"usa","name":"U","kind":"state","nmae":"x"}]}'
    )
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        code, out, err = run(capsys, "case.json", "-", "--to", "json")
    assert (code, json.loads(out)["actors"][0]["nmae"]) == (0, "x")
    assert [line.split(":")[0] for line in err] == ["warning"]


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
