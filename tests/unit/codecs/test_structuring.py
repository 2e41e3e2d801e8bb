"""What every class declares is read and written."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings

from korea_events.codecs.json_text.canonical import format_json
from korea_events.codecs.json_text.strict import read_json_value
from korea_events.codecs.structuring import (
    Reader,
    read_kept_record,
)
from korea_events.errors import FileError, QuestionError
from korea_events.model import RECORD_TYPES, Actor, Exercise, Fact, Judgement
from korea_events.model.engine import Shape, list_fields, list_value_writers, unstructure
from korea_events.testing.strategies import records


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_record_comes_back_from_its_plain_values(kind: type[Any]) -> None:
    @settings(max_examples=25)
    @given(records(kind))
    def check(record: Any) -> None:
        values = unstructure(record)
        assert read_json_value(format_json(values)) == values
        reader = Reader()
        assert reader.structure(kind, values) == record
        assert not reader.problems

    check()


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_field_of_every_class_is_written_in_the_order_of_its_declaration(kind: type[Any]) -> None:
    declared = [spec.name for spec in list_fields(kind) if spec.shape is not Shape.UNKNOWN_FIELDS]
    assert [name for name, _, _ in list_value_writers(kind)] == declared


def test_no_class_has_a_field_called_type() -> None:
    """In files that key says which class is meant."""
    kinds: list[type[Any]] = [Fact]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert [kind for kind in kinds if "type" in {spec.name for spec in list_fields(kind)}] == []


def test_names_of_private_fields_are_not_misspelt() -> None:
    """Whatever they are close to."""
    for name in ("x_name", "x-name", "_name"):
        reader = Reader()
        reader.structure(Exercise, {"id": "fs-24", "name": "FS 24", name: 1})
        assert list(reader.warnings()) == []
    reader = Reader()
    reader.structure(Exercise, {"id": "fs-24", "name": "FS 24", "nmae": 1})
    assert len(list(reader.warnings())) == 1


def test_a_deep_stack_of_callers_does_not_change_what_a_record_is() -> None:
    """Reading takes a few levels of the stack, whoever calls."""

    def deeper(levels: int) -> Any:
        if levels:
            return deeper(levels - 1)
        return Reader().structure(Actor, {"id": "usa", "name": "United States", "kind": "state"})

    assert deeper(sys.getrecursionlimit() // 2).id == "usa"


# -- records kept in judgements ----------------------------------------------------------------------------------


def judgement(kept):
    return Judgement(id="j", left="a", right="b", verdict="same", kept=kept)


def test_who_keeps_nothing_has_nothing_to_give_back():
    """That is a question without an answer."""
    with pytest.raises(QuestionError, match="kept-nothing"):
        read_kept_record(judgement(None))


@pytest.mark.parametrize(
    "kept, problem",
    [
        ("12", "$.kept: the number 12 instead of an object [field-type]"),
        ('{"id":"a"}', "$.kept.type: must be given: actor, place, "),
        ('{"id":"a","type":"tank"}', "$.kept.type: 'tank' is not one of the types actor, place, "),
        ('{"id":"a","name":"A","type":"actor"}', "$.kept.kind: must be given [field-required]"),
        (
            '{"id":"a","kind":"state","name":7,"type":"actor"}',
            "$.kept.name: must be a line of text, not the number 7",
        ),
    ],
    ids=["number", "no-type", "strange-type", "missing", "wrong"],
)
def test_what_somebody_else_kept_is_checked_like_a_file(kept, problem):
    """A judgement keeps any JSON; only a record with its type comes back."""
    with pytest.raises(FileError) as caught:
        read_kept_record(judgement(kept))
    assert str(caught.value.problems[0]).startswith(problem)
