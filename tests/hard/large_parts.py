"""Families whose records are large: long lists of parts, of names, and long texts."""

from __future__ import annotations

from collections.abc import Iterable

import korea_events as ke
from korea_events.model import ExerciseComponent, Record


def _exercise(number: int, **fields: object) -> ke.Exercise:
    return ke.Exercise(id=f"x-{number}", name=f"drill {number}", **fields)  # type: ignore[arg-type]


def make_names(n: int) -> Iterable[Record]:
    """Systems and actors that share names in many spellings."""
    yield _exercise(0)
    spellings = [ke.Designation(text=f"Hwasong-{i}") for i in range(n)]
    yield ke.WeaponSystem(id="w-0", name="Hwasong", designations=spellings)
    yield ke.Actor(
        id="a-0", name="KPA", kind="command", names=[f"Korean People's Army {i}" for i in range(n)]
    )
    yield ke.ExerciseSeries(id="s-0", name="Spring", names=[f"Spring {i}" for i in range(n)])


def make_alike(n: int) -> Iterable[Record]:
    """Events of one name and one day."""
    yield from (ke.Exercise(id=f"x-{i}", name="spring drill", span="2024-03-04") for i in range(n))


def make_quote(n: int) -> Iterable[Record]:
    """One long quotation."""
    yield ke.Document(id="d-0")
    yield _exercise(
        0, citations=[ke.Citation(document="d-0", quote=ke.Quote(exact="장병들은 " * min(10 * n, 150_000)))]
    )


def make_deep_parts(n: int) -> Iterable[Record]:
    """One event with many components, each with participants, places and figures of its own."""
    yield from (ke.Actor(id=f"a-{i}", name=f"Unit {i}", kind="unit") for i in range(n))
    parts = [
        ExerciseComponent(
            kind="ftx",
            words=f"phase {i}",
            participations=[ke.Participation(actor=f"a-{i}", role="participant")],
        )
        for i in range(n)
    ]
    yield _exercise(0, span="2024-03", components=parts)


def make_wide_table(n: int) -> Iterable[Record]:
    """Few events that each need as many columns as they have aliases, measures and places."""
    yield from (ke.Place(id=f"p-{i}", name=f"Place {i}") for i in range(n))
    for i in range(3):
        yield _exercise(
            i, span="2024-03", names=[f"name {i}.{k}" for k in range(n)], places=[f"p-{k}" for k in range(n)]
        )


def make_support(n: int) -> Iterable[Record]:
    """One event with support for each of its many participations."""
    yield from (ke.Document(id=f"d-{i}") for i in range(n))
    yield from (ke.Actor(id=f"a-{i}", name=f"Unit {i}", kind="unit") for i in range(n))
    yield _exercise(
        0,
        participations=[ke.Participation(actor=f"a-{i}", role="participant") for i in range(n)],
        support=[
            ke.Support(fields=[f"participations[{i}].role"], basis="stated", citations=[f"d-{i}"])
            for i in range(n)
        ],
    )
