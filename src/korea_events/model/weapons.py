"""Weapon systems, and the names that different sides give them."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.base_classes import Part
from korea_events.model.fields.converters import TupleOf, as_given_span_or_none
from korea_events.model.fields.declarations import ActorId, Line
from korea_events.model.fields.vocabulary import OptionalCodeOf, Vocabulary
from korea_events.model.record import Record
from korea_events.temporal import Span


class WeaponKind(Vocabulary):
    """What sort of weapon system it is.

    Our own list; ranges of ballistic missiles as in the missile test database of the Center for Nonproliferation
    Studies and at the Missile Defense Project.
    """

    CLOSE_RANGE_BALLISTIC_MISSILE = "crbm", "a ballistic missile of less than 300 km"
    SHORT_RANGE_BALLISTIC_MISSILE = "srbm", "a ballistic missile of 300 to 1,000 km"
    MEDIUM_RANGE_BALLISTIC_MISSILE = "mrbm", "a ballistic missile of 1,000 to 3,000 km"
    INTERMEDIATE_RANGE_BALLISTIC_MISSILE = "irbm", "a ballistic missile of 3,000 to 5,500 km"
    INTERCONTINENTAL_BALLISTIC_MISSILE = "icbm", "a ballistic missile of more than 5,500 km"
    SUBMARINE_LAUNCHED_BALLISTIC_MISSILE = (
        "slbm",
        "a ballistic missile launched from a submarine, of any range",
    )
    SPACE_LAUNCH_VEHICLE = "slv", "a rocket that puts, or is said to put, satellites into orbit"
    HYPERSONIC_MISSILE = (
        "hypersonic_missile",
        "a missile whose gliding or manoeuvring warhead is called hypersonic",
    )
    CRUISE_MISSILE = "cruise_missile", "a missile that flies under power through the air to its target"
    ANTI_TANK_MISSILE = "anti_tank_missile", "a guided missile against armoured vehicles"
    AIR_DEFENCE_SYSTEM = "air_defence_system", "missiles or guns against aircraft and missiles"
    ROCKET_LAUNCHER = "rocket_launcher", "multiple rocket launchers, of any calibre"
    ARTILLERY = "artillery", "guns, howitzers and mortars"
    TANK = "tank", "a tank"
    ARMOURED_VEHICLE = "armoured_vehicle", "an armoured vehicle other than a tank"
    AIRCRAFT = "aircraft", "an aeroplane or helicopter with a crew"
    DRONE = "drone", "an aircraft without a crew"
    SHIP = "ship", "a surface ship"
    SUBMARINE = "submarine", "a submarine"
    UNDERWATER_DRONE = "underwater_drone", "an underwater vehicle without a crew"
    SATELLITE = "satellite", "a satellite, military or said to be"
    NUCLEAR_WARHEAD = "nuclear_warhead", "a nuclear device or warhead"
    OTHER = "other", "a system of another sort"


@frozen(kw_only=True, repr=False)
class Designation(Part):
    """A name or number of a weapon system, and who uses it: Hwasong-11A is also called KN-23.

    Example:
        >>> Designation(text="KN-23", used_by="usa")
        Designation(text='KN-23', used_by='usa')
    """

    text: Line
    """The designation."""
    used_by: ActorId | None = None
    """The actor that uses it."""
    since: Span | None = field(default=None, converter=as_given_span_or_none)
    """Since when it has been used."""


@frozen(kw_only=True, repr=False)
class WeaponSystem(Record):
    """A type of weapon, or of anything else that is tested, shown or used as one.

    If it is disputed whether two designations mean the same system, make two systems and link them.

    Example:
        >>> missile = WeaponSystem(
        ...     id="hwasong-11a", name="Hwasong-11A", kind="srbm", designations=[Designation(text="KN-23")]
        ... )
        >>> missile.kind, missile.designations
        (WeaponKind.SHORT_RANGE_BALLISTIC_MISSILE, (Designation(text='KN-23'),))
    """

    collection: ClassVar[str] = "weapon_systems"
    type_tag: ClassVar[str] = "weapon_system"

    name: Line
    """The name used in the records."""
    kind: WeaponKind | None = field(default=None, converter=OptionalCodeOf[WeaponKind])
    """What sort of system it is; None if that is not known."""
    designations: tuple[Designation, ...] = field(default=(), converter=TupleOf[Designation])
    """What different sides call it."""
