"""Totals and counts against all joint worlds of a few small events: dates, numbers, doubt, parts, and what is the same.

A world says of every event whether it was, on which days, and how many missiles flew on each of them; the missiles of a
part are among those of its whole. The oracle knows nothing of bounds: it lists worlds and takes the extremes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import settings

import korea_events as ke
from korea_events.model import Event

FIRST = dt.date(2031, 3, 29).toordinal()
DAYS = 6
MONTHS = {"2031-03": range(3), "2031-04": range(3, DAYS)}
LARGEST = 4
"""No world has more missiles in one event, so "at least 2" is 2 to 4 here; the answer has no most then."""


def day(tick: int) -> str:
    return dt.date.fromordinal(FIRST + tick).isoformat()


class Drawn(NamedTuple):
    """An event, the stretches it allows, and the numbers; with None where it may not have been."""

    event: Event
    stretches: tuple[tuple[int, int] | None, ...]
    numbers: tuple[int, ...]
    """Empty if it gives none."""


def draw_dates(random: Random) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a span and its stretches, half-open."""
    kind, a = random.randrange(3), random.randrange(DAYS)
    b = random.randrange(a, DAYS)
    if kind == 0:
        return day(a), ((a, a + 1),)
    if kind == 1:
        return f"{day(a)}/{day(b)}", ((a, b + 1),)
    return f"[{day(a)},{day(b)}]", ((a, a + 1), (b, b + 1))


def draw_number(random: Random) -> tuple[str | None, tuple[int, ...]]:
    kind, n = random.randrange(5), random.randrange(1, LARGEST)
    return (
        (None, ()),
        (f"{n}", (n,)),
        (f"{n} to {n + 1}", (n, n + 1)),
        (f"at least {n}", tuple(range(n, LARGEST + 1))),
        (f"at most {n}", tuple(range(n + 1))),
    )[kind]


def draw_event(random: Random, name: str, part_of: str | None = None) -> Drawn:
    dates, stretches = draw_dates(random)
    number, numbers = draw_number(random)
    doubtful = not random.randrange(3)
    measures = [] if number is None else [ke.Measure(what="missiles", quantity=number)]
    event = ke.WeaponEvent(
        id=name,
        name=name,
        span=dates,
        measures=measures,
        part_of=part_of,
        status="unconfirmed" if doubtful else None,
    )
    return Drawn(event, (*stretches, *([None] if doubtful else [])), numbers)


def spread(stretch: tuple[int, int] | None, number: int) -> Iterator[tuple[int, int]]:
    """How many of a number can have flown in either month."""
    if stretch is None:
        yield 0, 0
        return
    months = [any(tick in range(*stretch) for tick in ticks) for ticks in MONTHS.values()]
    for first in range(number + 1):
        second = number - first
        if (months[0] or not first) and (months[1] or not second):
            yield first, second


def list_worlds(one: Drawn) -> list[tuple[bool, tuple[int, int]]]:
    """The ways in which one event may have been: whether it was, and its missiles by month."""
    return [
        (stretch is not None, split)
        for stretch in one.stretches
        for number in one.numbers or (0,)
        for split in spread(stretch, number)
    ]


def total_by_month(dossier: ke.Dossier) -> dict[str, tuple[int, int | None]]:
    rows = ke.total(dossier, "missiles", "month", since=day(0), until=day(DAYS - 1))
    return {str(row.group): (row.least, row.most) for row in rows}


def check(found: dict[str, tuple[int, int | None]], sums: list[tuple[int, int]], *, bounded: bool) -> None:
    """The numbers are the extremes of all worlds; without a most where some number has none."""
    for at, month in enumerate(MONTHS):
        least, most = found[month]
        assert least == min(each[at] for each in sums)
        if bounded:
            assert most == max(each[at] for each in sums)
        else:
            assert most is None or most >= max(each[at] for each in sums)


def list_cases(question: str) -> Iterator[Random]:
    yield from (Random(f"{question} {case}") for case in range(max(60, settings().max_examples * 2)))


def has_most(*drawn: Drawn) -> bool:
    return all(
        not one.numbers or "at least" not in str(one.event.measures[0].quantity.words) for one in drawn
    )


def test_totals_are_the_extremes_of_all_joint_worlds():
    """Events of uncertain dates, numbers and confirmation."""
    for random in list_cases("apart"):
        drawn = [draw_event(random, f"e{at}") for at in range(random.choice((1, 2, 3)))]
        dossier = ke.Dossier.of(*(one.event for one in drawn))
        sums = [
            tuple(map(sum, zip(*(split for _, split in worlds), strict=True)))
            for worlds in product(*map(list_worlds, drawn))
        ]
        check(total_by_month(dossier), sums, bounded=has_most(*drawn))
        (row,) = ke.total(dossier, "missiles")
        assert row.least == min(map(sum, sums))
        if has_most(*drawn):
            assert row.most == max(map(sum, sums))


def test_the_missiles_of_parts_are_among_those_of_their_whole():
    """Of a whole with two parts, whose missiles are different ones; as far as worlds agree at all."""
    for random in list_cases("parts"):
        whole = draw_event(random, "whole")
        parts = [draw_event(random, f"part{at}", part_of="whole") for at in range(random.choice((1, 2)))]
        dossier = ke.Dossier.of(whole.event, *(part.event for part in parts))
        found = total_by_month(dossier)
        worlds = []
        for (was, split), *below in product(*map(list_worlds, [whole, *parts])):
            counted = tuple(map(sum, zip(*(each for _, each in below), strict=True)))
            if not was or not whole.numbers:
                worlds.append(counted)
            elif all(part <= own for part, own in zip(counted, split, strict=True)):
                worlds.append(split)
        if not worlds:  # more are certain of the parts than the whole can have had
            continue
        for at, month in enumerate(MONTHS):
            least, most = found[month]
            assert least <= min(each[at] for each in worlds), (dossier.weapon_events, month)
            assert most is None or most >= max(each[at] for each in worlds), (dossier.weapon_events, month)
        if all(None not in one.stretches for one in (whole, *parts)) and whole.numbers:
            # all in one row: what is known of the whole and of its parts is used together
            (row,) = ke.total(dossier, "missiles")
            assert row.least == min(map(sum, worlds)), dossier.weapon_events
            assert not has_most(whole) or row.most == max(map(sum, worlds)), dossier.weapon_events


def test_what_was_judged_the_same_is_one_event_that_fits_both_accounts():
    for random in list_cases("same"):
        one, other = (draw_event(random, name) for name in "ab")
        dossier = ke.Dossier.of(
            one.event, other.event, ke.Judgement(id="j", left="a", right="b", verdict="same", by="mk")
        )
        stretches = set(one.stretches) - {None}, set(other.stretches) - {None}
        numbers = [set(each.numbers) for each in (one, other) if each.numbers]
        common = set.intersection(*numbers) if numbers else set()
        if not (stretches[0] & stretches[1] and (common or not numbers)):
            continue  # they contradict each other
        doubtful = None in one.stretches and None in other.stretches
        merged = Drawn(
            one.event,
            (*(stretches[0] & stretches[1]), *([None] if doubtful else [])),
            tuple(common),
        )
        sums = [split for _, split in list_worlds(merged)]
        found = total_by_month(dossier)
        for at, month in enumerate(MONTHS):
            least, most = found[month]
            assert least <= min(each[at] for each in sums)
            assert most is None or most >= max(each[at] for each in sums)
        if 1 in map(len, stretches) and has_most(one, other):
            # one account knows the days, and the other has nothing to add
            extremes = [(min(each[at] for each in sums), max(each[at] for each in sums)) for at in range(2)]
            assert list(found.values()) == extremes, dossier.weapon_events
        (row,) = ke.total(dossier, "missiles")
        assert row.least == min(map(sum, sums))
        if has_most(one, other):
            assert row.most == max(map(sum, sums))
        assert [
            str(each.reason) for each in ke.total(dossier, "missiles").skipped if each.item.id == "b"
        ] == ["same"]


@pytest.mark.parametrize("by", ["month", None])
def test_an_event_counts_once_with_its_parts(by):
    """In each world: the events that were, less the parts of one that was, by the month of their start."""
    for random in list_cases(f"count {by}"):
        chain = [
            draw_event(random, f"e{at}", random.choice((None, *(f"e{n}" for n in range(at)))))
            for at in range(random.choice((2, 3, 4)))
        ]
        dossier = ke.Dossier.of(*(one.event for one in chain))
        rows = ke.count_by(dossier, by, since=day(0), until=day(DAYS - 1))
        found = {str(row.group): (row.least, row.most) for row in rows}
        worlds = []
        for each in product(*(one.stretches for one in chain)):
            was = {one.event.id for one, stretch in zip(chain, each, strict=True) if stretch is not None}
            counted = [0, 0]
            for one, stretch in zip(chain, each, strict=True):
                if stretch is None or list_wholes(one.event, dossier) & was:
                    continue
                counted[next(at for at, ticks in enumerate(MONTHS.values()) if stretch[0] in ticks)] += 1
            worlds.append(counted)
        if by is None:
            assert found == {"(all)": (min(map(sum, worlds)), max(map(sum, worlds)))}
        else:
            for at, month in enumerate(MONTHS):
                numbers = [counted[at] for counted in worlds]
                assert found[month] == (min(numbers), max(numbers)), (chain, month)


def list_wholes(event: Event, dossier: ke.Dossier) -> set[str]:
    found = set()
    while event.part_of is not None:
        found.add(event.part_of)
        event = dossier.weapon_events[event.part_of]
    return found


def test_one_more_event_adds_its_own_numbers():
    """In the days of one window, whatever the others are."""
    for random in list_cases("more"):
        drawn = [draw_event(random, f"e{at}").event for at in range(3)]
        asked = {"by": "day", "since": day(0), "until": day(DAYS - 1)}
        first, second, both = (
            [(row.least, row.most) for row in ke.total(some, "missiles", **asked)]
            for some in (drawn[:2], drawn[2:], drawn)
        )
        for one, other, all_of_them in zip(first, second, both, strict=True):
            most = None if None in (one[1], other[1]) else one[1] + other[1]
            assert all_of_them == (one[0] + other[0], most)


def test_the_measures_of_one_event_count_nothing_twice():
    """Against all worlds of killed and wounded, by side and branch, in which the measures hold."""
    cells = list(product(("killed", "wounded"), ("ship", "base"), ("marines", "crew")))
    navy = ke.Actor(id="navy", name="Navy", kind="command")
    sides = [ke.Actor(id=name, name=name, kind="unit", part_of="navy") for name in ("ship", "base")]
    for random in list_cases("measures"):
        truth = [random.randrange(3) for _ in cells]
        measures, filters = [], []
        for _ in range(random.randrange(1, 5)):
            what = random.choice(("casualties", "killed", "wounded"))
            actor = random.choice((None, "navy", "ship", "base"))
            of = random.choice((None, "marines", "crew"))
            counted = [
                at
                for at, cell in enumerate(cells)
                if (
                    what in ("casualties", cell[0])
                    and actor in (None, "navy", cell[1])
                    and of in (None, cell[2])
                )
            ]
            number = sum(truth[at] for at in counted)
            measures.append(ke.Measure(what=what, actor=actor, of=of, quantity=str(number)))
            filters.append((counted, number))
        possible = [
            range(3) if any(at in counted for counted, _ in filters) else (0,) for at in range(len(cells))
        ]
        sums = [
            sum(world)
            for world in product(*possible)
            if all(sum(world[at] for at in counted) == number for counted, number in filters)
        ]
        event = ke.WeaponEvent(id="e", name="e", span=day(0), measures=list(dict.fromkeys(measures)))
        (row,) = ke.total(ke.Dossier.of(navy, *sides, event), "casualties")
        assert row.least <= min(sums), measures
        assert row.most >= max(sums), measures
        if len(measures) == 1:
            assert (row.least, row.most) == (sums[0], sums[0])
