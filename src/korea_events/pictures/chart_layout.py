"""The layout of a chart: rows in lanes, in which neither bars nor labels cover each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from korea_events.pictures.mark_days import BarEdge
from korea_events.pictures.scene import Lane, Mark, Scene
from korea_events.rendering import measure_width

LETTER_WIDTH: Final = 5.9
"""Pixels of a column of text at the size of labels, a little more than in the usual typefaces."""
BAR_HEIGHT: Final = 11
PLAN_HEIGHT: Final = 3
ROW_HEIGHT: Final = 30
LANE_GAP: Final = 6
HEADING_HEIGHT: Final = 24
_MARK_GAP: Final = 10
_LONGEST_LABEL: Final = 60
LANE_NAME_LETTERS: Final = 32


@frozen
class MarkRoom:
    """A mark with the pixels it takes in its row; days are finite day numbers."""

    mark: Mark
    first: float
    end: float
    left: float
    right: float
    label: str
    label_width: float


@frozen(kw_only=True)
class PlacedMark:
    """A mark in a row. ``top`` is the upper end of its bar in pixels."""

    room: MarkRoom
    top: float
    in_lane_name: bool
    """Whether the label repeats the name of the lane."""
    next: MarkRoom | None
    """The next mark in its row."""


@frozen(kw_only=True)
class LaneStripe:
    """The stripe of a lane, or the heading of a group."""

    name: str
    top: float
    height: float
    odd: bool
    is_heading: bool


@frozen(kw_only=True)
class ChartLayout:
    """The positions of everything in a chart of this width."""

    width: int
    height: float
    placed: tuple[PlacedMark, ...]
    bands: tuple[LaneStripe, ...]


def cut_label(text: str, letters: int) -> str:
    """A text cut to a number of letters."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


def measure_label(text: str) -> float:
    """The approximate width of a label in pixels."""
    return measure_width(text) * LETTER_WIDTH


def lay_out_chart(scene: Scene, width: int, *, labels: bool) -> ChartLayout:
    """The positions of everything. With ``labels`` rows leave room for them; else labels appear where they fit."""
    placed: list[PlacedMark] = []
    bands: list[LaneStripe] = []
    top = 0.0
    for number, lane in enumerate(scene.lanes):
        if scene.grouped and (number == 0 or scene.lanes[number - 1].group != lane.group):
            bands.append(
                LaneStripe(name=lane.group, top=top, height=HEADING_HEIGHT, odd=False, is_heading=True)
            )
            top += HEADING_HEIGHT
        rows = _pack_rows(lane, scene, width, labels=labels)
        height = len(rows) * ROW_HEIGHT + LANE_GAP
        bands.append(
            LaneStripe(name=lane.name, top=top, height=height, odd=number % 2 == 1, is_heading=False)
        )
        for position, row in enumerate(rows):
            placed += _place_row(
                cut_label(lane.name, LANE_NAME_LETTERS),
                row,
                top + LANE_GAP / 2 + position * ROW_HEIGHT + ROW_HEIGHT - BAR_HEIGHT - 3,
            )
        top += height
    return ChartLayout(width=width, height=top, placed=tuple(placed), bands=tuple(bands))


def _place_row(lane: str, row: list[MarkRoom], top: float) -> Iterator[PlacedMark]:
    for room, following in zip(row, [*row[1:], None], strict=True):
        yield PlacedMark(room=room, top=top, in_lane_name=room.label == lane, next=following)


def _pack_rows(lane: Lane, scene: Scene, width: int, *, labels: bool) -> list[list[MarkRoom]]:
    """The marks of a lane in rows, by first fit."""
    rows: list[list[MarkRoom]] = []
    for mark in lane.marks:
        room = _measure_mark(mark, scene, width, labels=labels)
        for row in rows:
            if row[-1].right <= room.left:
                row.append(room)
                break
        else:
            rows.append([room])
    return rows


def _measure_mark(mark: Mark, scene: Scene, width: int, *, labels: bool) -> MarkRoom:
    start, end = scene.window
    drawn = mark.days.list_drawn(scene.window, scene.fade)
    first, last = drawn[0][0], drawn[-1][1]
    if mark.days.end is BarEdge.GOES_ON:
        last = end
    per_day = width / (end - start)
    left, right = (first - start) * per_day, (last - start) * per_day
    label = cut_label(mark.title, _LONGEST_LABEL)
    label_width = measure_label(label)
    if labels:
        text_from = max(0.0, min(left, width - label_width))
        left, right = min(left, text_from), max(right, text_from + label_width)
    for plan in mark.earlier_plans:
        for day_start, day_end in plan.list_known(scene.window):
            left, right = min(left, (day_start - start) * per_day), max(right, (day_end - start) * per_day)
    return MarkRoom(mark, first, last, left, right + _MARK_GAP, label, label_width)
