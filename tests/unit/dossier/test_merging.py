"""Two dossiers in one."""

import json

import pytest
from attrs import evolve

from korea_events import Activity, Actor, Document, Dossier, Judgement, KoreaEventsError, Link, set_aside
from korea_events.codecs import read_kept_record
from korea_events.dossier import MergeResult, Remainder
from korea_events.errors import DossierError, QuestionError

SHORT = Actor(id="usa", name="USA", kind="state")
LONG = Actor(id="usa", name="United States", kind="state")
WITH_COUNTRY = Actor(id="usa", name="Zulu", kind="state", country="usa")


def activity(id, **more):
    return Activity(id=id, name=id, **more)


def only(merged):
    (decision,) = merged.decisions
    return decision


def test_what_only_one_has_is_there():
    """And what both have is there once."""
    kor = Actor(id="kor", name="South Korea", kind="state")
    merged = Dossier.of(SHORT, kor).merge(
        Dossier.of(SHORT, Actor(id="prk", name="North Korea", kind="state"))
    )
    assert merged.dossier.actors.ids == ("kor", "prk", "usa")
    assert (merged.decisions, str(merged)) == ((), "no decisions")


def test_the_smaller_canonical_text_stays_whoever_has_it():
    """Keys are sorted, so a country comes before a name; "USA" comes before "United"."""
    for contents in ((LONG, SHORT), (SHORT, LONG)):
        merged = Dossier.of(contents[0]).merge(Dossier.of(contents[1]))
        assert merged.dossier.actors["usa"] == SHORT
        assert only(merged) == set_aside(LONG)
    assert Dossier.of(SHORT).merge(Dossier.of(WITH_COUNTRY)).dossier.actors["usa"] == WITH_COUNTRY


def test_the_other_is_kept_whole():
    """With its type, in a judgement of nobody's that names the record twice."""
    kept = only(Dossier.of(SHORT).merge(Dossier.of(LONG)))
    assert (kept.left, kept.right, kept.verdict, kept.by) == ("usa", "usa", "conflict", None)
    assert json.loads(kept.kept) == {"id": "usa", "kind": "state", "name": "United States", "type": "actor"}
    assert read_kept_record(kept) == LONG


def test_what_was_decided_once_is_not_decided_again():
    """Merging the result with either dossier gives it back, without decisions."""
    mine, hers = Dossier.of(SHORT), Dossier.of(LONG)
    merged = mine.merge(hers).dossier
    for again in (mine, hers, merged):
        assert (
            merged.merge(again) == again.merge(merged) == MergeResult(dossier=merged, decisions=(), fields=())
        )


def test_the_text_says_where_they_differ():
    """A line a decision, with the name under which it can be taken back."""
    merged = Dossier.of(SHORT).merge(Dossier.of(LONG))
    assert str(merged) == f"usa: two contents differ in name; one is kept in {only(merged).id}"


def test_long_texts_name_only_the_first_places():
    """Six of them."""
    many = activity("drive", names=[f"name {n}" for n in range(9)])
    text = str(Dossier.of(activity("drive")).merge(Dossier.of(evolve(many, note="x", status="held"))))
    assert text.startswith("drive: two contents differ in names, status, note; one is kept in ")
    other = activity("drive", names=[f"other {n}" for n in range(9)])
    assert "names[5], and 3 more; " in str(Dossier.of(many).merge(Dossier.of(other)))


def test_three_contents_leave_two_aside():
    """In whichever order they come."""
    a, b, c = (Dossier.of(Actor(id="usa", name=name, kind="state")) for name in "ABC")
    left, right = a.merge(b).dossier.merge(c).dossier, a.merge(b.merge(c).dossier).dossier
    assert left == right
    assert left.actors["usa"].name == "A"
    assert sorted(read_kept_record(judgement).name for judgement in left.judgements) == ["B", "C"]


def test_what_was_set_aside_stays_aside():
    """Whoever prefers the other content says so with set_aside, and no merge turns it round again."""
    mine, hers = Dossier.of(SHORT), Dossier.of(LONG)
    merged = mine.merge(hers)
    preferred = merged.dossier.with_(LONG, set_aside(SHORT)).without(only(merged).id)
    for again in (mine, hers):
        assert preferred.merge(again).dossier == again.merge(preferred).dossier == preferred
    better = Actor(id="usa", name="Zz", kind="state")
    combined = merged.dossier.with_(better, set_aside(SHORT))
    assert combined.merge(mine).dossier == combined.merge(hers).dossier == combined
    both_ways = preferred.merge(merged.dossier).dossier
    assert both_ways.actors["usa"] == SHORT, "each set the other's aside: the smaller one again"
    assert both_ways == merged.dossier.merge(preferred).dossier
    assert both_ways.judgements.ids == tuple(sorted(set_aside(one).id for one in (SHORT, LONG)))


def test_a_signed_conflict_takes_the_place_of_the_unsigned_one():
    """It says all that the other does, and who looked at it."""
    merged = Dossier.of(SHORT).merge(Dossier.of(LONG))
    signed = merged.dossier.with_(evolve(only(merged), by="mk", note="as the State Department writes it"))
    assert merged.dossier.merge(signed).dossier == signed.merge(merged.dossier).dossier == signed


def test_a_judgement_that_says_something_else_is_no_answer():
    """Then both are kept, like any two contents."""
    merged = Dossier.of(SHORT).merge(Dossier.of(LONG))
    other = evolve(only(merged), kept=set_aside(WITH_COUNTRY).kept, by="mk")
    again = merged.dossier.merge(Dossier.of(SHORT, other))
    assert len(again.decisions) == 1
    assert {again.dossier.judgements[only(merged).id], read_kept_record(only(again))} == {other, only(merged)}


def test_two_people_who_judge_differently_are_in_conflict():
    """One judgement stays, the other is kept; neither is lost."""
    drives = activity("a"), activity("b")
    yes, no = (Judgement(id="ab", left="a", right="b", verdict=v, by=v) for v in ("same", "different"))
    merged = Dossier.of(*drives, yes).merge(Dossier.of(*drives, no))
    assert merged.dossier.judgements["ab"] == no
    assert read_kept_record(only(merged)) == yes


def test_a_judgement_made_by_hand_in_the_place_of_a_kept_record():
    """Whatever has the identifier that the library would give is kept too."""
    taken = Judgement(id=set_aside(LONG).id, left="usa", right="zzz", verdict="same", kept="{}")
    merged = Dossier.of(SHORT, taken).merge(Dossier.of(LONG))
    assert len(merged.dossier.judgements) == 2
    names = {judgement.left for judgement in merged.dossier.judgements}
    assert names == {"usa", set_aside(LONG).id}
    assert merged.dossier.merge(Dossier.of(LONG)).dossier == merged.dossier


def test_long_identifiers_leave_room():
    """An identifier of 200 characters is cut in that of the judgement; the fingerprint is of the whole."""
    name = "a" * 200
    first, second = (Actor(id=name[:-1] + end, name="A", kind="state") for end in "ab")
    kept = [set_aside(one) for one in (first, second)]
    assert all(len(one.id) <= 200 for one in kept)
    assert kept[0].id != kept[1].id


# -- what cannot be merged -----------------------------------------------------------------------------------------


def problems(one, other):
    with pytest.raises(DossierError) as caught:
        one.merge(other)
    with pytest.raises(DossierError) as turned:
        other.merge(one)
    assert turned.value.problems == caught.value.problems
    return [str(problem) for problem in caught.value.problems]


def test_one_identifier_for_two_types_is_refused():
    """What refers to it means one of the two, and nobody can tell for the other's references."""
    document = Document(id="usa")
    assert problems(Dossier.of(SHORT), Dossier.of(document)) == [
        "'usa' has the type actor in one dossier and document in the other; rename one [merge-types]"
    ]


def test_cycles_that_only_both_together_make_are_refused():
    """Somebody has to decide which is the part and which the whole."""
    # "part_of" comes before "status", so that the contents with the part stay.
    one = Dossier.of(activity("a", part_of="b"), activity("b", status="held"))
    other = Dossier.of(activity("b", part_of="a"), activity("a", status="held"))
    assert problems(one, other) == [
        """$.activities['a'].part_of: these form a cycle: 'a' → 'b' → 'a' [reference-circular]"""
    ]


def test_what_is_too_long_to_be_kept_is_refused():
    """A judgement keeps at most a million characters."""
    first, second = (Actor(id="usa", name="USA", kind="state", note=word * 999_990) for word in "xy")
    (problem,) = problems(Dossier.of(first), Dossier.of(second))
    assert problem.startswith("$.actors['usa'].kept: ")
    assert problem.endswith("[text-long]")


def test_an_identifier_of_the_library_taken_by_another_type_is_refused():
    """Nothing but malice or a strange chance leads there."""
    taken = activity(set_aside(LONG).id)
    assert "merge-types" in problems(Dossier.of(SHORT, taken), Dossier.of(LONG))[0]


# -- unknown fields beside the records -----------------------------------------------------------------------------


def test_unknown_fields_of_both_files_are_kept():
    """Equal ones once."""
    one = Dossier.of(remainder=Remainder(extra=(("case", "12"), ("who", '"mk"'))))
    other = Dossier.of(remainder=Remainder(extra=(("case", "12"), ("seen", "true"))))
    merged = one.merge(other)
    assert merged.dossier.remainder.extra == (("case", "12"), ("seen", "true"), ("who", '"mk"'))
    assert merged.fields == ()


def test_two_values_of_an_unknown_field_are_both_kept():
    """The smaller text under its name, the other under a name made for it; and not again when merged again."""
    one, other = (Dossier.of(remainder=Remainder(extra=(("case", text),))) for text in ("12", "13"))
    merged = one.merge(other)
    assert merged == other.merge(one)
    (name,) = merged.fields
    assert name.startswith("x-conflict-case-")
    assert merged.dossier.remainder.extra == (("case", "12"), (name, "13"))
    assert str(merged) == f"the second value of an unknown field is kept as {name}"
    for again in (one, other):
        assert merged.dossier.merge(again) == evolve(merged, fields=())


def test_a_value_that_was_set_aside_stays_aside():
    """As with records."""
    one, other = (Dossier.of(remainder=Remainder(extra=(("case", text),))) for text in ("12", "13"))
    (twelve,) = one.merge(Dossier.of(remainder=Remainder(extra=(("case", "11"),)))).fields
    preferred = Dossier.of(remainder=Remainder(extra=(("case", "13"), (twelve, "12"))))
    for again in (one, other):
        assert preferred.merge(again).dossier == again.merge(preferred).dossier == preferred


def test_a_name_that_is_taken_loses_nothing():
    """Whatever stands where a value would be kept is kept too."""
    one, other = (Dossier.of(remainder=Remainder(extra=(("case", text),))) for text in ("12", "13"))
    (name,) = one.merge(other).fields
    taken = Dossier.of(remainder=Remainder(extra=(("case", "12"), (name, '"mine"'))))
    merged = taken.merge(other)
    assert sorted(text for _, text in merged.dossier.remainder.extra) == ['"mine"', "12", "13"]
    assert merged.dossier == other.merge(taken).dossier
    assert merged.dossier.merge(other).dossier == merged.dossier


# -- taking back ---------------------------------------------------------------------------------------------------


def test_a_decision_can_be_taken_back():
    """The kept record takes its place again, and the judgement goes."""
    merged = Dossier.of(SHORT).merge(Dossier.of(LONG))
    judgement = only(merged)
    assert merged.dossier.with_(read_kept_record(judgement)).without(judgement.id) == Dossier.of(LONG)


def test_a_judgement_that_others_refer_to_cannot_go():
    """First what refers to it."""
    merged = Dossier.of(SHORT).merge(Dossier.of(LONG)).dossier
    name = merged.judgements[0].id
    linked = merged.with_(Link(id="why", kind="supersedes", source=name, target="usa"))
    with pytest.raises(DossierError, match="reference-dangling"):
        linked.without(name)
    with pytest.raises(QuestionError, match="id-unknown"):
        merged.without("conflict-usa")


def test_every_error_is_ours():
    """Also for what is no dossier's fault."""
    with pytest.raises(KoreaEventsError):
        set_aside(Actor(id="usa", name="x", kind="state", note="x" * 1_000_000))
