"""GeoJSON for maps: events at the places that have coordinates (RFC 7946). Written only.

A feature is one event at one place, a point in longitude and latitude. How far off the point may be stands in
``radius_km``, the dates in inclusive days: those on which it possibly and those on which it certainly was under way.
"""

from __future__ import annotations

from typing import Any, Final

from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.json_text.paths import extend_path
from korea_events.codecs.losses import ExportResult, LossCollector, walk_collections
from korea_events.dossier import Dossier
from korea_events.model import Event, Place
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import DayRange, Span

__all__ = ["dumps"]

_KEPT_FIELDS: Final = frozenset({"id", "name", "status", "places"})
_DATE_FIELDS: Final = frozenset({"span", "plans", "length"})
_PLACE_FIELDS: Final = frozenset({"id", "name", "latitude", "longitude", "radius_km"})


def dumps(dossier: Dossier, *, strict: bool = False) -> ExportResult:
    """The located events as a FeatureCollection, and everything that it leaves out.

    An event at several places is a feature at each. Events without a place, or with none that has coordinates, are
    left out; so is every field but the name, the status, the dates and the footing on which they stand.

    Raises:
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import WeaponEvent
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
    losses.add_collections(dossier, {*EVENT_COLLECTIONS, "places"}, "maps show events at places only")
    shown: set[str] = set()
    features: list[dict[str, Any]] = []
    for path, event in walk_collections(dossier, EVENT_COLLECTIONS):
        assert isinstance(event, Event)
        points = [
            place for place in map(dossier.places.__getitem__, event.places) if place.latitude is not None
        ]
        if not points:
            losses.add(path, "nowhere on a map: none of its places has coordinates")
            continue
        features += [_build_feature(event, place) for place in points]
        shown |= {place.id for place in points}
        for index, name in enumerate(event.places):
            if name not in shown:
                losses.add(f"{path}.places[{index}]", "a place without coordinates")
        _add_date_losses(event, path, losses)
        losses.fields(event, path, _KEPT_FIELDS | _DATE_FIELDS, "no property of the feature says it")
    for path, place in walk_collections(dossier, ["places"]):
        if place.id in shown:
            losses.fields(place, path, _PLACE_FIELDS, "no property of the feature says it")
        else:
            losses.add(path, "no event takes place there, or it has no coordinates")
    return losses.finish(
        format_json({"type": "FeatureCollection", "features": features}) + "\n", strict=strict
    )


def _build_feature(event: Event, place: Place) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "event": event.id,
        "type": event.type_tag,
        "name": event.name,
        "place": place.id,
        "place_name": place.name,
        "status": None if event.status is None else str(event.status),
        "footing": str(event.footing),
        **_list_day_properties("possible", None if event.when is None else event.when.possible),
        **_list_day_properties("certain", None if event.when is None else event.when.certain),
        "radius_km": place.radius_km,
    }
    return {
        "type": "Feature",
        "id": f"{event.id}@{place.id}",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def _list_day_properties(what: str, days: DayRange | None) -> dict[str, Any]:
    if days is None:
        return {}
    return {
        f"{what}_first": None if days.first is None else days.first.isoformat(),
        f"{what}_last": None if days.last is None else days.last.isoformat(),
    }


def _is_day_range(span: Span) -> bool:
    """Whether the days say it all: a first and a last one are known, and nothing else was said."""
    first, last = span.possible.first, span.possible.last
    return first is not None and last is not None and span in (Span.of(first, last), Span.on(first))


def _add_date_losses(event: Event, path: str, losses: LossCollector) -> None:
    """The dates are kept as days; what else was said of them is not."""
    reason = "kept as its first and last days, possible and certain"
    if event.span is not None and not _is_day_range(event.span):
        losses.add(f"{path}.span", reason)
    for index, plan in enumerate(event.plans):
        place = f"{path}.plans[{index}]"
        if event.span is not None or index < len(event.plans) - 1:
            losses.add(place, "only the dates that count are shown")
        else:
            if not _is_day_range(plan.span):
                losses.add(f"{place}.span", reason)
            for name in ("announced", "citations", "extra"):
                if getattr(plan, name):
                    losses.add(extend_path(place, name), "no property of the feature says it")
    if event.length is not None:
        losses.add(f"{path}.length", "kept only as far as it narrows the days")
