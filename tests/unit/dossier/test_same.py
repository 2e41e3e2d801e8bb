"""Records that were judged to be about one thing."""

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from korea_events import Dossier, Exercise, Judgement, Link
from korea_events.dossier import group_same

NAMES = "abcdef"
DRILLS = [Exercise(id=name, name=name) for name in NAMES]


def judge(pair, verdict="same", name="q"):
    return Judgement(id=f"{name}-{pair}", left=pair[0], right=pair[1], verdict=verdict, by="mk")


def link(pair, kind="same_as"):
    return Link(id=f"link-{pair}", kind=kind, source=pair[0], target=pair[1])


@pytest.mark.parametrize(
    "said, groups",
    [
        ([judge("ba")], {"a": "a", "b": "a"}),
        ([link("ba")], {"a": "a", "b": "a"}),
        ([judge("cb"), link("ab")], {"a": "a", "b": "a", "c": "a"}),
        ([judge("ab", "unsure"), judge("cd", "different"), link("ef", "corroborates")], {}),
        ([judge("ab"), judge("ba", "different")], {}),
        ([judge("ab"), judge("bc"), link("ac", "distinct_from"), judge("ef")], {"e": "e", "f": "e"}),
        ([judge("ab"), judge("cd"), judge("ac", "different")], {"a": "a", "b": "a", "c": "c", "d": "c"}),
        (
            [link("ab"), Link(id="no", kind="retracts", source="q-cd", target="link-ab"), judge("cd")],
            {"c": "c", "d": "c"},
        ),
        (
            [
                judge("ab"),
                Link(id="no", kind="retracts", source="c", target="q-ab"),
                Link(id="yes", kind="retracts", source="d", target="no"),
            ],
            {"a": "a", "b": "a"},
        ),
    ],
    ids=[
        "judged",
        "linked",
        "chain",
        "other",
        "both",
        "disputed-chain",
        "two-groups",
        "retracted-link",
        "retracted-retraction",
    ],
)
def test_records_are_the_same_if_somebody_said_so_and_nobody_the_contrary(said, groups):
    assert group_same(Dossier.of(*DRILLS, *said)) == groups


def test_what_a_judgement_keeps_stands_for_nothing():
    """It is gone; the smallest of those that are there stands for the group."""
    gone = [
        Judgement(id=f"q{left}", left=left, right="a", verdict="same", kept="{}", by="mk") for left in "cb"
    ]
    assert group_same(Dossier.of(*DRILLS[1:], *gone)) == {"a": "b", "b": "b", "c": "b"}


def test_judgements_of_several_dossiers_count_together():
    one, other = Dossier.of(*DRILLS, judge("ab")), Dossier.of(*DRILLS, judge("bc"))
    assert group_same(one, other) == group_same(other, one) == {"a": "a", "b": "a", "c": "a"}


PAIRS = ["".join(pair) for pair in combinations(NAMES, 2)]


@given(st.lists(st.sampled_from(PAIRS), unique=True, max_size=6), st.sets(st.sampled_from(PAIRS), max_size=2))
def test_groups_are_those_of_a_search_from_each_record(same, different):
    """The oracle walks from name to name until nothing new is found."""
    said = [judge(pair) for pair in same] + [judge(pair, "different", "d") for pair in different]
    expected = {}
    for name in NAMES:
        found = {name}
        while more := {letter for pair in same if found & set(pair) for letter in pair} - found:
            found |= more
        if len(found) > 1 and not any(found >= set(pair) for pair in different):
            expected[name] = min(found)
    assert group_same(Dossier.of(*DRILLS, *said)) == expected
