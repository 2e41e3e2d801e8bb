"""Reading EDTF texts, new and seen before, beside edtf (all of EDTF) and prefixdate (leading dates only).

The texts are mixed as in dossiers: mostly days and intervals, then months, unknown and open ends, doubts, masks,
seasons and sets. prefixdate reads no more than the leading date of each, and edtf stops with an error at a few; both
are asked for all of them.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

import prefixdate
from ratio import compare, finish

from korea_events import Span
from korea_events.temporal import span as span_module

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

MEMORIES = [memory for memory in vars(span_module).values() if hasattr(memory, "cache_clear")]
MANY, FEW = 16_000, 200  # edtf takes milliseconds for each


def mixed(number: int) -> list[str]:
    """Different texts, always the same ones."""
    random = Random(2024)
    first, last = date(1953, 7, 27).toordinal(), date(2030, 1, 1).toordinal()
    shapes: dict[Callable[[date, date], str], int] = {
        lambda day, _: f"{day}": 45,
        lambda day, end: f"{day}/{end}": 20,
        lambda day, _: f"{day}"[:7]: 7,
        lambda *_: f"{random.randint(1000, 9999)}": 2,
        lambda day, _: f"{day}/": 6,
        lambda day, _: f"{day}/..": 3,
        lambda day, _: f"/{day}": 3,
        lambda day, _: f"{day}{random.choice('?~%')}": 4,
        lambda day, _: f"{day}"[:8] + "XX": 3,
        lambda day, _: f"{day.year}-XX-{day.day:02}": 2,
        lambda day, _: f"{day.year}-{random.randint(21, 24)}": 2,
        lambda day, end: f"[{day},{end}]": 1,
        lambda day, end: f"{day:%Y-%m}-~{day:%d}/{end}": 2,
    }
    texts: set[str] = set()
    while len(texts) < number:
        day = date.fromordinal(random.randint(first, last))
        end = date.fromordinal(day.toordinal() + random.randint(1, 40))
        (shape,) = random.choices(list(shapes), list(shapes.values()))
        texts.add(shape(day, end))
    shuffled = sorted(texts)
    random.shuffle(shuffled)
    return shuffled


def reader(parse: Callable[[str], object], texts: Sequence[str]) -> Callable[[], int]:
    """Something that reads all texts and says how many they were."""

    def run() -> int:
        for text in texts:
            parse(text)
        return len(texts)

    return run


def anew(texts: Sequence[str]) -> Callable[[], int]:
    """Ours, with nothing many."""

    def run() -> int:
        for memory in MEMORIES:
            memory.cache_clear()
        for text in texts:
            Span.parse(text)
        return len(texts)

    return run


def with_edtf(text: str) -> None:
    """What edtf makes of a text, or that it makes nothing of it."""
    with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):  # it prints its errors
        parse_edtf(text)


def main() -> None:
    """Measure."""
    many = mixed(MANY)
    few = many[:FEW]
    compare(
        f"{MANY:,} texts seen for the first time",
        anew(many),
        {"prefixdate": reader(prefixdate.parse, many)},
        goals={"prefixdate": 2},
    )
    compare(
        f"{len(many):,} texts seen before",
        reader(Span.parse, many),
        {"prefixdate": reader(prefixdate.parse, many)},
        goals={"prefixdate": 20},
    )
    compare(
        f"{FEW:,} texts seen for the first time",
        anew(few),
        {"edtf": reader(with_edtf, few)},
        goals={"edtf": 500},
    )
    finish()


if __name__ == "__main__":
    main()
