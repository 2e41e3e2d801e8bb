"""What the dossier on Freedom Shield 24 says, against what a reader of the same documents marked by hand.

The reader numbered the items: announcements (A), the statement of North Korea's ministry (B), the inspection of 6 March
(C), the artillery of the 7th (D), the tanks of the 13th (E), the end of the exercise (F), rockets (G), a count (H).
"""

from itertools import combinations

import pytest

from korea_events import reference
from korea_events.evidence import (
    Agreement,
    Standing,
    compare,
    contradictions,
    corroboration,
    find_clock_problems,
    lineage,
    origins,
    views,
)
from korea_events.model import Claim

# Which records stand for an item. Of B only what each document adds of its own: all of B1 to B5 carry one statement.
ITEMS = {
    "A1": ["fs-24.newsweek-fs-24"],
    "A2": ["fs-24.kbs-2024-02-28"],
    "A3": ["fs-24.theartistree-fs-24"],
    "B1": ["fs-24-not-defensive", "fs-24.joongang-2024-03-05"],
    "B5": ["fs-24.spamchronicles-fs-24"],
    "B6": ["fs-24-defensive"],
    "C1": ["kpa-2024-03-06.kcna-2024-03-07"],
    "C2": ["kpa-2024-03-06.straits-times-2024-03-07"],
    "C3": ["kpa-2024-03-06.islam-times-2024-03-07", "fs-24.islam-times-2024-03-07"],
    "C4 headline": ["kpa-2024-03-06.daily-messenger-2024-03-07.headline"],
    "C4 text": ["kpa-2024-03-06.daily-messenger-2024-03-07.text"],
    "D1": ["kpa-2024-03-07.asiaone-2024-03-08"],
    "D2": ["kpa-2024-03-07.brecorder-2024-03-08"],
    "D3": ["kpa-2024-03-06.kbs-2024-03-08", "kpa-2024-03-07.kbs-2024-03-08"],
    "E1": ["kpa-2024-03-13.kcna-2024-03-14"],
    "E2": ["kpa-2024-03-13.localnews8-2024-03-13"],
    "E3": ["kpa-2024-03-13.sputnik-2024-03-14"],
    "E4": ["kpa-2024-03-13.manila-bulletin-2024-03-14"],
    "E5": ["kpa-2024-03-13.mid-day-2024-03-15"],
    "E6": [f"kpa-2024-03-{day}.libertynewsalerts-tanks" for day in ("06", "07", "13")],
    "F1": ["fs-24.kbs-2024-03-14"],
    "F2": ["fs-24.atlas-2024-03-14"],
    "Atlas, 7 March": ["fs-24.atlas-2024-03-07"],
}

RESTATES, CORROBORATES, CONTRADICTS = Agreement.RESTATES, Agreement.CORROBORATES, Agreement.CONTRADICTS

# The reader's marks, as verdicts: repeats and "same announcement" restate; denies, distorts and "internally
# inconsistent" contradict.
MARKED = {
    ("A1", "A2"): RESTATES,
    ("A2", "B5"): CONTRADICTS,
    ("B1", "B6"): CONTRADICTS,
    ("C1", "C2"): RESTATES,
    ("C1", "C3"): CONTRADICTS,
    ("C4 headline", "C4 text"): CONTRADICTS,
    ("D1", "D2"): CORROBORATES,
    ("C1", "D3"): RESTATES,
    ("D1", "D3"): RESTATES,
    ("E1", "E2"): RESTATES,
    ("E1", "E3"): RESTATES,
    ("E1", "E4"): RESTATES,
    ("E1", "E5"): RESTATES,
    ("C1", "E6"): CONTRADICTS,
    ("D1", "E6"): CONTRADICTS,
    ("E1", "E6"): CONTRADICTS,
    ("F2", "Atlas, 7 March"): CONTRADICTS,
}

# Where the functions find something else than the reader marked, and why.
OTHERWISE = {
    ("E1", "E6"): (
        RESTATES,
        "three drills were drawn together on the 13th, which is the right day of this one",
    ),
    ("F2", "Atlas, 7 March"): (
        RESTATES,
        "both have it begin on the 4th; that the 15th was planned does not contradict the end on the 14th",
    ),
}

# Contradictions that the reader left to the notes, or that follow from the marks.
UNMARKED = {
    # "Nearly double" last year's field exercises, or more than double.
    ("A3", "B1"),
    # C3 has the exercise begin on 3 March.
    ("C3", "F1"),
    ("C3", "F2"),
    ("C3", "Atlas, 7 March"),
    # The plan that was announced to both, and the one of 7 March, against 11 March.
    ("A1", "B5"),
    ("B5", "Atlas, 7 March"),
    # One half of C4 is right and the other wrong, so each contradicts those on the other side.
    ("C1", "C4 headline"),
    ("C2", "C4 headline"),
    ("C4 headline", "D3"),
    ("C3", "C4 text"),
    # Whoever repeats the 6th contradicts whoever has the 7th or the 13th.
    ("C2", "C3"),
    ("C3", "D3"),
    ("C2", "E6"),
    ("C3", "E6"),
    ("C4 headline", "E6"),
    ("C4 text", "E6"),
    ("D2", "E6"),
    ("D3", "E6"),
}


@pytest.fixture(scope="module")
def dossier():
    return reference.freedom_shield_24()


def found_between(dossier, one, other):
    """The strongest thing found between the records of two items: a contradiction, else agreement."""
    verdicts = set()
    for a in ITEMS[one]:
        for b in ITEMS[other]:
            first, second = dossier[a], dossier[b]
            if isinstance(first, Claim) == isinstance(second, Claim):
                verdicts.add(compare(first, second, dossier).verdict)
    for verdict in (CONTRADICTS, RESTATES, CORROBORATES):
        if verdict in verdicts:
            return verdict
    return Agreement.NOT_COMPARABLE


@pytest.mark.parametrize("pair", MARKED, ids=" and ".join)
def test_what_was_marked_is_found(dossier, pair):
    """Repeats, corroborations and contradictions come out as marked, but for the deviations explained above."""
    expected, _why = OTHERWISE.get(pair, (MARKED[pair], "as marked"))
    assert found_between(dossier, *pair) is expected


def test_no_other_contradiction_is_found(dossier):
    """Every contradiction between two items is marked, or explained above."""
    marked = {pair for pair, verdict in MARKED.items() if verdict is CONTRADICTS} - set(OTHERWISE)
    found = {pair for pair in combinations(ITEMS, 2) if found_between(dossier, *pair) is CONTRADICTS}
    assert found == marked | UNMARKED


def test_five_documents_carry_one_statement(dossier):
    """B1 to B5: the ministry's spokesman is the one origin, however wrong the page around the quotation."""
    traced = origins("dprk-mnd-2024-03-05", dossier)
    [origin] = traced
    assert (origin.actor, len(origin.documents), traced.unknown) == ("dprk-mnd-spokesman", 5, ())


def test_the_most_powerful_tank_has_one_origin(dossier):
    """Three documents, the seed article among them; the claimant is Kim, the origin KCNA."""
    claim = dossier.capability_claims["tank-most-powerful"]
    traced = origins(claim, dossier)
    assert claim.claimants == ("kim-jong-un",)
    assert [origin.actor for origin in traced] == ["kcna"]
    assert (traced.distinct, len(traced.documents)) == (1, 3)
    assert "wire-2024-03-14" in traced.documents
    assert corroboration(claim, dossier).verdict is Standing.ONE_ORIGIN


def test_the_superlative_drifted(dossier):
    """Two days later it is one of the most powerful."""
    drifted, first = (
        dossier.capability_claims[name] for name in ("tank-among-most-powerful", "tank-most-powerful")
    )
    assert compare(drifted, first, dossier).verdict is Agreement.WEAKENS


def test_each_side_has_its_view(dossier):
    """Defensive, not defensive, and a rehearsal for invasion, each with its holder."""
    assert {(view.holder, view.frame) for view in views("fs-24", dossier)} == {
        ("dprk-mnd", "not defensive"),
        ("prk", "rehearsal for invasion"),
        ("rok-mnd", "defensive"),
    }


def test_the_firing_is_seen_from_both_sides(dossier):
    """Corroborated by an independent origin, which the wrong day of a third page does not undo."""
    finding = corroboration("kpa-2024-03-07.asiaone-2024-03-08", dossier)
    assert finding.origins.independent == 2
    assert finding.contradicting == ("kpa-2024-03-07.libertynewsalerts-tanks",)


def test_no_report_is_older_than_what_it_reports(dossier):
    """Although one is dated the day before the statement and one the day of the training: there it was earlier."""
    assert find_clock_problems(dossier) == ()
    assert str(dossier.documents["atlas-2024-03-04"].published) == "2024-03-04"
    assert str(dossier.documents["localnews8-2024-03-13"].published) == "2024-03-13"


def test_a_launch_dated_by_universal_time_is_the_same_day(dossier):
    """17 March there and 18 March in Korea share the hours in which it was launched."""
    one, other = (dossier[f"kpa-2024-03-18.{name}"] for name in ("cns-missile-tests", "usni-2024-03-19"))
    assert compare(one, other, dossier).verdict is not CONTRADICTS


def test_what_was_known_on_10_march(dossier):
    """The statement and the first two drills were; the tanks, the end of the exercise and the rockets were not."""
    known = dossier.as_of("2024-03-10")
    assert "dprk-mnd-2024-03-05" in known
    assert {"kpa-2024-03-06", "kpa-2024-03-07"} <= set(known.exercises.ids)
    assert not {"kpa-2024-03-13", "kpa-2024-03-18"} & set(known.exercises.ids)
    assert "tank-most-powerful" not in known
    assert str(known.exercises["fs-24"].when) == "2024-03-04/2024-03-14"


def test_contradictions_name_their_documents(dossier):
    """Every one of them."""
    found = contradictions(dossier)
    assert len(found) > 20
    assert all(one.documents for one in found)


def test_every_report_is_of_a_document_that_can_be_looked_up(dossier):
    """By an address or a title."""
    for report in dossier.event_reports:
        document = dossier.documents[report.document]
        assert document.url or document.archived_url or document.title, report.document


def test_a_reprint_is_drawn_to_its_agency(dossier):
    """mid-day has it from AP, AP from KCNA."""
    assert lineage("mid-day-2024-03-15", dossier).splitlines() == [
        "mid-day-2024-03-15 (mid-day)",
        "├─ Korean Central News Agency reports: kpa-2024-03-13.mid-day-2024-03-15",
        "└─ a copy of ap-2024-03-13 (Associated Press)",
    ]
