"""Events by type, kind, actor, place, series, weapon system, status and dates."""

from __future__ import annotations

import pickle
from random import Random

import pytest

import korea_events as ke
from korea_events.dossier import EventSelection
from korea_events.errors import QuestionError, SpanError, UnknownIdError
from tests.laws.test_lists import EXACT, KINDS, NOTHING, day, fill, make_pool

DOSSIER = ke.Dossier.of(
    ke.Actor(id="us", name="United States", kind="state", country="usa"),
    ke.Actor(id="usfk", name="United States Forces Korea", kind="command", part_of="us"),
    ke.Actor(id="eighth-army", name="Eighth Army", kind="unit", part_of="usfk"),
    ke.Actor(id="cvn-70", name="USS Carl Vinson", kind="unit", country="usa"),
    ke.Actor(id="prk", name="North Korea", kind="state"),
    ke.Actor(id="kju", name="Kim Jong Un", kind="person", country="prk"),
    ke.Place(id="west-sea", name="West Sea", country="kor"),
    ke.Place(id="zone-3", name="zone 3", part_of="west-sea"),
    ke.Place(id="sohae", name="Sohae", country="prk"),
    ke.WeaponSystem(id="kn-23", name="KN-23", kind="srbm"),
    ke.ExerciseSeries(id="shield", name="Shield"),
    ke.Exercise(
        id="shield-1",
        name="Shield 1",
        series="shield",
        status="held",
        span="2031-03-03/2031-03-13",
        kinds=["cpx", "ftx"],
        places=["zone-3"],
        participations=["usfk", ke.Participation(actor="prk", role="notional_adversary")],
    ),
    ke.Exercise(
        id="landing",
        name="landing",
        status="announced",
        plans=[ke.Plan(span="2031-04")],
        kinds=["amphibex"],
        components=[ke.ExerciseComponent(kind="ftx", participations=["eighth-army"])],
    ),
    ke.Exercise(id="patrol", name="patrol", participations=["cvn-70"], status="cancelled", span=None),
    ke.WeaponEvent(
        id="launch",
        name="launch",
        span="2031-03-31T23:30~",
        kinds=["ballistic_missile_launch"],
        places=[
            ke.EventPlace(place="sohae", role="launch_site"),
            ke.EventPlace(place="west-sea", role="impact_area"),
        ],
        weapon_systems=["kn-23"],
        participations=[ke.Participation(actor="kju", role="supervisor")],
    ),
    ke.LeaderActivity(
        id="visit", name="visit", participations=[ke.Participation(actor="kju", role="critic")]
    ),
)


@pytest.mark.parametrize(
    "wanted, found",
    [
        ({}, "landing launch patrol shield-1 visit"),
        ({"records": "weapon_events"}, "launch"),
        ({"records": ["leader_activities", "weapon_events"]}, "launch visit"),
        ({"kinds": "ftx"}, "shield-1"),
        ({"kinds": "launch"}, "launch"),
        ({"kinds": ["cpx", "amphibex"]}, "landing shield-1"),
        ({"kinds": ["ballistic_missile_launch", "cpx"]}, "launch shield-1"),
        ({"actor": "us"}, "landing patrol shield-1"),
        ({"actor": "usa"}, "landing patrol shield-1"),
        ({"actor": "usfk"}, "landing shield-1"),
        ({"actor": "eighth-army"}, "landing"),
        ({"actor": "prk"}, "launch"),
        ({"actor": "prk", "role": "notional_adversary"}, "shield-1"),
        ({"actor": ["prk", "cvn-70"]}, "launch patrol"),
        ({"actor": "prk", "role": [*ke.vocabularies.Role]}, "launch shield-1 visit"),
        ({"role": "critic"}, "visit"),
        ({"role": ["participant", "supervisor"]}, "landing launch patrol shield-1"),
        ({"place": "west-sea"}, "launch shield-1"),
        ({"place": "west-sea", "role": "impact_area"}, "launch"),
        ({"place": "prk", "role": "impact_area"}, ""),
        ({"role": "impact_area"}, "launch"),
        ({"role": ["impact_area", "supervisor"], "actor": "prk", "place": "sohae"}, ""),
        ({"role": ["launch_site", "supervisor"], "actor": "prk", "place": "prk"}, "launch"),
        ({"place": "zone-3"}, "shield-1"),
        ({"place": ["kor", "prk"]}, "launch shield-1"),
        ({"series": "shield"}, "shield-1"),
        ({"system": "kn-23"}, "launch"),
        ({"system": ["srbm", "icbm"]}, "launch"),
        ({"status": ["held", "cancelled"]}, "patrol shield-1"),
        ({"actor": "us", "kinds": "cpx", "place": "kor", "status": "held"}, "shield-1"),
        ({"since": "2031-03-14"}, "landing launch patrol visit"),
        ({"until": "2031-03-03"}, "patrol shield-1 visit"),
        ({"since": "2031-03-13", "until": "2031-03-13"}, "patrol shield-1 visit"),
        ({"since": "2031-04-02", "until": "2031-04-20"}, "landing patrol visit"),
        ({"since": "2031-04-02", "at_least": "certain"}, ""),
        ({"since": "2031-04-01", "at_least": "certain"}, "landing"),
        ({"since": "2031-03-13", "at_least": ke.Verdict.CERTAIN}, "landing launch shield-1"),
        ({"until": "2031-03-31", "at_least": "certain"}, "launch shield-1"),
        ({"until": "2031-03-31", "at_least": "certain", "zone": "Pacific/Auckland"}, "shield-1"),
    ],
)
def test_an_event_is_selected_by_every_filter_and_by_any_value_of_each(wanted, found):
    """Units act for their states; 23:30 in Seoul on the 31st is the 1st in Auckland; a plan for April is in April."""
    assert " ".join(DOSSIER.events(**wanted).ids) == found


def test_a_start_without_a_latest_day_certainly_is_after_its_earliest():
    later = ke.Exercise(id="x", name="x", span=ke.Span.bounded(earliest_start="2031-03-03"))
    dossier = ke.Dossier.of(later)
    assert dossier.events(since="2031-03-03", at_least="certain").ids == ("x",)
    assert dossier.events(since="2031-03-04", at_least="certain").ids == ()
    assert dossier.events(since="2031-03-04").ids == ("x",)


@pytest.mark.parametrize("kind", KINDS)
def test_dates_select_what_was_under_way_in_some_or_in_every_world(kind):
    """Against all worlds of small events; what some world allows is never left out."""
    random = Random(f"selection {kind}")
    for case in random.sample(make_pool(kind), 60):
        dossier = ke.Dossier.of(case.event)
        first = random.randrange(12)
        last = random.randrange(first, 12)
        window = fill(first, last + 1)
        # a pause does not take all of an event away
        freed = [world for world in case.freed if world.mask or world == NOTHING]
        asked = {"since": day(first), "until": day(last)}
        possible = bool(dossier.events(**asked))
        certain = bool(dossier.events(**asked, at_least="certain"))
        if any(world.mask & window for world in case.dated):
            assert possible, (case, asked)
        if certain:
            assert all(world.mask & window for world in freed), (case, asked)
        if kind in EXACT | {"unconfirmed"}:
            assert possible == any(world.mask & window for world in case.dated), (case, asked)
            assert certain == all(world.mask & window for world in freed), (case, asked)


@pytest.mark.parametrize(
    "wanted, error, message",
    [
        ({"actor": "usaa"}, UnknownIdError, "actor: nothing there has the id 'usaa'; did you mean 'usa'? [id-unknown]"),
        ({"series": "sheild"}, UnknownIdError, "did you mean 'shield'? [id-unknown]"),
        ({"place": "launch"}, UnknownIdError, "has the id 'launch', which is one of the weapon_events"),
        ({"kinds": "FTX"}, QuestionError, "kinds: 'FTX' is not a code; did you mean 'ftx'? [filter-unknown]"),
        ({"records": "weapon_event"}, QuestionError, "did you mean 'weapon_events'? [filter-unknown]"),
        ({"role": 7}, QuestionError, "role must be one text, or several, not 7 [argument-type]"),
        ({"kinds": "icbm"}, QuestionError, "kinds: 'icbm' is not a code; did you mean system='icbm'? [filter-unknown]"),
        ({"role": [7]}, QuestionError, "role: 7 is not a code [filter-unknown]"),
        ({"kinds": [["ftx"], ["ftx"]]}, QuestionError, "kinds: ['ftx'] is not a code [filter-unknown]"),
        ({"status": "done", "actor": "x"}, QuestionError, "2 problems"),
        ({"at_least": "sure"}, QuestionError, "[question-at-least]"),
        ({"since": "2031-03-02", "until": "2031-03-01"}, QuestionError, "[window-reversed]"),
        ({"since": "spring"}, SpanError, "[day-syntax]"),
        ({"since": "2031-03-02", "zone": "KST"}, SpanError, "[zone-unknown]"),
    ],
)  # fmt: skip
def test_what_no_event_can_have_is_refused(wanted, error, message):
    with pytest.raises(error) as caught:
        DOSSIER.events(**wanted)
    assert message in str(caught.value)


def test_a_selection_says_which_filter_left_nothing():
    empty = DOSSIER.events(kinds="ftx", actor="prk", series="shield")
    assert empty.explain() == "5 events; kinds=ftx leaves 1; actor=prk leaves 0"
    assert DOSSIER.events(since="2031-03-01").explain() == "5 events; 2031-03-01/.. (possible) leaves 5"
    assert EventSelection().explain() == "0 events"


def test_a_selection_is_a_collection():
    found = DOSSIER.events(actor="us")
    assert (found["patrol"], found[0].id, len(found)) == (DOSSIER["patrol"], "landing", 3)
    assert list(found) == [DOSSIER["landing"], DOSSIER["patrol"], DOSSIER["shield-1"]]
    assert ("patrol" in found, "launch" in found) == (True, False)
    assert repr(found) == "<EventSelection: 3 exercises (landing, patrol, shield-1)>"
    back = pickle.loads(pickle.dumps(found))
    assert (back, back.steps, back.dossier) == (found, found.steps, DOSSIER)
