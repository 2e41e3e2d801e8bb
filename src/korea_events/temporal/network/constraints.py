"""The constraints of a network: its events, and everything that was asserted about them."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable
from itertools import chain
from math import inf, isinf
from typing import Any

from attrs import define, field

from korea_events.errors import QuestionError, UnknownIdError
from korea_events.temporal import civil
from korea_events.temporal.axis import Axis, Tolerance, project
from korea_events.temporal.bounds import Bounds, Grain, build_hull
from korea_events.temporal.network.assertions import Assertion, as_assertions, describe_length, describe_span
from korea_events.temporal.network.graph import ORIGIN, Graph
from korea_events.temporal.network.verbs import (
    DATES_STATED,
    LENGTH_STATED,
    MEETS_WITHIN_A_DAY,
    VERB_DEFINITIONS,
    Inequality,
    VerbDefinition,
)
from korea_events.temporal.span import Span

Constraint = tuple[VerbDefinition, int, int, Any, Hashable]
"""The verb, the event, the other event (or the same one), the details, and the reason.

The details of ``DATES_STATED`` are a span with its bounds on the axis, as dated and freed; those of ``LENGTH_STATED``
the least and the most ticks, those of any other verb a number of days or None. Assertions are made from this only when
an answer names them, and few ever are.
"""


@define(eq=False)
class Constraints:
    """Events and what was asserted about them, in that order."""

    axis: Axis
    zone: str
    tolerance: Tolerance
    days: bool = field(init=False)
    """Whether the axis is one of days."""
    ids: list[str] = field(factory=list)
    index: dict[str, int] = field(factory=dict)
    rows: list[Constraint] = field(factory=list)
    approximate: set[int] = field(factory=set)
    """The events with an approximate date."""
    widened: set[int] = field(factory=set)
    """The events whose bounds allow more than what was asserted."""
    timed: set[int] = field(factory=set)
    """The events with a time of day."""

    def __attrs_post_init__(self) -> None:
        self.days = self.axis.grain is Grain.DAY

    def copy(self) -> Constraints:
        """The same constraints, to which others can be added."""
        return Constraints(
            self.axis,
            self.zone,
            self.tolerance,
            self.ids.copy(),
            self.index.copy(),
            self.rows.copy(),
            self.approximate.copy(),
            self.widened.copy(),
            self.timed.copy(),
        )

    def get_event(self, id: str) -> int:
        """The number of an event.

        Raises:
            UnknownIdError: ``network-id-unknown``.
        """
        try:
            return self.index[id]
        except (KeyError, TypeError):
            raise self.make_unknown_id_error(id) from None

    def make_unknown_id_error(self, *ids: object) -> UnknownIdError:
        """The error for ids one of which is not an event."""
        wrong = next(id for id in ids if not isinstance(id, str) or id not in self.index)
        return UnknownIdError.of(
            "network-id-unknown", f"{civil.quote_value(wrong)} is not in this network: add it first"
        )

    def project_dates(self, event: int, id: str, span: Span) -> tuple[Bounds, Bounds]:
        """The bounds of an event's span on the axis: as dated, and when every approximate end may lie anywhere.

        Raises:
            QuestionError: ``network-span`` when it is not a Span, ``network-zone`` for days of another zone.
        """
        if not isinstance(span, Span):
            message = f"span must be a Span, not {civil.quote_value(span)}: write Span.parse(…)"
            raise QuestionError.of("network-span", message)
        if (
            self.days
            and span.grain is Grain.DAY
            and span.zone not in (self.zone, None)
            and not all(map(isinf, span.hull[:4]))
        ):
            raise QuestionError.of(
                "network-zone",
                f"{id} has days of {span.zone}, but the network has days of {self.zone}: give "
                f"span.in_zone({self.zone!r}), or reason in instants with TemporalNetwork(grain='instant')",
            )
        stated_exactly = (
            span.zone == self.zone and span.grain is self.axis.grain and span.exact and not span.approximate
        )
        if stated_exactly and len(span.alternatives) == 1:  # nearly always
            bounds = span.alternatives[0].bounds
            return bounds, bounds
        if span.grain is Grain.INSTANT:
            self.timed.add(event)
        projected = project(span, self.axis, self.tolerance)
        if projected.approximate:
            self.approximate.add(event)
        if not projected.exact or len(projected.alternatives) > 1:
            self.widened.add(event)
        return build_hull(projected.alternatives), build_hull(projected.freed)

    def count_order_links(self) -> int:
        """How many links say what came first, if one of them is a ``follows``; on an axis of instants all do, so 0."""
        if not self.days:
            return 0
        follows = VERB_DEFINITIONS["follows"]
        verbs = [row[0] for row in self.rows if row[0].orders]
        return len(verbs) if any(verb is follows for verb in verbs) else 0

    def build_graph(self, *, freed: bool = False, order: bool = False) -> Graph:
        """The inequalities of all constraints; those of a span that its others imply are left out.

        With ``freed`` approximate ends are free. With ``order`` only what links say about the order of instants counts,
        whatever the dates.
        """
        # Start, end and weight of each in turn. Finite ticks are whole numbers, though their type cannot say so.
        edges: list[Any] = []
        firsts: list[int] = []
        for definition, event, other, detail, _ in self.rows:
            firsts.append(len(edges))
            s = 2 * event + 1
            e = s + 1
            if order:
                if definition.orders:
                    points = (s, e, 2 * other + 1, 2 * other + 2)
                    for start, end, most in definition.inequalities:
                        edges += (points[start], points[end], most)
            elif definition == DATES_STATED:
                a, b, c, d, p, q = detail[2 if freed else 1]
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
                least, most = detail
                if least > 1:
                    edges += (e, s, -least)
                if most != inf:
                    edges += (s, e, most)
            else:
                points = (s, e, 2 * other + 1, 2 * other + 2)
                slack = detail or 0
                for start, end, most in self._find_inequalities(definition, event, other):
                    edges += (points[start], points[end], most + slack)
        table = array("q", edges)
        return Graph(len(self.ids), table[::3], table[1::3], table[2::3], firsts)

    def _find_inequalities(
        self, definition: VerbDefinition, event: int, other: int
    ) -> tuple[Inequality, ...]:
        """What a verb says of two events on the axis."""
        if not self.days:
            return definition.inequalities
        if definition.name == "meets" and (event in self.timed or other in self.timed):
            return MEETS_WITHIN_A_DAY
        return definition.on_days or definition.inequalities

    def list_events(self, constraint: int) -> tuple[int, ...]:
        """The numbers of the one or two events that a constraint is about."""
        _, event, other, _, _ = self.rows[constraint]
        return (event,) if event == other else (event, other)

    def list_assertions(self, constraints: Iterable[int]) -> tuple[Assertion, ...]:
        """The assertions behind constraints, each once, in order. A constraint needs all of its own."""
        return tuple(dict.fromkeys(chain.from_iterable(map(self._list_assertions, constraints))))

    def _list_assertions(self, constraint: int) -> tuple[Assertion, ...]:
        definition, event, other, detail, because = self.rows[constraint]
        if definition == DATES_STATED:
            words = describe_span(detail[0])
        elif definition == LENGTH_STATED:
            words = describe_length(*detail)
        else:
            words = definition.describe(self.ids[other], detail)
        return as_assertions(because, subject=self.ids[event], field=definition.name, words=words)
