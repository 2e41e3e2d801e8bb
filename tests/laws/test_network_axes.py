"""Networks of days and times against every world on a grid; and that what is not connected changes nothing."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import settings

from korea_events.temporal import SHARES_TIME, Grain, RelationSet, Span, Verdict
from korea_events.temporal.engine import Bounds, build_hull
from korea_events.temporal.stated import BOUND_ARGUMENTS
from tests.laws.flagged_networks import as_days as to_days, draw_flagged_network
from tests.laws.mixed_networks import EPOCH, FIRST_DAY, HALF, as_days, draw_mixed_network
from tests.laws.test_network import relation_of, shared_ticks

AT_ONCE = 250
START, START_DAY = (
    int(Span.parse(text, zone="UTC").hull.start_min) for text in ("2024-03-10T00:00Z", "2024-03-10")
)


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


@pytest.mark.parametrize("at", range(8))
def test_approximate_dates_beside_times_allow_every_world_of_both_readings(at):
    """What is possible goes by the worlds as dated, what is certain by all in which approximate ends roam."""
    certain = found_certain = 0
    for seed in get_seeds(at):
        case = draw_flagged_network(seed)
        dated, freed = (case.find_worlds(freed=freed) for freed in (False, True))
        net = case.build()
        if not dated:
            continue
        assert net.conflict() is None
        for event, known in enumerate(case.events):
            span = net.tightened(f"e{event}")
            assert (span.grain is Grain.INSTANT) == known.timed
            for hull, several in ((span.hull, dated), (build_hull(span.freed), freed)):
                for s, e in {world[event] if known.timed else to_days(world[event]) for world in several}:
                    start, end = (START + s, START + e) if known.timed else (START_DAY + s, START_DAY + e)
                    assert allows(hull, start, end)
        for one, other in combinations(range(len(case.events)), 2):
            names = f"e{one}", f"e{other}"
            timed = case.events[one].timed and case.events[other].timed
            worlds = [
                {
                    (world[one], world[other]) if timed else (to_days(world[one]), to_days(world[other]))
                    for world in several
                }
                for several in (dated, freed)
            ]
            relations, amount = net.relations(*names), net.shared_time(*names)
            assert set(relations) >= {relation_of(*pair) for pair in worlds[0]}
            assert set(RelationSet(relations.freed)) >= {relation_of(*pair) for pair in worlds[1]}
            shared = [{max(0, min(e, E) - max(s, S)) for (s, e), (S, E) in several} for several in worlds]
            assert amount.least <= min(shared[1])
            assert max(shared[0]) <= amount.most
            verdict = relations.verdict(SHARES_TIME)
            certain += min(shared[1]) > 0
            found_certain += verdict is Verdict.CERTAIN
            assert verdict is not Verdict.CERTAIN or min(shared[1]) > 0
            assert verdict is not Verdict.IMPOSSIBLE or max(shared[0]) == 0
            if verdict is not Verdict.POSSIBLE:
                assert net.why_relations(*names)
    assert found_certain > 0.9 * certain > 10


def holds(hull: Bounds, stretch: tuple[int, int], *, timed: bool) -> bool:
    """Whether bounds allow a stretch of half days."""
    s, e = (
        (EPOCH + tick * HALF for tick in stretch) if timed else (FIRST_DAY + day for day in as_days(stretch))
    )
    return allows(hull, s, e)


def allows(hull: Bounds, start: int, end: int) -> bool:
    """Whether bounds allow a stretch."""
    a, b, c, d, p, q = hull
    return a <= start <= b and c <= end <= d and p <= end - start <= q


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
