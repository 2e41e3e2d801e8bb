"""Small networks in which approximate dates stand beside times of day, and every world of them in both readings.

As dated, every event lies within its stated ends. Freed, its approximate ends may lie anywhere within a frame of three
days; a time of day that is approximate keeps its day. A world gives each event a start and an end in microseconds: on a
grid of twelve hours, or a moment.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import NamedTuple

from korea_events.errors import KoreaEventsError
from korea_events.temporal import Span, TemporalNetwork
from tests.laws.mixed_networks import HALF, ORDER, TOGETHER, MixedLink, Stretch

DAY = 2 * HALF
DAYS = 3
GRID = [(s * HALF, e * HALF) for s in range(2 * DAYS) for e in range(s + 1, 2 * DAYS + 1)]


def as_days(stretch: Stretch) -> Stretch:
    """The days that a stretch touches."""
    return stretch[0] // DAY, (stretch[1] - 1) // DAY + 1


def format_half(half: int) -> str:
    """The instant at which a half day begins."""
    return f"2024-03-{10 + half // 2}T{half % 2 * 12:02}:00:00Z"


def format_day(day: int) -> str:
    """A day of the frame."""
    return f"2024-03-{10 + day}"


class FlaggedEvent(NamedTuple):
    """The least and the most of its start and its end, in days or in half days; a moment begins a half day."""

    kind: str
    ends: tuple[int, int, int, int]
    approximate: bool | str

    @property
    def timed(self) -> bool:
        """Whether it is known by the time of day."""
        return self.kind != "days"

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """The ends that anything can have."""
        size = 2 * DAYS if self.timed else DAYS
        return 0, size - 1, 1, size

    def make_spans(self) -> list[Span]:
        """What is said of it: its own dates, and the frame if an end of these may roam."""
        if self.kind == "moment":
            return [Span.parse(format_half(self.ends[0]) + ("~" if self.approximate else ""))]
        spans = [self._bound(self.ends, self.approximate)]
        return [*spans, self._bound(self.frame, False)] if self.approximate else spans

    def _bound(self, ends: tuple[int, int, int, int], approximate: bool | str) -> Span:
        a, b, c, d = ends
        first, second, third, last = (
            map(format_half, ends) if self.timed else map(format_day, (a, b, c - 1, d - 1))
        )
        return Span.bounded(
            earliest_start=first,
            latest_start=second,
            earliest_end=third,
            latest_end=last,
            zone="UTC",
            approximate=approximate,
        )

    def list_worlds(self, *, freed: bool) -> list[Stretch]:
        """Every stretch that it can have been; of moments that may lie anywhere in a day, some."""
        a, b, c, d = self.ends
        if self.kind == "moment":
            day, noon = a // 2 * DAY, a // 2 * DAY + HALF
            roaming = (day, day + 1, noon - 1, noon, noon + 1, day + DAY - 1)
            moments = roaming if freed and self.approximate else (a * HALF,)
            return [(moment, moment + 1) for moment in moments]
        if freed and self.approximate in (True, "start"):
            a, b = self.frame[:2]
        if freed and self.approximate in (True, "end"):
            c, d = self.frame[2:]
        found = []
        for stretch in GRID:
            s, e = (stretch[0] // HALF, stretch[1] // HALF) if self.timed else as_days(stretch)
            if a <= s <= b and c <= e <= d:
                found.append(stretch)
        return found


class FlaggedNetwork(NamedTuple):
    """Events, the least and the most days of some, and links."""

    events: tuple[FlaggedEvent, ...]
    lengths: tuple[tuple[int, int] | None, ...]
    links: tuple[MixedLink, ...]

    def build(self) -> TemporalNetwork:
        """The network."""
        net = TemporalNetwork(zone="UTC")
        for at, (event, length) in enumerate(zip(self.events, self.lengths, strict=True)):
            for span in event.make_spans():
                net.add(f"e{at}", span)
            if length is not None:
                net.add_length(f"e{at}", least=length[0], most=length[1])
        for link in self.links:
            net.add_link(f"e{link.first}", link.verb, f"e{link.second}", days=link.days)
        return net

    def find_worlds(self, *, freed: bool) -> list[tuple[Stretch, ...]]:
        """Every world in which all of it holds, as dated or freed."""
        each = [
            [
                (s, e)
                for s, e in event.list_worlds(freed=freed)
                if length is None or length[0] <= as_days((s, e))[1] - as_days((s, e))[0] <= length[1]
            ]
            for event, length in zip(self.events, self.lengths, strict=True)
        ]
        return [world for world in product(*each) if all(self._holds(link, world) for link in self.links)]

    def _holds(self, link: MixedLink, world: tuple[Stretch, ...]) -> bool:
        one, other = world[link.first], world[link.second]
        if link.verb in ORDER:
            return ORDER[link.verb](one, other)
        (s, e), (S, _) = as_days(one), as_days(other)
        if link.verb == "same_day_as":
            return s == S
        if link.verb == "within":
            return abs(s - S) <= (link.days or 0)
        timed = self.events[link.first].timed, self.events[link.second].timed
        if all(timed):
            return TOGETHER[link.verb](one, other)
        if link.verb == "meets" and any(timed):
            return e - 1 <= S <= e
        return TOGETHER[link.verb](as_days(one), as_days(other))


def draw_flagged_event(random: Random) -> FlaggedEvent:
    """An event known in days, by times or as a moment, most of them approximate."""
    kind = random.choice(["days", "days", "times", "moment"])
    approximate = random.choice([False, "start", "end", True, True])
    if kind == "moment":
        half = random.randrange(2 * DAYS)
        return FlaggedEvent(kind, (half, half, half, half), bool(approximate))
    size = DAYS if kind == "days" else 2 * DAYS
    while True:
        (a, b), (c, d) = (sorted(random.choices(range(size), k=2)) for _ in range(2))
        event = FlaggedEvent(kind, (a, b, c + 1, d + 1), approximate)
        try:
            event.make_spans()
        except KoreaEventsError:  # it would end before it starts
            continue
        return event


def draw_flagged_network(seed: int) -> FlaggedNetwork:
    """Two or three events, and one to three links."""
    random = Random(seed)
    count = random.choice([2, 2, 3])
    events = tuple(draw_flagged_event(random) for _ in range(count))
    lengths = tuple(
        random.choice([(1, 1), (1, 2), (2, 3)]) if random.random() < 0.2 else None for _ in range(count)
    )
    links: list[MixedLink] = []
    for _ in range(random.randint(1, 3)):
        first, second = random.sample(range(count), 2)
        verb = random.choice([*ORDER, *TOGETHER, "same_day_as", "within"])
        links.append(MixedLink(verb, first, second, random.randint(0, 2) if verb == "within" else None))
    return FlaggedNetwork(events, lengths, tuple(links))
