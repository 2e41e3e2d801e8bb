"""The questions of the seed case that need no network, asked of the shipped dossiers."""

from __future__ import annotations

import attrs
import pytest

import korea_events as ke
from korea_events import reference
from korea_events.model import Citation, Document, Exercise, Footing
from korea_events.temporal import EndKind


@pytest.fixture(scope="module")
def seed():
    return reference.seed()


# -- 1: did the tank training overlap the exercise? ----------------------------------------------------------------


def test_from_the_date_of_the_report_alone_they_possibly_overlap(seed):
    """The training was over by 14 March, so it shares anything from no day to all eleven; it did not come after."""
    training, exercise = seed.exercises["kpa-tanks"], seed.exercises["fs-24"]
    [overlap] = ke.find_overlaps([training, exercise])
    assert overlap.verdict is ke.Verdict.POSSIBLE
    assert overlap.shared == ke.Amount(least=0, most=11, unit="day")
    assert overlap.footing is Footing.ANNOUNCED
    assert ke.relate(training, exercise).verdict({ke.Relation.BEFORE}) is ke.Verdict.POSSIBLE
    assert ke.relate(training, exercise).verdict({ke.Relation.AFTER}) is ke.Verdict.IMPOSSIBLE


def test_with_a_second_report_they_certainly_share_one_day(seed):
    """KCNA itself dates the training to 13 March: certainly, one civil day, within the exercise."""
    agency = Document(id="kcna-2024-03-14", publisher="kcna", published=ke.Span.on("2024-03-14"))
    training = seed.exercises["kpa-tanks"]
    dated = Exercise(
        id=training.id,
        name=training.name,
        participations=training.participations,
        span=ke.Span.on("2024-03-13"),
        citations=[*training.citations, Citation(document=agency.id)],
    )
    known = seed.with_(agency, dated)
    [overlap] = ke.find_overlaps([known.exercises["fs-24"]], [known.exercises["kpa-tanks"]])
    assert overlap.verdict is ke.Verdict.CERTAIN
    assert overlap.shared == ke.Amount(least=1, most=1, unit="day")
    assert ke.relate(dated, known.exercises["fs-24"]).verdict({ke.Relation.DURING}) is ke.Verdict.CERTAIN


def test_the_shipped_drills_have_that_second_report():
    """There the training match is dated to 13 March by KCNA and lies within Freedom Shield 24, which was held."""
    drills = reference.drills()
    match, exercise = drills.exercises["kpa-2024-03-13"], drills.exercises["fs-24"]
    [overlap] = ke.find_overlaps([match], [exercise], footing="held")
    assert (overlap.verdict, overlap.shared.least) == (ke.Verdict.CERTAIN, 1)
    [report] = [report for report in drills.event_reports if report.event == match.id]
    assert drills.documents[report.document].publisher == "kcna"


# -- 2: when did the exercise start? -------------------------------------------------------------------------------


def test_the_start_follows_from_the_end_and_the_counted_length(seed):
    """4 March, derived: it is stated nowhere, and the three things that it follows from have a basis each."""
    exercise = seed.exercises["fs-24"]
    assert str(exercise.when.possible) == "2024-03-04/2024-03-14"
    assert [
        str(exercise.support_for(path).basis) for path in ("plans[0].span", "length.n", "length.counting")
    ] == [
        "stated",
        "stated",
        "coder_supplied",
    ]
    assert exercise.plans[0].span.earliest_start is None


def test_the_start_is_unknown_in_the_text_and_not_open():
    """What stands before the slash is nothing: a start there is, but nobody said which."""
    said = ke.Span.parse("/2024-03-14", duration="P11D")
    assert str(said.possible.first) == "2024-03-04"
    assert said.start_kind is EndKind.UNKNOWN
    assert ke.Span.parse("../2024-03-14").start_kind is EndKind.OPEN


def test_without_the_coders_counting_there_is_no_start(seed):
    """An 11-day exercise constrains nothing until somebody says how the days count."""
    exercise = seed.exercises["fs-24"]
    uncounted = attrs.evolve(exercise, length=attrs.evolve(exercise.length, counting="unknown"))
    assert uncounted.when.possible.first is None


# -- 3: how many origins has the claim about the tank? -------------------------------------------------------------


def test_the_claim_has_one_origin(seed):
    """Kim Jong Un holds it; KCNA put it on record."""
    claim = seed.capability_claims["tank-most-powerful"]
    [origin] = ke.evidence.origins(claim, seed)
    assert origin.actor == "kcna"
    assert claim.claimants == ("kim-jong-un",)


def test_another_outlet_that_repeats_it_is_no_second_origin(seed):
    """Two documents, and still KCNA alone behind them."""
    claim = seed.capability_claims["tank-most-powerful"]
    repeated = Document(id="another-outlet", published=ke.Span.on("2024-03-15", zone=None))
    twice = attrs.evolve(
        claim,
        citations=[*claim.citations, attrs.evolve(claim.citations[0], document=repeated.id)],
    )
    found = ke.evidence.origins(twice.id, seed.with_(repeated, twice))
    assert [origin.actor for origin in found] == ["kcna"]
    assert len(found.documents) == 2


# -- 4: who holds which view of the drills? ------------------------------------------------------------------------


def views(dossier):
    return {framing.holder: framing.frame for framing in ke.evidence.views("fs-24", dossier)}


def test_the_article_has_one_view_of_the_drills(seed):
    """North Korea's: a rehearsal. What the sponsors call it is not in this article."""
    assert views(seed) == {"prk": "rehearsal for invasion"}


def test_other_documents_have_the_sponsors_view():
    """The shipped drills hold what both ministries called Freedom Shield 24 on 5 March, each with its statement."""
    drills = reference.drills()
    assert views(drills) == {"dprk-mnd": "not defensive", "rok-mnd": "defensive"}
    for framing in drills.framings:
        assert drills.statements[framing.stated_in].said == ke.Span.on("2024-03-05")


# -- 5: what was known on 10 March? --------------------------------------------------------------------------------


def test_of_the_article_nothing_was_known_on_10_march(seed):
    """It was published on the 14th: what is left are names of actors and places, which nobody has to publish."""
    known = seed.as_of("2024-03-10")
    assert {record.collection for record in known} == {"actors", "places"}


def test_of_the_drills_only_what_was_published_by_10_march():
    """Every document left is dated by then; Freedom Shield 24 is a plan again, and the later drills are not there."""
    drills = reference.drills()
    known = drills.as_of("2024-03-10")
    dated = {
        document.id: str(document.published.latest_end) for document in drills.documents if document.published
    }
    assert {document.id for document in known.documents} == {
        name for name in dated if dated[name] <= "2024-03-10"
    }
    assert len(known.documents) > 250
    exercise = known.exercises["fs-24"]
    assert (exercise.span, exercise.status) == (None, None)
    assert [str(plan.span) for plan in exercise.plans] == ["2024-03-04/2024-03-14"]
    assert exercise.footing is Footing.ANNOUNCED
    march = [exercise.id for exercise in known.exercises if exercise.id.startswith("kpa-2024-03")]
    assert march == ["kpa-2024-03-06", "kpa-2024-03-07"]
