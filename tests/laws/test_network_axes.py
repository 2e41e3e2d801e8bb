"""Networks of days and times against every world on a grid; and that what is not connected changes nothing."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import settings

from korea_events.temporal import SHARES_TIME, Grain, Span, Verdict
from korea_events.temporal.engine import Bounds
from korea_events.temporal.stated import BOUND_ARGUMENTS
from tests.laws.mixed_networks import EPOCH, FIRST_DAY, HALF, as_days, draw_mixed_network
from tests.laws.test_network import relation_of, shared_ticks

AT_ONCE = 250


def get_seeds(at: int) -> range:
    """Seeds: a few thousand in CI, more than 50,000 in the deep profile."""
    size = AT_ONCE * (26 if settings.default.max_examples > 1_000 else 1)
    return range(at * size, (at + 1) * size)


@pytest.mark.parametrize("at", range(8))
def test_answers_allow_every_world(at):
    """No world is left out: not by bounds, relations or shared time, and no conflict is named where there is one."""
    alive = 0
    for seed in get_seeds(at):
        case = draw_mixed_network(seed)
        publication = (0, Random(seed).randint(0, 2)) if seed % 3 == 0 else None
        worlds = case.find_worlds(publication=publication)
        net = case.build(publication=publication)
        if not worlds:
            continue
        alive += 1
        assert net.conflict() is None
        spans = [net.tightened(id) for id in net]
        for event, span in enumerate(spans):
            assert (span.grain is Grain.INSTANT) == case.timed[event]
            for world in worlds:
                assert holds(span.hull, world[event], timed=case.timed[event])
        for one, other in combinations(range(len(case.timed)), 2):
            names = f"e{one}", f"e{other}"
            timed = case.timed[one] and case.timed[other]
            relations, amount = net.relations(*names), net.shared_time(*names)
            unit = HALF if timed else 1
            for world in worlds:
                pair = (world[one], world[other])
                if not timed:
                    pair = as_days(pair[0]), as_days(pair[1])
                assert relation_of(*pair) in set(relations)
                assert amount.least <= shared_ticks(pair) * unit <= amount.most
    assert alive > AT_ONCE / 3


def holds(hull: Bounds, stretch: tuple[int, int], *, timed: bool) -> bool:
    """Whether bounds allow a stretch of half days."""
    s, e = (
        (EPOCH + tick * HALF for tick in stretch) if timed else (FIRST_DAY + day for day in as_days(stretch))
    )
    a, b, c, d, p, q = hull
    return a <= s <= b and c <= e <= d and p <= e - s <= q


OTHERS = [
    Span.on("2024-01-01"),
    Span.on("2024-01-01", zone="America/New_York"),
    Span.on("2024-01-01", zone="Asia/Pyongyang"),
    Span.parse("2024-01-01T10:00Z"),
    Span.parse("2024-01-01~"),
    Span.unknown(),
]


@pytest.mark.parametrize("at", range(4))
def test_what_is_not_connected_changes_no_answer(at):
    """Nothing that is said of others or between them, in whatever zone or grain, concerns an event."""
    for seed in get_seeds(at):
        random = Random(seed)
        net, larger = (draw_mixed_network(seed).build(zone=None) for _ in range(2))
        for number, span in enumerate(random.sample(OTHERS, 3)):
            larger.add(f"other-{number}", span)
        larger.add_link("other-0", random.choice(["follows", "meets", "during"]), "other-1")
        if random.random() < 0.3:
            larger.add_link("other-1", "follows", "other-0")
        assert set(net.conflicts()) <= set(larger.conflicts())
        blocked = {id for conflict in net.conflicts() for id in net.connected(conflict.events[0])}
        free = [id for id in net if id not in blocked]
        for id in free:
            assert larger.tightened(id) == net.tightened(id)
            for bound in BOUND_ARGUMENTS[:6]:
                assert larger.why(id, bound) == net.why(id, bound)
        for one, other in combinations(free, 2):
            assert larger.relations(one, other) == net.relations(one, other)
            assert larger.shared_time(one, other) == net.shared_time(one, other)
            if net.relations(one, other).verdict(SHARES_TIME) is not Verdict.POSSIBLE:
                assert larger.why_relations(one, other) == net.why_relations(one, other)
