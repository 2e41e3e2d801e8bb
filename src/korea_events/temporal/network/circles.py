"""Which of a set of inequalities contradict each other: circles that weigh less than nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Name = TypeVar("Name")

NamedEdge = tuple[int, int, float, Name]
"""``end - start <= weight``, and a name for it."""


def circle(edges: Sequence[NamedEdge[Name]]) -> list[Name]:
    """The names of the edges of one circle that weighs less than nothing, in order; nothing when there is none.

    All points start from the same label, so that it does not matter from where a circle can be reached. Labels that
    still fall after as many rounds as there are points have a circle of parents.

    Source: Bellman (1958) and Ford (1956); the circle is looked for in every round, not only in the last.
    """
    label: dict[int, float] = {point: 0 for start, end, _, _ in edges for point in (start, end)}
    parent: dict[int, NamedEdge[Name]] = {}
    while True:
        settled = True
        for edge in edges:
            start, end, weight, _ = edge
            if label[start] + weight < label[end]:
                label[end] = label[start] + weight
                parent[end] = edge
                settled = False
        if settled:
            return []
        found = _circle_of_parents(parent)
        if found:
            return found


def _circle_of_parents(parent: dict[int, NamedEdge[Name]]) -> list[Name]:
    seen_from: dict[int, int] = {}
    for first in parent:
        at = first
        while at in parent and at not in seen_from:
            seen_from[at] = first
            at = parent[at][0]
        if at in parent and seen_from[at] == first:
            names: list[Name] = []
            point = at
            while True:
                point, _, _, name = parent[point]
                names.append(name)
                if point == at:
                    return names[::-1]
    return []


def irreducible(candidates: Iterable[Name], contradictory: Callable[[list[Name]], bool]) -> list[Name]:
    """Those candidates that are needed for a contradiction: without any one of them there is none.

    Source: the deletion filter of Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear
    programs" (1991).
    """
    needed = list(candidates)
    for candidate in tuple(needed):
        others = [other for other in needed if other != candidate]
        if contradictory(others):
            needed = others
    return needed
