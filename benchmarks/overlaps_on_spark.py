"""The overlap join with buckets on Spark, on this machine: `python3 dev.py spark` installs it and runs this.

First the answer is compared with the one in memory, on spans of every sort. Then a hundred thousand dense spans are
joined, and a million one-day events, as a table of coded events has them, with two thousand exercises: with the time,
and with the joins that Spark plans. Spark is no part of CI: it needs Java and some hundred megabytes.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
import warnings
from contextlib import redirect_stdout
from datetime import date
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet
from before_joins import COUNT_BY_DAY
from bench_overlaps import EPOCH, LONGEST, spans
from pyspark.sql import SparkSession
from ratio import machine

from korea_events import Exercise, Span, Verdict, find_overlaps
from korea_events.tables import overlap_join, to_frame
from korea_events.temporal import count_overlap_pairs

BUCKET = LONGEST // 2


def started() -> Any:
    """A session on this machine alone, quiet."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "3g",
        "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[*]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


# -- the same answer -----------------------------------------------------------------------------------------------


def mixed(rows: int, seed: int) -> list[Exercise]:
    """Exercises of one exact alternative each: known days, vague ends, and now and then an end that nothing bounds."""
    dice = random.Random(seed)

    def one() -> Span:
        start = EPOCH + dice.randrange(2 * rows)
        days = [date.fromordinal(start + sum(dice.randrange(6) for _ in range(step))) for step in range(4)]
        days.sort()
        sort = dice.random()
        if sort < 0.5:
            return Span.of(days[0], days[3])
        if sort < 0.53:
            return Span.bounded(latest_end=days[3])
        if sort < 0.56:
            return Span.bounded(earliest_start=days[0])
        return Span.bounded(
            earliest_start=days[0], latest_start=days[1], earliest_end=days[2], latest_end=days[3]
        )

    return [Exercise(id=f"{seed}-{place}", name="drill", span=one()) for place in range(rows)]


def in_memory(left: list[Exercise], right: list[Exercise] | None) -> set[tuple[int, int, bool]]:
    """The pairs by position."""

    def place(event: Exercise) -> int:
        return int(event.id.split("-")[1])

    pairs = find_overlaps(left) if right is None else find_overlaps(left, right)
    return {(place(pair.first), place(pair.second), pair.verdict is Verdict.CERTAIN) for pair in pairs}


def agrees(spark: Any, rows: int) -> None:
    """Within one collection and between two, Spark finds the pairs that memory finds, the same way round."""
    left, right = mixed(rows, 1), mixed(rows, 2)
    for what, other in (("within one collection", None), ("between two", right)):
        frames = [None if side is None else to_frame(side) for side in (left, other)]
        rows_found = spark.to_pyarrow(overlap_join(*frames, bucket=BUCKET)).to_pylist()
        found = {(row["i"], row["j"], row["certain"]) for row in rows_found}
        expected = in_memory(left, other)
        if found != expected or len(rows_found) != len(expected):
            odd = sorted(found ^ expected)[:5]
            raise AssertionError(f"{what}: {len(rows_found)} pairs, in memory {len(expected)}; {odd} …")
        certain = sum(certain for _, _, certain in found)
        print(f"{what}, {rows:,} spans each: {len(found):,} pairs, {certain:,} certain: as in memory")


# -- time and plan -------------------------------------------------------------------------------------------------


def table(spark: Any, folder: Path, name: str, starts: Any, ends: Any) -> Any:
    """Spans as a table of Spark that lies in a file."""
    columns = {"position": np.arange(len(starts)), "start_min": starts, "start_max": starts, "end_min": ends}
    pyarrow.parquet.write_table(pa.table({**columns, "end_max": ends}), folder / f"{name}.parquet")
    return spark.read_parquet(str(folder / f"{name}.parquet"), table_name=name)


def plan(session: Any, spark: Any, join: Any) -> str:
    """How Spark would do it, before it begins."""
    with redirect_stdout(StringIO()) as printed:
        session.sql(spark.compile(join)).explain()
    return printed.getvalue()


def joins(text: str) -> str:
    """The joins of a plan, each with how often it is there."""
    names = re.findall(r"\b(\w+(?:Join|Product))\b", text)
    return ", ".join(f"{names.count(name)} × {name}" for name in dict.fromkeys(names))


def measure(session: Any, spark: Any, what: str, tables: tuple[Any, Any], expected: int) -> None:
    """Count the pairs and add them up, so that every one must be made; twice, for the first run also compiles."""
    join = overlap_join(*tables, bucket=BUCKET)
    total = join.aggregate(pairs=join.count(), i=join.i.sum(), j=join.j.sum())
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        pairs = int(spark.to_pyarrow(total).to_pylist()[0]["pairs"])
        seconds.append(time.perf_counter() - began)
        if pairs != expected:
            raise AssertionError(f"{what}: {pairs:,} pairs instead of {expected:,}")
    print(f"\n{what}: {expected:,} pairs in {seconds[0]:.1f} s, again in {seconds[1]:.1f} s")
    print(f"  with buckets of {BUCKET} days: {joins(plan(session, spark, join))}")
    print(f"  without: {joins(plan(session, spark, overlap_join(*tables)))}")
    if "--plan" in sys.argv:
        print(plan(session, spark, join))


def count(session: Any, name: str, expected: int) -> None:
    """Count the pairs within a table by day, without a join; twice."""
    session.sql(f"select start_min as s, end_max as e from {name}").createOrReplaceTempView("t")  # noqa: S608 - ours
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        pairs = session.sql(COUNT_BY_DAY.replace("//", "div")).collect()[0][0]
        seconds.append(time.perf_counter() - began)
        if pairs != expected:
            raise AssertionError(f"{name}: {pairs:,} pairs instead of {expected:,}")
    print(
        f"\npairs within {name}, counted by day: {expected:,} in {seconds[0]:.1f} s, again in {seconds[1]:.1f} s"
    )


def main() -> None:
    """The same answer at small size, then time and plan."""
    session = started()
    spark = ibis.pyspark.connect(session)
    print(f"pyspark {version('pyspark')}, Ibis {version('ibis-framework')}, {machine()}")
    agrees(spark, 1_500)
    starts, ends = spans(100_000, 100)
    days = np.random.default_rng(5).integers(EPOCH, EPOCH + 20 * 365, 1_000_000)
    drills = np.random.default_rng(6).integers(EPOCH, EPOCH + 20 * 365, 2_000)
    over = drills + np.random.default_rng(7).integers(1, LONGEST + 1, len(drills))
    both = (
        np.concatenate([days, drills]),
        np.concatenate([days + 1, over]),
    )
    among = [count_overlap_pairs(s, s, e, e) for s, e in (both, (days, days + 1), (drills, over))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dense = table(spark, folder, "dense", starts, ends)
        measure(
            session, spark, "100,000 dense spans with each other", (dense, None),
            count_overlap_pairs(starts, starts, ends, ends),
        )  # fmt: skip
        events = table(spark, folder, "events", days, days + 1)
        count(session, "dense", count_overlap_pairs(starts, starts, ends, ends))
        count(session, "events", among[1])
        exercises = table(spark, folder, "exercises", drills, over)
        measure(
            session, spark, "1,000,000 events of one day with 2,000 exercises", (events, exercises),
            among[0] - among[1] - among[2],
        )  # fmt: skip
        crowded = np.where(np.arange(len(days)) < 100_000, EPOCH + 3_650, days)
        hot = table(spark, folder, "crowded", crowded, crowded + 1)
        expected = int(
            sum(
                np.searchsorted(np.sort(crowded), side).sum() * sign
                for side, sign in ((over, 1), (drills, -1))
            )
        )
        measure(session, spark, "the same with 100,000 of them on one day", (hot, exercises), expected)
    session.stop()


if __name__ == "__main__":
    main()
