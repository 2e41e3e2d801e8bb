"""Overlap joins: objects, arrays and counts, against interval trees, data frames and SQL.

Spans lie on days. Dense: each shares time with about 100 later ones; sparse: with about 2. Peers answer with two
values, so for them all dates are exact; what the third value costs is measured apart, on half-vague dates.
A peer that is not installed is named. ``BENCH_OVERLAPS=1000000`` adds a size (some minutes and some 8 GB).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from before_joins import COUNT_BY_DAY, US, between, between_ruranges, within, writing
from ratio import compare, finish, is_installed

from korea_events import Span, find_overlaps
from korea_events.temporal import count_overlap_pairs, lazy_overlap_pairs, overlap_pairs
from korea_events.temporal.engine import Columns
from korea_events.temporal.joins.sweep import SweepPairs
from korea_events.temporal.joins.sweep_numpy import ArrayColumns, ArrayPairs

EPOCH = date(1995, 1, 1).toordinal()
LONGEST = 30
Task = Callable[[], Any]


def spans(rows: int, density: float, seed: int = 1) -> tuple[Any, Any]:
    """First days and ends of spans of 1 to 30 days, of which each shares time with ``density`` later ones."""
    random = np.random.default_rng(seed)
    days = max(1, int(rows * LONGEST / 2 / density))
    starts = random.integers(EPOCH, EPOCH + days, rows)
    return starts, starts + random.integers(1, LONGEST + 1, rows)


def vague(starts: Any, ends: Any, seed: int = 2) -> tuple[Any, Any, Any, Any]:
    """The same spans, of which half have ends that are uncertain by up to three days inwards."""
    random = np.random.default_rng(seed)
    by = np.where(random.random(len(starts)) < 0.5, random.integers(0, 4, len(starts)), 0)
    return starts, np.minimum(starts + by, ends - 1), np.maximum(ends - by, starts + 1), ends


def found(result: Any) -> tuple[int, int]:
    """What all must agree on: how many pairs, and the sum of all positions; whichever way a pair stands."""
    if isinstance(result, int):
        return result, -1
    if isinstance(result, dict):
        result = tuple(result.values())
    if hasattr(result, "get_columns"):
        result = tuple(column.to_numpy() for column in result.get_columns())
    return len(result[0]), int(np.sum(result[0], dtype=np.int64) + np.sum(result[1], dtype=np.int64))


# -- peers ---------------------------------------------------------------------------------------------------------


def intervaltree_pairs(starts: Any, ends: Any) -> Task:
    """Builds a tree and asks it about every span, as its users do."""
    from intervaltree import IntervalTree

    rows = list(zip(starts.tolist(), ends.tolist(), range(len(starts)), strict=True))

    def run() -> tuple[list[int], list[int]]:
        tree = IntervalTree.from_tuples(rows)
        pairs = [
            (i, other.data) for start, end, i in rows for other in tree.overlap(start, end) if i < other.data
        ]
        return [i for i, _ in pairs], [j for _, j in pairs]

    return run


def peers(starts: Any, ends: Any) -> dict[str, Task]:
    """All pairs of a self join, each once, by whatever is installed."""
    tasks: dict[str, Task] = {}
    n = np.arange(len(starts), dtype=np.int32)
    low = int(starts.min())
    short_starts, short_ends = (starts - low).astype(np.int32), (ends - low).astype(np.int32)
    if is_installed("duckdb"):
        import duckdb

        base = duckdb.connect()
        base.register("columns", {"n": n, "s": short_starts, "e": short_ends})
        base.execute("create table t as select * from columns")
        # written so that the condition on the numbers does not become part of the join
        query = "select a.n, b.n from t a join t b on a.s < b.e and b.s < a.e where (a.n - b.n) < 0"
        tasks["duckdb"] = lambda: base.execute(query).fetchnumpy()
    if is_installed("polars"):
        import polars as pl

        left = pl.DataFrame({"n": n, "s": short_starts, "e": short_ends})
        right = left.rename({"n": "m", "s": "u", "e": "v"})

        def run_polars() -> Any:
            # a third condition in the join itself would make it a product of all rows
            pairs = left.join_where(right, pl.col("s") < pl.col("v"), pl.col("u") < pl.col("e"))
            return pairs.filter(pl.col("n") < pl.col("m")).select("n", "m")

        tasks["polars"] = run_polars
    if is_installed("bioframe"):
        from bioframe.core.arrops import overlap_intervals

        def run_bioframe() -> Any:
            i, j = overlap_intervals(starts, ends, starts, ends)
            once = i < j
            return i[once], j[once]

        tasks["bioframe"] = run_bioframe
    if is_installed("ruranges"):
        from ruranges import numpy as ranges

        def run_ruranges() -> Any:
            i, j = ranges.overlaps(starts=starts, ends=ends, starts2=starts, ends2=ends, sort_output=True)
            once = i < j
            return i[once], j[once]

        tasks["ruranges"] = run_ruranges
    if is_installed("polars_bio"):
        import polars as pl
        import polars_bio as pb

        spans_of: Any = pl.DataFrame({"chrom": "a", "start": short_starts, "end": short_ends, "n": n})
        spans_of.config_meta.set(coordinate_system_zero_based=True)

        def run_polars_bio() -> Any:
            pairs = pb.overlap(spans_of, spans_of, output_type="polars.DataFrame")
            return pairs.filter(pl.col("n_1") < pl.col("n_2")).select("n_1", "n_2")

        tasks["polars-bio"] = run_polars_bio
    if is_installed("iranges"):
        from iranges import IRanges

        def run_iranges() -> Any:
            ranges = IRanges(short_starts, short_ends - short_starts)
            hits = ranges.find_overlaps(ranges)
            i, j = hits.column("query_hits"), hits.column("self_hits")
            once = i < j
            return i[once], j[once]

        tasks["iranges"] = run_iranges
    if is_installed("superintervals"):
        from superintervals import IntervalMap

        def run_superintervals() -> Any:
            mapped = IntervalMap.from_arrays(short_starts, short_ends - 1, n)
            mapped.build()
            return mapped.search_idxs_batch(short_starts, short_ends - 1)

        tasks["superintervals"] = run_superintervals
    return tasks


# -- what is measured ----------------------------------------------------------------------------------------------


def objects() -> None:
    """Ten thousand dense spans: dressed overlaps, bare pairs of positions, and arrays."""
    starts, ends = spans(10_000, 100)
    columns = Columns(*(column.tolist() for column in (starts, starts, ends, ends)))
    drills = [
        Span.of(date.fromordinal(start), date.fromordinal(end - 1))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]

    def pure() -> Any:
        chunks = list(SweepPairs(columns).chunks())
        return [i for chunk in chunks for i in chunk.i], [j for chunk in chunks for j in chunk.j]

    ways: dict[str, Task] = {
        "bare pairs, pure Python": pure,
        "bare pairs, numpy": lambda: ArrayPairs(ArrayColumns.of(columns)).whole(),
        "overlap_pairs": lambda: overlap_pairs(starts, starts, ends, ends),
    }
    if is_installed("intervaltree"):
        ratios = compare(
            "dressed overlaps of 10,000 dense spans",
            lambda: [list(find_overlaps(drills))],
            {"intervaltree": intervaltree_pairs(starts, ends), **ways},
            goals={"intervaltree": 5},
            answer=lambda result: len(result[0]),
            runs=3,
        )
        for what in ways:
            print(f"  intervaltree / {what}: {ratios['intervaltree'] / ratios[what]:.0f}")


def all_pairs(rows: int, density: float, runs: int) -> None:
    """All pairs as arrays, against peers and against merely writing as many pairs to fresh memory."""
    starts, ends = spans(rows, density)
    total = count_overlap_pairs(starts, starts, ends, ends)
    joins = peers(starts, ends)
    listed = joins.pop("superintervals", None)
    what = f"all pairs of {rows:,} spans, {total:,} pairs"
    goals: dict[str, float] = (
        {"duckdb": 5, "bioframe": 5, "iranges": 5, "polars": 10} if rows >= 100_000 and density > 50 else {}
    )
    compare(
        what, lambda: overlap_pairs(starts, starts, ends, ends), joins, goals=goals, answer=found, runs=runs
    )
    against: dict[str, Task] = {
        "writing the pairs": lambda: [np.full(total, 1, np.int32) for _ in "ij"],
        "overlap_pairs on seconds": lambda: overlap_pairs(
            *(column * 86_400 for column in (starts, starts, ends, ends))
        ),
    }
    if listed is not None:
        against["superintervals"] = listed  # gives lists of lists, both ways round
    goals = {"writing the pairs": 1 / 3, "superintervals": 20.0} if goals else {}
    compare(
        what,
        lambda: overlap_pairs(starts, starts, ends, ends),
        against,
        goals=goals,
        runs=runs,
        answer=lambda _: 0,
    )


def third_value(rows: int, runs: int) -> None:
    """What it costs to know of each pair whether it is certain, on half-vague dates; and streaming."""
    starts, ends = spans(rows, 100)
    columns = vague(starts, ends)
    compare(
        f"three values instead of two, {rows:,} dense spans",
        lambda: overlap_pairs(starts, starts, ends, ends),
        {
            "three values": lambda: overlap_pairs(*columns),
            "three values, streamed": lambda: [
                np.arange(sum(len(part.i) for part in lazy_overlap_pairs(*columns)))
            ],
        },
        runs=runs,
        answer=lambda result: len(result[0]),
    )


def counting(rows: int, runs: int) -> None:
    """Counting over fifty years of days, against sorting twice and against DuckDB."""
    random = np.random.default_rng(3)
    starts = random.integers(EPOCH, EPOCH + 50 * 365, rows)
    ends = starts + random.integers(1, LONGEST + 1, rows)
    what = f"counting the pairs of {rows:,} spans in 50 years"

    def ours() -> int:
        return count_overlap_pairs(starts, starts, ends, ends)

    compare(
        what,
        ours,
        {
            "sorting twice": lambda: (np.sort(starts), np.sort(ends)),
            "on seconds": lambda: count_overlap_pairs(
                starts * 86_400, starts * 86_400, ends * 86_400, ends * 86_400
            ),
        },
        goals={"sorting twice": 1 / 2},
        runs=runs,
        answer=lambda _: 0,
    )
    if is_installed("duckdb"):
        import duckdb

        base = duckdb.connect()
        base.register("columns", {"s": starts, "e": ends})
        base.execute("create table t as select * from columns")
        compare(
            what,
            ours,
            {"duckdb": lambda: int(base.execute(COUNT_BY_DAY).fetchall()[0][0])},
            goals={"duckdb": 1},
            runs=runs,
        )


def two_sides(rows: int, runs: int) -> None:
    """A × B, sparse, on days and on true microseconds, against ruranges with sorted output, as ours is."""
    if not is_installed("ruranges"):
        return
    for unit, ticks in (("days", 1), ("true microseconds", US)):
        compare(
            f"{rows:,} × {rows:,} sparse spans on {unit}",
            between(rows, ticks)(),
            {"ruranges": between_ruranges(rows, ticks)()},
            goals={"ruranges": 1},
            answer=found,
            runs=runs,
        )


def microseconds(rows: int, runs: int) -> None:
    """All pairs on true microseconds, which no table of days serves, against writing them."""
    compare(
        f"all pairs of {rows:,} dense spans on true microseconds",
        within(rows, US)(),
        {"writing the pairs": writing(rows, US)()},
        goals={"writing the pairs": 1 / 4},
        answer=lambda _: 0,
        runs=runs,
    )


def main() -> None:
    """Everything, the largest size only when asked for."""
    objects()
    all_pairs(10_000, 100, 5)
    all_pairs(100_000, 100, 5)
    all_pairs(100_000, 2, 5)
    two_sides(100_000, 7)
    two_sides(1_000_000, 3)
    microseconds(100_000, 7)
    third_value(100_000, 7)
    counting(1_000_000, 5)
    if large := int(os.environ.get("BENCH_OVERLAPS", "0")):
        all_pairs(large, 100, 3)
        third_value(large, 5)
    finish()


if __name__ == "__main__":
    main()
