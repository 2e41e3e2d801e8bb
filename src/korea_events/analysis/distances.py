"""What is nearest in time to something else."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, compress, islice
from operator import itemgetter
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeAlias, TypedDict, Unpack, overload

from attrs import frozen

from korea_events.analysis.pair_blocks import OtherT
from korea_events.analysis.plain_days import split_known_days
from korea_events.analysis.selection import (
    FootingName,
    Items,
    ItemT,
    PlainDays,
    PreparedItem,
    check_footing,
    get_counted_span,
    prepare_items,
    select_items,
)
from korea_events.answers import (
    DEFAULT_QUESTION_LIMITS,
    Answer,
    QuestionLimits,
    Skipped,
    identify_item,
)
from korea_events.bulk import make_rows
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
    Rivals,
    Tick,
    Timed,
    Tolerance,
    check_grain,
    check_tolerance,
    check_zone,
    choose_day_zone,
    find_within_reach,
    measure_active_gap,
)

_PAIRS_AT_ONCE: Final = 1 << 16


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
    own_id = None if many else getattr(item, "id", None)

    def is_other(one: object) -> bool:
        return own_id is None or getattr(one, "id", None) != own_id

    centres: _Chosen
    if many:
        centres = _choose_items(item, footing, skipped, is_other)  # type: ignore[arg-type]
    elif (span := get_counted_span(item, footing)) is not None:  # type: ignore[arg-type]  # it is one item
        centres = {}, {0: (item, span)}  # type: ignore[dict-item]
    else:
        raise QuestionError.of("question-no-span", "the item to measure from has no dates")
    both = centres, _choose_items(others, footing, skipped, is_other)
    # of those whose days are known in one zone, one is enough to choose the zone
    some = (islice(filter(is_other, known.items), 1) for plain, _ in both for known in plain.values())
    samples = chain(*(chosen.values() for _, chosen in both), select_items(chain(*some), footing, skipped))
    shared = choose_day_zone(span for _, span in samples)
    is_hourly = grain is not None and check_grain(grain) is Grain.INSTANT
    axis = INSTANTS if is_hourly else Axis(Grain.DAY, shared if zone is None else check_zone(zone))

    def prepare(selected: Iterable[tuple[Timed, Span]]) -> Sequence[PreparedItem]:
        return prepare_items(PreparedItem, selected, axis, tolerance, {}, limits=limits)

    sides: list[_Side] = []
    for plain, chosen in both:
        for elsewhere in (known for name, known in plain.items() if name != axis.zone):
            selected = select_items(elsewhere.items, footing, skipped)
            chosen.update(zip(elsewhere.places, selected, strict=True))
        prepared = dict(zip(chosen, prepare(chosen.values()), strict=True))
        sides.append(_arrange_side(plain.get(axis.zone or "", PlainDays()), prepared))
    pairs = _find_pairs(sides, axis.grain, lambda some: prepare(select_items(some, footing, skipped)), limits)
    if not many:
        return Nearest(tuple([Near(x.other, x.distance, x.verdict) for x in pairs]), tuple(skipped))
    # an item on both sides is listed once
    return NearestPairs(tuple(pairs), tuple({id(one.item): one for one in skipped}.values()))


_Chosen: TypeAlias = tuple[Mapping[str, PlainDays], dict[int, tuple[Timed, Span]]]


def _choose_items(
    items: Items[Any], footing: FootingName, skipped: list[Skipped], passes: Callable[[object], bool]
) -> _Chosen:
    """The items that take part: those whose days are known, and by their places the others with what counts."""
    plain, vague = split_known_days(items)
    selected = ((at, pair) for at, one in vague.items() for pair in select_items([one], footing, skipped))
    return plain, {at: pair for at, pair in selected if passes(pair[0])}


class _Side(NamedTuple):
    """One side of the question: its items in order, with bounds that hold wherever approximate ends lie."""

    items: Sequence[Any]
    columns: Columns
    prepared: dict[int, PreparedItem]
    """Some of them, by their positions: at least those of which more is known than two ticks, or less."""


def _arrange_side(plain: PlainDays, rows: Mapping[int, PreparedItem]) -> _Side:
    known: Sequence[Any] = plain.places, plain.items, plain.starts, plain.starts, plain.ends, plain.ends
    if rows:
        placed = [(place, row.item, *row.projected.free_hull[:4]) for place, row in rows.items()]
        known = [*zip(*sorted([*zip(*known, strict=True), *placed], key=itemgetter(0)), strict=True)]
    places, items, *columns = known
    positions = {place: at for at, place in enumerate(places)} if rows else {}
    return _Side(items, Columns(*columns), {positions[place]: row for place, row in rows.items()})


_Prepare: TypeAlias = Callable[[list[Any]], Sequence[PreparedItem]]


def _find_pairs(
    sides: Sequence[_Side], grain: Grain, prepare: _Prepare, limits: QuestionLimits
) -> Iterator[NearPair[Any, Any]]:
    """Each item with what may be nearest to it: only others within reach of it can decide that."""
    centres, rows = sides
    ids = [[getattr(one, "id", None) for one in side.items] for side in sides]
    numbers = {own: at for at, own in enumerate(ids[0]) if own is not None}
    own, owners = (
        array("q", [numbers.get(one, lone) for one in some] if numbers else [lone] * len(some))
        for some, lone in zip(ids, (-2, -1), strict=True)
    )
    broken = {at for at, row in centres.prepared.items() if not _is_whole(row)}
    unsure = {at for at, row in rows.prepared.items() if row.doubtful or not _is_whole(row)}
    rooms, near = find_within_reach((centres.columns, own, broken), (rows.columns, owners, unsure))
    limits.check("steps", len(near), max(1, (len(own) + len(owners)) // 10_000))
    i, j = near.list_in_order()
    if max(owners, default=-1) >= 0:
        apart = [own[a] != owners[b] for a, b in zip(i, j, strict=True)]
        i, j = (array("q", compress(column, apart)) for column in (i, j))
    vague = [{at for at, row in side.prepared.items() if not _is_known(row)} for side in sides]
    found = zip(i, j, strict=True) if any(vague) else ()
    slow = {a for a, b in found if a in vague[0] or b in vague[1]}
    both = [*zip(sides, (i, j), strict=True)]
    for side, column in both if slow else ():
        missing = {at for a, at in zip(i, column, strict=True) if a in slow} - side.prepared.keys()
        side.prepared.update(zip(missing, prepare([side.items[at] for at in missing]), strict=True))
    make_amount, done = cache(lambda room: Amount.of(room, room, grain)), 0
    for centre in (*sorted(slow), len(own)):
        stop = bisect_left(i, centre, lo=done)
        for start in range(done, stop, _PAIRS_AT_ONCE):
            part = slice(start, min(start + _PAIRS_AT_ONCE, stop))
            known = [*map(make_amount, map(rooms.__getitem__, i[part]))]
            items, others = ([*map(side.items.__getitem__, column[part])] for side, column in both)
            sure = [Verdict.CERTAIN] * len(known)
            yield from make_rows(NearPair, item=items, other=others, distance=known, verdict=sure)
        done = bisect_right(i, centre, lo=stop)
        if stop < done:
            rivals = [rows.prepared[b] for b in j[stop:done]]
            yield from _find_nearest(centres.prepared[centre], rivals)


def _find_nearest(centre: PreparedItem, rows: Sequence[PreparedItem]) -> Iterator[NearPair[Any, Any]]:
    """Which of the rows may be the nearest, the closest possible first."""
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
    for distance, index, verdict in sorted(found, key=itemgetter(0, 1)):
        amount = Amount.of(*distance, centre.axis.grain)
        yield NearPair(centre.item, rows[index].item, amount, verdict)


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
    farther = Rivals(
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
                if touches or not farther.has(index, at.start_min + at.end_min - end, end):
                    return True
            if place < len(starts):
                start = starts[place]
                if not farther.has(index, start, at.start_max + at.end_max - start):
                    return True
        return False

    return may_be


def _build_certain_test(centre: PreparedItem, others: Sequence[PreparedItem]) -> Callable[[int], bool]:
    """Whether one of the others must be the nearest."""
    if not _is_whole(centre) or centre.doubtful:
        return lambda _: False
    nearer = Rivals((at, *stretch) for at, row in enumerate(others) for stretch in row.list_reach(freed=True))

    def must_be(index: int) -> bool:
        row = others[index]
        return not row.doubtful and any(is_surely_nearest(index, one) for one in _list_parts(row, freed=True))

    def is_surely_nearest(index: int, part: tuple[Bounds, ...]) -> bool:
        late, early = max(x.start_max for x in part), min(x.end_min for x in part)
        for at in centre.projected.freed:
            if at.end_min < late and nearer.has(index, late, at.start_min + at.end_min - late):
                return False
            if early < at.start_max and nearer.has(index, at.start_max + at.end_max - early, early):
                return False
        return True

    return must_be


def _is_known(row: PreparedItem) -> bool:
    """Whether both ticks between which it certainly was active are known."""
    projected = row.projected
    if row.active is not None or len(projected.alternatives) != 1 or projected.approximate:
        return False
    start, latest, earliest, end, *_ = projected.alternatives[0]
    return start == latest and earliest == end


def _is_whole(row: PreparedItem) -> bool:
    """Whether it certainly was active from its start to its end."""
    active = row.active
    return active is None or not (active.pauses or active.occurrences or active.intermittent)


def _list_parts(row: PreparedItem, *, freed: bool) -> Iterable[tuple[Bounds, ...]]:
    """The stretches that an item certainly consists of, each in all its alternatives."""
    if row.active is None:
        return (row.projected.freed if freed else row.projected.alternatives,)
    return ((part,) for part in row.active.list_parts(freed=freed))
