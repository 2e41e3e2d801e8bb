"""A STIX bundle as other producers write them: every trap in it that the reader must see. All of it is invented."""

from __future__ import annotations

import json
from typing import Any, Final


def name_object(kind: str, number: int) -> str:
    """The identifier of an object of other producers."""
    return f"{kind}--6ba7b810-9dad-41d1-80b4-{number:012x}"


def build_object(kind: str, number: int, **properties: Any) -> dict[str, Any]:
    """An object of other producers; a property that is None is left out."""
    stamps = {"created": "2024-03-20T08:00:00.000Z", "modified": "2024-03-20T08:00:00.000Z"}
    said = {"type": kind, "spec_version": "2.1", "id": name_object(kind, number), **stamps, **properties}
    return {name: value for name, value in said.items() if value is not None}


def build_bundle(*objects: Any, **properties: Any) -> str:
    """The text of a bundle."""
    frame = {"type": "bundle", "id": name_object("bundle", 0), **properties}
    return json.dumps({**frame, "objects": objects})


INSTITUTE: Final = build_object(
    "identity",
    1,
    name="Institute for Imagery",
    identity_class="organization",
    sectors=["non-profit"],
    contact_information="press@example.org",
)
ANALYST: Final = build_object("identity", 2, name="A. Analyst", identity_class="individual")
SENSOR: Final = build_object("identity", 3, name="Sensor 7", identity_class="system")
UNTOLD: Final = build_object("identity", 4, name="Somebody")
SOHAE: Final = build_object(
    "location",
    5,
    name="Sohae",
    latitude=39.66,
    longitude=124.71,
    precision=2500.0,
    country="KP",
    region="eastern-asia",
)
NAMELESS: Final = build_object("location", 6, country="AQ", city="Seoul")
REPORT: Final = build_object(
    "report",
    7,
    created_by_ref=INSTITUTE["id"],
    name="Launches in March",
    published="2024-03-20T00:00:00.000Z",
    report_types=["observed-data"],
    lang="en",
    object_refs=[SOHAE["id"]],
    external_references=[{"source_name": "institute", "url": "https://example.org/march"}],
    labels=["missiles"],
)
TIMED: Final = build_object(
    "report",
    8,
    created_by_ref=SENSOR["id"],
    name="Flash",
    published="2024-03-18T22:44:30.5Z",
    object_refs=[SOHAE["id"]],
    external_references=[
        {"source_name": "a", "url": "https://example.org/a"},
        {"source_name": "b", "url": "https://example.org/b"},
        {"source_name": "c", "external_id": "7"},
    ],
)
INDICATOR: Final = build_object(
    "indicator",
    9,
    name="a domain",
    pattern="[domain-name:value = 'example.org']",
    pattern_type="stix",
    valid_from="2024-03-01T00:00:00Z",
    valid_until="2024-03-14T00:00:00Z",
)
REVOKED: Final = build_object(
    "report", 10, name="Withdrawn", published="2024-03-01T00:00:00Z", object_refs=[SOHAE["id"]], revoked=True
)
OBSERVABLE: Final = {
    "type": "domain-name",
    "spec_version": "2.1",
    "id": name_object("domain-name", 11),
    "value": "example.org",
}
FOREIGN: Final = (
    REPORT, INSTITUTE, ANALYST, SENSOR, UNTOLD, SOHAE, NAMELESS, TIMED, INDICATOR, REVOKED, OBSERVABLE,
)  # fmt: skip
