"""How much is under way at a time: the profile of a collection by days, and what follows from it.

All answers are sound: the least and the most hold whatever the uncertain dates turn out to be. Where they are equal
the answer is exact.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import inf
from operator import itemgetter
from typing import Any, ClassVar, Unpack

from attrs import field, frozen

from korea_events.analysis.plain_days import (
    bound_least_coverage,
    bound_most_coverage,
    list_steps,
    split_items_to_days,
)
from korea_events.analysis.selection import (
    DayItem,
    DayOptions,
    FootingName,
    TimedItems,
    VerdictName,
    group_alike,
    project_items_to_days,
)
from korea_events.answers import DAY_RANGE_COLUMNS, DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Skipped
from korea_events.temporal import Amount, DayRange, Verdict
from korea_events.temporal.engine import (
    Bounds,
    Stretch,
    Stretches,
    Tick,
    Tolerance,
    as_day_range,
    check_at_least,
    count_covering,
    count_ticks,
    intersect_stretches,
    make_stretch,
    merge_stretches,
    subtract_stretches,
)


@frozen
class ConcurrencyStep:
    """Consecutive days on which the same number of items is certainly, and the same number possibly, under way.

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


@frozen(repr=False)
class Concurrency(Answer[ConcurrencyStep]):
    """The answer of :func:`concurrency`: a step function over days, as rows that follow each other without a gap.

    It reaches from the first day on which anything may be under way to the last; ``zone`` is the one whose days are
    meant.

    Example:
        >>> from korea_events import Span, concurrency
        >>> profile = concurrency([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13")])
        >>> print(profile)
        days                   certain  possible
        2024-03-04/2024-03-12  1        1
        2024-03-13             2        2
        2024-03-14             1        1
        >>> profile.on("2024-03-13").certain
        2
    """

    zone: str

    _columns: ClassVar = {"days": DayRange, "certain": int, "possible": int}

    def on(self, day: str | dt.date) -> ConcurrencyStep:
        """How many are under way on one day.

        Raises:
            SpanError: when ``day`` is not a day.
        """
        only = DayRange(day, day)
        wanted = make_stretch(only)[0]
        place = bisect_right(self.rows, wanted, key=lambda step: make_stretch(step.days)[0]) - 1
        step = self.rows[place] if place >= 0 else None
        if step is None or day not in step.days:
            return ConcurrencyStep(only, 0, 0)
        return ConcurrencyStep(only, step.certain, step.possible)


def concurrency(
    items: TimedItems,
    *,
    footing: FootingName = "any",
    zone: str | None = None,
    tolerance: Tolerance = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Concurrency:
    """For each day, how many items are certainly and how many are possibly under way.

    An item is certainly under way on the days that it covers whatever its exact dates, unless a pause may have fallen
    on them; it is possibly under way on every day on which it can have been. An approximate end makes no day certain;
    an approximate time of day does make its day certain. The same items are left out as in :func:`find_overlaps`; a
    part counts as well as its whole.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        footing: ``held`` leaves out what is only announced.
        zone: the time zone whose days are counted; None takes the zone that all items share, else Seoul's. A day of
            another zone touches two days of this one.
        tolerance: as in :func:`korea_events.relate`.
        limits: how much work the answer may be.

    Raises:
        QuestionError: for an item that cannot have a span, or an unusable argument; ``question-limit`` for dates with
            hundreds of thousands of alternatives together.
        SpanError: ``zone-unknown``.

    Example:
        >>> from korea_events import Span
        >>> for step in concurrency([Span.of("2024-03-04", "2024-03-14"), Span.bounded(latest_end="2024-03-10")]):
        ...     print(step)
        ../2024-03-03: 0–1
        2024-03-04/2024-03-10: 1–2
        2024-03-11/2024-03-14: 1
    """
    options: DayOptions = {"footing": footing, "zone": zone, "tolerance": tolerance, "limits": limits}
    found = split_items_to_days(items, **options)
    return Concurrency(_LazySteps(list_steps(found)), found.skipped, found.zone)


@frozen(eq=False)
class _LazySteps(Sequence[ConcurrencyStep]):
    """Steps that are made as you go: the dates of all would take longer than their numbers."""

    steps: tuple[tuple[Stretch, int, int], ...]

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return tuple(map(_make_step, self.steps[key]))
        return _make_step(self.steps[key])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, _LazySteps)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def _make_step(step: tuple[Stretch, int, int]) -> ConcurrencyStep:
    stretch, certain, possible = step
    return ConcurrencyStep(as_day_range(stretch), certain, possible)


@frozen(repr=False)
class Busiest(Answer[DayRange]):
    """The answer of :func:`busiest`: the greatest number under way at once, and the days on which it can be reached.

    Example:
        >>> Busiest((DayRange("2024-03-13", "2024-03-13"),), (), least=2, most=2).exact
        True
    """

    least: int
    most: int

    _columns = DAY_RANGE_COLUMNS

    @property
    def days(self) -> tuple[DayRange, ...]:
        """The days on which the most can have been under way: the rows of the answer."""
        return tuple(self.rows)

    @property
    def exact(self) -> bool:
        """Whether least and most are the same."""
        return self.least == self.most


def busiest(items: TimedItems, **options: Unpack[DayOptions]) -> Busiest:
    """How many items were under way at once on the busiest day: at least and at most.

    The most can be reached. The least is a safe bound: the size of the largest group of items of which every two
    certainly share a day, and therefore all do. It is exact if every date is known; otherwise the true minimum may be
    higher, and is hard to compute. Arguments and errors are those of :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.parse("2024-03")]
        >>> peak = busiest(drills)
        >>> peak.least, peak.most, peak.exact, [str(days) for days in peak.days]
        (2, 3, False, ['2024-03-13'])
    """
    day_items = project_items_to_days(items, **options)
    steps = list_steps(day_items)
    most = max((possible for _, _, possible in steps), default=0)
    days = tuple(as_day_range(stretch) for stretch, _, possible in steps if possible == most)
    least = max((certain for _, certain, _ in steps), default=0)
    least = max(
        least, _count_with_one_loose(day_items.rows), min(1, sum(not row.doubtful for row in day_items.rows))
    )
    return Busiest(days, day_items.skipped, least, most)


def _count_with_one_loose(rows: Iterable[DayItem]) -> int:
    """The most items of which every two certainly share a day, one of them having no certain day of its own.

    Two items without certain days never certainly share one, so that there is at most one among them. The others must
    then each cover all the days from the last on which it can begin to the first on which it can be over.
    """
    cores = (stretch for row in rows for stretch in row.certain())
    loose = ((row.hull.end_min, row.hull.start_max) for row in rows if row.simple and not row.certain())
    return max((1 + number for number in count_covering(cores, loose)), default=0)


@frozen(repr=False)
class DayCount(Amount):
    """A number of days, at least and at most: the answer of :func:`coverage` and :func:`longest_gap`.

    Example:
        >>> DayCount(least=3, most=5)
        <DayCount: 3–5 days, 0 skipped>
    """

    skipped: tuple[Skipped, ...] = field(kw_only=True, default=())
    """The items that were left out, each with the reason."""

    def __repr__(self) -> str:
        return f"<DayCount: {self}, {len(self.skipped)} skipped>"


def _count_days(least: float, most: float, skipped: tuple[Skipped, ...]) -> DayCount:
    return DayCount(least=int(least), most=None if most == inf else int(most), skipped=skipped)


def coverage(items: TimedItems, **options: Unpack[DayOptions]) -> DayCount:
    """On how many days at least one item was under way: at least and at most.

    The true number lies between the two, which are equal (``exact``) if all dates are known. The least is the greater
    of two numbers: the days on which something certainly was under way, and the shortest lengths of items that cannot
    have met, added up. The most never exceeds the longest lengths added up, less the days that pauses certainly take.
    Arguments and errors are those of :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> print(coverage([Span.of("2024-03-04", "2024-03-14"), Span.of("2024-03-13", "2024-03-20")]))
        17 days
        >>> print(coverage([Span.parse("2024-03"), Span.bounded(latest_end="2024-02-29", min_days=3, max_days=5)]))
        4–36 days
    """
    found = split_items_to_days(items, **options)
    if not found.rows:
        days = count_ticks(found.plain.covered)
        return _count_days(days, days, found.skipped)
    steps = list_steps(found)
    under_way = merge_stretches(stretch for stretch, certain, _ in steps if certain)
    possible = merge_stretches(stretch for stretch, _, possible in steps if possible)
    least = max(bound_least_coverage(found.rows, under_way), int(not all(row.doubtful for row in found.rows)))
    return _count_days(least, bound_most_coverage(found, possible), found.skipped)


@frozen(repr=False)
class Gaps(Answer[DayRange]):
    """The answer of :func:`gaps`: the days in between, in order.

    Example:
        >>> print(Gaps((DayRange("2024-03-15", "2024-03-17"),), ()))
        first       last        days
        2024-03-15  2024-03-17  3
    """

    _columns = DAY_RANGE_COLUMNS


def gaps(
    items: TimedItems, *, at_least: Verdict | VerdictName = "certain", **options: Unpack[DayOptions]
) -> Gaps:
    """The days between items on which nothing was under way: certainly, or with ``at_least="possible"`` possibly.

    Certain gaps are days on which no item can have been under way, between days on which one can. Possible gaps are
    days on which no item certainly was, between days on which one was; each day is judged by itself, so they may not
    all have been free at once. The other arguments and errors are those of :func:`concurrency`.

    Raises:
        QuestionError: ``question-at-least`` for another verdict, and as :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> within = Span.bounded(earliest_start="2024-03-20", latest_end="2024-03-30")
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), within, Span.on("2024-04-02")]
        >>> [str(days) for days in gaps(drills)], [str(days) for days in gaps(drills, at_least="possible")]
        (['2024-03-15/2024-03-19', '2024-03-31/2024-04-01'], ['2024-03-15/2024-04-01'])
    """
    only_certain = check_at_least(at_least) is Verdict.CERTAIN
    day_items = (split_items_to_days if only_certain else project_items_to_days)(items, **options)
    taken = merge_stretches([*day_items.plain.covered, *_list_reach(day_items.rows)])
    between: Stretches = tuple((end, start) for (_, end), (start, _) in pairwise(taken))
    if not only_certain:
        certain = merge_stretches(stretch for row in day_items.rows for stretch in row.certain())
        days = merge_stretches([*between, *_list_days_between(day_items.rows)])
        between = subtract_stretches(days, certain)
    return Gaps(tuple(map(as_day_range, between)), day_items.skipped)


def _list_reach(rows: Iterable[DayItem]) -> Stretches:
    """The days on which any of them may be under way."""
    return merge_stretches(stretch for row, _ in group_alike(rows) for stretch in row.possible())


def _list_days_between(rows: Sequence[DayItem]) -> Iterator[Stretch]:
    """The days that can lie after one part of an item and before another part, or that a pause can have taken."""
    parts = [part for row in rows for part in (row.list_parts() if _is_unbroken(row) else (row.hull,))]
    ends = sorted((part.end_min, at) for at, part in enumerate(parts))
    starts = sorted((part.start_max, at) for at, part in enumerate(parts))
    # the first to end and the last to start leave the most; if they are one part, the second of either takes its place
    for end, one in ends[:2]:
        for start, other in starts[-2:]:
            if one != other and end < start:
                yield end, start
    reach = _list_reach(rows)
    if reach:
        inside = ((reach[0][0] + 1, reach[-1][1] - 1),)
        for row in rows:
            yield from intersect_stretches(row.active_time.largest_pauses, inside)


def _is_unbroken(row: DayItem) -> bool:
    """Whether no pause can have parted it, or taken a part of it away."""
    return row.active is None or not row.active.pauses


def longest_gap(items: TimedItems, **options: Unpack[DayOptions]) -> DayCount:
    """The longest time between two items in which nothing was under way: at least and at most.

    The most can be reached if no span has alternatives; the least is a safe bound: the longest time that no item can
    have touched. Both are zero for fewer than two stretches; a pause divides an item into two. An approximate date
    counts as written for the most, and may lie anywhere for the least. Arguments and errors are those of
    :func:`concurrency`.

    Example:
        >>> from korea_events import Span
        >>> later = Span.bounded(earliest_start="2024-03-20", latest_start="2024-04-01")
        >>> print(longest_gap([Span.of("2024-03-04", "2024-03-14"), later]))
        5–17 days
    """
    day_items = project_items_to_days(items, **options)
    sure = [part for row in day_items.rows if not row.doubtful for part in row.list_parts()]
    doubtful = [part for row in day_items.rows if row.doubtful for part in row.list_parts()]
    for row in day_items.rows:
        if not _is_unbroken(row):  # it can have been active in any two of its days
            doubtful += 2 * [Bounds(start, end - 1, start + 1, end) for start, end in row.possible()]
    if len(sure) + len(doubtful) < 2:
        return _count_days(0, 0, day_items.skipped)
    most = _bound_longest_gap(sure, doubtful)
    return _count_days(min(_find_longest_certain_gap(day_items.rows), most), most, day_items.skipped)


def _find_longest_certain_gap(rows: Sequence[DayItem]) -> Tick:
    """The longest time that no item can touch, between two that certainly took place."""
    parts = [part for row in rows if not row.doubtful for part in row.list_parts(freed=True)]
    if not parts:
        return 0
    first, last = min(part.end_max for part in parts), max(part.start_min for part in parts)
    reach = merge_stretches(stretch for row, _ in group_alike(rows) for stretch in row.list_reach(freed=True))
    between = ((end, start) for (_, end), (start, _) in pairwise(reach) if first <= end and start <= last)
    return max((start - end for end, start in between), default=0)


def _bound_longest_gap(sure: Sequence[Bounds], doubtful: Sequence[Bounds]) -> Tick:
    """The longest gap that there can be between stretches, of which the doubtful ones need not be."""
    most: Tick = 0
    begin, last = inf, -inf
    parts = [(part.end_min, part.start_max, True) for part in sure]
    parts += [(part.end_min, part.start_max, False) for part in doubtful]
    # what cannot be over by a day must begin after the gap that begins there; nothing else limits that gap
    for end, group in groupby(sorted(parts, reverse=True), key=itemgetter(0)):
        most = max(most, (begin if begin < inf else last) - end)
        for _, start, is_sure in group:
            if is_sure:
                begin = min(begin, start)
            else:
                last = max(last, start)
    # what can be over before all the rest may begin after it instead
    over = sorted(((end, at) for at, (end, _, is_sure) in enumerate(parts) if is_sure), reverse=True)[:2]
    over += sorted((end, at) for at, (end, _, is_sure) in enumerate(parts) if not is_sure)[:2]
    for at, (_, start, _) in enumerate(parts):
        most = max(most, start - next((end for end, other in over if other != at), start))
    return most
