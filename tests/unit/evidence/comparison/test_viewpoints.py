"""Who calls an event what."""

import pytest

from korea_events import Actor, Exercise, ExerciseSeries, Framing, Participation
from korea_events.errors import QuestionError
from korea_events.evidence import views
from tests.unit.evidence.cases import gather

STATES = [Actor(id=name, name=name, kind="state") for name in ("prk", "kor", "usa")]
NAVY = Actor(id="rok-navy", name="South Korean navy", kind="unit", part_of="kor")
SERIES = ExerciseSeries(id="freedom-shield", name="Freedom Shield")


def framed(of, *participations, **more):
    """The frames of Freedom Shield 24 when one is said of something."""
    event = Exercise(
        id="fs-24",
        name="Freedom Shield 24",
        participations=[Participation(actor=actor, role=role) for actor, role in participations],
        **more,
    )
    framing = Framing(id="f", holder="prk", of=of, frame="rehearsal for invasion")
    return [one.frame for one in views("fs-24", gather(*STATES, NAVY, SERIES, event, framing))]


REHEARSAL = ["rehearsal for invasion"]


def test_of_the_event_its_series_or_whose_exercise_it_is():
    """Also of a state whose navy takes part."""
    assert framed("fs-24") == REHEARSAL
    assert framed("freedom-shield", series="freedom-shield") == REHEARSAL
    assert framed("kor", ("kor", "participant")) == REHEARSAL
    assert framed("kor", ("rok-navy", "host")) == REHEARSAL


def test_not_of_others():
    """Another edition, another series, an adversary or an observer."""
    assert framed("fs-23") == []
    assert framed("freedom-shield") == []
    assert framed("kor", ("usa", "participant")) == []
    assert framed("prk", ("prk", "notional_adversary"), ("kor", "participant")) == []
    assert framed("kor", ("kor", "observer")) == []


def test_each_view_has_its_holder():
    """Sorted by holder, then by frame."""
    framings = [
        Framing(id="f1", holder="usa", of="fs-24", frame="defensive"),
        Framing(id="f2", holder="prk", of="fs-24", frame="rehearsal for invasion"),
        Framing(id="f3", holder="prk", of="fs-24", frame="nuclear war game"),
    ]
    found = views("fs-24", gather(*STATES, *framings))
    assert [(one.holder, one.frame) for one in found] == [
        ("prk", "nuclear war game"),
        ("prk", "rehearsal for invasion"),
        ("usa", "defensive"),
    ]


def test_only_events_are_viewed():
    """An actor is not an event."""
    with pytest.raises(QuestionError, match="event-needed"):
        views("kim", gather())
