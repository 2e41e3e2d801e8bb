"""Dates of foreign tables: how their cells are written, and the span that the cells of a row describe.

A span has a ``day``, or a ``first_day`` and a ``last_day``. Each of them can have a time of day and a precision beside
it; all share a ``zone``. Only what a cell says is kept: "March 2024" is the month, not its first day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Self

from attrs import field, frozen

from korea_events.errors import KoreaEventsError, Problem, QuestionError, SpanError
from korea_events.temporal import Span
from korea_events.temporal.engine import check_type, check_zone, quote_value

DAY_COLUMNS: Final = frozenset(
    [f"{end}{what}" for end in ("", "first_", "last_") for what in ("day", "time", "precision")] + ["zone"]
)
"""Columns of dates, which are read but never written: see ``csv``."""
BOUND_COLUMNS: Final = ("earliest_start", "latest_start", "earliest_end", "latest_end")
"""Columns of bounds that replace those of a date; tables of ours have them as arguments of a span."""
_PLAIN_DATES: Final = frozenset(["first_day", "last_day"])
UNKNOWN_ZONE: Final = "null"
"""The cell of a zone that is not known."""

_DIRECTIVE = re.compile("%(.?)", re.DOTALL)
_MEANINGS: Final = {
    "Y": "year", "y": "year", "m": "month", "b": "month", "B": "month", "d": "day", "j": "month day",
    "H": "hour", "I": "hour", "p": "half", "M": "minute", "S": "second", "f": "fraction", "z": "offset",
    "a": "", "A": "", "%": "",
}  # fmt: skip
_NEEDS: Final = {"day": "month", "offset": "hour", "half": "hour", "minute": "hour", "second": "minute",
                 "fraction": "second", "hour": "minute"}  # fmt: skip
_WHOLE_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(
    "([0-9]{1,2}):([0-9]{2})(:[0-9]{2}([.][0-9]{1,6})?)? *(Z|[+-][0-9]{2}:[0-9]{2})?([~?%])?", re.ASCII
)
_TIMESPECS: Final = {"fraction": "microseconds", "second": "seconds", "hour": "minutes"}
_CUTS: Final = {"year": 4, "month": 7, "day": 10, "about": 10, "within": 10}
_PRECISIONS: Final = ("century", "decade", *_CUTS, "time")


class TypedCell(str):
    """A date, or another value that is not text, in a spreadsheet or a data frame: already in ISO form."""

    __slots__ = ()


class CellError(Exception):
    """A cell that cannot be used, with its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    @classmethod
    def of_day(cls, column: str, message: str) -> Self:
        """That of a column of dates."""
        return cls(Problem(f"$.{column}", "csv-day", message))


@frozen
class DayFormat:
    """How days or times are written, as a format of ``datetime.strptime`` that says what must be said.

    Raises:
        QuestionError: ``csv-day-format`` for a format that does not say the year, leaves a gap (a day without its
            month), or has a directive whose meaning depends on the computer.

    Example:
        >>> DayFormat("%B %Y").read("March 2024"), DayFormat("%d.%m.%y", 1950).read("14.03.49")
        ('2024-03', '2049-03-14')
    """

    text: str
    """The format."""
    base_year: int | None = None
    """The first of the hundred years that years of two digits mean."""
    is_time: bool = False
    """Whether it is the format of a time of day."""
    says: frozenset[str] = field(init=False)
    """What it says: year, month, day, hour, …"""

    def __attrs_post_init__(self) -> None:
        check_type("day_format", self.text, str, "text such as '%d.%m.%Y'")
        letters = [found[1] for found in _DIRECTIVE.finditer(self.text) if found[1] != "%"]
        says = frozenset(word for letter in letters for word in _MEANINGS.get(letter, "").split())
        object.__setattr__(self, "says", says)
        strange = [letter for letter in letters if letter not in _MEANINGS]
        missing = [need for word, need in _NEEDS.items() if word in says and need not in says]
        missing += (
            []
            if self.is_time
            else ["year"] * ("year" not in says) + ["day"] * ("hour" in says and "day" not in says)
        )
        wrong = quote_value("%" + "".join(strange[:1]))
        known = ", ".join(f"%{one}" for one in _MEANINGS)
        faults = {
            "it has no directives: write days as in %d.%m.%Y, and times as in %H:%M": not letters,
            f"{wrong} means different things on different computers; known are {known}": strange,
            "it says one thing twice": len(set(letters)) < len(letters),
            f"it does not say the {''.join(missing[:1])}": missing,
            "%I needs %p: 7:10 is morning or evening": "I" in letters and "p" not in letters,
            "a time of day has an hour and a minute, and no part of a date": self.is_time
            and ("hour" not in says or says & {"year", "month"}),
            "a year of two digits can be in any century: give base_year, the first of the hundred years": "y" in letters
            and self.base_year is None,
        }  # fmt: skip
        for reason in (reason for reason, is_so in faults.items() if is_so):
            message = f"the format {quote_value(self.text)} cannot be used: {reason}"
            raise QuestionError.of("csv-day-format", message)

    def read(self, cell: str) -> str | None:
        """What a cell says, as EDTF text no finer than the format; None if it is not written so."""
        # strptime accepts the digits of any script.
        if not all(letter.isascii() or not letter.isdigit() for letter in cell):
            return None
        try:
            found = dt.datetime.strptime(cell, self.text)  # noqa: DTZ007  # days have no zone
            if "%y" in self.text and self.base_year is not None:
                found = found.replace(year=self.base_year + (found.year - self.base_year) % 100)
        except (ValueError, re.error, TypeError, IndexError, KeyError):
            return None
        # strptime does not compare the weekday with the day.
        if re.search("%[aA]", self.text) and found.strftime("%a").lower() not in cell.lower():
            return None
        if "hour" not in self.says:
            return found.date().isoformat()[: 10 if "day" in self.says else 7 if "month" in self.says else 4]
        timespec = next(spec for word, spec in _TIMESPECS.items() if word in self.says)
        moment = found.isoformat(timespec=timespec).replace("+00:00", "Z")
        return moment.partition("T")[2] if self.is_time else moment


_read_once = lru_cache(maxsize=4_096)(DayFormat.read)
"""What a cell says in a format; the days of a table recur."""


@frozen(kw_only=True)
class DateRules:
    """How the dates of a table are written.

    Example:
        >>> rules = DateRules.of(["%d %b %Y"], zone="UTC")
        >>> rules.read_span({"day": "12 Sep 2024", "time": "22:10"})
        {'zone': 'UTC', 'edtf': '2024-09-12T22:10'}
    """

    formats: tuple[DayFormat, ...] = ()
    """The formats of days; EDTF if there are none."""
    times: tuple[DayFormat, ...] = ()
    """The formats of times of day; ``7:10`` or ``07:10:30Z`` if there are none."""
    zone: str | None = None
    """The zone of dates without one of their own: ``null`` if it is unknown, None if nothing was said."""

    @classmethod
    def of(
        cls, formats: Iterable[str] = (), *, times: Iterable[str] = (), zone: str | None = None, base_year: Any = None
    ) -> DateRules:  # fmt: skip
        """The rules of these formats and options.

        Raises:
            QuestionError: ``csv-day-format``, ``csv-base-year``, and ``zone-unknown`` for an unknown zone.
        """
        if base_year is not None and (type(base_year) is not int or not 1 <= base_year <= 9900):
            message = f"base_year must be a year such as 1950, not {quote_value(base_year)}"
            raise QuestionError.of("csv-base-year", message)
        try:
            _ = zone in (None, UNKNOWN_ZONE) or check_zone(zone)
        except KoreaEventsError as error:
            raise QuestionError(error.problems) from None
        days = tuple(DayFormat(text, base_year) for text in formats)
        return cls(formats=days, times=tuple(DayFormat(text, None, True) for text in times), zone=zone)

    def read_span(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """The arguments of the span that the cells of a row describe; without a date in them, only the zone.

        Raises:
            CellError: for the first cell that is not what its column holds, or does not go with another one.
        """
        zone = cells.get("zone", self.zone)
        span: dict[str, Any] = {} if zone is None else {"zone": None if zone == UNKNOWN_ZONE else zone}
        if cells.keys() <= _PLAIN_DATES and cells:  # nearly always
            first, last = (
                self._read(name, cells[name]) if name in cells else "" for name in ("first_day", "last_day")
            )
            span["edtf"] = first if first == last else f"{first}/{last}"
            return span
        ends = {end: text for end in ("", "first_", "last_") if (text := self._read_end(end, cells))}
        bounds = {name: self._read(name, cells[name]) for name in BOUND_COLUMNS if name in cells}
        if "" in ends and len(ends) > 1:
            raise CellError.of_day("day", "this row gives its dates twice: here and in first_day or last_day")
        first, last = (ends.get(end, ends.get("", "")) for end in ("first_", "last_"))
        is_within = "within" in (cells.get(f"{end}precision") for end in ("", "first_", "last_"))
        if ends and not is_within and not bounds and ("" in ends or "[" not in first + last):
            span["edtf"] = first if first == last else f"{first}/{last}"
        elif ends:
            try:
                span |= {"earliest_start": _find_day(first, 0), "latest_end": _find_day(last, -1)}
                if "" not in ends and not is_within:
                    span |= {"latest_start": _find_day(first, -1), "earliest_end": _find_day(last, 0)}
            except SpanError as error:
                raise CellError(error.problems[0].under(f"$.{min(cells)}")) from None
        return {name: value for name, value in (span | bounds).items() if value != ""}

    def _read_end(self, end: str, cells: Mapping[str, str]) -> str:
        """The EDTF text of a day with its time and precision; empty if there is none."""
        day, time = f"{end}day", f"{end}time"
        column = f"{end}precision" if f"{end}precision" in cells else "precision"
        exactness = cells.get(column, "time")
        if exactness not in _PRECISIONS:
            message = f"{quote_value(exactness)} is not a precision: write one of {', '.join(_PRECISIONS)}"
            raise CellError.of_day(column, message)
        if day not in cells and time in cells:
            raise CellError.of_day(time, f"a time of day without a {day}")
        text = _cut(self._read(day, cells[day]), exactness) if day in cells else ""
        if time in cells and exactness == "time":
            if not _WHOLE_DAY.fullmatch(text):
                message = f"a time of day, but {day} is {quote_value(text)}, which is not one day"
                raise CellError.of_day(time, message)
            return f"{text}T{self._read(time, cells[time], is_time=True)}"
        return text

    def _read(self, column: str, cell: str, *, is_time: bool = False) -> str:
        """The EDTF text of a day or of a time of day."""
        formats = () if type(cell) is TypedCell else self.times if is_time else self.formats
        found = {text for one in formats if (text := _read_once(one, cell)) is not None}
        if len(found) == 1:
            return found.pop()
        match = _TIME.fullmatch(cell) if is_time else None
        if formats:
            written = " or ".join(sorted(found) or [one.text for one in formats])
            reason = (
                f"is ambiguous: it can be {written}"
                if found
                else f"is not a {'time of ' * is_time}day written as {written}"
            )
        elif match is not None:
            hour, minute, second, _, offset, mark = match.groups(default="")
            return f"{int(hour):02}:{minute}{second}{offset}{mark}"
        elif is_time:
            reason = "is not a time of day: write 07:10, or 07:10Z for UTC"
        elif "/" not in cell:
            return str(cell)
        else:
            reason = "is not one date: give its day format, or two columns"
        raise CellError.of_day(column, f"{quote_value(cell)} {reason}")


def _cut(text: str, precision: str) -> str:
    """A date no finer than its precision says."""
    if precision == "decade":
        return f"{text[:3]}X"
    if precision == "century" and re.fullmatch("[0-9]{4}", text[:4], re.ASCII):
        first = (int(text[:4]) - 1) // 100 * 100 + 1
        return f"[{first:04}..{first + 99:04}]"
    return text[: _CUTS.get(precision)] + "~" * (precision == "about")


def _find_day(text: str, position: int) -> str:
    """The first or the last day that a date allows; empty if there is none."""
    if not text or "T" in text:
        return text
    days = Span.parse(text).possible
    return str((days.first, days.last)[position] or "")
