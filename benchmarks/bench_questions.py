"""Questions about many exercises, against pandas and bioframe doing the same on columns.

Of 100,000 exercises whose days are known, pandas has the two columns ready, we have the records. The first question
finds what there is in the collection, the second finds it counted. ``BENCH_QUESTIONS=10000`` sets the number.
"""

from __future__ import annotations

import datetime as dt
import os
from random import Random
from typing import Any

import bioframe
import pandas as pd
from ratio import compare, finish

from korea_events import Dossier, Exercise, Span, concurrency, count_by, coverage, gaps, nearest

MANY = int(os.environ.get("BENCH_QUESTIONS", "100000"))
FIRST = dt.date(1976, 1, 1).toordinal()


def make_spans(seed: int, years: int) -> list[tuple[int, int]]:
    """First days and the days after the last, up to two weeks later, as ordinals."""
    random = Random(seed)
    firsts = [FIRST + random.randrange(365 * years) for _ in range(MANY)]
    return [(first, first + random.randrange(1, 15)) for first in firsts]


def make_span(first: int, end: int) -> Span:
    """A span of known days."""
    return Span.of(dt.date.fromordinal(first), dt.date.fromordinal(end - 1))


def make_frame(days: list[tuple[int, int]]) -> pd.DataFrame:
    """The same as a table of days."""
    epoch = dt.date(1970, 1, 1).toordinal()
    starts, ends = zip(*days, strict=True)
    columns = {"start": starts, "end": ends}
    return pd.DataFrame(
        {name: pd.to_datetime([day - epoch for day in column], unit="D") for name, column in columns.items()}
    )


def profile(frame: pd.DataFrame) -> pd.Series:
    """How many are under way from each day on which that changes."""
    changes = pd.concat([pd.Series(1, index=frame["start"]), pd.Series(-1, index=frame["end"])])
    totals = changes.groupby(level=0).sum()
    return totals[totals != 0].cumsum()


def merge(frame: pd.DataFrame) -> pd.DataFrame:
    """The stretches that they cover together."""
    ordered = frame.sort_values("start")
    begins = ordered["start"] > ordered["end"].cummax().shift(
        fill_value=ordered["start"].min() - pd.Timedelta(days=1)
    )
    return ordered.groupby(begins.cumsum()).agg({"start": "min", "end": "max"})


def summarize(found: Any) -> tuple[int, int]:
    """What both must agree on: how many steps there are, and the greatest number."""
    if isinstance(found, pd.Series):
        return len(found) - 1, int(found.max())
    return len(found), max(step.certain for step in found)


def main() -> None:
    """Measure."""
    days = make_spans(2024, years=48)
    dossier = Dossier.of(
        *(Exercise(id=f"x-{at}", name="drill", span=make_span(*one)) for at, one in enumerate(days))
    )
    frame = make_frame(days)

    def ask_first() -> Any:
        dossier.exercises.derived.clear()
        return concurrency(dossier)

    compare(f"concurrency of {MANY:,}, the first question", ask_first, {"pandas": lambda: profile(frame)},
            answer=summarize, goals={"pandas": 0.33})  # fmt: skip
    compare(f"concurrency of {MANY:,} again", lambda: concurrency(dossier), {"pandas": lambda: profile(frame)},
            answer=summarize, goals={"pandas": 0.67})  # fmt: skip

    def cover() -> int:
        together = merge(frame)
        return int((together["end"] - together["start"]).dt.days.sum())

    compare(
        f"coverage of {MANY:,} again",
        lambda: coverage(dossier).least,
        {"pandas": cover},
        goals={"pandas": 0.67},
    )
    compare(f"gaps of {MANY:,} again", lambda: len(gaps(dossier)), {"pandas": lambda: len(merge(frame)) - 1},
            goals={"pandas": 0.67})  # fmt: skip

    def count() -> list[int]:
        months = frame["start"].dt.to_period("M")
        return [int(number) for number in months.value_counts().sort_index()]

    compare(f"count_by month of {MANY:,} again", lambda: [row.least for row in count_by(dossier, "month")],
            {"pandas": count}, goals={"pandas": 0.67})  # fmt: skip

    sides = [make_spans(seed, years=10 * MANY // 365) for seed in (1, 2)]
    spans = [[make_span(*one) for one in side] for side in sides]
    tables = [pd.DataFrame(side, columns=["start", "end"]).assign(chrom="k") for side in sides]

    def add_up(found: Any) -> int:
        """The distances, those of equal days once."""
        if isinstance(found, pd.DataFrame):
            return int(found.drop_duplicates(["start", "end"])["distance"].sum())
        return sum({row.item: row.distance.least for row in found}.values())

    what = f"nearest to each of {MANY:,} among as many"
    peers = {"bioframe": lambda: bioframe.closest(*tables)}
    compare(what, lambda: nearest(*spans), peers, answer=add_up, goals={"bioframe": 0.67}, runs=5)
    finish()


if __name__ == "__main__":
    main()
