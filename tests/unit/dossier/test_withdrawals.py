"""What was corrected, superseded or retracted counts for nothing, from the day on which that was published."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import korea_events as ke
from korea_events.dossier import Withdrawals
from korea_events.evidence import (
    Rule,
    Standing,
    aggregate,
    contradictions,
    corroboration,
    derivations,
    origins,
    rests_on,
    views,
)
from tests.unit.evidence.cases import document, figure, gather, report, via

SEOUL, TOKYO, NORTH, NOTICE = (
    document("x", "jcs", "2024-03-04"),
    document("y", "japan-mod", "2024-03-05"),
    document("z", "kcna", "2024-03-05"),
    document("notice", "jcs", "2024-03-08"),
)
PAPERS = [SEOUL, TOKYO, NORTH, NOTICE]
SIX, THREE = (
    figure("six", "jcs", "rounds", value=6, unit="count", citations=[via("x")]),
    figure("three", "kcna", "rounds", value=3, unit="count", citations=[via("z")]),
)
MENDED = figure("mended", "jcs", "rounds", value=3, unit="count", citations=[via("notice")])


def withdraw(target, source="notice", kind="retracts", **more):
    return ke.Link(id=f"{kind}-{target}", kind=kind, source=source, target=target, **more)


CORRECTION = withdraw("six", "mended", "corrects", citations=[via("notice")])


@pytest.mark.parametrize("kind", ["corrects", "supersedes", "retracts"])
def test_a_withdrawn_claim_is_called_so_and_by_whom(kind):
    """It is no longer contradicted, and it is certainly not better supported for that."""
    link = withdraw("six", "mended", kind, citations=[via("notice")])
    finding = corroboration("six", gather(*PAPERS, SIX, THREE, MENDED, link))
    assert (finding.verdict, finding.origins.distinct) == (Standing.WITHDRAWN, 0)
    done = {"corrects": "corrected", "supersedes": "superseded", "retracts": "retracted"}[kind]
    assert finding.because[0] == f"six was {done} by mended (JCS) on 2024-03-08"
    assert str(finding).startswith(f"withdrawn: six was {done} by mended (JCS)")
    assert finding.withdrawals[0].link == link.id


def test_whoever_asserts_the_link_withdraws():
    """Else who speaks in its source, else the coder."""
    asserted = withdraw("six", "three", asserted_by="usfk")
    assert corroboration("six", gather(*PAPERS, SIX, THREE, asserted)).withdrawals[0].by == "USFK"
    anonymous = gather(document("n"), *PAPERS, SIX, withdraw("six", "n"))
    assert corroboration("six", anonymous).withdrawals[0].by == "the coder"


def test_a_withdrawn_claim_lends_nothing_and_contradicts_apart():
    """The contradiction that it was in is listed with the reason why it is none any more."""
    before = gather(*PAPERS, SIX, THREE)
    (plain,) = contradictions(before)
    after = contradictions(gather(*PAPERS, SIX, THREE, MENDED, CORRECTION))
    assert (len(after), [one.between for one in after.withdrawn]) == (0, [("six", "three")])
    assert after.withdrawn[0].because == f"{plain.because}; six was corrected by mended (JCS) on 2024-03-08"
    assert str(after).startswith("withdrawn: test, rounds: six against three")
    assert corroboration("three", before).verdict is Standing.CONTRADICTED
    finding = corroboration("three", gather(*PAPERS, SIX, THREE, MENDED, CORRECTION))
    assert (finding.verdict, finding.origins.distinct) == (Standing.NOT_ESTABLISHED, 2)


def test_a_retracted_page_confirms_nothing():
    """Neither what is claimed on it, nor a claim that cites other pages too."""
    both = figure("six", "jcs", "rounds", value=6, unit="count", citations=[via("x"), via("y")])
    assert origins("six", gather(*PAPERS, both)).distinct == 2
    found = origins("six", gather(*PAPERS, both, withdraw("y")))
    assert ([one.actor for one in found], found.documents) == (["jcs"], ("x", "y"))
    assert str(found) == "1 origin (JCS) behind 2 documents; withdrawn: y"
    assert corroboration("six", gather(*PAPERS, both, withdraw("y"))).verdict is Standing.ONE_ORIGIN
    alone = corroboration("six", gather(*PAPERS, SIX, withdraw("x")))
    assert (alone.verdict, alone.because[0]) == (
        Standing.WITHDRAWN,
        "x was retracted by notice (JCS) on 2024-03-08",
    )


def test_copies_and_reports_go_with_their_page_but_an_original_stays():
    """A reprint may be retracted alone."""
    reprint = document("reprint", copy_of="x")
    accounts = [report("by-x", "x"), report("by-reprint", "reprint"), report("by-y", "y")]
    gone = Withdrawals(gather(*PAPERS, reprint, *accounts, withdraw("x")))
    assert [one.id for one in gone.dossier if one in gone] == ["reprint", "x", "by-reprint", "by-x"]
    gone = Withdrawals(gather(*PAPERS, reprint, *accounts, withdraw("reprint")))
    assert [one.id for one in gone.dossier if one in gone] == ["reprint", "by-reprint"]


def test_claims_go_with_the_statement_in_which_they_were_made():
    """Whatever else they cite."""
    speech = ke.Statement(id="speech", speakers=["kim"], citations=[via("z")])
    made = figure("made", "kim", "rounds", value=3, unit="count", citations=[via("y")])
    made = made.replace(stated_in="speech")
    dossier = gather(*PAPERS, speech, made, withdraw("speech"))
    assert corroboration("made", dossier).verdict is Standing.WITHDRAWN
    assert not rests_on("japan-mod", dossier).falls


def test_what_withdraws_may_be_withdrawn():
    """The link itself, or all that it cites: then the record stands again."""
    link = withdraw("six", citations=[via("notice")])
    again = withdraw(link.id, "x")
    for undone in (again, withdraw("notice", "x")):
        assert corroboration("six", gather(*PAPERS, SIX, link, undone)).verdict is Standing.ONE_ORIGIN


@given(st.data())
def test_a_withdrawal_stands_if_none_that_stands_withdraws_it(data):
    """However long the chain; each link withdraws an earlier one or the claim."""
    targets = [data.draw(st.integers(-1, number - 1)) for number in range(data.draw(st.integers(1, 8)))]
    links = [
        ke.Link(id=f"l{number}", kind="retracts", source="notice", target="six" if at < 0 else f"l{at}")
        for number, at in enumerate(targets)
    ]
    stands = dict[int, bool]()
    for number in reversed(range(len(links))):
        stands[number] = not any(
            stands[other] for other in range(number + 1, len(links)) if targets[other] == number
        )
    withdrawals = Withdrawals(gather(*PAPERS, SIX, *links))
    assert {link.id for link in links if link not in withdrawals} == {
        links[number].id for number in stands if stands[number]
    }
    assert (SIX in withdrawals) == any(stands[number] for number, at in enumerate(targets) if at < 0)


def test_a_chain_of_withdrawals_counts_from_its_end():
    """Those that withdraw each other do not count at all."""
    one, other = (withdraw(target).replace(id=name) for name, target in (("one", "other"), ("other", "one")))
    of_six = withdraw("six").replace(id="of-six")
    assert SIX in Withdrawals(gather(*PAPERS, SIX, of_six, one, other))
    by_other = [of_six, withdraw("of-six").replace(id="one"), withdraw("one").replace(id="other")]
    assert SIX in Withdrawals(gather(*PAPERS, SIX, *by_other))
    chain = [
        of_six,
        withdraw("of-six").replace(id="a"),
        withdraw("a").replace(id="b"),
        withdraw("b").replace(id="c"),
    ]
    assert SIX not in Withdrawals(gather(*PAPERS, SIX, *chain))


def test_records_judged_the_same_are_withdrawn_together():
    """As two coders entered one page."""
    same = ke.Link(id="same", kind="same_as", source="w", target="x")
    dossier = gather(*PAPERS, document("w"), SIX, same, withdraw("w"))
    assert corroboration("six", dossier).verdict is Standing.WITHDRAWN


@pytest.mark.parametrize("rule", list(Rule))
def test_aggregation_leaves_them_out(rule):
    """And lists them."""
    first, second = report("a", "x", ke.Span.on("2024-03-04")), report("b", "y", ke.Span.on("2024-03-05"))
    found = aggregate("fs-24", gather(*PAPERS, first, second, withdraw("x")), rule=rule)
    assert (str(found["span"].value), found["span"].reports) == ("2024-03-05", ("b",))
    assert [str(one) for one in found.skipped] == ["<Skipped a: withdrawn>"]


def test_a_denial_that_was_taken_back_disputes_nothing():
    """The event counts as before."""
    denial = figure("denial", "kcna", "occurrence", stance="denies", of="test")
    told = gather(*PAPERS, denial)
    assert ke.analysis.find_disputed(told) == {"test"}
    assert not ke.analysis.find_disputed(told.with_(withdraw("denial")))


def test_before_that_day_everything_is_as_it_was():
    """The notice came out on the 8th: on the 7th the claim is contradicted, not withdrawn."""
    dossier = gather(*PAPERS, SIX, THREE, MENDED, CORRECTION)
    assert corroboration("six", dossier.as_of("2024-03-07")).verdict is Standing.CONTRADICTED
    assert corroboration("six", dossier.as_of("2024-03-08")).verdict is Standing.WITHDRAWN
    uncited = gather(*PAPERS, SIX, withdraw("six"))
    assert corroboration("six", uncited.as_of("2024-03-07")).verdict is Standing.ONE_ORIGIN
    assert corroboration("six", uncited.as_of("2024-03-08")).verdict is Standing.WITHDRAWN


def test_networks_leave_out_links_and_reports_that_were_withdrawn():
    """Their dates bound nothing any more."""
    later = ke.Link(id="later", kind="starts_after", source="test", target="fs-24")
    drills = ke.Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14")
    account = report("a", "x", ke.Span.on("2024-03-20"))
    dossier = gather(*PAPERS, drills, later, account)
    assert str(dossier.network().tightened("test").earliest_start) == "2024-03-04"
    assert dossier.network(reports=True).conflict() is not None
    after = dossier.with_(withdraw("later"), withdraw("x"))
    assert after.network().tightened("test").earliest_start is None
    assert after.network(reports=True).conflict() is None


def test_views_and_derived_figures_that_were_withdrawn_are_skipped():
    """A view goes with the statement in which it was stated, a derived figure with its comparison."""
    speech = ke.Statement(id="speech", speakers=["kim"], citations=[via("z")])
    view = ke.Framing(id="view", holder="kim", of="fs-24", frame="rehearsal", stated_in="speech")
    double = ke.Comparison(factor=2, baseline="fs-23")
    measures = [
        ke.Measure(what="troops", quantity=value) for value in (ke.Quantity(value=4, unit="count"), double)
    ]
    account = report("a", "x", measures=measures)
    before = gather(*PAPERS, speech, view, account)
    assert (len(views("fs-24", before)), len(derivations(before))) == (1, 1)
    after = before.with_(withdraw("speech"), withdraw("x"))
    for answer in (views("fs-24", after), derivations(after)):
        assert (len(answer), [str(one.reason) for one in answer.skipped]) == (0, ["withdrawn"])


def test_a_denial_that_its_claimant_revised_disputes_nothing():
    """Whoever says later that it took place after all denies it no more; what others say later changes nothing."""
    denial = figure("denial", "kcna", "occurrence", stance="denies", of="test", citations=[via("z")])
    later = document("later", "kcna", "2024-03-09")
    admitted = figure("admitted", "kcna", "occurrence", of="test", citations=[via("later")])
    seen = figure("seen", "jcs", "occurrence", of="test", citations=[via("notice")])
    assert ke.analysis.find_disputed(gather(*PAPERS, denial, seen)) == {"test"}
    assert ke.analysis.find_disputed(gather(*PAPERS, later, denial, admitted)) == frozenset()
    retold = figure("retold", "kcna", "occurrence", stance="denies", of="test", citations=[via("later")])
    assert ke.analysis.find_disputed(gather(*PAPERS, later, denial, retold)) == {"test"}


def test_nothing_is_derived_from_an_event_that_was_withdrawn():
    """A report that compares with the number in the event's own record says nothing once that is superseded."""
    count = ke.model.Measure(what="troops", quantity=ke.Quantity(value=30))
    old, new = (ke.Exercise(id=f"fs-24-{name}", name="FS 24", measures=[count]) for name in ("old", "new"))
    twice = ke.model.Measure(what="troops", quantity=ke.model.Comparison(factor=2, baseline="fs-23"))
    told = gather(*PAPERS, old, new, report("r", "y", event="fs-24-old", measures=[twice]))
    assert len(derivations(told)) == 1
    assert len(derivations(told.with_(withdraw("fs-24-old", "fs-24-new", "supersedes")))) == 0
