"""Scales compare by strength."""

from __future__ import annotations

import pytest

import korea_events as ke


def test_scales_compare_by_strength():
    """What cannot be judged has no place in the order."""
    assert ke.Reliability("A") > ke.Reliability("E")
    assert ke.Credibility("1") > ke.Credibility("5")
    assert max(ke.Confidence) is ke.Confidence.HIGH
    assert max(ke.Likelihood) is ke.Likelihood.ALMOST_CERTAIN
    assert sorted(["held", "none", "announced"], key=ke.Footing) == ["none", "announced", "held"]
    for unknown, known in (
        (ke.Reliability("F"), ke.Reliability("A")),
        (ke.Credibility("6"), ke.Credibility("5")),
    ):
        with pytest.raises(TypeError, match="leave it out"):
            assert unknown < known
