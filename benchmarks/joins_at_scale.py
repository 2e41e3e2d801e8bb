"""The overlap join on DuckDB with little memory: ``python benchmarks/joins_at_scale.py ROWS [MEMORY]``.

Two tables of so many sparse rows, of which the last ones have no end, are joined, and the pairs are counted and added
up, not fetched. Then the pairs within the first table are counted without a join, by day. Each size is best run in a
process of its own, since the peak of memory is that of the process.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from typing import Any

import duckdb
import ibis
from before_joins import COUNT_BY_DAY, NAMES
from ratio import machine

from korea_events.tables import overlap_join

FIRST, LAST_DAYS = 728_000, 15_000


def fill(base: Any, name: str, seed: int, rows: int) -> None:
    """Spans of 1 to 30 days, of which each shares time with about two later ones; the last have no end."""
    days = rows * 15 // 2
    end = f"case when start < {FIRST + days - LAST_DAYS} then start + length end"
    base.execute(f"""create table {name} as
        select position, start as start_min, start as start_max, {end} as end_min, {end} as end_max from (
            select range as position, {FIRST} + (hash(range * 2 + {seed}) % {days})::bigint as start,
                1 + (hash(range * 7 + {seed}) % 30)::bigint as length from range({rows}))""")  # noqa: S608 - numbers


def run(base: Any, what: str, query: str) -> None:
    """One query, with its time and the peak of memory until its end."""
    began, busy = time.perf_counter(), time.process_time()
    found = base.execute(query).fetchall()[0]
    clock, busy = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{what}: {found[0]:,} in {busy:.1f} s of processor time, {clock:.1f} s by the clock; peak {peak:.1f} GiB"
    )


def main(rows: int = 1_000_000, memory: str = "2GB") -> None:
    """The join, and the count by day."""
    print(machine())
    base = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        base.execute(f"set memory_limit = '{memory}'; set temp_directory = '{folder}'")
        base.execute("set preserve_insertion_order = false")
        for seed, name in enumerate("ab", start=1):
            fill(base, name, seed, rows)
        loose = base.execute("select count(*) from a where end_max is null").fetchall()[0][0]
        a, b = (ibis.table(dict.fromkeys(NAMES, "int64"), name) for name in "ab")
        pairs = ibis.to_sql(overlap_join(a, b), dialect="duckdb")
        counted = f"select count(*), sum(i), sum(j), sum(certain::int) from ({pairs})"  # noqa: S608 - our own text
        run(base, f"{rows:,} × {rows:,} with {loose:,} rows without end", counted)
        far = FIRST + rows * 15
        base.execute(f"create view t as select start_min as s, coalesce(end_max, {far}) as e from a")  # noqa: S608
        run(base, f"pairs within {rows:,} rows, counted by day", COUNT_BY_DAY)
        base.close()


if __name__ == "__main__":
    main(*(int(word) if word.isdecimal() else word for word in sys.argv[1:]))  # type: ignore[arg-type]  # by position
