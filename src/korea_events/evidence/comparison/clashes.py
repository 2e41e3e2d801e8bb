"""Clashes: which of many accounts of one thing may contradict each other, without looking at every pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from korea_events.answers import Work
from korea_events.evidence.figures.extents import Extent, have_common_number

_STEPS_OF_A_LOOK = 5
STEPS_OF_A_PAIR = 15
"""How much more it takes to look closely at two accounts than to see whether two values may clash."""


def list_clashing_pairs(
    keys: Sequence[Hashable], extents: Sequence[Extent | None], clash: Callable[[int, int], bool], work: Work
) -> Iterator[tuple[int, int]]:
    """The pairs of accounts, by number, whose figures allow no common number or whose other values ``clash``.

    Accounts with equal keys say the same, and are compared only once. The time grows with n log n for figures, with the
    square of the number of different other values, and with the number of pairs found.

    Example:
        >>> list(list_clashing_pairs(["held", "cancelled", "held"], [None] * 3, lambda one, other: True, Work()))
        [(0, 1), (1, 2)]
    """
    groups: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(key, []).append(number)
    figures = {key: found for key, numbers in groups.items() if (found := extents[numbers[0]]) is not None}
    others = [key for key in groups if key not in figures]
    work.add_steps(_STEPS_OF_A_LOOK * len(others) * (len(others) // 2 + len(figures)))
    compared = chain(combinations(others, 2), product(others, figures))
    pairs = ((one, other) for one, other in compared if clash(groups[one][0], groups[other][0]))
    for one, other in chain(pairs, _list_disjoint_pairs(figures)):
        work.add_steps(STEPS_OF_A_PAIR * len(groups[one]) * len(groups[other]))
        for first, second in product(groups[one], groups[other]):
            yield (first, second) if first < second else (second, first)


def _list_disjoint_pairs(figures: Mapping[Hashable, Extent]) -> Iterator[tuple[Hashable, Hashable]]:
    """The keys of the figures of one dimension that allow no common number."""
    by_dimension: dict[str | None, list[Hashable]] = {}
    for key in sorted(figures, key=lambda key: figures[key].start):
        by_dimension.setdefault(figures[key].dimension, []).append(key)
    for ordered in by_dimension.values():
        for place, key in enumerate(ordered):
            # Of those that start later, all from the first one that lies beyond it do.
            found = figures[key]
            first = bisect_left(
                ordered, True, place + 1, key=lambda other: not have_common_number(found, figures[other])
            )
            for other in ordered[first:]:
                yield key, other
