"""What type checkers make of questions about evidence: read by mypy and pyright, never run."""

# pyright: strict

from __future__ import annotations

from typing import assert_type

import korea_events as ke
from korea_events import evidence

dossier = ke.reference.freedom_shield_24()
claim = dossier.capability_claims["tank-most-powerful"]
one, other = dossier.event_reports[0], dossier.event_reports[1]

assert_type(evidence.origins(claim, dossier), evidence.Origins)
assert_type(evidence.origins("tank-most-powerful", dossier)[0], evidence.Origin)
assert_type(evidence.rests_on("kcna", dossier).falls, tuple[str, ...])
assert_type(evidence.compare(claim, claim), evidence.ComparisonResult)
assert_type(evidence.compare(one, other, dossier).verdict, evidence.Agreement)
assert_type(evidence.contradictions(dossier)[0].between, tuple[str, str])
assert_type(evidence.corroboration(claim, dossier).verdict, evidence.Standing)
assert_type(list(evidence.corroboration(claim, dossier)), list[evidence.RelatedAccount])
assert_type(evidence.views("fs-24", dossier)[0], ke.Framing)
assert_type(evidence.derivations(dossier)[0].support("measures[0]"), ke.Support)
assert_type(
    evidence.aggregate("fs-24", dossier, rule="consensus")["span"].value,
    ke.Span | ke.Quantity | tuple[str, ...] | None,
)
assert_type(evidence.score(dossier.assessments).least, float | None)
assert_type(dossier.changes("2024-03-01", "2024-03-10").changed, tuple[ke.dossier.ChangedRecord, ...])

# A misspelt rule.
evidence.aggregate("fs-24", dossier, rule="concensus")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

# A place is neither a claim nor a report.
evidence.compare(claim, ke.Place(id="sunan", name="Sunan"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
