"""``Amount`` and ``DayRange``: how much time, and which days, as answers give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from math import inf, isinf
from typing import TYPE_CHECKING

from attrs import field, frozen

from korea_events.temporal import civil
from korea_events.temporal.bounds import Grain, Tick

if TYPE_CHECKING:
    import pendulum

DAY_UNIT = "day"
INSTANT_UNIT = "microsecond"
_CLOCK_UNITS = (
    (86_400_000_000, "days"),
    (3_600_000_000, "h"),
    (60_000_000, "min"),
    (1_000_000, "s"),
    (1_000, "ms"),
    (1, "µs"),
)


@frozen
class Amount:
    """How much time: the least and the most it can be, in days or in microseconds.

    ``most`` is None when nothing bounds it. The unit says on which axis the question was answered: ``"day"`` counts
    civil days, ``"microsecond"`` the time between instants.

    Example:
        >>> print(Amount(least=0, most=11, unit="day"))
        0–11 days
        >>> print(Amount(least=1_800_000_000, most=1_800_000_000, unit="microsecond"))
        30 min
    """

    least: int = field(kw_only=True)
    most: int | None = field(kw_only=True)
    unit: str = field(kw_only=True, default=DAY_UNIT)

    @classmethod
    def of(cls, least: float, most: float, grain: Grain) -> Amount:
        """The amount between two lengths in ticks; the most may be infinite.

        Example:
            >>> Amount.of(1, float("inf"), Grain.DAY)
            Amount(least=1, most=None, unit='day')
        """
        unit = DAY_UNIT if grain is Grain.DAY else INSTANT_UNIT
        return cls(least=int(least), most=None if most == inf else int(most), unit=unit)

    @property
    def exact(self) -> bool:
        """Whether least and most are the same."""
        return self.least == self.most

    def __str__(self) -> str:
        if self.unit == DAY_UNIT:
            plural = "" if (self.most if self.most is not None else self.least) == 1 else "s"
            if self.most is None:
                return f"at least {self.least} day{plural}" if self.least else "any number of days"
            return (f"{self.least}" if self.exact else f"{self.least}–{self.most}") + f" day{plural}"
        if self.most is None:
            return f"at least {_format_microseconds(self.least)}" if self.least else "any length of time"
        least, most = _format_microseconds(self.least), _format_microseconds(self.most)
        return least if least == most else f"{least} – {most}"


_NEAR = 3
"""Texts do not show so few ticks: a moment lasts one, and what is somewhere within a day ends one before the next."""


def _format_microseconds(microseconds: int) -> str:
    """A length such as ``6 h`` or ``1 day 30 min``; ticks beside a whole second are not shown."""
    parts: list[str] = []
    if microseconds and microseconds <= _NEAR:
        return "a moment"
    rest = (microseconds + _NEAR) % 1_000_000
    if rest <= 2 * _NEAR:
        microseconds += _NEAR - rest
    for step, name in _CLOCK_UNITS:
        count, microseconds = divmod(microseconds, step)
        if count:
            parts.append(f"{count} {name if name != 'days' or count > 1 else 'day'}")
    return " ".join(parts) or "0 s"


@frozen
class Lag:
    """How long after one thing another began, least and most: negative when it began before.

    In days (``"day"``) it counts from day to day: the same day is 0, the next day 1. In microseconds it counts from
    moment to moment. An end is None when nothing bounds it. ``approximate`` says that a date behind it is only
    approximate, and counts as dated.

    Example:
        >>> print(Lag(least=3, most=3), "|", Lag(least=-2, most=1), "|", Lag(least=None, most=-1))
        3 days | -2 to 1 days | at most -1 days
    """

    least: int | None = field(kw_only=True)
    most: int | None = field(kw_only=True)
    unit: str = field(kw_only=True, default=DAY_UNIT)
    approximate: bool = field(kw_only=True, default=False)

    @classmethod
    def of(cls, least: float, most: float, grain: Grain, *, approximate: bool) -> Lag:
        """The lag between two numbers of ticks, either possibly infinite.

        Example:
            >>> Lag.of(1, float("inf"), Grain.DAY, approximate=False)
            Lag(least=1, most=None, unit='day', approximate=False)
        """
        ends = (None if isinf(end) else int(end) for end in (least, most))
        unit = DAY_UNIT if grain is Grain.DAY else INSTANT_UNIT
        return cls(least=next(ends), most=next(ends), unit=unit, approximate=approximate)

    @property
    def exact(self) -> bool:
        """Whether it is one number, and no date behind it is approximate."""
        return self.least is not None and self.least == self.most and not self.approximate

    def __str__(self) -> str:
        roughly = "about " if self.approximate else ""
        if self.least is None:
            return (
                "any time before or after"
                if self.most is None
                else f"{roughly}at most {self._format(self.most)}"
            )
        if self.most is None:
            return f"{roughly}at least {self._format(self.least)}"
        if self.least == self.most:
            return roughly + self._format(self.least)
        if self.unit == DAY_UNIT:
            return f"{roughly}{self.least} to {self.most} days"
        return f"{roughly}{self._format(self.least)} to {self._format(self.most)}"

    def _format(self, ticks: int) -> str:
        if self.unit == DAY_UNIT:
            return f"{ticks} day{'' if ticks == 1 else 's'}"
        if abs(ticks) <= _NEAR:
            return "0 s"
        return ("-" if ticks < 0 else "") + _format_microseconds(abs(ticks))


def _count_day(day: str | dt.date | None) -> int | None:
    return None if day is None else civil.day_ordinal(day)


@frozen(repr=False, str=False)
class DayRange:
    """The days from a first to a last one, both included; an end is None when nothing bounds it.

    Days are given as ISO text or dates. ``in`` asks whether a day lies in it; iterating yields the days.

    Raises:
        SpanError: when an end is not a day.

    Example:
        >>> exercise = DayRange("2024-03-04", "2024-03-14")
        >>> "2024-03-13" in exercise, exercise.days
        (True, 11)
    """

    _first: int | None = field(converter=_count_day, alias="first")
    _last: int | None = field(converter=_count_day, alias="last")

    @property
    def first(self) -> pendulum.Date | None:
        """The first day, or None when nothing bounds the start."""
        return None if self._first is None else civil.as_date(self._first)

    @property
    def last(self) -> pendulum.Date | None:
        """The last day, or None when nothing bounds the end."""
        return None if self._last is None else civil.as_date(self._last)

    @property
    def days(self) -> int | None:
        """The number of days, or None when an end is unbounded."""
        return None if self._first is None or self._last is None else self._last - self._first + 1

    def __contains__(self, day: str | dt.date) -> bool:
        first, end = make_stretch(self)
        return first <= civil.day_ordinal(day) < end

    def __iter__(self) -> Iterator[pendulum.Date]:
        """Each day in turn, without end if the last is unknown. Raises ValueError if the first is unknown."""
        if self._first is None:
            raise ValueError("a range without a first day cannot be iterated")
        return map(
            civil.as_date, count(self._first) if self._last is None else range(self._first, self._last + 1)
        )

    def __str__(self) -> str:
        if self._first is not None and self._first == self._last:
            return civil.format_day(self._first)
        return "/".join(".." if day is None else civil.format_day(day) for day in (self._first, self._last))

    def __repr__(self) -> str:
        ends = (None if day is None else civil.format_day(day) for day in (self._first, self._last))
        return f"DayRange({', '.join(map(repr, ends))})"


def as_day_range(stretch: tuple[Tick, Tick]) -> DayRange:
    """Half-open ticks of days as the range that includes its last day.

    Example:
        >>> as_day_range((738949, float("inf")))
        DayRange('2024-03-04', None)
    """
    first, end = stretch
    return DayRange(*(None if isinf(tick) else dt.date.fromordinal(int(tick)) for tick in (first, end - 1)))


def make_stretch(days: DayRange) -> tuple[Tick, Tick]:
    """A range of days as half-open days, infinite where nothing bounds it.

    Example:
        >>> make_stretch(DayRange("2024-03-04", None))
        (738949, inf)
    """
    first, last = days._first, days._last  # noqa: SLF001 - pendulum is only for guests
    return -inf if first is None else first, inf if last is None else last + 1
