"""What a picture shows: lanes, marks, shaded days, and what it leaves out."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.pictures.mark_days import format_date
from korea_events.pictures.scene import MarkStyle, build_scene
from korea_events.temporal.engine import as_day_range, day_ordinal


def drill(id, *days, **more):
    when = {} if not days else {"span": ke.Span.of(days[0], days[-1])}
    return ke.Exercise(id=id, name=more.pop("name", id), **when, **more)


def planned(id, *days, **more):
    return drill(id, plans=[ke.Plan(span=ke.Span.of(days[0], days[-1]))], **more)


def lanes(scene):
    return {lane.name: [mark.label for mark in lane.marks] for lane in scene.lanes}


def shown(stretches):
    return [str(as_day_range(stretch)) for stretch in stretches]


USA, KOR, PRK = (ke.Actor(id=id, name=name, kind="state") for id, name in
                 (("usa", "United States"), ("kor", "South Korea"), ("prk", "North Korea")))  # fmt: skip
MARCH = ke.Dossier.of(
    USA, KOR, PRK,
    ke.ExerciseSeries(id="fs", name="Freedom Shield"),
    drill("fs23", "2023-03-13", "2023-03-23", series="fs", kinds=["cpx", "ftx"]),
    drill("fs24", "2024-03-04", "2024-03-14", series="fs", name="Freedom Shield 24", kinds=["cpx"],
          participations=[ke.Participation(actor=actor, role="participant") for actor in ("usa", "kor")]),
    drill("tanks", "2024-03-13", name="전차병 대항경기", participations=[ke.Participation(actor="prk", role="host")]),
    planned("off", "2024-03-20", "2024-03-22", status="cancelled"),
    planned("later", "2024-03-14", "2024-03-16"),
    ke.WeaponEvent(id="launch", name="launch", span=ke.Span.on("2024-03-18")),
    ke.Statement(id="vow", speakers=["prk"], said=ke.Span.on("2024-03-05"), acts=[ke.Act(kind="vow_response")]),
    ke.Statement(id="undated", speakers=["prk"]),
)  # fmt: skip


def test_lanes_by_series_put_the_rest_below():
    """Series first, by their first day; then what has none, sort by sort."""
    assert lanes(build_scene(MARCH)) == {
        "Freedom Shield": ["fs23", "Freedom Shield 24"],
        "Statements": ["North Korea: vow response"],
        "Other exercises": ["전차병 대항경기", "later", "off"],
        "Weapon events": ["launch"],
    }


def test_lanes_by_participant_repeat_who_takes_part_together():
    found = lanes(build_scene(MARCH, lanes="participant"))
    assert found["United States"] == found["South Korea"] == ["Freedom Shield 24"]
    assert found["North Korea"] == ["North Korea: vow response", "전차병 대항경기"]


def test_lanes_by_kind_and_one_for_each():
    assert lanes(build_scene(MARCH, lanes="kind"))["command post"] == ["fs23", "Freedom Shield 24"]
    assert lanes(build_scene(MARCH, lanes="item"))["전차병 대항경기"] == ["전차병 대항경기"]


def test_lanes_by_a_function():
    found = build_scene(MARCH.exercises, lanes=lambda one: None if one.series is None else ["a", "b"])
    assert list(lanes(found)) == ["a", "b", "Other exercises"]


def test_unknown_ways_are_refused():
    with pytest.raises(ke.errors.QuestionError) as caught:
        build_scene(MARCH, lanes="country")
    assert [problem.code for problem in caught.value.problems] == ["lanes-unknown"]


def test_groups_keep_lanes_together():
    scene = build_scene(
        MARCH, lanes="series", group=lambda one: "South" if getattr(one, "series", None) else "North"
    )
    assert next((lane.group, lane.name) for lane in scene.lanes) == ("South", "Freedom Shield")
    assert scene.groups == ("South", "North")
    assert build_scene(MARCH).groups == ("Exercises", "Statements", "Weapon events")


def test_footing_decides_the_style():
    styles = {mark.label: mark.style for mark in build_scene(MARCH).marks}
    assert styles["fs23"] is MarkStyle.HELD
    assert styles["later"] is MarkStyle.ANNOUNCED
    assert styles["off"] is MarkStyle.CALLED_OFF


def test_what_was_called_off_says_so():
    titles = [mark.title for mark in build_scene(MARCH).marks]
    assert "off (cancelled)" in titles


def test_statements_and_launches_are_points_exercises_are_not():
    points = {mark.label for mark in build_scene(MARCH).marks if mark.is_point}
    assert points == {"North Korea: vow response", "launch"}


def test_a_launch_of_more_than_a_day_is_a_bar():
    long = ke.WeaponEvent(id="w", name="w", span=ke.Span.of("2024-03-18", "2024-03-19"))
    assert not build_scene([long]).marks[0].is_point


def test_what_has_no_date_is_left_out_and_named():
    left_out = {one.label: one.why for one in build_scene(MARCH).left_out}
    assert left_out == {"North Korea: statement": "without any date"}
    unknown = build_scene([ke.Span.unknown(), ke.Span.on("2024-03-14")]).left_out
    assert [one.why for one in unknown] == ["on a date that is not known"]


def test_a_length_alone_is_no_date():
    left_out = build_scene([ke.Span.bounded(min_days=3), ke.Span.on("2024-03-14")]).left_out
    assert [one.why for one in left_out] == ["on a date that is not known"]


def test_earlier_plans_are_those_that_were_not_kept():
    """Neither the plan that was kept, nor a vaguer one, nor one without a date; the window has room for the others."""
    other, kept = ke.Span.of("2024-02-05", "2024-02-05"), ke.Span.of("2024-03-04", "2024-03-14")
    vaguer = [ke.Span.parse(text) for text in ("2024-03", "/2024-03-14", "2024-03-04/")]
    plans = [ke.Plan(span=span) for span in (ke.Span.unknown(), other, *vaguer, kept)]
    scene = build_scene([drill("held", "2024-03-04", "2024-03-14", plans=plans)])
    [mark] = scene.marks
    assert [shown(plan.possible) for plan in mark.earlier_plans] == [["2024-02-05"]]
    assert dict(mark.facts)["Earlier plans"] == "2024-02-05"
    assert format_date(scene.window[0]) < "2024-02-05"


def test_a_plan_a_day_shorter_was_not_kept():
    plans = [ke.Plan(span=ke.Span.of("2024-03-04", "2024-03-13"))]
    [mark] = build_scene([drill("longer", "2024-03-04", "2024-03-14", plans=plans)]).marks
    assert len(mark.earlier_plans) == 1


def test_a_counted_length_makes_no_other_plan():
    """What is announced to end on the 14th after eleven days begins on the 4th: that is the plan itself."""
    length = ke.StatedLength(words="11-day", n=11, unit="day", counting="inclusive")
    plans = [ke.Plan(span=ke.Span.parse("/2024-03-14"))]
    [mark] = build_scene([drill("fs24", plans=plans, length=length)]).marks
    assert shown(mark.days.certain) == ["2024-03-04/2024-03-14"]
    assert mark.earlier_plans == ()


def test_what_was_only_announced_has_earlier_plans_too():
    plans = [ke.Plan(span=ke.Span.on(day)) for day in ("2024-03-01", "2024-03-08", "2024-03-15")]
    [mark] = build_scene([drill("off", plans=plans)]).marks
    assert shown(mark.days.possible) == ["2024-03-15"]
    assert [shown(plan.possible) for plan in mark.earlier_plans] == [["2024-03-01"], ["2024-03-08"]]


def test_a_window_shows_what_lies_in_it():
    scene = build_scene(MARCH, since="2024-03-05", until="2024-03-13")
    assert [format_date(day) for day in scene.window] == ["2024-03-05", "2024-03-14"]
    assert {mark.label for mark in scene.marks} == {
        "Freedom Shield 24",
        "전차병 대항경기",
        "North Korea: vow response",
    }
    assert {one.why for one in scene.left_out} == {"without any date", "outside the days that are shown"}


def test_without_a_window_everything_known_has_a_margin():
    scene = build_scene([ke.Span.of("2024-03-01", "2024-03-31"), ke.Span.parse("2024-03-20/")])
    assert [format_date(day) for day in scene.window] == ["2024-02-29", "2024-04-02"]


def test_a_reversed_window_is_refused():
    with pytest.raises(ke.errors.QuestionError) as caught:
        build_scene(MARCH, since="2024-03-05", until="2024-03-04")
    assert [problem.code for problem in caught.value.problems] == ["window-reversed"]


def test_days_of_overlaps_are_shaded():
    """Certain days of two events held or announced; what was called off and what was said shade nothing."""
    scene = build_scene(MARCH)
    assert shown(scene.certainly_shared) == ["2024-03-13/2024-03-14"]
    vague = ke.Span.bounded(earliest_start="2024-03-08", latest_end="2024-03-10")
    scene = build_scene([MARCH.exercises["fs24"], vague, ke.Span.parse("2024-03-06/")])
    assert shown(scene.certainly_shared) == ["2024-03-06"]
    assert shown(scene.possibly_shared) == ["2024-03-08/2024-03-10"]


def test_a_part_does_not_overlap_its_whole():
    scene = build_scene([MARCH.exercises["fs24"], drill("part", "2024-03-06", part_of="fs24")])
    assert scene.certainly_shared == ()


def test_marks_tell_what_stands_behind_them():
    """Dates, footing, participants, partners with verdicts, certain ones first, and origins where known."""
    vague = ke.Exercise(id="vague", name="vague", span=ke.Span.parse("2024-03"))
    dossier = MARCH.with_(vague)
    facts = {mark.label: dict(mark.facts) for mark in build_scene(dossier).marks}["Freedom Shield 24"]
    assert facts["Certain days"] == "2024-03-04/2024-03-14"
    assert facts["Footing"] == "held"
    assert facts["Took part"] == "United States, South Korea"
    assert facts["Overlaps"] == "전차병 대항경기 (certain); later (certain); vague (possible)"
    assert facts["Origins"] == "no cited document"
    assert facts["Dates rest on"] == "runs from 2024-03-04 to 2024-03-14 [coder]"
    alone = dict(build_scene([dossier.exercises["fs24"]]).marks[0].facts)
    assert alone["Took part"] == "usa, kor"
    assert "Origins" not in alone


def test_origins_come_from_citations():
    seed = ke.reference.seed()
    facts = {mark.label: dict(mark.facts) for mark in build_scene(seed).marks}
    assert facts["Kim Jong Un: boast"]["Origins"].startswith("1 origin (Korean Central News Agency)")


def test_text_that_a_terminal_would_obey_is_replaced():
    class Item:
        name = "tank\x1b[31m\nred"
        span = ke.Span.on("2024-03-13")

    assert (
        build_scene([Item()]).marks[0].label
        == "tank\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}red"
    )


def test_an_empty_scene_shows_nothing():
    scene = build_scene([])
    assert scene.lanes == scene.marks == ()


def test_everybody_shares_a_zone():
    there = ke.Span.on("2024-03-14", zone="America/New_York")
    assert build_scene([there]).zone == "America/New_York"
    assert build_scene([there, ke.Span.on("2024-03-14")]).zone == "Asia/Seoul"
    with pytest.raises(ke.errors.SpanError):
        build_scene([there], zone="Asia/Pyongsong")


def test_marks_begin_where_their_days_do():
    [mark] = build_scene([ke.Span.of("2024-03-04", "2024-03-14")]).marks
    assert mark.days.certain == ((day_ordinal("2024-03-04"), day_ordinal("2024-03-15")),)
