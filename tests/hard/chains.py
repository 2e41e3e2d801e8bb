"""Chains of every kind that records can form, and the public questions that walk them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import korea_events as ke
from korea_events.model import Record
from tests.hard import families, large_parts


class Chain(NamedTuple):
    """A chain of so many records, and the questions that walk it."""

    make: Callable[[int], families.Made]
    questions: tuple[Callable[[ke.Dossier], Any], ...]


def _make_part_units(n: int) -> Iterator[Record]:
    """Units in a chain, each a part of the next, and an event of the first."""
    for i in range(n):
        yield ke.Actor(
            id=f"a-{i}", name=f"Unit {i}", kind="unit", part_of=f"a-{i + 1}" if i + 1 < n else None
        )
    part = ke.Participation(actor="a-0", role="participant")
    yield ke.Exercise(id="x-0", name="drill", span="2024-03", participations=[part])


def _make_places(n: int) -> Iterator[Record]:
    """Places in a chain, each within the next, and an event at the first."""
    for i in range(n):
        yield ke.Place(id=f"p-{i}", name=f"Place {i}", part_of=f"p-{i + 1}" if i + 1 < n else None)
    yield ke.Exercise(id="x-0", name="drill", span="2024-03", places=["p-0"])


def _make_corrections(n: int) -> Iterator[Record]:
    """Documents in a chain, each of which corrects the one before."""
    yield from (ke.Document(id=f"d-{i}", published=ke.Span.on(families._day(i))) for i in range(n))
    yield ke.Exercise(id="x-0", name="drill", citations=[ke.Citation(document=f"d-{i}") for i in range(n)])
    for i in range(n - 1):
        yield ke.Link(id=f"l-{i}", kind="corrects", source=f"d-{i + 1}", target=f"d-{i}")


def _make_ordinals(n: int) -> Iterator[Record]:
    """Events of one series, each followed by a claim that it was the so-manieth, and a part of the next."""
    yield ke.ExerciseSeries(id="s-0", name="Series")
    yield ke.Actor(id="a-0", name="JCS", kind="command")
    for i in range(n):
        above = f"x-{i + 1}" if i + 1 < n else None
        yield ke.Exercise(id=f"x-{i}", name=f"drill {i}", series="s-0", span=families._day(i), part_of=above)
    value = ke.Ordinal(n=n, of="s-0")
    yield ke.EventClaim(id="c-0", event=f"x-{n - 1}", attribute="ordinal", claimants=["a-0"], value=value)


CHAINS: dict[str, Chain] = {
    "follows": Chain(
        families.make_follows_chain,
        (
            lambda d: d.network().bounds("x-0"),
            lambda d: d.network().conflicts(),
            lambda d: len(d.network().connected("x-0")),
            lambda d: d.network().relations("x-0", "x-1"),
            lambda d: len(d.tightened()),
        ),
    ),
    "links between dates": Chain(
        families.make_dated_chain,
        (lambda d: len(d.network().why("x-0", "latest_start")), lambda d: len(ke.derive_overlaps(d))),
    ),
    "responses": Chain(families.make_responses, (lambda d: len(ke.response_times(d)),)),
    "parts of events": Chain(
        families.make_part_chain,
        (
            ke.count_overlaps,
            lambda d: len(ke.count_by(d, "month")),
            lambda d: len(d.propose_same()),
            ke.busiest,
        ),
    ),
    "the same": Chain(
        families.make_same_chain,
        (lambda d: d.merge_same(), lambda d: len(ke.count_by(d, "year")), ke.count_overlaps),
    ),
    "copies": Chain(
        families.make_copies,
        (
            lambda d: len(ke.evidence.origins("x-0", d)),
            lambda d: len(ke.evidence.lineage(f"d-{len(d.documents) - 1}", d)),
            lambda d: ke.evidence.circular_reporting(d),
        ),
    ),
    "restatements": Chain(families.make_restatements, (lambda d: len(ke.evidence.origins("x-0", d)),)),
    "relays in a row": Chain(
        families.make_relay_row,
        (lambda d: len(ke.evidence.origins("x-0", d)), lambda d: len(ke.evidence.circular_reporting(d))),
    ),
    "relays in a ring": Chain(
        families.make_relay_ring,
        (lambda d: len(ke.evidence.origins("x-0", d)), lambda d: len(ke.evidence.circular_reporting(d))),
    ),
    "hops": Chain(
        families.make_hops,
        (
            lambda d: len(ke.evidence.origins("x-0", d)),
            lambda d: str(ke.evidence.lineage("d-0", d)),
            lambda d: ke.loads(ke.dumps(d)),
        ),
    ),
    "plans": Chain(
        families.make_plans,
        (
            lambda d: next(iter(d.events())).when,
            lambda d: d.known_on("2003-05-05"),
            lambda d: ke.evidence.views("x-0", d),
        ),
    ),
    "names": Chain(
        large_parts.make_names,
        (lambda d: d.propose_same(), lambda d: ke.loads(ke.dumps(d)), lambda d: ke.diff(d, ke.Dossier.of())),
    ),
    "retractions": Chain(
        families.make_retractions,
        (lambda d: d.as_of("2003-05-05"), lambda d: len(ke.evidence.origins("x-0", d))),
    ),
    "corrections": Chain(
        _make_corrections,
        (lambda d: d.as_of("2003-05-05"), lambda d: len(ke.evidence.origins("x-0", d))),
    ),
    "disputes": Chain(families.make_disputes, (lambda d: len(ke.evidence.contradictions(d)),)),
    "units": Chain(
        _make_part_units,
        (
            lambda d: len(d.events(actor=f"a-{len(d.actors) - 1}")),
            lambda d: len(ke.count_by(d, "actor")),
            lambda d: ke.evidence.origins("x-0", d),
        ),
    ),
    "places": Chain(
        _make_places,
        (
            lambda d: len(d.events(place=f"p-{len(d.places) - 1}")),
            lambda d: len(ke.count_by(d, "site")),
        ),
    ),
    "series": Chain(
        families.make_series,
        (lambda d: len(ke.compare_editions(d, "s-0")), lambda d: len(ke.count_by(d, "series"))),
    ),
    "ordinals": Chain(_make_ordinals, (lambda d: ke.evidence.check_ordinal("c-0", d),)),
}
"""Every kind of chain by its name."""
