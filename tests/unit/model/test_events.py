"""Events and reports of them: dates, footing, status, plans."""

from __future__ import annotations

import attrs
import pytest

import korea_events as ke
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import EVENT_COLLECTIONS, map_fields

HELD = ke.Span.of("2024-03-04", "2024-03-14")
FIRST = ke.Plan(span=ke.Span.parse("2024-03-04/2024-03-13"), announced=ke.Span.on("2024-01-20"))
LATEST = ke.Plan(span=ke.Span.parse("2024-03-04/2024-03-14"), announced=ke.Span.on("2024-02-28"))
EVENTS = [record for record in RECORD_TYPES if issubclass(record, ke.Event)]


def event(cls=ke.Exercise, **fields):
    return cls(**({"id": "fs-24", "name": "Freedom Shield 24"} | fields))


def codes(**fields):
    with pytest.raises(ke.errors.RecordError) as caught:
        event(**fields)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_there_are_four_kinds_of_event():
    """In the collections that references to events may lead to."""
    assert tuple(record.collection for record in EVENTS) == EVENT_COLLECTIONS


@pytest.mark.parametrize("cls", EVENTS)
@pytest.mark.parametrize(
    "fields,when,footing",
    [
        ({}, None, "none"),
        ({"span": HELD}, HELD, "held"),
        ({"span": HELD, "plans": [FIRST]}, HELD, "held"),
        ({"plans": [FIRST]}, FIRST.span, "announced"),
        ({"plans": [FIRST, LATEST]}, LATEST.span, "announced"),
        ({"span": ke.Span.unknown(), "plans": [FIRST]}, ke.Span.unknown(), "held"),
        ({"plans": [FIRST], "status": "cancelled"}, FIRST.span, "announced"),
    ],
    ids=["nothing", "held", "held-and-planned", "planned", "planned-twice", "no-date", "cancelled"],
)
def test_when_and_footing(cls, fields, when, footing):
    """What happened, else the latest plan, else nothing; plans never stand in for what happened."""
    made = event(cls, **fields)
    assert made.when == when
    assert made.footing == footing


@pytest.mark.parametrize("status", ["announced", "postponed", "cancelled"])
def test_what_did_not_take_place_has_no_dates_on_which_it_did(status):
    """Dates that were only planned belong in plans."""
    assert codes(status=status, span=HELD) == [("$.span", "status-span")]
    assert event(status=status, plans=[FIRST]).status == status


@pytest.mark.parametrize("status", ["held", "ongoing", "suspended", "unconfirmed", None])
def test_what_took_place_may_lack_dates(status):
    """Under way or held, and nobody says when."""
    assert event(status=status).when is None
    assert event(status=status, span=HELD, plans=[FIRST]).footing == "held"


def test_plans_are_oldest_first():
    """By the day on which they were announced, where that is certain."""
    assert codes(plans=[LATEST, FIRST]) == [("$.plans[1].announced", "plans-order")]
    vague = ke.Plan(span=HELD, announced=ke.Span.parse("2024-02"))
    undated = ke.Plan(span=HELD)
    same_day = ke.Plan(span=ke.Span.unknown(), announced=ke.Span.on("2024-02-28"))
    for plans in ([FIRST, LATEST], [LATEST, vague], [LATEST, undated], [undated, FIRST], [LATEST, same_day]):
        assert event(plans=plans).plans == tuple(plans)
    assert codes(plans=[LATEST, undated, FIRST]) == [("$.plans[2].announced", "plans-order")]


def test_a_part_may_outlast_its_whole():
    """Being a part says nothing of dates."""
    assert event(part_of="whole", span=ke.Span.of("2024-01-01", "2025-01-01")).part_of == "whole"


def test_a_report_can_say_whatever_an_event_holds():
    """In fields of the same kind, none of which it must give."""
    report = map_fields(ke.EventReport)
    apart = {"required": False, "nullable": True, "default": None, "converter": None, "vocabularies": ()}
    for cls in EVENTS:
        for name, spec in map_fields(cls).items():
            if name != "id":
                assert attrs.evolve(spec, **apart) == attrs.evolve(report[name], **apart)
                assert set(spec.vocabularies) <= set(report[name].vocabularies)
                assert not report[name].required


def test_a_report_may_call_a_launch_a_drill():
    """Its kinds are those of any event, and the text of a code says which."""
    report = ke.EventReport(
        id="r", event="launch", document="wire", kinds=["missile_launch", "ballistic_missile_launch"]
    )
    assert report.kinds == (
        ke.vocabularies.ExerciseKind.MISSILE_LAUNCH,
        ke.vocabularies.WeaponEventKind.BALLISTIC_MISSILE_LAUNCH,
    )
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.WeaponEvent(id="launch", name="launch", kinds=["missile_launch"])
    assert [problem.path for problem in caught.value.problems] == ["$.kinds[0]"]


@pytest.mark.parametrize(
    "name, meant", [("kind", "kinds"), ("place", "places"), ("measure", "measures"), ("when", "")]
)
def test_a_constructor_names_the_field_that_was_meant(name, meant):
    """It takes no unknown field; all other arguments are as they were."""
    with pytest.raises(TypeError, match=f"WeaponEvent has no field '{name}': write one of {meant}"):
        ke.WeaponEvent(id="launch", name="launch", **{name: "x"})


def test_reports_may_contradict_the_event():
    """They are evidence, and nobody compares them here."""
    report = ke.EventReport(
        id="r", event="fs-24", document="wire", status="cancelled", span=None, plans=[FIRST]
    )
    assert (report.when, report.footing) == (FIRST.span, ke.Footing.ANNOUNCED)


def test_measures_say_something():
    """A number, a comparison or the words."""
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Measure(what="troops", of="marines")
    assert [problem.code for problem in caught.value.problems] == ["measure-empty"]


def test_only_running_totals_have_an_until():
    """A total without a day is allowed: the report may not say up to when."""
    hundred = ke.Quantity(value=100)
    assert ke.Measure(what="killed", quantity=hundred, cumulative=True).until is None
    total = ke.Measure(what="killed", quantity=hundred, actor="prk", cumulative=True, until="2024-12-19")
    assert total.until == ke.Span.on("2024-12-19")
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Measure(what="killed", quantity=hundred, until="2024-12-19")
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.until", "measure-until")
    ]


def test_only_imagery_is_acquired():
    """An article about an image was not taken from space."""
    image = ke.Document(id="image", kind="imagery", acquired="2024-01-09", provider="planet")
    assert image.acquired == ke.Span.on("2024-01-09")
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Document(id="image", kind="article", acquired="2024-01-09", provider="planet")
    assert [problem.path for problem in caught.value.problems] == ["$.acquired", "$.provider"]


def test_a_joint_statement_has_several_speakers():
    """And any statement has one, as a list: a text alone is refused, since it would be a list of letters."""
    statement = ke.Statement(id="joint", speakers=["usa", "kor", "jpn"], form="joint_statement")
    assert statement.speakers == ("usa", "kor", "jpn")
    for speakers in ([], "usa"):
        with pytest.raises(ke.errors.RecordError):
            ke.Statement(id="joint", speakers=speakers)
    with pytest.raises(TypeError, match="Statement has no field 'speaker': write one of speakers"):
        ke.Statement(id="joint", speaker="usa")
