"""FollowTheMoney: which records are facts to its readers, and how much each property says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from korea_events.codecs import ftm
from korea_events.dossier import Dossier
from korea_events.errors import LossError
from korea_events.model import (
    COLLECTIONS,
    Actor,
    ActorKind,
    Citation,
    Document,
    EventPlace,
    Exercise,
    Participation,
    Place,
    Plan,
    WeaponEvent,
)
from korea_events.temporal import Span
from korea_events.testing.strategies import dossiers
from tests.lost_paths import without

PAPER = Document(id="paper", title="Drills begin", url="https://example.org/1", publisher="daily")
ACTORS = [
    Actor(id="daily", name="The Daily", kind="outlet"),
    Actor(id="usa", name="United States", kind="state", country="usa", names=["미국"]),
    Actor(id="prk", name="North Korea", kind="state", country="prk"),
    Actor(id="ship", name="USS Carl Vinson", kind="ship"),
]
BUSAN = Place(id="busan", name="Busan", country="kor", latitude=35.1, longitude=129)


def entities(*records):
    lines = ftm.dumps(Dossier.of(*records)).text.splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def test_the_entities_of_an_event_and_all_around_it():
    """Who only is the notional adversary is not involved, nor is a ship, which is no legal entity there."""
    drill = Exercise(
        id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14", kinds=["cpx", "ftx"],
        places=[EventPlace(place="busan")], citations=[Citation(document="paper")],
        participations=[
            Participation(actor="usa", role="participant"), Participation(actor="ship", role="participant"),
            Participation(actor="usa", role="host"), Participation(actor="prk", role="notional_adversary"),
        ],
    )  # fmt: skip
    found = entities(*ACTORS, PAPER, BUSAN, drill)
    assert found["fs-24"] == {
        "id": "fs-24",
        "schema": "Event",
        "properties": {
            "name": ["Freedom Shield 24"], "keywords": ["cpx", "ftx"], "startDate": ["2024-03-04"],
            "endDate": ["2024-03-14"], "involved": ["usa"], "location": ["Busan"], "addressEntity": ["busan"],
            "proof": ["paper"],
        },
    }  # fmt: skip
    assert found["usa"]["properties"] == {"name": ["United States"], "alias": ["미국"], "country": ["us"]}
    assert found["paper"]["properties"]["publisher"] == ["The Daily"]
    assert found["busan"]["properties"] == {
        "name": ["Busan"], "full": ["Busan"], "country": ["kr"], "latitude": ["35.1"], "longitude": ["129"],
    }  # fmt: skip
    assert [found[name]["schema"] for name in ("daily", "usa", "ship", "paper", "busan")] == [
        "Organization", "PublicBody", "Vessel", "Document", "Address",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "span, start, end",
    [
        ("2024-03-04", ["2024-03-04"], ["2024-03-04"]),
        ("2024-03", ["2024-03"], ["2024-03"]),
        ("2024-02-28/2024-03", ["2024-02-28"], ["2024-03"]),
        ("2024", ["2024"], ["2024"]),
        ("[2023-12-31,2024-01-01]", [], []),
        ("2024-03-04/..", ["2024-03-04"], []),
        ("/2024-03-14", [], ["2024-03-14"]),
        ("2024-03-04~", [], []),
        ("2024-09-12T07:10", ["2024-09-12"], ["2024-09-12"]),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(span, start, end):
    properties = entities(WeaponEvent(id="l", name="launch", span=span))["l"]["properties"]
    assert (properties.get("startDate", []), properties.get("endDate", [])) == (start, end)


def test_only_what_is_reported_to_have_taken_place_is_an_event():
    """A plan, a doubt and what was called off are losses; a plan that begun has its start alone."""
    day = Span.on("2024-03-04")
    records = [
        Exercise(id="planned", name="P", plans=[Plan(span=day)]),
        Exercise(id="off", name="O", plans=[Plan(span=day)], status="cancelled"),
        Exercise(id="doubtful", name="D", span=day, status="unconfirmed"),
        Exercise(id="unheard", name="U"),
        Exercise(id="held", name="H", status="held"),
        Exercise(
            id="begun", name="B", span="2024-03-04/", plans=[Plan(span=Span.of("2024-03-04", "2024-03-14"))]
        ),
    ]
    found = entities(*records)
    assert found.keys() == {"held", "begun"}
    assert found["begun"]["properties"] == {"name": ["B"], "startDate": ["2024-03-04"]}


def test_no_entity_is_its_own_proof():
    wire = Document(id="wire", title="W", citations=[Citation(document="wire")])
    text, losses = ftm.dumps(Dossier.of(wire))
    assert "proof" not in json.loads(text)["properties"]
    assert [loss.path for loss in losses] == ["$.documents[0].citations"]


def test_every_kind_of_actor_has_a_schema():
    known = {"PublicBody", "Organization", "LegalEntity", "Person", "Company", "Vessel", "Airplane"}
    found = entities(*(Actor(id=str(kind).replace("_", "-"), name="X", kind=kind) for kind in ActorKind))
    assert {entity["schema"] for entity in found.values()} == known


@given(dossiers())
def test_every_record_is_an_entity_or_a_loss_and_every_reference_leads_to_one(dossier):
    text, losses = ftm.dumps(dossier)
    found = {entity["id"]: entity for entity in map(json.loads, text.splitlines())}
    lost = {loss.path for loss in losses}
    for name in COLLECTIONS:
        for index, record in enumerate(getattr(dossier, name)):
            assert (record.id in found) is lost.isdisjoint({f"$.{name}", f"$.{name}[{index}]"})
    for entity in found.values():
        for name, schemata in (("proof", {"Document"}), ("addressEntity", {"Address"})):
            assert {found[one]["schema"] for one in entity["properties"].get(name, ())} <= schemata
        assert not {"Event", "Document", "Address", "Vessel"} & {
            found[one]["schema"] for one in entity["properties"].get("involved", ())
        }
        assert all(
            values and all(isinstance(one, str) for one in values) for values in entity["properties"].values()
        )
    without(dossier, losses)
    if losses:
        with pytest.raises(LossError):
            ftm.dumps(dossier, strict=True)
