"""Groups of codes stand on their vocabularies."""

from __future__ import annotations

import korea_events as ke


def test_groups_of_codes():
    """Each stands on its vocabulary."""
    assert [str(code) for code in ke.Status if code.took_place] == ["ongoing", "held"]
    assert [str(code) for code in ke.Status if code.called_off] == ["postponed", "suspended", "cancelled"]
    assert [str(code) for code in ke.Status if code.only_planned] == ["announced", "postponed", "cancelled"]
    assert [str(code) for code in ke.vocabularies.Role if code.takes_part] == ["participant", "host", "lead"]
    assert [str(code) for code in ke.vocabularies.Role if code.acts and not code.takes_part] == [
        "commander",
        "supervisor",
        "operator",
    ]
    assert [str(code) for code in ke.vocabularies.LinkKind if code.withdraws] == [
        "corrects",
        "supersedes",
        "retracts",
    ]
