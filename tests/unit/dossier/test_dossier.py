"""The dossier: what it holds, and other dossiers from it."""

from __future__ import annotations

import copy
import gc
import pickle
import random
import time

import attrs
import pytest

import korea_events as ke
from korea_events.dossier import Remainder
from korea_events.model import COLLECTIONS, RECORD_TYPES

USA = ke.Actor(id="usa", name="United States", kind="state")
USFK = ke.Actor(id="usfk", name="United States Forces Korea", kind="command", part_of="usa")
PRK = ke.Actor(id="prk", name="North Korea", kind="state")
WIRE = ke.Document(id="wire")
DRILLS = ke.Exercise(
    id="fs-24",
    name="Freedom Shield 24",
    participations=[ke.Participation(actor="usfk", role="participant")],
    citations=[ke.Citation(document="wire")],
)
FRAMING = ke.Framing(id="rehearsal", holder="prk", of="fs-24", frame="rehearsal for invasion")
RECORDS = (USA, USFK, PRK, WIRE, DRILLS, FRAMING)
DOSSIER = ke.Dossier.of(*RECORDS)


def test_there_is_a_collection_for_every_type():
    """In the order of files."""
    fields = [field.name for field in attrs.fields(ke.Dossier)]
    assert fields[: len(RECORD_TYPES)] == list(COLLECTIONS)


def test_records_are_found_by_collection_and_by_identifier():
    """Of whatever type."""
    assert DOSSIER.exercises["fs-24"] is DOSSIER["fs-24"] is DOSSIER.get("fs-24") is DRILLS
    assert DOSSIER.actors.ids == ("prk", "usa", "usfk")
    assert "fs-24" in DOSSIER
    assert DRILLS in DOSSIER
    assert "fs-25" not in DOSSIER
    assert DOSSIER.get("fs-25") is None
    with pytest.raises(ke.errors.QuestionError, match="did you mean 'fs-24'"):
        DOSSIER["fs-25"]
    with pytest.raises(ke.errors.QuestionError):
        DOSSIER.actors["fs-24"]


def test_records_come_in_canonical_order():
    """Collection by collection, sorted by identifier, however they were given."""
    wanted = ["prk", "usa", "usfk", "wire", "fs-24", "rehearsal"]
    for seed in range(5):
        shuffled = list(RECORDS)
        random.Random(seed).shuffle(shuffled)
        made = ke.Dossier.of(*shuffled)
        assert [record.id for record in made.records()] == [record.id for record in made] == wanted
        assert made == DOSSIER
        assert hash(made) == hash(DOSSIER)
    assert len(DOSSIER) == 6


def test_equality_is_content():
    """Records and the file's own unknown fields; not the way it was made."""
    assert DOSSIER.without("rehearsal").with_(FRAMING) == DOSSIER
    assert DOSSIER.without("rehearsal") != DOSSIER
    assert ke.Dossier.of() != ke.Dossier.of(remainder=Remainder(extra=(("source", '"me"'),)))
    assert pickle.loads(pickle.dumps(DOSSIER)) == copy.deepcopy(DOSSIER) == DOSSIER
    assert ke.Dossier.of() == ke.Dossier()


def test_with_replaces_or_adds():
    """By identifier, whatever the type; the old dossier stays as it is."""
    renamed = attrs.evolve(USA, name="USA")
    changed = DOSSIER.with_(renamed, ke.Actor(id="jpn", name="Japan", kind="state"))
    assert changed.actors["usa"].name == "USA"
    assert "jpn" in changed
    assert DOSSIER.actors["usa"].name == "United States"
    assert DOSSIER.with_() == DOSSIER
    moved = DOSSIER.with_(ke.WeaponEvent(id="fs-24", name="no exercise after all"))
    assert (len(moved.exercises), len(moved.weapon_events)) == (0, 1)
    with pytest.raises(ke.errors.DossierError):
        DOSSIER.with_(renamed, USA)
    with pytest.raises(ke.errors.DossierError):
        DOSSIER.with_(attrs.evolve(USFK, part_of="nobody"))


def test_without_keeps_the_rest_whole():
    """What others refer to cannot go alone."""
    assert "rehearsal" not in DOSSIER.without("rehearsal")
    with pytest.raises(ke.errors.DossierError) as dangling:
        DOSSIER.without("usa")
    assert [problem.code for problem in dangling.value.problems] == ["reference-dangling"]
    assert len(DOSSIER.without("usa", "usfk", "fs-24", "rehearsal")) == 2
    with pytest.raises(ke.errors.QuestionError) as unknown:
        DOSSIER.without("x", "usa", "y")
    assert [problem.code for problem in unknown.value.problems] == ["id-unknown", "id-unknown"]


def test_unknown_fields_of_a_file_stay():
    """Through every change."""
    kept = ke.Dossier.of(*RECORDS, remainder=Remainder(extra=(("source", '"me"'),)))
    assert kept.with_(USA).without("rehearsal").remainder.extra == (("source", '"me"'),)


def test_who_refers_to_a_record():
    """Anywhere in them, each once, in order."""
    assert DOSSIER.referring_to("usa") == (USFK,)
    assert DOSSIER.referring_to("usfk") == (DRILLS,)
    assert DOSSIER.referring_to("wire") == (DRILLS,)
    assert DOSSIER.referring_to("fs-24") == (FRAMING,)
    assert DOSSIER.referring_to("rehearsal") == ()
    with pytest.raises(ke.errors.QuestionError):
        DOSSIER.referring_to("nobody")


@pytest.mark.parametrize("stranger", [None, "fs-24", 5, ke.Citation(document="wire"), [USA], ke.Actor])
def test_only_records_can_be_in_it(stranger):
    """Anything else is refused by name."""
    with pytest.raises(ke.errors.DossierError) as caught:
        ke.Dossier.of(USA, stranger)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [("$[1]", "record-type")]
    assert ("Dossier.of(*records)" in str(caught.value)) is isinstance(stranger, list)
    with pytest.raises(ke.errors.DossierError):
        DOSSIER.with_(stranger)


def test_it_shows_what_it_holds():
    """In a line."""
    assert repr(DOSSIER) == "<Dossier: 3 actors, 1 document, 1 exercise, 1 framing>"
    assert repr(ke.Dossier.of()) == "<Dossier: empty>"


def test_large_dossiers_take_time_in_proportion():
    """Ten times the records take about ten times as long, not a hundred times."""
    records = [
        ke.Exercise(
            id=f"drill-{n}",
            name="drill",
            part_of=f"drill-{n - 1}" if n % 10 else None,
            participations=[ke.Participation(actor="usa", role="participant")],
            citations=[ke.Citation(document="wire")],
        )
        for n in range(5_000)
    ]

    def seconds(count):
        start = time.process_time()
        ke.Dossier.of(USA, WIRE, *records[:count])
        return time.process_time() - start

    gc.disable()  # it would count the objects of all other tests
    try:
        small, large = (min(seconds(count) for _ in range(5)) for count in (500, 5_000))
    finally:
        gc.enable()
    assert large < 40 * small


def test_dossiers_and_their_answers_pickle():
    """Also after a question that was answered with a cache."""
    dossier = ke.Dossier.of(ke.Actor(id="usa", name="United States", kind="state"), ke.Document(id="leaflet"))
    dossier.referring_to("usa")
    for value in (
        dossier,
        dossier.known_on("2024-03-10"),
        dossier.changes("2024-03-10", "2024-03-11"),
        dossier.merge(ke.Dossier.of()),
        ke.diff(dossier, ke.Dossier.of()),
    ):
        copy = pickle.loads(pickle.dumps(value))
        assert copy == value
    assert pickle.loads(pickle.dumps(dossier)).referring_to("usa") == ()
