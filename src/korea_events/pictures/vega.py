"""The elements of Vega-Lite charts: layers, positions, colours. All of them are plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from korea_events.pictures.palette import Palette

Json: TypeAlias = dict[str, Any]
DataRow: TypeAlias = dict[str, Any]

_FONT: Final = "'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', Arial, sans-serif"
"""Typefaces with Hangul come first, so that mixed names use a single one."""
_EPOCH_ORDINAL: Final = dt.date(1970, 1, 1).toordinal()
_DAY_MILLISECONDS: Final = 86_400_000

START_CHANNEL: Final[Json] = {"field": "start", "type": "temporal"}
END_CHANNEL: Final[Json] = {"field": "end"}
DAYS: Final[Json] = {"x": START_CHANNEL, "x2": END_CHANNEL}
"""From the start of a row to its end."""
HATCH_DASH: Final = [2, 3]


def as_milliseconds(day: float) -> int:
    """A day number as Vega counts time: milliseconds since 1970.

    Example:
        >>> as_milliseconds(719163), as_milliseconds(719164.5)
        (0, 129600000)
    """
    return round((day - _EPOCH_ORDINAL) * _DAY_MILLISECONDS)


def build_stretch_row(stretch: tuple[float, float]) -> DataRow:
    """The start and the end of a row."""
    return {"start": as_milliseconds(stretch[0]), "end": as_milliseconds(stretch[1])}


def as_expression(expression: str) -> Json:
    """A value that Vega computes for each row."""
    return {"value": {"expr": expression}}


def build_hue_channel(hues: tuple[str, ...]) -> Json:
    """A channel with the colour of the hue of each row; hues are numbers, which all schemes share."""
    scale = {"domain": list(range(len(hues))), "range": list(hues)}
    return {"field": "hue", "type": "nominal", "scale": scale, "legend": None}


def build_layer(rows: str, mark: str, encoding: Json, **how: Any) -> Json:
    """A layer of marks for named rows; only the layer for pointing is described to screen readers."""
    # Without an explicit value Vega-Lite clips every layer of a chart that can be zoomed.
    how = {"aria": False, "clip": False, **how}
    return {"data": {"name": rows}, "mark": {"type": mark, **how}, "encoding": encoding}


def build_box(top: str = "datum.top", bottom: str = "datum.top + datum.height") -> Json:
    """The upper and lower end of a rectangle."""
    return {"y": as_expression(top), "y2": as_expression(bottom)}


def build_gradient(colour: str, opacity: float, *, to_right: bool) -> Json:
    """A colour that fades away to one side."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    stops = [
        {"offset": offset, "color": f"rgba({red},{green},{blue},{opacity * strength:.3f})"}
        for offset, strength in ((0, 1), (0.5, 0.45), (1, 0))
    ]
    ends = (0, 1) if to_right else (1, 0)
    return {"gradient": "linear", "x1": ends[0], "x2": ends[1], "y1": 0, "y2": 0, "stops": stops}


def build_window_layer(window: tuple[float, float], *, orient: str) -> Json:
    """The layer that sets the axis of time, as one without ends: Vega-Lite cannot merge domains of starts and ends."""
    scale = {"type": "utc", "domain": [as_milliseconds(day) for day in window]}
    time = {**START_CHANNEL, "axis": {**_TIME_AXIS, "orient": orient}, "scale": scale}
    return {**build_layer("window", "rule", {"x": time}, opacity=0), "params": [_ZOOM]}


# Dates are as short as the zoom allows, but always have a year.
_TIME_AXIS: Final[Json] = {
    "title": None,
    "labelOverlap": "greedy",
    "labelFlush": False,
    "tickCount": 8,
    "labelExpr": "domain('x')[1] - domain('x')[0] < 3e8 && utchours(datum.value) + utcminutes(datum.value) > 0 ? "
    "utcFormat(datum.value, '%H:%M') : utcFormat(datum.value, domain('x')[1] - domain('x')[0] > 1.2e11 ? '%Y' : "
    "utcdate(datum.value) == 1 && domain('x')[1] - domain('x')[0] > 8e9 ? '%b %Y' : '%-d %b %Y')",
}
# The wheel alone scrolls the page; with Ctrl or Cmd (as a pinch on a touchpad) it zooms.
_ZOOM: Final[Json] = {
    "name": "zoom",
    "bind": "scales",
    "select": {"type": "interval", "encodings": ["x"], "zoom": "wheel![event.ctrlKey || event.metaKey]"},
}


def keep_used_layers(layers: Iterable[Json], rows: dict[str, list[DataRow]]) -> list[Json]:
    """The layers that have rows."""
    return [each for each in layers if rows[each["data"]["name"]]]


def _freeze_spec(spec: Json) -> Json:
    """A specification for images, which cannot be zoomed: without clipping, which takes most of the drawing time.

    Its rows must lie within the picture.
    """
    layers = [{**each, "mark": {**each["mark"], "clip": False}} for each in spec["layer"]]
    for each in layers:
        each.pop("params", None)
        each["mark"].pop("tooltip", None)
    return {**spec, "layer": layers}


def build_spec(
    palette: Palette,
    *,
    title: str,
    subtitle: str,
    size: tuple[int, float],
    padding: Any,
    rows: dict[str, list[DataRow]],
    layers: list[Json],
    still: bool,
    caption: str = "",
) -> Json:
    """The specification of a picture; ``still`` for an image. The caption, if given, stands below the title."""
    spec = {
        "title": {"text": title, "subtitle": caption or subtitle},
        "description": f"{title}: {subtitle}",
        "width": size[0],
        "height": size[1],
        "background": palette.background,
        "padding": padding,
        "datasets": rows,
        "layer": layers,
        "config": _build_config(palette),
    }
    return _freeze_spec(spec) if still else spec


def _build_config(palette: Palette) -> Json:
    """The look of axes and titles in the colours of a palette."""
    return {
        "font": _FONT,
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
