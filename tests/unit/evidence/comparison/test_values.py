"""Figures as they are printed: rounded, whole, nearly equal, growing."""

import pytest

from korea_events import Activity, Measure, Quantity, Span, WeaponEvent
from korea_events.errors import QuestionError
from korea_events.evidence import aggregate, compare, contradictions, group_fact
from tests.unit.evidence.cases import document, figure, gather, report


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ({"value": 1000, "unit": "km"}, {"value": 1001.2, "unit": "km"}, "if rounded, 1000 km (950 to 1050)"),
        (
            {"value": 13000, "unit": "km"},
            {"value": 8000, "unit": "mi"},
            "if rounded, 13000 km (12500 to 13500)",
        ),
        ({"value": 100, "unit": "count"}, {"value": 104, "unit": "count"}, "if rounded, 100 (95 to 104)"),
        ({"low": 600, "high": 700, "unit": "km"}, {"value": 704, "unit": "km"}, "if rounded, 600 to 700 km"),
        ({"value": 1000, "unit": "km"}, {"value": 1060, "unit": "km"}, None),
        ({"value": 20, "unit": "count"}, {"value": 23, "unit": "count"}, None),
        ({"value": 4491, "unit": "s"}, {"value": 74, "unit": "min"}, None),
        ({"value": 7, "unit": "km"}, {"value": 7.6, "unit": "km"}, None),
        ({"value": 1000, "unit": "km", "qualifier": "nearly"}, {"value": 1001.2, "unit": "km"}, None),
    ],
)
def test_zeros_may_be_rounding_but_two_digits_count(one, other, expected):
    found = compare(figure("a", "kcna", **one), figure("b", "jcs", **other))
    assert found.verdict == ("compatible" if expected else "contradicts")
    assert found.because.startswith(expected or found.because)


@pytest.mark.parametrize(
    "tolerance, expected",
    [(0, "contradicts"), (0.04, "contradicts"), (0.05, "compatible"), (0.5, "compatible")],
)
def test_a_tolerance_is_a_share_of_the_larger_figure(tolerance, expected):
    """475.5 and 499.5 differ by 4.8 %."""
    one, other = figure("a", "kcna", value=475, unit="km"), figure("b", "jcs", value=500.0, unit="km")
    assert compare(one, other, tolerance=tolerance).verdict == expected
    assert len(contradictions(gather(one, other), tolerance=tolerance)) == (expected == "contradicts")


def test_shares_of_logarithms_say_nothing():
    one, other = figure("a", "kcna", value=5.1, unit="mb"), figure("b", "jcs", value=6.3, unit="mb")
    assert compare(one, other, tolerance=0.9).verdict == "contradicts"


@pytest.mark.parametrize("tolerance", [-0.1, 1, 5, "0.1", True, float("nan")])
def test_a_tolerance_is_a_share(tolerance):
    one, other = figure("a", "kcna", value=1), figure("b", "jcs", value=2)
    with pytest.raises(QuestionError, match="question-tolerance"):
        compare(one, other, tolerance=tolerance)
    with pytest.raises(QuestionError, match="question-tolerance"):
        contradictions(gather(one, other), tolerance=tolerance)


def test_counts_are_whole_by_nature():
    """ "23 of 24 to 25 missiles", without a unit anywhere."""
    salvo = WeaponEvent(id="salvo", name="salvo", measures=[missiles(Quantity(low=24, high=25))])
    claim = figure("hits", "jcs", "succeeded", of="salvo", value=23)
    assert str(group_fact(claim, gather(salvo, claim), of="missiles")) == "23 of 24–25; of any one: possible"
    one, other = (
        figure("a", "kcna", "missiles", value=24),
        figure("b", "jcs", "missiles", value=24, unit="count"),
    )
    assert compare(one, other).verdict == "corroborates"


def missiles(quantity):
    return Measure(what="missiles", quantity=quantity)


def test_a_measure_and_a_claim_of_its_name_are_one_account():
    salvo = WeaponEvent(id="test", name="salvo")
    told = report("r", "wire", event="test", measures=[missiles(Quantity(value=3))])
    claims = [figure("six", "kcna", "missiles", value=6), figure("three", "jcs", "missiles", value=3)]
    dossier = gather(salvo, document("wire"), told, *claims)
    assert [(one.what, one.between) for one in contradictions(dossier)] == [
        ("measures.missiles", ("r", "six")), ("missiles", ("six", "three")),
    ]  # fmt: skip
    assert (
        compare(told, claims[0], dossier).verdict
        == compare(claims[0], told, dossier).verdict
        == "contradicts"
    )
    assert compare(told, claims[1], dossier).verdict == "corroborates"
    apogee = figure("apogee", "kcna", value=3)
    assert compare(told, apogee, dossier).because == "one is a claim, the other a report"
    elsewhere = figure("else", "kcna", "missiles", of="other", value=3)
    assert compare(told, elsewhere, dossier).because == "other and test are different events"


TROOPS = Activity(id="troops", name="troops in Russia")


@pytest.mark.parametrize(
    "first, second, expected",
    [
        (("casualties", 1100, "2024-12-23"), ("casualties", 4700, "2025-04-30"), "compatible"),
        (("casualties", 4700, "2024-12-23"), ("casualties", 1100, "2025-04-30"), "contradicts"),
        (("casualties", 1100, "2024-12-23"), ("casualties", 4700, "2024-12-23"), "contradicts"),
        (("casualties", 1100, "2024-12"), ("casualties", 4700, "2024-12-23"), "compatible"),
        (("containers", 1000, "2024-03-01"), ("containers", 7000, "2024-06-01"), "compatible"),
        (("troops", 1000, "2024-03-01"), ("troops", 7000, "2024-06-01"), "contradicts"),
    ],
)
def test_running_totals_contradict_only_if_the_later_is_smaller(first, second, expected):
    """Of casualties, and of what adds up over an activity; on one day they are simply two figures."""
    one, other = (
        figure(
            name, who, what, of="troops", value=value, unit="count", qualifier="about", made=Span.parse(day)
        )
        for name, who, (what, value, day) in (("a", "jcs", first), ("b", "kcna", second))
    )
    dossier = gather(TROOPS, one, other)
    assert compare(one, other, dossier).verdict == compare(other, one, dossier).verdict == expected
    assert len(contradictions(dossier)) == (expected == "contradicts")


@pytest.mark.parametrize(
    "first, second, number",
    [
        ((1100, "2024-12-23"), (4700, "2025-04-30"), 0),
        ((4700, "2024-12-23"), (1100, "2025-04-30"), 1),
        ((1100, "2024-12-23"), (4700, "2024-12-23"), 1),
        ((1100, None), (4700, None), 0),
    ],
)
def test_running_totals_of_reports_count_up_to_their_days(first, second, number):
    """Two totals of one day exclude each other; of two days, the later may be larger; unnamed days may differ."""
    reports = [
        report(
            name, f"page-{name}", event="troops",
            measures=[Measure(what="troops", quantity=Quantity(value=value), cumulative=True, until=until)],
        )
        for name, (value, until) in (("a", first), ("b", second))
    ]  # fmt: skip
    dossier = gather(TROOPS, document("page-a"), document("page-b"), *reports)
    assert len(contradictions(dossier)) == number
    assert (compare(*reports, dossier).verdict == "contradicts") == bool(number)


def test_a_claim_is_compared_with_running_totals_of_its_name():
    told = report(
        "r", "d", event="troops",
        measures=[Measure(what="killed", quantity=Quantity(value=100), cumulative=True, until="2024-12-19")],
    )  # fmt: skip
    later = figure("later", "jcs", "killed", of="troops", value=300, made=Span.on("2025-01-13"))
    fewer = figure("fewer", "kcna", "killed", of="troops", value=30, made=Span.on("2025-01-13"))
    dossier = gather(TROOPS, document("d"), told, later, fewer)
    assert [one.between for one in contradictions(dossier) if "r" in one.between] == [("fewer", "r")]
    assert compare(told, later, dossier).verdict == "compatible"


def test_missiles_of_one_salvo_do_not_add_up():
    one = figure("a", "jcs", "missiles", value=3, made=Span.on("2024-03-18"))
    other = figure("b", "kcna", "missiles", value=6, made=Span.on("2024-03-19"))
    assert compare(one, other, gather(one, other)).verdict == "contradicts"


def test_a_consensus_may_rest_on_rounding():
    """What both allow if the round one is round."""
    measures = [[Measure(what="troops", quantity=Quantity(value=value))] for value in (19000, 19334)]
    reports = [report(f"r{n}", f"d{n}", measures=measure) for n, measure in enumerate(measures)]
    dossier = gather(document("d0"), document("d1"), *reports)
    found = aggregate("fs-24", dossier, rule="consensus")["measures.troops"]
    assert (found.value.value, found.contradiction) == (19334, False)
