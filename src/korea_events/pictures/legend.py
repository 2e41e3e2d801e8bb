"""The legend of a timeline: its symbols, in lines below the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from korea_events.pictures.chart_layout import BAR_HEIGHT, PLAN_HEIGHT, measure_label
from korea_events.pictures.mark_days import BarEdge
from korea_events.pictures.palette import Palette
from korea_events.pictures.scene import SYMBOL_WORDS, MarkStyle, Scene
from korea_events.pictures.vega import (
    HATCH_DASH,
    DataRow,
    Json,
    as_expression,
    build_box,
    build_gradient,
    build_hue_channel,
    build_layer,
)

_LINE_HEIGHT: Final = 22
_SWATCH_WIDTH: Final = 30
_ENTRY_GAP: Final = 22
_TOP_MARGIN: Final = 26


def list_legend_rows(scene: Scene, hues: dict[str, int], width: int, height: float) -> list[DataRow]:
    """The entries with their positions, wrapped to the width of the picture; groups with headings need none."""
    rows: list[DataRow] = []
    x, y = 0.0, height + _TOP_MARGIN
    entries = [*([] if scene.grouped else _list_group_entries(hues)), *_list_symbol_entries(scene)]
    for kind, words, hue in entries:
        room = _SWATCH_WIDTH + 8 + measure_label(words)
        if x and x + room > width:
            x, y = 0.0, y + _LINE_HEIGHT
        rows.append({"kind": kind, "words": words, "x": x, "y": y, "hue": hue})
        x += room + _ENTRY_GAP
    return rows


def _list_group_entries(hues: dict[str, int]) -> Iterator[tuple[str, str, int | None]]:
    if len(hues) > 1:
        for group, hue in hues.items():
            yield "group", group, hue


def _list_symbol_entries(scene: Scene) -> Iterator[tuple[str, str, int | None]]:
    bars = [mark for mark in scene.marks if not mark.is_point]
    points = [mark for mark in scene.marks if mark.is_point]
    held = [mark for mark in bars if mark.style is MarkStyle.HELD]
    edges = {edge for mark in scene.marks for edge in (mark.days.start, mark.days.end)}
    occurs = {
        "certain": any(mark.days.certain for mark in held),
        "possible": any(mark.days.possible != mark.days.certain for mark in held),
        "announced": any(mark.style is MarkStyle.ANNOUNCED or mark.planned for mark in bars),
        "called_off": any(mark.style is MarkStyle.CALLED_OFF for mark in bars),
        "planned": any(mark.earlier_plans for mark in scene.marks),
        "fades": BarEdge.FADES in edges,
        "goes_on": BarEdge.GOES_ON in edges,
        "point": any(mark.days.points for mark in points),
        "somewhere": any(not mark.days.points for mark in points),
        "shared": bool(scene.certainly_shared or scene.possibly_shared),
    }
    for kind, words in SYMBOL_WORDS.items():
        if occurs.get(kind):
            yield kind, words, None


def build_legend_layers(palette: Palette, rows: list[DataRow]) -> list[Json]:
    """The layers of the entries, one or more for each kind."""
    kinds = {row["kind"] for row in rows}
    symbols = [
        {**build_layer("legend", mark, at, **style), "transform": [{"filter": f"datum.kind == '{kind}'"}]}
        for kind, mark, at, style in _list_symbols(palette)
        if kind in kinds
    ]
    words = {
        "x": as_expression(f"datum.x + {_SWATCH_WIDTH + 8}"),
        "y": as_expression("datum.y + 4"),
        "text": {"field": "words"},
    }
    how = {"align": "left", "baseline": "alphabetic", "fontSize": 11, "color": palette.text}
    return [*symbols, build_layer("legend", "text", words, **how)]


def _list_symbols(palette: Palette) -> list[tuple[str, str, Json, Json]]:
    """The kind of entry, the mark, where it is and how it looks, for each layer of symbols."""
    plain = palette.plain
    across = {"x": as_expression("datum.x"), "x2": as_expression(f"datum.x + {_SWATCH_WIDTH}")}
    box = {**across, **build_box(f"datum.y - {BAR_HEIGHT / 2}", f"datum.y + {BAR_HEIGHT / 2}")}
    line = {**across, "y": as_expression("datum.y")}
    middle = {"x": as_expression(f"datum.x + {_SWATCH_WIDTH / 2}"), "y": as_expression("datum.y")}
    right = {"x": as_expression(f"datum.x + {_SWATCH_WIDTH - 4}"), "y": as_expression("datum.y")}
    faint = {"color": plain, "fillOpacity": 0.3}
    outline = {"stroke": plain, "strokeWidth": 1}
    arrow = {"shape": "triangle-up", "angle": 90, "size": 110, "fill": plain, "stroke": None}
    point = {"shape": "diamond", "size": 95, "stroke": plain, "opacity": 1}
    return [
        ("group", "rect", {**box, "color": build_hue_channel(palette.hues)}, {}),
        ("certain", "rect", box, {"color": plain}),
        ("possible", "rect", box, {**faint, **outline}),
        ("announced", "rect", box, {"fillOpacity": 0, **outline}),
        ("announced", "rule", line, {"color": plain, "strokeWidth": BAR_HEIGHT, "strokeDash": HATCH_DASH}),
        ("called_off", "rect", box, {"fillOpacity": 0, **outline, "strokeDash": [3, 3]}),
        ("planned", "rule", line, {"color": plain, "strokeWidth": PLAN_HEIGHT, "strokeDash": HATCH_DASH}),
        ("fades", "rect", box, {"fill": build_gradient(plain, 0.6, to_right=True)}),
        ("goes_on", "rect", box, faint),
        ("goes_on", "point", right, arrow),
        ("point", "point", middle, {**point, "fill": plain}),
        ("somewhere", "rule", line, {"color": plain, "strokeWidth": 1.5, "strokeDash": [1, 3]}),
        ("somewhere", "point", middle, {**point, "fill": palette.background}),
        ("shared", "rect", box, {"color": palette.shared, "opacity": 0.4}),
    ]
