"""The entry of an event: days, a mark in the title, words for what is unknown, and properties of this library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple

from korea_events.analysis import prepare_day_items
from korea_events.codecs.json_text.strict import parse_json
from korea_events.dossier import Dossier
from korea_events.model import Event, Footing, Status
from korea_events.model.engine import write_canonical_json
from korea_events.temporal import DayRange, EndKind, Grain, Span
from korea_events.temporal.engine import DEFAULT_ZONE, Tolerance, as_day_range

UID_SUFFIX: Final = "@korea-events"
UID_FIELD: Final = "ical_uid"
"""The unknown field that keeps the UID of an event from another calendar."""
OWN_PREFIX: Final = "X-KOREA-EVENTS-"
(TYPE_PROPERTY, SPAN_PROPERTY, SHOWN_PROPERTY, MARK_PROPERTY,
 STATUS_PROPERTY, FOOTING_PROPERTY, POSSIBLE_PROPERTY, CERTAIN_PROPERTY) = (
    OWN_PREFIX + name for name in ("TYPE", "SPAN", "SHOWN", "MARK", "STATUS", "FOOTING", "POSSIBLE", "CERTAIN")
)  # fmt: skip

DERIVED_PROPERTIES: Final = frozenset({
    "STATUS", "TRANSP", "CATEGORIES", "LOCATION", "GEO", "DESCRIPTION", "DTSTAMP", "SEQUENCE", "CREATED",
    "LAST-MODIFIED", POSSIBLE_PROPERTY, CERTAIN_PROPERTY,
})  # fmt: skip
"""What this library, or a program that keeps its entries, writes without being asked to read it again."""


class CalendarDays(NamedTuple):
    """The days of an entry: the first, the one after the last, and the mark that says how certain they are."""

    start: dt.date
    end: dt.date
    mark: str


class KnownDays(NamedTuple):
    """The days of an event: all on which it may have been under way, and from the first to the last certain one."""

    possible: DayRange
    certain: DayRange | None


def find_known_days(event: Event, when: Span, tolerance: Tolerance) -> KnownDays:
    """The days on which an event may and must have been under way, without its pauses at either end."""
    (row,) = prepare_day_items([(event, when)], when.zone or DEFAULT_ZONE, tolerance)
    possible, certain = row.possible(), row.certain()
    if not possible:  # pauses take all of it
        return KnownDays(when.possible, None)
    return KnownDays(
        as_day_range((possible[0][0], possible[-1][1])),
        as_day_range((certain[0][0], certain[-1][1])) if certain else None,
    )


def choose_calendar_days(span: Span, known: KnownDays) -> CalendarDays | None:
    """The certain days, else the possible ones, else the one known day of either end."""
    if span.grain is Grain.INSTANT and not span.approximate and known.certain is not None:
        start, end = span.latest_start, span.earliest_end
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
            first, past = _round_to_second(start, up=True), _round_to_second(end)
            if first is not None and past is not None and first < past:
                return CalendarDays(first, past, "")
    possible, certain = known
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
        return CalendarDays(
            dt.date.fromordinal(first_day.toordinal()), dt.date.fromordinal(last_day.toordinal() + 1), mark
        )
    except ValueError:
        # 31 December 9999 is the last day.
        return None


def _round_to_second(moment: dt.datetime, *, up: bool = False) -> dt.datetime | None:
    """A moment in UTC to the second, the smallest unit of a calendar."""
    plain = dt.datetime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=dt.UTC
    )
    try:
        return plain + dt.timedelta(seconds=1) if up and moment.microsecond else plain
    except OverflowError:
        return None


def list_entry_properties(
    event: Event, known: KnownDays, days: CalendarDays, dossier: Dossier
) -> Iterator[tuple[str, Any]]:
    """The properties of the entry of an event."""
    when = event.when
    assert when is not None
    stated: Any
    if event.span is None and event.occurrences:
        stated = [each.arguments() for each in event.occurrences]
    else:
        stated = (event.span or event.plans[-1].span).arguments()
    announced = "(announced)" if event.footing is Footing.ANNOUNCED else ""
    unconfirmed = "(unconfirmed)" if event.status is Status.UNCONFIRMED else ""
    mark = " ".join(word for word in (announced, unconfirmed, days.mark) if word)
    yield "UID", get_uid(event)
    yield "SUMMARY", f"{event.name} {mark}" if mark else event.name
    yield "DTSTART", days.start
    yield "DTEND", days.end
    confirmed = not mark and event.status is not None and event.status.took_place
    called_off = event.status is not None and event.status.called_off
    yield "STATUS", "CANCELLED" if called_off else "CONFIRMED" if confirmed else "TENTATIVE"
    yield "TRANSP", "TRANSPARENT"
    yield "CATEGORIES", event.type_tag
    places = [dossier.places[one.place] for one in event.where]
    if places:
        yield "LOCATION", ", ".join(place.name for place in places)
    if len(places) == 1 and places[0].latitude is not None:
        yield "GEO", (places[0].latitude, places[0].longitude)
    yield "DESCRIPTION", "\n".join(_describe_entry(event, when, known, dossier))
    yield TYPE_PROPERTY, event.type_tag
    yield FOOTING_PROPERTY, str(event.footing)
    yield SPAN_PROPERTY, write_canonical_json(stated)
    yield SHOWN_PROPERTY, format_entry_dates(days.start, days.end)
    if mark:
        yield MARK_PROPERTY, mark
    if event.status is not None:
        yield STATUS_PROPERTY, str(event.status)
    if not (called_off and event.footing is Footing.ANNOUNCED):  # before any of it took place
        yield POSSIBLE_PROPERTY, str(known.possible)
        if known.certain is not None:
            yield CERTAIN_PROPERTY, str(known.certain)


def get_uid(event: Event) -> str:
    """The UID of an event: its own, or the one it has in another calendar."""
    kept = dict(event.extra).get(UID_FIELD)
    value = None if kept is None else parse_json(kept).value
    foreign = isinstance(value, str) and value.isprintable() and derive_id_from_uid(value) == event.id
    return str(value) if foreign else event.id + UID_SUFFIX


def derive_id_from_uid(uid: str) -> str:
    """The identifier of an entry with a UID of another calendar: always the same for the same UID."""
    return f"ical-{sha256(uid.encode()).hexdigest()[:16]}"


def format_entry_dates(start: dt.date, end: dt.date) -> str:
    """The days or times of an entry, which show whether it was moved."""
    return f"{start.isoformat()}/{end.isoformat()}"


def _describe_entry(event: Event, when: Span, known: KnownDays, dossier: Dossier) -> Iterator[str]:
    """What a calendar cannot show, in words."""
    possible, certain = known
    if event.status is not None:
        yield f"Status: {event.status.replace('_', ' ')}."
    if event.footing is Footing.ANNOUNCED:
        yield "These are the announced dates; no report says when it took place."
        yield f"Announced: {_format_day_range(str(possible))}."
    elif certain is not None:
        yield f"Certainly under way: {_format_day_range(str(certain))}."
    else:
        yield "It was not certainly under way on any single day."
    if event.footing is not Footing.ANNOUNCED and str(possible) != str(certain):
        yield f"Possibly under way: {_format_day_range(str(possible))}."
    if event.footing is Footing.BEGUN:
        yield "Its start is reported; its end is as planned."
    for pause in event.pauses:
        sure = pause.certain is not None and str(pause.certain) == str(pause.possible)
        yield f"Paused{'' if sure else ' at some time'}: {_format_stretch(pause)}."
    if event.occurrences:
        yield f"It took place at separate times: {'; '.join(map(_format_stretch, event.occurrences))}."
    if event.intermittent:
        yield "It went on from time to time: only its first and its last day are certain."
    if when.start_kind is EndKind.OPEN:
        yield "Its start is open: it had been under way for a long time."
    elif possible.first is None:
        yield "Its start is unknown."
    if when.end_kind is EndKind.OPEN:
        since = "" if when.as_of is None else f" of {when.as_of.isoformat()}"
        yield f"Its end is open: it was still under way at the time of the report{since}."
    elif possible.last is None:
        yield "Its end is unknown."
    if when.approximate:
        yield "The dates are approximate."
    if when.uncertain:
        yield "The dates are uncertain."
    for name in dict.fromkeys(citation.document for citation in event.citations):
        document = dossier.documents[name]
        yield " ".join(word for word in (f"See {document.title or document.id}", document.url or "") if word)


def _format_stretch(span: Span) -> str:
    """A pause or an occurrence: its days, or its times as stated."""
    return str(span) if span.grain is Grain.INSTANT else _format_day_range(str(span.possible))


def _format_day_range(days: str) -> str:
    first, _, last = days.partition("/")
    if not last:
        return first
    if first == ".." and last == "..":
        return "at any time"
    if first == "..":
        return f"until {last}"
    return f"from {first} on" if last == ".." else f"{first} to {last}"
