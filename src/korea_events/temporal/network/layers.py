"""The two layers of a network: what is asserted as inequalities between days, and between instants.

Everything has a meaning in days. Between instants only what is said of them counts: dates, which are moved there
soundly, links between events that are not known in days, and the order that links give, whatever the dates.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Any

from attrs import define, field, frozen

from korea_events.temporal.axis import INSTANTS, Axis, project
from korea_events.temporal.bounds import Bounds, Grain, Reading, build_hull
from korea_events.temporal.grains import convert_to_instants
from korea_events.temporal.network.conflict import Conflict, ConflictFinder
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.graph import ORIGIN, Graph
from korea_events.temporal.network.verbs import (
    DATES_STATED,
    LENGTH_STATED,
    MEETS_WITHIN_A_DAY,
    SAID_OF_DAYS,
    Inequality,
    VerbDefinition,
)
from korea_events.temporal.network.views import View
from korea_events.temporal.span_arguments import DEFAULT_ZONE


@frozen(eq=False)
class Layer:
    """All inequalities in days, or in instants, in two readings."""

    grain: Grain
    dated: View
    freed: View
    """Without the edges of approximate ends: what is certain must hold there."""
    approximate: frozenset[int]
    """The components in which a date is approximate."""
    widened: frozenset[int]
    """The components in which bounds stand in for something narrower."""


@frozen(eq=False)
class Solution:
    """What a network has worked out; dropped as soon as something is added."""

    size: tuple[int, int]
    """How many events and constraints there were."""
    constraints: Constraints
    zones: dict[int, str]
    """The zone of each component that does not have the default."""
    days: Layer
    instants: Layer | None
    """None where nothing is said of instants."""
    timed: frozenset[int]
    """The components in which something has a time of day."""
    dayless: frozenset[int]
    """Those of them in which nothing is said in days."""
    broken: frozenset[int]
    """The components, by their first event, whose constraints cannot all hold."""
    conflict: Callable[[int], Conflict]
    """The conflict of a broken component."""

    @property
    def component_of(self) -> list[int]:
        """For each event the number of the first event of its component."""
        return self.days.dated.graph.component_of

    def get_zone(self, event: int) -> str:
        """The zone in whose days an event is meant."""
        return self.zones.get(self.component_of[event], self.constraints.zone or DEFAULT_ZONE)

    def get_layer(self, *events: int) -> Layer:
        """The layer of connected events: instants if some have a time of day, and none is known in days only."""
        constraints = self.constraints
        timed = any(event in constraints.times for event in events)
        only_days = any(event in constraints.days and event not in constraints.times for event in events)
        timed = timed or all(self.component_of[event] in self.dayless for event in events)
        return self.instants if self.instants is not None and timed and not only_days else self.days

    def find_common_layer(self, events: list[int]) -> Layer | None:
        """The layer on which all events lie; None when unconnected events lie on different axes."""
        if len({self.component_of[event] for event in events}) == 1:
            return self.get_layer(*events)
        layers = [self.get_layer(event) for event in events]
        same_zone = len({self.get_zone(event) for event in events}) == 1
        same = all(layer is layers[0] for layer in layers)
        return layers[0] if same and (same_zone or layers[0].grain is Grain.INSTANT) else None


def solve(constraints: Constraints) -> Solution:
    """Works out what follows from constraints."""
    component_of: list[int] | None = None
    if constraints.times or not constraints.zones.keys() <= {constraints.zone or DEFAULT_ZONE}:
        component_of = constraints.find_components()
    zones = {} if component_of is None else constraints.choose_zones(component_of)
    timed = frozenset() if component_of is None else frozenset(component_of[at] for at in constraints.times)
    days = _make_layer(_LayerBuilder(constraints, Grain.DAY, component_of, zones, timed))
    component_of = days.dated.graph.component_of
    instants: Layer | None = None
    broken: dict[int, list[tuple[Layer, int]]] = {
        component: [(days, component)] for component in sorted(days.dated.labels.broken)
    }
    if timed or constraints.has_order():
        instants = _make_layer(_LayerBuilder(constraints, Grain.INSTANT, component_of, zones, timed))
        for part in sorted(instants.dated.labels.broken):
            broken.setdefault(component_of[part], []).append((instants, part))

    finder = ConflictFinder(constraints)

    def find_conflict(component: int) -> Conflict:
        (layer, part), *_ = broken[component]
        other = days if layer is instants else instants
        found, graph = finder.find(layer.dated.graph, part, None if other is None else other.dated.graph)
        contradicted = layer if other is None or graph is layer.dated.graph else other
        events = {event for constraint in found for event in constraints.list_events(constraint)}
        approximate = any(component_of[event] in contradicted.approximate for event in events)
        return finder.describe(found, approximate=approximate)

    return Solution(
        size=(len(constraints.ids), len(constraints.rows)),
        constraints=constraints,
        zones=zones,
        days=days,
        instants=instants,
        timed=timed,
        dayless=timed - {component_of[event] for event in constraints.days} if timed else timed,
        broken=frozenset(broken),
        conflict=lru_cache(maxsize=None)(find_conflict),
    )


def _make_layer(builder: _LayerBuilder) -> Layer:
    dated = View.of(builder.build(freed=False))
    component_of = builder.component_of or dated.graph.component_of
    return Layer(
        builder.grain,
        dated,
        View.of(builder.build(freed=True)) if builder.approximate else dated,
        frozenset(component_of[event] for event in builder.approximate),
        frozenset(component_of[event] for event in builder.widened),
    )


@define(eq=False)
class _LayerBuilder:
    """Makes the inequalities of a layer, and notes which events are approximate, or known less exactly there."""

    _constraints: Constraints
    grain: Grain
    component_of: list[int] | None
    _zones: dict[int, str]
    _timed: frozenset[int]
    approximate: set[int] = field(factory=set[int], init=False)
    widened: set[int] = field(factory=set[int], init=False)

    def build(self, *, freed: bool) -> Graph:
        """The inequalities of all constraints; those of a span that its others imply are left out.

        With ``freed`` approximate ends are free.
        """
        # Start, end and weight of each in turn. Finite ticks are whole numbers, though their type cannot say so.
        edges: list[Any] = []
        firsts: list[int] = []
        days = self.grain is Grain.DAY
        find = self._find_day_inequalities if days else self._find_instant_inequalities
        for definition, event, other, detail, _ in self._constraints.rows:
            firsts.append(len(edges))
            s = 2 * event + 1
            e = s + 1
            if definition == DATES_STATED:
                if days or self._is_timed(event):
                    a, b, c, d, p, q = self._project_dates(event, detail, freed=freed)
                    if a != -inf:
                        edges += (s, ORIGIN, -a)
                    if d != inf:
                        edges += (ORIGIN, e, d)
                    if b != d - p:
                        edges += (ORIGIN, s, b)
                    if c != a + p:
                        edges += (e, ORIGIN, -c)
                    if p != 1:
                        edges += (e, s, -p)
                    if q != d - a:
                        edges += (s, e, q)
            elif definition == LENGTH_STATED:
                if days or self._is_timed(event):
                    least, most = detail if days else _convert_length(detail, self._get_zone(event))
                    if least > 1:
                        edges += (e, s, -least)
                    if most != inf:
                        edges += (s, e, most)
            else:
                points = (s, e, 2 * other + 1, 2 * other + 2)
                slack = detail or 0
                for start, end, most in find(definition, event, other):
                    edges += (points[start], points[end], most + slack)
        table = array("q", edges)
        return Graph(len(self._constraints.ids), table[::3], table[1::3], table[2::3], firsts)

    def _is_timed(self, event: int) -> bool:
        return self.component_of is not None and self.component_of[event] in self._timed

    def _get_zone(self, event: int) -> str:
        zone = self._constraints.zone or DEFAULT_ZONE
        if not self._zones or self.component_of is None:
            return zone
        return self._zones.get(self.component_of[event], zone)

    def _project_dates(self, event: int, span: Any, *, freed: bool) -> Bounds:
        zone = self._get_zone(event)
        exact = span.zone == zone and span.grain is self.grain and span.exact and not span.approximate
        if exact and len(span.alternatives) == 1:  # nearly always
            bounds: Bounds = span.alternatives[0].bounds
            return bounds
        axis = INSTANTS if self.grain is Grain.INSTANT else Axis(Grain.DAY, zone)
        projected = project(span, axis, self._constraints.tolerance)
        if projected.approximate:
            self.approximate.add(event)
        if not projected.exact or len(projected.alternatives) > 1:
            self.widened.add(event)
        return build_hull(projected.freed if freed else projected.alternatives)

    def _find_day_inequalities(
        self, definition: VerbDefinition, event: int, other: int
    ) -> tuple[Inequality, ...]:
        if self._timed and definition.name == "meets" and self._is_timed(event):
            days, times = self._constraints.days, self._constraints.times
            if not {event, other} <= days or not times.isdisjoint((event, other)):
                return MEETS_WITHIN_A_DAY
        return SAID_OF_DAYS.get(definition.name, definition.inequalities)

    def _find_instant_inequalities(
        self, definition: VerbDefinition, event: int, other: int
    ) -> tuple[Inequality, ...]:
        if definition.orders:
            return definition.inequalities
        in_days = any(at in self._constraints.days - self._constraints.times for at in (event, other))
        # where nothing has a time of day, "together" is meant of days
        if definition.days_only or in_days or not self._is_timed(event):
            return ()
        return definition.inequalities


def _convert_length(days: tuple[float, float], zone: str) -> tuple[float, float]:
    """A number of days as one of instants, soundly: the first and the last day need not be full."""
    least, most = days
    unplaced = Bounds(-inf, inf, -inf, inf, least, most)
    return convert_to_instants(unplaced, zone, Reading.WITHIN)[0][4:]
