"""``Span``: when something happened or was planned, as exactly and as vaguely as it was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from korea_events.errors import Problem, SpanError
from korea_events.temporal import civil, edtf
from korea_events.temporal.amounts import Amount, DayRange
from korea_events.temporal.bounds import (
    END,
    START,
    UNBOUNDED,
    Alternative,
    Bounds,
    Grain,
    Reading,
    close,
    covers_same,
    span_all,
)
from korea_events.temporal.edtf import EndKind

if TYPE_CHECKING:
    import pendulum

DEFAULT_ZONE = "Asia/Seoul"
MAX_DAYS = civil.LAST_DAY
"""The longest length in days that can be stated: the length of the calendar."""

_ENDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
_DAY_LENGTHS = ("min_days", "max_days")
_INSTANT_LENGTHS = ("min_length", "max_length")
_TEXT_ARGUMENTS = ("edtf", "duration", "zone", "reading", "as_of")
_BOUNDED_ARGUMENTS = (*_ENDS, *_DAY_LENGTHS, *_INSTANT_LENGTHS, "zone", "approximate")


@frozen(kw_only=True, repr=False, str=False, init=True)
class Span:
    """When something happened or was planned: what was said about its first and its last day.

    Make one with :meth:`parse` (EDTF text), :meth:`on` (a day), :meth:`of` (first and last day), :meth:`bounded`
    (whatever is known of the ends and the length) or :meth:`unknown`; the constructor itself is not for use.
    Days are inclusive: a span of one day is ordinary, and 4–14 March meets 15–20 March.

    Two spans are equal when the same was said, not when they allow the same dates (for that see
    :meth:`same_worlds`). Spans have no order; sort with :func:`korea_events.chronological`.

    Example:
        >>> freedom_shield = Span.parse("/2024-03-14", duration="P11D")  # only the end and the length were reported
        >>> print(freedom_shield.possible)
        2024-03-04/2024-03-14
    """

    edtf: str | None
    """The normalised EDTF text, or None for a span of stated bounds."""
    _stated: tuple[Any, ...] | None
    duration: str | None
    """The stated length as ISO 8601 text (``P11D``), or None."""
    zone: str | None
    """The time zone whose days are meant; None where it is not known (a document's date only)."""
    reading: Reading
    """How much of its days the text fills."""
    _as_of: int | None
    approximate: bool
    """Whether an end is qualified as approximate (``~``, ``%``): then no day is certain."""
    grain: Grain = field(eq=False)
    """``DAY``, or ``INSTANT`` when a time of day was given."""
    alternatives: tuple[Alternative, ...] = field(eq=False)
    """The ways it may be, as closed half-open bounds in ticks; for engines, not for files."""
    exact: bool = field(eq=False)
    """Whether the alternatives say exactly what is known, rather than a wider hull of it."""
    uncertain: bool = field(eq=False)
    """Whether something in the text is doubted (``?``, ``%``); doubt does not move a date."""
    start_kind: EndKind = field(eq=False)
    """Whether the start is known, unknown or open."""
    end_kind: EndKind = field(eq=False)
    """Whether the end is known, unknown (it exists) or open (still going on when reported)."""

    # -- making one ----------------------------------------------------------------------------------------------

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        zone: str | None = DEFAULT_ZONE,
        duration: str | None = None,
        reading: Reading | str = Reading.WITHIN,
        as_of: str | dt.date | None = None,
    ) -> Span:
        """The span that an EDTF text describes.

        An empty end (``A/``) is unknown, ``..`` is open. ``duration`` (``P11D``, ``P2W``; days are counted
        inclusively; ``P9D/P11D`` for nine to eleven) narrows the ends; an open end cannot have one.
        ``as_of`` is for an open end only: the day of the report, on which it was not yet over.

        Raises:
            SpanError: for text that is no EDTF or a part of it that is not supported, an impossible or reversed date,
                an unknown zone, or a duration that contradicts the dates; all problems at once.

        Example:
            >>> print(Span.parse("2024-03-04/2024-03-14").length)
            11 days
            >>> print(Span.parse("2022/..", as_of="2024-03-14").certain)
            2022-12-31/2024-03-14
        """
        return _parsed(text, zone, duration, str(reading), _as_of_ordinal(as_of))

    @classmethod
    def on(cls, day: str | dt.date, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of a single day.

        Raises:
            SpanError: when ``day`` is no day or ``zone`` no zone.

        Example:
            >>> Span.on("2024-03-13") == Span.parse("2024-03-13")
            True
        """
        return cls.parse(civil.iso_day(civil.day_ordinal(day)), zone=zone)

    @classmethod
    def of(cls, first_day: str | dt.date, last_day: str | dt.date, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span from a first to a last day, both included.

        Raises:
            SpanError: when a day is none, or ``edtf-reversed`` when the last is before the first.

        Example:
            >>> Span.of("2024-08-19", "2024-08-29").length
            Amount(least=11, most=11, unit='day')
        """
        days = (civil.iso_day(civil.day_ordinal(day)) for day in (first_day, last_day))
        return cls.parse("/".join(days), zone=zone)

    @classmethod
    def bounded(
        cls,
        *,
        earliest_start: str | dt.date | None = None,
        latest_start: str | dt.date | None = None,
        earliest_end: str | dt.date | None = None,
        latest_end: str | dt.date | None = None,
        min_days: int | None = None,
        max_days: int | None = None,
        min_length: str | None = None,
        max_length: str | None = None,
        zone: str | None = DEFAULT_ZONE,
        approximate: bool = False,
    ) -> Span:
        """The span of which only bounds are known: days inclusive, any may be missing.

        The four ends are days, or all instants (date-times with an offset or read in ``zone``; the end itself is
        then not included); lengths are in days, or for instants ``min_length``/``max_length`` as ``PT…`` text.

        Raises:
            SpanError: every argument that is unusable; ``span-contradiction`` when no stretch of time fits.

        Example:
            >>> over_by_then = Span.bounded(latest_end="2024-03-14")
            >>> print(over_by_then.possible, over_by_then.certain)
            ../2024-03-14 None
        """
        given = {
            "earliest_start": earliest_start,
            "latest_start": latest_start,
            "earliest_end": earliest_end,
            "latest_end": latest_end,
            "min_days": min_days,
            "max_days": max_days,
            "min_length": min_length,
            "max_length": max_length,
        }
        return _bounded(given, zone, approximate)

    @classmethod
    def unknown(cls, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of something that happened at no known date; equal to ``Span.bounded()``.

        Example:
            >>> Span.unknown() == Span.bounded()
            True
        """
        return cls.bounded(zone=zone)

    @classmethod
    def from_interval(cls, interval: pendulum.Interval, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of a ``pendulum.Interval``: its dates inclusive, or its date-times as instants, the end excluded.

        Raises:
            SpanError: when the interval runs backwards or is empty.

        Example:
            >>> import pendulum
            >>> exercise = pendulum.interval(pendulum.date(2024, 3, 4), pendulum.date(2024, 3, 14))
            >>> print(Span.from_interval(exercise).length)
            11 days
        """
        first, last = interval.start, interval.end
        if isinstance(first, dt.datetime) and isinstance(last, dt.datetime):
            return cls.parse("/".join(civil.iso_instant(civil.instant_of(end)) for end in (first, last)), zone=zone)
        return cls.of(first, last, zone=zone)

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Span:
        """The span that :meth:`arguments` described: the inverse of it, for files.

        Raises:
            SpanError: ``span-field-unknown`` for every name it does not know, ``span-field-mixed`` when text and
                bounds are given together, ``span-field-type`` for values of a wrong type, and what the other
                constructors refuse; paths name the argument.

        Example:
            >>> Span.from_arguments({"edtf": "/2024-03-14", "duration": "P11D"}).duration
            'P11D'
        """
        return _from_arguments(arguments)

    def arguments(self) -> dict[str, Any]:
        """What was said, as the arguments that make this span again; defaults are left out. Values are JSON scalars.

        Example:
            >>> Span.bounded(latest_end="2024-03-14").arguments()
            {'latest_end': '2024-03-14'}
        """
        said: dict[str, Any] = {}
        if self.edtf is not None:
            said = {"edtf": self.edtf, "duration": self.duration}
            said["as_of"] = None if self._as_of is None else civil.iso_day(self._as_of)
            said = {name: value for name, value in said.items() if value is not None}
            if self.reading is not Reading.WITHIN:
                said["reading"] = self.reading.value
        elif self._stated is not None:
            names = (*_ENDS, *(_DAY_LENGTHS if self.grain is Grain.DAY else _INSTANT_LENGTHS))
            shown = (*(self._iso,) * 4, *((int,) * 2 if self.grain is Grain.DAY else (civil.iso_length,) * 2))
            said = {
                name: show(value)
                for name, show, value in zip(names, shown, self._stated, strict=True)
                if value is not None
            }
            if self.approximate:
                said["approximate"] = True
        if self.zone != DEFAULT_ZONE:
            said["zone"] = self.zone
        return said

    # -- what it says --------------------------------------------------------------------------------------------

    @property
    def as_of(self) -> pendulum.Date | None:
        """The day on which an open end was not yet over, or None."""
        return None if self._as_of is None else civil.day(self._as_of)

    @property
    def possible(self) -> DayRange:
        """The days on which it may have been under way, from the first to the last possible one.

        An end is None when nothing bounds it. Between alternatives there may be days that none of them contains.

        Example:
            >>> Span.parse("2024-03-04/").possible.last is None
            True
        """
        hull = self.hull
        return DayRange(first=self._day(hull.start_min), last=self._last_day(hull.end_max))

    @property
    def certain(self) -> DayRange | None:
        """The days on which it certainly was under way, or None when no day is certain.

        A span without a certain day can still certainly overlap another. Approximate dates make no day certain.

        Example:
            >>> print(Span.bounded(latest_start="2024-03-04", earliest_end="2024-03-14").certain)
            2024-03-04/2024-03-14
        """
        if self.approximate:
            return None
        first = max(bounds.start_max for bounds, _ in self.alternatives)
        end = min(bounds.end_min for bounds, _ in self.alternatives)
        if first >= end:
            return None
        return DayRange(first=self._day(first), last=self._last_day(end))

    @property
    def length(self) -> Amount:
        """How long it lasted, least and most: inclusive days, or microseconds when a time of day was given.

        Example:
            >>> Span.of("2024-03-04", "2024-03-14").length
            Amount(least=11, most=11, unit='day')
        """
        hull = self.hull
        return Amount.of(hull.length_min, hull.length_max, self.grain)

    @property
    def earliest_start(self) -> pendulum.Date | pendulum.DateTime | None:
        """The first day (or instant) on which it can have begun; None when nothing bounds it."""
        return self._point(self.hull.start_min)

    @property
    def latest_start(self) -> pendulum.Date | pendulum.DateTime | None:
        """The last day (or instant) on which it can have begun; None when nothing bounds it."""
        return self._point(self.hull.start_max)

    @property
    def earliest_end(self) -> pendulum.Date | pendulum.DateTime | None:
        """The first day that can have been its last (an instant: the first one not included); None if unbounded."""
        return self._point(self.hull.end_min, end=True)

    @property
    def latest_end(self) -> pendulum.Date | pendulum.DateTime | None:
        """The last day that can have been its last (an instant: the first one not included); None if unbounded."""
        return self._point(self.hull.end_max, end=True)

    @property
    def hull(self) -> Bounds:
        """Single bounds that contain every alternative, in ticks; for engines."""
        if len(self.alternatives) == 1:
            return self.alternatives[0].bounds
        return span_all(bounds for bounds, _ in self.alternatives)

    def same_worlds(self, other: Span) -> bool:
        """Whether both allow the same stretches of time, however they were worded.

        Spans of different zones or grains, or of which only one is approximate, never do.

        Example:
            >>> Span.parse("/2024-03-14", duration="P11D").same_worlds(Span.of("2024-03-04", "2024-03-14"))
            True
        """
        if (self.zone, self.grain, self.approximate) != (other.zone, other.grain, other.approximate):
            return False
        return covers_same(
            [bounds for bounds, _ in self.alternatives], [bounds for bounds, _ in other.alternatives]
        )

    def lasting(self, least: int, most: int | None = None) -> Span:
        """The same span, known besides to have lasted ``least`` to ``most`` inclusive days (exactly ``least`` if alone).

        Raises:
            SpanError: ``span-open-with-length`` when the end is open, ``span-contradiction`` when no stretch of time
                has such a length, ``span-length`` when it is no length in days, ``span-duration-twice`` when a
                duration was stated already.

        Example:
            >>> print(Span.parse("/2024-03-14").lasting(11).possible)
            2024-03-04/2024-03-14
        """
        most = least if most is None else most
        if not (_is_count(least) and _is_count(most) and least <= most):
            raise SpanError.of("span-length", f"{civil.shown(least)} to {civil.shown(most)} is no length in days")
        if self.edtf is not None and self.duration is None:
            text = f"P{least}D" if least == most else f"P{least}D/P{most}D"
            return _parsed(self.edtf, self.zone, text, self.reading.value, self._as_of)
        if self.edtf is not None or self._stated is None or self.grain is not Grain.DAY:
            raise SpanError.of("span-duration-twice", f"{self} says already how long it lasted")
        stated = dict(zip((*_ENDS, *_DAY_LENGTHS), self._stated, strict=True))
        given: dict[str, Any] = {name: None if stated[name] is None else self._iso(stated[name]) for name in _ENDS}
        given["min_days"] = max(least, stated["min_days"] or 1)
        given["max_days"] = min(most, stated["max_days"] or most)
        return _bounded(given, self.zone, self.approximate)

    def in_zone(self, zone: str) -> Span:
        """The days over there on which this happened, as bounds: where days differ, the ends become uncertain.

        Raises:
            SpanError: ``zone-unknown``.

        Example:
            >>> Span.on("2024-03-14").in_zone("America/New_York").possible
            DayRange('2024-03-13', '2024-03-14')
        """
        from korea_events.temporal.axis import Axis, lower

        civil.check_zone(zone)
        if zone == self.zone:
            return self
        instants = lower(self, Axis(Grain.INSTANT, None))
        there = _from_hull(span_all(instants.alternatives), Grain.INSTANT, zone, self.approximate)
        days = lower(there, Axis(Grain.DAY, zone))
        exact = self.exact and instants.exact and days.exact and len(self.alternatives) == 1
        return _from_hull(days.alternatives[0], Grain.DAY, zone, self.approximate, exact=exact)

    def __str__(self) -> str:
        if self.edtf is not None:
            return self.edtf
        inside = ", ".join(f"{name}={value}" for name, value in self.arguments().items() if name != "zone")
        return f"bounds({inside})"

    def __repr__(self) -> str:
        said = self.arguments()
        text = [repr(said.pop("edtf"))] if self.edtf is not None else []
        maker = "parse" if text else "bounded" if set(said) - {"zone"} else "unknown"
        return f"Span.{maker}({', '.join(text + [f'{name}={value!r}' for name, value in said.items()])})"

    # -- ticks to days -------------------------------------------------------------------------------------------

    def _iso(self, tick: float) -> str:
        return civil.iso_day(tick) if self.grain is Grain.DAY else civil.iso_instant(tick)

    def _day(self, tick: float) -> pendulum.Date | None:
        """The day of a start, or None when it is infinite."""
        if tick in (inf, -inf):
            return None
        return civil.day(tick if self.grain is Grain.DAY else civil.ordinal_at(self.zone or "UTC", int(tick)))

    def _last_day(self, tick: float) -> pendulum.Date | None:
        """The last day before an end, or None when it is infinite: the one place that turns ends into days."""
        return self._day(tick - 1)

    def _point(self, tick: float, *, end: bool = False) -> pendulum.Date | pendulum.DateTime | None:
        if tick in (inf, -inf):
            return None
        if self.grain is Grain.INSTANT:
            return civil.moment(tick)
        return self._last_day(tick) if end else self._day(tick)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_DAYS


def _as_of_ordinal(as_of: str | dt.date | None) -> int | None:
    if as_of is None:
        return None
    try:
        return civil.day_ordinal(as_of)
    except SpanError as error:
        raise error.under("$.as_of") from None


@lru_cache(maxsize=65536)
def _parsed_once(text: str, zone: str | None, duration: str | None, reading: str, as_of: int | None) -> Span:
    problems: list[Problem] = []
    if zone is not None:
        try:
            civil.check_zone(zone)
        except SpanError as error:
            problems += error.under("$.zone").problems
            zone = None
    try:
        how = Reading(reading)
    except ValueError:
        problems.append(Problem("$.reading", "span-reading", f"{civil.shown(reading)} is neither within nor throughout"))
        how = Reading.WITHIN
    try:
        meaning = edtf.meaning(text, zone=zone or (DEFAULT_ZONE if problems else None), duration=duration, reading=how, as_of=as_of)
    except SpanError as error:
        problems += error.problems
    if problems:
        raise SpanError(problems)
    return Span(
        edtf=meaning.text,
        stated=None,
        duration=duration,
        zone=zone,
        reading=how,
        as_of=as_of,
        approximate=meaning.approximate,
        grain=meaning.grain,
        alternatives=meaning.alternatives,
        exact=meaning.exact,
        uncertain=meaning.uncertain,
        start_kind=meaning.start,
        end_kind=meaning.end,
    )


def _parsed(text: str, zone: str | None, duration: str | None, reading: str, as_of: int | None) -> Span:
    for name, value in (("edtf", text), ("duration", duration), ("zone", zone)):
        if not isinstance(value, str) and (value is not None or name == "edtf"):
            raise SpanError.of("span-field-type", f"{civil.shown(value)} is not text", path=f"$.{name}")
    return _parsed_once(text, zone, duration, reading, as_of)


def _bounded(given: Mapping[str, Any], zone: str | None, approximate: bool) -> Span:
    problems: list[Problem] = []
    if zone is not None:
        try:
            civil.check_zone(zone)
        except SpanError as error:
            problems += error.under("$.zone").problems
            zone = DEFAULT_ZONE  # only to go on looking for problems
    if not isinstance(approximate, bool):
        problems.append(Problem("$.approximate", "span-field-type", f"{civil.shown(approximate)} is neither true nor false"))
    ticks: dict[str, int | None] = {}
    grains: dict[Grain, str] = {}
    for name in _ENDS:
        value = given.get(name)
        ticks[name] = None
        if value is None:
            continue
        try:
            grain, tick = _end_tick(value, zone)
        except SpanError as error:
            problems += error.under(f"$.{name}").problems
            continue
        ticks[name] = tick
        grains.setdefault(grain, name)
    for names, grain, read in ((_DAY_LENGTHS, Grain.DAY, _days), (_INSTANT_LENGTHS, Grain.INSTANT, civil.length_of)):
        for name in names:
            value = given.get(name)
            ticks[name] = None
            if value is None:
                continue
            grains.setdefault(grain, name)
            try:
                ticks[name] = read(value)
            except SpanError as error:
                problems += error.under(f"$.{name}").problems
    if len(grains) > 1:
        day, instant = grains[Grain.DAY], grains[Grain.INSTANT]
        problems.append(
            Problem("$", "span-mixed-grains", f"{day} is in days and {instant} in instants: give all in one of them")
        )
    if problems:
        raise SpanError(problems)
    grain = next(iter(grains), Grain.DAY)
    lengths = _DAY_LENGTHS if grain is Grain.DAY else _INSTANT_LENGTHS
    stated = tuple(ticks[name] for name in (*_ENDS, *lengths))
    return _from_stated(stated, grain, zone, approximate)


def _from_stated(
    stated: tuple[int | None, ...], grain: Grain, zone: str | None, approximate: bool, *, exact: bool = True
) -> Span:
    """A bounds span from ticks as they were stated: for days, the ends are still the last days, inclusive."""
    past = 1 if grain is Grain.DAY else 0
    ends_low = (-inf, inf, -inf, inf, 1, inf)
    a, b, c, d, p, q = (low if tick is None else tick for tick, low in zip(stated, ends_low, strict=True))
    bounds = close(Bounds(a, b, c + past, d + past, p, q))
    text = Span(
        edtf=None,
        stated=stated,
        duration=None,
        zone=zone,
        reading=Reading.WITHIN,
        as_of=None,
        approximate=approximate,
        grain=grain,
        alternatives=(Alternative(bounds or UNBOUNDED, START | END if approximate else 0),),
        exact=exact,
        uncertain=False,
        start_kind=EndKind.UNKNOWN if a == -inf and b == inf else EndKind.KNOWN,
        end_kind=EndKind.UNKNOWN if c == -inf and d == inf else EndKind.KNOWN,
    )
    if bounds is None:
        raise SpanError.of("span-contradiction", f"nothing fits {text}: {_why_nothing_fits(text.arguments())}")
    within = (civil.FIRST_DAY, civil.LAST_DAY + 1) if grain is Grain.DAY else (civil.FIRST_INSTANT, civil.LAST_INSTANT)
    if any(tick not in (inf, -inf) and not within[0] <= tick <= within[1] for tick in bounds[:4]):
        raise SpanError.of("span-out-of-range", f"{text} reaches beyond the years 0001 to 9999")
    return text


def _from_hull(bounds: Bounds, grain: Grain, zone: str | None, approximate: bool, *, exact: bool = True) -> Span:
    """A bounds span from closed ticks, leaving out every bound that the others imply."""
    past = 1 if grain is Grain.DAY else 0
    a, b, c, d, p, q = bounds
    implied = close(Bounds(a, b, c, d))
    assert implied is not None  # closed bounds allow something
    stated = (
        None if a == -inf else int(a),
        None if b == inf else int(b),
        None if c == -inf else int(c) - past,
        None if d == inf else int(d) - past,
        None if p <= implied.length_min else int(p),
        None if q >= implied.length_max else int(q),
    )
    return _from_stated(stated, grain, zone, approximate, exact=exact)


def _why_nothing_fits(said: Mapping[str, Any]) -> str:
    for low, high in (
        ("earliest_start", "latest_start"),
        ("earliest_end", "latest_end"),
        ("earliest_start", "latest_end"),
        ("min_days", "max_days"),
    ):
        if low in said and high in said and said[low] > said[high]:
            return f"{low} {said[low]} is after {high} {said[high]}" if "days" not in low else f"{low} exceeds {high}"
    return "the ends and the lengths contradict each other"


def _end_tick(value: object, zone: str | None) -> tuple[Grain, int]:
    """The grain and tick of a stated end: a day's ordinal (still inclusive) or an instant."""
    if isinstance(value, dt.datetime):
        return Grain.INSTANT, civil.instant_of(value)
    if isinstance(value, str) and "T" in value:
        return Grain.INSTANT, _instant(value, zone)
    if isinstance(value, (str, dt.date)):
        return Grain.DAY, civil.day_ordinal(value)
    raise SpanError.of("day-type", f"{civil.shown(value)} is not a day: give text YYYY-MM-DD or a date")


def _instant(text: str, zone: str | None) -> int:
    """The one instant that a date-time text names."""
    meaning = edtf.meaning(text, zone=zone, duration=None, reading=Reading.WITHIN, as_of=None)
    bounds = meaning.alternatives[0].bounds
    if meaning.grain is Grain.DAY or len(meaning.alternatives) > 1 or bounds.start_min != bounds.start_max:
        raise SpanError.of("instant-syntax", f"{civil.shown(text)} does not name one instant")
    return int(bounds.start_min)


def _days(value: object) -> int:
    if not _is_count(value):
        raise SpanError.of("span-length", f"{civil.shown(value)} is no number of days from 1 to {MAX_DAYS}")
    assert isinstance(value, int)
    return value


def _from_arguments(arguments: Mapping[str, Any]) -> Span:
    known = dict.fromkeys((*_TEXT_ARGUMENTS, *_BOUNDED_ARGUMENTS))
    problems = [
        Problem(f"$.{name}", "span-field-unknown", f"a span has no field {civil.shown(name)}")
        for name in arguments
        if name not in known
    ]
    is_text = "edtf" in arguments
    allowed = _TEXT_ARGUMENTS if is_text else _BOUNDED_ARGUMENTS
    problems += [
        Problem(f"$.{name}", "span-field-mixed", f"{name} does not go with {'edtf' if is_text else 'bounds'}")
        for name in arguments
        if name in known and name not in allowed
    ]
    problems += [
        Problem(f"$.{name}", "span-field-type", "null is not a value here; leave the field out")
        for name, value in arguments.items()
        if value is None and name in known and name != "zone"
    ]
    numbers = {"min_days": int, "max_days": int, "approximate": bool}
    problems += [
        Problem(f"$.{name}", "span-field-type", f"{civil.shown(value)} is not {_KIND_WORDS[numbers.get(name, str)]}")
        for name, value in arguments.items()
        if name in known and value is not None and type(value) is not numbers.get(name, str)
    ]
    if problems:
        raise SpanError(problems)
    if is_text:
        rest = {name: value for name, value in arguments.items() if name != "edtf"}
        return Span.parse(arguments["edtf"], **rest)
    return Span.bounded(**arguments)


_KIND_WORDS: dict[type, str] = {str: "text", int: "a whole number", bool: "true or false"}


def parse_spans(
    text: str,
    *,
    zone: str | None = DEFAULT_ZONE,
    duration: str | None = None,
    reading: Reading | str = Reading.WITHIN,
    as_of: str | dt.date | None = None,
) -> tuple[Span, ...]:
    """The spans of an EDTF list ``{…}``, all of which are meant; any other text is a list of one.

    Raises:
        SpanError: as :meth:`Span.parse`, for every member.

    Example:
        >>> [str(span) for span in parse_spans("{2024-03-06,2024-03-07,2024-03-13}")]
        ['2024-03-06', '2024-03-07', '2024-03-13']
    """
    if not isinstance(text, str):
        raise SpanError.of("span-field-type", f"{civil.shown(text)} is not text", path="$.edtf")
    spans: list[Span] = []
    problems: list[Problem] = []
    for member in edtf.members(text):
        try:
            spans.append(Span.parse(member, zone=zone, duration=duration, reading=reading, as_of=as_of))
        except SpanError as error:
            problems += error.problems
    if problems:
        raise SpanError(problems)
    return tuple(spans)
