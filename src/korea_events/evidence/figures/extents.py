"""Figures: the range of numbers that a quantity allows, given how it was printed and qualified."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final, NamedTuple, TypeVar

from attrs import evolve

from korea_events.evidence.figures.units import as_printed, convert_from_base, convert_to_base, dimension
from korea_events.model import Comparison, Qualifier, Quantity, Unit
from korea_events.model.engine import format_quantity

QuantityT = TypeVar("QuantityT", bound=Quantity | Comparison)

_HALF: Final = Fraction(1, 2)


class Extent(NamedTuple):
    """The numbers that a figure allows, in the first unit of its dimension.

    Example:
        >>> found = extent(Quantity(value=3, unit="count", qualifier="at_least"))
        >>> found.low, found.high
        (Fraction(3, 1), None)
    """

    low: Fraction | None
    """The lower bound; None if there is none."""
    high: Fraction | None
    """The upper bound; None if there is none."""
    above: bool
    """Whether the lower bound itself is excluded."""
    below: bool
    """Whether the upper bound itself is excluded."""
    loose: bool
    """Whether a word such as "about" or "at least" loosens the figure."""
    dimension: str | None
    """What the figure measures; None without a unit."""
    words: str
    """The figure and what it allows, for reasons."""
    printed: Quantity | None = None
    """What was printed; None for what was calculated."""

    @property
    def start(self) -> tuple[bool, Fraction, bool]:
        """The lower bound, for comparison with those of other extents."""
        return self.low is not None, self.low or Fraction(0), self.above

    @property
    def end(self) -> tuple[bool, Fraction, bool]:
        """The upper bound, for comparison with those of other extents."""
        return self.high is None, self.high or Fraction(0), not self.below


def last_place(number: float, *, significant: bool = False, digits: int = 1) -> Fraction:
    """One unit of the last printed place, or of the last nonzero digit if ``significant``.

    ``digits`` is how many digits count at least, even if they are zeros.

    Example:
        >>> last_place(13000), last_place(13000, significant=True), last_place(6248.5)
        (Fraction(1, 1), Fraction(1000, 1), Fraction(1, 10))
        >>> last_place(1000, significant=True, digits=2), last_place(7, significant=True, digits=2)
        (Fraction(100, 1), Fraction(1, 1))
    """
    printed = Decimal(repr(number))
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)  # numbers of records are finite
    # An integer is printed to its units; 1e+16 is how Python writes a large number, not how it was printed.
    last = min(exponent, 0)
    if significant and printed:
        shortest = printed.normalize().as_tuple().exponent
        assert isinstance(shortest, int)
        last = shortest if digits == 1 else max(last, min(shortest, printed.adjusted() + 1 - digits))
    return Fraction(10) ** last


@lru_cache(maxsize=16_384)  # reports repeat the same few figures
def extent(quantity: Quantity, *, rounded: bool = False) -> Extent | None:
    """The numbers that a quantity allows; None if it has no figure, or excludes everything, as "less than 0" does.

    A bare figure allows half a unit of its last printed place on either side, the upper end excluded; "about" allows
    half a unit of its last nonzero digit; "nearly" allows that much below and nothing above. Both ends of a range are
    printed figures. Counts are whole numbers. A correction replaces what was printed. If ``rounded``, zeros at the end
    of a bare figure of more than two digits are taken for rounding.

    Example:
        >>> extent(Quantity(value=13000, unit="km", qualifier="about")).words
        'about 13000 km (12500 to 13500)'
    """
    used = quantity if quantity.corrected is None else quantity.corrected
    ends = _bound_quantity(used, 2 if rounded else 0)
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
    allowed = format_number_range(low, high, above=above, below=below_words)
    words = printed if low is not None and allowed == format_number(low) else f"{printed} ({allowed})"
    if used is not quantity:
        words = f"{format_quantity(quantity)}, corrected to {words}"
    return Extent(
        None if low is None else convert_to_base(low, used.unit),
        None if high is None else convert_to_base(high, used.unit),
        above,
        below,
        used.qualifier is not None,
        None if used.unit is None else dimension(used.unit),
        words,
        quantity,
    )


def _bound_quantity(
    used: Quantity, digits: int
) -> tuple[Fraction | None, Fraction | None, bool, bool] | None:
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
            if nearly or used.qualifier is Qualifier.ABOUT:
                digits = 1
            down, up = (_HALF * last_place(end, significant=digits > 0, digits=digits) for end in (low, high))
            lowest = first - down if floor_of_all is None else max(floor_of_all, first - down)
            # Half-open, as figures are rounded: 39 min and 40 min do not both allow 39.5.
            return lowest, last if nearly else last + up, False, True


def round_extent(found: Extent) -> Extent:
    """What a figure allows if it was rounded; what was calculated, or has a qualifier, stays as it is.

    Example:
        >>> bare = extent(Quantity(value=8000, unit="mi"))
        >>> assert bare is not None
        >>> bare.words, round_extent(bare).words
        ('8000 mi (7999.5 to 8000.5)', '8000 mi (7950 to 8050)')
    """
    printed = found.printed
    return found if printed is None else extent(printed, rounded=True) or found


def as_count(value: QuantityT) -> QuantityT:
    """A number of things or people: whole, with or without a unit.

    Example:
        >>> for figure in (Quantity(value=25), as_count(Quantity(value=25))):
        ...     print(extent(figure).words)
        25 (24.5 to 25.5)
        25
    """
    if not isinstance(value, Quantity) or value.unit is not None:
        return value
    corrected = None if value.corrected is None else as_count(value.corrected)
    return evolve(value, unit=Unit.COUNT, corrected=corrected)


def factor_extent(comparison: Comparison) -> Extent:
    """The factors that a comparison allows; "twice" is exactly 2, being a word and not a measurement.

    Example:
        >>> factor_extent(Comparison(factor=2, qualifier="nearly")).words
        'nearly 2 times (1.5 to just below 2)'
    """
    if comparison.qualifier is not None:
        loosened = extent(Quantity(value=comparison.factor, qualifier=comparison.qualifier))
        assert loosened is not None  # it has a value
        figure, _, allowed = loosened.words.partition(" (")
        return loosened._replace(words=f"{figure} times ({allowed}")
    factor = as_printed(comparison.factor)
    return Extent(factor, factor, False, False, False, None, f"{format_number(factor)} times")


def build_quantity(found: Extent, unit: Unit | None, words: str) -> Quantity:
    """The quantity that allows the numbers of an extent, in ``unit``."""
    low, high = (None if end is None else convert_from_base(end, unit) for end in (found.low, found.high))
    if high is None:
        qualifier = Qualifier.MORE_THAN if found.above else Qualifier.AT_LEAST
        return Quantity(value=low or 0, unit=unit, qualifier=qualifier, words=words)
    if low == high:
        return Quantity(value=low, unit=unit, words=words)
    if low is None or (low == 0 and unit is not Unit.MB):
        qualifier = Qualifier.LESS_THAN if found.below else Qualifier.AT_MOST
        return Quantity(value=high, unit=unit, qualifier=qualifier, words=words)
    return Quantity(low=low, high=high, unit=unit, words=words)


# -- two extents ---------------------------------------------------------------------------------------------------


def have_common_number(x: Extent, y: Extent) -> bool:
    """Whether both extents allow some number."""
    first, last = max(x, y, key=lambda one: one.start), min(x, y, key=lambda one: one.end)
    if first.low is None or last.high is None:
        return True
    return first.low < last.high or (first.low == last.high and not first.above and not last.below)


def measure_gap(x: Extent, y: Extent) -> Fraction:
    """How far apart two extents are that allow no common number, as a share of the larger one.

    Magnitudes are logarithms, of which shares say nothing: their gap counts as 1.

    Example:
        >>> x, y = extent(Quantity(value=475, qualifier="at_most")), extent(Quantity(value=500, qualifier="at_least"))
        >>> assert x is not None and y is not None
        >>> measure_gap(x, y)
        Fraction(1, 20)
    """
    first, second = sorted((x, y), key=lambda one: one.start)
    low, high = first.high, second.low
    if low is None or not high or x.dimension == dimension(Unit.MB):
        return Fraction(1)
    return (high - low) / high


def is_within_extent(x: Extent, y: Extent) -> bool:
    """Whether ``y`` allows every number that ``x`` allows."""
    return x.start >= y.start and x.end <= y.end


# -- text ----------------------------------------------------------------------------------------------------------


def format_number(number: Fraction) -> str:
    """A number as people write it: exact if its decimals end soon, else to four places.

    Example:
        >>> format_number(Fraction(12497, 2)), format_number(Fraction(48, 7))
        ('6248.5', '6.8571')
    """
    text = f"{float(number):.4f}".rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


def format_number_range(low: Fraction | None, high: Fraction | None, *, above: bool, below: bool) -> str:
    """A range as people write it: "25 to 32", "above 2", "up to 23"; ``below`` names an excluded upper end."""
    if low is None:
        return "any" if high is None else f"{'below' if below else 'up to'} {format_number(high)}"
    if high is None:
        return f"above {format_number(low)}" if above else f"{format_number(low)} or more"
    if low == high:
        return format_number(low)
    return f"{format_number(low)} to {'just below ' if below else ''}{format_number(high)}"
