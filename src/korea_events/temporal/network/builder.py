"""The verbs: how one tells a network what is known."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from math import inf

from korea_events.errors import QuestionError
from korea_events.temporal import civil, stated
from korea_events.temporal.bounds import Grain
from korea_events.temporal.network import verbs
from korea_events.temporal.network.assertions import Assertion, check_because
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.verbs import Verb, VerbDefinition
from korea_events.temporal.span import Span

Because = Hashable | Sequence[Hashable]
"""Why something holds: a text, a citation or an assertion, or several that are all needed."""


class NetworkBuilder:
    """A network that can be told things: its events, and the verbs."""

    __slots__ = ("_constraints",)

    def __init__(self, told: Constraints) -> None:
        self._constraints = told

    @property
    def zone(self) -> str:
        """The time zone whose days are meant."""
        return self._constraints.zone

    @property
    def grain(self) -> Grain:
        """Whether it reasons in days or in instants."""
        return self._constraints.axis.grain

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its events, in the order in which they were added."""
        return tuple(self._constraints.ids)

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """Everything that was said, in order, each assertion once."""
        return self._constraints.all_assertions_of(range(len(self._constraints.said)))

    def __len__(self) -> int:
        return len(self._constraints.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._constraints.ids))

    def __contains__(self, id: object) -> bool:
        return id in self._constraints.index

    def add(self, id: str, span: Span | None = None, *, because: Because | None = None) -> None:
        """An event with what is known of its dates; without a span, one whose dates are not known.

        For an event that is there already this is more knowledge: both must hold.

        Raises:
            QuestionError: ``network-id`` when the id is no text, ``network-span`` when the span is none,
                ``network-zone`` when a network of days is given days of another zone, ``network-because`` for an
                unusable reason.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("drill", Span.parse("2024-03"), because="monthly review")
            >>> net.add("drill", Span.bounded(earliest_start="2024-03-20"), because="witness")
            >>> print(net.tightened("drill").possible)
            2024-03-20/2024-03-31
        """
        told = self._constraints
        try:
            event = told.index[id]
        except (KeyError, TypeError):
            given: object = id
            if not isinstance(given, str) or not given:
                raise QuestionError.of(
                    "network-id", f"{civil.quote_value(id)} is no id: give a text"
                ) from None
            event = len(told.ids)
        because = check_because(because)
        bounds = None if span is None else told.date(event, id, span)
        if event == len(told.ids):
            told.index[id] = event
            told.ids.append(id)
        if bounds is not None:
            told.said.append((verbs.DATES_STATED, event, event, (span, bounds), because))

    def lasts(
        self,
        id: str,
        *,
        days: int | None = None,
        least: int | None = None,
        most: int | None = None,
        because: Because | None = None,
    ) -> None:
        """How many inclusive days an event lasts: ``days``, or ``least`` to ``most``, one of which may be missing.

        A printed length rests on two things, the words and how they count; give both as ``because``.

        Raises:
            QuestionError: ``network-id-unknown`` for an event that was not added, ``network-days-only`` in a network of
                instants, ``network-length`` for no length, two of them, or least above most; ``network-because``.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("ufs-24", Span.parse("2024-08-19/"), because="JCS")
            >>> net.lasts("ufs-24", least=9, most=11, because="two outlets")
            >>> print(net.tightened("ufs-24").latest_end)
            2024-08-29
        """
        told = self._constraints
        event = told.event(id)
        if not told.days:
            raise _refuse_instants("lasts")
        if (days is None) == (least is most is None):
            raise QuestionError.of("network-length", "give either days, or least or most or both")
        if days is not None:
            least = most = days
        shortest = 1 if least is None else _limit_day_count(least, 1, "network-length")
        longest = inf if most is None else _limit_day_count(most, 1, "network-length")
        if shortest > longest:
            raise QuestionError.of("network-length", f"{shortest} to {longest} days is no length")
        told.said.append((verbs.LENGTH_STATED, event, event, (shortest, longest), check_because(because)))

    def link(
        self,
        verb: Verb | str,
        first: str,
        second: str,
        *,
        days: int | None = None,
        because: Because | None = None,
    ) -> None:
        """One of the verbs between two events, by its name; each is a method as well.

        ``days`` is for ``within`` only.

        Raises:
            QuestionError: ``network-verb`` when there is no such verb, ``network-id-unknown`` for an event that was not
                added, ``network-same-event`` when both are one event, ``network-days`` when within has no days (0 or
                more) or another verb has some, ``network-days-only`` for a verb about days in a network of instants,
                ``network-because`` for an unusable reason.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("tanks")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.link("starts_with", "tanks", "fs-24", because="“as the drills began”, read strictly")
            >>> print(net.tightened("tanks").earliest_start)
            2024-03-04
        """
        meaning = verbs.VERB_DEFINITIONS.get(str(verb))
        if meaning is None:
            raise QuestionError.of(
                "network-verb",
                f"{civil.quote_value(verb)} is no verb of a network; there are {', '.join(Verb)}",
            )
        self._link(meaning, first, second, days, because)

    def starts_before(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first starts no later than the second.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("ssang-yong")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.starts_before("ssang-yong", "fs-24", because="KCNA")
            >>> print(net.tightened("ssang-yong").latest_start)
            2024-03-04
        """
        self._link(verbs.STARTS_BEFORE, first, second, None, because)

    def starts_after(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first starts no earlier than the second: "later", which may be later the same day.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("artillery")
            >>> net.add("tanks", Span.on("2024-03-13"))
            >>> net.starts_after("artillery", "tanks", because="“later” [article]")
            >>> print(net.tightened("artillery").possible)
            2024-03-13/..
        """
        self._link(verbs.STARTS_AFTER, first, second, None, because)

    def ends_before(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first ends no later than the second.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("field-part")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.ends_before("field-part", "fs-24")
            >>> print(net.tightened("field-part").latest_end)
            2024-03-14
        """
        self._link(verbs.ENDS_BEFORE, first, second, None, because)

    def ends_after(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first ends no earlier than the second.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("alert")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.ends_after("alert", "fs-24")
            >>> print(net.tightened("alert").earliest_end)
            2024-03-14
        """
        self._link(verbs.ENDS_AFTER, first, second, None, because)

    def follows(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first starts when the second is over: on a later day, in a network of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("launches")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.follows("launches", "fs-24", because="“after the drills ended”")
            >>> print(net.tightened("launches").earliest_start)
            2024-03-15
        """
        self._link(verbs.FOLLOWS, first, second, None, because)

    def meets(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first ends just before the second starts: on the day before, in a network of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("crisis-management-training")
            >>> net.add("fs-23", Span.parse("2023-03-13/2023-03-23"))
            >>> net.meets("crisis-management-training", "fs-23")
            >>> print(net.tightened("crisis-management-training").latest_end)
            2023-03-12
        """
        self._link(verbs.MEETS, first, second, None, because)

    def during(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first neither starts before nor ends after the second; Allen's relation is narrower.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("air-drill")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.during("air-drill", "fs-24", because="JCS")
            >>> print(net.tightened("air-drill").possible)
            2024-03-04/2024-03-14
        """
        self._link(verbs.DURING, first, second, None, because)

    def shares_time(self, first: str, second: str, *, because: Because | None = None) -> None:
        """Both are under way at the same time at least once.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.bounded(latest_end="2024-03-14"))
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.shares_time("tanks", "fs-24", because="“as the drills began”, read loosely")
            >>> net.shared_time("tanks", "fs-24").least
            1
        """
        self._link(verbs.SHARES_TIME, first, second, None, because)

    def starts_with(self, first: str, second: str, *, because: Because | None = None) -> None:
        """Both start together: on the same day, or at the same instant.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("tanks")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.starts_with("tanks", "fs-24", because="“as the drills began”, read strictly")
            >>> print(net.tightened("tanks").latest_start)
            2024-03-04
        """
        self._link(verbs.STARTS_WITH, first, second, None, because)

    def same_day_as(self, first: str, second: str, *, because: Because | None = None) -> None:
        """Both start on the same day; for networks of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("launch", Span.on("2024-03-18"))
            >>> net.add("visit")
            >>> net.same_day_as("visit", "launch", because="“the same day”")
            >>> print(net.tightened("visit").earliest_start)
            2024-03-18
        """
        self._link(verbs.SAME_DAY_AS, first, second, None, because)

    def within(self, first: str, second: str, *, days: int, because: Because | None = None) -> None:
        """Both start at most so many days apart; for networks of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> from korea_events.temporal import TemporalNetwork
            >>> net = TemporalNetwork()
            >>> net.add("launch")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.within("launch", "fs-24", days=3, because="“within three days of its start”")
            >>> print(net.tightened("launch").latest_start)
            2024-03-07
        """
        self._link(verbs.WITHIN, first, second, days, because)

    def _link(
        self, meaning: VerbDefinition, first: str, second: str, days: int | None, because: Because | None
    ) -> None:
        told = self._constraints
        index = told.index
        try:
            a, b = index[first], index[second]
        except (KeyError, TypeError):
            raise told.unknown(first, second) from None
        if a == b:
            raise QuestionError.of(
                "network-same-event", f"{civil.quote_value(first)} cannot be linked with itself"
            )
        if meaning.counts_days:
            days = _limit_day_count(days, 0, "network-days")
        elif days is not None:
            raise QuestionError.of("network-days", f"{meaning.name} takes no days")
        if meaning.days_only and not told.days:
            raise _refuse_instants(meaning.name)
        if not isinstance(because, str) or not because:
            because = check_because(because)
        told.said.append((meaning, a, b, days, because))


def _refuse_instants(verb: str) -> QuestionError:
    return QuestionError.of(
        "network-days-only", f"{verb} speaks of days, and this network reasons in instants"
    )


def _limit_day_count(days: object, least: int, code: str) -> int:
    """A number of days; beyond the calendar one is as good as another."""
    if isinstance(days, int) and not isinstance(days, bool) and days >= least:
        return min(days, 2 * stated.MAX_DAY_COUNT)
    raise QuestionError.of(code, f"{civil.quote_value(days)} is no number of days, {least} or more")
