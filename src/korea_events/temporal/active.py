"""When something was under way: a span with its pauses, its separate occurrences, or from time to time.

A span says when something began and ended. What lies between need not all be active: it may have been paused, happened
several times, or gone on only from time to time. For every tick of an axis there are two questions: in which worlds is
it active? The *possible* set holds the ticks that are active in some world, the *certain* set those that are in every
world. Verdicts go beyond the two sets, since two things can share time for certain without any certain tick.

Pauses, occurrences and the span are independent of each other. Approximate dates count as dated for what is possible,
and as freed for what is certain. The answers are proved in the tests against all joint worlds: exact where pauses and
occurrences are exact, else sound. The file is long because its questions share these worlds, which one reader must see
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product
from math import inf, isinf

from attrs import evolve, frozen

from korea_events.temporal.axis import ProjectedSpan
from korea_events.temporal.bounds import (
    AFTER,
    BEFORE,
    CONTAINS,
    DURING,
    MEETS,
    MET_BY,
    OVERLAPPED_BY,
    OVERLAPS,
    Bounds,
    Tick,
    build_hull,
    find_relation_mask,
    intersect,
    measure_gap,
    measure_shared,
)
from korea_events.temporal.relations import Verdict
from korea_events.temporal.stretches import (
    Stretch,
    Stretches,
    complement_stretches,
    count_ticks,
    intersect_stretches,
    merge_stretches,
    subtract_stretches,
)

_APART = BEFORE | MEETS | MET_BY | AFTER


@frozen
class ActiveTime:
    """When one item was under way, on an axis.

    ``span`` bounds the whole; ``pauses`` take from it, or ``occurrences`` are what happened, or it was
    ``intermittent``: active in its first and its last tick, and unknown in between. Of a ``doubtful`` item
    (an unconfirmed report) nothing is certain.
    """

    span: ProjectedSpan
    pauses: tuple[ProjectedSpan, ...] = ()
    occurrences: tuple[ProjectedSpan, ...] = ()
    intermittent: bool = False
    doubtful: bool = False

    @property
    def plain(self) -> bool:
        """Whether one closed set of bounds says it all."""
        single = len(self.span.alternatives) == 1 and not self.span.approximate
        return single and self.unbroken and not self.doubtful

    @cached_property
    def unbroken(self) -> bool:
        """Whether every tick between its start and its end is active."""
        return not (self.pauses or self.occurrences or self.intermittent)

    @cached_property
    def possible(self) -> Stretches:
        """The ticks that are active in some world."""
        if self.occurrences:
            return merge_stretches(
                (bounds.start_min, bounds.end_max)
                for occurrence in self.occurrences
                for bounds in occurrence.alternatives
            )
        hulls = merge_stretches((bounds.start_min, bounds.end_max) for bounds in self.span.alternatives)
        return subtract_stretches(hulls, merge_stretches(map(_find_core_stretch, self.pauses)))

    @cached_property
    def certain(self) -> Stretches:
        """The ticks that are active in every world."""
        if self.doubtful:
            return ()
        if self.occurrences:
            return merge_stretches(map(_find_core_stretch, self.occurrences))
        if self.intermittent:
            certain: Stretches | None = None
            for bounds in self.span.freed:
                ends = _find_certain_ends(bounds)
                certain = ends if certain is None else intersect_stretches(certain, ends)
            return certain or ()
        core = merge_stretches([_find_core_stretch(self.span)])
        return subtract_stretches(core, self.largest_pauses)

    @cached_property
    def largest_pauses(self) -> Stretches:
        """All ticks that a pause can take."""
        return merge_stretches(
            (bounds.start_min, bounds.end_max) for pause in self.pauses for bounds in pause.alternatives
        )

    @cached_property
    def hull(self) -> Bounds:
        """Single bounds around every alternative, as dated."""
        return build_hull(self.span.alternatives)

    def free(self) -> ActiveTime:
        """The same when its approximate ends may lie anywhere, as dated."""
        span, *occurrences = (
            evolve(span, alternatives=span.freed) for span in (self.span, *self.occurrences)
        )
        return evolve(self, span=span, occurrences=tuple(occurrences))

    @cached_property
    def worst_forms(self) -> tuple[_WorstForm, ...]:
        """The least that it can be, in each of the ways in which it may be cut short."""
        return tuple(_list_worst_forms(self))

    def list_parts(self, *, freed: bool = False) -> tuple[Bounds, ...]:
        """The stretches of which it consists, with where each can begin and end: for questions about gaps.

        A pause splits it in two, every occurrence is one, and of something intermittent only the ends are known.
        """

        def cover(span: ProjectedSpan) -> Bounds:
            return build_hull(span.freed if freed else span.alternatives)

        if self.occurrences:
            return tuple(map(cover, self.occurrences))
        whole = cover(self.span)
        if self.intermittent:
            a, b, c, d = whole[:4]
            return (Bounds(a, b, a + 1, b + 1, 1, 1), Bounds(c - 1, d - 1, c, d, 1, 1))
        return tuple(_split_at_pauses(whole, [build_hull(pause.alternatives) for pause in self.pauses]))

    def least_length(self) -> Tick:
        """A number of ticks for which it certainly was active, at whatever dates."""
        if self.doubtful:
            return 0
        if self.occurrences:
            shortest_ones = [min(bounds.length_min for bounds in one.freed) for one in self.occurrences]
            return max(count_ticks(self.certain), *shortest_ones)
        shortest = min(bounds.length_min for bounds in self.span.freed)
        if self.intermittent:
            return min(shortest, 2)
        taken = sum(max(bounds.length_max for bounds in pause.alternatives) for pause in self.pauses)
        return max(count_ticks(self.certain), shortest - taken, 0)


def judge_active(item: ActiveTime, tick: Stretch) -> Verdict:
    """Whether an item was active at some time of a stretch that is known exactly (a day, a moment)."""
    start, end = tick
    fixed = (Bounds(start, start, end, end, end - start, end - start),)
    return judge_sharing(item, ActiveTime(ProjectedSpan(fixed, fixed, exact=True)))


def judge_sharing(first: ActiveTime, second: ActiveTime) -> Verdict:
    """Whether two independent items share active time.

    Impossible is exact. Certain is exact where all pauses and occurrences are exact and nothing is intermittent; else
    it may be missed, and the answer is then *possible*.
    """
    if first.unbroken and second.unbroken:
        verdict = judge_unbroken(first.span, second.span)
        doubtful = first.doubtful or second.doubtful
        return Verdict.POSSIBLE if doubtful and verdict is Verdict.CERTAIN else verdict
    if not intersect_stretches(first.possible, second.possible):
        return Verdict.IMPOSSIBLE
    if first.doubtful or second.doubtful:
        return Verdict.POSSIBLE
    if intersect_stretches(first.certain, second.certain):
        return Verdict.CERTAIN
    # Somewhere an occurrence as a whole meets the other for certain, or what is left of both can never be kept apart.
    forms = product(first.worst_forms, second.worst_forms)
    return Verdict.CERTAIN if any(not _can_be_apart(x, y) for x, y in forms) else Verdict.POSSIBLE


def judge_unbroken(first: ProjectedSpan, second: ProjectedSpan) -> Verdict:
    """The same for items that were active from start to end and not in doubt: their ends decide."""
    can_meet = False
    for start, _, _, end, _, _ in first.alternatives:
        for other_start, _, _, other_end, _, _ in second.alternatives:
            can_meet = can_meet or (start < other_end and other_start < end)
    if not can_meet:
        return Verdict.IMPOSSIBLE
    for _, start, end, _, _, _ in first.freed:
        for _, other_start, other_end, _, _, _ in second.freed:
            if start >= other_end or other_start >= end:
                return Verdict.POSSIBLE
    return Verdict.CERTAIN


def judge_common(items: Sequence[ActiveTime]) -> Verdict:
    """Whether independent items all share one tick.

    Impossible is exact. Certain is exact for plain spans; else it is found where a tick is certain for all, or where
    two items are all there is.
    """
    shared: Stretches = ((-inf, inf),)
    sure: Stretches = ((-inf, inf),)
    for item in items:
        shared = intersect_stretches(shared, item.possible)
        sure = intersect_stretches(sure, item.certain)
    if not shared:
        return Verdict.IMPOSSIBLE
    if sure or len(items) == 1:
        return Verdict.POSSIBLE if any(item.doubtful for item in items) else Verdict.CERTAIN
    if len(items) == 2:
        return judge_sharing(*items)
    # Of stretches without holes, all share a tick as soon as every two do.
    if all(item.unbroken for item in items) and all(
        judge_sharing(x, y) is Verdict.CERTAIN for i, x in enumerate(items) for y in items[i + 1 :]
    ):
        return Verdict.CERTAIN
    return Verdict.POSSIBLE


def measure_active_shared(first: ActiveTime, second: ActiveTime) -> tuple[Tick, Tick]:
    """The least and the most active ticks that two independent items share.

    Both are attained for spans without pauses, occurrences and gaps. The least is also exact where pauses are; else
    both are sound bounds.
    """
    overlap = count_ticks(intersect_stretches(first.possible, second.possible))
    if not overlap:
        return 0, 0
    pieces = [list(_list_main_spans(item)) for item in (first, second)]
    most: Tick = sum(
        max(measure_shared(a, b)[1] for a in x.alternatives for b in y.alternatives)
        for x, y in product(*pieces)
    )
    if not (first.occurrences or second.occurrences):
        most -= _measure_pauses_inside(first, second)
    most = max(0, min(most, overlap))
    if first.doubtful or second.doubtful:
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


# -- worlds in which two items are kept apart ------------------------------------------------------------------------


@frozen
class _WorstForm:
    """The least that an item can be: its bounds, and the ticks that may be taken from it."""

    bounds: tuple[Bounds, ...]
    holes: Stretches = ()
    only_ends: bool = False


def _list_worst_forms(item: ActiveTime) -> list[_WorstForm]:
    if not item.occurrences:
        return [_WorstForm(item.span.freed, item.largest_pauses, item.intermittent)]
    forms = [_WorstForm(occurrence.freed) for occurrence in item.occurrences]
    if item.certain:
        start, end = item.certain[0][0], item.certain[-1][1]
        fixed = Bounds(start, start, end, end, end - start, end - start)
        forms.append(_WorstForm((fixed,), complement_stretches(item.certain)))
    return forms


def _can_be_apart(first: _WorstForm, second: _WorstForm) -> bool:
    """Whether there are worlds of both without an active tick in common."""
    if first.only_ends or second.only_ends:
        if first.holes or second.holes:
            return True
        apart = _APART | (CONTAINS if first.only_ends else 0) | (DURING if second.only_ends else 0)
        if first.only_ends and second.only_ends:
            apart |= OVERLAPS | OVERLAPPED_BY
        return any(find_relation_mask(x, y) & apart for x, y in product(first.bounds, second.bounds))
    holes = merge_stretches([*first.holes, *second.holes])
    return any(_can_hide(x, y, holes) for x, y in product(first.bounds, second.bounds))


def _can_hide(x: Bounds, y: Bounds, holes: Stretches) -> bool:
    """Whether two stretches can have nothing in common, or nothing that does not lie in one hole.

    What they have in common begins with the later start and ends with the earlier end: of two different stretches
    these are free of each other, of one stretch its length ties them together.
    """
    if x.start_max >= y.end_min or y.start_max >= x.end_min:
        return True
    for start, end in holes:
        if (x.start_max >= start and y.end_min <= end) or (y.start_max >= start and x.end_min <= end):
            return True
        inside = Bounds(start, inf, -inf, end)
        if intersect(x, inside) is not None or intersect(y, inside) is not None:
            return True
    return False


# -- amounts -----------------------------------------------------------------------------------------------------------


def _list_main_spans(item: ActiveTime) -> Iterable[ProjectedSpan]:
    return item.occurrences or (item.span,)


def _measure_least_shared(x: ProjectedSpan, y: ProjectedSpan, first: ActiveTime, second: ActiveTime) -> Tick:
    """A lower bound of the time that two stretches share outside of pauses: the better of two.

    The least that they share, less what the pauses can take of it at most; and what is left when every tick is taken
    that a pause can take, which is exact where the pauses are.
    """
    pauses = [*first.pauses, *second.pauses]
    least = min(measure_shared(a, b)[0] for a, b in product(x.freed, y.freed))
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


def _measure_pauses_inside(first: ActiveTime, second: ActiveTime) -> Tick:
    """How many ticks of what two items share are certainly taken by pauses, as far as that is plain to see."""
    pauses = [*first.pauses, *second.pauses]
    if not pauses:
        return 0
    taken = [_measure_common(first.span, second.span, pause) for pause in pauses]
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
        start = max(bounds.start_max for bounds in each)
        end = min(bounds.end_min for bounds in each)
        fewest = min(fewest, end - start, *(bounds.length_min for bounds in each))
    return max(0, fewest)


# -- sets --------------------------------------------------------------------------------------------------------------


def _find_core_stretch(span: ProjectedSpan) -> Stretch:
    """The ticks within every world of a span; empty where there are none."""
    start = max(bounds.start_max for bounds in span.freed)
    end = min(bounds.end_min for bounds in span.freed)
    return (start, end) if start < end else (0, 0)


def _find_certain_ends(bounds: Bounds) -> Stretches:
    """The ticks of one alternative that are its first or its last in every world.

    A tick within is certain unless some world begins before it and ends after it. That can only hold of the two ends
    of the core.
    """
    a, b, c, d, _, q = bounds
    ends = {b, c - 1} if b < c else set()
    return merge_stretches(
        (tick, tick + 1)
        for tick in ends
        if not isinf(tick) and (a >= tick or d <= tick + 1 or max(c, tick + 2) - min(b, tick - 1) > q)
    )


def _split_at_pauses(whole: Bounds, pauses: list[Bounds]) -> Iterable[Bounds]:
    """The stretches between pauses, as loosely as is sound; none where pauses may leave nothing of one."""
    start_min, start_max, end_min, end_max = whole[:4]
    inner = sorted(pause for pause in pauses if pause.end_max > start_min and pause.start_min < end_max)
    settled = False
    while not settled:  # what may take an end away moves it, and then others may reach it
        settled = True
        for pause in inner:
            if pause.start_min <= start_max < pause.end_max:
                start_max, settled = pause.end_max, False
            if pause.start_min < end_min <= pause.end_max:
                end_min, settled = pause.start_min, False
    for pause in inner:
        if pause.start_min > start_max and pause.end_max < end_min:
            yield Bounds(start_min, start_max, pause.start_min, pause.start_max)
            start_min, start_max = pause.end_min, pause.end_max
        elif pause.start_min <= start_max < pause.end_max:
            start_max = pause.end_max
    if not inner or (start_max < end_max and start_min < end_min):
        yield Bounds(start_min, start_max, end_min, end_max)
