"""What is nearest in time to something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import Any, ClassVar, Final, Generic, TypedDict, Unpack, overload

from attrs import frozen

from korea_events.analysis.pair_blocks import OtherT
from korea_events.analysis.selection import (
    FootingName,
    Items,
    ItemT,
    PreparedItem,
    check_footing,
    get_counted_span,
    prepare_items,
    select_items,
)
from korea_events.answers import DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Skipped, identify_item
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import Event
from korea_events.temporal import Amount, Grain, HasSpan, HasWhen, Span, Verdict
from korea_events.temporal.engine import (
    INSTANTS,
    Axis,
    Bounds,
    Columns,
    GrainOption,
    Tick,
    Timed,
    Tolerance,
    check_grain,
    check_tolerance,
    check_zone,
    choose_day_zone,
    find_sharing_pairs,
    measure_active_gap,
)

_FARTHEST: Final = 62  # bits: as far apart as two instants can be


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


@frozen
class NearPair(Generic[ItemT, OtherT]):
    """An item and another one that may be the nearest to it, as a row of :class:`NearestPairs`.

    Example:
        >>> from korea_events import Span
        >>> NearPair(Span.on("2024-03-04"), Span.on("2024-03-14"), Amount(least=9, most=9), Verdict.CERTAIN)
        <NearPair 2024-03-04, 2024-03-14: 9 days, certain>
    """

    item: ItemT
    other: OtherT
    distance: Amount
    verdict: Verdict

    def __repr__(self) -> str:
        names = f"{identify_item(self.item)}, {identify_item(self.other)}"
        return f"<NearPair {names}: {self.distance}, {self.verdict}>"


@frozen(repr=False)
class NearestPairs(Answer[NearPair[ItemT, OtherT]]):
    """The answer of :func:`nearest` for many items: the candidates of each in turn, the closest possible first.

    Example:
        >>> NearestPairs((), ())
        <NearestPairs: 0 rows, 0 skipped>
    """

    _columns: ClassVar = {"item": object, "other": object, "distance": Amount, "verdict": str}


class NearestOptions(TypedDict, total=False):
    """The options of :func:`nearest`."""

    footing: FootingName
    grain: GrainOption
    zone: str | None
    tolerance: Tolerance
    limits: QuestionLimits


@overload
def nearest(item: Timed, others: Dossier, **options: Unpack[NearestOptions]) -> Nearest[Event]: ...
@overload
def nearest(item: Timed, others: Iterable[ItemT], **options: Unpack[NearestOptions]) -> Nearest[ItemT]: ...
@overload
def nearest(
    item: Dossier, others: Dossier, **options: Unpack[NearestOptions]
) -> NearestPairs[Event, Event]: ...
@overload
def nearest(
    item: Dossier, others: Iterable[OtherT], **options: Unpack[NearestOptions]
) -> NearestPairs[Event, OtherT]: ...
@overload
def nearest(
    item: Iterable[ItemT], others: Dossier, **options: Unpack[NearestOptions]
) -> NearestPairs[ItemT, Event]: ...
@overload
def nearest(
    item: Iterable[ItemT], others: Iterable[OtherT], **options: Unpack[NearestOptions]
) -> NearestPairs[ItemT, OtherT]: ...
def nearest(
    item: Timed | Items[Any],
    others: Items[Any],
    *,
    footing: FootingName = "any",
    grain: GrainOption = None,
    zone: str | None = None,
    tolerance: Tolerance = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Nearest[Any] | NearestPairs[Any, Any]:
    """Which of the others may be the nearest in time, with the time in between.

    The distance is 0 if the two share time, or if one begins on the day after the other ends. One of the others is
    certainly the nearest if no other can be nearer, whatever the exact dates; this can be true of several. The item
    itself, recognised by its id, is left out. For the distance an approximate date counts as written; the verdict is
    certain only if it holds wherever the approximate ends lie. If ``item`` was paused, intermittent or happened several
    times, all others are listed as possible and none as certain, even if only some could be the nearest. What is
    unconfirmed is never certain.

    For many items at once, the answer has the rows of each in turn, and takes far less time than one question for each.
    Items that were called off, have no dates or, with ``footing="held"``, were only announced are left out on both
    sides and listed in ``skipped``.

    Args:
        item: the span or event to measure from; or a dossier or another collection, to measure from each of its items.
        others: the candidates; of a dossier all its events.
        footing: ``held`` leaves out what is only announced, and the planned ends of what has begun.
        grain: ``instant`` measures from moment to moment; otherwise days are counted.
        zone: the time zone whose days are counted; None takes the zone that all share, else Seoul's.
        tolerance: as in :func:`korea_events.relate`.
        limits: as in :func:`korea_events.concurrency`.

    Raises:
        QuestionError: for an item that cannot have a span, an ``item`` without one, or an unusable argument;
            ``question-limit``.

    Example:
        >>> from korea_events import Span
        >>> statement = Span.on("2024-03-07")
        >>> drills = [Span.of("2024-03-10", "2024-03-14"), Span.bounded(latest_end="2024-03-05")]
        >>> for near in nearest(statement, drills):
        ...     print(near.item, near.distance, near.verdict)
        bounds(latest_end=2024-03-05) at least 1 day possible
        2024-03-10/2024-03-14 2 days possible
        >>> print(nearest([statement, Span.on("2024-03-16")], drills[:1]))
        item        other                  distance  verdict
        2024-03-07  2024-03-10/2024-03-14  2 days    certain
        2024-03-16  2024-03-10/2024-03-14  1 day     certain
    """
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    many = isinstance(item, Iterable) and not isinstance(item, (str, Span, HasSpan, HasWhen))
    if many:
        centres: list[tuple[Any, Span]] = list(select_items(item, footing, skipped))  # type: ignore[arg-type]
    elif (span := get_counted_span(item, footing)) is not None:  # type: ignore[arg-type]  # it is one item
        centres = [(item, span)]
    else:
        raise QuestionError.of("question-no-span", "the item to measure from has no dates")
    own_id = None if many else getattr(item, "id", None)
    selected = [
        (other, span)
        for other, span in select_items(others, footing, skipped)
        if own_id is None or getattr(other, "id", None) != own_id
    ]
    shared = choose_day_zone(span for _, span in (*centres, *selected))
    is_hourly = grain is not None and check_grain(grain) is Grain.INSTANT
    axis = INSTANTS if is_hourly else Axis(Grain.DAY, shared if zone is None else check_zone(zone))
    measured = prepare_items(PreparedItem, centres, axis, tolerance, {}, limits=limits)
    rows = prepare_items(PreparedItem, selected, axis, tolerance, {}, limits=limits)
    if not many:
        return Nearest(tuple(_find_nearest(measured[0], rows)), tuple(skipped))
    pairs = [
        NearPair(centre.item, near.item, near.distance, near.verdict)
        for centre, within in _list_within_reach(measured, rows, limits)
        for near in _find_nearest(centre, within)
    ]
    # an item on both sides is listed once
    return NearestPairs(tuple(pairs), tuple({id(one.item): one for one in skipped}.values()))


def _list_within_reach(
    centres: Sequence[PreparedItem], rows: Sequence[PreparedItem], limits: QuestionLimits
) -> Iterator[tuple[PreparedItem, list[PreparedItem]]]:
    """For each item the others that can decide what is nearest to it: none is farther away than another must be."""
    owners: dict[str | None, int] = {None: -1}
    for row in (*centres, *rows):
        owners.setdefault(row.id, len(owners))
    sure = [row for row in rows if not row.doubtful and _is_whole(row)]
    is_near = _index_rivals((owners[row.id], *row.projected.free_hull[1:3]) for row in sure)

    def measure_room(centre: PreparedItem) -> Tick:
        """How far away the nearest one is at the most."""
        _, begun, over, *_ = centre.projected.free_hull
        own = -2 if centre.id is None else owners[centre.id]
        return _find_first(lambda far: is_near(own, over + far + 1, begun - far - 1))

    reach: list[tuple[Tick, Tick]] = []
    for centre in centres:
        room = measure_room(centre) if _is_whole(centre) else inf
        reach.append(
            (centre.projected.free_hull.start_min - room, centre.projected.free_hull.end_max + room + 1)
        )
    if not (reach and rows):
        return
    starts, ends = zip(*reach, strict=True)
    first = [row.projected.free_hull.start_min for row in rows]
    last = [row.projected.free_hull.end_max + 1 for row in rows]
    found = find_sharing_pairs(Columns(starts, starts, ends, ends), Columns(first, first, last, last))
    limits.check("steps", len(found), max(1, (len(centres) + len(rows)) // 10_000))
    within: list[list[int]] = [[] for _ in centres]
    for chunk in found.chunks():
        for i, j in zip(chunk.i, chunk.j, strict=True):
            within[i].append(j)
    for centre, near in zip(centres, within, strict=True):
        yield centre, [rows[j] for j in sorted(near) if rows[j].id is None or rows[j].id != centre.id]


def _find_first(holds: Callable[[int], bool]) -> Tick:
    """The least number of ticks for which something holds that also holds for more; infinite if it never does.

    Example:
        >>> _find_first(lambda number: number >= 11)
        11
    """
    enough = next((1 << bits for bits in range(_FARTHEST) if holds(1 << bits)), None)
    return inf if enough is None else bisect_left(range(enough), True, key=holds)


def _find_nearest(centre: PreparedItem, rows: Sequence[PreparedItem]) -> list[Near[Any]]:
    """Which of the rows may be the nearest, the closest possible first."""
    at = _get_known_bounds(centre)
    dated = [] if at is None else [bounds for row in rows if (bounds := _get_known_bounds(row)) is not None]
    if at is not None and len(dated) == len(rows):  # then the nearest ones are known
        gaps = [max(0, other.start_min - at.end_max, at.start_min - other.end_max) for other in dated]
        least = min(gaps, default=0)
        known = Amount.of(least, least, centre.axis.grain)
        measured = zip(rows, gaps, strict=True)
        return [Near(row.item, known, Verdict.CERTAIN) for row, gap in measured if gap == least]
    alike: dict[object, list[int]] = {}
    for index, row in enumerate(rows):
        key = index if row.active is not None else (row.projected.alternatives, row.projected.freed)
        alike.setdefault(key, []).append(index)
    # of items with the same dates, what holds of one holds of all; to each of them, the others are like one other
    kept: list[PreparedItem] = []
    places: list[int] = []
    for indices in alike.values():
        places.append(len(kept))
        kept += [rows[index] for index in indices[:2]]
    may_be = _build_possible_test(centre, kept)
    must_be = _build_certain_test(centre, kept)
    found: list[tuple[tuple[Tick, Tick], int, Verdict]] = []
    for place, indices in zip(places, alike.values(), strict=True):
        if may_be(place):
            distance = measure_active_gap(centre.active_time, kept[place].active_time)
            verdict = Verdict.CERTAIN if must_be(place) else Verdict.POSSIBLE
            found += ((distance, index, verdict) for index in indices)
    return [
        Near(rows[index].item, Amount.of(*distance, centre.axis.grain), verdict)
        for distance, index, verdict in sorted(found, key=itemgetter(0, 1))
    ]


# The dates of all are independent, but all are near to one and the same centre, so that bounds of the distances are not
# enough. With the centre at s to e, an item that starts at the earliest at a and ends at the latest at d is at least
# max(0, a - e, s - d) away; one that starts at the latest at b and ends at the earliest at c at most
# max(0, b - e, s - c). Two such terms compare by s, e or s + e alone, and all of these are greatest, and least, in one
# and the same world: so only the latest and the earliest centre matter. Of an item of several parts the nearest counts:
# it is enough that one of them is nearer. A centre of several parts rules nothing out, and makes nothing certain.


def _build_possible_test(centre: PreparedItem, others: Sequence[PreparedItem]) -> Callable[[int], bool]:
    """Whether one of the others may be the nearest."""
    if not _is_whole(centre):
        return lambda _: True
    farther = _index_rivals(
        (index, max(x.start_max for x in part), min(x.end_min for x in part))
        for index, row in enumerate(others)
        if not row.doubtful
        for part in _list_parts(row, freed=False)
    )

    def may_be(index: int) -> bool:
        reach = list(others[index].list_reach(freed=False))
        starts = [start for start, _ in reach]
        for at in centre.projected.alternatives:
            # of what lies on one side, the nearest is beaten least
            place = bisect_right(starts, at.end_max)
            if place:
                end = reach[place - 1][1]
                touches = end >= at.start_min
                if touches or not farther(index, at.start_min + at.end_min - end, end):
                    return True
            if place < len(starts):
                start = starts[place]
                if not farther(index, start, at.start_max + at.end_max - start):
                    return True
        return False

    return may_be


def _build_certain_test(centre: PreparedItem, others: Sequence[PreparedItem]) -> Callable[[int], bool]:
    """Whether one of the others must be the nearest."""
    if not _is_whole(centre) or centre.doubtful:
        return lambda _: False
    nearer = _index_rivals(
        (index, *stretch) for index, row in enumerate(others) for stretch in row.list_reach(freed=True)
    )

    def must_be(index: int) -> bool:
        row = others[index]
        return not row.doubtful and any(
            is_surely_nearest(index, part) for part in _list_parts(row, freed=True)
        )

    def is_surely_nearest(index: int, part: tuple[Bounds, ...]) -> bool:
        late, early = max(x.start_max for x in part), min(x.end_min for x in part)
        for at in centre.projected.freed:
            if at.end_min < late and nearer(index, late, at.start_min + at.end_min - late):
                return False
            if early < at.start_max and nearer(index, at.start_max + at.end_max - early, early):
                return False
        return True

    return must_be


def _get_known_bounds(row: PreparedItem) -> Bounds | None:
    """From when to when it certainly was active, if both ticks are known."""
    # asked of each row once or twice, for which no property is worth keeping
    projected = row.projected
    if row.active is not None or len(projected.alternatives) != 1 or projected.approximate:
        return None
    bounds = projected.alternatives[0]
    start, latest, earliest, end, *_ = bounds
    return bounds if start == latest and earliest == end else None


def _is_whole(row: PreparedItem) -> bool:
    """Whether it certainly was active from its start to its end."""
    active = row.active
    return active is None or not (active.pauses or active.occurrences or active.intermittent)


def _list_parts(row: PreparedItem, *, freed: bool) -> Iterable[tuple[Bounds, ...]]:
    """The stretches that an item certainly consists of, each in all its alternatives."""
    if row.active is None:
        return (row.projected.freed if freed else row.projected.alternatives,)
    return ((part,) for part in row.active.list_parts(freed=freed))


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
