"""The overlap join as one Ibis expression, for DuckDB, Spark and warehouses.

With ``start <= other start < end`` as its only conditions a join is a range join, which DuckDB does well and Spark as
a nested loop over all pairs. So there is a second form, an equality join on buckets of time: the one side stands in
every bucket that it touches, the other only in that of its start. No pair can come twice, and nothing need be removed.
"""

from __future__ import annotations

from typing import Any

from korea_events.errors import Problem, QuestionError
from korea_events.tables.extra import needed
from korea_events.tables.frames import TICKS


def overlap_join(left: Any, right: Any = None, *, bucket: int | None = None, key: str = "position") -> Any:
    """The pairs of rows that may share time, as an Ibis expression: nothing runs until it is executed.

    One row a pair, with the columns ``i`` and ``j`` (the ``key`` of either row) and ``certain``. Within one table each
    pair comes once, ``i`` starting no later than ``j`` (no start bound first, then ties by key). Where every row is
    ``exact`` the answer is that of :func:`korea_events.find_overlaps` in memory; parts, pauses and equal ids between
    two tables are not looked at.

    Rows without a start or an end bound take a branch of their own, a plain comparison with all others: cheap while
    they are few, and they fill no buckets.

    Args:
        left: an Ibis table, or a frame of pyarrow, polars or pandas, with the columns of :func:`to_frame` (at least
            the four of ticks and the key).
        right: the second table, of the same axis; None joins the first with itself.
        bucket: how many ticks make a bucket. None for engines with a range join (DuckDB); about half the usual
            length of a span where there is none (Spark).
        key: the column that names a row; integers or text, each once.

    Raises:
        QuestionError: ``tables-columns`` for a table that lacks a column, ``tables-bucket`` for a bucket that is no
            positive whole number.
        MissingExtraError: ``extra-tables``.

    Example:
        >>> from korea_events import Span
        >>> from korea_events.tables import to_frame
        >>> frame = to_frame([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.on("2024-03-20")])
        >>> overlap_join(frame).to_pyarrow().to_pylist()
        [{'i': 0, 'j': 1, 'certain': True}]
    """
    given: object = bucket
    if given is not None and (not isinstance(given, int) or isinstance(given, bool) or given < 1):
        raise QuestionError.of(
            "tables-bucket", f"{bucket!r} is no bucket: a whole number of ticks, 1 or more"
        )
    ibis = needed("ibis")
    problems: list[Problem] = []
    first = _side(ibis, left, key, "$.left", problems)
    second = None if right is None else _side(ibis, right, key, "$.right", problems)
    if problems:
        raise QuestionError(problems)
    if second is None:
        return _within(ibis, first, bucket)
    return _between(ibis, first, second, bucket)


_NAMES = ("key", *TICKS)


def _side(ibis: Any, given: Any, key: str, path: str, problems: list[Problem]) -> Any:
    """The columns that a join needs, by our names."""
    table = given if isinstance(given, ibis.Table) else ibis.memtable(needed("pyarrow").table(given))
    missing = sorted({key, *TICKS} - set(table.columns))
    if missing:
        problems.append(Problem(path, "tables-columns", f"the table has no column {', '.join(missing)}"))
        return table
    return table.select(key=table[key], **{name: table[name] for name in TICKS})


def _bounded(table: Any) -> Any:
    return table.filter(table.start_min.notnull() & table.end_max.notnull())


def _unbounded(table: Any) -> Any:
    return table.filter(table.start_min.isnull() | table.end_max.isnull())


def _within(ibis: Any, table: Any, bucket: int | None) -> Any:
    bounded, loose = _bounded(table), _unbounded(table)
    started = _starting_inside(ibis, bounded, bounded.view(), bucket, ties=True)
    # an unbounded row with a bounded one, and with another unbounded one
    mixed = _compared(loose, bounded)
    both = _compared(loose, loose.view())
    both = both.filter(both.key < both.other_key)
    return ibis.union(_pairs(started), *(_pairs(_first_first(ibis, joined)) for joined in (mixed, both)))


def _between(ibis: Any, left: Any, right: Any, bucket: int | None) -> Any:
    here, there = _bounded(left), _bounded(right)
    if bucket is None:
        joined = [
            _pairs(_joined(here, there, [here.start_min < there.end_max, there.start_min < here.end_max]))
        ]
    else:
        joined = [
            _pairs(_starting_inside(ibis, here, there, bucket, ties=None)),
            _pairs(_starting_inside(ibis, there.view(), here.view(), bucket, ties=False), flipped=True),
        ]
    loose_left, loose_right = _unbounded(left), _unbounded(right)
    joined.append(_pairs(_compared(loose_left, right)))
    joined.append(_pairs(_compared(_bounded(left), loose_right)))
    return ibis.union(*joined)


def _starting_inside(ibis: Any, left: Any, right: Any, bucket: int | None, *, ties: bool | None) -> Any:
    """The pairs in which the right row starts while the left one is under way.

    With both starting at once: either way (None), only if the left key is the smaller one (True), or not (False).
    """
    if bucket is None:
        joined = _joined(left, right, [right.start_min >= left.start_min, right.start_min < left.end_max])
    else:
        spread = left.mutate(
            bucket=ibis.range(left.start_min // bucket, (left.end_max - 1) // bucket + 1)
        ).unnest("bucket")
        placed = right.mutate(bucket=right.start_min // bucket)
        joined = _joined(spread, placed, [spread.bucket == placed.bucket])
        # after the join, so that the equality alone decides how it is done
        joined = joined.filter(
            (joined.other_start_min >= joined.start_min) & (joined.other_start_min < joined.end_max)
        )
    if ties is None:
        return joined
    later = joined.other_start_min > joined.start_min
    return joined.filter(later | (joined.key < joined.other_key) if ties else later)


def _compared(loose: Any, other: Any) -> Any:
    """The pairs of rows that may share time, where any bound may be missing."""
    before = (loose.start_min < other.end_max).fill_null(True)
    after = (other.start_min < loose.end_max).fill_null(True)
    return _joined(loose, other, [before, after])


def _joined(left: Any, right: Any, conditions: list[Any]) -> Any:
    return left.join(right, conditions, lname="{name}", rname="other_{name}").select(
        *_NAMES, *(f"other_{name}" for name in _NAMES)
    )


def _first_first(ibis: Any, joined: Any) -> Any:
    """The same pairs with the row that starts first on the left; no start bound is first, ties go by key."""
    start, other = joined.start_min, joined.other_start_min
    tie = (start.isnull() & other.isnull()) | (start == other).fill_null(False)
    swap = ibis.ifelse(tie, joined.other_key < joined.key, other.isnull() | (other < start).fill_null(False))
    return joined.mutate(
        **{name: ibis.ifelse(swap, joined[f"other_{name}"], joined[name]) for name in _NAMES},
        **{f"other_{name}": ibis.ifelse(swap, joined[name], joined[f"other_{name}"]) for name in _NAMES},
    )


def _pairs(joined: Any, *, flipped: bool = False) -> Any:
    """The columns of the answer. Missing inner bounds leave a pair possible."""
    certain = (joined.start_max < joined.other_end_min) & (joined.other_start_max < joined.end_min)
    i, j = (joined.other_key, joined.key) if flipped else (joined.key, joined.other_key)
    return joined.select(i=i, j=j, certain=certain.fill_null(False))
