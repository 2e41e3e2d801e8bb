"""Which items overlap: against every pair by itself, and what takes no part."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, strategies as st

from korea_events import (
    SHARES_TIME,
    Amount,
    Footing,
    Span,
    Verdict,
    count_overlaps,
    find_overlaps,
    relate,
    shared_time,
    under_way,
)
from korea_events.analysis import SkipReason
from korea_events.errors import QuestionError
from tests.unit.analysis.march import Drill, march

texts = st.sampled_from(
    [
        *(
            "2024-03-10",
            "2024-03-09/2024-03-12",
            "2024-03-12/2024-03-13",
            "2024-03",
            "2024-03-0X",
            "2024-03-10/",
        ),
        *(
            "/2024-03-10",
            "2024-03-08/..",
            "[2024-03-08,2024-03-12]",
            "[2024-03-01..2024-03-03]",
            "2024-03-1X",
        ),
        *("2024-03-10~", "2024-03-10?/2024-03-11~", "2024-02-28/2024-03-01", "2024", "2023-12/2024-03-10"),
    ]
)
zones = st.sampled_from(["Asia/Seoul", "Asia/Seoul", "Asia/Pyongyang", "America/New_York", None])
bounded = st.builds(
    lambda start, end, days: Span.bounded(latest_start=start, earliest_end=end, min_days=days),
    st.sampled_from([None, "2024-03-09", "2024-03-12"]),
    st.sampled_from([None, "2024-03-08", "2024-03-11"]),
    st.sampled_from([None, 2, 5]),
)
spans = st.one_of(st.builds(lambda text, zone: Span.parse(text, zone=zone), texts, zones), bounded)
tolerances = st.sampled_from([None, 0, 2])


@given(st.lists(spans, max_size=8), tolerances, st.sampled_from(["possible", "certain"]))
def test_within_one_collection_each_pair_is_judged_as_by_itself(items, tolerance, at_least):
    """Every pair once, by position, with the verdict, relations and shared time of the pair alone."""
    found = {}
    drills = [Drill(id=str(index), when=span) for index, span in enumerate(items)]
    for pair in find_overlaps(drills, tolerance=tolerance, at_least=at_least):
        key = frozenset((int(pair.first.id), int(pair.second.id)))
        assert key not in found
        found[key] = pair
    expected = set()
    for i, j in combinations(range(len(items)), 2):
        relations = relate(items[i], items[j], tolerance=tolerance)
        verdict = relations.verdict(SHARES_TIME)
        if verdict >= Verdict(at_least):
            expected.add(frozenset((i, j)))
            pair = found[frozenset((i, j))]
            forward = pair.first.id == str(i)
            assert pair.verdict is verdict
            assert pair.relations == (relations if forward else relations.converse)
            assert pair.shared == shared_time(items[i], items[j], tolerance=tolerance)
    assert set(found) == expected


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_between_two_collections_first_is_of_the_first(items, others):
    left = [Drill(id=f"a{index}", when=span) for index, span in enumerate(items)]
    right = [Drill(id=f"b{index}", when=span) for index, span in enumerate(others)]
    pairs = [(pair.first.id, pair.second.id) for pair in find_overlaps(left, right)]
    expected = [
        (a.id, b.id)
        for a, b in product(left, right)
        if relate(a, b).verdict(SHARES_TIME) is not Verdict.IMPOSSIBLE
    ]
    assert sorted(pairs) == sorted(expected)


@given(st.lists(spans, max_size=8))
def test_counting_is_the_length_of_the_list_and_iterating_again_gives_the_same(items):
    overlaps = find_overlaps(items)
    assert count_overlaps(items) == len(overlaps) == len(list(overlaps))
    assert list(overlaps) == list(overlaps)


def test_first_starts_first_and_ties_keep_their_order():
    early, late, tie = (
        Drill(id="early", when=march(1, 9)),
        Drill(id="late", when=march(4, 8)),
        Drill(id="tie", when=march(4)),
    )
    pairs = [(pair.first.id, pair.second.id) for pair in find_overlaps([late, tie, early])]
    assert pairs == [("early", "late"), ("early", "tie"), ("late", "tie")]


def test_what_did_not_take_place_or_has_no_date_is_skipped_and_said():
    drills = [
        Drill(id="held", when=march(4, 14)),
        Drill(id="called-off", when=march(4, 14), status="cancelled"),
        Drill(id="put-off", when=march(4, 14), status="postponed"),
        Drill(id="stopped", when=march(4, 14), status="suspended"),
        Drill(id="undated", when=None, footing="none"),
        Drill(id="unknown", when=Span.unknown()),
    ]
    overlaps = find_overlaps(drills)
    assert [(pair.first.id, pair.second.id, str(pair.verdict)) for pair in overlaps] == [
        ("unknown", "held", "possible")
    ]
    assert [(skipped.item.id, skipped.reason) for skipped in overlaps.skipped] == [
        ("called-off", SkipReason.CANCELLED),
        ("put-off", SkipReason.POSTPONED),
        ("stopped", SkipReason.SUSPENDED),
        ("undated", SkipReason.NO_DATE),
    ]


def test_an_answer_stands_on_the_weaker_footing_and_held_leaves_announcements_out():
    drills = [Drill(id="held", when=march(4, 14)), Drill(id="planned", when=march(13), footing="announced")]
    (pair,) = find_overlaps([*drills])
    assert pair.footing is Footing.ANNOUNCED
    overlaps = find_overlaps(drills, footing="held")
    assert list(overlaps) == []
    assert [skipped.reason for skipped in overlaps.skipped] == [SkipReason.ANNOUNCED]
    (pair,) = find_overlaps([march(4, 14), march(13)])
    assert pair.footing is Footing.HELD


def test_a_drill_and_its_own_part_are_no_overlap_unless_asked():
    whole = Drill(id="whole", when=march(4, 14))
    part = Drill(id="part", when=march(5, 6), part_of="whole")
    parts_part = Drill(id="parts-part", when=march(6), part_of="part")
    sibling = Drill(id="sibling", when=march(6), part_of="whole")
    family = [whole, part, parts_part, sibling]
    pairs = {(pair.first.id, pair.second.id) for pair in find_overlaps(family)}
    assert pairs == {("part", "sibling"), ("parts-part", "sibling")}
    assert len(find_overlaps(family, with_parts=True)) == 6
    assert len(find_overlaps([whole], [part, parts_part])) == 0


def test_a_cycle_of_parts_in_a_plain_list_ends():
    one = Drill(id="one", when=march(4), part_of="other")
    other = Drill(id="other", when=march(4), part_of="one")
    assert len(find_overlaps([one, other])) == 0


def test_days_of_an_exact_pause_are_not_shared():
    paused = Drill(id="paused", when=march(1, 30), pauses=(march(10, 12),))
    overlap = Drill(id="overlap", when=march(5, 11))
    within = Drill(id="within", when=march(10, 12))
    shared = {
        pair.second.id: (pair.verdict, pair.shared) for pair in find_overlaps([paused], [overlap, within])
    }
    assert shared == {"overlap": (Verdict.CERTAIN, Amount(least=5, most=5))}
    (pair,) = find_overlaps([paused], [overlap])
    assert pair.relations == relate(paused, overlap)


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3)), max_size=3),
    st.integers(2, 8),
    st.integers(0, 6),
)
def test_with_known_dates_pauses_take_exactly_their_days(pauses, first, length):
    paused = Drill(id="a", when=march(2, 14), pauses=tuple(march(day, day + more) for day, more in pauses))
    other = Drill(id="b", when=march(first, first + length))
    found = find_overlaps([paused], [other])
    active = set(range(2, 15)) - {day + step for day, more in pauses for step in range(more + 1)}
    days = len(active & set(range(first, first + length + 1)))
    assert [(pair.shared, pair.verdict) for pair in found] == [
        (Amount(least=days, most=days), Verdict.CERTAIN) for _ in range(min(1, days))
    ]


LIST_QUESTIONS = {
    "overlaps": lambda items: {
        (pair.first.id, pair.second.id): (pair.verdict, pair.shared, pair.relations)
        for pair in find_overlaps(items)
    },
    "under way": lambda items: {
        one.item.id: one.verdict for one in under_way(items, "2024-03-10", zone="Asia/Seoul")
    },
}


@given(st.lists(spans, max_size=5), spans)
def test_adding_an_item_changes_no_answer_about_the_others(items, more):
    drills = [Drill(id=str(index), when=span) for index, span in enumerate(items)]
    added = [*drills, Drill(id="more", when=more)]
    for question in LIST_QUESTIONS.values():
        before, after = question(drills), question(added)
        assert {key: value for key, value in after.items() if "more" not in key} == before


def test_days_of_different_zones_are_asked_about_as_instants_or_as_written():
    north = Span.parse("2016-08-16", zone="Asia/Pyongyang", reading="throughout")
    south = Span.parse("2016-08-17", reading="throughout")
    (pair,) = find_overlaps([north, south])
    assert pair.verdict is Verdict.CERTAIN
    assert str(pair.shared) == "30 min"
    assert count_overlaps([north, south], grain="day") == 0


@pytest.mark.parametrize(
    "arguments, code",
    [
        ({"at_least": "impossible"}, "question-at-least"),
        ({"at_least": "likely"}, "question-at-least"),
        ({"footing": "rumoured"}, "question-footing"),
        ({"grain": "week"}, "question-grain"),
        ({"tolerance": -1}, "question-tolerance"),
    ],
)
def test_unusable_arguments_are_refused_at_once(arguments, code):
    with pytest.raises(QuestionError) as caught:
        find_overlaps([march(4)], **arguments)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_refusal_says_what_to_write():
    with pytest.raises(QuestionError) as caught:
        find_overlaps([march(4)], at_least="foo")
    assert caught.value.problems[0].message == "at_least must be 'certain' or 'possible', not 'foo'"
    with pytest.raises(QuestionError) as caught:
        find_overlaps([march(4)], footing="rumoured")
    assert caught.value.problems[0].message == "footing must be 'any' or 'held', not 'rumoured'"


def test_only_the_pairs_that_are_looked_at_are_made():
    """An index from the start or a slice makes what it gives and what comes before; one from the end makes all."""
    judged = []
    found = find_overlaps(
        [march(4, 14) for _ in range(300)], progress=lambda done, total: judged.append((done, total))
    )
    assert len(found) == 44_850
    judged.clear()
    assert found[0] == found[:1][0]
    assert all(done < total for done, total in judged)
    assert found[-1] == found[len(found) - 1]
    with pytest.raises(IndexError):
        found[44_850]


def test_equal_spans_are_two_items():
    (pair,) = find_overlaps([march(4), march(4)])
    assert pair.shared == Amount(least=1, most=1)
    assert count_overlaps([march(4)], [march(4)]) == 1


def test_items_may_be_mixed_and_an_item_never_meets_itself():
    drill = Drill(id="drill", when=march(4, 14))
    assert [type(pair.second) for pair in find_overlaps([drill, march(13)])] == [Span]
    assert len(find_overlaps([drill], [drill])) == 0
    assert repr(find_overlaps([drill, march(13)])) == "<Overlaps: 1 row, 0 skipped>"
    (pair,) = find_overlaps([drill, march(13)])
    assert repr(pair) == "<Overlap drill × 2024-03-13: certain, 1 day, held>"
    assert len({pair, *find_overlaps([drill, march(13)])}) == 1


@pytest.mark.parametrize("items", ["fs-24", Span.on("2024-03-14"), 7], ids=repr)
@pytest.mark.parametrize("question", [find_overlaps, count_overlaps, under_way], ids=lambda one: one.__name__)
def test_a_question_about_many_refuses_a_single_item(question, items):
    """It says what to give instead, and never takes a text apart."""
    with pytest.raises(QuestionError, match="give a dossier, or spans or events in a list, not ") as caught:
        question(items, *(["2024-03-14"] if question is under_way else []))
    assert [problem.code for problem in caught.value.problems] == ["argument-type"]
