"""What was under way on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, Generic, Unpack, overload

from attrs import frozen

from korea_events.analysis.selection import (
    DayOptions,
    FootingName,
    Items,
    ItemT,
    Stretch,
    project_items_to_days,
)
from korea_events.answers import Answer, identify_item
from korea_events.dossier import Dossier
from korea_events.model import Event
from korea_events.temporal import Verdict
from korea_events.temporal.engine import day_ordinal


@frozen
class UnderWay(Generic[ItemT]):
    """An item that was certainly or possibly under way on a day.

    Example:
        >>> from korea_events import Span
        >>> UnderWay(Span.on("2024-03-14"), Verdict.CERTAIN)
        <UnderWay 2024-03-14: certain>
    """

    item: ItemT
    verdict: Verdict

    def __repr__(self) -> str:
        return f"<UnderWay {identify_item(self.item)}: {self.verdict}>"


@frozen(repr=False)
class UnderWayItems(Answer[UnderWay[ItemT]]):
    """The answer of :func:`under_way`: what certainly was, then what possibly was.

    Example:
        >>> UnderWayItems((), ())
        <UnderWayItems: 0 rows, 0 skipped>
    """

    _columns: ClassVar = {"item": object, "verdict": str}


@overload
def under_way(items: Dossier, day: str | dt.date, **options: Unpack[DayOptions]) -> UnderWayItems[Event]: ...
@overload
def under_way(
    items: Iterable[ItemT], day: str | dt.date, **options: Unpack[DayOptions]
) -> UnderWayItems[ItemT]: ...
def under_way(
    items: Items[Any],
    day: str | dt.date,
    *,
    footing: FootingName = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> UnderWayItems[Any]:
    """What was under way on a day: certainly, then possibly; in the order of the items.

    On a day on which it may have been paused an item is only possibly under way. Arguments and errors are those of
    :func:`korea_events.concurrency`.

    Raises:
        SpanError: when ``day`` is not a day.

    Example:
        >>> from korea_events import Span
        >>> drills = [Span.bounded(latest_end="2024-03-14"), Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-15")]
        >>> [(str(found.item), str(found.verdict)) for found in under_way(drills, "2024-03-13")]
        [('2024-03-04/2024-03-14', 'certain'), ('bounds(latest_end=2024-03-14)', 'possible')]
    """
    tick = day_ordinal(day)
    day_items = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    certain: list[UnderWay[Any]] = []
    possible: list[UnderWay[Any]] = []
    for row in day_items.rows:
        if _covers_day(row.certain(), tick):
            certain.append(UnderWay(row.item, Verdict.CERTAIN))
        elif _covers_day(row.possible(), tick):
            possible.append(UnderWay(row.item, Verdict.POSSIBLE))
    return UnderWayItems((*certain, *possible), day_items.skipped)


def _covers_day(stretches: Iterable[Stretch], tick: int) -> bool:
    return any(start <= tick < end for start, end in stretches)
