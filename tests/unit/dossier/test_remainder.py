"""What a dossier keeps beside its records: through every change, through merging, and in what differs."""

from __future__ import annotations

from typing import Any

import pytest

from korea_events.codecs import dumps
from korea_events.dossier import Dossier, Remainder, diff
from korea_events.errors import DossierError
from korea_events.model import Actor, Document

USA = Actor(id="usa", name="United States", kind="state")
KEPT = Remainder(version=2, records=[("actors", '{"id":"wagner","kind":"private_company"}')])


def codes(error: pytest.ExceptionInfo[DossierError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize("version", [1, 0, -3, "2", 2.0, True])
def test_a_version_is_newer_than_the_first(version: Any) -> None:
    with pytest.raises(DossierError) as caught:
        Remainder(version=version)
    assert codes(caught) == ["newer-version"]


def test_records_have_the_version_of_their_file() -> None:
    with pytest.raises(DossierError) as caught:
        Remainder(records=KEPT.records)
    assert codes(caught) == ["newer-version"]


@pytest.mark.parametrize("record", [("", "{}"), ("actors", '{"id": "wagner"}'), ("actors", "{")])
def test_a_record_has_a_collection_and_canonical_text(record: tuple[str, str]) -> None:
    with pytest.raises(DossierError) as caught:
        Remainder(version=2, records=[record])
    assert codes(caught) == ["newer-record"]


def test_a_record_may_be_longer_than_a_text() -> None:
    text = '{"id":"long","words":"' + "x" * 1_000_001 + '"}'
    assert Remainder(version=2, records=[("satellites", text)]).identifiers == {"long"}


def test_identifiers_are_those_of_objects() -> None:
    odd = Remainder(version=2, records=[("a", "[]"), ("a", '{"id":3}'), ("a", '{"id":"b"}'), ("a", '"id"')])
    assert odd.identifiers == {"b"}


def test_nothing_else_may_have_the_identifier_of_a_record_that_is_kept() -> None:
    dossier = Dossier.of(USA, remainder=KEPT)
    with pytest.raises(DossierError) as caught:
        dossier.with_(Actor(id="wagner", name="Wagner Group", kind="group"))
    assert [(p.path, p.code) for p in caught.value.problems] == [("$.actors[1].id", "id-kept")]


def test_unknown_fields_do_not_stand_where_records_are_kept() -> None:
    with pytest.raises(DossierError) as caught:
        Remainder(version=2, records=[("satellites", "{}")], extra=(("satellites", "[]"),))
    assert codes(caught) == ["extra-known"]


def test_every_dossier_made_of_this_one_keeps_it() -> None:
    dossier = Dossier.of(USA, remainder=KEPT)
    kim = Actor(id="kim", name="Kim Jong Un", kind="person")
    assert dossier.with_(kim).remainder == dossier.with_(kim).without("usa").remainder == KEPT
    assert dossier.tightened().remainder == KEPT
    assert dossier != Dossier.of(USA)
    assert repr(dossier) == "<Dossier: 1 actor, 1 of version 2 not understood>"


def test_what_was_known_on_a_day_leaves_out_what_is_not_understood() -> None:
    """Nobody can tell when it was published; the version stays, for what is understood may have fields of it."""
    known = Dossier.of(Document(id="leaflet"), remainder=KEPT).as_of("2024-03-14")
    assert known == Dossier.of(remainder=Remainder(version=2))


def test_two_dossiers_together_keep_what_either_keeps() -> None:
    one = Dossier.of(USA, remainder=KEPT)
    two = Dossier.of(remainder=Remainder(version=3, records=[*KEPT.records, ("satellites", '{"id":"m-1"}')]))
    together = Remainder(version=3, records=[*KEPT.records, ("satellites", '{"id":"m-1"}')])
    assert one.merge(two).dossier == two.merge(one).dossier == Dossier.of(USA, remainder=together)
    assert one.merge(Dossier.of()).dossier == Dossier.of().merge(one).dossier == one
    assert one.merge(one).dossier == one


@pytest.mark.parametrize("collection", ["actors", "groups"])
def test_two_contents_that_nobody_understands_are_not_merged(collection: str) -> None:
    other = Remainder(version=2, records=[(collection, '{"id":"wagner"}')])
    for one, two in [(KEPT, other), (other, KEPT)]:
        with pytest.raises(DossierError) as caught:
            Dossier.of(remainder=one).merge(Dossier.of(remainder=two))
        assert codes(caught) == ["merge-newer"]


def test_a_record_is_not_merged_with_one_that_is_not_understood() -> None:
    wagner = Dossier.of(Actor(id="wagner", name="Wagner Group", kind="group"))
    for one, two in [(wagner, Dossier.of(remainder=KEPT)), (Dossier.of(remainder=KEPT), wagner)]:
        with pytest.raises(DossierError) as caught:
            one.merge(two)
        assert codes(caught) == ["id-kept"]


def test_a_difference_in_what_is_kept_is_told() -> None:
    assert str(diff(Dossier.of(USA), Dossier.of(USA, remainder=Remainder(version=2)))) == "~ + version: 2"
    assert not diff(Dossier.of(USA, remainder=KEPT), Dossier.of(USA, remainder=KEPT))


def test_it_is_written_among_the_records_that_are_understood() -> None:
    zaf = Actor(id="zaf", name="South Africa", kind="state")
    text = dumps(Dossier.of(USA, zaf, remainder=KEPT))
    assert '"version": 2' in text
    assert text.index('"usa"') < text.index('"wagner"') < text.index('"zaf"')
