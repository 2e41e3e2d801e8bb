"""Where a fact comes from: citations with the chain behind them, what rests on what, and who coded it."""

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import ListOf, as_parts, as_texts, as_tuple
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
from korea_events.model.fields.vocabulary import Vocabulary, as_code


class Anonymity(Vocabulary):
    """How a speaker is identified.

    Ours; the distinctions follow the kinds of source in the Penn Discourse Treebank (Prasad et al., 2008).
    """

    NAMED = "named", "a person or body given by name"
    TITLED_UNNAMED = "titled_unnamed", "one person, identified by an office only: a ministry's spokesman"
    COLLECTIVE_UNNAMED = "collective_unnamed", "several people without names: experts, officials, observers"
    INSTITUTION = "institution", "a body speaks as such, and no person is put forward"
    UNATTRIBUTED = "unattributed", "the writer lets it stand without saying who holds it"


class HopVerb(Vocabulary):
    """What one link of a chain of attribution did with what it passes on. Ours."""

    REPORTS = "reports", "gives it as news of its own, without saying how it knows"
    SAYS = "says", "says it: the speech act itself"
    QUOTES = "quotes", "repeats the words of the next one inwards"
    RELAYS = "relays", "passes on what the next one inwards put out, in substance or as a copy"
    TRANSLATES = "translates", "puts the text of the next one inwards into another language"
    OBSERVES = "observes", "saw or measured it itself"
    CITES_UNNAMED = "cites_unnamed", "refers to somebody whom it does not name"


class Basis(Vocabulary):
    """What the value of a field rests on. Ours."""

    STATED = "stated", "the cited documents say so"
    DERIVED = "derived", "it follows from what the cited documents say, by a calculation or a rule"
    CODER_SUPPLIED = (
        "coder_supplied",
        "the person who wrote the record knows or decided it; no document is cited for it",
    )


def as_anonymity(value: str | None) -> Anonymity | None:
    """An anonymity or its text."""
    return as_code(Anonymity, value)


def as_hop_verb(value: str) -> HopVerb:
    """A hop's verb or its text."""
    return as_code(HopVerb, value)


def as_basis(value: str) -> Basis:
    """A basis or its text."""
    return as_code(Basis, value)


@frozen(kw_only=True, repr=False)
class Quote(Part):
    """The words themselves, as they stand in a document or were said.

    ``exact`` keeps the language they are printed in; ``prefix`` and ``suffix`` are neighbouring words by which the
    place is found again when it occurs twice.

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
    """The language of ``exact``, as a tag of BCP 47."""
    translation: Prose | None = None
    """The same in the coder's language."""


@frozen(kw_only=True, repr=False)
class Hop(Part):
    """One link of a chain of attribution: who passed something on, and how.

    A hop names its actor or says in what way nobody is named; a hop that does neither is refused.

    Raises:
        RecordError: ``hop-nobody`` when neither actor nor anonymity is given.

    Example:
        >>> Hop(actor="kcna", verb="reports")
        Hop(actor='kcna', verb=HopVerb.REPORTS)
        >>> Hop(verb="says", anonymity="collective_unnamed")  # "experts say"
        Hop(verb=HopVerb.SAYS, anonymity=Anonymity.COLLECTIVE_UNNAMED)
    """

    actor: ActorId | None = None
    """Who; None when the document does not let one tell."""
    verb: HopVerb = field(converter=as_hop_verb)
    """What this one did with it."""
    anonymity: Anonymity | None = field(default=None, converter=as_anonymity)
    """How this one is identified in the document."""

    @rule("actor", "anonymity")
    def _check_who(self) -> Faults:
        if self.actor is None and self.anonymity in (None, Anonymity.NAMED):
            return (("", "hop-nobody", "give the actor, or the anonymity of somebody who is not named"),)
        return ()


def as_hops(value: list[Hop] | tuple[Hop, ...]) -> tuple[Hop, ...]:
    """Hops: a list is kept as a tuple."""
    return as_tuple(value)


@frozen(kw_only=True, repr=False)
class Citation(Part):
    """A place in a document, and the chain through which the document has it.

    ``attribution`` runs from the document inwards, to the one who first put it on record: an outlet that cites KCNA,
    which quotes Kim, has the hops KCNA and Kim. Without hops the document says it of its own knowledge, or does not
    say how it knows. An actor may occur twice: circular reporting is a finding, not an error.

    Example:
        >>> via_kcna = Citation(document="wire-2024-03-14", attribution=[Hop(actor="kcna", verb="reports")])
        >>> via_kcna.attribution[0].actor
        'kcna'
    """

    short_form = True

    document: DocumentId
    """Where it stands."""
    locator: Line | None = None
    """The place in it: a page, a paragraph, "dateline", a time in a recording."""
    quote: Quote | None = None
    """The words relied on."""
    attribution: tuple[Hop, ...] = field(default=(), converter=as_hops, metadata={REPEATABLE: True})
    """The chain, from the document inwards."""


def as_citations(
    value: ListOf[Citation | str] | tuple[Citation | str, ...],
) -> tuple[Citation, ...]:
    """Citations, or the identifiers of documents."""
    return as_parts(lambda document: Citation(document=document), value)


@frozen(kw_only=True, repr=False)
class Support(Part):
    """What some fields of a record rest on, where that differs from the rest of the record.

    A path names a field or something inside one: ``length.counting``, ``participations[0].role``, and of a span
    ``span.start``, ``span.end`` or ``published.year``. The most specific path wins. A field that is *stated* without
    citations here rests on the citations of the record.

    Raises:
        RecordError: ``support-cited`` when something that the coder supplied cites documents.

    Example:
        >>> Support(fields=["name", "length.counting"], basis="coder_supplied").fields
        ('name', 'length.counting')
    """

    fields: tuple[FieldPath, ...] = field(converter=as_texts)
    """The paths of the fields."""
    basis: Basis = field(converter=as_basis)
    """Stated, derived or supplied by the coder."""
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    """What they rest on."""
    note: Prose | None = None
    """How they were derived, or why the coder decided so."""

    @rule("basis", "citations")
    def _check_coder_citations(self) -> Faults:
        if self.basis is Basis.CODER_SUPPLIED and self.citations:
            message = "what rests on documents is stated or derived, not supplied by the coder"
            return ((".citations", "support-cited", message),)
        return ()


def as_supports(value: list[Support] | tuple[Support, ...]) -> tuple[Support, ...]:
    """Supports: a list is kept as a tuple."""
    return as_tuple(value)


@frozen(kw_only=True, repr=False)
class Coding(Part):
    """Who wrote a record down, by what method, and who looked it over.

    Coders are named by text of any kind (a name, initials, an address): they are no part of the facts and need no
    record of their own.

    Example:
        >>> Coding(who="mk", method="by hand", reviewed_by=["jl"])
        Coding(who='mk', method='by hand', reviewed_by=('jl',))
    """

    who: Line
    """The coder."""
    method: Line | None = None
    """How it was coded: by hand, from a table, by a program, following which manual."""
    reviewed_by: tuple[Line, ...] = field(default=(), converter=as_texts)
    """Those who reviewed it."""
