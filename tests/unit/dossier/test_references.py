"""References: found everywhere, checked all at once, each problem at its place."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import korea_events as ke
from korea_events.dossier import check_references, list_references
from korea_events.dossier.references import REFERENCE_TESTS
from korea_events.model import COLLECTIONS
from korea_events.model.engine import Shape, map_fields
from korea_events.testing.strategies import dossiers
from tests.unit.model.every_record import RECORDS


def actor(name, **fields):
    return ke.Actor(**{"id": name, "name": name, "kind": "unit", **fields})


def drill(name, **fields):
    return ke.Exercise(**{"id": name, "name": name, **fields})


def problems(*records):
    with pytest.raises(ke.errors.DossierError) as caught:
        ke.Dossier.of(*records)
    return [(problem.path, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.type_tag)
def test_every_reference_is_found(record):
    """By walking the record as it is, in whatever part they lie; each place leads to the identifier it names."""

    def walk(thing, place):
        found = []
        for name, spec in map_fields(type(thing)).items():
            value = getattr(thing, name)
            items = enumerate(value) if spec.many else [(None, value)]
            for index, item in items:
                here = f"{place}.{name}" + ("" if index is None else f"[{index}]")
                if spec.shape is Shape.REFERENCE and item is not None:
                    found.append((here, item, spec.collections))
                elif spec.shape is Shape.PART and item is not None:
                    found += walk(item, here)
        return found

    assert sorted(list_references(record)) == sorted(walk(record, ""))
    assert len(list(list_references(record))) > 3


def test_dangling_references_are_named():
    """With the likely identifier."""
    records = [actor("usfk", part_of="usaa"), actor("usa")]
    with pytest.raises(ke.errors.DossierError, match="no record has the id 'usaa'; did you mean 'usa'"):
        ke.Dossier.of(*records)
    assert problems(*records) == [("$.actors[1].part_of", "reference-dangling")]


def test_paths_count_in_canonical_order():
    """By the sorted collection, and inside parts; problems are in the order of the arguments."""
    records = [
        drill("b", participations=[ke.Participation(actor="usa", role="host")]),
        drill("a"),
        ke.Document(id="wire", publisher="outlet"),
    ]
    assert problems(*records) == [
        ("$.exercises[1].participations[0].actor", "reference-dangling"),
        ("$.documents[0].publisher", "reference-dangling"),
    ]


def test_readers_give_their_own_paths():
    """For the records in the order of a file."""
    records = [drill("b", part_of="x"), actor("b")]
    found = check_references(records, "line {}".format)
    assert [(problem.path, problem.code) for problem in found] == [
        ("line 1.id", "id-duplicate"),
        ("line 0.part_of", "reference-dangling"),
    ]
    assert "line 0" in found[0].message
    with pytest.raises(ke.errors.DossierError):
        ke.Dossier.from_paths(records, "line {}".format)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.type_tag)
def test_a_record_of_the_wrong_sort_is_refused(record):
    """Wherever only some collections may be named: nothing else will do, for any reference of any record."""
    by_collection = {name: kind for name, kind in COLLECTIONS.items() if name in ("actors", "documents")}
    assert set(by_collection) == {"actors", "documents"}
    targets = {reference.target for reference in list_references(record)}
    for stand_in in (lambda name: actor(name), lambda name: ke.Document(id=name)):
        others = [stand_in(name) for name in sorted(targets - {record.id})]
        found = {problem.path for problem in check_references([record, *others], "{}".format)}
        wrong = {
            f"0{reference.path}"
            for reference in list_references(record)
            if reference.target != record.id
            and reference.collections
            and others[0].collection not in reference.collections
        }
        assert wrong <= found


def test_identifiers_are_unique_across_collections():
    """An actor and a document cannot share one; the second of the arguments is blamed."""
    assert problems(ke.Document(id="x"), actor("x")) == [("$.actors[0].id", "id-duplicate")]
    assert problems(actor("x"), ke.Document(id="x")) == [("$.documents[0].id", "id-duplicate")]
    assert problems(actor("x"), actor("x"), actor("x", names=["X"])) == [
        ("$.actors[1].id", "id-duplicate"),
        ("$.actors[2].id", "id-duplicate"),
    ]


def test_cycles_are_refused_once():
    """Of parts and copies, of any length, also across kinds of event; what leads to a cycle is not part of it."""
    assert problems(
        actor("b", part_of="c"), actor("c", part_of="a"), actor("a", part_of="b"), actor("d", part_of="a")
    ) == [("$.actors[0].part_of", "reference-circular")]
    visit = ke.LeaderActivity(id="visit", name="visit", part_of="drill")
    assert problems(drill("drill", part_of="visit"), visit) == [
        ("$.exercises[0].part_of", "reference-circular")
    ]
    sea, zone = (
        ke.Place(id="sea", name="sea", part_of="zone"),
        ke.Place(id="zone", name="zone", part_of="sea"),
    )
    assert problems(sea, zone) == [("$.places[0].part_of", "reference-circular")]
    assert problems(*(ke.Document(id=one, copy_of=other) for one, other in ("ab", "ba", "cd", "dc"))) == [
        ("$.documents[0].copy_of", "reference-circular"),
        ("$.documents[2].copy_of", "reference-circular"),
    ]
    with pytest.raises(ke.errors.DossierError, match="'a' → 'b' → 'c' → 'a'"):
        ke.Dossier.of(actor("b", part_of="c"), actor("c", part_of="a"), actor("a", part_of="b"))


def test_circular_attribution_is_kept():
    """Two outlets that cite each other are a finding, not an error."""
    made = ke.Dossier.of(
        actor("a"),
        actor("b"),
        *(
            ke.Document(
                id=f"by-{one}",
                publisher=one,
                citations=[ke.Citation(document=f"by-{other}", attribution=hops)],
            )
            for one, other in ("ab", "ba")
            for hops in [[ke.Hop(actor=other, verb="quotes"), ke.Hop(actor=one, verb="quotes")]]
        ),
    )
    assert len(made.documents) == 2


def test_a_chain_of_ten_thousand_parts_is_no_circle():
    """Nothing here recurses over records."""
    records = [drill(f"e{n:05}", part_of=f"e{n + 1:05}") for n in range(10_000)]
    assert problems(*records, drill("e10000", part_of="e00000")) == [
        ("$.exercises[0].part_of", "reference-circular")
    ]
    assert len(ke.Dossier.of(*records, drill("e10000"))) == 10_001


def test_temporal_links_hold_between_events():
    """Nothing else has a start and an end."""
    link = ke.Link(id="l", kind="during", source="a", target="b")
    assert problems(drill("a"), actor("b"), link) == [("$.links[0].target", "reference-collection")]
    assert len(ke.Dossier.of(drill("a"), drill("b"), link)) == 3
    assert (
        len(
            ke.Dossier.of(
                drill("a"), actor("b"), ke.Link(id="l", kind="in_response_to", source="a", target="b")
            )
        )
        == 3
    )


def test_a_judgement_may_outlive_what_it_set_aside():
    """When it keeps it."""
    kept = ke.Judgement(id="j", left="a", right="gone", verdict="same", kept='{"id":"gone"}')
    assert len(ke.Dossier.of(drill("a"), kept)) == 2
    bare = ke.Judgement(id="j", left="a", right="gone", verdict="same")
    assert problems(drill("a"), bare) == [("$.judgements[0].right", "reference-dangling")]
    assert problems(kept) == [("$.judgements[0].left", "reference-dangling")]
    conflict = ke.Judgement(id="j", left="a", right="a", verdict="conflict", kept='{"id":"a"}')
    assert len(ke.Dossier.of(conflict)) == 1


def test_everything_wrong_is_reported_at_once():
    """Duplicates, dangling ones, wrong sorts and circles together."""
    found = problems(
        actor("a", part_of="b"),
        actor("b", part_of="a"),
        drill("a", places=["b"]),
        ke.Framing(id="f", holder="nobody", of="b", frame="defensive"),
    )
    assert found == [
        ("$.exercises[0].id", "id-duplicate"),
        ("$.exercises[0].places[0].place", "reference-collection"),
        ("$.framings[0].holder", "reference-dangling"),
        ("$.actors[0].part_of", "reference-circular"),
    ]


def test_the_message_about_a_long_cycle_is_short() -> None:
    """It shows the beginning, and how many records there are."""
    actors = [actor(f"a{number}", part_of=f"a{(number + 1) % 5_000}") for number in range(5_000)]
    (problem,) = check_references(actors, "$.actors[{}]".format)
    assert problem.message == "these form a cycle: 'a0' → 'a1' → 'a2' → 'a3' → … (5000 in all) … → 'a0'"


@given(dossiers(), st.data())
def test_the_quick_test_of_references_is_the_walk_through_them(dossier, data):
    """It is true where every target is in a collection that may hold it, whichever records are there."""
    homes = {record.id: record.collection for record in dossier}
    for name in data.draw(st.lists(st.sampled_from([*homes, "nobody"]), max_size=3)):
        if data.draw(st.booleans()):
            homes.pop(name, None)
        else:
            homes[name] = data.draw(st.sampled_from([*COLLECTIONS]))
    valid = set()
    for record in dossier:
        assert REFERENCE_TESTS[type(record)](record, homes, valid) == all(
            one.target in homes and (not one.collections or homes[one.target] in one.collections)
            for one in list_references(record)
        )
