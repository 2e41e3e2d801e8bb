"""In the days of one zone an item more changes nothing that is said about the others."""

from __future__ import annotations

from itertools import combinations, product
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import settings

import korea_events as ke
from korea_events.analysis import Concurrency
from korea_events.model import Event
from korea_events.temporal import Span, Verdict
from tests.laws.test_lists import KINDS, day, draw_event, make_pool

ZONE = "Asia/Seoul"
ZONES = ("Asia/Seoul", "Asia/Pyongyang", "America/New_York", "Pacific/Auckland")


def draw_lists(question: str) -> list[tuple[list[Event], Event]]:
    """Lists of items of several zones and grains, each with one more."""
    random = Random(question)
    return [
        ([draw_item(random, f"x{at}") for at in range(random.choice((1, 2, 3)))], draw_item(random, "more"))
        for _ in range(max(20, settings().max_examples))
    ]


def draw_item(random: Random, name: str) -> Event:
    kind = random.choice((*KINDS, "abroad", "moment", "abroad", "moment"))
    if kind == "abroad":
        span = Span.on(day(random.randrange(2, 10)), zone=random.choice(ZONES))
    elif kind == "moment":
        time = f"{day(random.randrange(2, 10))}T{random.randrange(24):02}:30{random.choice(('', '~'))}"
        span = Span.parse(time, zone=random.choice(ZONES))
    else:
        return evolve(random.choice(make_pool(kind)).event, id=name)
    return evolve(draw_event(random, "unconfirmed"), id=name, name=name, span=span, status=None)


def test_concurrency_and_counts_add_up():
    for items, more in draw_lists("add up"):
        for question in (ke.concurrency, lambda items, **zone: ke.count_by(items, "month", **zone)):
            before, alone, after = (
                count(question(some, zone=ZONE)) for some in (items, [more], [*items, more])
            )
            for at in before.keys() | alone.keys() | after.keys():
                each = [found.get(at, (0, 0)) for found in (before, alone, after)]
                assert each[2] == (each[0][0] + each[1][0], each[0][1] + each[1][1]), (items, more, at)


def count(answer: Any) -> dict[str, tuple[int, int]]:
    """The numbers of an answer by day or by period."""
    if isinstance(answer, Concurrency):
        steps = {day(tick): answer.on(day(tick)) for tick in range(14)}
        return {at: (step.certain, step.possible) for at, step in steps.items()}
    return {row.group: (row.least, row.most) for row in answer}


def test_verdicts_and_distances_of_the_others_stay():
    for items, more in draw_lists("stay"):
        for tick in range(0, 14, 3):
            before, after = (
                {row.item.id: row.verdict for row in ke.under_way(some, day(tick), zone=ZONE)}
                for some in (items, [*items, more])
            )
            after.pop("more", None)
            assert after == before, (items, more, tick)
        centre, *others = items
        far = {row.item.id: row.distance for row in ke.nearest(centre, others, zone=ZONE)}
        near = {row.item.id: row.distance for row in ke.nearest(centre, [*others, more], zone=ZONE)}
        assert all(far.get(id, distance) == distance for id, distance in near.items()), (items, more)
        pairs, wider = (
            {(pair.first.id, pair.second.id): (pair.verdict, pair.shared) for pair in ke.find_overlaps(some)}
            for some in (items, [*items, more])
        )
        assert {ids: found for ids, found in wider.items() if "more" not in ids} == pairs, (items, more)


def test_two_alone_are_judged_as_in_a_list():
    """``shares_time`` and ``shared_time`` count pauses, occurrences, gaps and doubts as ``find_overlaps`` does."""
    for items, more in draw_lists("pairs"):
        listed = {(pair.first.id, pair.second.id): pair for pair in ke.find_overlaps([*items, more])}
        for first, second in combinations([*items, more], 2):
            pair = listed.get((first.id, second.id)) or listed.get((second.id, first.id))
            expected = (ke.Verdict.IMPOSSIBLE, 0) if pair is None else (pair.verdict, pair.shared.most)
            assert (ke.shares_time(first, second), ke.shared_time(first, second).most) == expected, (
                first,
                second,
            )
            assert pair is None or ke.shared_time(first, second) == pair.shared


def test_columns_count_the_pairs_that_are_so_one_by_one():
    """Flagged, unconfirmed and vague items among others, in one list and between two: columns judge most pairs."""
    for items, more in draw_lists("columns"):
        everything = [*items, more]
        for pairs, arguments in (
            (list(combinations(everything, 2)), (everything,)),
            (list(product(items, everything[1:])), (items, everything[1:])),
        ):
            verdicts = [ke.shares_time(first, second) for first, second in pairs if first.id != second.id]
            certain = sum(verdict is Verdict.CERTAIN for verdict in verdicts)
            impossible = sum(verdict is Verdict.IMPOSSIBLE for verdict in verdicts)
            assert ke.count_overlaps(*arguments) == len(verdicts) - impossible, items
            assert ke.count_overlaps(*arguments, at_least="certain") == certain, items


def test_long_columns_count_the_pairs_that_are_so_one_by_one():
    """The same for lists so long that another engine takes them."""
    random = Random("long")
    items = [
        evolve(random.choice(make_pool(random.choice(KINDS))).event, id=f"x{at}")
        for at in range(settings().max_examples // 10 + 320)
    ]
    verdicts = [ke.shares_time(first, second) for first, second in combinations(items, 2)]
    for kinds in (Verdict.CERTAIN,), (Verdict.CERTAIN, Verdict.POSSIBLE):
        assert ke.count_overlaps(items, at_least=kinds[-1]) == sum(map(verdicts.count, kinds))


def test_windows_of_the_others_stay():
    for items, more in draw_lists("windows"):
        centre, *others = items
        (before,) = ke.windows(others, [centre], zone=ZONE, before=3, after=3)
        assert ke.windows(others, [centre, more], zone=ZONE, before=3, after=3)[0] == before, (items, more)
        (alone,) = ke.windows([more], [centre], zone=ZONE, before=3, after=3)
        (after,) = ke.windows([*others, more], [centre], zone=ZONE, before=3, after=3)
        for name in ("before", "during", "after"):
            first, second, both = (getattr(row, name) for row in (before, alone, after))
            assert (both.least, both.most) == (first.least + second.least, first.most + second.most)
            assert both.days == first.days, (items, more)


def test_the_days_of_all_change_by_the_new_item_alone():
    for items, more in draw_lists("all"):
        before, after = (ke.coverage(some, zone=ZONE) for some in (items, [*items, more]))
        assert after.least >= before.least, (items, more)
        assert after.most is None or after.most >= before.most, (items, more)
        peak, higher = (ke.busiest(some, zone=ZONE) for some in (items, [*items, more]))
        assert peak.most <= higher.most <= peak.most + 1, (items, more)
        assert higher.least >= peak.least, (items, more)
        taken = {at for at, (_, most) in count(ke.concurrency([more], zone=ZONE)).items() if most}
        free, less = (
            {at for at in map(day, range(14)) if any(at in days for days in ke.gaps(some, zone=ZONE))}
            for some in (items, [*items, more])
        )
        assert free - taken <= less, (items, more)
