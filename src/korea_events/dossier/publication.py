"""Reports follow events: what the dates of publication say about when an event had begun or was over."""

from collections.abc import Iterable, Iterator
from math import inf
from typing import Final, NamedTuple

from korea_events.dossier.records import Records
from korea_events.errors import Problem
from korea_events.model import Citation, EventAccount, Status
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Assertion, EndKind, Grain, Span
from korea_events.temporal.engine import (
    DEFAULT_ZONE,
    INSTANTS,
    Axis,
    Bounds,
    build_hull,
    close,
    intersect,
    make_bounds_span,
    project,
)


class PublicationBound(NamedTuple):
    """One thing that follows from the date of a document: a bound and its reason."""

    span: Span
    reason: Assertion
    claim: str
    fits: bool
    """Whether the dates of the record allow it."""


_SAYS: Final = {Status.HELD: "says that it was held", Status.ONGOING: "says that it is under way"}


def list_publication_bounds(
    account: EventAccount, event: str, dossier: Records, *, implied: bool = True
) -> list[PublicationBound]:
    """What follows for an event from when the documents behind its status, else behind its dates, were published.

    What was held was over by the end of the latest of them, unless its end is open. What is under way had begun by
    then, and was not over before the earliest. Dates without a status had begun by the latest. Documents without a
    date, or with an approximate one, say nothing, and announcements never do.

    A bound that the dates of the account contradict does not fit; one that they imply is left out without ``implied``.
    """
    status = account.status
    happened = account.occurrences or account.span is not None
    if status is not None and status in _SAYS:
        path, says = "status", _SAYS[status]
    elif happened and (status is None or not status.only_planned):
        path, says = "occurrences" if account.occurrences else "span", "reports it"
    else:
        return []
    cited = {citation.document: citation for citation in account.support_for(path).citations}
    when = account.dates.when
    axis = _choose_event_axis(when)
    published = list(_list_publications(cited.values(), dossier, axis))
    if not published or len(published) < len(cited):
        return []
    latest, earliest = max(published, key=lambda each: each.end), min(published, key=lambda each: each.start)
    over = status is Status.HELD and not (account.span is not None and account.span.end_kind is EndKind.OPEN)
    found = [
        (Bounds(-inf, inf, -inf, latest.end), "was over by", latest)
        if over
        else (Bounds(-inf, latest.end - 1, -inf, inf), "had begun by", latest)
    ]
    if status is Status.ONGOING:
        found.append((Bounds(-inf, inf, earliest.start + 1, inf), "was not over before", earliest))
    own = None if when is None else project(when, axis)
    bounds: list[PublicationBound] = []
    for bound, words, publication in found:
        closed = close(bound)
        assert closed is not None  # only one end is bounded
        if not implied and own is not None and intersect(freed := build_hull(own.freed), closed) == freed:
            continue
        document = publication.citation.document
        published_on = dossier.documents[document].published
        reason = Assertion(
            record=account.id,
            subject=event,
            field=path,
            words=f"{words} {published_on}, when {document} {says}",
            basis="derived",
            citations=[publication.citation],
        )
        span = make_bounds_span(closed, axis.grain, axis.zone or DEFAULT_ZONE)
        fits = own is None or intersect(build_hull(own.alternatives), closed) is not None
        bounds.append(PublicationBound(span, reason, f"{document} of {published_on} {says}", fits))
    return bounds


def find_publication_problems(dossier: Records) -> tuple[Problem, ...]:
    """Every record of an event whose dates contradict when its documents were published.

    What was held must have been over by the end of the latest of them, and what is under way must have begun.

    Example:
        >>> from korea_events.dossier import Dossier
        >>> from korea_events.model import Document, Exercise
        >>> page = Document(id="page", published=Span.on("2024-03-02"))
        >>> drill = Exercise(id="drill", name="drill", status="held", span="2024-03-01/2024-03-05", citations=["page"])
        >>> print(*find_publication_problems(Dossier.of(page, drill)))
        $.exercises[0].status: page of 2024-03-02 says that it was held, but its dates are ... [published-before-end]
    """
    return tuple(
        Problem(
            f"$.{name}[{index}].{bound.reason.field}",
            "published-before-end",
            f"{bound.claim}, but its dates are {account.dates.when}",
        )
        for name in (*EVENT_COLLECTIONS, "event_reports")
        for index, account in enumerate(getattr(dossier, name))
        for bound in list_publication_bounds(account, account.id, dossier)
        if not bound.fits
    )


class _Publication(NamedTuple):
    """When a document was published, on the axis of an event."""

    start: float
    end: float
    citation: Citation


def _choose_event_axis(when: Span | None) -> Axis:
    if when is None:
        return Axis(Grain.DAY, DEFAULT_ZONE)
    return INSTANTS if when.grain is Grain.INSTANT else Axis(Grain.DAY, when.zone or DEFAULT_ZONE)


def _list_publications(citations: Iterable[Citation], dossier: Records, axis: Axis) -> Iterator[_Publication]:
    """The publications that have a date."""
    for citation in citations:
        document = dossier.documents.get(citation.document)
        if document is not None and document.published is not None and not document.published.approximate:
            hull = build_hull(project(document.published, axis).alternatives)
            if -inf < hull.start_min and hull.end_max < inf:
                yield _Publication(hull.start_min, hull.end_max, citation)
