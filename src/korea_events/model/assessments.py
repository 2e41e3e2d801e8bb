"""Assessments: what somebody judges to be so or expects, and how a forecast came out."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import TupleOf, as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, AnyId, Line, Prose, StatementId
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary
from korea_events.model.provenance import Citation, as_citations
from korea_events.model.record import Record
from korea_events.model.scales import Confidence, Likelihood
from korea_events.temporal import Span


class Outcome(Vocabulary):
    """How a forecast came out. Our own list."""

    TRUE = "true", "the forecast came true within the horizon"
    FALSE = "false", "the forecast did not come true within the horizon"
    UNRESOLVABLE = "unresolvable", "the forecast does not say what would make it true"


@frozen(kw_only=True, repr=False)
class Resolution(Part):
    """How a forecast came out, and the evidence for that.

    Example:
        >>> Resolution(outcome="unresolvable").outcome
        Outcome.UNRESOLVABLE
    """

    outcome: Outcome = field(converter=CodeOf[Outcome])
    """Whether it came true."""
    on: Span | None = field(default=None, converter=as_given_span_or_none)
    """When that was settled."""
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    """The evidence for it."""


@frozen(kw_only=True, repr=False)
class Assessment(Record):
    """A judgement of what is so, or an expectation; with a horizon, a forecast.

    The hedge is in the holder's words. The likelihood is a reading of them, so the record says whose. Likelihood and
    confidence are different things; neither replaces the other.

    Raises:
        RecordError: ``likelihood-mapped`` if it names who mapped a likelihood but has none, ``resolution-horizon`` if
            it is resolved but has no horizon.

    Example:
        >>> forecast = Assessment(
        ...     id="more-tests", holder="experts", proposition="North Korea expands its weapons tests", about=["prk"],
        ...     hedge="likely", likelihood="likely", likelihood_mapped_by="mk", horizon=Span.parse("2024"),
        ... )
        >>> forecast.likelihood
        Likelihood.LIKELY
    """

    collection: ClassVar[str] = "assessments"
    type_tag: ClassVar[str] = "assessment"

    holder: ActorId
    """Whose judgement it is; unnamed experts are an actor too."""
    proposition: Prose
    """What is judged or expected."""
    about: tuple[AnyId, ...] = field(default=(), converter=TupleOf[str])
    """The records it is about."""
    hedge: Line | None = None
    """The hedging words: "likely", "could"."""
    likelihood: Likelihood | None = field(default=None, converter=OptionalCodeOf[Likelihood])
    """The ICD 203 term for the hedge."""
    likelihood_mapped_by: Line | None = None
    """Who chose the term; None if the holder used it."""
    confidence: Confidence | None = field(default=None, converter=OptionalCodeOf[Confidence])
    """How confident the holder is."""
    horizon: Span | None = field(default=None, converter=as_given_span_or_none)
    """The time by which it comes true or does not."""
    resolution: Resolution | None = None
    """How it came out."""
    stated_in: StatementId | None = None
    """The statement in which it was made."""

    @rule("likelihood", "likelihood_mapped_by", "horizon", "resolution")
    def _check_likelihood_and_horizon(self) -> Faults:
        faults: list[Fault] = []
        if self.likelihood_mapped_by is not None and self.likelihood is None:
            message = "names who mapped the likelihood: give the likelihood too"
            faults.append((".likelihood_mapped_by", "likelihood-mapped", message))
        if self.resolution is not None and self.horizon is None:
            message = "only a forecast can be resolved: give the horizon too"
            faults.append((".resolution", "resolution-horizon", message))
        return faults
