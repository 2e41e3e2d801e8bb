"""Scales compare by strength."""

from __future__ import annotations

import pytest

import korea_events as ke


def test_scales_compare_by_strength():
    """What cannot be judged has no place in the order."""
    assert ke.vocabularies.Reliability("A") > ke.vocabularies.Reliability("E")
    assert ke.vocabularies.Credibility("1") > ke.vocabularies.Credibility("5")
    assert max(ke.vocabularies.Confidence) is ke.vocabularies.Confidence.HIGH
    assert max(ke.vocabularies.Likelihood) is ke.vocabularies.Likelihood.ALMOST_CERTAIN
    assert sorted(["held", "none", "announced"], key=ke.Footing) == ["none", "announced", "held"]
    for unknown, known in (
        (ke.vocabularies.Reliability("F"), ke.vocabularies.Reliability("A")),
        (ke.vocabularies.Credibility("6"), ke.vocabularies.Credibility("5")),
    ):
        with pytest.raises(TypeError, match="leave it out"):
            assert unknown < known
