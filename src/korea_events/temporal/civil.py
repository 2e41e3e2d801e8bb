"""The calendar and the time zones, and the one place that uses pendulum.

Inside the library a day is its proleptic Gregorian ordinal (1 is 0001-01-01) and an instant is a number of
microseconds since 1970-01-01T00:00Z. Outside, days are ``pendulum.Date`` and instants ``pendulum.DateTime`` in UTC.
pendulum's own arithmetic, parsing and comparison are not used: several of them lose precision silently.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeGuard

from korea_events.errors import QuestionError, SpanError

if TYPE_CHECKING:
    import pendulum

# Where the locale cannot encode the name of its folder, pendulum cannot load its compiled parser, which we never use.
if sys.getfilesystemencoding() != "utf-8":
    os.environ.setdefault("PENDULUM_EXTENSIONS", "0")

FIRST_DAY = 1
LAST_DAY = dt.date(9999, 12, 31).toordinal()
MICROSECONDS_PER_DAY = 86_400_000_000
MAX_ZONE_LENGTH = 64

_UNIX_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){1,2}|UTC")
# Names in zone databases that are not places: they would tie a report to the setting of a computer.
_NOT_PLACES = frozenset({"posix", "right", "Etc/Unknown"})


def day_ordinal(day: str | dt.date) -> int:
    """The ordinal of a day given as ISO text, ``datetime.date`` or ``pendulum.Date``.

    A ``numpy.datetime64``, or a ``pandas.Timestamp`` without a zone, counts as a day at midnight: pandas has no other
    way to hold one.

    Raises:
        SpanError: ``day-type`` for anything else (a date-time is not a day); ``day-syntax`` or ``day-impossible``
            for text that is not ``YYYY-MM-DD`` or not a day of the calendar.

    Example:
        >>> day_ordinal("2024-03-05") - day_ordinal("2024-03-04")
        1
    """
    if type(day) is dt.date:  # nearly always, from within
        return day.toordinal()
    if isinstance(day, str):
        if not _ISO_DAY.fullmatch(day):
            raise SpanError.of("day-syntax", f"{quote_value(day)} is not a day: write YYYY-MM-DD")
        try:
            return dt.date.fromisoformat(day).toordinal()
        except ValueError:
            raise SpanError.of("day-impossible", f"{day} is not a day of the calendar") from None
    plain = unwrap_day(day)
    # a datetime is a date to Python, but an instant to us
    if isinstance(plain, dt.date) and not isinstance(plain, dt.datetime):
        return plain.toordinal()
    advice = "its .date()" if isinstance(plain, dt.datetime) else "a text YYYY-MM-DD or a date"
    raise SpanError.of("day-type", f"{quote_value(day)} is not a day: give {advice}")


def unwrap_day(value: object) -> object:
    """The date that a ``numpy.datetime64`` or a ``pandas.Timestamp`` holds at midnight; anything else as it is.

    Example:
        >>> unwrap_day("2024-03-14")
        '2024-03-14'
    """
    found: Any = value
    if isinstance(value, dt.datetime) and value.tzinfo is None and hasattr(found, "to_datetime64"):
        found = found.to_datetime64()
    if type(found).__name__ == "datetime64" and not found.dtype.name.endswith(("[Y]", "[M]", "[W]")):
        day = found.astype("datetime64[D]")
        if day == found and isinstance(day.item(), dt.date):
            return day.item()
    return value


def as_date(ordinal: float) -> pendulum.Date:
    """The ``pendulum.Date`` of a finite ordinal."""
    from pendulum import Date

    return Date.fromordinal(int(ordinal))


def format_day(ordinal: float) -> str:
    """The ISO text of a finite ordinal; beyond the calendar, on which side of it."""
    if not FIRST_DAY <= ordinal <= LAST_DAY:  # only in messages
        return "before 0001-01-01" if ordinal < FIRST_DAY else "after 9999-12-31"
    return dt.date.fromordinal(int(ordinal)).isoformat()


def quote_value(value: object, longest: int = 60) -> str:
    r"""A value as messages and paths quote it: its ``repr``, cut if it is long; text is cut inside its quotes.

    Invisible and direction-changing characters could disguise what a message says; ``repr`` escapes them.

    Example:
        >>> print(quote_value("two\nlines"), quote_value("x" * 100, 5), quote_value(10**100, 5))
        'two\nlines' 'xxxxx…' 10000…
    """
    if type(value) is str:
        return repr(value if len(value) <= longest else value[:longest] + "…")
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  # a foreign repr may do anything, and Python refuses to write very long numbers
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= longest else text[:longest] + "…"


def check_type(name: str, value: object, kind: type[object] | tuple[type[object], ...], noun: str) -> None:
    """Refuse an argument of another type, such as an array of numpy or a missing value of pandas.

    Raises:
        QuestionError: ``argument-type``.
    """
    if not isinstance(value, kind):
        raise QuestionError.of("argument-type", f"{name} must be {noun}, not {quote_value(value)}")


def is_count(value: object, least: int) -> TypeGuard[int]:
    """Whether a value is a whole number of at least ``least``; True and False are not."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def describe_day_count(name: str, value: object, least: int) -> str:
    """The message about an argument that should be a number of days."""
    return f"{name} must be a whole number of days, {least} or more, not {quote_value(value)}"


def check_zone(name: object) -> str:
    """The name of a time zone: an IANA ``Region/Place`` spelt exactly, or ``UTC``.

    Raises:
        SpanError: ``zone-unknown`` for anything else, such as an abbreviation (``KST``) or an offset (``+09:00``).
    """
    if not isinstance(name, str):
        advice = "; give an IANA name such as Asia/Seoul"
        raise SpanError.of("zone-unknown", f"{quote_value(name)} is not a time zone{advice}")
    if is_zone(name):
        return name
    hint = {"KST": "Asia/Seoul", "JST": "Asia/Tokyo", "ROK": "Asia/Seoul", "PYT": "Asia/Pyongyang"}.get(name)
    if hint is None and len(name) <= MAX_ZONE_LENGTH:
        spelt = "/".join(part[:1].upper() + part[1:].lower() for part in name.split("/"))
        hint = spelt if spelt != name and is_zone(spelt) else None
    advice = f"; did you mean {hint}?" if hint else "; give an IANA name such as Asia/Seoul"
    raise SpanError.of("zone-unknown", f"{quote_value(name)} is not a time zone{advice}")


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Whether a text is the name of a time zone, spelt exactly."""
    if len(name) > MAX_ZONE_LENGTH or not _ZONE.fullmatch(name) or name in _NOT_PLACES:
        return False
    try:
        _load_timezone(name)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=256)
def _load_timezone(name: str) -> dt.tzinfo:
    """The zone's rules. Raises ValueError for a name that the database does not have."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # what pendulum's zones are, without the rest of it

    try:
        return ZoneInfo(name)
    # the database consists of files, and some odd names are directories
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError(name) from error


def _find_offset(zone: dt.tzinfo, instant: int) -> int:
    """The zone's offset from UTC in microseconds at an instant."""
    offset = (_UNIX_EPOCH + instant * _MICROSECOND).astimezone(zone).utcoffset()
    assert offset is not None  # every zone of the database has one
    return offset // _MICROSECOND


def count_wall_ticks(ordinal: int, time: dt.time = dt.time.min) -> int:
    """A wall-clock reading as microseconds since 1970-01-01T00:00 on the same clock."""
    in_day = ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000_000 + time.microsecond
    return (ordinal - _UNIX_EPOCH.toordinal()) * MICROSECONDS_PER_DAY + in_day


def resolve_wall_time(zone: str, wall: int) -> tuple[int, ...]:
    """The instants at which clocks in a zone show a wall-clock reading: one, two (clocks set back) or none.

    Example:
        >>> half_past_two = count_wall_ticks(day_ordinal("1988-05-08"), dt.time(2, 30))
        >>> resolve_wall_time("Asia/Seoul", half_past_two)  # clocks jumped from 2 to 3
        ()
    """
    rules = _load_timezone(zone)
    # An offset in force within a day on either side is the only one that can produce this reading.
    near = {_find_offset(rules, limit_instant(wall + days * MICROSECONDS_PER_DAY)) for days in (-1, 0, 1)}
    return tuple(
        sorted(
            wall - offset for offset in near if _find_offset(rules, limit_instant(wall - offset)) == offset
        )
    )


FIRST_INSTANT = count_wall_ticks(FIRST_DAY) + MICROSECONDS_PER_DAY
LAST_INSTANT = count_wall_ticks(LAST_DAY) - 1


def limit_instant(instant: int) -> int:
    """The nearest instant that has a date in every zone; offsets do not change at the ends of the calendar."""
    return min(max(instant, FIRST_INSTANT), LAST_INSTANT)


@lru_cache(maxsize=65536)
def find_first_instant(zone: str, ordinal: int) -> int:
    """The first instant of a civil day in a zone, never by assuming that midnight exists.

    Where clocks jump over midnight the day begins at the jump; where they are set back over midnight, at the first
    reading of 00:00. A day that a zone skipped altogether begins where the next one does.
    """
    wall = count_wall_ticks(ordinal)
    at_midnight = resolve_wall_time(zone, wall)
    if at_midnight:
        return at_midnight[0]
    rules = _load_timezone(zone)
    low, high = limit_instant(wall - MICROSECONDS_PER_DAY), limit_instant(wall + MICROSECONDS_PER_DAY)
    # local time only grows apart from the jump, so this finds the first instant at or past midnight
    while low + 1 < high:
        middle = (low + high) // 2
        if middle + _find_offset(rules, middle) >= wall:
            high = middle
        else:
            low = middle
    return high


@lru_cache(maxsize=65536)
def find_ordinal(zone: str, instant: int) -> int:
    """The civil day in a zone that an instant lies in."""
    offset = _find_offset(_load_timezone(zone), limit_instant(instant))
    return _UNIX_EPOCH.toordinal() + (instant + offset) // MICROSECONDS_PER_DAY


_FIRST_RULED_YEAR, _LAST_RULED_YEAR = 2038, 2066
"""The database dates changes before the first; from then on the same rules hold each year. The second is 28 years, a
whole cycle of weekdays, later: zones are compared day by day up to there, or to the first where neither changes."""


def do_days_coincide(zone: str, other: str, first: float, end: float) -> bool:
    """Whether two zones begin every day from ``first`` to ``end`` at the same instants, as far as the database says.

    ``end`` is the day that no longer counts, though it must begin at the same instant too; either may be infinite.
    """
    if zone == other:
        return True
    if FIRST_DAY < first < end and not _begin_together(zone, other, int(first)):
        return False  # most zones differ at once
    calm = _find_rule_offset(zone) == _find_rule_offset(other) is not None
    last = int(min(end, dt.date(_FIRST_RULED_YEAR if calm else _LAST_RULED_YEAR, 12, 31).toordinal()))
    low = int(max(first, FIRST_DAY + 1))
    if low > last:
        low = last - 366  # the rules of those years are the last ones known
    while low <= last:
        year = dt.date.fromordinal(low).year
        new_year = dt.date(year + 1, 1, 1).toordinal()
        whole = low == dt.date(year, 1, 1).toordinal() and new_year <= last + 1
        if not (
            _has_year_of_same_days(zone, other, year)
            if whole
            else all(_begin_together(zone, other, day) for day in range(low, min(new_year, last + 1)))
        ):
            return False
        low = new_year
    return True


@lru_cache(maxsize=4096)
def _has_year_of_same_days(zone: str, other: str, year: int) -> bool:
    days = range(dt.date(year, 1, 1).toordinal(), dt.date(year + 1, 1, 1).toordinal())
    return all(_begin_together(zone, other, day) for day in days)


@lru_cache(maxsize=65536)
def _begin_together(zone: str, other: str, ordinal: int) -> bool:
    """Whether a day begins at the same instant in two zones: plain to see where their offsets agree around it."""
    offsets = {_find_offset_around(one, ordinal + days) for one in (zone, other) for days in (-1, 0, 1)}
    return len(offsets) == 1 or find_first_instant(zone, ordinal) == find_first_instant(other, ordinal)


@lru_cache(maxsize=65536)
def _find_offset_around(zone: str, ordinal: int) -> int:
    return _find_offset(_load_timezone(zone), limit_instant(count_wall_ticks(ordinal)))


@lru_cache(maxsize=64)
def _find_rule_offset(zone: str) -> int | None:
    """The offset that a zone keeps all year under its last rules; None when it changes."""
    first = dt.date(_FIRST_RULED_YEAR, 1, 1).toordinal()
    offsets = {_find_offset_around(zone, first + day) for day in range(0, 366, 7)}
    return offsets.pop() if len(offsets) == 1 else None


def as_datetime(instant: float) -> pendulum.DateTime:
    """The ``pendulum.DateTime`` in UTC of a finite instant."""
    from pendulum import UTC, DateTime

    at = _UNIX_EPOCH + int(instant) * _MICROSECOND
    return DateTime(at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, tzinfo=UTC)


def as_instant(at: dt.datetime) -> int:
    """The instant of an aware ``datetime.datetime`` or ``pendulum.DateTime``.

    Raises:
        SpanError: ``instant-naive`` when it has no offset.
    """
    text = at.isoformat()
    if text == "NaT":  # pandas' mark for no time is a datetime
        raise SpanError.of("instant-naive", "NaT is not a time: leave it out")
    offset = at.utcoffset()
    if offset is None:
        raise SpanError.of("instant-naive", f"{text} has no offset from UTC: give it one, as in {text}+09:00")
    plain = dt.datetime(
        at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, tzinfo=dt.UTC
    )
    return (plain - _UNIX_EPOCH - offset) // _MICROSECOND


def format_instant(instant: float) -> str:
    """The ISO text of a finite instant in UTC, as short as it can be without losing anything."""
    return (_UNIX_EPOCH + int(instant) * _MICROSECOND).replace(tzinfo=None).isoformat() + "Z"


_CLOCK_LENGTH = re.compile(r"PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,12})(?:[.]([0-9]{1,6}))?S)?")


def parse_instant_length(text: object) -> int:
    """The microseconds of an ISO 8601 length in hours, minutes and seconds (``PT6H``, ``PT1M30.5S``).

    Raises:
        SpanError: ``span-duration`` for anything else, and for a length of zero.
    """
    match = _CLOCK_LENGTH.fullmatch(text) if isinstance(text, str) and len(text) <= MAX_ZONE_LENGTH else None
    if match is None or not any(match.groups()):
        raise SpanError.of(
            "span-duration", f"{quote_value(text)} is not a length: write PT6H, PT30M or PT1H30M"
        )
    hours, minutes, seconds, fraction = match.groups()
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    microseconds = whole * 1_000_000 + int((fraction or "").ljust(6, "0"))
    if microseconds == 0:
        raise SpanError.of(
            "span-duration", f"{text} is zero: the shortest length is a microsecond, PT0.000001S"
        )
    return microseconds


def format_instant_length(microseconds: int) -> str:
    """The ISO 8601 text of a length of at least a microsecond: the inverse of :func:`parse_instant_length`."""
    seconds, fraction = divmod(microseconds, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction:
        text += f"{seconds}" + (f".{fraction:06d}".rstrip("0") if fraction else "") + "S"
    return text
