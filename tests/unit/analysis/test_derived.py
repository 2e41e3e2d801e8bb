"""Overlaps by everything that is said: links and lengths narrow what the dates alone allow, never widen it."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.temporal import TemporalNetwork

FS24 = ke.Exercise(
    id="fs-24",
    name="Freedom Shield 24",
    plans=[ke.Plan(span=ke.Span.parse("/2024-03-14"))],
    length=ke.StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
)
TANKS = ke.Exercise(id="tanks", name="tank training", span=ke.Span.bounded(latest_end="2024-03-14"))
LAUNCH = ke.Exercise(id="far", name="another drill", span=ke.Span.on("2024-06-01"))


def asked(*records, **how):
    return {
        (pair.first.id, pair.second.id): pair for pair in ke.derive_overlaps(ke.Dossier.of(*records), **how)
    }


def loosely(kind="shares_time"):
    return ke.Link(id="as", kind=kind, source="tanks", target="fs-24", reading="“as … began”")


def test_without_links_the_answer_is_that_of_find_overlaps():
    records = (FS24, TANKS, LAUNCH)
    plain = {
        (pair.first.id, pair.second.id): (pair.verdict, pair.relations, pair.shared, pair.footing)
        for pair in ke.find_overlaps(records)
    }
    derived = {
        key: (pair.verdict, pair.relations, pair.shared, pair.footing)
        for key, pair in asked(*records).items()
    }
    assert derived == plain
    assert all(pair.because == () for pair in asked(*records).values())


def test_a_link_makes_a_possible_overlap_certain_and_is_named():
    pair = asked(FS24, TANKS, loosely())["tanks", "fs-24"]
    assert pair.verdict is ke.Verdict.CERTAIN
    assert pair.shared == ke.Amount(least=1, most=11)
    assert [assertion.record for assertion in pair.because] == ["as"]
    assert pair.footing is ke.Footing.ANNOUNCED
    assert pair.first is not TANKS or pair.first.span == TANKS.span


def test_a_link_can_rule_an_overlap_out():
    after = ke.Link(id="after", kind="meets", source="fs-24", target="tanks")
    free = ke.Exercise(id="tanks", name="tank training", span=ke.Span.unknown())
    assert ("tanks", "fs-24") in asked(FS24, free)
    assert asked(FS24, free, after) == {}


def test_events_in_conflict_are_judged_by_their_own_dates_and_the_conflict_is_named():
    dated = ke.Exercise(id="tanks", name="tank training", span=ke.Span.on("2024-03-13"))
    dossier = ke.Dossier.of(FS24, dated, LAUNCH, loosely("starts_with"))
    overlaps = ke.derive_overlaps(dossier)
    [conflict] = overlaps.conflicts
    assert {assertion.record for assertion in conflict.assertions} == {"fs-24", "tanks", "as"}
    [pair] = overlaps
    assert (pair.verdict, pair.because) == (ke.Verdict.CERTAIN, ())
    assert repr(overlaps) == "<DerivedOverlaps: 1 row, 0 skipped>"


def test_pauses_still_count():
    paused = ke.Exercise(
        id="fs-24",
        name="Freedom Shield 24",
        span=ke.Span.of("2024-03-04", "2024-03-14"),
        pauses=[ke.Span.bounded(earliest_start="2024-03-12", latest_end="2024-03-13")],
    )
    tanks = ke.Exercise(id="tanks", name="tank training", span=ke.Span.on("2024-03-13"))
    pair = asked(paused, tanks, loosely())["fs-24", "tanks"]
    assert (pair.verdict, pair.shared.least) == (ke.Verdict.POSSIBLE, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"occurrences": ["2024-03-04", "2024-03-14"]},
        {"span": "2024-03-04/2024-03-14", "intermittent": True},
        {"span": "2024-03-04/2024-03-14", "status": "unconfirmed"},
        {"span": "2024-03-04/2024-03-14", "pauses": ["2024-03-05/2024-03-13"]},
    ],
    ids=["occurrences", "intermittent", "unconfirmed", "pauses"],
)
def test_a_link_says_nothing_of_when_something_was_under_way(fields):
    drills = ke.Exercise(id="fs-24", name="Freedom Shield 24", **fields)
    tanks = ke.Exercise(id="tanks", name="tank training", span="2024-03-05/2024-03-13")
    during = ke.Link(id="during", kind="during", source="tanks", target="fs-24")
    [derived] = ke.derive_overlaps(ke.Dossier.of(drills, tanks, during)) or [None]
    [plain] = ke.find_overlaps([drills, tanks]) or [None]
    if plain is None:
        assert derived is None
    else:
        assert (derived.verdict, derived.shared) == (ke.Verdict.POSSIBLE, plain.shared)


def test_an_approximate_date_leaves_certain_what_a_link_says():
    about = ke.Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04~/2024-03-14~")
    tanks = ke.Exercise(id="tanks", name="tank training", span="2024-03-05")
    link = ke.Link(id="link", kind="shares_time", source="tanks", target="fs-24")
    assert asked(about, tanks, link)["fs-24", "tanks"].verdict is ke.Verdict.CERTAIN
    assert asked(about, tanks)["fs-24", "tanks"].verdict is ke.Verdict.POSSIBLE


def test_publication_rules_pairs_out_unless_it_is_switched_off():
    page = ke.Document(id="page", published=ke.Span.on("2024-03-01"))
    early = ke.Exercise(
        id="early", name="early drill", span=ke.Span.unknown(), status="held", citations=["page"]
    )
    records = page, early, ke.Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14")
    assert asked(*records) == {}
    assert set(asked(*records, publication=False)) == {("early", "fs-24")}


def test_a_denied_event_is_disputed():
    actors = ke.Actor(id="prk", name="North Korea", kind="state")
    page = ke.Document(id="page")
    denial = ke.EventClaim(
        id="denial",
        event="tanks",
        attribute="occurrence",
        stance="denies",
        claimants=["prk"],
        citations=["page"],
    )
    assert asked(FS24, TANKS, actors, page, denial)["tanks", "fs-24"].disputed
    assert not asked(FS24, TANKS)["tanks", "fs-24"].disputed


def test_the_events_to_pair_can_be_chosen_and_the_verdict_asked_for():
    records = (FS24, TANKS, LAUNCH, loosely())
    assert set(asked(*records, at_least="certain")) == {("tanks", "fs-24")}
    assert asked(*records, footing="held") == {}
    assert asked(*records, among=[TANKS, LAUNCH]) == {}


@pytest.mark.parametrize("wrong", [{"at_least": "foo"}, {"at_least": "impossible"}, {"footing": "rumoured"}])
def test_what_find_overlaps_refuses_is_refused_with_the_same_error(wrong):
    dossier = ke.Dossier.of(FS24, TANKS)
    with pytest.raises(ke.errors.QuestionError) as expected:
        ke.find_overlaps(dossier.exercises, **wrong)
    with pytest.raises(ke.errors.QuestionError) as caught:
        ke.derive_overlaps(dossier, **wrong)
    assert caught.value.problems == expected.value.problems


def test_one_network_is_built(monkeypatch):
    built = []
    make = TemporalNetwork.__init__

    def count(self, *arguments, **options):
        built.append(self)
        make(self, *arguments, **options)

    monkeypatch.setattr(TemporalNetwork, "__init__", count)
    ke.derive_overlaps(ke.Dossier.of(FS24, TANKS, loosely()))
    assert len(built) == 1


def test_only_a_dossier_has_links_to_derive_from():
    with pytest.raises(ke.errors.QuestionError, match="dossier must be a dossier, not "):
        ke.derive_overlaps(ke.reference.seed().exercises)
