"""Gives every reader input that somebody made to break it, and measures: ``python3 dev.py hostile`` runs this.

Each case runs in a process of its own, a copy of this one, whose time and memory the system counts. A case is found if
it is accepted wrongly, ends in an error that is not ours, takes more than a second and two for each megabyte, takes
more memory than 64 MiB and 20 times its size, or has a message without path, code or words.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from korea_events.codecs.json_text.limits import DEFAULT_LIMITS
from korea_events.errors import Problem
from tests.hostile.families import FAMILIES, build_case
from tests.hostile.readers import HOSTILE_READERS, HostileReader
from tests.hostile.system import SCENARIOS

FOLDER = Path(__file__).parents[2] / ".hostile"
CHILD = "--in-this-process"
KINDS = ("accepted", "raw", "hang", "memory", "message")
SECONDS = 1.0
SECONDS_PER_MEGABYTE = 2.0
MEMORY = 64 * 2**20
MEMORY_FACTOR = 20
KILLED_AFTER = 30
"""Seconds of work; a busy machine may take longer for them."""
WAITED_FOR = 600
MOST_MEMORY = 6 * 2**30
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")


class Finding(NamedTuple):
    """Something that must not happen: its kind, what it is, and what makes two findings the same."""

    kind: str
    what: str
    key: str


class Outcome(NamedTuple):
    """What one case came to."""

    findings: list[Finding]
    seconds: float
    memory: int


def find_bad_messages(problems: tuple[Problem, ...]) -> str:
    """What is wrong with the messages of a reader, or nothing."""
    if len(problems) > DEFAULT_LIMITS.problems + 1:
        return f"{len(problems)} problems"
    for problem in problems:
        if not problem.path.startswith("$"):
            return f"the path {problem.path!a}"
        if not _CODE.fullmatch(problem.code):
            return f"the code {problem.code!a}"
        if not 5 <= len(problem.message) <= 1_000:
            return f"a message of {len(problem.message)} characters [{problem.code}]"
        if not str(problem).isprintable():
            return f"characters that change a terminal: {str(problem)[:200]!a}"
        if len(problem.path) > 2_000:
            return f"a path of {len(problem.path)} characters [{problem.code}]"
    return ""


def describe_error(error: BaseException) -> tuple[str, str]:
    """An error that is not ours: as text, and the place where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:])
    return "".join(traceback.format_exception(error))[-3_000:], f"{type(error).__name__} {place}"


def try_case(reader: HostileReader, families: tuple[str, ...], seed: bytes, data: bytes) -> list[Finding]:
    """Read an input in this process."""
    findings: list[Finding] = []
    try:
        problems = reader.read(data)
    except MemoryError:
        return [Finding("memory", "MemoryError", "MemoryError")]
    except Exception as error:  # what must not happen is of any kind
        what, key = describe_error(error)
        return [Finding("raw", what, key)]
    message = find_bad_messages(problems)
    if message:
        findings.append(Finding("message", message, re.sub(r"\d+", "N", message)[:60]))
    sure = len(families) == 1 and reader.name in FAMILIES[families[0]].refused_by and data != seed
    if sure and not problems:
        findings.append(Finding("accepted", f"{families[0]}: read without a problem", families[0]))
    return findings


def check_laws(reader: HostileReader, data: bytes) -> list[Finding]:
    """Whether what was read comes back as it was."""
    try:
        reader.check(data)
    except AssertionError as error:
        what, key = describe_error(error)
        return [Finding("accepted", what, key)]
    except Exception as error:
        what, key = describe_error(error)
        return [Finding("raw", what, key)]
    return []


def run_case(
    reader: HostileReader, families: tuple[str, ...], seed: bytes, data: bytes, baseline: int
) -> Outcome:
    """Read an input in a copy of this process, within bounds."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        resource.setrlimit(resource.RLIMIT_CPU, (KILLED_AFTER, KILLED_AFTER))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        findings = try_case(reader, families, seed, data)
        used = resource.getrusage(resource.RUSAGE_SELF)
        report: dict[str, Any] = {"seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}
        # Laws hold whatever the size; to try them on a large input takes long.
        if len(data) < 8_000 and not findings:
            findings = check_laws(reader, data)
        os.write(sender, json.dumps({**report, "findings": findings}).encode())
        os._exit(0)
    os.close(sender)
    began, text = time.monotonic(), b""
    while select.select([receiver], [], [], max(0.0, began + WAITED_FOR - time.monotonic()))[0]:
        piece = os.read(receiver, 65_536)
        text += piece
        if not piece:
            break
    else:
        os.kill(child, signal.SIGKILL)
    os.close(receiver)
    _, _, used = os.wait4(child, 0)
    megabytes = len(data) / 1e6
    key = "+".join(families)
    if not text:
        worked = used.ru_utime + used.ru_stime
        if worked >= KILLED_AFTER or time.monotonic() - began >= WAITED_FOR:
            return Outcome([Finding("hang", f"killed after {worked:.0f} s", key)], worked, 0)
        return Outcome([Finding("raw", "the process died", key)], worked, used.ru_maxrss * 1024)
    report = json.loads(text)
    findings = [Finding(*finding) for finding in report["findings"]]
    memory = max(0, report["memory"] - baseline)
    if report["seconds"] > SECONDS + SECONDS_PER_MEGABYTE * megabytes:
        what = f"{report['seconds']:.1f} s for {len(data):,} bytes"
        findings.append(Finding("hang", what, key))
    if memory > MEMORY + MEMORY_FACTOR * len(data):
        what = f"{memory / 2**20:,.0f} MiB for {len(data):,} bytes"
        findings.append(Finding("memory", what, key))
    return Outcome(findings, report["seconds"], memory)


def measure_baseline(reader: HostileReader) -> int:
    """The memory of a copy of this process that reads next to nothing."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        try_case(reader, (), b"", b"[]")
        os.write(sender, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024).encode())
        os._exit(0)
    os.close(sender)
    text = os.read(receiver, 100)
    os.close(receiver)
    os.waitpid(child, 0)
    return int(text or 0)


class Tally:
    """What the cases of one reader came to; of findings with one key, the shortest input is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases = 0
        self.found: dict[tuple[str, str], int] = {}
        self.slowest = self.hungriest = 0.0
        self.by_family: Counter[str] = Counter()

    def add(self, families: tuple[str, ...], data: bytes, outcome: Outcome) -> None:
        """Count a case."""
        self.cases += 1
        self.by_family.update(families)
        self.slowest = max(self.slowest, outcome.seconds)
        self.hungriest = max(self.hungriest, outcome.memory / 2**20)
        for finding in outcome.findings:
            mark = (finding.kind, finding.key)
            if len(data) < self.found.get(mark, sys.maxsize):
                self.found[mark] = len(data)
                folder = FOLDER / self.name
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / f"{finding.kind}-{hashlib.sha256(finding.key.encode()).hexdigest()[:12]}"
                path.write_bytes(data)
                text = f"{finding.kind}: {finding.key}\n{' + '.join(families)}\n{finding.what}\n"
                path.with_suffix(".why").write_text(text, "utf-8", "backslashreplace")

    def format_row(self) -> str:
        """The row of the report."""
        counts = Counter(kind for kind, _ in self.found)
        numbers = "".join(f"{counts[kind]:9,}" for kind in KINDS)
        return f"{self.name:16}{self.cases:8,}{numbers}{self.slowest:9.2f}{self.hungriest:9,.0f}"


def search(name: str, seconds: float, least: int, key: str) -> Tally:
    """Give a reader at least so many cases, and more for so many seconds."""
    reader = HOSTILE_READERS[name]
    seeds, tally = reader.seeds(), Tally(name)
    for seed in seeds[:50]:
        # What is imported late, and kept, must not count for a case.
        try_case(reader, (), b"", seed)
    baseline = measure_baseline(reader)
    end = time.monotonic() + seconds
    while tally.cases < least or time.monotonic() < end:
        families, seed, data = build_case(seeds, tally.cases, f"{key}/{name}")
        tally.add(families, data, run_case(reader, families, seed, data, baseline))
    return tally


def search_apart(name: str, seconds: float, least: int, key: str) -> Tally:
    """Search in a process of its own, where nothing but this reader has been at work."""
    command = [sys.executable, "-m", "tests.hostile", CHILD, name, str(seconds), str(least), key]
    done = subprocess.run(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, check=True)  # ourselves
    tally = Tally(name)
    tally.cases, found, tally.slowest, tally.hungriest, by_family = json.loads(done.stdout)
    tally.found = {(kind, mark): size for kind, mark, size in found}
    tally.by_family.update(by_family)
    return tally


def main(arguments: list[str]) -> int:
    """Try readers, then streams, disks and permissions; print what was found; 1 if anything was."""
    if arguments[:1] == [CHILD]:
        tally = search(arguments[1], float(arguments[2]), int(arguments[3]), arguments[4])
        found = [[*mark, size] for mark, size in tally.found.items()]
        print(json.dumps([tally.cases, found, tally.slowest, tally.hungriest, tally.by_family]))
        return 0
    parser = argparse.ArgumentParser(prog="dev.py hostile", description=__doc__)
    parser.add_argument(
        "readers", nargs="*", metavar="READER", help=f"of: {', '.join(HOSTILE_READERS)}; default: all"
    )
    parser.add_argument("--seconds", type=float, default=60, help="for all together; default: %(default)s")
    parser.add_argument("--least", type=int, default=300, help="cases for each reader; default: %(default)s")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many readers at once")
    parser.add_argument("--key", default="0", help="another key gives other cases; default: %(default)s")
    given = parser.parse_args(arguments)
    if strangers := [name for name in given.readers if name not in HOSTILE_READERS]:
        parser.error(f"there is no reader {', '.join(strangers)}; there are {', '.join(HOSTILE_READERS)}")
    names = given.readers or list(HOSTILE_READERS)
    failed = False
    heads = ("accepted", "raw", "hangs", "memory", "messages", "slowest", "most")
    print(f"{'reader':16}{'cases':>8}{''.join(f'{head:>9}' for head in heads)}")
    print(f"{'':24}{'wrongly':>9}{'errors':>9}{'':27}{'s':>9}{'MiB':>9}", flush=True)
    each = given.seconds * given.jobs / len(names)
    tallies: list[Tally] = []
    with ThreadPoolExecutor(given.jobs) as pool:
        for tally in pool.map(lambda name: search_apart(name, each, given.least, given.key), names):
            print(tally.format_row(), flush=True)
            tallies.append(tally)
    by_family = sum((tally.by_family for tally in tallies), Counter[str]())
    print(", ".join(f"{name} {by_family[name]:,}" for name in FAMILIES))
    if not given.readers:
        for title, scenario in SCENARIOS.items():
            what = scenario()
            failed = failed or bool(what)
            print(f"{title:60} {what or 'as it should be'}", flush=True)
    for tally in tallies:
        for (kind, mark), size in sorted(tally.found.items()):
            print(f"{tally.name}: {kind}, {size:,} bytes: {mark}")
    return int(failed or any(tally.found for tally in tallies))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
