"""Families of input that is small but hard: each grows with one number, and says which questions it is aimed at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

import korea_events as ke
from korea_events.model import Record
from tests.hard import large_parts

Made = Iterable[Record]
SUBJECT = "x-0"
"""The identifier of the record that questions about one record are asked of: every family has it."""


class Family(NamedTuple):
    """Input of one kind: how it is made, and what it is aimed at."""

    make: Callable[[int], Made]
    asked: str
    """Sorts of questions, separated by spaces."""


def _day(number: int) -> str:
    return (dt.date(1995, 1, 1) + dt.timedelta(days=number % 2_000_000)).isoformat()


def _exercise(number: int, **fields: object) -> ke.Exercise:
    return ke.Exercise(id=f"x-{number}", name=f"drill {number}", **fields)  # type: ignore[arg-type]


def _link(number: int, kind: str, source: str, target: str) -> ke.Link:
    return ke.Link(id=f"l-{number}", kind=kind, source=source, target=target)


def _outlets(count: int) -> Iterator[Record]:
    """So many outlets, each with a page of its own."""
    for number in range(count):
        yield ke.Actor(id=f"a-{number}", name=f"Outlet {number}", kind="outlet")
        yield ke.Document(id=f"d-{number}", publisher=f"a-{number}")


def _relay(document: int, *actors: int) -> ke.Citation:
    return ke.Citation(
        document=f"d-{document}", attribution=[ke.Hop(actor=f"a-{n}", verb="relays") for n in actors]
    )


def _shuffle(count: int) -> list[int]:
    order = list(range(count))
    Random(7).shuffle(order)
    return order


# -- dates -----------------------------------------------------------------------------------------------------------


def make_masks(n: int) -> Made:
    """Events dated by a mask with hundreds of alternatives."""
    yield from (_exercise(i, span="19XX-XX-31") for i in range(n))


def make_different_masks(n: int) -> Made:
    """Events dated by masks, no two of them alike."""
    yield from (_exercise(i, span=f"{i % 10}{i // 10 % 10}XX-XX-{10 + i // 100 % 18}") for i in range(n))


def make_long_masks(n: int) -> Made:
    """Events dated by masks with hundreds of alternatives, no two of them alike."""
    for i in range(n):
        century, day, months = i % 100, 1 + i // 100 % 28, ("0X", "1X", "X1", "X2")[i // 2_800 % 4]
        yield _exercise(i, span=f"{century:02}XX-{months}-{day:02}")


def make_alternatives(n: int) -> Made:
    """Two events with n days to choose from, of different lengths, and many with few."""
    for i in range(2):
        days = (f"{_day(3 * d + i)}..{_day(3 * d + i + d % 2)}" for d in range(min(n, 170)))
        yield _exercise(i, span="[" + ",".join(days) + "]")
    for i in range(2, n):
        yield _exercise(i, span=f"[{_day(i)},{_day(i + 40)}]")


def make_concurrent(n: int) -> Made:
    """Events under way at once, each with dates of its own."""
    yield from (_exercise(i, span=ke.Span.of(_day(i), _day(i + n))) for i in range(n))


def make_vague(n: int) -> Made:
    """Events of which little more is known than a bound of their own, approximate or in doubt."""
    for i in range(n):
        spans = (ke.Span.bounded(latest_end=_day(i)), ke.Span.parse(f"{_day(i)}~/.."), ke.Span.unknown())
        yield _exercise(i, span=spans[i % 3], status="unconfirmed" if i % 5 == 0 else None)


def make_pauses(n: int) -> Made:
    """Events with many pauses."""
    pauses = [ke.Span.on(_day(4 * p + 2)) for p in range(min(n, 2_000))]
    yield from (
        _exercise(i, span=ke.Span.of(_day(0), _day(9_000)), pauses=pauses) for i in range(1 + n // 2_000)
    )
    yield _exercise(9_999, span=ke.Span.of(_day(1), _day(8_999)), pauses=pauses)


def make_occurrences(n: int) -> Made:
    """Events that happened many times."""
    for i in range(2 + n // 2_000):
        yield _exercise(i, occurrences=[ke.Span.on(_day(4 * p + i)) for p in range(min(n, 2_000))])


def make_vague_occurrences(n: int) -> Made:
    """Events that happened many times, each on one of several days."""
    for i in range(2):
        yield _exercise(
            i,
            occurrences=[
                ke.Span.parse(f"{_day(40 * p + i)}/{_day(40 * p + 9)}", reading="within")
                for p in range(min(n, 240))
            ],
        )


def make_zones(n: int) -> Made:
    """Events of the days of many zones."""
    zones = ("Asia/Seoul", "UTC", "America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Sydney")
    yield from (_exercise(i, span=ke.Span.on(_day(i), zone=zones[i % 6])) for i in range(n))


def make_plans(n: int) -> Made:
    """One event with many plans, each announced later than the one before, and reports of them."""
    plans = [ke.Plan(span=ke.Span.on(_day(i + 5)), announced=ke.Span.on(_day(i))) for i in range(n)]
    yield _exercise(0, plans=plans)
    yield ke.Document(id="d-0")
    yield ke.EventReport(id="r-0", event="x-0", document="d-0", plans=plans)


def make_plan_reports(n: int) -> Made:
    """Reports of the plans for one event, each of another plan."""
    yield _exercise(0)
    for i in range(n):
        yield ke.Document(id=f"d-{i}", published=ke.Span.on(_day(i)))
        yield ke.EventReport(
            id=f"r-{i}", event="x-0", document=f"d-{i}", plans=[ke.Plan(span=ke.Span.on(_day(i + 5)))]
        )


# -- who has it from whom --------------------------------------------------------------------------------------------


def make_mutual_relays(n: int) -> Made:
    """Outlets that all relay each other."""
    yield from _outlets(n)
    yield _exercise(0, citations=[_relay(i, j) for i in range(n) for j in range(n) if i != j])


def make_relay_layers(n: int) -> Made:
    """Outlets in layers of three, each of which relays all of the next layer."""
    yield from _outlets(3 * n + 3)
    pairs = ((3 * layer + i, 3 * layer + 3 + j) for layer in range(n) for i in range(3) for j in range(3))
    yield _exercise(0, citations=[_relay(i, j) for i, j in pairs])


def make_relay_row(n: int) -> Made:
    """Outlets in a row, each of which relays the next."""
    yield from _outlets(n + 1)
    yield _exercise(0, citations=[_relay(i, i + 1) for i in range(n)])


def make_relay_ring(n: int) -> Made:
    """Outlets in a ring, each of which relays the next."""
    yield from _outlets(n)
    yield _exercise(0, citations=[_relay(i, (i + 1) % n) for i in range(n)])


def make_hops(n: int) -> Made:
    """One citation that passed through everybody."""
    yield from _outlets(n)
    yield _exercise(0, citations=[_relay(0, *range(1, n))])


def make_speakers(n: int) -> Made:
    """People whose words several outlets took down, so that all are connected."""
    yield from _outlets(n)
    yield from (ke.Actor(id=f"p-{i}", name=f"Speaker {i}", kind="person") for i in range(n))
    hops = [(i, (i + k) % n) for i in range(n) for k in range(2)]
    yield _exercise(0, citations=[
        ke.Citation(document=f"d-{i}", attribution=[ke.Hop(actor=f"p-{j}", verb="says")]) for i, j in hops
    ])  # fmt: skip


def make_independent_groups(n: int) -> Made:
    """Origins in groups of three; those of different groups are independent of each other."""
    yield from _outlets(3 * n)
    yield _exercise(0, citations=[ke.Citation(document=f"d-{i}") for i in range(3 * n)])
    pairs = ((i, j) for i, j in combinations(range(3 * n), 2) if i // 3 != j // 3)
    yield from (_link(k, "independent_of", f"a-{i}", f"a-{j}") for k, (i, j) in enumerate(pairs))


def make_independent_pairs(n: int) -> Made:
    """Origins of which every second pair, at random, is independent."""
    random = Random(11)
    yield from _outlets(n)
    yield _exercise(0, citations=[ke.Citation(document=f"d-{i}") for i in range(n)])
    pairs = [pair for pair in combinations(range(n), 2) if random.random() < 0.5]
    yield from (_link(k, "independent_of", f"a-{i}", f"a-{j}") for k, (i, j) in enumerate(pairs))


def make_copies(n: int) -> Made:
    """A chain of copies, which a report of an event ends."""
    yield ke.Document(id="d-0")
    yield from (ke.Document(id=f"d-{i}", copy_of=f"d-{i - 1}") for i in range(1, n))
    yield _exercise(0, citations=[ke.Citation(document=f"d-{i}") for i in range(n)])


def make_restatements(n: int) -> Made:
    """A ring of documents, each of which a link says restates the next."""
    yield from (ke.Document(id=f"d-{i}") for i in range(n))
    yield _exercise(0, citations=[ke.Citation(document=f"d-{i}") for i in range(n)])
    yield from (_link(i, "restates", f"d-{i}", f"d-{(i + 1) % n}") for i in range(n))


def make_retractions(n: int) -> Made:
    """A chain of links, each of which retracts the one before, and a document that the last one withdraws."""
    yield ke.Document(id="d-0")
    yield ke.Document(id="d-1")
    yield _exercise(0, citations=["d-0"])
    yield _link(0, "retracts", "d-1", "d-0")
    yield from (_link(i, "retracts", "d-1", f"l-{i - 1}") for i in range(1, n))


# -- accounts --------------------------------------------------------------------------------------------------------


def _reports(n: int, fields: Callable[[int], dict[str, object]]) -> Made:
    yield _exercise(0)
    for i in range(n):
        yield ke.Actor(id=f"a-{i}", name=f"Outlet {i}", kind="outlet")
        yield ke.Document(id=f"d-{i}", publisher=f"a-{i}", published=ke.Span.on(_day(i)))
        yield ke.EventReport(id=f"r-{i}", event="x-0", document=f"d-{i}", **fields(i))  # type: ignore[arg-type]


def make_agreeing_reports(n: int) -> Made:
    """Reports of one event which all say the same."""
    return _reports(n, lambda i: {"span": ke.Span.of("2024-03-04", "2024-03-14"), "status": "held"})


def make_compatible_reports(n: int) -> Made:
    """Reports of one event of which no two say the same, and no two contradict each other."""
    return _reports(n, lambda i: {"span": ke.Span.bounded(earliest_start=_day(i), latest_end=_day(n + i))})


def make_clashing_reports(n: int) -> Made:
    """Reports of one event of which every two contradict each other."""
    return _reports(n, lambda i: {"span": ke.Span.of(_day(i), _day(i + 1 + i % 7))})


def make_claims(n: int) -> Made:
    """Claims about one figure, each of another number and another year, by one claimant."""
    yield _exercise(0)
    yield ke.Actor(id="a-0", name="JCS", kind="command")
    for i in range(n):
        yield ke.Document(id=f"d-{i}", publisher="a-0", published=ke.Span.on(_day(i)))
        value = ke.Quantity(value=i + 1)
        yield ke.EventClaim(
            id=f"c-{i}",
            event="x-0",
            attribute="troops",
            claimants=["a-0"],
            value=value,
            citations=[ke.Citation(document=f"d-{i}")],
        )


def make_words(n: int) -> Made:
    """Claims in words, no two of them alike."""
    yield _exercise(0)
    yield ke.Actor(id="a-0", name="JCS", kind="command")
    for i in range(n):
        yield ke.EventClaim(
            id=f"c-{i}", event="x-0", attribute="outcome", claimants=["a-0"], value=ke.Term(text=f"word {i}")
        )


# -- chains ----------------------------------------------------------------------------------------------------------


def make_same_chain(n: int) -> Made:
    """Events in a chain of links, each of which says that two are the same."""
    yield from (_exercise(i, span=_day(i)) for i in range(n))
    yield from (_link(i, "same_as", f"x-{i}", f"x-{i + 1}") for i in range(n - 1))


def make_part_chain(n: int) -> Made:
    """Events in a chain, each a part of the next."""
    yield from (_exercise(i, span=_day(i), part_of=f"x-{i + 1}" if i + 1 < n else None) for i in range(n))


def make_actor_chain(n: int) -> Made:
    """Units in a chain, each a part of the next, and places likewise; events of each."""
    above = [f"-{i + 1}" if i + 1 < n else None for i in range(n)]
    yield from (
        ke.Actor(id=f"a-{i}", name=f"Unit {i}", kind="unit", part_of=a and f"a{a}")
        for i, a in enumerate(above)
    )
    yield from (ke.Place(id=f"p-{i}", name=f"Place {i}", part_of=a and f"p{a}") for i, a in enumerate(above))
    for i in range(n):
        part = ke.Participation(actor=f"a-{i}", role="participant")
        yield _exercise(i, span=_day(i), participations=[part], places=[f"p-{i}"])


def make_follows_chain(n: int) -> Made:
    """Events without dates in a shuffled chain, each of which follows the next."""
    order = _shuffle(n)
    yield from (_exercise(i) for i in range(n))
    yield from (_link(k, "follows", f"x-{order[k]}", f"x-{order[k + 1]}") for k in range(n - 1))


def make_dated_chain(n: int) -> Made:
    """Events in a shuffled chain of links, the ends of which are dated."""
    order = _shuffle(n)
    ends = {order[0]: ke.Span.on("2024-03-14"), order[-1]: ke.Span.on("2020-03-14")}
    yield from (_exercise(i, span=ends.get(i)) for i in range(n))
    yield from (_link(k, "starts_after", f"x-{order[k]}", f"x-{order[k + 1]}") for k in range(n - 1))


def make_tangle(n: int) -> Made:
    """Dated events with temporal links at random, many of which cannot hold."""
    random = Random(5)
    yield from (_exercise(i, span=_day(random.randrange(500))) for i in range(n))
    kinds = ("shares_time", "follows", "during", "starts_before")
    for k in range(2 * n):
        one, other = random.sample(range(n), 2)
        yield _link(k, kinds[k % 4], f"x-{one}", f"x-{other}")


def make_responses(n: int) -> Made:
    """Events in a chain, each in response to the one before."""
    yield from (_exercise(i, span=_day(i)) for i in range(n))
    yield from (_link(i, "in_response_to", f"x-{i + 1}", f"x-{i}") for i in range(n - 1))


def make_disputes(n: int) -> Made:
    """Claims in a chain, each of which disputes the one before."""
    yield _exercise(0)
    yield ke.Actor(id="a-0", name="JCS", kind="command")
    for i in range(n):
        yield ke.EventClaim(
            id=f"c-{i}",
            event="x-0",
            attribute="outcome",
            claimants=["a-0"],
            value=ke.Term(text="success"),
            disputes=[f"c-{i - 1}"] if i else [],
        )


def make_series(n: int) -> Made:
    """Series in a chain, each of which replaced the next, with one edition of each."""
    for i in range(n):
        yield ke.ExerciseSeries(
            id=f"s-{i}", name=f"Series {i}", predecessors=[f"s-{i + 1}"] if i + 1 < n else []
        )
        yield _exercise(i, series=f"s-{i}", span=_day(i))


FAMILIES = {
    name.removeprefix("make_"): Family(make, asked)
    for make, asked in (
        (make_masks, "time days pictures"),
        (make_different_masks, "time days pictures"),
        (make_long_masks, "time days pictures"),
        (make_alternatives, "time days pictures"),
        (make_concurrent, "time days pictures"),
        (make_vague, "time days pictures"),
        (make_pauses, "time days pictures"),
        (make_occurrences, "time days pictures"),
        (make_vague_occurrences, "time days pictures"),
        (make_zones, "time days pictures"),
        (make_plans, "accounts dossier"),
        (make_plan_reports, "accounts dossier"),
        (make_mutual_relays, "origins"),
        (make_relay_layers, "origins"),
        (make_relay_row, "origins accounts dossier"),
        (make_relay_ring, "origins"),
        (make_hops, "origins files dossier"),
        (make_speakers, "origins"),
        (make_independent_groups, "origins"),
        (make_independent_pairs, "origins"),
        (make_copies, "origins accounts dossier"),
        (make_restatements, "origins accounts"),
        (make_retractions, "origins accounts dossier"),
        (make_agreeing_reports, "accounts dossier"),
        (make_compatible_reports, "accounts dossier"),
        (make_clashing_reports, "accounts dossier"),
        (make_claims, "accounts dossier"),
        (make_words, "accounts dossier"),
        (make_same_chain, "accounts time days dossier"),
        (make_part_chain, "time days dossier pictures"),
        (make_actor_chain, "days dossier pictures"),
        (make_follows_chain, "networks dossier"),
        (make_dated_chain, "networks dossier"),
        (make_tangle, "networks"),
        (make_responses, "days dossier"),
        (make_disputes, "accounts dossier"),
        (make_series, "days dossier pictures"),
        (large_parts.make_names, "files dossier accounts"),
        (large_parts.make_alike, "dossier files"),
        (large_parts.make_quote, "files dossier"),
        (large_parts.make_deep_parts, "files dossier days"),
        (large_parts.make_wide_table, "files dossier days"),
        (large_parts.make_support, "files dossier accounts"),
    )
    for name in (make.__name__,)
}
"""Every family by its name."""
