"""``TemporalNetwork``: what follows from everything that was asserted about when many events took place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from math import inf
from threading import RLock

from korea_events.errors import ContradictionError, Problem, QuestionError, SpanError
from korea_events.temporal import civil
from korea_events.temporal.amounts import Amount
from korea_events.temporal.axis import (
    Axis,
    ProjectedSpan,
    Tolerance,
    check_tolerance,
    choose_day_zone,
    choose_pair_axis,
    project,
)
from korea_events.temporal.bounds import (
    ALL_RELATIONS,
    APPROXIMATE_END,
    APPROXIMATE_START,
    Bounds,
    Grain,
    build_hull,
    close,
)
from korea_events.temporal.network import joint
from korea_events.temporal.network.assertions import Assertion
from korea_events.temporal.network.builder import NetworkBuilder
from korea_events.temporal.network.conflict import Conflict
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.graph import IMPLIED_EDGE, Graph, get_event_points
from korea_events.temporal.network.layers import Solution, grow, solve
from korea_events.temporal.network.paths import trace_origin
from korea_events.temporal.questions import find_relations
from korea_events.temporal.relations import SHARES_TIME, Relation, RelationSet, Verdict, as_relation_mask
from korea_events.temporal.span import Span, make_bounds_span
from korea_events.temporal.stated import BOUND_ARGUMENTS, FLAGGED_ENDS, BoundName

_SOLVING = RLock()

_CALENDAR_ENDS = {
    Grain.DAY: (civil.FIRST_DAY, civil.LAST_DAY + 1),
    Grain.INSTANT: (civil.FIRST_INSTANT, civil.LAST_INSTANT),
}


def _limit_to_calendar(bounds: Bounds, grain: Grain) -> Bounds | None:
    """Bounds without those that lie beyond the calendar; None when nothing within it is allowed."""
    first, last = _CALENDAR_ENDS[grain]
    a, b, c, d, p, q = bounds
    if all(first <= tick <= last or abs(tick) == inf for tick in bounds[:4]):
        return bounds
    if max(a, c) > last or min(b, d) < first:
        return None
    a, c = (-inf if tick < first else tick for tick in (a, c))
    b, d = (inf if tick > last else tick for tick in (b, d))
    if -inf < c < first + q or inf > b > last - q:
        q = inf  # with it the others would come back
    return close(Bounds(a, b, c, d, p, q))


@lru_cache(maxsize=1_024)
def _make_relations(mask: int, freed: int) -> RelationSet:
    return RelationSet(mask, freed=freed)


class TemporalNetwork(NetworkBuilder):
    """Events, the assertions about their dates, and what follows from these.

    First assert (:meth:`add`, :meth:`add_length`, :meth:`add_link`), then ask: :meth:`tightened` gives the dates of an
    event, narrowed by all assertions together; :meth:`relations` and :meth:`shared_time` are exact for connected
    events; :meth:`why` names the assertions that an answer rests on, and :meth:`conflict` those that cannot all hold. A
    conflict concerns the events connected with it; the others keep their answers.

    ``because`` says why an assertion holds: a text, a citation, an :class:`Assertion`, or a list of these if all of
    them are needed. Without a reason the assertion counts as the coder's own.

    Connected events are known in days, of ``zone`` or of the zone that their dated days share (else of Seoul), and also
    by the time of day if one is given. Two events with a time of day are compared in instants, all others in days.
    Unconnected events are compared as :func:`korea_events.relate` compares them. A contradiction in days or in instants
    is a conflict, and so are links that leave no order of instants, whatever the dates.

    A network cannot hold alternatives: one span around all of them (their hull) takes their place. This never makes an
    answer wrong but may make it wider, and tightened spans then say ``exact = False``. What rests on approximate dates
    is approximate and never certain, unless ``tolerance`` says how far they may be off: a number of days, or a length
    such as ``PT30M``.

    You can add to a network after asking it. Only what follows from the additions is then worked out, unless they
    change the zone or the kind of dates of what they connect; a copy shares nothing, and is worked out anew. Only one
    thread may add, and only while no other thread asks.

    Raises:
        SpanError: ``zone-unknown``.
        QuestionError: ``question-tolerance`` when that is unusable.

    Example:
        >>> net = TemporalNetwork()
        >>> net.add("fs-24", Span.parse("/2024-03-14"), because="wire")
        >>> net.add_length("fs-24", days=11, because=["“11-day” [wire]", "counted inclusively [coder]"])
        >>> net.add("kpa-tanks", Span.bounded(latest_end="2024-03-14"), because="KCNA")
        >>> print(net.tightened("fs-24").certain)
        2024-03-04/2024-03-14
        >>> net.shared_time("kpa-tanks", "fs-24")
        Amount(least=0, most=11, unit='day')
    """

    __slots__ = ("_solution",)

    def __init__(self, *, zone: str | None = None, tolerance: Tolerance = None) -> None:
        if zone is not None:
            civil.check_zone(zone)
        check_tolerance(tolerance)
        super().__init__(Constraints(zone, tolerance))
        self._solution: Solution | None = None

    def copy(self) -> TemporalNetwork:
        """Another network with the same assertions, in which to try out more.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> what_if = net.copy()
            >>> what_if.add_length("fs-24", days=10)
            >>> net.conflict() is None, what_if.conflict() is None
            (True, False)
        """
        return self._from_constraints(self._constraints.copy())

    @classmethod
    def _from_constraints(cls, constraints: Constraints) -> TemporalNetwork:
        net = cls()
        net._constraints = constraints
        return net

    def __reduce__(self) -> tuple[Callable[[Constraints], TemporalNetwork], tuple[Constraints]]:
        """For pickle and copy: the constraints without the solution."""
        return self._from_constraints, (self._constraints.copy(),)

    def __repr__(self) -> str:
        events, rows = len(self._constraints.ids), len(self._constraints.rows)
        return f"<TemporalNetwork: {events} event{'s' * (events != 1)}, {rows} constraint{'s' * (rows != 1)}>"

    def tightened(self, id: str) -> Span:
        """The dates of an event, narrowed by all assertions together; every bound can be reached.

        The result is a span of bounds. An end is approximate if it rests on an approximate date. The span says
        ``exact = False`` if a hull took the place of the alternatives of a connected event.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: ``network-conflict`` when the assertions about the events connected with this one cannot
                all hold.
            SpanError: ``span-out-of-range`` when the event certainly begins or ends outside the years 0001 to 9999. If
                it only may, that bound is left out.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tank-training", Span.bounded(latest_end="2024-03-14"), because="KCNA")
            >>> net.add("artillery", because="article")
            >>> net.add("promise", Span.on("2024-03-05"), because="KCNA")
            >>> net.add_link("artillery", "starts_after", "promise", because="“later” [article]")
            >>> print(net.tightened("artillery"))
            bounds(earliest_start=2024-03-05, earliest_end=2024-03-05)
        """
        event, solution = self._solve_for(id)
        return self._tighten(solution, event)

    def bounds(self, id: str) -> Bounds:
        """The bounds of :meth:`tightened` in ticks of the axis, for engines: closed, half-open, infinite if unbounded.

        Raises:
            QuestionError, ContradictionError: as :meth:`tightened`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("drill", Span.parse("/2024-03-14"))
            >>> net.add_length("drill", days=11)
            >>> net.bounds("drill")
            Bounds(start_min=738949, start_max=738949, end_min=738960, end_max=738960, length_min=11, length_max=11)
        """
        event, solution = self._solve_for(id)
        return solution.get_layer(event).dated.find_bounds(event)

    def why(self, id: str, bound: BoundName) -> tuple[Assertion, ...]:
        """The assertions that a bound of :meth:`tightened` follows from, in order from the date to the event.

        ``bound`` is one of ``earliest_start``, ``latest_start``, ``earliest_end``, ``latest_end``, ``min_days`` and
        ``max_days`` (or ``min_length`` and ``max_length``). Each assertion comes once, and they alone imply the bound.
        The answer is empty if such a bound does not exist, or if it needs no reason: everything lasts a day or more.
        There may be other reasons for the same bound.

        Raises:
            QuestionError: ``network-id-unknown``; ``network-bound`` for any other bound.
            ContradictionError: as :meth:`tightened`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("fs-24", Span.parse("/2024-03-14"), because="wire, planned end")
            >>> net.add_length("fs-24", days=11, because=["“11-day” [wire]", "counted inclusively [coder]"])
            >>> for assertion in net.why("fs-24", "earliest_start"):
            ...     print(assertion)
            fs-24 ends on 2024-03-14 [wire, planned end]
            fs-24 lasts 11 days [“11-day” [wire]]
            fs-24 lasts 11 days [counted inclusively [coder]]
        """
        event, solution = self._solve_for(id)
        view = solution.get_layer(event).dated
        graph, labels = view.graph, view.labels
        start, end = get_event_points(event)
        if bound in ("earliest_start", "earliest_end"):
            point = start if bound == "earliest_start" else end
            edges = [] if labels.back[point] > labels.far else trace_origin(graph, labels, point, back=True)
        elif bound in ("latest_start", "latest_end"):
            point = start if bound == "latest_start" else end
            edges = [] if labels.ahead[point] > labels.far else trace_origin(graph, labels, point, back=False)
        elif bound in ("min_days", "min_length"):
            edges = view.find_path(end, start)[::-1]
        elif bound in ("max_days", "max_length"):
            edges = view.find_path(start, end)
        else:
            message = f"bound must be one of {', '.join(BOUND_ARGUMENTS)}, not {civil.quote_value(bound)}"
            raise QuestionError.of("network-bound", message)
        return self._list_assertions(graph, edges)

    def connected(self, id: str) -> tuple[str, ...]:
        """The events that assertions connect with this one, itself among them, in order.

        Raises:
            QuestionError: ``network-id-unknown``.

        Example:
            >>> net = TemporalNetwork()
            >>> for event in ("tanks", "fs-24", "launch"):
            ...     net.add(event)
            >>> net.add_link("tanks", "shares_time", "fs-24")
            >>> net.connected("fs-24")
            ('tanks', 'fs-24')
        """
        event, components = self._constraints.get_event(id), self._solve().component_of
        return tuple(map(self._constraints.ids.__getitem__, components.list_members(event)))

    # -- two and more --------------------------------------------------------------------------------------------

    def relations(self, first: str, second: str) -> RelationSet:
        """The relations in which two events can stand, given everything that was asserted: each of them is possible.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: as :meth:`tightened`, for either.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.bounded(latest_end="2024-03-14"), because="KCNA")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.relations("tanks", "fs-24").verdict(SHARES_TIME)
            <Verdict.POSSIBLE: 'possible'>
            >>> net.add_link("tanks", "shares_time", "fs-24", because="“as the drills began”, read loosely")
            >>> net.relations("tanks", "fs-24").verdict(SHARES_TIME)
            <Verdict.CERTAIN: 'certain'>
        """
        (one, other), solution = self._solve_for_all(first, second)
        return self._find_relations(solution, one, other)

    def why_relations(
        self, first: str, second: str, wanted: RelationSet | Relation | Iterable[Relation | str] = SHARES_TIME
    ) -> tuple[Assertion, ...]:
        """The assertions from which it follows that two events certainly stand in a wanted relation, or cannot.

        Each comes once, and they alone imply it. The answer is empty when neither follows.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: as :meth:`tightened`, for either.
            ValueError: for a text that is not a relation.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.bounded(latest_end="2024-03-14"), because="KCNA")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"), because="JCS")
            >>> net.add_link("tanks", "shares_time", "fs-24", because="article")
            >>> [str(assertion) for assertion in net.why_relations("tanks", "fs-24")]
            ['tanks shares time with fs-24 [article]']
        """
        (one, other), solution = self._solve_for_all(first, second)
        verdict = self._find_relations(solution, one, other).verdict(wanted)
        if verdict is Verdict.POSSIBLE:
            return ()
        layer = solution.find_common_layer([one, other])
        if layer is None:
            bounds: tuple[BoundName, ...] = ("earliest_start", "latest_start", "earliest_end", "latest_end")
            lengths: tuple[BoundName, ...] = ("min_length", "max_length")
            reasons = (self.why(id, bound) for id in (first, second) for bound in (*bounds, *lengths))
            return tuple(dict.fromkeys(chain.from_iterable(reasons)))
        accepted = as_relation_mask(wanted)
        # what is impossible is so as dated; what is certain must be so wherever approximate ends lie
        view = layer.freed if verdict is Verdict.CERTAIN else layer.dated
        ruled_out = ALL_RELATIONS & ~accepted if verdict is Verdict.CERTAIN else accepted
        points = (*get_event_points(one), *get_event_points(other))
        pairs = joint.find_excluding_pairs(view.build_matrix(one, other), ruled_out)
        paths = (view.find_path(points[start], points[to]) for start, to in pairs)
        return self._list_assertions(view.graph, chain.from_iterable(paths))

    def shared_time(self, first: str, second: str, *others: str) -> Amount:
        """The least and the most time that all of these events share, given all assertions; both can be reached.

        Of approximate dates the most goes by the dates as written, the least by all that they allow.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: as :meth:`tightened`, for any.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.add("air-drill")
            >>> net.add_link("air-drill", "during", "fs-24")
            >>> net.add_length("air-drill", least=3)
            >>> print(net.shared_time("air-drill", "fs-24"))
            3–11 days
        """
        events, solution = self._solve_for_all(first, second, *others)
        layer = solution.find_common_layer(events)
        if layer is None:
            axis, spans = self._project_apart(solution, events)
            dated = [build_hull(span.alternatives) for span in spans]
            freed = [build_hull(span.freed) for span in spans]
            most = min(x.end_max - y.start_min for x in dated for y in dated)
            least = min(x.end_min - y.start_max for x in freed for y in freed)
            most = min([most, *(bounds.length_max for bounds in dated)])
            least = min([least, *(bounds.length_min for bounds in freed)])
            return Amount.of(max(0, least), max(0, most), axis.grain)
        starts, ends = zip(*map(get_event_points, events), strict=True)
        least, most = joint.measure_joint_time(starts, ends, layer.dated.measure)
        if layer.freed is not layer.dated:
            least, _ = joint.measure_joint_time(starts, ends, layer.freed.measure)
        return Amount.of(least, most, layer.grain)

    # -- contradictions ------------------------------------------------------------------------------------------

    def conflict(self) -> Conflict | None:
        """Assertions that cannot all hold, of which none can be spared; None if all assertions can hold.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.on("2024-03-13"), because="KCNA")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"), because="JCS")
            >>> net.add_link("tanks", "starts_with", "fs-24", because="article, read strictly")
            >>> len(net.conflict().assertions)
            3
        """
        solution = self._solve()
        return solution.conflict(min(solution.broken)) if solution.broken else None

    def conflicts(self) -> tuple[Conflict, ...]:
        """One conflict for every set of connected events that contradict each other.

        Example:
            >>> net = TemporalNetwork()
            >>> for drill in ("fs-24", "ufs-24"):
            ...     net.add(drill, Span.parse("2024"), because="annual plan")
            ...     net.add_length(drill, days=500, because="misprint")
            >>> [conflict.events for conflict in net.conflicts()]
            [('fs-24',), ('ufs-24',)]
        """
        solution = self._solve()
        return tuple(solution.conflict(component) for component in sorted(solution.broken))

    def _solve(self) -> Solution:
        """The solution; after something was added, with what follows from that."""
        size = len(self._constraints.ids), len(self._constraints.rows)
        if (solution := self._solution) is not None and solution.size == size:
            return solution
        with _SOLVING:  # a solution grows in place, and another thread may ask
            solution, self._solution = self._solution, None  # of no use if what follows fails
            if solution is None or solution.size != size:
                solution = (None if solution is None else grow(solution)) or solve(self._constraints)
            self._solution = solution
        return solution

    def _solve_for(self, id: str) -> tuple[int, Solution]:
        (event,), solution = self._solve_for_all(id)
        return event, solution

    def _solve_for_all(self, *ids: str) -> tuple[list[int], Solution]:
        """The numbers of events that are not involved in a conflict, and the solution."""
        events = [self._constraints.get_event(id) for id in ids]
        solution = self._solve()
        if solution.broken:
            component_of = solution.component_of
            broken = sorted({component_of[event] for event in events} & solution.broken)
            if broken:
                raise ContradictionError(
                    Problem("$", "network-conflict", str(solution.conflict(component)))
                    for component in broken
                )
        return events, solution

    def _tighten(self, solution: Solution, event: int) -> Span:
        """The dates of an event on its own axis."""
        layer = solution.get_layer(event)
        bounds, freed = layer.dated.find_bounds(event), layer.freed.find_bounds(event)
        exact = not layer.is_widened(event)
        flags = APPROXIMATE_START if bounds[:2] != freed[:2] else 0
        flags |= APPROXIMATE_END if bounds[2:4] != freed[2:4] else 0
        if flags:
            # a length that rests on approximate dates would tie a free end to the other one
            loose = close(bounds._replace(length_min=freed.length_min, length_max=freed.length_max))
            assert loose is not None  # wider than what holds
            bounds, exact = loose, exact and loose == bounds
        within = _limit_to_calendar(bounds, layer.grain)
        if within is None:
            id = self._constraints.ids[event]
            raise SpanError.of("span-out-of-range", f"{id} lies outside the years 0001 to 9999")
        return make_bounds_span(
            within,
            layer.grain,
            solution.axes.get_zone(event),
            approximate=FLAGGED_ENDS[flags],
            exact=exact and within == bounds,
        )

    def _find_relations(self, solution: Solution, one: int, other: int) -> RelationSet:
        layer = solution.find_common_layer([one, other])
        if layer is None:
            return find_relations(*self._project_apart(solution, [one, other])[1])
        mask = layer.dated.find_mask(one, other)
        return _make_relations(
            mask, mask if layer.freed is layer.dated else layer.freed.find_mask(one, other)
        )

    def _project_apart(self, solution: Solution, events: list[int]) -> tuple[Axis, list[ProjectedSpan]]:
        """The dates of unconnected events on the axis on which they are compared."""
        spans = [self._tighten(solution, event) for event in events]
        first, second, *others = spans
        axis = Axis(Grain.DAY, choose_day_zone(spans)) if others else choose_pair_axis(first, second)
        return axis, [project(span, axis) for span in spans]

    def _list_assertions(self, graph: Graph, edges: Iterable[int]) -> tuple[Assertion, ...]:
        """The assertions that edges come from."""
        return self._constraints.list_assertions(
            graph.constraint_of(edge) for edge in edges if edge != IMPLIED_EDGE
        )
