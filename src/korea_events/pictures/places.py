"""Where in a chart everything stands: rows of lanes, so that neither bars nor their labels cover each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from korea_events.layout import width as columns_of
from korea_events.pictures.days import Edge
from korea_events.pictures.scene import Lane, Mark, Scene

LETTER: Final = 5.9
"""Pixels that a column of text takes at the size of labels, about: a little more than in the usual typefaces."""
BAR: Final = 11
PLAN: Final = 3
ROW: Final = 30
LANE_GAP: Final = 6
HEADING: Final = 24
_GAP: Final = 10
_LONGEST_LABEL: Final = 60
LANE_LETTERS: Final = 32


@frozen(kw_only=True)
class Placed:
    """A mark in a row. ``top`` is the upper end of its bar in pixels; days are day numbers, finite."""

    mark: Mark
    top: float
    first: float
    end: float
    label: str
    label_width: float
    in_lane_name: bool
    """Whether the lane says already what the label would."""
    next: float | None = None
    """Where the next one in its row begins."""
    next_width: float = 0
    """How wide the label of that one is."""


@frozen(kw_only=True)
class Band:
    """The stripe of a lane, or the heading of a group."""

    name: str
    top: float
    height: float
    odd: bool
    is_heading: bool


@frozen(kw_only=True)
class Places:
    """Where everything stands in a chart of this width."""

    width: int
    height: float
    placed: tuple[Placed, ...]
    bands: tuple[Band, ...]


@frozen(kw_only=True)
class _Room:
    """A mark with the pixels it takes in its row."""

    mark: Mark
    first: float
    end: float
    left: float
    right: float
    label: str
    label_width: float


def cut(text: str, letters: int) -> str:
    """A text of at most so many letters."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


def text_width(text: str) -> float:
    """How many pixels a label takes, about."""
    return columns_of(text) * LETTER


def places_of(scene: Scene, width: int, *, labels: bool) -> Places:
    """The places of everything; with ``labels`` rows leave room for them, without a label shows where there is room."""
    placed: list[Placed] = []
    bands: list[Band] = []
    top = 0.0
    for number, lane in enumerate(scene.lanes):
        if scene.grouped and (number == 0 or scene.lanes[number - 1].group != lane.group):
            bands.append(Band(name=lane.group, top=top, height=HEADING, odd=False, is_heading=True))
            top += HEADING
        rows = _rows(lane, scene, width, labels=labels)
        height = len(rows) * ROW + LANE_GAP
        bands.append(Band(name=lane.name, top=top, height=height, odd=number % 2 == 1, is_heading=False))
        for position, row in enumerate(rows):
            placed += _in_row(
                cut(lane.name, LANE_LETTERS), row, top + LANE_GAP / 2 + position * ROW + ROW - BAR - 3
            )
        top += height
    return Places(width=width, height=top, placed=tuple(placed), bands=tuple(bands))


def _in_row(lane: str, row: list[_Room], top: float) -> Iterator[Placed]:
    for room, following in zip(row, [*row[1:], None], strict=True):
        yield Placed(
            mark=room.mark,
            top=top,
            first=room.first,
            end=room.end,
            label=room.label,
            label_width=room.label_width,
            in_lane_name=room.label == lane,
            next=None if following is None else following.first,
            next_width=0 if following is None else following.label_width,
        )


def _rows(lane: Lane, scene: Scene, width: int, *, labels: bool) -> list[list[_Room]]:
    """The marks of a lane in as few rows as a first fit needs."""
    rows: list[list[_Room]] = []
    for mark in lane.marks:
        room = _room(mark, scene, width, labels=labels)
        for row in rows:
            if row[-1].right <= room.left:
                row.append(room)
                break
        else:
            rows.append([room])
    return rows


def _room(mark: Mark, scene: Scene, width: int, *, labels: bool) -> _Room:
    start, end = scene.window
    drawn = mark.days.drawn(scene.window, scene.fade)
    first, last = drawn[0][0], drawn[-1][1]
    if mark.days.end is Edge.GOES_ON:
        last = end
    per_day = width / (end - start)
    left, right = (first - start) * per_day, (last - start) * per_day
    label = cut(mark.title, _LONGEST_LABEL)
    label_width = text_width(label)
    if labels:
        text_from = max(0.0, min(left, width - label_width))
        left, right = min(left, text_from), max(right, text_from + label_width)
    for plan in mark.earlier_plans:
        days = plan.core(scene.window)
        if days:
            left, right = (
                min(left, (days[0][0] - start) * per_day),
                max(right, (days[-1][1] - start) * per_day),
            )
    return _Room(
        mark=mark, first=first, end=last, left=left, right=right + _GAP, label=label, label_width=label_width
    )


__all__ = ["BAR", "PLAN", "Band", "Placed", "Places", "cut", "places_of", "text_width"]
