"""What a network has been told: its events, and column by column the inequalities of everything said of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from math import isinf
from typing import NamedTuple

from attrs import define, field

from korea_events.errors import QuestionError
from korea_events.temporal import civil
from korea_events.temporal.axis import Axis, Lowered, lower
from korea_events.temporal.bounds import Grain
from korea_events.temporal.network.assertions import Assertion, as_assertions, words_for, words_for_length
from korea_events.temporal.network.verbs import Verb
from korea_events.temporal.span import Span


class Said(NamedTuple):
    """One call of a verb. Its assertions are made only when an answer names them, which few ever are."""

    verb: str
    event: int
    other: int
    detail: Span | int | tuple[float, float] | None
    because: Hashable

    @property
    def events(self) -> tuple[int, ...]:
        """The numbers of the events it is about."""
        return (self.event,) if self.event == self.other else (self.event, self.other)


@define(eq=False)
class Statements:
    """Events and what was said of them, in the order in which it was said."""

    axis: Axis
    zone: str
    tolerance: int | None
    ids: list[str] = field(factory=list)
    index: dict[str, int] = field(factory=dict)
    # A row for each inequality, ``end - start <= weight``, and the number of the saying it comes from.
    starts: list[int] = field(factory=list)
    ends: list[int] = field(factory=list)
    weights: list[int] = field(factory=list)
    sayings: list[int] = field(factory=list)
    said: list[Said] = field(factory=list)
    approximate: set[int] = field(factory=set)
    """The events with an approximate date."""
    wider: set[int] = field(factory=set)
    """The events whose bounds allow more than was said."""

    @property
    def days(self) -> bool:
        """Whether the axis is one of days."""
        return self.axis.grain is Grain.DAY

    def copy(self) -> Statements:
        """The same statements, to which others can be added."""
        return Statements(
            self.axis,
            self.zone,
            self.tolerance,
            self.ids.copy(),
            self.index.copy(),
            self.starts.copy(),
            self.ends.copy(),
            self.weights.copy(),
            self.sayings.copy(),
            self.said.copy(),
            self.approximate.copy(),
            self.wider.copy(),
        )

    def event(self, id: str) -> int:
        """The number of an event.

        Raises:
            QuestionError: ``network-id-unknown``.
        """
        try:
            return self.index[id]
        except (KeyError, TypeError):
            raise QuestionError.of(
                "network-id-unknown", f"{civil.shown(id)} is no event of this network: add it first"
            ) from None

    def lowered(self, id: str, span: Span) -> Lowered:
        """A span on the axis.

        Raises:
            QuestionError: ``network-span`` when it is none, ``network-zone`` for days of a zone that is not the axis'.
        """
        given: object = span
        if not isinstance(given, Span):
            raise QuestionError.of("network-span", f"{civil.shown(span)} is no Span")
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
        return lower(span, self.axis, self.tolerance)

    def say(self, said: Said, edges: Iterable[tuple[int, int, float]]) -> None:
        """Keeps what was said and its inequalities, none of which is infinite."""
        number = len(self.said)
        for start, end, weight in edges:
            self.starts.append(start)
            self.ends.append(end)
            self.weights.append(int(weight))
            self.sayings.append(number)
        self.said.append(said)

    def behind(self, saying: int) -> tuple[Assertion, ...]:
        """The assertions behind one call of a verb, all of which are needed for it."""
        verb, event, other, detail, because = self.said[saying]
        if isinstance(detail, Span):
            words = words_for(detail)
        elif isinstance(detail, tuple):
            words = words_for_length(*detail)
        else:
            words = Verb(verb).words(self.ids[other], detail)
        return as_assertions(because, subject=self.ids[event], field=verb, words=words)

    def behind_all(self, sayings: Iterable[int]) -> tuple[Assertion, ...]:
        """The assertions behind calls of verbs, each once, in order."""
        return tuple(dict.fromkeys(assertion for saying in sayings for assertion in self.behind(saying)))
