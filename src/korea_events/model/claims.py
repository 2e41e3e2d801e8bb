"""Claims about weapon systems, tests and drills."""

import datetime as dt
from typing import Any, ClassVar, Final

from attrs import field, frozen

from korea_events.errors import Problem, RecordError
from korea_events.model.fields.converters import ListOf, TupleOf, as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, ClaimId, EventId, StatementId, SystemId, Token
from korea_events.model.fields.vocabulary import CodeOf, Vocabulary
from korea_events.model.figure_text import begins_as_figure
from korea_events.model.provenance import Citation
from korea_events.model.quantities import (
    ClaimValue,
    Comparison,
    Ordinal,
    Quantity,
    Ref,
    Superlative,
    Term,
    Unit,
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

    @property
    def when(self) -> Span | None:
        """The date that questions about time use: when it was made."""
        return self.made


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


def claims(
    *,
    event: str | None = None,
    system: str | None = None,
    claimants: ListOf[str] | tuple[str, ...],
    citations: ListOf[Citation | str] | tuple[Citation | str, ...] = (),
    stance: str = Stance.ASSERTS,
    stated_in: str | None = None,
    made: Span | str | dt.date | None = None,
    revision: int | None = None,
    note: str | None = None,
    **values: ClaimValue | str | None,
) -> tuple[Claim, ...]:
    """Several claims of the same claimants about one event or one weapon system: one for each attribute with its value.

    The identifier of each is its event or system, attribute and claimants, in this order and joined by dots, and the
    ``revision`` if there is one: it never changes when other claims are added. Give a revision to what the same
    claimants say later of the same. A count without a unit is a number of things. An attribute with the name of
    another argument needs a constructor.

    Raises:
        RecordError: ``claims-subject`` unless there is either an event or a system; ``claims-empty`` without a value;
            and what the constructors raise, for all claims at once, under the name of the attribute.

    Example:
        >>> for claim in claims(
        ...     event="h19", claimants=["rok-jcs"], citations=["yonhap-1"], apogee="about 7,000 km", outcome="success"
        ... ):
        ...     print(claim.id, claim.value)
        h19.apogee.rok-jcs about 7000 km
        h19.outcome.rok-jcs Term(text='success')
    """
    if (event is None) == (system is None):
        raise RecordError.of("claims-subject", "give either event or system: claims are about one of them")
    if not values:
        raise RecordError.of("claims-empty", "give at least one value, such as apogee='about 7,000 km'")
    shared: dict[str, Any] = {"claimants": claimants, "citations": citations, "stance": stance, "note": note}
    shared |= {"stated_in": stated_in, "made": made}
    kind: type[Claim] = EventClaim if system is None else CapabilityClaim
    shared |= {"event": event} if system is None else {"system": system}
    ends = [*map(str, claimants)] if isinstance(claimants, (list, tuple)) else []
    ends += [] if revision is None else [str(revision)]
    found: list[Claim] = []
    problems: list[Problem] = []
    for attribute, value in values.items():
        try:
            is_count = attribute == "count" and isinstance(value, str) and begins_as_figure(value)
            given = Quantity.parse(str(value), unit=Unit.COUNT) if is_count else value
            name = ".".join([str(event or system), attribute, *ends])
            found.append(kind(id=name, attribute=attribute, value=given, **shared))
        except RecordError as error:
            problems += error.under(f"$.{attribute}").problems
    if problems:
        raise RecordError(problems)
    return tuple(found)
