"""Ten report sets: three questions to each, answered by hand, and how many pairs overlap."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.temporal import DayRange
from tests.corpus.report_sets import SETS

CERTAIN, POSSIBLE, IMPOSSIBLE = ke.Verdict.CERTAIN, ke.Verdict.POSSIBLE, ke.Verdict.IMPOSSIBLE

# How many pairs certainly share time, and how many only possibly; the pairs are named in the classes below.
PAIRS = {
    "iron edge": (3, 0),
    "weekend pause": (3, 0),
    "sporadic": (2, 5),
    "changed plans": (4, 1),
    "zones": (3, 3),
    "doubt": (2, 3),
    "lengths": (5, 3),
    "hours": (9, 4),
    "vague months": (3, 5),
    "relative": (1, 10),
}


@pytest.mark.parametrize("name", SETS)
def test_how_many_pairs_overlap(name: str) -> None:
    """What the sets call certain and possible; a change of these numbers is a change of meaning."""
    verdicts = [pair.verdict for pair in ke.find_overlaps(SETS[name]())]
    assert (verdicts.count(CERTAIN), verdicts.count(POSSIBLE)) == PAIRS[name]


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_read_as_it_is_written(name: str) -> None:
    """The sets are files like any other."""
    dossier = SETS[name]()
    assert ke.loads(ke.dumps(dossier)) == dossier


def judge(dossier: ke.Dossier, first: str, second: str) -> ke.Verdict:
    """The verdict on two events of a set."""
    for pair in ke.find_overlaps([dossier[first], dossier[second]]):
        return pair.verdict
    return IMPOSSIBLE


def shared(dossier: ke.Dossier, first: str, second: str) -> str:
    """The time that two events of a set share."""
    (pair,) = ke.find_overlaps([dossier[first], dossier[second]])
    return str(pair.shared)


class TestIronEdge:
    DOSSIER = SETS["iron edge"]()

    def test_was_the_drill_over_when_the_missile_flew(self) -> None:
        """It was to run through Saturday the 14th; the missile flew on Monday the 16th."""
        assert judge(self.DOSSIER, "iron-edge-1", "launch") is IMPOSSIBLE

    def test_did_the_guns_fire_during_the_second_edition(self) -> None:
        """At around 9 p.m. on its first day: the hour is in doubt, the day is not."""
        assert judge(self.DOSSIER, "iron-edge-2", "firing") is CERTAIN

    def test_how_long_was_the_carrier_there_during_the_drill(self) -> None:
        """In port from the 11th to the 16th, the drill from the 12th to the 14th: three days, by the plans of both."""
        (pair,) = ke.find_overlaps([self.DOSSIER["port-call"], self.DOSSIER["iron-edge-1"]])
        assert (str(pair.shared), str(pair.footing)) == ("3 days", "begun")


class TestWeekendPause:
    DOSSIER = SETS["weekend pause"]()

    def test_did_the_saturday_launch_fall_into_the_exercise(self) -> None:
        """It fell into the pause."""
        assert judge(self.DOSSIER, "summer-shield", "launch") is IMPOSSIBLE

    def test_on_how_many_days_was_the_exercise_under_way(self) -> None:
        """From the 18th to the 28th are 11 days, less the 23rd and the 24th."""
        assert str(ke.coverage([self.DOSSIER["summer-shield"]])) == "9 days"

    def test_how_many_days_does_it_share_with_the_drill_in_the_north(self) -> None:
        """That began on Sunday the 24th, in the pause, and still went on on the 26th: the 25th and 26th at least, and
        up to the 28th at most."""
        assert shared(self.DOSSIER, "summer-shield", "north-drill") == "2–4 days"


class TestSporadic:
    DOSSIER = SETS["sporadic"]()

    def test_were_there_balloons_and_loudspeakers_on_10_september(self) -> None:
        """Loudspeakers every day of that week; balloons only from time to time."""
        rows = ke.under_way([self.DOSSIER["balloons"], self.DOSSIER["loudspeakers"]], "2031-09-10")
        assert {row.item.id: row.verdict for row in rows} == {"balloons": POSSIBLE, "loudspeakers": CERTAIN}

    def test_when_did_the_jamming_begin(self) -> None:
        """The 12th is the fifth day, so the 8th is the first."""
        assert str(self.DOSSIER["jamming"].when.certain) == "2031-11-08/2031-11-12"

    def test_was_the_launch_during_the_air_drill(self) -> None:
        """Around 7:10 on the 17th is on the 17th, within the 15th to the 19th."""
        (row,) = ke.windows([self.DOSSIER["launch"]], around=[self.DOSSIER["air-drill"]])
        assert (row.during.least, row.during.most) == (1, 1)


class TestChangedPlans:
    DOSSIER = SETS["changed plans"]()

    def test_did_the_launch_fall_into_the_mountain_drill(self) -> None:
        """Planned until the 18th, it was cut short on the 16th; the launch was on the 17th."""
        assert judge(self.DOSSIER, "mountain-drill", "launch") is IMPOSSIBLE

    def test_which_drills_take_no_part(self) -> None:
        """What was put off without a new date, and what was called off."""
        skipped = ke.find_overlaps(self.DOSSIER).skipped
        assert {(one.item.id, str(one.reason)) for one in skipped} == {
            ("river-crossing", "postponed"),
            ("night-march", "cancelled"),
        }

    def test_what_do_the_dates_of_the_signals_drill_rest_on(self) -> None:
        """On its second plan: no report says that it was held."""
        (pair,) = ke.find_overlaps([self.DOSSIER["air-drill"], self.DOSSIER["signals-drill"]])
        assert (str(pair.shared), str(pair.footing)) == ("5 days", "announced")
        assert ke.count_overlaps(self.DOSSIER, footing="held", at_least="certain") == 3


class TestZones:
    DOSSIER = SETS["zones"]()

    def test_was_the_launch_during_the_exercise(self) -> None:
        """22:10 UTC on the 12th is 7:10 on the 13th in Seoul, the last day of the exercise."""
        assert judge(self.DOSSIER, "spring-shield", "launch") is CERTAIN

    def test_were_the_bombers_under_way_during_the_exercise(self) -> None:
        """The 13th in Guam is from 23:00 on the 12th to 23:00 on the 13th in Seoul; the exercise ended at an unknown
        hour of the 13th."""
        assert judge(self.DOSSIER, "spring-shield", "bombers") is POSSIBLE

    def test_do_the_dates_of_others_change_the_answer_about_two_koreas(self) -> None:
        """Days of Pyongyang are days of Seoul; what happened in California changes nothing."""
        assert shared(self.DOSSIER, "spring-shield", "tanks") == "1 day"
        (pair,) = (
            pair
            for pair in ke.find_overlaps(self.DOSSIER)
            if {pair.first.id, pair.second.id} == {"spring-shield", "tanks"}
        )
        assert (pair.verdict, str(pair.shared)) == (CERTAIN, "1 day")


class TestDoubt:
    DOSSIER = SETS["doubt"]()

    def test_how_many_drones_flew_in_september(self) -> None:
        """One is unconfirmed; the other is asserted, and denied: it keeps its certainty."""
        (september,) = ke.count_by([self.DOSSIER["drone-south"], self.DOSSIER["drone-north"]], "month")
        assert (september.least, september.most) == (1, 2)

    def test_which_overlaps_are_disputed(self) -> None:
        """The one with the drone that the South denies to have sent."""
        disputed = [pair for pair in ke.find_overlaps(self.DOSSIER) if pair.disputed]
        assert [(pair.first.id, pair.second.id, pair.verdict) for pair in disputed] == [
            ("autumn-shield", "drone-north", CERTAIN)
        ]

    def test_did_the_tanks_train_during_the_exercise(self) -> None:
        """They had finished by the 5th, and may have finished in August."""
        assert judge(self.DOSSIER, "tank-drill", "autumn-shield") is POSSIBLE
        assert shared(self.DOSSIER, "tank-drill", "autumn-shield") == "0–5 days"


class TestLengths:
    DOSSIER = SETS["lengths"]()

    def test_when_did_the_11_day_exercise_begin(self) -> None:
        """It ended on the 13th and both ends count: on the 3rd."""
        assert self.DOSSIER["spring-shield"].when.certain == DayRange("2031-03-03", "2031-03-13")

    def test_when_did_nine_weekdays_end(self) -> None:
        """From Monday the 3rd: the ninth weekday is Thursday the 13th. The count alone allows up to two days more."""
        when = self.DOSSIER["marines"].when
        assert (str(when.earliest_end), str(when.latest_end)) == ("2031-03-13", "2031-03-15")

    def test_how_much_does_a_length_say_that_no_one_counted(self) -> None:
        """Nothing: of the winter drill only the last day, the 7th, is certain."""
        assert str(self.DOSSIER["winter-drill"].when.certain) == "2031-03-07"
        assert shared(self.DOSSIER, "winter-drill", "spring-shield") == "1–5 days"


class TestHours:
    DOSSIER = SETS["hours"]()

    def test_how_soon_did_the_south_return_fire(self) -> None:
        """From 13:00 to 13:13."""
        assert str(ke.lag(self.DOSSIER["shelling"], self.DOSSIER["return-fire"])) == "13 min"

    def test_were_the_jets_in_the_air_during_the_shelling(self) -> None:
        """Around 13:40 makes nothing certain of hours; give or take ten minutes it does."""
        pair = [self.DOSSIER["shelling"], self.DOSSIER["jets"]]
        (loose,), (tight,) = ke.find_overlaps(pair), ke.find_overlaps(pair, tolerance="PT10M")
        assert (loose.verdict, tight.verdict) == (POSSIBLE, CERTAIN)

    def test_was_all_of_it_during_the_army_drill(self) -> None:
        """Each falls on the 20th, or on the 20th or 21st, and the drill lasted from the 17th to the 28th."""
        others = [event for event in map(self.DOSSIER.__getitem__, self.IDS) if event.id != "army-drill"]
        found = ke.find_overlaps([self.DOSSIER["army-drill"]], others)
        assert [pair.verdict for pair in found] == [CERTAIN] * 6

    IDS = ("army-drill", "gun-drill", "shelling", "return-fire", "jets", "evacuation", "alert")


class TestVagueMonths:
    DOSSIER = SETS["vague months"]()

    def test_can_the_two_drills_have_met(self) -> None:
        """One was over by the 10th, the other did not begin before the 11th."""
        assert judge(self.DOSSIER, "first-drill", "second-drill") is IMPOSSIBLE

    def test_were_the_tests_going_on_during_both(self) -> None:
        """They had begun by the end of 2030 and went on on 20 May."""
        assert judge(self.DOSSIER, "tests", "first-drill") is CERTAIN
        assert judge(self.DOSSIER, "tests", "second-drill") is CERTAIN

    def test_how_many_of_the_three_drills_began_in_may(self) -> None:
        """All three, on whatever days; the engine test of late May, approximately, may have been in June."""
        names = ("first-drill", "second-drill", "air-drill", "engine-test")
        (may,) = ke.count_by([self.DOSSIER[name] for name in names], "month")
        assert (may.least, may.most) == (3, 4)


class TestRelative:
    DOSSIER = SETS["relative"]()

    def test_did_the_tanks_train_during_the_drills(self) -> None:
        """By their date alone perhaps; they began with the drills, so certainly."""
        assert judge(self.DOSSIER, "tanks", "spring-shield") is POSSIBLE
        assert self.relations("tanks", "spring-shield").verdict(ke.SHARES_TIME) is CERTAIN

    def test_when_were_the_guns_fired(self) -> None:
        """After the 3rd had begun, and over by the 7th."""
        assert str(self.DOSSIER.network().tightened("guns").possible) == "2031-03-03/2031-03-07"

    def test_had_the_leader_left_when_the_missile_flew(self) -> None:
        """He was there during the training, which was over by the 14th; the missile flew on the 17th."""
        assert self.relations("inspection", "missile").verdict(ke.PRECEDES) is CERTAIN

    def relations(self, first: str, second: str) -> ke.RelationSet:
        """What all dates and links together say of two events."""
        return self.DOSSIER.network().relations(first, second)
