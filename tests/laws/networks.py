"""Small random networks, and two ways to know the truth about them: trying every world, and all shortest paths.

Neither shares anything with the library: the meaning of each verb is written down here a second time, once as a
question about a world and once as inequalities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations
from math import inf
from random import Random
from typing import NamedTuple

from korea_events.temporal import Grain, Span, Verb
from korea_events.temporal.bounds import close
from korea_events.temporal.engine import Bounds, build_hull
from korea_events.temporal.network import Assertion, TemporalNetwork
from korea_events.temporal.span import make_bounds_span

SIZE = 5
"""Small worlds have this many days; every event lies within them."""
BASE = 738_000
"""The first of them."""

World = tuple[tuple[int, int], ...]
Pair = tuple[int, int]

# What a verb asks of a world: (start, end) of the first and of the second event, and a number of days.
MEANS: dict[str, Callable[[Pair, Pair, int], bool]] = {
    "starts_before": lambda a, b, _: a[0] <= b[0],
    "starts_after": lambda a, b, _: a[0] >= b[0],
    "ends_before": lambda a, b, _: a[1] <= b[1],
    "ends_after": lambda a, b, _: a[1] >= b[1],
    "follows": lambda a, b, _: a[0] >= b[1] - 1,
    "meets": lambda a, b, _: a[1] == b[0],
    "during": lambda a, b, _: b[0] <= a[0] and a[1] <= b[1],
    "shares_time": lambda a, b, _: bool(set(range(*a)) & set(range(*b))),
    "starts_with": lambda a, b, _: a[0] == b[0],
    "same_day_as": lambda a, b, _: a[0] == b[0],
    "within": lambda a, b, days: abs(a[0] - b[0]) <= days,
}

# The same as "x comes at most w after y": (x, y, w), where the ends are s and e of the first and S and E of the second.
INEQUALITIES = {
    "starts_before": [("s", "S", 0)],
    "starts_after": [("S", "s", 0)],
    "ends_before": [("e", "E", 0)],
    "ends_after": [("E", "e", 0)],
    "follows": [("E", "s", 1)],
    "meets": [("e", "S", 0), ("S", "e", 0)],
    "during": [("S", "s", 0), ("e", "E", 0)],
    "shares_time": [("s", "E", -1), ("S", "e", -1)],
    "starts_with": [("s", "S", 0), ("S", "s", 0)],
    "same_day_as": [("s", "S", 0), ("S", "s", 0)],
}

# What a link says of the order of instants, whatever the dates: in the same form.
ORDER = {
    **{verb: INEQUALITIES[verb] for verb in ("starts_before", "starts_after", "ends_before", "ends_after")},
    "follows": [("E", "s", 0)],
    "during": INEQUALITIES["during"],
}


class Statement(NamedTuple):
    """One thing to tell a network, with the assertions it rests on."""

    verb: str
    first: int
    second: int
    bounds: Bounds | None
    days: int
    because: tuple[Assertion, ...]
    approximate: bool | str = False

    def free(self) -> Statement:
        """The same when every approximate end may lie anywhere."""
        if self.bounds is None or not self.approximate:
            return self
        a, b, c, d, p, q = build_hull(span_at(self.bounds, self.approximate).freed)
        return self._replace(bounds=Bounds(a - BASE, b - BASE, c - BASE, d - BASE, p, q), approximate=False)

    def holds(self, world: World) -> bool:
        """Whether it is so in a world."""
        if self.bounds is not None:
            start, end = world[self.first]
            a, b, c, d, p, q = self.bounds
            return a <= start <= b and c <= end <= d and p <= end - start <= q
        return MEANS[self.verb](world[self.first], world[self.second], self.days)

    def inequalities(self) -> Iterator[tuple[int, int, float]]:
        """The same as (x, y, w): x comes at most w after y. The origin is 0, event i has the points 2i+1 and 2i+2."""
        s, e, S, E = 2 * self.first + 1, 2 * self.first + 2, 2 * self.second + 1, 2 * self.second + 2
        if self.bounds is not None:
            a, b, c, d, p, q = self.bounds
            yield from [(0, s, -a), (s, 0, b), (0, e, -c), (e, 0, d), (s, e, -p), (e, s, q)]
        elif self.verb == "within":
            yield from [(s, S, self.days), (S, s, self.days)]
        else:
            points = {"s": s, "e": e, "S": S, "E": E}
            yield from ((points[x], points[y], w) for x, y, w in INEQUALITIES[self.verb])

    def tell(self, net: TemporalNetwork) -> None:
        """Says it."""
        names = [f"event-{self.first}", f"event-{self.second}"]
        because = list(self.because) if len(self.because) > 1 else self.because[0]
        if self.bounds is None:
            days = {"days": self.days} if self.verb == "within" else {}
            net.add_link(names[0], Verb(self.verb), names[1], **days, because=because)
        elif self.verb == "lasts":
            longest = None if self.bounds.length_max == inf else int(self.bounds.length_max)
            net.add_length(names[0], least=int(self.bounds.length_min), most=longest, because=because)
        else:
            net.add(names[0], span_at(self.bounds, self.approximate), because=because)


def span_at(bounds: Bounds, approximate: bool | str = False) -> Span:
    """A span of small bounds, in days from ``BASE`` on."""
    a, b, c, d, p, q = bounds
    shifted = Bounds(a + BASE, b + BASE, c + BASE, d + BASE, p, q)
    return make_bounds_span(shifted, Grain.DAY, "Asia/Seoul", approximate=approximate)


def network_of(events: int, statements: Iterable[Statement]) -> TemporalNetwork:
    """A network that has been told all that."""
    net = TemporalNetwork()
    for event in range(events):
        net.add(f"event-{event}")
    for statement in statements:
        statement.tell(net)
    return net


def resting_on(statements: Iterable[Statement], assertions: Iterable[Assertion]) -> list[Statement]:
    """The statements of which every assertion is among those given."""
    held = set(assertions)
    return [statement for statement in statements if held.issuperset(statement.because)]


# -- random ones -----------------------------------------------------------------------------------------------------


def _two(random: Random, low: int, high: int) -> tuple[int, int]:
    first, second = random.randint(low, high), random.randint(low, high)
    return min(first, second), max(first, second)


def flagged_network(seed: int) -> tuple[int, list[Statement]]:
    """A small network in which some dates are approximate at one end or both."""
    events, statements = small_network(seed)
    random = Random(-seed)
    return events, [
        statement._replace(approximate=random.choice([False, "start", "end", True]))
        if statement.verb == "add" and at >= events
        else statement
        for at, statement in enumerate(statements)
    ]


def small_network(seed: int) -> tuple[int, list[Statement]]:
    """Two to four events with what is said of them; all within the small axis, often contradictory."""
    random = Random(seed)
    events = random.randint(2, 4)
    size = SIZE if events < 4 else SIZE - 1
    frame = Bounds(0, size - 1, 1, size)
    statements: list[Statement] = []
    shared = Assertion(record="shared", words="is said of several", citations=("doc S",))

    def because() -> tuple[Assertion, ...]:
        own = Assertion(record=f"a{len(statements)}", words="is said", citations=(f"doc {len(statements)}",))
        chance = random.random()
        if chance < 0.1:
            return (
                own,
                Assertion(record=f"b{len(statements)}", words="is counted so", basis="coder_supplied"),
            )
        return (shared,) if chance < 0.15 else (own,)

    for event in range(events):
        statements += [Statement("add", event, event, frame, 0, because())]
    for event in range(events):
        for _ in range(random.choice([0, 1, 1, 1, 2])):
            (a, b), (c, d) = _two(random, 0, SIZE - 1), _two(random, 1, SIZE)
            if random.random() < 0.4:
                a, b = -inf, inf
            elif random.random() < 0.4:
                c, d = -inf, inf
            bounds = close(Bounds(a, b, c, d))
            if bounds is not None:
                statements.append(Statement("add", event, event, bounds, 0, because()))
        if random.random() < 0.5:
            least, most = _two(random, 1, SIZE - 1)
            bounds = Bounds(-inf, inf, -inf, inf, least, random.choice([most, inf]))
            statements.append(Statement("lasts", event, event, bounds, 0, because()))
    for _ in range(random.choice([0, 1, 2, 2, 3, 4])):
        first, second = random.sample(range(events), 2)
        verb = random.choice(list(MEANS))
        statements.append(Statement(verb, first, second, None, random.randint(0, 2), because()))
    return events, statements


def ring(seed: int) -> tuple[int, list[Statement]]:
    """Forty events that follow each other round in a ring, which cannot be; lengths, and other links that can."""
    random = Random(seed)
    events = 40
    statements: list[Statement] = []

    def say(verb: str, first: int, second: int, bounds: Bounds | None = None, days: int = 0) -> None:
        own = Assertion(record=f"a{len(statements)}", words=verb, citations=("doc",))
        counted = Assertion(record=f"b{len(statements)}", words="is counted so", basis="coder_supplied")
        because = (own, counted) if bounds is not None and random.random() < 0.5 else (own,)
        statements.append(Statement(verb, first, second, bounds, days, because))

    for event in range(events):
        least = random.randint(1, 5)
        say("lasts", event, event, Bounds(-inf, inf, -inf, inf, least, least + random.randint(0, 3)))
    for event in range(events):
        say(random.choice(["follows", "meets"]), (event + 1) % events, event)
        if statements[-1].verb == "meets":
            statements[-1] = statements[-1]._replace(first=event, second=(event + 1) % events)
        if event < events - 1:
            say("starts_before", event, event + 1)
    random.shuffle(statements)
    return events, statements


# -- the truth -------------------------------------------------------------------------------------------------------

STRETCHES = [(s, e) for s in range(SIZE) for e in range(s + 1, SIZE + 1)]


def worlds(events: int, statements: Sequence[Statement]) -> list[World]:
    """Every world on the small axis in which all statements hold, by trying each."""
    if not is_ordered(events, statements):
        return []
    found: list[World] = [()]
    for event in range(events):
        now_known = [statement for statement in statements if max(statement.first, statement.second) == event]
        found = [
            (*world, stretch)
            for world in found
            for stretch in STRETCHES
            if all(statement.holds((*world, stretch)) for statement in now_known)
        ]
    return found


def is_ordered(events: int, statements: Iterable[Statement]) -> bool:
    """Whether the links leave an order of instants, whatever the dates."""
    limits: list[tuple[int, int, float]] = []
    for statement in statements:
        points = dict(zip("seSE", (2 * at + n for at in statement[1:3] for n in (1, 2)), strict=True))
        limits += ((points[x], points[y], w) for x, y, w in ORDER.get(statement.verb, ()))
    return _close(events, limits) is not None


def closure(events: int, statements: Iterable[Statement]) -> list[list[float]] | None:
    """``most[y][x]``, the most that x can come after y, between all points; None when nothing can be so."""
    statements = list(statements)
    if not is_ordered(events, statements):
        return None
    return _close(events, [limit for statement in statements for limit in statement.inequalities()])


def _close(events: int, limits: list[tuple[int, int, float]]) -> list[list[float]] | None:
    """Shortest paths between all points. Source: Floyd (1962)."""
    points = range(2 * events + 1)
    most = [[0 if x == y else inf for x in points] for y in points]
    limits = limits + [(2 * event + 1, 2 * event + 2, -1.0) for event in range(events)]
    for x, y, weight in limits:
        most[y][x] = min(most[y][x], weight)
    for middle in points:
        onward = most[middle]
        for row in most:
            before = row[middle]
            if before < inf:
                for point in points:
                    row[point] = min(row[point], before + onward[point])
    return None if any(most[point][point] < 0 for point in points) else most


def bounds_in(found: Sequence[World], event: int) -> Bounds:
    """The bounds of an event over all worlds, in days of the calendar."""
    starts = [world[event][0] for world in found]
    ends = [world[event][1] for world in found]
    lengths = [world[event][1] - world[event][0] for world in found]
    return Bounds(
        min(starts) + BASE, max(starts) + BASE, min(ends) + BASE, max(ends) + BASE, min(lengths), max(lengths)
    )


def pairs(events: int) -> Iterator[tuple[int, int]]:
    """Every ordered pair of events."""
    return permutations(range(events), 2)
