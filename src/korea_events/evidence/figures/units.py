"""Figures: units, what they measure, and exact conversion between them."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from korea_events.errors import QuestionError
from korea_events.model import Unit
from korea_events.temporal.engine import quote_value

# One table by dimension: each unit in terms of the first. The mile, nautical mile and foot are exact by the
# international definitions of 1929 and 1959, the tonne-force by the standard gravity of 1901. Mach depends on where it
# was flown and is a dimension of its own; so is the magnitude of an earthquake, which is a logarithm.
_UNITS_BY_DIMENSION: Final = {
    "length": {
        Unit.M: Fraction(1),
        Unit.KM: Fraction(1000),
        Unit.CM: Fraction(1, 100),
        Unit.MM: Fraction(1, 1000),
        Unit.MI: Fraction("1609.344"),
        Unit.NMI: Fraction(1852),
        Unit.FT: Fraction("0.3048"),
    },
    "mass": {Unit.KG: Fraction(1), Unit.T: Fraction(1000)},
    "time": {
        Unit.S: Fraction(1),
        Unit.MIN: Fraction(60),
        Unit.H: Fraction(3600),
        Unit.DAY: Fraction(86_400),
        Unit.WEEK: Fraction(604_800),
    },
    # How long these are depends on where they begin; only among themselves are they exact.
    "calendar time": {Unit.MONTH: Fraction(1), Unit.YEAR: Fraction(12)},
    "speed": {
        Unit.KM_H: Fraction(1),
        Unit.M_S: Fraction("3.6"),
        Unit.KM_S: Fraction(3600),
        Unit.KN: Fraction("1.852"),
    },
    "force": {Unit.TF: Fraction(1), Unit.KILONEWTON: 1 / Fraction("9.80665")},
    "angle": {Unit.DEG: Fraction(1)},
    "share": {Unit.PERCENT: Fraction(1)},
    "multiple of the speed of sound": {Unit.MACH: Fraction(1)},
    "explosive yield": {Unit.KT: Fraction(1)},
    "magnitude": {Unit.MB: Fraction(1)},
    "count": {Unit.COUNT: Fraction(1)},
}
_UNIT_SCALES: Final = {
    unit: (dimension, scale) for dimension, row in _UNITS_BY_DIMENSION.items() for unit, scale in row.items()
}


def dimension(unit: Unit | str) -> str:
    """What a unit measures: length, mass, time, speed, explosive yield, count, and so on.

    Raises:
        QuestionError: ``unit-unknown`` if ``unit`` is not a unit.

    Example:
        >>> dimension("nmi"), dimension("Mach")
        ('length', 'multiple of the speed of sound')
    """
    return _UNIT_SCALES[_resolve_unit(unit)][0]


def convert(number: float | Fraction, unit: Unit | str, to: Unit | str) -> Fraction:
    """Convert a number to another unit, exactly. The number counts as printed: 6248.5 is 12497/2.

    Mach is never converted, since the speed of sound varies from place to place.

    Raises:
        QuestionError: ``unit-unknown`` if ``unit`` or ``to`` is not a unit, ``unit-dimension`` if they measure
            different things.

    Example:
        >>> round(convert(6000, "km", "mi"))  # printed as 3,278 miles in July 2017
        3728
        >>> convert(71, "min", "s")
        Fraction(4260, 1)
    """
    here, there = _resolve_unit(unit), _resolve_unit(to)
    if dimension(here) != dimension(there):
        raise QuestionError.of(
            "unit-dimension",
            f"cannot convert {here} to {there}: {here} measures {dimension(here)}, {there} {dimension(there)}",
        )
    return as_printed(number) * _UNIT_SCALES[here][1] / _UNIT_SCALES[there][1]


def as_printed(number: float | Fraction) -> Fraction:
    """The number as printed, rather than the binary fraction nearest to it.

    Example:
        >>> as_printed(0.1)
        Fraction(1, 10)
    """
    return number if isinstance(number, Fraction) else Fraction(repr(number))


def convert_to_base(number: Fraction, unit: Unit | None) -> Fraction:
    """A number in the first unit of its dimension; without a unit it stays as it is."""
    return number if unit is None else number * _UNIT_SCALES[unit][1]


def convert_from_base(number: Fraction, unit: Unit | None) -> float:
    """A number of the first unit of a dimension in ``unit``: an integer where it is whole."""
    exact = number / convert_to_base(Fraction(1), unit)
    return int(exact) if exact.denominator == 1 else float(exact)


def _resolve_unit(unit: Unit | str) -> Unit:
    try:
        return Unit(unit)
    except ValueError:
        message = f"{quote_value(unit)} is not a unit: write one of {', '.join(Unit)}"
        raise QuestionError.of("unit-unknown", message) from None
