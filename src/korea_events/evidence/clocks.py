"""Clocks: documents that were published before the events they report."""

from __future__ import annotations

from collections.abc import Iterator

from korea_events.dossier import Dossier, find_publication_problems
from korea_events.errors import Problem
from korea_events.evidence.dating import get_publication_date, is_certainly_earlier
from korea_events.model import Claim, EventAccount, EventReport, Record, Statement, Status
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Grain, Span


def find_clock_problems(dossier: Dossier) -> tuple[Problem, ...]:
    """Every record whose documents were certainly all published before what they report, or before the end of it.

    Zones count: a page dated 13 March in New York may report an event of 14 March in Seoul, and a document whose zone
    is unknown may be a day off either way. Plans are announced beforehand and are never a problem.

    Example:
        >>> from korea_events.model import Document, Exercise
        >>> def report(published):
        ...     return Dossier.of(
        ...         Exercise(id="tanks", name="tank training"), Document(id="wire", published=published),
        ...         EventReport(id="r", event="tanks", document="wire", span=Span.on("2024-03-14")),
        ...     )
        >>> find_clock_problems(report(Span.on("2024-03-13", zone="America/New_York")))
        ()
        >>> print(*find_clock_problems(report(Span.on("2024-03-13"))))
        $.event_reports[0].span: wire was published 2024-03-13, before 2024-03-14 [published-before-event]
    """
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    for record in dossier.records():
        index = counts[record.collection] = counts.get(record.collection, -1) + 1
        for field, span in _list_happening_dates(record):
            documents = {citation.document for citation in record.support_for(field).citations}
            dated = {name: get_publication_date(name, dossier) for name in sorted(documents)}
            if dated and all(is_certainly_earlier(day, span) for day in dated.values()):
                early = " and ".join(f"{name} was published {day}" for name, day in dated.items())
                path = f"$.{record.collection}[{index}].{field}"
                problems.append(Problem(path, "published-before-event", f"{early}, before {span}"))
    early_records = {problem.path.rpartition(".")[0] for problem in problems}
    for problem in (*find_publication_problems(dossier), *_find_early_ends(dossier)):
        path = problem.path.rpartition(".")[0]
        if path not in early_records:
            early_records.add(path)
            problems.append(problem)
    return tuple(problems)


def _find_early_ends(dossier: Dossier) -> Iterator[Problem]:
    """Every end that only documents from before it report; an end that was still ahead is a plan."""
    for name in (*EVENT_COLLECTIONS, "event_reports"):
        for index, account in enumerate(getattr(dossier, name)):
            end = _get_last_day(account)
            if end is None:
                continue
            documents = sorted({citation.document for citation in account.support_for("span.end").citations})
            dates = [get_publication_date(document, dossier) for document in documents]
            if dates and all(is_certainly_earlier(day, end) for day in dates):
                early = " and ".join(f"{one} of {day}" for one, day in zip(documents, dates, strict=True))
                message = f"{early} reports its end on {end}: write what lay ahead as a plan"
                yield Problem(f"$.{name}[{index}].span", "published-before-end", message)


def _get_last_day(account: EventAccount) -> Span | None:
    """The day or moment by which a span had not ended yet; None if its end is not said, or if it was going on."""
    span = account.span
    if span is None or span.approximate or account.status is Status.ONGOING or span.earliest_end is None:
        return None
    if span.grain is Grain.DAY:
        return Span.on(span.earliest_end, zone=span.zone)
    return Span.parse(span.earliest_end.isoformat())


def _list_happening_dates(record: Record) -> Iterator[tuple[str, Span]]:
    if isinstance(record, (EventAccount, EventReport)) and record.span is not None:
        yield "span", record.span
    elif isinstance(record, Statement) and record.said is not None:
        yield "said", record.said
    elif isinstance(record, Claim) and record.made is not None:
        yield "made", record.made
