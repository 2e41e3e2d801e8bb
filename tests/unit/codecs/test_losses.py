"""What exports say that they lost: where, how much, and what strictness makes of it."""

from __future__ import annotations

import pytest

from korea_events.codecs import ExportResult, ImportResult, Loss
from korea_events.codecs.losses import LossCollector, walk_collections
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import FileError, LossError, Problem
from korea_events.model import COLLECTIONS, Actor, Exercise, Place
from tests.every_loss import check_carried_or_lost, list_cases

USA = Actor(id="usa", name="United States", kind="state", country="usa", extra=(("x case", '"red"'),))
KOR = Actor(id="kor", name="South Korea", kind="state")
SOHAE = Place(id="sohae", name="Sohae")
DRILL = Exercise(id="fs-24", name="Freedom Shield 24")


def found(losses: LossCollector) -> list[str]:
    return [str(loss) for loss in losses.losses]


def test_a_loss_is_a_place_and_a_reason() -> None:
    assert str(Loss("$.actors[0].kind", "coarsened")) == "$.actors[0].kind: coarsened"
    assert Loss("$", "a") == Loss("$", "a") != Loss("$", "b")


def test_fields_that_say_nothing_are_not_lost() -> None:
    """Only what the record says can be lost, unknown fields included; what is kept is not."""
    losses = LossCollector()
    losses.add_fields(USA, "$.actors[0]", {"id", "name"}, "nowhere")
    assert found(losses) == [
        "$.actors[0].kind: nowhere", "$.actors[0].country: nowhere", "$.actors[0]['x case']: nowhere",
    ]  # fmt: skip
    losses = LossCollector()
    losses.add_fields(SOHAE, "$.places[0]", {"id", "name"}, "nowhere")
    assert found(losses) == []


def test_collections_outside_are_counted_in_the_order_of_files() -> None:
    losses = LossCollector()
    losses.add_collections(Dossier.of(DRILL, SOHAE, USA, KOR), ["exercises"], "not here")
    assert found(losses) == ["$.actors: 2 records: not here", "$.places: 1 record: not here"]
    losses = LossCollector()
    losses.add_collections(Dossier.of(DRILL, SOHAE, USA, KOR), COLLECTIONS, "not here")
    assert found(losses) == []


def test_what_a_dossier_says_besides_records_is_lost_too() -> None:
    beside = Dossier.of(
        remainder=Remainder(
            extra=(("x case", "1"),), version=2, records=[("satellites", '{"id":"malligyong-1"}')]
        )
    )
    losses = LossCollector()
    losses.add_collections(beside, COLLECTIONS, "not here")
    assert found(losses) == ["$['x case']: not here", "$.satellites: not here"]


def test_records_have_the_paths_of_the_file() -> None:
    """In the order asked for; within a collection in canonical order."""
    dossier = Dossier.of(USA, KOR, SOHAE)
    assert list(walk_collections(dossier, ["places", "actors", "links"])) == [
        ("$.places[0]", SOHAE), ("$.actors[0]", KOR), ("$.actors[1]", USA),
    ]  # fmt: skip


def test_losses_go_with_the_text_or_are_an_error_each() -> None:
    losses = LossCollector()
    assert losses.finish("text", strict=True) == ExportResult("text", ())
    losses.add("$.actors", "gone")
    losses.add("$.places", "gone too")
    text, lost = losses.finish("text", strict=False)
    assert (text, lost) == ("text", (Loss("$.actors", "gone"), Loss("$.places", "gone too")))
    with pytest.raises(LossError) as caught:
        losses.finish("text", strict=True)
    assert [(p.path, p.code, p.message) for p in caught.value.problems] == [
        ("$.actors", "export-loss", "gone"), ("$.places", "export-loss", "gone too"),
    ]  # fmt: skip


def test_an_export_that_goes_on_does_not_change_what_was_written() -> None:
    losses = LossCollector()
    written = losses.finish("text", strict=False)
    losses.add("$", "later")
    assert written.losses == ()


def test_all_or_nothing_of_an_import() -> None:
    problems = (Problem("$.rows[2].id", "id-syntax", "x"), Problem("$.rows[3].id", "id-syntax", "y"))
    assert ImportResult((DRILL,), ()).require_all() == (DRILL,)
    with pytest.raises(FileError) as caught:
        ImportResult((DRILL,), problems).require_all()
    assert caught.value.problems == problems


@pytest.mark.parametrize(
    "codec, record", list_cases(None), ids=lambda one: getattr(one, "type_tag", getattr(one, "name", None))
)
def test_every_format_carries_each_type_of_record_or_says_so(codec, record) -> None:
    """Formats that need an extra are tried in its folder."""
    check_carried_or_lost(codec, record)
