"""Forecasts, scored: how far the terms of likelihood were off, as bounds, and what cannot be scored."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from korea_events.model import LIKELIHOOD_BANDS, Assessment, Likelihood, Outcome


@frozen(kw_only=True)
class Score:
    """How a set of forecasts came out: bounds of the mean Brier score, and how many were scored or are open.

    The Brier score of one forecast is the squared distance between the probability and what happened, 0 or 1: 0 is
    best, 1 worst, 0.25 what an even chance always gets. A term stands for a band, so the mean has a least and a most.

    Fields:
        least: the mean if each probability was at the better end of its band; None when nothing is resolved
        most: the mean if each was at the worse end
        resolved: how many came true or false and have a term of likelihood; these are scored
        open: how many are not resolved yet
        unresolvable: how many do not say what would count as their coming true
        unscored: how many came true or false but have no term of likelihood

    Source: Brier (1950) for the score, ICD 203 (2015) for the bands.

    Example:
        >>> print(Score(least=0.04, most=0.2025, resolved=1, open=2, unresolvable=1))
        0.04–0.2025 over 1 resolved; 2 open, 1 unresolvable
    """

    least: float | None
    most: float | None
    resolved: int
    open: int = 0
    unresolvable: int = 0
    unscored: int = 0

    def __str__(self) -> str:
        mean = "no score" if self.least is None else f"{self.least:.6g}–{self.most:.6g}"
        tail = f", {self.unscored} without a term of likelihood" if self.unscored else ""
        return (
            f"{mean} over {self.resolved} resolved; {self.open} open, {self.unresolvable} unresolvable{tail}"
        )


def score(assessments: Iterable[Assessment]) -> Score:
    """The bounds of the mean Brier score of the forecasts among some assessments.

    A forecast is an assessment with a horizon; the others are left out. Forecasts without a term of likelihood are
    counted, not scored. No term is ever read out of the words of a hedge.

    Example:
        >>> from korea_events import Span
        >>> from korea_events.model import Resolution
        >>> print(score([
        ...     Assessment(
        ...         id="more-tests", holder="experts", proposition="North Korea launches ballistic missiles",
        ...         hedge="likely", likelihood="likely", likelihood_mapped_by="mk", horizon=Span.parse("2024"),
        ...         resolution=Resolution(outcome="true"),
        ...     ),
        ... ]))
        0.04–0.2025 over 1 resolved; 0 open, 0 unresolvable
    """
    worlds: list[tuple[Fraction, Fraction]] = []
    still_open = unresolvable = unscored = 0
    for forecast in assessments:
        if forecast.horizon is None:
            continue
        if forecast.resolution is None:
            still_open += 1
        elif forecast.resolution.outcome is Outcome.UNRESOLVABLE:
            unresolvable += 1
        elif forecast.likelihood is None:
            unscored += 1
        else:
            worlds.append(
                _score_forecast(forecast.likelihood, came_true=forecast.resolution.outcome is Outcome.TRUE)
            )
    n = len(worlds)
    return Score(
        least=float(sum(low for low, _ in worlds) / n) if n else None,
        most=float(sum(high for _, high in worlds) / n) if n else None,
        resolved=n,
        open=still_open,
        unresolvable=unresolvable,
        unscored=unscored,
    )


def _score_forecast(term: Likelihood, *, came_true: bool) -> tuple[Fraction, Fraction]:
    outcome = Fraction(came_true)
    near, far = sorted((Fraction(end, 100) - outcome) ** 2 for end in LIKELIHOOD_BANDS[term])
    return near, far
