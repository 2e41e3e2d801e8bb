"""Corroboration: how well one account is borne out by others."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.agreement import Agreement
from korea_events.evidence.comparison.contradictions import select_current_claims
from korea_events.evidence.comparison.pairs import compare_with_lineages
from korea_events.evidence.derivations import get_claim_subject
from korea_events.evidence.lineages import Lineages
from korea_events.evidence.origins.counting import Origins, trace_origins
from korea_events.model import Claim, EventReport, LinkKind, Record
from korea_events.model.engine import Vocabulary


class Standing(Vocabulary):
    """How well a claim is borne out. Ours."""

    CORROBORATED = "corroborated", "at least two origins that are said to be independent give it"
    NOT_ESTABLISHED = "not_established", "several origins give it; nobody has said that they are independent"
    ONE_ORIGIN = "one_origin", "one origin gives it, through however many documents"
    NO_ORIGIN = "no_origin", "it is not known from whom anybody has it"
    CONTRADICTED = "contradicted", "somebody contradicts it"


@frozen(kw_only=True)
class Finding:
    """How well a claim is borne out, and why.

    Fields:
        verdict: contradicted, else by how many origins it is given
        because: the reasons, in words
        origins: who stands behind it and behind the claims that bear it out
        agreeing: the claims that corroborate or restate it
        contradicting: the records that contradict it, by what they say or by the word of somebody
        asserted: the links by which somebody says that a record corroborates or contradicts it; they are that one's
            word, given among the reasons, and no origin

    Example:
        >>> none = Origins(origins=(), count=0, independent=0, documents=(), unknown=(), cycles=())
        >>> Finding(verdict=Standing.NO_ORIGIN, because=(), origins=none, agreeing=(), contradicting=()).verdict
        Standing.NO_ORIGIN
    """

    verdict: Standing
    because: tuple[str, ...]
    origins: Origins
    agreeing: tuple[str, ...]
    contradicting: tuple[str, ...]
    asserted: tuple[str, ...] = ()


def corroboration(claim: Claim | EventReport | str, dossier: Dossier) -> Finding:
    """How well a claim, or one document's report of an event, is borne out by the rest of a dossier.

    Claims that corroborate or restate it lend it their origins. One that is merely compatible with it lends nothing.
    Where a link says that a record corroborates it, that is somebody's word: it is given among the reasons and lends
    nothing either. A link that says that one contradicts it makes it contradicted, by that word.

    Raises:
        QuestionError: ``claim-needed`` when the record is neither a claim nor a report of an event, ``id-unknown``
            when the dossier has no record called so.

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
    return weigh_claim(claim, Lineages(dossier))


def weigh_claim(claim: Claim | EventReport | str, lineages: Lineages) -> Finding:
    """The same as :func:`corroboration`, with what the dossier knows prepared for many questions."""
    dossier = lineages.dossier
    record: Record = dossier[claim] if isinstance(claim, str) else claim
    if not isinstance(record, (Claim, EventReport)):
        raise QuestionError.of("claim-needed", f"{record.id!r} is neither a claim nor a report of an event")
    agreeing: list[Record] = []
    contradicting: list[str] = []
    because: list[str] = []
    for other in _list_comparable_records(record, lineages):
        compared = compare_with_lineages(record, other, lineages)
        if compared.verdict in (Agreement.CORROBORATES, Agreement.RESTATES):
            agreeing.append(other)
        elif compared.verdict is Agreement.CONTRADICTS:
            contradicting.append(other.id)
        if compared.verdict not in (Agreement.NOT_COMPARABLE, Agreement.COMPATIBLE):
            because.append(f"{other.id} {compared}")
    asserted = [link for link in lineages.agreements if record.id in (link.source, link.target)]
    for link in asserted:
        because.append(f"{link.source} {link.kind} {link.target}: {lineages.describe_assertion(link)}")
        if link.kind is LinkKind.CONTRADICTS:
            contradicting.append(link.target if link.source == record.id else link.source)
    found = trace_origins([record, *agreeing], lineages)
    if contradicting:
        verdict = Standing.CONTRADICTED
    elif found.independent > 1:
        verdict = Standing.CORROBORATED
    elif found.count > 1:
        verdict = Standing.NOT_ESTABLISHED
    else:
        verdict = Standing.ONE_ORIGIN if found.count else Standing.NO_ORIGIN
    return Finding(
        verdict=verdict,
        because=(str(found), *because),
        origins=found,
        agreeing=tuple(other.id for other in agreeing),
        contradicting=tuple(dict.fromkeys(contradicting)),
        asserted=tuple(link.id for link in asserted),
    )


def _list_comparable_records(
    record: Claim | EventReport, lineages: Lineages
) -> Iterator[Claim | EventReport]:
    dossier = lineages.dossier
    gone = lineages.withdrawn
    pool: tuple[Claim | EventReport, ...]
    if isinstance(record, EventReport):
        pool = tuple(dossier.event_reports)
    else:
        claims: tuple[Claim, ...] = (*dossier.capability_claims, *dossier.event_claims)
        same = [
            claim
            for claim in claims
            if claim.attribute == record.attribute
            and lineages.one(get_claim_subject(claim)) == lineages.one(get_claim_subject(record))
        ]
        pool = tuple(select_current_claims(same, lineages))
    for other in pool:
        if other.id != record.id and other.id not in gone:
            yield other
