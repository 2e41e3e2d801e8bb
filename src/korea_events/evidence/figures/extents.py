"""What a stated figure allows: the numbers that it does not exclude, by how it was printed and qualified."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple

from korea_events.evidence.figures.units import as_printed, convert_to_base, dimension
from korea_events.model import Qualifier, Quantity, Unit

_HALF: Final = Fraction(1, 2)
_LOOSENING_QUALIFIERS: Final = frozenset(Qualifier)
_QUALIFIER_WORDS: Final = {
    Qualifier.ABOUT: "about",
    Qualifier.AT_LEAST: "at least",
    Qualifier.AT_MOST: "at most",
    Qualifier.MORE_THAN: "more than",
    Qualifier.LESS_THAN: "less than",
    Qualifier.NEARLY: "nearly",
}


class Extent(NamedTuple):
    """The numbers that a figure allows, in the first unit of its dimension.

    ``low`` and ``high`` are None where nothing bounds it; ``above`` and ``below`` say that the bound itself is out.
    """

    low: Fraction | None
    high: Fraction | None
    above: bool
    below: bool
    loose: bool
    """Whether a word such as "about" or "at least" loosens it."""
    dimension: str | None
    words: str
    """The figure and what it allows, for reasons."""


def last_place(number: float, *, significant: bool = False) -> Fraction:
    """One unit of the last printed place, or of the last digit that is not zero.

    Example:
        >>> last_place(13000), last_place(13000, significant=True), last_place(6248.5)
        (Fraction(1, 1), Fraction(1000, 1), Fraction(1, 10))
    """
    printed = Decimal(repr(number))
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)  # numbers of records are finite
    if not significant or not printed:
        # An integer is printed to its units; 1e+16 is how Python writes a large number, not how anybody printed it.
        return Fraction(10) ** min(exponent, 0)
    shortest = printed.normalize().as_tuple().exponent
    assert isinstance(shortest, int)
    return Fraction(10) ** shortest


def extent(quantity: Quantity) -> Extent | None:
    """What a quantity allows; None when it gives words only, or excludes everything, as less than 0 does.

    A bare figure spans half a unit of its last printed place on either side, without the upper end itself; with
    "about", half a unit of its last digit that is not zero; "nearly" that much below it and none above. Both ends of a
    range are printed figures.
    Counts are whole numbers. A correction stands in for what was printed.

    Example:
        >>> extent(Quantity(value=13000, unit="km", qualifier="about")).words
        'about 13000 km (12500 to 13500)'
    """
    used = quantity if quantity.corrected is None else quantity.corrected
    ends = _bound_quantity(used)
    if ends is None:
        return None
    low, high, above, below = ends
    if used.unit is Unit.COUNT:
        low = None if low is None else Fraction(floor(low) + 1 if above else ceil(low))
        high = None if high is None else Fraction(ceil(high) - 1 if below else floor(high))
        above = below = False
    if low is not None and high is not None and (low > high or (low == high and (above or below))):
        return None
    printed = format_quantity(used)
    below_words = below and used.qualifier in (Qualifier.NEARLY, Qualifier.LESS_THAN)
    allowed = _format_number_range(low, high, above=above, below=below_words)
    words = printed if low is not None and allowed == format_number(low) else f"{printed} ({allowed})"
    if used is not quantity:
        words = f"{format_quantity(quantity)}, corrected to {words}"
    return Extent(
        None if low is None else convert_to_base(low, used.unit),
        None if high is None else convert_to_base(high, used.unit),
        above,
        below,
        used.qualifier in _LOOSENING_QUALIFIERS,
        None if used.unit is None else dimension(used.unit),
        words,
    )


def _bound_quantity(used: Quantity) -> tuple[Fraction | None, Fraction | None, bool, bool] | None:
    if used.value is not None:
        low = high = used.value
    elif used.low is not None and used.high is not None:
        low, high = used.low, used.high
    else:
        return None
    first, last = as_printed(low), as_printed(high)
    # Nothing is less than nothing, but a magnitude is a logarithm and may be.
    floor_of_all = None if used.unit is Unit.MB else Fraction(0)
    match used.qualifier:
        case Qualifier.AT_LEAST:
            return first, None, False, False
        case Qualifier.MORE_THAN:
            return first, None, True, False
        case Qualifier.AT_MOST:
            return floor_of_all, last, False, False
        case Qualifier.LESS_THAN:
            return floor_of_all, last, False, True
        case _:
            nearly = used.qualifier is Qualifier.NEARLY
            significant = nearly or used.qualifier is Qualifier.ABOUT
            down, up = (_HALF * last_place(end, significant=significant) for end in (low, high))
            lowest = first - down if floor_of_all is None else max(floor_of_all, first - down)
            # Half-open, as figures are rounded: 39 min and 40 min do not both allow 39.5.
            return lowest, last if nearly else last + up, False, True


def have_common_number(x: Extent, y: Extent) -> bool:
    """Whether some number is allowed by both."""
    return _is_start_before_end(x, y) and _is_start_before_end(y, x)


def is_within_extent(x: Extent, y: Extent) -> bool:
    """Whether every number that ``x`` allows is allowed by ``y``."""
    return _is_no_lower(x, y) and _is_no_higher(x, y)


def _is_no_lower(x: Extent, y: Extent) -> bool:
    if x.low is None or y.low is None:
        return y.low is None
    return x.low > y.low or (x.low == y.low and (x.above or not y.above))


def _is_no_higher(x: Extent, y: Extent) -> bool:
    if x.high is None or y.high is None:
        return y.high is None
    return x.high < y.high or (x.high == y.high and (x.below or not y.below))


def _is_start_before_end(x: Extent, y: Extent) -> bool:
    """Whether ``x`` begins no later than ``y`` ends."""
    if x.low is None or y.high is None:
        return True
    return x.low < y.high or (x.low == y.high and not x.above and not y.below)


def format_number(number: Fraction) -> str:
    """A number as people write it: exact where its decimals end soon, else to four places.

    Example:
        >>> format_number(Fraction(12497, 2)), format_number(Fraction(48, 7))
        ('6248.5', '6.8571')
    """
    text = f"{float(number):.4f}".rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


def format_quantity(quantity: Quantity) -> str:
    """The figure of a quantity with its unit and qualifier: "about 13000 km"; its words when it has no figure."""
    if quantity.value is not None:
        figure = f"{quantity.value}"
    elif quantity.low is not None:
        figure = f"{quantity.low} to {quantity.high}"
    else:
        return f"{quantity.words}"
    unit = "" if quantity.unit in (None, Unit.COUNT) else f" {quantity.unit}"
    loosened = "" if quantity.qualifier is None else f"{_QUALIFIER_WORDS[quantity.qualifier]} "
    return f"{loosened}{figure}{unit}"


def _format_number_range(low: Fraction | None, high: Fraction | None, *, above: bool, below: bool) -> str:
    if low is None:
        return "any" if high is None else f"{'below' if below else 'up to'} {format_number(high)}"
    if high is None:
        return f"above {format_number(low)}" if above else f"{format_number(low)} or more"
    if low == high:
        return format_number(low)
    return f"{format_number(low)} to {'just below ' if below else ''}{format_number(high)}"
