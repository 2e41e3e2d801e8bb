"""What happened at one time: on a day, at a moment in common, or nearest to something else."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import combinations, product
from math import inf
from operator import itemgetter
from typing import Generic, TypeVar

from attrs import frozen

from korea_events.analysis.day_axis import (
    DayItem,
    Stretch,
    merge_stretches,
    project_items_to_days,
)
from korea_events.analysis.selection import Skipped, name_item, select_items
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.temporal import SHARES_TIME, Amount, DayRange, Grain, Verdict
from korea_events.temporal.engine import (
    GrainName,
    ProjectedSpan,
    Tick,
    Timed,
    as_day_range,
    check_tolerance,
    choose_axis,
    day_ordinal,
    find_relations,
    get_span,
    measure_gap_between,
    project,
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
        return f"<UnderWay {name_item(self.item)}: {self.verdict}>"


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
    asked = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    certain: list[UnderWay[ItemT]] = []
    possible: list[UnderWay[ItemT]] = []
    for row in asked.rows:
        if _is_covered_day(row.certain(), tick):
            certain.append(UnderWay(row.item, Verdict.CERTAIN))
        elif _is_covered_day(row.possible(), tick):
            possible.append(UnderWay(row.item, Verdict.POSSIBLE))
    return (*certain, *possible)


def _is_covered_day(stretches: Iterable[Stretch], tick: int) -> bool:
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
    rows = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance).rows
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
    least = _count_least_common_days(rows)
    verdict = Verdict.CERTAIN if least or _is_each_pair_certain(rows) else Verdict.POSSIBLE
    most = min([row.hull.length_max for row in rows] + [max(end - start for start, end in days)])
    shared = Amount.of(max(least, int(verdict is Verdict.CERTAIN)), most, Grain.DAY)
    return Common(verdict, shared, tuple(map(as_day_range, merge_stretches(days))))


def _count_least_common_days(rows: Iterable[DayItem]) -> Tick:
    """The days that all certainly share: a sound bound, exact where each is one alternative without pauses."""
    rows = list(rows)
    if any(row.projected.approximate for row in rows):
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


def _is_each_pair_certain(rows: Iterable[DayItem]) -> bool:
    """Whether every two certainly share a day, alternative by alternative."""
    rows = list(rows)
    if any(row.pauses for row in rows):
        return False
    return all(
        find_relations(one.projected, other.projected).verdict(SHARES_TIME) is Verdict.CERTAIN
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
        return f"<Near {name_item(self.item)}: {self.distance}, {self.verdict}>"


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
    grain: Grain | GrainName | None = None,
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
    own = get_span(item)
    if own is None:
        raise QuestionError.of("question-no-span", "what others should be near to has no dates")
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    own_id = getattr(item, "id", None)
    taken = [
        (other, span)
        for other, span in select_items(others, footing, skipped)
        if own_id is None or getattr(other, "id", None) != own_id
    ]
    axis = choose_axis([own, *(span for _, span in taken)], grain)
    place = project(own, axis, tolerance)
    dated = [project(span, axis, tolerance) for _, span in taken]
    may_be, must_be = _build_nearest_tests(place, dated)
    distances = {
        index: measure_gap_between(place, dated[index]) for index in range(len(taken)) if may_be(index)
    }
    candidates: list[Near[ItemT]] = []
    for index, distance in sorted(distances.items(), key=itemgetter(1)):
        flagged = place.approximate or dated[index].approximate
        verdict = Verdict.POSSIBLE if flagged or not must_be(index) else Verdict.CERTAIN
        candidates.append(Near(taken[index][0], Amount.of(*distance, axis.grain), verdict))  # type: ignore[arg-type]  # items are what was given
    return Nearest(tuple(candidates), tuple(skipped))


def _build_nearest_tests(
    place: ProjectedSpan, others: list[ProjectedSpan]
) -> tuple[Callable[[int], bool], Callable[[int], bool]]:
    """Whether one of the others may be the nearest, and whether it must be.

    The dates of all are independent, but it is one and the same place that all are near to, so that bounds of the
    distances are not enough. With the place at s to e, an item that starts at the earliest at a and ends at the
    latest at d is at least max(0, a - e, s - d) away; one that starts at the latest at b and ends at the earliest at
    c at most max(0, b - e, s - c). Two such terms compare by s, e or s + e alone, and all of these are greatest, and
    least, in one and the same world: so only the latest and the earliest place need be looked at.
    """
    nearer = _index_rivals(
        (index, x.start_min, x.end_max) for index, other in enumerate(others) for x in other.alternatives
    )
    farther = _index_rivals(
        (
            index,
            max(x.start_max for x in other.alternatives),
            min(x.end_min for x in other.alternatives),
        )
        for index, other in enumerate(others)
    )

    def may_be(index: int) -> bool:
        for at, x in product(place.alternatives, others[index].alternatives):
            if x.start_min > at.end_max:
                beaten = farther(index, x.start_min, at.start_max + at.end_max - x.start_min)
            elif x.end_max < at.start_min:
                beaten = farther(index, at.start_min + at.end_min - x.end_max, x.end_max)
            else:  # they may touch
                beaten = False
            if not beaten:
                return True
        return False

    def must_be(index: int) -> bool:
        for at, x in product(place.alternatives, others[index].alternatives):
            after = at.end_min < x.start_max
            if after and nearer(index, x.start_max, at.start_min + at.end_min - x.start_max):
                return False
            before = x.end_min < at.start_max
            if before and nearer(index, at.start_max + at.end_max - x.end_min, x.end_min):
                return False
        return True

    return may_be, must_be


def _index_rivals(rows: Iterable[tuple[int, Tick, Tick]]) -> Callable[[int, Tick, Tick], bool]:
    """Whether a row of another owner has its first number below one limit and its second above another one."""
    ordered = sorted(rows, key=itemgetter(1))
    firsts = [first for _, first, _ in ordered]
    # up to each row: the greatest second number, whose it is, and the greatest of all others
    greatest: list[tuple[Tick, int, Tick]] = []
    best, owner, rest = -inf, -1, -inf
    for who, _, second in ordered:
        if who == owner:
            best = max(best, second)
        elif second > best:
            best, owner, rest = second, who, best
        else:
            rest = max(rest, second)
        greatest.append((best, owner, rest))

    def found(but: int, below: Tick, above: Tick) -> bool:
        count = bisect_left(firsts, below)
        if not count:
            return False
        best, owner, rest = greatest[count - 1]
        return (rest if owner == but else best) > above

    return found
