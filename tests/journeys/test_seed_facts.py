"""The facts of the seed case, read back one by one: what the article says, and what is not pretended beyond it."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events import reference
from korea_events.model import (
    Act,
    Comparison,
    Hop,
    Participation,
    Quantity,
    Superlative,
)

ARTICLE = "wire-2024-03-14"


@pytest.fixture(scope="module")
def seed():
    return reference.seed()


def bases(record, *paths):
    return [str(record.support_for(path).basis) for path in paths]


def chain(citation):
    """Who passed it on, from the document inwards."""
    return [citation.document, *(hop.actor for hop in citation.attribution)]


def people(event):
    return {(part.actor, str(part.role)) for part in event.participations}


def test_fact_0_the_article_has_a_day_and_neither_year_nor_outlet(seed):
    """The day follows from the day of the state media's report; year and outlet are the coder's, the zone unknown."""
    article = seed.documents[ARTICLE]
    assert article.published == ke.Span.on("2024-03-14", zone=None)
    assert bases(article, "published", "published.year", "publisher") == [
        "derived",
        "coder_supplied",
        "coder_supplied",
    ]
    quotes = [citation.quote.exact for citation in article.support_for("published").citations]
    assert quotes == ["Thursday (Mar 14)", "later Thursday"]
    assert article.citations[0].quote is None
    assert (article.title, article.url) == (None, None)
    assert [document.id for document in seed.documents if document.publisher is None] == [
        "linked-item-debris"
    ]


def test_fact_1_the_training_was_over_when_reported(seed):
    """Only the report bounds it, which the coder derives; no beginning is given, and state media are its origin."""
    training = seed.exercises["kpa-tanks"]
    assert training.span == ke.Span.bounded(latest_end="2024-03-14")
    assert training.span.earliest_start is None
    assert training.span.certain is None
    assert bases(training, "span.end", "span.year") == ["derived", "coder_supplied"]
    assert [chain(citation) for citation in training.citations] == [[ARTICLE, "dprk-state-media"]]
    assert training.support_for("span").citations[0].quote.exact == "Thursday (Mar 14)"
    assert [seed.places[place.place].name for place in training.places] == ["North Korea"]
    claim = seed.capability_claims["tank-newly-developed"]
    assert (claim.claimants, claim.value.text) == (("dprk-state-media",), "newly developed")


@pytest.mark.parametrize("name", ["kpa-tanks", "kim-drives-tank", "kim-appeal", "tank-newly-developed"])
def test_training_ride_and_appeal_come_from_the_state_media(seed, name):
    """Their origin is never the outlet."""
    assert [origin.actor for origin in ke.evidence.origins(name, seed)] == ["dprk-state-media"]


def test_fact_1_the_relation_to_the_exercise_is_stated_and_its_reading_recorded(seed):
    """ "As it began" is read loosely, by the coder; the article asserts it, and the strict reading is named."""
    link = seed.links["training-as-drills-began"]
    assert (link.source, str(link.kind), link.target) == ("kpa-tanks", "shares_time", "fs-24")
    assert link.asserted_by == "article-outlet"
    assert bases(link, "source", "kind") == ["stated", "coder_supplied"]
    assert "starts_with" in link.reading


def test_fact_2_kim_drove_a_tank_and_urged_the_troops(seed):
    """A leader's activity within the training, and an appeal; who inspected the crews is not said."""
    ride = seed.leader_activities["kim-drives-tank"]
    assert people(ride) == {("kim-jong-un", "participant"), ("kim-jong-un", "operator")}
    assert (ride.part_of, ride.weapon_systems) == ("kpa-tanks", ("new-tank",))
    appeal = seed.statements["kim-appeal"]
    assert appeal.speakers == ("kim-jong-un",)
    assert appeal.acts == (Act(kind="appeal", target="kpa-troops", text="step up war preparations"),)
    [inspection] = [part for part in seed.exercises["kpa-tanks"].components if part.kind == "inspection"]
    assert inspection.participations == ()


def test_fact_3_the_most_powerful_tank_is_kims_claim_through_a_chain(seed):
    """A superlative with a scope; Kim holds it, KCNA quotes him, the article cites KCNA."""
    claim = seed.capability_claims["tank-most-powerful"]
    assert claim.value == Superlative(text="most powerful", scope="the world")
    assert claim.claimants == ("kim-jong-un",)
    assert [chain(citation) for citation in claim.citations] == [[ARTICLE, "kcna", "kim-jong-un"]]
    assert claim.citations[0].quote.exact == "the world's most powerful"
    assert seed.statements[claim.stated_in].speakers == ("kim-jong-un",)
    assert (claim.system, seed.weapon_systems["new-tank"].designations) == ("new-tank", ())


def test_fact_4_mock_battle_and_live_fire_are_parts_without_actors(seed):
    """The parts are there; who fired is not said, and the type of the heavy tanks is not either."""
    training = seed.exercises["kpa-tanks"]
    assert {str(part.kind) for part in training.components} == {
        "inspection",
        "mock_battle",
        "manoeuvre",
        "lfx",
    }
    assert {part.participations for part in training.components} == {()}
    assert bases(training, "components") == ["stated"]
    assert seed.weapon_systems["heavy-tanks"].designations == ()


def test_fact_5_the_spirit_of_the_crews_is_kcnas_view_and_the_outlet_adopts_it(seed):
    """KCNA of the crews' militant spirit, a subheading of the troops' spirits; neither view is Kim's."""
    framings = [framing for framing in seed.framings if framing.of == "kim-drives-tank"]
    assert {framing.holder: chain(framing.citations[0]) for framing in framings} == {
        "kcna": [ARTICLE, "kcna"],
        "article-outlet": [ARTICLE],
    }
    frames = {framing.holder: framing.frame for framing in framings}
    assert "“high militant spirit” of the tank crews" in frames["kcna"]
    assert frames["article-outlet"] == "lifts the spirits of the troops"
    assert seed.framings["outlet-on-ride"].citations[0].locator == "subheading"
    assert seed.documents[ARTICLE].publisher == "article-outlet"


def test_fact_6_the_exercise_will_end_and_its_start_is_only_derivable(seed):
    """A plan and no span: the end announced, the length as printed, the counting and every name by the coder."""
    exercise = seed.exercises["fs-24"]
    assert exercise.span is None
    assert [plan.span for plan in exercise.plans] == [ke.Span.parse("/2024-03-14")]
    assert (str(exercise.status), str(exercise.footing)) == ("ongoing", "announced")
    assert (exercise.length.words, exercise.length.n) == ("11-day", 11)
    assert bases(exercise, "length.words", "length.counting", "plans[0].span", "plans[0].span.year") == [
        "stated",
        "coder_supplied",
        "stated",
        "coder_supplied",
    ]
    assert bases(exercise, "name", "series", "edition") == ["coder_supplied"] * 3
    assert people(exercise) == {("usa", "participant"), ("kor", "participant")}
    assert seed.series["freedom-shield"].norm == "every year"


def test_fact_7_the_parts_are_counted_and_compared_with_last_years(seed):
    """48 types and "twice" are stated; 24 for the year before follows from them and is marked so."""
    exercise, before = seed.exercises["fs-24"], seed.exercises["fs-23"]
    parts = {str(part.kind): part for part in exercise.components}
    assert (parts["cpx"].simulated, parts["ftx"].count) == (True, 48)
    assert {exercise.measures[0].words, parts["ftx"].words} == {"48 types"}
    assert [measure.quantity for measure in exercise.measures] == [
        Quantity(value=48, unit="count"),
        Comparison(factor=2, baseline="fs-23", measure="field_exercises"),
    ]
    assert bases(exercise, "measures[0]", "measures[1]", "measures[1].quantity.baseline") == [
        "stated",
        "stated",
        "coder_supplied",
    ]
    assert [measure.quantity.value for measure in before.measures] == [24]
    assert bases(before, "measures[0]", "span") == ["derived", "derived"]
    [derived] = ke.evidence.derivations(seed)
    assert (derived.about, derived.quantity.value) == ("fs-23", 24)
    assert before.span == ke.Span.parse("2023")


def test_fact_8_the_rehearsal_is_north_koreas_view_of_a_class_of_exercises(seed):
    """It is held of South Korea's exercises as such, not of one edition."""
    [framing] = [framing for framing in seed.framings if framing.frame == "rehearsal for invasion"]
    assert (framing.holder, framing.of) == ("prk", "kor")


def test_fact_9_the_ministry_left_its_vow_vague(seed):
    """An institution vows a response; when is bounded by the exercise having begun; that it answers is inferred."""
    vow = seed.statements["dprk-mnd-vow"]
    assert str(seed.actors[vow.speakers[0]].kind) == "ministry"
    assert vow.acts == (Act(kind="vow_response", target="fs-24", text="responsible military activities"),)
    assert vow.quote.exact == "responsible military activities"
    assert vow.said == ke.Span.bounded(earliest_start="2024-03-04", latest_end="2024-03-14")
    assert (vow.said.certain, vow.form, vow.audience) == (None, None, None)
    assert [seed.places[place.place].name for place in seed.exercises["fs-24"].places] == ["South Korea"]
    assert seed.exercises["fs-24"].support_for("places").citations[0].quote.exact == "in the South"
    link = seed.links["vow-answers-drills"]
    assert (link.source, str(link.kind), link.target) == ("dprk-mnd-vow", "in_response_to", "fs-24")
    assert link.asserted_by is None
    assert bases(vow, "said") + bases(link, "kind") == ["derived", "derived"]


def test_fact_10_the_artillery_came_later_and_no_more_is_known(seed):
    """No day, only an order; what it was later than is the coder's reading, and another is named."""
    drills = seed.exercises["kpa-artillery"]
    assert ("kim-jong-un", "supervisor") in people(drills)
    assert (drills.span.earliest_start, drills.span.certain) == (None, None)
    link = seed.links["artillery-later"]
    assert (link.source, str(link.kind), link.target) == ("kpa-artillery", "starts_after", "fs-24")
    assert link.citations[0].quote.exact == "Later"
    assert bases(link, "source", "target", "kind") == ["stated", "coder_supplied", "coder_supplied"]
    assert "it could also mean" in link.reading


def test_fact_11_a_trend_and_an_exercise_without_any_date(seed):
    """The trend is an activity; the trilateral exercise took place at no known time, with three participants."""
    trend, trilateral = seed.activities["larger-drills"], seed.exercises["trilateral"]
    assert trend.span == trilateral.span == ke.Span.unknown()
    assert people(trend) == {("usa", "participant"), ("kor", "participant")}
    assert people(trilateral) == people(trend) | {("jpn", "participant")}
    assert str(trilateral.footing) == "held"


def test_fact_12_the_tests_began_some_time_in_2022_and_went_on(seed):
    """An open end, not over on the day of the article; the purpose is the article's account, with a holder."""
    surge = seed.activities["faster-tests"]
    assert surge.span == ke.Span.parse("2022/..", as_of="2024-03-14")
    assert (str(surge.span.earliest_start), str(surge.span.latest_start)) == ("2022-01-01", "2022-12-31")
    assert (str(surge.span.earliest_end), surge.span.latest_end) == ("2024-03-14", None)
    purpose = seed.assessments["purpose-of-tests"]
    assert (purpose.holder, "faster-tests" in purpose.about) == ("article-outlet", True)
    assert "modernise and enlarge" in purpose.proposition


def test_fact_13_unnamed_experts_judge_an_intention(seed):
    """A collective without names holds it; neither likelihood nor horizon is given."""
    judged = seed.assessments["expert-concessions"]
    assert str(seed.actors[judged.holder].anonymity) == "collective_unnamed"
    assert judged.citations[0].attribution == (
        Hop(actor="experts", verb="says", anonymity="collective_unnamed"),
    )
    assert (judged.hedge, judged.likelihood, judged.confidence, judged.horizon) == (None, None, None, None)


def test_fact_14_two_forecasts_for_the_year_one_of_them_unresolvable(seed):
    """ "Likely" is the experts' word, the term of the scale the coder's; "expand" has no baseline."""
    forecasts = [judged for judged in seed.assessments if judged.horizon is not None]
    assert [forecast.id for forecast in forecasts] == ["expert-harsher-rhetoric", "expert-more-tests"]
    for forecast in forecasts:
        assert (forecast.hedge, str(forecast.likelihood)) == ("likely", "likely")
        assert forecast.likelihood_mapped_by is not None
        assert forecast.horizon == ke.Span.parse("2024")
        assert bases(forecast, "hedge", "likelihood", "horizon", "horizon.year") == [
            "stated",
            "coder_supplied",
            "stated",
            "coder_supplied",
        ]
    more_tests = seed.assessments["expert-more-tests"]
    assert str(more_tests.resolution.outcome) == "unresolvable"
    assert bases(more_tests, "resolution") == ["coder_supplied"]
    assert seed.assessments["expert-harsher-rhetoric"].resolution is None


def test_fact_15_somebody_says_that_debris_could_expose_networks(seed):
    """A hedge without a likelihood, about a weapon and a place; attributed to nobody, in a document without a date."""
    judged = seed.assessments["debris-networks"]
    assert (judged.hedge, judged.likelihood) == ("could", None)
    assert judged.about == ("missile-in-ukraine", "ukraine")
    assert str(seed.actors[judged.holder].anonymity) == "unattributed"
    [citation] = judged.citations
    assert [str(hop.anonymity) for hop in citation.attribution] == ["unattributed"]
    item = seed.documents[citation.document]
    assert (item.published, item.publisher, item.url) == (None, None, None)
    assert seed.places["ukraine"].country == "ukr"
    assert seed.weapon_systems["missile-in-ukraine"].kind is None


def test_every_fact_rests_on_the_article_or_says_that_it_does_not(seed):
    """Whatever is neither an actor nor a place cites the article, or the item to which the article links."""
    for record in seed:
        if record.collection not in {"actors", "places"}:
            cited = {citation.document for citation in record.citations}
            assert cited, record.id
            assert cited <= {ARTICLE, "linked-item-debris"}, record.id


def test_only_a_few_words_are_quoted(seed):
    """Quoted are the words of speakers and of dates, never sentences of the article."""
    quotes = [
        citation.quote.exact for record in seed for citation in record.citations if citation.quote is not None
    ] + [statement.quote.exact for statement in seed.statements if statement.quote is not None]
    assert quotes
    assert max(len(quote.split()) for quote in quotes) <= 4


def test_participations_name_what_the_article_names(seed):
    """The training's own participants are unnamed units; nobody else is put into it."""
    assert seed.exercises["kpa-tanks"].participations == (
        Participation(actor="kpa-tank-units", role="participant"),
    )
