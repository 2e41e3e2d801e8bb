"""Dating: when accounts were made and documents published, and which came first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from korea_events.dossier import Dossier
from korea_events.model import Claim, EventReport, Plan, Record, Statement
from korea_events.temporal import PRECEDES, Span, Verdict, relate


# Few distinct days occur as dates of publication.
@lru_cache(maxsize=16_384)
def is_certainly_earlier(one: Span | None, other: Span | None) -> bool:
    """Whether one was certainly over before the other began; False if either date is unknown.

    Example:
        >>> is_certainly_earlier(Span.on("2024-03-07"), Span.on("2024-03-14"))
        True
    """
    return one is not None and other is not None and relate(one, other).verdict(PRECEDES) is Verdict.CERTAIN


def get_publication_date(document: str, dossier: Dossier) -> Span | None:
    """When a document was published; None if it is undated."""
    record = dossier.documents.get(document)
    return None if record is None else record.published


def get_account_dates(record: Record, dossier: Dossier) -> tuple[Span, ...]:
    """The dates of an account: when it was made or said, else when its documents were published.

    Empty if one of these is unknown, since the order is then uncertain.
    """
    if isinstance(record, Claim) and record.made is not None:
        return (record.made,)
    statement = dossier.statements.get(record.stated_in or "") if isinstance(record, Claim) else record
    if isinstance(statement, Statement) and statement.said is not None:
        return (statement.said,)
    names = [record.document] if isinstance(record, EventReport) else [c.document for c in record.citations]
    return _keep_if_all_known(get_publication_date(name, dossier) for name in names)


def get_announcement_dates(plan: Plan, record: Record, dossier: Dossier) -> tuple[Span, ...]:
    """When a plan was announced: the date it gives itself, else when its documents were published."""
    if plan.announced is not None:
        return (plan.announced,)
    if plan.citations:
        return _keep_if_all_known(get_publication_date(one.document, dossier) for one in plan.citations)
    return get_account_dates(record, dossier)


def is_each_earlier(ones: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    """Whether every date of ``ones`` is certainly before every date of ``others``; False if either is empty."""
    return bool(ones and others) and all(is_certainly_earlier(one, other) for one in ones for other in others)


def _keep_if_all_known(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    found = list(spans)
    known = [span for span in found if span is not None]
    return tuple(known) if len(known) == len(found) else ()
