"""Ten sets of reports of our own invention, coded as a coder would: starts are held, ends planned, times approximate.

The exercises do not exist; all of it takes place in 2031. Headlines are the titles of the documents.
"""

from __future__ import annotations

from collections.abc import Callable

import korea_events as ke

Span, Plan = ke.Span, ke.Plan

ACTORS = (
    ke.Actor(id="wire", name="a wire of Seoul", kind="outlet"),
    ke.Actor(id="us-wire", name="a wire of New York", kind="outlet"),
    ke.Actor(id="agency", name="the agency of Pyongyang", kind="outlet"),
    ke.Actor(id="prk", name="North Korea", kind="state"),
    ke.Actor(id="kor", name="South Korea", kind="state"),
    ke.Actor(id="usa", name="United States", kind="state"),
    ke.Actor(id="carrier", name="a carrier", kind="unit", country="usa"),
)


def report(
    document: str, day: str, title: str, *, by: str = "wire", zone: str | None = "Asia/Seoul"
) -> ke.Document:
    """A report with its date and its headline."""
    return ke.Document(id=document, publisher=by, title=title, published=Span.on(day, zone=zone))


def drill(name: str, *documents: str, **fields: object) -> ke.Exercise:
    return ke.Exercise(id=name, name=name.replace("-", " "), citations=documents, **fields)


def launch(name: str, *documents: str, **fields: object) -> ke.WeaponEvent:
    return ke.WeaponEvent(id=name, name=name.replace("-", " "), citations=documents, **fields)


def by(actor: str) -> list[ke.Participation]:
    """The one who fires, flies or sails."""
    return [ke.Participation(actor=actor, role="operator")]


def count(what: str, words: str, **more: object) -> list[ke.Measure]:
    """A number as the report prints it."""
    return [ke.Measure(what=what, quantity=words, **more)]


def build_iron_edge() -> ke.Dossier:
    """Two editions of a naval drill, each reported on its first day and no more."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-06-11", "US carrier enters Busan, to stay until Monday"),
        report("r2", "2031-06-12", "Three nations kick off Iron Edge drill, to run through Saturday"),
        report("r3", "2031-06-13", "Pyongyang calls Iron Edge a provocation", by="agency"),
        report("r4", "2031-06-16", "North fires missile at around 5:10 a.m."),
        report("r5", "2031-11-13", "Second Iron Edge begins off Jeju, to end Saturday"),
        report("r6", "2031-11-14", "North's artillery fired shortly after 9 p.m. Thursday, JCS says"),
        drill(
            "iron-edge-1",
            "r2",
            span=Span.parse("2031-06-12/..", as_of="2031-06-12"),
            plans=[Plan(span="2031-06-12/2031-06-14")],
            participations=["kor", "carrier"],
        ),
        drill(
            "iron-edge-2",
            "r5",
            span=Span.parse("2031-11-13/..", as_of="2031-11-13"),
            plans=[Plan(span="2031-11-13/2031-11-15")],
            participations=["kor", "usa"],
        ),
        drill(
            "port-call",
            "r1",
            span=Span.parse("2031-06-11/..", as_of="2031-06-11"),
            plans=[Plan(span="/2031-06-16")],
            participations=["carrier"],
        ),
        launch(
            "launch",
            "r4",
            span="2031-06-16T05:10~",
            participations=by("prk"),
            measures=count("missiles", "one"),
        ),
        launch("firing", "r6", span="2031-11-13T21:05~", participations=by("prk")),
    )


def build_weekend_pause() -> ke.Dossier:
    """A summer exercise that pauses for the weekend, and what falls into the pause."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-08-18", "Allies begin summer shield; civil drill to last four days"),
        report("r2", "2031-08-22", "Summer shield pauses for the weekend"),
        report("r3", "2031-08-23", "North launches missile at around 7:31 a.m. Saturday"),
        report(
            "r4", "2031-08-25", "Summer shield resumes; marines kick off landing drill, to run through Friday"
        ),
        report("r5", "2031-08-26", "North's troops at drill for third straight day", by="agency"),
        report("r6", "2031-08-28", "Summer shield ends"),
        drill("summer-shield", "r1", "r6", span="2031-08-18/2031-08-28", pauses=["2031-08-23/2031-08-24"]),
        drill("civil-drill", "r1", span="2031-08-18/2031-08-21", part_of="summer-shield"),
        drill("landing", "r4", span="2031-08-25/..", plans=[Plan(span="2031-08-25/2031-08-29")]),
        drill(
            "north-drill",
            "r5",
            span=Span.parse("/..", as_of="2031-08-26"),
            length=ke.StatedLength(words="third straight day", n=3, unit="day", counting="so_far"),
        ),
        launch("launch", "r3", span="2031-08-23T07:31~", measures=count("missiles", "2 or 3")),
    )


def build_sporadic() -> ke.Dossier:
    """Balloons from time to time, loudspeakers every day, jamming for the fifth day."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-09-14", "Loudspeakers blared every day this week"),
        report("r2", "2031-09-17", "North fires missiles at around 7:10 a.m."),
        report("r3", "2031-09-19", "Five-day air drill ends"),
        report("r4", "2031-09-30", "Balloons sporadically since Sept. 1"),
        report("r5", "2031-11-12", "GPS jammed for the fifth day"),
        report("r6", "2031-11-12", "Artillery heard from 11 a.m. to 5 p.m."),
        drill(
            "balloons",
            "r4",
            span=Span.parse("2031-09-01/..", as_of="2031-09-30"),
            intermittent=True,
            measures=count("balloons", "some 1,500", cumulative=True),
        ),
        drill("loudspeakers", "r1", span="2031-09-08/2031-09-14"),
        drill("air-drill", "r3", span="2031-09-15/2031-09-19"),
        launch("launch", "r2", span="2031-09-17T07:10~", measures=count("missiles", "at least 2")),
        drill(
            "jamming",
            "r5",
            span=Span.parse("/..", as_of="2031-11-12"),
            length=ke.StatedLength(words="for the fifth day", n=5, unit="day", counting="so_far"),
        ),
        launch("artillery", "r6", span="2031-11-12T11:00/2031-11-12T17:00"),
    )


def build_changed_plans() -> ke.Dossier:
    """Drills put off, called off and cut short."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-04-10", "River crossing of 14-18 April put off, no new date"),
        report("r2", "2031-04-11", "Signals drill of 14-18 April moved to 21-25 April"),
        report("r3", "2031-04-11", "Night march of 15 April called off"),
        report("r4", "2031-04-16", "Mountain drill, planned until Friday, cut short"),
        report("r5", "2031-04-17", "Missile at around 6:40 a.m."),
        report("r6", "2031-04-19", "Guns fired on Thursday or Friday", by="agency"),
        report("r7", "2031-04-25", "Air drill that began on the 14th wraps up"),
        drill("river-crossing", "r1", status="postponed", plans=[Plan(span="2031-04-14/2031-04-18")]),
        drill(
            "signals-drill",
            "r2",
            plans=[Plan(span="2031-04-14/2031-04-18"), Plan(span="2031-04-21/2031-04-25")],
        ),
        drill("night-march", "r3", status="cancelled", plans=[Plan(span="2031-04-15")]),
        drill(
            "mountain-drill", "r4", span="2031-04-14/2031-04-16", plans=[Plan(span="2031-04-14/2031-04-18")]
        ),
        launch("launch", "r5", span="2031-04-17T06:40~"),
        launch("guns", "r6", span="[2031-04-17,2031-04-18]"),
        drill("air-drill", "r7", span="2031-04-14/2031-04-25"),
    )


def build_zones() -> ke.Dossier:
    """Dates of Seoul, Pyongyang, Guam and California, and a time in UTC."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-03-02", "Carrier leaves San Diego", by="us-wire", zone="America/New_York"),
        report("r2", "2031-03-13", "Spring shield ends after 11 days"),
        report("r3", "2031-03-13", "Missile launched at 2210 UTC on the 12th", by="us-wire", zone=None),
        report("r4", "2031-03-13", "Our tanks trained on the 12th", by="agency", zone="Asia/Pyongyang"),
        report("r5", "2031-03-13", "Bombers leave Guam on the 13th", by="us-wire", zone=None),
        report("r6", "2031-03-20", "Test missile leaves Vandenberg", by="us-wire", zone=None),
        drill("spring-shield", "r2", span="2031-03-03/2031-03-13"),
        drill("bombers", "r5", span=Span.on("2031-03-13", zone="Pacific/Guam"), participations=["usa"]),
        launch("launch", "r3", span="2031-03-12T22:10Z"),
        drill("tanks", "r4", span=Span.on("2031-03-12", zone="Asia/Pyongyang")),
        drill(
            "voyage", "r1", span=Span.on("2031-03-02", zone="America/Los_Angeles"), participations=["carrier"]
        ),
        launch(
            "vandenberg",
            "r6",
            span=Span.parse("2031-03-20T10:00", zone="America/Los_Angeles"),
            participations=by("usa"),
        ),
    )


def build_doubt() -> ke.Dossier:
    """One drone unconfirmed, one denied by the other side."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-09-05", "Tank units trained, agency reports", by="agency"),
        report("r2", "2031-09-05", "Drone may have crossed the line Thursday"),
        report("r3", "2031-09-10", "Enemy drone over our capital on the 9th", by="agency"),
        report("r4", "2031-09-10", "Seoul denies it sent a drone"),
        report("r5", "2031-09-11", "Missile at around 7:10 a.m."),
        report("r6", "2031-09-12", "Two-week autumn shield ends"),
        drill("autumn-shield", "r6", span="2031-09-01/2031-09-12"),
        drill("tank-drill", "r1", span=Span.bounded(latest_end="2031-09-05")),
        launch("drone-south", "r2", span="2031-09-04", status="unconfirmed", measures=count("drones", "one")),
        launch("drone-north", "r3", span="2031-09-09", measures=count("drones", "one")),
        launch("launch", "r5", span="2031-09-11T07:10~"),
        ke.EventClaim(
            id="denial",
            event="drone-north",
            attribute="occurrence",
            stance="denies",
            claimants=["kor"],
            citations=["r4"],
        ),
    )


def build_lengths() -> ke.Dossier:
    """Printed lengths, of which only some say how they count."""
    inclusive = ke.StatedLength(words="11-day", n=11, unit="day", counting="inclusive")
    weekdays = ke.StatedLength(words="nine weekdays", n=9, unit="day", counting="weekdays")
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-03-06", "Guns fired for a day between Monday and Wednesday", by="agency"),
        report("r2", "2031-03-08", "After nearly two weeks, winter drill ended Friday", by="agency"),
        report("r3", "2031-03-12", "North to fire later this week"),
        report("r4", "2031-03-13", "11-day spring shield ends Thursday"),
        report("r5", "2031-03-17", "Marines trained nine weekdays from the 3rd"),
        report("r6", "2031-03-18", "Rockets fired Tuesday"),
        drill("spring-shield", "r4", span="/2031-03-13", length=inclusive),
        drill("marines", "r5", span="2031-03-03/", length=weekdays),
        drill("winter-drill", "r2", span="/2031-03-07", length=ke.StatedLength(words="nearly two weeks")),
        launch("guns", "r1", span="[2031-03-03..2031-03-05]", measures=count("rounds", "about 20")),
        launch(
            "firing",
            "r3",
            span=Span.bounded(earliest_start="2031-03-13", latest_end="2031-03-16", max_days=1),
        ),
        launch("rockets", "r6", span="2031-03-18", measures=count("rounds", "6")),
    )


def build_hours() -> ke.Dossier:
    """An afternoon of shelling, by the minute, within an exercise of days."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-11-20", "South's guns at drill from 10 a.m. to 2:25 p.m."),
        report("r2", "2031-11-20", "North shells island from 1:00 to 2:35 p.m."),
        report("r3", "2031-11-20", "South returns fire 13 minutes later, until 2:41 p.m."),
        report("r4", "2031-11-20", "Jets scrambled at around 1:40 p.m."),
        report("r5", "2031-11-21", "Islanders taken off from around 3 p.m. until 10 p.m."),
        report("r6", "2031-11-21", "Units on alert overnight"),
        report("r7", "2031-11-28", "Two-week army drill ends"),
        drill("army-drill", "r7", span="2031-11-17/2031-11-28"),
        drill("gun-drill", "r1", span="2031-11-20T10:00/2031-11-20T14:25"),
        launch(
            "shelling",
            "r2",
            span="2031-11-20T13:00/2031-11-20T14:35",
            participations=by("prk"),
            measures=count("rounds", "about 170"),
        ),
        launch(
            "return-fire",
            "r3",
            span="2031-11-20T13:13/2031-11-20T14:41",
            participations=by("kor"),
            measures=count("rounds", "80"),
        ),
        launch("jets", "r4", span="2031-11-20T13:40~"),
        drill("evacuation", "r5", span="2031-11-20T15:00~/2031-11-20T22:00"),
        drill(
            "alert",
            "r6",
            span=Span.bounded(earliest_start="2031-11-20T18:00", latest_end="2031-11-21T06:00"),
        ),
    )


def build_vague_months() -> ke.Dossier:
    """Thirds of a month, a Thursday, and what has gone on since last year."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-04-02", "Winter training filled December to March", by="agency"),
        report("r2", "2031-05-12", "Three-day drill held in the first ten days of May", by="agency"),
        report("r3", "2031-05-20", "Faster weapons tests since 2030, experts say", by="us-wire", zone=None),
        report("r4", "2031-05-21", "Two-day drill held in the second ten days of May", by="agency"),
        report("r5", "2031-06-02", "Air drill held one Thursday in May"),
        report("r6", "2031-06-02", "Engine tested in late May"),
        drill("winter-training", "r1", span=Span.parse("2030-12/2031-03", reading="throughout")),
        drill(
            "first-drill",
            "r2",
            span=Span.bounded(earliest_start="2031-05-01", latest_end="2031-05-10", min_days=3, max_days=3),
        ),
        drill(
            "second-drill",
            "r4",
            span=Span.bounded(earliest_start="2031-05-11", latest_end="2031-05-20", min_days=2, max_days=2),
        ),
        drill("air-drill", "r5", span="[2031-05-01,2031-05-08,2031-05-15,2031-05-22,2031-05-29]"),
        launch(
            "engine-test",
            "r6",
            span=Span.bounded(earliest_start="2031-05-21", latest_end="2031-05-31", approximate=True),
        ),
        ke.Activity(
            id="tests",
            name="faster weapons tests",
            span=Span.parse("2030/..", as_of="2031-05-20"),
            measures=count("missiles", "more than 30", cumulative=True),
            citations=["r3"],
        ),
    )


def build_relative() -> ke.Dossier:
    """Dates that are given by other events: as the drills began, during, after."""
    return ke.Dossier.of(
        *ACTORS,
        report("r1", "2031-03-08", "Guns fired after the enemy's drills had begun", by="agency"),
        report("r2", "2031-03-12", "Landing drill goes on for third day"),
        report("r3", "2031-03-13", "Spring shield ends"),
        report("r4", "2031-03-14", "Tank units trained as the enemy's drills began", by="agency"),
        report("r5", "2031-03-14", "The leader inspected the tanks during the training", by="agency"),
        report("r6", "2031-03-17", "Missile launched Monday"),
        drill("spring-shield", "r3", span="2031-03-03/2031-03-13"),
        drill("tanks", "r4", span=Span.bounded(latest_end="2031-03-14")),
        drill("inspection", "r5", span=Span.unknown()),
        drill("guns", "r1", span=Span.bounded(latest_end="2031-03-07")),
        drill("missile", "r6", span="2031-03-17", measures=count("missiles", "one")),
        drill(
            "landing",
            "r2",
            span=Span.parse("/..", as_of="2031-03-12"),
            length=ke.StatedLength(words="for third day", n=3, unit="day", counting="so_far"),
        ),
        ke.Link(id="as-began", kind="starts_with", source="tanks", target="spring-shield", citations=["r4"]),
        ke.Link(id="in-training", kind="during", source="inspection", target="tanks", citations=["r5"]),
        ke.Link(
            id="after-begun", kind="starts_after", source="guns", target="spring-shield", citations=["r1"]
        ),
    )


SETS: dict[str, Callable[[], ke.Dossier]] = {
    "iron edge": build_iron_edge,
    "weekend pause": build_weekend_pause,
    "sporadic": build_sporadic,
    "changed plans": build_changed_plans,
    "zones": build_zones,
    "doubt": build_doubt,
    "lengths": build_lengths,
    "hours": build_hours,
    "vague months": build_vague_months,
    "relative": build_relative,
}
