"""The check of a record, prepared once per class from its declared fields, for constructors and for files.

It looks at one level, since parts have checked themselves. A constructor raises what it finds. A reader of files builds
the object unchecked (``build_unchecked``) and then asks what is wrong with it (``find_faults``).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

import attrs

from korea_events.errors import Problem
from korea_events.model.fields.declarations import list_fields, remember_per_class
from korea_events.model.fields.field_checks import (
    MISSING,
    UNUSABLE,
    Check,
    Fault,
    Faults,
    Placeholder,
    build_field_check,
    extend_fault_paths,
)

_T = TypeVar("_T")


# -- rules that need several fields ------------------------------------------------------------------------------

_R = TypeVar("_R", bound=Callable[[Any], Faults])


def rule(*needs: str, about: Callable[[type[Any]], Sequence[str]] | None = None) -> Callable[[_R], _R]:
    """Mark a method as a rule of its class that reads the fields ``needs``; it runs if these are sound.

    Other fields that have a problem are ``UNUSABLE`` to it. The method returns the faults it finds, with paths below
    the record. Where all fields that it is ``about`` in a class are at their defaults, it finds nothing; without
    ``about``, where all that it needs are, it finds the same in all records.
    """

    def mark(method: _R) -> _R:
        marked: Any = method
        marked.__rule_needs__, marked.__rule_about__ = frozenset(needs), about
        return method

    return mark


# -- the check of one class --------------------------------------------------------------------------------------


class ClassChecks(NamedTuple):
    """The check of one class, prepared."""

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    fields: Mapping[str, tuple[Any, Check]]
    """The default and the check of each field."""
    required: frozenset[str]
    rules: tuple[tuple[frozenset[str], Check], ...]
    """The fields that each rule needs, and the rule."""


_NO_DEFAULT: Final = object()


def build_getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The function that gets the values of some attributes.

    Example:
        >>> from fractions import Fraction
        >>> build_getter(["numerator", "denominator"])(Fraction("0.5")), build_getter(["numerator"])(7)
        ((1, 2), (7,))
    """
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple([getattr(one, name) for name in names])


@remember_per_class
def prepare_class_checks(kind: type[Any]) -> ClassChecks:
    """The check of a class, prepared once."""
    specs = list_fields(kind)
    rules: dict[str, tuple[frozenset[str], Check]] = {}
    for base in reversed(kind.__mro__):
        for name, member in vars(base).items():
            if hasattr(member, "__rule_needs__"):
                rules[name] = (member.__rule_needs__, member)
    names = tuple(spec.name for spec in specs)
    return ClassChecks(
        names=names,
        values=build_getter(names),
        fields={
            spec.name: (_NO_DEFAULT if spec.required else spec.default, build_field_check(spec))
            for spec in specs
        },
        required=frozenset(spec.name for spec in specs if spec.required),
        rules=tuple(rules.values()),
    )


def find_faults(thing: object, given: Mapping[str, Any] | None = None) -> Faults:
    """Everything wrong with a record or part, with paths below it; parts inside it have checked themselves.

    A fault without a code stands for something that has been reported (``UNUSABLE``). ``given``, if known, are the
    fields that are not at their defaults; only these are looked at.
    """
    prepared = prepare_class_checks(type(thing))
    faults_found: list[Faults] = []
    bad: set[str] = set()
    fields = prepared.fields
    for name, value in (
        zip(prepared.names, prepared.values(thing), strict=True) if given is None else given.items()
    ):
        default, check = fields[name]
        if value is not default:
            faults = check(value)
            if faults:
                bad.add(name)
                faults_found.append(extend_fault_paths(f".{name}", faults))
    if given is not None and not given.keys() >= prepared.required:
        for name in sorted(prepared.required - given.keys(), key=prepared.names.index):
            bad.add(name)
            faults_found.append(((f".{name}", "field-required", "must be given"),))
    if any(type(getattr(thing, name)) is not Placeholder for name in bad):
        # What a rule does not need it may still look at: there it finds that a problem has been reported.
        values = dict(zip(prepared.names, prepared.values(thing), strict=True))
        thing = build_unchecked(type(thing), values | dict.fromkeys(bad, UNUSABLE))
    for needs, method in prepared.rules:
        if not bad or bad.isdisjoint(needs):
            faults = method(thing)
            if faults:
                faults_found.append(faults)
    return chain.from_iterable(faults_found) if faults_found else ()


def find_problems(thing: object, *, path: str = "$") -> list[Problem]:
    """Everything wrong with a record or part, each problem with its path below ``path``.

    Example:
        >>> from korea_events.model import Actor
        >>> actor = build_unchecked(Actor, {"id": "KCNA", "name": "KCNA", "kind": "agncy"})
        >>> for problem in find_problems(actor, path="$.actors[0]"):
        ...     print(problem.path, problem.code)
        $.actors[0].id id-syntax
        $.actors[0].kind code-unknown
    """
    return [build_problem(path, fault) for fault in find_faults(thing) if fault[1]]


def build_problem(path: str, fault: Fault) -> Problem:
    """The problem that a fault below ``path`` is."""
    place, code, message = fault
    return Problem(path + place, code, message if isinstance(message, str) else message())


# -- making records without a check ------------------------------------------------------------------------------


@remember_per_class
def _list_field_setters(kind: type[Any]) -> tuple[tuple[str, Callable[[Any, Any], None], Any], ...]:
    rows: list[tuple[str, Callable[[Any, Any], None], Any]] = []
    for attribute in attrs.fields(kind):
        default = MISSING if attribute.default is attrs.NOTHING else attribute.default
        rows.append((attribute.name, getattr(kind, attribute.name).__set__, default))
    return tuple(rows)


def build_unchecked(kind: type[_T], values: Mapping[str, Any]) -> _T:
    """A record or part with these values, neither converted nor checked.

    For readers of files, which then ask ``find_faults`` what is wrong with it and discard it if anything is. Missing
    required fields hold ``MISSING``; put ``UNUSABLE`` where the problem has been reported. Unknown names are ignored.
    """
    thing = kind.__new__(kind)
    for name, set_field, default in _list_field_setters(kind):
        set_field(thing, values.get(name, default))
    return thing
