"""Where a fact comes from: citations with their chains of attribution, what rests on what, and who coded it."""

from itertools import pairwise

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import ListOf, TupleOf, as_parts
from korea_events.model.fields.declarations import (
    REPEATABLE,
    ActorId,
    DocumentId,
    FieldPath,
    Language,
    Line,
    Prose,
)
from korea_events.model.fields.field_checks import Faults
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary


class Anonymity(Vocabulary):
    """How a speaker is identified.

    Our own list; the distinctions follow the kinds of source in the Penn Discourse Treebank (Prasad et al., 2008).
    """

    NAMED = "named", "a person or body is named"
    TITLED_UNNAMED = "titled_unnamed", "one person, identified only by an office: a ministry spokesman"
    COLLECTIVE_UNNAMED = "collective_unnamed", "several people without names: experts, officials, observers"
    INSTITUTION = "institution", "a body speaks as such, without naming a person"
    UNATTRIBUTED = "unattributed", "the writer does not say who says it"


class HopVerb(Vocabulary):
    """What one link in a chain of attribution did with what it passes on. Our own list."""

    REPORTS = "reports", "reports it as its own news, without saying how it knows"
    SAYS = "says", "says it: the speech act itself"
    QUOTES = "quotes", "repeats the words of the next link"
    RELAYS = "relays", "passes on what the next link published, in substance or as a copy"
    TRANSLATES = "translates", "translates the text of the next link"
    OBSERVES = "observes", "saw or measured it itself"
    BRIEFS = "briefs", "says it in a briefing, to reporters or members of parliament"
    LEAKS = "leaks", "passes on what was not meant to be published"
    ASSESSES = "assesses", "concludes it from what it knows"
    SHOWS = "shows", "shows it in an image or a recording, without words"
    CITES_UNNAMED = "cites_unnamed", "refers to a source that it does not name"


class Basis(Vocabulary):
    """What the value of a field rests on. Our own list."""

    STATED = "stated", "the cited documents say so"
    DERIVED = "derived", "it follows from what the cited documents say, by calculation or rule"
    CODER_SUPPLIED = ("coder_supplied", "the coder knows or decided it; no document is cited for it")


@frozen(kw_only=True, repr=False)
class Quote(Part):
    """A verbatim quotation from a document or a speech.

    ``exact`` keeps the original language. ``prefix`` and ``suffix`` are the words around it, to find the passage if the
    words occur twice.

    Source: the selector of the W3C Web Annotation Data Model called TextQuoteSelector.

    Example:
        >>> Quote(exact="the world's most powerful", language="en")
        Quote(exact="the world's most powerful", language='en')
    """

    exact: Prose
    """The quoted words."""
    prefix: Prose | None = None
    """The words just before them."""
    suffix: Prose | None = None
    """The words just after them."""
    language: Language | None = None
    """The language of ``exact``, as a BCP 47 tag."""
    translation: Prose | None = None
    """The quotation in the language of the coder."""


@frozen(kw_only=True, repr=False)
class Hop(Part):
    """One link in a chain of attribution: who passed something on, and how.

    A hop names its actor, or says how the unnamed one is identified.

    Raises:
        RecordError: ``hop-empty`` when neither actor nor anonymity is given.

    Example:
        >>> Hop(actor="kcna", verb="reports")
        Hop(actor='kcna', verb=HopVerb.REPORTS)
        >>> Hop(verb="says", anonymity="collective_unnamed")  # "experts say"
        Hop(verb=HopVerb.SAYS, anonymity=Anonymity.COLLECTIVE_UNNAMED)
    """

    actor: ActorId | None = None
    """The actor; None if the document does not say."""
    verb: HopVerb = field(converter=CodeOf[HopVerb])
    """What it did with the report."""
    anonymity: Anonymity | None = field(default=None, converter=OptionalCodeOf[Anonymity])
    """How the document identifies it."""

    @rule("actor", "anonymity")
    def _check_who(self) -> Faults:
        if self.actor is None and self.anonymity in (None, Anonymity.NAMED):
            return (("", "hop-empty", "give the actor, or the anonymity of somebody who is not named"),)
        return ()


@frozen(kw_only=True, repr=False)
class Citation(Part):
    """A passage in a document, and the chain of attribution through which the document knows it.

    ``attribution`` runs from the document inwards, to whoever first put it on record: if an outlet cites KCNA, which
    quotes Kim, the hops are KCNA and Kim. Without hops the document speaks from its own knowledge, or does not say how
    it knows. An actor may occur twice: circular reporting is a finding, not an error. Constructors also take the
    identifier of the document in place of a citation that says nothing more.

    Raises:
        RecordError: ``hop-order`` if a hop that saw it itself, or that does not name its source, is followed by the
            name of a source.

    Example:
        >>> via_kcna = Citation(document="wire-2024-03-14", attribution=[Hop(actor="kcna", verb="reports")])
        >>> via_kcna.attribution[0].actor
        'kcna'
    """

    short_form = True

    document: DocumentId
    """The document."""
    locator: Line | None = None
    """Where in the document: a page, a paragraph, "dateline", a time in a recording."""
    quote: Quote | None = None
    """The words relied on."""
    attribution: tuple[Hop, ...] = field(default=(), converter=TupleOf[Hop], metadata={REPEATABLE: True})
    """The chain, from the document inwards."""

    @rule("attribution")
    def _check_order(self) -> Faults:
        if len(self.attribution) < 2:
            return ()
        return tuple(
            (f".attribution[{number}].verb", "hop-order", _describe_order_fault(hop, number))
            for number, (hop, further) in enumerate(pairwise(self.attribution))
            if hop.verb is HopVerb.OBSERVES
            or (hop.verb is HopVerb.CITES_UNNAMED and further.anonymity in (None, Anonymity.NAMED))
        )


def _describe_order_fault(hop: Hop, number: int) -> str:
    reason = (
        "was seen at first hand" if hop.verb is HopVerb.OBSERVES else "comes from a source without a name"
    )
    return (
        f"what {str(hop.verb)!r} leads to {reason}, but attribution[{number + 1}] says who it comes from: "
        "write 'reports', 'quotes' or 'relays', or end the chain here"
    )


def as_citations(value: ListOf[Citation | str] | tuple[Citation | str, ...]) -> tuple[Citation, ...]:
    """Citations, or the identifiers of documents."""
    return as_parts(lambda document: Citation(document=document), value)


@frozen(kw_only=True, repr=False)
class Support(Part):
    """What some fields of a record rest on, where that differs from the rest of the record.

    A path names a field or a part of it: ``length.counting``, ``participations[0].role``, and for spans
    ``span.start``, ``span.end`` or ``published.year``. The most specific path wins. A *stated* field without citations
    of its own rests on the citations of the record.

    Raises:
        RecordError: ``support-cited`` if something supplied by the coder cites documents.

    Example:
        >>> Support(fields=["name", "length.counting"], basis="coder_supplied").fields
        ('name', 'length.counting')
    """

    fields: tuple[FieldPath, ...] = field(converter=TupleOf[str])
    """The paths of the fields."""
    basis: Basis = field(converter=CodeOf[Basis])
    """Whether they are stated, derived or supplied by the coder."""
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    """What they rest on."""
    note: Prose | None = None
    """How they were derived, or why the coder decided so."""

    @rule("basis", "citations")
    def _check_coder_citations(self) -> Faults:
        if self.basis is Basis.CODER_SUPPLIED and self.citations:
            message = "must be empty for 'coder_supplied': what documents support is 'stated' or 'derived'"
            return ((".citations", "support-cited", message),)
        return ()


@frozen(kw_only=True, repr=False)
class Coding(Part):
    """Who coded a record, by what method, and who reviewed it.

    Coders are named by any text (a name, initials, an address): they are not part of the facts and need no record.

    Example:
        >>> Coding(who="mk", method="by hand", reviewed_by=["jl"])
        Coding(who='mk', method='by hand', reviewed_by=('jl',))
    """

    who: Line
    """The coder."""
    method: Line | None = None
    """How it was coded: by hand, from a table, by a program, by which manual."""
    reviewed_by: tuple[Line, ...] = field(default=(), converter=TupleOf[str])
    """Who reviewed it."""
