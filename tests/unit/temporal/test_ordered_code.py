"""Codes with an order compare by strength and refuse every other comparison."""

from __future__ import annotations

import operator
from collections.abc import Callable

import pytest

from korea_events.temporal import Verdict
from korea_events.temporal.engine import OrderedCode

COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge)


class Letter(OrderedCode):
    """An order that is not the one of the alphabet, with one letter outside it."""

    B = "B"
    A = "A"
    UNKNOWN = "F"

    @property
    def strength(self) -> int | None:
        return None if self is Letter.UNKNOWN else super().strength


def test_verdicts_compare_by_strength() -> None:
    assert Verdict.CERTAIN > Verdict.POSSIBLE > Verdict.IMPOSSIBLE
    assert Verdict.POSSIBLE <= Verdict.POSSIBLE >= Verdict.POSSIBLE
    assert max(Verdict) is Verdict.CERTAIN
    assert sorted(Verdict, reverse=True) == [Verdict.CERTAIN, Verdict.POSSIBLE, Verdict.IMPOSSIBLE]


@pytest.mark.parametrize("compare", COMPARISONS)
@pytest.mark.parametrize("other", ["possible", Letter.A, 1, None])
def test_a_code_compares_with_its_own_class_only(
    compare: Callable[[object, object], bool], other: object
) -> None:
    for pair in ((Verdict.POSSIBLE, other), (other, Verdict.POSSIBLE)):
        with pytest.raises(TypeError, match=r"both must be members of (Verdict|Letter)"):
            compare(*pair)


@pytest.mark.parametrize("compare", COMPARISONS)
def test_a_code_without_strength_refuses_to_be_compared(compare: Callable[[object, object], bool]) -> None:
    assert Letter.A > Letter.B
    for pair in ((Letter.A, Letter.UNKNOWN), (Letter.UNKNOWN, Letter.A)):
        with pytest.raises(TypeError, match=r"'F'> is neither weaker nor stronger"):
            compare(*pair)


def test_a_code_still_equals_its_text() -> None:
    assert Verdict("certain") == "certain"
    assert {"certain": 1}[Verdict.CERTAIN] == 1
