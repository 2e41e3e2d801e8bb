"""The lineage of a document as text."""

from korea_events import Activity, Link
from korea_events.evidence import lineage
from tests.unit.evidence.cases import document, gather, via


def test_the_chain_is_drawn_from_the_document_inwards():
    """One branch for each way in which the dossier cites it, with the records that rest on it; then its original."""
    dossier = gather(
        document("mid-day", copy_of="ap"),
        document("ap", "yonhap"),
        Activity(id="tanks", name="tanks", citations=[via("ap", "kcna quotes", "kim says")]),
        Activity(
            id="match",
            name="match",
            citations=[via("ap", "kcna quotes", "kim says"), via("mid-day", "? says")],
        ),
        Activity(id="other", name="other", citations=[via("ap")]),
    )
    assert lineage("mid-day", dossier).splitlines() == [
        "mid-day",
        "├─ an unnamed source (collective_unnamed) says: match",
        "└─ a copy of ap (YONHAP)",
        "   ├─ KCNA quotes",
        "   │  └─ KIM says: match, tanks",
        "   └─ says itself: other",
    ]


def test_a_circle_of_restatements_ends():
    """Two documents said to restate each other."""
    links = [Link(id=f"{a}{b}", kind="restates", source=a, target=b) for a, b in ("xy", "yx")]
    assert lineage("x", gather(document("x"), document("y"), *links)) == "x\n└─ a copy of y"
