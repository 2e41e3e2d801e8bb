"""Documents: the reports, statements and pages that everything else rests on."""

from typing import ClassVar

from attrs import frozen

from korea_events.model.fields.declarations import ActorId, DocumentId, Language, Line, PublicationSpan, Url
from korea_events.model.record import Record


@frozen(kw_only=True, repr=False)
class Document(Record):
    """A published source: an article, a dispatch, a press release, a recording.

    Its date is often known without a time zone, so only here may a span have ``zone=None``; questions then allow one
    day more on each side. ``published`` therefore takes a ``Span`` but not bare text. ``published=None`` means that the
    document is undated. A document may cite itself for what it says about itself: its dateline, its imprint.

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
