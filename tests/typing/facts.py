"""Records as users build them: codes and lists come in as text and lists, and come out as members and tuples."""

# pyright: strict

from __future__ import annotations

from typing import assert_type

import korea_events as ke

drills = ke.Exercise(
    id="fs-24",
    name="Freedom Shield 24",
    status="ongoing",
    plans=[ke.Plan(span=ke.Span.parse("/2024-03-14"))],
    participations=[ke.Participation(actor="usa", role="participant")],
    citations=[ke.Citation(document="wire-2024-03-14")],
)

assert_type(drills.name, str)
assert_type(drills.status, ke.Status | None)
assert_type(drills.plans, tuple[ke.Plan, ...])
assert_type(drills.when, ke.Span | None)
assert_type(drills.footing, ke.Footing)
assert_type(drills.citations, tuple[ke.Citation, ...])

for pair in ke.find_overlaps([drills], at_least=ke.Verdict.CERTAIN):
    assert_type(pair, ke.analysis.Overlap[ke.Exercise, ke.Exercise])
    assert_type(pair.first.name, str)
    assert_type(pair.verdict, ke.Verdict)
