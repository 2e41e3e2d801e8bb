"""How far every point of a network lies from the origin, both ways, and which components contradict themselves.

``ahead[v]`` is the most that v can come after the origin, ``back[v]`` the most that the origin can come after v:
shortest paths from and to it. Every point is also taken to lie at most ``2 * far`` from the origin, which is more
than any path weighs: so points without a date have labels too, and a label beyond ``far`` says that nothing bounds
the point. Such labels satisfy every inequality, and so they guide the searches of ``paths.py``.

Source: the shortest paths of Bellman (1958), Ford (1956) and Moore (1959), in the order of Yen (1970). The check for
cycles of parents now and then is one of those compared by Cherkassky and Goldberg, "Negative-cycle detection
algorithms", Mathematical Programming 85 (1999). That points are sorted by the edges that lower or hold labels, where
their own order is a bad one, comes from Goldberg and Radzik, "A heuristic improvement of the Bellman-Ford algorithm",
Applied Mathematics Letters 6 (1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec

from attrs import frozen

from korea_events.temporal.network.graph import (
    ORIGIN,
    EdgeTable,
    Graph,
    get_event_number,
    get_event_points,
    walk_points,
)

MIN_POINTS_FOR_NUMPY = 1_000
"""From this number of points on, numpy (where it is installed) finds the labels faster."""

MIN_FAR = 1 << 60

ROUNDS_IN_ONE_ORDER = 4
"""After lowering labels so many times per point, the points are put in another order."""


@frozen(eq=False)
class Labels:
    """Distances from and to the origin; those in a broken component mean nothing."""

    ahead: list[int]
    back: list[int]
    far: int
    broken: frozenset[int]
    """The components, by their first event, whose constraints cannot all hold."""


def measure_far(graph: Graph) -> int:
    """More than any path weighs, also when a little is added to the graph."""
    return max(MIN_FAR, 1 << (2 * graph.reach).bit_length())


def find_labels(graph: Graph, *, columns: bool | None = None) -> Labels:
    """The labels of all points. ``columns`` forces or forbids numpy; both ways give the same labels."""
    far = measure_far(graph)
    if columns is None:
        columns = graph.points >= MIN_POINTS_FOR_NUMPY and find_spec("numpy") is not None
    # Sums of labels and weights must stay within 64 bits; instants centuries apart in thousands may not.
    columns = columns and far == MIN_FAR
    broken: set[int] = set()
    if columns:
        from korea_events.temporal.network.labels_numpy import settle_columns

        (ahead, back), contradicted, unsettled = settle_columns(graph, far)
    else:
        ahead, back = ([0, *([2 * far] * (graph.points - 1))] for _ in range(2))
        contradicted, unsettled = [], False
    both = Relaxation(graph, ahead, broken, back=False), Relaxation(graph, back, broken, back=True)
    for relaxation in both:
        relaxation.give_up(contradicted)
        if not columns:
            # The rest only then, so that labels without use are not spread first and corrected later.
            relaxation.run([ORIGIN])
            unsettled = 2 * far in ahead or 2 * far in back
    if unsettled:
        for relaxation, points in zip(both, _sweep(graph, ahead, back), strict=True):
            relaxation.run(points)
    return Labels(ahead, back, far, frozenset(broken))


def _sweep(graph: Graph, ahead: list[int], back: list[int]) -> tuple[set[int], set[int]]:
    """Lowers labels along all edges in a good order; gives the points whose edges do not hold yet, ahead and back.

    A long chain, however its points are numbered, is settled by this.
    """
    places = graph.places
    edges = sorted(graph.list_edges(), key=lambda edge: places[edge[0]])
    for start, end, weight in edges:
        if ahead[start] + weight < ahead[end] and end:
            ahead[end] = ahead[start] + weight
    for start, end, weight in reversed(edges):
        if back[end] + weight < back[start] and start:
            back[start] = back[end] + weight
    left: tuple[set[int], set[int]] = set(), set()
    for start, end, weight in edges:
        if ahead[start] + weight < ahead[end]:
            left[0].add(start)
        if back[end] + weight < back[start]:
            left[1].add(end)
    return left


class Relaxation:
    """Lowers labels along edges until they satisfy all of them; gives up components where that never ends."""

    __slots__ = ("_blocked", "_broken", "_edges", "_graph", "_label", "_parent")

    def __init__(self, graph: Graph, label: list[int], broken: set[int], *, back: bool) -> None:
        self._graph = graph
        self._edges: EdgeTable = graph.incoming if back else graph.outgoing
        self._label = label
        self._broken = broken
        self._blocked = bytearray(graph.points)
        """The points of broken components."""
        self._parent = [-1] * graph.points

    def _block(self, component: int) -> None:
        for event in self._graph.component_of.list_members(component):
            for point in get_event_points(event):
                self._blocked[point] = 1

    def give_up(self, points: Iterable[int]) -> None:
        """Leaves the components of these points alone from now on."""
        for point in points:
            if not self._blocked[point]:
                component = self._graph.component_of[get_event_number(point)]
                self._broken.add(component)
                self._block(component)

    def run(self, points: Iterable[int]) -> None:
        """Relaxes the edges of these points, and of all whose label that lowers.

        It goes up and down through the points in turns, so that a chain is settled in one go whichever way it runs.
        When that takes long, it goes on in the order in which labels now depend on each other.
        """
        for component in self._broken:
            self._block(component)
        label, edges, parent, blocked = self._label, self._edges, self._parent, self._blocked
        size = self._graph.points
        order: Sequence[int] = range(size)
        places = order
        active = bytearray(size)
        for point in points:
            active[point] = 1
        patience, rounds = size, 0
        place = active.find(1)
        upwards = True
        while place >= 0:
            active[place] = 0
            point = order[place]
            so_far = label[point]
            for other, weight, _ in () if blocked[point] else edges[point]:
                distance = so_far + weight
                if distance >= label[other] or blocked[other]:
                    continue
                # a cycle through the origin, whose label must stay 0 for the sake of the rest
                if other == ORIGIN:
                    self.give_up((point,))
                    break
                label[other] = distance
                parent[other] = point
                active[places[other]] = 1
                patience -= 1
            if patience < 0:
                self.give_up(self._find_cycle_points())
                patience, rounds = size, rounds + 1
                if rounds % ROUNDS_IN_ONE_ORDER == 0:
                    still = [point for point, flag in zip(order, active, strict=True) if flag]
                    order = self._sort_points(still)
                    places = [0] * size
                    for place, point in enumerate(order):
                        places[point] = place
                    active = bytearray(size)
                    for point in still:
                        active[places[point]] = 1
                    place, upwards = -1, True
            ahead = active.find(1, place + 1) if upwards else active.rfind(1, 0, place)
            if ahead < 0:
                upwards = not upwards
                ahead = active.find(1) if upwards else active.rfind(1)
            place = ahead

    def _sort_points(self, active: list[int]) -> list[int]:
        """The points so that each comes before those whose labels it lowers or holds, as far as that can be."""
        label, blocked = self._label, self._blocked
        return walk_points(
            [
                []
                if blocked[point]
                else [
                    other
                    for other, weight, _ in self._edges[point]
                    if other and label[point] + weight <= label[other]
                ]
                for point in range(self._graph.points)
            ],
            active,
        )

    def _find_cycle_points(self) -> list[int]:
        """A point of every cycle of parents: such a cycle has a negative weight."""
        found: list[int] = []
        visited = bytearray(self._graph.points)
        for point in range(1, self._graph.points):
            trail: list[int] = []
            at = point
            while at > ORIGIN and not visited[at]:
                visited[at] = 1
                trail.append(at)
                at = self._parent[at]
            if at > ORIGIN and at in trail:
                found.append(at)
        return found
