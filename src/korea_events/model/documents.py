"""Documents: the reports, statements and pages that everything else rests on."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, DocumentId, Language, Line, PublicationSpan, Url
from korea_events.model.fields.field_checks import Faults
from korea_events.model.fields.vocabulary import OptionalCodeOf, Vocabulary
from korea_events.model.record import Record
from korea_events.temporal import Span


class DocumentKind(Vocabulary):
    """What sort of document it is. Our own list."""

    DISPATCH = "dispatch", "a report of a news agency"
    ARTICLE = "article", "a report of a newspaper, broadcaster or site"
    PRESS_RELEASE = "press_release", "published by the body that speaks in it, for the press"
    STATEMENT = "statement", "the text of a statement, speech or treaty"
    TRANSCRIPT = "transcript", "what was said in a briefing, a hearing or a broadcast, written down"
    NOTICE = "notice", "a notice to ships or aircraft, or another official notice"
    POST = "post", "a post on social media"
    REPORT = "report", "a study or report of a body or institute"
    TABLE = "table", "a table or database"
    IMAGERY = "imagery", "an image from a satellite, an aircraft or the ground"
    RECORDING = "recording", "a film or a sound recording"


@frozen(kw_only=True, repr=False)
class Document(Record):
    """A published source: an article, a dispatch, a press release, a recording.

    Its date is often known without a time zone, so only here may a span have ``zone=None``; questions then allow one
    day more on each side. ``published`` therefore takes a ``Span`` but not bare text. ``published=None`` means that the
    document is undated. A document may cite itself for what it says about itself: its dateline, its imprint.

    Raises:
        RecordError: ``document-imagery`` if it was ``acquired`` or has a ``provider``, but is not imagery.

    Example:
        >>> from korea_events.temporal import Span
        >>> wire = Document(id="wire-2024-03-14", published=Span.on("2024-03-14", zone=None))
        >>> wire.publisher is None, wire.published.zone is None
        (True, True)
    """

    collection: ClassVar[str] = "documents"
    type_tag: ClassVar[str] = "document"

    publisher: ActorId | None = None
    """The actor that published it; None if the document does not say."""
    published: PublicationSpan | None = None
    """When it was published."""
    title: Line | None = None
    """Its headline or title, as printed."""
    url: Url | None = None
    """Its web address."""
    archived_url: Url | None = None
    """The web address of an archived copy."""
    language: Language | None = None
    """Its language, as a BCP 47 tag."""
    copy_of: DocumentId | None = None
    """The document that it copies, translates or reprints."""
    kind: DocumentKind | None = field(default=None, converter=OptionalCodeOf[DocumentKind])
    """What sort of document it is."""
    acquired: Span | None = field(default=None, converter=as_given_span_or_none)
    """For imagery, when the image was taken; it shows nothing of any other time."""
    provider: ActorId | None = None
    """For imagery, whose image it is: the operator of the satellite."""

    @rule("kind", "acquired", "provider")
    def _check_imagery(self) -> Faults:
        if self.kind is DocumentKind.IMAGERY:
            return ()
        return [
            (f".{name}", "document-imagery", "is for images: set kind='imagery', or leave it out")
            for name in ("acquired", "provider")
            if getattr(self, name) is not None
        ]
