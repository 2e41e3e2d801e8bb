"""Origins: counting who first put something on record."""

import pytest

from korea_events import Activity, Actor, Judgement, Link, Span, Statement
from korea_events.errors import QuestionError
from korea_events.evidence import circular_reporting, origins, rests_on
from tests.unit.evidence.cases import actor, document, figure, gather, via

KIM_VIA_KCNA = ("kcna quotes", "kim says")


def claimed(*citations, **more):
    """A claim that rests on these citations."""
    return figure("claim", "kim", value=1, citations=list(citations), **more)


def traced(*records, citations=(), **more):
    """The origins of a claim with these citations, by name, and everything else that was found."""
    return origins("claim", gather(*records, claimed(*citations, **more)))


def names(found):
    """The origins found, by identifier."""
    return [origin.actor for origin in found]


def test_many_outlets_of_one_agency_are_one_origin():
    """However many repeat it, and whether or not they say that the agency quotes somebody."""
    found = traced(
        *(document(name) for name in "abc"),
        document("own", "kcna"),
        citations=[
            via("a", *KIM_VIA_KCNA),
            via("b", "kcna reports"),
            via("c", "yonhap relays", *KIM_VIA_KCNA),
            via("own", "kim says"),
        ],
    )
    assert names(found) == ["kcna"]
    assert found[0].documents == ("a", "b", "c", "own")
    assert str(found) == "1 origin (KCNA) behind 4 documents"


def test_the_claimant_is_not_the_origin_of_what_others_recorded():
    """Whoever records a person's words is the origin; if several record them, the words are."""
    assert names(traced(document("x", "yonhap"), citations=[via("x", "kim says")])) == ["yonhap"]
    two = traced(
        document("x", "yonhap"), document("y", "kcna"), citations=[via("x", "kim says"), via("y", "kim says")]
    )
    assert names(two) == ["kim"]
    assert two.distinct == 1


def test_a_body_that_speaks_is_its_own_origin():
    """Two outlets at one briefing have one origin."""
    found = traced(
        document("x", "yonhap"),
        document("y"),
        citations=[via("x", "jcs says"), via("y", "yonhap relays", "jcs says")],
    )
    assert names(found) == ["jcs"]


@pytest.mark.parametrize(
    "hops, origin",
    [
        (["kcna reports", "jcs says"], "jcs"),
        (["yonhap relays", "jcs observes"], "jcs"),
        (["yonhap relays"], "yonhap"),
        (["mp says", "nis says"], "nis"),
        (["yonhap reports", "mp says", "nis says"], "nis"),
        (["yonhap quotes", "mp says", "kim says"], "yonhap"),
        (["mp says", "kim says"], "kbs"),
        (["kim reports"], "kbs"),
        (["yonhap translates", "kcna reports", "kim observes"], "kcna"),
        (["? says", "nis says"], "nis"),
        (["? quotes", "kim says"], "kim"),
    ],
)
def test_every_hop_is_read(hops, origin):
    """The innermost is the origin whatever the verbs, and whoever took a person's words down is theirs."""
    people = [actor("kbs"), actor("mp", kind="person"), actor("nis", kind="agency")]
    assert names(traced(*people, document("x", "kbs"), citations=[via("x", *hops)])) == [origin]


def test_a_short_chain_and_a_long_one_are_one_origin():
    """One paper stops at the agency, the next says from whom the agency has it."""
    papers = [document("x"), document("y"), document("z")]
    found = traced(
        *papers,
        citations=[via("x", "kcna reports"), via("y", "kcna reports", "jcs says"), via("z", "jcs says")],
    )
    assert names(found) == ["jcs"]
    assert found[0].documents == ("x", "y", "z")


@pytest.mark.parametrize("papers", [1, 2, 3])
@pytest.mark.parametrize(
    "hops", [["kim says"], ["afp quotes", "kim says"], ["afp relays", "kcna reports", "kim says"]]
)
def test_whoever_quotes_a_speakers_own_page_adds_nothing(papers, hops):
    """He put his words on record himself, however many papers quote him, and through whomever."""
    quoting = [document(f"p{number}", f"paper{number}") for number in range(papers)]
    outlets = [actor("afp"), *(actor(f"paper{number}") for number in range(papers))]
    found = traced(
        *outlets,
        document("own", "kim"),
        *quoting,
        citations=[via("own"), *(via(one.id, *hops) for one in quoting)],
    )
    assert names(found) == ["kim"]
    assert len(found[0].documents) == papers + 1


def test_two_speakers_taken_down_by_one_agency_stay_one_origin():
    """One more agency that quotes one of the two makes no second origin."""
    more = [
        Actor(id="choe", name="Choe", kind="person"),
        actor("afp"),
        document("x"),
        document("y"),
        document("z"),
    ]
    both = [via("x", "kcna quotes", "kim says"), via("y", "kcna quotes", "choe says")]
    assert names(traced(*more, citations=both)) == ["kcna"]
    assert names(traced(*more, citations=[*both, via("z", "afp quotes", "kim says")])) == ["kcna"]


def test_a_report_of_what_rests_on_an_unnamed_source_has_no_origin():
    """That a second paper leaves the unnamed source out gives the matter no origin."""
    found = traced(
        document("x", "yonhap"), document("y"), citations=[via("x", "? says"), via("y", "yonhap reports")]
    )
    assert (found.distinct, found.unknown) == (0, ("x", "y"))


@pytest.mark.parametrize(
    "hops", [("? says",), ("yonhap relays", "? says"), ("yonhap cites_unnamed",), ("experts says",)]
)
def test_unknown_lineage_does_not_count(hops):
    """No hop, a hop without an actor, an unnamed group."""
    experts = Actor(id="experts", name="experts", kind="group", anonymity="collective_unnamed")
    found = traced(experts, document("x", "yonhap"), citations=[via("x", *hops)])
    assert (found.distinct, found.independent, found.unknown) == (0, 0, ("x",))
    assert str(found) == "0 origins behind 1 document; 1 document of unknown lineage"


def test_a_document_without_chain_is_its_publishers():
    """Without a publisher nothing is known."""
    assert names(traced(document("x", "jcs"), citations=[via("x")])) == ["jcs"]
    assert traced(document("x"), citations=[via("x")]).unknown == ("x",)


def test_copies_are_what_they_copy():
    """A reprint, a translation of it, and a document said to restate another."""
    restates = Link(id="l", kind="restates", source="other", target="wire")
    found = traced(
        document("wire", "yonhap"),
        document("reprint", "kcna", copy_of="wire"),
        document("translation", "jcs", copy_of="reprint"),
        document("other", "usfk"),
        restates,
        citations=[via("wire", "jcs says"), via("reprint"), via("translation"), via("other")],
    )
    assert names(found) == ["jcs"]
    assert found[0].documents == ("other", "reprint", "translation", "wire")
    assert names(traced(document("wire", "yonhap"), document("c", copy_of="wire"), citations=[via("c")])) == [
        "yonhap"
    ]


def test_who_has_it_from_others_is_not_an_origin():
    """An outlet reports what an agency reports; the agency's own dispatch has it from a command."""
    found = traced(
        document("x"),
        document("dispatch", "yonhap"),
        citations=[via("x", "yonhap reports"), via("dispatch", "jcs says")],
    )
    assert names(found) == ["jcs"]


def test_an_agency_that_also_knows_it_itself_stays_an_origin():
    """One dispatch has it from a command, another is its own."""
    found = traced(
        document("x"),
        document("own", "yonhap"),
        document("dispatch", "yonhap"),
        citations=[via("x", "yonhap reports"), via("dispatch", "jcs says"), via("own")],
    )
    assert names(found) == ["jcs", "yonhap"]


def test_circular_reporting_is_named_and_does_not_count():
    """A cites B cites C cites A; an actor outside the cycle counts."""
    papers = [actor(name) for name in ("daily", "mail", "times")]
    documents = [
        document("d", "daily"),
        document("m", "mail"),
        document("t", "times"),
        document("own", "kcna"),
    ]
    round_about = [via("d", "mail reports"), via("m", "times reports"), via("t", "daily reports")]
    found = traced(*papers, *documents, citations=round_about)
    assert found.cycles == (("daily", "mail", "times"),)
    assert (found.distinct, found.unknown) == (0, ("d", "m", "t"))
    with_kcna = traced(*papers, *documents, citations=[*round_about, via("t", "kcna reports"), via("own")])
    assert names(with_kcna) == ["kcna"]
    dossier = gather(*papers, *documents, claimed(*round_about))
    assert [str(circle) for circle in circular_reporting(dossier)] == [
        "claim: daily cites mail cites times cites daily"
    ]


def test_a_chain_that_comes_back_is_circular():
    """Within one citation: the daily has it from the times, which has it from the daily."""
    papers = [actor("daily"), actor("times")]
    found = traced(*papers, document("x", "daily"), citations=[via("x", "times relays", "daily reports")])
    assert (found.distinct, found.cycles) == (0, (("daily", "times"),))
    again = traced(*papers, document("x"), citations=[via("x", "daily reports", "? says", "daily reports")])
    assert (again.distinct, again.cycles) == (0, (("daily",),))


def test_who_quotes_itself_is_its_own_origin():
    """A press release in which the ministry says something."""
    assert names(traced(document("x", "jcs"), citations=[via("x", "jcs says")])) == ["jcs"]
    assert names(traced(document("x", "kcna"), citations=[via("x", "kcna quotes", "kim says")])) == ["kcna"]


def test_independence_must_be_asserted():
    """Two origins are independent only if a link between them or their documents says so."""
    documents = [document("x", "jcs"), document("y", "japan-mod"), document("z", "usfk")]
    citations = [via("x"), via("y"), via("z")]
    found = traced(*documents, citations=citations)
    assert (found.distinct, found.independent) == (3, 1)
    assert str(found).endswith("independence not established")
    links = [
        Link(id="l1", kind="independent_of", source="jcs", target="japan-mod"),
        Link(id="l2", kind="independent_of", source="y", target="z"),
    ]
    assert traced(*documents, links[0], citations=citations).independent == 2
    assert traced(*documents, *links, citations=citations).independent == 2
    all_three = [*links, Link(id="l3", kind="independent_of", source="usfk", target="x")]
    assert traced(*documents, *all_three, citations=citations).independent == 3


def test_two_origins_in_one_article_are_two():
    """Else a second article that quotes one of them would change the count; the text says that they share a page."""
    found = traced(
        document("x"),
        Link(id="l", kind="independent_of", source="jcs", target="japan-mod"),
        citations=[via("x", "jcs says"), via("x", "japan-mod says")],
    )
    assert names(found) == ["japan-mod", "jcs"]
    assert (found.distinct, found.independent) == (2, 2)
    assert "not every origin has a document of its own" in str(found)


def test_actors_said_to_be_one_are_one():
    """By a link or by a judgement."""
    documents = [document("x", "jcs"), document("y", "usfk")]
    for same in (
        Link(id="s", kind="same_as", source="jcs", target="usfk"),
        Judgement(id="s", left="usfk", right="jcs", verdict="same"),
    ):
        assert traced(*documents, same, citations=[via("x"), via("y")]).distinct == 1


def test_a_claim_without_documents_rests_on_its_statement():
    """It was made in a statement, which has documents."""
    statement = Statement(
        id="s", speakers=["kim"], said=Span.on("2024-03-13"), citations=[via("x", *KIM_VIA_KCNA)]
    )
    claim = figure("claim", "kim", value=1).__class__(
        id="claim", event="test", attribute="power", claimants=["kim"], stated_in="s"
    )
    assert names(origins("claim", gather(document("x"), statement, claim))) == ["kcna"]


def test_a_document_has_origins_too():
    """Those of everything that is cited from it."""
    dossier = gather(document("x", "yonhap"), document("bare", "jcs"), claimed(via("x", "kcna reports")))
    assert names(origins("x", dossier)) == ["kcna"]
    assert names(origins("bare", dossier)) == ["jcs"]


def test_what_rests_on_one_origin():
    """Records without another origin fall; those with others are shared."""
    alone = Activity(id="alone", name="alone", citations=[via("x", "kcna reports"), via("y", "? says")])
    shared = Activity(id="shared", name="shared", citations=[via("x", "kcna reports"), via("z")])
    others = Activity(id="others", name="others", citations=[via("z")])
    dossier = gather(document("x"), document("y"), document("z", "jcs"), alone, shared, others)
    found = rests_on("kcna", dossier)
    assert (found.falls, found.shared) == (("alone",), ("shared",))


def test_unknown_records_are_refused():
    """A misspelt identifier is not a record without origins."""
    with pytest.raises(QuestionError, match="id-unknown"):
        origins("clam", gather(claimed()))
    with pytest.raises(QuestionError, match="id-unknown"):
        rests_on("kcnaa", gather())


def test_the_dossier_before_the_record_is_refused():
    dossier = gather(claimed())
    with pytest.raises(QuestionError) as refused:
        origins(dossier, "claim")  # type: ignore[arg-type]
    assert [problem.code for problem in refused.value.problems] == ["question-order"]
