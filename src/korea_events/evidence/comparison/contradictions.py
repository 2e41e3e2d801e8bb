"""Comparison: contradictions, the accounts that cannot both be right, with the documents behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from attrs import frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Work
from korea_events.dossier import Dossier
from korea_events.evidence.comparison.accounts import (
    IN_ALL,
    RecordedAccount,
    compare_accounts,
    count_if_named,
    do_accounts_clash,
    get_claim_account,
    get_claim_subject,
    get_event_id,
    list_accounts,
    list_claims,
)
from korea_events.evidence.comparison.agreement import Agreement
from korea_events.evidence.comparison.clashes import STEPS_OF_A_PAIR, list_clashing_pairs
from korea_events.evidence.comparison.pairs import check_tolerance, compare_stances, compare_with_lineages
from korea_events.evidence.comparison.revisions import allow_for_growth, allow_for_revision, discard_revised
from korea_events.evidence.comparison.values import compare_extents
from korea_events.evidence.dating import get_account_dates, is_each_earlier
from korea_events.evidence.derivations import derive_extents
from korea_events.evidence.figures.extents import Extent, extent
from korea_events.evidence.lineages import Lineages, describe_reason
from korea_events.model import (
    Citation,
    Claim,
    Event,
    EventAccount,
    EventReport,
    Link,
    LinkKind,
    Quantity,
    Record,
    Stance,
)


@frozen(kw_only=True)
class Contradiction:
    """Two accounts that cannot both be right.

    Example:
        >>> print(Contradiction(
        ...     about="launch", what="rounds", between=("jcs", "kcna"), because="3 and 6: no number is allowed by both",
        ...     citations=(Citation(document="kuna"), Citation(document="stripes")),
        ... ))
        launch, rounds: jcs against kcna: 3 and 6: no number is allowed by both [kuna; stripes]
    """

    about: str
    """The event or the weapon system."""
    what: str
    """The field, the attribute claimed, or ``link`` if a link asserts the contradiction."""
    between: tuple[str, str]
    """The records that contradict each other."""
    because: str
    """Why they cannot both be right, in words."""
    citations: tuple[Citation, ...] = ()
    """What they rest on."""

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents behind them."""
        return tuple(dict.fromkeys(citation.document for citation in self.citations))

    @property
    def reason(self) -> str:
        """Why they cannot both be right, and what they rest on."""
        return describe_reason(self.because, self.citations)

    def __str__(self) -> str:
        return f"{self.about}, {self.what}: {' against '.join(self.between)}: {self.reason}"


@frozen(repr=False)
class Contradictions(Answer[Contradiction]):
    """The answer of :func:`contradictions`; skipped are records that were corrected, superseded or retracted.

    Example:
        >>> len(Contradictions((), ()))
        0
    """

    withdrawn: tuple[Contradiction, ...] = ()
    """What would contradict each other if it had not been withdrawn, with who withdrew it."""

    _columns: ClassVar = {"about": str, "what": str, "between": str, "because": str, "documents": str}

    def __str__(self) -> str:
        return "\n".join((*map(str, self.rows), *(f"withdrawn: {one}" for one in self.withdrawn)))


def contradictions(
    dossier: Dossier, *, tolerance: float = 0, limits: QuestionLimits = DEFAULT_QUESTION_LIMITS
) -> Contradictions:
    """Every two accounts in a dossier that cannot both be right.

    Compared are claims about one attribute, and accounts of one event: its dates as held, its dates as planned, its
    status, its measures, with the claims that go by the name of a measure. :func:`compare` says how; ``tolerance`` is
    the share by which figures may differ. Only a claimant's latest word and the latest plan count. Records that were
    corrected, superseded or retracted do not: what they would contradict is listed apart. If an event has reports, they
    count and the coder's summary of them does not. Figures that follow from a comparison ("twice last year's") take
    part. Different framings are views, not contradictions. A contradiction that a link asserts is listed as the word of
    whoever asserts it, with the later claim if a claimant has revised what it is about.

    Raises:
        QuestionError: ``question-tolerance`` if ``tolerance`` is not a share from 0 to below 1, ``question-limit`` if
            there is too much to compare.

    Example:
        >>> from korea_events import Span
        >>> from korea_events.model import Document, EventReport, Exercise
        >>> dossier = Dossier.of(
        ...     Exercise(id="fs-24", name="Freedom Shield 24"), Document(id="atlas"), Document(id="usfk"),
        ...     EventReport(id="r1", event="fs-24", document="usfk", span=Span.of("2024-03-04", "2024-03-14")),
        ...     EventReport(id="r2", event="fs-24", document="atlas", span=Span.of("2024-03-04", "2024-03-15")),
        ... )
        >>> for found in contradictions(dossier):
        ...     print(found.about, found.what, found.between, found.documents, sep="; ")
        ...     print(found.because)
        fs-24; span; ('r1', 'r2'); ('atlas', 'usfk')
        2024-03-04/2024-03-14 and 2024-03-04/2024-03-15: no dates are allowed by both
    """
    lineages = Lineages(dossier, tolerance=check_tolerance(tolerance), work=Work(limits, len(dossier)))
    accounts = (record for record in dossier.records() if isinstance(record, (Claim, EventAccount)))
    skipped = lineages.skip_withdrawn(accounts)
    return Contradictions(
        _find_contradictions(lineages),
        skipped,
        _find_contradictions(lineages, withdrawn=True) if lineages.withdrawals else (),
    )


def _find_contradictions(lineages: Lineages, *, withdrawn: bool = False) -> tuple[Contradiction, ...]:
    """The contradictions between accounts that stand, or those of withdrawn accounts with accounts that stand."""
    matters = _group_claims(lineages, withdrawn=withdrawn)
    found = [
        *_find_claim_contradictions(matters, lineages, withdrawn=withdrawn),
        *_find_account_contradictions(matters, lineages, withdrawn=withdrawn),
        *_find_linked_contradictions(matters, lineages, withdrawn=withdrawn),
    ]
    return tuple(sorted(found, key=lambda one: (one.about, one.what, one.between, one.because)))


_Matters = Mapping[tuple[str, str, str], tuple[Sequence[Claim], int]]
"""Claims by their collection, what they are about, and the attribute: the first so many of them are withdrawn."""


def _group_claims(lineages: Lineages, *, withdrawn: bool) -> _Matters:
    """The claims that still stand, after those that do not if these are asked for."""
    matters: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in list_claims(lineages.dossier):
        matters.setdefault(_get_matter(claim, lineages), []).append(claim)
    grouped: dict[tuple[str, str, str], tuple[Sequence[Claim], int]] = {}
    for key, claims in matters.items():
        gone = [claim for claim in claims if withdrawn and claim in lineages.withdrawals]
        grouped[key] = ([*gone, *select_current_claims(claims, lineages)], len(gone))
    return grouped


def _get_matter(claim: Claim, lineages: Lineages) -> tuple[str, str, str]:
    return claim.collection, lineages.canonical(get_claim_subject(claim)), claim.attribute


def _find_claim_contradictions(
    matters: _Matters, lineages: Lineages, *, withdrawn: bool
) -> Iterator[Contradiction]:
    for (_, about, attribute), (claims, gone) in matters.items():
        for i, j in _list_clashing_claims(claims, lineages):
            if withdrawn and not i < gone <= j:
                continue
            one, other = claims[i], claims[j]
            compared = compare_with_lineages(one, other, lineages)
            if compared.verdict is Agreement.CONTRADICTS:
                yield _build_contradiction(about, attribute, (one, other), compared.because, lineages)


def _list_clashing_claims(claims: Sequence[Claim], lineages: Lineages) -> list[tuple[int, int]]:
    """The pairs of claims that contradict each other, if nothing but what they say counts."""
    places = {claim.id: place for place, claim in enumerate(claims)}
    keys = [(claim.stance, claim.value, bool(claim.disputes)) for claim in claims]
    extents = [
        extent(value)
        if claim.stance is Stance.ASSERTS
        and isinstance(value := count_if_named(claim.value, claim.attribute), Quantity)
        else None
        for claim in claims
    ]

    def clash(one: int, other: int) -> bool:
        return compare_stances(claims[one], claims[other], lineages).verdict is Agreement.CONTRADICTS

    pairs = set(list_clashing_pairs(keys, extents, clash, lineages.work))
    for place, claim in enumerate(claims):
        disputed = (places[name] for name in claim.disputes if name in places)
        pairs |= {(min(place, other), max(place, other)) for other in disputed}
    return sorted(pairs)


def select_current_claims(claims: Iterable[Claim], lineages: Lineages) -> list[Claim]:
    """The claims about one matter that still stand: neither withdrawn nor revised by their own claimants."""
    standing = [claim for claim in claims if claim not in lineages.withdrawals]
    dates = {claim.id: get_account_dates(claim, lineages.dossier) for claim in standing}
    by_claimant: dict[str, list[Claim]] = {}
    for claim in standing:
        if dates[claim.id]:
            for claimant in claim.claimants:
                by_claimant.setdefault(claimant, []).append(claim)

    def is_revised(old: Claim) -> bool:
        later = by_claimant.get(old.claimants[0], ()) if dates[old.id] else ()
        lineages.work.add_steps(STEPS_OF_A_PAIR // 2 * len(later))
        return any(
            old is not new
            and set(old.claimants) <= set(new.claimants)
            and is_each_earlier(dates[old.id], dates[new.id])
            and compare_with_lineages(old, new, lineages).verdict is Agreement.NOT_COMPARABLE
            for new in later
        )

    return [claim for claim in standing if not is_revised(claim)]


def list_revisions(record: Record, claims: Iterable[Record], lineages: Lineages) -> tuple[str, ...]:
    """The claims in which the claimants of a claim revise it, if it was not withdrawn; none of another record."""
    if not isinstance(record, Claim) or record in lineages.withdrawals:
        return ()
    later = (claim for claim in claims if isinstance(claim, Claim))
    return tuple(claim.id for claim in later if select_current_claims((record, claim), lineages) == [claim])


@frozen(eq=False)
class _RecordedFigure(RecordedAccount):
    """An account, or a figure derived from a record, with the numbers that it allows."""

    extent: Extent | None


def _find_account_contradictions(
    matters: _Matters, lineages: Lineages, *, withdrawn: bool
) -> Iterator[Contradiction]:
    by_field: dict[tuple[str, str], list[_RecordedFigure]] = {}
    reported: set[tuple[str, str]] = set()
    for record in sorted(lineages.dossier.records(), key=lambda one: isinstance(one, Event)):
        if isinstance(record, EventAccount) and (withdrawn or record not in lineages.withdrawals):
            for account in list_accounts(record):
                event = get_event_id(record)
                if isinstance(record, EventReport) and record not in lineages.withdrawals:
                    reported.add((event, account.field))
                elif isinstance(record, Event) and (event, account.field) in reported:
                    continue  # a summary of its reports
                figure = extent(account.value) if isinstance(account.value, Quantity) else None
                key = (lineages.canonical(event), account.topic)
                by_field.setdefault(key, []).append(_RecordedFigure(record, account, figure))
    for (_, event, _), (claims, _) in matters.items():
        for claim in claims:
            claimed = get_claim_account(claim)
            if claimed is not None and isinstance(claimed.value, Quantity):
                item = _RecordedFigure(claim, claimed, extent(claimed.value))
                for topic in (claimed.topic, claimed.topic + IN_ALL):
                    by_field.setdefault((event, topic), []).append(item)
    for derived, figure in derive_extents(lineages.dossier):
        record = lineages.dossier[derived.derived_from]
        if isinstance(record, EventAccount) and (withdrawn or record not in lineages.withdrawals):
            key = (lineages.canonical(derived.about), f"measures.{derived.measure}")
            by_field.setdefault(key, []).append(_RecordedFigure(record, None, figure))
    for (event, field), figures in by_field.items():
        gone = [figure for figure in figures if withdrawn and figure.record in lineages.withdrawals]
        standing = [figure for figure in figures if figure.record not in lineages.withdrawals]
        compared = [*gone, *discard_revised(standing, lineages)]
        for i, j in _list_clashing_accounts(compared, lineages.work):
            if withdrawn and not i < len(gone) <= j:
                continue
            one, other = compared[i], compared[j]
            lineages.work.add_steps(2 * STEPS_OF_A_PAIR)
            because = _explain_clash(one, other, lineages)
            if because is not None:
                yield _build_contradiction(event, field, (one.record, other.record), because, lineages)


def _list_clashing_accounts(figures: Sequence[_RecordedFigure], work: Work) -> list[tuple[int, int]]:
    """The pairs of accounts that contradict each other, if nothing but what they say counts."""

    def clash(one: int, other: int) -> bool:
        first, second = figures[one].account, figures[other].account
        return first is not None and second is not None and do_accounts_clash(first, second)

    keys = [figure.extent if figure.account is None else figure.account.value for figure in figures]
    return sorted(list_clashing_pairs(keys, [figure.extent for figure in figures], clash, work))


def _explain_clash(one: _RecordedFigure, other: _RecordedFigure, lineages: Lineages) -> str | None:
    if one.record.id == other.record.id:
        return None  # a record that counts two things alike does not contradict itself
    if isinstance(one.record, Claim) and isinstance(other.record, Claim):
        return None  # they have been compared as claims
    # What each figure allows is computed only once, since a field may have many figures.
    if one.extent is not None and other.extent is not None:
        step = compare_extents(one.extent, other.extent, lineages.tolerance)
    elif one.account is not None and other.account is not None:
        step = compare_accounts(one.account, other.account, lineages.tolerance)
    else:
        return None
    step = allow_for_growth(step, one, other, lineages)
    step = allow_for_revision(step, one, other, lineages)
    return step.because if step.verdict is Agreement.CONTRADICTS else None


def _find_linked_contradictions(
    matters: _Matters, lineages: Lineages, *, withdrawn: bool
) -> Iterator[Contradiction]:
    for link in lineages.agreements:
        records = (lineages.dossier[link.source], lineages.dossier[link.target])
        gone = any(record in lineages.withdrawals for record in records)
        if link.kind is LinkKind.CONTRADICTS and gone is withdrawn:
            because = lineages.describe_assertion(link)
            for claim in (record for record in records if isinstance(record, Claim)):
                if revisions := list_revisions(claim, matters[_get_matter(claim, lineages)][0], lineages):
                    because += f"; {claim.id} is revised by its claimant: {', '.join(revisions)}"
            one, other = (_get_record_subject(record, lineages) for record in records)
            yield _build_contradiction(min(one, other), "link", records, because, lineages, link)


def _get_record_subject(record: Record, lineages: Lineages) -> str:
    """What a record is about: the event or the weapon system, else itself."""
    if isinstance(record, Claim):
        return lineages.canonical(get_claim_subject(record))
    return lineages.canonical(get_event_id(record) if isinstance(record, EventAccount) else record.id)


def _build_contradiction(
    matter: str,
    what: str,
    records: tuple[Record, Record],
    because: str,
    lineages: Lineages,
    link: Link | None = None,
) -> Contradiction:
    cited = records if link is None else (*records, link)
    gone = dict.fromkeys(found for record in records for found in lineages.withdrawals.find(record))
    first, second = sorted(record.id for record in records)
    return Contradiction(
        about=matter,
        what=what,
        between=(first, second),
        because="; ".join((because, *map(str, gone))),
        citations=lineages.list_sources(*cited),
    )
