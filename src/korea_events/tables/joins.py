"""The overlap join as one Ibis expression, for DuckDB, Spark and warehouses.

With ``start <= other start < end`` as its only conditions, a join is a range join: fast in DuckDB, a nested loop over
all pairs in Spark. A missing bound is a number beyond all others there, which makes one range join of everything. The
second form is an equality join on buckets of time: one side is in every bucket that it touches, the other only in the
bucket of its start. No pair can occur twice, and nothing has to be removed.
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
    pair occurs once, and ``i`` starts no later than ``j`` (a row without a start bound first; ties go by key). If every
    row is ``exact``, the pairs are those of :func:`korea_events.find_overlaps`, and also those that it leaves out:
    of an event and its own part, and of an event with itself in the other table.

    Rows without a start or an end bound take part as if they began before or ended after all others. With ``bucket``
    they are compared with every row of the other side: keep them few.

    Args:
        left: an Ibis table, or a frame of pyarrow, polars or pandas, with the columns of :func:`to_frame` (at least the
            four columns of ticks and the key).
        right: the second table; None joins the first with itself. The ticks of both must mean the same: of frames the
            column ``axis`` is checked, if there is one, of tables of an engine nothing.
        bucket: the number of ticks in a bucket, about half the usual length of a span, for engines without a range join
            (Spark). DuckDB needs none.
        key: the column that identifies a row: distinct integers or texts.

    Raises:
        QuestionError: ``tables-axis`` for frames on different axes, ``tables-columns`` for a table without one of these
            columns, ``tables-bucket`` for a bucket that is not a whole number above 0, ``tables-engine`` for tables of
            an engine that cannot run the join, such as polars through Ibis.
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
    if second is None:
        joined = joiner.join_within(first)
    else:
        # a table cannot stand twice in a condition under one name
        joined = joiner.join_between(first, second.view() if second.equals(first) else second)
    _check_engine(ibis, joined, [frame for frame in (left, right) if isinstance(frame, ibis.Table)])
    return joined


def _check_engine(ibis: Any, joined: Any, tables: Iterable[Any]) -> None:
    """Refuse what the engine of the tables cannot run, which Ibis would say only on running it, in its own words.

    A table without an engine gets one later; frames run in DuckDB.
    """
    for table in tables:
        try:
            engine = table.get_backend()
        except ibis.common.exceptions.IbisError:
            continue
        try:
            engine.compile(joined)
        except (ibis.common.exceptions.IbisError, NotImplementedError, TypeError) as error:
            # Polars refuses whatever is no join by equality with a TypeError; others lack an operation.
            advice = "give overlap_join the data frames themselves, or tables of DuckDB or Spark"
            raise QuestionError.of(
                "tables-engine", f"{engine.name} cannot run this join: {advice}"
            ) from error


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
        started = self.join_starting_inside(table, table.view())
        found = [self.select_pairs(started.filter(_is_earlier_row(started)))]
        if self.bucket is not None:
            bounded, unbounded = table.filter(~_is_unbounded(table)), table.filter(_is_unbounded(table))
            both = self.join_sharing(unbounded, unbounded.view())
            rest = self.join_sharing(unbounded, bounded), both.filter(both.key < both.other_key)
            found += [self.select_pairs(joined, ~_is_earlier_row(joined)) for joined in rest]
        return self.ibis.union(*found)

    def join_between(self, left: Any, right: Any) -> Any:
        """The pairs between two tables."""
        if self.bucket is None:
            return self.select_pairs(self.join_sharing(left, right))
        after = self.join_starting_inside(right.view(), left.view())
        bounded = left.filter(~_is_unbounded(left))
        return self.ibis.union(
            self.select_pairs(self.join_starting_inside(left, right)),
            self.select_pairs(
                after.filter(after.other_start_min > after.start_min), self.ibis.literal(value=True)
            ),
            self.select_pairs(self.join_sharing(left.filter(_is_unbounded(left)), right)),
            self.select_pairs(self.join_sharing(bounded, right.filter(_is_unbounded(right)))),
        )

    def join_starting_inside(self, left: Any, right: Any) -> Any:
        """The pairs in which the right row starts while the left one is under way; in buckets, of bounded rows."""
        if self.bucket is None:
            started = _start(right) >= _start(left)
            return self.join_on(left, right, [started, _start(right) < _end(left)])
        first, last = left.start_min // self.bucket, (left.end_max - 1) // self.bucket
        touching = (
            left.filter(~_is_unbounded(left)).mutate(bucket=self.ibis.range(first, last + 1)).unnest("bucket")
        )
        starting = right.filter(~_is_unbounded(right)).mutate(bucket=right.start_min // self.bucket)
        joined = self.join_on(touching, starting, [touching.bucket == starting.bucket])
        inside = (joined.other_start_min >= joined.start_min) & (joined.other_start_min < joined.end_max)
        return joined.filter(inside)

    def join_sharing(self, left: Any, right: Any) -> Any:
        """The pairs of rows that may share time, even if a bound is missing."""
        return self.join_on(left, right, [_start(left) < _end(right), _start(right) < _end(left)])

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


_FAR = (1 << 63) - 1
"""Beyond every tick: a missing bound becomes a number, so that one range join finds all pairs."""


def _start(table: Any, prefix: str = "") -> Any:
    return table[f"{prefix}start_min"].fill_null(-_FAR)


def _end(table: Any) -> Any:
    return table.end_max.fill_null(_FAR)


def _is_unbounded(table: Any) -> Any:
    return table.start_min.isnull() | table.end_max.isnull()


def _is_earlier_row(joined: Any) -> Any:
    """Whether the left row comes first: it starts earlier, no start bound before all; ties go by key."""
    start, other = _start(joined), _start(joined, "other_")
    return (start < other) | ((start == other) & (joined.key < joined.other_key))
