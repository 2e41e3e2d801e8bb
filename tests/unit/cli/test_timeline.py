"""The command ``timeline``: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json

import pytest

import korea_events as ke
from korea_events.cli import main


def test_it_prints_what_the_picture_says(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "90")
    assert main(["timeline", "seed"]) == 0
    assert capsys.readouterr().out == ke.timeline(ke.reference.seed().tightened()).text(width=90) + "\n"


def test_options_reach_the_picture(capsys):
    options = ["--lanes", "kind", "--group", "participant", "--since", "2024-03-01", "--until", "2024-03-31"]
    assert main(["timeline", "drills", *options, "--width", "70", "--ascii"]) == 0
    picture = ke.timeline(
        ke.reference.drills(), lanes="kind", group="participant", since="2024-03-01", until="2024-03-31"
    )
    printed = capsys.readouterr().out
    assert printed == picture.text(width=70, ascii_only=True) + "\n"


def test_concurrency_shows_the_band(capsys):
    assert main(["timeline", "seed", "--concurrency", "--width", "80"]) == 0
    assert (
        capsys.readouterr().out == ke.concurrency_band(ke.reference.seed().tightened()).text(width=80) + "\n"
    )


def test_a_file_is_written_without_a_word(tmp_path, capsys):
    path = tmp_path / "drills.json"
    assert main(["timeline", "drills", "-o", str(path), "--title", "훈련", "--dark"]) == 0
    assert capsys.readouterr().out == ""
    spec = json.loads(path.read_text("utf-8"))
    assert spec["title"]["text"] == "훈련"
    assert spec["background"] == "#0f1419"


def test_problems_are_told_in_a_line(tmp_path, capsys):
    assert main(["timeline", "drills", "-o", str(tmp_path / "a.gif")]) == 2
    assert "[picture-format]" in capsys.readouterr().err
    assert main(["timeline", "drills", "--since", "soon"]) == 2
    assert "soon" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options, unused",
    [
        (["--dark"], "--dark"),
        (["--title", "x"], "--title"),
        (["--dark", "-o", "a.html"], "--dark"),
        (["--title", "x", "-o", "a.txt"], "--title"),
        (["--width", "80", "-o", "a.svg"], "--width"),
        (["--ascii", "-o", "a.json"], "--ascii"),
        (["--concurrency", "--lanes", "item"], "--lanes"),
        (["--concurrency", "--group", "item"], "--group"),
        (["--as-written", "--tolerance", "1"], "--tolerance"),
    ],
)
def test_an_option_without_effect_is_refused_by_name(options, unused, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["timeline", "seed", *options]) == 2
    message = capsys.readouterr().err
    assert (message.split()[0], message.split()[-1]) == (unused, "[option-unused]")
    assert list(tmp_path.iterdir()) == []


def test_text_in_a_file_is_as_wide_as_asked(tmp_path):
    assert main(["timeline", "seed", "-o", str(tmp_path / "a.txt"), "--width", "60", "--ascii"]) == 0
    picture = ke.timeline(ke.reference.seed().tightened())
    assert (tmp_path / "a.txt").read_text("utf-8") == picture.text(width=60, ascii_only=True) + "\n"


def test_a_picture_is_not_written_over_the_dossier(tmp_path, capsys):
    """Both are JSON; a link is the same file."""
    ke.save(ke.reference.seed(), tmp_path / "seed.json")
    (tmp_path / "link.json").symlink_to("seed.json")
    for name in ("seed.json", "link.json"):
        assert main(["timeline", str(tmp_path / "seed.json"), "-o", str(tmp_path / name)]) == 2
        assert "[file-same]" in capsys.readouterr().err
    assert ke.load(tmp_path / "seed.json") == ke.reference.seed()


def test_a_narrow_terminal_gets_the_narrowest_picture(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "12")
    assert main(["timeline", "seed"]) == 0
    assert capsys.readouterr().out == ke.timeline(ke.reference.seed().tightened()).text(width=40) + "\n"


def test_a_terminal_without_the_signs_gets_ascii(monkeypatch, tmp_path):
    path = tmp_path / "out.txt"
    with path.open("w", encoding="ascii") as out:
        monkeypatch.setattr("sys.stdout", out)
        drills = ke.Dossier.of(ke.Exercise(id="a", name="drill", span=ke.Span.on("2024-03-13")))
        ke.save(drills, tmp_path / "a.json")
        assert main(["timeline", str(tmp_path / "a.json"), "--width", "80"]) == 0
    assert "#" in path.read_text("ascii")
