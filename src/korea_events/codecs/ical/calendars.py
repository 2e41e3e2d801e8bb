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
from typing import Any, Final

from korea_events.codecs.ical.entries import EntryReader
from korea_events.codecs.ical.properties import (
    UID_FIELD,
    UID_SUFFIX,
    choose_calendar_days,
    get_uid,
    list_entry_properties,
)
from korea_events.codecs.json.files import limit_problems
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.paths import extend_path, quote_text
from korea_events.codecs.json_text.strict import decode_utf8
from korea_events.codecs.losses import ExportResult, ImportResult, LossCollector, walk_collections
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MissingExtraError, Problem
from korea_events.model import Event
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal.engine import DEFAULT_ZONE, check_zone

__all__ = ["dumps", "loads"]

DEFAULT_STAMP: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The moment of writing that is written when none is given, so that the same dossier is the same text."""


class _NotACalendar(Exception):
    """A text cannot be taken apart as a calendar, for the reason given."""


_ENTRY = re.compile(
    r"^BEGIN:VEVENT[ \t]*\r?$.*?^END:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE | re.DOTALL
)
_BEGIN = re.compile(r"^BEGIN:VEVENT[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


def _import_icalendar() -> Any:
    try:
        import icalendar
    except ImportError:
        raise MissingExtraError.of(
            "extra-ical", 'calendars need icalendar: pip install "korea-events[ical]"'
        ) from None
    return icalendar


# -- writing -----------------------------------------------------------------------------------------------------


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> ExportResult:
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
    if stamp is None:
        stamp = DEFAULT_STAMP
    given: object = stamp
    if not isinstance(given, dt.datetime) or given.utcoffset() is None:
        raise FileError.of(
            "ical-stamp", f"{quote_text(str(stamp))} is no moment: give a datetime with a time zone"
        )
    losses = LossCollector()
    losses.add_collections(dossier, EVENT_COLLECTIONS, "calendars show events only")
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//korea_events//korea_events//EN")
    for path, event in walk_collections(dossier, EVENT_COLLECTIONS):
        assert isinstance(event, Event)
        days = None if event.when is None else choose_calendar_days(event.when)
        if days is None:
            losses.add(path, "no date that a calendar could show it on")
            continue
        entry = icalendar.Event()
        for name, value in list_entry_properties(event, days, dossier):
            entry.add(name, value, parameters={"VALUE": "TEXT"} if name.startswith("X-") else None)
        entry.add("DTSTAMP", stamp.astimezone(dt.UTC).replace(microsecond=0))
        calendar.add_component(entry)
        _add_event_losses(event, path, losses)
    text: str = calendar.to_ical().decode("utf-8")
    return losses.finish(text, strict=strict)


def _add_event_losses(event: Event, path: str, losses: LossCollector) -> None:
    kept = {"id", "name", "status", "span", "plans"}
    if _is_foreign_uid(event):
        kept.add(UID_FIELD)
    for index, plan in enumerate(event.plans):
        place = f"{path}.plans[{index}]"
        if event.span is not None or index < len(event.plans) - 1:
            losses.add(place, "calendars keep the dates that count and no earlier ones")
            continue
        for name in ("announced", "citations"):
            if getattr(plan, name):
                losses.add(f"{place}.{name}", "no property of the calendar keeps it")
        for name, _ in plan.extra:
            losses.add(extend_path(place, name), "no property of the calendar keeps it")
    reasons = {"places": "only their names are kept", "citations": "only titles and addresses are kept"}
    for name in ("places", "citations"):
        if getattr(event, name):
            losses.add(f"{path}.{name}", reasons[name])
    losses.fields(event, path, kept | {"places", "citations"}, "no property of the calendar keeps it")


def _is_foreign_uid(event: Event) -> bool:
    return not get_uid(event).endswith(UID_SUFFIX)


# -- reading -----------------------------------------------------------------------------------------------------


def loads(
    data: str | bytes,
    *,
    zone: str = DEFAULT_ZONE,
    held: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportResult:
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
        if entry is not None and (record := reading.record(entry, index)) is not None
    ]
    begun = len(_BEGIN.findall(text))
    problems = reading.reader.problems
    if begun > len(entries):
        message = f"{begun} entries begin, and only {len(entries)} of them end"
        problems.append(Problem("$", "ical-truncated", message))
    return ImportResult(tuple(records), tuple(limit_problems(problems, limits)))


def _parse_entries(icalendar: Any, text: str, problems: list[Problem]) -> list[Any]:
    """The entries of a text, in their order; None, with the problem reported, for one that cannot be taken apart."""
    try:
        return _parse_calendar(icalendar, text)
    except _NotACalendar as reason:
        whole = str(reason)
    # One entry can be the undoing of all: each is taken by itself.
    entries: list[Any] = []
    for index, entry in enumerate(_ENTRY.findall(text)):
        try:
            entries += _parse_calendar(icalendar, f"BEGIN:VCALENDAR\r\n{entry}\r\nEND:VCALENDAR")
        except _NotACalendar as reason:
            entries.append(None)
            problems.append(Problem(f"$.events[{index}]", "ical-syntax", f"not an entry: {reason}"))
    if not problems:  # what is wrong lies outside of them
        raise FileError.of("ical-syntax", f"not a calendar: {whole}")
    return entries


def _parse_calendar(icalendar: Any, text: str) -> list[Any]:
    # Bytes: a text without line breaks would be taken for the name of a file, which icalendar would open.
    data = text.encode("utf-8") + b"\r\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = icalendar.Calendar.from_ical(data, multiple=True) if text.strip() else []
            entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    except Exception as error:  # noqa: BLE001  # whatever a parser of foreign files may raise
        # It looks for the files of time zones, whose paths are nobody's business.
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _NotACalendar(quote_text(str(reason), 120)) from None
    if not calendars:
        raise FileError.of("ical-empty", "there is no calendar in it, or it breaks off")
    return entries
