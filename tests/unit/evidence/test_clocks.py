"""Nothing is reported as having happened before it can have happened."""

import pytest

from korea_events import Document, Dossier, Exercise, Span, Statement, Support
from korea_events.evidence import find_clock_problems
from tests.unit.evidence.cases import document, figure, gather, report, via

MATCH = Span.on("2024-03-13")


def codes(published, happened=MATCH):
    """The problems of one report of something that happened."""
    paper = document("x").__class__(id="x", published=published)
    return [problem.code for problem in find_clock_problems(gather(paper, report("r", "x", happened)))]


@pytest.mark.parametrize(
    "published",
    [
        Span.on("2024-03-14"),
        MATCH,
        Span.on(
            "2024-03-12", zone="America/New_York"
        ),  # there it is still the 12th when it is the 13th in Korea
        Span.on("2024-03-12", zone=None),
        Span.parse("2024-03"),
        Span.parse("2024-03-12~"),
        None,
    ],
)
def test_what_may_have_come_after(published):
    """Zones are respected, unknown zones are a day either way, undated and vague documents prove nothing."""
    assert codes(published) == []


@pytest.mark.parametrize(
    "published",
    [
        Span.on("2024-03-12"),
        Span.on("2024-03-11", zone="America/New_York"),
        Span.on("2024-03-11", zone=None),
        Span.parse("2024-02"),
    ],
)
def test_what_certainly_came_before(published):
    """A page dated two days earlier over there did not see it."""
    assert codes(published) == ["published-before-event"]


def test_a_plan_is_announced_beforehand():
    """Only what happened can be reported too early."""
    from korea_events import Plan

    paper = document("x", day="2024-02-28")
    planned = report("r", "x", plans=[Plan(span=Span.of("2024-03-04", "2024-03-14"))])
    assert find_clock_problems(gather(paper, planned)) == ()


def test_statements_and_claims_have_clocks_too():
    """Said and made; a later document beside the early one is enough."""
    early, late = document("x", day="2024-03-04"), document("y", day="2024-03-06")
    said = Statement(id="s", speakers=["kcna"], said=Span.on("2024-03-05"), citations=[via("x")])
    made = figure("c", "kcna", value=1, made=Span.on("2024-03-05"), citations=[via("x"), via("y")])
    [problem] = find_clock_problems(gather(early, late, said, made))
    assert (
        str(problem)
        == "$.statements[0].said: x was published 2024-03-04, before 2024-03-05 [published-before-event]"
    )


def test_what_was_not_over_when_it_was_reported_is_a_finding():
    """Held until the 5th, says a page of the 2nd; what is under way may end later."""
    page = Document(id="page", published=Span.on("2024-03-02"))
    until = {"span": Span.of("2024-03-01", "2024-03-05"), "citations": ["page"]}
    [problem] = find_clock_problems(Dossier.of(page, Exercise(id="x", name="x", status="held", **until)))
    assert (problem.code, problem.path) == ("published-before-end", "$.exercises[0].status")
    assert problem.message == (
        "page of 2024-03-02 says that it was held, but its dates are 2024-03-01/2024-03-05"
    )
    assert find_clock_problems(Dossier.of(page, Exercise(id="x", name="x", status="ongoing", **until))) == ()


def test_an_end_that_was_still_ahead_is_a_finding_without_a_status_too():
    """And where the end has pages of its own; a page of the last day, or an undated one, may know."""
    page, after = Document(id="page", published=Span.on("2024-03-02")), document("y", day="2024-03-08")
    until = {"span": Span.of("2024-03-01", "2024-03-05"), "citations": ["page"]}
    [problem] = find_clock_problems(Dossier.of(page, Exercise(id="x", name="x", **until)))
    assert str(problem) == (
        "$.exercises[0].span: page of 2024-03-02 reports its end on 2024-03-05: write what lay ahead as a plan"
        " [published-before-end]"
    )
    end = Support(fields=["span.end"], basis="stated", citations=["page"])
    held = {**until, "status": "held", "citations": ["y"], "support": [end]}
    assert len(find_clock_problems(Dossier.of(page, after, Exercise(id="x", name="x", **held)))) == 1
    for published in ("2024-03-05", "2024-03", None):
        page = Document(id="page", published=published and Span.parse(published))
        assert find_clock_problems(Dossier.of(page, Exercise(id="x", name="x", **until))) == ()
