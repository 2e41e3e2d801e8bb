"""Small networks in which some events are known in days and some by the time of day, and every world of them.

A world gives each event a start and an end on a grid of twelve hours. What links mean is written down here once more:
what comes first goes by the instants, all else by the days unless both events have times.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random
from typing import NamedTuple

from korea_events.temporal import Grain, Span, TemporalNetwork
from korea_events.temporal.bounds import close
from korea_events.temporal.engine import Bounds
from korea_events.temporal.span import make_bounds_span

HALVES = 5
"""The grid has two and a half days."""
FIRST_DAY = 738_000
HALF = 12 * 3_600 * 1_000_000
# of UTC, so that days begin on the grid
START = int(Span.on("2024-01-01", zone="UTC").hull.start_min)
EPOCH = int(Span.parse("2024-01-01T00:00Z").hull.start_min) - (START - FIRST_DAY) * 2 * HALF

Stretch = tuple[int, int]
STRETCHES = [(s, e) for s in range(HALVES) for e in range(s + 1, HALVES + 1)]


def as_days(stretch: Stretch) -> Stretch:
    """The days that a stretch of half days touches."""
    return stretch[0] // 2, (stretch[1] - 1) // 2 + 1


ORDER: dict[str, Callable[[Stretch, Stretch], bool]] = {
    "starts_before": lambda a, b: a[0] <= b[0],
    "starts_after": lambda a, b: a[0] >= b[0],
    "ends_before": lambda a, b: a[1] <= b[1],
    "ends_after": lambda a, b: a[1] >= b[1],
    "follows": lambda a, b: a[0] >= b[1],
    "during": lambda a, b: b[0] <= a[0] and a[1] <= b[1],
}
TOGETHER: dict[str, Callable[[Stretch, Stretch], bool]] = {
    "shares_time": lambda a, b: a[0] < b[1] and b[0] < a[1],
    "starts_with": lambda a, b: a[0] == b[0],
    "meets": lambda a, b: a[1] == b[0],
}


class MixedLink(NamedTuple):
    """How two events lie to each other."""

    verb: str
    first: int
    second: int
    days: int | None


class MixedNetwork(NamedTuple):
    """Events with bounds on their own axis, the least and the most days of some, and links."""

    timed: tuple[bool, ...]
    bounds: tuple[Bounds, ...]
    lengths: tuple[tuple[int, int] | None, ...]
    links: tuple[MixedLink, ...]

    def build(
        self, *, publication: tuple[int, int] | None = None, zone: str | None = "UTC"
    ) -> TemporalNetwork:
        """The network; with a bound by which the first event was over, as a day in UTC."""
        net = TemporalNetwork(zone=zone)
        for at, (timed, bounds, length) in enumerate(zip(self.timed, self.bounds, self.lengths, strict=True)):
            net.add(f"e{at}", make_span(bounds, timed=timed))
            if length is not None:
                net.add_length(f"e{at}", least=length[0], most=length[1])
        if publication is not None:
            at, day = publication
            last = Bounds(-float("inf"), float("inf"), -float("inf"), FIRST_DAY + day + 1)
            closed = close(last)
            assert closed is not None
            net.add_bound(f"e{at}", make_bounds_span(closed, Grain.DAY, "UTC"))
        for link in self.links:
            net.add_link(f"e{link.first}", link.verb, f"e{link.second}", days=link.days)
        return net

    def find_worlds(self, *, publication: tuple[int, int] | None = None) -> list[tuple[Stretch, ...]]:
        """Every world in which all of it holds."""
        return [
            world
            for world in product(*map(self._list_stretches, range(len(self.timed))))
            if all(self._holds(link, world) for link in self.links)
            and (publication is None or as_days(world[publication[0]])[1] <= publication[1] + 1)
        ]

    def _list_stretches(self, event: int) -> list[Stretch]:
        a, b, c, d, p, q = self.bounds[event]
        found = []
        for stretch in STRETCHES:
            s, e = stretch if self.timed[event] else as_days(stretch)
            days = as_days(stretch)[1] - as_days(stretch)[0]
            least, most = self.lengths[event] or (1, HALVES)
            if a <= s <= b and c <= e <= d and p <= e - s <= q and least <= days <= most:
                found.append(stretch)
        return found

    def _holds(self, link: MixedLink, world: tuple[Stretch, ...]) -> bool:
        one, other = world[link.first], world[link.second]
        if link.verb in ORDER:
            return ORDER[link.verb](one, other)
        (s, e), (S, _) = as_days(one), as_days(other)
        if link.verb == "same_day_as":
            return s == S
        if link.verb == "within":
            return abs(s - S) <= (link.days or 0)
        timed = self.timed[link.first], self.timed[link.second]
        if all(timed):
            return TOGETHER[link.verb](one, other)
        if link.verb == "meets" and any(timed):
            return e - 1 <= S <= e
        return TOGETHER[link.verb](as_days(one), as_days(other))


def make_span(bounds: Bounds, *, timed: bool) -> Span:
    """The span of small bounds, in half days or in days of UTC."""
    a, b, c, d, p, q = bounds
    if not timed:
        shifted = Bounds(a + FIRST_DAY, b + FIRST_DAY, c + FIRST_DAY, d + FIRST_DAY, p, q)
        return make_bounds_span(shifted, Grain.DAY, "UTC")
    ends = (EPOCH + int(tick) * HALF for tick in (a, b, c, d))
    return make_bounds_span(Bounds(*ends, p * HALF, q * HALF), Grain.INSTANT, "UTC")


def draw_mixed_network(seed: int) -> MixedNetwork:
    """Two or three events, each in days or with times, and one to three links."""
    random = Random(seed)
    count = random.choice([2, 2, 3])
    timed = tuple(random.random() < 0.5 for _ in range(count))
    bounds: list[Bounds] = []
    for known in timed:
        size = HALVES if known else (HALVES + 1) // 2
        while True:
            (a, b), (c, d) = (sorted(random.choices(range(size), k=2)) for _ in range(2))
            closed = close(Bounds(a, b, c + 1, d + 1))
            if closed is not None:
                bounds.append(closed)
                break
    lengths = tuple(
        random.choice([(1, 1), (1, 2), (2, 3)]) if random.random() < 0.2 else None for _ in range(count)
    )
    links: list[MixedLink] = []
    for _ in range(random.randint(1, 3)):
        first, second = random.sample(range(count), 2)
        verb = random.choice([*ORDER, *TOGETHER, "same_day_as", "within"])
        links.append(MixedLink(verb, first, second, random.randint(0, 2) if verb == "within" else None))
    return MixedNetwork(timed, tuple(bounds), lengths, tuple(links))
