"""Two claims, or two reports, at a time."""

import pytest
from attrs import evolve

from korea_events import (
    Comparison,
    Link,
    Measure,
    Plan,
    Quantity,
    Ref,
    Span,
    StatedLength,
    Superlative,
    Term,
)
from korea_events.errors import QuestionError
from korea_events.evidence import Agreement, compare
from tests.unit.evidence.cases import document, figure, gather, quality, report, via


@pytest.mark.parametrize(
    "a, b, verdict",
    [
        ({"value": 4475, "unit": "km"}, {"value": 4475, "unit": "km"}, "corroborates"),
        ({"value": 4475, "unit": "km"}, {"value": 2781, "unit": "mi"}, "corroborates"),
        ({"value": 4475, "unit": "km"}, {"value": 4500, "unit": "km"}, "compatible"),  # if rounded
        ({"value": 4475, "unit": "km"}, {"value": 4600, "unit": "km"}, "contradicts"),
        ({"value": 4475, "unit": "km"}, {"value": 4500, "unit": "km", "qualifier": "about"}, "compatible"),
        ({"value": 7687.5, "unit": "km"}, {"value": 7688, "unit": "km"}, "corroborates"),
        ({"low": 50, "high": 60, "unit": "kt"}, {"value": 50, "unit": "kt"}, "corroborates"),
        (
            {"low": 50, "high": 60, "unit": "kt"},
            {"value": 100, "unit": "kt", "qualifier": "more_than"},
            "contradicts",
        ),
        ({"value": 930, "unit": "km", "qualifier": "more_than"}, {"value": 930, "unit": "km"}, "compatible"),
        (
            {"value": 20, "unit": "count", "qualifier": "more_than"},
            {"value": 20, "unit": "count"},
            "contradicts",
        ),
        ({"value": 22, "unit": "Mach"}, {"value": 27000, "unit": "km/h"}, "not_comparable"),
        ({"value": 5, "unit": "km"}, {"value": 5}, "not_comparable"),
        ({"words": "several"}, {"value": 5}, "not_comparable"),
    ],
)
def test_figures(a, b, verdict):
    """Ranges that intersect agree; a loose one cannot corroborate; what measures something else is not compared."""
    one, other = figure("a", "kcna", **a), figure("b", "jcs", **b)
    assert compare(one, other).verdict == verdict
    assert compare(other, one).verdict == verdict


def test_only_claims_about_one_thing_compare():
    """Another event, another attribute, or a weapon instead of an event."""
    base = figure("a", "kcna", value=1)
    for other in (
        figure("b", "jcs", value=1, of="fs-24"),
        figure("b", "jcs", "range", value=1),
        quality("b", "jcs", Quantity(value=1), attribute="apogee"),
    ):
        assert compare(base, other).verdict is Agreement.NOT_COMPARABLE


def test_an_id_is_not_compared():
    """It would have to be looked up, and a text compares with nothing."""
    with pytest.raises(QuestionError, match="argument-type"):
        compare("a", figure("b", "jcs", value=1))


def test_events_said_to_be_the_same_compare():
    """A same_as link makes two identifiers one event."""
    a, b = figure("a", "kcna", value=1), figure("b", "jcs", value=2, of="fs-24")
    dossier = gather(a, b, Link(id="same", kind="same_as", source="test", target="fs-24"))
    assert compare(a, b, dossier).verdict is Agreement.CONTRADICTS


@pytest.mark.parametrize(
    "stances, values, verdict",
    [
        (("asserts", "denies"), ("success", "success"), "contradicts"),
        (("asserts", "denies"), ("success", "failure"), "compatible"),
        (("asserts", "denies"), ("success", None), "contradicts"),
        (("asserts", "no_evidence"), ("success", None), "compatible"),
        (("asserts", "doubts"), ("success", "success"), "compatible"),
        (("denies", "denies"), (None, None), "corroborates"),
        (("denies", "denies"), ("success", "failure"), "compatible"),
        (("denies", "doubts"), ("success", "success"), "compatible"),
        (("no_evidence", "doubts"), (None, None), "compatible"),
    ],
)
def test_stances(stances, values, verdict):
    """A denial excludes what it denies, all of it when it gives no value; no evidence and doubt exclude nothing."""
    one, other = (
        figure(name, who, "outcome", worth=None if value is None else Term(text=value), stance=stance)
        for name, who, stance, value in zip("ab", ("kcna", "jcs"), stances, values, strict=True)
    )
    assert compare(one, other).verdict == verdict
    assert compare(other, one).verdict == verdict


def test_a_denied_figure_excludes_what_lies_in_it():
    """Denied 590.5 km excludes 590.5 km; denied 590 to 600 does not exclude more than 500."""
    said = figure("a", "kcna", value=590.5, unit="km")
    assert compare(said, figure("b", "jcs", value=590.5, unit="km", stance="denies")).verdict == "contradicts"
    loose = figure("a", "kcna", value=500, unit="km", qualifier="more_than")
    assert (
        compare(loose, figure("b", "jcs", low=590, high=600, unit="km", stance="denies")).verdict
        == "compatible"
    )
    assert compare(said, figure("b", "jcs", words="that far", stance="denies")).verdict == "not_comparable"


def test_a_denied_superlative_or_word():
    """Denied is what was said, or something else, or nothing that compares."""
    best = quality("a", "kim", Superlative(text="most powerful", scope="the world"))

    def denied(value):
        return compare(best, quality("b", "jcs", value, stance="denies")).verdict

    assert denied(Superlative(text="most powerful")) == "contradicts"
    assert denied(Superlative(text="fastest")) == "not_comparable"
    assert denied(Term(text="powerful")) == "not_comparable"


def test_values_of_different_kinds_do_not_compare():
    """A figure and a word; a value and none; the same of another baseline."""
    assert (
        compare(figure("a", "kim", value=1), figure("b", "jcs", worth=Term(text="one"))).verdict
        == "not_comparable"
    )
    assert compare(figure("a", "kim", value=1), figure("b", "jcs")).verdict == "not_comparable"
    assert compare(figure("a", "kim"), figure("b", "jcs", value=1)).verdict == "not_comparable"
    twice = [
        figure(n, w, worth=Comparison(factor=2, baseline=b))
        for n, w, b in (("a", "kim", "x"), ("b", "jcs", "y"))
    ]
    assert compare(*twice).verdict == "not_comparable"


def test_a_denial_that_disputes_a_claim_denies_only_that():
    """Known to be different from what the North announced, without a value of its own."""
    announced, other = (
        figure("a", "kcna", value=700, unit="km"),
        figure("c", "japan-mod", value=500, unit="km"),
    )
    denial = figure("b", "jcs", stance="denies", disputes=["a"])
    assert compare(announced, denial).verdict is Agreement.CONTRADICTS
    assert compare(other, denial).verdict is Agreement.COMPATIBLE


@pytest.mark.parametrize(
    "a, b, there, back",
    [
        (("most powerful", "the world"), ("most powerful", "world"), "corroborates", "corroborates"),
        (("one of the most powerful", "the world"), ("most powerful", "the world"), "weakens", "compatible"),
        (("among the most powerful", None), ("The most powerful", "the world"), "weakens", "compatible"),
        (("most powerful", "the world"), ("most powerful", "Korea"), "compatible", "compatible"),
        (("most powerful", None), ("most powerful", "the world"), "compatible", "compatible"),
        (("fastest", "the world"), ("most powerful", "the world"), "not_comparable", "not_comparable"),
    ],
)
def test_superlatives(a, b, there, back):
    """One of the most powerful says less than the most powerful: the one relation that has a direction."""
    one = quality("a", "kim", Superlative(text=a[0], scope=a[1]))
    other = quality("b", "kcna", Superlative(text=b[0], scope=b[1]))
    assert compare(one, other).verdict == there
    assert compare(other, one).verdict == back


def test_records_and_the_words_for_them():
    """A name of the record corroborates; another record contradicts; a word that is not a name is not comparable."""
    dossier = gather()
    tank = figure("a", "kcna", "identity", worth=Ref(record="tank"))
    assert (
        compare(
            tank, figure("b", "jcs", "identity", worth=Term(text="new\u2010type main battle tank")), dossier
        ).verdict
        == "corroborates"
    )
    assert (
        compare(tank, figure("b", "jcs", "identity", worth=Term(text="tractor")), dossier).verdict
        == "not_comparable"
    )
    assert (
        compare(tank, figure("b", "jcs", "identity", worth=Ref(record="test")), dossier).verdict
        == "contradicts"
    )
    assert compare(tank, figure("b", "jcs", "identity", worth=Term(text="tank"))).verdict == "not_comparable"


def test_names_exclude_nothing():
    """One tank has several names."""
    one, other = (
        quality(n, "kcna", Term(text=t), attribute="name") for n, t in (("a", "Chonma-2"), ("b", "Chonma-20"))
    )
    assert (
        compare(one, other).verdict is Agreement.RESTATES
        or compare(one, other).verdict is Agreement.COMPATIBLE
    )
    assert (
        compare(one, quality("c", "jcs", Term(text="M2020"), attribute="name")).verdict
        is Agreement.COMPATIBLE
    )


@pytest.mark.parametrize(
    "a, b, verdict",
    [
        ((2, None), (2, "nearly"), "contradicts"),
        ((2, None), (2, "more_than"), "contradicts"),
        ((2, "nearly"), (2, "more_than"), "contradicts"),
        ((2, None), (2, None), "corroborates"),
        ((2, None), (2, "about"), "compatible"),
    ],
)
def test_multiples(a, b, verdict):
    """Twice, nearly double and more than double are three different things."""
    one, other = (
        figure(name, who, "field_exercises", worth=Comparison(factor=f, qualifier=q, baseline="fs-23"))
        for name, who, (f, q) in (("a", "jcs", a), ("b", "kcna", b))
    )
    assert compare(one, other).verdict == verdict


def test_the_same_claimant_or_origin_restates():
    """Agreement by the same claimant, or through the same agency, is one account, twice."""
    a = figure("a", "kcna", value=7687.5, unit="km")
    assert compare(a, figure("b", "kcna", value=7688, unit="km")).verdict is Agreement.RESTATES
    one = figure("a", "kcna", value=10, citations=[via("x", "kcna reports")])
    other = figure("b", "kim", value=10, citations=[via("y", "kcna quotes", "kim says")])
    dossier = gather(document("x"), document("y"), one, other)
    found = compare(one, other, dossier)
    assert found.verdict is Agreement.RESTATES
    assert found.because.endswith("both come from KCNA")


def test_unknown_lineage_does_not_weaken_agreement():
    """Two figures agree, whoever they come from."""
    one = figure("a", "kcna", value=10, citations=[via("x", "? says")])
    other = figure("b", "jcs", value=10, citations=[via("y", "jcs says")])
    dossier = gather(document("x"), document("y"), one, other)
    assert compare(one, other, dossier).verdict is Agreement.CORROBORATES


def test_a_later_word_of_the_claimant_revises_the_earlier_one():
    """Only when it certainly is later: otherwise the claimant contradicts himself."""
    early = figure("a", "jcs", "yield", value=120, unit="kt", made=Span.on("2017-09-03"))
    late = figure("b", "jcs", "yield", value=250, unit="kt", made=Span.on("2017-09-12"))
    undated = figure("c", "jcs", "yield", value=250, unit="kt")
    dossier = gather(early, late, undated)
    assert compare(early, late, dossier).verdict is Agreement.NOT_COMPARABLE
    assert "revises a" in compare(late, early, dossier).because
    assert compare(early, undated, dossier).verdict is Agreement.CONTRADICTS
    assert (
        compare(early, figure("d", "kcna", "yield", value=90, unit="kt", made=Span.on("2017-09-30"))).verdict
        == "contradicts"
    )


def test_a_link_that_corrects_takes_the_place_of_comparing():
    """Whoever is corrected no longer contradicts."""
    a, b = figure("a", "kcna", value=6), figure("b", "jcs", value=3)
    dossier = gather(a, b, Link(id="fix", kind="corrects", source="b", target="a"))
    assert compare(a, b, dossier).because == "b corrects a"


FOUR_TO_14 = Span.of("2024-03-04", "2024-03-14")


@pytest.mark.parametrize(
    "a, b, verdict",
    [
        (FOUR_TO_14, Span.of("2024-03-04", "2024-03-14"), "corroborates"),
        (FOUR_TO_14, Span.of("2024-03-04", "2024-03-15"), "contradicts"),
        (FOUR_TO_14, Span.parse("2024-03-04/"), "compatible"),
        (FOUR_TO_14, Span.parse("/2024-03-15"), "contradicts"),
        (FOUR_TO_14, Span.parse("2024-03-04/2024-03~"), "compatible"),
        (FOUR_TO_14, Span.parse("2024-02~"), "compatible"),
        (Span.on("2024-03-07"), Span.parse("2024-03-07T11:00+09:00/2024-03-07T17:00+09:00"), "corroborates"),
        (Span.on("2024-03-07"), Span.parse("2024-03-08T11:00+09:00/2024-03-08T17:00+09:00"), "contradicts"),
        (Span.on("2024-03-07"), Span.parse("[2024-03-06, 2024-03-07]".replace(" ", "")), "corroborates"),
    ],
)
def test_reports_of_dates(a, b, verdict):
    """Dates agree by the interval logic of time: some stretch is allowed by both."""
    one, other = report("a", "x", a), report("b", "y", b)
    assert compare(one, other).verdict == verdict
    assert compare(other, one).verdict == verdict


@pytest.mark.parametrize(
    "said, words",
    [
        (
            {
                "earliest_start": "2016-08-22", "latest_start": "2016-08-22",
                "earliest_end": "2016-09-01", "latest_end": "2016-09-10",
            },
            "(starting 2016-08-22, ending 2016-09-01 to 2016-09-10)",
        ),
        ({"latest_start": "2016-08-20", "latest_end": "2016-08-25"}, "(starting by 2016-08-20, ending by 2016-08-25)"),
        ({"earliest_end": "2016-09-01", "max_days": 11}, "(ending 2016-09-01 or later, 1–11 days)"),
        ({"min_days": 12, "max_days": 12}, "12 days"),
    ],
)  # fmt: skip
def test_the_reason_tells_the_bounds_that_were_stated(said, words):
    """The bound that excludes the other account is among them: early September is not 31 August."""
    one, other = report("a", "x", Span.bounded(**said)), report("b", "y", Span.of("2016-08-21", "2016-08-31"))
    assert compare(one, other).because == (
        f"span: {words} and 2016-08-21/2016-08-31: no dates are allowed by both"
    )


def test_lengths_without_dates():
    """Two that allow the same number of days bear each other out; beside dates a length says too little for that."""
    ten, eleven = (StatedLength(words=f"{n}-day", n=n, unit="day", counting="inclusive") for n in (10, 11))
    elapsed = StatedLength(words="10-day", n=10, unit="day", counting="elapsed")
    first = report("a", "x", status="held", length=eleven)
    second = report("b", "y", status="ongoing", length=elapsed)
    found = compare(first, second)
    assert found.verdict is Agreement.CORROBORATES
    assert found.because.startswith("span: 11 days and 11 days: they allow the same length")
    third = report("c", "z", status="held", length=ten)
    assert "span: 11 days and 10 days: no dates" in compare(first, third).because
    dates = compare(evolve(first, status="unconfirmed", span=None), report("d", "w", FOUR_TO_14))
    assert dates.verdict is Agreement.NOT_COMPARABLE
    dates = compare(first, report("d", "w", FOUR_TO_14))
    assert dates.verdict is Agreement.COMPATIBLE


def test_denying_two_things_is_not_denying_one_twice():
    """In either order; a denial of the same thing by the same claimant is one."""
    first = quality("a", "kcna", Superlative(text="most powerful"), stance="denies")
    other = quality("b", "kcna", Superlative(text="one of the most powerful"), stance="denies")
    assert compare(first, other).verdict is compare(other, first).verdict is Agreement.COMPATIBLE
    assert compare(first, evolve(first, id="c")).verdict is Agreement.RESTATES


def test_only_accounts_of_the_same_footing_contradict():
    """What was planned and what was held may differ."""
    planned = report("a", "x", plans=[Plan(span=FOUR_TO_14)])
    assert compare(planned, report("b", "y", Span.of("2024-03-04", "2024-03-15"))).verdict == "not_comparable"
    assert (
        compare(planned, report("b", "y", plans=[Plan(span=Span.parse("/2024-03-11"))])).verdict
        == "contradicts"
    )


def test_a_later_plan_revises_an_earlier_one():
    """Postponed by two days: the report published later is the plan."""
    one = report("a", "x", plans=[Plan(span=Span.of("2020-08-16", "2020-08-28"))])
    other = report("b", "y", plans=[Plan(span=Span.of("2020-08-18", "2020-08-28"))])
    dated = gather(document("x", day="2020-08-11"), document("y", day="2020-08-16"), one, other)
    assert "the later plan" in compare(one, other, dated).because
    undated = gather(document("x"), document("y", day="2020-08-16"), one, other)
    assert compare(one, other, undated).verdict is Agreement.CONTRADICTS


def test_reports_of_numbers_and_status():
    """Every field that both give is compared; one contradiction makes the whole contradict."""
    one = report(
        "a", "x", FOUR_TO_14, status="held", measures=[Measure(what="troops", quantity=Quantity(value=14000))]
    )
    other = report("b", "y", FOUR_TO_14, measures=[Measure(what="troops", quantity=Quantity(value=13100))])
    assert "measures.troops" in compare(one, other).because
    assert compare(one, report("b", "y", status="cancelled")).verdict == "contradicts"
    assert compare(one, report("b", "y", status="announced")).verdict == "compatible"
    whose = report("b", "y", measures=[Measure(what="troops", of="The  US", quantity=Quantity(value=13100))])
    assert compare(one, whose).verdict == "not_comparable"


def test_reports_through_one_origin_restate():
    """Two outlets that relay one command give one account."""
    one = report("a", "x", FOUR_TO_14, citations=[via("x", "jcs says")])
    other = report("b", "y", FOUR_TO_14, citations=[via("y", "yonhap relays", "jcs says")])
    dossier = gather(document("x"), document("y"), one, other)
    assert compare(one, other, dossier).verdict is Agreement.RESTATES


def test_a_claim_and_a_report_do_not_compare():
    """They are different sorts of record."""
    assert compare(figure("a", "kcna", value=1), report("b", "x", FOUR_TO_14)).verdict == "not_comparable"
