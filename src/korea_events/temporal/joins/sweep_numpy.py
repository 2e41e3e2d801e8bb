"""The overlap join on numpy arrays: the same pairs in the same order as :mod:`korea_events.temporal.joins.sweep`.

Starts are sorted by radix or packed with their positions, and those of two sides merged. Partners are found in a table
of days where the axis is short for the rows, and the pairs expanded in chunks of about 2^17 that stay in the cache.
Whether a pair certainly shares time is decided in the same chunk, for both conditions at once: see
:func:`_compare_pairs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from korea_events.errors import Problem
from korea_events.temporal.joins import sweep
from korea_events.temporal.joins.sweep import Columns, PairChunk

PAIRS_PER_ARRAY = 1 << 17
"""About how many pairs are made at a time."""
NO_LOWER_BOUND, NO_UPPER_BOUND = np.iinfo(np.int64).min, np.iinfo(np.int64).max
"""What stands for no bound in arrays: the extremes of int64."""

Ticks = NDArray[np.int64]
Positions = NDArray[np.signedinteger[Any]]

_SHORT_AXIS = 1 << 16
_SIGNED_BITS = 64
_WIDEST_TABLE = 2
"""An axis of up to so many ticks per row is looked up in a table; a longer one is searched."""


class ArrayColumns(NamedTuple):
    """Like :class:`Columns`, as int64 arrays of one length."""

    start_min: Ticks
    start_max: Ticks
    end_min: Ticks
    end_max: Ticks

    @classmethod
    def of(cls, columns: Columns) -> ArrayColumns:
        """Arrays of columns whose ticks are ``int`` or infinite."""
        return cls(*(np.array(_replace_infinities(column), dtype=np.int64) for column in columns))


def _replace_infinities(column: object) -> list[int]:
    infinities = {float("-inf"): int(NO_LOWER_BOUND), float("inf"): int(NO_UPPER_BOUND)}
    return [infinities.get(tick, tick) for tick in column]  # type: ignore[attr-defined]  # a sequence of ticks


def sort_by_start(starts: Ticks) -> Positions:
    """The positions of a column in order of its values; ties keep their order.

    What is sorted already stays as it is. A short axis is sorted by radix, which numpy does for 16-bit integers. On a
    longer one a tick and its position are packed into one integer: sorted as plain integers, which is several times as
    quick as sorting positions, they carry their positions and never tie. If a tick is too long for that, its last bits
    are left off, and the few rows that only they tell apart are sorted afterwards.
    """
    rows = len(starts)
    index: type[np.signedinteger[Any]] = np.int32 if rows <= np.iinfo(np.int32).max else np.int64
    low, width = _measure_extent(starts)
    if np.all(starts[:-1] <= starts[1:]):
        return np.arange(rows, dtype=index)
    if width < _SHORT_AXIS:
        return np.argsort((starts - low).astype(np.uint16), kind="stable").astype(index)
    bits = rows.bit_length()
    excess = max(0, width.bit_length() + bits - _SIGNED_BITS + 1)
    if width.bit_length() >= _SIGNED_BITS:  # farther than an integer can say
        return np.argsort(starts, kind="stable").astype(index)
    packed = (starts - low) >> excess << bits | np.arange(rows)
    packed.sort()
    order = packed & ((1 << bits) - 1)
    if excess:
        nearly = starts[order]
        if np.any(nearly[:-1] > nearly[1:]):
            order = order[np.argsort(nearly, kind="stable")]
    return order.astype(index)


def _measure_extent(ticks: Ticks) -> tuple[int, int]:
    """The first tick, and how far it is to the last one."""
    if not len(ticks):
        return 0, 0
    low = int(ticks.min())
    return low, int(ticks.max()) - low


class _EarlierCounter:
    """How many of a column's ticks lie before a given one: a table on a short axis, a search on a long one."""

    __slots__ = ("_low", "_sorted", "_table")

    def __init__(self, ticks: Ticks, *, is_sorted: bool) -> None:
        self._low, width = _measure_extent(ticks)
        self._table: Ticks | None = None
        if width <= _WIDEST_TABLE * len(ticks):
            self._table = np.zeros(width + 2, np.int64)
            np.cumsum(np.bincount(ticks - self._low, minlength=width + 1), out=self._table[1:])
        else:
            self._sorted = ticks if is_sorted else np.sort(ticks)

    def __call__(self, ticks: Ticks, *, or_at: bool = False) -> Ticks:
        if self._table is None:
            found: Ticks = np.searchsorted(self._sorted, ticks, side="right" if or_at else "left")
            return found
        # moved after clipping, since the extremes of int64 cannot be moved
        first, last = self._low - or_at, self._low + len(self._table) - 1 - or_at
        return self._table[np.clip(ticks, first, last) - first]

    def total(self, ticks: Ticks, *, or_at: bool = False) -> int:
        """The sum over all of ``ticks``; searched in their order, which is far quicker than in any other."""
        return int(np.sum(self(ticks if self._table is not None else np.sort(ticks), or_at=or_at)))


class _SortedArrays:
    """One collection in start order."""

    __slots__ = ("end_max", "end_min", "order", "start_max", "start_min")

    def __init__(self, columns: ArrayColumns) -> None:
        self.order = sort_by_start(columns.start_min)
        order = self.order.astype(np.intp)  # numpy would widen positions for each column
        self.start_min, self.end_max = np.take(columns.start_min, order), np.take(columns.end_max, order)
        # one column for both bounds where they are the same, so that they need not be compared again
        exact_starts = np.array_equal(columns.start_min, columns.start_max)
        exact_ends = np.array_equal(columns.end_min, columns.end_max)
        self.start_max = self.start_min if exact_starts else np.take(columns.start_max, order)
        self.end_min = self.end_max if exact_ends else np.take(columns.end_min, order)

    def exact(self, rows: slice) -> bool:
        """Whether all dates of a run of rows are exact."""
        bounds = (self.start_min, self.start_max), (self.end_min, self.end_max)
        return all(least is most or np.array_equal(least[rows], most[rows]) for least, most in bounds)


class _ArrayPass(NamedTuple):
    """For each row of ``left`` the range of rows of ``right`` that it meets; flipped: ``right`` is the first side."""

    left: _SortedArrays
    right: _SortedArrays
    starts: Ticks
    stops: Ticks
    flipped: bool


class ArrayChunk(NamedTuple):
    """Some pairs of positions ``i`` and ``j``, and whether each certainly shares time."""

    i: Positions
    j: Positions
    certain: NDArray[np.bool_]


class ArrayPairs:
    """The pairs that may share time, as ranges: counting makes no pairs, ``arrays`` makes them bit by bit."""

    __slots__ = ("_passes",)

    def __init__(self, columns: ArrayColumns, others: ArrayColumns | None = None) -> None:
        columns, others = _bound_starts(columns, others)
        left = _SortedArrays(columns)
        earlier = _EarlierCounter(left.start_min, is_sorted=True)
        if others is None:
            rows = np.arange(1, len(left.order) + 1)
            self._passes = [_ArrayPass(left, left, rows, earlier(left.end_max), flipped=False)]
            return
        right = _SortedArrays(others)
        earlier_right = _EarlierCounter(right.start_min, is_sorted=True)
        before_left, before_right = _merge_starts(left.start_min, right.start_min)
        self._passes = [
            _make_array_pass(left, right, before_left, earlier_right, flipped=False),
            _make_array_pass(right, left, before_right, earlier, flipped=True),
        ]

    def __len__(self) -> int:
        return sum(int(np.sum(step.stops - step.starts)) for step in self._passes)

    def chunks(self) -> Iterator[PairChunk]:
        """The pairs as lists, as few at a time as the engine in pure Python gives: objects are made of them."""
        for chunk in self.arrays():
            for start in range(0, len(chunk.i), sweep.PAIRS_PER_CHUNK):
                part = slice(start, start + sweep.PAIRS_PER_CHUNK)
                yield PairChunk(chunk.i[part].tolist(), chunk.j[part].tolist(), chunk.certain[part].tolist())

    def arrays(self) -> Iterator[ArrayChunk]:
        """The pairs in order, about :data:`PAIRS_PER_ARRAY` at a time; the partners of one row stay together."""
        for step in self._passes:
            for rows, size, totals in _split_pass(step):
                own = _repeat_rows(step, rows)
                partners, certain = np.empty(size, step.right.order.dtype), np.empty(size, np.bool_)
                _find_partners(step, rows, totals, partners, certain)
                yield (
                    ArrayChunk(partners, own, certain) if step.flipped else ArrayChunk(own, partners, certain)
                )

    def whole(self) -> ArrayChunk:
        """All the pairs in three arrays."""
        alone = len(self._passes) == 1
        first, size = self._passes[0], len(self)
        i = _repeat_rows(first) if alone else np.empty(size, first.left.order.dtype)
        j, certain = np.empty(size, first.right.order.dtype), np.empty(size, np.bool_)
        filled = 0
        for step in self._passes:
            own, partners = (j, i) if step.flipped else (i, j)
            for rows, size, totals in _split_pass(step):
                part = slice(filled, filled + size)
                if not alone:
                    own[part] = _repeat_rows(step, rows)
                _find_partners(step, rows, totals, partners[part], certain[part])
                filled += size
        return ArrayChunk(i, j, certain)


def _merge_starts(left: Ticks, right: Ticks) -> tuple[Ticks, Ticks]:
    """For each start of two sorted columns, how many of the other come before it; of equal ones the left comes first.

    Timsort merges two sorted runs in one go, where searching would go through memory for every start.
    """
    merged = np.argsort(np.concatenate((left, right)), kind="stable") < len(left)
    return (
        np.flatnonzero(merged) - np.arange(len(left)),
        np.flatnonzero(~merged) - np.arange(len(right)),
    )


def _make_array_pass(
    left: _SortedArrays, right: _SortedArrays, starts: Ticks, earlier: _EarlierCounter, *, flipped: bool
) -> _ArrayPass:
    return _ArrayPass(left, right, starts, np.maximum(starts, earlier(left.end_max)), flipped)


def _split_pass(step: _ArrayPass) -> Iterator[tuple[slice, int, Ticks]]:
    """Runs of rows with about a chunk of pairs: the rows, how many pairs, and the running totals of pairs."""
    totals = np.cumsum(step.stops - step.starts)
    row, done = 0, 0
    total = int(totals[-1]) if len(totals) else 0
    while done < total:
        stop = max(row + 1, int(np.searchsorted(totals, done + PAIRS_PER_ARRAY, side="right")))
        size = int(totals[stop - 1]) - done
        if size:
            yield slice(row, stop), size, totals[row:stop] - done
        row, done = stop, done + size


_CHUNK_POSITIONS = np.arange(PAIRS_PER_ARRAY)


def _repeat_rows(step: _ArrayPass, rows: slice = slice(None)) -> Positions:
    """The positions of a run of rows, each as often as it has partners."""
    return np.repeat(step.left.order[rows], step.stops[rows] - step.starts[rows])


def _find_partners(
    step: _ArrayPass, rows: slice, totals: Ticks, out: Positions, certain: NDArray[np.bool_]
) -> None:
    """Writes the partners of a run of rows to ``out``, and whether each certainly shares time to ``certain``."""
    left, right = step.left, step.right
    starts, stops = step.starts[rows], step.stops[rows]
    counts = stops - starts
    size = len(out)
    has = counts > 0
    window = slice(int(starts[has].min()), int(stops[has].max()))
    # all in one go: 0, 1, 2, … moved for each row to where its partners begin in the window
    partners = np.repeat(starts - (totals - counts) - window.start, counts)
    partners += _CHUNK_POSITIONS[:size] if size <= PAIRS_PER_ARRAY else np.arange(size)
    # they lie in the window by construction; "clip" saves numpy the copy that it would make to be able to raise
    np.take(right.order[window], partners, out=out, mode="clip")
    if left.exact(rows) and right.exact(window):  # if they may share time, they do
        certain[:] = True
    else:
        _compare_pairs(step, (rows, window), counts, partners, certain)


_MAX_PACKED = (1 << 15) - 2
_TOP_BITS = np.uint32(0x8000_8000)


def _compare_pairs(
    step: _ArrayPass, of: tuple[slice, slice], counts: Ticks, partners: Ticks, out: NDArray[np.bool_]
) -> None:
    """Whether each pair certainly shares time: ``latest_start < other_end`` and ``other_start < earliest_end``.

    Both comparisons are made in one subtraction: the two bounds of a partner are packed into the halves of 32 bits
    with the top bit of each half set, the two bounds of the row are subtracted, and a top bit stays set exactly where
    its comparison holds. The rows of a chunk start close to each other, so 15 bits are nearly always enough; where they
    are not, the comparisons are made one by one.
    """
    left, right = step.left, step.right
    rows, window = of
    latest_start, earliest_end = left.start_max[rows], left.end_min[rows]
    other_start, other_end = right.start_max[window], right.end_min[window]
    # only unbounded starts lie before the first start; an unbounded latest start fails at the end of its field
    low = min(int(left.start_min[rows.start]), int(right.start_min[window.start]))
    below = any(column.min() < low for column in (latest_start, earliest_end, other_start, other_end))
    beyond = low + _MAX_PACKED
    if below or any(
        np.any((column >= beyond) & (column < NO_UPPER_BOUND)) for column in (latest_start, other_start)
    ):
        np.less(np.repeat(latest_start, counts), np.take(other_end, partners, mode="clip"), out=out)
        out &= np.take(other_start, partners, mode="clip") < np.repeat(earliest_end, counts)
        return

    def field(column: Ticks) -> NDArray[np.uint32]:
        """Ticks as 1 … 2^15 - 2, what lies beyond as one more."""
        return (np.minimum(column, beyond) - (low - 1)).astype(np.uint32)

    others = (field(other_end) << 16 | (_MAX_PACKED + 1 - field(other_start))) | _TOP_BITS
    own = (field(latest_start) + 1) << 16 | (_MAX_PACKED + 2 - field(earliest_end))
    packed = np.take(others, partners, mode="clip")
    packed -= np.repeat(own, counts)
    packed &= _TOP_BITS
    np.equal(packed, _TOP_BITS, out=out)


def count_pairs(columns: ArrayColumns, others: ArrayColumns | None = None) -> int:
    """How many pairs may share time, without any of them: by counting the starts before each end."""
    columns, others = _bound_starts(columns, others)
    if others is None:
        rows = len(columns.start_min)
        # each row starts before its own end, and so do all that start before it
        before = _EarlierCounter(columns.start_min, is_sorted=False).total(columns.end_max)
        return before - rows * (rows + 1) // 2
    started = _EarlierCounter(others.start_min, is_sorted=False).total(columns.end_max)
    return started - _EarlierCounter(others.end_max, is_sorted=False).total(columns.start_min, or_at=True)


def _bound_starts(
    columns: ArrayColumns, others: ArrayColumns | None
) -> tuple[ArrayColumns, ArrayColumns | None]:
    """The same pairs with unbounded starts moved to just before everything else, so that the axis stays short."""
    sides = (columns,) if others is None else (columns, others)
    if all(not len(side.start_min) or side.start_min.min() > NO_LOWER_BOUND for side in sides):
        return columns, others
    ticks = [
        column[(column > NO_LOWER_BOUND) & (column < NO_UPPER_BOUND)]
        for side in sides
        for column in (side.start_min, side.end_max)
    ]
    floor = min((int(column.min()) for column in ticks if len(column)), default=0) - 1
    moved = [
        side._replace(start_min=np.where(side.start_min == NO_LOWER_BOUND, floor, side.start_min))
        for side in sides
    ]
    return moved[0], None if others is None else moved[1]


# -- columns from outside ------------------------------------------------------------------------------------------


def read_array_columns(given: Sequence[ArrayLike], path: str, problems: list[Problem]) -> ArrayColumns | None:
    """Columns as closed int64 arrays, or None and what is wrong with them."""
    before = len(problems)
    if len(given) != len(ArrayColumns._fields):
        problems.append(Problem(path, "columns-shape", f"four columns are needed, not {len(given)}"))
        return None
    columns: list[Ticks] = []
    for name, column in zip(ArrayColumns._fields, given, strict=True):
        array = np.asarray(column)
        if not array.size:
            array = array.astype(np.int64)
        if array.ndim != 1:
            problems.append(
                Problem(
                    f"{path}.{name}", "columns-shape", f"a column must have one dimension, not {array.ndim}"
                )
            )
        elif not np.issubdtype(array.dtype, np.integer) or (
            array.dtype == np.uint64 and int(array.max()) > NO_UPPER_BOUND
        ):
            message = f"a column must hold integers of up to 64 bits, not {array.dtype}; the extremes mean unbounded"
            problems.append(Problem(f"{path}.{name}", "columns-type", message))
        else:
            columns.append(array.astype(np.int64, copy=False))
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        problems.append(Problem(path, "columns-shape", f"columns differ in length: {sorted(lengths)}"))
    if len(problems) > before:
        return None
    return _close_columns(ArrayColumns(*columns), path, problems)


def _close_columns(columns: ArrayColumns, path: str, problems: list[Problem]) -> ArrayColumns | None:
    """The tightest bounds for stretches of at least a tick; unbounded ends stay so."""
    a, b, c, d = columns
    if np.any(b >= d):
        b = np.minimum(b, np.where((d < NO_UPPER_BOUND) & (d > NO_LOWER_BOUND), d - 1, d))
    if np.any(c <= a):
        c = np.maximum(c, np.where((a < NO_UPPER_BOUND) & (a > NO_LOWER_BOUND), a + 1, a))
    bad = np.flatnonzero((a > b) | (c > d) | (a == NO_UPPER_BOUND) | (d == NO_LOWER_BOUND))
    if len(bad):
        rows = ", ".join(str(row) for row in bad[:_MAX_ROWS_NAMED].tolist())
        more = f" and {len(bad) - _MAX_ROWS_NAMED} more" if len(bad) > _MAX_ROWS_NAMED else ""
        message = f"the bounds contradict each other in rows {rows}{more}"
        problems.append(Problem(path, "columns-contradiction", message))
        return None
    return ArrayColumns(a, b, c, d)


_MAX_ROWS_NAMED = 5
