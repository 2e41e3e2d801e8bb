"""One document's account of an event."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.event_kinds import ActivityKind, LeaderActivityKind, WeaponEventKind
from korea_events.model.event_parts import ExerciseComponent
from korea_events.model.events import EventAccount
from korea_events.model.exercise_kinds import ExerciseKind
from korea_events.model.fields.converters import TupleOf
from korea_events.model.fields.declarations import DocumentId, EventId, Line, Prose, SeriesId
from korea_events.model.fields.vocabulary import CodesOf
from korea_events.model.provenance import Citation


@frozen(kw_only=True, repr=False)
class EventReport(EventAccount):
    """What one document says of an event, in the fields of the event; it is silent on the fields left out.

    One document may give several accounts of one event. Accounts may contradict each other and the event; that is
    evidence. A report without citations rests on its document.

    Example:
        >>> from korea_events.temporal import Span
        >>> ends = Span.parse("/2024-03-14")
        >>> report = EventReport(id="fs-24-wire", event="fs-24", document="wire-2024-03-14", span=ends)
        >>> report.support_for("span").citations
        (Citation(document='wire-2024-03-14'),)
    """

    collection: ClassVar[str] = "event_reports"
    type_tag: ClassVar[str] = "event_report"

    event: EventId
    """The event."""
    document: DocumentId
    """The document."""
    words: Prose | None = None
    """The words of the document."""
    name: Line | None = None
    """The name that the document uses."""
    series: SeriesId | None = None
    """The series it is an edition of."""
    edition: Line | None = None
    """Its label in the series."""
    kinds: tuple[ExerciseKind | WeaponEventKind | LeaderActivityKind | ActivityKind, ...] = field(
        default=(), converter=CodesOf[ExerciseKind | WeaponEventKind | LeaderActivityKind | ActivityKind]
    )
    """What the document says it was; documents may differ on whether it was a drill."""
    components: tuple[ExerciseComponent, ...] = field(default=(), converter=TupleOf[ExerciseComponent])
    """Its parts without dates of their own."""

    def _get_own_citations(self) -> tuple[Citation, ...]:
        return self.citations or (Citation(document=self.document),)

    def _rests_on_documents(self) -> bool:
        return True
