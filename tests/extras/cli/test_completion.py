"""The scripts for completion: shells accept them, and complete commands, options and values with them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from korea_events.cli import main
from korea_events.cli.commands import COMMANDS, SHIPPED

SHELLS = [shell for shell in ("bash", "zsh", "fish") if shutil.which(shell)]
"""Those that are installed."""
BASH = """
source korea-events.bash
COMP_WORDS=(korea-events {words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_shtab_korea_events korea-events "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
CASES = [
    ("ov", {"overlaps"}),
    ("con", {"concurrency", "conflicts", "contradictions", "convert"}),
    ("overlaps --at", {"--at-least"}),
    ("overlaps --at-least ''", {"certain", "possible"}),
    ("count drills missile", {"missiles"}),
    ("count --by q", {"quarter"}),
    ("count --status post", {"postponed"}),
    ("validate --from json", {"json", "jsonl"}),
    ("convert dri", {"drills", "drive.csv"}),
    ("merge seed fr", {"freedom_shield_24"}),
    ("schema --output dr", {"drive.csv"}),
]


@pytest.fixture
def folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drive.csv").touch()
    for shell in ("bash", "zsh", "fish"):
        assert main(["completion", shell]) == 0
        (tmp_path / f"korea-events.{shell}").write_text(capsys.readouterr().out, "utf-8")
    return tmp_path


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_accept_the_scripts(shell, folder):
    run(shell, "-n", f"korea-events.{shell}")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_have_every_command_and_shipped_dossier(shell, folder):
    text = (folder / f"korea-events.{shell}").read_text("utf-8")
    assert [name for name in (*COMMANDS, *SHIPPED) if name not in text] == []


@pytest.mark.parametrize("words, expected", CASES, ids=[words for words, _ in CASES])
def test_bash_completes(words, expected, folder):
    assert set(run("bash", "-c", BASH.format(words=words)).split()) == expected


@pytest.mark.parametrize("shell", [shell for shell in SHELLS if shell == "fish"])
@pytest.mark.parametrize("words, expected", CASES, ids=[words for words, _ in CASES])
def test_fish_completes(shell, words, expected, folder):
    line = "korea-events " + words.replace("''", "")
    printed = run(shell, "--no-config", "-c", f"source korea-events.fish; complete -C {line!r}")
    assert {offer.split("\t")[0] for offer in printed.splitlines()} == expected


@pytest.mark.parametrize("shell", ["tcsh", "cmd"])
def test_other_shells_are_wrong_usage(shell, capsys):
    assert main(["completion", shell]) == 2
    assert "write one of bash, zsh, fish" in capsys.readouterr().err
