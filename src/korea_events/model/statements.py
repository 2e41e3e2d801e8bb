"""Statements: who said what, when, in what form, and what kind of act it was."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.converters import TupleOf, as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, AnyId, Prose
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary
from korea_events.model.provenance import Quote
from korea_events.model.record import Record
from korea_events.temporal import Span


class ActKind(Vocabulary):
    """What a speaker does by saying something.

    Our own list; the classes behind it (assertive, directive, commissive, expressive, declarative) are Searle's (1975).
    """

    ANNOUNCE = "announce", "makes known what will be done or was done"
    ASSERT = "assert", "says that something is so"
    DESCRIBE = "describe", "describes how something is or went"
    BOAST = "boast", "praises an ability of the speaker's own side, often with a superlative"
    CHARACTERIZE = "characterize", "says what an act really is: a rehearsal for invasion, a defensive drill"
    ACCUSE = "accuse", "says that the target did wrong"
    CONDEMN = "condemn", "rejects an act of the target as wrong"
    CRITICIZE = "criticize", "finds fault with an act of the target"
    DENY = "deny", "says that something is not so"
    ACKNOWLEDGE = "acknowledge", "admits that something is so"
    CLAIM_RESPONSIBILITY = "claim_responsibility", "says that the speaker's own side did it"
    WARN = "warn", "says that something bad will follow, without saying that the speaker will do it"
    THREATEN = "threaten", "says that the speaker will do harm"
    PROMISE = "promise", "commits the speaker to something harmless"
    VOW_RESPONSE = "vow_response", "commits the speaker to a response without saying which"
    DEMAND = "demand", "asks the target to do or stop something, as of right"
    APPEAL = "appeal", "asks or urges the target to do something"
    ORDER = "order", "instructs those who must obey"
    OFFER = "offer", "proposes to do something if the other side agrees"
    REJECT = "reject", "refuses what was asked or offered"
    PRAISE = "praise", "speaks well of the target"
    APOLOGIZE = "apologize", "says that an act of the speaker's own side was wrong or is regretted"
    ASSESS = "assess", "judges how things are"
    FORECAST = "forecast", "says what will happen"
    DECLINE_COMMENT = "decline_comment", "declines to comment"


class StatementForm(Vocabulary):
    """The form in which a statement was published.

    Our own list, after the forms in listings of the Korean Central News Agency. It is not in order of authority.
    """

    LEADER_SPEECH = "leader_speech", "a speech by the leader"
    LEADER_ORDER = "leader_order", "an order or instruction by the leader"
    GOVERNMENT_STATEMENT = "government_statement", "a statement in the name of the government"
    MINISTRY_STATEMENT = "ministry_statement", "a statement in the name of a ministry or commission"
    SPOKESPERSON_STATEMENT = "spokesperson_statement", "a statement by a spokesperson of a body"
    NAMED_OFFICIAL_STATEMENT = "named_official_statement", "a press statement by a named official"
    ANSWER_TO_AGENCY = "answer_to_agency", "a spokesperson's answer to a question from a news agency"
    PRESS_RELEASE = "press_release", "a press release by a body or institute"
    PRESS_BRIEFING = "press_briefing", "said in a briefing or press conference"
    SIGNED_ARTICLE = "signed_article", "an article signed by its author"
    COMMENTARY = "commentary", "a commentary by an agency or outlet"
    NEWS_REPORT = "news_report", "said in a news report, in the agency's or outlet's own voice"
    INTERVIEW = "interview", "said in an interview"
    SOCIAL_MEDIA = "social_media", "posted on social media"


class Audience(Vocabulary):
    """The audience of a statement. Our own list."""

    DOMESTIC = "domestic", "carried by media for readers at home"
    EXTERNAL = "external", "carried only by media for readers abroad"
    BOTH = "both", "carried by both"


@frozen(kw_only=True, repr=False)
class Act(Part):
    """One thing that a speaker does by a statement.

    Example:
        >>> Act(kind="vow_response", target="fs-24", text="responsible military activities")
        Act(kind=ActKind.VOW_RESPONSE, target='fs-24', text='responsible military activities')
    """

    kind: ActKind = field(converter=CodeOf[ActKind])
    """What the speaker does: accuse, appeal, vow a response."""
    target: AnyId | None = None
    """The record it is aimed at: the accused actor, the condemned exercise."""
    text: Prose | None = None
    """The substance of the act, or its words."""


@frozen(kw_only=True, repr=False)
class Statement(Record):
    """Something that was said: the fact is that it was said, not that it is true.

    What it claims, judges or frames is kept in claims, assessments and framings whose ``stated_in`` names it.

    Example:
        >>> vow = Statement(
        ...     id="mnd-vow", speaker="dprk-mnd",
        ...     said=Span.bounded(earliest_start="2024-03-04", latest_end="2024-03-14"),
        ...     acts=[Act(kind="vow_response", text="responsible military activities")], about=["fs-24"],
        ... )
        >>> vow.acts[0].kind
        ActKind.VOW_RESPONSE
    """

    collection: ClassVar[str] = "statements"
    type_tag: ClassVar[str] = "statement"

    speaker: ActorId
    """Who said it; institutions and unnamed people are actors too."""
    said: Span | None = field(default=None, converter=as_given_span_or_none)
    """When it was said or published."""
    form: StatementForm | None = field(default=None, converter=OptionalCodeOf[StatementForm])
    """The form in which it was published."""
    audience: Audience | None = field(default=None, converter=OptionalCodeOf[Audience])
    """The audience; None if it is not known."""
    acts: tuple[Act, ...] = field(default=(), converter=TupleOf[Act])
    """What the speaker does by it."""
    about: tuple[AnyId, ...] = field(default=(), converter=TupleOf[str])
    """The records it is about."""
    quote: Quote | None = None
    """Its words."""
