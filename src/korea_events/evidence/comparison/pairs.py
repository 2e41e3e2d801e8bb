"""Comparison: two claims or two reports at a time, whether they agree and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.accounts import (
    FieldAccount,
    RecordedAccount,
    compare_accounts,
    count_if_named,
    get_claim_account,
    get_claim_subject,
    list_accounts,
)
from korea_events.evidence.comparison.agreement import (
    AGREEING_VERDICTS,
    Agreement,
    ComparisonResult,
    judge_compatible,
    judge_contradicting,
    judge_corroborating,
    judge_not_comparable,
)
from korea_events.evidence.comparison.revisions import (
    allow_for_growth,
    allow_for_revision,
    describe_revising_link,
)
from korea_events.evidence.comparison.values import compare_values, normalize_words
from korea_events.evidence.dating import get_account_dates, is_each_earlier
from korea_events.evidence.figures.extents import extent, is_within_extent
from korea_events.evidence.lineages import Lineages
from korea_events.evidence.terms import make_name_key
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
from korea_events.temporal.engine import check_type, quote_value

_DIFFERING_VERDICTS = frozenset({Agreement.CONTRADICTS, Agreement.NOT_COMPARABLE})
# One thing may have several names, which do not exclude each other.
_MULTI_VALUED_ATTRIBUTES = frozenset({"name", "alias", "designation"})


def compare(
    a: Claim | EventReport, b: Claim | EventReport, dossier: Dossier | None = None, *, tolerance: float = 0
) -> ComparisonResult:
    """Compare two claims or reports of one event: the verdict on them, and why.

    Claims are comparable if they are about the same attribute of the same event or weapon system; a claim is compared
    with the measure of that name in a report. A bare figure allows half a unit of its last printed place, so 13,000 km
    is anything from 12,999.5 to 13,000.5; "about" allows half a unit of its last nonzero digit, so about 13,000 is
    anything from 12,500 to 13,500. If two figures agree only when the zeros of a bare figure are taken for rounding (in
    all but its first two digits), they are compatible, "if rounded". If they do not even then, a ``tolerance`` may make
    them compatible: the share of the larger one by which they may differ. Units are converted exactly, Mach never.
    Counts are whole. A correction by the coder replaces what was printed.

    Words are compared by their meaning where a vocabulary has them: outcomes, classes of missiles, yes and no,
    designations such as Hwasong-15 and 화성-15형, and the names of the weapon systems of the dossier. Other words that
    differ are not comparable.

    Of casualties, and of what adds up over an activity, a larger figure of a later date is compatible with the earlier
    one; a smaller one contradicts it. Another later figure of a claimant revises the earlier one and is not compared
    with it. With a dossier, lineage shows which accounts restate each other (unknown lineage does not), and links show
    which record corrects, supersedes or disputes another. Reports are compared in every field that both give; a
    contradiction in one field makes them contradict.

    Only ``weakens`` has a direction: ``a`` weakens ``b``. All other verdicts are symmetric.

    Raises:
        QuestionError: ``question-tolerance`` if ``tolerance`` is not a share from 0 to below 1; ``argument-type`` for
            anything but claims and reports.

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
    for name, one in (("a", a), ("b", b)):
        check_type(name, one, (Claim, EventReport), "a claim or a report of an event")
    lineages = Lineages(Dossier.of() if dossier is None else dossier, tolerance=check_tolerance(tolerance))
    return compare_with_lineages(a, b, lineages)


def check_tolerance(tolerance: float) -> float:
    """A share by which figures may differ.

    Raises:
        QuestionError: ``question-tolerance`` if it is not a number from 0 to below 1.
    """
    if type(tolerance) not in (int, float) or not 0 <= tolerance < 1:
        message = f"tolerance must be a share from 0 to below 1, such as 0.05, not {quote_value(tolerance)}"
        raise QuestionError.of("question-tolerance", message)
    return tolerance


def compare_with_lineages(
    a: Claim | EventReport, b: Claim | EventReport, lineages: Lineages
) -> ComparisonResult:
    """The same as :func:`compare`, with the index of the dossier already built."""
    if isinstance(a, EventReport) and isinstance(b, EventReport):
        return _compare_reports(a, b, lineages)
    if isinstance(a, Claim) and isinstance(b, Claim):
        return _compare_claims(a, b, lineages)
    return _compare_mixed(a, b, lineages)


def _compare_mixed(a: Claim | EventReport, b: Claim | EventReport, lineages: Lineages) -> ComparisonResult:
    """A claim and a report, by the measure that both give."""
    claim, report = (a, b) if isinstance(a, Claim) else (b, a)
    claimed = get_claim_account(claim) if isinstance(claim, Claim) else None
    if not isinstance(report, EventReport) or claimed is None or not isinstance(claim, Claim):
        return judge_not_comparable("one is a claim, the other a report")
    if lineages.canonical(get_claim_subject(claim)) != lineages.canonical(report.event):
        return judge_not_comparable(f"{get_claim_subject(claim)} and {report.event} are different events")
    return _compare_recorded(
        [
            (RecordedAccount(claim, claimed), RecordedAccount(report, account))[:: 1 if a is claim else -1]
            for account in list_accounts(report)
            if account.is_about(claimed)
        ],
        (a, b),
        lineages,
    )


# -- claims --------------------------------------------------------------------------------------------------------


def _compare_claims(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult:
    obstacle = _explain_different_subject(a, b, lineages) or describe_revising_link(a, b, lineages)
    if obstacle is not None:
        return judge_not_comparable(obstacle)
    step = compare_stances(a, b, lineages)
    if step.verdict is Agreement.CONTRADICTS:
        first, second = (get_account_dates(claim, lineages.dossier) for claim in (a, b))
        for old, new, before, after in ((a, b, first, second), (b, a, second, first)):
            if set(old.claimants) <= set(new.claimants) and is_each_earlier(before, after):
                return judge_not_comparable(
                    f"{step.because}; but {new.id} is the claimant's later word and revises {old.id}"
                )
        if isinstance(a.value, Quantity) and isinstance(b.value, Quantity) and a.stance is b.stance:
            one = RecordedAccount(a, FieldAccount(a.attribute, a.value))
            other = RecordedAccount(b, FieldAccount(b.attribute, b.value))
            return allow_for_growth(step, one, other, lineages)
        return step
    # To deny or doubt two different things is not to say one of them twice.
    again = AGREEING_VERDICTS if a.stance is Stance.ASSERTS else {Agreement.CORROBORATES}
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


def _explain_restatement(a: Record, b: Record, lineages: Lineages) -> str | None:
    """Why two records are one account: a link says so, or all origins of one are behind the other."""
    for link in lineages.links_between(a.id, b.id):
        if link.kind is LinkKind.RESTATES:
            return f"{link.source} restates {link.target}"
    x, y = lineages.list_origins(a, b)
    if x and y and (x <= y or y <= x):
        return f"both come from {' and '.join(lineages.name(actor) for actor in sorted(x & y))}"
    return None


def compare_stances(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult:
    """How two claims about one attribute of one thing agree, whoever made them and when."""
    if a.id in b.disputes or b.id in a.disputes:
        return judge_contradicting(f"{a.id if b.id in a.disputes else b.id} disputes the other")
    stances = {a.stance, b.stance}
    if stances == {Stance.ASSERTS}:
        return _compare_asserted(a, b, lineages)
    if stances == {Stance.ASSERTS, Stance.DENIES}:
        asserted, denied = (a, b) if a.stance is Stance.ASSERTS else (b, a)
        return _compare_denied(asserted, denied, lineages)
    both = f"both: {a.stance.definition}"
    if len(stances) == 1:
        return (
            judge_corroborating(both)
            if a.value == b.value
            else judge_compatible(f"{both}, of different values")
        )
    for stance, weaker in ((Stance.NO_EVIDENCE, "no evidence"), (Stance.DOUBTS, "a doubt")):
        if stance in stances:
            return judge_compatible(
                f"{weaker} is weaker than {'a denial' if Stance.ASSERTS in stances else 'the other'}"
            )
    raise AssertionError(f"no rule compares {stances}")  # pragma: no cover


def _compare_asserted(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult:
    x, y = (count_if_named(one.value, one.attribute) for one in (a, b))
    step = _compare_named(a, b, lineages) or compare_values(x, y, a.attribute, lineages.tolerance)
    for one, other in ((a.value, b.value), (b.value, a.value)):
        if isinstance(one, Ref) and isinstance(other, (Ref, Term)):
            step = _compare_identity(one, other, lineages)
    if step.verdict in _DIFFERING_VERDICTS and a.attribute in _MULTI_VALUED_ATTRIBUTES:
        return judge_compatible(f"{step.because}, but one thing may have several names")
    return step


def _compare_named(a: Claim, b: Claim, lineages: Lineages) -> ComparisonResult | None:
    """Two words for weapon systems of the dossier; None if one of them names none."""
    if not isinstance(a.value, Term) or not isinstance(b.value, Term):
        return None
    x, y = lineages.find_systems(a.value.text), lineages.find_systems(b.value.text)
    if not x or not y:
        return None
    one, other = (f"{value.text!r}" for value in (a.value, b.value))
    if x & y:
        return judge_corroborating(f"{one} and {other} are names of {' or '.join(sorted(x & y))}")
    return judge_contradicting(f"{one} is {' or '.join(sorted(x))}, {other} is {' or '.join(sorted(y))}")


def _compare_identity(one: Ref, other: Ref | Term, lineages: Lineages) -> ComparisonResult:
    """Records and words for them: same_as links and the names that a record goes by count."""
    if isinstance(other, Ref):
        if lineages.canonical(one.record) == lineages.canonical(other.record):
            return judge_corroborating(f"{one.record} and {other.record} are the same")
        return judge_contradicting(f"{one.record} is not {other.record}")
    names = _list_record_names(lineages.dossier.get(one.record))
    if make_name_key(other.text) in map(make_name_key, names):
        return judge_corroborating(f"{other.text!r} is a name of {one.record}")
    others = lineages.find_systems(other.text)
    if others and one.record in lineages.dossier.weapon_systems.ids:
        return judge_contradicting(f"{other.text!r} is {' or '.join(sorted(others))}, not {one.record}")
    return judge_not_comparable(f"{other.text!r} is not a known name of {one.record}")


def _list_record_names(record: Record | None) -> list[str]:
    names = [getattr(record, "name", None), *getattr(record, "names", ())]
    names += [designation.text for designation in getattr(record, "designations", ())]
    return [name for name in names if name]


def _compare_denied(asserted: Claim, denied: Claim, lineages: Lineages) -> ComparisonResult:
    """A denial excludes what it denies: everything, if it gives no value and disputes no claim in particular."""
    if denied.value is None and denied.disputes:
        return judge_compatible(f"{denied.id} denies only what it disputes")
    if denied.value is None:
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
    pairs = [
        (RecordedAccount(a, x), RecordedAccount(b, y))
        for x, y in product(list_accounts(a), list_accounts(b))
        if x.topic == y.topic
    ]
    return _compare_recorded(pairs, (a, b), lineages)


def _compare_recorded(
    pairs: Sequence[tuple[RecordedAccount, ...]], records: tuple[Record, Record], lineages: Lineages
) -> ComparisonResult:
    """The verdict on two records whose accounts of the same fields are given in pairs."""
    steps = [
        (one.account.field, allow_for_revision(compare_recorded(one, other, lineages), one, other, lineages))
        for one, other in pairs
        if one.account is not None
    ]
    for verdict in (Agreement.CONTRADICTS, Agreement.CORROBORATES, Agreement.COMPATIBLE):
        because = "; ".join(f"{field}: {step.because}" for field, step in steps if step.verdict is verdict)
        shared = because and verdict in AGREEING_VERDICTS and _explain_restatement(*records, lineages)
        if shared:
            return ComparisonResult(Agreement.RESTATES, f"{because}; {shared}")
        if because:
            return ComparisonResult(verdict, because)
    because = "; ".join(f"{field}: {step.because}" for field, step in steps)
    return judge_not_comparable(because or "they do not give the same field on the same footing")


def compare_recorded(one: RecordedAccount, other: RecordedAccount, lineages: Lineages) -> ComparisonResult:
    """How two accounts of one field agree, each in its record."""
    if one.account is None or other.account is None:
        return judge_not_comparable("one of them gives no account")
    step = compare_accounts(one.account, other.account, lineages.tolerance)
    return allow_for_growth(step, one, other, lineages)
