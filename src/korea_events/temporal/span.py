"""``Span``: when something happened or was planned, as exactly and as vaguely as it was said.

The file is one class with its makers and is long because more than half of it documents them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import inf, isinf
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from korea_events.errors import Problem, SpanError
from korea_events.rendering import html_table
from korea_events.temporal import civil, edtf, stated
from korea_events.temporal.amounts import Amount, DayRange
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    Alternative,
    Bounds,
    Grain,
    Reading,
    build_hull,
    is_equivalent_union,
)
from korea_events.temporal.edtf import EndKind
from korea_events.temporal.grains import convert_to_days, convert_to_instants
from korea_events.temporal.stated import ApproximateEnds, StatedBounds

if TYPE_CHECKING:
    import pendulum

DEFAULT_ZONE = "Asia/Seoul"
_TEXT_ARGUMENTS = ("edtf", "duration", "zone", "reading", "as_of")
_BOUNDED_ARGUMENTS = (*stated.BOUND_ARGUMENTS, "zone", "approximate")


@frozen(kw_only=True, repr=False, str=False)
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
    _stated: StatedBounds | None = field(alias="stated")
    duration: str | None
    """The stated length as ISO 8601 text (``P11D``), or None."""
    zone: str | None
    """The time zone whose days are meant; None where it is not known (a document's date only)."""
    reading: Reading
    """How much of its days the text fills."""
    _as_of: int | None = field(alias="as_of")
    approximate: ApproximateEnds
    """Whether an end is qualified as approximate (``~``, ``%``); of stated bounds, which one if it is only one."""
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
    _freed: tuple[Bounds, ...] | None = field(eq=False, alias="freed")

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
        # The ordinary call first: it is found again in a third of the time that looking at all arguments takes.
        if (
            duration is None
            and as_of is None
            and reading is _WITHIN
            and zone == DEFAULT_ZONE
            and type(text) is str
            and "X" not in text
            and "[" not in text
        ):
            return _parse_text_alone(text)
        return _parse_arguments(
            text, zone, duration, str(reading), None if as_of is None else _as_report_ordinal(as_of)
        )

    @classmethod
    def on(cls, day: str | dt.date, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of a single day.

        Raises:
            SpanError: when ``day`` is no day or ``zone`` no zone.

        Example:
            >>> Span.on("2024-03-13") == Span.parse("2024-03-13")
            True
        """
        return cls.parse(civil.format_day(civil.day_ordinal(day)), zone=zone)

    @classmethod
    def of(
        cls, first_day: str | dt.date, last_day: str | dt.date, *, zone: str | None = DEFAULT_ZONE
    ) -> Span:
        """The span from a first to a last day, both included.

        Raises:
            SpanError: when a day is none, or ``span-reversed`` when the last is before the first.

        Example:
            >>> Span.of("2024-08-19", "2024-08-29").length
            Amount(least=11, most=11, unit='day')
        """
        days = (civil.format_day(civil.day_ordinal(day)) for day in (first_day, last_day))
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
        approximate: ApproximateEnds = False,
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
        return _make_bounded_span(given, zone, approximate)

    @classmethod
    def unknown(cls, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of something that happened at no known date; equal to ``Span.bounded()``.

        Example:
            >>> Span.unknown() == Span.bounded()
            True
        """
        return cls.bounded(zone=zone)

    @classmethod
    def from_interval(cls, interval: pendulum.Interval[Any], *, zone: str | None = DEFAULT_ZONE) -> Span:
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
            return cls.parse(
                "/".join(civil.format_instant(civil.as_instant(end)) for end in (first, last)), zone=zone
            )
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
        return _make_span_from_arguments(arguments)

    def arguments(self) -> dict[str, Any]:
        """What was said, as the arguments that make this span again; defaults are left out. Values are JSON scalars.

        Example:
            >>> Span.bounded(latest_end="2024-03-14").arguments()
            {'latest_end': '2024-03-14'}
        """
        said: dict[str, Any] = {}
        if self.edtf is not None:
            said = {"edtf": self.edtf, "duration": self.duration}
            said["as_of"] = None if self._as_of is None else civil.format_day(self._as_of)
            said = {name: value for name, value in said.items() if value is not None}
            if self.reading is not Reading.WITHIN:
                said["reading"] = self.reading.value
        elif self._stated is not None:
            said = self._stated.arguments()
            if self.approximate:
                said["approximate"] = self.approximate
        if self.zone != DEFAULT_ZONE:
            said["zone"] = self.zone
        return said

    # -- what it says --------------------------------------------------------------------------------------------

    @property
    def as_of(self) -> pendulum.Date | None:
        """The day on which an open end was not yet over, or None."""
        return None if self._as_of is None else civil.as_date(self._as_of)

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

        A span without a certain day can still certainly overlap another. An approximate end makes no day certain by
        itself: what is certain are the days that the other end and a stated length leave.

        Example:
            >>> print(Span.bounded(latest_start="2024-03-04", earliest_end="2024-03-14").certain)
            2024-03-04/2024-03-14
        """
        freed: Iterable[Bounds] = self.freed
        if self.grain is Grain.INSTANT:  # a moment within a day that is sure makes the day certain
            freed = [convert_to_days(bounds, self.zone or "UTC")[0] for bounds in freed]
        first = max(bounds.start_max for bounds in freed)
        end = min(bounds.end_min for bounds in freed)
        if first >= end:
            return None
        ends = (None if isinf(tick) else civil.as_date(tick) for tick in (first, end - 1))
        return DayRange(*ends)

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
        return build_hull(bounds for bounds, _ in self.alternatives)

    @property
    def freed(self) -> tuple[Bounds, ...]:
        """The ways it may be when every approximate end may lie anywhere, as closed bounds in ticks; for engines.

        What is certain must hold in all of them. A time of day that is approximate keeps its day.
        """
        return tuple(bounds for bounds, _ in self.alternatives) if self._freed is None else self._freed

    def is_equivalent(self, other: Span) -> bool:
        """Whether both allow the same stretches of time, however they were worded.

        Spans of different zones or grains, or of which only one is approximate, never do.

        Example:
            >>> Span.parse("/2024-03-14", duration="P11D").is_equivalent(Span.of("2024-03-04", "2024-03-14"))
            True
        """
        if (self.zone, self.grain, self.approximate) != (other.zone, other.grain, other.approximate):
            return False
        return is_equivalent_union(
            [bounds for bounds, _ in self.alternatives], [bounds for bounds, _ in other.alternatives]
        )

    def lasting(self, least: int, most: int | None = None) -> Span:
        """The same span, known besides to have lasted ``least`` to ``most`` inclusive days, or ``least`` exactly.

        Raises:
            SpanError: ``span-open-with-length`` when the end is open, ``span-contradiction`` when no stretch of time
                has such a length, ``span-length`` when it is no length in days, ``span-duration-twice`` when a
                duration was stated already.

        Example:
            >>> print(Span.parse("/2024-03-14").lasting(11).possible)
            2024-03-04/2024-03-14
        """
        least = stated.check_day_count(least)
        most = least if most is None else stated.check_day_count(most)
        if least > most:
            raise SpanError.of("span-length", f"{least} to {most} days is no length")
        if self.edtf is not None and self.duration is None:
            text = f"P{least}D" if least == most else f"P{least}D/P{most}D"
            return _parse_arguments(self.edtf, self.zone, text, self.reading.value, self._as_of)
        if self._stated is None or self.grain is not Grain.DAY:
            raise SpanError.of("span-duration-twice", f"{self} says already how long it lasted")
        said = self._stated
        narrowed = said._replace(
            least=max(least, said.least or 1), most=most if said.most is None else min(most, said.most)
        )
        return _make_stated_span(narrowed, self.zone, self.approximate)

    def in_zone(self, zone: str) -> Span:
        """The days over there on which this happened, as bounds: where days differ, the ends become uncertain.

        Raises:
            SpanError: ``zone-unknown``.

        Example:
            >>> Span.on("2024-03-14").in_zone("America/New_York").possible
            DayRange('2024-03-13', '2024-03-14')
        """
        civil.check_zone(zone)
        if zone == self.zone:
            return self
        worlds = [alternative.bounds for alternative in self.alternatives]
        exact = self.exact and len(worlds) == 1
        if self.grain is Grain.DAY:
            moved = [convert_to_instants(bounds, self.zone, self.reading) for bounds in worlds]
            worlds = [bounds for bounds, _ in moved]
            exact = exact and all(still for _, still in moved)
        days, still = convert_to_days(build_hull(worlds), zone)
        return make_bounds_span(days, Grain.DAY, zone, approximate=self.approximate, exact=exact and still)

    def __str__(self) -> str:
        if self.edtf is not None:
            return self.edtf
        return "" if self._stated is None else self._stated.text()

    def __repr__(self) -> str:
        said = self.arguments()
        text = [repr(said.pop("edtf"))] if self.edtf is not None else []
        maker = "parse" if text else "bounded" if set(said) - {"zone"} else "unknown"
        return f"Span.{maker}({', '.join(text + [f'{name}={value!r}' for name, value in said.items()])})"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """What was said, for rich, which would show what it means in ticks."""
        yield from self.arguments().items()

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        rows = [
            ("said", str(self)),
            *((name, str(said)) for name, said in self.arguments().items() if name != "edtf"),
        ]
        if self.zone == DEFAULT_ZONE:
            rows.append(("zone", DEFAULT_ZONE))
        rows += [
            ("possible days", str(self.possible)),
            ("certain days", str(self.certain or "none")),
            ("length", str(self.length)),
        ]
        return html_table(rows, caption="Span")

    # -- ticks to days -------------------------------------------------------------------------------------------

    def _day(self, tick: float) -> pendulum.Date | None:
        """The day of a start, or None when it is infinite."""
        if tick in (inf, -inf):
            return None
        return civil.as_date(
            tick if self.grain is Grain.DAY else civil.find_ordinal(self.zone or "UTC", int(tick))
        )

    def _last_day(self, tick: float) -> pendulum.Date | None:
        """The last day before an end, or None when it is infinite: the one place that turns ends into days."""
        return self._day(tick - 1)

    def _point(self, tick: float, *, end: bool = False) -> pendulum.Date | pendulum.DateTime | None:
        if tick in (inf, -inf):
            return None
        if self.grain is Grain.INSTANT:
            return civil.as_datetime(tick)
        return self._last_day(tick) if end else self._day(tick)


def _as_report_ordinal(as_of: str | dt.date) -> int:
    try:
        return civil.day_ordinal(as_of)
    except SpanError as error:
        raise error.under("$.as_of") from None


def _parse_uncached(
    text: str, zone: str | None, duration: str | None, reading: str, as_of: int | None
) -> Span:
    how = _READING_BY_NAME.get(reading)
    try:
        if zone is not None and zone != DEFAULT_ZONE:  # the default one needs no look at the database
            civil.check_zone(zone)
        meaning = edtf.parse_text(text, zone=zone, duration=duration, reading=how or _WITHIN, as_of=as_of)
    except SpanError:
        raise SpanError(_collect_argument_problems(text, zone, duration, reading, as_of)) from None
    if how is None:
        raise SpanError(_collect_argument_problems(text, zone, duration, reading, as_of))
    return _make_text_span(meaning, zone, duration, how, as_of)


# The constructor takes twice as long as all that is done to read an ordinary text; setting the slots themselves does
# the same (nothing is converted or validated there) in half of it.
_set_edtf, _set_stated, _set_duration, _set_zone, _set_reading, _set_as_of = (
    getattr(Span, name).__set__ for name in ("edtf", "_stated", "duration", "zone", "reading", "_as_of")
)
(
    _set_grain,
    _set_alternatives,
    _set_exact,
    _set_start_kind,
    _set_end_kind,
    _set_uncertain,
    _set_approximate,
    _set_freed,
) = (
    getattr(Span, name).__set__
    for name in (
        "grain",
        "alternatives",
        "exact",
        "start_kind",
        "end_kind",
        "uncertain",
        "approximate",
        "_freed",
    )
)


def _make_text_span(
    meaning: edtf.ParsedText, zone: str | None, duration: str | None, reading: Reading, as_of: int | None
) -> Span:
    text, grain, alternatives, exact, start_kind, end_kind, uncertain, approximate, freed = meaning
    span = object.__new__(Span)
    _set_edtf(span, text)
    _set_stated(span, None)
    _set_duration(span, duration)
    _set_zone(span, zone)
    _set_reading(span, reading)
    _set_as_of(span, as_of)
    _set_grain(span, grain)
    _set_alternatives(span, alternatives)
    _set_exact(span, exact)
    _set_start_kind(span, start_kind)
    _set_end_kind(span, end_kind)
    _set_uncertain(span, uncertain)
    _set_approximate(span, approximate)
    _set_freed(span, freed)
    return span


def _collect_argument_problems(
    text: str, zone: str | None, duration: str | None, reading: str, as_of: int | None
) -> list[Problem]:
    """Everything wrong with the arguments, once it is known that something is."""
    problems: list[Problem] = []
    usable_zone = _check_zone_or_default(zone, problems)
    if reading not in _READING_BY_NAME:
        problems.append(
            Problem(
                "$.reading", "span-reading", f"{civil.quote_value(reading)} is neither within nor throughout"
            )
        )
    how = _READING_BY_NAME.get(reading, _WITHIN)
    try:
        edtf.parse_text(text, zone=usable_zone, duration=duration, reading=how, as_of=as_of)
    except SpanError as error:
        problems += error.problems
    return problems


def _parse_arguments(
    text: str, zone: str | None, duration: str | None, reading: str, as_of: int | None
) -> Span:
    given: tuple[object, ...] = (text, zone, duration)
    for name, value in zip(("edtf", "zone", "duration"), given, strict=True):
        if not isinstance(value, str) and (value is not None or name == "edtf"):
            raise SpanError.of("span-field-type", f"{civil.quote_value(value)} is not text", path=f"$.{name}")
    if "X" not in text and "[" not in text:
        return _parse_cached(text, zone, duration, reading, as_of)
    remembered = _parse_cached_many if edtf.may_be_many(text) else _parse_cached_few
    return remembered(text, zone, duration, reading, as_of)


# Spans of plain texts are small, some fifteen megabytes for all that are remembered. One with masks or a set may hold a
# thousand alternatives: few of those are kept, more of those with a few dozen at most.
_WITHIN = Reading.WITHIN
_READING_BY_NAME = {reading.value: reading for reading in Reading}
_parse_cached = lru_cache(maxsize=16_384)(_parse_uncached)
_parse_cached_few = lru_cache(maxsize=4_096)(_parse_uncached)
_parse_cached_many = lru_cache(maxsize=256)(_parse_uncached)


@lru_cache(maxsize=16_384)
def _parse_text_alone(text: str) -> Span:
    """The span of a text when nothing else was said."""
    meaning = edtf.parse_plain(text, _WITHIN) if len(text) <= edtf.MAX_TEXT_LENGTH else None
    if meaning is None:
        return _parse_uncached(text, DEFAULT_ZONE, None, "within", None)
    return _make_text_span(meaning, DEFAULT_ZONE, None, _WITHIN, None)


def _check_zone_or_default(zone: str | None, problems: list[Problem]) -> str | None:
    """The zone, or the default one in its place to go on looking for problems with."""
    try:
        return zone if zone is None else civil.check_zone(zone)
    except SpanError as error:
        problems += error.under("$.zone").problems
        return DEFAULT_ZONE


def _make_bounded_span(given: Mapping[str, Any], zone: str | None, approximate: ApproximateEnds) -> Span:
    problems: list[Problem] = []
    usable_zone = _check_zone_or_default(zone, problems)
    given_ends: object = approximate
    if not isinstance(given_ends, bool) and given_ends not in ("start", "end"):
        what = f"approximate must be true, false, 'start' or 'end', not {civil.quote_value(given_ends)}"
        problems.append(Problem("$.approximate", "span-field-type", what))
    try:
        said = stated.read_stated_bounds(given, usable_zone)
    except SpanError as error:
        raise SpanError([*problems, *error.problems]) from None
    if problems:
        raise SpanError(problems)
    return _make_stated_span(said, zone, approximate)


def _make_stated_span(
    said: StatedBounds, zone: str | None, approximate: ApproximateEnds, *, exact: bool = True
) -> Span:
    return Span(
        edtf=None,
        stated=said,
        duration=None,
        zone=zone,
        reading=Reading.WITHIN,
        as_of=None,
        approximate=approximate,
        grain=said.grain,
        alternatives=(Alternative(said.bounds(), _APPROXIMATE_FLAGS[approximate]),),
        freed=(said.freed_bounds(approximate),) if approximate else None,
        exact=exact,
        uncertain=False,
        start_kind=EndKind.UNKNOWN if said.earliest_start is said.latest_start is None else EndKind.KNOWN,
        end_kind=EndKind.UNKNOWN if said.earliest_end is said.latest_end is None else EndKind.KNOWN,
    )


def make_bounds_span(
    bounds: Bounds,
    grain: Grain,
    zone: str | None,
    *,
    approximate: ApproximateEnds = False,
    exact: bool = True,
) -> Span:
    """A bounds span from closed ticks, for engines: bounds that the others imply are not stated.

    Example:
        >>> make_bounds_span(Bounds(738949, 738949, 738960, 738960, 11, 11), Grain.DAY, "Asia/Seoul").length
        Amount(least=11, most=11, unit='day')
    """
    return _make_stated_span(stated.condense_bounds(bounds, grain), zone, approximate, exact=exact)


def _make_span_from_arguments(arguments: Any) -> Span:
    if not isinstance(arguments, Mapping):
        raise SpanError.of(
            "span-field-type", f"{civil.quote_value(arguments)} is no mapping of names to values"
        )
    known = dict.fromkeys((*_TEXT_ARGUMENTS, *_BOUNDED_ARGUMENTS))
    problems = [
        Problem(
            f"$.{name}" if isinstance(name, str) else "$",
            "span-field-unknown",
            f"a span has no field {civil.quote_value(name)}",
        )
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
    numbers = {"min_days": int, "max_days": int}
    problems += [
        Problem(
            f"$.{name}",
            "span-field-type",
            f"{civil.quote_value(value)} is not {_TYPE_WORDS[numbers.get(name, str)]}",
        )
        for name, value in arguments.items()
        if name in known
        and value is not None
        and name != "approximate"
        and type(value) is not numbers.get(name, str)
    ]
    if problems:
        raise SpanError(problems)
    if is_text:
        rest = {name: value for name, value in arguments.items() if name != "edtf"}
        return Span.parse(arguments["edtf"], **rest)
    return Span.bounded(**arguments)


_APPROXIMATE_FLAGS: dict[ApproximateEnds, int] = {
    False: 0,
    True: APPROXIMATE_START | APPROXIMATE_END,
    "start": APPROXIMATE_START,
    "end": APPROXIMATE_END,
}
_TYPE_WORDS: dict[type, str] = {str: "text", int: "a whole number", bool: "true or false"}


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
        raise SpanError.of("span-field-type", f"{civil.quote_value(text)} is not text", path="$.edtf")
    spans: list[Span] = []
    problems: list[Problem] = []
    for member in edtf.list_members(text):
        try:
            spans.append(Span.parse(member, zone=zone, duration=duration, reading=reading, as_of=as_of))
        except SpanError as error:
            problems += error.problems
    if problems:
        raise SpanError(problems)
    return tuple(spans)
