"""When something was under way: a span with its pauses, its separate occurrences, or from time to time.

A span says when something began and ended. What lies between need not all be active: it may have been paused, happened
several times, or gone on only from time to time. For every tick of an axis there are two questions: in which worlds is
it active? The *possible* set holds the ticks that are active in some world, the *certain* set those that are in every
world. Verdicts go beyond the two sets, since two things can share time for certain without any certain tick.

Pauses, occurrences and the span are independent of each other. Approximate dates count as dated for what is possible,
and as freed for what is certain. The answers are proved in the tests against all joint worlds: exact where pauses and
occurrences are exact, else sound. How much time two things share is for ``active_amounts``.
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
    find_relation_mask,
    intersect,
)
from korea_events.temporal.relations import Verdict
from korea_events.temporal.stretches import (
    Stretch,
    Stretches,
    complement_stretches,
    do_stretches_meet,
    intersect_all,
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

    @cached_property
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
            return merge_stretches(stretch for each in self.occurrences for stretch in each.reach)
        if not self.pauses:
            return self.span.reach
        return subtract_stretches(self.span.reach, merge_stretches(map(_find_core_stretch, self.pauses)))

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
    def core(self) -> Stretch:
        """The latest start and the earliest end, wherever approximate ends lie, in whichever order they are."""
        return self.span.free_hull[1:3]

    @cached_property
    def largest_pauses(self) -> Stretches:
        """All ticks that a pause can take."""
        return merge_stretches(stretch for pause in self.pauses for stretch in pause.reach)

    def free(self) -> ActiveTime:
        """The same when its approximate ends may lie anywhere, as dated."""
        if not any(span.approximate for span in (self.span, *self.occurrences)):
            return self
        span, *occurrences = (evolve(one, alternatives=one.freed) for one in (self.span, *self.occurrences))
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
            return span.free_hull if freed else span.hull

        if self.occurrences:
            return tuple(map(cover, self.occurrences))
        whole = cover(self.span)
        if self.intermittent:
            a, b, c, d = whole[:4]
            return (Bounds(a, b, a + 1, b + 1, 1, 1), Bounds(c - 1, d - 1, c, d, 1, 1))
        return tuple(_split_at_pauses(whole, [pause.hull for pause in self.pauses]))


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
    if first.unbroken and second.unbroken:  # nearly always: their ends decide
        return _judge_unbroken(first, second)
    if not do_stretches_meet(first.possible, second.possible):
        return Verdict.IMPOSSIBLE
    if first.doubtful or second.doubtful:
        return Verdict.POSSIBLE
    if do_stretches_meet(first.certain, second.certain):
        return Verdict.CERTAIN
    # Somewhere an occurrence as a whole meets the other for certain, or what is left of both can never be kept apart.
    forms = product(first.worst_forms, second.worst_forms)
    return Verdict.CERTAIN if any(not _can_be_apart(x, y) for x, y in forms) else Verdict.POSSIBLE


def _judge_unbroken(first: ActiveTime, second: ActiveTime) -> Verdict:
    if not do_stretches_meet(first.possible, second.possible):
        return Verdict.IMPOSSIBLE
    if first.doubtful or second.doubtful:
        return Verdict.POSSIBLE
    (start, end), (other_start, other_end) = first.core, second.core
    return Verdict.POSSIBLE if start >= other_end or other_start >= end else Verdict.CERTAIN


def judge_common(items: Sequence[ActiveTime]) -> Verdict:
    """Whether independent items all share one tick.

    Impossible is exact. Certain is exact for plain spans; else it is found where a tick is certain for all, or where
    two items are all there is.
    """
    if not intersect_all(item.possible for item in items):
        return Verdict.IMPOSSIBLE
    if intersect_all(item.certain for item in items) or len(items) == 1:
        return Verdict.POSSIBLE if any(item.doubtful for item in items) else Verdict.CERTAIN
    if len(items) == 2:
        return judge_sharing(*items)
    # Of stretches without holes, all share a tick as soon as every two do: each begins before any other can be over.
    if not all(item.unbroken and not item.doubtful for item in items):
        return Verdict.POSSIBLE
    ends = sorted((item.core[1], at) for at, item in enumerate(items))[:2]
    starts = sorted((item.core[0], at) for at, item in enumerate(items))[-2:]
    apart = any(start >= end and one != other for end, one in ends for start, other in starts)
    return Verdict.POSSIBLE if apart else Verdict.CERTAIN


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


# -- sets --------------------------------------------------------------------------------------------------------------


def _find_core_stretch(span: ProjectedSpan) -> Stretch:
    """The ticks within every world of a span; empty where there are none."""
    start, end = span.free_hull[1:3]
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
