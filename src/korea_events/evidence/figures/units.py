"""Units: which measure the same thing, and exact conversion between them."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from korea_events.errors import QuestionError
from korea_events.model import Unit

# One table by dimension: how many of the first unit one of each is. The mile, nautical mile and foot are exact by
# the international definitions of 1929 and 1959. Mach depends on where it was flown and stands alone, as does the
# magnitude of an earthquake, which is a logarithm.
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
    "speed": {Unit.KM_H: Fraction(1)},
    "multiple of the speed of sound": {Unit.MACH: Fraction(1)},
    "explosive yield": {Unit.KT: Fraction(1)},
    "magnitude": {Unit.MB: Fraction(1)},
    "count": {Unit.COUNT: Fraction(1)},
}
_UNIT_SCALES: Final = {
    unit: (dimension, scale) for dimension, row in _UNITS_BY_DIMENSION.items() for unit, scale in row.items()
}


def dimension(unit: Unit | str) -> str:
    """What a unit measures: length, mass, time, speed, explosive yield, count and so on.

    Raises:
        QuestionError: ``unit-unknown`` for something that is no unit.

    Example:
        >>> dimension("nmi"), dimension("Mach")
        ('length', 'multiple of the speed of sound')
    """
    return _UNIT_SCALES[_resolve_unit(unit)][0]


def convert(number: float | Fraction, unit: Unit | str, to: Unit | str) -> Fraction:
    """A number in another unit, exactly; the number is taken as printed, so that 6248.5 is 12497/2.

    Mach is never converted: the speed of sound differs from place to place.

    Raises:
        QuestionError: ``unit-unknown`` for something that is no unit, ``unit-dimension`` when the two units measure
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
            f"{here} measures {dimension(here)} and {there} measures {dimension(there)}: there is no conversion",
        )
    return as_printed(number) * _UNIT_SCALES[here][1] / _UNIT_SCALES[there][1]


def as_printed(number: float | Fraction) -> Fraction:
    """The number that is printed, rather than its nearest binary neighbour.

    Example:
        >>> as_printed(0.1)
        Fraction(1, 10)
    """
    return number if isinstance(number, Fraction) else Fraction(repr(number))


def convert_to_base(number: Fraction, unit: Unit | None) -> Fraction:
    """A number in the first unit of its dimension; without a unit it stays as it is."""
    return number if unit is None else number * _UNIT_SCALES[unit][1]


def _resolve_unit(unit: Unit | str) -> Unit:
    try:
        return Unit(unit)
    except ValueError:
        allowed = ", ".join(Unit)
        raise QuestionError.of("unit-unknown", f"{unit!r} is no unit (allowed: {allowed})") from None
