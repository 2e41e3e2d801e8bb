"""How two accounts of one thing agree: the verdicts, and what goes with them."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from korea_events.model.engine import Vocabulary


class Agreement(Vocabulary):
    """How one account stands to another. Ours.

    All but ``weakens`` say the same from either side.
    """

    CORROBORATES = "corroborates", "both give figures or words that agree, each by itself"
    COMPATIBLE = (
        "compatible",
        "nothing excludes that both are right, but one of them is too loose to confirm it",
    )
    CONTRADICTS = "contradicts", "both cannot be right"
    RESTATES = "restates", "they agree, and come from the same claimant or origin: one account told twice"
    WEAKENS = "weakens", "the first says less than the second in nearly the same words"
    NOT_COMPARABLE = "not_comparable", "they are not about the same thing, or one is a revision of the other"


@frozen
class ComparisonResult:
    """How two accounts agree, and why, in words.

    Example:
        >>> print(ComparisonResult(Agreement.CONTRADICTS, "6 and 3: no number is allowed by both"))
        contradicts: 6 and 3: no number is allowed by both
    """

    verdict: Agreement
    because: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.because}"


class DetailAgreement(NamedTuple):
    """A verdict on one detail, before origins and claimants are looked at."""

    verdict: Agreement
    because: str


def judge_corroborating(because: str) -> DetailAgreement:
    """Both agree."""
    return DetailAgreement(Agreement.CORROBORATES, because)


def judge_compatible(because: str) -> DetailAgreement:
    """Neither excludes the other."""
    return DetailAgreement(Agreement.COMPATIBLE, because)


def judge_contradicting(because: str) -> DetailAgreement:
    """They exclude each other."""
    return DetailAgreement(Agreement.CONTRADICTS, because)


def judge_not_comparable(because: str) -> DetailAgreement:
    """There is nothing to compare."""
    return DetailAgreement(Agreement.NOT_COMPARABLE, because)
