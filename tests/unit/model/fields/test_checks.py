"""The check without the constructor, as readers of files use it."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.model.engine import (
    MISSING,
    UNUSABLE,
    build_unchecked,
    find_faults,
    find_problems,
    list_fields,
)
from tests.unit.model.every_record import FACTS


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_what_a_constructor_made_is_faultless(fact):
    """And making it again without a check gives an equal object."""
    assert not find_faults(fact)
    values = {spec.name: getattr(fact, spec.name) for spec in list_fields(type(fact))}
    assert build_unchecked(type(fact), values) == fact


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_absent_fields_are_reported_where_required(fact):
    """Each by its path; the others hold their defaults."""
    empty = build_unchecked(type(fact), {})
    required = [spec.name for spec in list_fields(type(fact)) if spec.required]
    problems = find_problems(empty, path="$.records[3]")
    missing = [problem.path for problem in problems if problem.code == "field-required"]
    assert missing == [f"$.records[3].{name}" for name in required]
    for name in required:
        assert getattr(empty, name) is MISSING


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_what_was_reported_is_passed_over(fact):
    """UNUSABLE in any field, or as an item of one, gives no problem: neither there nor in a rule that needs it."""
    values = {spec.name: getattr(fact, spec.name) for spec in list_fields(type(fact))}
    for spec in list_fields(type(fact)):
        assert find_problems(build_unchecked(type(fact), values | {spec.name: UNUSABLE})) == []
        if spec.many and spec.name != "extra":
            left = (UNUSABLE, *values[spec.name])
            assert [
                problem
                for problem in find_problems(build_unchecked(type(fact), values | {spec.name: left}))
                if problem.code != "support-path"  # the items have moved
            ] == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
@pytest.mark.parametrize(
    "value",
    [-(10**30), "x\x00", [], (None,), {"a": 1}, b"", object(), (5, 6), ((),)],
    ids=lambda value: ascii(value).split(" at ")[0],
)
def test_no_value_breaks_the_check(fact, value):
    """Whatever stands in any field, the answer is a list of problems."""
    values = {spec.name: getattr(fact, spec.name) for spec in list_fields(type(fact))}
    for spec in list_fields(type(fact)):
        problems = find_problems(build_unchecked(type(fact), values | {spec.name: value}))
        assert any(problem.path.startswith(f"$.{spec.name}") for problem in problems)


def test_unknown_names_are_ignored():
    """The reader keeps them in ``extra``."""
    assert build_unchecked(ke.Term, {"text": "success", "colour": "red"}) == ke.Term(text="success")
