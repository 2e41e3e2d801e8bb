"""``TemporalNetwork``: what follows from everything that was said about when many events took place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from math import inf

from attrs import frozen

from korea_events.errors import ContradictionError, Problem, QuestionError, SpanError
from korea_events.temporal import bounds as independent, civil
from korea_events.temporal.amounts import Amount
from korea_events.temporal.axis import Axis, Tolerance, check_tolerance
from korea_events.temporal.bounds import ALL_RELATIONS, Bounds, Grain, close
from korea_events.temporal.network import joint
from korea_events.temporal.network.assertions import Assertion
from korea_events.temporal.network.builder import NetworkBuilder
from korea_events.temporal.network.conflict import Conflict, ConflictFinder
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.graph import IMPLIED_EDGE, Graph, get_event_points
from korea_events.temporal.network.labels import Labels, find_labels
from korea_events.temporal.network.paths import distance, find_path, trace_from_origin, trace_to_origin
from korea_events.temporal.relations import SHARES_TIME, Relation, RelationSet, as_relation_mask
from korea_events.temporal.span import DEFAULT_ZONE, Span, make_bounds_span


@frozen(eq=False)
class _Solution:
    """What a network knows once it has been asked; forgotten as soon as it is told more."""

    size: tuple[int, int]
    """How many events and statements there were."""
    graph: Graph
    labels: Labels
    conflict: Callable[[int], Conflict]
    """The conflict of a broken component."""
    approximate: frozenset[int]
    """The components in which a date is approximate."""
    widened: frozenset[int]
    """The components in which bounds stand in for something narrower."""


EXPLAINED_BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end", "min_days", "max_days")

_CALENDAR_ENDS = {
    Grain.DAY: (civil.FIRST_DAY, civil.LAST_DAY + 1),
    Grain.INSTANT: (civil.FIRST_INSTANT, civil.LAST_INSTANT),
}


def _limit_to_calendar(bounds: Bounds, grain: Grain) -> Bounds | None:
    """Bounds without those that lie beyond what a span can say; None when nothing within it is allowed."""
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


class TemporalNetwork(NetworkBuilder):
    """Events with what is said about their dates, and what follows from all of it together.

    Say what is known with the verbs (:meth:`add`, :meth:`lasts`, :meth:`follows`, …), then ask: :meth:`tightened`
    gives an event's dates as narrow as everything together makes them, :meth:`relations` and :meth:`shared_time`
    are exact for events whose dates hang together, :meth:`why` names what an answer rests on, and :meth:`conflict`
    what cannot all hold. A conflict concerns the events that hang together with it; the others keep their answers.

    ``because`` is why something holds: a text, a citation, or an :class:`Assertion`; a list of them where all are
    needed. Without it the assertion counts as the coder's own.

    A network has one axis: days of one zone (spans with a time of day count as their day there), or instants.
    Nothing in it is a disjunction: of a span with several alternatives the hull stands in, which never makes an answer
    wrong but may leave it wider, and tightened spans then say ``exact = False``. Dates qualified as approximate make
    every answer of their component approximate, unless ``tolerance`` says by how many days they may be off.

    A network can be added to, also after it has been asked. Adding to it is for one thread; as long as nobody does,
    any number of threads may ask.

    Raises:
        SpanError: ``zone-unknown``.
        QuestionError: ``question-grain`` or ``question-tolerance`` when one of these is unusable.

    Example:
        >>> net = TemporalNetwork()
        >>> net.add("fs-24", Span.parse("/2024-03-14"), because="wire")
        >>> net.lasts("fs-24", days=11, because=["“11-day” [wire]", "counted inclusively [coder]"])
        >>> net.add("kpa-tanks", Span.bounded(latest_end="2024-03-14"), because="KCNA")
        >>> print(net.tightened("fs-24").certain)
        2024-03-04/2024-03-14
        >>> net.shared_time("kpa-tanks", "fs-24")
        Amount(least=0, most=11, unit='day')
    """

    __slots__ = ("_solution",)

    def __init__(
        self, *, zone: str = DEFAULT_ZONE, grain: Grain | str = Grain.DAY, tolerance: Tolerance = None
    ) -> None:
        civil.check_zone(zone)
        try:
            grain = Grain(grain)
        except ValueError:
            raise QuestionError.of(
                "question-grain", f"{civil.quote_value(grain)} is no grain: day or instant"
            ) from None
        axis = Axis(grain, zone if grain is Grain.DAY else None)
        check_tolerance(tolerance)
        super().__init__(Constraints(axis, zone, tolerance))
        self._solution: _Solution | None = None

    def copy(self) -> TemporalNetwork:
        """Another network that was told the same, to try out what something more would lead to.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> what_if = net.copy()
            >>> what_if.lasts("fs-24", days=10)
            >>> net.conflict() is None, what_if.conflict() is None
            (True, False)
        """
        other = TemporalNetwork(zone=self.zone, grain=self.grain)
        other._constraints = self._constraints.copy()
        return other

    def __repr__(self) -> str:
        events, said = len(self._constraints.ids), len(self._constraints.said)
        return (
            f"<TemporalNetwork of {events} event{'s' * (events != 1)}, {said} statement{'s' * (said != 1)}>"
        )

    # -- one event -----------------------------------------------------------------------------------------------

    def tightened(self, id: str) -> Span:
        """An event's dates, as narrow as everything together makes them; every bound of it can be attained.

        The span consists of stated bounds; it is approximate when anything that hangs together with the event is, and
        says ``exact = False`` when alternatives were replaced by their hull there.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: ``network-conflict`` when what was said about the events that hang together with this
                one cannot all hold.
            SpanError: ``span-out-of-range`` when the event begins or ends beyond the years 0001 to 9999 for certain. A
                bound out there that it only need not reach is left out.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tank-training", Span.bounded(latest_end="2024-03-14"), because="KCNA")
            >>> net.add("artillery", because="article")
            >>> net.add("promise", Span.on("2024-03-05"), because="KCNA")
            >>> net.starts_after("artillery", "promise", because="“later” [article], read as after the promise")
            >>> print(net.tightened("artillery"))
            bounds(earliest_start=2024-03-05, earliest_end=2024-03-05)
        """
        event, known = self._solve_for(id)
        component = known.graph.component_of[event] if known.approximate or known.widened else -1
        bounds = self._find_bounds(known, event)
        sayable = _limit_to_calendar(bounds, self.grain)
        if sayable is None:
            raise SpanError.of("span-out-of-range", f"{id} lies beyond the years 0001 to 9999")
        return make_bounds_span(
            sayable,
            self.grain,
            self.zone,
            approximate=component in known.approximate,
            exact=component not in known.widened and sayable == bounds,
        )

    def bounds(self, id: str) -> Bounds:
        """The same as :meth:`tightened` in ticks of the axis, for engines: closed, half-open, infinite where unbounded.

        Raises:
            QuestionError, ContradictionError: as :meth:`tightened`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("drill", Span.parse("/2024-03-14"))
            >>> net.lasts("drill", days=11)
            >>> net.bounds("drill")
            Bounds(start_min=738949, start_max=738949, end_min=738960, end_max=738960, length_min=11, length_max=11)
        """
        event, known = self._solve_for(id)
        return self._find_bounds(known, event)

    def why(self, id: str, bound: str) -> tuple[Assertion, ...]:
        """The assertions that a bound of :meth:`tightened` follows from, in order from the date to the event.

        ``bound`` is one of ``earliest_start``, ``latest_start``, ``earliest_end``, ``latest_end``, ``min_days`` and
        ``max_days`` (or ``min_length`` and ``max_length``). Each assertion is named once, and they alone imply the
        bound. Nothing is named when nothing bounds it, or when it is so by itself: nothing lasts less than a day.
        There may be other reasons for the same bound.

        Raises:
            QuestionError: ``network-id-unknown``; ``network-bound`` when there is no such bound.
            ContradictionError: as :meth:`tightened`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("fs-24", Span.parse("/2024-03-14"), because="wire, planned end")
            >>> net.lasts("fs-24", days=11, because=["“11-day” [wire]", "counted inclusively [coder]"])
            >>> for assertion in net.why("fs-24", "earliest_start"):
            ...     print(assertion)
            fs-24 ends on 2024-03-14 [wire, planned end]
            fs-24 lasts 11 days [“11-day” [wire]]
            fs-24 lasts 11 days [counted inclusively [coder]]
        """
        event, known = self._solve_for(id)
        graph, labels = known.graph, known.labels
        start, end = get_event_points(event)
        if bound in ("earliest_start", "earliest_end"):
            point = start if bound == "earliest_start" else end
            edges = [] if labels.back[point] > labels.far else trace_to_origin(graph, labels, point)
        elif bound in ("latest_start", "latest_end"):
            point = start if bound == "latest_start" else end
            edges = [] if labels.ahead[point] > labels.far else trace_from_origin(graph, labels, point)
        elif bound in ("min_days", "min_length"):
            edges = find_path(graph, labels, end, start)[::-1]
        elif bound in ("max_days", "max_length"):
            edges = find_path(graph, labels, start, end)
        else:
            raise QuestionError.of(
                "network-bound",
                f"{civil.quote_value(bound)} is no bound; there are {', '.join(EXPLAINED_BOUNDS)}",
            )
        return self._list_assertions(graph, edges)

    def connected(self, id: str) -> tuple[str, ...]:
        """The events whose dates hang together with this one by what was said, itself among them, in order.

        Raises:
            QuestionError: ``network-id-unknown``.

        Example:
            >>> net = TemporalNetwork()
            >>> for event in ("tanks", "fs-24", "launch"):
            ...     net.add(event)
            >>> net.shares_time("tanks", "fs-24")
            >>> net.connected("fs-24")
            ('tanks', 'fs-24')
        """
        event, graph = self._constraints.event(id), self._solve().graph
        return tuple(self._constraints.ids[member] for member in graph.members[graph.component_of[event]])

    # -- two and more --------------------------------------------------------------------------------------------

    def relations(self, first: str, second: str) -> RelationSet:
        """The relations in which two events can stand, given everything that was said: each of them can be so.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: as :meth:`tightened`, for either.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.bounded(latest_end="2024-03-14"), because="KCNA")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.relations("tanks", "fs-24").verdict(SHARES_TIME)
            <Verdict.POSSIBLE: 'possible'>
            >>> net.shares_time("tanks", "fs-24", because="“as the drills began”, read loosely")
            >>> net.relations("tanks", "fs-24").verdict(SHARES_TIME)
            <Verdict.CERTAIN: 'certain'>
        """
        (one, other), known = self._solve_for_all(first, second)
        mask = self._find_mask(known, one, other)
        return RelationSet(mask, freed=ALL_RELATIONS if self._is_approximate(known, (one, other)) else mask)

    def why_relations(
        self, first: str, second: str, wanted: RelationSet | Relation | Iterable[Relation | str] = SHARES_TIME
    ) -> tuple[Assertion, ...]:
        """The assertions from which it follows that two events certainly stand in a wanted relation, or cannot.

        Each is named once, and they alone imply it. Nothing is named when both are possible.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: as :meth:`tightened`, for either.
            ValueError: for a text that names no relation.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.bounded(latest_end="2024-03-14"), because="KCNA")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"), because="JCS")
            >>> net.shares_time("tanks", "fs-24", because="article")
            >>> [str(assertion) for assertion in net.why_relations("tanks", "fs-24")]
            ['tanks shares time with fs-24 [article]']
        """
        (one, other), known = self._solve_for_all(first, second)
        mask, chosen = self._find_mask(known, one, other), as_relation_mask(wanted)
        ruled_out = ALL_RELATIONS & ~chosen if not mask & ~chosen else chosen if not mask & chosen else 0
        points = (*get_event_points(one), *get_event_points(other))
        pairs = (
            joint.find_excluding_pairs(self._build_matrix(known, one, other), ruled_out) if ruled_out else []
        )
        paths = (find_path(known.graph, known.labels, points[start], points[to]) for start, to in pairs)
        return self._list_assertions(known.graph, chain.from_iterable(paths))

    def shared_time(self, first: str, second: str, *others: str) -> Amount:
        """The least and the most time that all of these events share, given everything that was said; both attained.

        When a date among what hangs together with them is approximate, the least is 0.

        Raises:
            QuestionError: ``network-id-unknown``.
            ContradictionError: as :meth:`tightened`, for any.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.add("air-drill")
            >>> net.during("air-drill", "fs-24")
            >>> net.lasts("air-drill", least=3)
            >>> print(net.shared_time("air-drill", "fs-24"))
            3–11 days
        """
        events, known = self._solve_for_all(first, second, *others)
        starts, ends = zip(*map(get_event_points, events), strict=True)
        least, most = joint.measure_joint_time(
            starts, ends, lambda start, end: distance(known.graph, known.labels, start, end)
        )
        return Amount.of(0 if self._is_approximate(known, events) else least, most, self.grain)

    # -- contradictions ------------------------------------------------------------------------------------------

    def conflict(self) -> Conflict | None:
        """What cannot all hold, as few assertions as suffice for that; None when everything can.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.on("2024-03-13"), because="KCNA")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"), because="JCS")
            >>> net.starts_with("tanks", "fs-24", because="article, read strictly")
            >>> len(net.conflict().assertions)
            3
        """
        known = self._solve()
        return known.conflict(min(known.labels.broken)) if known.labels.broken else None

    def conflicts(self) -> tuple[Conflict, ...]:
        """One conflict for every set of events that hang together and contradict each other.

        Example:
            >>> net = TemporalNetwork()
            >>> for drill in ("fs-24", "ufs-24"):
            ...     net.add(drill, Span.parse("2024"), because="annual plan")
            ...     net.lasts(drill, days=500, because="misprint")
            >>> [conflict.events for conflict in net.conflicts()]
            [('fs-24',), ('ufs-24',)]
        """
        known = self._solve()
        return tuple(known.conflict(component) for component in sorted(known.labels.broken))

    # -- working it out ------------------------------------------------------------------------------------------

    def _solve(self) -> _Solution:
        """Everything that is worked out at once, anew after something was said."""
        told = self._constraints
        size = len(told.ids), len(told.said)
        known = self._solution
        if known is None or known.size != size:
            graph = told.graph()
            approximate = frozenset(graph.component_of[event] for event in told.approximate)
            finder = ConflictFinder(told, graph)
            known = _Solution(
                size=size,
                graph=graph,
                labels=find_labels(graph),
                conflict=lru_cache(maxsize=None)(
                    lambda component: finder.find(component, approximate=component in approximate)
                ),
                approximate=approximate,
                widened=frozenset(graph.component_of[event] for event in told.widened),
            )
            self._solution = known
        return known

    def _solve_for(self, id: str) -> tuple[int, _Solution]:
        (event,), known = self._solve_for_all(id)
        return event, known

    def _solve_for_all(self, *ids: str) -> tuple[list[int], _Solution]:
        """The numbers of events, none of which is involved in a conflict, and what is known."""
        events = [self._constraints.event(id) for id in ids]
        known = self._solve()
        if known.labels.broken:
            broken = sorted({known.graph.component_of[event] for event in events} & known.labels.broken)
            if broken:
                raise ContradictionError(
                    Problem("$", "network-conflict", str(known.conflict(component))) for component in broken
                )
        return events, known

    def _find_bounds(self, known: _Solution, event: int) -> Bounds:
        start, end = get_event_points(event)
        labels, far = known.labels, known.labels.far
        return Bounds(
            -inf if labels.back[start] > far else -labels.back[start],
            inf if labels.ahead[start] > far else labels.ahead[start],
            -inf if labels.back[end] > far else -labels.back[end],
            inf if labels.ahead[end] > far else labels.ahead[end],
            -distance(known.graph, labels, end, start),
            distance(known.graph, labels, start, end),
        )

    def _is_approximate(self, known: _Solution, events: Iterable[int]) -> bool:
        return bool(known.approximate) and any(
            known.graph.component_of[event] in known.approximate for event in events
        )

    def _build_matrix(self, known: _Solution, one: int, other: int) -> joint.DistanceMatrix:
        points = (*get_event_points(one), *get_event_points(other))
        return [[distance(known.graph, known.labels, start, to) for to in points] for start in points]

    def _find_mask(self, known: _Solution, one: int, other: int) -> int:
        if known.graph.component_of[one] != known.graph.component_of[other]:
            return independent.find_relation_mask(
                self._find_bounds(known, one), self._find_bounds(known, other)
            )
        return joint.find_joint_relations(self._build_matrix(known, one, other))

    def _list_assertions(self, graph: Graph, edges: Iterable[int]) -> tuple[Assertion, ...]:
        """The assertions that edges come from."""
        return self._constraints.all_assertions_of(
            graph.constraint_of(edge) for edge in edges if edge != IMPLIED_EDGE
        )
