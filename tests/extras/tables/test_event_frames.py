"""Frames of events: dates, kinds, places and actors, one row an event; and one row a part."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings, strategies as st

import korea_events as ke
from korea_events.tables import to_frame
from korea_events.testing.strategies import dossiers, spans

few = settings(max_examples=30)

SUNAN = ke.Place(id="sunan", name="Sunan", latitude=39.2, longitude=125.7)
SEA = ke.Place(id="east-sea", name="East Sea")
LAUNCH = ke.WeaponEvent(
    id="launch",
    name="launch",
    kinds=["ballistic_missile_launch"],
    span=ke.Span.parse("2024-10-31T07:10"),
    status="held",
    places=[ke.EventPlace(place="sunan", role="launch_site"), "east-sea"],
    participations=[
        ke.Participation(actor="kpa", role="operator"),
        ke.Participation(actor="kju", role="supervisor"),
        ke.Participation(actor="kjy", role="supervisor"),
    ],
    measures=[
        ke.Measure(what="missiles", quantity="more than 10", of="short-range"),
        ke.Measure(what="rounds", words="some"),
    ],
)
ACTORS = [ke.Actor(id=name, name=name.upper(), kind="person") for name in ("kpa", "kju", "kjy")]
DOSSIER = ke.Dossier.of(SUNAN, SEA, LAUNCH, *ACTORS)


def read(*items, **options):
    return [
        {k: v for k, v in row.items() if v is not None} for row in to_frame(*items, **options).to_pylist()
    ]


def test_a_row_says_when_where_who_and_what():
    """With coordinates where one place has some, and every actor under the role."""
    [row] = read(DOSSIER)
    day = dt.date(2024, 10, 31)
    assert {
        name: row[name] for name in ("earliest_start", "latest_start", "earliest_end", "latest_end")
    } == dict.fromkeys(("earliest_start", "latest_start", "earliest_end", "latest_end"), day)
    assert (row["zone"], row["type"], row["status"]) == ("Asia/Seoul", "weapon_event", "held")
    assert (row["kinds"], row["places"]) == ("ballistic_missile_launch", "sunan; east-sea")
    assert (row["latitude"], row["longitude"]) == (39.2, 125.7)
    assert (row["operator"], row["supervisor"], row.get("participant")) == ("kpa", "kju; kjy", None)


def test_two_places_with_coordinates_are_not_one():
    """Nor is a place whose record is not at hand."""
    north = DOSSIER.with_(SEA.replace(latitude=40, longitude=130))
    assert "latitude" not in read(north)[0]
    assert "latitude" not in read([LAUNCH])[0]
    assert read([LAUNCH], dossier=DOSSIER)[0]["latitude"] == 39.2


def test_each_part_has_a_row():
    """With the number, unit and word of a quantity, and the words of the measure before those of the quantity."""
    rows = read(DOSSIER, form="parts")
    assert [(row["field"], row["index"]) for row in rows] == [
        ("places", 0), ("places", 1), ("participations", 0), ("participations", 1), ("participations", 2),
        ("measures", 0), ("measures", 1),
    ]  # fmt: skip
    assert rows[0] == {
        "id": "launch", "field": "places", "index": 0, "place": "sunan", "place_name": "Sunan", "role": "launch_site",
        "latitude": 39.2, "longitude": 125.7,
    }  # fmt: skip
    assert rows[3] == {
        "id": "launch", "field": "participations", "index": 1, "actor": "kju", "actor_name": "KJU",
        "role": "supervisor",
    }  # fmt: skip
    assert rows[5] == {
        "id": "launch", "field": "measures", "index": 0, "what": "missiles", "of": "short-range", "value": 10.0,
        "qualifier": "more_than", "words": "more than 10",
    }  # fmt: skip


def test_a_plan_keeps_its_dates():
    drill = ke.Exercise(id="a", name="a", plans=[ke.Plan(span="2024-03"), ke.Plan(span="2024-04~")])
    assert [(row["field"], row["span"]) for row in read([drill], form="parts")] == [
        ("plans", "2024-03"),
        ("plans", "2024-04~"),
    ]


@few
@given(st.lists(spans(), max_size=5))
def test_dates_are_the_days_of_the_own_zone(drawn):
    """Earliest and latest are those of the days on which it was possible; between them the inner bounds."""
    for span, row in zip(drawn, read(drawn), strict=True):
        if row["zone"] == span.zone:
            assert (row.get("earliest_start"), row.get("latest_end")) == (
                span.possible.first,
                span.possible.last,
            )
        if "earliest_start" in row and "latest_start" in row:
            assert row["earliest_start"] <= row["latest_start"]
        if "earliest_end" in row and "latest_end" in row:
            assert row["earliest_end"] <= row["latest_end"]


@few
@given(dossiers(max_records=4))
def test_every_event_with_a_date_has_a_row_and_every_part_too(dossier):
    taken = {row["id"]: row for row in read(dossier)}
    expected = sum(
        len(event.plans)
        + len(event.places)
        + len(event.participations)
        + len(event.measures)
        + len(getattr(event, "components", ()))
        for event in dossier.records()
        if event.id in taken
    )
    parts = to_frame(dossier, form="parts")
    assert parts.num_rows == expected


@pytest.mark.parametrize(
    "options,code", [({"form": "long"}, "tables-form"), ({"dossier": []}, "argument-type")]
)
def test_other_forms_are_refused(options, code):
    with pytest.raises(ke.errors.QuestionError, match=code):
        to_frame([LAUNCH], **options)
