"""Streams, disks and permissions that fail: each scenario says what is wrong, or nothing.

No scenario may show a traceback, lose the file that was there, leave another one behind, or say that all is well when
nothing was written. What the system does not offer (another user, a disk of its own) a scenario does without.
"""

from __future__ import annotations

import gc
import locale
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from csv import field_size_limit
from pathlib import Path
from typing import Any

from attrs import evolve

from korea_events.codecs import csv, ical, jsonl, list_codecs, loads, save
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError
from korea_events.model import Exercise, Place
from korea_events.reference import get_dossier
from korea_events.temporal import Span
from tests.fuzz.readers import READERS
from tests.hostile.readers import HOSTILE_READERS

PROGRAM = [sys.executable, "-m", "korea_events"]
NOBODY = 65_534
EXIT_CODES = (0, 1, 2, 74, 130)
SECONDS = 60

Scenario = Callable[[], str]
SCENARIOS: dict[str, Scenario] = {}


def scenario(title: str) -> Callable[[Scenario], Scenario]:
    """Add a scenario under a title."""

    def add(function: Scenario) -> Scenario:
        SCENARIOS[title] = function
        return function

    return add


@contextmanager
def make_folder() -> Iterator[Path]:
    """A folder that everybody may use, with a dossier, removed in the end."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    folder.chmod(0o777)
    save(get_dossier("drills"), folder / "drills.json")
    (folder / "drills.json").chmod(0o644)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_shell(line: str, folder: Path, *, lines: int = 0) -> str:
    """What is wrong with the end of a command line; ``$K`` is the program."""
    environment = {**os.environ, "K": " ".join(PROGRAM)}
    source = Path(__file__).parents[2] / "src"
    if source.is_dir():
        environment["PYTHONPATH"] = str(source)
    try:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"did not end in {SECONDS} s"
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    if "Traceback" in text or "Exception ignored" in text:
        return "traceback: " + text.strip().splitlines()[-1][:200]
    if done.returncode not in EXIT_CODES:
        return f"exit code {done.returncode}: {text[-200:]}"
    if lines and done.returncode == 0:
        return "exit code 0, and nothing was written"
    return ""


def _list_line_scenarios() -> dict[str, tuple[str, int]]:
    """Command lines with streams that fail: by title, the line and whether exit code 0 would be a lie."""
    commands = {
        "overlaps": "$K overlaps",
        "convert": "$K convert drills.json - --to jsonl",
        "validate": "$K validate drills.json",
    }
    faults = {
        "full output": ("{} > /dev/full", 1),
        "closed output": ("{} >&-", 1),
        "closed messages": ("{} 2>&-", 0),
        "full messages": ("{} 2>/dev/full", 0),
        "closed streams": ("{} >&- 2>&- <&-", 1),
        "a reader that leaves": ("set -o pipefail; {} | true", 0),
        "messages to a reader that leaves": ("{} 2>&1 >/dev/null | true; exit ${{PIPESTATUS[0]}}", 0),
        "output in cp949": ("PYTHONIOENCODING=cp949 {}", 0),
        "output in ASCII": ("LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING=ascii {}", 0),
    }
    found = {
        f"{command}, {fault}": (line.format(text), lie if command != "validate" else 0)
        for command, text in commands.items()
        for fault, (line, lie) in faults.items()
    }
    inputs = {
        "a folder": ".", "a named pipe": "pipe", "a device": "/dev/zero", "a link to itself": "loop",
        "an empty file": "empty",
        "a missing file": "missing", "a socket of the system": "/dev/log", "a name of 5,000 characters": "x" * 5_000,
        "a name with a line feed": "$'a\\nb'", "memory of the process": "/proc/self/mem",
    }  # fmt: skip
    before = "mkfifo pipe; ln -s loop loop; touch empty; "
    found |= {f"validate {what}": (f"{before}$K validate {path}", 1) for what, path in inputs.items()}
    outputs = {
        "a folder": ".",
        "a new folder": "new/",
        "a full device": "/dev/full",
        "a missing folder": "no/a.json",
    }
    found |= {
        f"convert to {what}": (f"$K convert drills.json {path} --to json", 1)
        for what, path in outputs.items()
    }
    found["convert to its own input"] = (
        "cp drills.json a.jsonl; $K convert a.jsonl a.jsonl; test -s a.jsonl",
        0,
    )
    return found


for _title, (_line, _lie) in _list_line_scenarios().items():

    def _run(line: str = _line, lie: int = _lie) -> str:
        with make_folder() as folder:
            what = run_shell(line, folder, lines=lie)
            intact = (folder / "drills.json").read_bytes() and not what
            return what if what or intact else "the dossier is gone"

    SCENARIOS[_title] = _run


@contextmanager
def _fill_disk(folder: Path, _size: int) -> Iterator[None]:
    """Leave no room on the disk of a folder."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    yield
    filler.unlink()


@contextmanager
def _limit_files(_folder: Path, size: int) -> Iterator[None]:
    """Let no file become larger than so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _try_saves(
    folder: Path, old: Dossier, new: Dossier, take_room: Callable[[Path, int], AbstractContextManager[None]]
) -> str:
    """Save in every format where there is no room; the old files must stay, and nothing else."""
    for codec in list_codecs():
        path = folder / f"a{codec.endings[0]}"
        codec.save(old, path)
        before = path.read_bytes()
        with take_room(folder, len(before)):
            try:
                codec.save(new, path)
            except KoreaEventsError:
                what = ""
            except BaseException as error:
                what = f"{codec.name}: {type(error).__name__}: {error}"
            else:
                what = f"{codec.name}: was written where there is no room"
        if what:
            return what
        if path.read_bytes() != before:
            return f"{codec.name}: the old file is damaged"
        if left := [each.name for each in folder.iterdir() if each != path]:
            return f"{codec.name}: left behind {left}"
        path.unlink()
    return ""


def _build_small_and_large() -> tuple[Dossier, Dossier]:
    def build(count: int) -> Dossier:
        places = [Place(id=f"p{n}", name="x" * 100, latitude=37.5, longitude=127.0) for n in range(count)]
        drills = [Exercise(id=f"a{n}", name="x" * 100, span=Span.on("2024-03-04")) for n in range(count)]
        return Dossier.of(*places, *(evolve(drill, places=[f"p{n}"]) for n, drill in enumerate(drills)))

    return build(1), build(1_000)


@scenario("save on a full disk")
def save_on_full_disk() -> str:
    """A disk of 4 MiB that is full; without the right to make one, a limit on the size of files."""
    old, new = _build_small_and_large()
    with make_folder() as folder:
        (folder / "drills.json").unlink()
        made = (
            os.geteuid() == 0
            and not subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)],
                capture_output=True,
                check=False,
            ).returncode
        )
        try:
            return _try_saves(folder, old, new, _fill_disk if made else _limit_files)
        finally:
            if made:
                subprocess.run(["umount", str(folder)], capture_output=True, check=False)


@scenario("rejects on a full disk")
def reject_on_full_disk() -> str:
    """Rejected lines that cannot be kept are an error of ours."""
    with make_folder() as folder:
        path = folder / "a.jsonl"
        path.write_bytes(b'{"id": 1}\n' * 100_000)
        try:
            with jsonl.read_records(path, rejects="/dev/full") as stream:
                list(stream)
        except KoreaEventsError:
            return ""
        except BaseException as error:
            return f"{type(error).__name__}: {error}"
        return "rejects were lost"


def _run_as_nobody(function: Callable[[], str]) -> str:
    """A check in a process of a user without rights; as ourselves if we are not root."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            what = function()
        except BaseException as error:
            what = f"{type(error).__name__}: {error}"
        os.write(sender, what.encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, "rb") as file:
        what = file.read().decode()
    os.waitpid(child, 0)
    return what


def _expect_code(function: Callable[[], Any], *codes: str) -> str:
    try:
        function()
    except KoreaEventsError as error:
        found = {problem.code for problem in error.problems}
        return "" if found <= {*codes} else f"{found} instead of {codes}"
    return f"no error, where {codes} was due"


@scenario("files that may not be read or written")
def refuse_without_rights() -> str:
    """For a user without rights."""
    old, new = _build_small_and_large()
    with make_folder() as folder:
        locked = folder / "locked"
        locked.mkdir()
        save(old, locked / "a.json")
        save(old, folder / "b.json")
        (folder / "b.json").chmod(0)
        locked.chmod(0o555)

        def check() -> str:
            for what in (
                _expect_code(lambda: save(new, locked / "a.json"), "file-permission"),
                _expect_code(lambda: save(new, locked / "new.json"), "file-permission"),
                _expect_code(lambda: csv.load(folder / "b.json"), "file-permission"),
                _expect_code(lambda: jsonl.load(folder / "b.json"), "file-permission"),
            ):
                if what:
                    return what
            return ""

        what = _run_as_nobody(check)
        locked.chmod(0o755)
        return what or ("" if loads((locked / "a.json").read_bytes()) == old else "the old file is damaged")


@scenario("the rights of a file after a save")
def keep_rights() -> str:
    """A save grants nothing that the old file did not."""
    old, new = _build_small_and_large()
    with make_folder() as folder:
        for mode in (0o600, 0o640, 0o644, 0o660, 0o444, 0o4755):
            path = folder / f"{mode:o}.json"
            save(old, path)
            path.chmod(mode)
            if os.geteuid() == 0:
                os.chown(path, 1, 1)
                path.chmod(mode)
            before = path.stat()
            save(new, path)
            after = path.stat()
            if after.st_mode & ~before.st_mode & 0o7777:
                return f"{mode:o} became {after.st_mode & 0o7777:o}"
            if os.geteuid() == 0 and (after.st_uid, after.st_gid) != (before.st_uid, before.st_gid):
                return "owner or group are others"
    return ""


@scenario("the state of the process after every reader, in threads")
def keep_state() -> str:
    """Warnings, limits, locale and garbage collection are as they were."""

    def get_state() -> tuple[Any, ...]:
        return (
            list(warnings.filters), warnings.showwarning, field_size_limit(), locale.setlocale(locale.LC_ALL),
            gc.isenabled(), sys.get_int_max_str_digits(), sys.getrecursionlimit(), Path.cwd(), sys.getswitchinterval(),
        )  # fmt: skip

    readers = {"csv": csv.loads, "ical": ical.loads, "jsonl": jsonl.loads, "json": loads}
    jobs = [(read, seed) for name, read in readers.items() for seed in READERS[name].seeds()[:100]]

    def run(job: tuple[Callable[[bytes], object], bytes]) -> None:
        with suppress(KoreaEventsError):
            job[0](job[1])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = get_state()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(run, jobs))
        after = get_state()
    changed = [f"{old} became {new}" for old, new in zip(before, after, strict=True) if old != new]
    return "; ".join(changed)[:300]


@scenario("a small limit on the digits of the process")
def keep_to_digit_limit() -> str:
    """Long numbers are problems, whatever the limit of the process is."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        for reader in HOSTILE_READERS.values():
            for seed in (
                b"9" * 700,
                b'{"format":"korea-events","version":' + b"9" * 700 + b"}",
                b"Y" + b"9" * 700,
            ):
                try:
                    reader.read(seed)
                except Exception as error:
                    return f"{reader.name}: {type(error).__name__}: {error}"
    finally:
        sys.set_int_max_str_digits(before)
    return ""
