"""When accounts were made, and which came first."""

from attrs import evolve

from korea_events import Citation, Plan, Span, Statement
from korea_events.evidence.dating import (
    get_account_dates,
    get_announcement_dates,
    is_certainly_earlier,
    is_each_earlier,
)
from tests.unit.evidence.cases import document, figure, gather, report, via

FIRST, SECOND = Span.on("2024-03-07"), Span.on("2024-03-14")


def test_earlier_means_certainly_over_before():
    """Neighbouring days are in order; unknown dates and days of an unknown zone are not."""
    assert is_certainly_earlier(FIRST, Span.on("2024-03-08"))
    assert not is_certainly_earlier(FIRST, FIRST)
    assert not is_certainly_earlier(None, SECOND)
    assert not is_certainly_earlier(Span.on("2024-03-07", zone=None), Span.on("2024-03-08", zone=None))
    assert not is_each_earlier((), (SECOND,))
    assert not is_each_earlier((FIRST, SECOND), (SECOND,))


def test_a_claim_was_put_forward_when_it_was_made():
    """Else when the statement was said, else when its documents were published, if all of them are dated."""
    statement = Statement(id="said", speakers=["kim"], said=FIRST)
    papers = [document("x", day="2024-03-14"), document("undated")]
    dossier = gather(statement, *papers)
    bare = figure("c", "kim", value=1, citations=[via("x")])
    assert get_account_dates(evolve(bare, made=SECOND, stated_in="said"), dossier) == (SECOND,)
    assert get_account_dates(evolve(bare, stated_in="said"), dossier) == (FIRST,)
    assert get_account_dates(bare, dossier) == (SECOND,)
    assert get_account_dates(evolve(bare, citations=[via("x"), via("undated")]), dossier) == ()
    assert get_account_dates(statement, dossier) == (FIRST,)


def test_a_plan_was_announced_when_it_says():
    """Else when its own documents were published, else when the report's was."""
    dossier = gather(document("x", day="2024-03-14"), document("y", day="2024-03-07"))
    span = Span.parse("2024-04")
    told = report("r", "x", plans=[Plan(span=span)])
    assert get_announcement_dates(Plan(span=span, announced=FIRST), told, dossier) == (FIRST,)
    assert get_announcement_dates(Plan(span=span, citations=[Citation(document="y")]), told, dossier) == (
        FIRST,
    )
    assert get_announcement_dates(told.plans[0], told, dossier) == (SECOND,)
