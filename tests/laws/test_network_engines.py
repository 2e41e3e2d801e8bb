"""The engine of networks in pure Python against the truth, on unbounded, huge and contradictory graphs."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from math import inf
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.temporal import Amount, RelationSet, Span, TemporalNetwork
from korea_events.temporal.network.cycles import find_cycle
from korea_events.temporal.network.graph import get_event_points
from korea_events.temporal.network.labels import find_labels
from korea_events.temporal.network.paths import distance, find_path
from tests.laws.graphs import (
    WEIGHTS,
    all_shortest,
    check_closure,
    check_labels,
    check_large_graph,
    check_long_chain,
    check_long_contradiction,
    graphs,
)


@settings(max_examples=200)
@given(graphs())
def test_labels_are_the_shortest_paths(graph):
    """From and to the origin, in every component that has any; the others are known to be broken."""
    check_labels(graph, columns=False)


@settings(max_examples=200)
@given(graphs(), st.data())
def test_distances_and_paths_between_any_two_points(graph, data):
    """A distance is the shortest path, and the path that explains it weighs as much."""
    labels = find_labels(graph, columns=False)
    whole = [event for event in range(graph.events) if graph.component_of[event] not in labels.broken]
    if not whole:
        return
    most = all_shortest(graph, whole)
    point = st.sampled_from([point for event in whole for point in get_event_points(event)])
    start, end = data.draw(point), data.draw(point)
    assert distance(graph, labels, start, end) == most[start][end]
    followed = find_path(graph, labels, start, end)
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


@settings(max_examples=100)
@given(graphs())
def test_closures_are_the_shortest_paths(graph):
    """Between all points of a component, and so do the relations of its events follow."""
    check_closure(graph, columns=False)


def test_long_chains():
    """A chain of 3,000 events."""
    check_long_chain(columns=False)


def test_a_contradiction_that_takes_long_to_go_round():
    """A circle through 3,000 events."""
    check_long_contradiction(columns=False)


@pytest.mark.parametrize("seed", range(6))
def test_large_random_graphs(seed):
    """Two thousand points, some components broken."""
    check_large_graph(seed, columns=False)


def weeks(number: int) -> TemporalNetwork:
    """Events of a week each, of which every one begins as the one before ends; only the last is dated."""
    net = TemporalNetwork()
    for week in range(number):
        net.add(f"week-{week}")
        net.add_length(f"week-{week}", days=7)
    for week in range(number - 1):
        net.add_link(f"week-{week}", "meets", f"week-{week + 1}")
    net.add(f"week-{number - 1}", Span.of("2024-03-04", "2024-03-10"))
    return net


def test_ten_thousand_events():
    """The first of them was 9,999 weeks earlier, for 20,000 reasons less one."""
    net = weeks(10_000)
    assert str(net.tightened("week-0").possible) == "1832-07-16/1832-07-22"
    assert len(net.why("week-0", "earliest_start")) == 19_999
    assert net.relations("week-0", "week-5000") == RelationSet.of("before")
    assert net.shared_time("week-0", "week-1") == Amount(least=0, most=0)


def test_a_conflict_of_thousands_of_assertions():
    """The first cannot follow the last; that each lasts a week is not needed for it, as each lasts a day."""
    net = weeks(2_000)
    net.add_link("week-0", "follows", "week-1999", because="a slip")
    conflict = net.conflict()
    assert len(conflict.assertions) == 2_000
    assert {assertion.field for assertion in conflict.assertions} == {"meets", "follows"}


def shuffled_days(number: int) -> TemporalNetwork:
    """Events of which every one lasts two to four days and follows the one before, added in any order."""
    net, random = TemporalNetwork(), Random(number)
    for event in random.sample(range(number), number):
        net.add(f"event-{event}")
        net.add_length(f"event-{event}", least=2, most=4)
    for event in random.sample(range(1, number), number - 1):
        net.add_link(f"event-{event}", "follows", f"event-{event - 1}")
        net.add_link(f"event-{event - 1}", "starts_before", f"event-{event}")
    net.add("event-0", Span.bounded(earliest_start="2024-01-01"))
    return net


def test_a_long_chain_in_any_order():
    """Of 3,000 events the last ended on the 3,001st day at the earliest, whatever the order of their numbers."""
    net = shuffled_days(3_000)
    assert net.bounds("event-2999").end_min - net.bounds("event-0").start_min == 3_001
    assert len(net.why("event-2999", "earliest_end")) == 6_000


def test_a_long_conflict_in_any_order():
    """They cannot be over a day sooner: all lengths and links are needed. Two days sooner, one length is not."""
    for spare, needed in ((3_000, 6_001), (2_999, 6_000)):
        net = shuffled_days(3_000)
        net.add("event-2999", Span.bounded(latest_end=(date(2023, 12, 31) + timedelta(spare)).isoformat()))
        conflict = net.conflict()
        assert len(conflict.assertions) == needed
        assert len(set(conflict.assertions)) == needed
        assert len(conflict.events) == 3_000


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), WEIGHTS), max_size=20))
def test_circles(edges):
    """What is named is a closed walk that weighs less than nothing; nothing is named when there is none."""
    named = find_cycle([(*edge, number) for number, edge in enumerate(edges)])
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


def test_all_relations_are_those_of_each_pair():
    """Asked one after another, pairs are answered as the first one is, which is searched for by itself."""
    net, random = shuffled_days(40), Random(40)
    net.add("event-20", Span.parse("2024-02-10~/2024-02-13"))
    net.add("apart", Span.of("2024-01-05", "2024-01-20"))
    pairs = list(combinations(net, 2))
    everything = {pair: net.relations(*pair) for pair in pairs}
    for pair in random.sample(pairs, 80):
        alone = net.copy()
        assert everything[pair] == net.relations(*pair) == alone.relations(*pair)
        assert net.shared_time(*pair) == alone.shared_time(*pair)
        assert [net.bounds(id) for id in pair] == [alone.bounds(id) for id in pair]
