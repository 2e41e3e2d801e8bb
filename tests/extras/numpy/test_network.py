"""The array engine of networks: the same labels as pure Python, and the truth."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.temporal.network.graph import get_event_points
from korea_events.temporal.network.labels import find_labels
from tests.laws.graphs import (
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
    check_labels(graph, columns=True)


@settings(max_examples=200)
@given(graphs())
def test_both_engines_give_the_same_labels(graph):
    """Every label outside broken components is the same to the last digit, with numpy and without."""
    plain, by_columns = (find_labels(graph, columns=columns) for columns in (False, True))
    assert plain.broken == by_columns.broken
    assert plain.far == by_columns.far
    for event in range(graph.events):
        if graph.component_of[event] not in plain.broken:
            for point in get_event_points(event):
                assert plain.ahead[point] == by_columns.ahead[point]
                assert plain.back[point] == by_columns.back[point]


@settings(max_examples=200)
@given(graphs(weights=st.integers(-30, 30)))
def test_closures_are_the_shortest_paths(graph):
    """Between all points of a component, and so do the relations of its events follow."""
    check_closure(graph, columns=True)


def test_long_chains():
    """A chain far longer than numpy's rounds."""
    check_long_chain(columns=True)


def test_a_contradiction_that_takes_long_to_go_round():
    """A circle far longer than numpy's rounds."""
    check_long_contradiction(columns=True)


@pytest.mark.parametrize("seed", range(6))
def test_large_random_graphs(seed):
    """Two thousand points, some components broken."""
    check_large_graph(seed, columns=True)
