"""What is nearest in time to something else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import product
from math import inf
from operator import itemgetter
from typing import Any, ClassVar, Generic, TypedDict, Unpack, overload

from attrs import frozen

from korea_events.analysis.selection import (
    FootingName,
    Items,
    ItemT,
    check_footing,
    select_items,
)
from korea_events.answers import Answer, Skipped, identify_item
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import Event
from korea_events.temporal import Amount, Grain, Verdict
from korea_events.temporal.engine import (
    GrainName,
    ProjectedSpan,
    Tick,
    Timed,
    check_tolerance,
    choose_axis,
    get_span,
    measure_gap_between,
    project,
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
        return f"<Near {identify_item(self.item)}: {self.distance}, {self.verdict}>"


@frozen(repr=False)
class Nearest(Answer[Near[ItemT]]):
    """The answer of :func:`nearest`: the candidates, the closest possible first.

    Example:
        >>> Nearest((), ())
        <Nearest: 0 rows, 0 skipped>
    """

    _columns: ClassVar = {"item": object, "distance": Amount, "verdict": str}


class NearestOptions(TypedDict, total=False):
    """The options of :func:`nearest`."""

    footing: FootingName
    grain: Grain | GrainName | None
    tolerance: int | None


@overload
def nearest(item: Timed, others: Dossier, **options: Unpack[NearestOptions]) -> Nearest[Event]: ...
@overload
def nearest(item: Timed, others: Iterable[ItemT], **options: Unpack[NearestOptions]) -> Nearest[ItemT]: ...
def nearest(
    item: Timed,
    others: Items[Any],
    *,
    footing: FootingName = "any",
    grain: Grain | GrainName | None = None,
    tolerance: int | None = None,
) -> Nearest[Any]:
    """Which of the others is nearest in time: all that may be, with the time in between.

    The distance is 0 for items that share time or follow at once. An item is certainly the nearest if no other can
    be nearer, whatever the dates turn out to be; several can be. The item itself, known by its id, is left out.
    Approximate dates count as dated, but make nothing certain.

    Args:
        item: the span or event that they are near to.
        others: the candidates; of a dossier all its events.
        footing: ``held`` leaves out what is only announced.
        grain: as in :func:`korea_events.relate`; one axis for the whole question.
        tolerance: as in :func:`korea_events.relate`.

    Raises:
        QuestionError: for an item that cannot have a span, an ``item`` without one, or an unusable argument.

    Example:
        >>> from korea_events import Span
        >>> statement = Span.on("2024-03-07")
        >>> drills = [Span.of("2024-03-10", "2024-03-14"), Span.bounded(latest_end="2024-03-05")]
        >>> for near in nearest(statement, drills):
        ...     print(near.item, near.distance, near.verdict)
        bounds(latest_end=2024-03-05) at least 1 day possible
        2024-03-10/2024-03-14 2 days possible
    """
    own = get_span(item)
    if own is None:
        raise QuestionError.of("question-no-span", "the item that others are near to has no dates")
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    own_id = getattr(item, "id", None)
    selected = [
        (other, span)
        for other, span in select_items(others, footing, skipped)
        if own_id is None or getattr(other, "id", None) != own_id
    ]
    axis = choose_axis([own, *(span for _, span in selected)], grain)
    centre = project(own, axis, tolerance)
    dated = [project(span, axis, tolerance) for _, span in selected]
    may_be, must_be = _build_nearest_tests(centre, dated)
    distances = {
        index: measure_gap_between(centre, dated[index]) for index in range(len(selected)) if may_be(index)
    }
    candidates: list[Near[Any]] = []
    for index, distance in sorted(distances.items(), key=itemgetter(1)):
        approximate = centre.approximate or dated[index].approximate
        verdict = Verdict.POSSIBLE if approximate or not must_be(index) else Verdict.CERTAIN
        candidates.append(Near(selected[index][0], Amount.of(*distance, axis.grain), verdict))
    return Nearest(tuple(candidates), tuple(skipped))


def _build_nearest_tests(
    centre: ProjectedSpan, others: list[ProjectedSpan]
) -> tuple[Callable[[int], bool], Callable[[int], bool]]:
    """Whether one of the others may be the nearest, and whether it must be.

    The dates of all are independent, but all are near to one and the same centre, so that bounds of the distances
    are not enough. With the centre at s to e, an item that starts at the earliest at a and ends at the
    latest at d is at least max(0, a - e, s - d) away; one that starts at the latest at b and ends at the earliest at
    c at most max(0, b - e, s - c). Two such terms compare by s, e or s + e alone, and all of these are greatest, and
    least, in one and the same world: so only the latest and the earliest centre matter.
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
        for at, x in product(centre.alternatives, others[index].alternatives):
            if x.start_min > at.end_max:
                beaten = farther(index, x.start_min, at.start_max + at.end_max - x.start_min)
            elif x.end_max < at.start_min:
                beaten = farther(index, at.start_min + at.end_min - x.end_max, x.end_max)
            else:
                # they may touch
                beaten = False
            if not beaten:
                return True
        return False

    def must_be(index: int) -> bool:
        for at, x in product(centre.alternatives, others[index].alternatives):
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

    def has_rival(index: int, below: Tick, above: Tick) -> bool:
        count = bisect_left(firsts, below)
        if not count:
            return False
        best, owner, rest = greatest[count - 1]
        return (rest if owner == index else best) > above

    return has_rival
