"""``Amount`` and ``DayRange``: how much time, and which days, as answers give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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


@frozen(repr=False, str=False)
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
        return (
            _format_microseconds(self.least)
            if self.exact
            else f"{_format_microseconds(self.least)} – {_format_microseconds(self.most)}"
        )

    def __repr__(self) -> str:
        return f"Amount(least={self.least!r}, most={self.most!r}, unit={self.unit!r})"


def _format_microseconds(microseconds: int) -> str:
    """A length such as ``6 h`` or ``1 days 30 min``, exact to the microsecond."""
    parts: list[str] = []
    for step, name in _CLOCK_UNITS:
        count, microseconds = divmod(microseconds, step)
        if count:
            parts.append(f"{count} {name if name != 'days' or count > 1 else 'day'}")
    return " ".join(parts) or "0 s"


def _as_optional_date(day: str | dt.date | None) -> pendulum.Date | None:
    return None if day is None else civil.as_date(civil.day_ordinal(day))


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

    first: pendulum.Date | None = field(converter=_as_optional_date)
    last: pendulum.Date | None = field(converter=_as_optional_date)

    @property
    def days(self) -> int | None:
        """The number of days, or None when an end is unbounded."""
        if self.first is None or self.last is None:
            return None
        return self.last.toordinal() - self.first.toordinal() + 1

    def __contains__(self, day: str | dt.date) -> bool:
        ordinal = civil.day_ordinal(day)
        after_first = self.first is None or self.first.toordinal() <= ordinal
        return after_first and (self.last is None or ordinal <= self.last.toordinal())

    def __iter__(self) -> Iterator[pendulum.Date]:
        """Each day in turn, without end if there is no last one. Raises ValueError when there is no first day."""
        if self.first is None:
            raise ValueError("a range without a first day cannot be iterated")
        ordinal = self.first.toordinal()
        while self.last is None or ordinal <= self.last.toordinal():
            yield civil.as_date(ordinal)
            ordinal += 1

    def __str__(self) -> str:
        if self.first == self.last and self.first is not None:
            return self.first.isoformat()
        return "/".join(".." if day is None else day.isoformat() for day in (self.first, self.last))

    def __repr__(self) -> str:
        ends = (None if day is None else day.isoformat() for day in (self.first, self.last))
        return f"DayRange({', '.join(map(repr, ends))})"


def as_day_range(stretch: tuple[Tick, Tick]) -> DayRange:
    """Half-open ticks of days as the range that includes its last day.

    Example:
        >>> as_day_range((738949, float("inf")))
        DayRange('2024-03-04', None)
    """
    first, end = stretch
    return DayRange(*(None if isinf(tick) else civil.as_date(tick) for tick in (first, end - 1)))
