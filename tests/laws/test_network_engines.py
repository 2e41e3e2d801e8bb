"""The engines of networks against all shortest paths, on unbounded, huge and contradictory graphs."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import inf
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.temporal.network.circles import circle
from korea_events.temporal.network.graph import Graph, points_of
from korea_events.temporal.network.labels import find_labels
from korea_events.temporal.network.paths import distance, path

CENTURIES = 3 * 10**17
"""About ten thousand years in microseconds: as far apart as two instants can be."""


WEIGHTS = st.integers(-30, 30) | st.integers(-CENTURIES, CENTURIES)


@st.composite
def graphs(draw):
    """Graphs of one to six events with any edges."""
    events = draw(st.integers(1, 6))
    point = st.integers(0, 2 * events)
    edges = draw(
        st.lists(st.tuples(point, point, WEIGHTS).filter(lambda edge: edge[0] != edge[1]), max_size=24)
    )
    return graph_of(events, edges)


def graph_of(events: int, edges: Iterable[tuple[int, int, int]]) -> Graph:
    """A graph from its edges."""
    starts, ends, weights = (
        (array("q", column) for column in zip(*edges, strict=True)) if edges else (array("q"),) * 3
    )
    return Graph(events, starts, ends, weights)


def edges_of(graph: Graph) -> list[tuple[int, int, int]]:
    """The edges, and those of every event."""
    implied = [(2 * event + 2, 2 * event + 1, -1) for event in range(graph.events)]
    return [*zip(graph.starts, graph.ends, graph.weights, strict=True), *implied]


def all_shortest(graph: Graph, events: list[int]) -> list[list[float]] | None:
    """All shortest paths among the origin and some events, or None when a circle weighs less than nothing."""
    kept = {0, *(point for event in events for point in points_of(event))}
    most = [[0 if x == y else inf for x in range(graph.points)] for y in range(graph.points)]
    for start, end, weight in edges_of(graph):
        if {start, end} <= kept:
            most[start][end] = min(most[start][end], weight)
    for middle in kept:
        for row in most:
            for point in kept:
                row[point] = min(row[point], row[middle] + most[middle][point])
    return None if any(most[point][point] < 0 for point in kept) else most


@pytest.mark.parametrize("columns", [False, True], ids=["python", "numpy"])
@settings(max_examples=200)
@given(graphs())
def test_labels_are_the_shortest_paths(columns, graph):
    """From and to the origin, in every component that has any; the others are known to be broken."""
    labels = find_labels(graph, columns=columns)
    for component, events in graph.members.items():
        most = all_shortest(graph, events)
        assert (component in labels.broken) == (most is None)
        if most is None:
            continue
        for point in (point for event in events for point in points_of(event)):
            ahead, back = labels.ahead[point], labels.back[point]
            assert (inf if ahead > labels.far else ahead) == most[0][point]
            assert (inf if back > labels.far else back) == most[point][0]


@settings(max_examples=200)
@given(graphs(), st.data())
def test_distances_and_paths_between_any_two_points(graph, data):
    """A distance is the shortest path, and the path that explains it weighs as much."""
    labels = find_labels(graph, columns=False)
    whole = [event for event in range(graph.events) if graph.component_of[event] not in labels.broken]
    if not whole:
        return
    most = all_shortest(graph, whole)
    point = st.sampled_from([point for event in whole for point in points_of(event)])
    start, end = data.draw(point), data.draw(point)
    assert distance(graph, labels, start, end) == most[start][end]
    followed = path(graph, labels, start, end)
    if most[start][end] == inf:
        assert followed == []
    else:
        at, weight = start, 0
        for edge in followed:
            if edge < 0:
                at, weight = at - 1, weight - 1
            else:
                assert graph.starts[edge] == at
                at, weight = graph.ends[edge], weight + graph.weights[edge]
        assert (at, weight) == (end, most[start][end])


@settings(max_examples=200)
@given(graphs())
def test_both_engines_give_the_same_labels(graph):
    """Every label outside broken components is the same to the last digit, with numpy and without."""
    plain, by_columns = (find_labels(graph, columns=columns) for columns in (False, True))
    assert plain.broken == by_columns.broken
    assert plain.far == by_columns.far
    for event in range(graph.events):
        if graph.component_of[event] not in plain.broken:
            for point in points_of(event):
                assert plain.ahead[point] == by_columns.ahead[point]
                assert plain.back[point] == by_columns.back[point]


def chain(length: int, *, closed: bool = False) -> Graph:
    """Events of which each follows the one before; the first starts on day 0, the last ends by day 5 times as many."""
    edges = [(2 * event + 3, 2 * event + 2, 0) for event in range(length - 1)]
    edges += [(1, 0, 0), (0, 2 * length, 5 * length)]
    if closed:
        edges.append((1, 2 * length, length - 1))  # but all of it takes a day less than it must
    return graph_of(length, edges)


@pytest.mark.parametrize("columns", [False, True], ids=["python", "numpy"])
def test_long_chains(columns):
    """A chain far longer than numpy's rounds: the last of 3,000 events starts 2,999 days after the first, at least."""
    labels = find_labels(chain(3_000), columns=columns)
    assert not labels.broken
    assert labels.back[1] == 0
    assert labels.back[2 * 3_000 - 1] == -2_999
    assert labels.ahead[1] == 15_000 - 3_000


@pytest.mark.parametrize("columns", [False, True], ids=["python", "numpy"])
def test_a_contradiction_that_takes_long_to_go_round(columns):
    """A circle through 3,000 events that weighs -1 is found, and an event beside it keeps its labels."""
    graph = chain(3_000, closed=True)
    beside = graph_of(3_001, [*edges_of(graph), (0, 6_002, 9), (6_001, 0, -7)])
    labels = find_labels(beside, columns=columns)
    assert labels.broken == {0}
    assert (labels.back[6_001], labels.ahead[6_001]) == (-7, 8)


@pytest.mark.parametrize("columns", [False, True], ids=["python", "numpy"])
@pytest.mark.parametrize("seed", range(6))
def test_large_random_graphs(columns, seed):
    """Two thousand points: both engines against plain rounds over all edges, some components broken."""
    random = Random(seed)
    events = 1_000
    truth = [random.randrange(10_000) for _ in range(events)]
    edges: list[tuple[int, int, int]] = []
    for _ in range(4_000):
        one, other = random.randrange(events), min(events - 1, random.randrange(events) // 40 * 40)
        if one // 40 == other // 40:  # forty at most hang together
            edges.append((2 * one + 1, 2 * other + 1, truth[other] - truth[one] + random.randrange(20)))
        edges.append((0, 2 * one + 1, truth[one] + random.randrange(30)))
    edges += [(2 * event + 1, 2 * event + 2, random.randrange(1, 20)) for event in range(events)]
    for event in random.sample(range(events), seed):
        edges.append((2 * event + 1, 0, -truth[event] - 40))  # too late for what else is known
    graph = graph_of(events, edges)
    labels = find_labels(graph, columns=columns)
    whole = [event for event in range(events) if graph.component_of[event] not in labels.broken]
    assert len(graph.members) > len(labels.broken) >= (seed > 0)
    kept = {0, *(point for event in whole for point in points_of(event))}
    rows = [edge for edge in edges_of(graph) if edge[0] in kept and edge[1] in kept]
    for forward, label in ((True, labels.ahead), (False, labels.back)):
        most = dict.fromkeys(kept, inf)
        most[0] = 0
        moved = True
        while moved:
            moved = False
            for start, end, weight in rows:
                source, target = (start, end) if forward else (end, start)
                if most[source] + weight < most[target]:
                    most[target] = most[source] + weight
                    moved = True
        assert {point: inf if label[point] > labels.far else label[point] for point in kept} == most


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), WEIGHTS), max_size=20))
def test_circles(edges):
    """What is named is a closed walk that weighs less than nothing; nothing is named when there is none."""
    named = circle([(*edge, number) for number, edge in enumerate(edges)])
    if named:
        walked = [edges[number] for number in named]
        assert all(
            end == start for (_, end, _), (start, _, _) in zip(walked, walked[1:] + walked[:1], strict=True)
        )
        assert sum(weight for _, _, weight in walked) < 0
    else:
        most = [[0 if x == y else inf for x in range(7)] for y in range(7)]
        for start, end, weight in edges:
            most[start][end] = min(most[start][end], weight)
        for middle in range(7):
            for row in most:
                for point in range(7):
                    row[point] = min(row[point], row[middle] + most[middle][point])
        assert all(most[point][point] >= 0 for point in range(7))
