"""Kinds of weapon events, activities and activities of leaders.

What corresponds elsewhere is our reading of PLOVER 2.0 (draft), of CAMEO 1.1b3 and of the sub-event types of ACLED. All
three look at what one actor does to another, and have nothing for most of what is reported from the peninsula.
"""

from korea_events.model.fields.vocabulary import Vocabulary, is_a, map_to

_OTHER = "Strategic developments: Other"
_MOVES = "Strategic developments: Change to group/activity"
_SHOW = map_to("MOBILIZE weapons", "150", _OTHER)
_TROOPS = map_to("MOBILIZE troops", "154", _MOVES)
_FLIGHT = map_to("MOBILIZE weapons", "150", _MOVES)
_INTRUSION = map_to("MOBILIZE troops", "150", _MOVES)
_DISRUPTED = map_to(acled="Strategic developments: Disrupted weapons use")
_FIGHT = map_to("ASSAULT", "19", "Battles, or Explosions/Remote violence")
_ALERT = map_to("MOBILIZE troops", "152", _MOVES)
_AID = map_to("AID", "072", _OTHER)


class WeaponEventKind(Vocabulary):
    """What sort of weapon event it is: what was launched, fired, tested or shown.

    Our own list. Whether it was a test, a drill or a satellite launch "in truth" is a framing. No code is also an
    exercise kind, an activity kind or a leader activity kind.
    """

    LAUNCH = "launch", "something is launched that reports do not identify: a projectile, a missile", _SHOW
    BALLISTIC_MISSILE_LAUNCH = (
        "ballistic_missile_launch",
        "ballistic missiles are launched",
        is_a("launch"),
        _SHOW,
    )
    CRUISE_MISSILE_LAUNCH = "cruise_missile_launch", "cruise missiles are launched", is_a("launch"), _SHOW
    SATELLITE_LAUNCH = (
        "satellite_launch",
        "a rocket is launched to put a satellite into orbit, or said to be",
        is_a("launch"),
        map_to("MOBILIZE weapons"),
    )
    ARTILLERY_FIRE = "artillery_fire", "guns, howitzers or mortars fire, at no enemy", _SHOW
    ROCKET_FIRE = "rocket_fire", "multiple rocket launchers fire, at no enemy", _SHOW
    AIR_DEFENCE_FIRE = "air_defence_fire", "missiles or guns against aircraft and missiles fire", _SHOW
    INTERCEPTION = "interception", "a missile, drone or balloon is shot at in flight", _DISRUPTED
    DRONE_TEST = "drone_test", "drones or loitering munitions are tested in the air", _SHOW
    UNDERWATER_TEST = "underwater_test", "a drone or other weapon is tested under water", _SHOW
    ENGINE_TEST = "engine_test", "an engine runs on a test stand", _SHOW
    EJECTION_TEST = "ejection_test", "a missile is thrown out of its tube without being flown", _SHOW
    WARHEAD_TEST = "warhead_test", "a warhead or its separation, guidance or fuse is tested", _SHOW
    NUCLEAR_TEST = "nuclear_test", "a nuclear device is set off to test it", _SHOW
    DISPLAY = "display", "weapons are shown: in a parade, an exhibition, a picture", _SHOW
    DEPLOYMENT = "deployment", "weapons go to units, or to where they would be used", _FLIGHT
    TRANSFER = "transfer", "weapons are handed over to another state or group", _AID


class ActivityKind(Vocabulary):
    """What sort of activity it is. Our own list."""

    GPS_JAMMING = "gps_jamming", "signals of satellite navigation are disturbed", map_to("COERCE cyber")
    CYBER_ATTACK = "cyber_attack", "computer networks are attacked", map_to("COERCE cyber", "176")
    BALLOONS = "balloons", "balloons are sent over a border, with rubbish, leaflets or anything else"
    LEAFLETS = "leaflets", "leaflets are sent over a border, by balloon or otherwise", is_a("propaganda")
    LOUDSPEAKERS = "loudspeakers", "loudspeakers are set up, or broadcast over a border", is_a("propaganda")
    PROPAGANDA = "propaganda", "messages for the people of the other side, by any means"
    LAND_INCURSION = "land_incursion", "people or vehicles cross a border or demarcation line", _INTRUSION
    SEA_INCURSION = "sea_incursion", "ships enter the waters of others or cross a line at sea", _INTRUSION
    AIR_INCURSION = (
        "air_incursion",
        "aircraft with a crew enter airspace of others, or a warning zone",
        _FLIGHT,
    )
    DRONE_FLIGHT = "drone_flight", "aircraft without a crew fly near or over a border", _FLIGHT
    WARNING_SHOTS = "warning_shots", "shots are fired to warn, at no one", map_to(acled=_OTHER)
    HOSTILE_FIRE = "hostile_fire", "weapons are fired at the other side, its territory or its waters", _FIGHT
    CONSTRUCTION = "construction", "something is built or restored: a wall, a guard post, a site, a ship"
    DEMOLITION = "demolition", "something is taken down or blown up: a road, an office, a tunnel"
    MINE_LAYING = "mine_laying", "mines are laid", _FLIGHT
    TROOP_DEPLOYMENT = "troop_deployment", "troops are moved to where they are to be used", _TROOPS
    WEAPONS_PRODUCTION = "weapons_production", "weapons or material for them are made"
    ARMS_TRANSFER = "arms_transfer", "weapons or ammunition go to another state or group, over a time", _AID
    PATROL = "patrol", "ships, aircraft or troops patrol", _TROOPS
    SURVEILLANCE_FLIGHT = "surveillance_flight", "aircraft observe the other side", _FLIGHT
    SHOW_OF_FORCE = "show_of_force", "bombers, carriers or submarines come in order to be seen", _FLIGHT
    PORT_CALL = "port_call", "a ship visits a port"
    CLOSURE = (
        "closure",
        "waters or airspace are closed, or all are warned off",
        map_to("COERCE restrict", "191"),
    )
    ALERT = "alert", "forces are on a raised state of readiness", _ALERT
    MORATORIUM = "moratorium", "tests, drills or flights are left off, as was announced"
    TRAINING_CYCLE = "training_cycle", "the training of a season"
    TEST_CAMPAIGN = "test_campaign", "a row of tests or launches over a time", _SHOW
    HOTLINE_OUTAGE = (
        "hotline_outage",
        "calls are not answered, or the line is cut",
        map_to("SANCTION withdraw", "161"),
    )
    DIALOGUE = "dialogue", "the sides talk or negotiate", map_to("CONSULT", "046")
    COOPERATION = "cooperation", "states work together, or share information", map_to("COOPERATE", "06")
    DEFECTION = "defection", "people leave their state for another, across a border or by sea"


class LeaderActivityKind(Vocabulary):
    """What a leader did. Our own list, after the sorts of activities that North Korean state media report."""

    FIELD_GUIDANCE = "field_guidance", "visits a factory, farm, site or institute and gives instructions"
    MILITARY_INSPECTION = "military_inspection", "visits troops, a base, a ship or an arms factory"
    DRILL_GUIDANCE = "drill_guidance", "watches or leads a drill"
    TEST_GUIDANCE = "test_guidance", "watches or leads a launch or test of a weapon"
    WEAPON_HANDLING = "weapon_handling", "handles a weapon or vehicle: drives a tank, fires a rifle"
    SPEECH = "speech", "gives a speech or lecture"
    MEETING = "meeting", "presides over or attends a meeting of party, parliament, government or military"
    TALKS = "talks", "holds talks with leaders or envoys of others", map_to("CONSULT", "040")
    FOREIGN_VISIT = "foreign_visit", "travels abroad", map_to("CONSULT visit", "042")
    RECEPTION = "reception", "receives guests or envoys of others", map_to("CONSULT visit", "043")
    CORRESPONDENCE = "correspondence", "sends or receives a letter, message or gift", map_to("CONSULT", "040")
    CEREMONY = "ceremony", "attends a parade, an opening, a launching, a burial, an anniversary"
    PERFORMANCE = "performance", "attends a performance or a sports event"
    PHOTO_SESSION = "photo_session", "has pictures taken with soldiers, workers or others"
