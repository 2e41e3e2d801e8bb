"""What type checkers make of users' code with networks: read by mypy and pyright, never run."""

# pyright: strict

from __future__ import annotations

from typing import assert_type

import korea_events as ke

net = ke.TemporalNetwork(zone="Asia/Seoul", tolerance="PT30M")
wire = ke.Citation(document="wire-2024-03-14")

net.add("fs-24", ke.Span.parse("/2024-03-14"), because=wire)
net.add("tanks")
net.add_length(
    "fs-24",
    days=11,
    because=["“11-day”", ke.temporal.Assertion(record="fs-24", words="is counted inclusively")],
)
net.add_link("tanks", "shares_time", "fs-24", because=(wire, "read loosely"))
net.add_link("tanks", "within", "fs-24", days=3)

assert_type(net.tightened("fs-24"), ke.Span)
assert_type(net.why("fs-24", "earliest_start"), tuple[ke.temporal.Assertion, ...])
assert_type(net.relations("tanks", "fs-24"), ke.RelationSet)
assert_type(net.why_relations("tanks", "fs-24", {"during", "starts"}), tuple[ke.temporal.Assertion, ...])
assert_type(net.shared_time("tanks", "fs-24"), ke.Amount)
assert_type(net.conflict(), ke.temporal.Conflict | None)
assert_type(list(net.copy()), list[str])

dossier = ke.Dossier.of()
assert_type(dossier.network(reports=True), ke.TemporalNetwork)
assert_type(dossier.tightened(), ke.Dossier)
