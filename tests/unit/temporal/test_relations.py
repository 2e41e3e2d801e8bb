"""The thirteen relations, sets of them, and verdicts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, strategies as st

from korea_events import SHARES_TIME, Relation, RelationSet, Span, Verdict, relate, shares_time

SIZE = 8
STRETCHES = [(s, e) for s in range(SIZE) for e in range(s + 1, SIZE + 1)]

masks = st.integers(0, 2**13 - 1)
sets = st.builds(RelationSet, masks)
flagged_sets = st.builds(
    lambda mask, freed: RelationSet(mask, freed=mask | freed), masks, st.one_of(st.just(0), masks)
)


def relation_of(first: tuple[int, int], second: tuple[int, int]) -> Relation:
    """The relation of two known stretches, through the public question."""
    days = [Span.of(f"2024-03-{s + 1:02}", f"2024-03-{e:02}") for s, e in (first, second)]
    (relation,) = relate(*days)
    return relation


def test_composition_is_what_points_on_a_line_allow() -> None:
    """Every triple of stretches with ends on nine points gives Allen's table, cell by cell."""
    known = {pair: relation_of(*pair) for pair in product(STRETCHES, repeat=2)}
    table: dict[tuple[Relation, Relation], set[Relation]] = {}
    for a, b, c in product(STRETCHES, repeat=3):
        table.setdefault((known[a, b], known[b, c]), set()).add(known[a, c])
    assert len(table) == 169
    for (first, second), allowed in table.items():
        assert set(RelationSet.of(first).compose(RelationSet.of(second))) == allowed


def test_exactly_one_relation_holds_between_known_stretches_and_its_converse_backwards() -> None:
    for first, second in product(STRETCHES, repeat=2):
        assert relation_of(first, second).converse is relation_of(second, first)


@given(flagged_sets)
def test_converse_and_complement_undo_themselves(relations: RelationSet) -> None:
    assert relations.converse.converse == relations
    plain = RelationSet(relations.mask)
    assert plain.complement.complement == plain
    assert relations.complement.mask == plain.complement.mask


@given(flagged_sets)
def test_equals_is_the_identity_of_composition(relations: RelationSet) -> None:
    identity = RelationSet.of("equals")
    assert relations.compose(identity) == relations == identity.compose(relations)


@given(flagged_sets, flagged_sets)
def test_the_converse_of_a_composition_is_the_composition_of_converses_backwards(
    first: RelationSet, second: RelationSet
) -> None:
    assert first.compose(second).converse == second.converse.compose(first.converse)


@given(sets, sets, sets)
def test_composition_is_associative_and_distributes_over_union(
    first: RelationSet, second: RelationSet, third: RelationSet
) -> None:
    assert first.compose(second).compose(third) == first.compose(second.compose(third))
    assert first.compose(second | third) == first.compose(second) | first.compose(third)


@given(sets.filter(len), sets)
def test_certain_and_impossible_are_duals_for_unflagged_sets(
    relations: RelationSet, wanted: RelationSet
) -> None:
    assert (relations.verdict(wanted) is Verdict.CERTAIN) == (
        relations.verdict(wanted.complement) is Verdict.IMPOSSIBLE
    )


@given(masks.filter(bool), masks, sets)
def test_approximate_sets_are_impossible_as_dated_and_certain_as_freed(
    mask: int, more: int, wanted: RelationSet
) -> None:
    plain, flagged = RelationSet(mask), RelationSet(mask, freed=mask | more)
    assert flagged.approximate == (flagged != plain)
    certain = not (mask | more) & ~wanted.mask
    if plain.verdict(wanted) is Verdict.IMPOSSIBLE:
        assert flagged.verdict(wanted) is Verdict.IMPOSSIBLE
    else:
        assert flagged.verdict(wanted) is (Verdict.CERTAIN if certain else Verdict.POSSIBLE)
    assert flagged.converse.freed == RelationSet(mask | more).converse.mask
    assert flagged.compose(wanted).freed == RelationSet(mask | more).compose(wanted).mask


@given(flagged_sets)
def test_the_repr_evaluates_back(relations: RelationSet) -> None:
    assert eval(repr(relations)) == relations


def test_a_verdict_has_no_truth_value_and_says_what_to_write() -> None:
    for verdict in Verdict:
        with pytest.raises(TypeError, match=r"is not Verdict\.IMPOSSIBLE"):
            bool(verdict)


def test_a_verdict_takes_one_relation_its_text_a_set_or_any_iterable() -> None:
    relations = RelationSet.of("during")
    for wanted in (
        Relation.DURING,
        "during",
        RelationSet.of("during"),
        [Relation.DURING, "meets"],
        SHARES_TIME,
    ):
        assert relations.verdict(wanted) is Verdict.CERTAIN
    with pytest.raises(ValueError, match=r"nearby.*meets.*SHARES_TIME"):
        relations.verdict(["nearby"])


def test_whether_two_share_time_is_one_question() -> None:
    """Certain, possible or impossible, with the options of ``relate``."""
    drill = Span.of("2024-03-04", "2024-03-14")
    assert shares_time(drill, Span.on("2024-03-14")) is Verdict.CERTAIN
    assert shares_time(drill, Span.parse("2024-03")) is Verdict.POSSIBLE
    assert shares_time(drill, Span.on("2024-03-15")) is Verdict.IMPOSSIBLE
    roughly = Span.parse("2024-03-10~")
    assert shares_time(drill, roughly) is Verdict.POSSIBLE
    assert shares_time(drill, roughly, tolerance=2) is Verdict.CERTAIN
    assert shares_time(drill, Span.on("2024-03-14", zone="UTC"), grain="day") is Verdict.CERTAIN


def test_relation_sets_are_made_of_relations() -> None:
    assert set(RelationSet.of(*Relation)) == set(Relation)
    assert Relation.MEETS not in SHARES_TIME
    assert "meets" not in SHARES_TIME
    assert len(SHARES_TIME) == 9
    assert SHARES_TIME.complement == RelationSet.of("before", "meets", "met_by", "after")
    assert (SHARES_TIME & RelationSet.of("meets", "during")) == RelationSet.of("during")
    for mask in (-1, 2**13, True, 1.0):
        with pytest.raises(ValueError, match="thirteen bits"):
            RelationSet(mask)
    assert str(RelationSet.of("before", approximate=True)) == "before (approximate dates)"
    assert str(RelationSet(0)) == "no relation"
