"""Random graphs of difference constraints, what is true of them, and what every engine must find out.

The truth comes from all shortest paths, or from plain rounds over all edges; the engines share nothing with it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import inf
from random import Random

from hypothesis import strategies as st

from korea_events.temporal.network.closure import close_component
from korea_events.temporal.network.graph import Graph, get_event_points
from korea_events.temporal.network.joint import find_joint_relations
from korea_events.temporal.network.labels import find_labels

CENTURIES = 3 * 10**17
"""About ten thousand years in microseconds: as far apart as two instants can be."""


WEIGHTS = st.integers(-30, 30) | st.integers(-CENTURIES, CENTURIES)


@st.composite
def graphs(draw, weights=WEIGHTS):
    """Graphs of one to six events with any edges."""
    events = draw(st.integers(1, 6))
    point = st.integers(0, 2 * events)
    edges = draw(
        st.lists(st.tuples(point, point, weights).filter(lambda edge: edge[0] != edge[1]), max_size=24)
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
    kept = {0, *(point for event in events for point in get_event_points(event))}
    most = [[0 if x == y else inf for x in range(graph.points)] for y in range(graph.points)]
    for start, end, weight in edges_of(graph):
        if {start, end} <= kept:
            most[start][end] = min(most[start][end], weight)
    for middle in kept:
        for row in most:
            for point in kept:
                row[point] = min(row[point], row[middle] + most[middle][point])
    return None if any(most[point][point] < 0 for point in kept) else most


def chain(length: int, *, closed: bool = False) -> Graph:
    """Events of which each follows the one before; the first starts on day 0, the last ends by day 5 times as many."""
    edges = [(2 * event + 3, 2 * event + 2, 0) for event in range(length - 1)]
    edges += [(1, 0, 0), (0, 2 * length, 5 * length)]
    if closed:
        edges.append((1, 2 * length, length - 1))  # but all of it takes a day less than it must
    return graph_of(length, edges)


# -- what every engine must find out; ``columns`` says which one it is -----------------------------------------------


def check_labels(graph: Graph, *, columns: bool) -> None:
    """From and to the origin, in every component that has any; the others are known to be broken."""
    labels = find_labels(graph, columns=columns)
    for component, events in (
        (at, graph.component_of.list_members(at))
        for at in {graph.component_of[i] for i in range(graph.events)}
    ):
        most = all_shortest(graph, events)
        assert (component in labels.broken) == (most is None)
        if most is None:
            continue
        for point in (point for event in events for point in get_event_points(event)):
            ahead, back = labels.ahead[point], labels.back[point]
            assert (inf if ahead > labels.far else ahead) == most[0][point]
            assert (inf if back > labels.far else back) == most[point][0]


def check_long_chain(*, columns: bool) -> None:
    """A chain far longer than numpy's rounds: the last of 3,000 events starts 2,999 days after the first, at least."""
    labels = find_labels(chain(3_000), columns=columns)
    assert not labels.broken
    assert labels.back[1] == 0
    assert labels.back[2 * 3_000 - 1] == -2_999
    assert labels.ahead[1] == 15_000 - 3_000


def check_long_contradiction(*, columns: bool) -> None:
    """A circle through 3,000 events that weighs -1 is found, and an event beside it keeps its labels."""
    graph = chain(3_000, closed=True)
    beside = graph_of(3_001, [*edges_of(graph), (0, 6_002, 9), (6_001, 0, -7)])
    labels = find_labels(beside, columns=columns)
    assert labels.broken == {0}
    assert (labels.back[6_001], labels.ahead[6_001]) == (-7, 8)


def check_large_graph(seed: int, *, columns: bool) -> None:
    """Two thousand points: both engines against plain rounds over all edges, some components broken."""
    random = Random(seed)
    events = 1_000
    truth = [random.randrange(10_000) for _ in range(events)]
    edges: list[tuple[int, int, int]] = []
    for _ in range(4_000):
        one, other = random.randrange(events), min(events - 1, random.randrange(events) // 40 * 40)
        if one // 40 == other // 40:  # forty at most are connected
            edges.append((2 * one + 1, 2 * other + 1, truth[other] - truth[one] + random.randrange(20)))
        edges.append((0, 2 * one + 1, truth[one] + random.randrange(30)))
    edges += [(2 * event + 1, 2 * event + 2, random.randrange(1, 20)) for event in range(events)]
    for event in random.sample(range(events), seed):
        edges.append((2 * event + 1, 0, -truth[event] - 40))  # too late for what else is known
    graph = graph_of(events, edges)
    labels = find_labels(graph, columns=columns)
    whole = [event for event in range(events) if graph.component_of[event] not in labels.broken]
    assert len({graph.component_of[event] for event in range(events)}) > len(labels.broken) >= (seed > 0)
    kept = {0, *(point for event in whole for point in get_event_points(event))}
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


def check_closure(graph: Graph, *, columns: bool) -> None:
    """All distances within a component are the shortest paths; the relations of two events are what they allow."""
    labels = find_labels(graph, columns=False)
    for component in {graph.component_of[event] for event in range(graph.events)} - labels.broken:
        events = graph.component_of.list_members(component)
        most = all_shortest(graph, events)
        assert most is not None
        closure = close_component(graph, labels, events[-1], columns=columns)
        for one in events:
            for other in events:
                points = (*get_event_points(one), *get_event_points(other))
                matrix = [[most[start][end] for end in points] for start in points]
                assert [[closure.measure(start, end) for end in points] for start in points] == matrix
                if one != other:
                    found = closure.find_mask(closure.places[one], closure.places[other])
                    assert found == find_joint_relations(matrix)
