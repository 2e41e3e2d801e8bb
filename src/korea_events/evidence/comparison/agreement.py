"""Comparison: the verdicts on two accounts of one thing, each with its reason."""

from __future__ import annotations

from attrs import frozen

from korea_events.model.engine import Vocabulary


class Agreement(Vocabulary):
    """How one account relates to another. Ours.

    All but ``weakens`` are symmetric.
    """

    CORROBORATES = "corroborates", "both state figures or words that agree"
    COMPATIBLE = ("compatible", "both may be right, but one is too loose to confirm the other")
    CONTRADICTS = "contradicts", "both cannot be right"
    RESTATES = "restates", "they agree and come from the same claimant or origin: one account, twice"
    WEAKENS = "weakens", "the first says less than the second in nearly the same words"
    NOT_COMPARABLE = "not_comparable", "they are about different things, or one revises the other"


AGREEING_VERDICTS = frozenset({Agreement.CORROBORATES, Agreement.COMPATIBLE})


@frozen
class ComparisonResult:
    """The verdict on two accounts, with the reason in words.

    Example:
        >>> print(ComparisonResult(Agreement.CONTRADICTS, "6 and 3: no number is allowed by both"))
        contradicts: 6 and 3: no number is allowed by both
    """

    verdict: Agreement
    because: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.because}"


def judge_corroborating(because: str) -> ComparisonResult:
    """Both agree."""
    return ComparisonResult(Agreement.CORROBORATES, because)


def judge_compatible(because: str) -> ComparisonResult:
    """Neither excludes the other."""
    return ComparisonResult(Agreement.COMPATIBLE, because)


def judge_contradicting(because: str) -> ComparisonResult:
    """They exclude each other."""
    return ComparisonResult(Agreement.CONTRADICTS, because)


def judge_not_comparable(because: str) -> ComparisonResult:
    """There is nothing to compare."""
    return ComparisonResult(Agreement.NOT_COMPARABLE, because)
