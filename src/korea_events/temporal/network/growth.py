"""How the labels of a network change when something is added to it: only what follows from that is worked out.

Source: Cotton and Maler, "Fast and flexible difference constraint propagation for DPLL(T)", SAT 2006, after Ramalingam,
Song, Joskowicz and Miller, "Solving systems of difference constraints incrementally", Algorithmica 23 (1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from korea_events.temporal.network.graph import ORIGIN, EdgeTable, get_event_number
from korea_events.temporal.network.labels import Labels, measure_far
from korea_events.temporal.network.views import View

_BROKEN = "broken"


def grow_view(view: View, events: int, edges: Sequence[int], firsts: Sequence[int]) -> View | None:
    """A view that goes on from another one, whose graph and labels it changes, with more events and edges.

    None if labels so far off from each other no longer suffice.
    """
    graph, labels = view.graph, view.labels
    far = labels.far
    labels.ahead.extend([2 * far - 1, 2 * far] * (events - graph.events))
    labels.back.extend([2 * far, 2 * far - 1] * (events - graph.events))
    graph.add_events(events)
    graph.first_edges.extend(3 * len(graph.starts) + first for first in firsts)
    components = graph.component_of
    components.marks[_BROKEN] = {components[event] for event in labels.broken}
    for start, end, weight in zip(edges[::3], edges[1::3], edges[2::3], strict=True):
        graph.add_edge(start, end, weight)
        event = get_event_number(start or end)
        if not components.is_marked(_BROKEN, event) and not (
            _push_edge(labels.ahead, graph.outgoing, start, end, weight)
            and _push_edge(labels.back, graph.incoming, end, start, weight)
        ):
            components.mark(_BROKEN, event)
    if measure_far(graph) != far:
        return None
    return View(graph, Labels(labels.ahead, labels.back, far, frozenset(components.marks[_BROKEN])))


def _push_edge(label: list[int], edges: EdgeTable, start: int, end: int, weight: int) -> bool:
    """Lowers labels, which satisfied all other edges, until they satisfy a new one too; False if they never will."""
    if label[start] + weight >= label[end]:
        return True
    lowered: dict[int, int] = {end: label[start] + weight}
    heap = [(lowered[end] - label[end], end)]
    while heap:
        # Each point is reached first along the edges that lower it most, and so its label is lowered once.
        _, at = heappop(heap)
        if lowered.get(at, label[at]) >= label[at]:
            continue
        if at in (ORIGIN, start):
            return False
        so_far = label[at] = lowered[at]
        for other, step, _ in edges[at]:
            distance = so_far + step
            if distance < lowered.get(other, label[other]):
                lowered[other] = distance
                heappush(heap, (distance - label[other], other))
    return True
