"""Judgements of those who keep a dossier: how reliable a source is, and whether two records are one."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import as_given_span_or_none
from korea_events.model.fields.declarations import AnyId, ClaimId, KeptJson, Line, RatedId
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary
from korea_events.model.record import Record
from korea_events.model.scales import Credibility, Reliability
from korea_events.temporal import Span


class JudgementVerdict(Vocabulary):
    """What a judgement on two records says. Our own list, after those used in record linkage."""

    SAME = "same", "both records are about the same thing"
    DIFFERENT = "different", "they are about different things, however alike they look"
    UNSURE = "unsure", "they look alike, and the question is open"
    CONFLICT = "conflict", "two contents had the same identifier; one of them was set aside"


@frozen(kw_only=True, repr=False)
class Rating(Record):
    """A rating of a document or an actor, and of one claim it made: two axes that are never merged.

    Raises:
        RecordError: ``rating-empty`` if neither axis is rated.

    Example:
        >>> rating = Rating(id="kcna-tank", of="kcna", claim="tank-best", reliability="D", credibility="6", rater="mk")
        >>> rating.reliability, rating.credibility
        (Reliability.NOT_USUALLY_RELIABLE, Credibility.CANNOT_BE_JUDGED)
    """

    collection: ClassVar[str] = "ratings"
    type_tag: ClassVar[str] = "rating"

    of: RatedId
    """The document or actor rated."""
    claim: ClaimId | None = None
    """The claim rated."""
    reliability: Reliability | None = field(default=None, converter=OptionalCodeOf[Reliability])
    """How reliable ``of`` is, A to F; F is unknown."""
    credibility: Credibility | None = field(default=None, converter=OptionalCodeOf[Credibility])
    """How credible the claim is, 1 to 6; 6 is unknown."""
    rater: Line
    """Who made the rating."""
    rated: Span | None = field(default=None, converter=as_given_span_or_none)
    """When it was made."""

    @rule("reliability", "credibility")
    def _check_rated(self) -> Faults:
        if self.reliability is None and self.credibility is None:
            return (("", "rating-empty", "says nothing: give reliability, credibility, or both"),)
        return ()


@frozen(kw_only=True, repr=False)
class Judgement(Record):
    """Whether two records are about the same thing, or what became of two contents with one identifier.

    A record that was set aside is kept whole, as text: nothing is lost, and the judgement can be undone.

    Raises:
        RecordError: ``judgement-pair`` if a record is compared with itself outside a conflict, or a conflict is
            between different identifiers; ``judgement-kept`` if a conflict keeps nothing.

    Example:
        >>> Judgement(id="fs-24-twice", left="fs-24", right="freedom-shield-2024", verdict="same", by="mk").verdict
        JudgementVerdict.SAME
    """

    collection: ClassVar[str] = "judgements"
    type_tag: ClassVar[str] = "judgement"

    left: AnyId
    """The first record."""
    right: AnyId
    """The second record; in a conflict, the same identifier as the first."""
    verdict: JudgementVerdict = field(converter=CodeOf[JudgementVerdict])
    """What the judgement is."""
    kept: KeptJson | None = None
    """The record that was set aside, as canonical JSON."""
    by: Line | None = None
    """Who made the judgement; None for a rule of the library."""

    @rule("left", "right", "verdict", "kept")
    def _check_pair(self) -> Faults:
        faults: list[Fault] = []
        conflict = self.verdict is JudgementVerdict.CONFLICT
        if conflict and self.left != self.right:
            message = "a conflict is between two contents with one identifier: make left and right equal"
            faults.append((".right", "judgement-pair", message))
        if not conflict and self.left == self.right:
            message = "left and right are the same record: name two records"
            faults.append((".right", "judgement-pair", message))
        if conflict and self.kept is None:
            message = "must be given: a conflict keeps the record that was set aside"
            faults.append((".kept", "judgement-kept", message))
        return faults
