"""The overlap join on numpy arrays: the same pairs in the same order as :mod:`korea_events.temporal.joins.sweep`.

Starts are sorted by radix or packed with their positions. Partners are found in a table of stretches of time, about two
a row, and the pairs expanded in chunks of about 2^17 that stay in the cache. Whether a pair certainly shares time is
decided in the same chunk, for both conditions at once: see :func:`_pack_bounds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from korea_events.errors import Problem
from korea_events.temporal.bounds import Tick
from korea_events.temporal.joins import sweep
from korea_events.temporal.joins.sweep import Columns, OverlapPairs, PairChunk

PAIRS_PER_ARRAY = 1 << 17
"""About how many pairs are made at a time."""
NO_LOWER_BOUND, NO_UPPER_BOUND = np.iinfo(np.int64).min, np.iinfo(np.int64).max
"""What stands for no bound in arrays: the extremes of int64."""

Ticks = NDArray[np.int64]
Positions = NDArray[np.signedinteger[Any]]

_SHORT_AXIS = 1 << 16
_SIGNED_BITS = 64
_STRETCHES_PER_ROW = 2
_MOST_COUNTED_ON = 16


class ArrayColumns(NamedTuple):
    """Like :class:`Columns`, as int64 arrays of one length."""

    start_min: Ticks
    start_max: Ticks
    end_min: Ticks
    end_max: Ticks

    @classmethod
    def of(cls, columns: Columns) -> ArrayColumns:
        """Arrays of columns whose ticks are ``int`` or infinite."""
        arrays = {id(column): as_array(column) for column in columns}  # starts may be the same column twice
        return cls(*(arrays[id(column)] for column in columns))


def as_array(column: Sequence[Tick]) -> Ticks:
    """A column of ticks, the extremes of int64 for infinite ones."""
    try:
        return np.array(column, dtype=np.int64)
    except OverflowError:
        infinities = {float("-inf"): NO_LOWER_BOUND, float("inf"): NO_UPPER_BOUND}
        return np.array([infinities.get(tick, tick) for tick in column], dtype=np.int64)


def sort_by_start(starts: Ticks) -> tuple[Ticks, Ticks]:
    """The positions of a column in order of its values, and the values in that order; ties keep their order.

    What is sorted already stays as it is. A short axis is sorted by radix, which numpy does for 16-bit integers. On a
    longer one a tick and its position are packed into one integer: sorted as plain integers, which is several times as
    quick as sorting positions, they carry their positions and never tie. If a tick is too long for that, its last bits
    are left off, and the few rows that only they tell apart are sorted afterwards.
    """
    rows = len(starts)
    if np.all(starts[:-1] <= starts[1:]):
        return np.arange(rows), starts
    low, width = _measure_extent(starts)
    bits = rows.bit_length()
    excess = max(0, width.bit_length() + bits - _SIGNED_BITS + 1)
    if width < _SHORT_AXIS:
        order = np.argsort((starts - low).astype(np.uint16), kind="stable")
    elif width.bit_length() >= _SIGNED_BITS:  # farther than an integer can say
        order = np.argsort(starts, kind="stable")
    else:
        packed = starts - low
        packed >>= excess
        packed <<= bits
        packed |= np.arange(rows)
        packed.sort()
        order = packed & ((1 << bits) - 1)
        if not excess:
            packed >>= bits
            packed += low
            return order, packed
        nearly = starts[order]
        if np.any(nearly[:-1] > nearly[1:]):
            order = order[np.argsort(nearly, kind="stable")]
    return order, np.take(starts, order)


def _measure_extent(ticks: Ticks) -> tuple[int, int]:
    """The first tick, and how far it is to the last one."""
    if not len(ticks):
        return 0, 0
    low = int(ticks.min())
    return low, int(ticks.max()) - low


class _EarlierCounter:
    """How many of a column's ticks lie before a given one.

    A table says how many lie before each stretch of time, of which there are about two a row; on a short axis each is
    one tick. From there they are counted on, unless very many lie in one stretch: then each is searched for.
    """

    __slots__ = ("_high", "_low", "_shift", "_sorted", "_table")

    def __init__(self, ticks: Ticks, *, is_sorted: bool) -> None:
        self._low, width = _measure_extent(ticks)
        self._high = min(self._low + width, NO_UPPER_BOUND - 1)
        self._shift = max(0, width.bit_length() - (_STRETCHES_PER_ROW * len(ticks)).bit_length())
        self._table: Ticks | None = None
        if width.bit_length() < _SIGNED_BITS - 1:
            counts = np.bincount((ticks - self._low) >> self._shift, minlength=(width >> self._shift) + 1)
            if not self._shift or counts.max() <= _MOST_COUNTED_ON:
                self._table = np.zeros(len(counts) + 1, np.int64)
                np.cumsum(counts, out=self._table[1:])
        if self._shift or self._table is None:
            self._sorted = np.append(ticks if is_sorted else np.sort(ticks), NO_UPPER_BOUND)

    def __call__(self, ticks: Ticks, *, or_at: bool = False) -> Ticks:
        # moved after clipping, since the extremes of int64 cannot be moved
        ticks = np.clip(ticks, self._low - or_at, self._high + 1 - or_at)
        if or_at:
            ticks += 1
        if self._table is None:
            return np.searchsorted(self._sorted, ticks)
        if not self._shift:
            return np.take(self._table, np.subtract(ticks, self._low, out=ticks))
        found: Ticks = np.take(self._table, (ticks - self._low) >> self._shift)
        more = np.flatnonzero(np.take(self._sorted, found) < ticks)
        while len(more):
            found[more] += 1
            more = more[self._sorted[found[more]] < ticks[more]]
        return found

    def total(self, ticks: Ticks, *, or_at: bool = False) -> int:
        """The sum over all of ``ticks``; looked for in their order, which is far quicker than in any other."""
        return int(np.sum(self(np.sort(ticks) if self._shift else ticks, or_at=or_at)))


class _SortedArrays:
    """One collection in start order; the columns are let go once the partners of each row are known."""

    __slots__ = ("bounds", "columns", "end_max", "order", "start_min", "vague")

    def __init__(self, columns: ArrayColumns) -> None:
        self.columns = columns
        order, self.start_min = sort_by_start(columns.start_min)
        self.end_max = np.take(columns.end_max, order)
        self.vague = (columns.start_min != columns.start_max) | (columns.end_min != columns.end_max)
        if self.vague.any():
            self.vague = np.take(self.vague, order)
        self.order: Positions = order.astype(np.int32 if len(order) <= np.iinfo(np.int32).max else np.int64)
        self.bounds: _PackedBounds | None = None


class _PackedBounds(NamedTuple):
    """What :func:`_pack_bounds` makes of the rows of one collection, in start order.

    A row's ``own`` is subtracted from the ``other`` of a possible partner, each half from each. ``columns`` are there
    to decide where halves are equal for want of the last bits.
    """

    own: Positions
    other: Positions
    half: type[np.signedinteger[Any]]
    columns: ArrayColumns | None


class _ArrayPass(NamedTuple):
    """For each row of ``left`` a range of rows of ``right``; flipped: ``right`` is the first side."""

    left: _SortedArrays
    right: _SortedArrays
    starts: Positions
    counts: Positions
    flipped: bool


class ArrayPairs:
    """The pairs that may share time, as ranges: counting makes no pairs, ``arrays`` makes them bit by bit."""

    __slots__ = ("_passes",)

    def __init__(self, columns: ArrayColumns, others: ArrayColumns | None = None) -> None:
        columns, others = _bound_starts(columns, others)
        left = right = _SortedArrays(columns)
        if others is None:
            rows = np.arange(1, len(left.order) + 1, dtype=left.order.dtype)
            self._passes = [_make_array_pass(left, left, rows, flipped=False)]
        else:
            right = _SortedArrays(others)
            self._passes = [
                _make_array_pass(left, right, None, flipped=False),
                _make_array_pass(right, left, None, flipped=True),
            ]
        sides = (left,) if others is None else (left, right)
        _pack_bounds(*sides)
        for side in sides:
            del side.columns, side.start_min, side.end_max

    def __len__(self) -> int:
        return sum(int(np.sum(step.counts)) for step in self._passes)

    def chunks(self) -> Iterator[PairChunk]:
        """The pairs as lists, as few at a time as the engine in pure Python gives: objects are made of them."""
        for chunk in self.arrays():
            for start in range(0, len(chunk.i), sweep.PAIRS_PER_CHUNK):
                part = slice(start, start + sweep.PAIRS_PER_CHUNK)
                yield PairChunk(chunk.i[part].tolist(), chunk.j[part].tolist(), chunk.certain[part].tolist())

    def arrays(self) -> Iterator[OverlapPairs]:
        """The pairs in order, about :data:`PAIRS_PER_ARRAY` at a time; the partners of one row stay together."""
        for step in self._passes:
            for rows, size, ahead in _split_pass(step):
                own = _repeat_rows(step, rows)
                partners, certain = np.empty(size, step.right.order.dtype), np.empty(size, np.bool_)
                _find_partners(step, rows, ahead, partners, certain)
                i, j = (partners, own) if step.flipped else (own, partners)
                yield OverlapPairs(i, j, certain)

    def list_in_order(self) -> tuple[Sequence[int], Sequence[int]]:
        """The positions of all pairs, by the first and then by the second, without an object for each."""
        found, width = self.whole(), max(1, len(self._passes[0].right.order))
        keys = np.sort(found.i * np.int64(width) + found.j)
        return (keys // width).data, (keys % width).data

    def whole(self) -> OverlapPairs:
        """All the pairs in three arrays."""
        alone = len(self._passes) == 1
        first, size = self._passes[0], len(self)
        i = _repeat_rows(first) if alone else np.empty(size, first.left.order.dtype)
        j, certain = np.empty(size, first.right.order.dtype), np.empty(size, np.bool_)
        filled = 0
        for step in self._passes:
            own, partners = (j, i) if step.flipped else (i, j)
            for rows, size, ahead in _split_pass(step):
                part = slice(filled, filled + size)
                if not alone:
                    own[part] = _repeat_rows(step, rows)
                _find_partners(step, rows, ahead, partners[part], certain[part])
                filled += size
        return OverlapPairs(i, j, certain)


def _make_array_pass(
    left: _SortedArrays, right: _SortedArrays, starts: Positions | None, *, flipped: bool
) -> _ArrayPass:
    index = right.order.dtype
    earlier = _EarlierCounter(right.start_min, is_sorted=True)
    starts = (earlier(left.start_min, or_at=flipped) if starts is None else starts).astype(index, copy=False)
    counts = earlier(left.end_max).astype(index, copy=False)
    counts -= starts
    return _ArrayPass(left, right, starts, np.maximum(counts, 0, out=counts), flipped)


def _split_pass(step: _ArrayPass) -> Iterator[tuple[slice, int, Ticks]]:
    """Runs of rows with about a chunk of pairs: the rows, how many pairs, and how far each row's partners are ahead.

    The partners of a row are the numbers of its pairs in the chunk, 0, 1, 2, …, and so many more.
    """
    totals = np.cumsum(step.counts, dtype=np.int64)
    row, done = 0, 0
    total = int(totals[-1]) if len(totals) else 0
    while done < total:
        stop = max(row + 1, int(np.searchsorted(totals, done + PAIRS_PER_ARRAY, side="right")))
        size = int(totals[stop - 1]) - done
        if size:
            rows = slice(row, stop)
            yield rows, size, step.starts[rows] + step.counts[rows] - totals[rows] + done
        row, done = stop, done + size


_CHUNK_POSITIONS = np.arange(PAIRS_PER_ARRAY)


def _repeat_rows(step: _ArrayPass, rows: slice = slice(None)) -> Positions:
    """The positions of a run of rows, each as often as it has partners."""
    return np.repeat(step.left.order[rows], step.counts[rows])


def _find_partners(
    step: _ArrayPass, rows: slice, ahead: Ticks, out: Positions, certain: NDArray[np.bool_]
) -> None:
    """Writes the partners of a run of rows to ``out``, and whether each certainly shares time to ``certain``."""
    left, right = step.left, step.right
    counts = step.counts[rows]
    size = len(out)
    partners = np.repeat(ahead, counts)
    partners += _CHUNK_POSITIONS[:size] if size <= PAIRS_PER_ARRAY else np.arange(size)
    # they are rows by construction; "clip" saves numpy the copy that it would make to be able to raise
    np.take(right.order, partners, out=out, mode="clip")
    # starts never fall from row to row
    window = slice(int(step.starts[rows.start]), int((step.starts[rows] + counts).max()))
    own, other = left.bounds, right.bounds
    if own is None or other is None or not (left.vague[rows].any() or right.vague[window].any()):
        certain[:] = True  # if they may share time, they do
        return
    halves = np.take(other.other, partners, mode="clip").view(other.half)
    halves -= np.repeat(own.own[rows], counts).view(own.half)
    np.equal((halves > 0).view(np.uint16), _BOTH_TRUE, out=certain)
    if own.columns and other.columns and len(pairs := np.flatnonzero(halves == 0) >> 1):
        # both halves of one pair may be equal: then it is there twice
        i = left.order[rows.start + np.searchsorted(np.cumsum(counts), pairs, side="right")]
        j = out[pairs]
        certain[pairs] = own.columns.start_max[i] < other.columns.end_min[j]
        certain[pairs] &= other.columns.start_max[j] < own.columns.end_min[i]


_BOTH_TRUE = 0x0101
_SHORT_REACH = 1 << 15
_LONGEST_REACH_BITS = 30


def _pack_bounds(*sides: _SortedArrays) -> None:
    """Prepares the test of certainty, ``latest_start < other_end and other_start < earliest_end``, if it is needed.

    Both comparisons are made in one subtraction of two halves, each of which is greater than 0 where its comparison
    holds. Halves are numbers modulo 2^16 or 2^32: the bounds of two rows that may share time lie no farther apart than
    both rows are long. If that takes more than 30 bits, the last bits of all bounds are left off, and the few pairs
    with halves that are then equal are compared in full.
    """
    if not any(side.vague.any() for side in sides):
        return
    compared = [column for side in sides for column in (side.columns.start_max, side.columns.end_min)]
    finite = [column[(column > NO_LOWER_BOUND) & (column < NO_UPPER_BOUND)] for column in compared]
    low = min((int(column.min()) for column in finite if len(column)), default=0) - 1
    high = max((int(column.max()) for column in finite if len(column)), default=0) + 1
    clipped = [np.clip(side.columns, low, high) for side in sides]
    # a start that was unbounded may have been moved to after other bounds; seen as unsigned, no length is too long
    lengths = [(bounds.max(axis=0) - bounds.min(axis=0)).view(np.uint64) for bounds in clipped]
    reach = sum(int(length.max(initial=0)) for length in lengths) * (2 // len(sides))
    half: type[np.signedinteger[Any]] = np.int16 if reach < _SHORT_REACH else np.int32
    both: type[np.signedinteger[Any]] = np.int32 if reach < _SHORT_REACH else np.int64
    dropped = max(0, reach.bit_length() - _LONGEST_REACH_BITS)
    for side, bounds in zip(sides, clipped, strict=True):
        start, end = np.take(bounds[1:3], side.order, axis=1) >> dropped
        own, other = (
            np.stack(halves, axis=1).astype(half).view(both).ravel()
            for halves in ((start, -end), (end, -start))
        )
        side.bounds = _PackedBounds(own, other, half, side.columns if dropped else None)


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
