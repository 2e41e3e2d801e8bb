"""Calendars (iCalendar, RFC 5545): write events for a calendar, and read exercises from one.

A calendar cannot show doubt. An entry is therefore on the days on which an event was certainly under way; if there are
none, on those on which it possibly was, with a mark in the title. The description says which, and what is unknown.
Properties of this library (``X-KOREA-EVENTS-…``) keep the exact dates, which are read back unchanged.

Needs the extra ``ical`` (the library icalendar).
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from typing import Any, Final

from korea_events.codecs.codec import (
    Codec,
    ExportResult,
    ImportResult,
    build_load,
    build_save,
    register_codec,
)
from korea_events.codecs.ical.entries import EntryReader
from korea_events.codecs.ical.properties import (
    UID_FIELD,
    UID_SUFFIX,
    choose_calendar_days,
    get_uid,
    list_entry_properties,
)
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, limit_problems
from korea_events.codecs.json_text.paths import quote_text
from korea_events.codecs.json_text.strict import decode_utf8
from korea_events.codecs.losses import LossCollector, resolve_stamp, walk_collections
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MisspeltFieldWarning, Problem, import_extra
from korea_events.model import Event
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal.engine import DEFAULT_ZONE, check_zone

__all__ = ["dumps", "load", "loads", "save"]

_NO_PROPERTY_REASON: Final = "the calendar has no property for it"


class _NotACalendar(Exception):
    """A text cannot be parsed as a calendar, with the reason."""


_ENTRY = re.compile(
    r"^BEGIN:VEVENT[ \t]*\r?$.*?^END:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE | re.DOTALL
)
_BEGIN = re.compile(r"^BEGIN:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


def _import_icalendar() -> Any:
    return import_extra(
        "icalendar", "extra-ical", 'calendars need icalendar: pip install "korea-events[ical]"'
    )


# -- writing -----------------------------------------------------------------------------------------------------


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> ExportResult:
    """Write the events of a dossier as a calendar, and list everything that it leaves out.

    Each event is on its certain days or, with a mark in the title, on its possible ones. Ends are exclusive, as in any
    calendar. An event without any date is left out. Identifiers (UID) are stable, so that a second import updates the
    entries of the first. ``stamp`` is the moment of writing. Without a stamp it is a fixed moment, so that the same
    dossier is always the same text.

    Raises:
        MissingExtraError: ``extra-ical`` without icalendar.
        FileError: ``ical-stamp`` for a stamp without a time zone.
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
        >>> for line in dumps(Dossier.of(drills)).text.splitlines():
        ...     if line.startswith(("UID", "DT")):
        ...         print(line)
        DTSTART;VALUE=DATE:20240304
        DTEND;VALUE=DATE:20240315
        DTSTAMP:19700101T000000Z
        UID:fs-24@korea-events
    """
    icalendar = _import_icalendar()
    moment = resolve_stamp(stamp, "ical-stamp").replace(microsecond=0)
    losses = LossCollector()
    losses.add_collections(dossier, EVENT_COLLECTIONS, "a calendar holds events only")
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//korea_events//korea_events//EN")
    for path, event in walk_collections(dossier, EVENT_COLLECTIONS):
        assert isinstance(event, Event)
        days = None if event.when is None else choose_calendar_days(event.when)
        if days is None:
            losses.add(path, "a calendar needs a date")
            continue
        entry = icalendar.Event()
        for name, value in list_entry_properties(event, days, dossier):
            entry.add(name, value, parameters={"VALUE": "TEXT"} if name.startswith("X-") else None)
        entry.add("DTSTAMP", moment)
        calendar.add_component(entry)
        _add_event_losses(event, path, losses)
    text: str = calendar.to_ical().decode("utf-8")
    return losses.finish(text, strict=strict)


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
    zone: str = DEFAULT_ZONE,
    held: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportResult:
    r"""Read the events of a calendar: those that this library wrote unchanged, all others as exercises.

    An entry in a calendar is something planned: its dates become a plan or, with ``held``, the span on which it took
    place. Days and times without a zone are in ``zone``. The last day of an all-day entry is the one before its DTEND.
    An entry is left out and reported if it recurs, if its dates contradict each other, if they were moved since this
    library wrote them, or if their zone is unknown.

    Raises:
        MissingExtraError: ``extra-ical`` without icalendar.
        FileError: if the calendar as a whole cannot be read: ``ical-syntax``, ``ical-empty``, ``text-not-utf8``,
            ``file-too-large``.
        SpanError: ``zone-unknown``.

    Example:
        >>> text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:fs-24@korea-events\nSUMMARY:Freedom Shield 24\n" + (
        ...     "DTSTART;VALUE=DATE:20240304\nDTEND;VALUE=DATE:20240315\nEND:VEVENT\nEND:VCALENDAR\n")
        >>> [(drill.id, drill.name, str(drill.plans[0].span)) for drill in loads(text).records]
        [('fs-24', 'Freedom Shield 24', '2024-03-04/2024-03-14')]
    """
    check_zone(zone)
    icalendar = _import_icalendar()
    text = decode_utf8(data, limits)
    reading = EntryReader(zone, held, limits)
    entries = _parse_entries(icalendar, text, reading.reader.problems)
    records = [
        record
        for index, entry in enumerate(entries)
        if entry is not None and (record := reading.read_entry(entry, index)) is not None
    ]
    starts = len(_BEGIN.findall(text))
    problems = reading.reader.problems
    if starts > len(entries):
        message = f"truncated: {starts} entries start, but only {len(entries)} end"
        problems.append(Problem("$", "ical-truncated", message))
    for message in reading.reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=2)
    return ImportResult(tuple(records), tuple(limit_problems(problems, limits)))


def _parse_entries(icalendar: Any, text: str, problems: list[Problem]) -> list[Any]:
    """The entries of a text, in their order; None for one that cannot be parsed, which is reported."""
    try:
        return _parse_calendar(icalendar, text)
    except _NotACalendar as reason:
        whole = str(reason)
    # One bad entry can spoil the whole text: parse each by itself.
    entries: list[Any] = []
    for index, entry in enumerate(_ENTRY.findall(text)):
        try:
            entries += _parse_calendar(icalendar, f"BEGIN:VCALENDAR\r\n{entry}\r\nEND:VCALENDAR")
        except _NotACalendar as reason:
            entries.append(None)
            problems.append(Problem(f"$.events[{index}]", "ical-syntax", f"not an entry: {reason}"))
    # The error lies outside the entries.
    if not problems:
        raise FileError.of("ical-syntax", f"not an iCalendar file: {whole}")
    return entries


def _parse_calendar(icalendar: Any, text: str) -> list[Any]:
    # Bytes, because icalendar opens a file whose name is a text without line breaks.
    data = text.encode("utf-8") + b"\r\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = icalendar.Calendar.from_ical(data, multiple=True) if text.strip() else []
            entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    except Exception as error:  # noqa: BLE001  # icalendar raises errors of many kinds
        # It looks for files of time zones, whose paths must not reach a message.
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _NotACalendar(quote_text(str(reason), 120)) from None
    if not calendars:
        raise FileError.of("ical-empty", "not an iCalendar file, or truncated")
    return entries


load, save = build_load(loads), build_save(dumps)
register_codec(
    Codec(name="ical", title="iCalendar", endings=(".ics",), extra="ical", loads=loads, load=load,
          dumps=dumps, save=save, losses="everything but events with dates, and most of their fields"),
)  # fmt: skip
