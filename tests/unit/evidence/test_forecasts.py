"""Brier bounds of terms."""

import pytest

from korea_events import Assessment, Resolution, Span
from korea_events.evidence import score
from korea_events.model import LIKELIHOOD_BANDS


def forecast(term, outcome, **more):
    """A forecast for 2024 with a term and an outcome."""
    resolution = None if outcome is None else Resolution(outcome=outcome)
    return Assessment(
        id=f"f-{term}-{outcome}".lower(), holder="experts", proposition="more tests", likelihood=term,
        horizon=more.pop("horizon", Span.parse("2024")), resolution=resolution,
    )  # fmt: skip


def test_likely_come_true():
    """(1 - 0.80)² to (1 - 0.55)²."""
    found = score([forecast("likely", "true")])
    assert (found.least, found.most, len(found)) == (0.04, 0.2025, 1)


def test_likely_not_come_true():
    """0.55² to 0.80²."""
    found = score([forecast("likely", "false")])
    assert (found.least, found.most, len(found)) == (0.3025, 0.64, 1)


@pytest.mark.parametrize("term", list(LIKELIHOOD_BANDS))
def test_every_probability_of_a_band_scores_within_the_bounds(term):
    """The bounds are attained at the ends of the band, and nothing in it lies outside."""
    low, high = LIKELIHOOD_BANDS[term]
    for outcome, happened in (("true", 1), ("false", 0)):
        found = score([forecast(term, outcome)])
        scores = [(percent / 100 - happened) ** 2 for percent in range(low, high + 1)]
        assert (found.least, found.most) == pytest.approx((min(scores), max(scores)))


def test_the_mean_is_over_what_is_resolved():
    """Open and unresolvable forecasts are counted, not scored; so are those without a term."""
    found = score(
        [
            forecast("likely", "true"),
            forecast("almost_certain", "false"),
            forecast("likely", None),
            forecast("likely", "unresolvable"),
            forecast(None, "true"),
            Assessment(
                id="judgement",
                holder="experts",
                proposition="Kim wants sanctions relief",
                likelihood="likely",
            ),
        ]
    )
    assert found.least == pytest.approx((0.04 + 0.95**2) / 2)
    assert found.most == pytest.approx((0.2025 + 0.99**2) / 2)
    assert [one.reason for one in found.skipped] == ["open", "unresolvable", "no_likelihood"]
    assert [row.outcome for row in found] == ["true", "false"]


def test_nothing_resolved_has_no_score():
    """None is not zero."""
    assert (score([]).least, score([]).most) == (None, None)
    assert str(score([forecast("likely", None)])) == "no score; skipped: 1 open"
