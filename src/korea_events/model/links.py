"""Links between two records."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.fields.checks import rule
from korea_events.model.fields.declarations import ActorId, AnyId, DayCount, Prose
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import CodeOf, Vocabulary
from korea_events.model.record import Record
from korea_events.temporal import Verb


class LinkKind(Vocabulary):
    """How two records are connected.

    Our own list. Temporal links compare starts and ends; none of them excludes the same day, because "later" may mean
    later on the same day.
    """

    IN_RESPONSE_TO = "in_response_to", "the source was done or said because of the target"
    REHEARSES = "rehearses", "the source practises or simulates the target"
    CORROBORATES = "corroborates", "the source supports what the target says"
    CONTRADICTS = "contradicts", "source and target cannot both be right"
    RESTATES = "restates", "the source repeats the target, from the same origin"
    CORRECTS = "corrects", "the source corrects an error in the target"
    SUPERSEDES = "supersedes", "the source replaces the target from then on"
    RETRACTS = "retracts", "the source retracts the target"
    SAME_AS = "same_as", "both are about the same thing"
    DISTINCT_FROM = "distinct_from", "both are about different things, however alike they look"
    INDEPENDENT_OF = "independent_of", "neither has it from the other, nor both from a third"
    STARTS_BEFORE = "starts_before", "the source starts no later than the target"
    STARTS_AFTER = "starts_after", "the source starts no earlier than the target"
    ENDS_BEFORE = "ends_before", "the source ends no later than the target"
    ENDS_AFTER = "ends_after", "the source ends no earlier than the target"
    FOLLOWS = "follows", "the source starts when the target is over, or later"
    MEETS = "meets", "the source ends exactly where the target starts"
    DURING = "during", "the source neither starts before the target nor ends after it"
    SHARES_TIME = "shares_time", "both are under way at the same time at least once"
    STARTS_WITH = "starts_with", "both start together"
    SAME_DAY_AS = "same_day_as", "both start on the same day"
    WITHIN = "within", "their starts are at most that many days apart"

    @property
    def temporal(self) -> bool:
        """Whether it says something about when events took place.

        Example:
            >>> LinkKind.SHARES_TIME.temporal, LinkKind.IN_RESPONSE_TO.temporal
            (True, False)
        """
        return self.value in _TEMPORAL_KINDS

    @property
    def withdraws(self) -> bool:
        """Whether it takes back what the target says, in whole or in part."""
        return self in (LinkKind.CORRECTS, LinkKind.SUPERSEDES, LinkKind.RETRACTS)


_TEMPORAL_KINDS = frozenset(verb.value for verb in Verb)


@frozen(kw_only=True, repr=False)
class Link(Record):
    """A connection between two records: "the training took place *as* the drills began".

    Temporal links connect events and statements. If the words can be read in more than one way, the kind is how they
    were read, and ``reading`` says why.

    Raises:
        RecordError: ``link-self`` if both ends are the same record; ``link-days`` if ``within`` has no days or another
            kind has some.

    Example:
        >>> Link(
        ...     id="as-drills-began", kind="shares_time", source="tank-training", target="fs-24",
        ...     reading="'as ... began' read loosely: at the time of the drills", asserted_by="outlet",
        ... ).kind
        LinkKind.SHARES_TIME
    """

    collection: ClassVar[str] = "links"
    type_tag: ClassVar[str] = "link"

    kind: LinkKind = field(converter=CodeOf[LinkKind])
    """How they are connected; read it as source, kind, target."""
    source: AnyId
    """The record the link starts from."""
    target: AnyId
    """The record it leads to."""
    days: DayCount | None = None
    """For ``within``: how many days apart they are at most."""
    reading: Prose | None = None
    """How the words were read, and what else they could mean."""
    asserted_by: ActorId | None = None
    """The actor who says so; None if the coder inferred it."""

    @rule("kind", "source", "target", "days")
    def _check_ends_and_days(self) -> Faults:
        faults: list[Fault] = []
        if self.source == self.target:
            faults.append((".target", "link-self", "source and target are the same record: name two records"))
        if (self.days is None) == (self.kind is LinkKind.WITHIN):
            missing = "must be given: within how many days?"
            message = missing if self.days is None else f"{str(self.kind)!r} takes no days"
            faults.append((".days", "link-days", message))
        return faults
