"""How long something was under way, how much of that two things share, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise, permutations, product
from math import inf, isinf

from korea_events.temporal.active import ActiveTime
from korea_events.temporal.axis import ProjectedSpan
from korea_events.temporal.bounds import Bounds, Tick, measure_shared
from korea_events.temporal.folding import fold_pairs
from korea_events.temporal.joins.columns import find_sharing_pairs
from korea_events.temporal.joins.sweep import Columns
from korea_events.temporal.stretches import (
    Stretch,
    Stretches,
    build_counter,
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
        most = item.span.hull.length_max - _measure_pauses_inside([item.span], item.pauses)
    return 0 if item.doubtful else _measure_least_active(item), max(0, min(most, ticks))


def _measure_least_active(item: ActiveTime) -> Tick:
    sure = count_ticks(item.certain)
    if item.occurrences:
        return max(sure, _measure_apart(item.occurrences))
    shortest = item.span.free_hull.length_min
    if item.intermittent:
        return max(sure, min(shortest, 2))
    taken = sum(max(bounds.length_max for bounds in pause.alternatives) for pause in item.pauses)
    return max(sure, shortest - taken, 0)


def _measure_apart(occurrences: Iterable[ProjectedSpan]) -> Tick:
    """The fewest ticks of occurrences: of those whose hulls overlap, those of one."""
    total: Tick = 0
    least: Tick = 0
    reach: Tick = -inf
    for hull in sorted(one.free_hull for one in occurrences):
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
    known = not doubtful and all(item.certain == item.possible for item in (first, second))
    if known or not overlap:
        return overlap, overlap
    ours, theirs = (item.occurrences or (item.span,) for item in (first, second))
    most = _sum_most(ours, theirs, overlap)
    if not (first.occurrences or second.occurrences):
        most -= _measure_pauses_inside([first.span, second.span], [*first.pauses, *second.pauses])
    most = max(0, min(most, overlap))
    if doubtful:
        return 0, most
    least = count_ticks(intersect_stretches(first.certain, second.certain))
    if first.pauses or second.pauses:
        if not (first.intermittent or second.intermittent):
            for x, y in product(ours, theirs):
                least = max(least, _measure_least_shared(x, y, first, second))
    elif not (first.intermittent or second.intermittent):
        one, other = (tuple(map(_find_core, side)) for side in (ours, theirs))
        least = max(least, fold_pairs(one, other, _measure_cores, max))
    return least, max(least, most)


def _sum_most(first: Sequence[ProjectedSpan], second: Sequence[ProjectedSpan], enough: Tick) -> Tick:
    """The most ticks that pairs of spans share, added up as far as that matters."""
    one, other = (
        Columns(*islice(zip(*(span.hull for span in side), strict=True), 4)) for side in (first, second)
    )
    total: Tick = 0
    for chunk in find_sharing_pairs(one, other).chunks():
        for i, j in zip(chunk.i, chunk.j, strict=True):
            total += _find_most(first[i], second[j])
            if total >= enough:
                return total
    return total


def _find_core(span: ProjectedSpan) -> Bounds:
    """The latest start, the earliest end and the shortest length of a span."""
    hull = span.free_hull
    start, end, length = hull.start_max, hull.end_min, hull.length_min
    return Bounds(start, start, end, end, length, length)


def _measure_cores(x: Bounds, y: Bounds) -> Tick:
    """The least ticks that two spans share, by their cores; of hulls of cores, the most that any of them can."""
    shared = (x.length_max, y.length_max, x.end_max - y.start_min, y.end_max - x.start_min)
    return max(0, min(shared))


def measure_active_gap(first: ActiveTime, second: ActiveTime) -> tuple[Tick, Tick]:
    """The least and the most ticks between two independent items, 0 where they touch or share time.

    Both go by the dates as dated. The least is exact; the most is a sound bound, attained for plain spans.
    """
    one, other = ([(part.start_max, part.end_min) for part in item.list_parts()] for item in (first, second))
    least = _measure_least_gap(first.possible, second.possible, 0)
    return least, max(least, _measure_least_gap(one, other, inf))


def _measure_least_gap(first: Sequence[Stretch], second: Sequence[Stretch], default: Tick) -> Tick:
    """The fewest ticks between one of the first stretches and one of the second ones."""
    if not first or not second:
        return default
    one, other = (tuple(Bounds(start, start, end, end) for start, end in side) for side in (first, second))
    return fold_pairs(one, other, lambda x, y: max(0, y.start_min - x.end_max, x.start_min - y.end_max), min)


def _find_least(x: ProjectedSpan, y: ProjectedSpan) -> Tick:
    return _measure_cores(_find_core(x), _find_core(y))


def _find_most(x: ProjectedSpan, y: ProjectedSpan) -> Tick:
    return fold_pairs(x.alternatives, y.alternatives, lambda a, b: measure_shared(a, b)[1], max)


def _measure_least_shared(x: ProjectedSpan, y: ProjectedSpan, first: ActiveTime, second: ActiveTime) -> Tick:
    """A lower bound of the time that two stretches share outside of pauses: the better of two.

    The least that they share, less what the pauses can take of it at most; and what is left when every tick is taken
    that a pause can take, which is exact where the pauses are.
    """
    pauses = [*first.pauses, *second.pauses]
    least = _find_least(x, y)
    if not pauses or not least:
        return least
    holes = merge_stretches([*first.largest_pauses, *second.largest_pauses])
    hidden = _measure_outside_holes(x.freed, y.freed, holes)
    if all(a == b and c == d for a, b, c, d, *_ in (pause.free_hull for pause in pauses)):
        return hidden
    taken = sum(
        min(
            max(measure_shared(p, side)[1] for p in pause.alternatives for side in sides)
            for sides in (x.alternatives, y.alternatives)
        )
        for pause in pauses
    )
    if x.approximate or y.approximate:
        taken = sum(max(bounds.length_max for bounds in pause.alternatives) for pause in pauses)
    return max(0, least - taken, hidden)


def _measure_outside_holes(x: tuple[Bounds, ...], y: tuple[Bounds, ...], holes: Stretches) -> Tick:
    """The fewest ticks outside of holes that two stretches can share."""
    starts = [max(bounds.start_max for bounds in side) for side in (x, y)]
    ends = [min(bounds.end_min for bounds in side) for side in (y, x)]
    crossing = (
        count_ticks(subtract_stretches(((start, end),), holes)) if start < end else 0
        for start, end in zip(starts, ends, strict=True)
    )
    return min(*crossing, *(_measure_shortest_outside(bounds, holes) for bounds in (*x, *y)))


def _measure_shortest_outside(bounds: Bounds, holes: Stretches) -> Tick:
    """The fewest ticks outside of holes that one stretch can have.

    From each start the earliest end is best. The number is linear between the starts at which one of the two reaches an
    edge of a hole, or the end stops being the earliest of all.
    """
    a, b, c, d, p, q = bounds
    edges = [edge for hole in holes for edge in hole]
    starts = {a, b, c - p, *edges, *(edge - p for edge in edges)}
    stretches = [
        (start, max(c, start + p))
        for start in starts
        if a <= start <= b and not isinf(start) and max(c, start + p) <= min(d, start + q)
    ]
    if not stretches:
        return p  # where no hole is near
    reach = (min(start for start, _ in stretches), max(end for _, end in stretches))
    count = build_counter(intersect_stretches(holes, (reach,)))
    return min(p, *(end - start - (count(end) - count(start)) for start, end in stretches))


def _measure_pauses_inside(spans: Sequence[ProjectedSpan], pauses: Sequence[ProjectedSpan]) -> Tick:
    """How many ticks that spans share are certainly taken by pauses, as far as that is plain to see."""
    if not pauses:
        return 0
    late = max(span.free_hull.start_max for span in spans)
    early = min(span.free_hull.end_min for span in spans)
    taken = [
        pause.hull.length_min  # which all of them certainly go on for
        if late <= pause.free_hull.start_min and pause.free_hull.end_max <= early
        else _measure_common(*spans, pause)
        for pause in pauses
    ]
    hulls = sorted(pause.hull for pause in pauses)
    apart = all(hull.end_max <= later.start_min for hull, later in pairwise(hulls))
    return sum(taken) if apart else max(taken)


def _measure_common(*spans: ProjectedSpan) -> Tick:
    """The fewest ticks that several independent stretches share."""
    fewest: Tick = inf
    for each in product(*(span.freed for span in spans)):
        between = [x.end_min - y.start_max for x, y in permutations(each, 2)]
        fewest = min(fewest, *between, *(bounds.length_min for bounds in each))
    return max(0, fewest)
