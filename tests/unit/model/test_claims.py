"""Several claims at once, and the dates of claims."""

from __future__ import annotations

import pytest

import korea_events as ke


def problems(**arguments):
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.claims(**arguments)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_each_value_becomes_a_claim():
    """Text is read as in the constructor, and what is shared is in each."""
    apogee, outcome, system = ke.claims(
        event="h19",
        claimants=["rok-jcs"],
        citations=["yonhap-1"],
        stance="doubts",
        made="2024-10-31",
        apogee="about 7,000 km",
        outcome="success",
        identity=ke.Ref(record="hwasong-19"),
    )
    shared = {"event": "h19", "claimants": ["rok-jcs"], "citations": ["yonhap-1"], "stance": "doubts"}
    shared |= {"made": "2024-10-31"}
    value = ke.Quantity(value=7000, unit="km", qualifier="about", words="about 7,000 km")
    assert apogee == ke.EventClaim(id="h19.apogee.rok-jcs", attribute="apogee", value=value, **shared)
    assert outcome.value == ke.Term(text="success")
    assert system.value == ke.Ref(record="hwasong-19")


@pytest.mark.parametrize(
    "arguments,name",
    [
        ({"event": "h19", "claimants": ["rok-jcs"]}, "h19.apogee.rok-jcs"),
        ({"event": "h19", "claimants": ("rok-jcs", "japan-mod")}, "h19.apogee.rok-jcs.japan-mod"),
        ({"system": "hwasong-19", "claimants": ["kcna"], "revision": 2}, "hwasong-19.apogee.kcna.2"),
    ],
)
def test_an_id_is_made_of_subject_attribute_claimants_and_revision(arguments, name):
    """Whatever else is claimed beside it, and in whatever order."""
    alone = ke.claims(**arguments, apogee="7,000 km")
    among = ke.claims(**arguments, outcome="success", apogee="7,000 km", flight_time="86 minutes")
    assert [claim.id for claim in alone] == [name]
    assert alone[0] in among
    assert isinstance(alone[0], ke.EventClaim if "event" in arguments else ke.CapabilityClaim)


def test_a_count_is_a_number_of_things():
    """Whether or not its text says so."""
    for text in ("two", "two missiles", "2"):
        (count,) = ke.claims(event="h19", claimants=["rok-jcs"], count=text)
        assert (count.value.value, count.value.unit) == (2, "count")


def test_a_value_may_be_denied_without_another():
    (claim,) = ke.claims(event="h19", claimants=["kcna"], stance="denies", occurrence=None)
    assert (claim.stance, claim.value) == ("denies", None)


@pytest.mark.parametrize(
    "arguments,found",
    [
        ({"claimants": ["a"], "apogee": "1 km"}, [("$", "claims-subject")]),
        ({"event": "e", "system": "s", "claimants": ["a"], "apogee": "1 km"}, [("$", "claims-subject")]),
        ({"event": "e", "claimants": ["a"]}, [("$", "claims-empty")]),
        (
            {"event": "e", "claimants": ["a"], "apogee": "4.600 km", "range": "5 kmz", "count": "5 km"},
            [
                ("$.apogee.value", "quantity-ambiguous"),
                ("$.range.value", "quantity-words"),
                ("$.count", "quantity-units"),
            ],
        ),
        ({"event": "e", "claimants": "kcna", "apogee": "1 km"}, [("$.apogee.claimants", "field-type")]),
        ({"event": "e", "claimants": 1, "apogee": "1 km"}, [("$.apogee.claimants", "field-type")]),
        (
            {"event": "E", "claimants": ["a"], "apogee": "1 km"},
            [("$.apogee.id", "id-syntax"), ("$.apogee.event", "id-syntax")],
        ),
    ],
)
def test_every_problem_is_reported_under_its_attribute(arguments, found):
    assert sorted(problems(**arguments)) == sorted(found)


def test_statements_and_claims_have_a_date_for_questions():
    """When it was said or made; None takes no part."""
    said = ke.Statement(id="vow", speakers=["mnd"], said="2024-03-05")
    made, undated = (
        ke.EventClaim(id="c", event="e", attribute="count", claimants=["a"], made=day)
        for day in ("2024-03-06", None)
    )
    drills = ke.Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14")
    (row,) = found = ke.windows([said, made, undated], around=[drills])
    assert (row.during.least, row.during.most, len(found.skipped)) == (2, 2, 1)
    assert str(ke.lag(said, made)) == "1 day"
    assert [near.item for near in ke.nearest(drills, [said, made])] == [said, made]
    assert [(count.least, count.most) for count in ke.count_by([said, made], "month")] == [(2, 2)]
