"""What several values allow together."""

import pytest

from korea_events import Quantity, Span
from korea_events.evidence.figures.combining import format_field_value, intersect_values, join_values


def km(**figure):
    """A distance in kilometres."""
    return Quantity(unit="km", **figure)


@pytest.mark.parametrize(
    "values, result",
    [
        ([km(value=5), km(value=5)], {"value": 5}),
        ([km(value=5), km(value=9, qualifier="more_than")], {"value": 4.5, "qualifier": "at_least"}),
        (
            [km(value=9, qualifier="more_than"), km(value=9, qualifier="at_least")],
            {"value": 9, "qualifier": "at_least"},
        ),
        ([km(value=5), km(value=9)], {"low": 4.5, "high": 9.5}),
        ([km(words="far"), km(value=9)], None),
        ([km(value=5), Quantity(value=5, unit="kt")], None),
    ],
)
def test_everything_that_any_of_them_allows(values, result):
    """The order does not matter; words and different dimensions have nothing together."""
    for order in (values, values[::-1]):
        found = join_values(order)
        if result is None:
            assert found is None
        else:
            assert {name: getattr(found, name) for name in result} == result


@pytest.mark.parametrize(
    "values, result",
    [
        (
            [km(value=5, qualifier="at_least"), km(value=3, qualifier="more_than")],
            {"value": 5, "qualifier": "at_least"},
        ),
        (
            [km(value=5, qualifier="at_least"), km(value=5, qualifier="more_than")],
            {"value": 5, "qualifier": "more_than"},
        ),
        (
            [km(value=5, qualifier="at_least"), km(value=5, qualifier="at_most")],
            {"value": 5, "qualifier": None},
        ),
        ([km(value=5, qualifier="more_than"), km(value=5, qualifier="at_most")], None),
        ([km(words="far"), km(value=9)], None),
        (
            [
                Quantity(value=1, unit="mb", qualifier="at_most"),
                Quantity(value=2, unit="mb", qualifier="less_than"),
            ],
            {"value": 1, "qualifier": "at_most"},
        ),
    ],
)
def test_what_all_of_them_allow(values, result):
    """The order does not matter; a magnitude may have no lower end."""
    for order in (values, values[::-1]):
        found = intersect_values(order, many=False)
        if result is None:
            assert found is None
        else:
            assert {name: getattr(found, name) for name in result} == result


def test_values_of_different_kinds_have_nothing_together():
    """Dates and words."""
    assert join_values([Span.on("2024-03-07"), ("held",)]) is None
    assert intersect_values([Span.on("2024-03-07"), ("held",)], many=True) is None
    assert join_values([]) is None


def test_dates_of_several_alternatives():
    """One of two days meets one of two others in the day they share; approximate dates stay so."""
    either = Span.parse("[2024-03-06,2024-03-07]")
    assert intersect_values([either, Span.parse("[2024-03-07,2024-03-09]")], many=False) == Span.on(
        "2024-03-07"
    )
    assert intersect_values([either, Span.on("2024-03-09")], many=False) is None
    assert join_values([Span.parse("2024-03-06~"), Span.on("2024-03-07")]).approximate


def test_values_are_shown_in_words():
    """Figures with what they allow, spans by their text, words in order."""
    assert format_field_value(km(value=5)) == "5 km (4.5 to 5.5)"
    assert format_field_value(km(words="far")) == "far"
    assert format_field_value(("held", "ongoing")) == "held, ongoing"
    assert format_field_value(Span.on("2024-03-07")) == "2024-03-07"
