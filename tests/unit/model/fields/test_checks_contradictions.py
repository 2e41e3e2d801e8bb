"""Chains of attribution, views, judgements and links: rules that need several fields."""

from __future__ import annotations

import pytest

import korea_events as ke

CONTRADICTIONS = [
    (lambda: ke.Hop(verb="says"), ("$", "hop-empty")),
    (lambda: ke.Hop(verb="says", anonymity="named"), ("$", "hop-empty")),
    (
        lambda: ke.Citation(
            document="x", attribution=[ke.Hop(actor="jcs", verb="observes"), ke.Hop(actor="nis", verb="says")]
        ),
        ("$.attribution[0].verb", "hop-order"),
    ),
    (
        lambda: ke.Citation(
            document="x",
            attribution=[ke.Hop(actor="ap", verb="cites_unnamed"), ke.Hop(actor="nis", verb="says")],
        ),
        ("$.attribution[0].verb", "hop-order"),
    ),
    (lambda: ke.Rating(id="a", of="b", rater="mk"), ("$", "rating-empty")),
    (lambda: ke.Judgement(id="a", left="b", right="b", verdict="same"), ("$.right", "judgement-pair")),
    (
        lambda: ke.Judgement(id="a", left="b", right="c", verdict="conflict", kept="{}"),
        ("$.right", "judgement-pair"),
    ),
    (lambda: ke.Judgement(id="a", left="b", right="b", verdict="conflict"), ("$.kept", "judgement-kept")),
    (
        lambda: ke.Judgement(id="a", left="b", right="c", verdict="same", kept="{'id': 1}"),
        ("$.kept", "json-syntax"),
    ),
    (
        lambda: ke.Judgement(id="a", left="b", right="c", verdict="same", kept='{ "id": 1}'),
        ("$.kept", "json-canonical"),
    ),
    (lambda: ke.Link(id="a", kind="same_as", source="b", target="b"), ("$.target", "link-self")),
    (lambda: ke.Link(id="a", kind="within", source="b", target="c"), ("$.days", "link-days")),
    (lambda: ke.Link(id="a", kind="during", source="b", target="c", days=1), ("$.days", "link-days")),
    (lambda: ke.Link(id="a", kind="within", source="b", target="c", days=-1), ("$.days", "number-range")),
    (lambda: ke.Link(id="a", kind="lasts", source="b", target="c"), ("$.kind", "code-unknown")),
    (
        lambda: ke.Assessment(id="a", holder="b", proposition="c", likelihood_mapped_by="mk"),
        ("$.likelihood_mapped_by", "likelihood-mapped"),
    ),
    (
        lambda: ke.Assessment(id="a", holder="b", proposition="c", resolution=ke.Resolution(outcome="true")),
        ("$.resolution", "resolution-horizon"),
    ),
    (
        lambda: ke.Assessment(id="a", holder="b", proposition="c", likelihood="80%"),
        ("$.likelihood", "code-unknown"),
    ),
    (lambda: ke.Rating(id="a", of="b", credibility=2, rater="mk"), ("$.credibility", "field-type")),
    (lambda: ke.Rating(id="a", of="b", reliability="g", rater="mk"), ("$.reliability", "code-unknown")),
]


@pytest.mark.parametrize("make,problem", CONTRADICTIONS, ids=range(len(CONTRADICTIONS)))
def test_contradictions_between_fields(make, problem):
    """Each with its place and code."""
    with pytest.raises(ke.errors.RecordError) as caught:
        make()
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [problem]


def test_a_chain_may_lead_to_somebody_unnamed():
    """And to the same actor twice."""
    chain = [
        ke.Hop(actor="kcna", verb="relays"),
        ke.Hop(actor="outlet", verb="quotes"),
        ke.Hop(actor="kcna", verb="relays"),
        ke.Hop(verb="cites_unnamed", anonymity="collective_unnamed"),
    ]
    assert len(ke.Citation(document="wire", attribution=chain).attribution) == 4


def test_a_link_within_no_days_is_on_the_same_instant():
    """Zero days apart is a number of days."""
    assert ke.Link(id="a", kind="within", source="b", target="c", days=0).days == 0
