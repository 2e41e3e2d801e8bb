"""Spans and events as rows of a flat table: bounds on one axis and as dates, kinds, places, actors by role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isinf
from typing import Any, Final

from korea_events.analysis.selection import FootingName, TimedItems, list_items, select_items
from korea_events.answers import Skipped
from korea_events.dossier import Dossier
from korea_events.model import Role
from korea_events.model.engine import find_active_time
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import Axis, ProjectedSpan, Tick, check_tolerance, choose_day_zone, project

TICK_COLUMNS: Final = ("start_min", "start_max", "end_min", "end_max")
"""The columns that a join needs: half-open ticks, null without a bound."""
DATE_COLUMNS: Final = ("earliest_start", "latest_start", "earliest_end", "latest_end")
"""The same as dates, the last of which are included."""
SPAN_COLUMNS: Final[Mapping[str, type]] = (
    {"position": int, "id": str, "name": str}
    | dict.fromkeys(TICK_COLUMNS, int)
    | {"exact": bool, "footing": str, "span": str, "axis": str, "zone": str}
    | dict.fromkeys(DATE_COLUMNS, dt.date)
    | dict.fromkeys(("type", "status", "kinds", "places"), str)
    | {"latitude": float, "longitude": float}
    | dict.fromkeys(map(str, Role), str)
)

_COORDINATES: Final = ("latitude", "longitude")


def describe_spans(
    items: TimedItems,
    choose: Callable[[Iterable[Span]], Axis],
    dossier: Dossier,
    *,
    footing: FootingName = "any",
    tolerance: int | None = None,
) -> Iterator[dict[str, Any]]:
    """The rows of the items that take part, all on the axis that is chosen for their spans.

    Where an item was not under way all the time, or perhaps not at all, its inner bounds are missing: no pair of rows
    then looks certain that is not.
    """
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    asked = [
        (position, item, span)
        for position, one in enumerate(list_items(items))
        for item, span in select_items([one], footing, skipped)
    ]
    axis = choose([span for _, _, span in asked])
    zones = {span.zone for _, _, span in asked}
    day_zone = axis.zone or (zones.pop() if len(zones) == 1 else None)
    for position, item, span in asked:
        bounds = project(span, axis, tolerance)
        ticks = _list_ticks(bounds)
        is_whole = find_active_time(item, bounds, axis, tolerance) is None
        if not is_whole:
            ticks[1:3] = None, None
        zone = choose_day_zone([span])
        days = _list_ticks(project(span, Axis(Grain.DAY, zone), tolerance))
        dates = [None if day is None else dt.date.fromordinal(day - at // 2) for at, day in enumerate(days)]
        yield {
            "position": position,
            "id": getattr(item, "id", None),
            "name": getattr(item, "name", None),
            **dict(zip(TICK_COLUMNS, ticks, strict=True)),
            "exact": is_whole and bounds.exact and len(bounds.alternatives) == 1 and not bounds.approximate,
            "footing": str(getattr(item, "footing", "held")),
            "span": str(span),
            "axis": "instant UTC" if axis.grain is Grain.INSTANT else f"day {day_zone or ''}".strip(),
            "zone": zone,
            **dict(zip(DATE_COLUMNS, dates, strict=True)),
            **_describe_record(item, dossier),
        }


def _list_ticks(projected: ProjectedSpan) -> list[int | None]:
    """The outer bounds as dated, and the inner ones, which hold wherever approximate ends lie."""
    dated, freed = projected.hull, projected.free_hull
    ticks: list[Tick] = [dated.start_min, freed.start_max, freed.end_min, dated.end_max]
    return [None if isinf(tick) else int(tick) for tick in ticks]


def _describe_record(item: object, dossier: Dossier) -> dict[str, Any]:
    """The columns of what an item is, where it was, and who had which role in it."""
    texts: dict[str, list[str]] = {"kinds": [str(kind) for kind in getattr(item, "kinds", ())]}
    places = [one.place for one in getattr(item, "places", ())]
    texts["places"] = places
    for one in getattr(item, "participations", ()):
        texts.setdefault(str(one.role), []).append(one.actor)
    known = [dossier.places[place] for place in dict.fromkeys(places) if place in dossier.places]
    located = [place for place in known if place.latitude is not None]
    status = getattr(item, "status", None)
    return {
        "type": getattr(item, "type_tag", None),
        "status": None if status is None else str(status),
        **{name: "; ".join(values) or None for name, values in texts.items()},
        **({name: getattr(located[0], name) for name in _COORDINATES} if len(located) == 1 else {}),
    }
