"""Exercises that look like one under two identifiers."""

import pytest
from attrs import evolve

from korea_events import (
    Actor,
    Document,
    Dossier,
    EventPlace,
    Exercise,
    ExerciseSeries,
    Judgement,
    Link,
    Participation,
    Place,
    Plan,
    Span,
    WeaponEvent,
    WeaponSystem,
)
from korea_events.errors import DossierError

DAYS = Span.of("2024-03-04", "2024-03-14")
BASE = (
    *(Actor(id=name, name=name, kind="state") for name in ("usa", "kor", "prk")),
    ExerciseSeries(id="freedom-shield", name="Freedom Shield"),
    ExerciseSeries(id="ulchi-freedom-shield", name="Ulchi Freedom Shield"),
)


def taking_part(*actors, role="participant"):
    return [Participation(actor=actor, role=role) for actor in actors]


BOTH = taking_part("usa", "kor")
MINE = Exercise(
    id="fs-24",
    name="Freedom Shield 24",
    series="freedom-shield",
    edition="24",
    span=DAYS,
    participations=BOTH,
)
HERS = evolve(MINE, id="spring-drills", name="Freedom Shield 2024")


def proposed(*hers, mine=(MINE,), also=()):
    one, other = Dossier.of(*BASE, *mine, *also), Dossier.of(*BASE, *hers)
    found = one.merge(other).decisions
    assert other.merge(one).decisions == found
    return [(judgement.left, judgement.right) for judgement in found if judgement.verdict == "unsure"]


def test_what_agrees_in_everything_is_proposed():
    """As a judgement without a judge, which says that nobody knows yet."""
    merged = Dossier.of(*BASE, MINE).merge(Dossier.of(*BASE, HERS))
    (judgement,) = merged.decisions
    assert (judgement.left, judgement.right, judgement.by) == ("fs-24", "spring-drills", None)
    assert merged.dossier.judgements == (judgement,)
    assert str(merged) == (
        "fs-24, spring-drills: may be the same (one series and edition, with days in common); "
        f"answer {judgement.id}"
    )


@pytest.mark.parametrize(
    "differently",
    [
        {"series": "ulchi-freedom-shield"},
        {"edition": "23"},
        {"edition": None},
        {"series": None},
        {"span": Span.of("2024-03-15", "2024-03-20")},
        {"span": Span.parse("2024-03")},  # somewhere in the month: it only may share time
        {"span": Span.parse("2024-03-04~/2024-03-14~")},
        {"span": None},
        {"participations": taking_part("usa")},
        {"participations": taking_part("usa", "kor", "prk")},
    ],
    ids=[
        "series",
        "edition",
        "no-edition",
        "no-series",
        "later",
        "month",
        "about",
        "undated",
        "one",
        "three",
    ],
)
def test_what_differs_or_is_uncertain_is_not(differently):
    """A proposal takes somebody's time."""
    assert proposed(evolve(HERS, **differently)) == []


@pytest.mark.parametrize(
    "differently",
    [
        {"span": Span.of("2024-03-14", "2024-03-20")},
        {"span": None, "plans": [Plan(span=DAYS)]},
        {"participations": ()},
        {"participations": [*reversed(BOTH), *taking_part("prk", role="critic")]},
        {"participations": [*taking_part("kor", role="host"), *taking_part("usa", role="lead")]},
        {"name": "자유의 방패", "status": "held", "note": "late"},
    ],
    ids=["one-day", "planned", "nobody-named", "order-and-critics", "roles", "words"],
)
def test_what_may_differ(differently):
    """One shared day is enough; roles beside taking part do not count; who names nobody contradicts nobody."""
    assert proposed(evolve(HERS, **differently)) == [("fs-24", "spring-drills")]


def test_what_one_of_them_has_both_of_is_left_alone():
    """Whoever has both has seen that they are two, and has perhaps linked or judged them."""
    link = Link(id="l", kind="distinct_from", source="spring-drills", target="fs-24")
    assert proposed(HERS, also=(HERS,)) == []
    assert proposed(HERS, MINE) == []
    assert proposed(HERS, also=(HERS, link)) == []


def test_a_pair_judged_by_somebody_who_kept_one_of_them_is_left_alone():
    """Who sets a duplicate aside keeps it in the judgement, and need not be asked again."""
    gone = Judgement(id="q", left="fs-24", right="spring-drills", verdict="same", kept="{}", by="mk")
    assert proposed(HERS, also=(gone,)) == []
    other = Judgement(id="q", left="fs-24", right="summer-drills", verdict="same", kept="{}", by="mk")
    assert proposed(HERS, also=(other,)) == [("fs-24", "spring-drills")]


def test_parts_are_compared_with_parts():
    """And never with the whole, their own or another's."""
    week = evolve(HERS, id="week", part_of="spring-drills")
    assert proposed(HERS, week) == [("fs-24", "spring-drills")]
    mine = evolve(MINE, id="my-week", part_of="fs-24")
    assert proposed(HERS, week, mine=(MINE, mine)) == [("fs-24", "spring-drills"), ("my-week", "week")]


def test_a_part_is_not_like_what_it_is_a_part_of():
    """Also where only the other dossier knows that a thing in between is part of the whole."""
    year, step = Exercise(id="year", name="a year of drills"), Exercise(id="step", name="a step")
    phase = evolve(MINE, id="phase", part_of="year")
    part = evolve(HERS, id="part", part_of="step")
    assert proposed(part, step, mine=(phase, year, step)) == [("part", "phase")]
    assert proposed(part, step, mine=(phase, year, evolve(step, part_of="phase"))) == []


def test_circles_that_only_both_make_do_not_hold_up_the_comparison():
    """Whether they are refused is decided afterwards."""
    one, other = Exercise(id="a", name="a", status="held"), Exercise(id="b", name="b", status="held")
    mine = Dossier.of(*BASE, evolve(MINE, part_of="a"), one, evolve(other, part_of="a", status=None))
    hers = Dossier.of(*BASE, evolve(HERS, part_of="b"), evolve(one, part_of="b", status=None), other)
    for first, second in ((mine, hers), (hers, mine)):
        with pytest.raises(DossierError, match="reference-circular"):
            first.merge(second)


def test_every_pair_is_proposed_in_the_order_of_identifiers():
    """Whoever is asked to merge."""
    mine = (MINE, evolve(MINE, id="zz"))
    assert proposed(HERS, evolve(HERS, id="aa"), mine=mine) == [
        ("aa", "fs-24"), ("aa", "zz"), ("fs-24", "spring-drills"), ("spring-drills", "zz"),
    ]  # fmt: skip


def test_answers_take_the_place_of_proposals():
    """Of the one who has not answered; two answers that differ are both kept."""
    mine, hers = Dossier.of(*BASE, MINE), Dossier.of(*BASE, HERS)
    open_one = mine.merge(hers).dossier
    (question,) = open_one.judgements
    answered = open_one.with_(evolve(question, verdict="same", by="mk", note="same press release"))
    assert open_one.merge(answered).dossier == answered.merge(open_one).dossier == answered
    denied = open_one.with_(evolve(question, verdict="different", by="jl"))
    assert len(answered.merge(denied).dossier.judgements) == 2


def test_an_edition_with_too_many_exercises_tells_nothing():
    """Fifty are compared, more are not: the number of pairs grows with the square."""

    def many(word, number):
        return [evolve(MINE, id=f"{word}-{n}") for n in range(number)]

    assert len(proposed(HERS, mine=many("mine", 50))) == 50
    assert proposed(HERS, mine=many("mine", 51)) == []


def test_identifiers_of_proposals_fit_and_differ():
    """However long the two names are, and wherever a hyphen stands in them."""
    long = [evolve(MINE, id=f"{letter}" * 200) for letter in "ab"]
    (judgement,) = Dossier.of(*BASE, long[0]).merge(Dossier.of(*BASE, long[1])).decisions
    assert len(judgement.id) <= 200
    names = set()
    for left, right in (("a-b", "c"), ("a", "b-c")):
        one, other = (Dossier.of(*BASE, evolve(MINE, id=name)) for name in (left, right))
        names.add(one.merge(other).decisions[0].id)
    assert len(names) == 2


# -- launches and documents ----------------------------------------------------------------------------------------

GROUND = (
    Place(id="sunan", name="Sunan"), Place(id="pyongyang", name="Pyongyang"),
    WeaponSystem(id="kn-23", name="KN-23"), WeaponSystem(id="hwasong-11a", name="Hwasong-11A"),
    Actor(id="wire", name="The Wire", kind="agency"), Actor(id="agency", name="The Wire", kind="agency"),
)  # fmt: skip
LAUNCH = WeaponEvent(
    id="launch-mk", name="launch", span="2024-03-18", places=["sunan"], weapon_systems=["kn-23"]
)
PAGE = Document(
    id="page-mk", url="https://www.example.org/News/18?id=4", title="North  fires missile", publisher="wire",
    published=Span.on("2024-03-18", zone=None),
)  # fmt: skip


def proposed_of(mine, hers, also=()):
    """The reasons of what is proposed for a pair, in two dossiers and in one."""
    one, other = Dossier.of(*GROUND, mine, *also), Dossier.of(*GROUND, hers)
    together = Dossier.of(*GROUND, mine, hers, *also).propose_same()
    found = one.merge(other).decisions
    assert [judgement.note for judgement in together] == [judgement.note for judgement in found]
    return [judgement.note for judgement in found]


@pytest.mark.parametrize(
    "differently",
    [
        {"span": "2024-03-18T07:44"},
        {"places": ["pyongyang", "sunan"]},
        {"weapon_systems": ["kn-23", "hwasong-11a"], "name": "three missiles"},
        {"span": None, "plans": [Plan(span="2024-03-18")]},
    ],
    ids=["time", "places", "systems", "planned"],
)
def test_launches_of_one_day_place_and_system_are_proposed(differently):
    hers = evolve(LAUNCH, id="launch-jl", **differently)
    assert proposed_of(LAUNCH, hers) == ["one day, place and weapon system"]


@pytest.mark.parametrize(
    "differently",
    [
        {"span": "2024-03-19"},
        {"span": "2024-03"},
        {"span": "2024-03-18~"},
        {"span": None},
        {"places": ["pyongyang"]},
        {"places": []},
        {"places": [EventPlace(place="sunan", role="impact_area")]},
        {"weapon_systems": ["hwasong-11a"]},
    ],
    ids=["next-day", "month", "about", "undated", "place", "no-place", "impact", "system"],
)
def test_launches_that_differ_are_not(differently):
    assert proposed_of(LAUNCH, evolve(LAUNCH, id="launch-jl", **differently)) == []


def test_two_salvos_of_a_morning_are_two():
    one, other = (
        evolve(LAUNCH, span="2024-03-18T07:44"),
        evolve(LAUNCH, id="launch-jl", span="2024-03-18T08:21"),
    )
    assert proposed_of(one, other) == []


def test_places_that_were_judged_the_same_are_one_place():
    hers = evolve(LAUNCH, id="launch-jl", places=["pyongyang"])
    judged = Judgement(id="q", left="sunan", right="pyongyang", verdict="same", by="mk")
    assert proposed_of(LAUNCH, hers, also=(judged,)) == ["one day, place and weapon system"]


@pytest.mark.parametrize(
    "differently, reasons",
    [
        ({"url": "http://EXAMPLE.org/News/18?id=4#top", "title": None}, ["one address"]),
        ({"url": None, "archived_url": PAGE.url, "title": None}, ["one address"]),
        ({"url": None, "title": "NORTH fires missile"}, ["one title, publisher and day"]),
        ({}, ["one address"]),
        ({"url": "https://example.org/news/18?id=4", "title": None}, []),
        ({"url": "https://example.org/News/18?id=5", "published": Span.on("2024-03-19")}, []),
        ({"url": None, "publisher": "agency"}, []),
        ({"url": None, "publisher": None}, []),
        ({"url": None, "published": None}, []),
    ],
    ids=[
        "address",
        "archive",
        "title",
        "both",
        "case",
        "query-and-day",
        "publisher",
        "no-publisher",
        "undated",
    ],
)
def test_documents_of_one_address_or_title_are_proposed(differently, reasons):
    """Once each; the path of an address may depend on case."""
    assert proposed_of(PAGE, evolve(PAGE, id="page-jl", **differently)) == reasons


def test_what_was_rejected_is_never_proposed_again():
    """By a judgement or a link, of the two or of others that are the same as they."""
    hers, third = evolve(PAGE, id="page-jl"), evolve(PAGE, id="page-xy", url=None, title="Other")
    dossier = Dossier.of(*GROUND, PAGE, hers, third)
    (proposal,) = dossier.propose_same()
    judged = dossier.with_(proposal.replace(verdict="different", by="mk"))
    linked = dossier.with_(Link(id="l", kind="distinct_from", source="page-jl", target="page-mk"))
    through = dossier.with_(
        Judgement(id="j", left="page-xy", right="page-mk", verdict="same", by="mk"),
        Judgement(id="k", left="page-xy", right="page-jl", verdict="different", by="mk"),
    )
    assert judged.propose_same() == linked.propose_same() == ()
    assert judged.merge(dossier).dossier.propose_same() == ()
    assert through.merge_same().dossier.propose_same() == ()
    withdrawn = linked.with_(Link(id="m", kind="retracts", source="page-xy", target="l"))
    assert withdrawn.propose_same() == ()
