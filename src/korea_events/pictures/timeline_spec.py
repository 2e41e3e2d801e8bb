"""A timeline as a Vega-Lite specification: plain data for Altair, notebooks and the converter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from korea_events.pictures.chart_layout import (
    BAR_HEIGHT,
    LANE_NAME_LETTERS,
    PLAN_HEIGHT,
    ChartLayout,
    PlacedMark,
    cut_label,
    lay_out_chart,
)
from korea_events.pictures.legend import build_legend_layers, list_legend_rows
from korea_events.pictures.mark_days import BarEdge, cut_to_window, format_date, format_time
from korea_events.pictures.palette import Palette
from korea_events.pictures.scene import Mark, MarkStyle, Scene
from korea_events.pictures.vega import (
    DAYS,
    HATCH_DASH,
    START_CHANNEL,
    DataRow,
    Json,
    as_expression,
    as_milliseconds,
    build_box,
    build_gradient,
    build_hue_channel,
    build_layer,
    build_spec,
    build_stretch_row,
    build_window_layer,
    keep_used_layers,
)
from korea_events.temporal.engine import Stretch

FAINT_OPACITY: Final = 0.3
"""The opacity of possible days."""
_STRENGTH: Final = {"field": "strength", "type": "quantitative", "scale": None}
POINT_SHAPES: Final = {"Statements": "diamond", "Weapon events": "triangle-up"}
_MANY_MARKS: Final = 150
"""With more marks than this, rows leave no room for labels, which appear on zooming in."""

# A label starts with its bar, but inside the picture; it shows if its bar does and the next label leaves room.
_LABEL_X: Final = "max(2, min(scale('x', datum.start), width - datum.room))"
_NEXT_X: Final = "min(scale('x', datum.next), width - datum.nextRoom)"
_BAR_SHOWS: Final = "scale('x', datum.end) > 0 && scale('x', datum.start) < width"
_LABEL_SHOWS: Final = f"{_BAR_SHOWS} && (datum.next === null || {_NEXT_X} - {_LABEL_X} > datum.room)"


def build_timeline_spec(scene: Scene, palette: Palette, *, title: str, width: int, still: bool) -> Json:
    """The specification of a timeline in the colours of a palette: data sets and layers; ``still`` for an image."""
    places = lay_out_chart(scene, width, labels=len(scene.marks) <= _MANY_MARKS)
    hues = {group: number % len(palette.hues) for number, group in enumerate(scene.groups)}
    rows = _collect_data_sets(scene, places, hues)
    if still:
        rows = {name: list(_filter_image_rows(some, scene.window, width)) for name, some in rows.items()}
    rows["legend"] = list_legend_rows(scene, hues, width, places.height)
    layers = [
        *_draw_background(scene, palette, places.height),
        *_draw_bars(palette, sorted(set(hues.values()))),
        *_draw_points(palette),
        *_draw_labels(palette),
        *build_legend_layers(palette, rows["legend"]),
        _draw_hit_areas(),
    ]
    layers = keep_used_layers(layers, rows) or [build_layer("nothing", "text", {}, text="nothing to show")]
    return build_spec(
        palette,
        title=title,
        subtitle=describe_scene(scene),
        size=(width, max(places.height, BAR_HEIGHT)),
        padding={"left": 8, "right": 16, "top": 8, "bottom": 8},
        rows={**rows, "nothing": [{}]},
        layers=layers,
        still=still,
    )


def describe_scene(scene: Scene) -> str:
    """The number of events that a picture shows, and its days."""
    if not scene.lanes:
        return "nothing to show"
    start, end = scene.window
    first, last = map(format_time, scene.window) if scene.hourly else map(format_date, (start, end - 1))
    count = len(scene.marks)
    missing = f", {len(scene.left_out)} not shown" if scene.left_out else ""
    unit = "times" if scene.hourly else "days"
    return f"{count} event{'s' if count != 1 else ''}{missing}, {first} to {last}, {unit} in {scene.zone}"


# -- rows ----------------------------------------------------------------------------------------------------------


def _collect_data_sets(scene: Scene, places: ChartLayout, hues: dict[str, int]) -> dict[str, list[DataRow]]:
    rows: dict[str, list[DataRow]] = {name: [] for name in _DATA_SETS}
    for hue in hues.values():
        rows |= {f"left-{hue}": [], f"right-{hue}": []}
    for band in places.bands:
        row = {"name": cut_label(band.name, LANE_NAME_LETTERS), "top": band.top, "height": band.height}
        if band.is_heading:
            rows["headings"].append({**row, "hue": hues[band.name]})
        else:
            rows["lanes"].append(row)
        if band.odd:
            rows["stripes"].append(row)
    rows["shared"] = list(_list_shaded_rows(scene))
    rows["window"] = [build_stretch_row(scene.window)] if scene.lanes else []
    for placed in places.placed:
        for name, row in _draw_mark(placed, scene, hues[placed.room.mark.group]):
            rows[name].append(row)
    return rows


_DATA_SETS: Final = (
    "window", "stripes", "lanes", "headings", "shared", "possible", "certain", "announced", "outlines", "called_off",
    "plans", "arrows", "whiskers", "points", "labels", "hits",
)  # fmt: skip


def _filter_image_rows(rows: list[DataRow], window: tuple[float, float], width: int) -> Iterator[DataRow]:
    """The rows of an image: those in the window, and labels that no other one covers."""
    start, end = map(as_milliseconds, window)

    def at(time: float, room: float) -> float:
        return max(2, min((time - start) * width / (end - start), width - room))

    for row in rows:
        first: int = row.get("start", start)
        if first > end or int(row.get("end", first)) < start:
            continue
        following = row.get("next")
        if following is not None and at(following, row["nextRoom"]) - at(first, row["room"]) <= row["room"]:
            continue
        inside: DataRow = {name: max(start, min(end, row[name])) for name in ("start", "end") if name in row}
        yield {**row, **inside}


def _list_shaded_rows(scene: Scene) -> Iterator[DataRow]:
    """The shaded days, fainter if they fill most of the picture."""
    certain = cut_to_window(scene.certainly_shared, scene.window)
    often = sum(end - start for start, end in certain) > (scene.window[1] - scene.window[0]) / 2
    for stretches, strength in ((scene.possibly_shared, 0.09), (certain, 0.24)):
        for part in cut_to_window(stretches, scene.window):
            yield {**build_stretch_row(part), "strength": strength / 3 if often else strength}


def _draw_mark(placed: PlacedMark, scene: Scene, hue: int) -> Iterator[tuple[str, DataRow]]:
    """Everything that is drawn for a mark, each with its data set."""
    room = placed.room
    mark = room.mark
    at: DataRow = {"top": placed.top, "height": BAR_HEIGHT, "hue": hue}
    inside = mark.days.list_known(scene.window)
    whole = build_stretch_row((room.first, room.end))
    if mark.is_point:
        yield from _draw_point(mark, inside, at)
    elif mark.style is MarkStyle.CALLED_OFF:
        yield from (("called_off", {**at, **build_stretch_row(part)}) for part in inside)
    else:
        held = mark.style is MarkStyle.HELD
        for part in inside:
            yield "possible" if held else "outlines", {**at, **build_stretch_row(part)}
            if not held:
                yield "announced", {**at, **build_stretch_row(part), "strength": 0.45}
        for part in mark.held:
            row = {**at, **build_stretch_row(part), "strength": 1}
            yield "certain" if held else "announced", row
        for part in mark.planned:
            yield "announced", {**at, **build_stretch_row(part), "strength": 1}
    if mark.style is not MarkStyle.CALLED_OFF:
        thin = {"top": placed.top + 4, "height": BAR_HEIGHT - 8} if mark.is_point else {}
        yield from _draw_mark_ends(mark, inside, scene.fade, {**at, **whole, **thin})
    for plan in mark.earlier_plans:
        yield from (("plans", {**at, **build_stretch_row(part)}) for part in plan.list_known(scene.window))
    words = {"label": "" if placed.in_lane_name else room.label, "room": room.label_width}
    if placed.next is None:
        words |= {"next": None, "nextRoom": 0}
    else:
        words |= {"next": as_milliseconds(placed.next.first), "nextRoom": placed.next.label_width}
    yield "labels", {**at, **whole, **words}
    facts = {"title": mark.title, **dict(mark.facts)}
    for_screen_readers = "; ".join([mark.title, *(f"{head} {text}" for head, text in mark.facts[:3])])
    yield "hits", {**at, **whole, "facts": facts, "words": for_screen_readers}


def _draw_mark_ends(
    mark: Mark, inside: tuple[Stretch, ...], fade: float, at: DataRow
) -> Iterator[tuple[str, DataRow]]:
    """The ends beyond the known days: a fade, or an arrow at the edge of the picture."""
    first, last = inside[0][0], inside[-1][1]
    beyond = ((mark.days.start, "left", (first - fade, first)), (mark.days.end, "right", (last, last + fade)))
    for edge, side, stretch in beyond:
        if edge is BarEdge.FADES:
            yield f"{side}-{at['hue']}", {**at, **build_stretch_row(stretch)}
        elif edge is BarEdge.GOES_ON:
            yield "arrows", {**at, "right": side == "right"}


def _draw_point(mark: Mark, inside: tuple[Stretch, ...], at: DataRow) -> Iterator[tuple[str, DataRow]]:
    days = mark.days
    low, high = inside[0][0], inside[-1][1]
    if days.certain != days.possible:
        yield "whiskers", {**at, **build_stretch_row((low, high))}
    closed = days.start is days.end is BarEdge.CLOSED
    middle = (low + high) / 2 if closed else low if days.start is BarEdge.CLOSED else high
    shape = POINT_SHAPES.get(mark.sort, "circle")
    for point in days.points or (middle,):
        yield "points", {**at, "start": as_milliseconds(point), "shape": shape, "exact": bool(days.points)}


# -- layers --------------------------------------------------------------------------------------------------------


def _draw_background(scene: Scene, palette: Palette, height: float) -> Iterator[Json]:
    across = {"x": {"value": 0}, "x2": as_expression("width"), **build_box()}
    yield build_layer("stripes", "rect", across, color=palette.stripe)
    whole = {**DAYS, "y": {"value": 0}, "y2": {"value": height}, "opacity": _STRENGTH}
    yield build_layer("shared", "rect", whole, color=palette.shared, clip=True)
    yield build_window_layer(scene.window, orient="top")


def _draw_bars(palette: Palette, hues: list[int]) -> Iterator[Json]:
    colour = build_hue_channel(palette.hues)
    days = {**DAYS, **build_box()}
    tinted = {**days, "color": colour, "stroke": colour}
    yield build_layer(
        "possible", "rect", tinted, clip=True, fillOpacity=FAINT_OPACITY, strokeWidth=1, strokeOpacity=0.8
    )
    for hue in hues:
        for side in ("left", "right"):
            fill = build_gradient(palette.hues[hue], FAINT_OPACITY * 2, to_right=side == "right")
            yield build_layer(f"{side}-{hue}", "rect", days, clip=True, fill=fill)
    yield build_layer("outlines", "rect", {**days, "stroke": colour}, clip=True, fillOpacity=0, strokeWidth=1)
    middle = {**DAYS, "y": as_expression("datum.top + datum.height / 2"), "color": colour}
    hatched = {"clip": True, "strokeWidth": BAR_HEIGHT, "strokeDash": HATCH_DASH}
    yield build_layer("announced", "rule", {**middle, "opacity": _STRENGTH}, **hatched)
    dashed = {"clip": True, "fillOpacity": 0, "strokeWidth": 1, "strokeDash": [3, 3]}
    yield build_layer("called_off", "rect", days, **dashed, stroke=palette.plain)
    yield build_layer("certain", "rect", tinted, clip=True, strokeWidth=1.5)
    below = {**middle, "y": as_expression(f"datum.top + datum.height + {PLAN_HEIGHT - 0.5}")}
    yield build_layer("plans", "rule", below, clip=True, strokeWidth=PLAN_HEIGHT, strokeDash=HATCH_DASH)
    yield build_layer("whiskers", "rule", middle, clip=True, strokeWidth=1.5, strokeDash=[1, 3])


def _draw_points(palette: Palette) -> Iterator[Json]:
    colour = build_hue_channel(palette.hues)
    middle = as_expression("datum.top + datum.height / 2")
    fill = {"condition": {"test": "datum.exact", **colour}, "value": palette.background}
    shape = {"field": "shape", "type": "nominal", "scale": None}
    points = {"x": START_CHANNEL, "y": middle, "fill": fill, "stroke": colour, "shape": shape}
    yield build_layer("points", "point", points, clip=True, size=95, strokeWidth=1.5, opacity=1)
    arrow = {
        "x": as_expression("datum.right ? width - 4 : 4"),
        "y": middle,
        "fill": colour,
        "opacity": {"condition": {"test": _BAR_SHOWS, "value": 1}, "value": 0},
        "angle": as_expression("datum.right ? 90 : 270"),
    }
    yield build_layer(
        "arrows", "point", arrow, shape="triangle-up", size=120, stroke=palette.background, strokeWidth=1
    )


def _draw_labels(palette: Palette) -> Iterator[Json]:
    label: dict[str, Any] = {
        "x": as_expression(_LABEL_X),
        "y": as_expression("datum.top - 4"),
        "text": {"field": "label", "type": "nominal"},
        "opacity": {"condition": {"test": _LABEL_SHOWS, "value": 1}, "value": 0},
    }
    how = {"align": "left", "baseline": "alphabetic", "fontSize": 11, "color": palette.text}
    yield build_layer("labels", "text", label, **how)
    name = {"field": "name", "type": "nominal"}
    beside = {"x": {"value": -10}, "y": as_expression("datum.top + 21"), "text": name}
    yield build_layer("lanes", "text", beside, align="right", fontSize=12, color=palette.text, fontWeight=600)
    swatch = {"x": {"value": -20}, "x2": {"value": -10}, **build_box("datum.top + 12", "datum.top + 22")}
    yield build_layer("headings", "rect", {**swatch, "color": build_hue_channel(palette.hues)})
    heading = {"x": {"value": -26}, "y": as_expression("datum.top + 17"), "text": name}
    yield build_layer(
        "headings", "text", heading, align="right", fontSize=12, color=palette.faint_text, fontStyle="italic"
    )


def _draw_hit_areas() -> Json:
    """The areas to point at, above all other layers; screen readers read them."""
    area = {**DAYS, **build_box("datum.top - 2"), "description": {"field": "words", "type": "nominal"}}
    how = {
        "fill": "transparent",
        "stroke": "transparent",
        "strokeWidth": 6,
        "tooltip": {"expr": "datum.facts"},
    }
    return build_layer("hits", "rect", area, aria=True, clip=True, **how)
