"""The labels of a large network by columns: all edges are relaxed at once, as often as it takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from korea_events.temporal.network.graph import ORIGIN, Graph

Ints = npt.NDArray[np.int64]

MOST_ROUNDS = 60
"""Long chains take a round a link; after so many, following the few labels that still change is faster."""


class Columns:
    """The edges of a graph as columns, the implied ones among them."""

    def __init__(self, graph: Graph, far: int) -> None:
        self._points = graph.points
        self._far = far
        after = np.arange(2, graph.points, 2)
        self._starts = np.concatenate([np.array(graph.starts, dtype=np.int64), after])
        self._ends = np.concatenate([np.array(graph.ends, dtype=np.int64), after - 1])
        self._weights = np.concatenate([np.array(graph.weights, dtype=np.int64), np.full(len(after), -1)])

    def settle(self, *, backward: bool, without: bytearray) -> tuple[list[int], list[int], list[int]]:
        """Labels in one direction, the points whose labels still change, and those that contradict the origin.

        Points in ``without`` are left alone.
        """
        starts, ends, weights = self._starts, self._ends, self._weights
        if backward:
            starts, ends = ends, starts
        if any(without):
            alone = np.frombuffer(without, dtype=np.bool_)
            kept = ~(alone[starts] | alone[ends])
            starts, ends, weights = starts[kept], ends[kept], weights[kept]
        home = ends == ORIGIN
        home_starts, home_weights = starts[home], weights[home]
        away = np.flatnonzero(~home)
        # A narrow key sorts by counting.
        key: npt.NDArray[Any] = ends.astype(np.uint16) if self._points <= 1 << 16 else ends
        order = away[np.argsort(key[away], kind="stable")]
        starts, ends, weights = starts[order], ends[order], weights[order]
        first = np.flatnonzero(np.diff(ends, prepend=-1))
        targets = ends[first]

        label = np.full(self._points, 2 * self._far, dtype=np.int64)
        label[ORIGIN] = 0
        changed: Ints = targets
        for _ in range(MOST_ROUNDS):
            through = np.minimum.reduceat(label[starts] + weights, first) if len(first) else label[:0]
            lower = through < label[targets]
            changed = targets[lower]
            if not len(changed):
                break
            label[changed] = through[lower]
        contradicted = home_starts[label[home_starts] + home_weights < 0]
        return label.tolist(), changed.tolist(), contradicted.tolist()
