"""Maps: where events are put, how far off that may be, and what a map does not say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from korea_events.codecs import geojson
from korea_events.dossier import Dossier
from korea_events.errors import LossError
from korea_events.model import EventPlace, Exercise, Place, Plan, StatedLength, WeaponEvent
from korea_events.temporal import Span
from korea_events.testing.strategies import dossiers
from tests.lost_paths import without

SOHAE = Place(id="sohae", name="Sohae", country="prk", latitude=39.66, longitude=124.71, radius_km=2.5)
SEA = Place(id="east-sea", name="East Sea")


def features(*records):
    return json.loads(geojson.dumps(Dossier.of(*records)).text)["features"]


def test_an_event_is_a_point_in_longitude_and_latitude():
    launch = WeaponEvent(
        id="launch", name="launch", span=Span.on("2023-05-31"), places=["sohae"], status="held"
    )
    assert features(SOHAE, launch) == [
        {
            "type": "Feature",
            "id": "launch@sohae",
            "geometry": {"type": "Point", "coordinates": [124.71, 39.66]},
            "properties": {
                "event": "launch",
                "type": "weapon_event",
                "name": "launch",
                "place": "sohae",
                "place_name": "Sohae",
                "status": "held",
                "footing": "held",
                "possible_first": "2023-05-31",
                "possible_last": "2023-05-31",
                "certain_first": "2023-05-31",
                "certain_last": "2023-05-31",
                "radius_km": 2.5,
            },
        }
    ]


def test_several_places_are_several_features():
    other = Place(id="tonghae", name="Tonghae", latitude=40.85, longitude=129.66)
    launch = WeaponEvent(id="launch", name="launch", places=["sohae", "tonghae"])
    assert [feature["id"] for feature in features(SOHAE, other, launch)] == ["launch@sohae", "launch@tonghae"]


def test_a_place_may_have_a_role_and_be_only_planned():
    """Roles and "planned" are properties; a place with two roles is two features."""
    at_sohae = [EventPlace(place="sohae", role=role) for role in ("launch_site", "venue")]
    launch = WeaponEvent(id="launch", name="launch", places=at_sohae)
    found = [(each["id"], each["properties"]["place_role"]) for each in features(SOHAE, launch)]
    assert found == [("launch@sohae@launch_site", "launch_site"), ("launch@sohae@venue", "venue")]
    plan = Plan(span=Span.on("2023-05-31"), places=at_sohae[:1])
    (planned,) = features(SOHAE, WeaponEvent(id="launch", name="launch", plans=[plan]))
    assert (planned["id"], planned["properties"]["place_planned"]) == ("launch@sohae@launch_site", True)


def test_days_that_are_not_known_are_left_out():
    (feature,) = features(SOHAE, Exercise(id="x", name="X", places=["sohae"], span=Span.parse("2024-03-04/")))
    days = {name: value for name, value in feature["properties"].items() if name.endswith(("first", "last"))}
    assert days == {
        "possible_first": "2024-03-04",
        "certain_first": "2024-03-04",
        "certain_last": "2024-03-04",
    }


def losses(*records):
    return {loss.path: loss.reason for loss in geojson.dumps(Dossier.of(*records)).losses}


def test_what_cannot_be_put_on_a_map_is_lost():
    lost = losses(SOHAE, SEA, Exercise(id="x", name="X", places=["east-sea"]), Exercise(id="y", name="Y"))
    assert set(lost) == {"$.exercises[0]", "$.exercises[1]", "$.places[0]", "$.places[1]"}


def test_one_place_of_several_without_coordinates_is_lost():
    assert set(losses(SOHAE, SEA, Exercise(id="x", name="X", places=["sohae", "east-sea"]))) == {
        "$.exercises[0].places[1]", "$.places[0]", "$.places[1].country",
    }  # fmt: skip


@pytest.mark.parametrize(
    "span, lost",
    [
        (Span.on("2024-03-04"), set()),
        (Span.of("2024-03-04", "2024-03-14"), set()),
        (Span.parse("2024-03"), {"$.exercises[0].span"}),
        (Span.on("2024-03-04", zone="UTC"), {"$.exercises[0].span"}),
        (Span.parse("2024-03-04/"), {"$.exercises[0].span"}),
    ],
    ids=repr,
)
def test_dates_are_lost_where_first_and_last_day_do_not_say_it_all(span, lost):
    assert set(losses(SOHAE, Exercise(id="x", name="X", places=["sohae"], span=span))) == {
        "$.places[0].country",
        *lost,
    }


def test_plans_that_do_not_count_are_lost():
    plans = [
        Plan(span=Span.on("2024-03-04")),
        Plan(span=Span.parse("/2024-03-14"), announced=Span.on("2024-03-01")),
    ]
    length = StatedLength(words="11-day", n=11, unit="day", counting="inclusive")
    drill = Exercise(id="x", name="X", places=["sohae"], plans=plans, length=length)
    assert set(losses(SOHAE, drill)) == {
        "$.places[0].country", "$.exercises[0].plans[0]", "$.exercises[0].plans[1].span",
        "$.exercises[0].plans[1].announced", "$.exercises[0].length",
    }  # fmt: skip


@given(dossiers())
def test_any_dossier_is_a_map_and_every_loss_has_its_place(dossier):
    text, lost = geojson.dumps(dossier)
    found = json.loads(text)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    without(dossier, lost)
    if lost:
        with pytest.raises(LossError):
            geojson.dumps(dossier, strict=True)
