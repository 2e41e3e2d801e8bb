"""How long something was under way, how much of that two things share, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations, product
from math import inf, isinf

from korea_events.temporal.active import ActiveTime
from korea_events.temporal.axis import ProjectedSpan
from korea_events.temporal.bounds import Bounds, Tick, build_hull, measure_gap, measure_shared
from korea_events.temporal.folding import fold_pairs
from korea_events.temporal.stretches import (
    Stretches,
    count_ticks,
    intersect_stretches,
    merge_stretches,
    subtract_stretches,
)


def measure_active(item: ActiveTime) -> tuple[Tick, Tick]:
    """The least and the most ticks on which an item was under way, at whatever dates.

    Both are attained for spans without pauses, and where everything is known; else both are sound bounds.
    """
    ticks = count_ticks(item.possible)
    if item.occurrences:
        most: Tick = sum(max(one.length_max for one in each.alternatives) for each in item.occurrences)
    else:
        longest = max(bounds.length_max for bounds in item.span.alternatives)
        most = longest - _measure_pauses_inside([item.span], item.pauses)
    return 0 if item.doubtful else _measure_least_active(item), max(0, min(most, ticks))


def _measure_least_active(item: ActiveTime) -> Tick:
    sure = count_ticks(item.certain)
    if item.occurrences:
        return max(sure, _measure_apart(item.occurrences))
    shortest = min(bounds.length_min for bounds in item.span.freed)
    if item.intermittent:
        return max(sure, min(shortest, 2))
    taken = sum(max(bounds.length_max for bounds in pause.alternatives) for pause in item.pauses)
    return max(sure, shortest - taken, 0)


def _measure_apart(occurrences: Iterable[ProjectedSpan]) -> Tick:
    """The fewest ticks of occurrences: of those whose hulls overlap, those of one."""
    total: Tick = 0
    least: Tick = 0
    reach: Tick = -inf
    for hull in sorted(build_hull(one.freed) for one in occurrences):
        if hull.start_min >= reach:
            total, least = total + least, 0
        least, reach = max(least, hull.length_min), max(reach, hull.end_max)
    return total + least


def measure_shared_time(first: ActiveTime, second: ActiveTime) -> tuple[Tick, Tick]:
    """The least and the most active ticks that two independent items share.

    Both are attained for spans without pauses, occurrences and gaps. The least is also exact where pauses are; else
    both are sound bounds.
    """
    if first.plain and second.plain:  # nearly always
        return measure_shared(first.span.alternatives[0], second.span.alternatives[0])
    doubtful = first.doubtful or second.doubtful
    if first.unbroken and second.unbroken:
        return 0 if doubtful else _find_least(first.span, second.span), _find_most(first.span, second.span)
    overlap = count_ticks(intersect_stretches(first.possible, second.possible))
    if not overlap:
        return 0, 0
    pieces = [list(_list_main_spans(item)) for item in (first, second)]
    most: Tick = sum(_find_most(x, y) for x, y in product(*pieces))
    if not (first.occurrences or second.occurrences):
        most -= _measure_pauses_inside([first.span, second.span], [*first.pauses, *second.pauses])
    most = max(0, min(most, overlap))
    if doubtful:
        return 0, most
    least = count_ticks(intersect_stretches(first.certain, second.certain))
    if not (first.intermittent or second.intermittent):
        for x, y in product(*pieces):
            least = max(least, _measure_least_shared(x, y, first, second))
    return least, max(least, most)


def measure_active_gap(first: ActiveTime, second: ActiveTime) -> tuple[Tick, Tick]:
    """The least and the most ticks between two independent items, 0 where they touch or share time.

    Both go by the dates as dated. The least is exact; the most is a sound bound, attained for plain spans.
    """
    least: Tick = min(
        (max(0, y[0] - x[1], x[0] - y[1]) for x, y in product(first.possible, second.possible)), default=0
    )
    most = min(
        (measure_gap(x, y)[1] for x, y in product(first.list_parts(), second.list_parts())), default=inf
    )
    return least, max(least, most)


def _find_least(x: ProjectedSpan, y: ProjectedSpan) -> Tick:
    return fold_pairs(x.freed, y.freed, lambda a, b: measure_shared(a, b)[0], min)


def _find_most(x: ProjectedSpan, y: ProjectedSpan) -> Tick:
    return fold_pairs(x.alternatives, y.alternatives, lambda a, b: measure_shared(a, b)[1], max)


def _list_main_spans(item: ActiveTime) -> Iterable[ProjectedSpan]:
    return item.occurrences or (item.span,)


def _measure_least_shared(x: ProjectedSpan, y: ProjectedSpan, first: ActiveTime, second: ActiveTime) -> Tick:
    """A lower bound of the time that two stretches share outside of pauses: the better of two.

    The least that they share, less what the pauses can take of it at most; and what is left when every tick is taken
    that a pause can take, which is exact where the pauses are.
    """
    pauses = [*first.pauses, *second.pauses]
    least = _find_least(x, y)
    if not pauses or not least:
        return least
    taken = sum(
        min(
            max(measure_shared(p, side)[1] for p in pause.alternatives for side in sides)
            for sides in (x.alternatives, y.alternatives)
        )
        for pause in pauses
    )
    if x.approximate or y.approximate:
        taken = sum(max(bounds.length_max for bounds in pause.alternatives) for pause in pauses)
    holes = merge_stretches([*first.largest_pauses, *second.largest_pauses])
    hidden = min(_measure_outside_holes(a, b, holes) for a, b in product(x.freed, y.freed))
    return max(0, least - taken, hidden)


def _measure_outside_holes(x: Bounds, y: Bounds, holes: Stretches) -> Tick:
    """The fewest ticks outside of holes that two stretches can share."""

    def outside(start: Tick, end: Tick) -> Tick:
        return count_ticks(subtract_stretches(((start, end),), holes)) if start < end else 0

    crossing = min(outside(x.start_max, y.end_min), outside(y.start_max, x.end_min))
    return min(crossing, _measure_shortest_outside(x, holes), _measure_shortest_outside(y, holes))


def _measure_shortest_outside(bounds: Bounds, holes: Stretches) -> Tick:
    """The fewest ticks outside of holes that one stretch can have.

    The number is linear between the edges of holes and bounds: the fewest stand where two of them meet.
    """
    a, b, c, d, p, q = bounds
    edges = [edge for hole in holes for edge in hole if not isinf(edge)]
    ends = [edge for edge in (c, d, *edges) if not isinf(edge)]
    starts = [edge for edge in (a, b, *edges) if not isinf(edge)]
    starts += [end - length for end in ends for length in (p, q) if not isinf(length)]
    fewest = p  # where no hole is near
    for start in starts:
        for end in (*ends, start + p, start + q):
            if a <= start <= b and c <= end <= d and p <= end - start <= q and not isinf(end):
                fewest = min(fewest, count_ticks(subtract_stretches(((start, end),), holes)))
    return fewest


def _measure_pauses_inside(spans: Sequence[ProjectedSpan], pauses: Sequence[ProjectedSpan]) -> Tick:
    """How many ticks that spans share are certainly taken by pauses, as far as that is plain to see."""
    if not pauses:
        return 0
    taken = [_measure_common(*spans, pause) for pause in pauses]
    apart = all(
        max(bounds.end_max for bounds in x.alternatives) <= min(bounds.start_min for bounds in y.alternatives)
        or max(bounds.end_max for bounds in y.alternatives)
        <= min(bounds.start_min for bounds in x.alternatives)
        for i, x in enumerate(pauses)
        for y in pauses[i + 1 :]
    )
    return sum(taken) if apart else max(taken)


def _measure_common(*spans: ProjectedSpan) -> Tick:
    """The fewest ticks that several independent stretches share."""
    fewest: Tick = inf
    for each in product(*(span.freed for span in spans)):
        between = [x.end_min - y.start_max for x, y in permutations(each, 2)]
        fewest = min(fewest, *between, *(bounds.length_min for bounds in each))
    return max(0, fewest)
