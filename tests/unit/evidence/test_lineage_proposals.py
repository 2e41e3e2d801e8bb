"""Copies and sources that texts show."""

import pytest

from korea_events import Actor, Citation, Document, Dossier, EventReport, Hop, Span
from korea_events.errors import QuestionError, UnknownIdError
from korea_events.evidence import origins, propose_lineage
from tests.unit.evidence.cases import document, figure, gather, report, via

ACTORS = [
    Actor(id="ap", name="Associated Press", names=["AP"], kind="agency"),
    Actor(id="yonhap", name="Yonhap", names=["연합뉴스"], kind="agency"),
    Actor(id="kcna", name="Korean Central News Agency", names=["KCNA", "조선중앙통신"], kind="agency"),
    Actor(id="daily", name="The Daily", kind="outlet"),
    Actor(id="weekly", name="The Weekly", kind="outlet"),
    Actor(id="jcs", name="Joint Chiefs of Staff", kind="command"),
]


def sources(text, publisher="daily"):
    dossier = Dossier.of(*ACTORS, Document(id="d", publisher=publisher))
    return [row.actor for row in propose_lineage({"d": text}, dossier)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("SEOUL, South Korea (AP) — Drills began.", ["ap"]),
        ("Drills began on Monday. (AP)", ["ap"]),
        ("(서울=연합뉴스) 김하늘 기자 = 연습이 시작됐다.", ["yonhap"]),
        ("연습이 시작됐다. [연합뉴스]", ["yonhap"]),
        ("Two missiles fell into the sea, KCNA said on Friday.", ["kcna"]),
        ("The Korean Central News Agency (KCNA) reported a test.", ["kcna"]),
        ("According to South Korea's Yonhap news agency, two flew.", ["yonhap"]),
        ("A Yonhap report put the number at two.", ["yonhap"]),
        ("연합뉴스에 따르면 두 발이었다.", ["yonhap"]),
        ("조선중앙통신은 김정은이 시험을 지도했다고 보도했다.", ["kcna"]),
        ("KCNA, quoted by Yonhap, said it was a success.", ["kcna", "yonhap"]),
        ("An official told the Associated Press that it failed.", ["ap"]),
        ("Yonhap quoted KCNA as its source, KCNA said nothing.", ["kcna", "yonhap"]),
        ("Two missiles flew, said Yonhap.", ["yonhap"]),
        ("Yonhap, KCNA and the Jiji agency all reported the notice.", ["kcna", "yonhap"]),
        ("통신사 로이터와 연합뉴스, 조선중앙통신 등은 두 발이라고 전했다.", ["kcna", "yonhap"]),
        ("연합뉴스가 조선중앙통신을 인용해 보도했다.", ["kcna", "yonhap"]),
        (
            "A source confirmed the launch to Yonhap. Tests go on, reports the agency KCNA.",
            ["kcna", "yonhap"],
        ),
        ("연합뉴스와 조선중앙통신 등에 따르면 두 발이었다.", ["kcna", "yonhap"]),
        ("군이 밝혔다. 2018.10.30연합뉴스", ["yonhap"]),
        ("Some information for this report came from the Associated Press.", ["ap"]),
        ("【평양 9월 3일발 조선중앙통신】 발사가 있었다.", ["kcna"]),
        ("09:12 Sirens. 09:40 Yonhap: three missiles.", ["yonhap"]),
        ("The Yonhap bureau in Moscow said so. A Yonhap correspondent reported it.", ["yonhap"]),
        # only mentioned
        ("Photo: KCNA via Yonhap", []),
        ("사진 제공: 연합뉴스", []),
        ("Soldiers march. AP/KCNA", []),
        ("They watch a screen. LEE/AP/Getty Images It failed.", []),
        ("딸이 자료를 보고 있다. 조선중앙통신·연합뉴스", []),
        ("A missile (file photo). -AP", []),
        ("발사를 지켜보고 있다. [조선중앙통신=연합뉴스]", []),
        ("Neither KCNA nor Yonhap carried a word.", []),
        ("An earlier version of this story credited AP.", []),
        ("“The report by Yonhap is not worth comment,” he said.", []),
        ("연합뉴스 기자가 물었다고 대변인이 말했다.", []),
        ("Crews of the division fired armor-piercing (AP) rounds.", []),
        ("A Yonhap reporter asked about the drill.", []),
        ("KCNA did not report the launch.", []),
        ("The ministry denied what Yonhap reported.", []),
        ("국방부는 연합뉴스 보도를 부인했다.", []),
        ("조선중앙통신은 아무 보도도 하지 않았다.", []),
        ("A photo (AP Photo/Lee) shows the tank.", []),
        ("The Joint Chiefs of Staff said that two flew.", []),
        ("CAPABLE crews said so.", []),
        ("The Daily said that it saw the report.", []),
        # seen or heard, doubted, quoted, asked, expected, in the news themselves
        ("People watch a TV screen that shows a Yonhap report.", []),
        ("Footage broadcast by Yonhap shows a ship.", []),
        ("In photos carried by KCNA, the leader smiles.", []),
        ("(Korean Central News Agency/Korea News Service via AP)", []),
        ("Officials called a Yonhap report about a wreck inaccurate.", []),
        ("Yonhap later retracted its report of a second launch.", []),
        ('"I heard it when Yonhap reported a siren," a woman said.', []),
        ('"It is over," KCNA said, "and it will not be repeated."', ["kcna"]),
        ("The ministry declined to comment to AP. It told AP to stop filming.", []),
        ("If KCNA reports a success, more will be known. KCNA is expected to report on Friday.", []),
        ("The launch has not been reported by KCNA.", []),
        ("Our findings were later cited by AP.", []),
        ("Yonhap said its website had been attacked. Lee, who works at Yonhap, said so.", []),
        ("A firm linked to KCNA, the Treasury said, was fined.", []),
        ("The new paper Yonhap has a photo.", []),
        ("Yonhap News TV reported heavy traffic.", []),
        ("Read more: Yonhap report on shells", []),
        ("In KCNA's report the missile is new.", ["kcna"]),
        ("국방부는 연합뉴스가 보도한 추락설에 대해 사실이 아니라고 밝혔다.", []),
        ("시민들이 연합뉴스 보도를 지켜보고 있다.", []),
        ("조선중앙통신이 공개한 사진을 분석한 전문가는 같은 곳이라고 말했다.", []),
        ("조선중앙통신은 내일 결과를 보도할 것으로 보인다.", []),
        ('한 주민은 "연합뉴스가 보도해 알았다"고 말했다.', []),
        ("통일부는 연합뉴스에 항의 서한을 보냈다고 밝혔다.", []),
        ("군은 연합뉴스가 연습을 참관한다고 밝혔다.", []),
        ("연합뉴스가 주최한 포럼에서 부총재는 괜찮다고 말했다.", []),
        ("연합뉴스가 조선중앙통신을 통해 알려진 담화를 전했다.", ["kcna", "yonhap"]),
        ("기사제공=연합뉴스", ["yonhap"]),
        ("", []),
        ("\U000f0000 said so.", []),
        ("AP " * 50_000, []),
    ],
)
def test_agencies_that_are_named_as_sources(text, expected):
    assert sorted(sources(text)) == expected


LEAD = "North Korea fired several short-range ballistic missiles toward the sea on Monday, the military said."
REST = "The launches were detected from the Pyongyang area between 7 and 8 in the morning, and flew 300 kilometers."
END = "The launches came as a diplomat was in town for a conference on democracy."


def copies(one, other, *documents):
    documents = documents or (
        document("a", "yonhap", "2024-03-18"), document("b", "daily", "2024-03-19"),
    )  # fmt: skip
    found = propose_lineage({"a": one, "b": other}, Dossier.of(*ACTORS, *documents))
    return [(row.document, row.copy_of) for row in found if row.copy_of]


@pytest.mark.parametrize(
    "one, other, expected",
    [
        (f"{LEAD} {REST} {END}", f"{LEAD} {REST} {END}", True),
        (f"{LEAD} {REST} {END}", f"{END} {LEAD}", True),
        (f"{LEAD} {REST} {END}", f"{LEAD} {REST.replace('300', '(186 miles) 300')} {END}", True),
        (f"{LEAD} {REST} {END}", f"{LEAD.replace('several', 'a few')} {REST}", True),
        (
            f"{LEAD} {REST}",
            f"{REST.replace('300', '350').replace('7', '5')} {LEAD.replace('Monday', 'Sunday, 2 May')}",
            False,
        ),
        (
            f"{LEAD} {REST}",
            f"{END} Officials met over dinner in a small room. Rain fell on the city all day long.",
            False,
        ),
        (
            f"{LEAD} Officials met over dinner in a small room.",
            f"Rain fell on the city. {LEAD}",
            False,
        ),
        (
            f'"{LEAD} {REST}" he told the reporters in the room',
            f'In the room he said: "{LEAD} {REST}"',
            False,
        ),
        ("Short.", "Short.", False),
    ],
    ids=[
        "whole",
        "cut",
        "units",
        "edited",
        "other-figures",
        "one-sentence",
        "one-of-two",
        "quotation",
        "short",
    ],
)
def test_copies_share_most_sentences_and_all_numbers(one, other, expected):
    assert copies(one, other) == ([("b", "a")] if expected else [])


TEXT = f"{LEAD} {REST}"


def test_the_copy_is_the_one_that_names_the_other_then_the_later_then_the_outlet():
    named = document("a", "daily", "2024-03-18"), document("b", "yonhap", "2024-03-19")
    assert copies(f"{TEXT} (Yonhap)", TEXT, *named) == [("a", "b")]
    undated = document("a", "daily"), document("b", "kcna")
    assert copies(f"{TEXT} {END}", TEXT, *undated) == [("a", "b")]
    assert copies(TEXT, f"{TEXT} {END}", document("a", "ap"), document("b", "kcna")) == []


def test_no_copy_is_proposed_where_an_editor_would_doubt_which_it_is():
    """Without a credit: an agency's later text, texts of two agencies, of two outlets, and of nobody known."""
    days = "2024-03-18", "2024-03-19"

    def between(one, other, credit=""):
        return copies(
            f"{TEXT} {credit}", f"{TEXT} {credit}", document("a", one, days[0]), document("b", other, days[1])
        )

    assert between("daily", "yonhap") == []
    assert between("ap", "yonhap") == between(None, None) == []
    assert between("daily", "weekly", "(AP)") == between("daily", "weekly") == []
    assert between("yonhap", "yonhap") == between("yonhap", "daily", "(AP)") == [("b", "a")]
    credited = document("a", "ap", days[0]), document("b", "yonhap", days[1])
    assert copies(TEXT, f"{TEXT} (AP)", *credited) == [("b", "a")]


def test_what_lies_more_than_three_days_apart_is_no_copy():
    late = document("a", "yonhap", "2024-03-18"), document("b", "daily", "2024-03-22")
    assert copies(TEXT, TEXT, *late) == []


def test_what_is_known_is_not_proposed():
    known = document("a", "yonhap"), document("b", "daily", copy_of="a")
    assert copies(TEXT, TEXT, *known) == []
    cited = report("r", "b", citations=[via("b", "kcna reports")])
    dossier = gather(*ACTORS, document("b", "daily"), cited)
    assert list(propose_lineage({"b": "KCNA said so."}, dossier)) == []


def test_texts_are_those_of_documents():
    with pytest.raises(UnknownIdError, match="id-unknown"):
        propose_lineage({"nothing": "KCNA said so."}, Dossier.of(*ACTORS))


@pytest.mark.parametrize("texts", [{0: TEXT}, {"a": 7}, TEXT], ids=["position", "no-text", "no-mapping"])
def test_other_texts_are_refused(texts):
    """No document is taken for another because it is the first one."""
    with pytest.raises(QuestionError, match="argument-type"):
        propose_lineage(texts, Dossier.of(Document(id="a")))


def test_a_hop_is_added_where_a_chain_is_open():
    """To a report that only names its document, to an empty chain, and after another agency; not after a speaker."""
    reports = [
        EventReport(id="bare", event="test", document="d"),
        EventReport(id="open", event="test", document="d", citations=[Citation(document="d", locator="1")]),
        EventReport(id="agency", event="test", document="d", citations=[via("d", "yonhap reports")]),
        EventReport(id="speaker", event="test", document="d", citations=[via("d", "kim says")]),
    ]
    dossier = gather(*ACTORS, document("d", "daily"), *reports)
    [proposal] = propose_lineage({"d": "KCNA said so."}, dossier)
    accepted = proposal.accept(dossier)
    hop = Hop(actor="kcna", verb="reports")
    assert proposal.hop == hop
    chains = {one.id: one.citations[0].attribution[-1] for one in accepted.event_reports}
    assert chains == {"agency": hop, "bare": hop, "open": hop, "speaker": Hop(actor="kim", verb="says")}
    assert dossier.event_reports["bare"].citations == ()


def test_accepting_never_raises_a_count():
    """A second page of the same outlet, without a chain, keeps the outlet an origin beside the agency."""
    claim = figure("c", "jcs", value=1, citations=["d", "e"])
    dossier = gather(*ACTORS, document("d", "daily"), document("e", "daily"), claim)
    [proposal] = propose_lineage({"d": "KCNA said so."}, dossier)
    with pytest.raises(QuestionError, match="lineage-count"):
        proposal.accept(dossier)
    alone = gather(*ACTORS, document("d", "daily"), figure("c", "jcs", value=1, citations=["d"]))
    assert len(origins("c", proposal.accept(alone))) == 1


def test_accepting_a_copy_leaves_one_origin():
    claim = figure("c", "jcs", value=1, citations=["a", "b"])
    dossier = gather(
        *ACTORS, document("a", "yonhap", "2024-03-18"), document("b", "daily", "2024-03-19"), claim
    )
    [proposal] = propose_lineage({"a": TEXT, "b": TEXT}, dossier)
    assert [len(origins("c", one)) for one in (dossier, proposal.accept(dossier))] == [2, 1]
    assert Span.on("2024-03-18") == dossier.documents["a"].published
