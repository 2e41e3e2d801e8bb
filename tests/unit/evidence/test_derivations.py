"""What follows from "twice last year's 48"."""

import pytest

from korea_events import CapabilityClaim, Comparison, Exercise, Link, Measure, Quantity, WeaponSystem
from korea_events.evidence import derivations
from tests.unit.evidence.cases import document, gather, report, via


def edition(figure, **comparison):
    """Freedom Shield 24 with a number of field exercises, so many times that of the year before."""
    return Exercise(
        id="fs-24",
        name="Freedom Shield 24",
        measures=[
            Measure(what="field_exercises", quantity=figure),
            Measure(what="field_exercises", quantity=Comparison(baseline="fs-23", **comparison)),
        ],
        citations=[via("article")],
    )


COUNT = Quantity(value=48, unit="count", words="48 kinds")


@pytest.mark.parametrize(
    "figure, comparison, result",
    [
        (COUNT, {"factor": 2}, {"value": 24}),
        (COUNT, {"factor": 2, "qualifier": "nearly"}, {"low": 25, "high": 32}),
        (COUNT, {"factor": 2, "qualifier": "more_than"}, {"value": 23, "qualifier": "at_most"}),
        (COUNT, {"factor": 2, "qualifier": "at_least"}, {"value": 24, "qualifier": "at_most"}),
        (COUNT, {"factor": 2, "qualifier": "less_than"}, {"value": 25, "qualifier": "at_least"}),
        (COUNT, {"factor": 2, "qualifier": "about"}, {"low": 20, "high": 32}),
        (
            Quantity(value=48, unit="count", qualifier="at_least"),
            {"factor": 2},
            {"value": 24, "qualifier": "at_least"},
        ),
        (
            Quantity(value=40, unit="count", qualifier="at_most"),
            {"factor": 2},
            {"value": 20, "qualifier": "at_most"},
        ),
    ],
)
def test_the_baseline_of_a_comparison(figure, comparison, result):
    """Twice is exactly two; every other word gives a range, and counts are whole numbers."""
    [derived] = derivations(gather(document("article"), edition(figure, **comparison)))
    assert (derived.about, derived.measure, derived.derived_from) == ("fs-23", "field_exercises", "fs-24")
    got = {key: getattr(derived.quantity, key) for key in ("value", "low", "high", "qualifier")}
    assert {key: value for key, value in got.items() if value is not None} == result


def test_a_range_says_what_it_is_derived_from():
    """With the calculation, and supported as derived."""
    [derived] = derivations(gather(document("article"), edition(COUNT, factor=2, qualifier="nearly")))
    assert derived.because == "48 is nearly 2 times (1.5 to just below 2) what fs-23 had: 25 to 32"
    support = derived.support("measures[0]")
    assert (support.basis, support.citations, support.note) == ("derived", (via("article"),), derived.because)
    measured = Measure(what=derived.measure, quantity=derived.quantity)
    Exercise(id="fs-23", name="Freedom Shield 23", measures=[measured], support=[support])


def test_a_report_uses_the_figure_of_the_event():
    """One outlet gives the comparison only; the number stands in the event's own record."""
    event = Exercise(
        id="fs-24", name="Freedom Shield 24", measures=[Measure(what="troops", quantity=Quantity(value=30))]
    )
    twice = report(
        "r", "article", measures=[Measure(what="troops", quantity=Comparison(factor=2, baseline="fs-23"))]
    )
    [derived] = derivations(gather(document("article"), event, twice))
    assert derived.quantity.value == 15  # people are whole


def test_a_claim_about_a_weapon_compares_too():
    """Twice the range of the older system; the measure may be named."""
    claims = [
        CapabilityClaim(id=n, system="tank", attribute="range", claimants=["kcna"], value=value)
        for n, value in (
            ("a", Quantity(value=500, unit="km")),
            ("b", Comparison(factor=2, baseline="old", measure="reach")),
        )
    ]
    [derived] = derivations(gather(WeaponSystem(id="old", name="old tank"), *claims))
    assert (derived.about, derived.measure, derived.quantity.unit) == ("old", "reach", "km")
    assert (derived.quantity.low, derived.quantity.high) == (249.75, 250.25)
    old = WeaponSystem(id="old", name="old tank")
    figure, twice = claims
    for stance in ("denies", "doubts", "no_evidence"):  # only what is asserted compares
        assert not derivations(gather(old, figure.replace(stance=stance), twice))
        assert not derivations(gather(old, figure, twice.replace(stance=stance)))
    mended = figure.replace(id="c", value=Quantity(value=600, unit="km"))
    link = Link(id="link", kind="corrects", source="c", target="a")
    [derived] = derivations(gather(old, *claims, mended, link))
    assert (derived.quantity.low, derived.quantity.high) == (299.75, 300.25)


def test_nothing_follows_without_a_figure_or_a_baseline():
    """Nothing is invented; the comparison is skipped."""
    found = derivations(gather(document("article"), edition(Quantity(words="many"), factor=2)))
    assert (len(found), [str(one) for one in found.skipped]) == (0, ["<Skipped fs-24: no_figure>"])
    alone = Exercise(
        id="fs-24", name="Freedom Shield 24", measures=[Measure(what="troops", quantity=Comparison(factor=2))]
    )
    assert not derivations(gather(alone))
