"""Forecasts: how far their terms of likelihood were off, as bounds, and which cannot be scored."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from statistics import fmean
from typing import ClassVar

from attrs import frozen

from korea_events.answers import Answer, Skipped, SkipReason, summarize_skipped
from korea_events.model import LIKELIHOOD_BANDS, Assessment, Likelihood, Outcome


@frozen(kw_only=True)
class ForecastScore:
    """The Brier score of one forecast, as bounds, since its term of likelihood stands for a band.

    Example:
        >>> found = ForecastScore(
        ...     forecast="more-tests", likelihood=Likelihood.LIKELY, outcome=Outcome.TRUE, least=0.04, most=0.2025,
        ... )
        >>> print(found)
        more-tests: likely, true: 0.04–0.2025
    """

    forecast: str
    """The assessment."""
    likelihood: Likelihood
    """Its term of likelihood."""
    outcome: Outcome
    """Whether it came true."""
    least: float
    """The score if the probability was at the better end of the band."""
    most: float
    """The score if the probability was at the worse end of the band."""

    def __str__(self) -> str:
        return f"{self.forecast}: {self.likelihood}, {self.outcome}: {self.least:.6g}–{self.most:.6g}"


@frozen(repr=False)
class Score(Answer[ForecastScore]):
    """The answer of :func:`score`: a row per forecast that could be scored, and the bounds of the mean.

    The Brier score of a forecast is the squared distance between its probability and its outcome, 0 or 1: 0 is the
    best, 1 the worst, and an even chance always gets 0.25. Forecasts that are open, unresolvable, or without a term of
    likelihood are skipped.

    Source: Brier (1950) for the score, ICD 203 (2015) for the bands.

    Example:
        >>> print(Score((), ()))
        no score
    """

    _columns: ClassVar = {"forecast": str, "likelihood": str, "outcome": str, "least": float, "most": float}

    @property
    def least(self) -> float | None:
        """The mean score if each probability was at the better end of its band; None without rows."""
        return fmean(row.least for row in self.rows) if self.rows else None

    @property
    def most(self) -> float | None:
        """The mean score if each probability was at the worse end of its band; None without rows."""
        return fmean(row.most for row in self.rows) if self.rows else None

    def __str__(self) -> str:
        mean = f"{self.least:.6g}–{self.most:.6g} over {len(self)} resolved" if self else "no score"
        return f"{mean}; {summarize_skipped(self.skipped)}" if self.skipped else mean


def score(assessments: Iterable[Assessment]) -> Score:
    """The Brier scores of the forecasts among some assessments, and the bounds of their mean.

    A forecast is an assessment with a horizon; others do not count. A forecast without a term of likelihood is counted
    but not scored: the words of a hedge are never interpreted.

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
        0.04–0.2025 over 1 resolved
    """
    scored = [_score_forecast(one) for one in assessments if one.horizon is not None]
    return Score(
        tuple(one for one in scored if isinstance(one, ForecastScore)),
        tuple(one for one in scored if isinstance(one, Skipped)),
    )


def _score_forecast(forecast: Assessment) -> ForecastScore | Skipped:
    if forecast.resolution is None:
        return Skipped(forecast, SkipReason.OPEN)
    outcome = forecast.resolution.outcome
    if outcome is Outcome.UNRESOLVABLE:
        return Skipped(forecast, SkipReason.UNRESOLVABLE)
    if forecast.likelihood is None:
        return Skipped(forecast, SkipReason.NO_LIKELIHOOD)
    came_true = Fraction(outcome is Outcome.TRUE)
    ends = sorted((Fraction(end, 100) - came_true) ** 2 for end in LIKELIHOOD_BANDS[forecast.likelihood])
    least, most = map(float, ends)
    return ForecastScore(
        forecast=forecast.id, likelihood=forecast.likelihood, outcome=outcome, least=least, most=most
    )
