"""What happened at one time: on a day, at a moment in common, or nearest to something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import combinations
from math import inf
from typing import Generic, TypeVar

from attrs import frozen

from korea_events.analysis.day_rows import DayRow, Stretch, day_range, day_rows, merged
from korea_events.analysis.taking_part import Skipped, asked_about, called
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.temporal import (
    SHARES_TIME,
    Amount,
    DayRange,
    Grain,
    Tick,
    Timed,
    Verdict,
    check_tolerance,
    common_axis,
    day_ordinal,
    gap_between,
    lower,
    relations_between,
    span_of,
)

ItemT = TypeVar("ItemT", bound=Timed)


@frozen
class UnderWay(Generic[ItemT]):
    """An item that was certainly or possibly under way on the day that was asked for.

    Example:
        >>> from korea_events import Span
        >>> UnderWay(Span.on("2024-03-14"), Verdict.CERTAIN)
        <UnderWay 2024-03-14: certain>
    """

    item: ItemT
    verdict: Verdict

    def __repr__(self) -> str:
        return f"<UnderWay {called(self.item)}: {self.verdict}>"


def under_way(
    items: Iterable[ItemT] | Dossier,
    day: str | dt.date,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> tuple[UnderWay[ItemT], ...]:
    """What was under way on a day: certainly, then possibly; in the order of the items.

    On a day on which it may have been paused an item is only possibly under way. Arguments and errors are those of
    :func:`korea_events.concurrency`; of a dossier all events are asked.

    Raises:
        SpanError: when ``day`` is no day.

    Example:
        >>> from korea_events import Span
        >>> drills = [Span.bounded(latest_end="2024-03-14"), Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-15")]
        >>> [(str(found.item), str(found.verdict)) for found in under_way(drills, "2024-03-13")]
        [('2024-03-04/2024-03-14', 'certain'), ('bounds(latest_end=2024-03-14)', 'possible')]
    """
    tick = day_ordinal(day)
    asked = day_rows(items, footing=footing, zone=zone, tolerance=tolerance)
    certain: list[UnderWay[ItemT]] = []
    possible: list[UnderWay[ItemT]] = []
    for row in asked.rows:
        if _holds(row.certain(), tick):
            certain.append(UnderWay(row.item, Verdict.CERTAIN))
        elif _holds(row.possible(), tick):
            possible.append(UnderWay(row.item, Verdict.POSSIBLE))
    return (*certain, *possible)


def _holds(stretches: Iterable[Stretch], tick: int) -> bool:
    return any(start <= tick < end for start, end in stretches)


@frozen
class Common:
    """The answer of :func:`common`: whether all were under way at one time, for how long, and when that can have been.

    Example:
        >>> Common(Verdict.IMPOSSIBLE, Amount(least=0, most=0), ()).days
        ()
    """

    verdict: Verdict
    shared: Amount
    days: tuple[DayRange, ...]


def common(
    items: Iterable[Timed] | Dossier,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> Common:
    """Whether all the items were under way on one and the same day, on how many, and on which that is possible.

    Certain if every two of them certainly share a day, for then all do; possible if there is a day on which each can
    have been under way. A pause makes a common day certain only where no pause can reach. Without any item it is
    certain of nothing: impossible. Arguments and errors are those of :func:`korea_events.concurrency`.

    Example:
        >>> from korea_events import Span
        >>> found = common([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.parse("2024-03")])
        >>> print(found.verdict, found.shared, *found.days)
        possible 0–1 day 2024-03-13
    """
    rows = day_rows(items, footing=footing, zone=zone, tolerance=tolerance).rows
    if not rows:
        return Common(Verdict.IMPOSSIBLE, Amount(least=0, most=0), ())
    days: list[Stretch] = [(-inf, inf)]
    for row in rows:
        days = [
            (max(x, start), min(y, end))
            for x, y in days
            for start, end in row.possible()
            if max(x, start) < min(y, end)
        ]
    if not days:
        return Common(Verdict.IMPOSSIBLE, Amount(least=0, most=0), ())
    least = _least_in_common(rows)
    verdict = Verdict.CERTAIN if least or _every_two_share(rows) else Verdict.POSSIBLE
    most = min([row.hull.length_max for row in rows] + [max(end - start for start, end in days)])
    shared = Amount.of(max(least, int(verdict is Verdict.CERTAIN)), most, Grain.DAY)
    return Common(verdict, shared, tuple(map(day_range, merged(days))))


def _least_in_common(rows: Iterable[DayRow]) -> Tick:
    """The days that all certainly share: a sound bound, exact where each is one alternative without pauses."""
    rows = list(rows)
    if any(row.lowered.approximate for row in rows):
        return 0
    if any(row.pauses for row in rows):
        certain: list[Stretch] = [(-inf, inf)]
        for row in rows:
            certain = [
                (max(x, start), min(y, end))
                for x, y in certain
                for start, end in row.certain()
                if max(x, start) < min(y, end)
            ]
        return sum(end - start for start, end in certain)
    hulls = [row.hull for row in rows]
    # the first end less the last start, whichever two items give them; of one item its own length
    ends = sorted((hull.end_min, index) for index, hull in enumerate(hulls))
    starts = sorted(((hull.start_max, index) for index, hull in enumerate(hulls)), reverse=True)
    apart = min(
        (end - start for end, i in ends[:2] for start, j in starts[:2] if i != j),
        default=inf,
    )
    return max(0, min([apart] + [hull.length_min for hull in hulls]))


def _every_two_share(rows: Iterable[DayRow]) -> bool:
    """Whether every two certainly share a day, alternative by alternative."""
    rows = list(rows)
    if any(row.pauses for row in rows):
        return False
    return all(
        relations_between(one.lowered, other.lowered).verdict(SHARES_TIME) is Verdict.CERTAIN
        for one, other in combinations(rows, 2)
    )


@frozen
class Near(Generic[ItemT]):
    """An item that may be the nearest, how far away it is, and whether it certainly is the nearest.

    Example:
        >>> from korea_events import Span
        >>> Near(Span.on("2024-03-14"), Amount(least=0, most=3), Verdict.POSSIBLE)
        <Near 2024-03-14: 0–3 days, possible>
    """

    item: ItemT
    distance: Amount
    verdict: Verdict

    def __repr__(self) -> str:
        return f"<Near {called(self.item)}: {self.distance}, {self.verdict}>"


@frozen
class Nearest(Generic[ItemT]):
    """The answer of :func:`nearest`: the candidates, the closest possible first, and what took no part.

    Example:
        >>> Nearest((), ()).candidates
        ()
    """

    candidates: tuple[Near[ItemT], ...]
    skipped: tuple[Skipped, ...]


def nearest(
    item: Timed,
    others: Iterable[ItemT] | Dossier,
    *,
    footing: str = "any",
    grain: Grain | str | None = None,
    tolerance: int | None = None,
) -> Nearest[ItemT]:
    """Which of the others is nearest in time: all that may be, with the time that lies between.

    The distance is 0 for what shares time or follows at once. An item is certainly the nearest if it is no farther
    than any other whatever the dates turn out to be; several can be. The item itself, known by its id, is left out.
    Approximate dates count as dated, but make nothing certain.

    Args:
        item: the span or event that they are near to.
        others: the candidates; of a dossier all its events.
        footing: ``held`` leaves out what is only announced.
        grain: as in :func:`korea_events.relate`; one axis for the whole question.
        tolerance: as in :func:`korea_events.relate`.

    Raises:
        QuestionError: for an item that can have no span, an ``item`` that has none, or an unusable argument.

    Example:
        >>> from korea_events import Span
        >>> statement = Span.on("2024-03-07")
        >>> drills = [Span.of("2024-03-10", "2024-03-14"), Span.bounded(latest_end="2024-03-05")]
        >>> for near in nearest(statement, drills).candidates:
        ...     print(near.item, near.distance, near.verdict)
        bounds(latest_end=2024-03-05) at least 1 day possible
        2024-03-10/2024-03-14 2 days possible
    """
    own = span_of(item)
    if own is None:
        raise QuestionError.of("question-no-span", "what others should be near to has no dates")
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    own_id = getattr(item, "id", None)
    taken = [
        (other, span)
        for other, span in asked_about(others, footing, skipped)
        if own_id is None or getattr(other, "id", None) != own_id
    ]
    axis = common_axis([own, *(span for _, span in taken)], grain)
    place = lower(own, axis, tolerance)
    found = []
    for other, span in taken:
        lowered = lower(span, axis, tolerance)
        flagged = place.approximate or lowered.approximate
        found.append((other, *gap_between(place, lowered), flagged))
    farthest = sorted(most for _, _, most, _ in found)
    closest = sorted(least for _, least, _, _ in found)
    candidates: list[Near[ItemT]] = []
    for other, least, most, flagged in sorted(found, key=lambda entry: (entry[1], entry[2])):
        if least > farthest[0]:
            break
        rival = closest[1] if len(closest) > 1 and least == closest[0] else closest[0]
        certain = not flagged and (most <= rival or len(found) == 1)
        verdict = Verdict.CERTAIN if certain else Verdict.POSSIBLE
        candidates.append(Near(other, Amount.of(least, most, axis.grain), verdict))  # type: ignore[arg-type]  # items are what was given
    return Nearest(tuple(candidates), tuple(skipped))
