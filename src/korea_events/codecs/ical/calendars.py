"""Calendars (iCalendar, RFC 5545): write events for a calendar, and read exercises from one.

A calendar cannot show doubt. An entry is therefore on the days on which an event was certainly under way; if there are
none, on those on which it possibly was, with a mark in the title. The description says which, and what is unknown.
Properties of this library (``X-KOREA-EVENTS-…``) keep the exact dates, which are read back unchanged.

To read a calendar needs the extra ``ical`` (the library icalendar).
"""

from __future__ import annotations

import datetime as dt
import warnings
from typing import Final

from korea_events.codecs.codec import (
    ENDINGS,
    Codec,
    ExportResult,
    ImportResult,
    build_load,
    build_save,
    register_codec,
)
from korea_events.codecs.ical.dates import DateReader
from korea_events.codecs.ical.entries import READ_PROPERTIES, EntryReader
from korea_events.codecs.ical.lines import (
    escape_text,
    find_zone_definitions,
    fold_line,
    join_folded_bytes,
    split_components,
)
from korea_events.codecs.ical.properties import (
    UID_FIELD,
    UID_SUFFIX,
    choose_calendar_days,
    find_known_days,
    get_uid,
    list_entry_properties,
)
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, limit_problems
from korea_events.codecs.json_text.strict import decode_utf8
from korea_events.codecs.losses import LossCollector, resolve_stamp, walk_events
from korea_events.codecs.structuring import Reader
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MisspeltFieldWarning, QuestionError, import_extra
from korea_events.model import Event
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Span
from korea_events.temporal.engine import Tolerance, as_span, check_tolerance, check_type, check_zone

__all__ = ["dumps", "load", "loads", "save"]

_NO_PROPERTY_REASON: Final = "the calendar has no property for it"


# -- writing -----------------------------------------------------------------------------------------------------


def dumps(
    dossier: Dossier,
    *,
    stamp: dt.datetime | None = None,
    strict: bool = False,
    tolerance: Tolerance = None,
    called_off: bool = True,
) -> ExportResult:
    """Write the events of a dossier as a calendar, and list everything that it leaves out.

    Each event is on its certain days or, with a mark in the title, on its possible ones; one that was called off is on
    the days that were planned, and none of them counts as certain. Ends are exclusive, as in any calendar. The
    description lists pauses and separate occurrences. An event without any date is left out. Identifiers (UID) are
    stable, so that a second import updates the entries of the first. ``stamp`` is the moment of writing, by default
    now; with a stamp the same dossier is always the same text. ``called_off=False`` leaves out what was cancelled,
    postponed or suspended. ``tolerance`` is how far an approximate date may be off, in days or as a length
    (``PT30M``); it changes the days that are shown, not those that are read back.

    Raises:
        FileError: ``ical-stamp`` for a stamp without a time zone.
        QuestionError: ``question-tolerance`` for another tolerance.
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
        >>> for line in dumps(Dossier.of(drills)).text.splitlines():
        ...     if line.startswith(("UID", "DTS", "DTE")) and "DTSTAMP" not in line:
        ...         print(line)
        DTSTART;VALUE=DATE:20240304
        DTEND;VALUE=DATE:20240315
        UID:fs-24@korea-events
    """
    moment = resolve_stamp(stamp, "ical-stamp").replace(microsecond=0)
    check_tolerance(tolerance)
    check_type("called_off", called_off, bool, "True or False")
    losses = LossCollector()
    losses.add_collections(dossier, EVENT_COLLECTIONS, "a calendar holds events only")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//korea_events//korea_events//EN"]
    for path, event in walk_events(dossier):
        if not called_off and event.status is not None and event.status.called_off:
            losses.add(path, "it was called off")
            continue
        when = event.when
        known = None if when is None else find_known_days(event, when, tolerance)
        days = None if when is None or known is None else choose_calendar_days(when, known)
        if known is None or days is None:
            losses.add(path, "a calendar needs a date")
            continue
        properties = {**dict(list_entry_properties(event, known, days, dossier)), "DTSTAMP": moment}
        order = sorted(properties, key=lambda name: f"{_FIRST_PROPERTIES.get(name, '')}{name}")
        lines += ["BEGIN:VEVENT", *(_format_property(name, properties[name]) for name in order), "END:VEVENT"]
        _add_event_losses(event, path, losses)
    return losses.finish("".join(map(fold_line, (*lines, "END:VCALENDAR"))), strict=strict)


_FIRST_PROPERTIES: Final = {"SUMMARY": 0, "DTSTART": 1, "DTEND": 2, "DTSTAMP": 3, "UID": 4}


def _format_property(name: str, value: str | dt.date | tuple[float, float]) -> str:
    """A property as a line; moments are in UTC."""
    if isinstance(value, str):
        return f"{name}{';VALUE=TEXT' if name.startswith('X-') else ''}:{escape_text(value)}"
    if isinstance(value, tuple):
        return f"{name}:{float(value[0])};{float(value[1])}"
    text = value.isoformat().replace("-", "").replace(":", "")
    return f"{name}:{text[:15]}Z" if isinstance(value, dt.datetime) else f"{name};VALUE=DATE:{text}"


def _add_event_losses(event: Event, path: str, losses: LossCollector) -> None:
    losses.add_plans(event, path, _NO_PROPERTY_REASON)
    coarse = {"places": "only their names are kept", "citations": "only titles and addresses are kept"}
    for name, reason in coarse.items():
        if getattr(event, name):
            losses.add(f"{path}.{name}", reason)
    kept = {"id", "name", "status", "span", "plans", *coarse}
    if event.span is None:
        kept.add("occurrences")
    if not get_uid(event).endswith(UID_SUFFIX):
        kept.add(UID_FIELD)
    losses.add_fields(event, path, kept, _NO_PROPERTY_REASON)


# -- reading -----------------------------------------------------------------------------------------------------


def loads(
    data: str | bytes,
    *,
    zone: str | None = None,
    held: bool = False,
    recurring: Span | str | dt.date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportResult:
    r"""Read the events of a calendar: those that this library wrote unchanged, all others as exercises.

    An entry in a calendar is something planned: its dates become a plan or, with ``held``, the span on which it took
    place. Days and times without a zone are in ``zone``; by default, in the zone that the calendar names
    (``X-WR-TIMEZONE``), else in Seoul's. The last day of an all-day entry is the one before its DTEND. A zone that the
    calendar defines itself is used, unless it contradicts the tz database. Of two versions of an entry the newer one
    is read (SEQUENCE, LAST-MODIFIED, DTSTAMP). Each time of an entry that recurs is an event of its own, if it starts
    on one of the days ``recurring``.

    Properties that are not read are kept as unknown fields (``ical_location``). What else is not read is listed in
    ``losses``: to-dos, alarms, older versions, properties of the whole calendar, and entries of this library whose
    exact dates another program has removed.

    An entry is left out and reported if it recurs and ``recurring`` is not given, if its dates contradict each other,
    if they were moved since this library wrote them, or if their zone is unknown.

    Raises:
        MissingExtraError: ``extra-ical`` without icalendar.
        FileError: if the calendar as a whole cannot be read: ``ical-syntax``, ``ical-empty``, ``text-not-utf8``,
            ``file-too-large``.
        QuestionError: ``ical-recurring`` if ``recurring`` has no first or no last day.
        SpanError: ``zone-unknown``; and as :meth:`Span.parse`, for ``recurring``.

    Example:
        >>> text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:7\nSUMMARY:Freedom Shield 24\nLOCATION:Pohang\n" + (
        ...     "DTSTART;VALUE=DATE:20240304\nDTEND;VALUE=DATE:20240315\nEND:VEVENT\nEND:VCALENDAR\n")
        >>> (drill,) = loads(text).records
        >>> drill.name, str(drill.plans[0].span), dict(drill.extra)["ical_location"]
        ('Freedom Shield 24', '2024-03-04/2024-03-14', '"Pohang"')
    """
    if zone is not None:
        check_zone(zone)
    within = None if recurring is None else _find_days(as_span(recurring))
    message = 'to read a calendar needs icalendar: pip install "korea-events[ical]"'
    icalendar = import_extra("icalendar", "extra-ical", message)
    text = _decode(data, limits)
    dates = DateReader(icalendar, zone, find_zone_definitions(text))
    reading = EntryReader(dates, held, within, Reader(limits))
    for component in split_components(text, READ_PROPERTIES, reading.reader.problems):
        reading.read_component(component)
    for message in reading.reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=2)
    return ImportResult(
        tuple(found.record for found in reading.found.values()),
        tuple(limit_problems(reading.reader.problems, limits)),
        losses=tuple(reading.losses),
        summary=reading.summarize(),
    )


def _find_days(recurring: Span) -> tuple[dt.date, dt.date]:
    first, last = recurring.possible.first, recurring.possible.last
    if first is None or last is None:
        message = f"recurring must have a first and a last day, not {recurring}"
        raise QuestionError.of("ical-recurring", message)
    return first, last


def _decode(data: str | bytes, limits: Limits) -> str:
    """The text of a calendar. A line may be folded within a character: its bytes are put together then."""
    try:
        return decode_utf8(data, limits)
    except FileError:
        joined = join_folded_bytes(data) if isinstance(data, bytes) else data
        if joined == data:
            raise
        return decode_utf8(joined, limits)


load, save = build_load(loads), build_save(dumps)
register_codec(
    Codec(name="ical", title="iCalendar", endings=ENDINGS["ical"], extra="ical", loads=loads, load=load,
          dumps=dumps, save=save, losses="everything but events with dates, and most of their fields"),
)  # fmt: skip
