"""A picture as lines of text for terminals, mails and tests. Columns are aligned, Hangul included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from attrs import frozen

from korea_events.errors import QuestionError
from korea_events.pictures.date_labels import pick_date_labels
from korea_events.pictures.mark_days import BarEdge, MarkDays, cut_to_window
from korea_events.pictures.scene import SYMBOL_WORDS, Lane, Mark, MarkStyle, Scene
from korea_events.rendering import measure_width, pad_text
from korea_events.temporal.engine import Stretch

Segment = tuple[str, str]
"""A piece of a line and the role it plays: ``lane``, ``label``, ``certain``, …"""
TextLine = tuple[Segment, ...]

MIN_COLUMNS: Final = 40
_MAX_LABEL_COLUMNS: Final = 40
_MAX_NAMED: Final = 5


@frozen
class CharacterSet:
    """The characters of a picture."""

    certain: str
    possible: str
    announced: str
    announced_possible: str
    called_off: str
    planned: str
    point: str
    somewhere: str
    point_possible: str
    fades: str
    tick: str
    goes_on: tuple[str, str]


UNICODE: Final = CharacterSet("▓", "░", "╱", "·", "×", "_", "◆", "◇", "┄", "?", "│", ("←", "→"))
ASCII: Final = CharacterSet("#", "-", "/", ".", "x", "_", "@", "o", ":", "?", "|", ("<", ">"))


def check_width(width: int) -> None:
    """Refuse a width that is too narrow for a picture."""
    if width < MIN_COLUMNS:
        raise QuestionError.of("picture-narrow", f"width must be at least {MIN_COLUMNS} columns, not {width}")


def render_text_lines(scene: Scene, *, width: int = 100, ascii_only: bool = False) -> list[TextLine]:
    """The lines of a picture, each a row of segments.

    Raises:
        QuestionError: ``picture-narrow`` for fewer than 40 columns.
    """
    check_width(width)
    characters = ASCII if ascii_only else UNICODE
    if not scene.lanes:
        return [(("nothing to show", "label"),), *_list_left_out_lines(scene, width)]
    labels = [f"  {mark.title}" for mark in scene.marks] + [lane.name for lane in scene.lanes]
    room = min(max(map(measure_width, labels)), _MAX_LABEL_COLUMNS, width * 2 // 5)
    ruler = Ruler(scene.window, width - room - 2, scene.fade)
    used: set[str] = set()
    lines = draw_axis_lines(scene.window, room, ruler, characters, hourly=scene.hourly)
    for number, lane in enumerate(scene.lanes):
        if scene.grouped and (number == 0 or lane.group != scene.lanes[number - 1].group):
            lines.append(((f"[{lane.group}]", "group"),))
        lines += _draw_lane(lane, room, ruler, characters, used)
    shared = _draw_layers(
        ruler, [("certain", scene.certainly_shared), ("possible", scene.possibly_shared)], characters, used
    )
    if shared:
        lines += [(), ((pad_text("two or more at once", room) + "  ", "lane"), *shared)]
    symbols = {name: getattr(characters, name) for name in SYMBOL_WORDS.keys() & used}
    if "goes_on" in used:
        symbols["goes_on"] = characters.goes_on[1]
    meanings = [f"{symbols[name]} {words}" for name, words in SYMBOL_WORDS.items() if name in symbols]
    legend = _wrap_parts(meanings, width, "   ")
    return [*lines, (), *(((line, "legend"),) for line in legend), *_list_left_out_lines(scene, width)]


def join_lines(lines: Iterable[TextLine]) -> str:
    """The text of the lines, without roles.

    Example:
        >>> print(join_lines([(("a", "lane"), ("b  ", "label"))]))
        ab
    """
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


@frozen
class Ruler:
    """Converts days to columns."""

    window: tuple[float, float]
    columns: int
    fade: float

    def find_column(self, day: float) -> int | None:
        """The column of a moment; None outside the window."""
        start, end = self.window
        return int((day - start) * self.columns / (end - start)) if start <= day < end else None

    def find_columns(self, stretch: Stretch) -> range:
        """The columns of a stretch: those that start in it, but at least one."""
        parts = cut_to_window([stretch], self.window)
        if not parts:
            return range(0)
        start, end = self.window
        first, last = (int((tick - start) * self.columns // (end - start)) for tick in parts[0])
        return range(first, max(first + 1, last))


def draw_axis_lines(
    window: tuple[float, float], room: int, ruler: Ruler, characters: CharacterSet, *, hourly: bool = False
) -> list[TextLine]:
    """Dates, and ticks below them, after ``room`` columns for names."""
    dates, marks = [" "] * ruler.columns, [" "] * ruler.columns
    free = 0
    for day, text in pick_date_labels(window, ruler.columns, hourly=hourly):
        column = ruler.find_column(day)
        if column is not None and column >= free and column + len(text) <= ruler.columns:
            dates[column : column + len(text)] = text
            marks[column] = characters.tick
            free = column + len(text) + 1
    return [((" " * (room + 2), "axis"), ("".join(line), "axis")) for line in (dates, marks)]


def _draw_lane(
    lane: Lane, room: int, ruler: Ruler, characters: CharacterSet, used: set[str]
) -> Iterator[TextLine]:
    alone = len(lane.marks) == 1 and lane.marks[0].label == lane.name
    if not alone:
        yield ((lane.name, "lane"),)
    for mark in lane.marks:
        label = mark.title if alone else f"  {mark.title}"
        role = "called_off" if mark.style is MarkStyle.CALLED_OFF else "label"
        name = pad_text(label, room)
        # Only the name of an event that was called off is struck out, not the gap after it.
        gap = name[len(name.rstrip()) :] + "  "
        yield ((name.rstrip(), role), (gap, ""), *_draw_mark_columns(mark, ruler, characters, used))


def _draw_mark_columns(mark: Mark, ruler: Ruler, characters: CharacterSet, used: set[str]) -> TextLine:
    days = mark.days
    possible = days.list_drawn(ruler.window, ruler.fade)
    if mark.is_point:
        layers = [] if days.certain == days.possible else [("point_possible", possible)]
    elif mark.style is MarkStyle.CALLED_OFF:
        layers = [("called_off", possible)]
    elif mark.style is MarkStyle.ANNOUNCED:
        layers = [("announced", days.certain), ("announced_possible", possible)]
    else:
        layers = [("certain", mark.held), ("announced", mark.planned), ("possible", possible)]
    layers += [("planned", plan.list_known(ruler.window)) for plan in mark.earlier_plans]
    above: dict[int, Segment] = {}
    for edge, side, stretch in ((days.start, 0, possible[:1]), (days.end, 1, possible[-1:])):
        columns = [column for part in stretch for column in ruler.find_columns(part)]
        if edge is not BarEdge.CLOSED and columns:
            character = characters.goes_on[side] if edge is BarEdge.GOES_ON else characters.fades
            above[columns[-side]] = (character, edge.value)
    if mark.is_point:
        name = "point" if days.points else "somewhere"
        for point in days.points or (_find_vague_point(days),):
            column = ruler.find_column(point)
            if column is not None:
                above[column] = (getattr(characters, name), name)
    return _draw_layers(ruler, layers, characters, used, above)


def _find_vague_point(days: MarkDays) -> float:
    """Where a point stands whose day is not known: in the middle of its days, or at its only known end."""
    low, high = days.possible[0][0], days.possible[-1][1]
    if days.start is days.end is BarEdge.CLOSED:
        return (low + high) / 2
    return days.known[0] if days.start is BarEdge.CLOSED else days.known[-1] - 1


def _draw_layers(
    ruler: Ruler,
    layers: list[tuple[str, tuple[Stretch, ...]]],
    characters: CharacterSet,
    used: set[str],
    above: dict[int, Segment] | None = None,
) -> TextLine:
    """A row of columns, each with the first layer that has a day in it; ``above`` covers all layers."""
    cells: list[Segment] = [(" ", "")] * ruler.columns
    for name, stretches in reversed(layers):
        for stretch in stretches:
            for column in ruler.find_columns(stretch):
                cells[column] = (getattr(characters, name), name)
    for column, character in (above or {}).items():
        cells[column] = character
    roles = {role for _, role in cells if role}
    used.update(roles)
    runs = groupby(cells, key=itemgetter(1))
    return tuple(("".join(text for text, _ in run), role) for role, run in runs) if roles else ()


def _list_left_out_lines(scene: Scene, width: int) -> Iterator[TextLine]:
    reasons: dict[str, list[str]] = {}
    for left_out in scene.left_out:
        reasons.setdefault(left_out.why, []).append(left_out.label)
    for why, labels in reasons.items():
        more = [f"… and {len(labels) - _MAX_NAMED} more"] if len(labels) > _MAX_NAMED else []
        parts = [f"not shown, {why}: {labels[0]}", *labels[1:_MAX_NAMED], *more]
        for line in _wrap_parts(parts, width, ", "):
            yield ((line, "legend"),)


def _wrap_parts(parts: Iterable[str], width: int, between: str) -> list[str]:
    """Parts on lines of at most a width; a separator at the end of a line loses its spaces."""
    lines: list[str] = []
    for part in parts:
        if lines and measure_width(lines[-1] + between + part) <= width:
            lines[-1] += between + part
        else:
            lines[-1:] = [line + between.rstrip() for line in lines[-1:]]
            lines.append(part)
    return lines
