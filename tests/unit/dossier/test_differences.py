"""What differs between two dossiers."""

import json

from korea_events import (
    Actor,
    Citation,
    Document,
    Dossier,
    Exercise,
    Hop,
    Participation,
    Span,
    StatedLength,
    diff,
)
from korea_events.dossier import Remainder

USA, KOR = (Actor(id=name, name=name, kind="state") for name in ("usa", "kor"))
WIRE, PAPER = (Document(id=name) for name in ("wire", "paper"))
LENGTH = StatedLength(words="11-day", n=11, unit="day", counting="inclusive")


def drills(**more):
    return Exercise(id="fs-24", name="Freedom Shield 24", **more)


def test_equal_dossiers_do_not_differ():
    """Whatever was done to get there."""
    one = Dossier.of(USA, KOR, remainder=Remainder(extra=(("case", "12"),)))
    found = diff(one, Dossier.of(KOR, USA, remainder=Remainder(extra=(("case", "12"),))))
    assert not found
    assert str(found) == "no difference"
    assert (found.added, found.removed, found.changed, found.fields) == ((), (), (), ())


def test_records_come_and_go():
    """In the order of files; with their names, as text."""
    found = diff(Dossier.of(USA, WIRE), Dossier.of(KOR, drills()))
    assert found
    assert (found.added, found.removed) == ((KOR, drills()), (USA, WIRE))
    assert str(found).splitlines() == [
        "+ kor (actor 'kor')", "+ fs-24 (exercise 'Freedom Shield 24')", "- usa (actor 'usa')", "- wire (document)",
    ]  # fmt: skip


def test_another_type_is_another_record():
    """One goes, one comes."""
    found = diff(Dossier.of(USA), Dossier.of(Document(id="usa")))
    assert (found.added, found.removed, found.changed) == ((Document(id="usa"),), (USA,), ())


def test_changes_are_told_place_by_place():
    """Inside parts, parts of parts and lists of them; spans as files write them."""
    before = drills(
        span=Span.of("2024-03-04", "2024-03-14"), length=LENGTH, citations=[Citation(document="wire")],
        participations=[Participation(actor="usa", role="participant")],
    )  # fmt: skip
    after = drills(
        span=Span.bounded(latest_end="2024-03-14"), status="held",
        citations=[Citation(document="paper"), Citation(document="wire", attribution=[Hop(actor="kor", verb="says")])],
        participations=[Participation(actor="usa", role="host")],
    )  # fmt: skip
    one, other = Dossier.of(USA, KOR, WIRE, PAPER, before), Dossier.of(USA, KOR, WIRE, PAPER, after)
    (changed,) = diff(one, other).changed
    assert (changed.record, changed.type) == ("fs-24", "exercise")
    assert [str(change) for change in changed.fields] == [
        'span: "2024-03-04/2024-03-14" → {"latest_end":"2024-03-14"}',
        '- length: {"counting":"inclusive","n":11,"unit":"day","words":"11-day"}',
        'participations[0].role: "participant" → "host"',
        '+ citations[0]: {"document":"paper"}',
        '+ citations[1].attribution: [{"actor":"kor","verb":"says"}]',
        '+ status: "held"',
    ]
    text = str(diff(one, other)).splitlines()
    assert text[0] == "~ fs-24:"
    assert text[3] == '    participations[0].role: "participant" → "host"'


def test_fields_beside_the_records_count():
    """A dossier is more than its records."""
    found = diff(
        Dossier.of(remainder=Remainder(extra=(("case", '{"n":12}'),))),
        Dossier.of(remainder=Remainder(extra=(("case", '{"n":13}'),))),
    )
    assert found
    assert str(found) == "~ case.n: 12 → 13"


def test_the_data_is_json():
    """Records whole, with their type."""
    one, other = (
        Dossier.of(USA, drills(), remainder=Remainder(extra=(("case", "12"),))),
        Dossier.of(KOR, drills(note="late")),
    )
    assert json.loads(json.dumps(diff(one, other).as_data())) == {
        "added": [{"type": "actor", "id": "kor", "name": "kor", "kind": "state"}],
        "removed": [{"type": "actor", "id": "usa", "name": "usa", "kind": "state"}],
        "changed": [{"id": "fs-24", "type": "exercise", "fields": [{"path": "note", "after": "late"}]}],
        "fields": [{"path": "case", "before": 12}],
    }


def test_a_number_written_otherwise_differs():
    """As the records do."""
    one, other = (Dossier.of(drills(extra=(("n", text),))) for text in ("13", "13.0"))
    assert str(diff(one, other)) == "~ fs-24: n: 13 → 13.0"
