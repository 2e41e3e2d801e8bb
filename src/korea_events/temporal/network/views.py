"""``View``: the inequalities of a network in one reading, and what they say of one event and of two."""

from __future__ import annotations

from math import inf

from attrs import frozen

from korea_events.temporal import bounds as independent
from korea_events.temporal.bounds import Bounds
from korea_events.temporal.network import joint
from korea_events.temporal.network.graph import Graph, get_event_points
from korea_events.temporal.network.labels import Labels, find_labels
from korea_events.temporal.network.paths import distance, find_path


@frozen(eq=False)
class View:
    """All inequalities in one reading, as dated or freed, and how far they leave every point from the origin."""

    graph: Graph
    labels: Labels

    @classmethod
    def of(cls, graph: Graph) -> View:
        """The view of a graph, worked out."""
        return cls(graph, find_labels(graph))

    def measure(self, start: int, end: int) -> float:
        """The most that one point can come after another."""
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
        if self.graph.component_of[one] != self.graph.component_of[other]:
            return independent.find_relation_mask(self.find_bounds(one), self.find_bounds(other))
        return joint.find_joint_relations(self.build_matrix(one, other))
