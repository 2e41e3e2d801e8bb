"""Laws of dossiers and their networks: what is tightened, what stays, and that nothing else happens to a dossier."""

from __future__ import annotations

import warnings

from hypothesis import assume, given, settings, strategies as st

from korea_events.codecs import dumps, loads
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError, KoreaEventsWarning
from korea_events.model import Exercise, Link, LinkKind, Plan, StatedLength
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Grain
from korea_events.temporal.engine import DEFAULT_ZONE
from korea_events.testing.strategies import dossiers, spans

TEMPORAL = [kind for kind in LinkKind if kind.temporal]


@st.composite
def connected_dossiers(draw):
    """A few exercises, held or planned, in days of one zone, with temporal links between them."""
    in_days = spans(zones=[DEFAULT_ZONE], grain=Grain.DAY)
    exercises = []
    for number in range(draw(st.integers(2, 4))):
        span = draw(in_days)
        dates = {"span": span} if draw(st.booleans()) else {"plans": [Plan(span=span)]}
        exercise = Exercise(id=f"e{number}", name=f"exercise {number}", **dates)
        if draw(st.booleans()):
            n = draw(st.integers(1, 20))
            try:
                length = StatedLength(words=f"{n}-day", n=n, unit="day", counting="inclusive")
                exercise = Exercise(id=exercise.id, name=exercise.name, length=length, **dates)
            except KoreaEventsError:
                pass  # it contradicts the dates
        exercises.append(exercise)
    links = []
    for number in range(draw(st.integers(0, 4))):
        source, target = draw(st.permutations(exercises))[:2]
        kind = draw(st.sampled_from(TEMPORAL))
        days = draw(st.integers(0, 400)) if kind is LinkKind.WITHIN else None
        links.append(Link(id=f"l{number}", kind=kind, source=source.id, target=target.id, days=days))
    return Dossier.of(*exercises, *links)


def allowed(after, before) -> bool:
    """Whether a span allows nothing that another does not: their hulls compared."""
    a, b, c, d, p, q = after.hull
    A, B, C, D, P, Q = before.hull
    return a >= A and b <= B and c >= C and d <= D and p >= P and q <= Q


@settings(max_examples=100)
@given(connected_dossiers())
def test_tightening_narrows_dates_and_leaves_the_rest(dossier):
    """Footing, ids and links stay; no date allows more than before; doing it again changes nothing."""
    tight = dossier.tightened()
    assert [record.id for record in tight.records()] == [record.id for record in dossier.records()]
    assert tight.links == dossier.links
    for before, after in zip(dossier.exercises, tight.exercises, strict=True):
        assert after.footing is before.footing
        assert allowed(after.when, before.when)
        if after != before:
            path = "span" if after.span is not None else "plans[0].span"
            assert after.support_for(path).basis == "derived"
            assert after.support_for(path).note
    assert tight.tightened() == tight


@settings(max_examples=100)
@given(connected_dossiers())
def test_a_tightened_dossier_says_the_same(dossier):
    """Its network has the same bounds and the same conflicts; it survives being saved."""
    tight = dossier.tightened()
    net, again = dossier.network(), tight.network()
    assert [conflict.events for conflict in net.conflicts()] == [
        conflict.events for conflict in again.conflicts()
    ]
    blocked = {id for conflict in net.conflicts() for id in net.connected(conflict.events[0])}
    for id in net:
        if id not in blocked:
            assert again.bounds(id) == net.bounds(id)
            assert net.tightened(id).hull == tight.exercises[id].when.hull or not narrowable(dossier, net, id)
    assert loads(dumps(tight)) == tight


def narrowable(dossier, net, id) -> bool:
    """Whether bounds can say all that the dates of an event say."""
    exercise = dossier.exercises[id]
    said = exercise.span or exercise.plans[-1].span
    plain = len(said.alternatives) == 1 and not said.uncertain
    known_ends = "open" not in (said.start_kind.value, said.end_kind.value)
    return plain and known_ends and said.approximate == net.tightened(id).approximate


@settings(max_examples=40)
@given(dossiers(), st.booleans(), st.sampled_from([None, "Asia/Seoul", "Asia/Pyongyang"]))
def test_any_dossier_has_a_network(dossier, reports, zone):
    """Dates of any sort, in any zones: the network answers, or says what contradicts itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        net = dossier.network(reports=reports, zone=zone)
        events = {event.id for name in EVENT_COLLECTIONS for event in getattr(dossier, name)}
        assert set(net) - {statement.id for statement in dossier.statements} <= events
        blocked = {id for conflict in net.conflicts() for id in net.connected(conflict.events[0])}
        for id in net:
            if id not in blocked:
                net.tightened(id)
                assert all(assertion.words for assertion in net.why(id, "earliest_start"))
        tight = dossier.tightened(reports=reports, zone=zone)
        assert loads(dumps(tight)) == tight


@settings(max_examples=100)
@given(connected_dossiers())
def test_without_links_and_lengths_nothing_changes(dossier):
    """Dates that stand alone say already what they say."""
    alone = Dossier.of(*dossier.exercises)
    assume(all(exercise.length is None for exercise in alone.exercises))
    assert alone.tightened() == alone


def test_the_shipped_dossiers_are_free_of_conflicts():
    """What their records say holds together; what the reports say does not, and that is in them to be found."""
    from korea_events import reference

    for dossier in (reference.seed(), reference.drills(), reference.freedom_shield_24()):
        assert dossier.network().conflict() is None
    assert reference.drills().network(reports=True).conflict() is not None
