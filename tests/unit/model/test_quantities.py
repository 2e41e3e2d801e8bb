"""Numbers as stated, and comparisons."""

from __future__ import annotations

import pytest

import korea_events as ke


def codes(make, **fields):
    with pytest.raises(ke.errors.RecordError) as caught:
        make(**fields)
    return [(problem.path, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "fields,problem",
    [
        ({}, ("$", "quantity-empty")),
        ({"unit": "km", "qualifier": "about"}, ("$", "quantity-empty")),
        ({"value": 1, "low": 1, "high": 2}, ("$.value", "quantity-both")),
        ({"value": 1, "high": 2}, ("$.value", "quantity-both")),
        ({"low": 1}, ("$.high", "quantity-half-range")),
        ({"high": 1}, ("$.low", "quantity-half-range")),
        ({"low": 2, "high": 1}, ("$.low", "quantity-reversed")),
        ({"low": -2, "high": 1}, ("$.low", "quantity-negative")),
        ({"value": 1, "unit": "miles"}, ("$.unit", "code-unknown")),
        ({"value": 1, "unit": "mach"}, ("$.unit", "code-unknown")),
        (
            {"value": 1, "corrected": ke.Quantity(value=2, restated=ke.Quantity(value=3))},
            ("$.corrected", "quantity-nested"),
        ),
        (
            {"value": 1, "restated": ke.Quantity(value=2, corrected=ke.Quantity(value=3))},
            ("$.restated", "quantity-nested"),
        ),
    ],
)
def test_what_is_no_quantity(fields, problem):
    """A value, a range or words; nothing reversed, nothing below zero, corrections one deep."""
    assert codes(ke.Quantity, **fields) == [problem]


@pytest.mark.parametrize(
    "fields",
    [
        {"value": 0},
        {"low": 1, "high": 1},
        {"words": "several"},
        {"value": -0.3, "unit": "mb"},
        {"value": 6000, "unit": "km", "restated": ke.Quantity(value=3278, unit="mi")},
        {"value": 4475, "unit": "km", "corrected": ke.Quantity(value=44475, unit="m")},
    ],
)
def test_what_is_one(fields):
    """As stated, with the coder's correction and the outlet's own conversion beside it."""
    assert ke.Quantity(**fields) == ke.Quantity(**fields)


def test_numbers_are_compared_as_written():
    """13 is not 13.0: the last printed place says how exact a figure is, and files keep the difference."""
    whole, decimal = ke.Quantity(value=13), ke.Quantity(value=13.0)
    assert whole != decimal
    assert len({whole, decimal, ke.Quantity(value=13)}) == 2
    assert ke.Quantity(value=0.0) != ke.Quantity(value=-0.0)
    assert ke.Comparison(factor=2) != ke.Comparison(factor=2.0)
    assert ke.Place(id="a", name="a", latitude=39, longitude=1) != ke.Place(
        id="a", name="a", latitude=39.0, longitude=1
    )


@pytest.mark.parametrize("factor", [0, -1, 0.0])
def test_a_factor_is_above_zero(factor):
    """Twice, half, but not minus twice."""
    assert codes(ke.Comparison, factor=factor) == [("$.factor", "comparison-factor")]


def test_a_comparison_needs_no_record_to_compare_with():
    """ "Twice as many as before" does not say as when."""
    assert ke.Comparison(factor=2).baseline is None


@pytest.mark.parametrize(
    "fields,problem",
    [
        ({"latitude": 39.0}, ("$.longitude", "place-half-point")),
        ({"longitude": 124.0}, ("$.latitude", "place-half-point")),
        ({"radius_km": 5}, ("$.radius_km", "place-radius")),
        ({"latitude": 90.1, "longitude": 0}, ("$.latitude", "number-range")),
        ({"latitude": 0, "longitude": -180.5}, ("$.longitude", "number-range")),
        ({"latitude": 0, "longitude": 0, "radius_km": -1}, ("$.radius_km", "number-range")),
    ],
)
def test_a_place_is_on_earth(fields, problem):
    """With both coordinates or none; a radius needs a point."""
    assert codes(ke.Place, id="a", name="a", **fields) == [problem]
