"""Claims and reports, two at a time: do they agree, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from korea_events.dossier import Dossier
from korea_events.evidence.comparison.accounts import FieldAccount, compare_accounts, list_accounts
from korea_events.evidence.comparison.agreement import (
    Agreement,
    ComparisonResult,
    DetailAgreement,
    judge_compatible,
    judge_contradicting,
    judge_corroborating,
    judge_not_comparable,
)
from korea_events.evidence.comparison.values import compare_values, normalize_words
from korea_events.evidence.dating import get_account_dates, get_announcement_dates, is_each_earlier
from korea_events.evidence.figures.extents import extent, is_within_extent
from korea_events.evidence.lineages import Lineages, follow_trails
from korea_events.model import (
    CapabilityClaim,
    Claim,
    EventClaim,
    EventReport,
    LinkKind,
    Quantity,
    Record,
    Ref,
    Stance,
    Superlative,
    Term,
)

_AGREEING_VERDICTS = frozenset({Agreement.CORROBORATES, Agreement.COMPATIBLE})
# One thing has many names, none of which excludes another.
_MULTI_VALUED_ATTRIBUTES = frozenset({"name", "alias", "designation"})


@overload
def compare(a: Claim, b: Claim, dossier: Dossier | None = None) -> ComparisonResult: ...
@overload
def compare(a: EventReport, b: EventReport, dossier: Dossier | None = None) -> ComparisonResult: ...
def compare(
    a: Claim | EventReport, b: Claim | EventReport, dossier: Dossier | None = None
) -> ComparisonResult:
    """How one claim stands to another, or one report of an event to another report of it, and why.

    Claims compare when they are about the same event, or the same system, and the same attribute. A bare figure spans
    half a unit of its last printed place, so that 13,000 km is anything from 12,999.5 to 13,000.5; "about" half a unit
    of its last digit that is not zero, so that about 13,000 is anything from 12,500 to 13,500. Units are converted
    exactly, Mach never. A correction by the coder stands in for what was printed.

    A claimant's later figure revises the earlier one and is not compared with it. With a dossier, lineage tells what
    is one account told twice (unknown lineage weakens nothing), and links tell what corrects, supersedes or disputes
    what. Of reports, every field that both give is compared; a contradiction in one makes the whole contradict.

    Read it from ``a``: the first weakens the second. All other verdicts are the same from either side.

    Example:
        >>> def claim(id, claimant, **value):
        ...     return EventClaim(
        ...         id=id, event="hwasong-15-test", attribute="apogee", claimants=[claimant], value=Quantity(**value),
        ...     )
        >>> state_tv = claim("tv", "dprk", value=4475, unit="km")
        >>> print(compare(state_tv, claim("russia", "rus", value=535, unit="km")))
        contradicts: 4475 km (4474.5 to 4475.5) and 535 km (534.5 to 535.5): no number is allowed by both
        >>> print(compare(state_tv, claim("copy", "dprk", value=2781, unit="mi")).verdict)
        restates
    """
    return compare_with_lineages(a, b, None if dossier is None else Lineages(dossier))


def compare_with_lineages(
    a: Claim | EventReport, b: Claim | EventReport, lineages: Lineages | None
) -> ComparisonResult:
    """The same as :func:`compare`, with what the dossier knows prepared for many questions."""
    if isinstance(a, EventReport) and isinstance(b, EventReport):
        step = _compare_reports(a, b, lineages)
    elif isinstance(a, Claim) and isinstance(b, Claim):
        step = _compare_claims(a, b, lineages)
    else:
        step = judge_not_comparable("a claim and a report")
    return ComparisonResult(step.verdict, step.because)


# -- claims --------------------------------------------------------------------------------------------------------


def _compare_claims(a: Claim, b: Claim, lineages: Lineages | None) -> DetailAgreement:
    different = _explain_different_subject(a, b, lineages)
    if different is not None:
        return judge_not_comparable(different)
    revised = None if lineages is None else _describe_revising_link(a, b, lineages)
    if revised is not None:
        return judge_not_comparable(revised)
    step = _compare_stances(a, b, lineages)
    same = set(a.claimants) == set(b.claimants)
    if step.verdict is Agreement.CONTRADICTS and lineages is not None:
        for old, new in ((a, b), (b, a)):
            if set(old.claimants) <= set(new.claimants) and _is_made_earlier(old, new, lineages):
                return judge_not_comparable(
                    f"{step.because}; but {new.id} is the claimant's later word and revises {old.id}"
                )
    # Whoever denies or doubts two different things has not told one of them twice.
    again = _AGREEING_VERDICTS if a.stance is Stance.ASSERTS else {Agreement.CORROBORATES}
    if step.verdict in again and a.stance is b.stance:
        if compare_values(b.value, a.value).verdict is Agreement.WEAKENS:
            return step  # who says less does not say it again
        if same:
            return DetailAgreement(Agreement.RESTATES, f"{step.because}; the claimant is the same")
        shared = None if lineages is None else explain_restatement(a, b, lineages)
        if shared is not None:
            return DetailAgreement(Agreement.RESTATES, f"{step.because}; {shared}")
    return step


def _explain_different_subject(a: Claim, b: Claim, lineages: Lineages | None) -> str | None:
    """Why two claims are not about one thing; None when they are."""
    if a.attribute != b.attribute:
        return f"{a.attribute} and {b.attribute} are different attributes"
    if isinstance(a, EventClaim) and isinstance(b, EventClaim):
        one, other, what = a.event, b.event, "events"
    elif isinstance(a, CapabilityClaim) and isinstance(b, CapabilityClaim):
        one, other, what = a.system, b.system, "systems"
    else:
        return "one is about an event, the other about a weapon system"
    if one == other or (lineages is not None and lineages.one(one) == lineages.one(other)):
        return None
    return f"{one} and {other} are different {what}"


def _describe_revising_link(a: Record, b: Record, lineages: Lineages) -> str | None:
    for link in lineages.between(a.id, b.id):
        if link.kind.withdraws:
            return f"{link.source} {link.kind} {link.target}"
    return None


def _is_made_earlier(old: Claim, new: Claim, lineages: Lineages) -> bool:
    return is_each_earlier(get_account_dates(old, lineages.dossier), get_account_dates(new, lineages.dossier))


def explain_restatement(a: Record, b: Record, lineages: Lineages) -> str | None:
    """Why two records are one account: by a link that says so, or since all that is behind one is behind the other."""
    for link in lineages.between(a.id, b.id):
        if link.kind is LinkKind.RESTATES:
            return f"{link.source} restates {link.target}"
    x, y = (
        set(follow_trails([lineages.trail(citation) for citation in lineages.citations(record)]).behind)
        for record in (a, b)
    )
    if x and y and (x <= y or y <= x):
        return f"both come from {' and '.join(lineages.name(actor) for actor in sorted(x & y))}"
    return None


def _compare_stances(a: Claim, b: Claim, lineages: Lineages | None) -> DetailAgreement:
    if a.id in b.disputes or b.id in a.disputes:
        return judge_contradicting(f"{a.id if b.id in a.disputes else b.id} disputes the other")
    stances = {a.stance, b.stance}
    if stances == {Stance.ASSERTS}:
        return _compare_asserted(a, b, lineages)
    if stances == {Stance.ASSERTS, Stance.DENIES}:
        said, denied = (a, b) if a.stance is Stance.ASSERTS else (b, a)
        return _compare_denied(said, denied, lineages)
    if len(stances) == 1:
        if a.value == b.value:
            return judge_corroborating(f"both: {a.stance.definition}")
        return judge_compatible(f"both: {a.stance.definition}, of different values")
    for stance, weaker in ((Stance.NO_EVIDENCE, "no evidence"), (Stance.DOUBTS, "a doubt")):
        if stance in stances:
            return judge_compatible(
                f"{weaker} is weaker than {'a denial' if Stance.ASSERTS in stances else 'the other'}"
            )
    return judge_not_comparable(
        "there is nothing to compare"
    )  # pragma: no cover - every pair of stances is met above


def _compare_asserted(a: Claim, b: Claim, lineages: Lineages | None) -> DetailAgreement:
    step = compare_values(a.value, b.value)
    if lineages is not None:
        for one, other in ((a.value, b.value), (b.value, a.value)):
            if isinstance(one, Ref) and isinstance(other, (Ref, Term)):
                step = _compare_identity(one, other, lineages)
    if step.verdict is Agreement.CONTRADICTS and a.attribute in _MULTI_VALUED_ATTRIBUTES:
        return judge_compatible(f"{step.because}, but one thing may have several names")
    return step


def _compare_identity(one: Ref, other: Ref | Term, lineages: Lineages) -> DetailAgreement:
    """Records and words for them: same_as links and the names that a record goes by count."""
    if isinstance(other, Ref):
        if lineages.one(one.record) == lineages.one(other.record):
            return judge_corroborating(f"{one.record} and {other.record} are the same")
        return judge_contradicting(f"{one.record} is not {other.record}")
    record = lineages.dossier.get(one.record)
    names = {normalize_words(name) for name in _list_record_names(record)}
    if normalize_words(other.text) in names:
        return judge_corroborating(f"{other.text!r} is a name of {one.record}")
    return judge_not_comparable(f"{other.text!r} is no known name of {one.record}")


def _list_record_names(record: Record | None) -> list[str]:
    if record is None:
        return []
    names = [getattr(record, "name", None), *getattr(record, "names", ())]
    names += [designation.text for designation in getattr(record, "designations", ())]
    return [name for name in names if name]


def _compare_denied(said: Claim, denied: Claim, lineages: Lineages | None) -> DetailAgreement:
    """A denial excludes what it denies: everything, if it gives no value and names no claim that it disputes."""
    if denied.value is None:
        if denied.disputes:
            return judge_compatible(f"{denied.id} denies only what it disputes")
        return judge_contradicting(f"{denied.id} denies that anything of the kind is so")
    if isinstance(said.value, Quantity) and isinstance(denied.value, Quantity):
        x, y = extent(said.value), extent(denied.value)
        if x is None or y is None or x.dimension != y.dimension:
            return judge_not_comparable("one of them gives no figure that can be compared")
        if is_within_extent(x, y):
            return judge_contradicting(f"{x.words} is what is denied: {y.words}")
        return judge_compatible(f"{x.words} is not, or not wholly, what is denied: {y.words}")
    if isinstance(said.value, Superlative) and isinstance(denied.value, Superlative):
        same = normalize_words(said.value.text) == normalize_words(denied.value.text)
        step = judge_corroborating("") if same else judge_not_comparable("first in different things")
    else:
        step = _compare_asserted(said, denied, lineages)
    if step.verdict is Agreement.CORROBORATES:
        return judge_contradicting(f"{denied.id} denies what {said.id} says")
    if step.verdict is Agreement.CONTRADICTS:
        return judge_compatible(f"{denied.id} denies something else")
    return step


# -- reports -------------------------------------------------------------------------------------------------------


def _compare_reports(a: EventReport, b: EventReport, lineages: Lineages | None) -> DetailAgreement:
    if a.event != b.event and (lineages is None or lineages.one(a.event) != lineages.one(b.event)):
        return judge_not_comparable(f"{a.event} and {b.event} are different events")
    steps: list[tuple[str, DetailAgreement]] = []
    for one in list_accounts(a):
        steps.extend(
            (one.field, compare_fields(one, a, other, b, lineages))
            for other in list_accounts(b)
            if one.field == other.field
        )
    for verdict in (Agreement.CONTRADICTS, Agreement.CORROBORATES, Agreement.COMPATIBLE):
        told = [f"{field}: {step.because}" for field, step in steps if step.verdict is verdict]
        if not told:
            continue
        because = "; ".join(told)
        shared = (
            None
            if lineages is None or verdict is Agreement.CONTRADICTS
            else explain_restatement(a, b, lineages)
        )
        if shared is not None:
            return DetailAgreement(Agreement.RESTATES, f"{because}; {shared}")
        return DetailAgreement(verdict, because)
    because = "; ".join(f"{field}: {step.because}" for field, step in steps)
    return judge_not_comparable(because or "they say nothing of the same field on the same footing")


def compare_fields(
    one: FieldAccount, a: Record, other: FieldAccount, b: Record, lineages: Lineages | None
) -> DetailAgreement:
    """How two accounts of one field agree; a plan made known later revises an earlier one."""
    return allow_for_revision(compare_accounts(one, other), one, a, other, b, lineages)


def allow_for_revision(
    step: DetailAgreement,
    one: FieldAccount,
    a: Record,
    other: FieldAccount,
    b: Record,
    lineages: Lineages | None,
) -> DetailAgreement:
    """A verdict on two accounts of one field, unless it contradicts and one of them revises the other."""
    if step.verdict is not Agreement.CONTRADICTS or lineages is None:
        return step
    revised = _describe_revising_link(a, b, lineages)
    if revised is not None:
        return judge_not_comparable(revised)
    if one.plan is not None and other.plan is not None:
        first = get_announcement_dates(one.plan, a, lineages.dossier)
        second = get_announcement_dates(other.plan, b, lineages.dossier)
        for old, new, later in ((first, second, other), (second, first, one)):
            if is_each_earlier(old, new):
                return judge_not_comparable(
                    f"{step.because}; but {later.record} is the later plan and revises the other"
                )
    return step


def mark_unrevised(accounts: Sequence[tuple[FieldAccount, Record]], lineages: Lineages) -> list[bool]:
    """Which accounts of one field still stand; plans do not when a later plan revises them.

    A plan is revised when another one, certainly made known later, contradicts it and nobody gives it any more: an
    outlet that gets a date wrong does not revise the plan that others go on giving.
    """
    made_known = [
        () if account.plan is None else get_announcement_dates(account.plan, record, lineages.dossier)
        for account, record in accounts
    ]
    everyone = range(len(accounts))
    verdicts = {
        (i, j): compare_accounts(accounts[i][0], accounts[j][0]).verdict
        for i in everyone
        for j in everyone
        if i != j
    }

    def revised(old: int) -> bool:
        alike = [j for j in everyone if j != old and verdicts[old, j] in _AGREEING_VERDICTS]
        return any(
            is_each_earlier(made_known[old], made_known[new])
            and not any(
                verdicts[other, new] is Agreement.CONTRADICTS
                and not is_each_earlier(made_known[other], made_known[new])
                for other in alike
            )
            for new in everyone
            if new != old and verdicts[old, new] is Agreement.CONTRADICTS
        )

    return [not revised(old) for old in everyone]
