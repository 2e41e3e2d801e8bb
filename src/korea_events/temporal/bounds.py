"""What is known about one stretch of time: six integer bounds, and exact answers from them.

A stretch is half-open ``[s, e)`` on an integer axis with ``e - s >= 1``; a :class:`Bounds` says
``start_min <= s <= start_max``, ``end_min <= e <= end_max`` and ``length_min <= e - s <= length_max``,
where any bound may be infinite. The formulas are exact on *closed* bounds only, so close first. They are
proved in the tests against enumeration of every small case.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import inf
from typing import Literal, NamedTuple

Tick = float
"""A position or a length on an axis: an ``int``, or plus or minus infinity."""


class Grain(StrEnum):
    """The unit of a question: civil days of one time zone, or instants.

    Where you do not choose, two dates that are days of one zone are compared in days, a time of day beside a day counts
    as its day, and all else is compared in instants.

    Example:
        >>> Grain("day") is Grain.DAY
        True
    """

    DAY = "day"
    INSTANT = "instant"


class Reading(StrEnum):
    """How much of its days a text such as ``2024-03`` is meant to fill.

    ``WITHIN``: it took place somewhere in March, for at least a day. ``THROUGHOUT``: it filled all of March.

    Example:
        >>> Reading("throughout") is Reading.THROUGHOUT
        True
    """

    WITHIN = "within"
    THROUGHOUT = "throughout"


GrainName = Literal["day", "instant"]
ReadingName = Literal["within", "throughout"]


class Bounds(NamedTuple):
    """All stretches ``[s, e)`` that six bounds allow, in ticks; both ends of each pair are inclusive."""

    start_min: Tick
    start_max: Tick
    end_min: Tick
    end_max: Tick
    length_min: Tick = 1
    length_max: Tick = inf


UNBOUNDED = Bounds(-inf, inf, -inf, inf)

APPROXIMATE_START = 1
"""Flag of an alternative whose start is qualified as approximate."""
APPROXIMATE_END = 2
"""Flag of an alternative whose end is qualified as approximate."""
FIXED_LENGTH = 4
"""Flag of a single date: both ends move together, so that its length stays."""


class Alternative(NamedTuple):
    """One way an uncertain span may be: closed bounds, and flags for its approximate ends."""

    bounds: Bounds
    flags: int = 0


def close(bounds: Bounds) -> Bounds | None:
    """The tightest bounds with the same stretches, or None when no stretch is left. One pass is enough."""
    a, b, c, d, p, q = bounds
    p = max(p, 1)
    closed = Bounds(max(a, c - q), min(b, d - p), max(c, a + p), min(d, b + q), max(p, c - b), min(q, d - a))
    if (
        closed.start_min > closed.start_max
        or closed.end_min > closed.end_max
        or closed.length_min > closed.length_max
    ):
        return None
    return closed


def intersect(x: Bounds, y: Bounds) -> Bounds | None:
    """The stretches that both allow, closed; None when there is none."""
    return close(
        Bounds(
            max(x.start_min, y.start_min),
            min(x.start_max, y.start_max),
            max(x.end_min, y.end_min),
            min(x.end_max, y.end_max),
            max(x.length_min, y.length_min),
            min(x.length_max, y.length_max),
        )
    )


def free_date(bounds: Bounds) -> Bounds:
    """A single date that is only approximate: it may lie anywhere, and is as long as it is."""
    return Bounds(-inf, inf, -inf, inf, bounds.length_min, bounds.length_max)


def build_hull(alternatives: Iterable[Bounds]) -> Bounds:
    """The smallest single bounds that allow everything any alternative allows (closed if they are)."""
    a, b, c, d, p, q = zip(*alternatives, strict=True)
    return Bounds(min(a), max(b), min(c), max(d), min(p), max(q))


def measure_shared(x: Bounds, y: Bounds) -> tuple[int, Tick]:
    """The least and the most ticks two independent stretches share; both are attained. Closed bounds only."""
    a1, b1, c1, d1, p1, q1 = x
    a2, b2, c2, d2, p2, q2 = y
    return int(max(0, min(p1, p2, c1 - b2, c2 - b1))), max(0, min(q1, q2, d1 - a2, d2 - a1))


def measure_gap(x: Bounds, y: Bounds) -> tuple[Tick, Tick]:
    """The least and the most ticks that lie between two independent stretches (0 when they touch or share)."""
    least = max(0, y.start_min - x.end_max, x.start_min - y.end_max)
    return least, max(0, y.start_max - x.end_min, x.start_max - y.end_min)


# The thirteen bits, in the order of Allen's "p m o F D s e S d f O M P": reversing the string gives the converse.
BEFORE, MEETS, OVERLAPS, FINISHED_BY, CONTAINS, STARTS, EQUALS = (1 << bit for bit in range(7))
STARTED_BY, DURING, FINISHES, OVERLAPPED_BY, MET_BY, AFTER = (1 << bit for bit in range(7, 13))
ALL_RELATIONS = (1 << 13) - 1
SHARES_TIME_BITS = ALL_RELATIONS & ~(BEFORE | MEETS | MET_BY | AFTER)


def find_relation_mask(x: Bounds, y: Bounds) -> int:
    """The Allen relations in which two independent stretches may stand, as 13 bits. Closed bounds only.

    Each test asks whether one pair of stretches stands in the relation; the length terms matter, the ends alone
    would allow too much.
    """
    a1, b1, c1, d1, p1, q1 = x
    a2, b2, c2, d2, p2, q2 = y
    mask = 0
    if c1 < b2:
        mask |= BEFORE
    if c2 < b1:
        mask |= AFTER
    if c1 <= b2 and a2 <= d1:
        mask |= MEETS
    if c2 <= b1 and a1 <= d2:
        mask |= MET_BY
    if not (a1 < d2 and a2 < d1):
        return mask
    if q1 >= 2 and q2 >= 2:  # a proper overlap needs a tick of its own on either side of the shared one
        if a1 < b2 and c1 < d2 and d2 - a1 >= 3:
            mask |= OVERLAPS
        if a2 < b1 and c2 < d1 and d1 - a2 >= 3:
            mask |= OVERLAPPED_BY
    if a1 <= b2 and a2 <= b1:
        if c1 < d2 and p1 < q2:
            mask |= STARTS
        if c2 < d1 and p2 < q1:
            mask |= STARTED_BY
        if c1 <= d2 and c2 <= d1 and p1 <= q2 and p2 <= q1:
            mask |= EQUALS
    if c1 <= d2 and c2 <= d1:
        if a2 < b1 and p1 < q2:
            mask |= FINISHES
        if a1 < b2 and p2 < q1:
            mask |= FINISHED_BY
    if a2 < b1 and c1 < d2 and q2 - p1 >= 2:
        mask |= DURING
    if a1 < b2 and c2 < d1 and q1 - p2 >= 2:
        mask |= CONTAINS
    return mask


def is_equivalent_union(first: Iterable[Bounds], second: Iterable[Bounds]) -> bool:
    """Whether two unions of closed bounds allow exactly the same stretches."""
    first, second = list(first), list(second)
    return set(first) == set(second) or (_is_covered(first, second) and _is_covered(second, first))


def _is_covered(inner: list[Bounds], outer: list[Bounds]) -> bool:
    """Whether every stretch of the inner union lies in the outer one: nothing is left after taking it away."""
    left = inner
    for cut in outer:
        left = [piece for bounds in left for piece in _exclude_bounds(bounds, cut)]
        if not left:
            return True
    return not left


def _exclude_bounds(bounds: Bounds, cut: Bounds) -> list[Bounds]:
    """The stretches of ``bounds`` that ``cut`` does not allow, as disjoint closed bounds.

    A stretch is outside when it breaks at least one of the six bounds; the pieces break the first, keep the first
    and break the second, and so on.
    """
    pieces: list[Bounds] = []
    rest: Bounds | None = intersect(bounds, cut)
    if rest is None:
        return [bounds]
    keep = bounds
    for index in range(6):
        low = index % 2 == 0
        beyond = keep._replace(
            **{_BOUNDS_FIELDS[index + 1 if low else index - 1]: cut[index] - 1 if low else cut[index] + 1}
        )
        # breaking a lower bound means staying below it, breaking an upper one staying above it
        piece = intersect(keep, beyond) if abs(cut[index]) != inf else None
        if piece is not None:
            pieces.append(piece)
        narrowed = intersect(keep, keep._replace(**{_BOUNDS_FIELDS[index]: cut[index]}))
        if narrowed is None:
            break
        keep = narrowed
    return pieces


_BOUNDS_FIELDS = Bounds._fields
