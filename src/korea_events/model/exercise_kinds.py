"""Kinds of exercises and drills."""

from korea_events.model.fields.vocabulary import Vocabulary


class ExerciseKind(Vocabulary):
    """What sort of exercise, or of component, it is.

    The abbreviations are in common use by United States and combined forces (Army FM 7-0 and FM 25-101, joint
    publications); the codes written out are our own, for what Korean reports describe, and so are all definitions.

    Elsewhere an exercise has no kind. PLOVER codes those of one state as MOBILIZE troops and those of several as
    COOPERATE, CAMEO as 150 and 062; ACLED has at most "Strategic developments: Change to group/activity".
    """

    COMMAND_POST = (
        "cpx",
        "command post exercise: staffs and their communications, often with a computer simulation",
    )
    COMPUTER_ASSISTED = "cax", "computer-assisted exercise: a simulation drives what the players face"
    FIELD_TRAINING = "ftx", "field training exercise: troops in the field"
    LIVE_FIRE = "lfx", "live-fire exercise: live ammunition is used"
    COMBINED_ARMS_LIVE_FIRE = "calfex", "live-fire exercise of several arms together"
    FIRE_COORDINATION = "fcx", "exercise in bringing the fires of several arms together, with reduced troops"
    SITUATIONAL_TRAINING = "stx", "situational training exercise: one task in a set situation"
    MAP = "mapex", "map exercise: staffs work through a situation on maps"
    WITHOUT_TROOPS = "tewt", "tactical exercise without troops: leaders walk the ground"
    TABLE_TOP = "ttx", "table-top exercise: participants talk a situation through"
    STAFF = "staffex", "staff exercise: one staff practises its procedures"
    COMMUNICATIONS = "commex", "communications exercise"
    DEPLOYMENT = "depex", "deployment exercise: moving forces to where they would be used"
    EMERGENCY_DEPLOYMENT = "edre", "unannounced test of how fast a unit can deploy"
    MISSION_REHEARSAL = "mrx", "rehearsal of a mission that is to be carried out"
    EXTERNAL_EVALUATION = "exeval", "evaluation of a unit by others"
    FLEET = "fleetex", "exercise of a fleet"
    LOGISTICS = "logex", "logistics exercise"
    AMPHIBIOUS = "amphibex", "amphibious exercise: landing from the sea"
    AIR = "airex", "air exercise"
    AIR_DEFENCE = "adx", "air defence exercise"
    MISSILE_DEFENCE = "missile_defence", "detecting, tracking or intercepting missiles, real or simulated"
    ANTI_SUBMARINE = "anti_submarine", "finding and pursuing submarines"
    MARITIME_INTERDICTION = "maritime_interdiction", "stopping and searching ships"
    SEARCH_AND_RESCUE = "search_and_rescue", "search and rescue"
    AIRBORNE = "airborne", "parachute drop or other landing from the air"
    SPECIAL_OPERATIONS = "special_operations", "infiltration, raids and other special operations"
    RIVER_CROSSING = "river_crossing", "crossing a river, building bridges"
    CIVIL_DEFENCE = "civil_defence", "protection of the population: air raid alarms, evacuation"
    GOVERNMENT = "government", "a government practises its work in war or an emergency"
    EVACUATION = "evacuation", "bringing civilians to safety: one's own citizens, residents of an island"
    CRISIS_MANAGEMENT = "crisis_management", "staffs and governments practise what comes before a war"
    CYBER = "cyber", "defence or attack of computer networks"
    ELECTRONIC_WARFARE = "electronic_warfare", "jamming, deceiving or listening, and protection from it"
    COUNTER_DRONE = "counter_drone", "finding and stopping aircraft without a crew"
    COUNTER_TERRORISM = "counter_terrorism", "response to attacks by terrorists or saboteurs"
    MINE_WARFARE = "mine_warfare", "laying, finding or clearing mines, on land or at sea"
    CBRN_DEFENCE = "cbrn_defence", "protection from chemical, biological, radiological and nuclear weapons"
    MOCK_BATTLE = "mock_battle", "two sides fight each other without live ammunition"
    MANOEUVRE = "manoeuvre", "marches and manoeuvres of troops or vehicles over terrain"
    ARTILLERY_FIRING = "artillery_firing", "artillery or rocket launchers fire"
    MISSILE_LAUNCH = "missile_launch", "missiles are launched to train the unit that operates them"
    SIMULATED_NUCLEAR_COUNTERATTACK = (
        "simulated_nuclear_counterattack",
        "practice of a nuclear counterattack without a nuclear weapon",
    )
    DEMONSTRATION = "demonstration", "weapons or troops are shown in action to spectators"
    COMPETITION = "competition", "units compete: a training match, a contest of crews"
    INSPECTION = "inspection", "readiness of units or crews is inspected"
    SEASONAL_TRAINING = "seasonal_training", "a cycle of training over a season"
