"""Laws of merging what was judged the same: nothing is lost, nothing is left over, and evidence stays as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import given, strategies as st

from korea_events import Dossier, Judgement, Link, Record
from korea_events.dossier import group_same, list_references
from korea_events.errors import DossierError
from korea_events.evidence import contradictions
from korea_events.model import COLLECTIONS, Document, EventReport, Measure, Quantity, WeaponEvent
from korea_events.model.engine import list_fields, write_canonical_record
from korea_events.testing.strategies import dossiers


@st.composite
def _judged_dossiers(draw: st.DrawFn) -> Dossier:
    """Dossiers in which some records of one type are judged or linked, mostly as the same."""
    dossier = draw(dossiers(max_records=8))
    said: list[Record] = []
    for name in COLLECTIONS:
        ids = [record.id for record in getattr(dossier, name)]
        for number in range(len(ids) - 1):
            left, right = draw(st.permutations(ids))[:2]
            kind = draw(
                st.sampled_from(["same", "same", "same", "unsure", "different", "same_as", "restates"])
            )
            mark = f"new.{name}.{number}"
            if kind in ("same_as", "restates"):
                said.append(Link(id=mark, kind=kind, source=left, target=right))
            else:
                said.append(Judgement(id=mark, left=left, right=right, verdict=kind, by="mk"))
    return dossier.with_(*said)


def _merge(dossier: Dossier) -> Dossier | None:
    """The dossier merged; None where that would make a thing a part or a copy of itself."""
    try:
        return dossier.merge_same().dossier
    except DossierError as error:
        codes = {problem.code for problem in error.problems}
    assert codes <= {"reference-circular"}
    return None


def _list_kept(dossier: Dossier) -> Iterator[str]:
    for judgement in dossier.judgements:
        if judgement.kept is not None:
            yield judgement.kept


@given(_judged_dossiers())
def test_every_content_stays_or_is_kept_whole(dossier: Dossier) -> None:
    """A record that stays says all that it said, of what took the place of what went: the first of its type."""
    merged = _merge(dossier)
    if merged is None:
        return
    kept = set(_list_kept(merged))
    gone = {record.id for record in dossier.records()} - {record.id for record in merged.records()}
    heads: dict[tuple[str, type[Record]], str] = {}
    stands: dict[str, str] = {}
    for name, first in group_same(dossier).items():
        if name in dossier:
            head = heads.setdefault((first, type(dossier[name])), name)
            stands |= {name: head} if name in gone else {}
    loops = gone & {link.id for link in dossier.links}
    stands |= {one.left: one.id for one in merged.judgements if one.left == one.right and one.left in loops}
    for record in dossier.records():
        stored = merged.get(record.id)
        if write_canonical_record(record) in kept:
            continue
        assert stored is not None, f"lost: {record!r}"
        if isinstance(record, Judgement):
            assert isinstance(stored, Judgement)
            assert (stored.verdict, stored.by, stored.note) == (record.verdict, record.by, record.note)
            continue
        leads = {reference.path: reference.target for reference in list_references(stored)}
        for path, target, _ in list_references(record):
            assert leads[path] == stands.get(target, target)
        for spec in list_fields(type(record)):
            before, after = getattr(record, spec.name), getattr(stored, spec.name)
            if before not in (None, ()) and not list(list_references(record)):
                assert after == before or (spec.many and after[: len(before)] == before), spec.name


@given(_judged_dossiers())
def test_no_two_records_of_a_type_are_left_that_are_the_same(dossier: Dossier) -> None:
    """And whatever is not there any more is kept by a judgement."""
    merged = _merge(dossier)
    if merged is None:
        return
    groups = Counter(
        (stands, type(merged[name]))
        for name, stands in group_same(merged).items()
        if name in merged and not isinstance(merged[name], (Judgement, Link))
    )
    assert all(number == 1 for number in groups.values())
    assert merged.merge_same().decisions == ()
    assert merged.merge_same().dossier == merged


_FIGURES = st.sampled_from([3, 6])


@given(
    st.lists(st.tuples(_FIGURES, st.lists(_FIGURES, max_size=2)), min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=3),
)
def test_contradictions_stay(launches: list[tuple[int, list[int]]], pairs: list[tuple[int, int]]) -> None:
    """Whether two accounts lie in events of their own or in reports of one event."""
    made: list[Record] = []
    for number, (figure, reported) in enumerate(launches):
        measures = [Measure(what="missiles", quantity=Quantity(value=figure, unit="count"))]
        made.append(Document(id=f"d{number}"))
        made.append(WeaponEvent(id=f"e{number}", name="launch", measures=measures, citations=[f"d{number}"]))
        for place, said in enumerate(reported):
            measures = [Measure(what="missiles", quantity=Quantity(value=said, unit="count"))]
            name, home = f"r{number}-{place}", f"d{number}"
            made.append(EventReport(id=name, event=f"e{number}", document=home, measures=measures))
    made += [
        Judgement(id=f"q{number}", left=f"e{one}", right=f"e{other}", verdict="same", by="mk")
        for number, (one, other) in enumerate(pairs)
        if one != other and max(one, other) < len(launches)
    ]
    dossier = Dossier.of(*made)
    merged = dossier.merge_same().dossier
    found = [Counter((row.about, row.documents) for row in contradictions(one)) for one in (dossier, merged)]
    assert found[0] == found[1]
