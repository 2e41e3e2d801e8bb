"""What all pairs of two long lists of bounds come to, without a look at every pair.

An uncertain date such as ``19XX-XX-31`` has hundreds of alternatives, two such dates have hundreds of thousands of
pairs. What the hulls of two halves allow is at least what any pair in them does: where that adds nothing, none of them
is looked at.

Source: the two trees of Gray and Moore, "N-body problems in statistical learning", Advances in Neural Information
Processing Systems 13 (2000).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import product, starmap
from typing import TypeVar

from attrs import frozen

from korea_events.temporal.bounds import Bounds, build_hull

Found = TypeVar("Found")

_FEW_PAIRS = 64


@frozen(eq=False)
class _Block:
    """Bounds that lie near each other, which come apart only where somebody looks."""

    bounds: Sequence[Bounds]

    @cached_property
    def hull(self) -> Bounds:
        return self.bounds[0] if len(self.bounds) == 1 else build_hull(self.bounds)

    @cached_property
    def halves(self) -> tuple[_Block, _Block]:
        middle = len(self.bounds) // 2
        return _Block(self.bounds[:middle]), _Block(self.bounds[middle:])


@lru_cache(maxsize=32)
def _make_block(bounds: tuple[Bounds, ...]) -> _Block:
    return _Block(sorted(set(bounds)))


def fold_pairs(
    first: tuple[Bounds, ...],
    second: tuple[Bounds, ...],
    measure: Callable[[Bounds, Bounds], Found],
    join: Callable[[Found, Found], Found],
) -> Found:
    """What ``measure`` gives for all pairs, joined: the union of masks, the least and the most of numbers.

    Wider bounds must measure at least as much: joined with what they measure, nothing that they contain counts.

    Example:
        >>> from operator import or_
        >>> days = [Bounds(day, day, day + 1, day + 1, 1, 1) for day in range(9)]
        >>> bin(fold_pairs(tuple(days), (days[0],), lambda x, y: 1 << int(x.start_min - y.start_min), or_))
        '0b111111111'
    """
    if len(first) * len(second) <= _FEW_PAIRS:
        return reduce(join, starmap(measure, product(first, second)))
    found: Found | None = None
    waiting = [(_make_block(first), _make_block(second))]
    while waiting:
        x, y = waiting.pop()
        measured = measure(x.hull, y.hull)
        joined = measured if found is None else join(found, measured)
        if found == joined:
            continue
        if len(x.bounds) == len(y.bounds) == 1:
            found = joined
        elif len(x.bounds) >= len(y.bounds):
            waiting += [(half, y) for half in x.halves]
        else:
            waiting += [(x, half) for half in y.halves]
    assert found is not None  # there is at least one pair
    return found
