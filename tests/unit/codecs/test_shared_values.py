"""Equal values are the same objects, whether looking for them pays or not, and are the values that the file has."""

from __future__ import annotations

import json
from typing import Any

from korea_events.codecs import loads
from korea_events.codecs.json.files import import_json
from korea_events.model import Support


def file_of(supports: list[dict[str, Any]]) -> str:
    """Places with one support each."""
    places = [
        {"id": f"p{number:05}", "name": "Sohae", "support": [one]} for number, one in enumerate(supports)
    ]
    return json.dumps({"format": "korea-events", "version": 1, "places": places})


def support(note: str) -> dict[str, Any]:
    """A support that only its note distinguishes."""
    return {"fields": ["name"], "basis": "coder_supplied", "note": note}


def test_equal_values_are_one_object() -> None:
    """If they are near each other in a file that repeats itself."""
    places = loads(file_of([support(str(number % 7)) for number in range(3_000)])).places
    assert len({id(place.support) for place in places}) == 7


def test_values_that_do_not_recur_are_no_longer_looked_for() -> None:
    """And are what the file says all the same, as are the few that do recur after that."""
    notes = [str(number if number % 100 else 0) for number in range(3_000)]
    places = loads(file_of([support(note) for note in notes])).places
    assert [place.support for place in places] == [
        (Support(fields=["name"], basis="coder_supplied", note=note),) for note in notes
    ]
    assert len({id(place.support) for place in places}) > len(set(notes))


def test_each_faulty_value_is_a_problem_of_its_own() -> None:
    """However often it was seen."""
    found = import_json(file_of([{**support("x"), "basis": "?"}] * 3))
    assert [problem.path for problem in found.problems] == [
        f"$.places[{number}].support[0].basis" for number in range(3)
    ]


def test_truth_values_and_numbers_are_not_shared() -> None:
    """Though they are equal in Python."""
    components = [{"kind": "cpx", "simulated": value} for value in (True, 1, 1.0)]
    exercises = [
        {"id": f"e{number}", "name": "x", "components": [one, one | {"kind": "ftx"}]}
        for number, one in enumerate(components)
    ]
    text = json.dumps({"format": "korea-events", "version": 1, "exercises": exercises})
    assert [problem.path for problem in import_json(text).problems] == [
        f"$.exercises[{number}].components[{index}].simulated" for number in (1, 2) for index in (0, 1)
    ]
