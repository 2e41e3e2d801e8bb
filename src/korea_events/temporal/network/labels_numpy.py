"""The labels of a large network by columns: all edges are relaxed at once, as often as it takes."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt
from attrs import frozen

from korea_events.temporal.network.graph import ORIGIN, Graph

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MAX_ROUNDS, MAX_WORK = 60, 8
"""Long chains take a round a link; after so many, or so many relaxations an edge, it is faster to go on in order."""


@frozen(eq=False)
class EdgeColumns:
    """Edges as columns."""

    _starts: Ints
    _ends: Ints
    _weights: Ints

    def relax(self, label: Ints, active: Flags) -> bool:
        """Lowers labels from active points on; whether that ended before many rounds."""
        work = 0
        for _ in range(MAX_ROUNDS):
            edges = np.flatnonzero(active[self._starts])
            if not len(edges):
                return True
            work += len(edges)
            if work > MAX_WORK * len(self._starts):
                break
            before = label.copy()
            through = label[self._starts[edges]] + self._weights[edges]
            np.minimum.at(label, self._ends[edges], through)
            active = label < before
        return False


def _sort_edges(homes: array[int], points: int) -> tuple[list[int], list[int]]:
    """The numbers of the edges by the points at one end, and where those of each point begin among them."""
    ends = np.frombuffer(homes, dtype=np.int64)
    firsts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=points))])
    return np.argsort(ends.astype(np.int32), kind="stable").tolist(), firsts.tolist()


def settle_columns(graph: Graph, far: int) -> tuple[tuple[list[int], list[int]], list[int], bool]:
    """The labels ahead and back, the points that contradict the origin, and whether labels may still change.

    The two directions are two copies of the graph, the second with all its edges reversed, and are settled at once.
    """
    points = graph.points
    starts, ends, weights = (
        np.frombuffer(column, dtype=np.int64) for column in (graph.starts, graph.ends, graph.weights)
    )
    event_ends = np.arange(2, points, 2)
    starts, ends = np.concatenate([starts, event_ends]), np.concatenate([ends, event_ends - 1])
    weights = np.concatenate([weights, np.full(len(event_ends), -1)])
    starts, ends = np.concatenate([starts, ends + points]), np.concatenate([ends, starts + points])
    weights = np.concatenate([weights, weights])

    graph.outgoing.know(*_sort_edges(graph.starts, points))
    graph.incoming.know(*_sort_edges(graph.ends, points))

    home = (ends == ORIGIN) | (ends == points)
    home_starts, home_weights = starts[home], weights[home]
    away = ~home
    edges = EdgeColumns(starts[away], ends[away], weights[away])

    label = np.full(2 * points, 2 * far, dtype=np.int64)
    label[[ORIGIN, points]] = 0
    # First what the origin reaches, then the rest: labels without use are not spread and corrected later.
    settled = edges.relax(label, label == 0) and edges.relax(label, label == 2 * far)
    contradicted = home_starts[label[home_starts] + home_weights < 0] % points
    return (label[:points].tolist(), label[points:].tolist()), contradicted.tolist(), not settled
