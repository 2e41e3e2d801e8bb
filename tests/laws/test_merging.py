"""Laws of two dossiers: merging them depends on neither order nor repetition and loses nothing; diffs are exact."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import given, settings, strategies as st

from korea_events import (
    Actor,
    Dossier,
    Exercise,
    ExerciseSeries,
    Judgement,
    Link,
    Participation,
    Record,
    Span,
    set_aside,
)
from korea_events.codecs import dumps, loads, read_kept_record
from korea_events.dossier import Remainder
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import write_canonical_json
from korea_events.testing.laws import (
    difference_is_exact,
    merging_is_commutative,
    merging_is_idempotent,
    merging_keeps_all_contents_in_any_order,
    merging_loses_nothing,
)
from korea_events.testing.strategies import dossiers, json_values, records, variants

pairs = dossiers().flatmap(lambda one: st.tuples(st.just(one), variants(one)))
triples = dossiers(max_records=4).flatmap(lambda one: st.tuples(st.just(one), variants(one), variants(one)))


@given(pairs)
def test_merging_does_not_ask_who_is_first(pair: tuple[Dossier, Dossier]) -> None:
    merging_is_commutative(*pair)


@given(pairs)
def test_merging_again_changes_nothing(pair: tuple[Dossier, Dossier]) -> None:
    merging_is_idempotent(*pair)


@given(pairs)
def test_merging_loses_nothing(pair: tuple[Dossier, Dossier]) -> None:
    merging_loses_nothing(*pair)


@given(triples)
def test_the_order_of_merging_decides_no_content(triple: tuple[Dossier, Dossier, Dossier]) -> None:
    merging_keeps_all_contents_in_any_order(*triple)


@given(pairs)
def test_a_difference_lists_exactly_what_differs(pair: tuple[Dossier, Dossier]) -> None:
    difference_is_exact(*pair)


@given(json_values(), json_values())
def test_unknown_fields_are_compared_exactly(one: Any, other: Any) -> None:
    """Whatever JSON can say: nested, empty, or of two types."""
    before, after = (
        Dossier.of(remainder=Remainder(extra=(("x", write_canonical_json(value)),))) for value in (one, other)
    )
    difference_is_exact(before, after)


@given(st.lists(st.integers(0, 3), max_size=6), st.lists(st.integers(0, 3), max_size=6))
def test_lists_are_compared_exactly(one: list[int], other: list[int]) -> None:
    """Items that repeat and change places."""
    shapes: tuple[Any, ...] = ({"actor": "usa"}, {"actor": "usa", "role": "lead"}, {"actor": "kor"}, [])
    before, after = (
        Dossier.of(
            remainder=Remainder(extra=(("x", write_canonical_json([shapes[number] for number in numbers])),))
        )
        for numbers in (one, other)
    )
    difference_is_exact(before, after)


@settings(max_examples=30)
@given(st.data())
def test_what_was_set_aside_comes_back(data: st.DataObject) -> None:
    """A record of any type, kept and read back, is equal."""
    record = data.draw(st.sampled_from(RECORD_TYPES).flatmap(records))
    kept = set_aside(record)
    assert read_kept_record(kept) == record


# -- exercises that look alike -------------------------------------------------------------------------------------

_DAYS = [
    Span.of("2024-03-04", "2024-03-14"),
    Span.on("2024-03-10"),
    Span.parse("2024-03"),
    Span.on("2024-08-20"),
]


@st.composite
def _coders(draw: st.DrawFn) -> Dossier:
    """One coder's drills: a few names, dates and editions, so that coders meet."""
    made: list[Record] = [
        Actor(id="usa", name="United States", kind="state"),
        Actor(id="kor", name="South Korea", kind="state"),
        ExerciseSeries(id="fs", name="Freedom Shield"),
    ]
    names = draw(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=3, unique=True))
    for number, name in enumerate(names):
        actors = draw(st.sampled_from([(), ("usa",), ("usa", "kor")]))
        made.append(
            Exercise(
                id=name, name=name, series="fs", edition=draw(st.sampled_from(["24", "24", "24", "23", None])),
                span=draw(st.sampled_from(_DAYS)),
                participations=[Participation(actor=actor, role="participant") for actor in actors],
                part_of=draw(st.sampled_from([None, None, *names[:number]])),
            )
        )  # fmt: skip
    if len(names) > 1:
        kind = draw(st.sampled_from(["same_as", "distinct_from", "rehearses", None]))
        if kind is not None:
            made.append(Link(id=f"{names[0]}-{names[1]}", kind=kind, source=names[0], target=names[1]))
    return Dossier.of(*made)


@given(_coders(), _coders())
def test_proposals_keep_the_laws(one: Dossier, other: Dossier) -> None:
    merging_is_commutative(one, other)
    merging_is_idempotent(one, other)
    merging_loses_nothing(one, other)


@given(_coders(), _coders(), st.sampled_from(["same", "different", "unsure"]))
def test_answers_stay(one: Dossier, other: Dossier, verdict: str) -> None:
    """Whoever answered what was proposed, merging with anybody who did not leaves the answers."""
    try:
        merged = one.merge(other)
    except ValueError:  # parts that go round in a circle
        return
    answers: list[Judgement] = []
    for judgement in merged.decisions:
        answer: dict[str, Any] = {} if judgement.kept else {"verdict": verdict}
        answers.append(evolve(judgement, by="mk", **answer))
    answered = merged.dossier.with_(*answers)
    for again in (one, other, merged.dossier):
        assert answered.merge(again).dossier == again.merge(answered).dossier == answered
    assert loads(dumps(answered)) == answered
