"""Events that are reported or planned: exercises, weapon events, activities of leaders, trends."""

from math import isinf
from typing import ClassVar

from attrs import field, frozen

from korea_events.model.event_dates import EventDates, check_event_dates, check_pauses, find_event_dates
from korea_events.model.event_kinds import ActivityKind, LeaderActivityKind, WeaponEventKind
from korea_events.model.event_parts import (
    EventPlace,
    ExerciseComponent,
    Measure,
    Participation,
    Plan,
    PlanKind,
    as_event_places,
    as_participations,
)
from korea_events.model.exercise_kinds import ExerciseKind
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import TupleOf, as_given_span_or_none, as_spans
from korea_events.model.fields.declarations import EventId, Line, SeriesId, SystemId
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import CodesOf, OptionalCodeOf, OrderedVocabulary, Vocabulary
from korea_events.model.lengths import StatedLength, as_length
from korea_events.model.notebook_html import render_record
from korea_events.model.record import Record
from korea_events.temporal import PRECEDES, Span, Verdict, relate


class Status(Vocabulary):
    """What became of an event, according to the reports. Our own list."""

    ANNOUNCED = "announced", "announced; not yet reported as held"
    ONGOING = "ongoing", "under way when it was reported"
    HELD = "held", "took place"
    POSTPONED = "postponed", "put off and not held since, with or without a new date"
    SUSPENDED = "suspended", "stopped, or no longer held every year, but not cancelled for good"
    CANCELLED = "cancelled", "called off; it did not take place"
    UNCONFIRMED = "unconfirmed", "reported, but in doubt"

    @classmethod
    def get_advice(cls, word: str) -> str | None:
        """Outcomes belong in claims, and changes of a plan in plans."""
        if word in ("failed", "failure", "success", "successful", "succeeded"):
            return "it is an outcome, so keep it in a claim with attribute='outcome'"
        if word == "confirmed":
            return "write what became of the event: held, ongoing or announced"
        return f"it changes a plan, so give a plan with kind={word!r}" if word in map(str, PlanKind) else None

    @property
    def took_place(self) -> bool:
        """Whether it certainly took place, at least in part."""
        return self in (Status.HELD, Status.ONGOING)

    @property
    def called_off(self) -> bool:
        """Whether it was called off: for good, for a time, or until a later date."""
        return self in (Status.CANCELLED, Status.POSTPONED, Status.SUSPENDED)

    @property
    def only_planned(self) -> bool:
        """Whether it has not taken place, so that its dates are plans."""
        return self in (Status.ANNOUNCED, Status.POSTPONED, Status.CANCELLED)


class Footing(OrderedVocabulary):
    """What the dates of an event rest on, from the weakest to the strongest. Our own list."""

    NONE = "none", "no dates are known, and none were announced"
    ANNOUNCED = "announced", "the dates were planned; no report says that the event took place on them"
    BEGUN = "begun", "the event is reported to have begun; its end is what was planned or counted"
    HELD = "held", "the event is reported to have taken place on them, or to be under way"


@frozen(kw_only=True, repr=False)
class EventAccount(Record):
    """An account of an event: the fields that events and reports of them share.

    ``span`` says when the event took place or is under way, ``plans`` what was announced; neither replaces the other.
    An event that happened several times has ``occurrences``; one that went on from time to time between its first and
    its last day is ``intermittent``. ``part_of`` implies nothing about dates: a part can outlast the whole.

    Raises:
        RecordError: ``status-span`` if it has a span but was only announced, postponed or cancelled; ``plans-order``
            if a plan was announced before the plan that precedes it; ``length-contradicts``, ``length-open-end``,
            ``length-so-far`` or ``length-twice`` if a counted length does not fit the dates; ``pause-at-end`` for a
            pause that covers the first or the last day; ``occurrences-mixed`` if more than one of ``occurrences``,
            ``pauses`` and ``intermittent`` is given.
    """

    names: tuple[Line, ...] = field(default=(), converter=TupleOf[str])
    """Other names of it, in any language."""
    span: Span | None = field(default=None, converter=as_given_span_or_none)
    """When it took place or is under way; None if it did not take place, or only plans are known."""
    plans: tuple[Plan, ...] = field(default=(), converter=TupleOf[Plan])
    """The dates that were announced, oldest announcement first."""
    status: Status | None = field(default=None, converter=OptionalCodeOf[Status])
    """What became of it; None if the reports do not say."""
    status_as_stated: Line | None = None
    """The words of a document for that."""
    length: StatedLength | None = field(default=None, converter=as_length)
    """How long it lasted, as printed."""
    pauses: tuple[Span, ...] = field(default=(), converter=as_spans)
    """When it was interrupted; the days of an exact pause are not days of the event."""
    occurrences: tuple[Span, ...] = field(default=(), converter=as_spans)
    """The separate times at which it happened, if reports name them; with ``span``, all within that."""
    intermittent: bool = False
    """Whether it went on only from time to time: nothing is known between its first and its last day."""
    places: tuple[EventPlace, ...] = field(default=(), converter=as_event_places)
    """Where it took place, and what each place was in it: launch site, impact area, venue."""
    participations: tuple[Participation, ...] = field(default=(), converter=as_participations)
    """Who took part, and how."""
    measures: tuple[Measure, ...] = field(default=(), converter=TupleOf[Measure])
    """What was counted: troops, aircraft, field exercises."""
    weapon_systems: tuple[SystemId, ...] = field(default=(), converter=TupleOf[str])
    """The weapon systems used, tested or shown."""
    part_of: EventId | None = None
    """The event it is part of."""

    @property
    def when(self) -> Span | None:
        """When it took place, else the dates of the latest plan; None if there are neither.

        If only the start has been reported, the end is that of the latest plan (see ``footing``). A printed length
        narrows it if somebody has said how it counts. Of several occurrences it reaches from the first to the last.

        Example:
            >>> drills = Exercise(
            ...     id="fs-24", name="Freedom Shield 24", plans=[Plan(span=Span.parse("/2024-03-14"))],
            ...     length=StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
            ... )
            >>> print(drills.when.possible, drills.footing)
            2024-03-04/2024-03-14 announced
        """
        return self.dates.when

    @property
    def where(self) -> tuple[EventPlace, ...]:
        """Where it took place, else where the latest plan that names a place wants it to.

        Example:
            >>> notice = Plan(span="2023-05-31/2023-06-11", places=["yellow-sea"])
            >>> WeaponEvent(id="launch", name="satellite launch", plans=[notice]).where
            (EventPlace(place='yellow-sea'),)
        """
        return self.places or next((plan.places for plan in reversed(self.plans) if plan.places), ())

    @property
    def footing(self) -> Footing:
        """Whether ``when`` is what happened, what has begun and is to end as planned, what was planned, or nothing.

        Example:
            >>> drill = Exercise(
            ...     id="fe-24", name="Freedom Edge", span="2024-06-27/..", plans=[Plan(span="2024-06-27/2024-06-29")]
            ... )
            >>> print(drill.footing, drill.when.certain, drill.when.length)
            begun 2024-06-27/2024-06-29 3 days
        """
        return Footing(self.dates.footing)

    @property
    def held(self) -> Span | None:
        """What is reported to have happened, without any plan; None when nothing is."""
        if self.occurrences:
            return self.dates.when
        if self.span is None or self.length is None:
            return self.span
        return find_event_dates(self.span, (), self.length, (), called_off=True).when

    @property
    def dates(self) -> EventDates:
        """``when`` and ``footing`` together, with the index of the plan that they rest on."""
        span = self.span
        plain = span is not None and self.length is None and not self.occurrences
        if span is not None and plain and not (self.plans and isinf(span.hull.end_max)):  # nearly always
            return EventDates(span, "held")
        called_off = self.status is not None and self.status.called_off
        plans = tuple(plan.span for plan in self.plans)
        return find_event_dates(span, plans, self.length, self.occurrences, called_off)

    def _repr_html_(self) -> str:
        return render_record(
            self, [] if self.when is None else [("when", self.when), ("footing", self.footing)]
        )

    @rule("status", "span", "occurrences", about=lambda _: ["status"])
    def _check_status_allows_span(self) -> Faults:
        happened = self.span or next(iter(self.occurrences), None)
        if happened is not None and self.status is not None and self.status.only_planned:
            message = (
                f"must not be given for what is {self.status}: put planned dates such as {happened} in plans"
            )
            return ((".span" if self.span else ".occurrences", "status-span", message),)
        return ()

    @rule("pauses", "occurrences", "intermittent")
    def _check_one_way_to_be_active(self) -> Faults:
        ways = [
            name for name in ("pauses", "occurrences", "intermittent") if getattr(self, name)
        ]  # each says when it was under way
        if len(ways) < 2:
            return ()
        return (
            (f".{ways[1]}", "occurrences-mixed", f"{ways[1]} does not go with {ways[0]}: give one of them"),
        )

    @rule("span", "pauses")
    def _check_pauses_inside(self) -> Faults:
        return check_pauses(self.span, self.pauses) if self.pauses else ()

    @rule("plans")
    def _check_plan_order(self) -> Faults:
        faults: list[Fault] = []
        previous: Span | None = None
        for index, plan in enumerate(self.plans):
            announced = plan.announced
            if announced is None:
                continue
            if previous is not None and relate(announced, previous).verdict(PRECEDES) is Verdict.CERTAIN:
                message = (
                    f"announced {announced}, before the previous plan ({previous}): put the oldest first"
                )
                faults.append((f".plans[{index}].announced", "plans-order", message))
            previous = announced
        return faults

    @rule("span", "plans", "length", "occurrences", about=lambda _: ["length"])
    def _check_length_fits_dates(self) -> Faults:
        if self.length is None:
            return ()
        planned = self.plans[-1].span if self.plans else None
        return check_event_dates(self.span, planned, self.length, self.occurrences)


@frozen(kw_only=True, repr=False)
class Event(EventAccount):
    """Something that happened or was planned, according to reports.

    Example:
        >>> drills = Exercise(id="ufs-24", name="Ulchi Freedom Shield 24", span=Span.of("2024-08-19", "2024-08-29"))
        >>> isinstance(drills, Event), drills.footing
        (True, Footing.HELD)
    """

    name: Line
    """The full name used in the records: Freedom Shield 24."""


@frozen(kw_only=True, repr=False)
class Exercise(Event):
    """An exercise, drill, firing or competition of armed forces: one edition, or a dated part of one.

    Parts with dates are exercises of their own with ``part_of``; the others are ``components``.

    Example:
        >>> drills = Exercise(
        ...     id="ufs-24", name="Ulchi Freedom Shield 24", series="ulchi-freedom-shield", edition="24",
        ...     status="held", span=Span.of("2024-08-19", "2024-08-29"), kinds=["cpx", "ftx"],
        ...     participations=[Participation(actor=state, role="participant") for state in ("usa", "kor")],
        ... )
        >>> print(drills.when.length, drills.footing)
        11 days held
    """

    collection: ClassVar[str] = "exercises"
    type_tag: ClassVar[str] = "exercise"

    series: SeriesId | None = None
    """The series it is an edition of."""
    edition: Line | None = None
    """Its label in the series: "24"."""
    kinds: tuple[ExerciseKind, ...] = field(default=(), converter=CodesOf[ExerciseKind])
    """What sorts of exercise it is."""
    components: tuple[ExerciseComponent, ...] = field(default=(), converter=TupleOf[ExerciseComponent])
    """Its parts without dates of their own."""


@frozen(kw_only=True, repr=False)
class WeaponEvent(Event):
    """A launch, test, firing or display of a weapon; whether it was a test, a drill or a "satellite" is a framing.

    Example:
        >>> launch = WeaponEvent(
        ...     id="launch-2024-03-18", name="launch of ballistic missiles", span="2024-03-18",
        ...     kinds=["ballistic_missile_launch"],
        ... )
        >>> launch.kinds[0].broader, launch.footing
        ('launch', Footing.HELD)
    """

    collection: ClassVar[str] = "weapon_events"
    type_tag: ClassVar[str] = "weapon_event"

    kinds: tuple[WeaponEventKind, ...] = field(default=(), converter=CodesOf[WeaponEventKind])
    """What was launched, fired, tested or shown; several if it was several things at once."""


@frozen(kw_only=True, repr=False)
class LeaderActivity(Event):
    """Something a leader did in public: an inspection, a visit, a ride in a tank. The role is a participation.

    Example:
        >>> LeaderActivity(
        ...     id="kim-tank", name="Kim Jong Un drives a tank", kinds=["weapon_handling"], part_of="tank-training",
        ...     participations=[Participation(actor="kim-jong-un", role="operator")],
        ... ).participations[0].role
        Role.OPERATOR
    """

    collection: ClassVar[str] = "leader_activities"
    type_tag: ClassVar[str] = "leader_activity"

    kinds: tuple[LeaderActivityKind, ...] = field(default=(), converter=CodesOf[LeaderActivityKind])
    """What the leader did."""


@frozen(kw_only=True, repr=False)
class Activity(Event):
    """Something that lasts long or has no clear ends: a trend, a campaign, a moratorium, a training cycle.

    Example:
        >>> since = Span.parse("2022/..", as_of="2024-03-14")
        >>> print(Activity(id="test-surge", name="faster weapons tests", span=since).when.possible)
        2022-01-01/..
    """

    collection: ClassVar[str] = "activities"
    type_tag: ClassVar[str] = "activity"

    kinds: tuple[ActivityKind, ...] = field(default=(), converter=CodesOf[ActivityKind])
    """What sorts of activity it is."""
