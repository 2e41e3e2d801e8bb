"""Origins: how well the rest of a dossier corroborates one account."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import ClassVar, Final

from attrs import frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Work
from korea_events.dossier import Dossier, Withdrawal
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.accounts import get_claim_subject, list_claims
from korea_events.evidence.comparison.agreement import Agreement
from korea_events.evidence.comparison.contradictions import list_revisions, select_current_claims
from korea_events.evidence.comparison.pairs import compare_with_lineages
from korea_events.evidence.lineages import Lineages, describe_reason, get_record
from korea_events.evidence.origins.counting import Origins, trace_origins
from korea_events.model import Citation, Claim, EventReport
from korea_events.model.engine import Vocabulary

_LENDING_VERDICTS: Final = frozenset({Agreement.CORROBORATES, Agreement.RESTATES})
"""The verdicts on an account that lends its origins to another."""


class Standing(Vocabulary):
    """How well an account is corroborated. Ours."""

    CORROBORATED = "corroborated", "at least two origins give it that a link calls independent"
    NOT_ESTABLISHED = "not_established", "several origins give it; no link calls them independent"
    ONE_ORIGIN = "one_origin", "one origin gives it, through any number of documents"
    NO_ORIGIN = "no_origin", "its origin is not known"
    CONTRADICTED = "contradicted", "another account contradicts it"
    WITHDRAWN = "withdrawn", "it was corrected, superseded or retracted"


@frozen(kw_only=True)
class RelatedAccount:
    """An account that bears on another, and how.

    Example:
        >>> print(RelatedAccount(record="jcs", verdict=Agreement.CONTRADICTS, because="'failure' is not 'success'"))
        jcs contradicts: 'failure' is not 'success'
    """

    record: str
    """The record that gives it."""
    verdict: Agreement
    """How it bears on the other account."""
    because: str
    """Why, in words."""
    link: str | None = None
    """The link that asserts it; None if it follows from what the two records say."""
    citations: tuple[Citation, ...] = ()
    """What the record, or the link, rests on."""

    def __str__(self) -> str:
        return f"{self.record} {self.verdict}: {describe_reason(self.because, self.citations)}"


@frozen(repr=False)
class Finding(Answer[RelatedAccount]):
    """The answer of :func:`corroboration`: the verdict, and a row per account that agrees or disagrees.

    Skipped are accounts that were corrected, superseded or retracted.

    Example:
        >>> none = Origins((), (), independent=0, documents=(), unknown=(), cycles=())
        >>> print(Finding((), (), verdict=Standing.NO_ORIGIN, origins=none))
        no_origin: 0 origins behind 0 documents
    """

    verdict: Standing
    """Withdrawn, else contradicted, else according to the number of origins."""
    origins: Origins
    """The origins of the account and of those that corroborate or restate it; none if it was withdrawn."""
    withdrawals: tuple[Withdrawal, ...] = ()
    """How the account was withdrawn, or what it rests on, and by whom; empty if it stands."""
    revised_by: tuple[str, ...] = ()
    """The later claims in which its claimants revise it; empty if it is their latest word, or was withdrawn."""

    _columns: ClassVar = {"record": str, "verdict": str, "because": str, "link": str}

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons, in words: the withdrawals, the origins, its revisions, then each related account."""
        revised = [f"revised by its claimant: {', '.join(self.revised_by)}"] if self.revised_by else []
        return *map(str, self.withdrawals), str(self.origins), *revised, *map(str, self.rows)

    @property
    def agreeing(self) -> tuple[str, ...]:
        """The records that corroborate or restate it by what they say."""
        found = (row for row in self.rows if row.link is None and row.verdict in _LENDING_VERDICTS)
        return tuple(row.record for row in found)

    @property
    def contradicting(self) -> tuple[str, ...]:
        """The records that contradict it, by what they say or because a link says so."""
        return tuple(dict.fromkeys(row.record for row in self.rows if row.verdict is Agreement.CONTRADICTS))

    def __str__(self) -> str:
        first, *others = self.because
        return "\n".join((f"{self.verdict}: {first}", *others))


def corroboration(
    claim: Claim | EventReport | str, dossier: Dossier, *, limits: QuestionLimits = DEFAULT_QUESTION_LIMITS
) -> Finding:
    """How well the rest of a dossier corroborates a claim, or one document's report of an event.

    It is weighed against the other accounts of the same: a claim against claims about its attribute and against the
    measure of that name in reports, a report against reports of its event and against such claims.

    Accounts that corroborate or restate it lend it their origins; those that are merely compatible do not. A link which
    says that a record corroborates it is a row of the answer but lends no origin. A link which says that a record
    contradicts it makes it contradicted. An account that was corrected, superseded or retracted, by itself or with what
    it rests on, is withdrawn and has no origins. A claim that its claimants revise later is weighed as it stands, and
    the later claim is named.

    Raises:
        QuestionError: ``claim-needed`` if the record is neither a claim nor a report of an event, ``id-unknown`` if the
            dossier has no such record, ``question-limit`` if there is too much to compare.

    Example:
        >>> from korea_events.model import Actor, Citation, Document, EventClaim, Term, WeaponEvent
        >>> dossier = Dossier.of(
        ...     Actor(id="kcna", name="KCNA", kind="agency"), Actor(id="jcs", name="ROK JCS", kind="command"),
        ...     WeaponEvent(id="test", name="multiple-warhead test of June 2024"), Document(id="rfa", publisher="kcna"),
        ...     EventClaim(
        ...         id="good", event="test", attribute="outcome", claimants=["kcna"], value=Term(text="success"),
        ...         citations=[Citation(document="rfa")],
        ...     ),
        ...     EventClaim(id="bad", event="test", attribute="outcome", claimants=["jcs"], value=Term(text="failure")),
        ... )
        >>> finding = corroboration("good", dossier)
        >>> print(finding.verdict, finding.because[0], sep=": ")
        contradicted: 1 origin (KCNA) behind 1 document
    """
    return weigh_claim(claim, Lineages(dossier, work=Work(limits, len(dossier))))


def weigh_claim(claim: Claim | EventReport | str, lineages: Lineages) -> Finding:
    """The same as :func:`corroboration`, with the index of the dossier already built."""
    record = get_record(claim, lineages.dossier)
    if not isinstance(record, (Claim, EventReport)):
        raise QuestionError.of("claim-needed", f"{record.id!r} is neither a claim nor a report of an event")
    accounts, current = _list_accounts_of_matter(record, lineages)
    compared = [(one, compare_with_lineages(record, one, lineages)) for one in current if one.id != record.id]
    lending = [other for other, step in compared if step.verdict in _LENDING_VERDICTS]
    rows = [
        RelatedAccount(
            record=other.id,
            verdict=step.verdict,
            because=step.because,
            citations=lineages.list_sources(other),
        )
        for other, step in compared
        if step.verdict not in (Agreement.NOT_COMPARABLE, Agreement.COMPATIBLE)
    ]
    rows.extend(
        RelatedAccount(
            record=link.target if link.source == record.id else link.source,
            verdict=Agreement(link.kind.value),
            because=lineages.describe_assertion(link),
            link=link.id,
            citations=lineages.list_sources(link),
        )
        for link in lineages.agreements
        if record.id in (link.source, link.target)
        and not any(
            lineages.dossier[end] in lineages.withdrawals for end in {link.source, link.target} - {record.id}
        )
    )
    withdrawals = lineages.withdrawals.find(record)
    found = trace_origins([record, *(() if withdrawals else lending)], lineages)
    if withdrawals:
        verdict = Standing.WITHDRAWN
    elif any(row.verdict is Agreement.CONTRADICTS for row in rows):
        verdict = Standing.CONTRADICTED
    elif found.independent > 1:
        verdict = Standing.CORROBORATED
    elif found.distinct > 1:
        verdict = Standing.NOT_ESTABLISHED
    else:
        verdict = Standing.ONE_ORIGIN if found.distinct else Standing.NO_ORIGIN
    others = (account for account in accounts if account.id != record.id)
    return Finding(
        tuple(rows),
        lineages.skip_withdrawn(others),
        verdict=verdict,
        origins=found,
        withdrawals=withdrawals,
        revised_by=list_revisions(record, current, lineages),
    )


def _list_accounts_of_matter(
    record: Claim | EventReport, lineages: Lineages
) -> tuple[Sequence[Claim | EventReport], Sequence[Claim | EventReport]]:
    """All accounts like a record of what it is about, and the accounts of either kind that still stand."""
    canonical = lineages.canonical
    subject = canonical(record.event if isinstance(record, EventReport) else get_claim_subject(record))
    reports = [report for report in lineages.dossier.event_reports if canonical(report.event) == subject]
    claims = [
        claim
        for claim in list_claims(lineages.dossier)
        if canonical(get_claim_subject(claim)) == subject
        and (isinstance(record, EventReport) or claim.attribute == record.attribute)
    ]
    by_attribute = attrgetter("attribute")
    alike = [list(claims) for _, claims in groupby(sorted(claims, key=by_attribute), by_attribute)]
    current = [claim for claims in alike for claim in select_current_claims(claims, lineages)]
    standing = [report for report in reports if report not in lineages.withdrawals]
    return (
        (reports, [*standing, *current])
        if isinstance(record, EventReport)
        else (claims, [*current, *standing])
    )
