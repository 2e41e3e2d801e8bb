"""What type checkers must refuse in constructors of records; an ignore that nothing needs is an error itself.

Each refused argument is refused at run time too (tests/unit/model); the calls stand in functions that nobody makes.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

import datetime as dt
from typing import assert_type

import korea_events as ke

DAY = ke.Span.on("2024-03-14")


def accepted() -> None:
    """Text for codes, lists for tuples, members and tuples as they are, ints where numbers are meant."""
    ke.Actor(id="kcna", name="KCNA", kind="agency", names=["조선중앙통신"])
    ke.Actor(
        id="kcna", name="KCNA", kind=ke.vocabularies.ActorKind.AGENCY, names=("조선중앙통신",), anonymity=None
    )
    ke.Place(id="sohae", name="Sohae", latitude=39.66, longitude=124)
    ke.Support(fields=["name"], basis="coder_supplied")
    ke.Exercise(id="fs-24", name="Freedom Shield 24", kinds=["cpx", "ftx"], pauses=[DAY])
    ke.Exercise(
        id="fs-24", name="Freedom Shield 24", kinds=[ke.vocabularies.ExerciseKind.COMMAND_POST], pauses=(DAY,)
    )
    ke.Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14", pauses=["2024-03-10"])
    ke.Exercise(id="fs-24", name="Freedom Shield 24", span=dt.date(2024, 3, 4), citations=["wire"])
    ke.Exercise(id="fs-24", name="FS 24", participations=["usa", ke.Participation(actor="kor", role="host")])
    ke.Plan(span="2024-03", announced="2024-02-28", citations=[ke.Citation(document="wire"), "wire-2"])
    assert_type(ke.Actor(id="usa", name="USA", kind="state").replace(name="United States"), ke.Actor)
    ke.Measure(what="troops", quantity=ke.Comparison(factor=2, baseline="fs-23"))
    ke.EventClaim(id="a", event="b", attribute="apogee", claimants=["jcs"], value=ke.Quantity(value=6000))
    ke.EventClaim(id="a", event="b", attribute="apogee", claimants=["jcs"], value="about 6,000 km")
    ke.Exercise(id="a", name="a", length="11-day", measures=[ke.Measure(what="troops", quantity="dozens")])
    assert_type(ke.Quantity.parse("6,000 km", unit="km"), ke.Quantity)
    assert_type(ke.StatedLength.parse("11-day").n, int | None)
    ke.WeaponEvent(
        id="a", name="a", kinds=["launch"], places=["sohae", ke.EventPlace(place="x", role="impact_area")]
    )
    ke.EventReport(id="r", event="a", document="d", kinds=["ftx", ke.vocabularies.WeaponEventKind.LAUNCH])
    ke.Statement(id="s", speakers=["usa", "kor"], acts=[ke.Act(kind="notify", condition="if it rains")])
    ke.Measure(what="killed", quantity="about 100", actor="prk", cumulative=True, until="2024-12-19")
    ke.Document(id="d", kind="imagery", acquired="2024-01-09", provider="planet")
    ke.EventClaim(
        id="c", event="a", attribute="order", claimants=["jcs"], value=ke.Ordinal(n=12, within="2024")
    )
    ke.Citation(document="wire", attribution=[ke.Hop(actor="kcna", verb="reports")])
    dossier = ke.Dossier.of(ke.Actor(id="usa", name="United States", kind="state"))
    assert_type(dossier.actors["usa"], ke.Actor)
    assert_type(dossier.exercises[0], ke.Exercise)
    assert_type(dossier.exercises[:2], tuple[ke.Exercise, ...])
    assert_type(dossier.documents.get("wire"), ke.Document | None)
    assert_type(dossier["usa"], ke.Record)
    assert_type(dossier.as_of("2024-03-10"), ke.Dossier)
    for framing in dossier.framings:
        assert_type(framing.frame, str)


def refused(anything: object) -> None:
    """Other types than those declared."""
    ke.Actor(id=1, name="KCNA", kind="agency")  # type: ignore[arg-type]  # an id is text
    ke.Actor(id="kcna", name="KCNA", kind=3)  # type: ignore[arg-type]  # a code is text
    ke.Actor(id="kcna", name="KCNA", kind="agency", names="abc")  # type: ignore[arg-type]  # not three names
    ke.Actor(id="kcna", name="KCNA")  # type: ignore[call-arg]  # kind is required
    ke.Actor(id="kcna", name="KCNA", kind="agency", county="prk")  # type: ignore[call-arg]  # misspelt
    ke.Exercise(id="a", name="a", span=2024)  # type: ignore[arg-type]  # a span, text or a date
    ke.Statement(id="s", speakers="usa")  # type: ignore[arg-type]  # not three speakers
    ke.Exercise(id="a", name="a", citations="wire")  # type: ignore[arg-type]  # not four citations
    ke.Exercise(id="a", name="a", participations=[1])  # type: ignore[list-item]  # participations or ids
    ke.Document(id="a", published="2024-03-14")  # type: ignore[arg-type]  # in which zone?
    ke.Citation(document="wire", attribution=[anything])  # type: ignore[list-item]  # hops only
    ke.Measure(what="troops", quantity=24)  # type: ignore[arg-type]  # a bare number says too little
    ke.Exercise(id="a", name="a", length=11)  # type: ignore[arg-type]  # eleven of what?
    ke.Place(id="a", name="a", latitude="39")  # type: ignore[arg-type]  # a number, not its text
    actor = ke.Actor(id="usa", name="United States", kind="state")
    actor.name = "USA"  # type: ignore[misc]  # records are frozen
