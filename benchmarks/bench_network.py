"""Building and tightening a temporal network, against the same graph in networkx with its Bellman–Ford.

Both sides start from the same facts: ids and spans here, pairs of named points with a weight there, as whoever builds
such a graph has them. "Tighten" is the earliest and the latest start and end of every event, and to know whether
anything contradicts anything. From networkx the shortest paths from and to the origin are asked, which say nothing of
contradictions among events without a date, so that a third Bellman–Ford looks for those.
"""

from __future__ import annotations

import gc
import statistics
import time
from itertools import combinations, pairwise
from math import inf
from random import Random

import networkx as nx
import numpy as np
import rustworkx as rx
from ratio import compare, finish
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import johnson

from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import Bounds
from korea_events.temporal.network import TemporalNetwork
from korea_events.temporal.network.graph import Graph
from korea_events.temporal.network.labels import find_labels
from korea_events.temporal.span import make_bounds_span

Fact = tuple[str, Span | None, int, int]
Statement = tuple[str, str, str, int]
Edge = tuple[int, int, int]


def make(events: int, seed: int = 2024) -> tuple[list[Fact], list[Statement], list[Edge]]:
    """A consistent network of events in a decade, as reports give them, and its graph.

    Of three events one is dated to the days around it, one was over by some day, one has no date of its own. Each has
    a length and relations to events near it, so that it has four statements in all.
    """
    random = Random(seed)
    truth = [(736_000 + random.randrange(3_650), random.randrange(1, 15)) for _ in range(events)]
    facts: list[Fact] = []
    statements: list[Statement] = []
    edges: list[Edge] = [(2 * event + 2, 2 * event + 1, -1) for event in range(events)]
    order = sorted(range(events), key=truth.__getitem__)
    for at, event in enumerate(order):
        start, length = truth[event]
        s, e = 2 * event + 1, 2 * event + 2
        a, d = start - random.randrange(10), start + length + random.randrange(10)
        span = None
        if event % 3 == 0:
            span = make_bounds_span(Bounds(a, d - 1, a + 1, d, 1, d - a), Grain.DAY, "Asia/Seoul")
            edges += [(s, 0, -a), (0, e, d)]
        elif event % 3 == 1:
            span = make_bounds_span(Bounds(-inf, d - 1, -inf, d, 1, inf), Grain.DAY, "Asia/Seoul")
            edges += [(0, e, d)]
        least, most = max(1, length - random.randrange(4)), length + random.randrange(4)
        facts.append((f"event-{event}", span, least, most))
        edges += [(s, e, most), (e, s, -least)][: 1 + (least > 1)]
        for _ in range(2 + (span is None)):
            other = order[max(0, at - random.randrange(1, 10))]
            if other == event:
                other = order[at + 1]
            (near, size), x = truth[other], 2 * other + 1
            names = f"event-{event}", f"event-{other}"
            if near + size <= start:
                statements.append(("follows", *names, 0))
                edges.append((s, x + 1, 0))
            elif near <= start:
                statements.append(("within", *names, start - near))
                edges += [(x, s, start - near), (s, x, start - near)]
            else:
                statements.append(("starts_before", *names, 0))
                edges.append((x, s, 0))
    return facts, statements, edges


def build(facts: list[Fact], statements: list[Statement]) -> TemporalNetwork:
    """Our network, told everything by the verbs."""
    net = TemporalNetwork()
    for name, span, least, most in facts:
        net.add(name, span, because="calendar")
        net.add_length(name, least=least, most=most, because="review")
    for verb, one, other, days in statements:
        if verb == "follows":
            net.add_link(one, "follows", other, because="report")
        elif verb == "starts_before":
            net.add_link(one, "starts_before", other, because="report")
        else:
            net.add_link(one, "within", other, days=days, because="report")
    return net


Point = tuple[str, str]
ORIGIN: Point = ("origin", "")


def named(point: int) -> Point:
    """A point by the name that it would have in a graph: its event and which end."""
    return ORIGIN if point == 0 else (f"event-{(point - 1) // 2}", "start" if point % 2 else "end")


def networkx_way(
    edges: list[tuple[Point, Point, int]], *, contradictions: bool = False
) -> tuple[dict[Point, int], dict[Point, int]]:
    """The same graph, and the shortest paths from and to the origin; also whether anything contradicts anything."""
    lightest: dict[tuple[Point, Point], int] = {}
    for start, end, weight in edges:  # a DiGraph has one edge between two points
        lightest[start, end] = min(weight, lightest.get((start, end), weight))
    graph: nx.DiGraph[Point] = nx.DiGraph()
    graph.add_weighted_edges_from((start, end, weight) for (start, end), weight in lightest.items())
    ahead = dict(nx.single_source_bellman_ford_path_length(graph, ORIGIN))
    back = dict(nx.single_source_bellman_ford_path_length(graph.reverse(copy=False), ORIGIN))
    assert not contradictions or not nx.negative_edge_cycle(graph)
    return ahead, back


def answer(
    result: TemporalNetwork | tuple[dict[Point, int], dict[Point, int]],
) -> dict[str, tuple[float, ...]]:
    """The earliest and the latest start and end of every event, from either side."""
    if isinstance(result, TemporalNetwork):
        return {name: result.bounds(name)[:4] for name in result}
    ahead, back = result
    names = sorted(
        {name for name, _ in ahead | back} - {ORIGIN[0]}, key=lambda name: int(name.removeprefix("event-"))
    )
    return {
        name: (
            -back.get((name, "start"), inf),
            ahead.get((name, "start"), inf),
            -back.get((name, "end"), inf),
            ahead.get((name, "end"), inf),
        )
        for name in names
    }


def tightened(net: TemporalNetwork) -> TemporalNetwork:
    """The network after it has worked out everything, and found nothing that contradicts anything."""
    assert net.conflict() is None
    return net


def measure(events: int, goal: float) -> None:
    """One size, and then the parts of ours one by one."""
    facts, statements, edges = make(events)
    points = [(named(start), named(end), weight) for start, end, weight in edges]
    said = 2 * events + len(statements)
    compare(
        f"build and tighten {events:,} events, {said:,} statements, {len(edges):,} inequalities",
        lambda: tightened(build(facts, statements)),
        {
            "networkx": lambda: networkx_way(points, contradictions=True),
            "networkx without contradictions": lambda: networkx_way(points),
        },
        goals={"networkx": goal},
        answer=answer,
    )
    net = tightened(build(facts, statements))
    graph = net._solve().days.dated.graph  # noqa: SLF001 - the engines one by one
    bare = (graph.events, graph.starts, graph.ends, graph.weights)
    compare(
        "of that, tighten with numpy; beside it the other parts",
        lambda: find_labels(Graph(*bare), columns=True),
        {
            "tighten in pure Python": lambda: find_labels(Graph(*bare), columns=False),
            "say everything": lambda: build(facts, statements),
            "six bounds of every event": lambda: [net.bounds(name) for name in net],
            "spans of every event": lambda: [net.tightened(name) for name in net],
        },
        answer=lambda _: None,
    )


def measure_chain(events: int) -> None:
    """A chain without dates, its events numbered at random: the bounds of all, and whether anything contradicts.

    The peers have the same graph with an edge of no use from the origin to every point, since they look for negative
    circles from one point; rustworkx takes the edges as a list of numbered points, as it is fastest.
    """
    order = list(range(events))
    Random(7).shuffle(order)
    net = TemporalNetwork()
    for event in range(events):
        net.add(f"event-{event}")
    for one, other in pairwise(order):
        net.add_link(f"event-{one}", "follows", f"event-{other}")
    edges = [(2 * event + 2, 2 * event + 1, -1) for event in range(events)]
    edges += [(2 * one + 1, 2 * other + 2, 1) for one, other in pairwise(order)]
    edges += [(0, point, 0) for point in range(1, 2 * events + 1)]

    def rustworkx_way() -> bool:
        graph = rx.PyDiGraph()
        graph.add_nodes_from(range(2 * events + 1))
        graph.add_edges_from(edges)
        return bool(rx.negative_edge_cycle(graph, float))

    def networkx_way() -> bool:
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_weighted_edges_from(edges)
        return bool(nx.negative_edge_cycle(graph))

    compare(
        f"work out a shuffled chain of {events:,} undated events; beside it the bounds of each",
        lambda: net.copy().conflict() is not None,
        {
            "rustworkx": rustworkx_way,
            "networkx": networkx_way,
            "six bounds of every event": lambda: not [net.bounds(name) for name in net],
        },
        runs=5,
    )


def measure_relations(events: int) -> None:
    """The relations of all pairs, beside all distances by scipy, which says nothing of relations."""
    facts, statements, edges = make(events)
    net = tightened(build(facts, statements))
    lightest: dict[tuple[int, int], int] = {}
    for start, end, weight in edges:
        lightest[start, end] = min(weight, lightest.get((start, end), weight))
    starts, ends = zip(*lightest, strict=True)

    def scipy_way() -> int:
        graph = csr_matrix((list(lightest.values()), (starts, ends)), shape=(2 * events + 1,) * 2)
        return int(np.isfinite(johnson(graph)).sum() > 0)

    compare(
        f"relations of all {events * (events - 1) // 2:,} pairs of {events} events; of scipy all distances",
        lambda: int(
            bool([asked.relations(*pair) for asked in (net.copy(),) for pair in combinations(asked, 2)])
        ),
        {"scipy": scipy_way},
        goals={"scipy": 0.1},
    )


def measure_growth(events: int, goal: float) -> None:
    """One more event, with dates and a link, and one more length, in a network that was asked before."""
    facts, statements, _ = make(events)
    net = tightened(build(facts, statements))
    random, since = Random(3), Span.bounded(earliest_start="1990-01-01")
    times: list[float] = []
    gc.collect()
    gc.freeze()
    for number in range(50):
        began = time.process_time()
        net.add(f"more-{number}", since)
        net.add_link(f"more-{number}", "starts_after", f"event-{random.randrange(events)}")
        net.add_length(f"event-{random.randrange(events)}", least=1, most=99)
        tightened(net).bounds(f"more-{number}")
        times.append(1_000 * (time.process_time() - began))
    first, *others = times
    again = time.process_time()
    tightened(net.copy())
    again = time.process_time() - again
    print(
        f"\none more event, link and length at {events:,} events, asked after each: first {first:.2f} ms, then"
        f" {statistics.median(others):.2f} ms ({min(others):.2f} to {max(others):.2f}), goal {goal:g};"
        f" all anew {1_000 * again:.0f} ms"
    )


if __name__ == "__main__":
    measure(1_000, goal=5)
    measure(10_000, goal=10)
    measure_chain(10_000)
    measure_relations(500)
    measure_growth(100_000, goal=5)
    finish()
