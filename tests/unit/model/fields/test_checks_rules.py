"""Rules that need several fields: they look at sound fields only, and a faulty record costs that record alone."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

import korea_events as ke
from korea_events.codecs import jsonl, structuring
from korea_events.codecs.json.files import import_json
from korea_events.errors import RecordError
from korea_events.model import RECORD_TYPES, Fact
from korea_events.model.engine import (
    MISSING,
    UNUSABLE,
    build_unchecked,
    list_fields,
    unstructure_with_type,
)
from tests.unit.model.every_record import FACTS


def list_rules(kind: type[Fact]) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in dir(kind) if hasattr(getattr(kind, name), "__rule_needs__")}


STATED = ke.Support(fields=["name"], basis="stated")
RULES = [
    pytest.param(fact, method, id=f"{type(fact).__name__}-{name}")
    for fact in FACTS
    for name, method in list_rules(type(fact)).items()
]


@pytest.mark.parametrize("fact, method", RULES)
def test_a_rule_runs_on_a_record_whose_other_fields_are_missing_or_unusable(fact: Fact, method: Any) -> None:
    """It raises nothing, and finds nothing that it would not find if those fields were sound."""
    specs = {spec.name: spec for spec in list_fields(type(fact))}
    values = {field: getattr(fact, field) for field in specs}
    pools = {field: [values[field]] for field in method.__rule_needs__}
    for field, pool in pools.items():
        pool.extend([] if specs[field].required else [specs[field].default])
        pool.extend([(STATED,)] if field == "support" else [])
    others = specs.keys() - pools.keys()
    assert others, "every class has other fields"
    for chosen in product(*pools.values()):
        needed = dict(zip(pools, chosen, strict=True))
        sound = {place for place, _, _ in method(build_unchecked(type(fact), values | needed))}
        for placeholder in (MISSING, UNUSABLE):
            for absent in ([field] for field in others):
                thing = build_unchecked(type(fact), values | needed | dict.fromkeys(absent, placeholder))
                assert {place for place, _, _ in method(thing)} <= sound, absent
            thing = build_unchecked(type(fact), needed | dict.fromkeys(others, placeholder))
            assert {place for place, _, _ in method(thing)} <= sound


@pytest.mark.parametrize("junk", [..., None, 5, "", "x y", [], {}, [{}], [None], {"edtf": 5}], ids=repr)
@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if type(fact) in RECORD_TYPES], ids=lambda fact: fact.id
)
def test_one_faulty_record_costs_one_record(fact: Any, junk: Any) -> None:
    """Whatever field is wrong or missing, also where a support says that it is stated and nothing is cited."""
    good = [{"type": "place", "id": name, "name": name} for name in ("a", "z")]
    for spec in list_fields(type(fact)):
        faulty = unstructure_with_type(fact)
        field = next(iter(faulty.keys() - {"type", "id", "citations", "support", "coding", "note"}))
        faulty["support"] = [{"fields": [field], "basis": "stated"}]
        faulty.pop("citations", None)
        faulty[spec.name] = junk
        if junk is ...:
            del faulty[spec.name]
        found = jsonl.loads("\n".join(map(json.dumps, [good[0], faulty, good[1]])))
        left = {record.id for record in found.records}
        assert left >= {"a", "z"}
        assert all(problem.path.startswith("$.lines[2]") for problem in found.problems)
        assert len(left) == (2 if found.problems else 3)
        file = {"format": "korea-events", "version": 1, "places": good}
        file[type(fact).collection] = [*file.get(type(fact).collection, ()), faulty]
        whole = import_json(json.dumps(file))
        assert {record.id for record in whole.records} >= {"a", "z"}


def test_an_error_within_a_record_is_a_problem_of_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one that nobody thought of: the records around it are read."""
    find_faults = structuring.find_faults

    def fail(thing: Any, given: Any = None) -> Any:
        if getattr(thing, "id", None) == "bad":
            raise RecordError.of("support-path", "unforeseen", path="$.support[0]")
        return find_faults(thing, given)

    monkeypatch.setattr(structuring, "find_faults", fail)
    lines = [
        json.dumps({"type": "place", "id": name, "name": "" if name == "bad" else name})
        for name in ("a", "bad", "z")
    ]
    found = jsonl.loads("\n".join(lines))
    assert [record.id for record in found.records] == ["a", "z"]
    assert [(problem.path, problem.message) for problem in found.problems] == [
        ("$.lines[2].support[0]", "unforeseen")
    ]
