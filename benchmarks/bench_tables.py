"""The overlap join on DuckDB: our Ibis expression against the SQL that one would write by hand, and with buckets."""

from __future__ import annotations

from typing import Any

import duckdb
import ibis
import numpy as np
from bench_overlaps import spans
from ratio import compare, finish

from korea_events.tables import overlap_join

COLUMNS = ("position", "start_min", "start_max", "end_min", "end_max")


def filled(rows: int, density: float) -> Any:
    """A database with two tables of spans of 1 to 30 days."""
    base = duckdb.connect()
    for seed, name in enumerate(("a", "b")):
        starts, ends = spans(rows, density, seed)
        base.register(
            "columns", dict(zip(COLUMNS, (np.arange(rows), starts, starts, ends, ends), strict=True))
        )
        base.execute(f"create table {name} as select * from columns")  # noqa: S608 - our own names
    return base


def measure(rows: int, density: float, bucket: int | None, runs: int, goals: dict[str, float]) -> None:
    """Between two tables and within one: the pairs are counted, so that fetching them is no part of it."""
    base = filled(rows, density)
    a, b = (ibis.table(dict.fromkeys(COLUMNS, "int64"), name) for name in "ab")
    by_hand = {
        "between two tables": "select a.position i, b.position j from a join b "
        "on a.start_min < b.end_max and b.start_min < a.end_max",
        "within one table": "select a.position i, b.position j from a join a b on a.start_min <= b.start_min "
        "and b.start_min < a.end_max where b.start_min > a.start_min or a.position < b.position",
    }
    for what, right in (("between two tables", b), ("within one table", None)):
        queries = {
            "ours": ibis.to_sql(overlap_join(a, right), dialect="duckdb"),
            "by hand": by_hand[what],
        }
        if bucket is not None:
            queries[f"buckets of {bucket} days"] = ibis.to_sql(
                overlap_join(a, right, bucket=bucket), dialect="duckdb"
            )

        def run(query: str) -> Any:
            return base.execute(f"select count(*), sum(i), sum(j) from ({query})").fetchall()  # noqa: S608 - our own text

        tasks = {name: (lambda query=query: run(query)) for name, query in queries.items()}
        ours = tasks.pop("ours")
        compare(
            f"{what}, {rows:,} rows each, about {density:g} overlaps a row", ours, tasks,
            goals=goals, runs=runs, answer=lambda found: found[0][0],
        )  # fmt: skip


def main() -> None:
    """Sparse at a million rows, dense at a hundred thousand."""
    measure(100_000, 100, 15, 3, {})
    measure(1_000_000, 2, None, 3, {"by hand": 1 / 1.3})
    finish()


if __name__ == "__main__":
    main()
