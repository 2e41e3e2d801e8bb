"""What type checkers make of users' code: read by mypy and pyright, never run."""

# pyright: strict

from __future__ import annotations

from typing import assert_type

import pendulum

import korea_events as ke

drills = ke.Span.of("2024-03-04", "2024-03-14")
tanks = ke.Span.parse("/2024-03-14", duration="P11D")

assert_type(drills, ke.Span)
assert_type(ke.relate(drills, tanks), ke.RelationSet)
assert_type(ke.relate(drills, tanks).verdict(ke.SHARES_TIME), ke.Verdict)
assert_type(ke.shared_time(drills, tanks), ke.Amount)
assert_type(drills.possible, ke.DayRange)
assert_type(drills.possible.first, pendulum.Date | None)
assert_type(sorted([drills, tanks], key=ke.chronological), list[ke.Span])
