"""Statements: who said what, when, in what form, and what kind of act it was."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.converters import TupleOf, as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, AnyId, Prose
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary, map_to
from korea_events.model.provenance import Quote
from korea_events.model.record import Record
from korea_events.temporal import Span

_SAYS = map_to(cameo="010")
_ACCUSES = map_to("ACCUSE allege", "112")
_FAULTS = map_to("ACCUSE disapprove", "111")
_THREATENS = map_to("THREATEN", "130")


class ActKind(Vocabulary):
    """What a speaker does by saying something.

    Our own list; the classes behind it (assertive, directive, commissive, expressive, declarative) are Searle's (1975).
    What corresponds in PLOVER 2.0 (draft) and CAMEO 1.1b3 is our reading; several acts are one code there.
    """

    ANNOUNCE = "announce", "makes known what will be done or was done", _SAYS
    ASSERT = "assert", "says that something is so", _SAYS
    DESCRIBE = "describe", "describes how something is or went", _SAYS
    BOAST = "boast", "praises the speaker's own side, often by a superlative", map_to(cameo="013")
    CHARACTERIZE = "characterize", "says what an act really is: a rehearsal, a defensive drill", _ACCUSES
    ACCUSE = "accuse", "says that the target did wrong", _ACCUSES
    CONDEMN = "condemn", "rejects an act of the target as wrong", _FAULTS
    CRITICIZE = "criticize", "finds fault with an act of the target", _FAULTS
    DENY = "deny", "says that something is not so", map_to("REJECT", "016")
    ACKNOWLEDGE = "acknowledge", "admits that something is so", map_to(cameo="015")
    CLAIM_RESPONSIBILITY = "claim_responsibility", "says that the speaker's side did it", map_to(cameo="015")
    WARN = "warn", "says that something bad will follow, not that the speaker will do it", _THREATENS
    THREATEN = "threaten", "says that the speaker will do harm", map_to("THREATEN", "13")
    PROMISE = "promise", "commits the speaker to something harmless", map_to("AGREE", "03")
    VOW_RESPONSE = "vow_response", "commits the speaker to a response without saying which", _THREATENS
    DEMAND = "demand", "asks the target to do or stop something, as of right", map_to("REQUEST", "10")
    APPEAL = "appeal", "asks or urges the target to do something", map_to(cameo="02")
    ORDER = "order", "instructs those who must obey", _SAYS
    OFFER = "offer", "proposes to do something if the other side agrees", map_to("AGREE", "03")
    REJECT = "reject", "refuses what was asked or offered", map_to("REJECT", "12")
    PRAISE = "praise", "speaks well of the target", map_to("SUPPORT", "051")
    APOLOGIZE = "apologize", "regrets an act of the speaker's own side", map_to("CONCEDE", "055")
    ASSESS = "assess", "judges how things are", _SAYS
    FORECAST = "forecast", "says what will happen", _SAYS
    RETRACT = "retract", "takes back what the speaker said before", _SAYS
    CONFIRM = "confirm", "says that what others said or reported is so", _SAYS
    CORRECT = "correct", "replaces what the speaker said before by something else", _SAYS
    NOTIFY = "notify", "gives notice to those whom it concerns: of a launch, a closure", _SAYS
    SET_ULTIMATUM = (
        "set_ultimatum",
        "demands something by a time, or else",
        map_to("THREATEN relations", "139"),
    )
    DECLINE_COMMENT = "decline_comment", "declines to comment", map_to(cameo="011")


class StatementForm(Vocabulary):
    """The form in which a statement was published.

    Our own list, after the forms in listings of the Korean Central News Agency. It is not in order of authority.
    """

    LEADER_SPEECH = "leader_speech", "a speech by the leader"
    LEADER_ORDER = "leader_order", "an order or instruction by the leader"
    GOVERNMENT_STATEMENT = "government_statement", "a statement in the name of the government"
    JOINT_STATEMENT = "joint_statement", "a statement of several states or bodies together"
    MINISTRY_STATEMENT = "ministry_statement", "a statement in the name of a ministry or commission"
    SPOKESPERSON_STATEMENT = "spokesperson_statement", "a statement by a spokesperson of a body"
    NAMED_OFFICIAL_STATEMENT = "named_official_statement", "a press statement by a named official"
    ANSWER_TO_AGENCY = "answer_to_agency", "a spokesperson's answer to a question from a news agency"
    PRESS_RELEASE = "press_release", "a press release by a body or institute"
    PRESS_BRIEFING = "press_briefing", "said in a briefing or press conference"
    BACKGROUND_BRIEFING = "background_briefing", "said to reporters who may not name the speaker"
    PARLIAMENTARY_BRIEFING = "parliamentary_briefing", "said to members of parliament, who pass it on"
    TESTIMONY = "testimony", "said by a witness before a court, a committee or the police"
    NAVIGATIONAL_WARNING = "navigational_warning", "a notice to ships or aircraft"
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
    condition: Prose | None = None
    """On what it depends: "if the drills go on", "unless the balloons stop"."""


@frozen(kw_only=True, repr=False)
class Statement(Record):
    """Something that was said: the fact is that it was said, not that it is true.

    What it claims, judges or frames is kept in claims, assessments and framings whose ``stated_in`` names it.

    Example:
        >>> vow = Statement(
        ...     id="mnd-vow", speakers=["dprk-mnd"],
        ...     said=Span.bounded(earliest_start="2024-03-04", latest_end="2024-03-14"),
        ...     acts=[Act(kind="vow_response", text="responsible military activities")], about=["fs-24"],
        ... )
        >>> vow.acts[0].kind
        ActKind.VOW_RESPONSE
    """

    collection: ClassVar[str] = "statements"
    type_tag: ClassVar[str] = "statement"

    speakers: tuple[ActorId, ...] = field(converter=TupleOf[str])
    """Who said it, several together in a joint statement; institutions and unnamed people are actors too."""
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

    @property
    def when(self) -> Span | None:
        """The date that questions about time use: when it was said."""
        return self.said
