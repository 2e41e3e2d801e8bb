"""FollowTheMoney: actors, documents, places and events that took place, as entities one a line; written only.

An entity is a fact to those who read it. What somebody says, what was only planned, and what is in doubt has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Final

from korea_events.analysis import describe_spans
from korea_events.codecs.codec import ENDINGS, Codec, ExportResult, build_save, register_codec
from korea_events.codecs.losses import LossCollector, is_day_range, walk_collections
from korea_events.codecs.stix.terms import COUNTRY_CODES
from korea_events.dossier import Dossier
from korea_events.model import Actor, ActorKind, Citation, Document, Event, Place, Record, Status
from korea_events.model.engine import EVENT_COLLECTIONS, write_canonical_json
from korea_events.temporal import Grain
from korea_events.temporal.engine import choose_axis

__all__ = ["dumps", "save"]

_HELD_COLLECTIONS: Final = ("actors", "places", "documents", *EVENT_COLLECTIONS)
_SCHEMATA: Final[Mapping[str, str]] = {
    "state": "PublicBody", "ministry": "PublicBody", "command": "PublicBody", "unit": "PublicBody",
    "parliament": "PublicBody", "office": "LegalEntity", "group": "LegalEntity", "person": "Person",
    "company": "Company", "ship": "Vessel", "aircraft": "Airplane", "place": "Address", "document": "Document",
}  # fmt: skip
"""By the kind of an actor or the type of a record; any other actor is an organization, any other record an event."""
_TEXTS: Final = {
    "name": "name", "names": "alias", "note": "notes", "title": "title", "url": "sourceUrl", "kinds": "keywords",
    "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip
"""The properties of fields that are text, numbers or codes."""
_DATES: Final = {"startDate": ("earliest_start", "latest_start"), "endDate": ("earliest_end", "latest_end")}


def dumps(dossier: Dossier, *, strict: bool = False) -> ExportResult:
    r"""Write the entities of a dossier as JSON Lines, and list everything that they leave out.

    Events that are not reported to have taken place, or only in doubt, are left out. A date is as exact as it is known:
    a day, a month, a year.

    Raises:
        LossError: ``export-loss`` for everything left out or coarsened, when ``strict``.

    Example:
        >>> print(dumps(Dossier.of(Actor(id="usa", name="United States", kind="state", country="usa"))).text, end="")
        {"id":"usa","properties":{"country":["us"],"name":["United States"]},"schema":"PublicBody"}
    """
    losses = LossCollector()
    losses.add_collections(dossier, _HELD_COLLECTIONS, "an entity is a fact: there is none for it")
    choose = partial(choose_axis, grain=Grain.DAY)
    days = {row["id"]: row for row in describe_spans(dossier, choose, dossier, footing="held")}
    lines: list[str] = []
    for path, record in walk_collections(dossier, _HELD_COLLECTIONS):
        status = getattr(record, "status", None)
        is_held = record.id in days or (status is not None and status.took_place)
        if isinstance(record, Event) and (not is_held or status is Status.UNCONFIRMED):
            losses.add(path, "an entity would say that it took place")
            continue
        found, kept = _find_properties(record, dossier, days.get(record.id, {}))
        losses.add_fields(record, path, kept, "the entity has no property for it, or one that says less")
        properties = {name: [*dict.fromkeys(map(str, values))] for name, values in found.items() if values}
        entity = {"id": record.id, "schema": _choose_schema(record), "properties": properties}
        lines.append(write_canonical_json(entity))
    return losses.finish("".join(f"{line}\n" for line in lines), strict=strict)


def _choose_schema(record: Record) -> str:
    if isinstance(record, Actor):
        return _SCHEMATA.get(record.kind, "Organization")
    return _SCHEMATA.get(record.type_tag, "Event")


def _find_properties(
    record: Any, dossier: Dossier, days: Mapping[str, Any]
) -> tuple[dict[str, Collection[Any]], set[str]]:
    """The properties of an entity, and the fields that they say in full."""
    kept = {"id", *_TEXTS}
    found: dict[str, Collection[Any]] = {}
    for field, name in _TEXTS.items():
        if (value := getattr(record, field, None)) is not None:
            found[name] = value if isinstance(value, tuple) else [value]
    country = COUNTRY_CODES.get(getattr(record, "country", None) or "")
    if country is not None:
        kept.add("country")
        found["country"] = [country.lower()]
    others = [one for one in record.citations if one.document != record.id]  # no entity is its own proof
    found["proof"] = [one.document for one in others]
    if [Citation(document=one.document) for one in others] == [*record.citations]:
        kept.add("citations")
    if isinstance(record, Place):
        found["full"] = [record.name]
    elif isinstance(record, Document) and record.publisher is not None:
        found["publisher"] = [dossier.actors[record.publisher].name]
    elif isinstance(record, Event):
        actors = [dossier.actors[one.actor] for one in record.participations if one.role.takes_part]
        places = [dossier.places[one.place] for one in record.places]
        found["involved"] = [one.id for one in actors if one.kind not in (ActorKind.SHIP, ActorKind.AIRCRAFT)]
        found["location"] = [place.name for place in places]
        found["addressEntity"] = [place.id for place in places]
        found |= {name: _find_period(*map(days.get, ends)) for name, ends in _DATES.items()}
        kept |= {"span"} if record.span is not None and is_day_range(record.span) else set()
    return found, kept


def _find_period(earliest: dt.date | None, latest: dt.date | None) -> list[str]:
    """The day, month or year of a date between two; none if not even the year is certain."""
    early, late = str(earliest or "?"), str(latest or "??")
    return next(([early[:length]] for length in (10, 7, 4) if early[:length] == late[:length]), [])


save = build_save(dumps)
register_codec(
    Codec(name="ftm", title="FollowTheMoney", endings=ENDINGS["ftm"], dumps=dumps, save=save,
          losses="everything but actors, documents, places and events that took place, and most of their fields"),
)  # fmt: skip
