"""Documents: the reports, statements and pages on which everything else rests."""

from typing import ClassVar

from attrs import frozen

from korea_events.model.fields.declarations import ActorId, DocumentId, Language, Line, PublicationSpan, Url
from korea_events.model.record import Record


@frozen(kw_only=True, repr=False)
class Document(Record):
    """Something published in which facts stand: an article, a dispatch, a press release, a recording.

    Its date is often known without its time zone: only here may a span have ``zone=None``, which makes questions
    allow one day more on each side. ``published=None`` says that it is undated. What stands in the document itself
    (its dateline, its imprint) may be supported by a citation of the document itself.

    Example:
        >>> from korea_events.temporal import Span
        >>> wire = Document(id="wire-2024-03-14", published=Span.on("2024-03-14", zone=None))
        >>> wire.publisher is None, wire.published.zone is None
        (True, True)
    """

    collection: ClassVar[str] = "documents"
    type_tag: ClassVar[str] = "document"

    publisher: ActorId | None = None
    """The actor that published it; None when the document does not say."""
    published: PublicationSpan | None = None
    """When."""
    title: Line | None = None
    """Its headline or title, as printed."""
    url: Url | None = None
    """Its address on the web."""
    archived_url: Url | None = None
    """The address of an archived copy."""
    language: Language | None = None
    """The language it is in, as a tag of BCP 47."""
    copy_of: DocumentId | None = None
    """The document of which it is a copy, a translation or a reprint."""
