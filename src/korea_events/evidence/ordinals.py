"""Ordinals: whether it was the 12th launch this year, as far as the records of a dossier go."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import ClassVar

from attrs import field, frozen

from korea_events.answers import Answer, Skipped, SkipReason
from korea_events.dossier import Dossier, group_same
from korea_events.errors import QuestionError
from korea_events.evidence.lineages import get_record
from korea_events.model import Event, EventClaim, Footing, Ordinal, Stance, Status
from korea_events.temporal import Span, Verdict
from korea_events.temporal.engine import Axis, build_hull, choose_pair_axis, project


@frozen
class CountedEvent:
    """An event that counts in a row, up to the one that the claim is about.

    Example:
        >>> CountedEvent(Event(id="launch", name="launch"), Verdict.CERTAIN).verdict
        <Verdict.CERTAIN: 'certain'>
    """

    event: Event
    verdict: Verdict
    """Whether it certainly began in the period and no later than the event of the claim, or only possibly."""


@frozen(repr=False)
class OrdinalCheck(Answer[CountedEvent]):
    """The answer of :func:`check_ordinal`: the events counted, and the least and the most that their number can be.

    Example:
        >>> print(OrdinalCheck((), (), claimed=2))
        2 claimed, 0 to 0 counted: the dossier has too few
    """

    claimed: int = field(kw_only=True)
    """The number claimed."""

    _columns: ClassVar = {"event": object, "verdict": str}

    @property
    def least(self) -> int:
        """The least place in the row, if the records are right."""
        return sum(row.verdict is Verdict.CERTAIN for row in self.rows)

    @property
    def most(self) -> int:
        """The most, if the dossier also lacks none."""
        return len(self.rows)

    @property
    def verdict(self) -> Verdict:
        """Certain if only that place is left, impossible if the records leave no way for it."""
        if not self.least <= self.claimed <= self.most:
            return Verdict.IMPOSSIBLE
        return Verdict.CERTAIN if self.least == self.most else Verdict.POSSIBLE

    def __str__(self) -> str:
        found = f"{self.claimed} claimed, {self.least} to {self.most} counted"
        if self.verdict is not Verdict.IMPOSSIBLE:
            return f"{found}: {self.verdict}"
        return f"{found}: the dossier has too {'few' if self.claimed > self.most else 'many'}"


def check_ordinal(
    claim: EventClaim | str, dossier: Dossier, *, among: Iterable[Event] | None = None
) -> OrdinalCheck:
    """Count the events up to the one of a claim, and say whether its place in the row is what is claimed.

    Each record is one event. It counts certainly if its dates leave no doubt that it began within the period and
    before the event of the claim; if it was on the same day, or only announced, unconfirmed or undated, it counts
    possibly. What was cancelled or postponed does not count. Nor does a part of another counted event, or a whole that
    the event of the claim is part of, and records that were judged the same count once. If the event of the claim
    was not in the period, nothing counts. The most holds only if the dossier lacks none of these events.

    Args:
        claim: a claim about an event whose value is an :class:`~korea_events.Ordinal`, or its id.
        dossier: the dossier with the claim.
        among: the events that count, as :meth:`Dossier.events` selects them; by default those of the same collection
            that share a kind with the event of the claim, or all of it if that has no kind.

    Raises:
        QuestionError: ``claim-needed`` if it is not a claim that asserts an ordinal of an event; ``ordinal-among`` if
            the event of the claim is not among those that count; ``ordinal-date`` if it has no date.
        UnknownIdError: ``id-unknown`` if the dossier has no such record.

    Example:
        >>> from korea_events.model import Actor, WeaponEvent
        >>> dossier = Dossier.of(
        ...     Actor(id="jcs", name="Joint Chiefs of Staff", kind="command"),
        ...     WeaponEvent(id="a", name="launch", span="2023-12-18"),
        ...     WeaponEvent(id="b", name="launch", span="2024-01-14"),
        ...     EventClaim(
        ...         id="first", event="b", attribute="order", claimants=["jcs"], value=Ordinal(n=1, within="2024"),
        ...     ),
        ... )
        >>> print(check_ordinal("first", dossier))
        1 claimed, 1 to 1 counted: certain
    """
    record = get_record(claim, dossier)
    ordinal = record.value if isinstance(record, EventClaim) and record.stance is Stance.ASSERTS else None
    if not isinstance(record, EventClaim) or not isinstance(ordinal, Ordinal):
        raise QuestionError.of("claim-needed", f"{record.id!r} does not assert an ordinal of an event")
    last = dossier[record.event]
    assert isinstance(last, Event)  # the dossier has checked its references
    if last.when is None:
        raise QuestionError.of("ordinal-date", f"{last.id} has no date, so none is known to be before it")
    same = group_same(dossier)
    events = [*(_list_alike(last, dossier) if among is None else among)]
    wholes = {same.get(whole, whole) for whole in _list_wholes(last, dossier)}
    names = {same.get(event.id, event.id) for event in events} - wholes
    own = same.get(last.id, last.id)
    if own not in names:
        raise QuestionError.of("ordinal-among", f"{last.id} is not among the events that count")
    rows: list[CountedEvent] = []
    skipped: list[Skipped] = []
    seen: set[str] = {own}
    for event in events:
        name = same.get(event.id, event.id)
        if event.id == last.id:
            continue
        if event.status is not None and event.status.called_off:
            skipped.append(Skipped(event, SkipReason(event.status)))
        elif name in wholes:
            skipped.append(Skipped(event, SkipReason.WHOLE))
        elif name in seen:
            skipped.append(Skipped(event, SkipReason.SAME))
        elif any(same.get(whole, whole) in names for whole in _list_wholes(event, dossier)):
            skipped.append(Skipped(event, SkipReason.PART))
        elif (verdict := _judge_counted(event, last, ordinal)) is not Verdict.IMPOSSIBLE:
            seen.add(name)
            rows.append(CountedEvent(event, verdict))
    verdict = _judge_counted(last, last, ordinal)
    rows = [] if verdict is Verdict.IMPOSSIBLE else [*rows, CountedEvent(last, verdict)]
    return OrdinalCheck(tuple(rows), tuple(skipped), claimed=ordinal.n)


def _list_alike(last: Event, dossier: Dossier) -> list[Event]:
    kinds = frozenset(getattr(last, "kinds", ()))
    events: Iterable[Event] = getattr(dossier, last.collection)
    return [event for event in events if not kinds or kinds & {*getattr(event, "kinds", ())}]


def _list_wholes(event: Event, dossier: Dossier) -> Iterable[str]:
    """The ids of the events that it is part of, directly or not."""
    above = event.part_of
    while above is not None:
        yield above
        whole = dossier[above]
        above = whole.part_of if isinstance(whole, Event) else None


def _judge_counted(event: Event, last: Event, ordinal: Ordinal) -> Verdict:
    """Whether an event began in the period of an ordinal, and no later than the last one."""
    if event.when is None or last.when is None:
        return Verdict.POSSIBLE
    axis = choose_pair_axis(event.when, last.when)
    least, most = _bound_start(event.when, axis)
    earliest, latest = _bound_start(last.when, axis)
    begins, ends = _find_period(ordinal, axis)
    # On one day either may have been the first.
    if max(least, begins) > min(most, latest, ends - 1):
        return Verdict.IMPOSSIBLE
    before = most < earliest or event is last
    doubtful = event.footing < Footing.BEGUN or event.status is Status.UNCONFIRMED
    return (
        Verdict.CERTAIN if before and not doubtful and begins <= least and most < ends else Verdict.POSSIBLE
    )


def _bound_start(span: Span, axis: Axis) -> tuple[float, float]:
    hull = build_hull(project(span, axis).freed)
    return hull.start_min, hull.start_max


def _find_period(ordinal: Ordinal, axis: Axis) -> tuple[float, float]:
    """From where to where the row of an ordinal goes on an axis; the end does not belong to it."""
    if ordinal.within is not None:
        hull = build_hull(project(ordinal.within, axis).freed)
        return hull.start_min, hull.end_max
    if ordinal.after is not None:
        return build_hull(project(ordinal.after, axis).freed).end_max, inf
    return -inf, inf
