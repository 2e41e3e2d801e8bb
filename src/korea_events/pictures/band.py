"""``concurrency_band``: the number under way at a time, as a band from the certain to the possible number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import Final

from attrs import frozen

from korea_events.analysis import Concurrency, FootingName, TimedItems, concurrency
from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits
from korea_events.pictures.mark_days import ALL_DAYS, format_date
from korea_events.pictures.page import fold_table
from korea_events.pictures.palette import Palette
from korea_events.pictures.picture import Picture
from korea_events.pictures.scene import fit_window, parse_window
from korea_events.pictures.terminal import ASCII, UNICODE, Ruler, TextLine, check_width, draw_axis_lines
from korea_events.pictures.timeline_spec import FAINT_OPACITY
from korea_events.pictures.vega import (
    DAYS,
    START_CHANNEL,
    DataRow,
    Json,
    as_milliseconds,
    build_layer,
    build_spec,
    build_stretch_row,
    build_window_layer,
)
from korea_events.rendering import html_table, pad_text
from korea_events.temporal.engine import Tolerance, as_day_range, make_stretch

_CHART_HEIGHT: Final = 220
_MAX_TEXT_ROWS: Final = 12
_MAX_AXIS_NUMBERS: Final = 8
_NUMBER_COLUMNS: Final = 6
"""Columns of text for the numbers, left of the picture."""


@frozen
class BandStep:
    """Consecutive days with the same certain and the same possible number."""

    start: int
    end: int
    certain: int
    possible: int


@frozen(kw_only=True, repr=False)
class ConcurrencyBand(Picture):
    """The picture of :func:`concurrency_band`: print it, save it, show it in a notebook, or take its ``chart``.

    Example:
        >>> from korea_events import reference
        >>> concurrency_band(reference.drills(), since="2024-01-01", until="2024-12-31")
        <ConcurrencyBand: at most 3 at once, 2024-01-01 to 2024-12-31, days in Asia/Seoul>
    """

    answer: Concurrency
    window: tuple[float, float]

    @cached_property
    def _steps(self) -> tuple[BandStep, ...]:
        """The steps inside the window, without days on which nothing can have been under way."""
        start, end = self.window
        steps = []
        for step in self.answer:
            low, high = make_stretch(step.days)
            low, high = max(low, start), min(high, end)
            if low < high:
                steps.append(BandStep(int(low), int(high), step.certain, step.possible))
        return tuple(steps)

    @property
    def _most(self) -> int:
        return max((step.possible for step in self._steps), default=0)

    def _subtitle(self) -> str:
        if not self._steps:
            return "nothing to show"
        first, last = format_date(self.window[0]), format_date(self.window[1] - 1)
        return f"at most {self._most} at once, {first} to {last}, days in {self.answer.zone}"

    def _caption(self) -> str:
        return f"{self._subtitle()}; solid: certainly, faded: possibly"

    def _details(self) -> str:
        rows = [(str(as_day_range((s.start, s.end))), str(s.certain), str(s.possible)) for s in self._steps]
        table = html_table(rows, caption="Every step of the band", head=("days", "certainly", "possibly"))
        return fold_table("Everything as a table", table)

    # -- as text -----------------------------------------------------------------------------------------------------

    def _lines(self, width: int, *, ascii_only: bool = False) -> list[TextLine]:
        check_width(width)
        if not self._steps:
            return [(("nothing to show", "label"),)]
        characters = ASCII if ascii_only else UNICODE
        ruler = Ruler(self.window, width - _NUMBER_COLUMNS - 2, 0)
        certain, possible = [0] * ruler.columns, [0] * ruler.columns
        for step in self._steps:
            for column in ruler.find_columns((step.start, step.end)):
                certain[column] = max(certain[column], step.certain)
                possible[column] = max(possible[column], step.possible)
        lines = draw_axis_lines(self.window, _NUMBER_COLUMNS, ruler, characters)
        unit = _round_step(self._most, _MAX_TEXT_ROWS)
        for number in range(-(-self._most // unit) * unit, 0, -unit):
            label = pad_text(f"{number:>{_NUMBER_COLUMNS}}", _NUMBER_COLUMNS)
            line: list[tuple[str, str]] = [(f"{label}  ", "axis")]
            for sure, may in zip(certain, possible, strict=True):
                # A row stands for the numbers above those of the row below it.
                role = "certain" if sure > number - unit else "possible" if may > number - unit else ""
                line.append((getattr(characters, role) if role else " ", role))
            lines.append(tuple(line))
        legend = f"{characters.certain} certainly at once   {characters.possible} possibly"
        return [*lines, (), ((legend, "legend"),)]

    # -- as a chart --------------------------------------------------------------------------------------------------

    def _spec(self, palette: Palette, *, still: bool) -> Json:
        steps = self._steps
        corners = [
            {"start": as_milliseconds(s.start), "certain": s.certain, "possible": s.possible} for s in steps
        ]
        corners += [{"start": as_milliseconds(steps[-1].end), "certain": 0, "possible": 0}] if steps else []
        data: dict[str, list[DataRow]] = {
            "window": [build_stretch_row(self.window)] if steps else [],
            "band": corners,
            "hits": [
                {
                    **build_stretch_row((s.start, s.end)),
                    "possible": s.possible,
                    "facts": _build_step_tooltip(s),
                }
                for s in steps
            ],
        }
        number: Json = {"orient": "left", "title": "under way at once", "format": "d", "titlePadding": 10}
        number["values"] = list(range(0, self._most + 1, _round_step(self._most, _MAX_AXIS_NUMBERS)))
        scale = {"domain": [0, max(1, self._most)], "nice": False}
        height = {"field": "possible", "type": "quantitative", "axis": number, "scale": scale}
        sure = {"field": "certain", "type": "quantitative"}
        hue, x, zero = palette.hues[0], {"x": START_CHANNEL}, {"y2": {"datum": 0}}
        step = {"interpolate": "step-after", "clip": True}
        all_at_once, pointed_at = {**x, "y": height, **zero}, {**DAYS, "y": height, **zero}
        shown = {"fill": "transparent", "tooltip": {"expr": "datum.facts"}}
        layers = [
            build_window_layer(self.window, orient="bottom"),
            build_layer("band", "area", all_at_once, **step, fill=hue, fillOpacity=FAINT_OPACITY),
            build_layer("band", "area", {**x, "y": sure, **zero}, **step, fill=hue),
            build_layer("band", "line", {**x, "y": height}, **step, stroke=hue, strokeWidth=1.2),
            build_layer("hits", "rect", pointed_at, clip=True, **shown),
        ]
        return build_spec(
            palette,
            title=self.title,
            subtitle=self._subtitle(),
            caption=self._caption(),
            size=(self.width, _CHART_HEIGHT),
            padding=12,
            rows=data,
            layers=layers,
            still=still,
        )


def _round_step(most: int, steps: int) -> int:
    """The least of 1, 2, 5, 10, 20, … with which at most ``steps`` steps reach a number.

    Example:
        >>> [_round_step(most, 8) for most in (0, 8, 9, 86)]
        [1, 1, 2, 20]
    """
    sizes: Iterator[int] = (digit * 10**power for power in count() for digit in (1, 2, 5))
    return next(size for size in sizes if size * steps >= most)


def _build_step_tooltip(step: BandStep) -> DataRow:
    numbers = {"Certainly": str(step.certain), "Possibly": str(step.possible)}
    return {"title": str(as_day_range((step.start, step.end))), **numbers}


def concurrency_band(
    items: TimedItems | Concurrency,
    *,
    footing: FootingName = "any",
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    zone: str | None = None,
    tolerance: Tolerance = None,
    title: str = "Under way at once",
    width: int = 900,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> ConcurrencyBand:
    """Draw how many events were under way at a time: solid for those that certainly were, faded for the possible ones.

    Args:
        items: as for :func:`korea_events.concurrency`, or its answer.
        footing: as there. An answer ignores it, and ``zone`` and ``tolerance`` too.
        since: the first day to show; None starts at the first known day.
        until: the last day to show; None ends at the last known day.
        zone: the time zone of the days.
        tolerance: as there.
        title: the title above the picture.
        width: the width of the picture in pixels.
        limits: how much work the answer may be.

    Raises:
        QuestionError: ``window-reversed`` if ``until`` is before ``since``; ``question-limit`` for tens of thousands of
            steps, and as for ``concurrency``.
        SpanError: for an invalid day or an unknown zone.

    Example:
        >>> from korea_events import Span
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), Span.parse("2024-03-0X"), Span.on("2024-03-13")]
        >>> print(concurrency_band(drills).text(width=60))
                             2024-03-04            2024-03-11
                             │                     │
             2               ░░░░░░░░░░░░░░░░░░░          ▓▓▓
             1     ░░░░░░░░░░▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
        <BLANKLINE>
        ▓ certainly at once   ░ possibly
    """
    if not isinstance(items, Concurrency):
        items = concurrency(items, footing=footing, zone=zone, tolerance=tolerance, limits=limits)
    limits.check("steps", 20 * len(items))  # drawing one takes as long as twenty steps
    ends = (tick for step in items for tick in make_stretch(step.days) if tick not in ALL_DAYS)
    window = fit_window(map(int, ends), parse_window(since, until))
    return ConcurrencyBand(title=title, width=width, answer=items, window=window)
