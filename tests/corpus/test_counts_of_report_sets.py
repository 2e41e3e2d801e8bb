"""Ten report sets: three questions to each about what can be selected, counted and added up, answered by hand."""

from __future__ import annotations

from typing import Any

import korea_events as ke
from tests.corpus.report_sets import SETS


def tell(rows: Any) -> dict[str, str]:
    """The numbers of an answer by its groups."""
    return {str(getattr(row.group, "id", row.group)): row.number for row in rows}


def reasons(answer: Any) -> dict[str, str]:
    return {one.item.id: str(one.reason) for one in answer.skipped}


class TestIronEdge:
    DOSSIER = SETS["iron edge"]()

    def test_which_events_were_american(self) -> None:
        """The carrier's port call, and both editions: in one the carrier took part, in the other the state."""
        assert self.DOSSIER.events(actor="usa").ids == ("iron-edge-1", "iron-edge-2", "port-call")

    def test_how_many_drills_began_in_each_quarter(self) -> None:
        """In June the first edition and the port call, in November the second edition."""
        drills = self.DOSSIER.events(records="exercises")
        assert tell(ke.count_by(drills, "quarter")) == {"2031-Q2": "2", "2031-Q3": "0", "2031-Q4": "1"}

    def test_how_many_missiles_flew_in_the_year(self) -> None:
        """One, in June; the guns of November fired, but no missile."""
        north = self.DOSSIER.events(actor="prk")
        total = ke.total(north, "missiles", since="2031-01-01", until="2031-12-31")
        assert (tell(total), reasons(total)) == ({"(all)": "1"}, {"firing": "no_number"})


class TestWeekendPause:
    DOSSIER = SETS["weekend pause"]()

    def test_how_many_exercises_began_in_august(self) -> None:
        """The summer exercise, of which the civil drill is a part, the landing, and the drill in the North."""
        counts = ke.count_by(self.DOSSIER.exercises, "month")
        assert (tell(counts), reasons(counts)) == ({"2031-08": "3"}, {"civil-drill": "part"})

    def test_what_was_certainly_under_way_on_sunday(self) -> None:
        """The exercise paused. The drill in the North was in its third day on the 26th: it began on the 24th."""
        sunday = {"since": "2031-08-24", "until": "2031-08-24"}
        assert self.DOSSIER.events(**sunday, at_least="certain").ids == ("north-drill",)

    def test_how_many_missiles_were_launched(self) -> None:
        """Two or three, early on the 23rd."""
        assert tell(ke.total(self.DOSSIER.weapon_events, "missiles", "day")) == {"2031-08-23": "2–3"}


class TestSporadic:
    DOSSIER = SETS["sporadic"]()

    def test_how_many_events_began_in_the_weeks_of_september(self) -> None:
        """The 1st, 8th and 15th are Mondays: balloons, then loudspeakers, then the air drill and the launch."""
        weeks = ke.count_by(self.DOSSIER, "week", since="2031-09-01", until="2031-09-21")
        assert tell(weeks) == {"2031-W36": "1", "2031-W37": "1", "2031-W38": "2"}

    def test_what_was_under_way_on_10_september(self) -> None:
        """Loudspeakers every day of that week; balloons now and then."""
        day = {"since": "2031-09-10", "until": "2031-09-10"}
        assert self.DOSSIER.events(**day, at_least="certain").ids == ("loudspeakers",)
        assert self.DOSSIER.events(**day).ids == ("balloons", "loudspeakers")

    def test_how_many_balloons_were_sent(self) -> None:
        """1,500 is a running total up to the report: it is not added up."""
        total = ke.total(self.DOSSIER.events(records="exercises"), "balloons")
        assert tell(total) == {"(all)": "0"}
        assert reasons(total)["balloons"] == "running_total"


class TestChangedPlans:
    DOSSIER = SETS["changed plans"]()

    def test_how_many_exercises_were_held_in_april(self) -> None:
        """Of the mountain and the air drill reports say so; the signals drill was only moved to another week."""
        drills = self.DOSSIER.events(records="exercises")
        assert tell(ke.count_by(drills, "month", footing="held")) == {"2031-04": "2"}
        assert tell(ke.count_by(drills, "month")) == {"2031-04": "3"}

    def test_what_was_called_off(self) -> None:
        """The river crossing was put off, the night march called off; the mountain drill was held, if cut short."""
        assert self.DOSSIER.events(status=["cancelled", "postponed"]).ids == ("night-march", "river-crossing")

    def test_how_many_weapon_events_there_were_each_day(self) -> None:
        """The missile on the 17th, the guns on the 17th or 18th."""
        days = ke.count_by(self.DOSSIER.weapon_events, "day")
        assert tell(days) == {"2031-04-17": "1–2", "2031-04-18": "0–1"}


class TestZones:
    DOSSIER = SETS["zones"]()

    def test_on_which_days_of_seoul_were_the_launches(self) -> None:
        """22:10 UTC on the 12th is the 13th there, and 10:00 on the 20th in California is 2:00 on the 21st."""
        days = ke.count_by(self.DOSSIER.weapon_events, "day", zone="Asia/Seoul")
        assert {name: number for name, number in tell(days).items() if number != "0"} == {
            "2031-03-13": "1",
            "2031-03-21": "1",
        }

    def test_was_the_launch_on_the_12th(self) -> None:
        """In UTC, not in Seoul."""
        day = {"records": "weapon_events", "since": "2031-03-12", "until": "2031-03-12"}
        assert self.DOSSIER.events(**day, zone="UTC").ids == ("launch",)
        assert self.DOSSIER.events(**day).ids == ()

    def test_how_many_events_were_american(self) -> None:
        """The voyage of the carrier, the bombers and the test."""
        assert tell(ke.count_by(self.DOSSIER, "actor")) == {"usa": "3", "carrier": "1", "(none)": "3"}


class TestDoubt:
    DOSSIER = SETS["doubt"]()

    def test_how_many_drones_flew_in_september(self) -> None:
        """One is unconfirmed; the other is denied by one side and keeps its certainty."""
        assert tell(ke.total(self.DOSSIER.weapon_events, "drones", "month")) == {"2031-09": "1–2"}

    def test_what_was_certainly_under_way_in_the_first_week(self) -> None:
        """The exercise. The tanks may have trained in August, and the first drone is unconfirmed."""
        week = {"since": "2031-09-01", "until": "2031-09-07"}
        assert self.DOSSIER.events(**week, at_least="certain").ids == ("autumn-shield",)
        assert self.DOSSIER.events(**week).ids == ("autumn-shield", "drone-south", "tank-drill")

    def test_how_many_events_began_in_september(self) -> None:
        """Certainly the exercise, the second drone and the launch; perhaps the tanks and the first drone."""
        assert tell(ke.count_by(self.DOSSIER, since="2031-09-01", until="2031-09-30")) == {"(all)": "3–5"}


class TestLengths:
    DOSSIER = SETS["lengths"]()

    def test_how_many_exercises_began_in_march(self) -> None:
        """Two on the 3rd, of which one is counted back from its end; the winter drill may have begun in February."""
        march = ke.count_by(self.DOSSIER.exercises, "month", since="2031-03-01", until="2031-03-31")
        assert tell(march) == {"2031-03": "2–3"}

    def test_how_many_rounds_were_fired(self) -> None:
        """About 20 is 15 to 24, and six more are certain; of the firing that was announced no number is known."""
        total = ke.total(self.DOSSIER.weapon_events, "rounds")
        assert (tell(total), reasons(total)) == ({"(all)": "21–30"}, {"firing": "no_number"})

    def test_how_many_firings_there_were_each_week(self) -> None:
        """Between Monday the 3rd and Wednesday, from Thursday the 13th to Sunday, and on Tuesday the 18th."""
        weeks = ke.count_by(self.DOSSIER.weapon_events, "week")
        assert tell(weeks) == {"2031-W10": "1", "2031-W11": "1", "2031-W12": "1"}


class TestHours:
    DOSSIER = SETS["hours"]()

    def test_how_many_rounds_each_side_fired(self) -> None:
        """About 170 is 165 to 174."""
        total = ke.total(self.DOSSIER, "rounds", "actor")
        assert tell(total) == {"prk": "165–174", "kor": "80"}

    def test_how_many_rounds_were_fired_that_day(self) -> None:
        """80 more."""
        assert tell(ke.total(self.DOSSIER, "rounds", "day"))["2031-11-20"] == "245–254"

    def test_what_was_under_way_on_the_next_day(self) -> None:
        """The army drill for certain; the alert began in the evening and may have been over by midnight."""
        day = {"since": "2031-11-21", "until": "2031-11-21"}
        assert self.DOSSIER.events(**day, at_least="certain").ids == ("army-drill",)
        assert self.DOSSIER.events(**day).ids == ("alert", "army-drill")


class TestVagueMonths:
    DOSSIER = SETS["vague months"]()

    def test_how_many_events_began_in_each_year(self) -> None:
        """Winter training and the faster tests in 2030; three drills in 2031, and the engine test as far as
        "approximately late May" goes."""
        assert tell(ke.count_by(self.DOSSIER, "year")) == {"2030": "2", "2031": "3–4"}

    def test_how_many_missiles_flew(self) -> None:
        """More than 30 so far is a running total: nothing is added up."""
        total = ke.total(self.DOSSIER.activities, "missiles")
        assert (tell(total), reasons(total)) == ({"(all)": "0"}, {"tests": "running_total"})

    def test_which_drills_were_certainly_held_in_may(self) -> None:
        """On whatever days: the two of the first thirds of the month, and the one on a Thursday."""
        may = {"records": "exercises", "since": "2031-05-01", "until": "2031-05-31"}
        assert self.DOSSIER.events(**may, at_least="certain").ids == (
            "air-drill",
            "first-drill",
            "second-drill",
        )


class TestRelative:
    DOSSIER = SETS["relative"]()

    def test_how_many_events_began_in_march(self) -> None:
        """By their own dates the exercise, the landing (third day on the 12th) and the missile. By what the reports
        say of each other the tanks, the guns and the visit too."""
        march = {"since": "2031-03-01", "until": "2031-03-31"}
        assert tell(ke.count_by(self.DOSSIER, **march)) == {"(all)": "3–6"}
        assert tell(ke.count_by(self.DOSSIER.tightened(), **march)) == {"(all)": "6"}

    def test_what_may_have_gone_on_after_the_8th(self) -> None:
        """All but the guns, which had been fired by the 7th."""
        after = self.DOSSIER.events(since="2031-03-08")
        assert after.ids == ("inspection", "landing", "missile", "spring-shield", "tanks")
        certain = self.DOSSIER.events(since="2031-03-08", at_least="certain")
        assert certain.ids == ("landing", "missile", "spring-shield")

    def test_how_many_missiles_flew_in_the_week_from_the_17th(self) -> None:
        """One, on that Monday."""
        week = ke.total(self.DOSSIER.events(since="2031-03-17", at_least="certain"), "missiles", "week")
        assert tell(week) == {"2031-W12": "1"}
