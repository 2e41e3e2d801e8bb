"""Units: exact conversion within a dimension, none across."""

from fractions import Fraction

import pytest

from korea_events.errors import QuestionError
from korea_events.evidence import convert, dimension
from korea_events.evidence.figures.units import as_printed
from korea_events.vocabularies import Unit


@pytest.mark.parametrize(
    "number, unit, to, result",
    [
        (1, "mi", "m", Fraction("1609.344")),
        (1, "nmi", "km", Fraction("1.852")),
        (1, "ft", "cm", Fraction("30.48")),
        (4475, "km", "m", Fraction(4_475_000)),
        (44_475, "m", "km", Fraction("44.475")),
        (125, "mm", "m", Fraction("0.125")),
        (5156, "s", "min", Fraction(1289, 15)),
        (2, "week", "day", Fraction(14)),
        (50, "t", "kg", Fraction(50_000)),
        (6.1, "mb", "mb", Fraction("6.1")),
        (1, "m/s", "km/h", Fraction("3.6")),
        (7, "km/s", "m/s", Fraction(7000)),
        (30, "kn", "km/h", Fraction("55.56")),
        (80, "tf", "kN", Fraction("784.532")),
        (2, "year", "month", Fraction(24)),
    ],
)
def test_conversion_is_exact(number, unit, to, result):
    """The international mile, nautical mile and foot are exact; nothing is rounded."""
    assert convert(number, unit, to) == result
    assert convert(result, to, unit) == as_printed(number)


@pytest.mark.parametrize(
    "unit, to",
    [
        ("Mach", "km/h"),
        ("kt", "t"),
        ("count", "km"),
        ("mb", "kt"),
        ("month", "day"),
        ("kn", "nmi"),
        ("tf", "t"),
    ],
)
def test_different_dimensions_are_never_converted(unit, to):
    """Mach depends on where it was flown, a kiloton of yield is not a mass."""
    with pytest.raises(QuestionError) as caught:
        convert(1, unit, to)
    assert [problem.code for problem in caught.value.problems] == ["unit-dimension"]


def test_every_unit_has_a_dimension():
    """A unit that the model gains cannot be forgotten here."""
    assert {dimension(unit) for unit in Unit} >= {"length", "mass", "time", "count"}
    for unit in Unit:
        assert convert(7, unit, unit) == 7


def test_an_unknown_unit_is_refused():
    """The message lists what there is."""
    with pytest.raises(QuestionError, match="write one of m, km"):
        dimension("furlong")
