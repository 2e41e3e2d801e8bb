"""All distances within one component of a network at once: worth it when many pairs of its events are asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from heapq import heappop, heappush
from importlib.util import find_spec
from math import inf

from attrs import frozen

from korea_events.temporal.network.graph import ORIGIN, Graph, get_event_number, get_event_points
from korea_events.temporal.network.joint import find_joint_relations
from korea_events.temporal.network.labels import Labels

MAX_EVENTS = 1_000
"""So many events have distances of 32 MB; in larger components every pair is searched for."""

MAX_EXACT = 1 << 53
"""Up to here floats are exact, and so columns can be."""

Step = tuple[int, int]
"""The place of the point that an edge leads to, and its weight."""


@frozen(eq=False)
class Closure:
    """The distances between the points of a component, and the relations of its events, by their places in it."""

    places: dict[int, int]
    """The place of each event; its start has the double, its end comes next."""
    measure_places: Callable[[int, int], float]
    """The most that the point at one place can come after that at another."""
    find_mask: Callable[[int, int], int]
    """The relations in which the events at two places can stand."""

    def measure(self, start: int, end: int) -> float:
        """The most that one point can come after another."""
        first, last = (2 * self.places[get_event_number(point)] + (point + 1) % 2 for point in (start, end))
        return self.measure_places(first, last)


def close_component(graph: Graph, labels: Labels, event: int, *, columns: bool | None = None) -> Closure:
    """The closure of the component of an event, which contradicts nothing. ``columns`` forces or forbids numpy."""
    members = graph.component_of.list_members(event)
    places = {member: place for place, member in enumerate(members)}
    points = [point for member in members for point in get_event_points(member)]
    place_of = {point: place for place, point in enumerate(points)}
    edges = [[(place_of[to], by) for to, by, _ in graph.outgoing[point] if to != ORIGIN] for point in points]
    back, ahead = (
        [inf if column[point] > labels.far else column[point] for point in points]
        for column in (labels.back, labels.ahead)
    )
    if columns is None:
        columns = find_spec("numpy") is not None
    if columns and graph.reach < MAX_EXACT:
        from korea_events.temporal.network.closure_numpy import close_columns

        return Closure(places, *close_columns(edges, back, ahead))
    potentials = [labels.ahead[point] for point in points]

    @cache
    def find_row(start: int) -> list[float]:
        return _find_distances(edges, potentials, start)

    def measure(start: int, end: int) -> float:
        return 0 if start == end else min(find_row(start)[end], back[start] + ahead[end])

    def find_mask(one: int, other: int) -> int:
        ends = (2 * one, 2 * one + 1, 2 * other, 2 * other + 1)
        return find_joint_relations([[measure(start, end) for end in ends] for start in ends])

    return Closure(places, measure, find_mask)


def _find_distances(edges: list[list[Step]], potentials: list[int], start: int) -> list[float]:
    """How far all points lie from one. The potentials satisfy every inequality.

    Source: Johnson, "Efficient algorithms for shortest paths in sparse networks", Journal of the ACM 24 (1977).
    """
    found: list[float] = [inf] * len(edges)
    found[start] = 0
    heap = [(-potentials[start], start)]
    done = bytearray(len(edges))
    while heap:
        _, at = heappop(heap)
        if not done[at]:
            done[at] = 1
            for other, weight in edges[at]:
                distance = found[at] + weight
                if distance < found[other]:
                    found[other] = distance
                    heappush(heap, (int(distance) - potentials[other], other))
    return found
