"""Which things lead to each other in circles."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from math import inf
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def group_circles(nodes: Iterable[Node], list_next: Callable[[Node], Iterable[Node]]) -> list[list[Node]]:
    """The nodes in groups that all lead to each other, each group after those that it leads to.

    Source: the strongly connected components of Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal
    on Computing 1 (1972), without recursion.

    Example:
        >>> group_circles("abcd", {"a": "b", "b": "ac", "c": "", "d": "a"}.__getitem__)
        [['c'], ['b', 'a'], ['d']]
    """
    groups: list[list[Node]] = []
    place: dict[Node, int] = {}
    lowest: dict[Node, float] = {}
    """The first place that each node leads back to; infinite once its group is complete."""
    waiting: list[Node] = []

    def enter(node: Node) -> tuple[Node, Iterator[Node]]:
        place[node] = lowest[node] = len(place)
        waiting.append(node)
        return node, iter(list_next(node))

    for root in nodes:
        trail = [] if root in place else [enter(root)]
        while trail:
            node, rest = trail[-1]
            for one in rest:
                if one not in place:
                    trail.append(enter(one))
                    break
                lowest[node] = min(lowest[node], lowest[one])
            else:
                trail.pop()
                if lowest[node] == place[node]:
                    groups.append([])
                    while node not in groups[-1][-1:]:
                        groups[-1].append(waiting.pop())
                        lowest[groups[-1][-1]] = inf
                elif trail:
                    above = trail[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
    return groups
