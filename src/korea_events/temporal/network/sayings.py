"""The verbs: how one tells a network what is known."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from math import inf

from korea_events.errors import QuestionError, SpanError
from korea_events.temporal import civil, stated
from korea_events.temporal.bounds import Grain, span_all
from korea_events.temporal.network.assertions import Assertion, check_because
from korea_events.temporal.network.graph import ORIGIN
from korea_events.temporal.network.statements import Said, Statements
from korea_events.temporal.network.verbs import DAYS_ONLY, INEQUALITIES, Verb
from korea_events.temporal.span import Span

Because = Hashable | Sequence[Hashable]
"""Why something holds: a text, a citation or an assertion, or several that are all needed."""


class Sayings:
    """A network that can be told things: its events, and the verbs."""

    __slots__ = ("_told",)

    def __init__(self, told: Statements) -> None:
        self._told = told

    @property
    def zone(self) -> str:
        """The time zone whose days are meant."""
        return self._told.zone

    @property
    def grain(self) -> Grain:
        """Whether it reasons in days or in instants."""
        return self._told.axis.grain

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its events, in the order in which they were added."""
        return tuple(self._told.ids)

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """Everything that was said, in order, each assertion once."""
        return self._told.behind_all(range(len(self._told.said)))

    def __len__(self) -> int:
        return len(self._told.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._told.ids))

    def __contains__(self, id: object) -> bool:
        return id in self._told.index

    def add(self, id: str, span: Span | None = None, *, because: Because | None = None) -> None:
        """An event with what is known of its dates; without a span, one whose dates are not known.

        For an event that is there already this is more knowledge: both must hold.

        Raises:
            QuestionError: ``network-id`` when the id is no text, ``network-span`` when the span is none,
                ``network-zone`` when a network of days is given days of another zone, ``network-because`` for an
                unusable reason.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("drill", Span.parse("2024-03"), because="monthly review")
            >>> net.add("drill", Span.bounded(earliest_start="2024-03-20"), because="witness")
            >>> print(net.tightened("drill").possible)
            2024-03-20/2024-03-31
        """
        given: object = id
        if not isinstance(given, str) or not given:
            raise QuestionError.of("network-id", f"{civil.shown(id)} is no id: give a text")
        reason = None if because is None else check_because(because)
        told = self._told
        known = None if span is None else told.lowered(id, span)
        event = told.index.get(id)
        if event is None:
            event = told.index[id] = len(told.ids)
            told.ids.append(id)
        if known is None:
            return
        if known.approximate:
            told.approximate.add(event)
        if not known.exact or len(known.alternatives) > 1:
            told.wider.add(event)
        a, b, c, d, p, q = (
            known.alternatives[0] if len(known.alternatives) == 1 else span_all(known.alternatives)
        )
        start, end = 2 * event + 1, 2 * event + 2
        edges: list[tuple[int, int, float]] = []
        if a != -inf:
            edges.append((start, ORIGIN, -a))
        if b != inf:
            edges.append((ORIGIN, start, b))
        if c != -inf:
            edges.append((end, ORIGIN, -c))
        if d != inf:
            edges.append((ORIGIN, end, d))
        if p > 1:
            edges.append((end, start, -p))
        if q != inf:
            edges.append((start, end, q))
        told.say(Said("span", event, event, span, reason), edges)

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
            >>> net = TemporalNetwork()
            >>> net.add("ufs-24", Span.parse("2024-08-19/"), because="JCS")
            >>> net.lasts("ufs-24", least=9, most=11, because="two outlets")
            >>> print(net.tightened("ufs-24").latest_end)
            2024-08-29
        """
        event = self._told.event(id)
        if not self._told.days:
            raise _days_only("lasts")
        if (days is None) == (least is most is None):
            raise QuestionError.of("network-length", "give either days, or least or most or both")
        try:
            shortest = 1 if days is least is None else stated.days(least if days is None else days)
            longest = inf if days is most is None else stated.days(most if days is None else days)
        except SpanError as error:
            raise QuestionError.of("network-length", error.problems[0].message) from None
        if shortest > longest:
            raise QuestionError.of("network-length", f"{shortest} to {longest} days is no length")
        reason = None if because is None else check_because(because)
        start, end = 2 * event + 1, 2 * event + 2
        edges: list[tuple[int, int, float]] = [] if shortest == 1 else [(end, start, -shortest)]
        if longest != inf:
            edges.append((start, end, longest))
        self._told.say(Said("length", event, event, (shortest, longest), reason), edges)

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
            >>> net = TemporalNetwork()
            >>> net.add("tanks")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.link("starts_with", "tanks", "fs-24", because="“as the drills began”, read strictly")
            >>> print(net.tightened("tanks").earliest_start)
            2024-03-04
        """
        try:
            known = Verb(verb)
        except ValueError:
            raise QuestionError.of(
                "network-verb", f"{civil.shown(verb)} is no verb of a network; there are {', '.join(Verb)}"
            ) from None
        self._link(known, first, second, days, because)

    def starts_before(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first starts no later than the second.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("ssang-yong")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.starts_before("ssang-yong", "fs-24", because="KCNA")
            >>> print(net.tightened("ssang-yong").latest_start)
            2024-03-04
        """
        self._link(Verb.STARTS_BEFORE, first, second, None, because)

    def starts_after(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first starts no earlier than the second: "later", which may be later the same day.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("artillery")
            >>> net.add("tanks", Span.on("2024-03-13"))
            >>> net.starts_after("artillery", "tanks", because="“later” [article]")
            >>> print(net.tightened("artillery").possible)
            2024-03-13/..
        """
        self._link(Verb.STARTS_AFTER, first, second, None, because)

    def ends_before(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first ends no later than the second.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("field-part")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.ends_before("field-part", "fs-24")
            >>> print(net.tightened("field-part").latest_end)
            2024-03-14
        """
        self._link(Verb.ENDS_BEFORE, first, second, None, because)

    def ends_after(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first ends no earlier than the second.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("alert")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.ends_after("alert", "fs-24")
            >>> print(net.tightened("alert").earliest_end)
            2024-03-14
        """
        self._link(Verb.ENDS_AFTER, first, second, None, because)

    def follows(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first starts when the second is over: on a later day, in a network of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("launches")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.follows("launches", "fs-24", because="“after the drills ended”")
            >>> print(net.tightened("launches").earliest_start)
            2024-03-15
        """
        self._link(Verb.FOLLOWS, first, second, None, because)

    def meets(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first ends just before the second starts: on the day before, in a network of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("crisis-management-training")
            >>> net.add("fs-23", Span.parse("2023-03-13/2023-03-23"))
            >>> net.meets("crisis-management-training", "fs-23")
            >>> print(net.tightened("crisis-management-training").latest_end)
            2023-03-12
        """
        self._link(Verb.MEETS, first, second, None, because)

    def during(self, first: str, second: str, *, because: Because | None = None) -> None:
        """The first neither starts before nor ends after the second; Allen's relation is narrower.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("air-drill")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.during("air-drill", "fs-24", because="JCS")
            >>> print(net.tightened("air-drill").possible)
            2024-03-04/2024-03-14
        """
        self._link(Verb.DURING, first, second, None, because)

    def shares_time(self, first: str, second: str, *, because: Because | None = None) -> None:
        """Both are under way at the same time at least once.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks", Span.bounded(latest_end="2024-03-14"))
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.shares_time("tanks", "fs-24", because="“as the drills began”, read loosely")
            >>> net.shared_time("tanks", "fs-24").least
            1
        """
        self._link(Verb.SHARES_TIME, first, second, None, because)

    def starts_with(self, first: str, second: str, *, because: Because | None = None) -> None:
        """Both start together: on the same day, or at the same instant.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("tanks")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.starts_with("tanks", "fs-24", because="“as the drills began”, read strictly")
            >>> print(net.tightened("tanks").latest_start)
            2024-03-04
        """
        self._link(Verb.STARTS_WITH, first, second, None, because)

    def same_day_as(self, first: str, second: str, *, because: Because | None = None) -> None:
        """Both start on the same day; for networks of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("launch", Span.on("2024-03-18"))
            >>> net.add("visit")
            >>> net.same_day_as("visit", "launch", because="“the same day”")
            >>> print(net.tightened("visit").earliest_start)
            2024-03-18
        """
        self._link(Verb.SAME_DAY_AS, first, second, None, because)

    def within(self, first: str, second: str, *, days: int, because: Because | None = None) -> None:
        """Both start at most so many days apart; for networks of days.

        Raises:
            QuestionError: as :meth:`link`.

        Example:
            >>> net = TemporalNetwork()
            >>> net.add("launch")
            >>> net.add("fs-24", Span.parse("2024-03-04/2024-03-14"))
            >>> net.within("launch", "fs-24", days=3, because="“within three days of its start”")
            >>> print(net.tightened("launch").latest_start)
            2024-03-07
        """
        self._link(Verb.WITHIN, first, second, days, because)

    def _link(self, verb: Verb, first: str, second: str, days: int | None, because: Because | None) -> None:
        told = self._told
        a, b = told.event(first), told.event(second)
        if a == b:
            raise QuestionError.of("network-same-event", f"{civil.shown(first)} cannot be linked with itself")
        if days is not None or verb is Verb.WITHIN:
            _check_days(verb, days)
        if verb in DAYS_ONLY and not told.days:
            raise _days_only(verb)
        reason = None if because is None else check_because(because)
        points = (2 * a + 1, 2 * a + 2, 2 * b + 1, 2 * b + 2)
        slack = days or 0
        self._told.say(
            Said(verb, a, b, days, reason),
            [(points[start], points[to], most + slack) for start, to, most in INEQUALITIES[verb]],
        )


def _days_only(verb: str) -> QuestionError:
    return QuestionError.of(
        "network-days-only", f"{verb} speaks of days, and this network reasons in instants"
    )


def _check_days(verb: Verb, days: object) -> None:
    if verb is not Verb.WITHIN:
        raise QuestionError.of("network-days", f"{verb} takes no days")
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= stated.MAX_DAYS:
        raise QuestionError.of("network-days", f"{civil.shown(days)} is no number of days, 0 or more")
