"""The overlap join as one Ibis expression, for DuckDB, Spark and warehouses.

With ``start <= other start < end`` as its only conditions a join is a range join, which DuckDB does well and Spark as
a nested loop over all pairs. So there is a second form, an equality join on buckets of time: the one side stands in
every bucket that it touches, the other only in that of its start. No pair can come twice, and nothing need be removed.
"""

from __future__ import annotations

from typing import Any

from korea_events.errors import Problem, QuestionError
from korea_events.tables.extra import import_extra
from korea_events.tables.frames import TICK_COLUMNS


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
        bucket: how many ticks make a bucket, about half the usual length of a span: for engines without a range join
            (Spark). DuckDB needs none.
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
    ibis = import_extra("ibis")
    problems: list[Problem] = []
    first = _as_ibis_table(ibis, left, key, "$.left", problems)
    second = None if right is None else _as_ibis_table(ibis, right, key, "$.right", problems)
    if problems:
        raise QuestionError(problems)
    joiner = _Joiner(ibis, key, bucket)
    return joiner.within(first) if second is None else joiner.between(first, second)


def _as_ibis_table(ibis: Any, given: Any, key: str, path: str, problems: list[Problem]) -> Any:
    """A table as Ibis has it.

    It is left as it stands and joined directly: engines plan a join of tables better than one of subqueries.
    """
    table = given if isinstance(given, ibis.Table) else ibis.memtable(import_extra("pyarrow").table(given))
    missing = sorted({key, *TICK_COLUMNS} - set(table.columns))
    if missing:
        problems.append(Problem(path, "tables-columns", f"the table has no column {', '.join(missing)}"))
    return table


class _Joiner:
    """Joins two tables whose rows have one key, on any conditions."""

    def __init__(self, ibis: Any, key: str, bucket: int | None) -> None:
        self.ibis, self.key, self.bucket = ibis, key, bucket

    def within(self, table: Any) -> Any:
        """The pairs within one table."""
        both = self.join_unbounded(_filter_unbounded(table), _filter_unbounded(table))
        both = both.filter(both.key < both.other_key)
        mixed = self.join_unbounded(_filter_unbounded(table), table.filter(~_is_unbounded(table)))
        started = self.join_starting_inside(table, table.view())
        tie = (started.other_start_min > started.start_min) | (started.key < started.other_key)
        return self.ibis.union(
            self.pairs(started.filter(tie)),
            *(self.pairs(joined, _is_later_start(joined)) for joined in (mixed, both)),
        )

    def between(self, left: Any, right: Any) -> Any:
        """The pairs between two tables."""
        if self.bucket is None:
            # a missing bound makes a comparison unknown, and the pair is left to the branches below
            conditions = [left.start_min < right.end_max, right.start_min < left.end_max]
            found = [self.pairs(self.join_on(left, right, conditions))]
        else:
            after = self.join_starting_inside(right.view(), left.view())
            found = [
                self.pairs(self.join_starting_inside(left, right)),
                self.pairs(
                    after.filter(after.other_start_min > after.start_min), self.ibis.literal(value=True)
                ),
            ]
        found.append(self.pairs(self.join_unbounded(left.filter(_is_unbounded(left)), right)))
        bounded = left.filter(~_is_unbounded(left))
        found.append(self.pairs(self.join_unbounded(bounded, right.filter(_is_unbounded(right)))))
        return self.ibis.union(*found)

    def join_starting_inside(self, left: Any, right: Any) -> Any:
        """The pairs of bounded rows in which the right one starts while the left one is under way."""
        if self.bucket is None:
            conditions = [right.start_min >= left.start_min, right.start_min < left.end_max]
            joined = self.join_on(left, right, conditions)
            return joined.filter(joined.other_end_max.notnull())
        first, last = left.start_min // self.bucket, (left.end_max - 1) // self.bucket
        spread = (
            left.filter(~_is_unbounded(left)).mutate(bucket=self.ibis.range(first, last + 1)).unnest("bucket")
        )
        placed = right.filter(~_is_unbounded(right)).mutate(bucket=right.start_min // self.bucket)
        joined = self.join_on(spread, placed, [spread.bucket == placed.bucket])
        inside = (joined.other_start_min >= joined.start_min) & (joined.other_start_min < joined.end_max)
        return joined.filter(inside)

    def join_unbounded(self, loose: Any, other: Any) -> Any:
        """The pairs of rows that may share time, where any bound may be missing."""
        before = (loose.start_min < other.end_max).fill_null(True)
        after = (other.start_min < loose.end_max).fill_null(True)
        return self.join_on(loose, other, [before, after])

    def join_on(self, left: Any, right: Any, conditions: list[Any]) -> Any:
        """The columns of both that matter."""
        return left.join(right, conditions).select(
            key=left[self.key],
            **{name: left[name] for name in TICK_COLUMNS},
            other_key=right[self.key],
            **{f"other_{name}": right[name] for name in TICK_COLUMNS},
        )

    def pairs(self, joined: Any, swapped: Any = None) -> Any:
        """The columns of the answer, the rows of a pair in the other order where ``swapped``.

        Missing inner bounds leave a pair possible. Certainty is the same both ways round.
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

    What two branches share becomes a common table expression, and DuckDB plans no range join in a query that has one.
    """
    seen = table.view()
    return seen.filter(_is_unbounded(seen))


def _is_later_start(joined: Any) -> Any:
    """Whether the left row starts later than the other; no start bound is first, ties go by key."""
    start, other = joined.start_min, joined.other_start_min
    by_key = joined.other_key < joined.key
    return (
        (start > other).fill_null(False)
        | ((start == other).fill_null(False) & by_key)
        | (other.isnull() & (start.notnull() | by_key))
    )
