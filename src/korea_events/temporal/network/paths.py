"""Which constraints a bound comes from, and how far two points of a network can lie apart."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from korea_events.temporal.network.graph import ORIGIN, Graph, get_event_number
from korea_events.temporal.network.labels import Labels

PATIENCE = 64
"""After so many points a search takes the trouble to find out which points lead to which at all."""


def trace_origin(graph: Graph, labels: Labels, point: int, *, back: bool) -> list[int]:
    """The edges of a shortest path between the origin and a point, in order from the origin; as few as possible.

    The path leads from the origin to the point, or, with ``back``, from the point to the origin.
    """
    label, edges = (labels.back, graph.outgoing) if back else (labels.ahead, graph.incoming)
    trail: dict[int, tuple[int, int]] = {point: (point, 0)}
    queue = deque([point])
    while ORIGIN not in trail:
        at = queue.popleft()
        for other, weight, edge in edges[at]:
            if other not in trail and label[at] == weight + label[other]:
                trail[other] = (at, edge)
                queue.append(other)
    return _follow_trail(trail, ORIGIN)


def _follow_trail(trail: dict[int, tuple[int, int]], at: int) -> list[int]:
    """The edges of a trail from one point back to where it began."""
    edges: list[int] = []
    while trail[at][0] != at:
        at, edge = trail[at]
        edges.append(edge)
    return edges


def distance(graph: Graph, labels: Labels, start: int, end: int) -> float:
    """The most that one point can come after another; infinite when nothing bounds it."""
    if start == end:
        return 0
    through = _measure_through_origin(labels, start, end)
    least = _bound_distance(labels, start, end)
    if least == through or (
        least == -1 and start == end + 1 and end % 2
    ):  # an event lasts no longer than it must
        return least
    if not _is_connected(graph, start, end):
        return through  # by the origin only
    found = _search_path(graph, labels, start, end, through)
    return through if found is None else found[0]


def find_path(graph: Graph, labels: Labels, start: int, end: int) -> list[int]:
    """The edges of a shortest path from one point to another, in order; empty when nothing bounds them.

    Of two shortest paths the one that avoids the origin is taken: a stated length says more than two dates.
    """
    if start == end:
        return []
    through = _measure_through_origin(labels, start, end)
    found = _search_path(graph, labels, start, end, through + 1) if _is_connected(graph, start, end) else None
    if found is not None:
        return found[1]
    if through == inf:
        return []
    return [
        *reversed(trace_origin(graph, labels, start, back=True)),
        *trace_origin(graph, labels, end, back=False),
    ]


def _is_connected(graph: Graph, start: int, end: int) -> bool:
    return graph.component_of[get_event_number(start)] == graph.component_of[get_event_number(end)]


def _measure_through_origin(labels: Labels, start: int, end: int) -> float:
    back, ahead = labels.back[start], labels.ahead[end]
    return inf if back > labels.far or ahead > labels.far else back + ahead


def _bound_distance(labels: Labels, start: int, end: int) -> int:
    """No path from one point to another is shorter than this: the labels satisfy every inequality on the way."""
    ahead, back = labels.ahead, labels.back
    return max(ahead[end] - ahead[start], back[start] - back[end])


def _search_path(
    graph: Graph, labels: Labels, start: int, end: int, limit: float
) -> tuple[int, list[int]] | None:
    """The shortest path that avoids the origin and is shorter than a limit, with its edges; None when there is none.

    Source: the A* search of Hart, Nilsson and Raphael (1968), with the distances to and from one landmark, here the
    origin, as the guess of what is left, as Goldberg and Harrelson (2005) use them. The guess never falls by more than
    an edge weighs, so that negative weights do no harm.
    """
    ahead, back, out = labels.ahead, labels.back, graph.outgoing
    ahead_end, back_end = ahead[end], back[end]
    limit = min(limit, labels.far)
    ranks: Sequence[int] | None = vars(graph).get("ranks")
    if ranks is not None and ranks[start] < ranks[end]:
        return None
    leading: set[int] | None = None
    patience = PATIENCE
    best = {start: 0}
    trail: dict[int, tuple[int, int]] = {start: (start, 0)}
    heap = [(_bound_distance(labels, start, end), 0, start, 0)]
    while heap:
        _, hops, at, so_far = heappop(heap)
        if so_far > best[at]:
            continue
        if at == end:
            return so_far, _follow_trail(trail, end)[::-1]
        patience -= 1
        if not patience and ranks is None:
            leading = _list_leading(graph, end, 4 * PATIENCE)
            ranks = graph.ranks if leading is None else None
        for other, weight, edge in out[at]:
            if other == ORIGIN or (ranks is not None and ranks[other] < ranks[end]):
                continue
            if leading is not None and other not in leading:
                continue
            length = so_far + weight
            if other in best and best[other] <= length:
                continue
            guess = length + max(ahead_end - ahead[other], back[other] - back_end)
            if guess < limit:
                best[other] = length
                trail[other] = (at, edge)
                heappush(heap, (guess, hops + 1, other, length))
    return None


def _list_leading(graph: Graph, end: int, most: int) -> set[int] | None:
    """The points from which paths that avoid the origin lead to a point; None if there are more than so many."""
    found = {end}
    left = [end]
    while left and len(found) <= most:
        fresh = {other for other, _, _ in graph.incoming[left.pop()] if other} - found
        found |= fresh
        left += fresh
    return None if left else found
