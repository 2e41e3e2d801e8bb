"""The days on which an entry recurs (RFC 5545, section 3.3.10), within a range of days.

Each day of the range is looked at, so that the time depends on the range alone, whatever the rule says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from attrs import frozen

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY: Final = re.compile(rf"([+-]?\d{{1,2}})?({'|'.join(_WEEKDAYS)})", re.ASCII)
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_NUMBER: Final = re.compile(r"[+-]?\d{1,5}", re.ASCII)
_UNTIL: Final = re.compile(r"\d{8}(T(?!24)\d{6}Z?)?", re.ASCII)


@frozen
class RecurrenceRule:
    """How an entry recurs: a part of it that is empty says nothing."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    """Days of the month; negative ones count from its end."""
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """A number and a weekday (Monday is 0): the second Tuesday is ``(2, 1)``, every Tuesday ``(0, 1)``."""
    week_start: int = 0

    def list_days(
        self, start: dt.date, first: dt.date, last: dt.date, spend: Callable[[], None]
    ) -> Iterator[dt.date]:
        """The days between two on which an entry of a start recurs; ``spend`` is called for each day tried."""
        from_day = start if self.count is not None else max(start, first)
        times = 0
        for number in range(from_day.toordinal(), last.toordinal() + 1):
            spend()
            day = dt.date.fromordinal(number)
            if not self.has(day, start):
                continue
            times += 1
            if self.count is not None and times > self.count:
                return
            if day >= first:
                yield day

    def has(self, day: dt.date, start: dt.date) -> bool:
        """Whether an entry that starts on one day recurs on another, not counting ``count`` and ``until``."""
        periods = {
            "DAILY": day.toordinal() - start.toordinal(),
            "WEEKLY": (self._get_week(day) - self._get_week(start)),
            "MONTHLY": (day.year - start.year) * 12 + day.month - start.month,
            "YEARLY": day.year - start.year,
        }[self.frequency]
        if periods % self.interval or (self.months and day.month not in self.months):
            return False
        if not self.month_days and not self.weekdays:
            return self._has_by_default(day, start)
        length = calendar.monthrange(day.year, day.month)[1]
        if self.month_days and not {day.day, day.day - length - 1} & self.month_days:
            return False
        return not self.weekdays or any(self._falls_on(day, number, name) for number, name in self.weekdays)

    def _get_week(self, day: dt.date) -> int:
        return (day.toordinal() - 1 - self.week_start) // 7

    def _has_by_default(self, day: dt.date, start: dt.date) -> bool:
        if self.frequency == "DAILY":
            return True
        if self.frequency == "WEEKLY":
            return day.weekday() == start.weekday()
        same_month = self.frequency == "MONTHLY" or bool(self.months) or day.month == start.month
        return same_month and day.day == start.day

    def _falls_on(self, day: dt.date, number: int, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if not number:
            return True
        if self.frequency == "YEARLY" and not self.months:
            position, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
        else:
            position, length = day.day, calendar.monthrange(day.year, day.month)[1]
        return number == (1 + (position - 1) // 7 if number > 0 else -1 - (length - position) // 7)


def parse_rule(text: str) -> RecurrenceRule:
    """A rule as calendars write it.

    Raises:
        ValueError: for a rule that is not one, or that names something else than days, with the reason.

    Example:
        >>> parse_rule("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4").weekdays == {(0, 0), (0, 2)}
        True
    """
    parts: dict[str, str] = {}
    for part in text.strip().upper().rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name in parts:
            raise ValueError(f"{part!r} is not a part of a rule")
        parts[name] = value
    frequency = parts.pop("FREQ", "")
    if frequency not in _FREQUENCIES:
        raise ValueError(f"it recurs {frequency or 'without FREQ'}: only {', '.join(_FREQUENCIES)} are read")
    found = RecurrenceRule(
        frequency,
        interval=_read_number(parts.pop("INTERVAL", "1"), 1, 99_999),
        count=_read_number(count, 1, 99_999) if (count := parts.pop("COUNT", None)) is not None else None,
        until=_read_until(until) if (until := parts.pop("UNTIL", None)) is not None else None,
        months=frozenset(_read_number(each, 1, 12) for each in _split(parts.pop("BYMONTH", ""))),
        month_days=frozenset(_read_number(each, -31, 31) for each in _split(parts.pop("BYMONTHDAY", ""))),
        weekdays=frozenset(_read_weekday(each, frequency) for each in _split(parts.pop("BYDAY", ""))),
        week_start=_read_weekday(parts.pop("WKST", "MO"), "")[1],
    )
    if parts:
        raise ValueError(f"{', '.join(parts)} cannot be read")
    if frequency == "WEEKLY" and found.month_days:
        raise ValueError("BYMONTHDAY does not go with WEEKLY")
    if found.count is not None and found.until is not None:
        raise ValueError("COUNT does not go with UNTIL")
    return found


def _split(text: str) -> list[str]:
    return text.split(",") if text else []


def _read_number(text: str, least: int, most: int) -> int:
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if not number or not least <= number <= most:
        raise ValueError(f"{text!r} is not a number from {least} to {most}")
    return number


def _read_weekday(text: str, frequency: str) -> tuple[int, int]:
    match = _BY_DAY.fullmatch(text)
    number = 0 if match is None or match[1] is None else int(match[1])
    numbered = match is not None and match[1] is not None
    if match is None or (numbered and (not number or frequency not in ("MONTHLY", "YEARLY"))):
        raise ValueError(f"{text!r} is not a weekday here")
    return number, _WEEKDAYS.index(match[2])


def _read_until(text: str) -> dt.date:
    match = _UNTIL.fullmatch(text)
    with suppress(ValueError):
        if match is not None and match[1] is None:
            return dt.date.fromisoformat(text)
        if match is not None:
            return dt.datetime.fromisoformat(text)
    raise ValueError(f"{text!r} is not a day or a time")
