"""The overlap join as one Ibis expression, for DuckDB, Spark and warehouses.

With ``start <= other start < end`` as its only conditions, a join is a range join: fast in DuckDB, a nested loop over
all pairs in Spark. The second form is an equality join on buckets of time: one side is in every bucket that it touches,
the other only in the bucket of its start. No pair can occur twice, and nothing has to be removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from korea_events.analysis import TICK_COLUMNS
from korea_events.errors import Problem, QuestionError
from korea_events.tables.frames import import_for_tables
from korea_events.temporal.engine import quote_value


def overlap_join(left: Any, right: Any = None, *, bucket: int | None = None, key: str = "position") -> Any:
    """Join the rows that may share time, as an Ibis expression: nothing runs until you execute it.

    Each pair is a row with the columns ``i`` and ``j`` (the keys of its two rows) and ``certain``. Within one table a
    pair occurs once, and ``i`` starts no later than ``j`` (no start bound comes first; ties go by key). If every row is
    ``exact``, the pairs are those of :func:`korea_events.find_overlaps` in memory; parts, pauses and equal ids in two
    tables are not considered.

    Rows without a start or an end bound are compared with all others in a branch of their own. They fill no buckets and
    cost little as long as they are few.

    Args:
        left: an Ibis table, or a frame of pyarrow, polars or pandas, with the columns of :func:`to_frame` (at least the
            four columns of ticks and the key).
        right: the second table; None joins the first with itself. Both must be on one axis: frames with a column
            ``axis`` are checked, tables of an engine are not looked into.
        bucket: the number of ticks in a bucket, about half the usual length of a span, for engines without a range join
            (Spark). DuckDB needs none.
        key: the column that identifies a row: distinct integers or texts.

    Raises:
        QuestionError: ``tables-axis`` for frames on different axes, ``tables-columns`` for a table without one of these
            columns, ``tables-bucket`` for a bucket that
            is not a whole number above 0.
        MissingExtraError: ``extra-tables`` if the extra is not installed.

    Example:
        >>> from korea_events import Span
        >>> from korea_events.tables import to_frame
        >>> frame = to_frame([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.on("2024-03-20")])
        >>> overlap_join(frame).to_pyarrow().to_pylist()
        [{'i': 0, 'j': 1, 'certain': True}]
    """
    size: object = bucket
    if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 1):
        message = f"bucket must be a whole number of ticks, 1 or more, not {quote_value(bucket)}"
        raise QuestionError.of("tables-bucket", message)
    ibis = import_for_tables("ibis")
    _check_axes(ibis, [frame for frame in (left, right) if frame is not None])
    problems: list[Problem] = []
    first = _as_ibis_table(ibis, left, key, "$.left", problems)
    second = None if right is None else _as_ibis_table(ibis, right, key, "$.right", problems)
    if problems:
        raise QuestionError(problems)
    joiner = _Joiner(ibis, key, bucket)
    return joiner.join_within(first) if second is None else joiner.join_between(first, second)


def _check_axes(ibis: Any, frames: Iterable[Any]) -> None:
    """Refuse frames whose numbers do not mean the same; tables of an engine are not looked into."""
    axes: dict[str, None] = {}
    for frame in frames:
        table = None if isinstance(frame, ibis.Table) else import_for_tables("pyarrow").table(frame)
        if table is not None and "axis" in table.column_names:
            axes |= dict.fromkeys(table["axis"].drop_null().unique().to_pylist())
    if len(axes) > 1:
        advice = "set grain='day' for both, or 'instant' if zones differ"
        message = f"these rows are on different axes ({', '.join(axes)}): {advice}"
        raise QuestionError.of("tables-axis", message)


def _as_ibis_table(ibis: Any, given: Any, key: str, path: str, problems: list[Problem]) -> Any:
    # The table is joined as it is: engines plan a join of tables better than one of subqueries.
    table = (
        given if isinstance(given, ibis.Table) else ibis.memtable(import_for_tables("pyarrow").table(given))
    )
    missing = sorted({key, *TICK_COLUMNS} - set(table.columns))
    if missing:
        problems.append(Problem(path, "tables-columns", f"the table needs the column {', '.join(missing)}"))
    return table


class _Joiner:
    """Joins two tables whose rows have a key."""

    def __init__(self, ibis: Any, key: str, bucket: int | None) -> None:
        self.ibis, self.key, self.bucket = ibis, key, bucket

    def join_within(self, table: Any) -> Any:
        """The pairs within one table."""
        both = self.join_unbounded(_filter_unbounded(table), _filter_unbounded(table))
        both = both.filter(both.key < both.other_key)
        mixed = self.join_unbounded(_filter_unbounded(table), table.filter(~_is_unbounded(table)))
        started = self.join_starting_inside(table, table.view())
        tie = (started.other_start_min > started.start_min) | (started.key < started.other_key)
        return self.ibis.union(
            self.select_pairs(started.filter(tie)),
            *(self.select_pairs(joined, _is_later_start(joined)) for joined in (mixed, both)),
        )

    def join_between(self, left: Any, right: Any) -> Any:
        """The pairs between two tables."""
        if self.bucket is None:
            # A missing bound makes a comparison unknown: the branches below find these pairs.
            conditions = [left.start_min < right.end_max, right.start_min < left.end_max]
            found = [self.select_pairs(self.join_on(left, right, conditions))]
        else:
            after = self.join_starting_inside(right.view(), left.view())
            found = [
                self.select_pairs(self.join_starting_inside(left, right)),
                self.select_pairs(
                    after.filter(after.other_start_min > after.start_min), self.ibis.literal(value=True)
                ),
            ]
        found.append(self.select_pairs(self.join_unbounded(left.filter(_is_unbounded(left)), right)))
        bounded = left.filter(~_is_unbounded(left))
        found.append(self.select_pairs(self.join_unbounded(bounded, right.filter(_is_unbounded(right)))))
        return self.ibis.union(*found)

    def join_starting_inside(self, left: Any, right: Any) -> Any:
        """The pairs of bounded rows in which the right row starts while the left one is under way."""
        if self.bucket is None:
            conditions = [right.start_min >= left.start_min, right.start_min < left.end_max]
            joined = self.join_on(left, right, conditions)
            return joined.filter(joined.other_end_max.notnull())
        first, last = left.start_min // self.bucket, (left.end_max - 1) // self.bucket
        touching = (
            left.filter(~_is_unbounded(left)).mutate(bucket=self.ibis.range(first, last + 1)).unnest("bucket")
        )
        starting = right.filter(~_is_unbounded(right)).mutate(bucket=right.start_min // self.bucket)
        joined = self.join_on(touching, starting, [touching.bucket == starting.bucket])
        inside = (joined.other_start_min >= joined.start_min) & (joined.other_start_min < joined.end_max)
        return joined.filter(inside)

    def join_unbounded(self, loose: Any, other: Any) -> Any:
        """The pairs of rows that may share time, even if a bound is missing."""
        before = (loose.start_min < other.end_max).fill_null(True)
        after = (other.start_min < loose.end_max).fill_null(True)
        return self.join_on(loose, other, [before, after])

    def join_on(self, left: Any, right: Any, conditions: list[Any]) -> Any:
        """The joined rows, with the columns that matter."""
        return left.join(right, conditions).select(
            key=left[self.key],
            **{name: left[name] for name in TICK_COLUMNS},
            other_key=right[self.key],
            **{f"other_{name}": right[name] for name in TICK_COLUMNS},
        )

    def select_pairs(self, joined: Any, swapped: Any = None) -> Any:
        """The columns of the answer; the rows of a pair change places where ``swapped``.

        A pair without an inner bound is possible. Both orders of a pair are equally certain.
        """
        certain = (joined.start_max < joined.other_end_min) & (joined.other_start_max < joined.end_min)
        i, j = joined.key, joined.other_key
        if swapped is not None:
            i, j = self.ibis.ifelse(swapped, j, i), self.ibis.ifelse(swapped, i, j)
        return joined.select(i=i, j=j, certain=certain.fill_null(False))


def _is_unbounded(table: Any) -> Any:
    return table.start_min.isnull() | table.end_max.isnull()


def _filter_unbounded(table: Any) -> Any:
    """The rows without a start or an end bound, as a subquery that shares nothing with another one.

    A shared subquery becomes a common table expression, and then DuckDB plans no range join.
    """
    view = table.view()
    return view.filter(_is_unbounded(view))


def _is_later_start(joined: Any) -> Any:
    """Whether the left row starts later than the other; no start bound comes first, ties go by key."""
    start, other = joined.start_min, joined.other_start_min
    by_key = joined.other_key < joined.key
    return (
        (start > other).fill_null(False)
        | ((start == other).fill_null(False) & by_key)
        | (other.isnull() & (start.notnull() | by_key))
    )
