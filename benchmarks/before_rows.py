"""What `before_and_after.py` measures: tasks that an earlier edition was slow at, each with the best peer there is.

Names that differ between editions are chosen by what the edition has. Files and records are made from JSON, which all
editions read alike. Whatever is imported must exist in the first edition too.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

Task = Callable[[], Any]


class Row(NamedTuple):
    """A line of the table: what is measured, how our task is made, and the task of the peer, if there is one."""

    what: str
    ours: Callable[[], Task]
    peer: str = ""
    theirs: Callable[[], Task] | None = None
    limit: int = 10
    """Seconds of processor time, with what it needs."""


def day(number: int) -> str:
    """A day of the decades from 1995 on."""
    return (date(1995, 1, 1) + timedelta(days=number)).isoformat()


def load(**lists: list[dict[str, Any]]) -> Any:
    """A dossier of records, as a file has them."""
    import korea_events as ke

    return ke.loads(json.dumps({"format": "korea-events", "version": 1, **lists}))


def drill(number: int, **fields: Any) -> dict[str, Any]:
    """An exercise as a file has it."""
    return {"id": f"x-{number}", "name": f"drill {number}", **fields}


# -- questions about evidence and dates ----------------------------------------------------------------------------


def alternatives() -> Task:
    """Twelve exercises of which only the day of the month is known: a file of a kilobyte."""
    import korea_events as ke

    drills = list(load(exercises=[drill(i, span="19XX-XX-31") for i in range(12)]).exercises)
    return lambda: [str(ke.relate(one, other)) for one, other in combinations(drills, 2)]


def outlets(count: int) -> dict[str, list[dict[str, Any]]]:
    """Outlets, each with a page."""
    return {
        "actors": [{"id": f"a-{i}", "name": f"Outlet {i}", "kind": "outlet"} for i in range(count)],
        "documents": [{"id": f"d-{i}", "publisher": f"a-{i}"} for i in range(count)],
    }


def origins(**lists: Any) -> Task:
    """The independent origins of one record."""
    from korea_events import evidence

    known = load(**lists)
    return lambda: str(evidence.origins("x-0", known))


def relays() -> Task:
    """Eight outlets that all relay each other."""
    said = [
        {"document": f"d-{i}", "attribution": [{"actor": f"a-{j}", "verb": "relays"}]}
        for i in range(8) for j in range(8) if i != j
    ]  # fmt: skip
    return origins(**outlets(8), exercises=[drill(0, citations=said)])


def groups() -> Task:
    """39 origins in 13 groups; those of different groups are independent."""
    pairs = [pair for pair in combinations(range(39), 2) if pair[0] // 3 != pair[1] // 3]
    links = [
        {"id": f"l-{k}", "kind": "independent_of", "source": f"a-{i}", "target": f"a-{j}"}
        for k, (i, j) in enumerate(pairs)
    ]
    said = [{"document": f"d-{i}"} for i in range(39)]
    return origins(**outlets(39), links=links, exercises=[drill(0, citations=said)])


def standing() -> Task:
    """Reports of one event, each of another plan."""
    from korea_events import evidence

    known = load(
        exercises=[drill(0)],
        documents=[{"id": f"d-{i}", "published": day(i)} for i in range(800)],
        event_reports=[
            {"id": f"r-{i}", "event": "x-0", "document": f"d-{i}", "plans": [{"span": day(i + 5)}]}
            for i in range(800)
        ],
    )
    return lambda: str(evidence.aggregate("x-0", dossier=known))


def ancestors() -> Task:
    """Events in a chain, each a part of the next."""
    import korea_events as ke

    known = load(
        exercises=[
            drill(i, span=day(i), **({"part_of": f"x-{i + 1}"} if i < 3_999 else {})) for i in range(4_000)
        ]
    )
    return lambda: ke.count_overlaps(known)


def shading() -> Task:
    """A picture of events that are all under way at once."""
    from korea_events import pictures

    known = load(exercises=[drill(i, span=f"{day(i)}/{day(i + 2_000)}") for i in range(2_000)])
    return lambda: pictures.timeline(known)


# -- networks ------------------------------------------------------------------------------------------------------


def link(net: Any, one: str, other: str) -> None:
    """One event follows another, said in the words of the edition."""
    if hasattr(net, "add_link"):
        net.add_link(one, "follows", other, because="report")
    else:
        net.follows(one, other, because="report")


def network(events: int, dated: int, order: list[int]) -> Any:
    """A chain of events in some order, of which every so many is dated to within a month."""
    from korea_events import Span, TemporalNetwork

    net = TemporalNetwork()
    for at, event in enumerate(order):
        start = date(1995, 1, 1) + timedelta(days=2 * at)
        span = Span.bounded(earliest_start=start, latest_end=start + timedelta(days=30))
        net.add(f"e-{event}", span if dated and at % dated == 0 else None, because="calendar")
    for one, other in pairwise(order):
        link(net, f"e-{other}", f"e-{one}")
    assert len(order) == events
    return net


def shuffled(count: int) -> list[int]:
    """The numbers in an order that nobody sorted."""
    order = list(range(count))
    Random(7).shuffle(order)
    return order


def chain() -> Task:
    """The bounds of all events of a shuffled chain without dates but at one end."""
    order = shuffled(8_000)
    net = network(8_000, 8_000, order)
    return lambda: [net.bounds(f"e-{event}") for event in order]


def chain_rustworkx() -> Task:
    """The same inequalities as a graph, with Bellman–Ford from and to the origin."""
    import rustworkx as rx

    order = shuffled(8_000)
    edges = [(0, 2 * order[0] + 1, 0.0), (2 * order[0] + 2, 0, 30.0)]
    edges += [(2 * event + 2, 2 * event + 1, -1.0) for event in order]
    edges += [(2 * other + 1, 2 * one + 2, 0.0) for one, other in pairwise(order)]

    def run() -> Any:
        answers = []
        for turned in (False, True):
            graph: Any = rx.PyDiGraph()
            graph.add_nodes_from(range(2 * 8_000 + 1))
            graph.add_edges_from([(v, u, w) if turned else (u, v, w) for u, v, w in edges])
            answers.append(rx.digraph_bellman_ford_shortest_path_lengths(graph, 0, float))
        return answers

    return run


def addition() -> Task:
    """One more event in a network whose bounds were asked before."""
    from korea_events import Span

    net = network(100_000, 1, list(range(100_000)))
    net.bounds("e-5")

    def run() -> Any:
        net.add("new", Span.on("1996-03-04"), because="report")
        link(net, "new", "e-5")
        return net.bounds("new")

    return run


def relations() -> Task:
    """The relations of all pairs of five hundred events."""
    net = network(500, 3, shuffled(500))
    return lambda: [net.relations(f"e-{i}", f"e-{j}") for i, j in combinations(range(500), 2)]


def relations_scipy() -> Task:
    """The shortest paths among all ends, from which relations are read."""
    import numpy as np
    from scipy.sparse.csgraph import floyd_warshall

    order = shuffled(500)
    weights = np.full((1_001, 1_001), np.inf)
    for at, event in enumerate(order):
        weights[2 * event + 2, 2 * event + 1] = -1
        if at % 3 == 0:
            weights[2 * event + 1, 0], weights[0, 2 * event + 2] = -2 * at, 2 * at + 31
    for one, other in pairwise(order):
        weights[2 * other + 1, 2 * one + 2] = 0
    return lambda: floyd_warshall(weights)


# -- questions about many objects ----------------------------------------------------------------------------------


def starts_and_lengths(count: int) -> list[tuple[int, int]]:
    """First days and lengths over thirty years."""
    random = Random(3)
    return [(random.randrange(10_950), random.randrange(1, 15)) for _ in range(count)]


def questions(*, again: bool = False) -> Task:
    """Four questions about a dossier of 100,000 exercises, for the first time or again."""
    import korea_events as ke

    drills = [
        ke.Exercise(id=f"x-{i}", name="drill", span=ke.Span.parse(f"{day(start)}/{day(start + length)}"))
        for i, (start, length) in enumerate(starts_and_lengths(100_000))
    ]
    found = ke.Dossier.of(*drills).exercises

    def ask() -> Any:
        return ke.concurrency(found), ke.coverage(found), ke.gaps(found), ke.count_by(found, "month")

    if again:
        ask()
    return ask


def questions_pandas() -> Task:
    """The same from columns of days."""
    import pandas as pd

    rows = starts_and_lengths(100_000)
    first = pd.to_datetime(pd.Series([day(start) for start, _ in rows]))
    last = pd.to_datetime(pd.Series([day(start + length) for start, length in rows]))
    one = pd.Timedelta(days=1)

    def profile(opening: Any, closing: Any) -> Any:
        return opening.value_counts().sub(closing.value_counts(), fill_value=0).sort_index().cumsum()

    def run() -> Any:
        level = profile(first, last + one)
        covered = level.index.to_series().diff().shift(-1)[level > 0].sum()
        empty = level[level == 0]
        months = profile(first.dt.to_period("M"), last.dt.to_period("M") + 1)
        return level, covered, empty, months

    return run


NEAR = 300


def nearest() -> Task:
    """The nearest others of each of some hundred exercises."""
    import korea_events as ke

    drills = [
        ke.Exercise(id=f"x-{i}", name="drill", span=ke.Span.parse(f"{day(start)}/{day(start + length)}"))
        for i, (start, length) in enumerate(starts_and_lengths(NEAR))
    ]
    if hasattr(ke.analysis, "NearestPairs"):
        return lambda: ke.nearest(drills, drills)
    return lambda: [ke.nearest(one, drills) for one in drills]


def nearest_bioframe() -> Task:
    """The closest of each, as a data frame."""
    import bioframe
    import pandas as pd

    rows = starts_and_lengths(NEAR)
    frame = pd.DataFrame({"chrom": "a", "start": [s for s, _ in rows], "end": [s + n + 1 for s, n in rows]})
    return lambda: bioframe.closest(frame, None)


# -- files and the command line ------------------------------------------------------------------------------------

EVENTS = 4_000


@cache
def unique_file() -> bytes:
    """Events no parts of which are alike."""
    from bench_files import file_of

    return file_of(EVENTS)


def loading() -> Task:
    """A file, with all checks."""
    import korea_events as ke

    text = unique_file()
    return lambda: ke.loads(text)


def without_collection(run: Task) -> Task:
    """The same with garbage collection paused, as ours has it."""

    def task() -> Any:
        gc.disable()
        try:
            return run()
        finally:
            gc.enable()

    return task


def loading_pydantic() -> Task:
    """Equivalent models, which look at no dates and no references."""
    from bench_files import pydantic_models

    adapter, text = pydantic_models()["adapter"], json.dumps(json.loads(unique_file())["exercises"]).encode()
    return without_collection(lambda: adapter.validate_json(text))


def constructors() -> Task:
    """Records by their constructors."""
    import korea_events as ke

    def run() -> Any:
        return [
            ke.Exercise(
                id=f"x-{i}", name=f"drill {i}", span=ke.Span.parse(day(i)), series="s", edition=str(i),
                citations=[ke.Citation(document=f"d-{i}", locator=f"line {i}")],
                participations=[ke.Participation(actor=f"a-{i}", role="host")],
            )
            for i in range(EVENTS)
        ]  # fmt: skip

    return without_collection(run)


def constructors_pydantic() -> Task:
    """Strict and frozen models with the same fields, the date as text."""
    from typing import Annotated

    from pydantic import BaseModel, ConfigDict, StringConstraints, create_model

    base = create_model("Base", __base__=BaseModel, __config__=None)
    base.model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    name: Any = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=200)]
    text: Any = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]
    citation: Any = create_model("Citation", __base__=base, document=(name, ...), locator=(text, ...))
    part: Any = create_model("Part", __base__=base, actor=(name, ...), role=(text, ...))
    exercise: Any = create_model(
        "Exercise", __base__=base, id=(name, ...), name=(text, ...), span=(text, ...), series=(name, ...),
        edition=(text, ...), citations=(tuple[citation, ...], ...), participations=(tuple[part, ...], ...),
    )  # fmt: skip

    def run() -> Any:
        return [
            exercise(
                id=f"x-{i}", name=f"drill {i}", span=day(i), series="s", edition=str(i),
                citations=(citation(document=f"d-{i}", locator=f"line {i}"),),
                participations=(part(actor=f"a-{i}", role="host"),),
            )
            for i in range(EVENTS)
        ]  # fmt: skip

    return without_collection(run)


def command(*words: str) -> Callable[[], Task]:
    """A run of an interpreter: ours with words, a bare one without."""

    def make() -> Task:
        given = ["-m", "korea_events", *words] if words else ["-c", "pass"]
        if "FILE" in given:
            path = Path(tempfile.mkdtemp()) / "drills.json"
            path.write_text(json.dumps({
                "format": "korea-events", "version": 1, "exercises": [drill(i, span=day(i)) for i in range(20)]
            }))  # fmt: skip
            given[given.index("FILE")] = str(path)
        # as when it is installed: compiled, and found in the cache of the file system
        known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

        def run() -> object:
            return subprocess.run([sys.executable, *given], check=True, capture_output=True, env=known)  # noqa: S603

        run()
        return run

    return make


def used() -> float:
    """Processor time of this process and of those that it started and that are over."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
