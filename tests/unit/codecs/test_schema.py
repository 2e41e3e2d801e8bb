"""The JSON Schema: every file that loads is valid, and what is plainly wrong is not."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

from korea_events.codecs import dumps, loads
from korea_events.codecs.schema import build_schema_text, json_schema, schema_text
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsWarning, QuestionError
from korea_events.model import RECORD_TYPES, Actor, Hop, Record
from korea_events.model.engine import Shape, list_fields, unstructure
from korea_events.testing.strategies import dossiers, json_values, records
from tests.json_places import places, replaced

GOLDEN = Path(__file__).parents[2] / "golden" / "v1"
FILE = Draft202012Validator(json_schema())
EXAMPLE = json.loads((GOLDEN / "march-2024.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    for kind in RECORD_TYPES:
        Draft202012Validator.check_schema(json_schema(kind))


def test_the_schema_that_is_shipped_is_that_of_the_classes() -> None:
    """If this fails, run ``python -m tests.golden.write``."""
    assert schema_text() == build_schema_text()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.name)
def test_golden_files_are_valid(path: Path) -> None:
    assert [error.message for error in FILE.iter_errors(json.loads(path.read_text("utf-8")))] == []


@settings(max_examples=40)
@given(dossiers())
def test_every_file_that_is_written_is_valid(dossier: Dossier) -> None:
    assert [error.message for error in FILE.iter_errors(json.loads(dumps(dossier)))] == []


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_record_is_valid_by_itself(kind: type[Any]) -> None:
    validator = Draft202012Validator(json_schema(kind))

    @settings(max_examples=10)
    @given(records(kind))
    def check(record: Record) -> None:
        assert [error.message for error in validator.iter_errors(unstructure(record))] == []
        assert [
            error.message for error in validator.iter_errors({"type": kind.type_tag, **unstructure(record)})
        ] == []

    check()


@settings(max_examples=150)
@given(
    st.sampled_from(list(places(EXAMPLE))),
    json_values() | st.sampled_from(["", "X Y", True, 0, -1, 10**30, [], {}]),
)
def test_what_is_invalid_does_not_load(place: tuple[Any, ...], value: Any) -> None:
    """The other way round from the law above: the schema is nowhere stricter than the library."""
    changed = replaced(EXAMPLE, place, value)
    if not FILE.is_valid(changed):
        with pytest.raises(FileError):
            loads(json.dumps(changed))


@pytest.mark.parametrize(
    "place, value",
    [
        ("version", 2),
        ("version", "1"),
        ("format", "stix"),
        ("actors", {}),
        ("actors.0", "usa"),
        ("actors.0.id", "US A"),
        ("actors.0.name", ""),
        ("actors.0.name", None),
        ("actors.0.kind", "realm"),
        ("actors.0.country", "USA"),
        ("actors.0.type", "place"),
        ("places.0.latitude", 91),
        ("places.0.latitude", "38.9"),
        ("exercises.1.kinds", "cpx"),
        ("exercises.1.kinds", ["cpx", "cpx"]),
        ("exercises.1.plans.0", {}),
        ("exercises.1.plans.0.span", 2024),
        ("exercises.1.plans.0.span", {"edtf": "2024", "note": "?"}),
        ("exercises.1.plans.0.span", {"edtf": "2024", "latest_end": "2024-03-14"}),
        ("exercises.1.plans.0.span", {"edtf": "2024", "zone": None}),
        ("exercises.1.length.n", 11.5),
        ("exercises.1.length.n", 0),
        ("exercises.1.components.0.simulated", "false"),
        ("exercises.1.measures.0.quantity.type", "term"),
        ("exercises.1.measures.0.quantity", {"value": 48}),
        ("capability_claims.0.claimants", []),
    ],
)
def test_what_is_plainly_wrong_is_invalid(place: str, value: Any) -> None:
    steps = tuple(int(step) if step.isdigit() else step for step in place.split("."))
    parent: Any = EXAMPLE
    for step in steps[:-1]:
        parent = parent[step]
    changed = replaced(
        EXAMPLE, steps[:-1], {**parent, steps[-1]: value} if isinstance(parent, dict) else [value]
    )
    assert not FILE.is_valid(changed)
    with pytest.raises(FileError):
        loads(json.dumps(changed))


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_field_is_described(kind: type[Any]) -> None:
    properties = json_schema(kind)["properties"]
    described = [name for name in properties if "description" in properties[name]]
    assert [
        spec.name
        for spec in list_fields(kind)
        if spec.shape is not Shape.UNKNOWN_FIELDS and spec.name not in described
    ] == []


@pytest.mark.parametrize("kind", [Hop, int, "actor"])
def test_only_records_have_a_schema_of_their_own(kind: Any) -> None:
    with pytest.raises(QuestionError):
        json_schema(kind)


def test_asking_twice_gives_schemas_that_share_nothing() -> None:
    json_schema(Actor)["properties"].clear()
    assert json_schema(Actor)["properties"]
