"""What type checkers make of users' code: read by mypy and pyright, never run."""

# pyright: strict

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_type

import pendulum

import korea_events as ke
from korea_events.analysis import Overlaps

drills = ke.Span.of("2024-03-04", "2024-03-14")
tanks = ke.Span.parse("/2024-03-14", duration="P11D")

assert_type(drills, ke.Span)
assert_type(ke.relate(drills, tanks), ke.RelationSet)
assert_type(ke.relate(drills, tanks).verdict(ke.SHARES_TIME), ke.Verdict)
assert_type(ke.shared_time(drills, tanks), ke.Amount)
assert_type(drills.possible, ke.DayRange)
assert_type(drills.possible.first, pendulum.Date | None)
assert_type(sorted([drills, tanks], key=ke.chronological), list[ke.Span])

# Questions take a dossier, a collection or any iterable, and say what their rows hold.
dossier = ke.Dossier.of(ke.Exercise(id="fs-24", name="Freedom Shield 24", span=drills))
exercises = dossier.exercises
spans = (span for span in (drills, tanks))

assert_type(ke.find_overlaps(dossier)[0].first, ke.Event)
assert_type(ke.find_overlaps(exercises)[0].first, ke.Exercise)
assert_type(ke.find_overlaps(spans)[0].second, ke.Span)
assert_type(ke.find_overlaps(dossier, dossier), Overlaps[ke.Event, ke.Event])
assert_type(ke.find_overlaps(exercises, [drills]), Overlaps[ke.Exercise, ke.Span])
assert_type(ke.find_overlaps(exercises, dossier), Overlaps[ke.Exercise, ke.Event])
assert_type(ke.find_overlaps(dossier, exercises), Overlaps[ke.Event, ke.Exercise])
assert_type(ke.count_overlaps(dossier, at_least="certain"), int)
assert_type(ke.under_way(dossier, "2024-03-13")[0].item, ke.Event)
assert_type(ke.under_way([tanks], "2024-03-13")[0].item, ke.Span)
assert_type(ke.nearest(drills, dossier)[0].item, ke.Event)
assert_type(ke.nearest(drills, exercises)[0].item, ke.Exercise)
assert_type(ke.nearest(dossier, exercises)[0].item, ke.Event)
assert_type(ke.nearest(exercises, dossier)[0].other, ke.Event)
assert_type(ke.nearest([drills, tanks], exercises)[0].item, ke.Span)
assert_type(ke.windows(dossier, exercises)[0].around, ke.Exercise)
assert_type(ke.concurrency(dossier)[0].days, ke.DayRange)
assert_type(ke.gaps(exercises)[:1], Sequence[ke.DayRange])
assert_type(ke.coverage(dossier).least, int)
assert_type(ke.derive_overlaps(dossier).skipped, tuple[ke.analysis.Skipped, ...])
assert_type([edition.exercise for edition in ke.compare_editions(dossier)], list[ke.Exercise])

# A typo in an option is refused: each comment is needed, or the checkers complain of it.
ke.find_overlaps(dossier, at_least="sure")  # type: ignore[call-overload]
ke.find_overlaps(dossier, footing="helld")  # type: ignore[call-overload]
ke.count_overlaps(dossier, footing="hold")  # type: ignore[arg-type]
ke.concurrency(dossier, footing="hold")  # type: ignore[arg-type]
ke.gaps(dossier, at_least="sure")  # type: ignore[arg-type]
ke.count_by(dossier, "fortnight")  # type: ignore[arg-type]
