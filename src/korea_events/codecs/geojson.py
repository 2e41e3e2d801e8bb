"""GeoJSON for maps (RFC 7946): events at the places that have coordinates; written only.

A feature is one event at one place: a point in longitude and latitude. ``radius_km`` says how far off the point may
be. Dates are inclusive days: those on which the event was possibly, and those on which it was certainly under way.
"""

from __future__ import annotations

from typing import Any, Final

from korea_events.codecs.codec import ENDINGS, Codec, ExportResult, build_save, register_codec
from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.losses import LossCollector, walk_collections, walk_events
from korea_events.dossier import Dossier
from korea_events.model import Event, Place, PlaceRole
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Span

__all__ = ["dumps", "save"]

_NO_PROPERTY_REASON: Final = "the feature has no property for it"
_KEPT_FIELDS: Final = frozenset({"id", "name", "status", "places"})
_EVENT_PLACE_FIELDS: Final = frozenset({"place", "role"})
_PLACE_FIELDS: Final = frozenset({"id", "name", "latitude", "longitude", "radius_km"})


def dumps(dossier: Dossier, *, strict: bool = False) -> ExportResult:
    """Write the events that have a location as a FeatureCollection, and list everything that it leaves out.

    An event at several places is a feature at each of them; where no report names one, the planned places count, and
    ``place_planned`` is true. An event without a place that has coordinates is left out,
    and so is every field except the name, the status, and the dates with their footing.

    Raises:
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import WeaponEvent
        >>> from korea_events.temporal import Span
        >>> sohae = Place(id="sohae", name="Sohae", latitude=39.66, longitude=124.71, radius_km=2)
        >>> launch = WeaponEvent(id="launch", name="launch", span=Span.on("2023-05-31"), places=["sohae"])
        >>> import json
        >>> feature = json.loads(dumps(Dossier.of(sohae, launch)).text)["features"][0]
        >>> feature["geometry"]["coordinates"], feature["properties"]["radius_km"]
        ([124.71, 39.66], 2)
        >>> feature["properties"]["possible_first"], feature["properties"]["certain_last"]
        ('2023-05-31', '2023-05-31')
    """
    losses = LossCollector()
    losses.add_collections(dossier, {*EVENT_COLLECTIONS, "places"}, "a map holds events at places only")
    mapped: set[str] = set()
    features: list[dict[str, Any]] = []
    for path, event in walk_events(dossier):
        points = [(dossier.places[one.place], one.role) for one in event.where]
        points = [(place, role) for place, role in points if place.latitude is not None]
        if not points:
            losses.add(path, "none of its places has coordinates")
            continue
        features += [_build_feature(event, place, role) for place, role in points]
        mapped |= {place.id for place, _ in points}
        for index, one in enumerate(event.places):
            if one.place not in mapped:
                losses.add(f"{path}.places[{index}]", "the place has no coordinates")
            else:
                losses.add_fields(one, f"{path}.places[{index}]", _EVENT_PLACE_FIELDS, _NO_PROPERTY_REASON)
        losses.add_event_fields(event, path, _KEPT_FIELDS, _NO_PROPERTY_REASON)
    for path, place in walk_collections(dossier, ["places"]):
        if place.id in mapped:
            losses.add_fields(place, path, _PLACE_FIELDS, _NO_PROPERTY_REASON)
        else:
            losses.add(path, "no event takes place there, or the place has no coordinates")
    text = format_json({"type": "FeatureCollection", "features": features})
    return losses.finish(f"{text}\n", strict=strict)


def _build_feature(event: Event, place: Place, role: PlaceRole | None) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "event": event.id,
        "type": event.type_tag,
        "name": event.name,
        "place": place.id,
        "place_name": place.name,
        "place_role": None if role is None else str(role),
        "place_planned": None if event.places else True,
        "status": None if event.status is None else str(event.status),
        "footing": str(event.footing),
        **(_list_day_properties(event.when) if event.when is not None else {}),
        "radius_km": place.radius_km,
    }
    return {
        "type": "Feature",
        "id": "@".join([event.id, place.id, *([] if role is None else [str(role)])]),
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def _list_day_properties(when: Span) -> dict[str, str]:
    return {
        f"{what}_{end}": day.isoformat()
        for what, days in (("possible", when.possible), ("certain", when.certain))
        for end in ("first", "last")
        if (day := getattr(days, end, None)) is not None
    }


save = build_save(dumps)
register_codec(
    Codec(name="geojson", title="GeoJSON", endings=ENDINGS["geojson"], dumps=dumps, save=save,
          losses="everything but events at places with coordinates, and most of their fields"),
)  # fmt: skip
