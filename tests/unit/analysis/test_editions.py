"""Editions of a series, side by side."""

from __future__ import annotations

import pytest

import korea_events as ke


def test_a_series_that_a_dossier_lacks_is_refused():
    """An empty answer would say that the series has no edition."""
    drills = ke.Exercise(id="fs-24", name="Freedom Shield 24", series="freedom-shield")
    dossier = ke.Dossier.of(ke.ExerciseSeries(id="freedom-shield", name="Freedom Shield"), drills)
    assert [edition.exercise.id for edition in ke.compare_editions(dossier, "freedom-shield")] == ["fs-24"]
    with pytest.raises(ke.errors.UnknownIdError):
        ke.compare_editions(dossier, "freedom-shields")
    assert len(ke.compare_editions([drills], "ssangyong")) == 0
