"""Printed lengths ("11-day"), how they were counted, and the days they stand for."""

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache
from itertools import accumulate
from typing import Final, Self

from attrs import field, frozen

from korea_events.errors import RecordError, SpanError
from korea_events.model.base_classes import Part
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import read_text
from korea_events.model.fields.declarations import Count, Line
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.fields.vocabulary import CodeOf, OptionalCodeOf, Vocabulary
from korea_events.model.quantities import Qualifier, Quantity, Unit
from korea_events.temporal import EndKind, Grain, Span
from korea_events.temporal.engine import quote_value

_DAY_UNITS: Final = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
_TIME_UNITS: Final = (*_DAY_UNITS, Unit.H, Unit.MIN, Unit.S)
_MONTHS_OF_CYCLE: Final = 4800
_DAYS_OF_CYCLE: Final = 146_097
"""After 400 years the calendar repeats itself."""
LAST_DAY: Final = dt.date.max.toordinal()
_WEEKDAYS_PER_WEEK: Final = 5
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
)  # fmt: skip
_NTH_UNIT: Final = re.compile(
    r"(?:now )?(?:(?:for|in|into|on|entering) )?(?:(?:the|an?|its|their) )?"
    rf"(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))"
    r"(?:[ -](?:straight|consecutive|successive|full))?[ -](?P<unit>day|week|month|year)"
    r"(?: (?:running|straight|in a row))?|(?P<korean>.*\S)\s*째",
    re.IGNORECASE,
)
"""Words that count the units up to the one that goes on."""


class Counting(Vocabulary):
    """How a printed length counts the days from the first to the last. Our own list.

    Nine of 28 printed lengths with known dates are not the inclusive count. So a length constrains nothing until its
    way of counting is known.
    """

    INCLUSIVE = "inclusive", "both the first and the last day count: 4 to 14 March is 11 days"
    ELAPSED = "elapsed", "the days from the first to the last: 4 to 14 March is 10 days"
    WEEKDAYS = "weekdays", "only Mondays to Fridays count: 4 to 14 March 2024 is nine days"
    SO_FAR = (
        "so_far",
        "the days up to a report on which it still goes on: “for the fifth day” on the 12th began on the 8th",
    )
    UNKNOWN = "unknown", "not known; the length constrains nothing"


@frozen(kw_only=True, repr=False)
class StatedLength(Part):
    """How long something lasted, as a document says.

    The words are kept as printed. A number of days, weeks, months or years with a known way of counting constrains the
    dates of the event; months and years do so as bounds in days. Hours and shorter units never do.

    Raises:
        RecordError: ``length-half`` if only one of number and unit is given; ``length-unit`` if the unit is not a unit
            of time; ``length-counting`` if there is a way of counting but not an exact number of days, weeks, months
            or years, or weekdays are not counted in days.

    Example:
        >>> StatedLength(words="nine weekdays", n=9, unit="day", counting="weekdays").days
        (11, 13)
        >>> StatedLength(words="three months", n=3, unit="month", counting="inclusive").days
        (89, 92)
        >>> StatedLength(words="11-day", n=11, unit="day").days is None
        True
    """

    words: Line
    """The words of the document: "11-day"."""
    n: Count | None = None
    """The number in them."""
    unit: Unit | None = field(default=None, converter=OptionalCodeOf[Unit])
    """The unit: day, week, month, year, h, min or s."""
    qualifier: Qualifier | None = field(default=None, converter=OptionalCodeOf[Qualifier])
    """The word that loosens or bounds the number; such a length is not counted."""
    counting: Counting = field(default=Counting.UNKNOWN, converter=CodeOf[Counting])
    """How the days were counted."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The length that a text says, with the text as its words. How it counts is not known from them.

        Of "three to five days", "90.5 hours" and "several days" only the words are kept. "For the fifth day" and
        "5일째" count up to a day on which it still goes on: ``so_far``.

        Raises:
            RecordError: with every problem, as :meth:`Quantity.parse`, and ``length-unit`` if the text has no unit of
                time.

        Example:
            >>> StatedLength.parse("11-day")
            StatedLength(words='11-day', n=11, unit=Unit.DAY)
            >>> StatedLength.parse("about two weeks")
            StatedLength(words='about two weeks', n=2, unit=Unit.WEEK, qualifier=Qualifier.ABOUT)
            >>> StatedLength.parse("for a third straight day")
            StatedLength(words='for a third straight day', n=3, unit=Unit.DAY, counting=Counting.SO_FAR)
        """
        figure = _read_nth_unit(text) if type(text) is str else None
        found = Quantity.parse(figure or text)
        if found.unit not in _TIME_UNITS:
            message = f"{quote_value(text)} has no unit of time: write '11-day', 'two weeks' or '40 minutes'"
            raise RecordError.of("length-unit", message)
        if type(found.value) is not int or found.value < 1 or found.convention is not None:
            return cls(words=text)
        counting = Counting.SO_FAR if figure and found.unit in _DAY_UNITS else Counting.UNKNOWN
        return cls(words=text, n=found.value, unit=found.unit, qualifier=found.qualifier, counting=counting)

    def bound_days(self, n: int) -> tuple[int, int] | None:
        """The fewest and the most days that ``n`` of its units are; None if these are hours or shorter."""
        if self.unit not in _DAY_UNITS:
            return None
        if self.unit in (Unit.MONTH, Unit.YEAR):
            return _bound_months(n if self.unit is Unit.MONTH else 12 * n)
        return (n, n) if self.unit is Unit.DAY else (7 * n, 7 * n)

    @property
    def days(self) -> tuple[int, int] | None:
        """The fewest and the most inclusive days it stands for; None if it constrains nothing.

        Elapsed n stands for n + 1 days. Weekdays n stand for n + 2⌊(n - 1) / 5⌋ to n + 2⌈(n - 1) / 5⌉ days: the first
        and the last are weekdays, and as many weekends lie between them as must, or as can.
        """
        if self.counting in (Counting.UNKNOWN, Counting.SO_FAR) or self.n is None:
            return None
        n, bounds = self.n, self.bound_days(self.n)
        if bounds is None or self.counting is Counting.INCLUSIVE:
            return bounds
        if self.counting is Counting.ELAPSED:
            return bounds[0] + 1, bounds[1] + 1
        return n + 2 * ((n - 1) // _WEEKDAYS_PER_WEEK), n + 2 * -(-(n - 1) // _WEEKDAYS_PER_WEEK)

    @rule("n", "unit", "qualifier", "counting")
    def _check_counting(self) -> Faults:
        faults: list[Fault] = []
        if (self.n is None) != (self.unit is None):
            absent = "n" if self.n is None else "unit"
            faults.append(
                (f".{absent}", "length-half", "is missing: give both n and unit, or only the words")
            )
        if self.unit is not None and self.unit not in _TIME_UNITS:
            message = f"{str(self.unit)!r} is not a unit of time: write one of {', '.join(_TIME_UNITS)}"
            faults.append((".unit", "length-unit", message))
        elif self.counting is not Counting.UNKNOWN:
            if self.qualifier is not None:
                message = f"{str(self.qualifier)!r} has no exact number of days: leave counting out"
                faults.append((".counting", "length-counting", message))
            if self.unit not in _DAY_UNITS:
                message = (
                    f"{str(self.counting)!r} needs a number of days, weeks, months or years: give n and unit"
                )
                faults.append((".counting", "length-counting", message))
            elif self.counting is Counting.WEEKDAYS and self.unit is not Unit.DAY:
                message = "weekdays are counted in days: write unit='day'"
                faults.append((".counting", "length-counting", message))
        return faults


def as_length(value: StatedLength | str | None) -> StatedLength | None:
    """A length, or the one that a text says; other text stays as it is, for the check of the field."""
    return read_text(StatedLength.parse, value)


def _allows_days(span: Span, least: int, most: int) -> bool:
    """Whether dates plainly allow a length in days; if not, the narrower span is made, which says what is wrong."""
    _, latest, earliest, _, shortest, longest = span.hull
    plain = len(span.alternatives) == 1 and span.edtf is not None and span.duration is None
    known = span.grain is Grain.DAY and EndKind.OPEN not in (span.start_kind, span.end_kind)
    fits = shortest <= most and least <= longest
    # The ends that follow lie in the calendar.
    return plain and known and fits and earliest > most and latest + most <= LAST_DAY


def _read_nth_unit(text: str) -> str | None:
    """The length of "for the fifth day" or "5일째", as a figure: "5 day", "5일"; None for other texts."""
    found = _NTH_UNIT.fullmatch(" ".join(text.split()))
    if found is None or found["korean"]:
        return found and found["korean"]
    return f"{found['digits'] or _ORDINALS.index(found['word'].lower()) + 1} {found['unit']}"


@lru_cache(maxsize=256)
def _bound_months(n: int) -> tuple[int, int]:
    """The fewest and the most days of ``n`` whole months in a row, wherever they begin."""
    cycles, rest = divmod(n, _MONTHS_OF_CYCLE)
    days = [monthrange(2000 + month // 12, month % 12 + 1)[1] for month in range(2 * _MONTHS_OF_CYCLE)]
    ends = [0, *accumulate(days)]
    sums = [ends[first + rest] - ends[first] for first in range(_MONTHS_OF_CYCLE)]
    return cycles * _DAYS_OF_CYCLE + min(sums), cycles * _DAYS_OF_CYCLE + max(sums)


@lru_cache(maxsize=4096)
def narrow_by_length(span: Span, length: StatedLength | None) -> Span:
    """The span, narrowed by a length whose way of counting is known; spans with a time of day stay as they are.

    Raises:
        SpanError: if the length contradicts the dates, or the end is open.

    Example:
        >>> length = StatedLength(words="11-day", n=11, unit="day", counting="inclusive")
        >>> print(narrow_by_length(Span.parse("/2024-03-14"), length).possible)
        2024-03-04/2024-03-14
    """
    days = None if length is None else length.days
    return span if days is None or span.grain is not Grain.DAY else span.lasting(*days)


def check_length(span: Span | None, length: StatedLength | None) -> Faults:
    """Why a counted length does not fit the dates of an event; empty if it does."""
    if span is None or length is None or (days := length.days) is None or _allows_days(span, *days):
        return ()
    try:
        narrow_by_length(span, length)
    except SpanError as error:
        least, most = days
        counted = f"{least} days" if least == most else f"{least} to {most} days"
        counted_length = f"{length.words!r} counted as {length.counting} is {counted}"
        codes = {problem.code for problem in error.problems}
        if "span-open-with-length" in codes:
            return ((".length", "length-open-end", f"{counted_length}, but the end of {span} is open"),)
        if "span-duration-twice" in codes:
            message = f"{counted_length}, but {span} has a length of its own: state it once"
            return ((".length", "length-twice", message),)
        return ((".length", "length-contradicts", f"{counted_length}, which {span} does not allow"),)
    return ()
