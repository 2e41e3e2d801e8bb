"""A day of crisis by the hour, and what events say about time beyond one stretch."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.pictures.date_labels import pick_date_labels
from korea_events.pictures.mark_days import build_mark_days, format_stretch
from korea_events.pictures.scene import build_scene
from korea_events.pictures.timeline_spec import describe_scene
from korea_events.temporal.engine import day_ordinal

DAY = day_ordinal("2024-09-12")
MORNING = {"since": "2024-09-12T06:00", "until": "2024-09-12T12:00"}


def launch(*times, **more):
    spans = [ke.Span.parse(f"2024-09-12T{time}") for time in times]
    dates = {"occurrences": spans} if len(spans) > 1 else {"span": spans[0]}
    return ke.WeaponEvent(id="launch", name="launch", **dates, **more)


def lines(*items, width=17 + 36, **options):
    """The picture behind the name of each item; in 36 columns each stands for ten minutes of the morning."""
    text = ke.timeline(items, lanes="item", **options).text(width=width, ascii_only=True)
    return {line[:13].strip(): line[17:] for line in text.splitlines()[2:] if line[:13].strip()}


def test_moments_stand_at_their_time():
    drawn = lines(
        launch("07:10", "08:25"),
        ke.Exercise(id="drill", name="a long drill!", span=ke.Span.on("2024-09-12")),
        **MORNING,
    )
    assert drawn["a long drill!"] == "#" * 36
    assert [column for column, sign in enumerate(drawn["launch"]) if sign == "@"] == [7, 14]


def test_a_pause_of_an_hour_parts_a_bar():
    shelling = ke.Activity(
        id="shelling",
        name="artillery fire",
        span=ke.Span.parse("2024-09-12T06:30/2024-09-12T10:30"),
        pauses=[ke.Span.parse("2024-09-12T07:30/2024-09-12T09:00")],
    )
    (mark,) = build_scene([shelling], **MORNING).marks
    assert [format_stretch(stretch) for stretch in mark.days.certain] == [
        "2024-09-12 06:30 to 07:30",
        "2024-09-12 09:00 to 10:30",
    ]
    # of a longer window the day as a whole is drawn: no pause takes all of it
    (mark,) = build_scene([shelling], since="2024-09-01", until="2024-09-30").marks
    assert [format_stretch(stretch) for stretch in mark.days.certain] == ["2024-09-12"]


@pytest.mark.parametrize(
    "pause,taken",
    [
        ("2024-09-12T08:00/2024-09-12T09:00", []),
        ("2024-09-12T08:00/2024-09-13T23:00", []),
        ("2024-09-12T08:00/2024-09-14T09:00", ["2024-09-13"]),
        ("2024-09-12T00:00/2024-09-13T00:00", ["2024-09-12"]),
    ],
)
def test_a_pause_in_hours_takes_the_days_that_it_covers_whole(pause, taken):
    drill = ke.Exercise(
        id="drill", name="drill", span=ke.Span.of("2024-09-10", "2024-09-15"), pauses=[ke.Span.parse(pause)]
    )
    days = ["2024-09-12", "2024-09-13", "2024-09-14"]
    assert [day for day in days if not ke.under_way([drill], day)] == taken


def test_an_hour_of_the_first_day_can_be_a_pause():
    ke.Exercise(
        id="drill",
        name="drill",
        span=ke.Span.of("2024-09-12", "2024-09-13"),
        pauses=[ke.Span.parse("2024-09-12T08:00/2024-09-12T09:00")],
    )


def test_the_window_takes_times():
    scene = build_scene([launch("07:10")], **MORNING)
    assert scene.hourly
    assert scene.window == (DAY + 0.25, DAY + 0.5)
    assert describe_scene(scene) == "1 event, 2024-09-12 06:00 to 2024-09-12 12:00, times in Asia/Seoul"
    assert [one.label for one in build_scene([launch("05:10")], **MORNING).left_out] == ["launch"]
    abroad = build_scene([launch("07:10")], since="2024-09-11T22:00Z", until="2024-09-12T12:00")
    assert abroad.window[0] == pytest.approx(DAY + 7 / 24)
    with pytest.raises(ke.errors.QuestionError):
        build_scene([launch("07:10")], since="2024-09-12T12:00", until="2024-09-12T06:00")


@pytest.mark.parametrize(
    "items,until,hourly",
    [
        ([launch("07:10")], "2024-09-13", True),
        ([launch("07:10")], "2024-09-20", False),
        ([ke.Span.on("2024-09-12")], "2024-09-13", False),
    ],
)
def test_hours_are_drawn_where_few_days_hold_a_time(items, until, hourly):
    assert build_scene(items, since="2024-09-12", until=until).hourly is hourly


def test_labels_by_the_hour():
    def labels(start, end, room):
        return [text for _, text in pick_date_labels((DAY + start, DAY + end), room, hourly=True)]

    assert labels(0.25, 0.5, 70)[:3] == ["2024-09-12 06:00", "07:00", "08:00"]
    assert labels(0.25, 1.25, 60) == ["2024-09-12 06:00", "12:00", "18:00", "2024-09-13"]


def test_a_tolerance_widens_a_mark():
    (mark,) = build_scene([launch("07:10~")], tolerance="PT30M", **MORNING).marks
    assert [format_stretch(stretch) for stretch in mark.days.possible] == ["2024-09-12 06:40 to 07:40"]
    about = ke.Span.parse("2024-09-10~/2024-09-20~")
    assert build_mark_days(about, "Asia/Seoul", 2).certain == ((DAY, DAY + 7),)
    assert ke.concurrency_band([about], tolerance="P2D").text(width=60) == ke.concurrency_band(
        [about], tolerance=2
    ).text(width=60)


def test_what_has_begun_is_solid_as_far_as_it_is_reported():
    drill = ke.Exercise(
        id="drill",
        name="a long drill!",
        span=ke.Span.parse("2024-09-02/"),
        plans=[ke.Plan(span=ke.Span.of("2024-09-02", "2024-09-05"))],
    )
    drawn = lines(drill, since="2024-09-01", until="2024-09-09", width=17 + 36)
    assert drawn["a long drill!"].rstrip() == " " * 4 + "#" * 4 + "/" * 12


def test_separate_occurrences_are_separate_bars():
    twice = ke.Exercise(
        id="x",
        name="a long drill!",
        occurrences=[ke.Span.on("2024-09-02"), ke.Span.of("2024-09-05", "2024-09-06")],
    )
    drawn = lines(twice, since="2024-09-01", until="2024-09-09", width=17 + 36)
    assert drawn["a long drill!"].rstrip() == " " * 4 + "#" * 4 + " " * 8 + "#" * 8


def test_what_a_bar_cannot_show_is_said():
    span = ke.Span.of("2024-09-02", "2024-09-05")
    rumour = ke.Exercise(id="rumour", name="rumour", span=span, status="unconfirmed")
    fire = ke.Exercise(id="fire", name="fire", span=span, intermittent=True)
    denied = ke.Exercise(id="denied", name="drill", span=span)
    document = ke.Document(id="wire")
    state = ke.Actor(id="state", name="a state", kind="state")
    denial = ke.EventClaim(
        id="denial",
        event="denied",
        stance="denies",
        attribute="occurrence",
        claimants=["state"],
        citations=[ke.Citation(document="wire")],
    )
    scene = build_scene(ke.Dossier.of(rumour, fire, denied, document, state, denial))
    assert {mark.title for mark in scene.marks} == {
        "rumour (unconfirmed)",
        "fire (from time to time)",
        "drill (disputed)",
    }
    (mark,) = (mark for mark in scene.marks if mark.label == "rumour")
    assert mark.days.certain == ()
