"""How well a claim is corroborated."""

import pytest

from korea_events import Link, Measure, Quantity, Rating, Span
from korea_events.errors import QuestionError
from korea_events.evidence import Standing, corroboration, find_rating_problems
from tests.unit.evidence.cases import document, figure, gather, report, via

DOCUMENTS = [document("x", "jcs"), document("y", "japan-mod"), document("z", "kcna")]
SEOUL = figure("seoul", "jcs", value=6100, unit="km", citations=[via("x")])
TOKYO = figure("tokyo", "japan-mod", value=6100, unit="km", citations=[via("y")])
APART = Link(id="apart", kind="independent_of", source="jcs", target="japan-mod")


def verdict(*records):
    """The verdict on Seoul's figure."""
    return corroboration("seoul", gather(*DOCUMENTS, SEOUL, *records)).verdict


def test_one_origin_then_two_then_independent_ones():
    """Agreement of another origin is not enough: a link must say that it is independent."""
    assert verdict() is Standing.ONE_ORIGIN
    assert verdict(TOKYO) is Standing.NOT_ESTABLISHED
    assert verdict(TOKYO, APART) is Standing.CORROBORATED


def test_independence_may_link_the_claims():
    """A link between the two claims is about the origins behind them."""
    assert (
        verdict(TOKYO, Link(id="l", kind="independent_of", source="tokyo", target="seoul"))
        is Standing.CORROBORATED
    )


def test_loose_agreement_lends_nothing():
    """About 6,000 is compatible with 6,100 or not; it does not corroborate it."""
    loose = figure("tokyo", "japan-mod", value=6000, unit="km", qualifier="at_least", citations=[via("y")])
    assert verdict(loose, APART) is Standing.ONE_ORIGIN


def test_a_contradiction_is_said_first():
    """Together with who agrees."""
    other = figure("north", "kcna", value=6040.9, unit="km", citations=[via("z")])
    finding = corroboration(SEOUL, gather(*DOCUMENTS, SEOUL, TOKYO, other))
    assert finding.verdict is Standing.CONTRADICTED
    assert (finding.agreeing, finding.contradicting) == (("tokyo",), ("north",))
    assert finding.because[1].startswith("north contradicts: 6100 km (6099.5 to 6100.5) and 6040.9 km")


def test_a_revision_by_the_claimant_is_named():
    """The earlier word may be contradicted; its claimant has taken it back, which is no contradiction."""
    early, later = (document(name, "jcs", day) for name, day in (("e", "2024-06-26"), ("l", "2024-06-27")))
    first = figure("first", "jcs", value=250, unit="km", citations=[via("e")])
    second = figure("second", "jcs", value=210, unit="km", citations=[via("l")])
    other = figure("other", "japan-mod", value=200, unit="km", citations=[via("y")])
    dossier = gather(*DOCUMENTS, early, later, first, second, other)
    finding = corroboration("first", dossier)
    assert (finding.verdict, finding.contradicting) == (Standing.CONTRADICTED, ("other",))
    assert finding.revised_by == ("second",)
    assert finding.because[:2] == ("1 origin (JCS) behind 1 document", "revised by its claimant: second")
    assert corroboration("second", dossier).revised_by == corroboration("other", dossier).revised_by == ()
    withdrawn = dossier.with_(Link(id="l1", kind="retracts", source="second", target="first"))
    assert corroboration("first", withdrawn).revised_by == ()
    same = dossier.with_(second.replace(value=first.value))
    assert corroboration("first", same).revised_by == ()


def test_a_claim_is_weighed_against_measures_of_reports_and_they_against_it():
    """A measure that goes by the name of the claim; other measures and other claims do not matter."""
    claim = figure("three", "jcs", "missiles", value=3, citations=[via("x")])
    measures = [
        Measure(what="missiles", quantity=Quantity(value=6)),
        Measure(what="troops", quantity=Quantity(value=3)),
    ]
    dossier = gather(*DOCUMENTS, SEOUL, claim, report("six", "z", event="test", measures=measures))
    assert corroboration("three", dossier).contradicting == ("six",)
    assert corroboration("six", dossier).contradicting == ("three",)
    assert corroboration("seoul", dossier).verdict is Standing.ONE_ORIGIN


def test_what_only_a_withdrawn_claim_cites_is_not_of_unknown_lineage():
    """It counts for nothing, and why is said already."""
    notice = Link(id="l", kind="retracts", source="tokyo", target="seoul")
    finding = corroboration("seoul", gather(*DOCUMENTS, SEOUL, TOKYO, notice))
    assert str(finding.origins) == "0 origins behind 1 document; withdrawn: seoul"


def test_an_asserted_corroboration_is_a_reason_and_not_an_origin():
    """A link ``corroborates`` is a row for both records, with who asserts it; it lends no origin."""
    other = figure("tokyo", "japan-mod", "range", value=6100, unit="km", citations=[via("y")])
    link = Link(
        id="l", kind="corroborates", source="tokyo", target="seoul", asserted_by="usfk", reading="alike"
    )
    finding = corroboration("seoul", gather(*DOCUMENTS, SEOUL, other, link, APART))
    assert (finding.verdict, finding.agreeing, finding[0].link) == (Standing.ONE_ORIGIN, (), "l")
    assert finding.because == (
        "1 origin (JCS) behind 1 document",
        "tokyo corroborates: USFK says so: alike",
    )
    assert corroboration("tokyo", gather(*DOCUMENTS, SEOUL, other, link))[0].record == "seoul"


def test_a_link_may_contradict_a_claim():
    """By a record that cannot be compared: the verdict and the reasons say who asserts it; no origin is lost."""
    rebuttal = figure("rebuttal", "japan-mod", "range", value=1, unit="km", citations=[via("y")])
    link = Link(id="l", kind="contradicts", source="rebuttal", target="seoul", asserted_by="japan-mod")
    finding = corroboration("seoul", gather(*DOCUMENTS, SEOUL, rebuttal, link))
    assert (finding.verdict, finding.contradicting) == (Standing.CONTRADICTED, ("rebuttal",))
    assert (finding[0].link, finding.origins.distinct) == ("l", 1)
    assert finding.because[-1] == "rebuttal contradicts: JAPAN-MOD says so"
    both = corroboration(
        "seoul", gather(*DOCUMENTS, SEOUL, figure("rebuttal", "kcna", value=9, unit="km"), link)
    )
    assert both.contradicting == ("rebuttal",)


def test_no_origin_is_known():
    """Documents of unknown lineage do not count."""
    rumour = figure("rumour", "jcs", value=1, citations=[via("x", "? says")])
    assert corroboration("rumour", gather(*DOCUMENTS, rumour)).verdict is Standing.NO_ORIGIN


def test_reports_are_corroborated_too():
    """A command's hours on the day that the agency gives."""
    day = report("north", "z", Span.on("2024-03-07"))
    hours = report("seoul", "x", Span.parse("2024-03-07T11:00+09:00/2024-03-07T17:00+09:00"))
    dossier = gather(*DOCUMENTS, day, hours, Link(id="l", kind="independent_of", source="kcna", target="jcs"))
    assert corroboration("north", dossier).verdict is Standing.CORROBORATED


def test_only_claims_and_reports_are_corroborated():
    """An exercise is not an account."""
    with pytest.raises(QuestionError, match="claim-needed"):
        corroboration("fs-24", gather())


@pytest.mark.parametrize(
    "more, codes",
    [([], ["rating-unconfirmed"]), ([TOKYO], ["rating-unconfirmed"]), ([TOKYO, APART], [])],
)
def test_confirmed_needs_two_independent_origins(more, codes):
    """Credibility 1 says "confirmed by other sources"."""
    rating = Rating(id="r", of="jcs", claim="seoul", credibility="1", rater="mk")
    problems = find_rating_problems(gather(*DOCUMENTS, SEOUL, rating, *more))
    assert [problem.code for problem in problems] == codes
    assert all(problem.path == "$.ratings[0].credibility" for problem in problems)


def test_other_ratings_claim_nothing_about_origins():
    """2 to 6 and reliability alone are never a problem; a 1 that names no claim is."""
    ratings = [
        Rating(id=f"r{n}", of="jcs", claim="seoul", credibility=str(n), rater="mk") for n in range(2, 7)
    ]
    assert (
        find_rating_problems(
            gather(*DOCUMENTS, SEOUL, *ratings, Rating(id="r", of="jcs", reliability="A", rater="mk"))
        )
        == ()
    )
    [problem] = find_rating_problems(gather(Rating(id="r", of="jcs", credibility="1", rater="mk")))
    assert "does not say which claim" in problem.message
