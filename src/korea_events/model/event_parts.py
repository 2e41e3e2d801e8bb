"""Parts of events: plans, participations, measures, and components without dates of their own."""

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.exercise_kinds import ExerciseKind
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import ListOf, as_given_span, as_given_span_or_none, as_parts
from korea_events.model.fields.declarations import ActorId, Count, Line, PlaceId, Prose
from korea_events.model.fields.field_checks import Faults
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary, is_a
from korea_events.model.provenance import Citation, as_citations
from korea_events.model.quantities import Comparison, Quantity, as_measured
from korea_events.temporal import Span


class Role(Vocabulary):
    """The part an actor has in an event. Our own list; observers as in the Neutral Nations Supervisory Commission."""

    PARTICIPANT = "participant", "takes part"
    HOST = "host", "hosts it: invites the others and provides what is needed"
    LEAD = "lead", "leads or organises it"
    COMMANDER = "commander", "commands the forces in it"
    SUPERVISOR = "supervisor", "is present as a superior: guides, oversees, gives orders"
    OPERATOR = "operator", "handles a weapon or vehicle: drives the tank, launches the missile"
    ATTENDEE = "attendee", "is present but takes no part"
    OBSERVER = "observer", "watches it on behalf of others"
    ANNOUNCER = "announcer", "announces it"
    NOTIONAL_ADVERSARY = "notional_adversary", "is the enemy in the scenario"
    TARGET = "target", "is the one it is aimed at or addressed to"
    VENUE_STATE = "venue_state", "the state in which it takes place"
    VENUE_UNIT = "venue_unit", "the unit on whose ground it takes place"
    SUPPLIER = "supplier", "supplies something for it"
    RECIPIENT = "recipient", "receives something through it"
    CRITIC = "critic", "objects to it"

    @property
    def takes_part(self) -> bool:
        """Whether the event is the actor's own: participants, hosts and leads."""
        return self in (Role.PARTICIPANT, Role.HOST, Role.LEAD)

    @property
    def acts(self) -> bool:
        """Whether the actor does something in the event: takes part in it, commands, guides or operates something."""
        return self.takes_part or self in (Role.COMMANDER, Role.SUPERVISOR, Role.OPERATOR)


class PlanKind(Vocabulary):
    """How a plan changes the one before it. Our own list."""

    CONFIRMED = "confirmed", "the plan before it is said again"
    POSTPONED = "postponed", "put off to later dates"
    BROUGHT_FORWARD = "brought_forward", "moved to earlier dates"
    EXTENDED = "extended", "to last longer than planned"
    SHORTENED = "shortened", "to last less long than planned"
    RESUMED = "resumed", "to go on, or to be held again, after it was stopped"


class PlaceRole(Vocabulary):
    """What a place is in an event. Our own list."""

    VENUE = "venue", "where it is held: the meeting, the parade, the drill"
    LAUNCH_SITE = "launch_site", "where something is launched or fired from"
    IMPACT_AREA = "impact_area", "where something comes down, or was aimed at"
    FLIGHT_PATH = "flight_path", "what is flown or sailed over"
    CLOSURE_AREA = "closure_area", "waters or airspace closed for it, or named in a warning"
    ORIGIN = "origin", "where people, ships or goods come from"
    DESTINATION = "destination", "where people, ships or goods go to"


class MeasureKind(Vocabulary):
    """What is counted or measured. Our own list."""

    TROOPS = "troops", "military personnel of any service"
    CIVILIANS = "civilians", "people who are not in the military: officials, evacuees"
    UNITS = "units", "military units: brigades, battalions, batteries"
    STATES = "states", "states that take part"
    AIRCRAFT = "aircraft", "aeroplanes and helicopters with a crew"
    SORTIES = "sorties", "flights"
    DRONES = "drones", "aircraft without a crew"
    SHIPS = "ships", "surface ships"
    SUBMARINES = "submarines", "submarines"
    BALLOONS = "balloons", "balloons, with or without a load"
    TANKS = "tanks", "tanks"
    VEHICLES = "vehicles", "vehicles of any kind, or armoured vehicles other than tanks"
    ARTILLERY_PIECES = "artillery_pieces", "guns, howitzers, rocket launchers"
    LAUNCHERS = "launchers", "launchers of missiles"
    MISSILES = "missiles", "missiles launched or shown"
    ROUNDS = "rounds", "shells and rockets fired"
    MINES = "mines", "mines laid or cleared"
    CONTAINERS = "containers", "freight containers"
    CASUALTIES = "casualties", "killed and wounded together, if they are not told apart"
    KILLED = "killed", "people who died", is_a("casualties")
    WOUNDED = "wounded", "people who were hurt", is_a("casualties")
    CAPTURED = "captured", "people taken prisoner"
    MISSING = "missing", "people of whom it is not known what became"
    DEFECTORS = "defectors", "people who left their state for another"
    FLIGHTS_AFFECTED = "flights_affected", "flights delayed, diverted, cancelled or disturbed"
    SHIPS_AFFECTED = "ships_affected", "ships delayed, diverted or disturbed"
    HOURS = "hours", "hours that something went on or was practised"
    FIELD_EXERCISES = "field_exercises", "field exercises held as parts of one exercise"
    EVENTS = "events", "drills, tests or other events counted over a period"
    OTHER = "other", "something else, named in ``of``"

    @property
    def adds_up(self) -> bool:
        """Whether the parts of an event count different ones: what happens once, not who or what is there all along."""
        return self.value in _ADD_UP


_ADD_UP = frozenset([
    "sorties", "balloons", "missiles", "rounds", "mines", "containers", "casualties", "killed", "wounded", "captured",
    "missing", "defectors", "flights_affected", "ships_affected", "hours", "field_exercises", "events",
])  # fmt: skip


@frozen(kw_only=True, repr=False)
class EventPlace(Part):
    """A place of an event, and what it is there; an identifier alone stands for a place without a role.

    Example:
        >>> EventPlace(place="sunan", role="launch_site")
        EventPlace(place='sunan', role=PlaceRole.LAUNCH_SITE)
    """

    short_form = True
    pair = ("place", "role")

    place: PlaceId
    """The place."""
    role: PlaceRole | None = field(default=None, converter=OptionalCodeOf[PlaceRole])
    """What the place is in the event; None if it simply took place there."""


def as_event_places(value: ListOf[EventPlace | str] | tuple[EventPlace | str, ...]) -> tuple[EventPlace, ...]:
    """Places of an event, or the identifiers of places."""
    return as_parts(lambda place: EventPlace(place=place), value)


@frozen(kw_only=True, repr=False)
class Plan(Part):
    """Dates that were announced for an event, as of one announcement.

    A plan is about the event, not about the announcement. A later plan revises an earlier one; keep both.

    Example:
        >>> Plan(span=Span.parse("/2024-03-14"))  # "will end later Thursday"
        Plan(span=Span.parse('/2024-03-14'))
    """

    span: Span = field(converter=as_given_span)
    """The planned dates."""
    kind: PlanKind | None = field(default=None, converter=OptionalCodeOf[PlanKind])
    """How it changes the plan before it; None for a first announcement, or if it does not say."""
    announced: Span | None = field(default=None, converter=as_given_span_or_none)
    """When the plan was announced."""
    places: tuple[EventPlace, ...] = field(default=(), converter=as_event_places)
    """Where it was to take place: the closed waters, the planned launch site."""
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    """Where it was announced; if empty, the citations of the record count."""


@frozen(kw_only=True, repr=False)
class Participation(Part):
    """Who takes part in an event, and in what role; an identifier alone stands for a participant.

    Example:
        >>> Participation(actor="kim-jong-un", role="operator")  # he drove the tank
        Participation(actor='kim-jong-un', role=Role.OPERATOR)
    """

    short_form = True
    pair = ("actor", "role")

    actor: ActorId
    """The actor."""
    role: Role = field(converter=CodeOf[Role])
    """The part the actor has in the event."""


@frozen(kw_only=True, repr=False)
class Measure(Part):
    """How many or how much of something there was: troops, aircraft, field exercises.

    A running total is ``cumulative``: it counts everything up to ``until``, and is never added to another.

    Raises:
        RecordError: ``measure-empty`` if neither quantity nor words are given; ``measure-until`` for an ``until``
            without a running total.

    Example:
        >>> Measure(what="field_exercises", quantity=Quantity(value=48), words="48 kinds")
        Measure(what=MeasureKind.FIELD_EXERCISES, quantity=Quantity(value=48), words='48 kinds')
        >>> hundred = Quantity(value=100)
        >>> Measure(what="killed", quantity=hundred, actor="prk", cumulative=True, until="2024-12-19").what.broader
        'casualties'
    """

    what: MeasureKind = field(converter=CodeOf[MeasureKind])
    """What is counted or measured."""
    quantity: Quantity | Comparison | None = field(default=None, converter=as_measured)
    """The number, or how it compares with that of another event; None if only the words are known."""
    of: Line | None = None
    """Which of them: "marines", "F-35"."""
    actor: ActorId | None = None
    """Whose they are: the state whose troops took part, the side that lost them."""
    cumulative: bool = False
    """Whether it is a running total."""
    until: Span | None = field(default=None, converter=as_given_span_or_none)
    """For a running total, the day or time up to which it counts."""
    words: Prose | None = None
    """The words of the document."""

    @rule("quantity", "words")
    def _check_not_empty(self) -> Faults:
        if self.quantity is None and self.words is None:
            return (("", "measure-empty", "says nothing: give quantity or words"),)
        return ()

    @rule("cumulative", "until")
    def _check_until(self) -> Faults:
        if self.until is not None and not self.cumulative:
            message = "is for running totals: set cumulative=True, or leave it out"
            return ((".until", "measure-until", message),)
        return ()


def as_participations(
    value: ListOf[Participation | str] | tuple[Participation | str, ...],
) -> tuple[Participation, ...]:
    """Participations, or the identifiers of participants."""
    return as_parts(lambda actor: Participation(actor=actor, role=Role.PARTICIPANT), value)


@frozen(kw_only=True, repr=False)
class ExerciseComponent(Part):
    """A part of an exercise without dates of its own; a dated part is an exercise with ``part_of``.

    It has participations of its own: who took part in the whole need not have taken part in each component.

    Example:
        >>> ExerciseComponent(kind="ftx", count=48)
        ExerciseComponent(kind=ExerciseKind.FIELD_TRAINING, count=48)
    """

    kind: ExerciseKind = field(converter=CodeOf[ExerciseKind])
    """What sort of exercise it is."""
    simulated: bool | None = None
    """Whether it was only simulated; None if the document does not say."""
    count: Count | None = None
    """How many of them there were."""
    participations: tuple[Participation, ...] = field(default=(), converter=as_participations)
    """Who took part in it, and how."""
    words: Prose | None = None
    """The words of the document."""
