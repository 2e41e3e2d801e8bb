"""Comparison: contradictions, the accounts that cannot both be right, with the documents behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import ClassVar

from attrs import frozen

from korea_events.answers import Answer
from korea_events.dossier import Dossier
from korea_events.evidence.comparison.accounts import (
    RecordedAccount,
    compare_accounts,
    get_claim_subject,
    get_event_id,
    list_accounts,
    list_claims,
)
from korea_events.evidence.comparison.agreement import Agreement
from korea_events.evidence.comparison.pairs import allow_for_revision, compare_with_lineages, discard_revised
from korea_events.evidence.comparison.values import compare_extents
from korea_events.evidence.dating import get_account_dates, is_each_earlier
from korea_events.evidence.derivations import derive_extents
from korea_events.evidence.figures.extents import Extent, extent
from korea_events.evidence.lineages import Lineages
from korea_events.model import (
    Claim,
    Event,
    EventAccount,
    EventReport,
    Link,
    LinkKind,
    Quantity,
    Record,
)


@frozen(kw_only=True)
class Contradiction:
    """Two accounts that cannot both be right.

    Example:
        >>> print(Contradiction(
        ...     about="launch", what="rounds", between=("jcs", "kcna"), because="3 and 6: no number is allowed by both",
        ...     documents=("kuna", "stripes"),
        ... ))
        launch, rounds: jcs against kcna: 3 and 6: no number is allowed by both [kuna, stripes]
    """

    about: str
    """The event or the weapon system."""
    what: str
    """The field, the attribute claimed, or ``link`` if a link asserts the contradiction."""
    between: tuple[str, str]
    """The records that contradict each other."""
    because: str
    """Why they cannot both be right, in words."""
    documents: tuple[str, ...]
    """The documents behind them."""

    def __str__(self) -> str:
        one, other = self.between
        cited = f" [{', '.join(self.documents)}]" if self.documents else ""
        return f"{self.about}, {self.what}: {one} against {other}: {self.because}{cited}"


@frozen(repr=False)
class Contradictions(Answer[Contradiction]):
    """The answer of :func:`contradictions`; skipped are records that were corrected, superseded or retracted.

    Example:
        >>> len(Contradictions((), ()))
        0
    """

    _columns: ClassVar = {"about": str, "what": str, "between": str, "because": str, "documents": str}

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))


def contradictions(dossier: Dossier) -> Contradictions:
    """Every two accounts in a dossier that cannot both be right.

    Compared are claims about one attribute, and accounts of one event: its dates as held, its dates as planned, its
    status, its measures. Only a claimant's latest word and the latest plan count; records that were corrected,
    superseded or retracted do not. If an event has reports, they count and the coder's summary of them does not.
    Figures that follow from a comparison ("twice last year's") take part. Different framings are views, not
    contradictions. A contradiction that a link asserts is listed as the word of whoever asserts it.

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
    lineages = Lineages(dossier)
    found = [
        *_find_claim_contradictions(lineages),
        *_find_account_contradictions(lineages),
        *_find_linked_contradictions(lineages),
    ]
    accounts = (record for record in dossier.records() if isinstance(record, (Claim, EventAccount)))
    return Contradictions(
        tuple(sorted(found, key=lambda one: (one.about, one.what, one.between, one.because))),
        lineages.skip_withdrawn(accounts),
    )


def _find_claim_contradictions(lineages: Lineages) -> Iterator[Contradiction]:
    matters: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in list_claims(lineages.dossier):
        key = (claim.collection, lineages.canonical(get_claim_subject(claim)), claim.attribute)
        matters.setdefault(key, []).append(claim)
    for (_, matter, attribute), claims in matters.items():
        for one, other in combinations(select_current_claims(claims, lineages), 2):
            compared = compare_with_lineages(one, other, lineages)
            if compared.verdict is Agreement.CONTRADICTS:
                yield _build_contradiction(matter, attribute, (one, other), compared.because, lineages)


def select_current_claims(claims: Iterable[Claim], lineages: Lineages) -> list[Claim]:
    """The claims about one matter that still stand: neither withdrawn nor revised by their own claimants."""
    standing = [claim for claim in claims if claim.id not in lineages.withdrawn]
    return [
        old
        for old in standing
        if not any(
            old is not new
            and set(old.claimants) <= set(new.claimants)
            and is_each_earlier(
                get_account_dates(old, lineages.dossier), get_account_dates(new, lineages.dossier)
            )
            and compare_with_lineages(old, new, lineages).verdict is Agreement.NOT_COMPARABLE
            for new in standing
        )
    ]


@frozen(eq=False)
class _RecordedFigure(RecordedAccount):
    """An account, or a figure derived from a record, with the numbers that it allows."""

    extent: Extent | None


def _find_account_contradictions(lineages: Lineages) -> Iterator[Contradiction]:
    by_field: dict[tuple[str, str], list[_RecordedFigure]] = {}
    reported: set[tuple[str, str]] = set()
    for record in sorted(lineages.dossier.records(), key=lambda one: isinstance(one, Event)):
        if isinstance(record, EventAccount) and record.id not in lineages.withdrawn:
            for account in list_accounts(record):
                event = get_event_id(record)
                if isinstance(record, EventReport):
                    reported.add((event, account.field))
                elif (event, account.field) in reported:
                    continue  # a summary of its reports
                figure = extent(account.value) if isinstance(account.value, Quantity) else None
                key = (lineages.canonical(event), account.field)
                by_field.setdefault(key, []).append(_RecordedFigure(record, account, figure))
    for derived, figure in derive_extents(lineages.dossier):
        record = lineages.dossier[derived.derived_from]
        if isinstance(record, EventAccount) and record.id not in lineages.withdrawn:
            key = (lineages.canonical(derived.about), f"measures.{derived.measure}")
            by_field.setdefault(key, []).append(_RecordedFigure(record, None, figure))
    for (event, field), figures in by_field.items():
        for one, other in combinations(discard_revised(figures, lineages), 2):
            because = _explain_clash(one, other, lineages)
            if because is not None:
                yield _build_contradiction(event, field, (one.record, other.record), because, lineages)


def _explain_clash(one: _RecordedFigure, other: _RecordedFigure, lineages: Lineages) -> str | None:
    if one.record.id == other.record.id:
        return None  # a record that counts two things alike does not contradict itself
    # What each figure allows is computed only once, since a field may have many figures.
    if one.extent is not None and other.extent is not None:
        step = compare_extents(one.extent, other.extent)
    elif one.account is not None and other.account is not None:
        step = compare_accounts(one.account, other.account)
    else:
        return None
    step = allow_for_revision(step, one, other, lineages)
    return step.because if step.verdict is Agreement.CONTRADICTS else None


def _find_linked_contradictions(lineages: Lineages) -> Iterator[Contradiction]:
    for link in lineages.agreements:
        if link.kind is LinkKind.CONTRADICTS:
            records = (lineages.dossier[link.source], lineages.dossier[link.target])
            one, other = (_get_record_subject(record, lineages) for record in records)
            yield _build_contradiction(
                min(one, other), "link", records, lineages.describe_assertion(link), lineages, link
            )


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
    documents = {citation.document for record in cited for citation in lineages.citations(record)}
    first, second = sorted(record.id for record in records)
    return Contradiction(
        about=matter, what=what, between=(first, second), because=because, documents=tuple(sorted(documents))
    )
