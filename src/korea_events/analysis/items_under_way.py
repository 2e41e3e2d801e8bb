"""What was under way on a day, or at a moment."""

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
    PreparedItem,
    check_footing,
    prepare_items,
    project_items_to_days,
    select_items,
)
from korea_events.answers import DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Skipped, identify_item
from korea_events.dossier import Dossier
from korea_events.model import Event
from korea_events.temporal import Grain, Verdict
from korea_events.temporal.engine import (
    DEFAULT_ZONE,
    ActiveTime,
    Tolerance,
    choose_pair_axis,
    judge_active,
    judge_sharing,
    project,
    read_day_or_moment,
)


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
    tolerance: Tolerance = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> UnderWayItems[Any]:
    """The items that were under way on a day: first the certain ones, then the possible ones, each in the order given.

    An item is only possibly under way on a day on which it may have been paused. ``day`` may also be a moment: a
    date-time, in ``zone`` (else in Seoul) unless it has an offset; for items dated by days its day then counts. The
    other arguments and errors are those of :func:`korea_events.concurrency`.

    Raises:
        SpanError: when ``day`` is neither a day nor a moment.

    Example:
        >>> from korea_events import Span
        >>> drills = [Span.bounded(latest_end="2024-03-14"), Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-15")]
        >>> [(str(found.item), str(found.verdict)) for found in under_way(drills, "2024-03-13")]
        [('2024-03-04/2024-03-14', 'certain'), ('bounds(latest_end=2024-03-14)', 'possible')]
    """
    span = read_day_or_moment(day, DEFAULT_ZONE if zone is None else zone)
    if span.grain is Grain.DAY:
        selected = project_items_to_days(
            items, footing=footing, zone=zone, tolerance=tolerance, limits=limits
        )
        rows: Iterable[PreparedItem] = selected.rows
        skipped = selected.skipped
        at = (span.hull.start_min, span.hull.end_max)
        judged = [(row.item, judge_active(row.active_time, at)) for row in rows]
    else:
        left_out: list[Skipped] = []
        check_footing(footing)
        taken = list(select_items(items, footing, left_out))
        skipped = tuple(left_out)
        judged = []
        for item, when in taken:
            axis = choose_pair_axis(when, span)
            (row,) = prepare_items(PreparedItem, [(item, when)], axis, tolerance, {}, limits=limits)
            judged.append((item, judge_sharing(row.active_time, ActiveTime(project(span, axis)))))
    ordered = [
        UnderWay(item, verdict)
        for wanted in (Verdict.CERTAIN, Verdict.POSSIBLE)
        for item, verdict in judged
        if verdict is wanted
    ]
    return UnderWayItems(tuple(ordered), skipped)
