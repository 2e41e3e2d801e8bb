"""Every command with full, closed and vanished streams, in other encodings, on disks that cannot be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

import korea_events as ke
from korea_events.cli.commands import COMMANDS

PROGRAM = [sys.executable, "-m", "korea_events"]
RUNNER = [sys.executable, str(Path(__file__).with_name("stream_faults.py"))]

RESULTS = {
    "overlaps": ["overlaps", "case.json"],
    "concurrency": ["concurrency", "case.json", "--json"],
    "windows": ["windows", "case.json"],
    "timeline": ["timeline", "case.json", "--width", "80"],
    "count": ["count", "case.json", "--by", "month"],
    "explain": ["explain", "case.json", "fs-24"],
    "conflicts": ["conflicts", "case.json"],
    "contradictions": ["contradictions", "case.json"],
    "origins": ["origins", "case.json", "dispatch"],
    "as-of": ["as-of", "case.json", "2024-03-10"],
    "convert": ["convert", "case.json", "-", "--to", "csv"],
    "merge": ["merge", "case.json", "seed"],
    "diff": ["diff", "case.json", "seed", "--exit-code"],
    "validate": ["validate", "bad.json"],
    "schema": ["schema"],
    "completion": ["completion", "--help"],
    "--help": ["--help"],
    "--version": ["--version"],
}
"""A command line of every command that prints a result."""
CODES = {"diff": 1, "validate": 1}
WITH_MESSAGES = {"as-of", "convert", "merge"}
FILES = {
    "timeline": ["timeline", "case.json", "-o", "new.txt"],
    "convert": ["convert", "in.jsonl", "new.csv", "--rejects", "bad.jsonl"],
    "merge": ["merge", "case.json", "seed", "-o", "new.json"],
    "schema": ["schema", "-o", "new.json"],
}
"""A command line of every command that writes a file."""
FAULTS = ("none", "full", "closed", "gone", "read-only")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """A folder with a dossier in Hangul, a faulty one, and lines of which one is bad."""
    folder = tmp_path_factory.mktemp("case")
    cited = [ke.Citation(document="dispatch")]
    dossier = ke.Dossier.of(
        ke.Document(id="dispatch", published=ke.Span.on("2024-03-05")),
        ke.Document(id="leaflet"),
        ke.Exercise(
            id="fs-24",
            name="자유의 방패 – “FS”",
            span=ke.Span.of("2024-03-04", "2024-03-14"),
            citations=cited,
        ),
        ke.Exercise(id="tanks", name="전차병 대항경기", span=ke.Span.on("2024-03-13"), citations=cited),
    )
    ke.save(dossier, folder / "case.json")
    (folder / "bad.json").write_text('{"format": "korea-events", "version": 1, "exercises": [{"id": "FS"}]}')
    ke.codecs.jsonl.save(dossier, folder / "in.jsonl")
    with (folder / "in.jsonl").open("a") as file:
        file.write("bad\n")
    return folder


@pytest.fixture(scope="module")
def run_cases(case):
    """Runs many command lines with faulty streams, and gives the exit code and both outputs of each."""

    def run(cases):
        given = json.dumps([[words, faults, str(folder), *rest] for words, faults, folder, *rest in cases])
        done = subprocess.run(
            RUNNER, input=given, capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return json.loads(done.stdout)

    return run


def test_every_command_is_in_the_tables():
    assert set(COMMANDS) <= set(RESULTS)


def test_every_command_survives_every_fault_of_every_stream(case, run_cases):
    """The code says whether the result was written, no one sees a traceback, and no message is in the result."""
    combinations = list(product(RESULTS, FAULTS, FAULTS[:4]))
    found = run_cases([(RESULTS[name], {"1": out, "2": err}, case) for name, out, err in combinations])
    plain = {
        name: printed
        for (name, *faults), printed in zip(combinations, found, strict=True)
        if faults == ["none"] * 2
    }
    for (name, out_fault, err_fault), (code, out, err) in zip(combinations, found, strict=True):
        usual, result, messages = plain[name]
        lost = out_fault in {"full", "closed", "read-only"}
        said_nothing = err_fault in {"full", "read-only"} and (lost or name in WITH_MESSAGES)
        expected = 74 if lost else usual or (74 if said_nothing else 0)
        where = f"{name}, standard output {out_fault}, standard error {err_fault}"
        assert code == expected, where
        assert out == ("" if out_fault != "none" else result), where
        if err_fault == "none":
            assert err.startswith(messages), where
            assert err.removeprefix(messages).count("\n") == int(lost), where
            assert ("[output-failed]" in err) == lost, where
    for name, (code, result, messages) in plain.items():
        assert code == CODES.get(name, 0), name
        assert result, name
        assert bool(messages) == (name in WITH_MESSAGES), name


def test_files_are_written_whatever_becomes_of_the_streams(case, run_cases, tmp_path):
    """A file comes first; then a stream cannot keep it from being written, nor the code from saying so."""
    combinations = list(product(FILES, FAULTS, FAULTS[:4]))
    folders = []
    for number, _ in enumerate(combinations):
        folders.append(tmp_path / str(number))
        folders[-1].mkdir()
        for file in case.iterdir():
            (folders[-1] / file.name).write_bytes(file.read_bytes())
    found = run_cases(
        [
            (FILES[name], {"1": out, "2": err}, folder)
            for (name, out, err), folder in zip(combinations, folders, strict=True)
        ]
    )
    written = {
        name: (folder / FILES[name][-1]).read_bytes()
        for (name, *_), folder in zip(combinations, folders, strict=True)
    }
    for (name, out_fault, err_fault), folder, (code, *_) in zip(combinations, folders, found, strict=True):
        where = f"{name}, standard output {out_fault}, standard error {err_fault}"
        new = {path.name: path.read_bytes() for path in folder.iterdir() if not (case / path.name).exists()}
        assert new[FILES[name][-1]] == written[name], where
        assert not any(b"lost: " in data or b"jsonl" in data for data in new.values()), where
        prints = name == "merge" and out_fault in {"full", "closed", "read-only"}
        silent = {"convert": 1}.get(name, 0)
        assert code == (74 if prints else silent), where


ENCODINGS = [
    "utf-8",
    "cp949",
    "cp1252",
    "ascii",
    "utf-16",
    "cp437",
    "latin-1",
    "shift_jis",
    "koi8-r",
    "mac_roman",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_data_are_utf_8_and_tables_degrade(case, run_cases, encoding):
    """What programs read does not depend on the locale; what people read says all that the locale can."""
    names = list(RESULTS)
    cases = [(RESULTS[name], {}, case, encoding) for name in names]
    data = {"concurrency", "as-of", "convert", "merge", "schema"}
    for name, (code, out, err) in zip(names, run_cases(cases), strict=True):
        assert code == CODES.get(name, 0), name
        raw = out.encode("latin-1")
        text = raw.decode("utf-8" if name in data else encoding)
        assert text.isprintable() or "\n" in text, name
        messages = err.encode("latin-1").decode(encoding)
        assert "Traceback" not in messages, name
        assert "?" not in messages + (text if name not in data else ""), name
        if name == "overlaps":
            assert ("전차병" in text) == (encoding in {"utf-8", "utf-16", "cp949"})
            assert ("\\uc804\\ucc28\\ubcd1" in text) == (encoding not in {"utf-8", "utf-16", "cp949"})
            without = {"ascii", "cp437", "koi8-r", "mac_roman"}
            assert ("  x  " in text, "  ×  " in text) == (encoding in without, encoding not in without)
        if name == "as-of":
            assert ke.loads(raw).exercises["tanks"].name == "전차병 대항경기"


# -- the program itself, as a shell starts it ------------------------------------------------------------------------


def run_shell(command, folder, **environment):
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail\n{command}", "bash", *PROGRAM],
        cwd=folder,
        capture_output=True,
        check=False,
        env=os.environ | environment,
    )
    return done.returncode, done.stdout, done.stderr


TOO_LARGE = b"'new.json': the file would be larger than the system allows [file-disk-full]\n"
IRREGULAR = b"'pipe': a pipe, a device or a socket, not a regular file [file-irregular]\n"


@pytest.mark.parametrize(
    "command, code, err",
    [
        ('"$@" overlaps drills --json --why | head -1 >/dev/null', 0, b""),
        ('"$@" diff drills seed --exit-code | true', 1, b""),
        ('"$@" merge seed drills 2>&1 >/dev/null | true', 0, b""),
        ('"$@" overlaps >/dev/full', 74, b"standard output: no space left on the disk [output-failed]\n"),
        ('"$@" --help >/dev/full', 74, b"standard output: no space left on the disk [output-failed]\n"),
        ('"$@" overlaps >&-', 74, b"standard output: it is closed [output-failed]\n"),
        ('"$@" schema >&- 2>&-', 74, b""),
        ('"$@" merge seed drills 2>&- >/dev/null', 0, b""),
        ('"$@" merge seed drills 2>/dev/full >/dev/null', 74, b""),
        ('"$@" nonsense 2>/dev/full', 2, b""),
        ('"$@" validate - <&-', 1, b""),
        ('"$@" overlaps - <&-', 1, b"standard input is closed [input-closed]\n"),
        ('ulimit -f 1; "$@" merge seed drills -o new.json', 74, TOO_LARGE),
        ('mkfifo pipe; timeout 20 "$@" overlaps pipe', 1, IRREGULAR),
        ('mkfifo pipe; timeout 20 "$@" schema -o pipe', 74, IRREGULAR),
        ('"$@" schema -o /proc/new.json', 74, None),
        ('"$@" schema -o new/', 74, b"'new/': names a folder: add the name of a file [file-directory]\n"),
        ('"$@" schema -o .', 74, b"'.': names a folder: add the name of a file [file-directory]\n"),
    ],
)  # fmt: skip
def test_a_shell_is_told_the_truth(command, code, err, tmp_path):
    done, _, messages = run_shell(command, tmp_path)
    assert done == code
    assert b"Traceback" not in messages
    assert err is None or messages == err
    assert not (tmp_path / "new.json").exists()


def test_with_standard_error_closed_no_message_is_in_the_data(case):
    """The first file that is opened would get the number of the closed stream."""
    for command in ("convert case.json - --to csv", "merge case.json seed", "as-of case.json 2024-03-10"):
        usual = run_shell(f'"$@" {command} 2>/dev/null', case)
        assert run_shell(f'"$@" {command} 2>&-', case) == usual
        assert usual[0] == 0


@pytest.mark.parametrize(
    "encoding, settings",
    [
        ("cp949", {"PYTHONIOENCODING": "cp949"}),
        ("ascii", {"PYTHONIOENCODING": "ascii:strict"}),
        ("cp1252", {"PYTHONIOENCODING": "cp1252:replace"}),
        ("utf-16", {"PYTHONIOENCODING": "utf-16"}),
        ("utf-8", {"LC_ALL": "C"}),
        ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value.values()),
)
def test_a_locale_decides_about_tables_alone(case, encoding, settings):
    known = run_shell('"$@" as-of case.json 2024-03-10 2>/dev/null', case, **settings)
    assert (known[0], ke.loads(known[1]).exercises["tanks"].name) == (0, "전차병 대항경기")
    table = run_shell('"$@" overlaps case.json', case, **settings)
    assert table[0] == 0
    text = table[1].decode(encoding)
    assert "1 certain overlap" in text
    assert "?" not in text


def test_a_result_written_to_the_rejects_is_refused(case, tmp_path):
    """Standard output may be a file too, and so may standard input."""
    command = f'cp {case}/in.jsonl .; "$@" convert in.jsonl - --to csv --rejects same > same'
    code, _, err = run_shell(command, tmp_path)
    assert (code, err.endswith(b"[file-same]\n")) == (2, True)
    command = '"$@" convert - in.jsonl --from jsonl < in.jsonl'
    code, _, err = run_shell(command, tmp_path)
    assert (code, err.endswith(b"[file-same]\n")) == (2, True)
    assert (tmp_path / "in.jsonl").read_bytes() == (case / "in.jsonl").read_bytes()


def test_a_folder_that_cannot_be_written_is_code_74(tmp_path, case):
    """Root may write anywhere: an unprivileged user runs the program."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    for words in (
        "schema -o locked/new.json",
        "merge seed drills -o locked/new.json",
        "convert seed locked/new.csv",
    ):
        code, out, err = run_as_nobody(words.split(), tmp_path)
        assert (code, out, err.count(b"\n")) == (74, b"", 1), words
        assert b"[file-permission]" in err


def run_as_nobody(words, folder):
    """As another user if this one is root, for whom there are no permissions."""
    folder.chmod(0o755)
    program = (
        "import os, sys; from korea_events.cli import main; from korea_events.cli.commands import COMMANDS\n"
        "from korea_events.cli.program import load_command\n"
        "[load_command(name) for name in COMMANDS]; import korea_events.reference as r; r.seed(); r.drills()\n"
        "os.geteuid() or os.setuid(65534)\nsys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=folder, capture_output=True, check=False
    )
    return done.returncode, done.stdout, done.stderr
