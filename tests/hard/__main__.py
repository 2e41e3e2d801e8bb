"""Asks questions of hard input, more of it each time, and prints how the time grows: ``python3 dev.py hard``.

A question is asked in a process of its own, whose time and memory the system counts. It passes if it answers input
under 1 MB within 2 seconds and within 64 MiB and 20 times its size, or ends in an error of the library. The slope is
that of time against size on a scale of logarithms, over the last doublings that take long enough to be measured.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from math import log2
from typing import NamedTuple

import korea_events as ke
from tests.hard.families import FAMILIES
from tests.hard.questions import QUESTIONS, ask

SECONDS = 2.0
MEMORY = 64 * 2**20
MEMORY_FACTOR = 20
LARGEST = 1_000_000
"""The size of an input, in characters of JSON, up to which it must be answered."""
SLOPE = 1.3
LEAST_SECONDS = 0.05
"""What takes less time says nothing of a slope."""
KILLED_AFTER = 3


class Outcome(NamedTuple):
    """What a question came to at one size."""

    seconds: float
    memory: int
    error: str


def measure(question: str, dossier: ke.Dossier, small: ke.Dossier) -> Outcome:
    """Ask a question in a copy of this process, within bounds; of a small dossier first, which loads what it needs."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        sort, name = question.split(": ")
        with suppress(Exception):
            ask(QUESTIONS[sort][name], small)
        resource.setrlimit(resource.RLIMIT_CPU, (KILLED_AFTER, KILLED_AFTER))
        resource.setrlimit(resource.RLIMIT_AS, (8 * 2**30, 8 * 2**30))
        before = resource.getrusage(resource.RUSAGE_SELF)
        try:
            error = ask(QUESTIONS[sort][name], dossier)
        except BaseException as caught:  # what must not happen is of any kind
            frame = traceback.extract_tb(caught.__traceback__)[-1]
            error = f"{type(caught).__name__} {frame.filename.rpartition('/')[2]}:{frame.lineno} {caught}"[
                :160
            ]
            error = f"! {error}"
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        memory = (after.ru_maxrss - before.ru_maxrss) * 1024
        os.write(sender, json.dumps([seconds, memory, error]).encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return Outcome(*json.loads(text)) if text else Outcome(KILLED_AFTER, 0, "! killed")


class Row(NamedTuple):
    """How one question grows with one family."""

    family: str
    question: str
    size: int
    bytes: int
    outcome: Outcome
    slope: float | None

    @property
    def faults(self) -> list[str]:
        """What is wrong with it."""
        found = [self.outcome.error] if self.outcome.error.startswith("!") else []
        if self.outcome.seconds > SECONDS:
            found.append("slow")
        if self.outcome.memory > MEMORY + MEMORY_FACTOR * self.bytes:
            found.append("memory")
        if self.slope is not None and self.slope > SLOPE:
            found.append("steep")
        return found

    def __str__(self) -> str:
        slope = "" if self.slope is None else f"{self.slope:.2f}"
        return (
            f"{self.family:20}{self.question:32}{self.size:8,}{self.bytes / 1e3:9,.0f}"
            f"{self.outcome.seconds:8.2f}{self.outcome.memory / 2**20:8,.0f}{slope:>7}"
            f"  {', '.join(self.faults) or self.outcome.error}"
        )


def grow(family: str, wanted: str = "", factor: int = 2, first: int = 4) -> list[Row]:
    """The rows of a family: it doubles until it has a megabyte, each question until it takes too long."""
    make, sorts = FAMILIES[family]
    questions = [f"{sort}: {name}" for sort in sorts.split() for name in QUESTIONS[sort]]
    done: dict[str, list[tuple[int, int, Outcome]]] = {name: [] for name in questions if wanted in name}
    size = first
    small = ke.Dossier.of(*make(first))
    while True:
        try:
            dossier = ke.Dossier.of(*make(size))
            length = len(ke.dumps(dossier))
        except RecursionError as error:
            print(f"{family}: {size}: cannot be made: {error}")
            break
        gc.collect()
        gc.freeze()
        if (length > LARGEST or size > LARGEST) and size > first:
            break
        for name, outcomes in done.items():
            if not outcomes or (outcomes[-1][2].seconds <= SECONDS and not outcomes[-1][2].error):
                outcomes.append((size, length, measure(name, dossier, small)))
        if all(outcomes[-1][0] < size for outcomes in done.values()):
            break
        size *= factor
    rows: list[Row] = []
    for name, outcomes in done.items():
        timed = [(log2(at), log2(one.seconds)) for at, _, one in outcomes if one.seconds > LEAST_SECONDS][-3:]
        ended = len(timed) > 1 and not outcomes[-1][2].error  # what a limit ends has no slope
        slope = (timed[-1][1] - timed[0][1]) / (timed[-1][0] - timed[0][0]) if ended else None
        rows.append(Row(family, name, *outcomes[-1], slope))
    return rows


def main(arguments: list[str]) -> int:
    """Grow families; print a row for every question; 1 if any fails."""
    parser = argparse.ArgumentParser(prog="dev.py hard", description=__doc__)
    parser.add_argument("families", nargs="*", help=f"of: {', '.join(FAMILIES)}; default: all")
    parser.add_argument("--question", default="", help="only questions whose name contains this")
    parser.add_argument("--factor", type=int, default=2, help="how input grows; default: %(default)s")
    parser.add_argument("--all", action="store_true", help="print the rows without faults too")
    given = parser.parse_args(arguments)
    if find_spec("numpy"):  # else whatever is large enough to need it would load it while it is measured
        import_module("numpy")
    print(f"{'family':20}{'question':32}{'n':>8}{'kB':>9}{'s':>8}{'MiB':>8}{'slope':>7}", flush=True)
    failed = asked = 0
    for family in given.families or FAMILIES:
        rows = grow(family, given.question, given.factor)
        asked += len(rows)
        failed += sum(bool(row.faults) for row in rows)
        for row in rows:
            if row.faults or given.all:
                print(row, flush=True)
    print(f"{asked} questions asked, {failed} with faults")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
