"""Stated bounds: the way to give a span without EDTF text.

Bounds are stated for the ends in inclusive days (or all in instants) and for the length in days (or as ``PT…``);
any may be missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from math import inf
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from korea_events.errors import Problem, SpanError
from korea_events.temporal import civil, edtf
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    UNBOUNDED,
    Alternative,
    Bounds,
    Grain,
    Reading,
    close,
)

MAX_DAY_COUNT = civil.LAST_DAY
"""The longest length in days that can be stated: the length of the calendar."""

END_ARGUMENTS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
DAY_LENGTH_ARGUMENTS = ("min_days", "max_days")
INSTANT_LENGTH_ARGUMENTS = ("min_length", "max_length")
BoundName = Literal[
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "min_days",
    "max_days",
    "min_length",
    "max_length",
]
BOUND_ARGUMENTS: tuple[BoundName, ...] = get_args(BoundName)


ApproximateEnds: TypeAlias = bool | Literal["start", "end"]
"""Which ends are only approximate: both, neither, or one."""
APPROXIMATE_FLAGS: dict[ApproximateEnds, int] = {
    False: 0,
    True: APPROXIMATE_START | APPROXIMATE_END,
    "start": APPROXIMATE_START,
    "end": APPROXIMATE_END,
}


FLAGGED_ENDS: dict[int, ApproximateEnds] = {flags: ends for ends, flags in APPROXIMATE_FLAGS.items()}


def get_approximate_ends(alternatives: Iterable[Alternative]) -> ApproximateEnds:
    """Which ends are approximate in any of several alternatives."""
    found = 0
    for _, flags in alternatives:
        found |= flags & (APPROXIMATE_START | APPROXIMATE_END)
    return FLAGGED_ENDS[found]


class StatedBounds(NamedTuple):
    """Bounds as they were stated, in ticks; None where none was. The ends of days are the last days, inclusive."""

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
        format_tick = civil.format_day if day else civil.format_instant
        arguments: dict[str, Any] = {
            name: format_tick(tick)
            for name, tick in zip(END_ARGUMENTS, self[:4], strict=True)
            if tick is not None
        }
        for name, ticks in zip(
            DAY_LENGTH_ARGUMENTS if day else INSTANT_LENGTH_ARGUMENTS, (self.least, self.most), strict=True
        ):
            if ticks is not None:
                arguments[name] = ticks if day else civil.format_instant_length(ticks)
        return arguments

    def bounds(self) -> Bounds:
        """What is allowed, closed and half-open.

        Raises:
            SpanError: ``span-contradiction`` when nothing is allowed, ``span-out-of-range`` beyond the calendar.
        """
        ticks = (free if tick is None else tick for free, tick in zip(UNBOUNDED, self[:6], strict=True))
        a, b, c, d, p, q = ticks
        past = 1 if self.grain is Grain.DAY else 0
        closed = close(Bounds(a, b, c + past, d + past, p, q))
        if closed is None:
            raise SpanError.of(
                "span-contradiction", f"{self.text()} cannot hold: {self._explain_contradiction()}"
            )
        reach = (
            (civil.FIRST_DAY, civil.LAST_DAY + 1)
            if self.grain is Grain.DAY
            else (civil.FIRST_INSTANT, civil.LAST_INSTANT)
        )
        if any(abs(tick) != inf and not reach[0] <= tick <= reach[1] for tick in closed[:4]):
            raise SpanError.of("span-out-of-range", f"{self.text()} leaves the years 0001 to 9999")
        return closed

    def freed_bounds(self, approximate: ApproximateEnds) -> Bounds:
        """What is allowed when the approximate ends may lie anywhere; stated lengths and the other end stay."""
        freed = self
        if approximate in (True, "start"):
            freed = freed._replace(earliest_start=None, latest_start=None)
        if approximate in (True, "end"):
            freed = freed._replace(earliest_end=None, latest_end=None)
        return freed.bounds()

    def text(self) -> str:
        """The bounds for people; this text cannot be parsed."""
        return f"bounds({', '.join(f'{name}={value}' for name, value in self.arguments().items())})"

    def _explain_contradiction(self) -> str:
        stated = self.arguments()
        for low, high in (
            ("earliest_start", "latest_start"),
            ("earliest_end", "latest_end"),
            ("earliest_start", "latest_end"),
        ):
            if low in stated and high in stated and stated[low] > stated[high]:
                return f"{low} {stated[low]} is after {high} {stated[high]}"
        if self.least is not None and self.most is not None and self.least > self.most:
            return "the least length is more than the most"
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
        both = f"{first_of[Grain.DAY]} is in days and {first_of[Grain.INSTANT]} in instants"
        problems.append(Problem("$", "span-mixed-grains", f"{both}: use one of them for all"))
    if problems:
        raise SpanError(problems)
    grain = next(iter(first_of), Grain.DAY)
    least, most = DAY_LENGTH_ARGUMENTS if grain is Grain.DAY else INSTANT_LENGTH_ARGUMENTS
    return StatedBounds(
        **{name: ticks[name] for name in END_ARGUMENTS}, least=ticks[least], most=ticks[most], grain=grain
    )


def condense_bounds(bounds: Bounds, grain: Grain) -> StatedBounds:
    """The fewest stated bounds that say the same as closed bounds: those that the others imply are left out."""
    past = 1 if grain is Grain.DAY else 0
    a, b, c, d, p, q = bounds
    implied = close(UNBOUNDED._replace(start_min=a, start_max=b, end_min=c, end_max=d))
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


def check_day_count(name: str, value: object) -> int:
    """A stated number of days.

    Raises:
        SpanError: ``span-length`` for anything but a whole number from 1 to the length of the calendar.
    """
    if civil.is_count(value, 1) and value <= MAX_DAY_COUNT:
        return value
    message = f"{name} must be a whole number of days, 1 to {MAX_DAY_COUNT}, not {civil.quote_value(value)}"
    raise SpanError.of("span-length", message)


def _read_stated_end(value: object, zone: str | None) -> tuple[Grain, int]:
    """A stated end: a day's ordinal, still inclusive, or an instant."""
    value = civil.unwrap_day(value)
    if isinstance(value, dt.datetime):
        return Grain.INSTANT, civil.as_instant(value)
    if isinstance(value, str) and "T" in value:
        return Grain.INSTANT, _read_stated_instant(value, zone)
    if isinstance(value, (str, dt.date)):
        return Grain.DAY, civil.day_ordinal(value)
    raise SpanError.of(
        "day-type", f"{civil.quote_value(value)} is not a day: give a text YYYY-MM-DD or a date"
    )


def _read_stated_value(name: str, value: object, zone: str | None) -> tuple[Grain, int]:
    if name in END_ARGUMENTS:
        return _read_stated_end(value, zone)
    if name in DAY_LENGTH_ARGUMENTS:
        return Grain.DAY, check_day_count(name, value)
    return Grain.INSTANT, civil.parse_instant_length(value)


def _read_stated_instant(text: str, zone: str | None) -> int:
    """The instant of a text with a date and a time of day."""
    parsed = edtf.parse_text(text, zone=zone, duration=None, reading=Reading.WITHIN, as_of=None)
    bounds = parsed.alternatives[0].bounds
    if parsed.grain is Grain.DAY or len(parsed.alternatives) > 1 or bounds.start_min != bounds.start_max:
        raise SpanError.of(
            "instant-syntax",
            f"{civil.quote_value(text)} is not one instant: write it in full, as in 2024-03-07T11:00+09:00",
        )
    return int(bounds.start_min)
