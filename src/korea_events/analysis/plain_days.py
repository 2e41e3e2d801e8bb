"""Items whose days are known: of these a question about days needs only how many begin and end on each day.

Nearly all exercises are such items. They are found once for each collection, and counted without an object for each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final, TypeAlias, Unpack

from korea_events.analysis.selection import (
    DayItem,
    DayItems,
    DayOptions,
    PlainDays,
    TimedItems,
    group_alike,
    list_items,
    project_items_to_days,
)
from korea_events.dossier import Collection, Dossier, EventSelection
from korea_events.model import RECORD_TYPES, Event, Status
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import Stretch, Tick, Timed, build_counter, count_ticks, merge_stretches

SplitItems: TypeAlias = tuple[Mapping[str, PlainDays], Mapping[int, Timed]]
"""The items whose days are known, by zone, and the others by their place among all."""

_EVENT_TYPES: Final = frozenset(kind for kind in RECORD_TYPES if issubclass(kind, Event))
_PLAIN_STATUSES: Final = frozenset([None, *(status for status in Status if status.took_place)])


def split_items_to_days(items: TimedItems, **options: Unpack[DayOptions]) -> DayItems:
    """Items as ``project_items_to_days`` gives them, but those whose days are known as counts only.

    Example:
        >>> found = split_items_to_days([Span.of("2024-03-04", "2024-03-14"), Span.parse("2024-03")])
        >>> len(found.plain.items), len(found.rows)
        (1, 1)
    """
    plain, vague = split_known_days(items)
    return project_items_to_days(vague.values(), **options, plain=plain)


def split_known_days(items: TimedItems) -> SplitItems:
    """The items whose days are known, by zone, and the others; a collection remembers them.

    Example:
        >>> plain, vague = split_known_days([Span.parse("2024-03"), Span.of("2024-03-04", "2024-03-14")])
        >>> list(plain["Asia/Seoul"].places), list(vague)
        ([1], [0])
    """
    if not isinstance(items, Dossier):
        return _split_once(items.events if isinstance(items, EventSelection) else list_items(items))
    sides = [side for name in EVENT_COLLECTIONS if (side := getattr(items, name))]
    if len(sides) == 1:
        return _split_once(sides[0])
    joined: dict[str, PlainDays] = defaultdict(PlainDays)
    vague: dict[int, Timed] = {}
    for before, side in zip(accumulate(map(len, sides), initial=0), sides, strict=False):
        plain, others = _split_once(side)
        for zone, known in plain.items():
            joined[zone].items.extend(known.items)
            joined[zone].starts.extend(known.starts)
            joined[zone].ends.extend(known.ends)
            joined[zone].places.extend([before + place for place in known.places])
        vague |= {before + place: item for place, item in others.items()}
    return joined, vague


def _split_once(items: Iterable[Timed]) -> SplitItems:
    if not isinstance(items, Collection):
        return _split(items)
    if "days" not in items.derived:
        items.derived["days"] = _split(items)
    found: SplitItems = items.derived["days"]
    return found


def _split(items: Iterable[Timed]) -> SplitItems:
    found: dict[str, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], [], []))
    vague: dict[int, Timed] = {}
    day = Grain.DAY
    item: Any
    for place, item in enumerate(items):  # there may be hundreds of thousands: nothing is called for each
        kind = type(item)
        span: Any = item if kind is Span else None
        if kind in _EVENT_TYPES and item.length is None and item.status in _PLAIN_STATUSES:
            span = None if item.occurrences or item.pauses or item.intermittent else item.span
        if span is not None and span.zone is not None and span.grain is day and not span.approximate:
            first, latest, earliest, end, _, _ = span.alternatives[0][0]
            if first == latest and earliest == end and len(span.alternatives) == 1:
                known, starts, ends, places = found[span.zone]
                known.append(item)
                starts.append(first)
                ends.append(end)
                places.append(place)
                continue
        vague[place] = item
    return {zone: PlainDays(*columns) for zone, columns in found.items()}, vague


def list_steps(found: DayItems) -> tuple[tuple[Stretch, int, int], ...]:
    """The step function: stretches in order, each with how many are certainly and possibly under way."""
    if not found.rows:
        return found.plain.steps
    certain, possible = (defaultdict(int, found.plain.changes) for _ in range(2))
    for row, count in group_alike(found.rows):
        for changes, stretches in ((certain, row.certain()), (possible, row.possible())):
            for start, end in stretches:
                changes[start] += count
                changes[end] -= count
    ticks = sorted(tick for tick in certain.keys() | possible.keys() if certain[tick] or possible[tick])
    numbers = [accumulate(map(changes.__getitem__, ticks)) for changes in (certain, possible)]
    return tuple(zip(pairwise(ticks), *numbers, strict=False))


def bound_least_coverage(rows: Iterable[DayItem], certain: Sequence[Stretch]) -> Tick:
    """The best of sound bounds: some items whose hulls are apart count by their length, the days between as certain.

    It is the heaviest set of intervals that are apart, found from left to right.
    """
    before = build_counter(certain)
    ending: dict[Tick, list[tuple[Tick, Tick]]] = defaultdict(list)
    for row, _ in group_alike(rows):  # of what has the same dates no two are apart
        hull = row.projected.free_hull
        ending[hull.end_max].append((hull.start_min, row.least()))
    ticks = sorted({start for found in ending.values() for start, _ in found} | set(ending))
    best: dict[Tick, Tick] = {}
    last: Tick | None = None
    for tick in ticks:
        best[tick] = before(tick) if last is None else best[last] + before(tick) - before(last)
        for start, length in ending.get(tick, ()):
            best[tick] = max(best[tick], best[start] + length)
        last = tick
    return count_ticks(certain) if last is None else best[last] + count_ticks(certain) - before(last)


def bound_most_coverage(found: DayItems, possible: Sequence[Stretch]) -> Tick:
    """In each stretch that hulls connect: no more than its possible days, and than the greatest lengths together."""
    hulls = ((row.hull.start_min, row.hull.end_max) for row in found.rows)
    together = merge_stretches([*found.plain.covered, *hulls])
    starts = [start for start, _ in together]
    days, lengths = [0.0] * len(together), [0.0] * len(together)
    for start, end in possible:
        days[bisect_right(starts, start) - 1] += end - start
    for tick, change in found.plain.changes.items():  # all their last days, less all their first days
        lengths[bisect_right(starts, tick) - 1] -= change * tick
    for row, count in group_alike(found.rows):
        lengths[bisect_right(starts, row.hull.start_min) - 1] += count * row.most()
    return sum(map(min, days, lengths))
