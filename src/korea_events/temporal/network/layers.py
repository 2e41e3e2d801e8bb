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

from attrs import define, evolve, field, frozen

from korea_events.temporal.axis import INSTANTS, Axis, project
from korea_events.temporal.bounds import Bounds, Grain, Reading, build_hull
from korea_events.temporal.grains import convert_to_instants
from korea_events.temporal.network.axes import Axes
from korea_events.temporal.network.components import Components
from korea_events.temporal.network.conflict import Conflict, ConflictFinder
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.graph import ORIGIN, Graph
from korea_events.temporal.network.growth import grow_view
from korea_events.temporal.network.verbs import (
    DATES_STATED,
    LENGTH_STATED,
    MEETS_WITHIN_A_DAY,
    SAID_OF_DAYS,
    Inequality,
    VerbDefinition,
)
from korea_events.temporal.network.views import View


@frozen(eq=False)
class Layer:
    """All inequalities in days, or in instants, in two readings."""

    grain: Grain
    dated: View
    freed: View
    """Without the edges of approximate ends: what is certain must hold there."""
    _components: Components

    def is_approximate(self, event: int) -> bool:
        """Whether a date connected with an event is approximate."""
        return self._components.is_marked(f"approximate {self.grain}", event)

    def is_widened(self, event: int) -> bool:
        """Whether bounds stand in for something narrower in what is connected with an event."""
        return self._components.is_marked(f"widened {self.grain}", event)


@frozen(eq=False)
class Solution:
    """What a network has worked out; when something is added, it grows."""

    size: tuple[int, int]
    """How many events and constraints there were."""
    axes: Axes
    days: Layer
    instants: Layer | None
    """None where nothing is said of instants."""
    broken: frozenset[int]
    """The components, by their first event, whose constraints cannot all hold."""
    conflict: Callable[[int], Conflict]
    """The conflict of a broken component."""

    @property
    def component_of(self) -> Components:
        """For each event the number of the first event of its component."""
        return self.axes.components

    def get_layer(self, *events: int) -> Layer:
        """The layer of connected events: instants if some have a time of day, and none is known in days only."""
        constraints = self.axes.constraints
        if self.instants is None or not constraints.times:
            return self.days
        timed = any(event in constraints.times for event in events)
        only_days = any(event in constraints.days and event not in constraints.times for event in events)
        timed = timed or all(map(self.axes.is_dayless, events))
        return self.instants if timed and not only_days else self.days

    def find_common_layer(self, events: list[int]) -> Layer | None:
        """The layer on which all events lie; None when unconnected events lie on different axes."""
        if not self.axes.constraints.mixed:
            return self.days
        if len({self.component_of[event] for event in events}) == 1:
            return self.get_layer(*events)
        layers = [self.get_layer(event) for event in events]
        same_zone = len({self.axes.get_zone(event) for event in events}) == 1
        same = all(layer is layers[0] for layer in layers)
        return layers[0] if same and (same_zone or layers[0].grain is Grain.INSTANT) else None


def solve(constraints: Constraints) -> Solution:
    """Works out what follows from constraints."""
    axes = Axes(constraints)
    days = _make_layer(_LayerBuilder(axes, Grain.DAY))
    needs_instants = constraints.times or constraints.ordered
    return _conclude(axes, days, _make_layer(_LayerBuilder(axes, Grain.INSTANT)) if needs_instants else None)


def grow(solution: Solution) -> Solution | None:
    """The solution with what was added since to its constraints; None if earlier ones have to be read anew.

    Only what follows from the added constraints is worked out, in place: the solution before is of no use any more.
    """
    axes = solution.axes
    constraints = axes.constraints
    needs_instants = constraints.times or constraints.ordered
    if (needs_instants and solution.instants is None) or not axes.grow(*solution.size):
        return None
    days = _grow_layer(_LayerBuilder(axes, Grain.DAY), solution.days, solution.size[1])
    instants = solution.instants
    if instants is not None:
        instants = _grow_layer(_LayerBuilder(axes, Grain.INSTANT), instants, solution.size[1])
        if instants is None:
            return None
    return None if days is None else _conclude(axes, days, instants)


def _conclude(axes: Axes, days: Layer, instants: Layer | None) -> Solution:
    """The solution that consists of these layers."""
    constraints, components = axes.constraints, axes.components
    broken: dict[int, list[tuple[Layer, int]]] = {}
    for layer in (days, instants):
        if layer is not None:
            for part in sorted(layer.dated.labels.broken):
                broken.setdefault(components[part], []).append((layer, part))

    def find_conflict(component: int) -> Conflict:
        (layer, part), *_ = broken[component]
        other = days if layer is instants else instants
        finder = ConflictFinder(constraints, frozenset(components.list_members(component)))
        found, graph = finder.find(layer.dated.graph, part, None if other is None else other.dated.graph)
        contradicted = layer if other is None or graph is layer.dated.graph else other
        events = {event for constraint in found for event in constraints.list_events(constraint)}
        return finder.describe(found, approximate=any(map(contradicted.is_approximate, events)))

    return Solution(
        (len(constraints.ids), len(constraints.rows)),
        axes,
        days,
        instants,
        frozenset(broken),
        lru_cache(maxsize=None)(find_conflict),
    )


def _make_layer(builder: _LayerBuilder) -> Layer:
    dated = View.of(builder.build(freed=False))
    freed = View.of(builder.build(freed=True)) if builder.approximate else dated
    return Layer(builder.grain, dated, freed, builder.axes.components)


def _grow_layer(builder: _LayerBuilder, layer: Layer, rows: int) -> Layer | None:
    """The layer with the constraints after so many; None if it has to be made anew."""
    events = len(builder.axes.constraints.ids)
    views: list[View | None] = [grow_view(layer.dated, events, *builder.list_edges(rows, freed=False))]
    if layer.freed is not layer.dated:
        views.append(grow_view(layer.freed, events, *builder.list_edges(rows, freed=True)))
    elif builder.approximate:
        return None
    dated, freed = views[0], views[-1]
    return None if dated is None or freed is None else evolve(layer, dated=dated, freed=freed)


@define(eq=False)
class _LayerBuilder:
    """Makes the inequalities of a layer, and notes which events are approximate, or known less exactly there."""

    axes: Axes
    grain: Grain
    approximate: bool = field(default=False, init=False)
    """Whether a date was approximate."""

    def build(self, *, freed: bool) -> Graph:
        """The inequalities of all constraints."""
        edges, firsts = self.list_edges(0, freed=freed)
        table = array("q", edges)
        graph = Graph(len(self.axes.constraints.ids), table[::3], table[1::3], table[2::3], firsts)
        if self.grain is Grain.DAY:
            graph.component_of = self.axes.components
        return graph

    def list_edges(self, rows: int, *, freed: bool) -> tuple[list[Any], list[int]]:
        """The inequalities of the constraints after so many, and the place of the first of each constraint.

        Start, end and weight of each come in turn; those of a span that its others imply are left out. With ``freed``
        approximate ends are free.
        """
        # Finite ticks are whole numbers, though their type cannot say so.
        edges: list[Any] = []
        firsts: list[int] = []
        days = self.grain is Grain.DAY
        find = self._find_day_inequalities if days else self._find_instant_inequalities
        timed = self.axes.is_timed
        for definition, event, other, detail, _ in self.axes.constraints.rows[rows:]:
            firsts.append(len(edges))
            s = 2 * event + 1
            e = s + 1
            if definition == DATES_STATED:
                if days or timed(event):
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
                if days or timed(event):
                    least, most = detail if days else _convert_length(detail, self.axes.get_zone(event))
                    if least > 1:
                        edges += (e, s, -least)
                    if most != inf:
                        edges += (s, e, most)
            else:
                points = (s, e, 2 * other + 1, 2 * other + 2)
                slack = detail or 0
                for start, end, most in find(definition, event, other):
                    edges += (points[start], points[end], most + slack)
        return edges, firsts

    def _project_dates(self, event: int, span: Any, *, freed: bool) -> Bounds:
        zone = self.axes.get_zone(event)
        exact = span.zone == zone and span.grain is self.grain and span.exact and not span.approximate
        if exact and len(span.alternatives) == 1:  # nearly always
            bounds: Bounds = span.alternatives[0].bounds
            return bounds
        axis = INSTANTS if self.grain is Grain.INSTANT else Axis(Grain.DAY, zone)
        projected = project(span, axis, self.axes.constraints.tolerance)
        if projected.approximate:
            self.approximate = True
            self.axes.components.mark(f"approximate {self.grain}", event)
        if not projected.exact or len(projected.alternatives) > 1:
            self.axes.components.mark(f"widened {self.grain}", event)
        return build_hull(projected.freed if freed else projected.alternatives)

    def _find_day_inequalities(
        self, definition: VerbDefinition, event: int, other: int
    ) -> tuple[Inequality, ...]:
        if definition.name == "meets" and self.axes.is_timed(event):
            days, times = self.axes.constraints.days, self.axes.constraints.times
            if not {event, other} <= days or not times.isdisjoint((event, other)):
                return MEETS_WITHIN_A_DAY
        return SAID_OF_DAYS.get(definition.name, definition.inequalities)

    def _find_instant_inequalities(
        self, definition: VerbDefinition, event: int, other: int
    ) -> tuple[Inequality, ...]:
        if definition.orders:
            return definition.inequalities
        # where nothing has a time of day, "together" is meant of days
        if definition.days_only or not self.axes.is_timed(event):
            return ()
        days, times = self.axes.constraints.days, self.axes.constraints.times
        if any(at in days and at not in times for at in (event, other)):
            return ()
        return definition.inequalities


def _convert_length(days: tuple[float, float], zone: str) -> tuple[float, float]:
    """A number of days as one of instants, soundly: the first and the last day need not be full."""
    least, most = days
    unplaced = Bounds(-inf, inf, -inf, inf, least, most)
    return convert_to_instants(unplaced, zone, Reading.WITHIN)[0][4:]
