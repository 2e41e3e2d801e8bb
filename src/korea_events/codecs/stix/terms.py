"""The terms of STIX: identifiers, codes, timestamps and their fidelity, the words of notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID, uuid5

from korea_events.codecs.losses import FIRST_STAMP
from korea_events.model import ActorKind, Confidence, Event, Footing, LinkKind, Part, Record, Status
from korea_events.model.engine import Shape, list_fields, map_fields, unstructure, write_canonical_json
from korea_events.temporal import EndKind

NAMESPACE: Final = UUID("5f3c1d52-7a0e-4b7e-9c53-0f6a1e8f2b41")
"""The namespace of every identifier written here. Never change it: a record keeps its object for ever."""
EVENT_EXTENSION: Final = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
"""The Event object of the Incident extension suite (OASIS CTI, common objects)."""
OWN_EXTENSION: Final = f"extension-definition--{uuid5(NAMESPACE, 'extension/dates')}"
"""The property extension of this library: the dates of a record as in its JSON file."""

OWN_NAME: Final = "korea_events"
CREATOR_ID: Final = f"identity--{uuid5(NAMESPACE, 'creator')}"
IDENTITY_CLASSES: Final = {
    ActorKind.PERSON: "individual",
    ActorKind.OFFICE: "individual",
    ActorKind.GROUP: "group",
    ActorKind.ARMED_GROUP: "group",
    ActorKind.SHIP: "system",
    ActorKind.AIRCRAFT: "system",
}
SECTORS: Final = {
    ActorKind.STATE: "government-national",
    ActorKind.MINISTRY: "government-national",
    ActorKind.COMMAND: "defense",
    ActorKind.UNIT: "defense",
}
EVENT_STATUS: Final = {
    Status.ANNOUNCED: "pending",
    Status.ONGOING: "ongoing",
    Status.HELD: "occurred",
    Status.POSTPONED: "pending",
    Status.SUSPENDED: "undetermined",
    Status.CANCELLED: "not-occurred",
    Status.UNCONFIRMED: "undetermined",
}
CONFIDENCE_SCORES: Final = {Confidence.LOW: 15, Confidence.MODERATE: 50, Confidence.HIGH: 85}
"""STIX 2.1, appendix A, the scale none/low/medium/high."""
COUNTRY_CODES: Final = {
    "prk": "KP", "kor": "KR", "usa": "US", "jpn": "JP", "chn": "CN", "rus": "RU", "gbr": "GB", "fra": "FR",
    "aus": "AU", "can": "CA", "deu": "DE", "ukr": "UA", "phl": "PH", "nzl": "NZ", "tha": "TH", "twn": "TW",
    "sgp": "SG", "ind": "IN", "tur": "TR", "col": "CO", "eth": "ET", "bel": "BE", "grc": "GR", "nld": "NL",
    "lux": "LU", "zaf": "ZA", "ita": "IT", "nor": "NO", "dnk": "DK", "swe": "SE", "che": "CH", "pol": "PL",
    "mng": "MN", "mys": "MY", "vnm": "VN", "idn": "ID",
}  # fmt: skip
"""ISO 3166-1 alpha-3 to alpha-2, for the states that appear in reports on Korea."""
RELATIONSHIP_TYPES: Final = {LinkKind.SAME_AS: "duplicate-of"}
WORDS_ONLY_REASON: Final = "kept in the words of a note only"
NO_PROPERTY_REASON: Final = "STIX has no property for it"


def format_timestamp(moment: dt.datetime) -> str:
    """A moment in UTC as STIX writes it, to the millisecond."""
    return f"{moment:%m-%dT%H:%M:%S}".join((f"{moment.year:04d}-", f".{moment.microsecond // 1000:03d}Z"))


def format_midnight(day: dt.date) -> str:
    """A day as a timestamp that reads as that day: its midnight in UTC, good to the day."""
    return f"{day.isoformat()}T00:00:00.000Z"


def extract_dates(thing: Record | Part) -> dict[str, Any]:
    """The spans of a record or of a part of one, as its JSON file has them."""
    spans = {spec.name for spec in list_fields(type(thing)) if spec.shape is Shape.SPAN}
    return {name: value for name, value in unstructure(thing).items() if name in spans}


def build_dates_extension(dates: Mapping[str, Any]) -> dict[str, Any]:
    """The property extension that carries dates; empty when there are none."""
    return {OWN_EXTENSION: {"extension_type": "property-extension", "dates": dict(dates)}} if dates else {}


def guess_status(event: Event) -> str:
    """The status of an event for which no status was stated, from its dates alone."""
    if event.footing is Footing.ANNOUNCED:
        return "pending"
    if event.occurrences:
        return "occurred"
    if event.span is None or event.span.end_kind is EndKind.UNKNOWN:
        return "undetermined"
    return "ongoing" if event.span.end_kind is EndKind.OPEN else "occurred"


def format_time_with_fidelity(early: dt.date | None, late: dt.date | None) -> tuple[str, str] | None:
    """A timestamp and its fidelity; None when not even the year is certain."""
    if early is None or late is None:
        return None
    if isinstance(early, dt.datetime) and isinstance(late, dt.datetime):
        if early.replace(microsecond=0) == late.replace(microsecond=0):
            return format_timestamp(early), "second"
        if early.date() == late.date():
            return format_midnight(early.date()), "day"
    elif early == late:
        return format_midnight(early), "day"
    if (early.year, early.month) == (late.year, late.month):
        return f"{early.year:04d}-{early.month:02d}-01T00:00:00.000Z", "month"
    return (f"{early.year:04d}-01-01T00:00:00.000Z", "year") if early.year == late.year else None


def extract_note_fields(record: Record) -> dict[str, Any]:
    """The fields of a record that the words of its note repeat: all but its provenance and unknown fields."""
    known = map_fields(type(record)).keys() - _UNWORDED_FIELDS
    return {name: value for name, value in unstructure(record).items() if name in known}


def write_note_lines(record: Record) -> Iterator[str]:
    """The content of a note: what the record says, field by field, for people to read."""
    for name, value in extract_note_fields(record).items():
        yield f"{name.replace('_', ' ')}: {value if isinstance(value, str) else write_canonical_json(value)}"


_UNWORDED_FIELDS: Final = frozenset({"id", "citations", "support", "coding", "note", "extra"})


def build_creator() -> dict[str, Any]:
    """The identity that created everything else: the library."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": CREATOR_ID,
        "created": format_timestamp(FIRST_STAMP),
        "modified": format_timestamp(FIRST_STAMP),
        "name": OWN_NAME,
        "identity_class": "system",
    }


def build_extension_definition() -> dict[str, Any]:
    """The definition of the property extension of this library."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": OWN_EXTENSION,
        "created_by_ref": CREATOR_ID,
        "created": format_timestamp(FIRST_STAMP),
        "modified": format_timestamp(FIRST_STAMP),
        "name": "Dates as stated",
        "description": "The dates of a korea_events record by field: EDTF text, or the known bounds.",
        "schema": "An object 'dates': spans by field, as in version 1 of the JSON files of korea_events.",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
