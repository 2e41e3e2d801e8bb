"""When an item was under way: within its dates, as far as pauses, occurrences and gaps say."""

from typing import Any

from korea_events.model.event_dates import cut_occurrences
from korea_events.model.events import Status
from korea_events.temporal import Span
from korea_events.temporal.engine import ActiveTime, Axis, ProjectedSpan, Tolerance, project_pause


def find_active_time(
    item: Any, projected: ProjectedSpan, axis: Axis, tolerance: Tolerance
) -> ActiveTime | None:
    """When an item was under way, if its span does not say it all."""
    pauses: tuple[Span, ...] = getattr(item, "pauses", ())
    occurrences: tuple[Span, ...] = getattr(item, "occurrences", ())
    intermittent = getattr(item, "intermittent", False) is True
    doubtful = getattr(item, "status", None) == Status.UNCONFIRMED
    if not (pauses or occurrences or intermittent or doubtful):
        return None
    found = (project_pause(pause, axis, tolerance) for pause in pauses)
    return ActiveTime(
        projected,
        tuple(pause for pause in found if pause is not None),
        cut_occurrences(occurrences, item.span, axis, tolerance) if occurrences else (),
        intermittent,
        doubtful,
    )
