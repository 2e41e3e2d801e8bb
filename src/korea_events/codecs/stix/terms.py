"""The terms of STIX: identifiers, codes, timestamps, and the objects that this library defines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from korea_events.codecs.losses import FIRST_STAMP
from korea_events.model import ActorKind, Confidence, LinkKind, Status
from korea_events.model.engine import write_canonical_json

NAMESPACE: Final = UUID("5f3c1d52-7a0e-4b7e-9c53-0f6a1e8f2b41")
"""The namespace of every identifier written here. Never change it: a record keeps its object for ever."""
EVENT_EXTENSION: Final = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
"""The Event object of the Incident extension suite (OASIS CTI, common objects)."""
OWN_EXTENSION: Final = f"extension-definition--{uuid5(NAMESPACE, 'extension/lines')}"
"""The property extension of this library: the record that an object stands for, as a line of JSON Lines."""

OWN_NAME: Final = "korea_events"
CREATOR_ID: Final = f"identity--{uuid5(NAMESPACE, 'creator')}"
ARCHIVED_COPY: Final = "archived copy"
"""How the reference to an archived copy is described."""
IDENTITY_CLASSES: Final = {
    ActorKind.PERSON: "individual",
    ActorKind.OFFICE: "individual",
    ActorKind.GROUP: "group",
    ActorKind.ARMED_GROUP: "group",
    ActorKind.SHIP: "system",
    ActorKind.AIRCRAFT: "system",
}
ACTOR_KINDS: Final = {"individual": "person", "group": "group", "organization": "group", "class": "group"}
"""The kind of actor that claims no more than a class of identities."""
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


def format_timestamp(moment: dt.datetime) -> str:
    """A moment in UTC as STIX writes it, to the millisecond."""
    return f"{moment:%m-%dT%H:%M:%S}".join((f"{moment.year:04d}-", f".{moment.microsecond // 1000:03d}Z"))


def fingerprint_object(one: Mapping[str, Any]) -> str:
    """What an object says beside its stamps and the extension of this library, in short, so that a change is seen."""
    said = {name: _simplify(value) for name, value in one.items() if name not in ("created", "modified")}
    extensions = one.get("extensions") or {}
    if type(extensions) is dict:
        said["extensions"] = {name: value for name, value in extensions.items() if name != OWN_EXTENSION}
    return sha256(write_canonical_json(said).encode()).hexdigest()[:32]


def _simplify(value: Any) -> Any:
    """Numbers and times written alike: programs rewrite them."""
    if type(value) is float and value.is_integer():
        return int(value)
    return value.removesuffix("Z").removesuffix(".000") if type(value) is str else value


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
        "name": "The record as stated",
        "description": "The korea_events record that an object stands for, and a fingerprint of the object.",
        "schema": "'lines': a list of objects, each as in a line of the JSON Lines files of korea_events, version 1.",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
