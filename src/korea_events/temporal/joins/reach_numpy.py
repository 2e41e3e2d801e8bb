"""The same as :mod:`korea_events.temporal.joins.reach`, for all centres at once in arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from korea_events.temporal.joins.sweep_numpy import (
    ArrayColumns,
    ArrayPairs,
    Ticks,
    sort_by_start,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from korea_events.temporal.bounds import Tick
    from korea_events.temporal.joins.columns import Pairs
    from korea_events.temporal.joins.sweep import Owned

_FAR = 1 << 61  # farther away than any instant; three times that is still an integer


def find_arrays_within_reach(centres: Owned, rows: Owned) -> tuple[Sequence[Tick], Pairs] | None:
    """The same as :func:`korea_events.temporal.joins.reach.find_within_reach`; None if an owner has several rows."""
    own, owners = (np.array(side[1], dtype=np.int64) for side in (centres, rows))
    if np.any(np.bincount(owners[owners >= 0]) > 1):
        return None
    start, begun, over, end = np.clip(ArrayColumns.of(centres[0]), -_FAR, _FAR)
    first, latest, earliest, last = np.clip(ArrayColumns.of(rows[0]), -_FAR, _FAR)
    sure = np.delete(np.arange(len(owners)), list(rows[2]))
    order, firsts = sort_by_start(latest[sure])
    rooms = _measure_rooms(own, begun, over, owners[sure[order]], firsts, earliest[sure[order]])
    rooms = np.minimum(rooms, _FAR)
    rooms[np.fromiter(centres[2], np.int64)] = _FAR
    starts, ends = start - rooms, end + rooms + 1
    pairs = ArrayPairs(
        ArrayColumns(starts, starts, ends, ends), ArrayColumns(first, first, last + 1, last + 1)
    )
    return rooms.data, pairs


def _measure_rooms(
    own: Ticks, begun: Ticks, over: Ticks, owners: Ticks, firsts: Ticks, seconds: Ticks
) -> Ticks:
    """How far away the nearest row of another owner is at the most; rows are sorted by their first tick."""
    count = len(firsts)
    # before each row, the first after two that do not count: the greatest second tick, the next one, whose it is
    seconds = np.concatenate(([-_FAR, -_FAR], seconds))
    best = np.maximum.accumulate(seconds)
    rest = np.maximum.accumulate(np.minimum(seconds[1:], best[:-1]))
    best = best[1:]
    latest = np.maximum.accumulate(np.where(seconds[1:] == best, np.arange(count + 1), 0))
    owners = np.concatenate(([-1], owners))
    # from which row on are later ones farther away than the nearest of those before
    place = np.searchsorted(firsts + best[1:], begun + over)
    holder = latest[np.minimum(place + 1, count)]
    mine = np.flatnonzero(owners[holder] == own)
    if len(mine):
        alone = np.searchsorted(firsts + rest[1:], (begun + over)[mine])
        place[mine] = np.minimum(alone, np.searchsorted(latest, holder[mine], side="right") - 1)
    before = np.where(owners[latest[place]] == own, rest[place], best[place])
    after = np.append(firsts, 2 * _FAR)[place]
    return np.maximum(0, np.minimum(after - over, begun - before))
