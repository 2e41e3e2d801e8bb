"""Awkward claims about real launches and weapons, as they stood in reports, and what comes of them."""

import pytest

from korea_events import Actor, Quantity, Ref, Span, Superlative, Term, WeaponEvent, WeaponSystem
from korea_events.evidence import compare, contradictions, corroboration, find_conversion_problems
from tests.unit.evidence.cases import document, figure, gather, quality, via

HWASONG_14 = {
    "kcna": {"value": 1740, "unit": "mi"},
    "russia": {"value": 332, "unit": "mi"},
    "japan": {"value": 2500, "unit": "km", "qualifier": "more_than"},
    "csis": {"value": 2800, "unit": "km"},
}


def test_a_factor_of_five_against_a_one_sided_bound():
    """Hwasong-14, 4 July 2017: Russia alone contradicts; Japan's lower bound is compatible with Pyongyang's figure."""
    claims = [figure(f"by-{name}", name, **said) for name, said in HWASONG_14.items()]
    actors = [Actor(id=name, name=name, kind="ministry") for name in ("russia", "japan", "csis")]
    found = contradictions(gather(*actors, *claims))
    assert {one.between for one in found} == {
        ("by-csis", "by-russia"),
        ("by-japan", "by-russia"),
        ("by-kcna", "by-russia"),
    }
    assert compare(claims[0], claims[2]).verdict == "compatible"
    assert compare(claims[0], claims[3]).verdict == "corroborates"  # 1,740 miles are 2,800 km


def test_a_unit_error_that_the_coder_corrects():
    """Hwasong-15, November 2017: 44,475 metres stood for 4,475 km; uncorrected that contradicts its own claimant."""
    state_tv = figure("tv", "kcna", value=4475, unit="km")
    printed = figure("copy", "kcna", value=44475, unit="m")
    mended = figure("copy", "kcna", value=44475, unit="m", corrected=Quantity(value=4475, unit="km"))
    assert compare(state_tv, printed).verdict == "contradicts"
    found = compare(state_tv, mended)
    assert found.verdict == "restates"
    assert "44475 m, corrected to 4475 km" in found.because


def test_at_least_three_goes_with_three_and_with_six():
    """18 March 2024: six rounds by KCNA, three by Japan, at least three by Seoul, at least two by Japan first."""
    six = figure("six", "kcna", "rounds", value=6, unit="count")
    three = figure("three", "japan-mod", "rounds", value=3, unit="count", made=Span.on("2024-03-18"))
    seoul = figure("seoul", "jcs", "rounds", value=3, unit="count", qualifier="at_least")
    first = figure("first", "japan-mod", "rounds", value=2, unit="count", qualifier="at_least")
    assert [one.between for one in contradictions(gather(six, three, seoul, first))] == [("six", "three")]
    assert compare(seoul, three).verdict == compare(seoul, six).verdict == "compatible"
    assert compare(first, three).verdict == "restates"


def test_a_denied_value_without_a_number():
    """January 2022: known to be different from what the North announced; January 2025: no second peak was reached."""
    announced = figure("announced", "kcna", "distance", value=700, unit="km")
    different = figure("different", "jcs", "distance", stance="denies", disputes=["announced"])
    second = figure("second", "kcna", "second_apogee", value=42.5, unit="km")
    no_second = figure("none", ["jcs", "japan-mod"], "second_apogee", stance="denies")
    found = contradictions(gather(announced, different, second, no_second))
    assert [(one.what, one.between) for one in found] == [
        ("distance", ("announced", "different")),
        ("second_apogee", ("none", "second")),
    ]


def test_a_claimant_who_revises():
    """Nuclear test of 2017: 120 kt became roughly 250 kt, 5.8 became 6.1; only the later figures count."""
    analysts = [Actor(id=name, name=name, kind="group") for name in ("north-38", "ctbto", "norsar", "usgs")]
    claims = [
        figure(
            "kt-1",
            "north-38",
            "yield",
            value=120,
            unit="kt",
            qualifier="about",
            made=Span.parse("2017-09-03/2017-09-05"),
        ),
        figure(
            "kt-2", "north-38", "yield", value=250, unit="kt", qualifier="about", made=Span.on("2017-09-12")
        ),
        figure("agency", "jcs", "yield", low=50, high=60, unit="kt"),
        figure("mb-1", ["ctbto", "norsar"], "magnitude", value=5.8, unit="mb", made=Span.on("2017-09-03")),
        figure("mb-2", ["norsar", "ctbto"], "magnitude", value=6.1, unit="mb", made=Span.on("2017-09-12")),
        figure("mb-3", "usgs", "magnitude", value=6.3, unit="mb"),
    ]
    found = contradictions(gather(*analysts, *claims))
    assert [one.between for one in found] == [("mb-2", "mb-3"), ("agency", "kt-2")]


def test_two_claimants_in_one_sentence():
    """18 February 2023: Japan and the Joint Chiefs agree on 900 km in one article: two origins, said of one page."""
    both = figure(
        "both",
        ["japan-mod", "jcs"],
        "distance",
        value=900,
        unit="km",
        citations=[via("sputnik", "japan-mod says"), via("sputnik", "jcs says")],
    )
    finding = corroboration("both", gather(document("sputnik"), both))
    assert finding.verdict == "not_established"
    assert "not every origin has a document of its own" in str(finding.origins)
    assert [origin.actor for origin in finding.origins] == ["japan-mod", "jcs"]


def test_which_missile_it_was_is_a_claim_like_any_other():
    """24 March 2022: Hwasong-17 by KCNA, Hwasong-15 by Seoul, twice: the designator is disputed."""
    systems = [WeaponSystem(id=f"hwasong-{n}", name=f"Hwasong-{n}") for n in (15, 17)]
    kcna = figure("kcna-17", "kcna", "identity", worth=Ref(record="hwasong-17"))
    seoul = figure("seoul-15", "jcs", "identity", worth=Ref(record="hwasong-15"))
    hedged = figure("seoul-15-again", "jcs", "identity", worth=Term(text="Hwasong\u201115"))
    dossier = gather(*systems, kcna, seoul, hedged)
    both = [("kcna-17", "seoul-15"), ("kcna-17", "seoul-15-again")]
    assert [one.between for one in contradictions(dossier)] == both
    assert compare(seoul, hedged, dossier).verdict == "restates"
    assert compare(kcna, hedged, dossier).because == "'Hwasong\u201115' is hwasong-15, not hwasong-17"


def test_success_of_the_test_against_loss_of_the_missile():
    """26 June 2024: KCNA's separation test succeeded; for Seoul the missile exploded in the air."""
    good = figure("good", "kcna", "outcome", worth=Term(text="success"))
    bad = figure("bad", "jcs", "outcome", worth=Term(text="failure"))
    lost = figure("lost", "jcs", "fate_of_missile", worth=Term(text="exploded in the air"))
    found = contradictions(gather(good, bad, lost))
    assert [one.between for one in found] == [("bad", "good")]
    assert compare(good, lost).verdict == "not_comparable"


def test_the_existence_of_an_event_is_a_claim():
    """November 2022: missiles off Ulsan by KCNA, none by Seoul."""
    fired = figure("fired", "kcna", "occurrence", worth=Term(text="fired"))
    none = figure("none", "jcs", "occurrence", stance="denies")
    assert compare(fired, none).verdict == "contradicts"


def test_no_evidence_is_weaker_than_no():
    """An autoloader: incorporated says one analyst, no evidence of one says another."""
    yes = quality("yes", "kcna", Term(text="yes"), attribute="autoloader")
    unseen = quality("unseen", "jcs", None, attribute="autoloader", stance="no_evidence")
    found = compare(yes, unseen)
    assert (found.verdict, found.because) == ("compatible", "no evidence is weaker than a denial")


def test_claims_about_times_that_do_not_meet_are_not_compared():
    """Two images: denied for the 9th, seen on the 12th. Of one day they contradict each other, at any time too."""
    before = quality("before", "analyst", None, attribute="launcher", stance="denies", at="2024-01-09")
    after = quality("after", "analyst-2", Term(text="yes"), attribute="launcher", at="2024-01-12")
    found = compare(before, after)
    assert (found.verdict, found.because) == (
        "not_comparable", "one is about 2024-01-09, the other about 2024-01-12",
    )  # fmt: skip
    assert compare(before, after.replace(at="2024-01-09")).verdict == "contradicts"
    assert compare(before, after.replace(at="2024-01")).verdict == "contradicts"
    assert compare(before, after.replace(at=None)).verdict == "contradicts"


def test_a_superlative_that_drifts():
    """13 March 2024: the world's most powerful tank had become one of the most powerful three days later."""
    first = quality("first", "kim", Superlative(text="most powerful", scope="the world"))
    drifted = quality("drifted", "kim", Superlative(text="one of the most powerful", scope="the world"))
    assert compare(drifted, first).verdict == "weakens"
    assert compare(first, drifted).verdict == "compatible"


@pytest.mark.parametrize(
    "claimed, measured, verdict",
    [
        ({"value": 5156, "unit": "s"}, {"value": 86, "unit": "min", "qualifier": "about"}, "compatible"),
        ({"value": 5156, "unit": "s"}, {"value": 86, "unit": "min"}, "corroborates"),
        # Truncated, not rounded: 74.85 min is "about 74 minutes" only if the seconds are dropped.
        ({"value": 4491, "unit": "s"}, {"value": 74, "unit": "min", "qualifier": "about"}, "contradicts"),
        ({"value": 999.2, "unit": "km"}, {"value": 1000, "unit": "km", "qualifier": "about"}, "compatible"),
        ({"value": 6248.5, "unit": "km"}, {"value": 3882, "unit": "mi"}, "contradicts"),  # 3,882.6, truncated
        ({"value": 6248.5, "unit": "km"}, {"value": 3883, "unit": "mi"}, "corroborates"),
        ({"value": 71, "unit": "min"}, {"value": 67.5, "unit": "min"}, "contradicts"),
        ({"value": 12, "unit": "Mach"}, {"value": 14700, "unit": "km/h"}, "not_comparable"),
        ({"value": 101.1, "unit": "km"}, {"value": 100, "unit": "km", "qualifier": "about"}, "compatible"),
        ({"value": 1000, "unit": "km"}, {"value": 600, "unit": "km", "qualifier": "about"}, "contradicts"),
    ],
)
def test_what_a_claimant_said_against_what_others_measured(claimed, measured, verdict):
    """Flight times, distances and apogees of Hwasong launches, 2022 to 2024."""
    assert compare(figure("a", "kcna", **claimed), figure("b", "jcs", **measured)).verdict == verdict


@pytest.mark.parametrize(
    "figures, restated, wrong",
    [
        ({"value": 6000, "unit": "km", "qualifier": "more_than"}, {"value": 3278, "unit": "mi"}, 1),
        ({"low": 80, "high": 150, "unit": "m"}, {"low": 362, "high": 492, "unit": "ft"}, 1),
        ({"value": 13000, "unit": "km"}, {"value": 8100, "unit": "mi"}, 0),
        ({"value": 10400, "unit": "km"}, {"value": 6500, "unit": "mi"}, 0),
        ({"value": 7687.5, "unit": "km"}, {"value": 4776, "unit": "mi"}, 0),
        ({"value": 2111.5, "unit": "km"}, {"value": 1312, "unit": "mi"}, 0),
        ({"value": 5156, "unit": "s"}, {"value": 85, "unit": "min"}, 0),
        ({"value": 250, "unit": "km"}, {"value": 155, "unit": "mi"}, 0),
        ({"value": 950, "unit": "km"}, {"value": 590, "unit": "mi"}, 0),
        ({"value": 950, "unit": "km"}, {"value": 590, "unit": "kt"}, 1),
        ({"words": "far"}, {"value": 590, "unit": "mi"}, 0),
    ],
)
def test_conversions_as_printed(figures, restated, wrong):
    """3,278 miles for 6,000 km and 362 feet for 80 m are slips; rounding and cutting off are not."""
    event = WeaponEvent(id="test", name="missile test")
    claim = figure("a", "kcna", worth=Quantity(**figures, restated=Quantity(**restated)))
    problems = find_conversion_problems(gather(event, claim))
    assert len(problems) == wrong
    assert all(problem.path == "$.event_claims[0].value.restated" for problem in problems)
