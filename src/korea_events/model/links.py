"""Links: what one record has to do with another, by somebody's account."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.fields.checks import rule
from korea_events.model.fields.declarations import ActorId, AnyId, DayCount, Prose
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import Vocabulary, as_code
from korea_events.model.record import Record


class LinkKind(Vocabulary):
    """How two records hang together.

    Ours. The temporal ones compare events by start s and end e; none of them excludes the same day, because "later"
    may be later on the same day.
    """

    IN_RESPONSE_TO = "in_response_to", "the one was done or said because of the other"
    REHEARSES = "rehearses", "the one practises or simulates the other"
    CORROBORATES = "corroborates", "the one bears the other out"
    CONTRADICTS = "contradicts", "both cannot be right"
    RESTATES = "restates", "the one says the other again, from the same origin"
    CORRECTS = "corrects", "the one puts an error of the other right"
    SUPERSEDES = "supersedes", "the one takes the place of the other from now on"
    RETRACTS = "retracts", "the one takes the other back"
    SAME_AS = "same_as", "both are about one thing"
    DISTINCT_FROM = "distinct_from", "both are about different things, however alike they look"
    INDEPENDENT_OF = "independent_of", "the one did not have it from the other, nor both from a third"
    STARTS_BEFORE = "starts_before", "the one starts no later than the other"
    STARTS_AFTER = "starts_after", "the one starts no earlier than the other"
    ENDS_BEFORE = "ends_before", "the one ends no later than the other"
    ENDS_AFTER = "ends_after", "the one ends no earlier than the other"
    FOLLOWS = "follows", "the one starts when the other is over, or later"
    MEETS = "meets", "the one ends just where the other starts"
    DURING = "during", "the one neither starts before nor ends after the other"
    SHARES_TIME = "shares_time", "they are under way at the same time at least once"
    STARTS_WITH = "starts_with", "both start together"
    SAME_DAY_AS = "same_day_as", "both start on the same day"
    WITHIN = "within", "their starts are at most so many days apart"

    @property
    def temporal(self) -> bool:
        """Whether it says something about when events took place.

        Example:
            >>> LinkKind.SHARES_TIME.temporal, LinkKind.IN_RESPONSE_TO.temporal
            (True, False)
        """
        return self in _TEMPORAL_KINDS

    @property
    def withdraws(self) -> bool:
        """Whether it takes back what the target says, in whole or in part."""
        return self in (LinkKind.CORRECTS, LinkKind.SUPERSEDES, LinkKind.RETRACTS)


_TEMPORAL_KINDS = frozenset(
    {
        LinkKind.STARTS_BEFORE,
        LinkKind.STARTS_AFTER,
        LinkKind.ENDS_BEFORE,
        LinkKind.ENDS_AFTER,
        LinkKind.FOLLOWS,
        LinkKind.MEETS,
        LinkKind.DURING,
        LinkKind.SHARES_TIME,
        LinkKind.STARTS_WITH,
        LinkKind.SAME_DAY_AS,
        LinkKind.WITHIN,
    }
)


def as_link_kind(value: str) -> LinkKind:
    """A link kind or its text."""
    return as_code(LinkKind, value)


@frozen(kw_only=True, repr=False)
class Link(Record):
    """What one record has to do with another: "the training took place *as* the drills began".

    Temporal links hold between events, or what was said. Where words can be read in more than one way, the kind says
    how they were read and ``reading`` why.

    Raises:
        RecordError: ``link-self`` when both ends are one record, ``link-days`` when within has no days or another kind
            has.

    Example:
        >>> Link(
        ...     id="as-drills-began", kind="shares_time", source="tank-training", target="fs-24",
        ...     reading="'as ... began' read loosely: at the time of the drills", asserted_by="outlet",
        ... ).kind
        LinkKind.SHARES_TIME
    """

    collection: ClassVar[str] = "links"
    type_tag: ClassVar[str] = "link"

    kind: LinkKind = field(converter=as_link_kind)
    """How they hang together; read it as source, kind, target."""
    source: AnyId
    """The one record."""
    target: AnyId
    """The other."""
    days: DayCount | None = None
    """For within: how many days apart at most."""
    reading: Prose | None = None
    """How the words were read, and what else they could mean."""
    asserted_by: ActorId | None = None
    """The actor who says so; None when it is the coder's own inference."""

    @rule("kind", "source", "target", "days")
    def _check_ends_and_days(self) -> Faults:
        faults: list[Fault] = []
        if self.source == self.target:
            faults.append((".target", "link-self", "both ends are the same record"))
        if (self.days is None) == (self.kind is LinkKind.WITHIN):
            message = "say within how many days" if self.days is None else f"{self.kind} takes no days"
            faults.append((".days", "link-days", message))
        return faults
