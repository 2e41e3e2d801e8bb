"""All worlds of small items, as bit masks of the ticks that are active in them: the oracle for `temporal.active`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from korea_events.temporal.active import ActiveTime
from korea_events.temporal.axis import ProjectedSpan
from korea_events.temporal.bounds import Bounds, close

TICKS = 8


def draw_bounds(random: Random, *, exact: bool = False, low: int = 0, high: int = TICKS) -> Bounds:
    """Closed bounds of stretches within a few ticks."""
    while True:
        start = random.randrange(low, high)
        end = random.randrange(start + 1, high + 1)
        if exact:
            return Bounds(start, start, end, end, end - start, end - start)
        a, b = sorted(random.randrange(low, high) for _ in "ab")
        c, d = sorted(random.randrange(low + 1, high + 1) for _ in "cd")
        p, q = sorted(random.randrange(1, high - low + 1) for _ in "pq")
        closed = close(Bounds(a, b, c, d, p, q))
        if closed is not None:
            return closed


def draw_span(random: Random, *, exact: bool = False, flagged: bool = False) -> ProjectedSpan:
    """A span of one alternative or two; flagged, it is as free as one of its ends makes it within the few ticks."""
    count = 1 if exact else random.choice((1, 1, 1, 2))
    dated = tuple(draw_bounds(random, exact=exact) for _ in range(count))
    freed = dated
    if flagged:
        start, end = random.choice(((True, False), (False, True), (True, True)))
        freed = tuple(free_ends(bounds, start=start, end=end) for bounds in dated)
    return ProjectedSpan(dated, freed, exact=True)


def free_ends(bounds: Bounds, *, start: bool, end: bool) -> Bounds:
    """The bounds when ends may lie anywhere among the few ticks."""
    a, b, c, d = bounds[:4]
    if start:
        a, b = 0, TICKS - 1
    if end:
        c, d = 1, TICKS
    loose = close(Bounds(a, b, c, d, 1, TICKS))
    assert loose is not None
    return loose


def draw_item(random: Random, kind: str) -> ActiveTime:
    """An item of a kind: plain, flagged, paused, vaguely paused, occurring, vaguely occurring or intermittent."""
    flagged = kind.startswith("flagged")
    if "pause" in kind:
        exact = "vague" not in kind
        while True:  # until something is left beside the pauses
            pauses = tuple(draw_span(random, exact=exact) for _ in range(random.choice((1, 1, 2))))
            item = ActiveTime(draw_span(random, flagged=flagged), pauses=pauses)
            if any(list_active_sets(item, freed=False)):
                return item
    if "occur" in kind:
        found = tuple(draw_span(random, exact="vague" not in kind) for _ in range(random.choice((1, 2, 3))))
        hull = [bounds for one in found for bounds in one.alternatives]
        whole = Bounds(
            min(x[0] for x in hull), min(x[1] for x in hull), max(x[2] for x in hull), max(x[3] for x in hull)
        )
        return ActiveTime(ProjectedSpan((whole,), (whole,), exact=False), occurrences=found)
    return ActiveTime(draw_span(random, flagged=flagged), intermittent="intermittent" in kind)


def list_worlds(bounds: Bounds) -> Iterator[int]:
    """The stretches that bounds allow, as masks."""
    a, b, c, d, p, q = map(int, bounds)
    for start in range(a, b + 1):
        for end in range(max(c, start + p), min(d, start + q) + 1):
            yield (1 << end) - (1 << start)


def list_span_worlds(span: ProjectedSpan, *, freed: bool) -> set[int]:
    """The stretches that a span allows, as dated or as freed."""
    return {mask for bounds in (span.freed if freed else span.alternatives) for mask in list_worlds(bounds)}


def list_active_sets(item: ActiveTime, *, freed: bool) -> set[int]:
    """Every set of ticks that can be the active one."""
    if item.occurrences:
        each = [list_span_worlds(one, freed=freed) for one in item.occurrences]
        return {union(masks) for masks in product(*each)}
    stretches = list_span_worlds(item.span, freed=freed)
    if item.intermittent:
        return {chosen for mask in stretches for chosen in list_intermittent(mask)}
    # a flagged pause takes less when what is possible is asked, and more when what is certain is
    pauses = [list_span_worlds(pause, freed=False) for pause in item.pauses]
    return {mask & ~union(taken) for mask in stretches for taken in product(*pauses)}


def list_intermittent(mask: int) -> Iterator[int]:
    """The ways to be active in the first and the last tick, and now and then between."""
    ends = (mask & -mask) | 1 << (mask.bit_length() - 1)
    free = [1 << tick for tick in range(TICKS) if mask >> tick & 1 and not ends >> tick & 1]
    for chosen in product(*((0, bit) for bit in free)):
        yield ends | union(chosen)


def union(masks: tuple[int, ...]) -> int:
    """All ticks of several masks."""
    result = 0
    for mask in masks:
        result |= mask
    return result
