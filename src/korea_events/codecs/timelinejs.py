"""TimelineJS: events as the slides of a timeline on a web page; written only.

A slide needs a first day; where the days do not say all that is known, it shows the dates as they were written. Text in
slides is HTML, so that what means something there is escaped.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Any, Final

from korea_events.codecs.codec import ENDINGS, Codec, ExportResult, build_save, register_codec
from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.losses import LossCollector, is_day_range, walk_events
from korea_events.dossier import Dossier
from korea_events.model import Event
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Span

__all__ = ["dumps", "save"]

_KEPT_FIELDS: Final = frozenset({"id", "name", "status"})


def dumps(dossier: Dossier, *, strict: bool = False) -> ExportResult:
    """Write the events that have a first day as slides, and list everything that they leave out.

    What was called off is left out, because a slide would show it as something that happened. Events that were only
    announced say so.

    Raises:
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> import json
        >>> from korea_events.model import Exercise
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
        >>> slide = json.loads(dumps(Dossier.of(drills)).text)["events"][0]
        >>> slide["text"]["headline"], slide["end_date"]
        ('Freedom Shield 24', {'year': 2024, 'month': 3, 'day': 14})
    """
    losses = LossCollector()
    losses.add_collections(dossier, EVENT_COLLECTIONS, "a timeline holds events only")
    slides: list[dict[str, Any]] = []
    for path, event in walk_events(dossier):
        when = event.when
        if event.status is not None and event.status.called_off:
            losses.add(path, "it was called off, and a slide would show it as something that happened")
        elif when is None or when.possible.first is None:
            losses.add(path, "a slide needs a first day")
        else:
            slides.append(_build_slide(event, when, when.possible.first))
            losses.add_event_fields(event, path, _KEPT_FIELDS, "the slide has no place for it")
    return losses.finish(format_json({"events": slides}) + "\n", strict=strict)


def _build_slide(event: Event, when: Span, first: dt.date) -> dict[str, Any]:
    last = when.possible.last
    words = [f"Status: {event.status}"] if event.status is not None else []
    return {
        "unique_id": event.id,
        "group": event.type_tag.replace("_", " "),
        "start_date": _build_date(first),
        **({} if last in (None, first) else {"end_date": _build_date(last)}),
        **({} if is_day_range(when) else {"display_date": escape(str(when))}),
        "text": {
            "headline": escape(event.name),
            "text": "".join(f"<p>{escape(line)}</p>" for line in (*words, f"Dates: {event.footing}")),
        },
        "autolink": False,
    }


def _build_date(day: dt.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


save = build_save(dumps)
register_codec(
    Codec(name="timelinejs", title="TimelineJS", endings=ENDINGS["timelinejs"], dumps=dumps, save=save,
          losses="everything but events with a first day, and most of their fields"),
)  # fmt: skip
