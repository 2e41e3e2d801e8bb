"""STIX: what becomes of each record, that two validators take it, and what is said to be lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
import sys

import pytest
import stix2
from hypothesis import given
from stix2validator import ValidationOptions, validate_string

from korea_events.codecs import stix
from korea_events.codecs.stix.terms import OWN_EXTENSION
from korea_events.dossier import Dossier
from korea_events.errors import FileError, LossError
from korea_events.model import (
    Actor,
    Assessment,
    CapabilityClaim,
    Citation,
    Document,
    EventClaim,
    Exercise,
    ExerciseSeries,
    Framing,
    Link,
    Participation,
    Place,
    Plan,
    Quantity,
    Quote,
    Rating,
    Statement,
    Superlative,
    Term,
    WeaponSystem,
)
from korea_events.reference import get_dossier
from korea_events.temporal import Span
from korea_events.testing.strategies import dossiers
from tests.lost_paths import without

USA = Actor(id="usa", name="United States", kind="state")
KCNA = Actor(id="kcna", name="KCNA", kind="agency")


def objects(*records, **arguments):
    """What a dossier of some records becomes, without the creator and the extension."""
    made = json.loads(stix.dumps(Dossier.of(*records), **arguments).text).get("objects", [])
    return [one for one in made if one.get("name") not in {"korea_events", "Dates as stated"}]


def only(kind, *records):
    (found,) = [one for one in objects(*records) if one["type"] == kind]
    return found


def drill(span=None, **more):
    return Exercise(id="fs-24", name="Freedom Shield 24", span=span, **more)


def test_actors_are_identities():
    experts = Actor(id="experts", name="experts", kind="group", anonymity="collective_unnamed")
    kim = Actor(id="kim", name="Kim Jong Un", kind="person")
    assert {one["name"]: one["identity_class"] for one in objects(USA, experts, kim, KCNA)} == {
        "United States": "organization", "experts": "class", "Kim Jong Un": "individual", "KCNA": "organization",
    }  # fmt: skip
    assert only("identity", USA)["sectors"] == ["government-national"]


def test_a_place_is_a_location_with_its_radius_in_metres():
    sohae = Place(id="sohae", name="Sohae", country="prk", latitude=39.66, longitude=124.71, radius_km=2)
    made = only("location", sohae)
    assert (made["latitude"], made["longitude"], made["precision"], made["country"]) == (
        39.66,
        124.71,
        2000.0,
        "KP",
    )


@pytest.mark.parametrize(
    "span, start, end",
    [
        (
            Span.of("2024-03-04", "2024-03-14"),
            ("2024-03-04T00:00:00.000Z", "day"),
            ("2024-03-14T00:00:00.000Z", "day"),
        ),
        (Span.on("2024-03-13"), ("2024-03-13T00:00:00.000Z", "day"), ("2024-03-13T00:00:00.000Z", "day")),
        (Span.parse("2024-03"), ("2024-03-01T00:00:00.000Z", "month"), ("2024-03-01T00:00:00.000Z", "month")),
        (Span.parse("2022/.."), ("2022-01-01T00:00:00.000Z", "year"), None),
        (Span.parse("2024-03-04/"), ("2024-03-04T00:00:00.000Z", "day"), None),
        (Span.bounded(earliest_start="2023-12-31", latest_start="2024-01-01"), None, None),
        (
            Span.parse("2024-03-18T07:44:00+09:00/2024-03-18T08:30:00+09:00"),
            ("2024-03-17T22:44:00.000Z", "second"),
            ("2024-03-17T23:30:00.000Z", "second"),
        ),
    ],
    ids=str,
)
def test_times_say_how_exact_they_are(span, start, end):
    """A day in Korea reads as that day: its midnight in UTC, to be trusted to the day."""
    made = only("event", drill(span))
    for name, expected in (("start", start), ("end", end)):
        found = (made[f"{name}_time"], made[f"{name}_time_fidelity"]) if f"{name}_time" in made else None
        assert found == expected
    assert made["extensions"][OWN_EXTENSION]["dates"] == {"span": json.loads(json.dumps(_plain(span)))}


def _plain(span):
    said = span.arguments()
    return said["edtf"] if list(said) == ["edtf"] else said


@pytest.mark.parametrize(
    "event, status",
    [
        (drill(Span.on("2024-03-13"), status="held"), "occurred"),
        (drill(Span.on("2024-03-13")), "occurred"),
        (drill(Span.parse("2022/..")), "ongoing"),
        (drill(Span.parse("2022/")), "undetermined"),
        (drill(plans=[Plan(span=Span.on("2024-03-13"))]), "pending"),
        (drill(status="cancelled"), "not-occurred"),
        (drill(), "undetermined"),
    ],
    ids=repr,
)
def test_status_of_an_event(event, status):
    assert only("event", event)["status"] == status


def test_a_document_is_a_report_on_what_cites_it():
    wire = Document(
        id="wire", publisher="kcna", title="Kim guides drill", url="https://example.org/1",
        published=Span.on("2024-03-14", zone=None), language="en",
    )  # fmt: skip
    cited = drill(citations=[Citation(document="wire")])
    made = only("report", KCNA, wire, cited)
    assert (made["name"], made["published"], made["lang"]) == (
        "Kim guides drill",
        "2024-03-14T00:00:00.000Z",
        "en",
    )
    assert made["object_refs"][0] == only("event", cited.__class__(id="fs-24", name="x"))["id"]
    assert made["external_references"][0] == {"source_name": "KCNA", "url": "https://example.org/1"}


def test_what_somebody_says_is_a_note_and_never_a_fact():
    tank = WeaponSystem(id="tank", name="new tank")
    claim = CapabilityClaim(
        id="best", system="tank", attribute="power", claimants=["usa"],
        value=Superlative(text="most powerful", scope="the world"),
    )  # fmt: skip
    framing = Framing(id="rehearsal", holder="kcna", of="usa", frame="rehearsal for invasion")
    judged = Assessment(
        id="more", holder="usa", proposition="more tests", confidence="moderate", hedge="likely"
    )
    made = {
        one["abstract"]: one
        for one in objects(USA, KCNA, tank, claim, framing, judged)
        if one["type"] == "note"
    }
    assert made["capability claim"]["authors"] == ["United States"]
    assert "most powerful" in made["capability claim"]["content"]
    assert "rehearsal for invasion" in made["framing"]["content"]
    assert made["assessment"]["confidence"] == 50
    assert {one["type"] for one in objects(USA, tank, claim)} == {"identity", "note"}


def test_the_words_of_a_note_are_listed_apart_from_what_is_lost_altogether():
    said = Statement(
        id="s", speakers=["kcna"], said=Span.on("2024-03-14"), quote=Quote(exact="Do not", language="en"), note="x",
        citations=[Citation(document="wire")],
    )  # fmt: skip
    dossier = Dossier.of(KCNA, Document(id="wire"), said)
    lost = {loss.path: loss.reason for loss in stix.dumps(dossier).losses if "statements" in loss.path}
    assert lost == {
        "$.statements[0].quote": "kept in the words of a note only",
        "$.statements[0].citations": "STIX has no property for it",
        "$.statements[0].note": "STIX has no property for it",
    }
    (note,) = [one for one in objects(KCNA, Document(id="wire"), said) if one["type"] == "note"]
    assert note["extensions"][OWN_EXTENSION]["dates"] == {"said": "2024-03-14"}


def test_a_dispute_is_an_opinion():
    test = drill()
    said = EventClaim(
        id="a", event="fs-24", attribute="outcome", claimants=["kcna"], value=Term(text="success")
    )
    denied = EventClaim(
        id="b", event="fs-24", attribute="outcome", claimants=["usa"], stance="denies", disputes=["a"]
    )
    doubted = EventClaim(
        id="c", event="fs-24", attribute="count", claimants=["usa"], stance="doubts", disputes=["a"],
        value=Quantity(value=3),
    )  # fmt: skip
    opinions = [one for one in objects(USA, KCNA, test, said, denied, doubted) if one["type"] == "opinion"]
    assert [one["opinion"] for one in opinions] == ["disagree", "neutral"]
    assert opinions[0]["authors"] == ["United States"]


def test_relationships_have_neither_start_nor_stop():
    """STIX wants the stop later than the start, which one day is not."""
    one_day = drill(
        Span.on("2024-03-13"), participations=[Participation(actor="usa", role="host")], part_of="whole"
    )
    whole = Exercise(id="whole", name="whole")
    link = Link(id="link", kind="shares_time", source="fs-24", target="whole", reading="as the drills began")
    made = [one for one in objects(USA, one_day, whole, link) if one["type"] == "relationship"]
    assert sorted(one["relationship_type"] for one in made) == ["host-of", "part-of", "shares-time"]
    assert all("start_time" not in one and "stop_time" not in one for one in made)


def test_a_series_is_a_grouping_of_its_editions():
    series = ExerciseSeries(id="fs", name="Freedom Shield")
    made = objects(series, drill(series="fs"))
    grouping = next(one for one in made if one["type"] == "grouping")
    assert grouping["object_refs"] == [one["id"] for one in made if one["type"] == "event"]


def test_ratings_are_markings_of_what_they_rate():
    tank = WeaponSystem(id="tank", name="new tank")
    claim = CapabilityClaim(
        id="best", system="tank", attribute="power", claimants=["usa"], value=Term(text="great")
    )
    rating = Rating(id="r", of="kcna", claim="best", reliability="D", credibility="6", rater="mk")
    again = Rating(id="s", of="usa", reliability="D", rater="mk")
    made = objects(USA, KCNA, tank, claim, rating, again)
    markings = {
        one["id"]: one["definition"]["statement"] for one in made if one["type"] == "marking-definition"
    }
    marked = {
        one.get("name", one["type"]): [markings[ref] for ref in one.get("object_marking_refs", [])]
        for one in made
    }
    assert marked["KCNA"] == ["Admiralty source reliability: D (not usually reliable)"]
    assert marked["note"] == ["Admiralty information credibility: 6 (cannot be judged)"]
    assert marked["United States"] == marked["KCNA"]
    assert len(markings) == 2


def test_identifiers_are_the_same_for_ever():
    """Derived from the record in a namespace of our own: never change what this asserts."""
    assert only("identity", USA)["id"] == "identity--eeeeee12-e70c-5bbc-ad99-8b4b8c53dfaf"
    renamed = Actor(id="usa", name="USA", kind="state")
    assert only("identity", renamed)["id"] == only("identity", USA)["id"]


def test_the_stamp_is_written_where_it_counts():
    moment = dt.datetime(2024, 5, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    assert objects(USA, stamp=moment)[0]["modified"] == "2024-05-01T00:00:00.000Z"
    with pytest.raises(FileError) as caught:
        stix.dumps(Dossier.of(), stamp=dt.datetime(2024, 5, 1))
    assert caught.value.problems[0].code == "stix-stamp"


def test_an_empty_dossier_is_a_bundle_of_its_creator_alone():
    """stix2 cannot read a bundle without objects."""
    (creator,) = json.loads(stix.dumps(Dossier.of()).text)["objects"]
    assert (creator["type"], creator["name"]) == ("identity", "korea_events")


def test_strict_makes_a_loss_an_error():
    with pytest.raises(LossError):
        stix.dumps(get_dossier("seed"), strict=True)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network is asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def validated(text):
    found = validate_string(text, ValidationOptions(version="2.1"))
    return [
        str(error) for result in getattr(found, "object_results", []) for error in result.errors or []
    ], found.is_valid


@pytest.mark.parametrize("name", ["seed", "drills"])
def test_two_validators_take_the_shipped_dossiers(no_network, name):
    text = stix.dumps(get_dossier(name)).text
    assert validated(text) == ([], True)
    assert stix2.parse(text, allow_custom=True).type == "bundle"


@given(dossiers())
def test_stix2_takes_any_dossier_and_every_loss_has_its_place(dossier):
    text, losses = stix.dumps(dossier)
    assert stix2.parse(text, allow_custom=True).type == "bundle"
    assert len({one["id"] for one in json.loads(text).get("objects", [])}) == len(
        json.loads(text).get("objects", [])
    )
    without(dossier, losses)
    assert stix.dumps(dossier).text == text


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_dossier_is_the_same_text_under_any_hash_seed(seed):
    code = (
        "from hashlib import sha256; from korea_events.codecs import csv, geojson, stix;"
        "from korea_events.reference import get_dossier; drills = get_dossier('drills');"
        "print(sha256(''.join(form.dumps(drills).text for form in (csv, geojson, stix)).encode()).hexdigest())"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": value},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for value in (seed, "0")
    ]
    assert printed[0] == printed[1]
