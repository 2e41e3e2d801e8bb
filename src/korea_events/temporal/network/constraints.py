"""The constraints of a network: its events, and everything that was asserted about them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import chain
from math import isinf
from typing import Any

from attrs import define, field

from korea_events.errors import UnknownIdError
from korea_events.temporal import civil
from korea_events.temporal.axis import Tolerance
from korea_events.temporal.bounds import Grain
from korea_events.temporal.network.assertions import Assertion, as_assertions, describe_length, describe_span
from korea_events.temporal.network.components import Components
from korea_events.temporal.network.verbs import DATES_STATED, LENGTH_STATED, VerbDefinition
from korea_events.temporal.span import Span
from korea_events.temporal.span_arguments import DEFAULT_ZONE

Constraint = tuple[VerbDefinition, int, int, Any, Hashable]
"""The verb, the event, the other event (or the same one), the details, and the reason.

The details of ``DATES_STATED`` are a span, those of ``LENGTH_STATED`` the least and the most days, those of any other
verb a number of days or None. Assertions are made from this only when an answer names them, and few ever are.
"""


@define(eq=False)
class Constraints:
    """Events and what was asserted about them, in that order."""

    zone: str | None
    """The zone in whose days all of it is meant; None where each component has its own."""
    tolerance: Tolerance
    ids: list[str] = field(factory=list)
    index: dict[str, int] = field(factory=dict)
    rows: list[Constraint] = field(factory=list)
    days: set[int] = field(factory=set)
    """The events of which something is said in days."""
    times: set[int] = field(factory=set)
    """The events with a time of day."""
    zones: dict[str, set[int]] = field(factory=dict)
    """The zones of dated days, with the events that have them."""
    orders: int = 0
    """How many links say which instants come first."""
    follows: bool = False
    """Whether one of them says so of an end and a start."""

    def copy(self) -> Constraints:
        """The same constraints, to which others can be added."""
        zones = {zone: events.copy() for zone, events in self.zones.items()}
        return Constraints(
            self.zone,
            self.tolerance,
            self.ids.copy(),
            self.index.copy(),
            self.rows.copy(),
            self.days.copy(),
            self.times.copy(),
            zones,
            self.orders,
            self.follows,
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

    def note_axis(self, event: int, span: Span) -> None:
        """Keeps in mind whether the dates of an event are days, and of which zone, or times."""
        if all(map(isinf, span.hull[:4])):
            return
        if span.grain is Grain.INSTANT:
            self.times.add(event)
            return
        self.days.add(event)
        if span.zone is not None:
            self.zones.setdefault(span.zone, set()).add(event)

    @property
    def mixed(self) -> bool:
        """Whether some events have a time of day, or days of another zone than all others."""
        return bool(self.times) or not self.zones.keys() <= {self.zone or DEFAULT_ZONE}

    @property
    def ordered(self) -> bool:
        """Whether links may contradict each other by the order of instants alone."""
        return self.orders > 1 and self.follows

    def find_components(self) -> Components:
        """The events that assertions connect."""
        return Components(len(self.ids), ((one, other) for _, one, other, _, _ in self.rows if one != other))

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
            words = describe_span(detail)
        elif definition == LENGTH_STATED:
            words = describe_length(*detail)
        else:
            words = definition.describe(self.ids[other], detail)
        return as_assertions(because, subject=self.ids[event], field=definition.name, words=words)
