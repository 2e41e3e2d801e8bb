"""What is made without a detour is what the check lets pass, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import attrs
import pytest

import korea_events as ke
from korea_events.errors import RecordError
from korea_events.model import Fact
from korea_events.model.engine import (
    MISSING,
    UNUSABLE,
    build_quick_maker,
    build_unchecked,
    find_faults,
    list_fields,
)
from korea_events.model.fields.checks import prepare_class_checks
from tests.unit.model.every_record import FACTS

ODD = [
    None, True, False, 0, 1, -1, 2**53, 1.5, float("nan"), float("inf"), "", " ", "x", "X y", "two\nlines", "\x00",
    "한국", "http://example.org", "[1,2]", "held", b"x", (), ("x",), ("x", "x"), ("X y", "x"), (None,), [], ["x"],
    {"x"}, {}, MISSING, UNUSABLE, (UNUSABLE,), dt.date(2024, 3, 4), ke.Span.on("2024-03-04"),
    ke.Span.on("2024-03-04", zone=None), (ke.Span.on("2024-03-04", zone=None),), ke.Status.HELD, (ke.Status.HELD,),
    ke.Citation(document="wire"), (ke.Citation(document="wire"),) * 2, ke.Quantity(value=5),
    (("name", '"x"'),), (("z", "1"), ("a", "1")),
]  # fmt: skip
"""Values of every type; some are right in some fields."""

each_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)


def values_of(fact: Fact) -> dict[str, Any]:
    """All fields, by name."""
    return {spec.name: getattr(fact, spec.name) for spec in list_fields(type(fact))}


def compare(kind: type[Fact], values: dict[str, Any]) -> bool:
    """Hold the maker to the check; whether it made something."""
    slow = build_unchecked(kind, values)
    made = build_quick_maker(kind)(values)
    sound = not list(find_faults(slow, values))
    assert (made is not None) is sound, values
    if made is not None:
        assert type(made) is kind
        assert made == slow
        assert hash(made) == hash(slow)
    return sound


@each_fact
def test_a_maker_takes_what_the_check_lets_pass_whatever_one_field_holds(fact: Fact) -> None:
    """All else given, or nothing else that need not be."""
    values = values_of(fact)
    needed = {spec.name: values[spec.name] for spec in list_fields(type(fact)) if spec.required}
    assert compare(type(fact), values)
    compare(type(fact), needed)
    for name, value in product(values, ODD):
        compare(type(fact), values | {name: value})
        compare(type(fact), needed | {name: value})
        compare(type(fact), {other: one for other, one in values.items() if other != name})


@each_fact
def test_a_maker_asks_each_rule_whatever_its_fields_hold(fact: Fact) -> None:
    """Each combination of given and left out, for all fields that the rule needs and the supports."""
    values = values_of(fact)
    needed = {spec.name: values[spec.name] for spec in list_fields(type(fact)) if spec.required}
    for rule_needs, _ in prepare_class_checks(type(fact)).rules:
        names = sorted(rule_needs)
        for chosen in product([True, False], repeat=len(names)):
            given = {name: values[name] for name, is_given in zip(names, chosen, strict=True) if is_given}
            compare(type(fact), needed | given)
            left_out = {name for name in names if name not in given}
            compare(type(fact), {name: one for name, one in values.items() if name not in left_out})


@each_fact
def test_a_rule_says_the_same_of_all_records_in_which_it_needs_nothing_that_is_given(fact: Fact) -> None:
    """That is why it need not be asked: whatever the other fields hold."""
    values = values_of(fact)
    prepared = prepare_class_checks(type(fact))
    for needs, method in prepared.rules:
        if needs.isdisjoint(prepared.required):
            others = {name: value for name, value in values.items() if name not in needs}
            full, blank = (build_unchecked(type(fact), given) for given in (others, {}))
            assert list(method(full)) == list(method(blank))


@each_fact
def test_constructors_give_and_refuse_what_they_would_without_it(fact: Fact) -> None:
    """With the same words for the same problems."""
    kind, values = type(fact), values_of(fact)

    def construct(make: Callable[[], Any]) -> object:
        try:
            return make()
        except RecordError as error:
            return error.problems

    def construct_slowly(given: dict[str, Any]) -> Any:
        made = object.__new__(kind)
        kind.__init__.__wrapped__(made, **given)
        return made

    assert kind(**values) == fact
    for name, value in product(values, ODD):
        given = values | {name: value}
        assert construct(partial(kind, **given)) == construct(partial(construct_slowly, given))


def test_arguments_that_are_missing_or_unknown_are_named() -> None:
    """As ever."""
    with pytest.raises(TypeError, match=r"^Actor has no field 'nmae': write one of name, "):
        ke.Actor(id="usa", nmae="USA", kind="state")  # type: ignore[call-arg]
    with pytest.raises(
        TypeError, match=r"^Actor\.__init__\(\) missing 1 required keyword-only argument: 'name'$"
    ):
        ke.Actor(id="usa", kind="state")  # type: ignore[call-arg]


def test_what_was_made_cannot_be_changed() -> None:
    """Nor its class seen to be another one."""
    made = build_quick_maker(ke.Actor)({"id": "usa", "name": "USA", "kind": ke.vocabularies.ActorKind.STATE})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.name = "DPRK"
    assert isinstance(made, ke.Actor)


def test_classes_below_ours_are_checked_by_their_own_rules() -> None:
    """Also those that attrs does not know."""

    def check_name(self: Any) -> list[tuple[str, str, str]]:
        return [(".name", "actor-unnamed", "is not known")] if self.name == "?" else []

    check_name.__rule_needs__ = frozenset({"name"})  # type: ignore[attr-defined]

    named = type("Named", (ke.Actor,), {"_check_name": check_name})
    assert type(named(id="usa", name="USA", kind="state")) is named
    with pytest.raises(RecordError, match="is not known"):
        named(id="usa", name="?", kind="state")
