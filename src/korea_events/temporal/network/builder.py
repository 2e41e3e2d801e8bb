"""What can be asserted in a network: its methods begin with ``add``, and every other one asks."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from math import inf

from korea_events.errors import QuestionError
from korea_events.temporal import civil, stated
from korea_events.temporal.network.assertions import Assertion, check_because
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.verbs import DATES_STATED, LENGTH_STATED, VERB_DEFINITIONS, Verb, VerbName
from korea_events.temporal.span import Span

Because = Hashable | Sequence[Hashable]
"""Why something holds: a text, a citation or an assertion, or several that are all needed."""


class NetworkBuilder:
    """The events of a network and the methods that assert something about them."""

    __slots__ = ("_constraints",)

    def __init__(self, constraints: Constraints) -> None:
        self._constraints = constraints

    @property
    def zone(self) -> str | None:
        """The time zone whose days are meant; None if each set of connected events has its own."""
        return self._constraints.zone

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its events, in the order in which they were added."""
        return tuple(self._constraints.ids)

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """Everything that was asserted, in order, each assertion once."""
        return self._constraints.list_assertions(range(len(self._constraints.rows)))

    def __len__(self) -> int:
        return len(self._constraints.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._constraints.ids))

    def __contains__(self, id: object) -> bool:
        return id in self._constraints.index

    def add(self, id: str, span: Span | None = None, *, because: Because | None = None) -> None:
        """Add an event with its dates; without a span, one whose dates are not known.

        If the event is there already, the new dates hold in addition to the earlier ones.

        Raises:
            QuestionError: ``network-id`` when the id is not a text or is empty, ``network-span`` when ``span`` is not a
                Span, ``network-because`` for an unusable reason.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("drill", Span.parse("2024-03"), because="monthly review")
            >>> net.add("drill", Span.bounded(earliest_start="2024-03-20"), because="witness")
            >>> print(net.tightened("drill").possible)
            2024-03-20/2024-03-31
        """
        event = self._add_dates(id, span, because)
        if span is not None:
            self._constraints.note_axis(event, span)

    def add_bound(self, id: str, span: Span, *, because: Because | None = None) -> None:
        """Add dates that bound an event without being its own, such as the date of a report.

        They do not say whether the event is known in days or by the time of day, nor in which zone.

        Raises:
            QuestionError: as :meth:`add`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add_bound("drill", Span.bounded(latest_end="2024-03-14", zone="UTC"), because="a page")
            >>> print(net.tightened("drill").latest_end, net.tightened("drill").zone)
            2024-03-15 Asia/Seoul
        """
        self._add_dates(id, span, because)

    def _add_dates(self, id: str, span: Span | None, because: Because | None) -> int:
        """The number of an event, which is new or known, with dates in addition to earlier ones."""
        constraints = self._constraints
        try:
            event = constraints.index[id]
        except (KeyError, TypeError):
            if not (isinstance(id, str) and id):  # type: ignore[redundant-expr]  # callers may not check types
                raise QuestionError.of(
                    "network-id", f"id must be a text that is not empty, not {civil.quote_value(id)}"
                ) from None
            event = len(constraints.ids)
        because = check_because(because)
        if span is not None and not isinstance(span, Span):
            message = f"span must be a Span, not {civil.quote_value(span)}: write Span.parse(…)"
            raise QuestionError.of("network-span", message)
        if event == len(constraints.ids):
            constraints.index[id] = event
            constraints.ids.append(id)
        if span is not None:
            constraints.rows.append((DATES_STATED, event, event, span, because))
        return event

    def add_length(
        self,
        id: str,
        *,
        days: int | None = None,
        least: int | None = None,
        most: int | None = None,
        because: Because | None = None,
    ) -> None:
        """Add how many inclusive days an event lasts: ``days``, or ``least`` or ``most`` or both.

        A printed length rests on two things, the words and how they count; give both as ``because``.

        Raises:
            QuestionError: ``network-id-unknown`` for an event that was not added, ``network-length`` for no length, two
                of them, or least above most; ``network-because``.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("ufs-24", Span.parse("2024-08-19/"), because="JCS")
            >>> net.add_length("ufs-24", least=9, most=11, because="two outlets")
            >>> print(net.tightened("ufs-24").latest_end)
            2024-08-29
        """
        constraints = self._constraints
        event = constraints.get_event(id)
        if (days is None) == (least is most is None):
            raise QuestionError.of("network-length", "give days, or least, or most, or least and most")
        if days is not None:
            least = most = days
        shortest = 1 if least is None else _limit_day_count(least, 1, "network-length")
        longest = inf if most is None else _limit_day_count(most, 1, "network-length")
        if shortest > longest:
            raise QuestionError.of("network-length", f"least is {shortest} days, more than most, {longest}")
        constraints.rows.append((LENGTH_STATED, event, event, (shortest, longest), check_because(because)))
        constraints.days.add(event)

    def add_link(
        self,
        first: str,
        verb: Verb | VerbName,
        second: str,
        *,
        days: int | None = None,
        because: Because | None = None,
    ) -> None:
        """Add how one event lies to another in time, by a :class:`Verb` or its name.

        ``days`` is for ``within`` only.

        Raises:
            QuestionError: ``network-verb`` for any other verb, ``network-id-unknown`` for an event that was not
                added, ``network-same-event`` when both are one event, ``network-days`` when within has no days (0 or
                more) or another verb has some, ``network-because`` for an unusable reason.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("tanks")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.add_link("tanks", "starts_with", "fs-24", because="“as the drills began”, read strictly")
            >>> print(net.tightened("tanks").earliest_start)
            2024-03-04
        """
        definition = VERB_DEFINITIONS.get(str(verb))
        if definition is None:
            raise QuestionError.of(
                "network-verb", f"verb must be one of {', '.join(Verb)}, not {civil.quote_value(verb)}"
            )
        constraints = self._constraints
        index = constraints.index
        try:
            a, b = index[first], index[second]
        except (KeyError, TypeError):
            raise constraints.make_unknown_id_error(first, second) from None
        if a == b:
            raise QuestionError.of(
                "network-same-event", f"{civil.quote_value(first)} cannot be linked to itself"
            )
        if definition.counts_days:
            days = _limit_day_count(days, 0, "network-days")
        elif days is not None:
            raise QuestionError.of("network-days", f"{definition.name} takes no days")
        if not isinstance(because, str) or not because:
            because = check_because(because)
        constraints.rows.append((definition, a, b, days, because))
        if definition.days_only:
            constraints.days |= {a, b}
        if definition.orders:
            constraints.orders += 1
            constraints.follows = constraints.follows or definition.name == "follows"


def _limit_day_count(days: object, least: int, code: str) -> int:
    """A number of days; beyond the calendar one is as good as another."""
    if civil.is_count(days, least):
        return min(days, 2 * stated.MAX_DAY_COUNT)
    raise QuestionError.of(code, civil.describe_day_count("days", days, least))
