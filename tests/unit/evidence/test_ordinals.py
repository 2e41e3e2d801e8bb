"""Ordinals: the 12th launch this year, counted in the records of a dossier."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

import korea_events as ke
from korea_events.evidence import check_ordinal, compare
from tests.unit.evidence.cases import actor


def launch(name, span=None, kinds=("ballistic_missile_launch",), **more):
    """A launch on a day, or in a span."""
    return ke.WeaponEvent(id=name, name=name, span=span, kinds=list(kinds), **more)


def order(event, n, **more):
    """The claim that an event was the nth."""
    return ke.EventClaim(
        id="claim", event=event, attribute="order", claimants=["jcs"], value=ke.Ordinal(n=n, **more)
    )


def check(claim, *events, among=None):
    """The answer for a claim and some events."""
    dossier = ke.Dossier.of(actor("jcs"), claim, *events)
    return check_ordinal(claim, dossier, among=None if among is None else among(dossier))


def test_the_first_this_year():
    """Of three launches, one was last year and one of another kind."""
    launches = [launch("a", "2023-12-18"), launch("b", "2024-01-14")]
    cruise = launch("c", "2024-01-10", ["cruise_missile_launch"])
    found = check(order("b", 1, within="2024"), *launches, cruise)
    assert (found.least, found.most, found.verdict) == (1, 1, "certain")
    assert [row.event.id for row in found] == ["b"]
    assert check(order("b", 2), *launches, cruise).verdict == "certain"
    chosen = check(order("b", 2, within="2024"), *launches, cruise, among=lambda dossier: dossier.events())
    assert [row.event.id for row in chosen] == ["c", "b"]


def test_the_first_since_december():
    """The launch in December is the one before, on whatever day it was."""
    launches = [launch("a", "2023-12-18"), launch("b", "2024-01-14")]
    assert check(order("b", 1, after="2023-12"), *launches).verdict == "certain"
    assert check(order("b", 1, after="2023-12-18"), *launches).verdict == "certain"
    assert check(order("b", 1, after="2023-12-17"), *launches).verdict == "impossible"


def test_nothing_counts_before_or_after_the_period():
    """A launch of 2023 was not the first of 2024, and neither was one of 2025."""
    for last in (launch("z", "2023-12-18"), launch("z", "2025-01-06")):
        found = check(order("z", 1, within="2024"), launch("a", "2023-12-01"), last)
        assert (found.most, found.verdict) == (0, "impossible")


def test_what_is_not_certain_counts_in_the_most():
    """The same day, a vague date, no date, an announcement, a doubt; what was called off never counts."""
    last = launch("z", "2024-03-18")
    for other, reach in (
        (launch("a", "2024-03-17"), (2, 2)),
        (launch("a", "2024-03-18"), (1, 2)),
        (launch("a", "2024-03-19"), (1, 1)),
        (launch("a", "2024-03"), (1, 2)),
        (launch("a"), (1, 2)),
        (launch("a", "2024-03-17", status="unconfirmed"), (1, 2)),
        (launch("a", plans=[ke.Plan(span="2024-03-17")]), (1, 2)),
        (launch("a", plans=[ke.Plan(span="2024-03-17")], status="cancelled"), (1, 1)),
    ):
        found = check(order("z", 1), other, last)
        assert (found.least, found.most) == reach, other
        assert found.verdict == {(1, 1): "certain", (1, 2): "possible", (2, 2): "impossible"}[reach]


def test_moments_are_compared_as_moments():
    """Two launches of one morning, six minutes apart."""
    launches = [
        launch("a", ke.Span.parse("2024-03-18T07:44:00+09:00")),
        launch("b", ke.Span.parse("2024-03-18T07:50:00+09:00")),
    ]
    assert check(order("b", 2, within="2024"), *launches).verdict == "certain"
    assert check(order("a", 1, within="2024"), *launches).verdict == "certain"


def test_parts_and_same_records_count_once():
    """A salvo is one launch; its parts, and another record of it, are not more."""
    salvo, last = launch("salvo", "2024-03-17"), launch("z", "2024-03-18")
    part = launch("part", "2024-03-17", part_of="salvo")
    again = launch("again", "2024-03-17")
    same = ke.Judgement(id="q", left="salvo", right="again", verdict="same")
    found = check(order("z", 2), salvo, part, again, last, same)
    assert (found.least, found.most) == (2, 2)
    assert sorted((skipped.item.id, skipped.reason) for skipped in found.skipped) == [
        ("part", "part"),
        ("salvo", "same"),
    ]
    # Seen from a part, the whole is what is counted by its parts.
    found = check(order("part", 1), salvo, part, last)
    assert (found.verdict, [(skipped.item.id, skipped.reason) for skipped in found.skipped]) == (
        "certain",
        [("salvo", "whole")],
    )


def test_the_bounds_are_those_of_all_worlds():
    """Every choice of days within the bounds of each event, in any order on one day, gives a place in the row."""
    random = Random("ordinals")
    reached = set()
    for _ in range(300):
        bounds = []
        for _ in range(4):
            first = random.randint(1, 12)
            bounds.append((first, first + random.choice([0, 0, 1, 3])))
        begin = random.choice([1, 4, 8])
        events = [
            launch(
                f"e{i}",
                ke.Span.bounded(
                    earliest_start=f"2024-03-{low:02}",
                    latest_start=f"2024-03-{high:02}",
                    latest_end="2024-03-31",
                ),
            )
            for i, (low, high) in enumerate(bounds)
        ]
        *others, own = bounds
        places = set()
        for own_day in range(own[0], own[1] + 1):
            for days in product(*(range(low, high + 1) for low, high in others)):
                earlier = sum(begin <= day < own_day for day in days)
                ties = sum(begin <= day == own_day for day in days)
                places |= {1 + earlier, 1 + earlier + ties} if own_day >= begin else {0}
        found = check(order("e3", 2, within=f"2024-03-{begin:02}/2024-03-31"), *events)
        assert (found.least, found.most) == (min(places), max(places))
        reached.add((found.least, found.most))
    assert len(reached) > 5


def test_what_cannot_be_checked_is_refused():
    """Another value, a denial, an event that does not count, or one without a date."""
    last = launch("z", "2024-03-18")
    for claim, events, among, code in (
        (order("z", 1).replace(value=ke.Term(text="first")), [last], None, "claim-needed"),
        (order("z", 1).replace(stance="denies"), [last], None, "claim-needed"),
        (order("z", 1), [last], lambda _: [], "ordinal-among"),
        (order("z", 1), [launch("z")], None, "ordinal-date"),
    ):
        with pytest.raises(ke.errors.QuestionError) as caught:
            check(claim, *events, among=among)
        assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "fields",
    [{"within": "2024", "after": "2023-12"}, {"within": "../2024"}, {"after": "2023-12/.."}],
    ids=str,
)
def test_a_row_begins_somewhere(fields):
    """In a period or after something, and at a time that is known."""
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Ordinal(n=1, **fields)
    assert [problem.code for problem in caught.value.problems] == ["ordinal-period"]


def test_ordinals_of_one_row_exclude_each_other():
    """The 11th and the 12th this year; not the 12th this year and the first since December."""
    eleventh, twelfth, first = (
        order("z", n, **more).replace(id=f"c{n}", claimants=[who])
        for n, more, who in (
            (11, {"within": "2024"}, "jcs"),
            (12, {"within": "2024"}, "nis"),
            (1, {"after": "2023-12"}, "mod"),
        )
    )
    assert compare(eleventh, twelfth).verdict == "contradicts"
    assert compare(twelfth, twelfth.replace(id="x", claimants=["mod"])).verdict == "corroborates"
    assert compare(twelfth, first).verdict == "not_comparable"


def test_the_answer_says_what_is_missing():
    """As one line; and as rows."""
    found = check(order("z", 12, within="2024"), launch("a", "2024-03-17"), launch("z", "2024-03-18"))
    assert str(found) == "12 claimed, 2 to 2 counted: the dossier has too few"
    assert list(found.as_data()) == [
        {"event": "a", "event_name": "a", "verdict": "certain"},
        {"event": "z", "event_name": "z", "verdict": "certain"},
    ]
    many = check(order("z", 1), launch("a", "2024-03-17"), launch("z", "2024-03-18"))
    assert str(many) == "1 claimed, 2 to 2 counted: the dossier has too many"
