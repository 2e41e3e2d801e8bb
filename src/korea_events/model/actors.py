"""Actors and places: who acts, speaks, reports and takes part, and where."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import TupleOf, as_number_key
from korea_events.model.fields.declarations import (
    ActorId,
    Country,
    Latitude,
    Line,
    Longitude,
    NonNegative,
    PlaceId,
)
from korea_events.model.fields.field_checks import Faults
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary
from korea_events.model.provenance import Anonymity
from korea_events.model.record import Record


class ActorKind(Vocabulary):
    """What sort of actor it is. Our own list."""

    STATE = "state", "a state as a whole, or its government where a report does not single out a part of it"
    MINISTRY = "ministry", "a ministry or department of a government"
    COMMAND = "command", "a military command or staff, of one state or combined"
    UNIT = "unit", "a military unit or formation: a division, a fleet, a battery"
    AGENCY = "agency", "a news agency, state-run or not"
    OUTLET = "outlet", "a newspaper, broadcaster, site or other publisher of reports"
    PERSON = "person", "one person, named or not"
    OFFICE = "office", "an office that people hold: spokesman, leader"
    PARTY = "party", "a political party"
    PARLIAMENT = "parliament", "a parliament, or a committee of one"
    INTERNATIONAL_BODY = "international_body", "an organisation of states, or a part of one"
    ARMED_GROUP = "armed_group", "an armed group that is not part of the forces of a state"
    CIVIL_SOCIETY = "civil_society", "an association of citizens: activists, defectors, a charity"
    THINK_TANK = "think_tank", "an institute that studies and publishes, or a university"
    COMPANY = "company", "a company"
    SHIP = "ship", "one ship or submarine"
    AIRCRAFT = "aircraft", "one aircraft, with or without a crew"
    GROUP = "group", "several people or bodies together: experts, allies, observers"


@frozen(kw_only=True, repr=False)
class Actor(Record):
    """Anyone who acts, speaks, publishes or takes part: a state, a ministry, a unit, an outlet, a person.

    Outlets are actors too: they speak, and can be believed or not. An unnamed speaker is an actor whose ``anonymity``
    says so: "experts" is a group, "a ministry spokesman" a person.

    Raises:
        RecordError: with every problem of the arguments; ``reference-self`` if it is part of itself.

    Example:
        >>> Actor(id="kcna", name="KCNA", kind="agency", country="prk")
        Actor(id='kcna', name='KCNA', kind=ActorKind.AGENCY, country='prk')
        >>> from korea_events.errors import RecordError
        >>> try:
        ...     Actor(id="KCNA", name="", kind="agncy", country="DPRK")
        ... except RecordError as error:
        ...     for problem in error.problems:
        ...         print(problem.path, problem.code)
        $.id id-syntax
        $.name text-empty
        $.kind code-unknown
        $.country country-syntax
    """

    collection: ClassVar[str] = "actors"
    type_tag: ClassVar[str] = "actor"

    name: Line
    """The name used in the records."""
    kind: ActorKind = field(converter=CodeOf[ActorKind])
    """What sort of actor it is."""
    names: tuple[Line, ...] = field(default=(), converter=TupleOf[str])
    """Other names, in any language."""
    part_of: ActorId | None = None
    """The actor it is part of: the state of a ministry, the command of a unit."""
    country: Country | None = None
    """The state it belongs to: an ISO 3166-1 alpha-3 code in lower case."""
    anonymity: Anonymity | None = field(default=None, converter=OptionalCodeOf[Anonymity])
    """How reports identify it; None if they simply name it."""


@frozen(kw_only=True, repr=False)
class Place(Record):
    """A place: a site, a sea area, a region, a country.

    A radius says how far off the point may be. Without coordinates, the name alone says where the place is.

    Raises:
        RecordError: ``place-half-point`` if only one coordinate is given, ``place-radius`` for a radius without a
            point, ``reference-self`` if it is part of itself.

    Example:
        >>> Place(id="sohae", name="Sohae Satellite Launching Station", country="prk", latitude=39.66, longitude=124.71)
        Place(id='sohae', name='Sohae Satellite Launching Station', country='prk', latitude=39.66, longitude=124.71)
    """

    collection: ClassVar[str] = "places"
    type_tag: ClassVar[str] = "place"

    name: Line
    """The name used in the records."""
    names: tuple[Line, ...] = field(default=(), converter=TupleOf[str])
    """Other names, in any language."""
    part_of: PlaceId | None = None
    """The place in which it lies: the province of a site, the sea of a zone."""
    country: Country | None = None
    """The state in which it lies: an ISO 3166-1 alpha-3 code in lower case."""
    latitude: Latitude | None = field(default=None, eq=as_number_key)
    """Degrees north of the equator, WGS 84."""
    longitude: Longitude | None = field(default=None, eq=as_number_key)
    """Degrees east of Greenwich, WGS 84."""
    radius_km: NonNegative | None = field(default=None, eq=as_number_key)
    """How many kilometres from the point it lies at most."""

    @rule("latitude", "longitude", "radius_km")
    def _check_point(self) -> Faults:
        if (self.latitude is None) != (self.longitude is None):
            absent = "latitude" if self.latitude is None else "longitude"
            message = "is missing: give both latitude and longitude, or neither"
            return [(f".{absent}", "place-half-point", message)]
        if self.radius_km is not None and self.latitude is None:
            return [(".radius_km", "place-radius", "a radius needs a point: give latitude and longitude too")]
        return ()
