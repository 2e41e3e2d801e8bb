"""The entries of a calendar: the records that each describes, or why it describes none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import define, field

from korea_events.codecs.codec import ZONE_ASSUMED, ImportSummary, Loss
from korea_events.codecs.ical.dates import DATE_PROPERTIES, DateReader, EntryDates, EntryError, convert_to_utc
from korea_events.codecs.ical.lines import Component, Property
from korea_events.codecs.ical.properties import (
    DERIVED_PROPERTIES,
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
from korea_events.codecs.ical.recurrence import parse_rule
from korea_events.codecs.json_text.paths import extend_path, format_path
from korea_events.codecs.json_text.strict import parse_json
from korea_events.codecs.structuring import Reader
from korea_events.errors import Problem
from korea_events.model import COLLECTIONS, Record
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal.engine import quote_value

_EVENT_TYPES: Final = {COLLECTIONS[name].type_tag: COLLECTIONS[name] for name in EVENT_COLLECTIONS}
_TEXT_PROPERTIES: Final = (
    "UID", "SUMMARY", TYPE_PROPERTY, SPAN_PROPERTY, SHOWN_PROPERTY, MARK_PROPERTY, STATUS_PROPERTY, FOOTING_PROPERTY,
)  # fmt: skip
_SINGLE_PROPERTIES: Final = (*_TEXT_PROPERTIES, *DATE_PROPERTIES, "RECURRENCE-ID", "RRULE")
"""The properties that an entry has at most once."""
_VERSION_PROPERTIES: Final = ("SEQUENCE", "LAST-MODIFIED", "DTSTAMP")
"""What tells the newer of two entries with one UID, the strongest first."""
READ_PROPERTIES: Final = frozenset({*_SINGLE_PROPERTIES, "X-WR-TIMEZONE"})
_CALENDAR_PROPERTIES: Final = frozenset({"VERSION", "PRODID", "CALSCALE"})
"""The properties of a calendar that say nothing about events."""
_MOST_DAYS: Final = 200_000
"""How many days are tried for all entries of a calendar that recur."""


class _Found(NamedTuple):
    """A record with the position of its entry, the version of the entry, and whether it replaces a time of a series."""

    record: Record
    position: int
    version: tuple[int, str, str]
    replaces: bool


@define(eq=False)
class EntryReader:
    """One reading of a calendar: components to records."""

    dates: DateReader
    held: bool
    recurring: tuple[dt.date, dt.date] | None
    reader: Reader
    losses: list[Loss] = field(factory=list[Loss])
    found: dict[str, _Found] = field(factory=dict[str, _Found])
    tried: int = 0
    entries: int = 0
    older: int = 0

    def read_component(self, component: Component) -> None:
        """Read an entry, or list what is not one."""
        if component.name == "VEVENT":
            self.read_entry(component)
        elif component.name == "VCALENDAR":
            zone = component.properties.get("X-WR-TIMEZONE")
            self.dates.calendar_zone = None if zone is None else zone.value.strip()
            for each in component.unread:
                if each.name not in _CALENDAR_PROPERTIES:
                    message = f"{quote_value(each.value, 120)} belongs to the whole calendar"
                    self.losses.append(Loss(extend_path("$", each.name), message))
        else:
            title = component.properties.get("SUMMARY")
            what = "" if title is None else f"{quote_value(title.value, 120)}: "
            path = f"$.{component.name.lower()}[{component.position}]"
            self.losses.append(Loss(path, f"{what}a {component.name} is not an event"))

    def read_entry(self, entry: Component) -> None:
        """Keep the records that an entry describes, or report every problem."""
        self.entries += 1
        where = (entry.position, ("events", ()))
        path = format_path(where)
        if entry.stray is not None:
            message = f"A LINE cannot be read: {quote_value(entry.stray, 120)}"
            self.reader.problems.append(Problem(extend_path(path, "A LINE"), "ical-property", message))
            return
        try:
            values = list(self.build_values(entry))
            version = _read_version(entry)
        except EntryError as bad:
            self.reader.problems.append(bad.problem.under(path))
            return
        for part in entry.parts:
            self.losses.append(Loss(extend_path(path, part), "a part of an entry is not read"))
        for kind, value in values:
            record = self.reader.structure(kind, value, where)
            if record is not None:
                self.add(_Found(record, entry.position, version, "RECURRENCE-ID" in entry.properties), path)

    def summarize(self) -> ImportSummary:
        """What became of the entries, and what was assumed."""
        return ImportSummary(
            rows=self.entries,
            records=len(self.found),
            rejected=self.entries - self.older - len({each.position for each in self.found.values()}),
            left_out=self.older,
            assumed=(ZONE_ASSUMED,) if self.dates.assumed else (),
            noun=("entry", "entries"),
        )

    def add(self, new: _Found, path: str) -> None:
        """Keep the newer one of two entries with one identifier; two of the same age are a problem."""
        name = new.record.id
        old = self.found.get(name)
        if old is None or (new.replaces, new.version) > (old.replaces, old.version):
            self.found[name] = new
        if old is None or old.replaces != new.replaces:
            return
        if old.version == new.version:
            message = f"{name!r} is already the identifier of entry {old.position}"
            self.reader.problems.append(Problem(f"{path}.UID", "id-duplicate", message))
            return
        self.older += 1
        older, newer = sorted((old, new), key=lambda each: each.version)
        where = format_path((older.position, ("events", ())))
        self.losses.append(Loss(where, f"entry {newer.position} is a newer version of it"))

    def build_values(self, entry: Component) -> Iterator[tuple[type[Record], dict[str, Any]]]:
        """The plain value of an entry, or of each of its times.

        Raises:
            EntryError: for the first property that prevents one.
        """
        properties = entry.properties
        for name in _SINGLE_PROPERTIES:
            if name in properties and properties[name].times > 1:
                message = f"the entry has {name} {properties[name].times} times"
                raise EntryError(name, "ical-duplicate", message)
        repeats = "RRULE" in properties or any(each.name == "RDATE" for each in entry.unread)
        if self.recurring is None and (repeats or "RECURRENCE-ID" in properties):
            name = next((name for name in ("RRULE", "RECURRENCE-ID") if name in properties), "RDATE")
            advice = "each time would be an event of its own: say within which days (recurring)"
            raise EntryError(name, "ical-recurring", f"it recurs, and {advice}")
        texts = {name: _read_text(properties[name]) for name in _TEXT_PROPERTIES if name in properties}
        if TYPE_PROPERTY in texts and texts[TYPE_PROPERTY] not in _EVENT_TYPES:
            message = f"{quote_value(texts[TYPE_PROPERTY])} is not an event type"
            raise EntryError(TYPE_PROPERTY, "ical-own", message)
        kind = _EVENT_TYPES[texts.get(TYPE_PROPERTY, "exercise")]
        value = {**_read_identity(texts.get("UID")), "name": _read_title(texts)}
        own = UID_FIELD not in value or TYPE_PROPERTY in texts
        if own and SPAN_PROPERTY not in texts:
            path = format_path((entry.position, ("events", ())))
            reason = "another program has removed the exact dates of this library: the days shown are read as a plan"
            self.losses.append(Loss(extend_path(path, SPAN_PROPERTY), reason))
        cancelled = any(
            each.name == "STATUS" and each.value.strip().upper() == "CANCELLED" for each in entry.unread
        )
        value |= _keep_unread(entry.unread, own, cancelled)
        status = texts.get(STATUS_PROPERTY)
        if status is None and TYPE_PROPERTY not in texts and cancelled:
            status = "cancelled"
        if status is not None:
            value["status"] = status
        if FOOTING_PROPERTY in texts:
            held = texts[FOOTING_PROPERTY] in ("held", "begun")
        else:
            held = self.held and status != "cancelled"
        dates = self.dates.read(properties)
        if "RECURRENCE-ID" in properties:
            moment = self.read_moments(properties["RECURRENCE-ID"])[0]
            value["id"] += _write_suffix(moment)
            yield kind, value | self.place(dates, texts, held)
        elif repeats:
            for moment in self.list_starts(entry, dates):
                again = value | {"id": value["id"] + _write_suffix(moment)}
                yield kind, again | self.place(dates.move_to(moment), texts, held)
        else:
            yield kind, value | self.place(dates, texts, held)

    def place(self, dates: EntryDates, texts: Mapping[str, str], held: bool) -> dict[str, Any]:
        """The field with the dates: what took place, or a plan."""
        span = self.read_span(texts, dates)
        if isinstance(span, list):
            return {"occurrences": span}
        return {"span": span} if held else {"plans": [{"span": span}]}

    def read_span(self, texts: Mapping[str, str], dates: EntryDates) -> Any:
        """The span of an entry: the one this library wrote, provided the entry was not moved since."""
        if SPAN_PROPERTY not in texts:
            return self.dates.write_span(dates)
        start, end = dates.start, dates.end
        if end is None or texts.get(SHOWN_PROPERTY) != format_entry_dates(
            convert_to_utc(start), convert_to_utc(end)
        ):
            message = (
                "the entry was moved after this library wrote it: correct the dates in the dossier, "
                f"or remove {SPAN_PROPERTY}"
            )
            raise EntryError("DTSTART", "ical-moved", message)
        reading = parse_json(texts[SPAN_PROPERTY], self.reader.limits)
        if reading.problems:
            raise EntryError(SPAN_PROPERTY, "ical-own", "this library did not write this value")
        return reading.value

    def read_moments(self, written: Property) -> list[dt.date]:
        """The days or times of a property that may list several."""
        head = written.line[len(written.name) : written.value_start]
        moments: list[dt.date] = []
        for value in written.value.split(","):
            line = f"DTSTART{head}{value}"
            each = Property(line, len("DTSTART") + len(head), 1)
            parsed = self.dates.parse({"DTSTART": each})
            moments.append(self.dates.read_moment(parsed.get("DTSTART"), each, written.name)[0])
        return moments

    def list_starts(self, entry: Component, dates: EntryDates) -> list[dt.date]:
        """Every start of an entry that recurs, within the days asked for."""
        assert self.recurring is not None
        first, last = self.recurring
        start = dates.start
        day, time = (start.date(), start.timetz()) if isinstance(start, dt.datetime) else (start, None)
        starts = {start}
        if "RRULE" in entry.properties:
            try:
                rule = parse_rule(entry.properties["RRULE"].value)
            except ValueError as error:
                raise EntryError("RRULE", "ical-recurring", f"the rule cannot be read: {error}") from None
            for each in rule.list_days(day, first, last, self.spend):
                moment = each if time is None else dt.datetime.combine(each, time)
                if rule.until is not None and _is_later(moment, rule.until):
                    break
                starts.add(moment)
        for name, change in (("RDATE", starts.update), ("EXDATE", starts.difference_update)):
            for written in entry.unread:
                if written.name == name:
                    change(self.read_moments(written))
        days = {each: each.date() if isinstance(each, dt.datetime) else each for each in starts}
        within = [each for each, day in days.items() if first <= day <= last]
        return sorted(within, key=lambda each: each.isoformat())

    def spend(self) -> None:
        """Count a day that is tried.

        Raises:
            EntryError: ``ical-recurring`` once they are too many.
        """
        self.tried += 1
        if self.tried > _MOST_DAYS:
            message = f"more than {_MOST_DAYS:,} days would have to be tried: choose fewer days"
            raise EntryError("RRULE", "ical-recurring", message)


def _is_later(moment: dt.date, until: dt.date) -> bool:
    """Whether a time of a series is after its end; an end that is a day includes that day."""
    if not isinstance(until, dt.datetime) or not isinstance(moment, dt.datetime):
        return moment.isoformat()[:10] > until.isoformat()[:10]
    if (moment.tzinfo is None) != (until.tzinfo is None):
        return moment.replace(tzinfo=None) > until.replace(tzinfo=None)
    return moment > until


def _write_suffix(moment: dt.date) -> str:
    """What tells one time of a series from the others, in an identifier."""
    moment = convert_to_utc(moment)
    return f"-{moment:%Y%m%dt%H%M%S}" if isinstance(moment, dt.datetime) else f"-{moment:%Y%m%d}"


def _read_version(entry: Component) -> tuple[int, str, str]:
    texts = {each.name: each.value.strip() for each in entry.unread if each.name in _VERSION_PROPERTIES}
    sequence = texts.get("SEQUENCE", "")
    number = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0
    return number, texts.get("LAST-MODIFIED", ""), texts.get("DTSTAMP", "")


def _read_text(written: Property) -> str:
    try:
        return written.text
    except ValueError as error:
        raise EntryError(written.name, "ical-property", f"{written.name} cannot be read: {error}") from None


def _keep_unread(unread: Sequence[Property], own: bool, cancelled: bool) -> dict[str, Any]:
    """Unknown fields for the properties that are not read, other than those that this library derives."""
    kept: dict[str, list[Any]] = {}
    for each in unread:
        derived = (own and each.name in DERIVED_PROPERTIES) or (cancelled and each.name == "STATUS")
        if derived or each.name in ("RDATE", "EXDATE"):
            continue
        head = each.line[len(each.name) + 1 : each.value_start - 1]
        value = _read_text(each)
        content = {"parameters": head, "value": value} if head else value
        kept.setdefault(f"ical_{each.name.lower()}", []).append(content)
    return {name: values[0] if len(values) == 1 else values for name, values in kept.items()}


def _read_identity(uid: str | None) -> dict[str, Any]:
    """The identifier of an entry: its own, or one that depends on its UID alone."""
    text = uid or ""
    if not text.strip():
        raise EntryError("UID", "ical-uid", "the entry has no UID, which would identify it")
    if text.endswith(UID_SUFFIX):
        return {"id": text.removesuffix(UID_SUFFIX)}
    return {"id": derive_id_from_uid(text), UID_FIELD: text}


def _read_title(texts: Mapping[str, str]) -> str:
    name = texts.get("SUMMARY", "")
    if not name.strip():
        raise EntryError("SUMMARY", "ical-name", "the entry has no title")
    mark = f" {texts[MARK_PROPERTY]}" if MARK_PROPERTY in texts else ""
    return name.removesuffix(mark)
