"""A network that is asked after each addition, and so grows, against one that is asked when all of it is there."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from korea_events.errors import ContradictionError
from korea_events.temporal import Span, TemporalNetwork
from korea_events.temporal.network import network as network_module
from korea_events.temporal.stated import BOUND_ARGUMENTS
from tests.laws import flagged_networks, mixed_networks, networks

VERBS = ("starts_before", "ends_after", "follows", "meets", "during", "shares_time", "starts_with")
ZONES = ("Asia/Seoul", "UTC", "America/New_York")


class AskedNetwork(TemporalNetwork):
    """A network that is asked after every other addition."""

    def ask(self) -> None:
        """Ask, so that what follows is worked out."""
        if len(self._constraints.rows) % 2 or len(self) % 2:
            self.conflicts()

    def add(self, *args, **options):
        super().add(*args, **options)
        self.ask()

    def add_bound(self, *args, **options):
        super().add_bound(*args, **options)
        self.ask()

    def add_length(self, *args, **options):
        super().add_length(*args, **options)
        self.ask()

    def add_link(self, *args, **options):
        super().add_link(*args, **options)
        self.ask()


def answer(call, *args):
    """An answer, or the words of the contradiction in its way."""
    try:
        return call(*args)
    except ContradictionError as error:
        return str(error)


def answers(net: TemporalNetwork) -> list[object]:
    """What a network says of everything in it."""
    said: list[object] = [list(map(str, net.conflicts()))]
    for id in net:
        said += [net.connected(id), answer(net.bounds, id), answer(net.tightened, id)]
        said += [answer(net.why, id, bound) for bound in BOUND_ARGUMENTS[:6]]
    for pair in combinations(net, 2):
        said += [
            answer(net.relations, *pair),
            answer(net.why_relations, *pair),
            answer(net.shared_time, *pair),
        ]
    return said


def labels_of(net: TemporalNetwork) -> list[object]:
    """All distances from and to the origin, of components without a contradiction."""
    solution = net._solve()
    found: list[object] = []
    for layer in (solution.days, solution.instants):
        for view in (layer.dated, layer.freed) if layer is not None else ():
            parts = view.graph.component_of
            for event in range(len(net)):
                if parts[event] not in view.labels.broken:
                    points = 2 * event + 1, 2 * event + 2
                    found.append([(view.labels.ahead[at], view.labels.back[at]) for at in points])
    return found


@pytest.fixture
def rebuilt(monkeypatch):
    """How often a network was worked out from nothing since."""
    calls: list[object] = []
    solve = network_module.solve
    monkeypatch.setattr(
        network_module, "solve", lambda constraints: calls.append(constraints) or solve(constraints)
    )
    return calls


def build(monkeypatch, module, make) -> tuple[TemporalNetwork, TemporalNetwork]:
    """The same network, asked once it is there and asked all the time."""
    whole = make()
    with monkeypatch.context() as patched:
        patched.setattr(module, "TemporalNetwork", AskedNetwork)
        return whole, make()


@pytest.mark.parametrize("at", range(0, 300, 100))
def test_networks_of_days_grow(at, monkeypatch, rebuilt):
    """Consistent and contradictory ones, with exact and with approximate dates."""
    for seed in range(at, at + 100):
        for draw in (networks.small_network, networks.flagged_network):
            events, statements = draw(seed)
            Random(seed).shuffle(statements)
            whole, grown = build(monkeypatch, networks, lambda: networks.network_of(events, statements))  # noqa: B023
            assert answers(grown) == answers(whole)
            assert labels_of(grown) == labels_of(whole)
    assert len(rebuilt) < 900


@pytest.mark.parametrize("at", range(0, 200, 50))
def test_networks_of_days_and_times_grow(at, monkeypatch):
    """What is added may give a time of day, or another zone, to what was known in days."""
    for seed in range(at, at + 50):
        for module, draw in (
            (mixed_networks, mixed_networks.draw_mixed_network),
            (flagged_networks, flagged_networks.draw_flagged_network),
        ):
            whole, grown = build(monkeypatch, module, draw(seed).build)
            assert answers(grown) == answers(whole)


def add_anything(net: TemporalNetwork, random: Random, made: int) -> None:
    """Add an event, dates, a length or a link, by chance."""
    ids = tuple(net)
    if made < 4 or random.random() < 0.2:
        net.add(f"e{made}")
        return
    one, other = random.sample(ids, 2)
    day = f"2024-03-{random.randint(1, 28):02}"
    kind = random.random()
    if kind < 0.15:
        zone = random.choice(ZONES) if random.random() < 0.3 else None
        net.add(one, Span.parse(f"{day}/.." if kind < 0.1 else f"../{day}~", zone=zone))
    elif kind < 0.2:
        net.add(one, Span.parse(f"{day}T{random.randint(0, 23):02}:30+09:00"))
    elif kind < 0.25:
        net.add_bound(one, Span.bounded(latest_end=day, zone="UTC"))
    elif kind < 0.35:
        net.add_length(one, least=random.randint(1, 3), most=random.randint(3, 9))
    elif kind < 0.4:
        net.add_link(one, "within", other, days=random.randint(0, 9))
    else:
        net.add_link(one, random.choice(VERBS), other)


@pytest.mark.parametrize("seed", range(40))
def test_any_addition_at_any_time(seed, rebuilt):
    """Events, dates with times and zones, lengths and links in any order; the answers are those of a new network."""
    random = Random(seed)
    net = TemporalNetwork(zone=random.choice((None, None, "UTC")))
    for made in range(40):
        add_anything(net, random, made)
        if random.random() < 0.6:
            net.conflicts()
    rebuilt.clear()
    fresh = net.copy()
    assert answers(net) == answers(fresh)
    assert labels_of(net) == labels_of(fresh)
