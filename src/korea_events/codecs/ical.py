"""Calendars (iCalendar, RFC 5545): events for a colleague's calendar, and exercises out of somebody's.

A calendar shows days without doubt. What is shown are therefore the days on which an event certainly was under way, or
where there are none those on which it possibly was, marked in the title; the words below say which, and what is not
known. Properties of our own (``X-KOREA-EVENTS-…``) keep the dates exactly, so that they come back as they were.

Needs the extra ``ical`` (the library icalendar).
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from korea_events.codecs.border import Reader, path_of
from korea_events.codecs.canonical import compact
from korea_events.codecs.json import listed
from korea_events.codecs.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.losses import Imported, Losses, Written, placed
from korea_events.codecs.places import shown, within
from korea_events.codecs.strict_json import as_text, read_text
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MissingExtraError, Problem
from korea_events.model import COLLECTIONS, EVENT_COLLECTIONS, Event, Footing, Record, Status
from korea_events.temporal import DEFAULT_ZONE, EndKind, Grain, Span, check_zone

__all__ = ["dumps", "loads"]

DEFAULT_STAMP: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The moment of writing that is written when none is given, so that the same dossier is the same text."""

_UID_END: Final = "@korea-events"
_UID_FIELD: Final = "ical_uid"
"""The unknown field that keeps the UID of an event which came from another calendar."""
_OWN: Final = "X-KOREA-EVENTS-"
_TYPE, _SPAN, _SHOWN, _MARK, _STATUS, _FOOTING, _POSSIBLE, _CERTAIN = (
    _OWN + name for name in ("TYPE", "SPAN", "SHOWN", "MARK", "STATUS", "FOOTING", "POSSIBLE", "CERTAIN")
)
_KINDS: Final = {COLLECTIONS[name].type_tag: COLLECTIONS[name] for name in EVENT_COLLECTIONS}
_USED: Final = (
    "UID",
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "DURATION",
    _TYPE,
    _SPAN,
    _SHOWN,
    _MARK,
    _STATUS,
    _FOOTING,
)
"""The properties that are read; each at most once."""
_RECURRING: Final = ("RRULE", "RDATE", "RECURRENCE-ID")
_BEGIN = re.compile(r"^BEGIN:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_STATUS_SHOWN: Final = {
    Status.CANCELLED: "CANCELLED",
    Status.POSTPONED: "CANCELLED",
    Status.HELD: "CONFIRMED",
    Status.ONGOING: "CONFIRMED",
}


def _icalendar() -> Any:
    try:
        import icalendar
    except ImportError:
        raise MissingExtraError.of(
            "extra-ical", 'calendars need icalendar: pip install "korea-events[ical]"'
        ) from None
    return icalendar


# -- writing -----------------------------------------------------------------------------------------------------


class _Days(NamedTuple):
    """What a calendar shows of an event: from, until (not included), and why these."""

    start: dt.date
    end: dt.date
    mark: str


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> Written:
    """The events of a dossier as a calendar, and everything that it leaves out.

    Exercises, weapon events, activities of leaders and other activities, each shown on its certain days or, marked in
    the title, on its possible ones; ends are exclusive, as calendars want them. What has no date at all is left out.
    Identifiers (UID) are stable, so that a calendar imported again changes what is there. ``stamp`` is the moment of
    writing; without one it is a fixed moment, and the same dossier is the same text.

    Raises:
        MissingExtraError: ``extra-ical`` without icalendar.
        FileError: ``ical-stamp`` for a stamp without a time zone.
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import Exercise
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
        >>> for line in dumps(Dossier.of(drills)).text.splitlines():
        ...     if line.startswith(("UID", "DT")):
        ...         print(line)
        DTSTART;VALUE=DATE:20240304
        DTEND;VALUE=DATE:20240315
        DTSTAMP:19700101T000000Z
        UID:fs-24@korea-events
    """
    icalendar = _icalendar()
    if stamp is None:
        stamp = DEFAULT_STAMP
    given: object = stamp
    if not isinstance(given, dt.datetime) or given.utcoffset() is None:
        raise FileError.of(
            "ical-stamp", f"{shown(str(stamp))} is no moment: give a datetime with a time zone"
        )
    losses = Losses()
    losses.outside(dossier, EVENT_COLLECTIONS, "calendars show events only")
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//korea_events//korea_events//EN")
    for path, event in placed(dossier, EVENT_COLLECTIONS):
        assert isinstance(event, Event)
        days = None if event.when is None else _days_shown(event.when)
        if days is None:
            losses.add(path, "no date that a calendar could show it on")
            continue
        entry = icalendar.Event()
        for name, value in _properties(event, days, dossier):
            entry.add(name, value, parameters={"VALUE": "TEXT"} if name.startswith("X-") else None)
        entry.add("DTSTAMP", stamp.astimezone(dt.UTC).replace(microsecond=0))
        calendar.add_component(entry)
        _lost(event, path, losses)
    text: str = calendar.to_ical().decode("utf-8")
    return losses.written(text, strict=strict)


def _days_shown(span: Span) -> _Days | None:
    """The certain days, else the possible ones, else the one day that is known of either end."""
    if span.grain is Grain.INSTANT and not span.approximate:
        start, end = span.latest_start, span.earliest_end
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
            first, past = _second(start, up=True), _second(end)
            if first is not None and past is not None and first < past:
                return _Days(first, past, "")
    certain, possible = span.certain, span.possible
    if certain is not None and certain.first is not None and certain.last is not None:
        first_day, last_day, mark = certain.first, certain.last, ""
    elif possible.first is not None and possible.last is not None:
        first_day, last_day, mark = possible.first, possible.last, "(possible dates)"
    elif possible.first is not None:
        first_day, last_day, mark = possible.first, possible.first, "(or later)"
    elif possible.last is not None:
        first_day, last_day, mark = possible.last, possible.last, "(by then)"
    else:
        return None
    try:
        return _Days(
            dt.date.fromordinal(first_day.toordinal()), dt.date.fromordinal(last_day.toordinal() + 1), mark
        )
    except ValueError:  # the day after the last one of the calendar
        return None


def _second(moment: dt.datetime, *, up: bool = False) -> dt.datetime | None:
    """A moment in UTC, to the second: calendars know no smaller ones."""
    plain = dt.datetime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=dt.UTC
    )
    try:
        return plain + dt.timedelta(seconds=1) if up and moment.microsecond else plain
    except OverflowError:
        return None


def _properties(event: Event, days: _Days, dossier: Dossier) -> Iterator[tuple[str, Any]]:
    when = event.when
    said = event.span if event.span is not None else event.plans[-1].span
    assert when is not None
    announced = "(announced)" if event.footing is Footing.ANNOUNCED else ""
    mark = " ".join(word for word in (announced, days.mark) if word)
    yield "UID", _uid(event)
    yield "SUMMARY", f"{event.name} {mark}" if mark else event.name
    yield "DTSTART", days.start
    yield "DTEND", days.end
    shown_as = "TENTATIVE" if event.status is None else _STATUS_SHOWN.get(event.status, "TENTATIVE")
    yield "STATUS", "TENTATIVE" if mark and shown_as == "CONFIRMED" else shown_as
    yield "TRANSP", "TRANSPARENT"
    yield "CATEGORIES", [event.type_tag]
    places = [dossier.places[name] for name in event.places]
    if places:
        yield "LOCATION", ", ".join(place.name for place in places)
    if len(places) == 1 and places[0].latitude is not None:
        yield "GEO", (places[0].latitude, places[0].longitude)
    yield "DESCRIPTION", "\n".join(_words(event, when, dossier))
    yield _TYPE, event.type_tag
    yield _FOOTING, str(event.footing)
    yield _SPAN, compact(said.arguments())
    yield _SHOWN, _shown_as(days.start, days.end)
    if mark:
        yield _MARK, mark
    if event.status is not None:
        yield _STATUS, str(event.status)
    yield _POSSIBLE, str(when.possible)
    if when.certain is not None:
        yield _CERTAIN, str(when.certain)


def _uid(event: Event) -> str:
    kept = dict(event.extra).get(_UID_FIELD)
    value = None if kept is None else read_text(kept).value
    foreign = isinstance(value, str) and value.isprintable() and _id_of(value) == event.id
    return str(value) if foreign else event.id + _UID_END


def _id_of(uid: str) -> str:
    """The identifier of what has a UID of another calendar: always the same for the same UID."""
    import hashlib

    return f"ical-{hashlib.sha256(uid.encode()).hexdigest()[:16]}"


def _shown_as(start: dt.date, end: dt.date) -> str:
    return f"{start.isoformat()}/{end.isoformat()}"


def _words(event: Event, when: Span, dossier: Dossier) -> Iterator[str]:
    """What the calendar cannot show, in words."""
    if event.footing is Footing.ANNOUNCED:
        yield "The dates are those announced; nobody has reported others on which it took place."
    if event.status is not None:
        yield f"Status: {event.status.replace('_', ' ')}."
    if when.certain is not None:
        yield f"Certainly under way: {_from_to(str(when.certain))}."
    else:
        yield "On no single day was it certainly under way."
    if when.certain is None or str(when.possible) != str(when.certain):
        yield f"Possibly under way: {_from_to(str(when.possible))}."
    if when.start_kind is EndKind.OPEN:
        yield "Its start is open: it had been going on for long."
    elif when.possible.first is None:
        yield "Its start is not known."
    if when.end_kind is EndKind.OPEN:
        since = "" if when.as_of is None else f" of {when.as_of.isoformat()}"
        yield f"Its end is open: it was still going on at the time of the report{since}."
    elif when.possible.last is None:
        yield "Its end is not known."
    if when.approximate:
        yield "The dates are approximate."
    if when.uncertain:
        yield "The dates are doubtful."
    for name in dict.fromkeys(citation.document for citation in event.citations):
        document = dossier.documents[name]
        yield " ".join(word for word in (f"See {document.title or document.id}", document.url or "") if word)


def _from_to(days: str) -> str:
    first, _, last = days.partition("/")
    if not last:
        return first
    if first == ".." and last == "..":
        return "at any time"
    if first == "..":
        return f"until {last}"
    return f"from {first} on" if last == ".." else f"{first} to {last}"


def _lost(event: Event, path: str, losses: Losses) -> None:
    kept = {"id", "name", "status", "span", "plans"}
    if _is_kept_uid(event):
        kept.add(_UID_FIELD)
    for index, plan in enumerate(event.plans):
        place = f"{path}.plans[{index}]"
        if event.span is not None or index < len(event.plans) - 1:
            losses.add(place, "calendars keep the dates that count and no earlier ones")
            continue
        for name in ("announced", "citations"):
            if getattr(plan, name):
                losses.add(f"{place}.{name}", "no property of the calendar keeps it")
        for name, _ in plan.extra:
            losses.add(within(place, name), "no property of the calendar keeps it")
    reasons = {"places": "only their names are kept", "citations": "only titles and addresses are kept"}
    for name in ("places", "citations"):
        if getattr(event, name):
            losses.add(f"{path}.{name}", reasons[name])
    losses.fields(event, path, kept | {"places", "citations"}, "no property of the calendar keeps it")


def _is_kept_uid(event: Event) -> bool:
    return not _uid(event).endswith(_UID_END)


# -- reading -----------------------------------------------------------------------------------------------------


def loads(
    data: str | bytes,
    *,
    zone: str = DEFAULT_ZONE,
    held: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Imported:
    r"""The events in a calendar: those that this library wrote as they were, all others as exercises.

    An entry in somebody's calendar says that something is planned: its dates become a plan, or with ``held`` the span
    on which it took place. Days and times without a zone of their own are those of ``zone``. The last day of an
    all-day entry is the one before its DTEND. An entry that recurs, has dates that contradict each other, were moved
    since this library wrote it, or stand in a zone that nobody knows, is left out and told of.

    Raises:
        MissingExtraError: ``extra-ical`` without icalendar.
        FileError: when the calendar as a whole cannot be read: ``ical-syntax``, ``ical-empty``, ``text-not-utf8``,
            ``file-too-large``.
        SpanError: ``zone-unknown``.

    Example:
        >>> text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:fs-24@korea-events\nSUMMARY:Freedom Shield 24\n" + (
        ...     "DTSTART;VALUE=DATE:20240304\nDTEND;VALUE=DATE:20240315\nEND:VEVENT\nEND:VCALENDAR\n")
        >>> loads(text).records
        (Exercise(id='fs-24', name='Freedom Shield 24', plans=(Plan(span=Span.parse('2024-03-04/2024-03-14')),)),)
    """
    check_zone(zone)
    icalendar = _icalendar()
    text = as_text(data, limits)
    entries = _entries(icalendar, text)
    reading = _Reading(zone, held, limits)
    records = [
        record for index, entry in enumerate(entries) if (record := reading.record(entry, index)) is not None
    ]
    begun = len(_BEGIN.findall(text))
    problems = reading.reader.problems
    if begun > len(entries):
        message = f"{begun} entries begin, and only {len(entries)} of them end"
        problems.append(Problem("$", "ical-truncated", message))
    return Imported(tuple(records), tuple(listed(problems, limits)))


def _entries(icalendar: Any, text: str) -> list[Any]:
    """The entries of a text, in their order."""
    # Bytes: a text without line breaks would be taken for the name of a file, which icalendar would open.
    data = text.encode("utf-8") + b"\r\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = icalendar.Calendar.from_ical(data, multiple=True)
            entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    except Exception as error:  # noqa: BLE001  # whatever a parser of foreign files may raise
        raise FileError.of("ical-syntax", f"not a calendar: {shown(str(error), 120)}") from None
    if not calendars:
        raise FileError.of("ical-empty", "there is no calendar in it, or it breaks off")
    return entries


class _Bad(Exception):
    """An entry that cannot be read: where in it, the code and why."""

    def __init__(self, name: str, code: str, message: str) -> None:
        super().__init__(name, code, message)
        self.problem = Problem(f"$.{name}", code, message)


class _Reading:
    def __init__(self, zone: str, held: bool, limits: Limits) -> None:
        self.zone = zone
        self.held = held
        self.reader = Reader(limits)
        self.limits = limits
        self.first: dict[str, int] = {}

    def record(self, entry: Any, index: int) -> Record | None:
        """The record that an entry describes; None, with the problems reported, when it describes none."""
        where = (index, ("events", ()))
        path = path_of(where)
        usable = True
        for name, message in entry.errors:
            what = (name or "a line").upper()
            usable = usable and name is not None and what not in (*_USED, *_RECURRING)
            problem = Problem(
                within(path, what), "ical-property", f"{what} cannot be read: {shown(message, 120)}"
            )
            self.reader.problems.append(problem)
        if not usable:
            return None
        try:
            kind, value = self.value(entry)
        except _Bad as bad:
            self.reader.problems.append(bad.problem.under(path))
            return None
        record = self.reader.record(kind, value, where)
        if record is None:
            return None
        if record.id in self.first:
            message = f"{record.id!r} is the identifier of entry {self.first[record.id]} already"
            self.reader.problems.append(Problem(f"{path}.UID", "id-duplicate", message))
            return None
        self.first[record.id] = index
        return record

    def value(self, entry: Any) -> tuple[type[Record], dict[str, Any]]:
        """The plain value of an entry.

        Raises:
            _Bad: for the first thing that keeps it from being one.
        """
        for name in _RECURRING:
            if name in entry:
                raise _Bad(name, "ical-recurring", "it recurs, and each time would be an event of its own")
        said = {name: _single(entry, name) for name in _USED if name in entry}
        kind = _KINDS.get(str(said.get(_TYPE, "exercise")))
        if kind is None:
            raise _Bad(_TYPE, "ical-own", f"{shown(str(said[_TYPE]))} is no type of event")
        value: dict[str, Any] = {**_identity(said.get("UID")), "name": _name(said)}
        start, end = self.ends(said)
        span = self.span(said, start, end)
        status = str(said[_STATUS]) if _STATUS in said else None
        if status is None and _TYPE not in said and str(entry.get("STATUS", "")).upper() == "CANCELLED":
            status = "cancelled"
        if status is not None:
            value["status"] = status
        held = said[_FOOTING] == "held" if _FOOTING in said else self.held and status != "cancelled"
        if held:
            value["span"] = span
        else:
            value["plans"] = [{"span": span}]
        return kind, value

    def ends(self, said: Mapping[str, Any]) -> tuple[dt.date, dt.date | None]:
        """When an entry starts, and where it ends; None when it does not say.

        Raises:
            _Bad: when that cannot be told.
        """
        if "DTSTART" not in said:
            raise _Bad("DTSTART", "ical-date", "it has no start")
        start = _moment(said["DTSTART"], "DTSTART")
        if "DTEND" in said and "DURATION" in said:
            raise _Bad("DURATION", "ical-duplicate", "it has both an end and a duration")
        end: dt.date | None = None
        if "DTEND" in said:
            end = _moment(said["DTEND"], "DTEND")
        elif "DURATION" in said:
            length = getattr(said["DURATION"], "dt", None)
            if not isinstance(length, dt.timedelta):
                raise _Bad("DURATION", "ical-property", "this is no duration")
            if not isinstance(start, dt.datetime) and length % dt.timedelta(days=1):
                raise _Bad("DURATION", "ical-date", "an entry of whole days lasts whole days")
            try:
                end = start + length
            except OverflowError:
                raise _Bad("DURATION", "ical-date", "it ends after the year 9999") from None
        elif not isinstance(start, dt.datetime):
            end = _next_day(start)
        if end is not None:
            self.check_order(start, end)
        return start, end

    def check_order(self, start: dt.date, end: dt.date) -> None:
        alike = isinstance(start, dt.datetime) == isinstance(end, dt.datetime)
        if alike and isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
            alike = (start.tzinfo is None) == (end.tzinfo is None)
        if not alike:
            raise _Bad(
                "DTEND", "ical-date", "start and end are not of one kind: days, times, or times of a zone"
            )
        if end <= start:
            raise _Bad(
                "DTEND",
                "ical-reversed",
                f"it ends {end.isoformat()}, not after its start {start.isoformat()}",
            )

    def span(self, said: Mapping[str, Any], start: dt.date, end: dt.date | None) -> Any:
        """The span of an entry: what this library wrote, if the entry still stands where it put it."""
        if _SPAN in said:
            if end is None or str(said.get(_SHOWN)) != _shown_as(_utc(start), _utc(end)):
                message = (
                    "it was moved after this library wrote it: correct its dates in the dossier, or remove "
                    + _SPAN
                )
                raise _Bad("DTSTART", "ical-moved", message)
            reading = read_text(str(said[_SPAN]), self.limits)
            if reading.problems:
                raise _Bad(_SPAN, "ical-own", "this is not what the library wrote")
            return reading.value
        zone = {} if self.zone == DEFAULT_ZONE else {"zone": self.zone}
        if not isinstance(start, dt.datetime):
            assert end is not None
            last = dt.date.fromordinal(end.toordinal() - 1)
            days = {start.isoformat(): None, last.isoformat(): None}
            return {"edtf": "/".join(days), **zone}
        moments = [_written(moment) for moment in (start, end) if isinstance(moment, dt.datetime)]
        return {"edtf": "/".join(moments), **zone}


def _single(entry: Any, name: str) -> Any:
    value = entry[name]
    if isinstance(value, list):
        raise _Bad(name, "ical-duplicate", f"{name} is given {len(value)} times")
    return value


def _identity(uid: object) -> dict[str, Any]:
    """The identifier of an entry: its own one, or one that is always the same for the same UID."""
    text = "" if uid is None else str(uid)
    if not text.strip():
        raise _Bad("UID", "ical-uid", "it has no UID, by which it could be known again")
    if text.endswith(_UID_END):
        return {"id": text.removesuffix(_UID_END)}
    return {"id": _id_of(text), _UID_FIELD: text}


def _name(said: Mapping[str, Any]) -> str:
    name = str(said.get("SUMMARY", ""))
    if not name.strip():
        raise _Bad("SUMMARY", "ical-name", "it has no title")
    mark = f" {said[_MARK]}" if _MARK in said else ""
    return name.removesuffix(mark)


def _moment(value: Any, name: str) -> dt.date:
    """The day or time of a property.

    Raises:
        _Bad: ``ical-zone`` for a zone that is not known: icalendar would drop it, and the time would mean another one.
    """
    found = getattr(value, "dt", None)
    if not isinstance(found, dt.date):
        raise _Bad(name, "ical-property", "this is neither a day nor a time")
    if isinstance(found, dt.datetime):
        zone = value.params.get("TZID")
        known = getattr(found.tzinfo, "key", None) or getattr(found.tzinfo, "zone", None)
        if zone is not None and known is None:
            raise _Bad(name, "ical-zone", f"{shown(str(zone))} is no time zone of the tz database")
        return found if found.tzinfo is None else _utc(found)
    return found


def _utc(moment: dt.date) -> dt.date:
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        try:
            return moment.astimezone(dt.UTC)
        except OverflowError:
            raise _Bad("DTSTART", "ical-date", "a time beyond the years 0001 to 9999") from None
    return moment


def _written(moment: dt.datetime) -> str:
    """A time as EDTF: with Z in UTC, without anything where the zone is the reader's."""
    text = moment.replace(tzinfo=None).isoformat()
    return text if moment.tzinfo is None else text + "Z"


def _next_day(day: dt.date) -> dt.date:
    try:
        return day + dt.timedelta(days=1)
    except OverflowError:
        raise _Bad("DTSTART", "ical-date", "there is no day after it") from None
