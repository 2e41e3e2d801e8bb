"""Items whose pairs are compared on one axis, and the pairs among them that may share time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from math import isinf
from typing import Generic, TypeVar

from attrs import frozen

from korea_events.analysis.selection import ItemT, PreparedItem, group_alike
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import (
    Columns,
    GrainOption,
    PairChunk,
    Pairs,
    Timed,
    count_covering,
    find_sharing_pairs,
    have_same_days,
)

OtherT = TypeVar("OtherT", bound=Timed)


@frozen
class PairBlock(Generic[ItemT, OtherT]):
    """Items that are compared on one axis: with each other (``others`` None), or with those of another block.

    ``ordered`` says that the first of a pair is always one of ``rows``, since these come from another collection.
    """

    rows: tuple[PreparedItem, ...]
    others: tuple[PreparedItem, ...] | None
    ordered: bool

    def find_candidates(self) -> Pairs:
        """The pairs of positions that may share time, as an engine finds them."""
        sides = (self.rows,) if self.others is None else (self.rows, self.others)
        return find_sharing_pairs(*map(_build_columns, sides))

    def count_certain(self) -> int:
        """How many of these pairs certainly share time, by the columns alone.

        Of two without a time at which they certainly are under way, neither certainly meets the other.
        """
        ends = [[row.ends[1:3] for row in side] for side in (self.rows, self.others) if side is not None]
        cores = [[(start, end) for start, end in side if start < end] for side in ends]
        loose = [[(end, start) for start, end in side if start >= end] for side in ends]
        columns = (tuple(zip(*side, strict=True)) or ((), ()) for side in cores)
        sure = find_sharing_pairs(*(Columns(starts, starts, stops, stops) for starts, stops in columns))
        return len(sure) + sum(map(sum, map(count_covering, cores, reversed(loose))))

    def count_vague(self) -> int:
        """How many of these pairs take a closer look, those of equal vague dates together."""
        if self.is_plain():
            return 0
        kinds = [[row for row, _ in group_alike(one)] for one in (self.rows, self.others) if one is not None]
        plain = [[row for row in side if row.plain] for side in kinds]
        return _count_candidates(kinds) - (_count_candidates(plain) if all(plain) else 0)

    def is_decided_by_columns(self) -> bool:
        """Whether the columns alone decide about every pair."""
        return self.is_plain() and not self.list_same()

    def is_plain(self) -> bool:
        """Whether the columns alone decide about every pair, but for an event and itself."""
        return all(row.plain for row in (*self.rows, *(self.others or ())))

    def list_same(self) -> list[tuple[PreparedItem, PreparedItem]]:
        """The events that are on both sides: none of them is a partner of itself."""
        by_id: dict[str | None, list[PreparedItem]] = {}
        for row in self.rows if self.ordered else ():
            by_id.setdefault(row.id, []).append(row)
        others = (other for other in self.others or () if other.id is not None)
        return [(row, other) for other in others for row in by_id.get(other.id, ())]

    def pair_up(self, chunk: PairChunk) -> tuple[list[PreparedItem], list[PreparedItem]]:
        """The first and the second item of each pair."""
        partners = self.rows if self.others is None else self.others
        firsts, seconds = [self.rows[i] for i in chunk.i], [partners[j] for j in chunk.j]
        if self.others is not None and not self.ordered:
            for at, (first, second) in enumerate(zip(firsts, seconds, strict=True)):
                if (second.hull.start_min, second.position) < (first.hull.start_min, first.position):
                    firsts[at], seconds[at] = second, first
        return firsts, seconds


def _build_columns(rows: Sequence[PreparedItem]) -> Columns:
    """The ends of rows as columns."""
    return Columns(*islice(zip(*[row.ends for row in rows], strict=True), 4))


def _count_candidates(sides: Sequence[Sequence[PreparedItem]]) -> int:
    return len(find_sharing_pairs(*map(_build_columns, sides)))


@frozen
class AxisGroup:
    """Positions of items that are compared with any other item on the same axis, and one span of theirs."""

    sample: Span
    positions: list[int]


def group_by_axis(spans: Sequence[Span], grain: GrainOption) -> list[AxisGroup]:
    """Spans by all that decides the axis of a pair: grain and zone, whether they are dated, whose days are the same."""
    keys: list[object] = [(span.grain, span.zone if span.grain is Grain.DAY else None) for span in spans]
    if grain is None and len(set(keys)) > 1:
        zones = {span.zone for span in spans if span.grain is Grain.DAY and span.zone is not None}
        keys = [
            (
                key,
                all(map(isinf, span.hull[:4])),
                frozenset(zone for zone in zones if have_same_days(span, zone)),
            )
            for key, span in zip(keys, spans, strict=True)
        ]
    groups: dict[object, AxisGroup] = {}
    for position, key in enumerate(keys):
        if key not in groups:
            groups[key] = AxisGroup(spans[position], [])
        groups[key].positions.append(position)
    return list(groups.values())
