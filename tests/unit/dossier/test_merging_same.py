"""What was judged the same becomes one record."""

import pytest

from korea_events import (
    Actor,
    CapabilityClaim,
    Citation,
    Document,
    Dossier,
    EventClaim,
    EventReport,
    Exercise,
    Hop,
    Judgement,
    Link,
    Measure,
    Place,
    Plan,
    Quantity,
    Span,
    Statement,
    Support,
    WeaponEvent,
    WeaponSystem,
)
from korea_events.codecs import read_kept_record
from korea_events.errors import DossierError

DAY = Span.on("2024-03-18")


def same(left, right, **more):
    return Judgement(id=f"q-{left}-{right}", left=left, right=right, verdict="same", by="mk", **more)


def merge(*records):
    return Dossier.of(*records).merge_same().dossier


def missiles(number):
    return [Measure(what="missiles", quantity=Quantity(value=number, unit="count"))]


def test_references_lead_to_what_stays():
    """From every field and part, and from judgements about other records."""
    merged = merge(
        Place(id="east-sea", name="East Sea"),
        Place(id="sea-of-japan", name="Sea of Japan"),
        same("sea-of-japan", "east-sea"),
        WeaponEvent(id="launch", name="launch", places=["sea-of-japan"]),
        Judgement(id="no", left="sea-of-japan", right="yellow-sea", verdict="different", by="mk"),
        Place(id="yellow-sea", name="Yellow Sea"),
        Actor(id="us", name="US", kind="state"),
        Actor(id="usa", name="USA", kind="state"),
        same("usa", "us"),
        Actor(id="usfk", name="USFK", kind="command", part_of="usa"),
        Document(
            id="wire", citations=[Citation(document="wire", attribution=[Hop(actor="usa", verb="says")])]
        ),
    )
    assert merged.weapon_events["launch"].places[0].place == "east-sea"
    assert merged.actors["usfk"].part_of == "us"
    assert merged.documents["wire"].citations[0].attribution[0].actor == "us"
    assert merged.judgements["no"].left == "east-sea"
    assert merged.places["east-sea"].names == ("Sea of Japan",)


def test_what_goes_is_kept_in_the_judgement():
    gone = Exercise(id="spring", name="Spring drills", span=DAY, note="from the wire")
    merged = merge(Exercise(id="fs-24", name="Freedom Shield 24"), gone, same("spring", "fs-24"))
    judgement = merged.judgements["q-spring-fs-24"]
    assert (judgement.left, judgement.right, judgement.by) == ("fs-24", "spring", "mk")
    assert read_kept_record(judgement) == gone


def test_a_link_that_says_so_is_kept_and_a_judgement_takes_its_place():
    """Whatever refers to the link leads to the judgement that keeps it."""
    link = Link(id="alike", kind="same_as", source="a", target="b", asserted_by="kcna")
    doubt = Link(id="doubt", kind="contradicts", source="kcna", target="alike")
    merged = merge(
        Actor(id="kcna", name="KCNA", kind="agency"), Exercise(id="a", name="a"), Exercise(id="b", name="b"),
        link, doubt,
    )  # fmt: skip
    kept = merged.links["doubt"].target
    assert read_kept_record(merged.judgements[kept]) == link
    assert [(one.left, one.right) for one in merged.judgements if one.verdict == "same"] == [("a", "b")]
    assert list(merged.links) == [merged.links["doubt"]]


def test_empty_fields_are_filled_with_their_support():
    """A field rests on the documents of the one who gave it, and on no others."""
    merged = merge(
        Document(id="wire"), Document(id="paper"),
        Exercise(id="a", name="Drill", citations=["wire"], span=DAY),
        Exercise(
            id="b", name="Exercise", citations=["paper"], status="held", kinds=["ftx"],
            support=[Support(fields=["kinds", "name"], basis="coder_supplied")],
        ),
        same("a", "b"),
    )  # fmt: skip
    drill = merged.exercises["a"]
    assert (drill.name, drill.span, drill.status, drill.names) == ("Drill", DAY, "held", ("Exercise",))
    assert drill.support_for("span").citations == (Citation(document="wire"),)
    assert drill.support_for("status").citations == (Citation(document="paper"),)
    assert drill.support_for("kinds").basis == drill.support_for("names[0]").basis == "coder_supplied"


def test_fields_that_do_not_go_together_stay_apart():
    """A point has two coordinates, and a document is not its own copy."""
    merged = merge(
        Place(id="a", name="a", radius_km=None), Place(id="b", name="b", latitude=39, longitude=125, radius_km=1),
        same("a", "b"),
        Document(id="d", title="One"), Document(id="e", title="One", copy_of="d", language="en"), same("d", "e"),
    )  # fmt: skip
    assert (merged.places["a"].latitude, merged.places["a"].radius_km) == (39, 1)
    assert (merged.documents["d"].copy_of, merged.documents["d"].language) == (None, "en")


def test_the_strongest_footing_stays():
    """An event takes place once anybody says so; the record that only had a plan is kept."""
    planned = Exercise(id="a", name="Drill", status="announced", plans=[Plan(span=DAY)])
    merged = merge(planned, Exercise(id="b", name="Drill", status="held", span=DAY), same("a", "b"))
    assert (merged.exercises["a"].status, merged.exercises["a"].footing) == ("held", "held")
    assert planned in [read_kept_record(one) for one in merged.judgements]


def test_every_account_is_kept_as_a_report():
    """The two may differ; an event that has reports is their summary and becomes none."""
    merged = merge(
        Document(id="wire"), Document(id="paper"),
        WeaponEvent(id="a", name="a", measures=missiles(3), citations=["wire"]),
        WeaponEvent(id="b", name="b", measures=missiles(6), citations=["paper"]),
        WeaponEvent(id="c", name="c", measures=missiles(5), citations=["paper"]),
        EventReport(id="r", event="c", document="paper", measures=missiles(4)),
        same("a", "b"), same("b", "c"),
    )  # fmt: skip
    said = {(one.event, one.document, one.measures[0].quantity.value) for one in merged.event_reports}
    assert said == {("a", "paper", 4), ("a", "paper", 6), ("a", "wire", 3)}


def test_items_that_become_equal_become_one():
    """Their supports follow them; the record as it was is kept."""
    actors = [Actor(id=name, name=name, kind="state") for name in ("kor", "us", "usa")]
    drill = Exercise(
        id="fs-24", name="Freedom Shield 24", participations=["us", "usa", "kor"],
        support=[
            Support(fields=["participations[1].role", "participations[2].role"], basis="coder_supplied"),
            Support(fields=["participations[0].role"], basis="derived"),
        ],
    )  # fmt: skip
    merged = merge(*actors, drill, same("us", "usa"))
    now = merged.exercises["fs-24"]
    assert [one.actor for one in now.participations] == ["us", "kor"]
    assert [one.fields for one in now.support] == [("participations[0].role", "participations[1].role")]
    assert drill in [read_kept_record(one) for one in merged.judgements]


def test_claims_are_not_filled_in():
    """A denial without a value denies everything, and with one it does not."""
    claims = [
        EventClaim(id="a", event="e", attribute="outcome", claimants=["kcna"], stance="denies"),
        EventClaim(
            id="b",
            event="e",
            attribute="outcome",
            claimants=["kcna"],
            stance="denies",
            value=Quantity(value=2),
        ),
    ]
    merged = merge(
        Actor(id="kcna", name="KCNA", kind="agency"), WeaponEvent(id="e", name="e"), *claims, same("a", "b")
    )
    assert list(merged.event_claims) == [claims[0]]


def test_designations_are_names_too():
    merged = merge(
        WeaponSystem(id="hwasong-15", name="Hwasong-15"), WeaponSystem(id="kn-22", name="KN-22", kind="icbm"),
        same("hwasong-15", "kn-22"),
    )  # fmt: skip
    system = merged.weapon_systems["hwasong-15"]
    assert ([one.text for one in system.designations], system.kind) == (["KN-22"], "icbm")


def test_records_of_two_types_stay_two():
    records = [Exercise(id="a", name="a"), WeaponEvent(id="b", name="b"), same("a", "b")]
    assert Dossier.of(*records).merge_same().decisions == ()


def test_a_thing_does_not_become_a_part_of_itself_through_another():
    records = [
        Exercise(id="a", name="a"),
        Exercise(id="b", name="b", part_of="a"),
        Exercise(id="c", name="c", part_of="b"),
    ]
    with pytest.raises(DossierError, match="reference-circular"):
        merge(*records, same("a", "c"))


def test_what_is_too_long_for_a_judgement_is_refused():
    """All of it at once, and nothing is half merged."""
    long = [Exercise(id=name, name=name, note="x" * 999_990) for name in "abc"]
    with pytest.raises(DossierError) as caught:
        merge(*long, same("a", "b"), Link(id="l", kind="same_as", source="a", target="c"))
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.judgements['q-a-b'].kept", "text-long"),
        ("$.exercises['c'].kept", "text-long"),
    ]


def test_old_files_merge_into_the_new_one():
    """What went comes back as a record of its own, and whoever judged need not judge again."""
    old = Dossier.of(Exercise(id="a", name="a"), Exercise(id="b", name="a", note="late"), same("a", "b"))
    new = old.merge_same().dossier
    both = new.merge(old)
    assert both.dossier == old.merge(new).dossier
    assert both.decisions == ()
    assert list(both.dossier.exercises) == list(old.exercises)
    assert both.dossier.merge_same().dossier == new


def test_a_part_of_what_it_becomes_is_no_part_of_itself():
    whole = Exercise(id="a", name="A")
    part = Exercise(
        id="r",
        name="R",
        span="2024-03-04",
        part_of="a",
        support=[Support(fields=["part_of"], basis="coder_supplied")],
    )
    same = Judgement(id="j", left="a", right="r", verdict="same")
    merged = Dossier.of(whole, part, same).merge_same().dossier
    assert (merged.exercises["a"].part_of, str(merged.exercises["a"].span)) == (None, "2024-03-04")
    assert merged.merge_same().decisions == ()


def test_a_claim_that_disputed_what_it_becomes_disputes_nothing():
    """And a support of all that it disputes goes with it."""
    common = {"system": "tank", "attribute": "power", "claimants": ["kcna"], "value": "great"}
    first = CapabilityClaim(id="a", **common)
    second = CapabilityClaim(
        id="b", disputes=["a"], support=[Support(fields=["disputes"], basis="coder_supplied")], **common
    )
    others = (WeaponSystem(id="tank", name="tank", kind="tank"), Actor(id="kcna", name="KCNA", kind="agency"))
    same = Judgement(id="j", left="a", right="b", verdict="same")
    merged = Dossier.of(first, second, same, *others).merge_same().dossier
    assert merged.capability_claims.ids == ("a",)
    assert merged.capability_claims["a"].disputes == ()


def test_the_support_of_a_field_that_empties_goes_with_it():
    kim = Actor(id="kim", name="Kim", kind="person")
    support = [Support(fields=["about", "speakers"], basis="coder_supplied")]
    first = Statement(id="a", speakers=["kim"], about=["b"], support=support)
    merged = merge(kim, first, Statement(id="b", speakers=["kim"]), same("a", "b"))
    assert (merged.statements["a"].about, merged.statements["a"].support[0].fields) == ((), ("speakers",))
    assert first in [read_kept_record(one) for one in merged.judgements]
