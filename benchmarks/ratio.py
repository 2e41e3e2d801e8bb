"""Ourselves beside others in one run, as ratios: a time says more of the machine than of the program.

Runs take turns, so that a busy moment of the machine falls on everyone; the median of each stands for it. What counts
is processor time, since the clock of a shared machine also measures its other work; the ratio by the clock is printed
too, and is the smaller one against peers that work on several processors. Before anything is measured, all must give
the same answer. A benchmark is a file ``bench_NAME.py`` that calls
:func:`compare`; ``python3 dev.py bench NAME`` runs it, and its exit code is 1 when a goal is missed.
"""

from __future__ import annotations

import gc
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

_missed: list[str] = []


def compare(
    what: str,
    ours: Callable[[], Any],
    peers: Mapping[str, Callable[[], Any]],
    *,
    goals: Mapping[str, float] | None = None,
    answer: Callable[[Any], Any] = lambda result: result,
    runs: int = 7,
) -> dict[str, float]:
    """Measure ``ours`` and its ``peers`` on one task; print how many times as long as we each peer takes.

    ``peers`` maps the name of a distribution (its version is printed), or any other name, to what is run; ``goals``
    gives the least ratio wanted against some of them. ``answer`` turns a result into what all must agree on.
    Returns the ratios.
    """
    print(f"\n{what}\n{machine()}; {runs} runs each, in turns: median processor time (least to most)")
    expected = answer(ours())
    for name, peer in peers.items():
        given = answer(peer())
        if given != expected:
            raise AssertionError(f"{what}: {name} answers {str(given)[:200]}, we {str(expected)[:200]}")

    times: dict[str, list[float]] = {"korea-events": [], **{name: [] for name in peers}}
    clocks: dict[str, list[float]] = {name: [] for name in times}
    for _ in range(runs):
        for name, run in {"korea-events": ours, **peers}.items():
            busy, clock = _seconds(run)
            times[name].append(busy)
            clocks[name].append(clock)

    own, clock = statistics.median(times["korea-events"]), statistics.median(clocks["korea-events"])
    print(_row("korea-events", times["korea-events"], ""))
    ratios = {}
    for name in peers:
        ratio = ratios[name] = statistics.median(times[name]) / own
        by_clock = statistics.median(clocks[name]) / clock
        goal = (goals or {}).get(name)
        verdict = ""
        if goal is not None:
            verdict = f", goal {goal:g}: {'met' if ratio >= goal else 'MISSED'}"
            if ratio < goal:
                _missed.append(f"{what} against {name}: {ratio:.1f} of {goal:g}")
        print(_row(name, times[name], f"{ratio:8.1f} times as long, {by_clock:.1f} by the clock{verdict}"))
    return ratios


def is_installed(peer: str) -> bool:
    """Whether a peer can be measured; one that cannot is said, so that no table is silently shorter."""
    if find_spec(peer):
        return True
    print(f"not measured: {peer} is not installed for this Python (dependency group `bench`)")
    return False


def finish() -> None:
    """The end of every benchmark file: exit code 1 when a goal was missed."""
    for line in _missed:
        print(f"missed: {line}", file=sys.stderr)
    sys.exit(bool(_missed))


def machine() -> str:
    """What a ratio may depend on: the Python, the system and the class of machine, not its name."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} on {platform.machine()}, {os.cpu_count()} processors"


def _seconds(run: Callable[[], Any]) -> tuple[float, float]:
    """Processor time, of all threads, and time on the clock."""
    gc.collect()
    clock, busy = time.perf_counter(), time.process_time()
    result = run()
    took = time.process_time() - busy, time.perf_counter() - clock
    del result  # letting go of the answer is not part of the task
    return took


def _row(name: str, times: list[float], rest: str) -> str:
    try:
        label = f"{name} {version(name)}"
    except ModuleNotFoundError:  # PackageNotFoundError is one: the name is not a distribution's
        label = name
    low, middle, high = (1_000 * pick(times) for pick in (min, statistics.median, max))
    return f"  {label:32} {middle:10.1f} ms ({low:.1f} to {high:.1f}) {rest}".rstrip()
