"""What a stated figure allows."""

from fractions import Fraction

import pytest

from korea_events import Quantity
from korea_events.evidence.figures.extents import extent, have_common_number, is_within_extent


@pytest.mark.parametrize(
    "quantity, low, high, above, below",
    [
        (Quantity(value=13000, unit="km"), "12999500", "13000500", False, True),
        (Quantity(value=13000, unit="km", qualifier="about"), "12500000", "13500000", False, True),
        (Quantity(value=6248.5, unit="km"), "6248450", "6248550", False, True),
        (Quantity(value=13.0, unit="m"), "12.95", "13.05", False, True),
        (Quantity(value=930, unit="km", qualifier="more_than"), "930000", None, True, False),
        (Quantity(value=930, unit="km", qualifier="at_least"), "930000", None, False, False),
        (Quantity(value=7000, unit="km", qualifier="at_most"), "0", "7000000", False, False),
        (Quantity(value=7000, unit="km", qualifier="less_than"), "0", "7000000", False, True),
        (Quantity(value=3500, unit="m", qualifier="nearly"), "3450", "3500", False, True),
        (Quantity(low=50, high=60, unit="kt"), "49.5", "60.5", False, True),
        (Quantity(low=20, high=30, unit="kt", qualifier="at_least"), "20", None, False, False),
        (Quantity(low=170, high=200, unit="m", qualifier="about"), "165", "250", False, True),
        (Quantity(value=6.1, unit="mb"), "6.05", "6.15", False, True),
        (Quantity(value=0, unit="km"), "0", "500", False, True),
        (Quantity(value=48), "47.5", "48.5", False, True),
    ],
)
def test_what_a_figure_allows(quantity, low, high, above, below):
    """Bare: half a unit of the last printed place; about: of the last digit that is not zero; one-sided: one side."""
    found = extent(quantity)
    assert (found.low, found.high) == (Fraction(low), None if high is None else Fraction(high))
    assert (found.above, found.below) == (above, below)


@pytest.mark.parametrize(
    "quantity, low, high",
    [
        (Quantity(value=48, unit="count"), 48, 48),
        (Quantity(value=20, unit="count", qualifier="more_than"), 21, None),
        (Quantity(value=20, unit="count", qualifier="less_than"), 0, 19),
        (Quantity(value=10, unit="count", qualifier="about"), 5, 14),
        (Quantity(low=3, high=4, unit="count"), 3, 4),
    ],
)
def test_counts_are_whole_numbers(quantity, low, high):
    """More than twenty missiles are twenty-one or more."""
    found = extent(quantity)
    assert (found.low, found.high, found.above, found.below) == (low, high, False, False)


def test_a_magnitude_may_be_below_zero():
    """It is a logarithm: at most 0.5 has no lower end."""
    assert extent(Quantity(value=0.5, unit="mb", qualifier="at_most")).low is None
    assert extent(Quantity(value=-0.5, unit="mb")).low == Fraction("-0.55")


def test_words_alone_have_no_extent():
    """Several is not a figure."""
    assert extent(Quantity(words="several")) is None


def test_what_excludes_every_number_has_no_extent():
    """Less than nothing, nearly nothing: no number is left."""
    assert extent(Quantity(value=0, unit="km", qualifier="less_than")) is None
    assert extent(Quantity(value=0, unit="count", qualifier="nearly")) is None


def test_a_correction_is_used_and_shown():
    """44,475 metres stood in the report; the coder takes it for 4,475 km."""
    found = extent(Quantity(value=44475, unit="m", corrected=Quantity(value=4475, unit="km")))
    assert found.low == Fraction(4_474_500)
    assert found.words == "44475 m, corrected to 4475 km (4474.5 to 4475.5)"


def test_neighbouring_figures_do_not_meet():
    """39 minutes and 40 minutes are different, though 39.5 would round to either."""
    assert not have_common_number(
        extent(Quantity(value=39, unit="min")), extent(Quantity(value=40, unit="min"))
    )


def bounds(low, high, above=False, below=False):
    """An extent without a unit."""
    template = extent(Quantity(value=1))
    return template._replace(
        low=None if low is None else Fraction(low),
        high=None if high is None else Fraction(high),
        above=above,
        below=below,
    )


def allows(x, number):
    """The definition, point by point."""
    low = x.low is None or number > x.low or (number == x.low and not x.above)
    high = x.high is None or number < x.high or (number == x.high and not x.below)
    return low and high


def test_common_and_within_against_every_small_case():
    """Both agree with enumeration of quarter steps, for all ends from 0 to 2, open, closed and missing."""
    steps = [Fraction(n, 4) for n in range(-4, 13)]
    ends = [None, 0, 1, 2]
    cases = [
        case
        for low in ends
        for high in ends
        for above in (False, True)
        for below in (False, True)
        if any(allows(case := bounds(low, high, above, below), step) for step in steps)
        and not (low is None and above)
        and not (high is None and below)
    ]
    for x in cases:
        for y in cases:
            assert have_common_number(x, y) == any(allows(x, s) and allows(y, s) for s in steps)
            assert is_within_extent(x, y) == all(allows(y, s) for s in steps if allows(x, s))
