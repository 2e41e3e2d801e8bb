"""Views: what somebody calls something (framings), and what somebody judges or expects (assessments)."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import as_given_span_or_none, as_texts
from korea_events.model.fields.declarations import ActorId, AnyId, FramedId, Line, Prose, StatementId
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import Vocabulary, as_code
from korea_events.model.provenance import Citation, as_citations
from korea_events.model.record import Record
from korea_events.model.scales import Confidence, Likelihood, as_confidence, as_likelihood
from korea_events.temporal import Span


class Outcome(Vocabulary):
    """How a forecast came out. Ours."""

    TRUE = "true", "what was forecast came true within the horizon"
    FALSE = "false", "it did not come true within the horizon"
    UNRESOLVABLE = "unresolvable", "the forecast does not say what would count as its coming true"


def as_outcome(value: str) -> Outcome:
    """An outcome or its text."""
    return as_code(Outcome, value)


@frozen(kw_only=True, repr=False)
class Framing(Record):
    """What somebody calls an event, a series, or all exercises of an actor: a rehearsal, defensive, a satellite launch.

    Of an actor, a framing concerns the whole class of that actor's exercises, not one edition. An outlet that adopts
    somebody's framing as its own is a second holder, in a record of its own.

    Example:
        >>> Framing(id="dprk-on-drills", holder="prk", of="kor", frame="rehearsal for invasion").frame
        'rehearsal for invasion'
    """

    collection: ClassVar[str] = "framings"
    type_tag: ClassVar[str] = "framing"

    holder: ActorId
    """Whose view it is."""
    of: FramedId
    """The event, the series or the actor whose exercises are meant."""
    frame: Line
    """What they are called."""
    stated_in: StatementId | None = None
    """The statement in which the view was put."""


@frozen(kw_only=True, repr=False)
class Resolution(Part):
    """How a forecast came out, and by what that is known.

    Example:
        >>> Resolution(outcome="unresolvable").outcome
        Outcome.UNRESOLVABLE
    """

    outcome: Outcome = field(converter=as_outcome)
    """True, false or unresolvable."""
    on: Span | None = field(default=None, converter=as_given_span_or_none)
    """When that was settled."""
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    """What it rests on."""


@frozen(kw_only=True, repr=False)
class Assessment(Record):
    """What somebody judges to be so, or expects; with a horizon it is a forecast.

    The words of hedging are the holder's; the term of likelihood is somebody's reading of them, so it says whose.
    Likelihood and confidence are different things and never stand for each other.

    Raises:
        RecordError: ``likelihood-mapped`` when somebody mapped a likelihood that is not there, ``resolution-horizon``
            when something without a horizon is resolved.

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
    about: tuple[AnyId, ...] = field(default=(), converter=as_texts)
    """The records it is about."""
    hedge: Line | None = None
    """The words that hedge it: "likely", "could"."""
    likelihood: Likelihood | None = field(default=None, converter=as_likelihood)
    """The term of ICD 203 for that."""
    likelihood_mapped_by: Line | None = None
    """Who chose the term; None when the holder used it."""
    confidence: Confidence | None = field(default=None, converter=as_confidence)
    """How sure the holder is."""
    horizon: Span | None = field(default=None, converter=as_given_span_or_none)
    """By when it will have come true or not."""
    resolution: Resolution | None = None
    """How it came out."""
    stated_in: StatementId | None = None
    """The statement in which it was made."""

    @rule("likelihood", "likelihood_mapped_by", "horizon", "resolution")
    def _check_likelihood_and_horizon(self) -> Faults:
        faults: list[Fault] = []
        if self.likelihood_mapped_by is not None and self.likelihood is None:
            faults.append(
                (".likelihood_mapped_by", "likelihood-mapped", "there is no likelihood that was mapped")
            )
        if self.resolution is not None and self.horizon is None:
            faults.append(
                (".resolution", "resolution-horizon", "only a forecast, which has a horizon, is resolved")
            )
        return faults
