"""The legend of a timeline: only what occurs in it, drawn as it is drawn there, in lines below the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from korea_events.pictures.days import Edge
from korea_events.pictures.palette import Palette
from korea_events.pictures.places import BAR, PLAN, text_width
from korea_events.pictures.scene import Scene, Style
from korea_events.pictures.vega import HATCH, Json, Row, fading, hued, layer, said

_LINE: Final = 22
_SWATCH: Final = 30
_GAP: Final = 22
_TOP: Final = 26


def legend_rows(scene: Scene, hues: dict[str, int], width: int, height: float) -> list[Row]:
    """The entries with their places, wrapped to the width of the picture; headings name groups themselves."""
    rows: list[Row] = []
    x, y = 0.0, height + _TOP
    entries = [*([] if scene.grouped else _groups(hues)), *_signs(scene)]
    for kind, words, hue in entries:
        room = _SWATCH + 8 + text_width(words)
        if x and x + room > width:
            x, y = 0.0, y + _LINE
        rows.append({"kind": kind, "words": words, "x": x, "y": y, "hue": hue})
        x += room + _GAP
    return rows


def _groups(hues: dict[str, int]) -> Iterator[tuple[str, str, int | None]]:
    if len(hues) > 1:
        for group, hue in hues.items():
            yield "group", group, hue


def _signs(scene: Scene) -> Iterator[tuple[str, str, int | None]]:
    bars = [mark for mark in scene.marks if not mark.is_point]
    points = [mark for mark in scene.marks if mark.is_point]
    held = [mark for mark in bars if mark.style is Style.HELD]
    edges = {edge for mark in scene.marks for edge in (mark.days.start, mark.days.end)}
    occurs = {
        "certain": any(mark.days.certain for mark in held),
        "possible": any(mark.days.possible != mark.days.certain for mark in held),
        "announced": any(mark.style is Style.ANNOUNCED for mark in bars),
        "called_off": any(mark.style is Style.CALLED_OFF for mark in bars),
        "planned": any(mark.earlier_plans for mark in scene.marks),
        "fades": Edge.FADES in edges,
        "goes_on": Edge.GOES_ON in edges,
        "point": any(mark.days.exact_day is not None for mark in points),
        "somewhere": any(mark.days.exact_day is None for mark in points),
        "shared": bool(scene.certainly_shared or scene.possibly_shared),
    }
    for kind, words in _WORDS.items():
        if occurs[kind]:
            yield kind, words, None


_WORDS: Final = {
    "certain": "certainly under way",
    "possible": "possibly",
    "announced": "only announced",
    "called_off": "called off",
    "planned": "an earlier plan",
    "fades": "beginning or end not known",
    "goes_on": "goes on",
    "point": "on that day",
    "somewhere": "day not known",
    "shared": "two or more at once",
}


def legend_layers(palette: Palette, rows: list[Row]) -> list[Json]:
    """The entries, drawn as their marks are; every layer takes those of its kind."""
    kinds = {row["kind"] for row in rows}
    return [each for each, kind in _entries(palette) if kind in kinds or kind == "words"]


def _entries(palette: Palette) -> Iterator[tuple[Json, str]]:
    plain = palette.plain
    across = {"x": said("datum.x"), "x2": said(f"datum.x + {_SWATCH}")}
    tall = {"y": said(f"datum.y - {BAR / 2}"), "y2": said(f"datum.y + {BAR / 2}")}
    middle = {"x": said(f"datum.x + {_SWATCH / 2}"), "y": said("datum.y")}
    line = {**across, "y": said("datum.y")}
    dashed = {"fillOpacity": 0, "stroke": plain, "strokeWidth": 1}
    yield _entry("group", "rect", {**across, **tall, "color": hued(palette.hues)})
    yield _entry("certain", "rect", {**across, **tall}, color=plain)
    yield _entry(
        "possible", "rect", {**across, **tall}, color=plain, fillOpacity=0.3, stroke=plain, strokeWidth=1
    )
    yield _entry("announced", "rect", {**across, **tall}, **dashed)
    yield _entry("announced", "rule", line, color=plain, strokeWidth=BAR, strokeDash=HATCH)
    yield _entry("called_off", "rect", {**across, **tall}, **dashed, strokeDash=[3, 3])
    yield _entry("planned", "rule", line, color=plain, strokeWidth=PLAN, strokeDash=HATCH)
    yield _entry("fades", "rect", {**across, **tall}, fill=fading(plain, 0.6, to_right=True))
    yield _entry("goes_on", "rect", {**across, **tall}, color=plain, fillOpacity=0.3)
    arrow = {"x": said(f"datum.x + {_SWATCH - 4}"), "y": said("datum.y")}
    yield _entry("goes_on", "point", arrow, shape="triangle-up", angle=90, size=110, fill=plain, stroke=None)
    point = {"shape": "diamond", "size": 95, "stroke": plain, "opacity": 1}
    yield _entry("point", "point", middle, **point, fill=plain)
    yield _entry("somewhere", "rule", line, color=plain, strokeWidth=1.5, strokeDash=[1, 3])
    yield _entry("somewhere", "point", middle, **point, fill=palette.background)
    yield _entry("shared", "rect", {**across, **tall}, color=palette.shared, opacity=0.4)
    words = {"x": said(f"datum.x + {_SWATCH + 8}"), "y": said("datum.y + 4"), "text": {"field": "words"}}
    how = {"align": "left", "baseline": "alphabetic", "fontSize": 11, "color": palette.text}
    yield layer("legend", "text", words, **how), "words"


def _entry(kind: str, mark: str, encoding: Json, **how: object) -> tuple[Json, str]:
    only = {"transform": [{"filter": f"datum.kind == '{kind}'"}]}
    return {**layer("legend", mark, encoding, **how), **only}, kind
