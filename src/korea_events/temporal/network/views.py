"""``View``: the inequalities of a network in one reading, and what they say of one event and of two."""

from __future__ import annotations

from math import inf

from attrs import field, frozen

from korea_events.temporal import bounds as independent
from korea_events.temporal.bounds import Bounds
from korea_events.temporal.network import joint
from korea_events.temporal.network.closure import MAX_EVENTS, Closure, close_component
from korea_events.temporal.network.graph import Graph, get_event_number, get_event_points
from korea_events.temporal.network.labels import Labels, find_labels
from korea_events.temporal.network.paths import distance, find_path

MIN_PAIRS = 100
"""After so many pairs of one component, or a quarter of its events, all its distances are found at once."""


@frozen(eq=False)
class View:
    """All inequalities in one reading, as dated or freed, and how far they leave every point from the origin."""

    graph: Graph
    labels: Labels
    _searches: dict[int, float] = field(factory=dict[int, float], init=False, repr=False)
    """How many pairs of each component are still to be searched for, one by one."""
    _closures: dict[int, Closure] = field(factory=dict[int, Closure], init=False, repr=False)

    @classmethod
    def of(cls, graph: Graph) -> View:
        """The view of a graph, worked out."""
        return cls(graph, find_labels(graph))

    def measure(self, start: int, end: int) -> float:
        """The most that one point can come after another."""
        if self._closures:
            closure = self._closures.get(self.graph.component_of[get_event_number(start)])
            if closure is not None and get_event_number(end) in closure.places:
                return closure.measure(start, end)
        return distance(self.graph, self.labels, start, end)

    def find_path(self, start: int, end: int) -> list[int]:
        """The edges of a shortest path from one point to another."""
        return find_path(self.graph, self.labels, start, end)

    def find_bounds(self, event: int) -> Bounds:
        """The bounds of an event."""
        start, end = get_event_points(event)
        labels, far = self.labels, self.labels.far
        return Bounds(
            -inf if labels.back[start] > far else -labels.back[start],
            inf if labels.ahead[start] > far else labels.ahead[start],
            -inf if labels.back[end] > far else -labels.back[end],
            inf if labels.ahead[end] > far else labels.ahead[end],
            -self.measure(end, start),
            self.measure(start, end),
        )

    def build_matrix(self, one: int, other: int) -> joint.DistanceMatrix:
        """The distances between the ends of two events."""
        points = (*get_event_points(one), *get_event_points(other))
        return [[self.measure(start, to) for to in points] for start in points]

    def find_mask(self, one: int, other: int) -> int:
        """The relations in which two events can stand."""
        component = self.graph.component_of[one]
        if component != self.graph.component_of[other]:
            return independent.find_relation_mask(self.find_bounds(one), self.find_bounds(other))
        closure = self._closures.get(component)
        if closure is None:
            if component not in self._searches:
                events = len(self.graph.component_of.list_members(one))
                self._searches[component] = max(events // 4, MIN_PAIRS) if events <= MAX_EVENTS else inf
            self._searches[component] -= 1
            if self._searches[component] >= 0:
                return joint.find_joint_relations(self.build_matrix(one, other))
            closure = self._closures[component] = close_component(self.graph, self.labels, one)
        return closure.find_mask(closure.places[one], closure.places[other])
