"""Overlap joins on columns: the array engine for data in columns, and the choice of an engine.

The work is done in :mod:`korea_events.temporal.joins.sweep` (pure Python) and
:mod:`korea_events.temporal.joins.sweep_numpy` (the extra ``numpy``). Both give the same pairs in the same order.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from korea_events.errors import Problem, QuestionError, import_extra
from korea_events.temporal.joins.sweep import Columns, OverlapPairs, SweepPairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from korea_events.temporal.joins.sweep_numpy import ArrayColumns, ArrayPairs


# Loading numpy takes as long as sweeping a few thousand rows; once it is loaded, it wins from a few hundred on.
_WORTH_LOADING = 4_000
_WORTH_USING = 300


@cache
def _is_numpy_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("numpy") is not None


Pairs: TypeAlias = "SweepPairs | ArrayPairs"
"""The answer of an engine: how many pairs may share time, and the pairs bit by bit, in order."""


def is_worth_arrays(rows: int) -> bool:
    """Whether numpy is there, and faster for so many rows."""
    return rows >= (_WORTH_USING if "numpy" in sys.modules else _WORTH_LOADING) and _is_numpy_installed()


def find_sharing_pairs(columns: Columns, others: Columns | None = None) -> Pairs:
    """The pairs that may share time, from the engine that is faster for so many rows.

    Example:
        >>> pairs = find_sharing_pairs(Columns([0, 5, 9], [0, 5, 9], [6, 9, 12], [6, 9, 12]))
        >>> len(pairs), [(chunk.i, chunk.j) for chunk in pairs.chunks()]
        (1, [([0], [1])])
    """
    if is_worth_arrays(len(columns.start_min) + (len(others.start_min) if others is not None else 0)):
        from korea_events.temporal.joins.sweep_numpy import ArrayColumns, ArrayPairs

        return ArrayPairs(ArrayColumns.of(columns), None if others is None else ArrayColumns.of(others))
    return SweepPairs(columns, others)


class LazyOverlapPairs:
    """The answer of :func:`lazy_overlap_pairs`: knows its length, and makes the pairs as you iterate.

    Iterating gives :class:`OverlapPairs` of about 131,000 pairs each (the partners of one row stay together), in the
    same order as :func:`overlap_pairs`. You can iterate it any number of times; it holds a few columns, but no pairs.

    Example:
        >>> pairs = lazy_overlap_pairs([0, 5, 9], [0, 5, 9], [6, 9, 12], [6, 9, 12])
        >>> len(pairs), sum(int(chunk.certain.sum()) for chunk in pairs)
        (1, 1)
    """

    __slots__ = ("_pairs",)

    def __init__(self, columns: ArrayColumns, others: ArrayColumns | None) -> None:
        from korea_events.temporal.joins.sweep_numpy import ArrayPairs

        self._pairs = ArrayPairs(columns, others)

    def __len__(self) -> int:
        return len(self._pairs)

    def __iter__(self) -> Iterator[OverlapPairs]:
        return self._pairs.arrays()

    def __repr__(self) -> str:
        return f"<LazyOverlapPairs: {len(self)} pairs>"


def overlap_pairs(
    start_min: ArrayLike,
    start_max: ArrayLike,
    end_min: ArrayLike,
    end_max: ArrayLike,
    others: Sequence[ArrayLike] | None = None,
) -> OverlapPairs:
    """The pairs of rows that certainly or possibly share time, as arrays.

    Columns hold half-open ticks of any one axis (days, seconds, microseconds): the earliest and the latest start, the
    earliest and the latest end, so 4–14 March is ``(4, 4, 15, 15)``. The extremes of int64 stand for no bound. Rows
    are independent of each other and last at least one tick. If more is known of their lengths, narrow the bounds
    accordingly, as :class:`korea_events.Span` does.

    Without ``others`` each pair comes once, and ``i`` starts no later than ``j`` (by the earliest start; ties by
    position). With them, ``i`` counts in the first columns and ``j`` in the others; first come the pairs in which
    ``i`` starts no later, then the rest.

    Args:
        start_min: the earliest starts.
        start_max: the latest starts; the same column again where starts are exact.
        end_min: the earliest ends.
        end_max: the latest ends.
        others: four columns of a second collection; None joins the first with itself.

    Raises:
        QuestionError: ``columns-type`` for a column of something other than integers, ``columns-shape`` for columns of
            different lengths, ``columns-contradiction`` for rows whose bounds contradict each other.
        MissingExtraError: ``extra-numpy`` without numpy.

    Example:
        >>> i, j, certain = overlap_pairs([4, 13, 1], [4, 13, 1], [15, 14, 2], [15, 14, 16])
        >>> i.tolist(), j.tolist(), certain.tolist()  # the third starts on the 1st and is over by the 15th
        ([2, 2, 0], [0, 1, 1], [False, False, True])
    """
    columns = _read_both_columns((start_min, start_max, end_min, end_max), others)
    from korea_events.temporal.joins.sweep_numpy import ArrayPairs

    return ArrayPairs(*columns).whole()


def lazy_overlap_pairs(
    start_min: ArrayLike,
    start_max: ArrayLike,
    end_min: ArrayLike,
    end_max: ArrayLike,
    others: Sequence[ArrayLike] | None = None,
) -> LazyOverlapPairs:
    """Like :func:`overlap_pairs`, without storing the pairs: for answers that do not fit into memory.

    Example:
        >>> lazy_overlap_pairs([4, 13], [4, 13], [15, 14], [15, 14])
        <LazyOverlapPairs: 1 pairs>
    """
    return LazyOverlapPairs(*_read_both_columns((start_min, start_max, end_min, end_max), others))


def count_overlap_pairs(
    start_min: ArrayLike,
    start_max: ArrayLike,
    end_min: ArrayLike,
    end_max: ArrayLike,
    others: Sequence[ArrayLike] | None = None,
) -> int:
    """How many pairs :func:`overlap_pairs` would give, counted without making them.

    Example:
        >>> count_overlap_pairs([4, 13], [4, 13], [15, 14], [15, 14], others=([14], [14], [20], [20]))
        1
    """
    columns = _read_both_columns((start_min, start_max, end_min, end_max), others)
    from korea_events.temporal.joins.sweep_numpy import count_pairs

    return count_pairs(*columns)


def _read_both_columns(
    own: tuple[ArrayLike, ...], others: Sequence[ArrayLike] | None
) -> tuple[ArrayColumns, ArrayColumns | None]:
    import_extra("numpy", "extra-numpy", 'joins of columns need numpy: pip install "korea-events[numpy]"')
    from korea_events.temporal.joins.sweep_numpy import read_array_columns

    problems: list[Problem] = []
    columns = read_array_columns(own, "$", problems)
    second = None if others is None else read_array_columns(tuple(others), "$.others", problems)
    if problems or columns is None:
        raise QuestionError(problems)
    return columns, second
