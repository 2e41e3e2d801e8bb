"""The specification of a timeline: which data sets it has, and what is in them."""

from __future__ import annotations

import json

import korea_events as ke
from korea_events.pictures.chart_layout import lay_out_chart
from korea_events.pictures.palette import DARK, LIGHT
from korea_events.pictures.scene import build_scene
from korea_events.pictures.timeline_spec import build_timeline_spec

DAY = 86_400_000
FIRST = 1_709_510_400_000  # 4 March 2024


def spec(items, *, still=False, palette=LIGHT, **how):
    return build_timeline_spec(build_scene(items, **how), palette, title="Drills", width=900, still=still)


def data(items, **how):
    return {name: rows for name, rows in spec(items, **how)["datasets"].items() if rows}


def test_certain_days_are_solid_possible_ones_faded():
    rows = data([ke.Span.bounded(earliest_start="2024-03-04", latest_start="2024-03-06", latest_end="2024-03-08",
                                 earliest_end="2024-03-07")])  # fmt: skip
    assert [(row["start"], row["end"]) for row in rows["possible"]] == [(FIRST, FIRST + 5 * DAY)]
    assert [(row["start"], row["end"]) for row in rows["certain"]] == [(FIRST + 2 * DAY, FIRST + 4 * DAY)]


def test_announced_days_are_hatched_and_outlined():
    plan = ke.Plan(span=ke.Span.of("2024-03-04", "2024-03-05"))
    rows = data([ke.Exercise(id="a", name="a", plans=[plan])])
    assert {"announced", "outlines"} <= rows.keys()
    assert not {"certain", "possible"} & rows.keys()


def test_an_earlier_plan_is_hatched_below_the_bar():
    plan = ke.Plan(span=ke.Span.of("2024-03-01", "2024-03-02"))
    rows = data([ke.Exercise(id="a", name="a", span=ke.Span.on("2024-03-04"), plans=[plan])])
    assert [(row["start"], row["end"]) for row in rows["plans"]] == [(FIRST - 3 * DAY, FIRST - DAY)]
    assert [row["top"] for row in rows["plans"]] == [row["top"] for row in rows["certain"]]


def test_groups_are_named_where_they_stand():
    """With more groups than hues a legend would say one colour twice; headings have it beside the name."""
    items = [ke.Exercise(id=f"x{n}", name=f"x{n}", span=ke.Span.on("2024-03-04")) for n in range(10)]
    rows = data(items, group=lambda item: item.name)
    assert [row["name"] for row in rows["headings"]] == [item.name for item in items]
    assert (
        [row["hue"] for row in rows["headings"]]
        == [row["hue"] for row in rows["certain"]]
        == [*range(8), 0, 1]
    )
    assert "group" not in {row["kind"] for row in rows["legend"]}
    assert "group" in {
        row["kind"]
        for row in data([*items, ke.Statement(id="s", speakers=["a"], said=ke.Span.on("2024-03-04"))])[
            "legend"
        ]
    }


def test_ends_fade_or_go_on():
    rows = data(
        [ke.Span.parse("2024-03-04/"), ke.Span.parse("2024-03-04/.."), ke.Span.of("2024-03-01", "2024-03-31")]
    )
    assert len(rows["right-0"]) == 1
    assert "left-0" not in rows
    assert [row["right"] for row in rows["arrows"]] == [True]


def test_points_say_whether_their_day_is_known():
    events = [
        ke.WeaponEvent(id=id, name=id, span=ke.Span.parse(text))
        for id, text in (("a", "2024-03-04"), ("b", "2024-03-1X"))
    ]
    rows = data(events)
    assert [(row["exact"], row["shape"]) for row in rows["points"]] == [
        (True, "triangle-up"),
        (False, "triangle-up"),
    ]
    assert rows["points"][0]["start"] == FIRST + DAY // 2
    assert len(rows["whiskers"]) == 1


def test_the_schemes_share_their_data():
    items = ke.reference.drills()
    assert spec(items)["datasets"] == spec(items, palette=DARK)["datasets"]


def test_only_layers_with_rows_are_drawn():
    made = spec([ke.Span.of("2024-03-04", "2024-03-14")])
    assert all(made["datasets"][each["data"]["name"]] for each in made["layer"])


def test_an_image_holds_only_what_it_shows():
    """Nothing to zoom, nothing to point at, nothing to clip: everything lies inside."""
    made = spec(ke.reference.drills(), still=True, since="2024-03-06", until="2024-03-20")
    start, end = (made["datasets"]["window"][0][name] for name in ("start", "end"))
    rows = [row for some in made["datasets"].values() for row in some if "start" in row]
    assert rows
    assert all(start <= row["start"] <= end and start <= row.get("end", end) <= end for row in rows)
    assert "params" not in json.dumps(made)
    assert '"clip": true' not in json.dumps(made)


def test_nothing_to_show_is_a_picture_too():
    assert spec([])["title"]["subtitle"] == "nothing to show"


def test_bars_and_labels_do_not_cover_each_other():
    """In a row each mark begins where the one before it and its label have ended."""
    scene = build_scene(ke.reference.drills(), lanes="participant")
    places = lay_out_chart(scene, 900, labels=True)
    per_day = 900 / (scene.window[1] - scene.window[0])
    rows = {}
    for placed in places.placed:
        rows.setdefault(placed.top, []).append(placed)
    for row in rows.values():
        right = 0
        for placed in row:
            left = (placed.room.first - scene.window[0]) * per_day
            text = max(0, min(left, 900 - placed.room.label_width))
            assert min(left, text) >= right - 1e-6
            right = max((placed.room.end - scene.window[0]) * per_day, text + placed.room.label_width)


def test_lanes_do_not_overlap():
    places = lay_out_chart(build_scene(ke.reference.drills(), group="kind"), 900, labels=True)
    ends = [0.0]
    for band in places.bands:
        assert band.top == ends[-1]
        ends.append(band.top + band.height)
    assert ends[-1] == places.height


def test_texts_are_data_and_never_expressions():
    """A name cannot become a part of a formula that Vega evaluates."""
    name = "'); alert(1); ('"
    made = spec([ke.Exercise(id="a", name=name, span=ke.Span.on("2024-03-04"))], lanes="item", group="item")
    assert name in json.dumps(made["datasets"], ensure_ascii=False)
    assert name not in json.dumps(
        {key: value for key, value in made.items() if key != "datasets"}, ensure_ascii=False
    )


def test_what_is_only_bounded_by_a_day_fades_from_that_day():
    """Over by the 14th: a day is drawn, and the rest fades."""
    rows = data([ke.Span.bounded(latest_end="2024-03-14"), ke.Span.of("2024-03-01", "2024-03-31")])
    first = next(row for row in rows["possible"] if row["end"] == FIRST + 11 * DAY)
    assert first["end"] - first["start"] == DAY
    assert rows["left-0"][0]["end"] == first["start"]


def test_a_lane_that_has_the_name_of_its_mark_says_it_once():
    drill = ke.Exercise(id="a", name="Freedom Shield 24", span=ke.Span.on("2024-03-04"))
    assert [row["label"] for row in data([drill], lanes="item")["labels"]] == [""]
    assert [row["label"] for row in data([drill])["labels"]] == ["Freedom Shield 24"]
