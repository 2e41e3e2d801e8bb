"""Labelled pairs of texts: how often a proposal is right, and how many of the right ones are made.

All texts are invented. The pairs ``own`` are by whoever wrote the first rules, from before they were written; the pairs
``kinds``, more than half of them without a source, are by whoever changed the rules last, one kind of error after the
other. The others are by writers who had seen no rule when they wrote, and were frozen before a rule was measured on
them; the page about origins has what was measured then. The rules were changed after all of them but ``eighth``.
"""

import json
from math import sqrt
from pathlib import Path

import pytest

from korea_events import Actor, Document, Dossier, Span
from korea_events.evidence import propose_lineage

FOLDER = Path(__file__).parent
PAIRS_BY_HAND = {
    hand: [
        json.loads(line) for line in (FOLDER / f"lineage_pairs_{hand}.jsonl").read_text("utf-8").splitlines()
    ]
    for hand in ("own", "blind", "later", "last", "fifth", "sixth", "seventh", "eighth", "kinds")
}
PAIRS = [pair for pairs in PAIRS_BY_HAND.values() for pair in pairs]
AGENCIES = {
    "ap": "Associated Press, AP", "reuters": "Reuters, 로이터", "afp": "Agence France-Presse, AFP", "upi": "UPI",
    "tass": "TASS, 타스", "xinhua": "Xinhua, 신화통신, 신화", "kyodo": "Kyodo, 교도", "yonhap": "Yonhap, 연합뉴스",
    "newsis": "Newsis, 뉴시스", "news1": "News1, 뉴스1", "kcna": "Korean Central News Agency, KCNA, 조선중앙통신",
}  # fmt: skip
OUTLETS = {
    "rodong": "Rodong Sinmun, 노동신문, 로동신문", "kbs": "KBS", "mbc": "MBC", "sbs": "SBS", "ytn": "YTN",
    "chosun": "Chosun Ilbo, 조선일보", "donga": "Dong-A Ilbo, 동아일보", "hani": "Hankyoreh, 한겨레",
    "joongang": "JoongAng Ilbo, 중앙일보", "nhk": "NHK", "nyt": "New York Times, 뉴욕타임스",
    "wapo": "Washington Post, 워싱턴포스트", "bbc": "BBC", "cnn": "CNN", "voa": "Voice of America, VOA",
    "rfa": "Radio Free Asia, RFA", "nknews": "NK News, NK뉴스", "dailynk": "Daily NK, 데일리NK",
    "stripes": "Stars and Stripes", "kuna": "KUNA", "ktimes": "Korea Times", "kherald": "Korea Herald",
}  # fmt: skip
ACTORS = [
    Actor(id=name, name=texts.split(", ")[0], names=texts.split(", ")[1:], kind=kind)
    for kind, actors in (("agency", AGENCIES), ("outlet", OUTLETS))
    for name, texts in actors.items()
]


def read_day(text):
    return None if text is None else Span.parse(text) if "T" in text else Span.on(text)


def list_proposed(pair):
    documents = [
        Document(id=side, publisher=pair[side]["publisher"], published=read_day(pair[side]["published"]))
        for side in "ab"
    ]
    found = propose_lineage({side: pair[side]["text"] for side in "ab"}, Dossier.of(*ACTORS, *documents))
    return {("copy", row.document) if row.copy_of else (row.document, row.actor) for row in found}


def list_labelled(pair):
    copy = {("copy", pair["copy"])} if pair["copy"] else set()
    return copy | {(side, actor) for side in "ab" for actor in pair["from"][side]}


def find_interval(part, whole):
    """The interval of a share that Wilson gave in 1927, for 95 %."""
    share, spread = part / whole, 1.96**2 / whole
    centre = share + spread / 2
    half = 1.96 * sqrt(share * (1 - share) / whole + spread / whole / 4)
    return (centre - half) / (1 + spread), (centre + half) / (1 + spread)


@pytest.mark.parametrize("hand", PAIRS_BY_HAND)
def test_proposals_are_right_and_most_are_made(hand):
    both = [(list_proposed(pair), list_labelled(pair)) for pair in PAIRS_BY_HAND[hand]]
    right = sum(len(proposed & labelled) for proposed, labelled in both)
    proposed = sum(len(one) for one, _ in both)
    labelled = sum(len(one) for _, one in both)
    for name, whole in (("precision", proposed), ("recall", labelled)):
        low, high = find_interval(right, whole)
        print(f"{hand}: {name} {right / whole:.3f} ({low:.3f} to {high:.3f}) of {whole}, {len(both)} pairs")
    assert right / proposed >= 0.99
    assert right / labelled >= 0.85


def test_the_pairs_are_in_both_languages_and_their_labels_are_known():
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS) >= 1300
    assert {pair[side]["language"] for pair in PAIRS for side in "ab"} == {"en", "ko"}
    known = {actor.id for actor in ACTORS}
    for pair in PAIRS:
        assert pair["copy"] in ("a", "b", None), pair["id"]
        assert {
            pair["a"]["publisher"],
            pair["b"]["publisher"],
            *pair["from"]["a"],
            *pair["from"]["b"],
        } <= known
