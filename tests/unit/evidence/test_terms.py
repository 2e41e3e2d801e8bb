"""Words and names compare by what they mean."""

import pytest

from korea_events import Designation, Link, Ref, Term, WeaponSystem
from korea_events.evidence import compare
from korea_events.evidence.terms import make_key, read_meaning
from korea_events.vocabularies import WeaponKind
from tests.unit.evidence.cases import figure, gather


def verdict(one, other, attribute="outcome", dossier=None):
    a, b = (
        figure("a", "kcna", attribute, worth=Term(text=one)),
        figure("b", "jcs", attribute, worth=Term(text=other)),
    )
    found = compare(a, b, dossier)
    assert compare(b, a, dossier).verdict is found.verdict
    return found.verdict


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("failure", "failed", "corroborates"),
        ("failure", "failed: broke up in mid-air", "compatible"),
        ("failed (second stage failed, reason unknown)", "failure", "compatible"),
        ("exploded in flight", "fell into the sea", "compatible"),
        ("success", "failed: broke up in mid-air", "contradicts"),
        ("성공", "failure", "contradicts"),
        ("실패", "Failure", "corroborates"),
        ("partial success", "success", "contradicts"),
        ("splendid", "success", "not_comparable"),
        ("splendid", "glorious", "not_comparable"),
        ("splendid", "Splendid", "corroborates"),
        ("SRBM", "short-range ballistic missile", "corroborates"),
        ("short-range ballistic missiles", "단거리 탄도미사일", "corroborates"),
        ("SRBM", "ballistic missile", "compatible"),
        ("missile", "ICBM", "compatible"),
        ("SRBM", "ICBM", "contradicts"),
        ("준중거리 탄도미사일", "중거리 탄도미사일", "contradicts"),
        ("SLBM", "MRBM", "compatible"),
        ("ballistic missile", "cruise missile", "contradicts"),
        ("hypersonic missile", "IRBM", "compatible"),
        ("space launch vehicle", "ICBM", "not_comparable"),
        ("multiple rocket launcher", "SRBM", "contradicts"),
        ("tank", "armoured vehicle", "contradicts"),
        ("yes", "no", "contradicts"),
        ("Hwasong-15", "화성-15형", "corroborates"),
        ("Hwasong-15", "Hwasong\u201117", "contradicts"),
        ("Hwasong-11", "Hwasong-11A", "compatible"),
        ("화성포-11다", "Hwasong-11C", "corroborates"),
        ("Hwasong-11Na", "Hwasong-11A", "contradicts"),
        ("KN-23", "Hwasong-11A", "not_comparable"),
        ("Pukguksong-3", "북극성-3형", "corroborates"),
        ("fired", "launched", "not_comparable"),
    ],
)
def test_words_agree_exclude_each_other_or_are_not_comparable(one, other, expected):
    assert verdict(one, other) == expected


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("fired", "launched", "corroborates"),
        ("took place", "did not take place", "contradicts"),
        ("발사", "no", "contradicts"),
    ],
)
def test_occurrence_has_a_yes_and_a_no(one, other, expected):
    assert verdict(one, other, "occurrence") == expected


@pytest.mark.parametrize("kind", list(WeaponKind))
def test_every_kind_of_weapon_has_a_meaning_by_its_code(kind):
    """``other`` too: two that are called other are not therefore the same, but the words are."""
    assert read_meaning(kind.value, "class").facets or kind.value == "other"


def test_spelling_makes_no_difference():
    assert make_key("The Hwasong\u2013 15") == make_key("hwasong-15") == "hwasong15"


SYSTEMS = [
    WeaponSystem(id="hwasong-15", name="Hwasong-15", designations=[Designation(text="KN-22")]),
    WeaponSystem(id="hwasong-17", name="Hwasong-17"),
    WeaponSystem(id="monster", name="monster missile"),
]


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("KN-22", "화성-15형", "corroborates"),
        ("KN-22", "Hwasong-17", "contradicts"),
        ("monster missile", "KN-22", "contradicts"),
        ("KN-22", "KN-27", "contradicts"),
        ("monster missile", "KN-27", "not_comparable"),
    ],
)
def test_names_of_the_systems_of_a_dossier_compare(one, other, expected):
    assert verdict(one, other, "identity", gather(*SYSTEMS)) == expected


def test_systems_that_are_the_same_have_each_others_names():
    same = Link(id="same", kind="same_as", source="monster", target="hwasong-17")
    assert verdict("monster missile", "Hwasong-17", "identity", gather(*SYSTEMS, same)) == "corroborates"


@pytest.mark.parametrize(
    "word, expected", [("화성-15", "corroborates"), ("화성-17형", "contradicts"), ("KN-27", "not_comparable")]
)
def test_a_word_is_compared_with_a_record_by_its_names(word, expected):
    claim = figure("a", "kcna", "identity", worth=Ref(record="hwasong-15"))
    other = figure("b", "jcs", "identity", worth=Term(text=word))
    assert compare(claim, other, gather(*SYSTEMS)).verdict == expected
