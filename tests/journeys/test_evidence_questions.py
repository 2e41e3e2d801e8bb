"""From a dossier to answers about who says so: in Python, and on the command line."""

from __future__ import annotations

import json

import pytest

import korea_events as ke
from korea_events.cli import main


def asked(capsys, *arguments):
    """The exit code, the results and the messages of a command line."""
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_questions_of_the_seed_case():
    """How many origins, who holds which view, what was known on 10 March: from one article alone."""
    seed = ke.reference.seed()
    found = ke.evidence.origins("tank-most-powerful", seed)
    assert str(found) == "1 origin (Korean Central News Agency) behind 1 document"
    assert seed.capability_claims["tank-most-powerful"].claimants == ("kim-jong-un",)
    assert [(view.holder, view.frame) for view in ke.evidence.views("fs-24", seed)] == [
        ("prk", "rehearsal for invasion")
    ]
    known = seed.known_on("2024-03-10")
    assert not known.dossier.documents
    assert known.undated == ("linked-item-debris",)
    [derived] = ke.evidence.derivations(seed)
    assert (derived.about, derived.quantity.value) == ("fs-23", 24)
    score = ke.evidence.score(seed.assessments)
    assert (len(score), [one.reason for one in score.skipped]) == (0, ["open", "unresolvable"])


def test_with_the_statements_the_sponsors_have_a_view_too():
    """What the article lacks, the dossier of statements has; both can be put together."""
    both = ke.reference.freedom_shield_24()
    assert {view.holder for view in ke.evidence.views("fs-24", both)} == {"prk", "dprk-mnd", "rok-mnd"}


def test_origins_on_the_command_line(capsys):
    """Text with the lineage of each document, or JSON."""
    code, out, _ = asked(capsys, "origins", "freedom_shield_24", "tank-most-powerful", "--lineage")
    assert code == 0
    assert out.startswith("1 origin (Korean Central News Agency) behind 3 documents\n")
    assert "\nsouthfront-2024-03-14 (SouthFront)\n└─ Korean Central News Agency quotes\n" in out
    code, out, _ = asked(capsys, "origins", "seed", "tank-most-powerful", "--json")
    assert json.loads(out)["origins"][0]["actor"] == "kcna"
    code, out, _ = asked(capsys, "origins", "seed", "debris-networks")
    assert out.endswith("of unknown lineage: linked-item-debris\n")
    code, _, err = asked(capsys, "origins", "seed", "tank-most-powerfull")
    assert (code, "did you mean 'tank-most-powerful'?" in err) == (2, True)


def test_contradictions_on_the_command_line(capsys):
    """Sources that disagree are no error; one event can be picked."""
    code, out, _ = asked(capsys, "contradictions", "--about", "kr-11")
    assert code == 0
    assert out.splitlines()[0].startswith("kr-11, span: kr-11.globalsecurity-kr-fe-2011.jecc against")
    assert out.endswith("\n1 contradiction\n")
    code, out, _ = asked(capsys, "contradictions", "freedom_shield_24", "--json")
    assert {one["about"] for one in json.loads(out)["contradictions"]} >= {
        "fs-24",
        "kpa-2024-03-06",
        "tri-2024-01",
    }
    assert asked(capsys, "contradictions", "seed")[1] == "0 contradictions\n"


def test_contradictions_of_what_was_withdrawn_come_last(capsys, tmp_path):
    """With who withdrew it."""
    dossier = ke.reference.drills()
    gone = dossier.event_reports["kr-11.globalsecurity-kr-fe-2011.jecc"]
    link = ke.Link(id="l", kind="retracts", source="kr-11", target=gone.id, asserted_by="usfk")
    ke.save(dossier.with_(link), tmp_path / "later.json")
    _, out, _ = asked(capsys, "contradictions", str(tmp_path / "later.json"), "--about", "kr-11")
    assert f"; {gone.id} was retracted by kr-11 (United States Forces Korea) [" in out
    assert out.endswith("\n0 contradictions, and 1 of what was withdrawn\n")


def test_contradictions_need_a_record_that_is_there(capsys):
    """A misspelt id is refused."""
    assert asked(capsys, "contradictions", "drills", "--about", "kr-99")[0] == 2


def test_wrong_conversions_are_listed_with_the_contradictions_and_by_validate(capsys, tmp_path):
    """6,000 km printed as 3,278 miles: the document is wrong, or the coder mistyped; somebody has to look."""
    claim = ke.EventClaim(
        id="range", event="test", attribute="range", claimants=["csis"],
        value=ke.Quantity(value=6000, unit="km", restated=ke.Quantity(value=3278, unit="mi")),
    )  # fmt: skip
    records = [
        ke.Actor(id="csis", name="CSIS", kind="group"),
        ke.WeaponEvent(id="test", name="test of July 2017"),
    ]
    path = tmp_path / "conversion.json"
    ke.save(ke.Dossier.of(*records, claim), path)
    code, out, _ = asked(capsys, "contradictions", str(path))
    assert code == 0
    assert "6000 km is 3728.2272 mi, printed as 3278 mi" in out
    code, out, err = asked(capsys, "contradictions", str(path), "--json")
    assert (json.loads(out)["contradictions"], "printed as 3278 mi" in err) == ([], True)
    code, out, _ = asked(capsys, "validate", str(path))
    assert (code, "[conversion-wrong]" in out) == (1, True)


@pytest.mark.parametrize("day, code", [("2024-03-13", 1), ("2024-03-14", 0)])
def test_validate_reports_what_evidence_finds_wrong(capsys, tmp_path, day, code):
    """A rating that needs two origins, and a document older than what it reports."""
    records = [
        ke.Actor(id="kcna", name="KCNA", kind="agency"),
        ke.Document(id="wire", publisher="kcna", published=ke.Span.on(day)),
        ke.Exercise(id="tanks", name="tank training"),
        ke.EventReport(id="told", event="tanks", document="wire", span=ke.Span.on("2024-03-14")),
    ]
    path = tmp_path / "early.json"
    ke.save(ke.Dossier.of(*records), path)
    found, out, _ = asked(capsys, "validate", str(path))
    assert found == code
    assert ("published-before-event" in out) == (code == 1)


def test_as_of_on_the_command_line(capsys):
    """A dossier in JSON, or what became known since; undated documents are named aside."""
    code, out, err = asked(capsys, "as-of", "freedom_shield_24", "2024-03-10")
    assert code == 0
    known = ke.loads(out)
    assert "kpa-2024-03-07" in known
    assert "kpa-2024-03-13" not in known
    assert err.startswith("left out, because they have no date: ")
    assert "libertynewsalerts-tanks" in err
    code, out, _ = asked(capsys, "as-of", "freedom_shield_24", "2024-03-15", "--since", "2024-03-13")
    assert "+ kpa-2024-03-13 (exercise " in out
    assert asked(capsys, "as-of", "seed", "2024-03-32")[0] == 2
