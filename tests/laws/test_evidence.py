"""Laws of evidence, on generated cases."""

from __future__ import annotations

import pickle
from itertools import combinations

from attrs import evolve
from hypothesis import assume, given, strategies as st

from korea_events import (
    Actor,
    CapabilityClaim,
    Citation,
    Claim,
    Document,
    Dossier,
    Event,
    EventClaim,
    EventReport,
    Exercise,
    Hop,
    Link,
    Measure,
    Quantity,
    Span,
    Superlative,
    Term,
    WeaponEvent,
    WeaponSystem,
)
from korea_events.evidence import (
    Agreement,
    Rule,
    aggregate,
    circular_reporting,
    compare,
    contradictions,
    corroboration,
    derivations,
    find_evidence_problems,
    lineage,
    origins,
    rests_on,
    score,
    views,
)
from korea_events.evidence.figures.extents import extent
from korea_events.evidence.lineages import Lineages
from korea_events.evidence.trails import follow_trails
from korea_events.model.engine import list_fields, unstructure
from korea_events.testing.strategies import days, dossiers

ACTORS = [
    Actor(id=name, name=name, kind=kind)
    for name, kind in (
        ("kcna", "agency"),
        ("yonhap", "agency"),
        ("daily", "outlet"),
        ("jcs", "command"),
        ("kim", "person"),
        ("choe", "person"),
        ("fresh-paper", "outlet"),
        ("fresh-agency", "agency"),
    )
]
NAMES = [actor.id for actor in ACTORS[:-2]]
"""All but the last two, who take part only where a law adds something."""
TANK = WeaponSystem(id="tank", name="new-type main battle tank")


@st.composite
def hops(draw):
    """One link of a chain, sometimes of somebody unnamed."""
    verb = draw(st.sampled_from(["says", "reports", "quotes", "relays", "observes", "cites_unnamed"]))
    if draw(st.integers(0, 5)) == 0:
        return Hop(verb=verb, anonymity="collective_unnamed")
    return Hop(actor=draw(st.sampled_from(NAMES)), verb=verb)


def shorten(chain):
    """A chain up to the first hop that no named source can follow."""
    ends = (n for n, hop in enumerate(chain, start=1) if hop.verb in ("observes", "cites_unnamed"))
    return chain[: next(ends, None)]


CHAINS = st.lists(hops(), max_size=3).map(shorten)


@st.composite
def libraries(draw):
    """Documents with publishers, of which later ones may be copies of earlier ones, and citations of them."""
    documents = []
    for number in range(draw(st.integers(1, 5))):
        copied = draw(st.sampled_from([None, *documents])) if draw(st.booleans()) else None
        documents.append(
            Document(
                id=f"d{number}",
                publisher=draw(st.sampled_from([None, *NAMES])),
                copy_of=None if copied is None else copied.id,
            )
        )
    cited = draw(st.lists(st.tuples(st.sampled_from(documents), CHAINS), min_size=1, max_size=6))
    citations = list(dict.fromkeys(Citation(document=paper.id, attribution=chain) for paper, chain in cited))
    pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1])
    apart = [
        Link(id=f"apart-{one}-{other}", kind="independent_of", source=one, target=other)
        for one, other in draw(st.sets(pairs, max_size=4))
    ]
    return documents, citations, apart


def best(citations):
    """The claim that the tank is the best, on these citations."""
    value = Superlative(text="most powerful", scope="the world")
    return CapabilityClaim(
        id="best", system="tank", attribute="power", claimants=["kim"], value=value, citations=citations
    )


def found(documents, citations, apart):
    """The origins of that claim."""
    return origins("best", Dossier.of(*ACTORS, TANK, *documents, *apart, best(citations)))


def names(traced):
    """Who the origins are."""
    return [origin.actor for origin in traced]


@given(libraries())
def test_only_cited_documents_stand_behind_origins(library):
    """Each origin has one at least, and each document of known lineage has an origin."""
    traced = found(*library)
    assert 0 <= traced.independent <= traced.distinct == len(traced)
    assert (traced.independent == 0) == (not traced)
    assert all(origin.documents for origin in traced)
    behind = {name for origin in traced for name in origin.documents}
    assert behind | set(traced.unknown) == set(traced.documents)
    assert behind.isdisjoint(traced.unknown)


@given(libraries())
def test_origins_are_idempotent(library):
    """Asking again with only the citations that lead to the origins gives the same origins."""
    documents, citations, apart = library
    lineages = Lineages(Dossier.of(*ACTORS, TANK, *documents, *apart, best(citations)))
    behind = {
        trail for trails in follow_trails(map(lineages.trail, citations)).behind.values() for trail in trails
    }
    traced = found(*library)
    again = found(documents, [one for one in citations if lineages.trail(one) in behind], apart)
    assert names(again) == names(traced)
    assert (again.distinct, again.independent) == (traced.distinct, traced.independent)


@given(libraries(), st.data())
def test_a_copy_changes_no_origin(library, data):
    """Whether it is cited bare or with the chain of what it copies."""
    documents, citations, apart = library
    original = data.draw(st.sampled_from(citations))
    copy = Document(
        id="reprint", publisher=data.draw(st.sampled_from([None, *NAMES])), copy_of=original.document
    )
    chain = original.attribution if data.draw(st.booleans()) else ()
    with_copy = found(
        [*documents, copy], [*citations, Citation(document="reprint", attribution=chain)], apart
    )
    traced = found(*library)
    assert names(with_copy) == names(traced)
    assert (with_copy.distinct, with_copy.independent) == (traced.distinct, traced.independent)


@st.composite
def more_of_the_same(draw, library):
    """A document that repeats a cited one, and its citation: a copy, a relay, a translation, or another paper.

    What is added names only actors of whom nothing else is known, and those of the chain that it repeats, in their
    order: it may begin anywhere in that chain and stop anywhere.
    """
    documents, citations, _ = library
    original = draw(st.sampled_from(citations))
    if draw(st.integers(0, 3)) == 0:
        copy = Document(id="more", publisher=draw(st.sampled_from([None, *NAMES])), copy_of=original.document)
        return copy, Citation(
            document="more", attribution=original.attribution if draw(st.booleans()) else ()
        )
    publisher = Lineages(Dossier.of(*ACTORS, *documents)).trail(original).publisher
    chain = [*([] if publisher is None else [Hop(actor=publisher, verb="relays")]), *original.attribution]
    assume(chain)
    first = draw(st.integers(0, len(chain) - 1))
    last = draw(st.integers(first, len(chain) - 1))
    verb = draw(st.sampled_from(["quotes", "relays", "translates", "reports", "says"]))
    before = draw(st.sampled_from([[], [Hop(actor="fresh-agency", verb=verb)]]))
    paper = Document(id="more", publisher=draw(st.sampled_from([None, "fresh-paper"])))
    return paper, Citation(document="more", attribution=[*before, *chain[first : last + 1]])


@given(libraries().flatmap(lambda library: st.tuples(st.just(library), more_of_the_same(library))))
def test_more_of_the_same_changes_no_count(case):
    """A relay, a copy, a translation or another paper that quotes the same words is no further origin."""
    (documents, citations, apart), (paper, citation) = case
    traced = found(documents, citations, apart)
    more = found([*documents, paper], [*citations, citation], apart)
    assert (more.distinct, more.independent) == (traced.distinct, traced.independent)
    assert {name for origin in more for name in origin.documents} <= {*traced.documents, "more"}


@given(libraries(), st.data())
def test_what_is_withdrawn_is_as_if_it_were_not_cited(library, data):
    """A retracted document, with its copies, leaves the origins of what is cited from the others."""
    documents, citations, apart = library
    gone = data.draw(st.sampled_from(documents))
    notice = Document(id="notice")
    link = Link(id="retraction", kind="retracts", source="notice", target=gone.id)
    lineages = Lineages(Dossier.of(*ACTORS, *documents))
    copies = {one.id for one in documents if gone.id in {one.id, one.copy_of, lineages.root(one.id)}}
    while more := {one.id for one in documents if one.copy_of in copies} - copies:
        copies |= more
    standing = [one for one in citations if one.document not in copies]
    after = found([*documents, notice], citations, [*apart, link])
    assert {one.item.id for one in after.skipped} >= copies & {one.document for one in citations}
    if standing:
        without = found(documents, standing, apart)
        assert (names(after), after.independent) == (names(without), without.independent)
    else:
        assert not after


@given(libraries(), st.randoms())
def test_the_order_of_citations_does_not_matter(library, random):
    """They are a set."""
    documents, citations, apart = library
    shuffled = list(citations)
    random.shuffle(shuffled)
    assert found(documents, shuffled, apart) == found(*library)


@given(libraries())
def test_what_rests_on_an_origin_is_what_it_stands_behind(library):
    """A record falls with its only origin and is shared among several."""
    documents, citations, apart = library
    dossier = Dossier.of(*ACTORS, TANK, *documents, *apart, best(citations))
    behind = names(found(*library))
    for actor in NAMES:
        reliance = rests_on(actor, dossier)
        assert ("best" in reliance.falls) == (behind == [actor])
        assert ("best" in reliance.shared) == (actor in behind and len(behind) > 1)


# -- comparing -----------------------------------------------------------------------------------------------------

NUMBERS = st.integers(0, 30) | st.integers(0, 300).map(lambda n: n / 10)
UNITS = st.sampled_from([None, "km", "m", "mi", "count", "Mach"])
QUALIFIERS = st.sampled_from([None, None, "about", "at_least", "at_most", "more_than", "less_than", "nearly"])


@st.composite
def quantities(draw):
    """Figures and ranges, with and without units and qualifiers."""
    unit, qualifier = draw(UNITS), draw(QUALIFIERS)
    numbers = st.integers(1, 30) if unit == "count" else NUMBERS  # things are counted in whole numbers
    if draw(st.booleans()):
        return Quantity(value=draw(numbers), unit=unit, qualifier=qualifier)
    low, high = sorted((draw(numbers), draw(numbers)))
    return Quantity(low=low, high=high, unit=unit, qualifier=qualifier)


SUPERLATIVES = st.builds(
    Superlative,
    text=st.sampled_from(["most powerful", "one of the most powerful", "the fastest"]),
    scope=st.sampled_from([None, "the world", "Korea"]),
)
WORDS = st.sampled_from(["success", "failure"]).map(lambda text: Term(text=text))


@st.composite
def claims(draw, name):
    """A claim about the tank."""
    return CapabilityClaim(
        id=name,
        system="tank",
        attribute="power",
        claimants=draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)),
        value=draw(st.none() | quantities() | SUPERLATIVES | WORDS),
        stance=draw(st.sampled_from(["asserts", "asserts", "denies", "doubts", "no_evidence"])),
        made=draw(st.none() | days().map(Span.on)),
        citations=draw(
            st.lists(
                st.sampled_from(["d0", "d1"]).map(lambda d: Citation(document=d)), max_size=2, unique=True
            )
        ),
    )


@given(claims("a"), claims("b"), st.booleans())
def test_comparing_is_symmetric_apart_from_weakening(a, b, with_dossier):
    """Only a drift has a direction; it never contradicts the other way round."""
    papers = [Document(id="d0", publisher="kcna"), Document(id="d1", publisher="jcs")]
    dossier = Dossier.of(*ACTORS, TANK, *papers, a, b) if with_dossier else None
    there, back = compare(a, b, dossier).verdict, compare(b, a, dossier).verdict
    if Agreement.WEAKENS in (there, back):
        assert {there, back} == {Agreement.WEAKENS, Agreement.COMPATIBLE}
    else:
        assert there is back


@given(claims("a"))
def test_a_claim_restates_itself(a):
    """Under another identifier, unless it gives nothing to compare."""
    verdict = compare(a, evolve(a, id="b")).verdict
    assert verdict in {Agreement.RESTATES, Agreement.NOT_COMPARABLE, Agreement.CONTRADICTS}
    nothing = isinstance(a.value, Quantity) and extent(a.value) is None
    if a.value is not None and not nothing and a.stance == "asserts":
        assert verdict is Agreement.RESTATES


# -- many reports --------------------------------------------------------------------------------------------------


@st.composite
def accounts(draw):
    """Reports of one exercise through several origins."""
    papers = [
        Document(id=f"d{n}", publisher=name, published=Span.on("2024-03-15")) for n, name in enumerate(NAMES)
    ]
    reports = []
    for number in range(draw(st.integers(1, 5))):
        first, length = draw(st.integers(1, 5)), draw(st.integers(0, 4))
        troops = draw(st.none() | quantities().filter(lambda q: q.unit in (None, "count")))
        reports.append(
            EventReport(
                id=f"r{number}",
                event="fs-24",
                document=draw(st.sampled_from(papers)).id,
                span=draw(
                    st.sampled_from(
                        [
                            None,
                            Span.of(f"2024-03-0{first}", f"2024-03-0{first + length}"),
                            Span.parse(f"2024-03-0{first}/"),
                        ]
                    )
                ),
                status=draw(st.sampled_from([None, "held", "ongoing", "suspended"])),
                measures=[] if troops is None else [Measure(what="troops", quantity=troops)],
            )
        )
    return papers, reports


@given(accounts(), st.permutations(range(5)), st.sampled_from(list(Rule)))
def test_aggregation_does_not_depend_on_the_order_of_reports(case, order, rule):
    """Records stand in a dossier by identifier: other identifiers, another order, the same answer."""
    papers, reports = case

    def answers(identifiers):
        named = [evolve(one, id=name) for one, name in zip(reports, identifiers, strict=False)]
        back = dict(zip(identifiers, (one.id for one in reports), strict=False))
        dossier = Dossier.of(*ACTORS, *papers, Exercise(id="fs-24", name="Freedom Shield 24"), *named)
        return [
            (
                field.field,
                field.value,
                field.contradiction,
                sorted(back.get(name, name) for name in field.reports),
            )
            for field in aggregate("fs-24", dossier, rule=rule)
        ]

    assert answers([f"r{n}" for n in range(5)]) == answers([f"r{n}" for n in order])


@given(accounts())
def test_consensus_lies_within_what_any_report_allows(case):
    """Where there is a consensus it contradicts no report, and the conservative answer contains it."""
    papers, reports = case
    dossier = Dossier.of(*ACTORS, *papers, Exercise(id="fs-24", name="Freedom Shield 24"), *reports)
    for field in aggregate("fs-24", dossier, rule="consensus"):
        wide = aggregate("fs-24", dossier)[field.field].value
        if isinstance(field.value, Span):
            assert isinstance(wide, Span)
            inner, outer = field.value.possible, wide.possible
            assert outer.first is None or outer.first <= inner.first
            assert outer.last is None or (inner.last is not None and inner.last <= outer.last)
        if field.value is None and isinstance(wide, Span):
            assert field.contradiction


# -- known when ----------------------------------------------------------------------------------------------------


@given(dossiers(), st.tuples(days(), days()))
def test_more_is_known_later(dossier, two_days):
    """What was known on a day is still known on a later one; what was withdrawn is marked as withdrawn."""
    earlier, later = sorted(two_days)
    before, after = dossier.as_of(earlier), dossier.as_of(later)
    assert {record.id for record in before} <= {record.id for record in after}
    assert {record.id for record in after} <= {record.id for record in dossier}
    for record in before:
        for spec in list_fields(type(record)):
            if spec.name != "support" and getattr(record, spec.name) not in (None, (), spec.default):
                assert getattr(after[record.id], spec.name) not in (None, ()), spec.name


@given(dossiers(max_records=8), days())
def test_nothing_is_left_out_without_a_reason(dossier, day):
    """Every record that is gone is listed, and every field that is gone from one that stays."""
    snapshot = dossier.known_on(day)
    listed = {}
    for one in snapshot.left_out:
        assert one.because
        listed.setdefault(one.record, set()).add(one.path.split(".")[0].split("[")[0])
    for record in dossier:
        kept = snapshot.dossier.get(record.id)
        if kept is None:
            assert "" in listed[record.id]
            continue
        before, after = (strip_sources(unstructure(one)) for one in (record, kept))
        lost = {name for name, value in before.items() if after.get(name) != value}
        assert lost <= listed.get(record.id, set())
        assert after.keys() <= before.keys()


def strip_sources(value):
    """Plain values without what they rest on."""
    if isinstance(value, dict):
        return {k: strip_sources(v) for k, v in value.items() if k not in ("citations", "support")}
    return list(map(strip_sources, value)) if isinstance(value, list) else value


# -- nothing falls over --------------------------------------------------------------------------------------------


@given(dossiers(max_records=10))
def test_every_question_has_an_answer_on_every_dossier(dossier):
    """Whatever the records hold, answers come out: sequences that can be shown, pickled and made into tables."""
    find_evidence_problems(dossier)
    answers = [
        contradictions(dossier),
        derivations(dossier),
        circular_reporting(dossier),
        score(dossier.assessments),
    ]
    for record in dossier:
        answers.append(origins(record, dossier))
        if isinstance(record, (Claim, EventReport)):
            answers.append(corroboration(record, dossier))
        if isinstance(record, Document):
            lineage(record, dossier)
        if isinstance(record, Event):
            answers.append(views(record, dossier))
            answers.extend(aggregate(record, dossier, rule=rule) for rule in Rule)
    for answer in answers:
        assert str(answer) or not answer
        assert answer._repr_html_().count("<tr>") == len(answer) + 1
        assert [list(row) for row in answer.as_data()] == [list(answer.list_columns())] * len(answer)
        assert pickle.loads(pickle.dumps(answer)) == answer
    for actor in dossier.actors:
        rests_on(actor.id, dossier)


# -- which of many accounts are compared ----------------------------------------------------------------------------

_SAID = st.one_of(
    st.sampled_from(["success", "failure", "failed: broke up", "splendid"]).map(lambda text: Term(text=text)),
    st.builds(
        Quantity,
        value=st.sampled_from([3, 20, 23, 23.5, 100, 104]),
        unit=st.sampled_from([None, "km", "count"]),
        qualifier=st.sampled_from([None, None, "about", "at_least"]),
    ),
    st.none(),
)


@given(
    st.lists(
        st.tuples(_SAID, st.sampled_from(["asserts", "asserts", "denies", "doubts"]), st.integers(0, 9)),
        max_size=7,
    ),
    st.lists(st.sampled_from([3, 20, 23, 100, 104]), max_size=4),
    st.sampled_from([0, 0.2]),
)
def test_contradictions_are_those_of_every_pair(claims, counts, tolerance):
    """However few pairs are looked at; claims go by the name of a measure here. Corroboration says the same."""
    made: list[Claim | EventReport] = [
        EventClaim(
            id=f"c{number}", event="e", attribute="missiles", value=value, claimants=[f"a{number}"], stance=stance,
            disputes=[f"c{disputed}"] if disputed < number and stance != "asserts" else [],
        )
        for number, (value, stance, disputed) in enumerate(claims)
    ]  # fmt: skip
    made += [
        EventReport(
            id=f"r{number}",
            event="e",
            document="d",
            measures=[Measure(what="missiles", quantity=Quantity(value=value))],
        )
        for number, value in enumerate(counts)
    ]
    actors = [Actor(id=f"a{number}", name="x", kind="agency") for number in range(len(claims))]
    dossier = Dossier.of(*actors, WeaponEvent(id="e", name="e"), Document(id="d"), *made)
    expected = {
        tuple(sorted((one.id, other.id)))
        for one, other in combinations(made, 2)
        if compare(one, other, dossier, tolerance=tolerance).verdict is Agreement.CONTRADICTS
    }
    assert {found.between for found in contradictions(dossier, tolerance=tolerance)} == expected
    for one in made if not tolerance else []:
        against = {name for pair in expected if one.id in pair for name in pair} - {one.id}
        assert set(corroboration(one, dossier).contradicting) == against
