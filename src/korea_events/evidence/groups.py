"""Facts about a group: three of six succeeded, and nobody says which."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.accounts import get_event_id, list_accounts, name_measure_field
from korea_events.evidence.figures.extents import Extent, extent
from korea_events.model import EventAccount, EventClaim, MeasureKind, Quantity
from korea_events.temporal import Verdict


@frozen(kw_only=True)
class GroupFact:
    """How many of a group something is true of, and what that says of one of them.

    Fields:
        least: the least number of which it is true
        most: the most of which it is; None when nothing bounds that
        of_least: the least the group can count
        of_most: the most the group can count; None when nothing bounds that
        one: whether it is true of any one of them, taken by itself

    Example:
        >>> print(GroupFact(least=3, most=3, of_least=6, of_most=6, one=Verdict.POSSIBLE))
        3 of 6; of any one: possible
    """

    least: int
    most: int | None
    of_least: int
    of_most: int | None
    one: Verdict

    def __str__(self) -> str:
        count = _format_count_range(self.least, self.most)
        whole = _format_count_range(self.of_least, self.of_most)
        return f"{count} of {whole}; of any one: {self.one}"


def group_fact(claim: EventClaim | str, dossier: Dossier, *, of: MeasureKind | str) -> GroupFact:
    """What a count says of the members of a group: nothing is made up about which.

    The claim counts those of which it is true: an ``EventClaim`` about the event with a quantity. How many there were
    is the measure ``of`` of that event, as the event and every report of it give it, from the least to the most.

    Raises:
        QuestionError: ``claim-needed`` when the record is no claim about an event that gives a number,
            ``measure-unknown`` when nobody says how many there were, ``group-count`` when more are claimed than there
            can have been, ``id-unknown`` when the dossier has no record called so.

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
    record = dossier[claim] if isinstance(claim, str) else claim
    value = record.value if isinstance(record, EventClaim) else None
    true_of = extent(value) if isinstance(value, Quantity) else None
    if not isinstance(record, EventClaim) or true_of is None:
        raise QuestionError.of(
            "claim-needed", f"{record.id!r} is no claim about an event that gives a number"
        )
    totals = list(_list_group_totals(record.event, name_measure_field(of, None), dossier))
    if not totals:
        raise QuestionError.of("measure-unknown", f"nobody says how many {of} there were in {record.event}")
    of_least = int(min(total.low or Fraction(0) for total in totals))
    highs = [total.high for total in totals if total.high is not None]
    of_most = int(max(highs)) if len(highs) == len(totals) else None
    least = int(true_of.low or 0)
    most = of_most if true_of.high is None else int(true_of.high)
    if of_most is not None:
        if least > of_most:
            raise QuestionError.of("group-count", f"{least} of at most {of_most} {of} in {record.event}")
        most = of_most if most is None else min(most, of_most)
    one = Verdict.POSSIBLE
    if of_most is not None and least == of_most and of_most > 0:
        one = Verdict.CERTAIN
    elif most == 0:
        one = Verdict.IMPOSSIBLE
    return GroupFact(least=least, most=most, of_least=max(of_least, least), of_most=of_most, one=one)


def _list_group_totals(event: str, field: str, dossier: Dossier) -> Iterator[Extent]:
    for record in (dossier[event], *dossier.event_reports):
        if isinstance(record, EventAccount) and get_event_id(record) == event:
            for account in list_accounts(record):
                if account.field == field and isinstance(account.value, Quantity):
                    found = extent(account.value)
                    if found is not None:
                        yield found


def _format_count_range(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return f"{least}" if least == most else f"{least}–{most}"
