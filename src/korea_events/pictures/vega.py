"""The elements of Vega-Lite charts: layers, positions, colours. All of them are plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]
DataRow: TypeAlias = dict[str, Any]

FONT: Final = "'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', Arial, sans-serif"
"""Typefaces with Hangul come first, so that mixed names use a single one."""
_EPOCH_ORDINAL: Final = dt.date(1970, 1, 1).toordinal()
_DAY_MILLISECONDS: Final = 86_400_000

START_CHANNEL: Final[Json] = {"field": "start", "type": "temporal"}
END_CHANNEL: Final[Json] = {"field": "end"}
HATCH_DASH: Final = [2, 3]


def as_milliseconds(day: float) -> int:
    """A day number as Vega counts time: milliseconds since 1970.

    Example:
        >>> as_milliseconds(719163), as_milliseconds(719164.5)
        (0, 129600000)
    """
    return round((day - _EPOCH_ORDINAL) * _DAY_MILLISECONDS)


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


def keep_used_layers(layers: Iterable[Json], rows: dict[str, list[DataRow]]) -> list[Json]:
    """The layers that have rows."""
    return [each for each in layers if rows[each["data"]["name"]]]


def freeze_spec(spec: Json) -> Json:
    """A specification for images, which cannot be zoomed: without clipping, which takes most of the drawing time.

    Its rows must lie within the picture.
    """
    layers = [{**each, "mark": {**each["mark"], "clip": False}} for each in spec["layer"]]
    for each in layers:
        each.pop("params", None)
        each["mark"].pop("tooltip", None)
    return {**spec, "layer": layers}
