"""What the dates of an event rest on: which words of which documents, and what the coder added."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.model import Basis, Citation, Counting, Event, Support
from korea_events.temporal.engine import describe_span


@frozen(kw_only=True)
class DateReason:
    """One thing that the dates of an event rest on: a field, what it says, and what stands behind it.

    Example:
        >>> from korea_events import Exercise, Span
        >>> drill = Exercise(id="fs24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
        >>> [reason.says for reason in date_reasons(drill)]
        ['runs from 2024-03-04 to 2024-03-14']
    """

    field: str
    """The path of the field in the event: ``plans[0].span``, ``length.counting``."""
    says: str
    """What it says, in words."""
    basis: Basis
    """Whether documents state it, it was derived, or the coder supplied it."""
    citations: tuple[Citation, ...]

    def text(self, dossier: Dossier) -> str:
        """The reason as people read it, with the documents and through whom they have it.

        Example:
            >>> from korea_events import reference
            >>> seed = reference.seed()
            >>> print(date_reasons(seed.exercises["kpa-tanks"])[0].text(seed))
            ends by 2024-03-14 [derived from wire-2024-03-14, via North Korean state media]
        """
        cited = "; ".join(format_citation(citation, dossier) for citation in self.citations)
        marks = {Basis.STATED: cited, Basis.DERIVED: f"derived from {cited}" if cited else "derived"}
        return f"{self.says} [{marks.get(self.basis, 'coder')}]"

    def as_data(self) -> dict[str, Any]:
        """The reason as JSON scalars and lists.

        Example:
            >>> from korea_events import reference
            >>> sorted(date_reasons(reference.seed().exercises[0])[0].as_data())
            ['basis', 'documents', 'field', 'says']
        """
        return {
            "field": self.field,
            "says": self.says,
            "basis": self.basis.value,
            "documents": [citation.document for citation in self.citations],
        }


def format_citation(citation: Citation, dossier: Dossier) -> str:
    """A citation in short: the document, and the actors through whom it has the words, from the outside inwards.

    Example:
        >>> from korea_events import Hop
        >>> format_citation(Citation(document="wire", attribution=[Hop(actor="kcna", verb="quotes")]), Dossier.of())
        'wire, via kcna'
    """
    actors = [hop.actor for hop in citation.attribution if hop.actor is not None]
    through = [known.name if (known := dossier.actors.get(actor)) else actor for actor in actors]
    return citation.document + (f", via {' and '.join(through)}" if through else "")


def date_reasons(event: Event) -> tuple[DateReason, ...]:
    """What the ``when`` of an event rests on: its span or latest plan, and a length if it is known how that counts.

    Empty when the event has neither span nor plan.

    Example:
        >>> from korea_events import Exercise, Plan, Span, StatedLength
        >>> drill = Exercise(
        ...     id="fs24", name="Freedom Shield 24", plans=[Plan(span=Span.parse("/2024-03-14"))],
        ...     length=StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
        ... )
        >>> [reason.says for reason in date_reasons(drill)]
        ['as planned, ends on 2024-03-14', 'said to last “11-day”', 'days counted as inclusive']
    """
    if event.span is not None:
        reasons = [_build_date_reason(event, "span", describe_span(event.span))]
    elif event.plans:
        latest = len(event.plans) - 1
        reasons = [
            _build_date_reason(
                event, f"plans[{latest}].span", f"as planned, {describe_span(event.plans[latest].span)}"
            )
        ]
    else:
        return ()
    length = event.length
    if length is not None and length.counting is not Counting.UNKNOWN:
        reasons.append(_build_date_reason(event, "length.words", f"said to last “{length.words}”"))
        reasons.append(_build_date_reason(event, "length.counting", f"days counted as {length.counting}"))
    return tuple(reasons)


def _build_date_reason(event: Event, path: str, says: str) -> DateReason:
    support: Support = event.support_for(path)
    return DateReason(field=path, says=says, basis=support.basis, citations=support.citations)
