"""Claims about weapon systems, tests and drills."""

from typing import ClassVar, Final

from attrs import field, frozen

from korea_events.model.fields.converters import TupleOf, as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, ClaimId, EventId, StatementId, SystemId, Token
from korea_events.model.fields.vocabulary import CodeOf, Vocabulary
from korea_events.model.quantities import (
    Comparison,
    Ordinal,
    Quantity,
    Ref,
    Superlative,
    Term,
    as_claim_value,
)
from korea_events.model.record import Record
from korea_events.temporal import Span

OCCURRENCE: Final = "occurrence"
"""The attribute of a claim that an event took place at all: whoever denies that disputes the event."""


class Stance(Vocabulary):
    """The claimant's position on what is claimed. Our own list, after certainty and polarity in FactBank (2009)."""

    ASSERTS = "asserts", "says that it is so"
    DENIES = "denies", "says that it is not so; without a value, that nothing of the kind is so"
    DOUBTS = "doubts", "says that it may not be so"
    NO_EVIDENCE = "no_evidence", "says that they see no evidence of it: not visible in an image, not detected"


@frozen(kw_only=True, repr=False)
class Claim(Record):
    """What claimants say of something: an attribute and its value.

    The claimant is the one who makes the claim, not the one who reports it; citations say how the report knows of it.
    Claims about the same attribute of the same thing are compared, so always use the same word for it. A value may be
    given as text: as a quantity if it begins with a number or with a word such as "about" and a number, else as a term.

    Example:
        >>> claim = EventClaim(
        ...     id="test-failed", event="test", attribute="outcome", claimants=["rok-jcs"], value=Term(text="failure")
        ... )
        >>> isinstance(claim, Claim), claim.stance
        (True, Stance.ASSERTS)
    """

    attribute: Token
    """The attribute: range, apogee, flight_distance, outcome, identity, count."""
    value: Quantity | Term | Ref | Superlative | Comparison | Ordinal | None = field(
        default=None, converter=as_claim_value
    )
    """The value; None if none is given, or if a value is denied and no other is given."""
    claimants: tuple[ActorId, ...] = field(converter=TupleOf[str])
    """Who makes the claim."""
    stance: Stance = field(default=Stance.ASSERTS, converter=CodeOf[Stance])
    """Their position on it."""
    disputes: tuple[ClaimId, ...] = field(default=(), converter=TupleOf[str])
    """The claims that it disputes."""
    stated_in: StatementId | None = None
    """The statement in which it was made."""
    made: Span | None = field(default=None, converter=as_given_span_or_none)
    """When it was made."""
    at: Span | None = field(default=None, converter=as_given_span_or_none)
    """The time that it is about: "not visible on 9 January"; None for the time of the event, or at any time."""


@frozen(kw_only=True, repr=False)
class CapabilityClaim(Claim):
    """A claim about a weapon system: its range, its mass, that it is the most powerful.

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
    """A claim about a test or a drill: an apogee, an outcome, how many missiles, which system it was.

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
