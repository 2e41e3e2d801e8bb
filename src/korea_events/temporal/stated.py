"""What stated bounds mean: the other way, beside EDTF text, in which a span can be given.

Bounds are stated for the ends in inclusive days (or all in instants) and for the length in days (or as ``PT…``);
any may be missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import inf
from typing import Any, Literal, NamedTuple, TypeAlias

from korea_events.errors import Problem, SpanError
from korea_events.temporal import civil, edtf
from korea_events.temporal.bounds import Bounds, Grain, Reading, close

MAX_DAY_COUNT = civil.LAST_DAY
"""The longest length in days that can be stated: the length of the calendar."""

END_ARGUMENTS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
DAY_LENGTH_ARGUMENTS = ("min_days", "max_days")
INSTANT_LENGTH_ARGUMENTS = ("min_length", "max_length")
BOUND_ARGUMENTS = (*END_ARGUMENTS, *DAY_LENGTH_ARGUMENTS, *INSTANT_LENGTH_ARGUMENTS)

_NO_BOUNDS = Bounds(-inf, inf, -inf, inf, 1, inf)


ApproximateEnds: TypeAlias = bool | Literal["start", "end"]
"""Which ends are only approximate: both, neither, or one."""


class StatedBounds(NamedTuple):
    """Bounds as they were stated, in ticks; None where nothing was. The ends of days are the last days, inclusive."""

    earliest_start: int | None
    latest_start: int | None
    earliest_end: int | None
    latest_end: int | None
    least: int | None
    most: int | None
    grain: Grain

    def arguments(self) -> dict[str, Any]:
        """The arguments that state the same again, as JSON scalars."""
        day = self.grain is Grain.DAY
        show = civil.format_day if day else civil.format_instant
        said: dict[str, Any] = {
            name: show(tick) for name, tick in zip(END_ARGUMENTS, self[:4], strict=True) if tick is not None
        }
        for name, ticks in zip(
            DAY_LENGTH_ARGUMENTS if day else INSTANT_LENGTH_ARGUMENTS, (self.least, self.most), strict=True
        ):
            if ticks is not None:
                said[name] = ticks if day else civil.format_instant_length(ticks)
        return said

    def bounds(self) -> Bounds:
        """What is allowed, closed and half-open.

        Raises:
            SpanError: ``span-contradiction`` when nothing is allowed, ``span-out-of-range`` beyond the calendar.
        """
        ticks = (free if tick is None else tick for free, tick in zip(_NO_BOUNDS, self[:6], strict=True))
        a, b, c, d, p, q = ticks
        past = 1 if self.grain is Grain.DAY else 0
        closed = close(Bounds(a, b, c + past, d + past, p, q))
        if closed is None:
            raise SpanError.of(
                "span-contradiction", f"nothing fits {self.text()}: {self._explain_contradiction()}"
            )
        reach = (
            (civil.FIRST_DAY, civil.LAST_DAY + 1)
            if self.grain is Grain.DAY
            else (civil.FIRST_INSTANT, civil.LAST_INSTANT)
        )
        if any(abs(tick) != inf and not reach[0] <= tick <= reach[1] for tick in closed[:4]):
            raise SpanError.of("span-out-of-range", f"{self.text()} reaches beyond the years 0001 to 9999")
        return closed

    def freed_bounds(self, approximate: ApproximateEnds) -> Bounds:
        """What is allowed when the approximate ends may lie anywhere; stated lengths and the other end stay."""
        start: dict[str, None] = dict.fromkeys(END_ARGUMENTS[:2]) if approximate in (True, "start") else {}
        end: dict[str, None] = dict.fromkeys(END_ARGUMENTS[2:]) if approximate in (True, "end") else {}
        return self._replace(**start, **end).bounds()

    def text(self) -> str:
        """The bounds for people; no text that can be parsed."""
        return f"bounds({', '.join(f'{name}={value}' for name, value in self.arguments().items())})"

    def _explain_contradiction(self) -> str:
        said = self.arguments()
        for low, high in (
            ("earliest_start", "latest_start"),
            ("earliest_end", "latest_end"),
            ("earliest_start", "latest_end"),
        ):
            if low in said and high in said and said[low] > said[high]:
                return f"{low} {said[low]} is after {high} {said[high]}"
        if self.least is not None and self.most is not None and self.least > self.most:
            return "the least length exceeds the most"
        return "the ends and the lengths contradict each other"


def read_stated_bounds(given: Mapping[str, Any], zone: str | None) -> StatedBounds:
    """The bounds that arguments state.

    Raises:
        SpanError: every argument that is unusable.
    """
    problems: list[Problem] = []
    ticks: dict[str, int | None] = dict.fromkeys(BOUND_ARGUMENTS)
    first_of: dict[Grain, str] = {}
    for name in BOUND_ARGUMENTS:
        if given.get(name) is None:
            continue
        try:
            grain, ticks[name] = _read_stated_value(name, given[name], zone)
        except SpanError as error:
            problems += error.under(f"$.{name}").problems
        else:
            first_of.setdefault(grain, name)
    if len(first_of) > 1:
        problems.append(
            Problem(
                "$",
                "span-mixed-grains",
                f"{first_of[Grain.DAY]} is in days and {first_of[Grain.INSTANT]} in instants: give all in one of them",
            )
        )
    if problems:
        raise SpanError(problems)
    grain = next(iter(first_of), Grain.DAY)
    least, most = DAY_LENGTH_ARGUMENTS if grain is Grain.DAY else INSTANT_LENGTH_ARGUMENTS
    return StatedBounds(
        **{name: ticks[name] for name in END_ARGUMENTS}, least=ticks[least], most=ticks[most], grain=grain
    )


def condense_bounds(bounds: Bounds, grain: Grain) -> StatedBounds:
    """The fewest stated bounds that say what closed bounds say: those that the others imply are left out."""
    past = 1 if grain is Grain.DAY else 0
    a, b, c, d, p, q = bounds
    implied = close(_NO_BOUNDS._replace(start_min=a, start_max=b, end_min=c, end_max=d))
    assert implied is not None  # closed bounds allow something

    def tick(value: float, shift: int = 0) -> int | None:
        return None if abs(value) == inf else int(value) - shift

    return StatedBounds(
        tick(a),
        tick(b),
        tick(c, past),
        tick(d, past),
        None if p <= implied.length_min else int(p),
        None if q >= implied.length_max else int(q),
        grain,
    )


def check_day_count(value: object) -> int:
    """A stated number of days.

    Raises:
        SpanError: ``span-length`` for what is no whole number from 1 to the length of the calendar.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_DAY_COUNT:
        return value
    raise SpanError.of(
        "span-length", f"{civil.quote_value(value)} is no number of days from 1 to {MAX_DAY_COUNT}"
    )


def _read_stated_end(value: object, zone: str | None) -> tuple[Grain, int]:
    """A stated end: a day's ordinal, still inclusive, or an instant."""
    if isinstance(value, dt.datetime):
        return Grain.INSTANT, civil.as_instant(value)
    if isinstance(value, str) and "T" in value:
        return Grain.INSTANT, _read_stated_instant(value, zone)
    if isinstance(value, (str, dt.date)):
        return Grain.DAY, civil.day_ordinal(value)
    raise SpanError.of("day-type", f"{civil.quote_value(value)} is not a day: give text YYYY-MM-DD or a date")


def _read_stated_value(name: str, value: object, zone: str | None) -> tuple[Grain, int]:
    if name in END_ARGUMENTS:
        return _read_stated_end(value, zone)
    if name in DAY_LENGTH_ARGUMENTS:
        return Grain.DAY, check_day_count(value)
    return Grain.INSTANT, civil.parse_instant_length(value)


def _read_stated_instant(text: str, zone: str | None) -> int:
    """The one instant that a date-time text names."""
    meaning = edtf.parse_text(text, zone=zone, duration=None, reading=Reading.WITHIN, as_of=None)
    bounds = meaning.alternatives[0].bounds
    if meaning.grain is Grain.DAY or len(meaning.alternatives) > 1 or bounds.start_min != bounds.start_max:
        raise SpanError.of("instant-syntax", f"{civil.quote_value(text)} does not name one instant")
    return int(bounds.start_min)
