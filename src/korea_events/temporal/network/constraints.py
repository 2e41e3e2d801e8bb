"""What a network has been told: its events, and column by column the inequalities of everything said of them."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable
from math import inf, isinf
from typing import Any

from attrs import define, field

from korea_events.errors import QuestionError
from korea_events.temporal import civil
from korea_events.temporal.axis import Axis, Tolerance, project
from korea_events.temporal.bounds import Bounds, Grain, build_hull
from korea_events.temporal.network.assertions import Assertion, as_assertions, describe_length, describe_span
from korea_events.temporal.network.graph import ORIGIN, Graph
from korea_events.temporal.network.verbs import DATES_STATED, LENGTH_STATED, VerbDefinition
from korea_events.temporal.span import Span

Constraint = tuple[VerbDefinition, int, int, Any, Hashable]
"""What is said, of which event, about which other one (or itself), the details, and why.

The details of ``DATES`` are a span and its bounds on the axis, of ``LENGTH`` the least and the most ticks; of any other
verb a number of days or None. Assertions are made from this only when an answer names them, which few ever are.
"""


@define(eq=False)
class Constraints:
    """Events and what was said of them, in the order in which it was said."""

    axis: Axis
    zone: str
    tolerance: Tolerance
    days: bool = field(init=False)
    """Whether the axis is one of days."""
    ids: list[str] = field(factory=list)
    index: dict[str, int] = field(factory=dict)
    said: list[Constraint] = field(factory=list)
    approximate: set[int] = field(factory=set)
    """The events with an approximate date."""
    widened: set[int] = field(factory=set)
    """The events whose bounds allow more than was said."""

    def __attrs_post_init__(self) -> None:
        self.days = self.axis.grain is Grain.DAY

    def copy(self) -> Constraints:
        """The same statements, to which others can be added."""
        return Constraints(
            self.axis,
            self.zone,
            self.tolerance,
            self.ids.copy(),
            self.index.copy(),
            self.said.copy(),
            self.approximate.copy(),
            self.widened.copy(),
        )

    def event(self, id: str) -> int:
        """The number of an event.

        Raises:
            QuestionError: ``network-id-unknown``.
        """
        try:
            return self.index[id]
        except (KeyError, TypeError):
            raise self.unknown(id) from None

    def unknown(self, *ids: object) -> QuestionError:
        """The error for ids of which one is no event."""
        wrong = next(id for id in ids if not isinstance(id, str) or id not in self.index)
        return QuestionError.of(
            "network-id-unknown", f"{civil.quote_value(wrong)} is no event of this network: add it first"
        )

    def date(self, event: int, id: str, span: Span) -> Bounds:
        """The bounds of an event's span on the axis.

        Raises:
            QuestionError: ``network-span`` when it is none, ``network-zone`` for days of a zone that is not the axis'.
        """
        given: object = span
        if not isinstance(given, Span):
            raise QuestionError.of("network-span", f"{civil.quote_value(span)} is no Span")
        if (
            self.days
            and span.grain is Grain.DAY
            and span.zone not in (self.zone, None)
            and not all(map(isinf, span.hull[:4]))
        ):
            raise QuestionError.of(
                "network-zone",
                f"{id} is dated in the days of {span.zone}, the network in those of {self.zone}: give "
                f"span.in_zone({self.zone!r}), or reason in instants with TemporalNetwork(grain='instant')",
            )
        as_said = (
            span.zone == self.zone and span.grain is self.axis.grain and span.exact and not span.approximate
        )
        if as_said and len(span.alternatives) == 1:  # nearly always
            return span.alternatives[0].bounds
        known = project(span, self.axis, self.tolerance)
        if known.approximate:
            self.approximate.add(event)
        if not known.exact or len(known.alternatives) > 1:
            self.widened.add(event)
        return build_hull(known.alternatives)

    def graph(self) -> Graph:
        """The inequalities of everything that was said, without those of a span that its others imply."""
        # Start, end and weight of each in turn. Finite ticks are whole numbers, though their type cannot say so.
        edges: list[Any] = []
        firsts: list[int] = []
        for meaning, event, other, detail, _ in self.said:
            firsts.append(len(edges))
            s = 2 * event + 1
            e = s + 1
            if meaning is DATES_STATED:
                a, b, c, d, p, q = detail[1]
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
            elif meaning is LENGTH_STATED:
                least, most = detail
                if least > 1:
                    edges += (e, s, -least)
                if most != inf:
                    edges += (s, e, most)
            else:
                points = (s, e, 2 * other + 1, 2 * other + 2)
                slack = detail or 0
                for start, end, most in meaning.inequalities:
                    edges += (points[start], points[end], most + slack)
        table = array("q", edges)
        return Graph(len(self.ids), table[::3], table[1::3], table[2::3], firsts)

    def events(self, saying: int) -> tuple[int, ...]:
        """The numbers of the events that something was said of."""
        _, event, other, _, _ = self.said[saying]
        return (event,) if event == other else (event, other)

    def behind(self, saying: int) -> tuple[Assertion, ...]:
        """The assertions behind one call of a verb, all of which are needed for it."""
        meaning, event, other, detail, because = self.said[saying]
        if meaning is DATES_STATED:
            words = describe_span(detail[0])
        elif meaning is LENGTH_STATED:
            words = describe_length(*detail)
        else:
            words = meaning.words(self.ids[other], detail)
        return as_assertions(because, subject=self.ids[event], field=meaning.name, words=words)

    def all_assertions_of(self, sayings: Iterable[int]) -> tuple[Assertion, ...]:
        """The assertions behind calls of verbs, each once, in order."""
        return tuple(dict.fromkeys(assertion for saying in sayings for assertion in self.behind(saying)))
