"""A timeline as a Vega-Lite specification: plain data that Altair, notebooks and the converter read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from korea_events.analysis import Stretch
from korea_events.pictures.days import Edge, date_of, within
from korea_events.pictures.legend import legend_layers, legend_rows
from korea_events.pictures.palette import Palette
from korea_events.pictures.places import BAR, LANE_LETTERS, PLAN, Placed, Places, cut, places_of
from korea_events.pictures.scene import Mark, Scene, Style
from korea_events.pictures.vega import (
    FONT,
    HATCH,
    X2,
    Json,
    Row,
    X,
    box,
    fading,
    hued,
    layer,
    moment,
    said,
    unmoving,
    used,
)

FAINT: Final = 0.3
"""How strongly possible days are filled."""
SHAPES: Final = {"Statements": "diamond", "Weapon events": "triangle-up"}
_MANY: Final = 150
"""More marks than this are drawn closer together; their labels appear where zooming in makes room."""

# A label begins where its bar does, but inside the picture; it shows while its bar does, if the next one leaves room.
_LABEL_X: Final = "max(2, min(scale('x', datum.start), width - datum.room))"
_NEXT_X: Final = "min(scale('x', datum.next), width - datum.nextRoom)"
_LABEL_SHOWS: Final = (
    "scale('x', datum.end) > 0 && scale('x', datum.start) < width"
    f" && (datum.next === null || {_NEXT_X} - {_LABEL_X} > datum.room)"
)


def timeline_spec(scene: Scene, palette: Palette, *, title: str, width: int, still: bool) -> Json:
    """The specification of a timeline in the colours of a palette: data sets and layers; ``still`` for an image."""
    places = places_of(scene, width, labels=len(scene.marks) <= _MANY)
    hues = {group: number % len(palette.hues) for number, group in enumerate(scene.groups)}
    rows = _rows(scene, places, hues)
    if still:
        rows = {name: list(_kept(some, scene.window, width)) for name, some in rows.items()}
    rows["legend"] = legend_rows(scene, hues, width, places.height)
    layers = [
        *_ground(scene, palette, places.height),
        *_bars(palette, sorted(set(hues.values()))),
        *_points(palette),
        *_words(palette),
        *legend_layers(palette, rows["legend"]),
        _hits(),
    ]
    layers = used(layers, rows) or [layer("nothing", "text", {}, text="nothing to show")]
    spec = {
        "title": {"text": title, "subtitle": subtitle_of(scene)},
        "description": f"{title}: {subtitle_of(scene)}",
        "width": width,
        "height": max(places.height, BAR),
        "background": palette.background,
        "padding": {"left": 8, "right": 16, "top": 8, "bottom": 8},
        "datasets": {**rows, "nothing": [{}]},
        "layer": layers,
        "config": config(palette),
    }
    return unmoving(spec) if still else spec


# Dates as short as the zoom allows, and never without their year.
AXIS: Final[Json] = {
    "orient": "top",
    "title": None,
    "labelOverlap": "greedy",
    "labelFlush": False,
    "tickCount": 8,
    "labelExpr": "utcFormat(datum.value, domain('x')[1] - domain('x')[0] > 1.2e11 ? '%Y' : "
    "utcdate(datum.value) == 1 && domain('x')[1] - domain('x')[0] > 8e9 ? '%b %Y' : '%-d %b %Y')",
}

# The wheel alone scrolls the page; with Ctrl or Cmd (as a pinch on a touchpad) it zooms.
ZOOM: Final[Json] = {
    "name": "zoom",
    "bind": "scales",
    "select": {"type": "interval", "encodings": ["x"], "zoom": "wheel![event.ctrlKey || event.metaKey]"},
}


def subtitle_of(scene: Scene) -> str:
    """How much a picture shows, and of which days."""
    if not scene.lanes:
        return "nothing to show"
    first, last = (date_of(day) for day in (scene.window[0], scene.window[1] - 1))
    count = len(scene.marks)
    missing = f", {len(scene.left_out)} not shown" if scene.left_out else ""
    return f"{count} event{'s' if count != 1 else ''}{missing}, {first} to {last}, days in {scene.zone}"


# -- rows ----------------------------------------------------------------------------------------------------------


def _rows(scene: Scene, places: Places, hues: dict[str, int]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in _DATA}
    for hue in hues.values():
        rows |= {f"left-{hue}": [], f"right-{hue}": []}
    for band in places.bands:
        row = {"name": cut(band.name, LANE_LETTERS), "top": band.top, "height": band.height}
        if band.is_heading:
            rows["headings"].append({**row, "hue": hues[band.name]})
        else:
            rows["lanes"].append(row)
        if band.odd:
            rows["stripes"].append(row)
    rows["shared"] = list(_shared(scene))
    rows["window"] = [_stretch(scene.window)] if scene.lanes else []
    for placed in places.placed:
        for name, row in _drawn(placed, scene, hues[placed.mark.group]):
            rows[name].append(row)
    return rows


_DATA: Final = (
    "window", "stripes", "lanes", "headings", "shared", "possible", "certain", "announced", "outlines", "called_off",
    "plans", "arrows", "whiskers", "points", "labels", "hits",
)  # fmt: skip


def _kept(rows: list[Row], window: tuple[int, int], width: int) -> Iterator[Row]:
    """The rows of an image: what lies in the window, and labels that no other one covers."""
    start, end = map(moment, window)

    def at(time: float, room: float) -> float:
        return max(2, min((time - start) * width / (end - start), width - room))

    for row in rows:
        first: int = row.get("start", start)
        if first > end or int(row.get("end", first)) < start:
            continue
        if (
            row.get("next") is not None
            and at(row["next"], row["nextRoom"]) - at(first, row["room"]) <= row["room"]
        ):
            continue
        inside: Row = {name: max(start, min(end, row[name])) for name in ("start", "end") if name in row}
        yield {**row, **inside}


def _stretch(stretch: Stretch) -> Row:
    return {"start": moment(stretch[0]), "end": moment(stretch[1])}


def _shared(scene: Scene) -> Iterator[Row]:
    """The shaded days: faintly where they are most of the picture, as they then tell little."""
    certain = within(scene.certainly_shared, scene.window)
    often = sum(end - start for start, end in certain) > (scene.window[1] - scene.window[0]) / 2
    for stretches, strength in ((scene.possibly_shared, 0.09), (certain, 0.24)):
        for part in within(stretches, scene.window):
            yield {**_stretch(part), "strength": strength / 3 if often else strength}


def _drawn(placed: Placed, scene: Scene, hue: int) -> Iterator[tuple[str, Row]]:
    """Everything that is drawn for a mark, each with the data set it goes to."""
    mark = placed.mark
    at: Row = {"top": placed.top, "height": BAR, "hue": hue}
    inside = mark.days.core(scene.window)
    whole = _stretch((placed.first, placed.end))
    if mark.is_point:
        yield from _point(mark, inside, at)
    elif mark.style is Style.CALLED_OFF:
        yield from (("called_off", {**at, **_stretch(part)}) for part in inside)
    else:
        held = mark.style is Style.HELD
        for part in inside:
            yield "possible" if held else "outlines", {**at, **_stretch(part)}
            if not held:
                yield "announced", {**at, **_stretch(part), "strength": 0.45}
        for part in mark.days.certain:
            row = {**at, **_stretch(part), "strength": 1}
            yield "certain" if held else "announced", row
    if mark.style is not Style.CALLED_OFF:
        thin = {"top": placed.top + 4, "height": BAR - 8} if mark.is_point else {}
        yield from _ends(mark, inside, scene.fade, {**at, **whole, **thin})
    for plan in mark.earlier_plans:
        yield from (("plans", {**at, **_stretch(part)}) for part in plan.core(scene.window))
    words = {"label": "" if placed.in_lane_name else placed.label, "room": placed.label_width}
    following = {"next": None if placed.next is None else moment(placed.next), "nextRoom": placed.next_width}
    yield "labels", {**at, **whole, **words, **following}
    yield "hits", {**at, **whole, "facts": {"title": mark.title, **dict(mark.facts)}, "said": _aloud(mark)}


def _ends(mark: Mark, inside: tuple[Stretch, ...], fade: float, at: Row) -> Iterator[tuple[str, Row]]:
    """What is beyond the days that are known: a fade, or an arrow at the edge of the picture."""
    first, last = inside[0][0], inside[-1][1]
    beyond = ((mark.days.start, "left", (first - fade, first)), (mark.days.end, "right", (last, last + fade)))
    for edge, side, stretch in beyond:
        if edge is Edge.FADES:
            yield f"{side}-{at['hue']}", {**at, **_stretch(stretch)}
        elif edge is Edge.GOES_ON:
            yield "arrows", {**at, "right": side == "right"}


def _aloud(mark: Mark) -> str:
    """A mark for those who hear the chart."""
    return "; ".join([mark.title, *(f"{head} {text}" for head, text in mark.facts[:3])])


def _point(mark: Mark, inside: tuple[Stretch, ...], at: Row) -> Iterator[tuple[str, Row]]:
    exact = mark.days.exact_day
    low, high = inside[0][0], inside[-1][1]
    if exact is None:
        yield "whiskers", {**at, **_stretch((low, high))}
    closed = mark.days.start is mark.days.end is Edge.CLOSED
    middle = (low + high) / 2 if closed else low if mark.days.start is Edge.CLOSED else high
    row = {
        **at,
        "start": moment(middle),
        "shape": SHAPES.get(mark.sort, "circle"),
        "exact": exact is not None,
    }
    yield "points", row


# -- layers --------------------------------------------------------------------------------------------------------


def _ground(scene: Scene, palette: Palette, height: float) -> Iterator[Json]:
    across = {"x": {"value": 0}, "x2": said("width"), **box()}
    yield layer("stripes", "rect", across, color=palette.stripe)
    strength = {"field": "strength", "type": "quantitative", "scale": None}
    whole = {"y": {"value": 0}, "y2": {"value": height}}
    yield layer(
        "shared", "rect", {"x": X, "x2": X2, **whole, "opacity": strength}, color=palette.shared, clip=True
    )
    # What has no end is alone in setting the axis: Vega-Lite compares the domains of starts and of ends, in vain.
    time = {**X, "axis": AXIS, "scale": {"type": "utc", "domain": [moment(day) for day in scene.window]}}
    yield {**layer("window", "rule", {"x": time}, opacity=0), "params": [ZOOM]}


def _bars(palette: Palette, hues: list[int]) -> Iterator[Json]:
    colour = hued(palette.hues)
    days = {"x": X, "x2": X2, **box()}
    tinted = {**days, "color": colour, "stroke": colour}
    yield layer("possible", "rect", tinted, clip=True, fillOpacity=FAINT, strokeWidth=1, strokeOpacity=0.8)
    for hue in hues:
        for side in ("left", "right"):
            fill = fading(palette.hues[hue], FAINT * 2, to_right=side == "right")
            yield layer(f"{side}-{hue}", "rect", days, clip=True, fill=fill)
    yield layer("outlines", "rect", {**days, "stroke": colour}, clip=True, fillOpacity=0, strokeWidth=1)
    middle = {"x": X, "x2": X2, "y": said("datum.top + datum.height / 2"), "color": colour}
    strength = {"field": "strength", "type": "quantitative", "scale": None}
    yield layer(
        "announced", "rule", {**middle, "opacity": strength}, clip=True, strokeWidth=BAR, strokeDash=HATCH
    )
    yield layer(
        "called_off",
        "rect",
        days,
        clip=True,
        fillOpacity=0,
        stroke=palette.plain,
        strokeWidth=1,
        strokeDash=[3, 3],
    )
    yield layer("certain", "rect", tinted, clip=True, strokeWidth=1.5)
    below = {**middle, "y": said(f"datum.top + datum.height + {PLAN - 0.5}")}
    yield layer("plans", "rule", below, clip=True, strokeWidth=PLAN, strokeDash=HATCH)
    yield layer("whiskers", "rule", middle, clip=True, strokeWidth=1.5, strokeDash=[1, 3])


def _points(palette: Palette) -> Iterator[Json]:
    colour = hued(palette.hues)
    middle = said("datum.top + datum.height / 2")
    fill = {
        "condition": {"test": "datum.exact", **colour},
        "value": palette.background,
    }
    shape = {"field": "shape", "type": "nominal", "scale": None}
    points = {"x": X, "y": middle, "fill": fill, "stroke": colour, "shape": shape}
    yield layer("points", "point", points, clip=True, size=95, strokeWidth=1.5, opacity=1)
    arrow = {
        "x": said("datum.right ? width - 4 : 4"),
        "y": middle,
        "fill": colour,
        "angle": {
            "field": "right",
            "type": "nominal",
            "scale": {"domain": [True, False], "range": [90, 270]},
        },
    }
    shows = "scale('x', datum.end) > 0 && scale('x', datum.start) < width"
    arrow["opacity"] = {"condition": {"test": shows, "value": 1}, "value": 0}
    arrow["angle"] = said("datum.right ? 90 : 270")
    yield layer(
        "arrows", "point", arrow, shape="triangle-up", size=120, stroke=palette.background, strokeWidth=1
    )


def _words(palette: Palette) -> Iterator[Json]:
    label: dict[str, Any] = {
        "x": said(_LABEL_X),
        "y": said("datum.top - 4"),
        "text": {"field": "label", "type": "nominal"},
        "opacity": {"condition": {"test": _LABEL_SHOWS, "value": 1}, "value": 0},
    }
    how = {"align": "left", "baseline": "alphabetic", "fontSize": 11, "color": palette.text}
    yield layer("labels", "text", label, **how)
    name = {"field": "name", "type": "nominal"}
    beside = {"x": {"value": -10}, "y": said("datum.top + 21"), "text": name}
    yield layer("lanes", "text", beside, align="right", fontSize=12, color=palette.text, fontWeight=600)
    swatch = {"x": {"value": -20}, "x2": {"value": -10}, **box("datum.top + 12", "datum.top + 22")}
    yield layer("headings", "rect", {**swatch, "color": hued(palette.hues)})
    heading = {"x": {"value": -26}, "y": said("datum.top + 17"), "text": name}
    yield layer(
        "headings", "text", heading, align="right", fontSize=12, color=palette.faint_text, fontStyle="italic"
    )


def _hits() -> Json:
    """What one points at, over everything else, and what screen readers read."""
    return layer(
        "hits",
        "rect",
        {"x": X, "x2": X2, **box("datum.top - 2"), "description": {"field": "said", "type": "nominal"}},
        aria=True,
        clip=True,
        fill="transparent",
        stroke="transparent",
        strokeWidth=6,
        tooltip={"expr": "datum.facts"},
    )


def config(palette: Palette) -> Json:
    """How axes and titles look in the colours of a palette."""
    return {
        "font": FONT,
        "view": {"stroke": palette.line},
        "axis": {
            "labelColor": palette.faint_text,
            "titleColor": palette.faint_text,
            "titleFontWeight": "normal",
            "gridColor": palette.line,
            "gridOpacity": 0.6,
            "domainColor": palette.line,
            "tickColor": palette.line,
            "labelFontSize": 11,
        },
        "title": {
            "color": palette.text,
            "subtitleColor": palette.faint_text,
            "anchor": "start",
            "fontSize": 16,
            "subtitleFontSize": 12,
            "subtitlePadding": 6,
            "offset": 12,
        },
    }
