"""``Span``: when something happened or was planned. The file is long because it documents one class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import isinf
from typing import TYPE_CHECKING, Any, Never

from attrs import field, frozen

from korea_events.errors import SpanError
from korea_events.rendering import html_table
from korea_events.temporal import civil, edtf, stated
from korea_events.temporal.amounts import Amount, DayRange, as_day_range
from korea_events.temporal.bounds import (
    Alternative,
    Bounds,
    Grain,
    Reading,
    ReadingName,
    build_hull,
    is_equivalent_union,
)
from korea_events.temporal.edtf import EndKind
from korea_events.temporal.grains import convert_to_days, convert_to_instants
from korea_events.temporal.span_arguments import (
    DEFAULT_ZONE,
    check_span_arguments,
    find_text_problems,
    read_bounded_arguments,
    remember_plain_arguments,
)
from korea_events.temporal.stated import (
    APPROXIMATE_FLAGS,
    BOUND_ARGUMENTS,
    ApproximateEnds,
    StatedBounds,
    get_approximate_ends,
)

if TYPE_CHECKING:
    import pendulum


@frozen(init=False, repr=False, str=False)
class Span:
    """When something happened or was planned: what is reported about its first and its last day.

    Make one with :meth:`parse` (EDTF text), :meth:`on` (a day), :meth:`of` (first and last day), :meth:`bounded`
    (bounds of the ends and the length) or :meth:`unknown`; calling the class itself raises a TypeError.
    Days are inclusive: a span of one day is ordinary, and 4–14 March meets 15–20 March.

    Two spans are equal if they state the same, not if they allow the same dates (for that see :meth:`is_equivalent`).
    Spans have no order; sort with :func:`korea_events.chronological`.

    Example:
        >>> freedom_shield = Span.parse("/2024-03-14", duration="P11D")  # only the end and the length were reported
        >>> print(freedom_shield.possible)
        2024-03-04/2024-03-14
    """

    edtf: str | None
    """The normalised EDTF text, or None for a span of stated bounds."""
    _stated: StatedBounds | None
    duration: str | None
    """The stated length as ISO 8601 text (``P11D``), or None."""
    zone: str | None
    """The time zone whose days are meant; None where it is not known (a document's date only)."""
    reading: Reading
    """How much of its days the text fills."""
    _as_of: int | None
    approximate: ApproximateEnds
    """Whether an end is approximate (``~``, ``%``); for a span of bounds also which: ``"start"`` or ``"end"``."""
    grain: Grain = field(eq=False)
    """``DAY``, or ``INSTANT`` when a time of day was given."""
    alternatives: tuple[Alternative, ...] = field(eq=False)
    """The possibilities that it allows, as closed half-open bounds in ticks; for engines, not for files."""
    exact: bool = field(eq=False)
    """Whether the alternatives say exactly what is known, rather than a wider hull of it."""
    uncertain: bool = field(eq=False)
    """Whether something in the text is qualified as uncertain (``?``, ``%``); this does not move a date."""
    start_kind: EndKind = field(eq=False)
    """Whether the start is known, unknown or open."""
    end_kind: EndKind = field(eq=False)
    """Whether the end is known, unknown (it exists) or open (still going on when reported)."""
    _freed: tuple[Bounds, ...] | None = field(eq=False)

    def __init__(self, *text: Never, **_: Never) -> None:
        given = repr(text[0]) if text else "text"
        raise TypeError(
            f"a Span is not made by calling the class: write Span.parse({given}), or Span.on(day), "
            "Span.of(first_day, last_day), Span.bounded(latest_end=day) or Span.unknown()"
        )

    # -- making one ----------------------------------------------------------------------------------------------

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        zone: str | None = DEFAULT_ZONE,
        duration: str | None = None,
        reading: Reading | ReadingName = Reading.WITHIN,
        as_of: str | dt.date | None = None,
    ) -> Span:
        """The span that an EDTF text describes.

        An empty end (``A/``) is unknown, ``..`` is open. ``duration`` (``P11D``, ``P2W``; days are counted
        inclusively; ``P9D/P11D`` for nine to eleven) narrows the ends; an open end cannot have one.
        ``as_of`` is for an open end only: the day of the report, on which it was not yet over.

        Raises:
            SpanError: for text that is not EDTF or not supported, an impossible or reversed date, an unknown zone, or a
                duration that contradicts the dates; all problems at once.

        Example:
            >>> print(Span.parse("2024-03-04/2024-03-14").length)
            11 days
            >>> print(Span.parse("2022/..", as_of="2024-03-14").certain)
            2022-12-31/2024-03-14
        """
        report_day = None if as_of is None else _as_report_day(as_of)
        try:
            if edtf.may_be_many(text):  # such spans are large
                return _parse_large_text_once(text, zone, duration, reading, report_day)
            return _parse_text_once(text, zone, duration, reading, report_day)
        except TypeError:  # an argument that cannot be hashed or searched: the check names it
            raise SpanError(find_text_problems(text, zone, duration, reading, report_day)) from None

    @classmethod
    def on(cls, day: str | dt.date, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of a single day.

        Raises:
            SpanError: when ``day`` is not a day or ``zone`` not a time zone.

        Example:
            >>> Span.on("2024-03-13") == Span.parse("2024-03-13")
            True
        """
        return _parse_days(zone, day)

    @classmethod
    def of(
        cls, first_day: str | dt.date, last_day: str | dt.date, *, zone: str | None = DEFAULT_ZONE
    ) -> Span:
        """The span from a first to a last day, both included.

        Raises:
            SpanError: when a day is not one, or ``span-reversed`` when the last is before the first.

        Example:
            >>> Span.of("2024-08-19", "2024-08-29").length
            Amount(least=11, most=11, unit='day')
        """
        return _parse_days(zone, first_day, last_day)

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
        """A span that is known only by bounds. Any of them may be missing, and days are inclusive.

        The four ends are all days, or all instants: date-times, with an offset or else in ``zone``. The end of a span
        of instants is the first one not included. Lengths are in days, or, for instants, ``min_length`` and
        ``max_length`` as ``PT…`` text.

        Raises:
            SpanError: for every unusable argument; ``span-contradiction`` when no stretch of time fits.

        Example:
            >>> over_by_then = Span.bounded(latest_end="2024-03-14")
            >>> print(over_by_then.possible, over_by_then.certain)
            ../2024-03-14 None
        """
        days = (earliest_start, latest_start, earliest_end, latest_end)
        return _bound_days(zone, approximate, *days, min_days, max_days, min_length, max_length)

    @classmethod
    def unknown(cls, *, zone: str | None = DEFAULT_ZONE) -> Span:
        """The span of something that happened on an unknown date; equal to ``Span.bounded()``.

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
        """The span that :meth:`arguments` describes: its inverse, for files.

        Raises:
            SpanError: ``span-field-unknown`` for an unknown name, ``span-field-mixed`` when text and bounds are given
                together, ``span-field-type`` for a value of a wrong type, and what the other constructors refuse; paths
                name the argument.

        Example:
            >>> Span.from_arguments({"edtf": "/2024-03-14", "duration": "P11D"}).duration
            'P11D'
        """
        check_span_arguments(arguments)
        if "edtf" not in arguments:
            return cls.bounded(**arguments)
        return cls.parse(arguments["edtf"], **{name: arguments[name] for name in arguments if name != "edtf"})

    def arguments(self) -> dict[str, Any]:
        """The arguments that make this span again. Defaults are left out, and values are JSON scalars.

        Example:
            >>> Span.bounded(latest_end="2024-03-14").arguments()
            {'latest_end': '2024-03-14'}
        """
        arguments: dict[str, Any] = {}
        if self.edtf is not None:
            as_of = None if self._as_of is None else civil.format_day(self._as_of)
            reading = None if self.reading is Reading.WITHIN else self.reading.value
            given = {"edtf": self.edtf, "duration": self.duration, "as_of": as_of, "reading": reading}
            arguments = {name: value for name, value in given.items() if value is not None}
        elif self._stated is not None:
            arguments = self._stated.arguments()
            if self.approximate:
                arguments["approximate"] = self.approximate
        if self.zone != DEFAULT_ZONE:
            arguments["zone"] = self.zone
        return arguments

    # -- what it says --------------------------------------------------------------------------------------------

    @property
    def as_of(self) -> pendulum.Date | None:
        """The day on which an open end was not yet over, or None."""
        return None if self._as_of is None else civil.as_date(self._as_of)

    @property
    def possible(self) -> DayRange:
        """The days on which it may have been under way, from the first to the last possible one.

        An end is None when nothing bounds it. If the span has alternatives, there may be days between them that none of
        them contains.

        Example:
            >>> Span.parse("2024-03-04/").possible.last is None
            True
        """
        hull = self.hull
        return as_day_range((self._find_day(hull.start_min), self._find_day(hull.end_max - 1) + 1))

    @property
    def certain(self) -> DayRange | None:
        """The days on which it certainly was under way, or None when no day is certain.

        A span without a certain day can still certainly overlap another. An approximate end makes no day certain by
        itself; only the days that the other end and a stated length leave are certain.

        Example:
            >>> print(Span.bounded(latest_start="2024-03-04", earliest_end="2024-03-14").certain)
            2024-03-04/2024-03-14
        """
        freed: Iterable[Bounds] = self.freed
        if self.grain is Grain.INSTANT:  # a moment within a day that is sure makes the day certain
            freed = [convert_to_days(bounds, self.zone or "UTC")[0] for bounds in freed]
        first = max(bounds.start_max for bounds in freed)
        end = min(bounds.end_min for bounds in freed)
        return as_day_range((first, end)) if first < end else None

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
        return _build_large_hull(self)

    @property
    def freed(self) -> tuple[Bounds, ...]:
        """The ways it may be when every approximate end may lie anywhere, as closed bounds in ticks; for engines.

        What is certain must hold in all of them. A time of day that is approximate keeps its day.
        """
        return tuple(bounds for bounds, _ in self.alternatives) if self._freed is None else self._freed

    def is_equivalent(self, other: Span) -> bool:
        """Whether both allow the same stretches of time, however they are worded.

        Spans of different zones or grains are never equivalent, nor are an approximate and an exact one.

        Example:
            >>> Span.parse("/2024-03-14", duration="P11D").is_equivalent(Span.of("2024-03-04", "2024-03-14"))
            True
        """
        if (self.zone, self.grain) != (other.zone, other.grain):
            return False
        if (self._freed is None) != (other._freed is None) or not is_equivalent_union(
            self.freed, other.freed
        ):
            return False
        return is_equivalent_union(
            [bounds for bounds, _ in self.alternatives], [bounds for bounds, _ in other.alternatives]
        )

    def lasting(self, least: int, most: int | None = None) -> Span:
        """The same span, known to have lasted ``least`` to ``most`` inclusive days, or exactly ``least``.

        Raises:
            SpanError: ``span-open-with-length`` when the end is open, ``span-contradiction`` when no stretch of time
                has such a length, ``span-length`` when it is not a length in days, ``span-duration-twice`` when a
                duration was stated already.

        Example:
            >>> print(Span.parse("/2024-03-14").lasting(11).possible)
            2024-03-04/2024-03-14
        """
        least = stated.check_day_count("least", least)
        most = least if most is None else stated.check_day_count("most", most)
        if least > most:
            raise SpanError.of("span-length", f"least is {least} days, more than most, {most}")
        if self.edtf is not None and self.duration is None:
            text = f"P{least}D" if least == most else f"P{least}D/P{most}D"
            return _parse_text_once(self.edtf, self.zone, text, self.reading, self._as_of)
        bounds = self._stated
        if bounds is None or self.grain is not Grain.DAY:
            raise SpanError.of("span-duration-twice", f"{self} already states how long it lasted")
        narrowed = bounds._replace(
            least=max(least, bounds.least or 1), most=most if bounds.most is None else min(most, bounds.most)
        )
        return _make_stated_span(narrowed, self.zone, self.approximate)

    def in_zone(self, zone: str) -> Span:
        """The days of another zone on which this happened, as bounds: where days differ, the ends become uncertain.

        Raises:
            SpanError: ``zone-unknown``.

        Example:
            >>> Span.on("2024-03-14").in_zone("America/New_York").possible
            DayRange('2024-03-13', '2024-03-14')
        """
        civil.check_zone(zone)
        if zone == self.zone:
            return self
        bounds = [alternative.bounds for alternative in self.alternatives]
        exact = self.exact and len(bounds) == 1
        if self.grain is Grain.DAY:
            converted = [convert_to_instants(each, self.zone, self.reading) for each in bounds]
            bounds = [each for each, _ in converted]
            exact = exact and all(is_exact for _, is_exact in converted)
        days, is_exact = convert_to_days(build_hull(bounds), zone)
        flagged = get_approximate_ends(self.alternatives)
        return make_bounds_span(days, Grain.DAY, zone, approximate=flagged, exact=exact and is_exact)

    def __str__(self) -> str:
        if self.edtf is not None:
            return self.edtf
        return "" if self._stated is None else self._stated.text()

    def __repr__(self) -> str:
        arguments = self.arguments()
        text = [repr(arguments.pop("edtf"))] if self.edtf is not None else []
        maker = "parse" if text else "bounded" if set(arguments) - {"zone"} else "unknown"
        return f"Span.{maker}({', '.join(text + [f'{name}={value!r}' for name, value in arguments.items()])})"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """What was said, for rich, which would otherwise show ticks."""
        yield from self.arguments().items()

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        rows = [
            ("said", str(self)),
            *((name, str(value)) for name, value in self.arguments().items() if name != "edtf"),
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

    def _find_day(self, tick: float) -> float:
        """The day of a tick."""
        if isinf(tick) or self.grain is Grain.DAY:
            return tick
        return civil.find_ordinal(self.zone or "UTC", int(tick))

    def _point(self, tick: float, *, end: bool = False) -> pendulum.Date | pendulum.DateTime | None:
        """A bound as users get it: of ends, the last day before."""
        if isinf(tick):
            return None
        if self.grain is Grain.INSTANT:
            return civil.as_datetime(tick)
        return civil.as_date(tick - 1 if end else tick)


def _as_report_day(as_of: str | dt.date) -> int:
    try:
        return civil.day_ordinal(as_of)
    except SpanError as error:
        raise error.under("$.as_of") from None


# Setting the slots of a frozen object takes as long as reading a plain text, and those of another one a fifth of that.
# So a new object is for that moment one of a class that differs in nothing else; nobody else has it yet.
_OPEN = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
_WRITABLE = type("Span", (Span,), _OPEN)


def _make_span(*values: object) -> Span:
    """A span with these values of its fields, in their order."""
    self: Any = object.__new__(_WRITABLE)
    (
        self.edtf, self._stated, self.duration, self.zone, self.reading, self._as_of, self.approximate,
        self.grain, self.alternatives, self.exact, self.uncertain, self.start_kind, self.end_kind, self._freed,
    ) = values  # fmt: skip
    self.__class__ = Span
    return self  # type: ignore[no-any-return]


def _parse_text(
    text: str, zone: str | None, duration: str | None, reading: Reading | ReadingName, as_of: int | None
) -> Span:
    try:
        reading = reading if type(reading) is Reading else Reading(reading)
        if zone is not None and zone != DEFAULT_ZONE:  # the default one is known to exist
            civil.check_zone(zone)
        parsed = edtf.parse_text(text, zone=zone, duration=duration, reading=reading, as_of=as_of)
    except ValueError:
        raise SpanError(find_text_problems(text, zone, duration, reading, as_of)) from None
    normal, grain, alternatives, exact, start_kind, end_kind, uncertain, approximate, freed = parsed
    return _make_span(
        normal, None, duration, zone, reading, as_of, approximate,
        grain, alternatives, exact, uncertain, start_kind, end_kind, freed,
    )  # fmt: skip


_parse_text_once = lru_cache(maxsize=16_384)(_parse_text)
_parse_large_text_once = lru_cache(maxsize=32)(_parse_text)


@remember_plain_arguments
def _parse_days(zone: str | None, *days: str | dt.date) -> Span:
    return Span.parse("/".join([civil.format_day(civil.day_ordinal(day)) for day in days]), zone=zone)


@remember_plain_arguments
def _bound_days(zone: str | None, approximate: ApproximateEnds, *values: object) -> Span:
    bounds = read_bounded_arguments(dict(zip(BOUND_ARGUMENTS, values, strict=True)), zone, approximate)
    return _make_stated_span(bounds, zone, approximate)


def _make_stated_span(
    bounds: StatedBounds, zone: str | None, approximate: ApproximateEnds, *, exact: bool = True
) -> Span:
    flags = APPROXIMATE_FLAGS[approximate]
    freed = (bounds.freed_bounds(approximate),) if approximate else None
    start_kind = EndKind.UNKNOWN if bounds.earliest_start is bounds.latest_start is None else EndKind.KNOWN
    end_kind = EndKind.UNKNOWN if bounds.earliest_end is bounds.latest_end is None else EndKind.KNOWN
    return _make_span(
        None, bounds, None, zone, Reading.WITHIN, None, approximate,
        bounds.grain, (Alternative(bounds.bounds(), flags),), exact, False, start_kind, end_kind, freed,
    )  # fmt: skip


def make_bounds_span(
    bounds: Bounds,
    grain: Grain,
    zone: str | None,
    *,
    approximate: ApproximateEnds = False,
    exact: bool = True,
) -> Span:
    """A span of stated bounds from closed ticks, for engines: bounds that the others imply are not stated.

    Example:
        >>> make_bounds_span(Bounds(738949, 738949, 738960, 738960, 11, 11), Grain.DAY, "Asia/Seoul").length
        Amount(least=11, most=11, unit='day')
    """
    return _make_stated_span(stated.condense_bounds(bounds, grain), zone, approximate, exact=exact)


@lru_cache(maxsize=32)
def _build_large_hull(span: Span) -> Bounds:
    return build_hull(bounds for bounds, _ in span.alternatives)


# To attrs a span is one value, as a date is: ``attrs.asdict`` of a record keeps its spans whole.
delattr(Span, "__attrs_attrs__")
