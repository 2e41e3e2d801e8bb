"""Slides for TimelineJS: which events become one, with which days and words, and what they do not show."""

from __future__ import annotations

import json
from html import unescape

import pytest
from hypothesis import given

from korea_events.codecs import timelinejs
from korea_events.dossier import Dossier
from korea_events.errors import LossError
from korea_events.model import Exercise, Plan, WeaponEvent
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Span
from korea_events.testing.strategies import dossiers
from tests.lost_paths import without


def slides(*records):
    return json.loads(timelinejs.dumps(Dossier.of(*records)).text)["events"]


def test_the_slide_of_an_event():
    [slide] = slides(
        Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14", status="held")
    )
    assert slide == {
        "unique_id": "fs-24",
        "group": "exercise",
        "start_date": {"year": 2024, "month": 3, "day": 4},
        "end_date": {"year": 2024, "month": 3, "day": 14},
        "text": {"headline": "Freedom Shield 24", "text": "<p>Status: held</p><p>Dates: held</p>"},
        "autolink": False,
    }


@pytest.mark.parametrize(
    "span, shown, end",
    [
        ("2024-03-04", None, None),
        ("2024-03", "2024-03", 31),
        ("2024-03-04/", "2024-03-04/", None),
        ("2024-03-04/..", "2024-03-04/..", None),
        ("2024-03-04~", "2024-03-04~", None),
        ("2024-03-04T07:10", "2024-03-04T07:10", None),
    ],
)
def test_dates_that_days_do_not_say_are_shown_as_written(span, shown, end):
    [slide] = slides(WeaponEvent(id="l", name="launch", span=span))
    assert slide.get("display_date") == shown
    assert slide.get("end_date", {}).get("day") == end


def test_what_only_was_planned_says_so_and_what_was_called_off_is_left_out():
    plan = Plan(span=Span.on("2024-03-04"))
    [slide] = slides(
        Exercise(id="a", name="A", plans=[plan]),
        Exercise(id="b", name="B", plans=[plan], status="cancelled"),
        Exercise(id="c", name="C", span="/2024-03-14"),
        Exercise(id="d", name="D"),
    )
    assert (slide["unique_id"], slide["text"]["text"]) == ("a", "<p>Dates: announced</p>")


def test_names_are_text_and_no_html():
    """Timelines put what they are given into the page as it is."""
    [slide] = slides(Exercise(id="x", name='<img src=x onerror=alert(1)> & "drills"', span="2024-03-04"))
    assert "<" not in slide["text"]["headline"]
    assert unescape(slide["text"]["headline"]) == '<img src=x onerror=alert(1)> & "drills"'


@given(dossiers())
def test_every_event_is_a_slide_or_a_loss(dossier):
    """With the first and last day on which it may have been under way, in dates that a calendar has."""
    text, losses = timelinejs.dumps(dossier)
    found = {slide["unique_id"]: slide for slide in json.loads(text)["events"]}
    lost = {loss.path for loss in losses}
    for name in EVENT_COLLECTIONS:
        for index, event in enumerate(getattr(dossier, name)):
            assert (event.id in found) is (f"$.{name}[{index}]" not in lost)
            if event.id in found:
                first = event.when.possible.first
                assert tuple(found[event.id]["start_date"].values()) == (first.year, first.month, first.day)
    without(dossier, losses)
    if losses:
        with pytest.raises(LossError):
            timelinejs.dumps(dossier, strict=True)
