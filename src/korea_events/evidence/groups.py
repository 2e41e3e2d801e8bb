"""Groups: three of six succeeded, and no source says which."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from korea_events.dossier import Dossier, Withdrawals
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.accounts import get_event_id, list_accounts
from korea_events.evidence.figures.extents import Extent, as_count, extent
from korea_events.evidence.lineages import get_record
from korea_events.model import EventAccount, EventClaim, MeasureKind, Quantity, Stance
from korea_events.temporal import Verdict


@frozen(kw_only=True)
class GroupFact:
    """For how many members of a group something is true, and what follows for any one of them.

    Example:
        >>> print(GroupFact(least=3, most=3, of_least=6, of_most=6, one=Verdict.POSSIBLE))
        3 of 6; of any one: possible
    """

    least: int
    """The smallest number of members for which it is true."""
    most: int | None
    """The largest such number; None if it has no bound."""
    of_least: int
    """The smallest size of the group."""
    of_most: int | None
    """The largest size of the group; None if it has no bound."""
    one: Verdict
    """Whether it is true of any one member."""

    def __str__(self) -> str:
        count = _format_count_range(self.least, self.most)
        return f"{count} of {_format_count_range(self.of_least, self.of_most)}; of any one: {self.one}"


def group_fact(claim: EventClaim | str, dossier: Dossier, *, of: MeasureKind | str) -> GroupFact:
    """What a count says about the members of a group, without inventing which of them it counts.

    The claim is an ``EventClaim`` with a quantity: how many members it is true of. The size of the group is the measure
    ``of`` of the same event, from the least to the most that the event or any report of it gives.

    Raises:
        QuestionError: ``claim-needed`` if the record is not a claim that asserts a number of an event,
            ``measure-unknown`` if the event and its reports do not give the measure, ``group-count`` if the claim
            counts more than there can have been, ``id-unknown`` if the dossier has no such record.

    Example:
        >>> from korea_events.model import Actor, Measure, WeaponEvent
        >>> dossier = Dossier.of(
        ...     Actor(id="jcs", name="Joint Chiefs of Staff", kind="command"),
        ...     WeaponEvent(id="salvo", name="salvo", measures=[
        ...         Measure(what="missiles", quantity=Quantity(value=6, unit="count")),
        ...     ]),
        ...     EventClaim(
        ...         id="hits", event="salvo", attribute="succeeded", claimants=["jcs"],
        ...         value=Quantity(value=3, unit="count", words="three of six"),
        ...     ),
        ... )
        >>> print(group_fact("hits", dossier, of="missiles"))
        3 of 6; of any one: possible
    """
    record = get_record(claim, dossier)
    value = record.value if isinstance(record, EventClaim) and record.stance is Stance.ASSERTS else None
    true_of = extent(as_count(value)) if isinstance(value, Quantity) else None
    if not isinstance(record, EventClaim) or true_of is None:
        raise QuestionError.of("claim-needed", f"{record.id!r} does not assert a number of an event")
    totals = list(_list_group_totals(record.event, f"measures.{of}", dossier))
    if not totals:
        raise QuestionError.of(
            "measure-unknown", f"neither {record.event} nor a report of it gives a number of {of}"
        )
    of_least = int(min(total.low or Fraction(0) for total in totals))
    highs = [total.high for total in totals if total.high is not None]
    of_most = int(max(highs)) if len(highs) == len(totals) else None
    least = int(true_of.low or 0)
    most = of_most if true_of.high is None else int(true_of.high)
    if of_most is not None:
        if least > of_most:
            raise QuestionError.of(
                "group-count", f"{record.id!r} counts {least}, but {record.event} had at most {of_most} {of}"
            )
        most = of_most if most is None else min(most, of_most)
    one = Verdict.POSSIBLE
    if of_most is not None and least == of_most and of_most > 0:
        one = Verdict.CERTAIN
    elif most == 0:
        one = Verdict.IMPOSSIBLE
    return GroupFact(least=least, most=most, of_least=max(of_least, least), of_most=of_most, one=one)


def _list_group_totals(event: str, field: str, dossier: Dossier) -> Iterator[Extent]:
    withdrawals = Withdrawals(dossier)
    for record in (dossier[event], *dossier.event_reports):
        if isinstance(record, EventAccount) and get_event_id(record) == event and record not in withdrawals:
            for account in list_accounts(record):
                if account.field == field and isinstance(account.value, Quantity):
                    found = extent(account.value)
                    if found is not None:
                        yield found


def _format_count_range(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return f"{least}" if least == most else f"{least}–{most}"
