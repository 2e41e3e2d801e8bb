"""Dossiers as JSON files: everything wrong is named with its place, and nothing that is right is changed."""

from __future__ import annotations

import copy
import gc
import json
import os
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from korea_events.codecs import Limits, dumps, jsonl, load, loads, save
from korea_events.codecs.json_text.limits import limit_problems
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MisspeltFieldWarning, Problem
from korea_events.model import (
    Actor,
    CapabilityClaim,
    Citation,
    Document,
    Exercise,
    Plan,
    Quantity,
    WeaponSystem,
)
from korea_events.temporal import Span

USA = {"id": "usa", "name": "United States", "kind": "state"}
WIRE = {"id": "wire", "publisher": "usa", "published": {"edtf": "2024-03-14", "zone": None}}
DRILL = {
    "id": "fs24",
    "name": "Freedom Shield 24",
    "span": "2024-03-04/2024-03-14",
    "participations": [{"actor": "usa", "role": "participant"}],
    "citations": [{"document": "wire"}],
}


def file(**collections: Any) -> dict[str, Any]:
    return {"format": "korea-events", "version": 1, **collections}


def whole(**drill: Any) -> dict[str, Any]:
    """A file in order but for what is said of the drill."""
    return file(actors=[USA], documents=[WIRE], exercises=[{**DRILL, **drill}])


def problems(value: Any, **arguments: Any) -> list[tuple[str, str]]:
    text = value if isinstance(value, (str, bytes)) else json.dumps(value)
    with pytest.raises(FileError) as caught:
        loads(text, **arguments)
    return [(problem.path, problem.code) for problem in caught.value.problems]


# -- what is refused, and where ----------------------------------------------------------------------------------

HEADINGS: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "an empty object": ({}, [("$.format", "format-missing"), ("$.version", "version-missing")]),
    "null as format": ({"format": None, "version": 1}, [("$.format", "format-unknown")]),
    "no version": ({"format": "korea-events"}, [("$.version", "version-missing")]),
    "a newer version, strange inside": (
        file(version=99, exercises={"by": "id"}),
        [("$.version", "version-newer")],
    ),
    "version 0": (file(version=0), [("$.version", "version-unknown")]),
    "version -1": (file(version=-1), [("$.version", "version-unknown")]),
    "version true": (file(version=True), [("$.version", "version-unknown")]),
    "version 1.0": (file(version=1.0), [("$.version", "version-unknown")]),
    "version as text": (file(version="1"), [("$.version", "version-unknown")]),
    "a version of a thousand digits": (file(version=10**999), [("$.version", "version-unknown")]),
    "version null": (file(version=None), [("$.version", "version-unknown")]),
    "heading and records": (
        {"version": "1", "actors": [{"id": "USA"}]},
        [
            ("$.format", "format-missing"),
            ("$.version", "version-unknown"),
            ("$.actors[0].id", "id-syntax"),
            ("$.actors[0].name", "field-required"),
            ("$.actors[0].kind", "field-required"),
        ],
    ),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_file_says_what_it_is(name: str) -> None:
    value, expected = HEADINGS[name]
    assert problems(json.dumps(value)) == expected


COLLECTION = "$.exercises"
AT = "$.exercises[0]"

RECORDS: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a collection that is null": (file(actors=None), [("$.actors", "field-type")]),
    "a collection that is an object": (file(actors={"usa": USA}), [("$.actors", "field-type")]),
    "a collection that is a text": (file(actors="usa"), [("$.actors", "field-type")]),
    "a collection that is false": (file(actors=False), [("$.actors", "field-type")]),
    "records that are no objects": (
        file(actors=[None, 5, "usa", [], True, USA]),
        [(f"$.actors[{i}]", "field-type") for i in range(5)],
    ),
    "an empty record": (
        file(actors=[{}]),
        [
            ("$.actors[0].id", "field-required"),
            ("$.actors[0].name", "field-required"),
            ("$.actors[0].kind", "field-required"),
        ],
    ),
    "null for a required text": (whole(name=None), [(f"{AT}.name", "field-type")]),
    "a number for a text": (whole(name=24), [(f"{AT}.name", "field-type")]),
    "a truth value for a text": (whole(name=False), [(f"{AT}.name", "field-type")]),
    "an object for a text": (whole(name={}), [(f"{AT}.name", "field-type")]),
    "a list for a text": (whole(name=["Freedom Shield"]), [(f"{AT}.name", "field-type")]),
    "an empty text": (whole(name=""), [(f"{AT}.name", "text-empty")]),
    "a text for a list": (whole(names="abc"), [(f"{AT}.names", "field-type")]),
    "an object for a list": (whole(names={"a": 1}), [(f"{AT}.names", "field-type")]),
    "null for a list": (whole(names=None), [(f"{AT}.names", "field-type")]),
    "false for a list": (whole(names=False), [(f"{AT}.names", "field-type")]),
    "null in a list": (whole(names=["a", None]), [(f"{AT}.names[1]", "field-type")]),
    "a list in a list": (whole(names=[["a"]]), [(f"{AT}.names[0]", "field-type")]),
    "a text for a list of parts": (whole(participations="usa"), [(f"{AT}.participations", "field-type")]),
    "an object for a list of parts": (
        whole(citations={"document": "wire"}),
        [(f"{AT}.citations", "field-type")],
    ),
    "a text for a part": (whole(citations=["wire"]), [(f"{AT}.citations[0]", "field-type")]),
    "null for a part": (whole(citations=[None]), [(f"{AT}.citations[0]", "field-type")]),
    "a list for a part": (whole(length=[]), [(f"{AT}.length", "field-type")]),
    "an empty part": (
        whole(participations=[{}]),
        [
            (f"{AT}.participations[0].actor", "field-required"),
            (f"{AT}.participations[0].role", "field-required"),
        ],
    ),
    "an unknown code": (whole(status="helt"), [(f"{AT}.status", "code-unknown")]),
    "a number for a code": (whole(status=1), [(f"{AT}.status", "field-type")]),
    "an unknown code in a list": (whole(kinds=["cpx", "xxx"]), [(f"{AT}.kinds[1]", "code-unknown")]),
    "a text for a list of codes": (whole(kinds="cpx"), [(f"{AT}.kinds", "field-type")]),
    "a text for a number": (
        whole(length={"words": "11-day", "n": "11", "unit": "day"}),
        [(f"{AT}.length.n", "field-type")],
    ),
    "3.9 for a whole number": (
        whole(length={"words": "a", "n": 3.9, "unit": "day"}),
        [(f"{AT}.length.n", "field-type")],
    ),
    "3.0 for a whole number": (
        whole(length={"words": "a", "n": 3.0, "unit": "day"}),
        [(f"{AT}.length.n", "field-type")],
    ),
    "true for a number": (
        whole(length={"words": "a", "n": True, "unit": "day"}),
        [(f"{AT}.length.n", "field-type")],
    ),
    "10**30": (
        whole(length={"words": "a", "n": 10**30, "unit": "day"}),
        [(f"{AT}.length.n", "number-range")],
    ),
    "the text false": (
        whole(components=[{"kind": "cpx", "simulated": "false"}]),
        [(f"{AT}.components[0].simulated", "field-type")],
    ),
    "0 for false": (
        whole(components=[{"kind": "cpx", "simulated": 0}]),
        [(f"{AT}.components[0].simulated", "field-type")],
    ),
    "a number for a span": (whole(span=45355), [(f"{AT}.span", "field-type")]),
    "a list for a span": (whole(span=["2024-03-04", "2024-03-14"]), [(f"{AT}.span", "field-type")]),
    "true for a span": (whole(span=True), [(f"{AT}.span", "field-type")]),
    "null for a required span": (whole(plans=[{"span": None}]), [(f"{AT}.plans[0].span", "field-type")]),
    "no span in a plan": (whole(plans=[{}]), [(f"{AT}.plans[0].span", "field-required")]),
    "a reversed span": (whole(span="2024-03-14/2024-03-04"), [(f"{AT}.span", "span-reversed")]),
    "30 February": (whole(span="2024-02-30"), [(f"{AT}.span", "edtf-impossible-day")]),
    "a wrong span as an object": (
        whole(span={"edtf": "2024-02-30"}),
        [(f"{AT}.span", "edtf-impossible-day")],
    ),
    "a field that spans do not have": (
        whole(span={"edtf": "2024", "note": "?"}),
        [(f"{AT}.span.note", "span-field-unknown")],
    ),
    "text and bounds": (
        whole(span={"edtf": "2024", "latest_end": "2024-03-14"}),
        [(f"{AT}.span.latest_end", "span-field-mixed")],
    ),
    "bounds that contradict": (
        whole(span={"earliest_start": "2024-03-14", "latest_end": "2024-03-04"}),
        [(f"{AT}.span", "span-contradiction")],
    ),
    "a zone that is none": (
        whole(span={"edtf": "2024-03", "zone": "KST"}),
        [(f"{AT}.span.zone", "zone-unknown")],
    ),
    "an unknown zone where it must be known": (
        whole(span={"edtf": "2024-03", "zone": None}),
        [(f"{AT}.span", "span-zone")],
    ),
    "null in a span": (
        whole(span={"edtf": "2024-03", "duration": None}),
        [(f"{AT}.span.duration", "span-field-type")],
    ),
    "a wrong span among pauses": (
        whole(pauses=["2024-03-05", "2024-3-6"]),
        [(f"{AT}.pauses[1]", "edtf-digits")],
    ),
    "a dangling document": (
        whole(citations=[{"document": "wires"}]),
        [(f"{AT}.citations[0].document", "reference-dangling")],
    ),
    "the same part twice": (
        whole(participations=[{"actor": "usa", "role": "participant"}] * 2),
        [(f"{AT}.participations[1]", "list-duplicate")],
    ),
    "the same faulty part twice": (
        whole(citations=[{"document": "W"}, {"document": "W"}]),
        [(f"{AT}.citations[0].document", "id-syntax"), (f"{AT}.citations[1].document", "id-syntax")],
    ),
    "another type than its collection's": (whole(type="actor"), [(f"{AT}.type", "type-unknown")]),
    "a type that is no text": (whole(type=None), [(f"{AT}.type", "type-unknown")]),
}


@pytest.mark.parametrize("name", RECORDS)
def test_every_wrong_value_is_named_with_its_place(name: str) -> None:
    value, expected = RECORDS[name]
    assert problems(value) == expected


CLAIM = {"id": "c1", "system": "tank", "attribute": "power", "claimants": ["usa"]}
TANK = {"id": "tank", "name": "tank"}

VALUES: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "no type": ({"text": "success"}, [("type", "type-missing")]),
    "an unknown type": ({"type": "Term", "text": "success"}, [("type", "type-unknown")]),
    "a type that is a number": ({"type": 5, "text": "success"}, [("type", "type-unknown")]),
    "a type that is null": ({"type": None, "text": "success"}, [("type", "type-unknown")]),
    "a type that is a list": ({"type": ["term"], "text": "success"}, [("type", "type-unknown")]),
    "the name of a class elsewhere": ({"type": "actor", "text": "success"}, [("type", "type-unknown")]),
    "a text without a figure": ("most powerful", [("", "quantity-words")]),
    "a wrong field of the right type": ({"type": "quantity", "value": "4475"}, [("value", "field-type")]),
    "a correction of the wrong type": (
        {"type": "quantity", "value": 1, "corrected": {"type": "term", "text": "x"}},
        [("corrected.type", "type-unknown")],
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_where_several_types_may_stand_a_fixed_table_decides(name: str) -> None:
    value, expected = VALUES[name]
    found = problems(file(actors=[USA], weapon_systems=[TANK], capability_claims=[{**CLAIM, "value": value}]))
    assert found == [
        (f"$.capability_claims[0].value{place and '.'}{place}", code) for place, code in expected
    ]


def test_every_problem_of_a_file_is_reported_at_once() -> None:
    """Text, heading, values, rules and references: none hides another, and no problem is invented."""
    text = """{
      "format": "korea-events", "version": 1,
      "actors": [
        {"id": "usa", "name": "United States", "kind": "state", "kind": "country"},
        {"id": "kor", "name": NaN, "kind": "state"},
        {"id": "prk", "name": "\\ud800", "kind": "state"}
      ],
      "exercises": [
        {"id": "FS24", "span": "2024-03-14/2024-03-04", "participations": [{"actor": "kor", "role": "x"}],
         "series": "fs"},
        {"id": "ok", "name": "fine", "participations": [{"actor": "kor", "role": "participant"}], "series": "nowhere"},
        {"id": "n1", "name": "too long", "span": "2024-03-04/2024-03-05",
         "length": {"words": "11-day", "n": 11, "unit": "day", "counting": "inclusive"}}
      ]
    }"""
    assert problems(text) == [
        ("$.actors[0].kind", "json-duplicate-key"),
        ("$.actors[1].name", "json-number"),
        ("$.actors[2].name", "json-surrogate"),
        ("$.exercises[0].span", "span-reversed"),
        ("$.exercises[0].participations[0].role", "code-unknown"),
        ("$.exercises[0].id", "id-syntax"),
        ("$.exercises[0].name", "field-required"),
        ("$.exercises[2].length", "length-contradicts"),
        ("$.exercises[0].series", "reference-dangling"),
        ("$.exercises[1].series", "reference-dangling"),
    ]


def test_a_wrong_part_does_not_make_supports_of_it_wrong() -> None:
    """What a support names inside an unusable value cannot be looked for."""
    support = [{"fields": ["length.counting", "plans[0].span.end"], "basis": "derived"}]
    value = whole(length={"words": ""}, plans=[{"span": "never"}], support=support)
    assert problems(value) == [(f"{AT}.length.words", "text-empty"), (f"{AT}.plans[0].span", "edtf-syntax")]


def test_references_to_a_faulty_record_are_not_dangling() -> None:
    """The record is there; what is wrong is inside it."""
    value = file(
        actors=[{**USA, "kind": "realm"}],
        documents=[WIRE],
        links=[
            {"id": "l1", "kind": "same_as", "source": "usa"},
            {"id": "l2", "kind": "same_as", "source": "l1", "target": "wire"},
        ],
    )
    assert problems(value) == [("$.actors[0].kind", "code-unknown"), ("$.links[0].target", "field-required")]


def test_what_a_faulty_record_refers_to_is_looked_up_all_the_same() -> None:
    """A wrong date does not hide a document that is missing."""
    value = file(
        actors=[USA], documents=[{**WIRE, "published": "2024-08-37", "copy_of": "gone", "publisher": "usa"}]
    )
    assert problems(value) == [
        ("$.documents[0].published", "edtf-impossible-day"),
        ("$.documents[0].copy_of", "reference-dangling"),
    ]


def test_paths_count_as_the_file_does_not_as_the_dossier() -> None:
    """The second record of the file is meant, though it is the first in canonical order."""
    drills = [{**DRILL, "id": "z"}, {**DRILL, "id": "a", "series": "none"}]
    assert problems(file(actors=[USA], documents=[WIRE], exercises=drills)) == [
        ("$.exercises[1].series", "reference-dangling")
    ]


def test_long_lists_of_problems_are_cut_and_say_so() -> None:
    value = file(actors=[{**USA, "id": "X"}] * 30)
    found = problems(value, limits=Limits(problems=10))
    assert found[-1] == ("$", "problems-many")
    assert len(found) == 11
    assert len(limit_problems([Problem("$", "json-empty", "")] * 3, Limits(problems=3))) == 3


# -- depth -------------------------------------------------------------------------------------------------------


def nested(levels: int, *, inner: str = "1") -> str:
    return "[" * levels + inner + "]" * levels


@pytest.mark.parametrize("levels", [65, 300, 900, 5_000, 100_000])
def test_nesting_is_refused_also_inside_unknown_fields(levels: int) -> None:
    text = json.dumps(whole()).replace('"name": "Freedom', f'"colour": {nested(levels)}, "name": "Freedom')
    assert [code for _, code in problems(text)] == ["json-nesting"]
    text = json.dumps(file())[:-1] + f', "colour": {nested(levels)}}}'
    assert [code for _, code in problems(text)] == ["json-nesting"]


@pytest.mark.parametrize("levels", [65, 300, 900, 5_000])
@pytest.mark.parametrize("place", ["name", "names", "span", "participations", "length", "id"])
def test_nesting_where_something_else_belongs_is_refused(levels: int, place: str) -> None:
    text = json.dumps(whole(**{place: "@"})).replace('"@"', nested(levels))
    assert {code for _, code in problems(text)} <= {"json-nesting", "field-type", "field-required"}


@pytest.mark.parametrize("levels", [3, 30, 300, 900, 5_000])
def test_parts_of_their_own_kind_do_not_break_the_stack(levels: int) -> None:
    value: Any = '{"value": 1}'
    for _ in range(levels):
        value = f'{{"value": 1, "corrected": {value}}}'
    text = json.dumps(file(actors=[USA], weapon_systems=[TANK], capability_claims=[{**CLAIM, "value": "@"}]))
    text = text.replace('"@"', '{"type": "quantity", ' + value[1:])
    assert {code for _, code in problems(text)} <= {"json-nesting", "quantity-nested"}


def test_unknown_fields_may_be_as_deep_as_the_limit() -> None:
    """The file, its list and the record are three levels of the 64."""
    text = json.dumps(whole(colour="@")).replace('"@"', nested(61))
    assert dict(loads(text).exercises[0].extra)["colour"] == nested(61)
    assert problems(text.replace(nested(61), nested(62))) == [(f"{AT}.colour", "json-nesting")]


def test_a_lower_limit_is_kept_exactly() -> None:
    text = json.dumps(whole())
    assert loads(text, limits=Limits(nesting=5)) == loads(text)
    assert {code for _, code in problems(text, limits=Limits(nesting=4))} == {"json-nesting"}


# -- what is accepted --------------------------------------------------------------------------------------------


def test_defaults_may_be_written_out_and_are_left_out_again() -> None:
    plain = whole()
    spoken = whole(status=None, names=[], note=None, length=None, type="exercise", extra_field=None)
    spoken["series"] = []
    del spoken["exercises"][0]["extra_field"]
    assert loads(json.dumps(spoken)) == loads(json.dumps(plain))
    assert dumps(loads(json.dumps(spoken))) == dumps(loads(json.dumps(plain)))


def test_spans_are_texts_or_objects() -> None:
    dossier = loads(json.dumps(whole(span={"edtf": "2024-03-04/2024-03-14"})))
    assert dossier.exercises["fs24"].span == Span.of("2024-03-04", "2024-03-14")
    dossier = loads(json.dumps(whole(span={"latest_end": "2024-03-14"})))
    assert dossier.exercises["fs24"].span == Span.bounded(latest_end="2024-03-14")
    dossier = loads(json.dumps(whole(span={})))
    assert dossier.exercises["fs24"].span == Span.unknown()
    assert dossier.documents["wire"].published == Span.on("2024-03-14", zone=None)


def test_equal_values_that_are_written_differently_are_kept_apart() -> None:
    """1, 1.0 and true are different values, wherever in a file they meet."""
    claims = [
        {**CLAIM, "id": f"c{i}", "value": {"type": "quantity", "value": value}}
        for i, value in enumerate([1, 1.0, 0.0, -0.0])
    ]
    base = file(actors=[USA], weapon_systems=[TANK])
    dossier = loads(json.dumps({**base, "capability_claims": claims}))
    assert [repr(claim.value.value) for claim in dossier.capability_claims] == ["1", "1.0", "0.0", "-0.0"]
    claims.append({**CLAIM, "id": "c9", "value": {"type": "quantity", "value": True}})
    assert problems({**base, "capability_claims": claims}) == [
        ("$.capability_claims[4].value.value", "field-type")
    ]


def test_equal_parts_are_shared() -> None:
    """A hundred records that cite one document hold one citation."""
    drills = [{**DRILL, "id": f"d{i}"} for i in range(100)]
    dossier = loads(json.dumps(file(actors=[USA], documents=[WIRE], exercises=drills)))
    assert len({id(drill.citations) for drill in dossier.exercises}) == 1
    assert len({id(drill.span) for drill in dossier.exercises}) == 1


def test_decomposed_hangul_stays_as_it_was_written() -> None:
    composed, decomposed = "\ud55c", "\u1112\u1161\u11ab"
    dossier = loads(json.dumps(file(actors=[{**USA, "names": [composed, decomposed]}])))
    assert dossier.actors[0].names == (composed, decomposed)


def test_a_byte_order_mark_is_passed_over() -> None:
    text = "\ufeff" + json.dumps(whole())
    assert loads(text) == loads(text.encode()) == loads(text[1:])


# -- unknown fields ----------------------------------------------------------------------------------------------


def test_unknown_fields_survive_at_every_level() -> None:
    value = whole(
        colour={"b": [1.50, 10**30, "\u2028"], "a": None},
        citations=[{"document": "wire", "colour": "red"}],
        length={"words": "11-day", "colour": [True]},
        plans=[
            {
                "span": "2024-03",
                "citations": [
                    {"document": "wire", "attribution": [{"actor": "usa", "verb": "says", "x": 0}]}
                ],
            }
        ],
    )
    value["colour"] = "blue"
    value["__class__"] = {"py/object": "os.system"}
    dossier = loads(json.dumps(value))
    back = json.loads(dumps(dossier))
    assert back["colour"] == "blue"
    assert back["__class__"] == {"py/object": "os.system"}
    drill = back["exercises"][0]
    assert drill["colour"] == {"a": None, "b": [1.5, 10**30, "\u2028"]}
    assert drill["citations"][0]["colour"] == "red"
    assert drill["length"]["colour"] == [True]
    assert drill["plans"][0]["citations"][0]["attribution"][0]["x"] == 0
    assert loads(dumps(dossier)) == dossier
    assert dumps(loads(dumps(dossier))) == dumps(dossier)


def test_misspelt_fields_are_kept_and_warned_of_at_the_line_that_loads(tmp_path: Path) -> None:
    """One warning for each name, however often it occurs; it points at the caller."""
    text = json.dumps(whole(partOf="usa", citations=[{"document": "wire", "quotes": "x"}]) | {"exercise": []})
    path = tmp_path / "a.json"
    path.write_text(text)
    for read in (lambda: loads(text), lambda: load(path)):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            dossier = read()
        assert [warning.category for warning in caught] == [MisspeltFieldWarning] * 3
        assert {warning.filename for warning in caught} == {__file__}
        messages = sorted(str(warning.message) for warning in caught)
        assert messages[0].startswith(
            "$.exercise: a dossier has no field 'exercise'; did you mean 'exercises'?"
        )
        assert messages[1].startswith("$.exercises[0].citations[0].quotes: Citation has no field 'quotes'")
        assert messages[2].startswith(
            "$.exercises[0].partOf: Exercise has no field 'partOf'; did you mean 'part_of'?"
        )
        assert dict(dossier.exercises[0].extra) == {"partOf": '"usa"'}


def test_a_misspelt_required_field_is_warned_of_though_the_file_is_refused() -> None:
    with pytest.warns(MisspeltFieldWarning, match="'nmae'; did you mean 'name'"), pytest.raises(FileError):
        loads(json.dumps(file(actors=[{"id": "usa", "nmae": "United States", "kind": "state"}])))


@pytest.mark.parametrize("name", ["x_name", "_name", "colour", "", "n" * 1000])
def test_names_that_resemble_nothing_or_are_marked_as_foreign_are_kept_silently(name: str) -> None:
    dossier = loads(json.dumps(file(actors=[{**USA, name: 1}])))
    assert dossier.actors[0].extra == ((name, "1"),)


def test_a_flood_of_unknown_names_is_not_compared_for_ever() -> None:
    flood = {f"nam{i}": i for i in range(20_000)}
    with pytest.warns(MisspeltFieldWarning):
        dossier = loads(json.dumps(file(actors=[{**USA, **flood}])))
    assert len(dossier.actors[0].extra) == 20_000


# -- files -------------------------------------------------------------------------------------------------------


def example() -> Dossier:
    return Dossier.of(
        Actor(id="usa", name="United States", kind="state"),
        Actor(id="kcna", name="\uc870\uc120\uc911\uc559\ud1b5\uc2e0", kind="agency"),
        WeaponSystem(id="tank", name="tank", kind="tank"),
        Document(id="wire", published=Span.on("2024-03-14", zone=None)),
        Exercise(
            id="fs24",
            name="Freedom Shield 24",
            plans=[Plan(span=Span.parse("/2024-03-14"))],
            citations=[Citation(document="wire")],
        ),
        CapabilityClaim(
            id="c1", system="tank", attribute="power", claimants=["usa"], value=Quantity(value=2, unit="t")
        ),
    )


def test_saving_and_loading_gives_the_same_dossier_and_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save(example(), path)
    assert load(path) == load(str(path)) == example()
    first = path.read_bytes()
    save(load(path), path)
    assert path.read_bytes() == first == dumps(example()).encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


def test_the_order_of_making_leaves_no_trace() -> None:
    records = list(example().records())
    assert dumps(Dossier.of(*reversed(records))) == dumps(example())


def test_the_text_ends_with_one_line_feed_and_has_no_others_but_the_layout() -> None:
    text = dumps(Dossier.of())
    assert text == '{\n  "format": "korea-events",\n  "version": 1\n}\n'


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    save(example(), path)

    def fails(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(FileError) as caught:
        save(Dossier.of(), path)
    assert caught.value.problems[0].code == "file-disk-full"
    monkeypatch.undo()
    assert load(path) == example()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save(example(), path)
    with pytest.raises(FileError) as caught:
        load(path, limits=Limits(bytes=100))
    assert [problem.code for problem in caught.value.problems] == ["file-too-large"]


@pytest.mark.parametrize("running", [True, False])
def test_garbage_collection_is_as_it_was_afterwards(running: bool) -> None:
    was = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        loads(dumps(example()))
        assert gc.isenabled() is running
        with pytest.raises(FileError):
            loads("{")
        assert gc.isenabled() is running
    finally:
        (gc.enable if was else gc.disable)()


def test_reading_does_not_change_what_it_was_given() -> None:
    """Upgrades and unknown fields work on copies; a memoryview is read as it is."""
    raw = bytearray(json.dumps(whole(colour=1)).encode())
    before = copy.copy(raw)
    loads(memoryview(raw))  # type: ignore[arg-type]  # any buffer does
    assert raw == before


def test_thousands_of_dangling_references_are_told_in_seconds() -> None:
    """Which identifier was meant is guessed for the first hundred only: each guess looks at all the others."""
    drills = [{"id": f"freedom-shield-{i}", "name": "drills", "series": f"freedom-{i}"} for i in range(4_000)]
    start = time.process_time()
    found = problems(file(exercises=drills))
    assert len(found) == 1_001
    assert time.process_time() - start < 20


def test_the_second_of_two_records_with_one_id_is_blamed():
    """In the order of the file, also when the first has problems of its own."""
    text = """{"format": "korea-events", "version": 1, "actors": [
        {"id": "usa", "name": "", "kind": "state"}, {"id": "usa", "name": "United States", "kind": "state"}]}"""
    with pytest.raises(FileError) as caught:
        loads(text)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.actors[0].name", "text-empty"),
        ("$.actors[1].id", "id-duplicate"),
    ]


@pytest.mark.parametrize(
    "name, reader", [("drills.csv", "csv"), ("drills.db", "sqlite"), ("drills.ics.gz", "ical")]
)
def test_a_file_with_the_name_of_another_format_is_refused_with_its_reader(tmp_path, name, reader):
    """Whoever calls load with a table reads what to call; a dossier in JSON is read, whatever its name."""
    (tmp_path / name).write_bytes(b"id,name\na,b\n")
    with pytest.raises(FileError, match=rf"codecs\.{reader}\.load") as refused:
        load(tmp_path / name)
    assert {problem.code for problem in refused.value.problems} >= {"format-other", "json-syntax"}
    (tmp_path / name).write_text(dumps(Dossier.of()), "utf-8")
    assert load(tmp_path / name) == Dossier.of()


def test_the_alternatives_of_all_dates_have_a_limit():
    """Dates that may be hundreds of days take much memory; whatever else is in the file is read."""
    vague = [f"{century}XX-XX-31" for century in range(10, 20)]
    dates = [*vague, *vague, "2024-03-04/2024-03-14", "2024-03"]
    exercises = [{"id": f"e-{n}", "name": "drill", "span": date} for n, date in enumerate(dates)]
    assert len(loads(json.dumps(file(exercises=exercises))).exercises) == len(dates)
    limits = Limits(alternatives=2_000)
    found = problems(file(exercises=exercises), limits=limits)
    assert {code for _, code in found} == {"span-alternatives"}
    refused = [path for path, _ in found]
    assert refused == [f"$.exercises[{n}].span" for n in (*range(3, 10), *range(13, 20))]
    lines = "\n".join(json.dumps({"type": "exercise", **exercise}) for exercise in exercises)
    assert len(jsonl.loads(lines, limits=limits).records) == len(dates) - len(refused)


def test_ordinary_dates_use_up_no_limit(tmp_path):
    """However many they are, remembered or not; dates with a few alternatives are ordinary too."""
    years, months, some = range(1900, 2000), range(1, 13), range(10, 20)
    days = [f"{year}-{month:02}-{day}" for year in years for month in months for day in some]
    dates = [*days, *(f"{year}-XX-15" for year in range(1900, 2020)), "202X-03", "19XX-XX-31"]
    path = tmp_path / "drills.jsonl"
    lines = (
        {"type": "exercise", "id": f"e-{n}", "name": "drill", "span": date} for n, date in enumerate(dates)
    )
    path.write_text("\n".join(map(json.dumps, lines)))
    with jsonl.read_records(path, limits=Limits(alternatives=1)) as stream:
        assert len(list(stream)) == len(dates)
