"""The dates of a calendar entry, checked in the text itself: icalendar settles contradictions without a word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from attrs import define, field

from korea_events.codecs.ical.lines import Property
from korea_events.codecs.json_text.paths import extend_path
from korea_events.errors import Problem
from korea_events.temporal.engine import DEFAULT_ZONE, is_zone, quote_value

DATE_PROPERTIES: Final = ("DTSTART", "DTEND", "DURATION")
_LONGEST_DATE: Final = 1_000
_LONGEST_ZONE: Final = 20_000
_VENDOR_ZONE: Final = re.compile(r"(;TZID=\"?)(/[^\":;]*)", re.IGNORECASE)
"""A zone that its vendor made unique with a prefix: ``/mozilla.org/20050126_1/Asia/Seoul``."""
_NO_ZONE: Final = re.compile(r"Factory|localtime|posixrules|(posix|right)/.*")
"""Names in the tz database that are not a zone of a place: settings of a computer, clocks with leap seconds."""
_SLOW_RULE: Final = re.compile(r"^(RRULE(?!.*FREQ=YEARLY)|RDATE)", re.MULTILINE | re.IGNORECASE)
"""What in the definition of a zone could make its clock change without end."""
_DAY: Final = re.compile(r"\d{8}", re.ASCII)
_NOMINAL: Final = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?", re.IGNORECASE)


class EntryError(Exception):
    """An entry that cannot be read: the property, the code and the reason."""

    def __init__(self, name: str, code: str, message: str) -> None:
        super().__init__(name, code, message)
        self.problem = Problem(extend_path("$", name), code, message)


class EntryDates(NamedTuple):
    """The start and the end of an entry, as local times where it names a zone; the end is exclusive."""

    start: dt.date
    end: dt.date | None
    zone: str | None = None
    """The zone that a property of days names."""

    def move_to(self, start: dt.date) -> EntryDates:
        """The same entry at another start: days last as many days, times as long as before.

        Raises:
            EntryError: ``ical-date`` if it would end after the year 9999.
        """
        if self.end is None:
            return self._replace(start=start)
        try:
            length = convert_to_utc(self.end) - convert_to_utc(self.start)
            return self._replace(start=start, end=_add_exactly(start, length))
        except OverflowError:
            raise EntryError("RRULE", "ical-date", "the entry ends after the year 9999") from None


@define(eq=False)
class DateReader:
    """Reads the dates of the entries of one calendar."""

    icalendar: Any
    zone: str | None
    """The zone of what has none, if the caller chose one."""
    definitions: Mapping[str, str]
    calendar_zone: str | None = None
    """The zone of what has none, as the calendar says (``X-WR-TIMEZONE``)."""
    assumed: bool = False
    """Whether a zone was needed and none was named."""
    defined: dict[str, dt.tzinfo | None] = field(factory=dict[str, dt.tzinfo | None])

    @property
    def floating_zone(self) -> str:
        """The zone of days and times without one.

        Raises:
            EntryError: ``ical-zone`` if the calendar names one that is unknown.
        """
        zone = self.zone or self.calendar_zone
        if zone is None:
            self.assumed = True
            return DEFAULT_ZONE
        if not is_zone(zone):
            message = f"the calendar's zone {quote_value(zone)} is not in the tz database: give a zone"
            raise EntryError("DTSTART", "ical-zone", message)
        return zone

    def read(self, entry: Mapping[str, Property]) -> EntryDates:
        """The dates of an entry.

        Raises:
            EntryError: for the first property that prevents them, or contradicts another.
        """
        values = self.parse({name: entry[name] for name in DATE_PROPERTIES if name in entry})
        if "DTSTART" not in values:
            raise EntryError("DTSTART", "ical-date", "the entry has no start")
        start, zone = self.read_moment(values["DTSTART"], entry["DTSTART"], "DTSTART")
        if "DTEND" in values and "DURATION" in values:
            raise EntryError("DURATION", "ical-duplicate", "the entry has both an end and a duration")
        end: dt.date | None = None
        if "DTEND" in values:
            end, end_zone = self.read_moment(values["DTEND"], entry["DTEND"], "DTEND")
            if end_zone != zone:
                raise EntryError("DTEND", "ical-zone", "start and end are days of different zones")
        elif "DURATION" in values:
            end = self.add_duration(start, values["DURATION"], entry["DURATION"].value.strip())
        elif not isinstance(start, dt.datetime):
            try:
                end = start + dt.timedelta(days=1)
            except OverflowError:
                raise EntryError("DTSTART", "ical-date", "this is the last day that can be written") from None
        if end is not None:
            _check_order(start, end)
        return EntryDates(start, end, zone)

    def parse(self, properties: Mapping[str, Property]) -> Mapping[str, Any]:
        """Days, times and lengths, as icalendar reads them."""
        for name, each in properties.items():
            if len(each.line) > _LONGEST_DATE:
                message = f"{name} cannot be read: it has {len(each.line):,} characters"
                raise EntryError(name, "ical-property", message)
        lines = [_shorten_zone(each.line) for each in properties.values()]
        text = "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])
        try:
            # Bytes, because icalendar opens a file whose name is a text without line breaks.
            dates = self.icalendar.Event.from_ical(text.encode("utf-8"))
        except Exception as error:  # noqa: BLE001  # icalendar raises errors of many kinds
            # It looks for files of time zones, whose paths must not reach a message.
            reason = error.strerror if isinstance(error, OSError) else str(error)
            message = f"the dates cannot be read: {quote_value(str(reason), 120)}"
            raise EntryError("DTSTART", "ical-property", message) from None
        for name, message in dates.errors:
            what = (name or "DTSTART").upper()
            raise EntryError(what, "ical-property", f"{what} cannot be read: {quote_value(message, 120)}")
        return {name: dates[name] for name in properties if name in dates}

    def read_moment(self, value: Any, written: Property, name: str) -> tuple[dt.date, str | None]:
        """The day or time of a property, and the zone of a day that names one.

        Raises:
            EntryError: ``ical-zone`` for a zone that is unknown or contradicts the time: icalendar would drop it,
                and the time would mean another one.
        """
        found = getattr(value, "dt", None)
        if not isinstance(found, dt.date):
            raise EntryError(name, "ical-property", "this is neither a day nor a time")
        named = written.parameters.get("TZID")
        if named is None:
            return found, None
        if not isinstance(found, dt.datetime) or _DAY.fullmatch(written.value.strip()):
            # icalendar makes a midnight of a day with a zone.
            zone = written._replace(line=_shorten_zone(written.line)).parameters["TZID"]
            if not is_zone(zone):
                raise _refuse_zone(name, named)
            return (found.date() if isinstance(found, dt.datetime) else found), zone
        if written.value.strip().upper().endswith("Z"):
            message = f"the time is in UTC (Z) and in {quote_value(named)}: leave out one of them"
            raise EntryError(name, "ical-zone", message)
        known = getattr(found.tzinfo, "key", None) or getattr(found.tzinfo, "zone", None)
        defined = self.find_definition(named)
        if known is None or _NO_ZONE.fullmatch(known):
            if defined is None:
                raise _refuse_zone(name, named)
            return found.replace(tzinfo=defined), None
        if defined is not None:
            own, usual = found.replace(tzinfo=defined).utcoffset(), found.utcoffset()
            if own != usual:
                here = f"the calendar defines {quote_value(named)} as UTC{_format_offset(own)} at that time"
                there = f"the tz database as UTC{_format_offset(usual)}"
                raise EntryError(name, "ical-zone", f"{here}, {there}")
        return found, None

    def find_definition(self, name: str) -> dt.tzinfo | None:
        """The zone of that name as the calendar defines it; None if it does not, or without an end."""
        if name in self.definitions and name not in self.defined:
            text = self.definitions[name]
            bounded = len(text) <= _LONGEST_ZONE and not _SLOW_RULE.search(text)
            self.defined[name] = self.build_zone(text) if bounded else None
        return self.defined.get(name)

    def build_zone(self, text: str) -> dt.tzinfo | None:
        """The zone that a definition defines; None if it defines none."""
        try:
            zone: dt.tzinfo = self.icalendar.Timezone.from_ical(text.encode("utf-8")).to_tz(lookup_tzid=False)
            return None if dt.datetime(2024, 1, 1, tzinfo=zone).utcoffset() is None else zone
        except Exception:  # noqa: BLE001  # icalendar raises errors of many kinds
            return None

    def add_duration(self, start: dt.date, value: Any, written: str) -> dt.date:
        """The end of an entry that gives its length: days and weeks are those of the clock, the rest is exact.

        Raises:
            EntryError: ``ical-property``, ``ical-date``.
        """
        length = getattr(value, "dt", None)
        if not isinstance(length, dt.timedelta):
            raise EntryError("DURATION", "ical-property", "this is not a duration")
        if not isinstance(start, dt.datetime) and length % dt.timedelta(days=1):
            raise EntryError("DURATION", "ical-date", "an all-day entry must last whole days")
        match = _NOMINAL.match(written)
        weeks, days = (0, 0) if match is None else (int(match[1] or 0), int(match[2] or 0))
        try:
            nominal = dt.timedelta(weeks=weeks, days=days)
            later = start + nominal
            exact = length - nominal
            if not isinstance(later, dt.datetime) or not exact:
                return later + exact
            if later.tzinfo is not None:
                return _add_exactly(later, exact)
            zone = self.icalendar.timezone.tzp.timezone(self.floating_zone)
            end = _add_exactly(later.replace(tzinfo=zone), exact)
            return end.replace(tzinfo=None) if isinstance(end, dt.datetime) else end
        except OverflowError:
            raise EntryError("DURATION", "ical-date", "the entry ends after the year 9999") from None

    def write_span(self, dates: EntryDates) -> dict[str, Any]:
        """The plain value of the span of an entry."""
        if isinstance(dates.start, dt.datetime):
            moments = [convert_to_utc(each) for each in (dates.start, dates.end) if each is not None]
            zone = self.floating_zone
            texts = [_format_moment(each) for each in moments if isinstance(each, dt.datetime)]
        else:
            assert dates.end is not None
            last = dt.date.fromordinal(dates.end.toordinal() - 1)
            zone = dates.zone or self.floating_zone
            texts = list(dict.fromkeys((dates.start.isoformat(), last.isoformat())))
        return {"edtf": "/".join(texts), **({} if zone == DEFAULT_ZONE else {"zone": zone})}


def convert_to_utc(moment: dt.date) -> dt.date:
    """A time with a zone in UTC; days and times without one as they are.

    Raises:
        EntryError: ``ical-date`` outside the years 0001 to 9999.
    """
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        try:
            return moment.astimezone(dt.UTC)
        except OverflowError:
            raise EntryError("DTSTART", "ical-date", "the time is outside the years 0001 to 9999") from None
    return moment


def _add_exactly(start: dt.date, length: dt.timedelta) -> dt.date:
    """A moment so much later, whatever the clock did in between."""
    if isinstance(start, dt.datetime) and start.tzinfo is not None:
        return (start.astimezone(dt.UTC) + length).astimezone(start.tzinfo)
    return start + length


def _check_order(start: dt.date, end: dt.date) -> None:
    """Refuse an end that is not of the same kind as its start, or not after it."""
    alike = isinstance(start, dt.datetime) == isinstance(end, dt.datetime)
    if alike and isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        alike = (start.tzinfo is None) == (end.tzinfo is None)
    if not alike:
        message = "start and end must both be days, both times, or both times with a zone"
        raise EntryError("DTEND", "ical-date", message)
    first, past = convert_to_utc(start), convert_to_utc(end)
    if past <= first:
        message = f"the end {past.isoformat()} is not after the start {first.isoformat()}"
        raise EntryError("DTEND", "ical-reversed", message)


def _shorten_zone(line: str) -> str:
    """The line of a date without the prefix of a vendor in the name of its zone."""

    def find_zone(match: re.Match[str]) -> str:
        steps = match[2].split("/")
        names = ("/".join(steps[start:]) for start in range(1, len(steps)))
        return match[1] + next((name for name in names if is_zone(name)), match[2])

    return _VENDOR_ZONE.sub(find_zone, line, count=1)


def _refuse_zone(name: str, zone: str) -> EntryError:
    return EntryError(name, "ical-zone", f"{quote_value(zone)} is not a time zone of the tz database")


def _format_offset(offset: dt.timedelta | None) -> str:
    minutes = 0 if offset is None else int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _format_moment(moment: dt.datetime) -> str:
    """A time as EDTF: with Z in UTC, without a suffix in the zone of the reader."""
    text = moment.replace(tzinfo=None).isoformat()
    return text if moment.tzinfo is None else text + "Z"
