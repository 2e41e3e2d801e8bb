"""The entries of a calendar: the record that each describes, or why it describes none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from korea_events.codecs.ical.lines import EntryLines, Property
from korea_events.codecs.ical.properties import (
    FOOTING_PROPERTY,
    MARK_PROPERTY,
    SHOWN_PROPERTY,
    SPAN_PROPERTY,
    STATUS_PROPERTY,
    TYPE_PROPERTY,
    UID_FIELD,
    UID_SUFFIX,
    derive_id_from_uid,
    format_entry_dates,
)
from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.paths import extend_path, format_path, quote_text
from korea_events.codecs.json_text.strict import parse_json
from korea_events.codecs.structuring import Reader
from korea_events.errors import Problem, SpanError
from korea_events.model import COLLECTIONS, Record
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal.engine import DEFAULT_ZONE, check_zone

_EVENT_TYPES: Final = {COLLECTIONS[name].type_tag: COLLECTIONS[name] for name in EVENT_COLLECTIONS}
_DATE_PROPERTIES: Final = ("DTSTART", "DTEND", "DURATION")
_SINGLE_PROPERTIES: Final = (
    "UID", "SUMMARY", *_DATE_PROPERTIES,
    TYPE_PROPERTY, SPAN_PROPERTY, SHOWN_PROPERTY, MARK_PROPERTY, STATUS_PROPERTY, FOOTING_PROPERTY,
)  # fmt: skip
"""The properties that an entry has at most once."""
_LONGEST_DATE: Final = 1_000
_VENDOR_ZONE: Final = re.compile(r"(;TZID=\"?)(/[^\":;]*)", re.IGNORECASE)
"""A zone that its vendor made unique with a prefix: ``/mozilla.org/20050126_1/Asia/Seoul``."""
_NO_ZONE: Final = re.compile(r"Factory|localtime|posixrules|(posix|right)/.*")
"""Names in the tz database that are not a zone of a place: settings of a computer, clocks with leap seconds."""
_RECURRING: Final = ("RRULE", "RDATE", "RECURRENCE-ID")
READ_PROPERTIES: Final = frozenset({*_SINGLE_PROPERTIES, *_RECURRING, "STATUS"})


class _EntryError(Exception):
    """An entry that cannot be read: the property, the code and the reason."""

    def __init__(self, name: str, code: str, message: str) -> None:
        super().__init__(name, code, message)
        self.problem = Problem(extend_path("$", name), code, message)


class EntryReader:
    """One reading of a calendar: entries to records."""

    def __init__(self, icalendar: Any, zone: str, held: bool, limits: Limits) -> None:
        self.icalendar = icalendar
        self.zone = zone
        self.held = held
        self.reader = Reader(limits)
        self.limits = limits
        self.first: dict[str, int] = {}

    def read_entry(self, entry: EntryLines) -> Record | None:
        """The record that an entry describes; None, with every problem reported, if it describes none."""
        where = (entry.position, ("events", ()))
        path = format_path(where)
        if entry.stray is not None:
            message = f"A LINE cannot be read: {quote_text(entry.stray, 120)}"
            self.reader.problems.append(Problem(extend_path(path, "A LINE"), "ical-property", message))
            return None
        try:
            kind, value = self.build_value(entry.properties)
        except _EntryError as bad:
            self.reader.problems.append(bad.problem.under(path))
            return None
        record = self.reader.structure(kind, value, where)
        if record is None:
            return None
        if record.id in self.first:
            message = f"{record.id!r} is already the identifier of entry {self.first[record.id]}"
            self.reader.problems.append(Problem(f"{path}.UID", "id-duplicate", message))
            return None
        self.first[record.id] = entry.position
        return record

    def build_value(self, entry: Mapping[str, Property]) -> tuple[type[Record], dict[str, Any]]:
        """The plain value of an entry.

        Raises:
            _EntryError: for the first property that prevents one.
        """
        for name in _RECURRING:
            if name in entry:
                raise _EntryError(
                    name, "ical-recurring", "it recurs, and each time would be an event of its own"
                )
        for name in _SINGLE_PROPERTIES:
            if name in entry and entry[name].times > 1:
                raise _EntryError(name, "ical-duplicate", f"the entry has {name} {entry[name].times} times")
        properties: dict[str, Any] = {
            name: entry[name].text
            for name in _SINGLE_PROPERTIES
            if name in entry and name not in _DATE_PROPERTIES
        }
        properties |= self.read_dates(entry)
        kind = _EVENT_TYPES.get(str(properties.get(TYPE_PROPERTY, "exercise")))
        if kind is None:
            raise _EntryError(
                TYPE_PROPERTY,
                "ical-own",
                f"{quote_text(str(properties[TYPE_PROPERTY]))} is not an event type",
            )
        value: dict[str, Any] = {**_read_identity(properties.get("UID")), "name": _read_title(properties)}
        start, end = self.read_ends(properties)
        span = self.read_span(properties, start, end)
        status = str(properties[STATUS_PROPERTY]) if STATUS_PROPERTY in properties else None
        if (
            status is None
            and TYPE_PROPERTY not in properties
            and "STATUS" in entry
            and entry["STATUS"].text.strip().upper() == "CANCELLED"
        ):
            status = "cancelled"
        if status is not None:
            value["status"] = status
        held = (
            properties[FOOTING_PROPERTY] in ("held", "begun")
            if FOOTING_PROPERTY in properties
            else self.held and status != "cancelled"
        )
        if isinstance(span, list):
            value["occurrences"] = span
        elif held:
            value["span"] = span
        else:
            value["plans"] = [{"span": span}]
        return kind, value

    def read_dates(self, entry: Mapping[str, Property]) -> Mapping[str, Any]:
        """The days, times and lengths of an entry, as icalendar reads them."""
        lines = {name: entry[name].line for name in _DATE_PROPERTIES if name in entry}
        for name, line in lines.items():
            if len(line) > _LONGEST_DATE:
                raise _EntryError(
                    name, "ical-property", f"{name} cannot be read: it has {len(line):,} characters"
                )
        text = "\r\n".join(["BEGIN:VEVENT", *map(_shorten_zone, lines.values()), "END:VEVENT", ""])
        try:
            # Bytes, because icalendar opens a file whose name is a text without line breaks.
            dates = self.icalendar.Event.from_ical(text.encode("utf-8"))
        except Exception as error:  # noqa: BLE001  # icalendar raises errors of many kinds
            # It looks for files of time zones, whose paths must not reach a message.
            reason = error.strerror if isinstance(error, OSError) else str(error)
            message = f"the dates cannot be read: {quote_text(str(reason), 120)}"
            raise _EntryError("DTSTART", "ical-property", message) from None
        for name, message in dates.errors:
            what = (name or "DTSTART").upper()
            raise _EntryError(what, "ical-property", f"{what} cannot be read: {quote_text(message, 120)}")
        return {name: dates[name] for name in lines if name in dates}

    def read_ends(self, properties: Mapping[str, Any]) -> tuple[dt.date, dt.date | None]:
        """The start and the end of an entry; None for an end that it does not give.

        Raises:
            _EntryError: if it has no start, or the two contradict each other.
        """
        if "DTSTART" not in properties:
            raise _EntryError("DTSTART", "ical-date", "the entry has no start")
        start = _read_moment(properties["DTSTART"], "DTSTART")
        if "DTEND" in properties and "DURATION" in properties:
            raise _EntryError("DURATION", "ical-duplicate", "the entry has both an end and a duration")
        end: dt.date | None = None
        if "DTEND" in properties:
            end = _read_moment(properties["DTEND"], "DTEND")
        elif "DURATION" in properties:
            length = getattr(properties["DURATION"], "dt", None)
            if not isinstance(length, dt.timedelta):
                raise _EntryError("DURATION", "ical-property", "this is not a duration")
            if not isinstance(start, dt.datetime) and length % dt.timedelta(days=1):
                raise _EntryError("DURATION", "ical-date", "an all-day entry must last whole days")
            try:
                end = start + length
            except OverflowError:
                raise _EntryError("DURATION", "ical-date", "the entry ends after the year 9999") from None
        elif not isinstance(start, dt.datetime):
            end = _get_next_day(start)
        if end is not None:
            self.check_order(start, end)
        return start, end

    def check_order(self, start: dt.date, end: dt.date) -> None:
        """Refuse an end that is not of the same kind as its start, or not after it."""
        alike = isinstance(start, dt.datetime) == isinstance(end, dt.datetime)
        if alike and isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
            alike = (start.tzinfo is None) == (end.tzinfo is None)
        if not alike:
            raise _EntryError(
                "DTEND", "ical-date", "start and end must both be days, both times, or both times with a zone"
            )
        if end <= start:
            raise _EntryError(
                "DTEND",
                "ical-reversed",
                f"the end {end.isoformat()} is not after the start {start.isoformat()}",
            )

    def read_span(self, properties: Mapping[str, Any], start: dt.date, end: dt.date | None) -> Any:
        """The span of an entry: the one this library wrote, provided the entry was not moved since."""
        if SPAN_PROPERTY in properties:
            if end is None or str(properties.get(SHOWN_PROPERTY)) != format_entry_dates(
                _convert_to_utc(start), _convert_to_utc(end)
            ):
                message = (
                    "the entry was moved after this library wrote it: correct the dates in the dossier, "
                    f"or remove {SPAN_PROPERTY}"
                )
                raise _EntryError("DTSTART", "ical-moved", message)
            reading = parse_json(str(properties[SPAN_PROPERTY]), self.limits)
            if reading.problems:
                raise _EntryError(SPAN_PROPERTY, "ical-own", "this library did not write this value")
            return reading.value
        zone = {} if self.zone == DEFAULT_ZONE else {"zone": self.zone}
        if not isinstance(start, dt.datetime):
            assert end is not None
            last = dt.date.fromordinal(end.toordinal() - 1)
            days = {start.isoformat(): None, last.isoformat(): None}
            return {"edtf": "/".join(days), **zone}
        moments = [_format_moment(moment) for moment in (start, end) if isinstance(moment, dt.datetime)]
        return {"edtf": "/".join(moments), **zone}


def _shorten_zone(line: str) -> str:
    """The line of a date without the prefix of a vendor in the name of its zone."""

    def find_zone(match: re.Match[str]) -> str:
        steps = match[2].split("/")
        names = ("/".join(steps[start:]) for start in range(1, len(steps)))
        return match[1] + next((name for name in names if _is_known_zone(name)), match[2])

    return _VENDOR_ZONE.sub(find_zone, line, count=1)


def _is_known_zone(name: str) -> bool:
    try:
        check_zone(name)
    except SpanError:
        return False
    return True


def _read_identity(uid: object) -> dict[str, Any]:
    """The identifier of an entry: its own, or one that depends on its UID alone."""
    text = "" if uid is None else str(uid)
    if not text.strip():
        raise _EntryError("UID", "ical-uid", "the entry has no UID, which would identify it")
    if text.endswith(UID_SUFFIX):
        return {"id": text.removesuffix(UID_SUFFIX)}
    return {"id": derive_id_from_uid(text), UID_FIELD: text}


def _read_title(properties: Mapping[str, Any]) -> str:
    name = str(properties.get("SUMMARY", ""))
    if not name.strip():
        raise _EntryError("SUMMARY", "ical-name", "the entry has no title")
    mark = f" {properties[MARK_PROPERTY]}" if MARK_PROPERTY in properties else ""
    return name.removesuffix(mark)


def _read_moment(value: Any, name: str) -> dt.date:
    """The day or time of a property.

    Raises:
        _EntryError: ``ical-zone`` for an unknown zone, which icalendar would drop: the time would mean another one.
    """
    found = getattr(value, "dt", None)
    if not isinstance(found, dt.date):
        raise _EntryError(name, "ical-property", "this is neither a day nor a time")
    if isinstance(found, dt.datetime):
        zone = value.params.get("TZID")
        known = getattr(found.tzinfo, "key", None) or getattr(found.tzinfo, "zone", None)
        if zone is not None and (known is None or _NO_ZONE.fullmatch(known)):
            raise _EntryError(
                name, "ical-zone", f"{quote_text(str(zone))} is not a time zone of the tz database"
            )
        return found if found.tzinfo is None else _convert_to_utc(found)
    return found


def _convert_to_utc(moment: dt.date) -> dt.date:
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        try:
            return moment.astimezone(dt.UTC)
        except OverflowError:
            raise _EntryError("DTSTART", "ical-date", "the time is outside the years 0001 to 9999") from None
    return moment


def _format_moment(moment: dt.datetime) -> str:
    """A time as EDTF: with Z in UTC, without a suffix in the zone of the reader."""
    text = moment.replace(tzinfo=None).isoformat()
    return text if moment.tzinfo is None else text + "Z"


def _get_next_day(day: dt.date) -> dt.date:
    try:
        return day + dt.timedelta(days=1)
    except OverflowError:
        raise _EntryError("DTSTART", "ical-date", "this is the last day that can be written") from None
