"""Every command reads every format that can be read: by its name, compressed, or from standard input."""

from __future__ import annotations

import gzip
import io
import sqlite3
import sys
from contextlib import closing
from importlib.util import find_spec

import pytest

import korea_events as ke
from conftest import EXTRAS
from korea_events.cli import main
from korea_events.cli.commands import COMMANDS

QUESTIONS = {
    "overlaps": ["FILE", "--why"],
    "count": ["FILE", "--by", "month"],
    "concurrency": ["FILE"],
    "windows": ["FILE"],
    "timeline": ["FILE", "--width", "80"],
    "explain": ["FILE", "fs-24"],
    "conflicts": ["FILE"],
    "contradictions": ["FILE"],
    "origins": ["FILE", "fs-24"],
    "as-of": ["FILE", "2024-03-10"],
    "convert": ["FILE", "-", "--to", "csv"],
    "merge": ["FILE", "seed"],
    "diff": ["seed", "FILE"],
    "validate": ["FILE"],
}
"""A question to a dossier for every command that takes one."""
FORMATS = [
    codec
    for codec in ke.codecs.list_codecs()
    if codec.load is not None and all(map(find_spec, EXTRAS[codec.extra] if codec.extra else ()))
]


@pytest.fixture(scope="module", params=FORMATS, ids=lambda codec: codec.name)
def files(request, tmp_path_factory):
    """A dossier in a format, the same compressed, and what is read from it as JSON."""
    codec, folder = request.param, tmp_path_factory.mktemp("inputs")
    dossier = ke.Dossier.of(
        ke.Exercise(id="fs-24", name="자유의 방패", span=ke.Span.of("2024-03-04", "2024-03-14")),
        ke.Exercise(id="tanks", name="tank crews’ match", span=ke.Span.on("2024-03-13")),
    )
    plain = folder / f"case{codec.endings[0]}"
    codec.save(dossier, plain)
    (folder / f"case{codec.endings[0]}.gz").write_bytes(gzip.compress(plain.read_bytes()))
    (folder / "unnamed").write_bytes(plain.read_bytes())
    ke.save(codec.load(plain).to_dossier(), folder / "same.json")
    return codec, folder


def ask(capsys, command, name, *options):
    words = [name if word == "FILE" else word for word in QUESTIONS[command]]
    code = main([command, *words, *options])
    printed, label = capsys.readouterr(), "standard input" if name == "-" else name
    return code, printed.out.replace(f"{label}: ", "FILE: "), printed.err


def test_every_command_that_takes_a_dossier_is_in_the_table():
    assert {*QUESTIONS} == {*COMMANDS} - {"schema", "completion"}


@pytest.mark.parametrize("command", QUESTIONS)
def test_every_command_reads_every_format(command, files, capsys, monkeypatch):
    """The answer does not depend on the format, nor on where the text comes from."""
    codec, folder = files
    monkeypatch.chdir(folder)
    code, out, _ = ask(capsys, command, "same.json")
    assert (code, bool(out)) == (0, True)
    for name in (f"case{codec.endings[0]}", f"case{codec.endings[0]}.gz"):
        assert ask(capsys, command, name)[:2] == (0, out)
    assert ask(capsys, command, "unnamed", "--from", codec.name)[:2] == (0, out)
    for name in ("unnamed", f"case{codec.endings[0]}.gz"):
        data = io.BytesIO((folder / name).read_bytes())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        assert ask(capsys, command, "-", "--from", codec.name)[:2] == (0, out)


@pytest.mark.parametrize("name", ["bad.json", "bad.csv", "bad.jsonl", "bad.json.gz"])
@pytest.mark.parametrize("command", [*QUESTIONS])
def test_messages_name_the_file(command, name, tmp_path, capsys, monkeypatch):
    """Each line, for two files may be read."""
    monkeypatch.chdir(tmp_path)
    bad = '{"format": "korea-events", "version": 1, "exercises": [{"id": "FS"}]}'
    texts = {".csv": "id,name\nFS,a\n", ".jsonl": '{"type": "exercise", "id": "FS"}\n'}
    text = texts.get(name[3:], bad).encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    _, out, err = ask(capsys, command, name)
    lines = [line for line in (out + err).splitlines() if "$." in line]
    assert lines
    assert {line.split(": $.")[0] for line in lines} <= {name, "FILE"}


def test_a_message_about_standard_input_says_so(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,name\nFS,a\n")))
    assert main(["diff", "seed", "-", "--from", "csv"]) == 1
    assert "standard input: $.rows[2].id: 'FS' is not an identifier" in capsys.readouterr().err


def test_what_a_format_leaves_out_and_assumes_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("id,name,day,Remarks\nfs-24,Freedom Shield 24,2024-03-14,annual\n")
    assert main(["count", "a.csv"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "a.csv: 1 row: 1 read as 1 record, 0 rejected",
        "a.csv: assumed: dates without a zone are days of Asia/Seoul",
        "a.csv: kept as unknown fields: Remarks (1)",
    ]


def test_what_is_not_read_is_said(tmp_path, capsys, monkeypatch):
    """Here a table that somebody else added to a database."""
    monkeypatch.chdir(tmp_path)
    ke.codecs.get_codec("sqlite").save(
        ke.Dossier.of(ke.Exercise(id="fs-24", name="Freedom Shield 24")), "a.db"
    )
    with closing(sqlite3.connect("a.db")) as database, database:
        database.execute("CREATE TABLE notes (text TEXT)")
    assert main(["validate", "a.db"]) == 0
    assert "a.db: not read: " in capsys.readouterr().err


def test_of_two_inputs_the_format_is_that_of_the_one_whose_name_does_not_tell(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("id,name\nfs-24,Freedom Shield 24\n")
    (tmp_path / "b").write_text('{"type": "exercise", "id": "fs-24", "name": "Freedom Shield 24"}\n')
    for pair in (["a.csv", "b"], ["b", "a.csv"]):
        assert main(["diff", *pair, "--from", "jsonl", "--exit-code"]) == 0
    assert main(["diff", "a.csv", "seed", "--from", "jsonl"]) == 2
    assert "[option-unused]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words, code",
    [
        (["seed", "--from", "json"], "option-unused"),
        (["a.csv", "--from", "xml"], "format-unknown-name"),
        (["a.csv", "--from", "geojson"], "format-unreadable"),
    ],
)
def test_a_format_that_cannot_be_read_is_wrong_usage(words, code, capsys):
    assert main(["overlaps", *words]) == 2
    assert f"[{code}]" in capsys.readouterr().err
