"""Claims and reports, two at a time: do they agree, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from korea_events.dossier import Dossier
from korea_events.evidence.accounts import Account, accounts_in, compare_accounts
from korea_events.evidence.agreement import (
    Agreement,
    Compared,
    Step,
    compatible,
    contradicts,
    corroborates,
    not_comparable,
)
from korea_events.evidence.dating import all_earlier, announced, put_forward
from korea_events.evidence.extents import extent, within
from korea_events.evidence.trails import TAKING_BACK, Lineages, follow
from korea_events.evidence.values import compare_values, normal
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

_AGREEING = frozenset({Agreement.CORROBORATES, Agreement.COMPATIBLE})
# One thing has many names, none of which excludes another.
_MANY_VALUED = frozenset({"name", "alias", "designation"})


@overload
def compare(a: Claim, b: Claim, dossier: Dossier | None = None) -> Compared: ...
@overload
def compare(a: EventReport, b: EventReport, dossier: Dossier | None = None) -> Compared: ...
def compare(a: Claim | EventReport, b: Claim | EventReport, dossier: Dossier | None = None) -> Compared:
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
    return comparer(a, b, None if dossier is None else Lineages(dossier))


def comparer(a: Claim | EventReport, b: Claim | EventReport, lineages: Lineages | None) -> Compared:
    """The same as :func:`compare`, with what the dossier knows prepared for many questions."""
    if isinstance(a, EventReport) and isinstance(b, EventReport):
        step = _compare_reports(a, b, lineages)
    elif isinstance(a, Claim) and isinstance(b, Claim):
        step = _compare_claims(a, b, lineages)
    else:
        step = not_comparable("a claim and a report")
    return Compared(step.verdict, step.because)


# -- claims --------------------------------------------------------------------------------------------------------


def _compare_claims(a: Claim, b: Claim, lineages: Lineages | None) -> Step:
    different = _different_matter(a, b, lineages)
    if different is not None:
        return not_comparable(different)
    revised = None if lineages is None else _revised_by_link(a, b, lineages)
    if revised is not None:
        return not_comparable(revised)
    step = _compare_stances(a, b, lineages)
    same = set(a.claimants) == set(b.claimants)
    if step.verdict is Agreement.CONTRADICTS and lineages is not None:
        for old, new in ((a, b), (b, a)):
            if set(old.claimants) <= set(new.claimants) and _made_earlier(old, new, lineages):
                return not_comparable(
                    f"{step.because}; but {new.id} is the claimant's later word and revises {old.id}"
                )
    # Whoever denies or doubts two different things has not told one of them twice.
    again = _AGREEING if a.stance is Stance.ASSERTS else {Agreement.CORROBORATES}
    if step.verdict in again and a.stance is b.stance:
        if compare_values(b.value, a.value).verdict is Agreement.WEAKENS:
            return step  # who says less does not say it again
        if same:
            return Step(Agreement.RESTATES, f"{step.because}; the claimant is the same")
        shared = None if lineages is None else one_account(a, b, lineages)
        if shared is not None:
            return Step(Agreement.RESTATES, f"{step.because}; {shared}")
    return step


def _different_matter(a: Claim, b: Claim, lineages: Lineages | None) -> str | None:
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


def _revised_by_link(a: Record, b: Record, lineages: Lineages) -> str | None:
    for link in lineages.between(a.id, b.id):
        if link.kind in TAKING_BACK:
            return f"{link.source} {link.kind} {link.target}"
    return None


def _made_earlier(old: Claim, new: Claim, lineages: Lineages) -> bool:
    return all_earlier(put_forward(old, lineages.dossier), put_forward(new, lineages.dossier))


def one_account(a: Record, b: Record, lineages: Lineages) -> str | None:
    """Why two records are one account: by a link that says so, or since all that is behind one is behind the other."""
    for link in lineages.between(a.id, b.id):
        if link.kind is LinkKind.RESTATES:
            return f"{link.source} restates {link.target}"
    x, y = (
        set(follow([lineages.trail(citation) for citation in lineages.citations(record)]).behind)
        for record in (a, b)
    )
    if x and y and (x <= y or y <= x):
        return f"both come from {' and '.join(lineages.name(actor) for actor in sorted(x & y))}"
    return None


def _compare_stances(a: Claim, b: Claim, lineages: Lineages | None) -> Step:
    if a.id in b.disputes or b.id in a.disputes:
        return contradicts(f"{a.id if b.id in a.disputes else b.id} disputes the other")
    stances = {a.stance, b.stance}
    if stances == {Stance.ASSERTS}:
        return _compare_asserted(a, b, lineages)
    if stances == {Stance.ASSERTS, Stance.DENIES}:
        said, denied = (a, b) if a.stance is Stance.ASSERTS else (b, a)
        return _compare_denied(said, denied, lineages)
    if len(stances) == 1:
        if a.value == b.value:
            return corroborates(f"both: {a.stance.definition}")
        return compatible(f"both: {a.stance.definition}, of different values")
    for stance, weaker in ((Stance.NO_EVIDENCE, "no evidence"), (Stance.DOUBTS, "a doubt")):
        if stance in stances:
            return compatible(
                f"{weaker} is weaker than {'a denial' if Stance.ASSERTS in stances else 'the other'}"
            )
    return not_comparable(
        "there is nothing to compare"
    )  # pragma: no cover - every pair of stances is met above


def _compare_asserted(a: Claim, b: Claim, lineages: Lineages | None) -> Step:
    step = compare_values(a.value, b.value)
    if lineages is not None:
        for one, other in ((a.value, b.value), (b.value, a.value)):
            if isinstance(one, Ref) and isinstance(other, (Ref, Term)):
                step = _compare_identity(one, other, lineages)
    if step.verdict is Agreement.CONTRADICTS and a.attribute in _MANY_VALUED:
        return compatible(f"{step.because}, but one thing may have several names")
    return step


def _compare_identity(one: Ref, other: Ref | Term, lineages: Lineages) -> Step:
    """Records and words for them: same_as links and the names that a record goes by count."""
    if isinstance(other, Ref):
        if lineages.one(one.record) == lineages.one(other.record):
            return corroborates(f"{one.record} and {other.record} are the same")
        return contradicts(f"{one.record} is not {other.record}")
    record = lineages.dossier.get(one.record)
    names = {normal(name) for name in _names(record)}
    if normal(other.text) in names:
        return corroborates(f"{other.text!r} is a name of {one.record}")
    return not_comparable(f"{other.text!r} is no known name of {one.record}")


def _names(record: Record | None) -> list[str]:
    if record is None:
        return []
    names = [getattr(record, "name", None), *getattr(record, "names", ())]
    names += [designation.text for designation in getattr(record, "designations", ())]
    return [name for name in names if name]


def _compare_denied(said: Claim, denied: Claim, lineages: Lineages | None) -> Step:
    """A denial excludes what it denies: everything, if it gives no value and names no claim that it disputes."""
    if denied.value is None:
        if denied.disputes:
            return compatible(f"{denied.id} denies only what it disputes")
        return contradicts(f"{denied.id} denies that anything of the kind is so")
    if isinstance(said.value, Quantity) and isinstance(denied.value, Quantity):
        x, y = extent(said.value), extent(denied.value)
        if x is None or y is None or x.dimension != y.dimension:
            return not_comparable("one of them gives no figure that can be compared")
        if within(x, y):
            return contradicts(f"{x.words} is what is denied: {y.words}")
        return compatible(f"{x.words} is not, or not wholly, what is denied: {y.words}")
    if isinstance(said.value, Superlative) and isinstance(denied.value, Superlative):
        same = normal(said.value.text) == normal(denied.value.text)
        step = corroborates("") if same else not_comparable("first in different things")
    else:
        step = _compare_asserted(said, denied, lineages)
    if step.verdict is Agreement.CORROBORATES:
        return contradicts(f"{denied.id} denies what {said.id} says")
    if step.verdict is Agreement.CONTRADICTS:
        return compatible(f"{denied.id} denies something else")
    return step


# -- reports -------------------------------------------------------------------------------------------------------


def _compare_reports(a: EventReport, b: EventReport, lineages: Lineages | None) -> Step:
    if a.event != b.event and (lineages is None or lineages.one(a.event) != lineages.one(b.event)):
        return not_comparable(f"{a.event} and {b.event} are different events")
    steps: list[tuple[str, Step]] = []
    for one in accounts_in(a):
        steps.extend(
            (one.field, compare_fields(one, a, other, b, lineages))
            for other in accounts_in(b)
            if one.field == other.field
        )
    for verdict in (Agreement.CONTRADICTS, Agreement.CORROBORATES, Agreement.COMPATIBLE):
        told = [f"{field}: {step.because}" for field, step in steps if step.verdict is verdict]
        if not told:
            continue
        because = "; ".join(told)
        shared = None if lineages is None or verdict is Agreement.CONTRADICTS else one_account(a, b, lineages)
        if shared is not None:
            return Step(Agreement.RESTATES, f"{because}; {shared}")
        return Step(verdict, because)
    because = "; ".join(f"{field}: {step.because}" for field, step in steps)
    return not_comparable(because or "they say nothing of the same field on the same footing")


def compare_fields(one: Account, a: Record, other: Account, b: Record, lineages: Lineages | None) -> Step:
    """How two accounts of one field agree; a plan made known later revises an earlier one."""
    return revisable(compare_accounts(one, other), one, a, other, b, lineages)


def revisable(
    step: Step, one: Account, a: Record, other: Account, b: Record, lineages: Lineages | None
) -> Step:
    """A verdict on two accounts of one field, unless it contradicts and one of them revises the other."""
    if step.verdict is not Agreement.CONTRADICTS or lineages is None:
        return step
    revised = _revised_by_link(a, b, lineages)
    if revised is not None:
        return not_comparable(revised)
    if one.plan is not None and other.plan is not None:
        first = announced(one.plan, a, lineages.dossier)
        second = announced(other.plan, b, lineages.dossier)
        for old, new, later in ((first, second, other), (second, first, one)):
            if all_earlier(old, new):
                return not_comparable(
                    f"{step.because}; but {later.record} is the later plan and revises the other"
                )
    return step


def standing(accounts: Sequence[tuple[Account, Record]], lineages: Lineages) -> list[bool]:
    """Which accounts of one field still stand; plans do not when a later plan revises them.

    A plan is revised when another one, certainly made known later, contradicts it and nobody gives it any more: an
    outlet that gets a date wrong does not revise the plan that others go on giving.
    """
    made_known = [
        () if account.plan is None else announced(account.plan, record, lineages.dossier)
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
        alike = [j for j in everyone if j != old and verdicts[old, j] in _AGREEING]
        return any(
            all_earlier(made_known[old], made_known[new])
            and not any(
                verdicts[other, new] is Agreement.CONTRADICTS
                and not all_earlier(made_known[other], made_known[new])
                for other in alike
            )
            for new in everyone
            if new != old and verdicts[old, new] is Agreement.CONTRADICTS
        )

    return [not revised(old) for old in everyone]
