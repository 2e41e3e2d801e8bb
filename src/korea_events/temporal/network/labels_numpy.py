"""The labels of a large network by columns: all edges are relaxed at once, as often as it takes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from attrs import frozen

from korea_events.temporal.network.graph import ORIGIN, Graph

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MAX_ROUNDS = 60
"""Long chains take a round a link; after so many, following the few labels that still change is faster."""


class SettledLabels(NamedTuple):
    """Labels in one direction, and what is left to do about them."""

    label: list[int]
    unsettled: list[int]
    """The points whose labels still change."""
    contradicted: list[int]
    """The points that contradict the origin."""


@frozen(eq=False)
class EdgeColumns:
    """Edges as columns."""

    _starts: Ints
    _ends: Ints
    _weights: Ints

    def relax(self, label: Ints, active: Flags) -> Ints:
        """Lowers labels from active points on; gives the points that are still active after many rounds."""
        for _ in range(MAX_ROUNDS):
            edges = np.flatnonzero(active[self._starts])
            if not len(edges):
                break
            before = label.copy()
            through = label[self._starts[edges]] + self._weights[edges]
            np.minimum.at(label, self._ends[edges], through)
            active = label < before
        return np.flatnonzero(active)


def settle_columns(graph: Graph, far: int) -> tuple[SettledLabels, SettledLabels, bool]:
    """The labels ahead and back, and whether the points that the origin does not reach have theirs as well.

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

    home = (ends == ORIGIN) | (ends == points)
    home_starts, home_weights = starts[home], weights[home]
    away = ~home
    edges = EdgeColumns(starts[away], ends[away], weights[away])

    label = np.full(2 * points, 2 * far, dtype=np.int64)
    label[[ORIGIN, points]] = 0
    # First what the origin reaches, then the rest: labels without use are not spread and corrected later.
    unsettled = edges.relax(label, label == 0)
    finished = not len(unsettled)
    if finished:
        unsettled = edges.relax(label, label == 2 * far)
    contradicted = home_starts[label[home_starts] + home_weights < 0]

    def part(low: int) -> SettledLabels:
        high = low + points
        return SettledLabels(
            label[low:high].tolist(),
            (unsettled[(low <= unsettled) & (unsettled < high)] - low).tolist(),
            (contradicted[(low <= contradicted) & (contradicted < high)] - low).tolist(),
        )

    return part(0), part(points), finished
