"""How much is under way at a time: the profile of a collection by days, and what follows from it.

All answers are sound: the least and the most hold whatever the uncertain dates turn out to be. Where they are equal
the answer is exact.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf

from attrs import frozen

from korea_events.analysis.day_axis import (
    DayItem,
    DayItems,
    Stretch,
    merge_stretches,
    project_items_to_days,
)
from korea_events.analysis.selection import Skipped
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.temporal import Amount, DayRange, Grain, Verdict
from korea_events.temporal.engine import Tick, Timed, as_day_range


@frozen
class ConcurrencyStep:
    """Some days in a row on which as many items are certainly, and as many possibly, under way.

    Example:
        >>> print(ConcurrencyStep(DayRange("2024-03-04", "2024-03-12"), certain=1, possible=2))
        2024-03-04/2024-03-12: 1–2
    """

    days: DayRange
    certain: int
    possible: int

    def __str__(self) -> str:
        number = f"{self.certain}" if self.certain == self.possible else f"{self.certain}–{self.possible}"
        return f"{self.days}: {number}"


@frozen
class Concurrency:
    """The answer of :func:`concurrency`: a step function over days.

    ``steps`` follow each other without a gap from the first day on which anything may be under way to the last.
    ``zone`` is the one whose days are meant, ``skipped`` what took no part.

    Example:
        >>> from korea_events import Span, concurrency
        >>> profile = concurrency([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13")])
        >>> for step in profile:
        ...     print(step)
        2024-03-04/2024-03-12: 1
        2024-03-13: 2
        2024-03-14: 1
        >>> profile.on("2024-03-13").certain
        2
    """

    steps: tuple[ConcurrencyStep, ...]
    zone: str
    skipped: tuple[Skipped, ...]

    def __iter__(self) -> Iterator[ConcurrencyStep]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def on(self, day: str | dt.date) -> ConcurrencyStep:
        """How many are under way on one day.

        Raises:
            SpanError: when ``day`` is no day.
        """
        only = DayRange(day, day)
        for step in self.steps:
            if day in step.days:
                return ConcurrencyStep(only, step.certain, step.possible)
        return ConcurrencyStep(only, 0, 0)

    def __str__(self) -> str:
        return "\n".join(map(str, self.steps))


def concurrency(
    items: Iterable[Timed] | Dossier,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> Concurrency:
    """For each day, how many items are certainly and how many are possibly under way.

    An item is certainly under way on the days that it covers whatever its dates turn out to be, and that no pause can
    have taken; on a day on which it can have been, it possibly is. Approximate dates make nothing certain. Who takes
    part is told at :func:`find_overlaps`; a part counts beside its whole.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        footing: ``held`` leaves out what is only announced.
        zone: whose days; None takes the zone that all have in common, else Seoul's. Days of other zones touch
            two days of this one.
        tolerance: as in :func:`korea_events.relate`.

    Raises:
        QuestionError: for an item that can have no span or an unusable argument.
        SpanError: ``zone-unknown``.

    Example:
        >>> from korea_events import Span
        >>> print(concurrency([Span.of("2024-03-04", "2024-03-14"), Span.bounded(latest_end="2024-03-10")]))
        ../2024-03-03: 0–1
        2024-03-04/2024-03-10: 1–2
        2024-03-11/2024-03-14: 1
    """
    asked = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    steps = tuple(
        ConcurrencyStep(as_day_range(stretch), certain, possible)
        for stretch, certain, possible in _list_concurrency_steps(asked)
    )
    return Concurrency(steps, asked.zone, asked.skipped)


def _list_concurrency_steps(asked: DayItems) -> list[tuple[Stretch, int, int]]:
    """The step function: stretches in order, each with how many are certainly and possibly under way."""
    changes: dict[Tick, list[int]] = defaultdict(lambda: [0, 0])
    for row in asked.rows:
        for kind, stretches in enumerate((row.certain(), row.possible())):
            for start, end in stretches:
                changes[start][kind] += 1
                changes[end][kind] -= 1
    ticks = sorted(tick for tick, change in changes.items() if any(change))
    certain = possible = 0
    steps: list[tuple[Stretch, int, int]] = []
    for start, end in pairwise(ticks):
        certain, possible = certain + changes[start][0], possible + changes[start][1]
        steps.append(((start, end), certain, possible))
    return steps


@frozen
class Busiest:
    """The answer of :func:`busiest`: how many were under way at once when most were.

    ``days`` are those on which the most can have been.

    Example:
        >>> Busiest(least=2, most=2, days=(DayRange("2024-03-13", "2024-03-13"),)).exact
        True
    """

    least: int
    most: int
    days: tuple[DayRange, ...]

    @property
    def exact(self) -> bool:
        """Whether least and most are the same."""
        return self.least == self.most


def busiest(
    items: Iterable[Timed] | Dossier,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> Busiest:
    """How many items were under way at once on the busiest day: at least and at most.

    The most is attained. The least is a sound bound, the largest number of items of which every two certainly share a
    day (and therefore all do); it is the exact minimum where every date is known, and no promise otherwise, since
    that minimum is a hard problem. Arguments and errors are those of :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.parse("2024-03")]
        >>> peak = busiest(drills)
        >>> peak.least, peak.most, peak.exact, [str(days) for days in peak.days]
        (2, 3, False, ['2024-03-13'])
    """
    asked = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    steps = _list_concurrency_steps(asked)
    most = max((possible for _, _, possible in steps), default=0)
    days = tuple(as_day_range(stretch) for stretch, _, possible in steps if possible == most)
    least = max((certain for _, certain, _ in steps), default=0)
    return Busiest(max(least, _count_with_one_loose(asked.rows), min(1, len(asked.rows))), most, days)


def _count_with_one_loose(rows: Iterable[DayItem]) -> int:
    """The most items of which every two certainly share a day, one of them having no certain day of its own.

    Two items without certain days never certainly share one, so that there is at most one among them. The others must
    then each cover all the days from the last on which it can begin to the first on which it can be over.
    """
    cores = sorted(stretch for row in rows for stretch in row.certain())
    loose = sorted(
        (hull.end_min, hull.start_max)
        for row in rows
        if not row.projected.approximate and not row.pauses and not row.certain()
        for hull in [row.hull]
    )
    best, taken = 0, 0
    ends: list[Tick] = []
    for end_min, start_max in loose:
        while taken < len(cores) and cores[taken][0] < end_min:
            insort(ends, cores[taken][1])
            taken += 1
        best = max(best, 1 + len(ends) - bisect_right(ends, start_max))
    return best


def coverage(
    items: Iterable[Timed] | Dossier,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> Amount:
    """On how many days at least one item was under way: at least and at most.

    Both are sound, and equal (``exact``) where all dates are known; the exact minimum under uncertainty is a hard
    problem and not promised. The least counts the days on which something certainly was under way and, for items that
    cannot have met, their shortest lengths, whichever gives more. The most is never more than the lengths together.
    Pauses lower the least only. Arguments and errors are those of :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> print(coverage([Span.of("2024-03-04", "2024-03-14"), Span.of("2024-03-13", "2024-03-20")]))
        17 days
        >>> print(coverage([Span.parse("2024-03"), Span.bounded(latest_end="2024-02-29", min_days=3, max_days=5)]))
        4–36 days
    """
    asked = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    steps = _list_concurrency_steps(asked)
    under_way = merge_stretches(stretch for stretch, certain, _ in steps if certain)
    possible = merge_stretches(stretch for stretch, _, possible in steps if possible)
    least = max(_bound_least_coverage(asked.rows, under_way), min(1, len(asked.rows)))
    return Amount.of(least, _bound_most_coverage(asked.rows, possible), Grain.DAY)


def _bound_least_coverage(rows: Iterable[DayItem], certain: list[Stretch]) -> Tick:
    """The best of sound bounds: some items whose hulls are apart count by their length, the days between as certain.

    It is the heaviest set of intervals that are apart, found from left to right.
    """
    ends = [end for _, end in certain]
    sums = [0.0]
    for start, end in certain:
        sums.append(sums[-1] + end - start)

    def before(tick: Tick) -> Tick:
        """The number of certain days before a tick."""
        index = bisect_right(ends, tick)
        inside = max(0, tick - certain[index][0]) if index < len(certain) else 0
        return sums[index] + inside

    ending: dict[Tick, list[tuple[Tick, Tick]]] = defaultdict(list)
    for row in rows:
        hull = row.hull
        ending[hull.end_max].append((hull.start_min, row.least()))
    ticks = sorted({start for found in ending.values() for start, _ in found} | set(ending))
    best: dict[Tick, Tick] = {}
    last: Tick | None = None
    for tick in ticks:
        best[tick] = before(tick) if last is None else best[last] + before(tick) - before(last)
        for start, length in ending.get(tick, ()):
            best[tick] = max(best[tick], best[start] + length)
        last = tick
    return 0 if last is None else best[last]


def _bound_most_coverage(rows: Iterable[DayItem], possible: list[Stretch]) -> Tick:
    """In each stretch that hulls connect: no more than its possible days, and than the greatest lengths together."""
    together = merge_stretches((row.hull.start_min, row.hull.end_max) for row in rows)
    starts = [start for start, _ in together]
    days, lengths = [0.0] * len(together), [0.0] * len(together)
    for start, end in possible:
        days[bisect_right(starts, start) - 1] += end - start
    for row in rows:
        lengths[bisect_right(starts, row.hull.start_min) - 1] += row.hull.length_max
    return sum(map(min, days, lengths))


def gaps(
    items: Iterable[Timed] | Dossier,
    *,
    at_least: Verdict | str = Verdict.CERTAIN,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> tuple[DayRange, ...]:
    """The days in between on which nothing was under way: certainly, or with ``at_least="possible"`` possibly.

    Certain gaps are the days on which no item can have been under way, between days on which one can. Possible gaps
    are the days on which no item certainly was, between days on which one was; each day by itself, for items may
    together leave no day free. The other arguments and errors are those of :func:`concurrency`.

    Raises:
        QuestionError: ``question-at-least`` for another verdict besides.

    Example:
        >>> from korea_events import Span
        >>> within = Span.bounded(earliest_start="2024-03-20", latest_end="2024-03-30")
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), within, Span.on("2024-04-02")]
        >>> [str(days) for days in gaps(drills)], [str(days) for days in gaps(drills, at_least="possible")]
        (['2024-03-15/2024-03-19', '2024-03-31/2024-04-01'], ['2024-03-15/2024-04-01'])
    """
    if at_least not in (Verdict.CERTAIN, Verdict.POSSIBLE):
        raise QuestionError.of(
            "question-at-least", f"{at_least!r} is no verdict to ask for: certain or possible"
        )
    steps = _list_concurrency_steps(
        project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    )
    only_certain = at_least == Verdict.CERTAIN
    taken = merge_stretches(
        stretch for stretch, certain, possible in steps if (possible if only_certain else certain)
    )
    return tuple(as_day_range((end, start)) for (_, end), (start, _) in pairwise(taken))


def longest_gap(
    items: Iterable[Timed] | Dossier,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: int | None = None,
) -> Amount:
    """How long the longest time was in which nothing was under way, between two items: at least and at most.

    The most is attained as far as each span is exactly one alternative; the least is a sound bound: the longest time
    that no item can have touched. Zero for fewer than two items. Pauses are ignored. Arguments and errors are those
    of :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> later = Span.bounded(earliest_start="2024-03-20", latest_start="2024-04-01")
        >>> print(longest_gap([Span.of("2024-03-04", "2024-03-14"), later]))
        5–17 days
    """
    asked = project_items_to_days(items, footing=footing, zone=zone, tolerance=tolerance)
    hulls = [row.hull for row in asked.rows]
    if len(hulls) < 2:
        return Amount(least=0, most=0)
    together = merge_stretches((hull.start_min, hull.end_max) for hull in hulls)
    least = max((start - end for (_, end), (start, _) in pairwise(together)), default=0)
    by_end = sorted((hull.end_min, hull.start_max) for hull in hulls)
    most: Tick = 0
    begin = inf
    # what cannot be over by a day must begin after the gap that begins there; everything else is out of its way
    for (end, _), (next_end, start_max) in zip(reversed(by_end[:-1]), reversed(by_end[1:]), strict=True):
        begin = min(begin, start_max)
        if end < next_end:
            most = max(most, begin - end)
    # what can be over before all the rest may begin after it instead
    last, second = by_end[-1][0], by_end[-2][0]
    for index, (_, start_max) in enumerate(by_end):
        most = max(most, start_max - (second if index == len(by_end) - 1 else last))
    return Amount.of(least, most, Grain.DAY)
