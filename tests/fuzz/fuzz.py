"""Tries each reader with inputs that grow out of each other by the code they reach (atheris, which runs libFuzzer).

``python3 dev.py fuzz`` runs this. Every reader has a process of its own. What must not happen is written down and the
search goes on; an input that takes too long, or too much memory, ends the process, which is then started again for the
rest of the time. Inputs that reached something new are kept, and are the seeds of the next run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".fuzz"
LONGEST = 4_096
SLOW_SECONDS = 30
MEMORY_MB = 2_048
BLIND = 0.25
"""How often bytes are changed blindly."""
CHILD = "--in-this-process"  # korea_events must not be imported there before it is watched


class Outcome(NamedTuple):
    """What one reader went through."""

    reader: str
    executions: int
    coverage: int
    features: int
    inputs: int
    found: list[Path]


def main(arguments: list[str]) -> int:
    """Try readers, tell what was reached and found; 1 when anything was found."""
    if arguments[:1] == [CHILD]:
        search(arguments[1], int(arguments[2]))
        return 0
    from tests.fuzz.readers import READERS

    parser = argparse.ArgumentParser(
        prog="dev.py fuzz", description="Tries readers with inputs that nobody meant."
    )
    parser.add_argument(
        "readers", nargs="*", metavar="READER", help=f"of: {', '.join(READERS)}; default: all"
    )
    parser.add_argument("--seconds", type=int, default=60, help="for each reader; default: %(default)s")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once; default: %(default)s")
    given = parser.parse_args(arguments)
    if strangers := [name for name in given.readers if name not in READERS]:
        parser.error(f"no reader is called {', '.join(strangers)}; there are {', '.join(READERS)}")
    outcomes = []
    print(
        f"{'reader':16} {'executions':>12} {'edges':>7} {'features':>9} {'inputs':>7} {'found':>6}",
        flush=True,
    )
    with ThreadPoolExecutor(given.jobs) as pool:
        for outcome in pool.map(lambda name: tried(name, given.seconds), given.readers or READERS):
            outcomes.append(outcome)
            print(
                f"{outcome.reader:16} {outcome.executions:12,} {outcome.coverage:7,} {outcome.features:9,} "
                f"{outcome.inputs:7,} {len(outcome.found):6,}",
                flush=True,
            )
    found = [path for outcome in outcomes for path in outcome.found]
    for path in found:
        print(path.relative_to(ROOT))
    return int(bool(found))


# -- around the process that searches ----------------------------------------------------------------------------


def tried(reader: str, seconds: int) -> Outcome:
    """Search for so many seconds, starting again whenever an input ends the process."""
    folder = FOLDER / reader
    found = folder / "found"
    for path in (folder / "inputs", found):
        path.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    executions = coverage = features = 0
    began = time.time()
    with (folder / "log").open("w", encoding="utf-8") as log:
        while (rest := round(end - time.monotonic())) > 0:
            command = [sys.executable, "-m", "tests.fuzz.fuzz", CHILD, reader, str(rest)]
            start = log.tell()
            done = subprocess.run(  # ourselves
                command,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                check=False,
                env={**os.environ, "PYTHONHASHSEED": "0"},
            )
            log.seek(0, os.SEEK_END)
            said = (folder / "log").read_text("utf-8", "replace")[start:]
            executions += max(map(int, re.findall(r"^#(\d+)\s", said, re.MULTILINE)), default=0)
            coverage = max([coverage, *map(int, re.findall(r" cov: (\d+)", said))])
            features = max([features, *map(int, re.findall(r" ft: (\d+)", said))])
            if done.returncode and " cov: " not in said:
                print(f"{reader} cannot be tried:", said.splitlines()[-1] if said else "nothing says why")
                return Outcome(reader, 0, 0, 0, 0, [folder / "log"])
    inputs = sum(1 for _ in (folder / "inputs").iterdir())
    fresh = sorted(
        path for path in found.iterdir() if path.suffix != ".why" and path.stat().st_mtime >= began
    )
    return Outcome(reader, executions, coverage, features, inputs, fresh)


# -- the process that searches -----------------------------------------------------------------------------------


def search(reader: str, seconds: int) -> None:
    """Search in this process, which libFuzzer ends."""
    import atheris

    # What is imported late must be watched too: every seed is tried before watching ends.
    with atheris.instrument_imports(include=["korea_events", "icalendar"]):
        from tests.fuzz.readers import READERS, try_reader

        seeds = READERS[reader].seeds()
        found = Found(FOLDER / reader / "found")

        def try_one(data: bytes) -> None:
            try:
                try_reader(reader, data)
            except Exception as error:
                found.add(data, error)

        for seed in seeds:
            try_one(seed)
    planted = FOLDER / reader / "seeds"
    planted.mkdir(exist_ok=True)
    for seed in seeds:
        (planted / _digest(seed)).write_bytes(seed)
    mutation = READERS[reader].mutation(seeds)

    def changed(data: bytes, most: int, number: int) -> bytes:
        random = Random(number)
        if random.random() < BLIND:
            return bytes(atheris.Mutate(data, most))
        return mutation(data, random)[:most]

    options = {
        "max_total_time": seconds, "max_len": LONGEST, "timeout": SLOW_SECONDS, "rss_limit_mb": MEMORY_MB,
        "artifact_prefix": f"{found.folder}/", "report_slow_units": 5, "print_final_stats": 1, "verbosity": 1,
    }  # fmt: skip
    words = [f"-{name}={value}" for name, value in options.items()]
    folders = [str(FOLDER / reader / "inputs"), str(planted)]
    atheris.Setup([sys.argv[0], *words, *folders], try_one, custom_mutator=changed)
    atheris.Fuzz()


class Found:
    """Inputs that made happen what must not, the shortest for each place where it happened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lengths: dict[str, int] = {}

    def add(self, data: bytes, error: Exception) -> None:
        """Keep an input, unless a shorter one came to the same."""
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if "atheris" not in frame.filename
        ]
        place = f"{type(error).__name__} " + " ".join(
            f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]
        )
        if len(data) < self.lengths.get(place, sys.maxsize):
            self.lengths[place] = len(data)
            path = self.folder / f"{type(error).__name__}-{_digest(place.encode())[:12]}"
            path.write_bytes(data)
            why = "".join(traceback.format_exception(error))
            path.with_suffix(".why").write_text(why, "utf-8", "backslashreplace")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    if find_spec("atheris") is None:
        sys.exit("atheris, which dev.py fuzz installs, is not there")
    sys.exit(main(sys.argv[1:]))
