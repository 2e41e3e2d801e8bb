"""The cattrs converter: as strict inside other people's classes as our files are."""

import datetime as dt
from typing import Any

import pytest
from attrs import field, frozen
from cattrs import BaseValidationError
from hypothesis import given

from korea_events.codecs.cattrs_converter import extract_problems, make_converter
from korea_events.dossier import Dossier
from korea_events.errors import FileError
from korea_events.model import Citation, Exercise, Record
from korea_events.temporal import Span
from korea_events.testing.strategies import dossiers, records, spans

OURS = make_converter()


@frozen
class Case:
    number: int
    title: str = ""
    open: bool = True
    weight: float = 1.0
    window: Span | None = None
    drills: tuple[Exercise, ...] = ()
    cited: list[Citation] = field(factory=list)
    by_name: dict[str, Exercise] = field(factory=dict)


def problems(value: Any) -> list[tuple[str, str]]:
    with pytest.raises(BaseValidationError) as caught:
        OURS.structure(value, Case)
    return [(problem.path, problem.code) for problem in extract_problems(caught.value)]


@pytest.mark.parametrize(
    "given_case, expected",
    [
        ({}, [("$.number", "field-required")]),
        ({"number": "7"}, [("$.number", "field-type")]),
        ({"number": 7.0}, [("$.number", "field-type")]),
        ({"number": True}, [("$.number", "field-type")]),
        ({"number": None}, [("$.number", "field-type")]),
        ({"number": 1, "title": None}, [("$.title", "field-type")]),
        ({"number": 1, "title": 5}, [("$.title", "field-type")]),
        ({"number": 1, "open": "false"}, [("$.open", "field-type")]),
        ({"number": 1, "open": 0}, [("$.open", "field-type")]),
        ({"number": 1, "weight": "1"}, [("$.weight", "field-type")]),
        ({"number": 1, "window": "2024-02-30"}, [("$.window", "edtf-impossible-day")]),
        ({"number": 1, "window": 2024}, [("$.window", "field-type")]),
        ({"number": 1, "window": {"edtf": "2024", "zone": "KST"}}, [("$.window.zone", "zone-unknown")]),
        ({"number": 1, "drills": "abc"}, [("$.drills", "field-type")]),
        ({"number": 1, "drills": {"id": "a"}}, [("$.drills", "field-type")]),
        (
            {"number": 1, "drills": [{"id": "FS"}]},
            [("$.drills[0].id", "id-syntax"), ("$.drills[0].name", "field-required")],
        ),
        ({"number": 1, "drills": [5]}, [("$.drills[0]", "field-type")]),
        (
            {"number": 1, "cited": [{"document": "w", "attribution": [{"actor": "kcna"}]}]},
            [("$.cited[0].attribution[0].verb", "field-required")],
        ),
        ({"number": 1, "by_name": {"a b": {"id": "x"}}}, [("$.by_name['a b'].name", "field-required")]),
        (
            {"number": 1, "colour": "red", "odd name": 1},
            [("$.colour", "field-unknown"), ("$['odd name']", "field-unknown")],
        ),
        (
            {"number": "1", "window": "x", "drills": [{"id": "ok", "name": "fine"}, {"id": "No"}]},
            [
                ("$.number", "field-type"),
                ("$.window", "edtf-syntax"),
                ("$.drills[1].id", "id-syntax"),
                ("$.drills[1].name", "field-required"),
            ],
        ),
    ],
)
def test_every_wrong_value_is_named_with_its_place(given_case: Any, expected: list[tuple[str, str]]) -> None:
    assert problems(given_case) == expected


class Word(str):
    """Text of somebody's own class, which no file could bring back."""

    __slots__ = ()


FOREIGN: dict[str, tuple[dict[Any, Any], list[str]]] = {
    "no number": ({"x": float("nan")}, ["$.x"]),
    "no number, deep inside": ({"x": [{"y": float("inf")}]}, ["$.x"]),
    "an object": ({"x": object()}, ["$.x"]),
    "a date": ({"x": dt.date(2024, 3, 4)}, ["$.x"]),
    "a set": ({"x": {1, 2}}, ["$.x"]),
    "a tuple": ({"x": (1, 2)}, ["$.x"]),
    "text of another class": ({"x": Word("a")}, ["$.x"]),
    "a number that no reader takes": ({"x": 10**1_000}, ["$.x"]),
    "a number that cannot be written": ({"x": -(10**5_000)}, ["$.x"]),
    "names that are numbers": ({"x": {1: 2, "a": 3}}, ["$.x"]),
    "a name that is a number": ({1: 2}, ["$"]),
    "a name that is null": ({None: 2}, ["$"]),
    "a name in bytes": ({b"x": 2, "y": 1}, ["$"]),
    "a name of another class": ({Word("x"): 2}, ["$"]),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize(
    "base", [{"id": "fs-24", "name": "Freedom Shield 24"}, {"format": "korea-events", "version": 1}]
)
def test_unknown_fields_are_what_json_can_say(name: str, base: dict[Any, Any]) -> None:
    """Code hands over what no file could hold: it is refused, and neither raises nor becomes something else."""
    more, expected = FOREIGN[name]
    with pytest.raises(FileError) as caught:
        OURS.structure({**base, **more}, Dossier if "format" in base else Exercise)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        (path, "field-type") for path in expected
    ]


@pytest.mark.parametrize("value", [10**5_000, dt.date(2024, 3, 4), {1}, b"x", float("nan")], ids=type)
def test_a_version_or_a_span_may_be_anything(value: Any) -> None:
    with pytest.raises(FileError):
        OURS.structure({"format": "korea-events", "version": value}, Dossier)
    with pytest.raises(FileError):
        OURS.structure(value, Span)


def test_a_whole_number_is_a_number_too() -> None:
    assert OURS.structure({"number": 1, "weight": 2}, Case).weight == 2


@given(records(Exercise), spans(zones=["Asia/Seoul", "UTC"]))
def test_what_it_unstructures_it_structures_again(drill: Exercise, window: Span) -> None:
    case = Case(number=1, window=window, drills=(drill,), cited=list(drill.citations), by_name={"a": drill})
    assert OURS.structure(OURS.unstructure(case), Case) == case


@given(dossiers())
def test_dossiers_are_the_values_of_their_files(dossier: Dossier) -> None:
    assert OURS.structure(OURS.unstructure(dossier), Dossier) == dossier


def test_a_dossier_that_is_none_is_refused() -> None:
    with pytest.raises(FileError):
        OURS.structure({"format": "korea-events"}, Dossier)


@given(records(Exercise))
def test_any_record_has_a_type_among_plain_values(record: Record) -> None:
    values = OURS.unstructure(record, unstructure_as=Record)
    assert values["type"] == record.type_tag
    assert OURS.structure(values, Record) == record


@pytest.mark.parametrize(
    "value, expected",
    [
        ({"id": "a"}, ("$.type", "type-missing")),
        ({"type": "tank"}, ("$.type", "type-unknown")),
        ("usa", ("$", "field-type")),
    ],
)
def test_a_record_of_no_known_type_is_refused(value: Any, expected: tuple[str, str]) -> None:
    with pytest.raises(FileError) as caught:
        OURS.structure(value, Record)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [expected]
