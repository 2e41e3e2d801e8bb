"""Laws of lineage proposals: they change nothing, and accepting them never raises a count."""

from __future__ import annotations

from hypothesis import given, strategies as st

from korea_events import (
    Actor,
    Citation,
    Document,
    Dossier,
    EventClaim,
    Hop,
    Quantity,
    Record,
    Span,
    WeaponEvent,
)
from korea_events.errors import DossierError, QuestionError
from korea_events.evidence import origins, propose_lineage

_SENTENCES = [
    "several missiles flew toward the sea on Monday morning near the coast, KCNA said.",
    "the ministry told reporters in the capital that nothing had been damaged by it.",
    "according to Yonhap the drill went on for eleven days in spring this year.",
    "(Daily) and nothing else stands here.",
    "연합뉴스에 따르면 군은 경계태세를 강화했다고 합니다.",
]
_ACTORS = ("kcna", "yonhap", "daily")
_CHAINS = st.lists(
    st.builds(
        Hop, actor=st.sampled_from([*_ACTORS, "kim"]), verb=st.sampled_from(["reports", "says", "relays"])
    ),
    max_size=2,
)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[Dossier, dict[str, str]]:
    """Documents with or without publishers, dates and texts, cited by claims through any chains."""
    made: list[Record] = [
        Actor(id="kcna", name="KCNA", kind="agency"),
        Actor(id="yonhap", name="Yonhap", names=["연합뉴스"], kind="agency"),
        Actor(id="daily", name="Daily", kind="outlet"),
        Actor(id="kim", name="Kim", kind="person"),
        WeaponEvent(id="e", name="e"),
    ]
    names = [f"d{number}" for number in range(draw(st.integers(1, 4)))]
    texts: dict[str, str] = {}
    for number, name in enumerate(names):
        made.append(
            Document(
                id=name,
                publisher=draw(st.sampled_from([None, *_ACTORS])),
                published=draw(st.sampled_from([None, Span.on("2024-03-18"), Span.on("2024-03-19")])),
                copy_of=draw(st.sampled_from([None, None, *names[:number]])),
            )
        )
        texts[name] = " ".join(draw(st.lists(st.sampled_from(_SENTENCES), max_size=3)))
    for number in range(draw(st.integers(1, 3))):
        cited = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
        citations = dict.fromkeys(Citation(document=name, attribution=draw(_CHAINS)) for name in cited)
        value = Quantity(value=number)
        made.append(
            EventClaim(
                id=f"c{number}",
                event="e",
                attribute="x",
                claimants=["kim"],
                value=value,
                citations=[*citations],
            )
        )
    return Dossier.of(*made), texts


@given(_cases(), st.randoms(use_true_random=False))
def test_accepting_proposals_in_any_order_never_raises_a_count(case, random) -> None:
    """Right or wrong; what would raise one is refused, and proposing alone changes nothing."""
    dossier, texts = case
    before = {claim.id: len(origins(claim, dossier)) for claim in dossier.event_claims}
    proposals = list(propose_lineage(texts, dossier))
    assert before == {claim.id: len(origins(claim, dossier)) for claim in dossier.event_claims}
    random.shuffle(proposals)
    for proposal in proposals:
        try:
            dossier = proposal.accept(dossier)
        except (QuestionError, DossierError):
            continue
        for claim in dossier.event_claims:
            assert len(origins(claim, dossier)) <= before[claim.id]
