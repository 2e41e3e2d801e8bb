"""An earlier edition, this one and the best peer in one run: ``python benchmarks/before_and_after.py PATH``.

PATH is a checkout of the earlier edition, as ``git worktree add --detach PATH COMMIT`` makes. Everything runs in the
interpreter that runs this file: it needs any edition installed with its extras, the peers (the dependency group
`bench`), and Python 3.12 or newer for ruranges. Each task has a process of its own with a limit; what does not end is
shown as over it. Times are processor time, the median of up to three runs; in parentheses, how many times as long as
the peer. ``--only WORD`` measures the rows with that word.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import before_joins as joins
import before_rows as rows
from before_rows import Row
from ratio import machine

ON_THE_CLOCK = 2
"""So many times its limit a task may take by the clock, since a machine has other work too."""
ENOUGH = 2.0
"""Seconds of runs after which there are no more."""
HERE = Path(__file__).resolve().parent

AXES = (("days", 1), ("true µs", joins.US))
ROWS = [
    Row("relate 12 exercises dated 19XX-XX-31", rows.alternatives),
    Row("origins: 8 outlets that relay each other", rows.relays),
    Row("origins: 39 in 13 independent groups", rows.groups),
    Row("aggregate: 800 plans for one event", rows.standing),
    Row("count_overlaps: 4,000 events, each a part of the next", rows.ancestors),
    Row("timeline: 2,000 events at once", rows.shading),
    Row("network: bounds of a shuffled chain of 8,000", rows.chain, "rustworkx", rows.chain_rustworkx),
    Row("network: one more of 100,000", rows.addition, limit=30),
    Row("network: all relations of 500", rows.relations, "scipy", rows.relations_scipy),
    Row("concurrency, coverage, gaps, months of 100,000", rows.questions, "pandas", rows.questions_pandas, 30),
    Row("the same again", partial(rows.questions, again=True), "pandas", rows.questions_pandas, 30),
    Row("nearest of each of 300", rows.nearest, "bioframe", rows.nearest_bioframe),
    *(
        Row(f"A × B, {n:,} sparse, {unit}", joins.between(n, ticks), "ruranges", joins.between_ruranges(n, ticks))
        for n in (100_000, 1_000_000) for unit, ticks in AXES
    ),
    *(
        Row(f"self join, 100,000 dense, {unit}", joins.within(100_000, ticks), "writing", joins.writing(100_000, ticks))
        for unit, ticks in AXES
    ),
    *(
        Row(f"the same with three values, {unit}", joins.within(100_000, ticks, vague=True), "two values",
            joins.within(100_000, ticks))
        for unit, ticks in AXES
    ),
    Row("count the pairs of 1,000,000", joins.counting, "duckdb, by day", joins.counting_duckdb),
    Row("overlap_join, 1,000 recent rows without end", joins.join_by_us, "SQL by hand", joins.join_by_hand),
    Row("load 4,000 events of unique parts", rows.loading, "pydantic, gc paused", rows.loading_pydantic),
    Row("construct 4,000 events", rows.constructors, "pydantic", rows.constructors_pydantic),
    Row("korea-events --version", rows.command("--version"), "bare interpreter", rows.command()),
    Row("korea-events --help", rows.command("--help"), "bare interpreter", rows.command()),
    Row("korea-events overlaps FILE", rows.command("overlaps", "FILE"), "bare interpreter", rows.command()),
]  # fmt: skip


def measure_here(number: int, *, peer: bool) -> dict[str, object]:
    """One task in this process: its times, or why there are none."""
    row = ROWS[number]
    make = row.theirs if peer else row.ours
    assert make is not None
    resource.setrlimit(resource.RLIMIT_CPU, (row.limit, row.limit))
    times: list[float] = []
    while len(times) < 3 and sum(times) < ENOUGH:
        try:
            task = make()
        except ModuleNotFoundError as error:
            return {"why": f"no {error.name}"}
        gc.collect()
        began = rows.used()
        try:
            task()
        except Exception as error:
            if not hasattr(error, "problems"):
                raise
            return {"why": f"refused: {error.problems[0].code}"}
        times.append(rows.used() - began)
    return {"seconds": statistics.median(times)}


def measure(number: int, source: Path, *, peer: bool = False) -> dict[str, object]:
    """The same in a process of its own, in which ``import korea_events`` finds the edition of ``source``."""
    limit = ROWS[number].limit
    words = [sys.executable, __file__, "--row", str(number), *(["--peer"] if peer else []), "-"]
    path = os.pathsep.join([str(source / "src"), str(HERE)])
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            words,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=ON_THE_CLOCK * limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"why": f"over {ON_THE_CLOCK * limit} s by the clock"}
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        return {"why": f"over {limit} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        return {"why": f"failed: {last[:60]}"}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def describe(found: dict[str, object] | None, peer: float | None) -> str:
    """A cell of the table."""
    if found is None:
        return "–"
    seconds = found.get("seconds")
    if not isinstance(seconds, float):
        return str(found["why"])
    shown = f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1_000:.3g} ms"
    return shown if peer is None else f"{shown} ({seconds / peer:.2g})"


def main() -> None:
    """Row by row: the peer, the earlier edition, this one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("earlier", help="a checkout of an earlier edition")
    parser.add_argument("--only", default="", help="rows with this word")
    parser.add_argument("--row", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--peer", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.row is not None:
        print(json.dumps(measure_here(given.row, peer=given.peer)))
        return
    earlier = Path(given.earlier).resolve()
    if not (earlier / "src" / "korea_events").is_dir():
        parser.error(f"{earlier} is no checkout: src/korea_events is missing; make one with git worktree add")
    began = time.monotonic()
    print(f"{machine()}\n\n| task | peer | before | after |\n|---|---|---|---|")
    for number, row in enumerate(ROWS):
        if given.only not in row.what:
            continue
        other = measure(number, HERE.parent, peer=True) if row.theirs else None
        seconds = other.get("seconds") if other else None
        peer = seconds if isinstance(seconds, float) else None
        cells = [describe(measure(number, source), peer) for source in (earlier, HERE.parent)]
        print(f"| {row.what} | {row.peer} {describe(other, None)} | {' | '.join(cells)} |", flush=True)
    print(f"\n{time.monotonic() - began:.0f} s in all")


if __name__ == "__main__":
    main()
