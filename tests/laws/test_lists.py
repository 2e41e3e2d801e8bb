"""Every question about a list, against all joint worlds of a few small events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from math import prod
from random import Random
from typing import NamedTuple

import pytest
from attrs import evolve
from hypothesis import settings

import korea_events as ke
from korea_events.errors import KoreaEventsError
from korea_events.model import Event
from korea_events.temporal import Span, Verdict
from korea_events.temporal.bounds import Bounds

FIRST = dt.date(2024, 3, 28).toordinal()
"""Tick 0 of the masks; the items lie within the eight days from tick ``MARGIN`` on, across the end of a month."""
MARGIN, DAYS = 2, 8
TICKS = DAYS + 2 * MARGIN
MONTHS = {"2024-03": range(4), "2024-04": range(4, TICKS)}

KINDS = ("plain", "flagged", "pause", "vague pause", "occurring", "intermittent", "unconfirmed", "begun")
PLAIN = {"plain", "flagged", "begun"}
"""Kinds of which bounds alone say when they were under way."""
EXACT = {"plain", "begun"}
"""Those of them whose worlds all lie within the ticks."""
MIXES = [(kind,) * 2 for kind in KINDS] + [
    ("plain", "plain", "plain"),
    ("plain", "flagged", "begun"),
    ("plain", "pause", "occurring"),
    ("plain", "vague pause", "unconfirmed"),
    ("flagged", "occurring", "intermittent"),
    ("pause", "begun", "unconfirmed"),
    ("pause", "occurring", "vague pause"),
    ("intermittent", "unconfirmed", "begun"),
]


class World(NamedTuple):
    """One way in which an item may have been: the days of its activity as a mask, its first day and its end."""

    mask: int
    start: int
    end: int


NOTHING = World(0, -1, -1)
"""The world in which an unconfirmed event did not take place."""


class Case(NamedTuple):
    """An event with all its worlds: as dated, and with its approximate ends freed."""

    kind: str
    event: Event
    dated: tuple[World, ...]
    freed: tuple[World, ...]

    def __repr__(self) -> str:
        less = ", ".join(map(str, self.event.pauses or self.event.occurrences))
        return f"{self.kind}: {self.event.when} [{less}]"


# -- items and their worlds ----------------------------------------------------------------------------------------


def day(tick: int) -> str:
    return dt.date.fromordinal(FIRST + tick).isoformat()


def tick_of(value: dt.date) -> int:
    return value.toordinal() - FIRST


def draw_span(random: Random) -> Span:
    """A span of exact or bounded ends, or one of two days."""
    low, high = MARGIN, MARGIN + DAYS - 1
    kind = random.randrange(6)
    a, b, c, d = sorted(random.randint(low, high) for _ in "abcd")
    if kind == 0:
        return Span.parse(f"[{day(a)},{day(d)}]")
    if kind == 1:
        return Span.of(day(b), day(c))
    length = random.randint(1, d - a + 1)
    while True:
        try:
            return Span.bounded(
                earliest_start=day(a),
                latest_start=day(random.choice((b, c, d))),
                latest_end=day(d),
                min_days=length,
                max_days=length + random.randrange(3),
            )
        except KoreaEventsError:
            length = max(1, length - 1)


def draw_exact(random: Random, *, longest: int = DAYS) -> Span:
    start = random.randint(MARGIN, MARGIN + DAYS - 1)
    end = min(start + random.randrange(longest), MARGIN + DAYS - 1)
    return Span.of(day(start), day(end))


def draw_event(random: Random, kind: str) -> Event:
    """An event of a kind."""
    if kind == "flagged":
        start, end = sorted(random.randint(MARGIN, MARGIN + DAYS - 1) for _ in "se")
        text = f"{day(start)}{random.choice(('', '~'))}/{day(end)}{random.choice(('', '~'))}"
        return ke.Exercise(id="x", name="x", span=text if "~" in text else f"{day(start)}~")
    if kind == "begun":
        start, *ends = sorted(random.randint(MARGIN, MARGIN + DAYS - 1) for _ in "sef")
        return ke.Exercise(
            id="x",
            name="x",
            span=Span.parse(f"{day(start)}/"),
            plans=[ke.Plan(span=Span.of(day(random.randint(MARGIN, start)), day(random.choice(ends))))],
        )
    if kind == "occurring":
        found = [draw_span(random) for _ in range(random.choice((1, 2, 2)))]
        return ke.Exercise(id="x", name="x", occurrences=found)
    if "pause" in kind:
        pauses = [
            draw_span(random) if "vague" in kind else draw_exact(random, longest=3)
            for _ in range(random.choice((1, 1, 2)))
        ]
        return ke.Exercise(id="x", name="x", span=draw_span(random), pauses=pauses)
    return ke.Exercise(
        id="x",
        name="x",
        span=draw_span(random),
        intermittent=kind == "intermittent",
        status="unconfirmed" if kind == "unconfirmed" else None,
    )


def list_stretches(alternatives: tuple[Bounds, ...]) -> Iterator[tuple[int, int]]:
    """The stretches that bounds allow, within the ticks."""
    for a, b, c, d, p, q in alternatives:
        for start in range(int(max(0, a - FIRST)), int(min(TICKS - 1, b - FIRST)) + 1):
            last = min(TICKS, d - FIRST, start + q)
            for end in range(int(max(c - FIRST, start + p, start + 1)), int(last) + 1):
                yield start, end


def fill(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def list_active(event: Event, *, freed: bool) -> Iterator[World]:
    """Every way in which an event may have been."""

    def list_of(span: Span) -> list[tuple[int, int]]:
        return list(list_stretches(span.freed if freed else tuple(bounds for bounds, _ in span.alternatives)))

    if event.occurrences:
        for chosen in product(*map(list_of, event.occurrences)):
            mask = 0
            for one in chosen:
                mask |= fill(*one)
            yield World(mask, min(start for start, _ in chosen), max(end for _, end in chosen))
        return
    assert event.when is not None
    pauses = [{fill(*one) for one in list_of(pause)} for pause in event.pauses]
    for start, end in list_of(event.when):
        if event.intermittent:
            for between in range(1 << max(0, end - start - 2)):
                yield World(between << (start + 1) | 1 << start | 1 << (end - 1), start, end)
            continue
        for taken in product(*pauses):
            mask = fill(start, end)
            for pause in taken:
                mask &= ~pause
            yield World(mask, start, end)
    if event.status is ke.Status.UNCONFIRMED:
        yield NOTHING


@cache
def make_pool(kind: str) -> tuple[Case, ...]:
    """Events of a kind to draw from, none with very many worlds."""
    random = Random(kind)
    pool: list[Case] = []
    while len(pool) < 400:
        try:
            event = draw_event(random, kind)
        except KoreaEventsError:  # nothing satisfies the bounds, or a pause takes an end away
            continue
        dated, freed = (tuple(set(list_active(event, freed=freed))) for freed in (False, True))
        if any(world.mask for world in dated) and len(freed) <= 60:
            pool.append(Case(kind, event, dated, freed))
    return tuple(pool)


def draw_cases(
    kinds: tuple[str, ...], question: str, *, most: int = 400, twice: bool = False
) -> Iterator[tuple[Case, ...]]:
    """Lists of items: some in CI, 50,000 for each question in the deep profile; ``twice``: a pair as three of them."""
    random = Random(f"{question} {kinds}")
    wanted = max(3, settings().max_examples * 10 // len(MIXES) + 1)
    while wanted:
        chosen = (*kinds, kinds[-1]) if twice and len(kinds) == 2 else kinds
        found = tuple(random.choice(make_pool(kind)) for kind in chosen)
        if prod(len(case.freed) for case in found) <= most:
            wanted -= 1
            yield tuple(case._replace(event=evolve(case.event, id=f"x{at}")) for at, case in enumerate(found))


def list_joint(cases: tuple[Case, ...], *, freed: bool, active: bool = False) -> list[tuple[World, ...]]:
    """All joint worlds; ``active``: those in which no pause has taken all of what took place."""
    each = [case.freed if freed else case.dated for case in cases]
    return [
        worlds
        for worlds in product(*each)
        if not active or all(world.mask or world == NOTHING for world in worlds)
    ]


def unite(worlds: tuple[World, ...]) -> int:
    mask = 0
    for world in worlds:
        mask |= world.mask
    return mask


def list_ticks(mask: int) -> list[int]:
    return [tick for tick in range(TICKS) if mask >> tick & 1]


def days_of(rows: object) -> int:
    """Ranges of days as a mask."""
    mask = 0
    for row in rows:  # type: ignore[attr-defined]
        mask |= fill(tick_of(row.first), tick_of(row.last) + 1)
    return mask


def is_plain(cases: tuple[Case, ...], kinds: set[str] = PLAIN, *, single: bool = True) -> bool:
    return all(case.kind in kinds for case in cases) and not (
        single and any(len(case.event.when.alternatives) > 1 for case in cases)  # type: ignore[union-attr]
    )


# -- the questions -------------------------------------------------------------------------------------------------

every_mix = pytest.mark.parametrize("kinds", MIXES, ids=" + ".join)


@every_mix
def test_concurrency_counts_what_is_under_way_in_some_and_in_every_world(kinds):
    for cases in draw_cases(kinds, "concurrency"):
        profile = ke.concurrency([case.event for case in cases])
        dated, freed = list_joint(cases, freed=False), list_joint(cases, freed=True)
        for tick in range(TICKS):
            step = profile.on(day(tick))
            least = min(sum(world.mask >> tick & 1 for world in worlds) for worlds in freed)
            most = max(sum(world.mask >> tick & 1 for world in worlds) for worlds in dated)
            assert step.certain <= least, (cases, tick)
            assert step.possible == most, (cases, tick)
            if is_plain(cases, PLAIN | {"pause", "unconfirmed"}):
                assert step.certain == least, (cases, tick)


@every_mix
def test_coverage_bounds_the_days_with_anything_under_way(kinds):
    for cases in draw_cases(kinds, "coverage"):
        found = ke.coverage([case.event for case in cases])
        dated, freed = (list_joint(cases, freed=freed, active=True) for freed in (False, True))
        assert found.least <= min(unite(worlds).bit_count() for worlds in freed), cases
        assert found.most >= max(unite(worlds).bit_count() for worlds in dated), cases


def list_gap_days(worlds: tuple[World, ...]) -> int:
    """The days without anything between days with something."""
    ticks = list_ticks(unite(worlds))
    return fill(ticks[0], ticks[-1] + 1) & ~unite(worlds) if ticks else 0


@every_mix
def test_gaps_hold_the_days_that_are_free_in_every_and_in_some_world(kinds):
    for cases in draw_cases(kinds, "gaps"):
        events = [case.event for case in cases]
        certain, possible = days_of(ke.gaps(events)), days_of(ke.gaps(events, at_least="possible"))
        dated = list_joint(cases, freed=False)
        taken = unite(tuple(World(unite(worlds), 0, 0) for worlds in dated))
        ticks = list_ticks(taken)
        assert certain == fill(ticks[0], ticks[-1] + 1) & ~taken, cases
        some = 0
        for worlds in dated:
            some |= list_gap_days(worlds)
        assert not certain & ~possible, cases
        assert not some & ~possible, cases
        if is_plain(cases, {"plain"}):
            assert possible == some | certain, cases


@every_mix
def test_the_longest_gap_lies_within_its_bounds(kinds):
    def measure(worlds: tuple[World, ...]) -> int:
        return max((b - a - 1 for a, b in pairwise(list_ticks(unite(worlds)))), default=0)

    for cases in draw_cases(kinds, "longest gap"):
        found = ke.longest_gap([case.event for case in cases])
        least = min(map(measure, list_joint(cases, freed=True, active=True)))
        most = max(map(measure, list_joint(cases, freed=False, active=True)))
        assert found.least <= least, cases
        assert found.most >= most, cases
        if is_plain(cases):
            assert found.most == most, cases


@every_mix
def test_the_busiest_day_is_bounded_and_its_most_attained(kinds):
    for cases in draw_cases(kinds, "busiest"):
        found = ke.busiest([case.event for case in cases])

        def count(worlds: tuple[World, ...], tick: int) -> int:
            return sum(world.mask >> tick & 1 for world in worlds)

        dated, freed = (list_joint(cases, freed=freed, active=True) for freed in (False, True))
        most = [max(count(worlds, tick) for worlds in dated) for tick in range(TICKS)]
        assert found.most == max(most), cases
        assert days_of(found.days) == sum(1 << tick for tick in range(TICKS) if most[tick] == max(most)), (
            cases
        )
        assert found.least <= min(max(count(worlds, tick) for tick in range(TICKS)) for worlds in freed), (
            cases
        )


@every_mix
def test_under_way_names_what_was_in_every_and_what_was_in_some_world(kinds):
    for cases in draw_cases(kinds, "under way"):
        for tick in range(0, TICKS, 2):
            found = {
                row.item.id: row.verdict for row in ke.under_way([case.event for case in cases], day(tick))
            }
            for case in cases:
                some = any(world.mask >> tick & 1 for world in case.dated)
                every = all(world.mask >> tick & 1 for world in case.freed)
                verdict = found.get(case.event.id, Verdict.IMPOSSIBLE)
                assert (verdict is not Verdict.IMPOSSIBLE) == some, (case, tick)
                assert verdict is not Verdict.CERTAIN or every, (case, tick)
                if case.kind not in ("vague pause", "occurring", "intermittent"):
                    assert (verdict is Verdict.CERTAIN) == (every and some), (case, tick)


def find_window(event: World, centre: World, reach: int) -> int | None:
    """The window of a centre in which an event began: 0 before, 1 during, 2 after."""
    if NOTHING in (event, centre):
        return None
    if centre.mask >> event.start & 1:
        return 1
    if 1 <= centre.start - event.start <= reach:
        return 0
    return 2 if 0 <= event.start - centre.end < reach else None


@every_mix
def test_windows_count_what_began_in_every_and_in_some_world(kinds):
    for at, cases in enumerate(draw_cases(kinds, "windows")):
        centre, *others = cases
        reach = at % 4
        events = [case.event for case in others]
        (row,) = ke.windows(events, [centre.event], before=reach, after=reach)
        answers = (row.before, row.during, row.after)

        def count(worlds: tuple[World, ...], window: int, reach: int = reach) -> int:
            return sum(find_window(world, worlds[0], reach) == window for world in worlds[1:])

        dated, freed = list_joint(cases, freed=False), list_joint(cases, freed=True)
        for window, answer in enumerate(answers):
            least = min(count(worlds, window) for worlds in freed)
            most = max(count(worlds, window) for worlds in dated)
            assert answer.least <= least, (cases, window, reach)
            assert answer.most >= most, (cases, window, reach)
            if len(cases) == 2 and is_plain(cases, EXACT):
                assert (answer.least, answer.most) == (least, most), (cases, window, reach)
        lengths = [world[0].mask.bit_count() for world in freed]
        assert row.during.days.least <= min(lengths), cases
        assert row.during.days.most >= max(world[0].mask.bit_count() for world in dated), cases


@every_mix
def test_months_count_what_began_in_every_and_in_some_world(kinds):
    for cases in draw_cases(kinds, "count by"):
        found = {row.group: row for row in ke.count_by([case.event for case in cases], "month")}
        dated, freed = list_joint(cases, freed=False), list_joint(cases, freed=True)
        for month, ticks in MONTHS.items():

            def count(worlds: tuple[World, ...], ticks: range = ticks) -> int:
                return sum(world.start in ticks for world in worlds)

            least, most = min(map(count, freed)), max(map(count, dated))
            if month not in found:
                assert most == 0, (cases, month)
                continue
            assert found[month].least <= least, (cases, month)
            assert found[month].most >= most, (cases, month)
            if is_plain(cases, EXACT | {"pause", "unconfirmed", "intermittent"}):
                assert (found[month].least, found[month].most) == (least, most), (cases, month)


def measure_distance(first: World, second: World) -> float:
    """The days between, 0 where they touch or share one."""
    ticks = [list_ticks(world.mask) for world in (first, second)]
    if not all(ticks):
        return float("inf")
    return max(0, min(abs(a - b) for a, b in product(*ticks)) - 1)


@every_mix
def test_the_nearest_is_never_missed_and_certain_only_if_it_is_in_every_world(kinds):
    for cases in draw_cases(kinds, "nearest", twice=True):
        centre, *others = cases
        found = {row.item.id: row for row in ke.nearest(centre.event, [case.event for case in others])}
        may, must = set(), {case.event.id for case in others}
        distances: dict[str, list[float]] = {case.event.id: [] for case in others}
        for freed in (False, True):
            for worlds in list_joint(cases, freed=freed, active=True):
                if not worlds[0].mask:
                    continue
                ways = {
                    case.event.id: measure_distance(worlds[0], world)
                    for case, world in zip(others, worlds[1:], strict=True)
                }
                least = min(ways.values())
                closest = {id for id, way in ways.items() if way == least < float("inf")}
                if freed:
                    must &= closest
                else:
                    may |= closest
                    for id, way in ways.items():
                        if way < float("inf"):
                            distances[id].append(way)
        assert may <= found.keys(), cases
        for id, row in found.items():
            assert row.verdict is not Verdict.CERTAIN or id in must, (cases, id)
            assert row.distance.least <= min(distances[id]), (cases, id)
            assert row.distance.most is None or row.distance.most >= max(distances[id]), (cases, id)
            if is_plain(cases):
                assert row.distance.least == min(distances[id]), (cases, id)
        if is_plain(cases):
            assert may == found.keys(), cases
            assert {id for id, row in found.items() if row.verdict is Verdict.CERTAIN} == must & may, cases


@every_mix
def test_common_days_are_judged_over_all_joint_worlds(kinds):
    def share(worlds: tuple[World, ...]) -> int:
        mask = -1
        for world in worlds:
            mask &= world.mask
        return mask

    for cases in draw_cases(kinds, "common"):
        found = ke.common([case.event for case in cases])
        dated = list(map(share, list_joint(cases, freed=False)))
        freed = list(map(share, list_joint(cases, freed=True)))
        assert (found.verdict is not Verdict.IMPOSSIBLE) == any(dated), cases
        assert found.verdict is not Verdict.CERTAIN or all(freed), cases
        assert found.shared.least <= min(mask.bit_count() for mask in freed), cases
        assert found.shared.most >= max(mask.bit_count() for mask in dated), cases
        some = 0
        for mask in dated:
            some |= mask
        assert days_of(found.days) == some, cases
        if is_plain(cases):
            assert (found.verdict is Verdict.CERTAIN) == (all(freed) and any(dated)), cases
            if not any(case.kind == "flagged" for case in cases):
                assert found.shared.least == min(mask.bit_count() for mask in freed), cases


def test_answers_that_are_sound_but_not_tight():
    """What the docstrings admit: bounds that no world attains."""
    either, between = Span.parse("[2024-03-01,2024-03-03]"), Span.on("2024-03-02")
    assert str(ke.coverage([either, between])) == "1–2 days"  # it is 2 in both worlds
    paused = ke.Exercise(
        id="x", name="x", span=Span.of("2024-03-01", "2024-03-09"), pauses=[Span.on("2024-03-05")]
    )
    near, far = Span.on("2024-03-12"), Span.on("2024-03-20")
    assert [str(row) for row in (found.verdict for found in ke.nearest(paused, [near, far]))] == [
        "possible"
    ] * 2
