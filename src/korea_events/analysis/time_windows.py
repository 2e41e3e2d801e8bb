"""How many events began before, during and after each exercise.

Nothing here is about causes: a row has counts and days, from which rates can be computed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from operator import or_
from typing import ClassVar, Final, Generic, TypeAlias, TypeVar

from attrs import frozen

from korea_events.analysis.selection import (
    DayItem,
    FootingName,
    PartRange,
    Progress,
    TimedItems,
    list_items,
    number_parts,
    project_items_to_days,
    select_items,
)
from korea_events.answers import DEFAULT_QUESTION_LIMITS, VALUE_PARTS, Answer, QuestionLimits, identify_item
from korea_events.errors import QuestionError
from korea_events.temporal import Amount, DayRange, Grain
from korea_events.temporal.engine import (
    Bounds,
    Columns,
    Pairs,
    Stretch,
    Tick,
    Timed,
    Tolerance,
    choose_day_zone,
    count_ticks,
    find_sharing_pairs,
    fold_pairs,
    intersect_stretches,
    make_stretch,
    merge_stretches,
    quote_value,
    subtract_stretches,
)

_STEPS_OF_A_PAIR: Final = 4
_ALONE: Final = PartRange()

AroundT = TypeVar("AroundT", bound=Timed)
_Judgement: TypeAlias = Iterable[tuple[bool, bool]]
"""For the windows before, during and after, whether something can, and must, have begun there."""


@frozen
class WindowCount:
    """How many events began in a window, at least and at most, and how many days of it were observed.

    Example:
        >>> print(WindowCount(least=1, most=2, days=Amount(least=28, most=28)))
        1–2 in 28 days
    """

    least: int
    most: int
    days: Amount

    @property
    def exact(self) -> bool:
        """Whether least and most are the same."""
        return self.least == self.most

    def __str__(self) -> str:
        return f"{self.least}" + ("" if self.exact else f"–{self.most}") + f" in {self.days}"


@frozen
class WindowRow(Generic[AroundT]):
    """One exercise, and the events that began before, during and after it.

    Example:
        >>> from korea_events import Span
        >>> none = WindowCount(least=0, most=0, days=Amount(least=1, most=1))
        >>> WindowRow(Span.on("2024-03-14"), before=none, during=none, after=none)
        <WindowRow 2024-03-14: before 0 in 1 day, during 0 in 1 day, after 0 in 1 day>
    """

    around: AroundT
    before: WindowCount
    during: WindowCount
    after: WindowCount

    def __repr__(self) -> str:
        counts = f"before {self.before}, during {self.during}, after {self.after}"
        return f"<WindowRow {identify_item(self.around)}: {counts}>"


@frozen(repr=False)
class Windows(Answer[WindowRow[AroundT]]):
    """The answer of :func:`windows`: a row for each exercise, in their order.

    Example:
        >>> len(Windows((), (), "Asia/Seoul"))
        0
    """

    zone: str

    _columns: ClassVar = {
        "around": object,
        "before": WindowCount,
        "during": WindowCount,
        "after": WindowCount,
    }
    _parts: ClassVar = {**VALUE_PARTS, WindowCount: {"least": int, "most": int, "days": Amount}}


def windows(
    events: TimedItems,
    around: Iterable[AroundT],
    *,
    before: int = 28,
    after: int = 28,
    observed: DayRange | None = None,
    footing: FootingName = "any",
    zone: str | None = None,
    tolerance: Tolerance = None,
    progress: Progress | None = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Windows[AroundT]:
    """For each exercise, how many events began in the days before, during and after it.

    An event counts by the day on which it began. The window before is the ``before`` days that end on the eve of the
    exercise, the one during is the exercise itself, the one after is the ``after`` days that follow its last day: so
    each event falls into one window of an exercise at most. Where dates are uncertain the least counts the events
    that certainly began in a window, the most those that may have. An exercise does not count in its own windows, nor
    does a part of it or an event that it is a part of.

    Args:
        events: the events to count; of a dossier all its events.
        around: the exercises, or anything else with dates.
        before: how many days before the exercise.
        after: how many days after it.
        observed: the days for which the events are recorded: what began outside is not counted, and ``days`` says how
            many days of each window lie within. None takes all days as observed.
        footing: ``held`` leaves out what is only announced.
        zone: as in :func:`korea_events.concurrency`.
        tolerance: as in :func:`korea_events.relate`.
        progress: as in :func:`korea_events.find_overlaps`.
        limits: how much work the answer may be.

    Raises:
        QuestionError: ``question-window`` unless ``before`` and ``after`` are integers of 0 or more, ``question-limit``
            if hundreds of thousands of events fall into windows, and as :func:`korea_events.concurrency`.

    Example:
        >>> from korea_events import Span
        >>> launches = [Span.on("2024-02-14"), Span.on("2024-03-05"), Span.parse("2024-03"), Span.on("2024-03-18")]
        >>> for row in windows(launches, around=[Span.of("2024-03-04", "2024-03-14")]):
        ...     print(row.before, row.during, row.after, sep="; ")
        1–2 in 28 days; 1–2 in 11 days; 1–2 in 28 days
    """
    given: tuple[tuple[str, object], ...] = (("before", before), ("after", after))
    for name, days in given:
        if not isinstance(days, int) or isinstance(days, bool) or days < 0:
            raise QuestionError.of(
                "question-window", f"{name} must be a number of days, 0 or more, not {quote_value(days)}"
            )
    counted, around = list(list_items(events)), list(around)
    if zone is None:
        zone = choose_day_zone(span for _, span in select_items([*counted, *around], footing, []))
    found = project_items_to_days(counted, footing=footing, zone=zone, tolerance=tolerance, limits=limits)
    centres = project_items_to_days(around, footing=footing, zone=zone, tolerance=tolerance, limits=limits)
    cover = (-inf, inf) if observed is None else make_stretch(observed)
    reach = (before, after)
    parts = number_parts([*counted, *around])
    counts = _count_windows(centres.rows, found.rows, parts, reach, cover, progress, limits)
    rows = tuple(
        WindowRow(row.item, *map(WindowCount, count[:3], count[3:], _measure_window_days(row, reach, cover)))
        for row, count in zip(centres.rows, counts, strict=True)
    )
    # an item on both sides is listed once
    skipped = {id(one.item): one for one in (*centres.skipped, *found.skipped)}
    return Windows(rows, tuple(skipped.values()), found.zone)


def _count_windows(
    centres: Sequence[DayItem],
    events: Sequence[DayItem],
    parts: Mapping[str, PartRange],
    reach: tuple[int, int],
    cover: Stretch,
    progress: Progress | None,
    limits: QuestionLimits,
) -> list[list[int]]:
    """For each exercise how many events certainly began in each window, and how many possibly.

    For an exercise with known bounds and no parts, events whose first day is known are counted by that day, and
    itself is taken back. All others are looked at pair by pair.
    """
    known: dict[object, list[DayItem]] = {}
    vague: list[DayItem] = []
    for event in events:
        is_known = event.simple and event.hull.start_min == event.hull.start_max
        (known.setdefault(event.id, []) if is_known else vague).append(event)
    days = sorted(event.hull.start_min for some in known.values() for event in some)
    days = days[bisect_left(days, cover[0]) : bisect_left(days, cover[1])]
    counts = [[0] * 6 for _ in centres]

    judged: dict[tuple[int, int], _Judgement] = {}  # many vague dates may be the same

    def add(number: int, event: DayItem, by: int = 1) -> None:
        centre = centres[number]
        pair = id(event.projected), id(centre.projected)
        found = judged.get(pair) or tuple(_judge_windows(event, centre, reach, cover))
        if event.active is centre.active is None and len(event.projected.alternatives) > 1:
            judged[pair] = found
        for window, (can, must) in enumerate(found):
            counts[number][window] += by * must
            counts[number][3 + window] += by * can

    plain, others = list[int](), list[int]()
    for number, centre in enumerate(centres):
        (plain if centre.simple and centre.id not in parts else others).append(number)
    for number in plain:
        counts[number] = _count_known_starts(days, centres[number].hull, reach)
        for event in known.get(centres[number].id or "", ()):
            add(number, event, -1)
    sides = [
        (numbers, rows, _find_window_candidates([centres[number] for number in numbers], rows, reach, limits))
        for numbers, rows in ((plain, vague), (others, events))
    ]
    done, total = 0, sum(len(found) for _, _, found in sides)
    for numbers, rows, found in sides:
        for chunk in found.chunks():
            for i, j in zip(chunk.i, chunk.j, strict=True):
                if not _is_same_or_part(centres[numbers[i]], rows[j], parts):
                    add(numbers[i], rows[j])
            done += len(chunk.i)
            if progress is not None:
                progress(done, total)
    return counts


def _count_known_starts(days: Sequence[Tick], held: Bounds, reach: tuple[int, int]) -> list[int]:
    """How many of some days, in order, must lie in each window of an exercise, and how many can."""
    before, after = reach
    a, b, c, d = held[:4]
    must = ((b - before, a), (b, c), (d, c + after))
    can = ((a - before, b if before else -inf), (a, d), (c, d + after if after else -inf))
    return [max(0, bisect_left(days, end) - bisect_left(days, start)) for start, end in (*must, *can)]


def _is_same_or_part(centre: DayItem, event: DayItem, parts: Mapping[str, PartRange]) -> bool:
    """Whether they are the same event, or one is a part of the other."""
    if centre.id is None or event.id is None:
        return False
    first, second = parts.get(centre.id, _ALONE), parts.get(event.id, _ALONE)
    return centre.id == event.id or first.contains(second) or second.contains(first)


def _find_window_candidates(
    centres: Sequence[DayItem], events: Sequence[DayItem], reach: tuple[int, int], limits: QuestionLimits
) -> Pairs:
    """The pairs in which an event may have begun within reach of an exercise."""
    starts = [row.hull.start_min - reach[0] for row in centres]
    ends = [row.hull.end_max + reach[1] for row in centres]
    first = [row.hull.start_min for row in events]
    last = [row.hull.start_max + 1 for row in events]
    found = find_sharing_pairs(Columns(starts, starts, ends, ends), Columns(first, first, last, last))
    if len(found):
        kinds = [{id(x.projected): len(x.projected.alternatives) for x in side} for side in (centres, events)]
        judged = min(len(found), len(kinds[0]) * len(kinds[1]))  # the same dates are judged once
        alternatives = sum(sum(side.values()) / len(side) for side in kinds)  # on average
        limits.check("steps", int(_STEPS_OF_A_PAIR * judged * (alternatives - 1)) + len(found) - judged)
    return found


def _judge_windows(
    event: DayItem, centre: DayItem, reach: tuple[int, int], seen: tuple[Tick, Tick]
) -> _Judgement:
    """Whether an event can, and must, have begun before, during and after an exercise.

    It can have, if one alternative of the event can with one of the exercise, as dated; it must have, if all of them
    must, as freed. During means on a day on which the exercise was under way.
    """
    if event.simple and centre.simple:
        ((first, last, outside),) = _list_observed_starts(event.projected.alternatives, seen)
        if first > last:
            return ()
        found = _place_in_windows(first, last, centre.projected.alternatives[0], reach)
        return ((can, False) for can, _ in found) if outside else found

    def place(begun: Bounds, held: Bounds) -> int:
        """Three bits for the windows in which it can have begun, three for those in which it can have not."""
        windows = _place_in_windows(begun.start_min, begun.start_max, held, reach)
        return sum(can << bit | (not must) << 3 + bit for bit, (can, must) in enumerate(windows))

    starts = [
        Bounds(first, last, first, last)
        for first, last, _ in _list_observed_starts(event.projected.alternatives, seen)
        if first <= last
    ]
    dated_bits = fold_pairs(tuple(starts), centre.projected.alternatives, place, or_) if starts else 0
    can = [bool(dated_bits >> bit & 1) for bit in range(3)]
    free_starts = list(_list_observed_starts(event.projected.freed, seen))
    must = [not (event.doubtful or centre.doubtful or any(outside for _, _, outside in free_starts))] * 3
    if must[0]:
        begun = tuple(Bounds(first, last, first, last) for first, last, _ in free_starts)
        free_bits = fold_pairs(begun, centre.projected.freed, place, or_)
        must = [not free_bits >> 3 + bit & 1 for bit in range(3)]
    if centre.active is not None:
        dated, freed = (
            merge_stretches((first, last + 1) for first, last, _ in _list_observed_starts(worlds, seen))
            for worlds in (event.projected.alternatives, event.projected.freed)
        )
        can[1] = bool(intersect_stretches(dated, centre.possible()))
        must[1] = must[1] and not subtract_stretches(freed, centre.certain())
    return zip(can, must, strict=True)


def _list_observed_starts(
    alternatives: Iterable[Bounds], seen: tuple[Tick, Tick]
) -> Iterator[tuple[Tick, Tick, bool]]:
    """The observed days on which an event can have begun, and whether it can have begun on others too."""
    for begun in alternatives:
        first, last = max(begun.start_min, seen[0]), min(begun.start_max, seen[1] - 1)
        yield first, last, (first, last) != (begun.start_min, begun.start_max)


def _place_in_windows(first: Tick, last: Tick, held: Bounds, reach: tuple[int, int]) -> _Judgement:
    """For each window whether a day from ``first`` to ``last`` can, and must, lie in it.

    The days from the event to the start take every value between their extremes, and so do those from the end.
    """
    before, after = reach
    a, b, c, d = held[:4]
    return (
        (before > 0 and b - first >= 1 and a - last <= before, a - last >= 1 and b - first <= before),
        (first < d and last >= a, first >= b and last < c),
        (after > 0 and last - c >= 0 and first - d < after, first - d >= 0 and last - c < after),
    )


def _measure_window_days(
    centre: DayItem, reach: tuple[int, int], cover: Stretch
) -> tuple[Amount, Amount, Amount]:
    """How many days of each window were observed."""
    hull = centre.hull
    least, most = hull.length_min, hull.length_max
    if cover != (-inf, inf):
        # the exercise and the observed days, as two stretches of which one is exactly known
        least = max(0, min(least, cover[1] - cover[0], hull.end_min - cover[0], cover[1] - hull.start_max))
        most = max(0, min(most, cover[1] - cover[0], hull.end_max - cover[0], cover[1] - hull.start_min))
    if not centre.simple:
        most = min(most, count_ticks(intersect_stretches(centre.possible(), (cover,))))
        sure = count_ticks(intersect_stretches(centre.certain(), (cover,)))
        least = centre.least() if cover == (-inf, inf) else sure
    return (
        _count_observed_days(hull.start_min, hull.start_max, -reach[0], cover),
        Amount.of(least, most, Grain.DAY),
        _count_observed_days(hull.end_min, hull.end_max, reach[1], cover),
    )


def _count_observed_days(earliest: Tick, latest: Tick, days: int, cover: Stretch) -> Amount:
    """How many of the ``days`` that follow (or, negative, precede) a tick were observed, wherever the tick lies.

    The number rises while the window enters the observed days, stays, and falls: so it is least at an end of the
    tick's range, and most there or where it stops rising or begins to fall.
    """

    def inside(tick: Tick) -> Tick:
        start, end = (tick, tick + days) if days >= 0 else (tick + days, tick)
        return max(0, min(end, cover[1]) - max(start, cover[0])) if abs(tick) != inf else min(abs(days), far)

    far = abs(days) if cover == (-inf, inf) else 0
    turns = [
        edge - by
        for edge in cover
        for by in (0, days)
        if abs(edge) != inf and earliest <= edge - by <= latest
    ]
    found = [inside(tick) for tick in (earliest, latest, *turns)]
    return Amount.of(min(found), max(found), Grain.DAY)
