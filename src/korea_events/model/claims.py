"""Claims: what somebody holds to be true of a weapon system, a test or a drill."""

from typing import ClassVar, Final

from attrs import field, frozen

from korea_events.model.fields.converters import as_given_span_or_none, as_texts
from korea_events.model.fields.declarations import ActorId, ClaimId, EventId, StatementId, SystemId, Token
from korea_events.model.fields.vocabulary import Vocabulary, as_code
from korea_events.model.quantities import Comparison, Quantity, Ref, Superlative, Term
from korea_events.model.record import Record
from korea_events.temporal import Span

OCCURRENCE: Final = "occurrence"
"""The attribute of a claim that an event took place at all: whoever denies that disputes the event."""


class Stance(Vocabulary):
    """How a claimant stands to what is claimed. Ours, after the certainty and polarity of FactBank (2009)."""

    ASSERTS = "asserts", "holds that it is so"
    DENIES = "denies", "holds that it is not so; without a value, that nothing of the kind is so"
    DOUBTS = "doubts", "holds that it may not be so"
    NO_EVIDENCE = "no_evidence", "says that nothing has been seen which would show it"


def as_stance(value: str) -> Stance:
    """A stance or its text."""
    return as_code(Stance, value)


@frozen(kw_only=True, repr=False)
class Claim(Record):
    """What claimants hold of something: an attribute, and its value.

    The claimant is who holds it, not who reported it: how the report has it stands in the citations. Claims of one
    attribute of one thing are compared; the attribute is a word of your own, always the same for the same thing.

    Example:
        >>> claim = EventClaim(
        ...     id="test-failed", event="test", attribute="outcome", claimants=["rok-jcs"], value=Term(text="failure")
        ... )
        >>> isinstance(claim, Claim), claim.stance
        (True, Stance.ASSERTS)
    """

    attribute: Token
    """What of it is claimed: range, apogee, flight_distance, outcome, identity, count."""
    value: Quantity | Term | Ref | Superlative | Comparison | None = None
    """What it is claimed to be; None when no value is given, or a value is denied without another."""
    claimants: tuple[ActorId, ...] = field(converter=as_texts)
    """Who holds it."""
    stance: Stance = field(default=Stance.ASSERTS, converter=as_stance)
    """How they stand to it."""
    disputes: tuple[ClaimId, ...] = field(default=(), converter=as_texts)
    """The claims that it disputes."""
    stated_in: StatementId | None = None
    """The statement in which it was made."""
    made: Span | None = field(default=None, converter=as_given_span_or_none)
    """When it was made."""


@frozen(kw_only=True, repr=False)
class CapabilityClaim(Claim):
    """What somebody holds of a weapon system: its range, its mass, that it is the most powerful.

    Example:
        >>> CapabilityClaim(
        ...     id="tank-best", system="new-tank", attribute="power", claimants=["kim-jong-un"],
        ...     value=Superlative(text="most powerful", scope="the world"),
        ... ).stance
        Stance.ASSERTS
    """

    collection: ClassVar[str] = "capability_claims"
    type_tag: ClassVar[str] = "capability_claim"

    system: SystemId
    """The weapon system."""


@frozen(kw_only=True, repr=False)
class EventClaim(Claim):
    """What somebody holds of a test or a drill: an apogee, an outcome, how many missiles, which system it was.

    Example:
        >>> EventClaim(
        ...     id="launch-count-jcs", event="launch-2024-03-18", attribute="count", claimants=["rok-jcs"],
        ...     value=Quantity(words="several", unit="count"),
        ... ).value.words
        'several'
    """

    collection: ClassVar[str] = "event_claims"
    type_tag: ClassVar[str] = "event_claim"

    event: EventId
    """The event."""
