"""Comparison: two claims or two reports at a time, whether they agree and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TypeVar, overload

from korea_events.dossier import Dossier
from korea_events.evidence.comparison.accounts import (
    RecordedAccount,
    compare_accounts,
    get_claim_subject,
    list_accounts,
)
from korea_events.evidence.comparison.agreement import (
    Agreement,
    ComparisonResult,
    judge_compatible,
    judge_contradicting,
    judge_corroborating,
    judge_not_comparable,
)
from korea_events.evidence.comparison.values import compare_values, normalize_words
from korea_events.evidence.dating import get_account_dates, get_announcement_dates, is_each_earlier
from korea_events.evidence.figures.extents import extent, is_within_extent
from korea_events.evidence.lineages import Lineages
from korea_events.model import (
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
from korea_events.temporal import SHARES_TIME, Span, Verdict, relate

RecordedT = TypeVar("RecordedT", bound=RecordedAccount)

_AGREEING_VERDICTS = frozenset({Agreement.CORROBORATES, Agreement.COMPATIBLE})
# One thing may have several names, which do not exclude each other.
_MULTI_VALUED_ATTRIBUTES = frozenset({"name", "alias", "designation"})


@overload
def compare(a: Claim, b: Claim, dossier: Dossier | None = None) -> ComparisonResult: ...
@overload
def compare(a: EventReport, b: EventReport, dossier: Dossier | None = None) -> ComparisonResult: ...
def compare(
    a: Claim | EventReport, b: Claim | EventReport, dossier: Dossier | None = None
) -> ComparisonResult:
    """Compare two claims, or two reports of one event: the verdict on them, and why.

    Claims are comparable if they are about the same attribute of the same event or weapon system. A bare figure allows
    half a unit of its last printed place, so 13,000 km is anything from 12,999.5 to 13,000.5; "about" allows half a
    unit of its last nonzero digit, so about 13,000 is anything from 12,500 to 13,500. Units are converted exactly, Mach
    never. A correction by the coder replaces what was printed.

    A claimant's later figure revises the earlier one and is not compared with it. With a dossier, lineage shows which
    accounts restate each other (unknown lineage does not), and links show which record corrects, supersedes or disputes
    another. Reports are compared in every field that both give; a contradiction in one field makes them contradict.

    Only ``weakens`` has a direction: ``a`` weakens ``b``. All other verdicts are symmetric.

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
    return compare_with_lineages(a, b, Lineages(Dossier.of() if dossier is None else dossier))


def compare_with_lineages(
    a: Claim | EventReport, b: Claim | EventReport, lineages: Lineages
) -> ComparisonResult:
    """The same as :func:`compare`, with the index of the dossier already built."""
    if isinstance(a, EventReport) and isinstance(b, EventReport):
        return _compare_reports(a, b, lineages)
    if isinstance(a, Claim) and isinstance(b, Claim):
        return _compare_claims(a, b, lineages)
    return judge_not_comparable("one is a claim, the other a report")


# -- claims --------------------------------------------------------------------------------------------------------


def _compare_claims(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult:
    different = _explain_different_subject(a, b, lineages)
    if different is not None:
        return judge_not_comparable(different)
    revised = _describe_revising_link(a, b, lineages)
    if revised is not None:
        return judge_not_comparable(revised)
    step = _compare_stances(a, b, lineages)
    if step.verdict is Agreement.CONTRADICTS:
        for old, new in ((a, b), (b, a)):
            if set(old.claimants) <= set(new.claimants) and _is_made_earlier(old, new, lineages):
                return judge_not_comparable(
                    f"{step.because}; but {new.id} is the claimant's later word and revises {old.id}"
                )
    # To deny or doubt two different things is not to say one of them twice.
    again = _AGREEING_VERDICTS if a.stance is Stance.ASSERTS else {Agreement.CORROBORATES}
    if step.verdict in again and a.stance is b.stance:
        if compare_values(b.value, a.value).verdict is Agreement.WEAKENS:
            return step  # to say less is not to say it again
        same = set(a.claimants) == set(b.claimants)
        shared = "the claimant is the same" if same else _explain_restatement(a, b, lineages)
        if shared is not None:
            return ComparisonResult(Agreement.RESTATES, f"{step.because}; {shared}")
    return step


def _explain_different_subject(a: Claim, b: Claim, lineages: Lineages) -> str | None:
    """Why two claims are about different things; None if they are about the same."""
    if a.attribute != b.attribute:
        return f"{a.attribute} and {b.attribute} are different attributes"
    if a.collection != b.collection:
        return "one is about an event, the other about a weapon system"
    if a.at is not None and b.at is not None and _are_apart(a.at, b.at):
        return f"one is about {a.at}, the other about {b.at}"
    one, other = get_claim_subject(a), get_claim_subject(b)
    if lineages.canonical(one) == lineages.canonical(other):
        return None
    return f"{one} and {other} are different {'events' if isinstance(a, EventClaim) else 'systems'}"


def _are_apart(a: Span, b: Span) -> bool:
    return relate(a, b).verdict(SHARES_TIME) is Verdict.IMPOSSIBLE


def _describe_revising_link(a: Record, b: Record, lineages: Lineages) -> str | None:
    for link in lineages.links_between(a.id, b.id):
        if link.kind.withdraws:
            return f"{link.source} {link.kind} {link.target}"
    return None


def _is_made_earlier(old: Claim, new: Claim, lineages: Lineages) -> bool:
    return is_each_earlier(get_account_dates(old, lineages.dossier), get_account_dates(new, lineages.dossier))


def _explain_restatement(a: Record, b: Record, lineages: Lineages) -> str | None:
    """Why two records are one account: a link says so, or all origins of one are behind the other."""
    for link in lineages.links_between(a.id, b.id):
        if link.kind is LinkKind.RESTATES:
            return f"{link.source} restates {link.target}"
    x, y = lineages.list_origins(a, b)
    if x and y and (x <= y or y <= x):
        return f"both come from {' and '.join(lineages.name(actor) for actor in sorted(x & y))}"
    return None


def _compare_stances(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult:
    if a.id in b.disputes or b.id in a.disputes:
        return judge_contradicting(f"{a.id if b.id in a.disputes else b.id} disputes the other")
    stances = {a.stance, b.stance}
    if stances == {Stance.ASSERTS}:
        return _compare_asserted(a, b, lineages)
    if stances == {Stance.ASSERTS, Stance.DENIES}:
        asserted, denied = (a, b) if a.stance is Stance.ASSERTS else (b, a)
        return _compare_denied(asserted, denied, lineages)
    if len(stances) == 1:
        if a.value == b.value:
            return judge_corroborating(f"both: {a.stance.definition}")
        return judge_compatible(f"both: {a.stance.definition}, of different values")
    for stance, weaker in ((Stance.NO_EVIDENCE, "no evidence"), (Stance.DOUBTS, "a doubt")):
        if stance in stances:
            return judge_compatible(
                f"{weaker} is weaker than {'a denial' if Stance.ASSERTS in stances else 'the other'}"
            )
    raise AssertionError(f"no rule compares {stances}")  # pragma: no cover


def _compare_asserted(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult:
    step = compare_values(a.value, b.value)
    for one, other in ((a.value, b.value), (b.value, a.value)):
        if isinstance(one, Ref) and isinstance(other, (Ref, Term)):
            step = _compare_identity(one, other, lineages)
    if step.verdict is Agreement.CONTRADICTS and a.attribute in _MULTI_VALUED_ATTRIBUTES:
        return judge_compatible(f"{step.because}, but one thing may have several names")
    return step


def _compare_identity(one: Ref, other: Ref | Term, lineages: Lineages) -> ComparisonResult:
    """Records and words for them: same_as links and the names that a record goes by count."""
    if isinstance(other, Ref):
        if lineages.canonical(one.record) == lineages.canonical(other.record):
            return judge_corroborating(f"{one.record} and {other.record} are the same")
        return judge_contradicting(f"{one.record} is not {other.record}")
    record = lineages.dossier.get(one.record)
    names = {normalize_words(name) for name in _list_record_names(record)}
    if normalize_words(other.text) in names:
        return judge_corroborating(f"{other.text!r} is a name of {one.record}")
    return judge_not_comparable(f"{other.text!r} is not a known name of {one.record}")


def _list_record_names(record: Record | None) -> list[str]:
    if record is None:
        return []
    names = [getattr(record, "name", None), *getattr(record, "names", ())]
    names += [designation.text for designation in getattr(record, "designations", ())]
    return [name for name in names if name]


def _compare_denied(asserted: Claim, denied: Claim, lineages: Lineages) -> ComparisonResult:
    """A denial excludes what it denies: everything, if it gives no value and disputes no claim in particular."""
    if denied.value is None:
        if denied.disputes:
            return judge_compatible(f"{denied.id} denies only what it disputes")
        return judge_contradicting(f"{denied.id} denies all of it")
    if isinstance(asserted.value, Quantity) and isinstance(denied.value, Quantity):
        x, y = extent(asserted.value), extent(denied.value)
        if x is None or y is None or x.dimension != y.dimension:
            return judge_not_comparable("one of them gives no comparable figure")
        if is_within_extent(x, y):
            return judge_contradicting(f"{x.words} is what is denied: {y.words}")
        return judge_compatible(f"{x.words} is not, or not wholly, what is denied: {y.words}")
    if isinstance(asserted.value, Superlative) and isinstance(denied.value, Superlative):
        same = normalize_words(asserted.value.text) == normalize_words(denied.value.text)
        step = judge_corroborating("") if same else judge_not_comparable("superlatives of different things")
    else:
        step = _compare_asserted(asserted, denied, lineages)
    if step.verdict is Agreement.CORROBORATES:
        return judge_contradicting(f"{denied.id} denies what {asserted.id} says")
    if step.verdict is Agreement.CONTRADICTS:
        return judge_compatible(f"{denied.id} denies something else")
    return step


# -- reports -------------------------------------------------------------------------------------------------------


def _compare_reports(a: EventReport, b: EventReport, lineages: Lineages) -> ComparisonResult:
    if lineages.canonical(a.event) != lineages.canonical(b.event):
        return judge_not_comparable(f"{a.event} and {b.event} are different events")
    pairs = [(x, y) for x, y in product(list_accounts(a), list_accounts(b)) if x.field == y.field]
    recorded = ((x, y, RecordedAccount(a, x), RecordedAccount(b, y)) for x, y in pairs)
    steps = [
        (x.field, allow_for_revision(compare_accounts(x, y), one, other, lineages))
        for x, y, one, other in recorded
    ]
    for verdict in (Agreement.CONTRADICTS, Agreement.CORROBORATES, Agreement.COMPATIBLE):
        because = "; ".join(f"{field}: {step.because}" for field, step in steps if step.verdict is verdict)
        if not because:
            continue
        shared = None if verdict is Agreement.CONTRADICTS else _explain_restatement(a, b, lineages)
        if shared is not None:
            return ComparisonResult(Agreement.RESTATES, f"{because}; {shared}")
        return ComparisonResult(verdict, because)
    because = "; ".join(f"{field}: {step.because}" for field, step in steps)
    return judge_not_comparable(because or "they do not give the same field on the same footing")


def allow_for_revision(
    step: ComparisonResult, one: RecordedAccount, other: RecordedAccount, lineages: Lineages
) -> ComparisonResult:
    """A verdict on two accounts of one field; not comparable if they contradict and one revises the other."""
    if step.verdict is not Agreement.CONTRADICTS:
        return step
    revised = _describe_revising_link(one.record, other.record, lineages)
    if revised is not None:
        return judge_not_comparable(revised)
    first, second = (_get_plan_dates(each, lineages) for each in (one, other))
    for old, new, later in ((first, second, other), (second, first, one)):
        if is_each_earlier(old, new):
            return judge_not_comparable(
                f"{step.because}; but {later.record.id} is the later plan and revises the other"
            )
    return step


def _get_plan_dates(item: RecordedAccount, lineages: Lineages) -> tuple[Span, ...]:
    """When a plan was announced; empty for an account of what was held."""
    plan = None if item.account is None else item.account.plan
    return () if plan is None else get_announcement_dates(plan, item.record, lineages.dossier)


def discard_revised(items: Sequence[RecordedT], lineages: Lineages) -> list[RecordedT]:
    """Accounts of one field without the plans that a later plan revises.

    A plan is revised if another one, certainly announced later, contradicts it and no later report still gives it: an
    outlet that gets a date wrong does not revise the plan that others go on giving.
    """
    plans = {
        number: (item.account, get_announcement_dates(item.account.plan, item.record, lineages.dossier))
        for number, item in enumerate(items)
        if item.account is not None and item.account.plan is not None
    }
    verdicts = {
        (i, j): compare_accounts(plans[i][0], plans[j][0]).verdict for i in plans for j in plans if i != j
    }

    def is_earlier(one: int, other: int) -> bool:
        return is_each_earlier(plans[one][1], plans[other][1])

    def is_revised(old: int) -> bool:
        alike = [j for j in plans if j != old and verdicts[old, j] in _AGREEING_VERDICTS]
        return any(
            is_earlier(old, new)
            and not any(
                verdicts[other, new] is Agreement.CONTRADICTS and not is_earlier(other, new)
                for other in alike
            )
            for new in plans
            if new != old and verdicts[old, new] is Agreement.CONTRADICTS
        )

    revised = {number for number in plans if is_revised(number)}
    return [item for number, item in enumerate(items) if number not in revised]
