"""What `before_and_after.py` measures of joins: columns against ruranges, memory and DuckDB, and tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

Task = Callable[[], Any]
US = 86_400_000_000
"""Microseconds in a day."""
FAR = 2**63 - 1


# -- joins of columns ----------------------------------------------------------------------------------------------


@cache
def columns(rows: int, density: float, seed: int, unit: int) -> tuple[Any, Any]:
    """Starts and ends of spans of up to thirty days, each of which shares time with so many later ones."""
    import numpy as np

    random = np.random.default_rng(seed)
    starts = 728_000 * unit + random.integers(0, int(rows * 15 * unit / density), rows)
    return starts, starts + random.integers(1, 30 * unit + 1, rows)


def between(rows: int, unit: int) -> Callable[[], Task]:
    """A × B, sparse."""

    def make() -> Task:
        from korea_events.temporal import overlap_pairs

        (a, b), (c, d) = columns(rows, 2, 1, unit), columns(rows, 2, 2, unit)
        return lambda: overlap_pairs(a, a, b, b, others=(c, c, d, d))

    return make


def between_ruranges(rows: int, unit: int) -> Callable[[], Task]:
    """The same, with sorted output, as ours is."""

    def make() -> Task:
        from ruranges import numpy as ranges

        (a, b), (c, d) = columns(rows, 2, 1, unit), columns(rows, 2, 2, unit)
        return lambda: ranges.overlaps(starts=a, ends=b, starts2=c, ends2=d, sort_output=True)

    return make


def within(rows: int, unit: int, *, vague: bool = False) -> Callable[[], Task]:
    """All pairs of one collection, dense; with half of the ends uncertain by up to three days if ``vague``."""

    def make() -> Task:
        import numpy as np

        from korea_events.temporal import overlap_pairs

        a, b = columns(rows, 100, 1, unit)
        if not vague:
            return lambda: overlap_pairs(a, a, b, b)
        random = np.random.default_rng(2)
        by = np.where(random.random(rows) < 0.5, random.integers(0, 3 * unit + 1, rows), 0)
        least, most = np.minimum(a + by, b - 1), np.maximum(b - by, a + 1)
        return lambda: overlap_pairs(a, least, most, b)

    return make


def writing(rows: int, unit: int) -> Callable[[], Task]:
    """Merely writing as many pairs to fresh memory."""

    def make() -> Task:
        import numpy as np

        from korea_events.temporal import count_overlap_pairs

        a, b = columns(rows, 100, 1, unit)
        pairs = count_overlap_pairs(a, a, b, b)
        return lambda: [np.full(pairs, 1, np.int32) for _ in "ij"]

    return make


def counting() -> Task:
    """How many pairs a million spans of fifty years have."""
    from korea_events.temporal import count_overlap_pairs

    a, b = columns(1_000_000, 822, 3, 1)
    return lambda: count_overlap_pairs(a, a, b, b)


COUNT_BY_DAY = """
    with days as (select day, sum(begins) begins, sum(ends) ends from (
            select s as day, 1 as begins, 0 as ends from t union all select e, 0, 1 from t) group by day)
    select sum(begins * (under_way - ends) + begins * (begins - 1) // 2)::bigint from (
        select begins, ends, coalesce(sum(begins - ends) over (order by day rows between unbounded preceding
            and 1 preceding), 0) as under_way from days)
"""
"""Pairs begin when the later row does, with what is under way then: no join at all."""


def counting_duckdb() -> Task:
    """The best way in SQL: group by day, then a running sum."""
    import duckdb

    starts, ends = columns(1_000_000, 822, 3, 1)
    base = duckdb.connect()
    base.register("given", {"s": starts, "e": ends})
    base.execute("create table t as select * from given")
    return lambda: base.execute(COUNT_BY_DAY).fetchall()


# -- tables --------------------------------------------------------------------------------------------------------

NAMES = ("position", "start_min", "start_max", "end_min", "end_max")
BY_HAND = f"""
    select a.position i, b.position j, coalesce(a.start_max < b.end_min and b.start_max < a.end_min, false) certain
    from a join b on a.start_min < coalesce(b.end_max, {FAR}) and b.start_min < coalesce(a.end_max, {FAR})
"""  # noqa: S608 - a number of our own


def run_on_duckdb(query: str | None) -> Task:
    """Two tables of 100,000 sparse rows, of which the last thousand have no end; ours without a query."""
    import duckdb
    import numpy as np

    base = duckdb.connect()
    for seed, name in enumerate("ab"):
        starts, ends = columns(100_000, 2, seed, 1)
        late = starts >= np.sort(starts)[-1_000]
        base.register("given", {"n": np.arange(len(starts)), "s": starts, "e": np.where(late, -1, ends)})
        base.execute(
            f"create table {name} as select n as position, s as start_min, s as start_max, "  # noqa: S608 - our own
            "nullif(e, -1) as end_min, nullif(e, -1) as end_max from given"
        )
    if query is None:
        import ibis

        from korea_events.tables import overlap_join

        a, b = (ibis.table(dict.fromkeys(NAMES, "int64"), name) for name in "ab")
        query = ibis.to_sql(overlap_join(a, b), dialect="duckdb")
    counted = f"select count(*), sum(i), sum(j) from ({query})"  # noqa: S608 - our own text
    return lambda: base.execute(counted).fetchall()


def join_by_us() -> Task:
    """Our expression."""
    return run_on_duckdb(None)


def join_by_hand() -> Task:
    """The same pairs in SQL."""
    return run_on_duckdb(BY_HAND)
