"""STIX: what becomes of each record, that two validators take it, and what is said to be lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
import stix2
from hypothesis import given, strategies as st
from stix2validator import ValidationOptions, validate_string

from korea_events.codecs import stix
from korea_events.codecs.stix.export import as_checkable_object
from korea_events.codecs.stix.times import find_publication_time, find_time
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
from korea_events.temporal import Grain, Span
from korea_events.testing.strategies import dossiers, spans
from tests.lost_paths import without

USA = Actor(id="usa", name="United States", kind="state")
KCNA = Actor(id="kcna", name="KCNA", kind="agency")


def objects(*records, **arguments):
    """What a dossier of some records becomes, without the creator and the extension."""
    made = json.loads(stix.dumps(Dossier.of(*records), **arguments).text)["objects"]
    return [one for one in made if one.get("name") not in {"korea_events", "The record as stated"}]


def only(kind, *records, **arguments):
    (found,) = [one for one in objects(*records, **arguments) if one["type"] == kind]
    return found


def between(early, late, zone="Asia/Seoul"):
    return Span.bounded(
        earliest_start=Span.parse(early, zone=zone).earliest_start,
        latest_start=Span.parse(late, zone=zone).earliest_start,
        zone=zone,
    )


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
        # a day of Seoul begins at 15:00 UTC on the day before
        (Span.of("2024-03-04", "2024-03-14"), "2024-03-03T15:00 day", "2024-03-13T15:00 day"),
        (Span.on("2024-03-18"), "2024-03-17T15:00 day", "2024-03-17T15:00 day"),
        (Span.on("2024-03-18", zone="UTC"), "2024-03-18T00:00 day", "2024-03-18T00:00 day"),
        (Span.on("2024-03-18", zone="America/New_York"), "2024-03-18T04:00 day", "2024-03-18T04:00 day"),
        (Span.on("2016-03-18", zone="Asia/Pyongyang"), "2016-03-17T15:30 day", "2016-03-17T15:30 day"),
        # precision as said
        (Span.parse("2024-03"), "2024-02-29T15:00 month", "2024-02-29T15:00 month"),
        (Span.parse("2022/.."), "2021-12-31T15:00 year", None),
        (Span.parse("2024-03-04/"), "2024-03-03T15:00 day", None),
        (Span.bounded(earliest_start="2023-12-31", latest_start="2024-01-01"), None, None),
        (Span.bounded(earliest_start="2024-03-30", latest_start="2024-04-02"), "2023-12-31T15:00 year", None),
        (Span.parse("2024-03-14/2024-03"), "2024-03-13T15:00 day", None),  # an end in March is not before its start
        (Span.unknown(), None, None),
        (Span.on("0001-01-01"), None, None),  # begins before the years of the calendar
        # times of day
        (Span.parse("2024-03-18T07:10"), "2024-03-17T22:10 minute", "2024-03-17T22:10 minute"),
        (Span.parse("2024-03-18T07:10:00"), "2024-03-17T22:10:00 second", "2024-03-17T22:10:00 second"),
        (Span.parse("2024-03-18T07:10:33.5"), "2024-03-17T22:10:33 second", "2024-03-17T22:10:33 second"),
        (
            Span.parse("2024-03-18T07:00+09:00/2024-03-17T22:30:15Z"),
            "2024-03-17T22:00 minute",
            "2024-03-17T22:30:15 second",
        ),
        (between("2024-03-18T07:00", "2024-03-18T07:30"), "2024-03-17T22:00 hour", None),
        (between("2024-03-18T06:50", "2024-03-18T07:30"), "2024-03-17T15:00 day", None),
        (between("2024-03-18T08:50", "2024-03-18T09:10"), "2024-03-17T15:00 day", None),  # two days in UTC
        (between("2024-03-17T23:50", "2024-03-18T00:10"), "2024-02-29T15:00 month", None),
        (
            between("2024-03-18T08:50", "2024-03-18T09:10", zone="UTC"),
            "2024-03-18T00:00 day",
            None,
        ),
        # the hour that the clock of New York shows twice
        (
            Span.bounded(
                earliest_start="2024-11-03T05:30Z", latest_start="2024-11-03T06:30Z", zone="America/New_York"
            ),
            "2024-11-03T04:00 day",
            None,
        ),
        # what is approximate may be any day; an approximate time keeps its day
        (Span.parse("2024-03-18~"), None, None),
        (Span.parse("2024-03-18~/2024-03-20"), None, "2024-03-19T15:00 day"),
        (Span.parse("2024-03-18T07:10~"), "2024-03-17T15:00 day", "2024-03-17T15:00 day"),
        (Span.parse("2024-03-18?"), "2024-03-17T15:00 day", "2024-03-17T15:00 day"),
    ],
    ids=repr,
)  # fmt: skip
def test_times_begin_the_shortest_period_that_holds_what_was_said(span, start, end):
    """The extension defines a fidelity as the period that the timestamp begins, in the zone of the span."""
    made = only("event", drill(span))
    for name, expected in (("start", start), ("end", end)):
        if expected is None:
            assert not {f"{name}_time", f"{name}_time_fidelity"} & made.keys()
            continue
        moment, fidelity = expected.split()
        full = moment + {16: ":00.000Z", 19: ".000Z"}[len(moment)]
        assert (made[f"{name}_time"], made[f"{name}_time_fidelity"]) == (full, fidelity)


PERIODS = {
    "second": lambda begin: begin + dt.timedelta(seconds=1),
    "minute": lambda begin: begin + dt.timedelta(minutes=1),
    "hour": lambda begin: begin + dt.timedelta(hours=1),
    "day": lambda begin: begin + dt.timedelta(days=1),
    "month": lambda begin: (begin + dt.timedelta(days=32)).replace(day=1),
    "year": lambda begin: begin.replace(year=begin.year + 1),
}
"""The end of each period, by the clock of its zone."""


@given(spans(zones=("Asia/Seoul", "Asia/Pyongyang", "America/New_York", "UTC")))
def test_the_period_holds_every_moment_that_is_possible(span):
    """Checked with zoneinfo: nothing that was said lies before or after the period."""
    zone = ZoneInfo(span.zone)
    for early, late, is_end in (
        (span.earliest_start, span.latest_start, False),
        (span.earliest_end, span.latest_end, True),
    ):
        found = find_time(span, is_end=is_end)
        if found is None:
            continue
        begin = dt.datetime.fromisoformat(found[0])
        local = begin.astimezone(zone)
        if local.year >= 9998 or local.utcoffset().seconds % 1800:  # local mean time
            continue
        past = PERIODS[found[1]](local)
        if span.grain is Grain.DAY:
            assert local.date() <= early <= late < past.date() or not (local.hour == local.minute == 0)
        else:
            assert begin <= early
            assert late - dt.timedelta(microseconds=is_end and early != late) < past.astimezone(dt.UTC) or (
                local.utcoffset() != past.utcoffset()
            )


def test_a_begun_event_ends_when_that_is_reported():
    """A planned end is not an end."""
    begun = drill(Span.parse("2024-03-04/.."), plans=[Plan(span=Span.of("2024-03-04", "2024-03-14"))])
    made = only("event", begun)
    assert (made["status"], made["start_time"], "end_time" in made) == (
        "ongoing",
        "2024-03-03T15:00:00.000Z",
        False,
    )
    planned = only("event", drill(plans=[Plan(span=Span.of("2024-03-04", "2024-03-14"))]))
    assert (planned["status"], planned["end_time"]) == ("pending", "2024-03-13T15:00:00.000Z")


@pytest.mark.parametrize(
    "published, expected",
    [
        (Span.on("2024-03-14", zone=None), "2024-03-14T00:00:00.000Z"),
        (Span.on("2024-03-14"), "2024-03-14T00:00:00.000Z"),
        (Span.on("2024-03-14", zone="America/New_York"), "2024-03-14T04:00:00.000Z"),
        (Span.parse("2024-03-18T07:10"), "2024-03-17T22:10:00.000Z"),
        (Span.parse("2024-03"), "2024-03-01T00:00:00.000Z"),
    ],
    ids=repr,
)
def test_a_publication_is_a_moment_of_its_day_that_reads_as_that_day(published, expected):
    assert only("report", Document(id="wire", published=published))["published"] == expected


@given(spans(zones=("Asia/Seoul", "America/New_York", "Pacific/Kiritimati", "UTC")))
def test_a_publication_is_within_its_first_day(published):
    """Checked with zoneinfo; of an approximate day or an open start there is none, and the document is a note."""
    found, early = find_publication_time(published), published.earliest_start
    approximate = published.approximate or {"~", "%"} & set(str(published))
    if found is None:
        assert early is None or approximate
    elif not isinstance(early, dt.datetime):
        day = dt.datetime.fromisoformat(found).astimezone(ZoneInfo(published.zone)).date()
        assert day == early or (approximate and (early is None or day < early))


def test_a_document_of_an_approximate_day_is_a_note():
    (note,) = objects(Document(id="wire", published=Span.parse("2024-03-14~")))
    assert (note["type"], note["content"]) == ("note", "published: 2024-03-14~")


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


def test_every_object_says_in_words_what_its_record_says():
    said = Statement(
        id="s", speakers=["kcna"], said=Span.on("2024-03-14"), quote=Quote(exact="Do not", language="en"), note="x",
        citations=[Citation(document="wire")], extra=(("colour", '"red"'),),
    )  # fmt: skip
    (note,) = [one for one in objects(KCNA, Document(id="wire"), said) if one.get("abstract") == "statement"]
    assert note["content"].splitlines() == [
        'speakers: ["kcna"]',
        "said: 2024-03-14",
        'quote: {"exact":"Do not","language":"en"}',
        'citations: [{"document":"wire"}]',
        "note: x",
        "colour: red",
    ]
    assert only("identity", KCNA)["description"] == "name: KCNA\nkind: agency"


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


def test_ratings_are_labels_of_what_they_rate_and_notes_of_who_rated():
    tank = WeaponSystem(id="tank", name="new tank")
    claim = CapabilityClaim(
        id="best", system="tank", attribute="power", claimants=["usa"], value=Term(text="great")
    )
    rating = Rating(id="r", of="kcna", claim="best", reliability="D", credibility="6", rater="mk")
    again = Rating(id="s", of="kcna", reliability="D", rater="jl")
    made = objects(USA, KCNA, tank, claim, rating, again)
    labels = {one.get("name", one.get("abstract")): one["labels"] for one in made if "labels" in one}
    assert labels == {
        "KCNA": ['admiralty-scale:source-reliability="d"'],
        "capability claim": ['admiralty-scale:information-credibility="6"'],
    }
    notes = [one for one in made if one.get("abstract") == "rating"]
    assert [one["authors"] for one in notes] == [["mk"], ["jl"]]
    assert {ref.partition("--")[0] for ref in notes[0]["object_refs"]} == {"identity", "note"}


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


def test_an_empty_dossier_is_a_bundle_of_its_creator():
    """stix2 cannot read a bundle without objects."""
    (creator,) = json.loads(stix.dumps(Dossier.of(), core_only=True).text)["objects"]
    assert (creator["type"], creator["name"]) == ("identity", "korea_events")


def test_strict_makes_a_loss_an_error():
    stix.dumps(get_dossier("seed"), strict=True)
    with pytest.raises(LossError):
        stix.dumps(get_dossier("seed"), core_only=True, strict=True)


# -- core objects only -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event, kind",
    [
        (drill(Span.on("2024-03-13"), status="held"), "incident"),
        (drill(Span.parse("2022/..")), "incident"),
        (drill(Span.on("2024-03-13")), "incident"),
        (drill(plans=[Plan(span=Span.on("2024-03-13"))]), "note"),
        (drill(status="cancelled"), "note"),
        (drill(Span.on("2024-03-13"), status="unconfirmed"), "note"),
        (drill(), "note"),
    ],
    ids=repr,
)
def test_only_what_took_place_is_an_incident(event, kind):
    """A core incident has a name and words, and claims that something happened."""
    (made,) = objects(event, core_only=True)
    assert made["type"] == kind
    assert "Freedom Shield 24" in made["description" if kind == "incident" else "content"]


def test_a_core_bundle_has_neither_extensions_nor_types_of_its_own():
    text, losses = stix.dumps(get_dossier("drills"), core_only=True)
    made = stix2.parse(text).objects
    assert not [one for one in made if "extensions" in one or one.type in {"event", "extension-definition"}]
    assert losses
    with pytest.raises(stix2.exceptions.InvalidValueError):
        stix2.parse(stix.dumps(get_dossier("drills")).text)


def test_a_core_bundle_lists_what_only_its_words_say():
    sohae = Place(id="sohae", name="Sohae", names=["서해"], country="prk", latitude=39.66, longitude=124.71)
    wire = Document(id="wire", publisher="kcna", title="Kim guides drill", url="https://example.org/1",
                    published=Span.parse("2024-03-14T05:00Z", zone="UTC"))  # fmt: skip
    losses = stix.dumps(Dossier.of(KCNA, sohae, wire, drill(Span.on("2024-03-13"))), core_only=True).losses
    assert [str(loss) for loss in losses] == [
        "$.actors[0].kind: only the words of its identity say it",
        "$.places[0].names: only the words of its location say it",
        "$.documents[0].publisher: only the words of its report say it",
        "$.documents[0].published: only the words of its report say it",
        "$.exercises[0]: only the words of its incident say it",
    ]


# -- validators ------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("core_only", [False, True])
@pytest.mark.parametrize("name", ["seed", "drills"])
def test_two_validators_take_the_shipped_dossiers(no_network, name, core_only):
    text = stix.dumps(get_dossier(name), core_only=core_only).text
    assert validated(text) == ([], True)
    assert stix2.parse(text, allow_custom=not core_only).type == "bundle"


@given(dossiers(), st.booleans())
def test_stix2_takes_any_dossier_and_every_loss_has_its_place(dossier, core_only):
    text, losses = stix.dumps(dossier, core_only=core_only)
    assert stix2.parse(text, allow_custom=not core_only).type == "bundle"
    made = json.loads(text)["objects"]
    for one in made:  # every one, where dumps checks one of each form
        stix2.parse(as_checkable_object(one), version="2.1")
    assert len({one["id"] for one in made}) == len(made)
    without(dossier, losses)


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
