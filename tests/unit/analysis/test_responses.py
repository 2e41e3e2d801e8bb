"""How soon responses came."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import korea_events as ke

MND = ke.Actor(id="mnd", name="Ministry", kind="agency")


def build_dossier(response: object, to: object, kind: str = "in_response_to") -> ke.Dossier:
    return ke.Dossier.of(MND, response, to, ke.Link(id="why", kind=kind, source="response", target="to"))


@given(st.integers(0, 300), st.integers(0, 40), st.integers(0, 300), st.integers(0, 40))
def test_the_time_is_every_difference_of_days_that_the_dates_allow(
    a: int, more: int, b: int, most: int
) -> None:
    """From beginning to beginning, against the differences one by one."""
    first, second = (ke.DayRange("2024-01-01", None).first.add(days=days) for days in (a, b))
    said = ke.Statement(
        id="response",
        speakers=["mnd"],
        said=ke.Span.bounded(earliest_start=first.isoformat(), latest_start=first.add(days=more).isoformat()),
    )
    drill = ke.Exercise(
        id="to",
        name="drill",
        span=ke.Span.bounded(
            earliest_start=second.isoformat(), latest_start=second.add(days=most).isoformat()
        ),
    )
    [row] = ke.response_times(build_dossier(said, drill))
    differences = {x - y for x in range(a, a + more + 1) for y in range(b, b + most + 1)}
    assert (row.lag.least, row.lag.most) == (min(differences), max(differences))


@pytest.mark.parametrize(
    "response,to,reason",
    [
        ({"said": None}, {"span": "2024-03-04"}, "no_date"),
        ({"said": "2024-03-05"}, {}, "no_date"),
        ({"said": "2024-03-05"}, {"span": "2024-03-04", "status": "cancelled"}, "cancelled"),
    ],
)
def test_a_pair_without_both_dates_is_listed_with_the_reason(response, to, reason):
    """And has no row."""
    if to.get("status"):
        to = {"plans": [ke.Plan(span=to["span"])], "status": to["status"]}
    found = ke.response_times(
        build_dossier(
            ke.Statement(id="response", speakers=["mnd"], **response),
            ke.Exercise(id="to", name="drill", **to),
        )
    )
    assert (len(found), [one.reason for one in found.skipped]) == (0, [reason])


def test_what_has_no_dates_by_nature_is_listed_too():
    found = ke.response_times(
        build_dossier(
            ke.Statement(id="response", speakers=["mnd"], said="2024-03-05"),
            ke.Actor(id="to", name="x", kind="state"),
        )
    )
    assert [(one.item.id, one.reason) for one in found.skipped] == [("to", "no_date")]


def test_other_links_are_not_responses():
    said = ke.Statement(id="response", speakers=["mnd"], said="2024-03-05")
    drill = ke.Exercise(id="to", name="drill", span="2024-03-04")
    assert len(ke.response_times(build_dossier(said, drill, "follows"))) == 0


def test_what_is_only_announced_may_be_left_out():
    said = ke.Statement(id="response", speakers=["mnd"], said="2024-03-05")
    drill = ke.Exercise(id="to", name="drill", plans=[ke.Plan(span="2024-03-08")])
    dossier = build_dossier(said, drill)
    assert str(ke.response_times(dossier)[0].lag) == "-3 days"
    assert [one.reason for one in ke.response_times(dossier, footing="held").skipped] == ["announced"]


def test_moments_are_measured_on_request():
    said = ke.Statement(id="response", speakers=["mnd"], said=ke.Span.parse("2024-03-05T17:23"))
    drill = ke.Exercise(id="to", name="drill", span=ke.Span.parse("2024-03-05T09:00"))
    assert str(ke.response_times(build_dossier(said, drill), grain="instant")[0].lag) == "8 h 23 min"


@pytest.mark.parametrize("wrong", [None, [], "drills"])
def test_only_a_dossier_has_links(wrong):
    with pytest.raises(ke.errors.QuestionError, match="argument-type"):
        ke.response_times(wrong)
