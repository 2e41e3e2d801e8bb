"""Networks against the truth: every world of 2,400 small networks, and all shortest paths of larger ones."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import settings

from korea_events.errors import ContradictionError
from korea_events.temporal import SHARES_TIME, RelationSet, Span, Verdict
from korea_events.temporal.engine import build_hull
from korea_events.temporal.network import Assertion, TemporalNetwork
from korea_events.temporal.stated import BOUND_ARGUMENTS
from tests.laws.networks import (
    MEANS,
    Statement,
    World,
    bounds_in,
    closure,
    flagged_network,
    is_ordered,
    network_of,
    pairs,
    resting_on,
    ring,
    small_network,
    worlds,
)

SEEDS = 2_400
AT_ONCE = 100


def relation_of(first: tuple[int, int], second: tuple[int, int]) -> str:
    """The relation of two known stretches, by comparing their ends."""
    (s, e), (S, E) = first, second
    if e <= S or s >= E:
        return {e < S: "before", e == S: "meets", s == E: "met_by", s > E: "after"}[True]
    starts, ends = (s > S) - (s < S), (e > E) - (e < E)
    names = {
        (-1, -1): "overlaps",
        (-1, 0): "finished_by",
        (-1, 1): "contains",
        (0, -1): "starts",
        (0, 0): "equals",
        (0, 1): "started_by",
        (1, -1): "during",
        (1, 0): "finishes",
        (1, 1): "overlapped_by",
    }
    return names[starts, ends]


def shared_ticks(stretches: tuple[tuple[int, int], ...]) -> int:
    """How many ticks all of several known stretches have in common."""
    return len(set.intersection(*(set(range(*stretch)) for stretch in stretches)))


def consistent(seeds: range) -> list[tuple[int, list[Statement], list[World], TemporalNetwork]]:
    """The random networks of these seeds that have a world."""
    cases = []
    for seed in seeds:
        events, statements = small_network(seed)
        found = worlds(events, statements)
        if found:
            cases.append((events, statements, found, network_of(events, statements)))
    return cases


@pytest.fixture(scope="module", params=[range(at, at + AT_ONCE) for at in range(0, SEEDS, AT_ONCE)], ids=str)
def seeds(request):
    return request.param


@pytest.fixture(scope="module")
def cases(seeds):
    return consistent(seeds)


def test_answers_are_those_of_all_worlds(cases):
    """Bounds, relations, and shared time of two and three are exactly what occurs in some world."""
    for events, _, found, net in cases:
        assert net.conflict() is None
        for event in range(events):
            assert net.bounds(f"event-{event}") == bounds_in(found, event)
        for one, other in pairs(events):
            both = {(world[one], world[other]) for world in found}
            assert set(net.relations(f"event-{one}", f"event-{other}")) == {
                relation_of(*pair) for pair in both
            }
        for size in (2, 3):
            for chosen in combinations(range(events), size):
                shared = {
                    shared_ticks(some)
                    for some in {tuple(world[event] for event in chosen) for world in found}
                }
                answer = net.shared_time(*(f"event-{event}" for event in chosen))
                assert (answer.least, answer.most) == (min(shared), max(shared))


def widen(seeds: range) -> range:
    """As many seeds in CI; in the deep profile so many that all ranges together have more than 50,000."""
    times = 21 if settings.default.max_examples > 1_000 else 1
    return range(seeds.start * times, seeds.stop * times)


def test_approximate_dates_have_two_readings(seeds):
    """What is possible goes by the worlds as dated, what is certain by those in which flagged ends roam."""
    for seed in widen(seeds):
        events, statements = flagged_network(seed)
        found = worlds(events, statements)
        net = network_of(events, statements)
        if not found:
            continue
        assert net.conflict() is None
        freed = worlds(events, [statement.free() for statement in statements])
        for event in range(events):
            span, truth = net.tightened(f"event-{event}"), bounds_in(freed, event)
            assert span.hull[:4] == bounds_in(found, event)[:4]
            hull = build_hull(span.freed)
            assert all(
                mine <= least and mine_most >= most
                for mine, least, mine_most, most in zip(
                    hull[::2], truth[::2], hull[1::2], truth[1::2], strict=True
                )
            )
        for one, other in pairs(events):
            names = f"event-{one}", f"event-{other}"
            relations = net.relations(*names)
            dated = {(world[one], world[other]) for world in found}
            loose = {(world[one], world[other]) for world in freed}
            assert set(relations) == {relation_of(*pair) for pair in dated}
            assert set(RelationSet(relations.freed)) == {relation_of(*pair) for pair in loose}
            if relations.verdict(SHARES_TIME) is not Verdict.POSSIBLE:
                alone = network_of(events, resting_on(statements, net.why_relations(*names)))
                assert alone.relations(*names).verdict(SHARES_TIME) is relations.verdict(SHARES_TIME)
        for chosen in chain(combinations(range(events), 2), combinations(range(events), 3)):
            amount = net.shared_time(*(f"event-{event}" for event in chosen))
            dated, loose = (
                {tuple(world[event] for event in chosen) for world in several} for several in (found, freed)
            )
            assert amount.least == min(map(shared_ticks, loose))
            assert amount.most == max(map(shared_ticks, dated))


def test_approximate_dates_contradict_as_dated(seeds):
    """What a conflict names cannot hold as dated; it and every bound rest on as little as where dates are exact."""
    for seed in widen(seeds):
        events, statements = flagged_network(seed)
        net = network_of(events, statements)
        said_of: dict[str, list[Statement]] = {name: [] for name in net}
        for name in net:
            for other in net.connected(name):
                number = int(other.removeprefix("event-"))
                said_of[name] += [statement for statement in statements if statement.first == number]
        blocked = {name for name in net if closure(events, said_of[name]) is None}
        conflicts = net.conflicts()
        assert bool(conflicts) == bool(blocked)
        for conflict in conflicts:
            named, name = conflict.assertions, conflict.events[0]
            assert set(conflict.events) <= set(net.connected(name)) <= blocked
            roaming = any(statement.free().bounds != statement.bounds for statement in said_of[name])
            # else they contradict each other whatever the dates
            ordered = is_ordered(events, resting_on(statements, named))
            assert conflict.approximate == (ordered and roaming)
            assert closure(events, resting_on(statements, named)) is None
            for spared in named:
                others = [assertion for assertion in named if assertion != spared]
                assert closure(events, resting_on(statements, others)) is not None
        for name in set(net) - blocked:
            for position, bound in enumerate(BOUND_ARGUMENTS[:6]):
                alone = network_of(events, resting_on(statements, net.why(name, bound)))
                assert alone.bounds(name)[position] == net.bounds(name)[position]


def test_reasons_alone_imply_the_bound(cases):
    """A network told only the assertions that ``why`` names comes to the same bound."""
    for events, statements, _, net in cases:
        for event in range(events):
            name = f"event-{event}"
            bounds = net.bounds(name)
            for position, bound in enumerate(BOUND_ARGUMENTS[:6]):
                reasons = net.why(name, bound)
                assert len(set(reasons)) == len(reasons)
                alone = network_of(events, resting_on(statements, reasons))
                assert alone.bounds(name)[position] == bounds[position]


def test_reasons_alone_imply_the_verdict(cases):
    """A network told only the assertions that ``why_relations`` names comes to the same verdict."""
    for events, statements, _, net in cases:
        for one, other in pairs(events):
            names = f"event-{one}", f"event-{other}"
            for wanted in (
                SHARES_TIME,
                ["before", "meets"],
                ["equals"],
                ["during", "starts", "finishes", "equals"],
            ):
                verdict = net.relations(*names).verdict(wanted)
                reasons = net.why_relations(*names, wanted)
                if verdict is Verdict.POSSIBLE:
                    assert reasons == ()
                else:
                    alone = network_of(events, resting_on(statements, reasons))
                    assert alone.relations(*names).verdict(wanted) is verdict


def components(events: int, statements: list[Statement]) -> list[set[int]]:
    """What hangs together, by merging whatever a statement connects."""
    parts = [{event} for event in range(events)]
    for statement in statements:
        touched = [part for part in parts if part & {statement.first, statement.second}]
        parts = [part for part in parts if part not in touched] + [set().union(*touched)]
    return parts


def test_a_conflict_is_found_exactly_where_no_world_is_left(seeds, cases):
    """Each component without a world has a conflict, and every other one answers as if it were alone."""
    assert sum(not network_of(*small_network(seed)).conflicts() for seed in seeds) == len(cases)
    for seed in seeds:
        events, statements = small_network(seed)
        net = network_of(events, statements)
        broken = 0
        for part in components(events, statements):
            own = [statement for statement in statements if statement.first in part]
            if closure(events, own) is not None:
                alone = network_of(events, own)
                assert [net.bounds(f"event-{i}") for i in part] == [alone.bounds(f"event-{i}") for i in part]
                continue
            broken += 1
            for event in part:
                with pytest.raises(ContradictionError):
                    net.tightened(f"event-{event}")
        assert len(net.conflicts()) == broken
        assert (net.conflict() is None) == (broken == 0)


def test_conflicts_are_irreducible(seeds):
    """What a conflict names cannot all hold, and without any one of them the rest can."""
    for seed in seeds:
        events, statements = small_network(seed)
        for conflict in network_of(events, statements).conflicts():
            named = conflict.assertions
            assert closure(events, resting_on(statements, named)) is None
            for spared in named:
                others = [assertion for assertion in named if assertion != spared]
                assert closure(events, resting_on(statements, others)) is not None


def test_what_contradicts_itself_elsewhere_is_named_alone():
    """An assertion about several events that cannot hold of one of them needs no others to contradict it."""
    net, shared = TemporalNetwork(), Assertion(record="order-of-the-day", words="is said of all drills")
    for drill in ("fs-24", "ufs-24"):
        net.add(drill, Span.on("2024-03-04"), because=shared)
    net.add("ufs-24", Span.on("2024-08-19"), because="JCS")
    assert [len(conflict.assertions) for conflict in net.conflicts()] == [2]
    net.add("fs-24", Span.on("2024-03-05"), because=shared)
    assert [conflict.assertions for conflict in net.conflicts()] == [(shared,), (shared,)]


@pytest.mark.parametrize("seed", range(12))
def test_long_conflicts_are_irreducible(seed):
    """Rings of 40 events with much that is not needed: whole stretches are dropped before single assertions are."""
    events, statements = ring(seed)
    [conflict] = network_of(events, statements).conflicts()
    named = conflict.assertions
    assert len(named) > 20
    assert network_of(events, resting_on(statements, named)).conflict() is not None
    for spared in named:
        others = [assertion for assertion in named if assertion != spared]
        assert network_of(events, resting_on(statements, others)).conflict() is None


def test_the_random_networks_are_worth_it():
    """Of 2,400 random networks hundreds are contradictory and hundreds are not, and every verb occurs in both kinds."""
    kinds: dict[bool, list[set[str]]] = {True: [], False: []}
    for seed in range(SEEDS):
        events, statements = small_network(seed)
        kinds[closure(events, statements) is None].append({statement.verb for statement in statements})
    for several in kinds.values():
        assert len(several) > 400
        assert set().union(*several) == {"add", "lasts", *MEANS}
