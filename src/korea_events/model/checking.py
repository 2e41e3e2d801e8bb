"""The one check of a record: prepared once per class from its declared fields, used by constructors and by files.

A check returns *faults*: the place below the value, a code, and a message. There are none on the common path, so no
text is built there. Constructors check one level (what they are given has checked itself); a file builds a whole
record without checks (``without_check``) and then asks for everything that is wrong with it (``problems_of``).
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

import attrs

from korea_events.errors import Problem
from korea_events.model.json_text import json_fault
from korea_events.model.shapes import LARGEST_INTEGER, FieldSpec, Shape, fields_of
from korea_events.model.wording import ID, shown
from korea_events.temporal import Span

Fault = tuple[str, str, str]
"""A place below the value (``.role``, ``[0]``, or nothing for the value itself), a code, and a message."""
Faults = Sequence[Fault]

_NONE: Final[tuple[Fault, ...]] = ()
_T = TypeVar("_T")


class _Mark:
    """A stand-in for a value that a file did not give or that was reported already."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


MISSING: Final = _Mark("MISSING")
"""Stands for a required field that is absent; the check reports ``field-required``."""
UNUSABLE: Final = _Mark("UNUSABLE")
"""Stands for a value whose problem is reported already; the check passes it over, with every rule that needs it."""


# -- rules that need several fields ------------------------------------------------------------------------------

_R = TypeVar("_R", bound=Callable[[Any], Faults])


def rule(*needs: str) -> Callable[[_R], _R]:
    """Mark a method as a rule of its class that reads the fields ``needs``; it runs when these are in order.

    The method returns the faults it finds, as places below the record.
    """

    def mark(method: _R) -> _R:
        method.__rule_needs__ = frozenset(needs)  # type: ignore[attr-defined]  # a function takes any attribute
        return method

    return mark


# -- the check of one class --------------------------------------------------------------------------------------


class _Check(NamedTuple):
    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    defaults: tuple[Any, ...]
    checks: tuple[Callable[[Any], Faults], ...]
    rules: tuple[tuple[frozenset[str], Callable[[Any], Faults]], ...]


@cache
def _check_of(kind: type[Any], deep: bool) -> _Check:
    specs = fields_of(kind)
    names = tuple(spec.name for spec in specs)
    if len(names) == 1:  # attrgetter of a single name gives no tuple
        only = attrgetter(names[0])
        values: Callable[[Any], tuple[Any, ...]] = lambda thing: (only(thing),)
    else:
        values = attrgetter(*names)
    rules: dict[str, tuple[frozenset[str], Callable[[Any], Faults]]] = {}
    for base in reversed(kind.__mro__):
        for name, member in vars(base).items():
            if hasattr(member, "__rule_needs__"):
                rules[name] = (member.__rule_needs__, member)
    return _Check(
        names=names,
        values=values,
        defaults=tuple(_NO_DEFAULT if spec.required else spec.default for spec in specs),
        checks=tuple(_field_check(spec, deep) for spec in specs),
        rules=tuple(rules.values()),
    )


_NO_DEFAULT: Final = object()


def faults_of(thing: Any, *, deep: bool = False) -> Faults:
    """Everything wrong with a record or a part of one, as places below it; ``deep`` looks inside its parts too."""
    check = _check_of(type(thing), deep)
    found: list[Fault] = []
    bad: set[str] = set()
    for name, value, default, look in zip(
        check.names, check.values(thing), check.defaults, check.checks, strict=True
    ):
        if value is not default:
            faults = look(value)
            if faults:
                bad.add(name)
                found.extend(_below(f".{name}", faults))
    for needs, method in check.rules:
        if not bad or bad.isdisjoint(needs):
            faults = method(thing)
            if faults:
                found.extend(faults)
    return found


def problems_of(thing: Any, *, path: str = "$", deep: bool = True) -> list[Problem]:
    """Everything wrong with a record or a part of one, each with its path below ``path``.

    Example:
        >>> from korea_events.model import Actor
        >>> actor = without_check(Actor, {"id": "KCNA", "name": "KCNA", "kind": "agncy"})
        >>> for problem in problems_of(actor, path="$.actors[0]"):
        ...     print(problem.path, problem.code)
        $.actors[0].id id-syntax
        $.actors[0].kind code-unknown
    """
    return [
        Problem(path + place, code, message) for place, code, message in faults_of(thing, deep=deep) if code
    ]


# -- the check of one field --------------------------------------------------------------------------------------


def _field_check(spec: FieldSpec, deep: bool) -> Callable[[Any], Faults]:
    if spec.shape is Shape.UNKNOWN_FIELDS:
        return _unknown_fields
    one = _item_check(spec, deep)
    return _many(spec, one) if spec.many else one


def _many(spec: FieldSpec, one: Callable[[Any], Faults]) -> Callable[[Any], Faults]:
    what = _WHAT_MANY.get(spec.shape, "values")
    required, distinct = spec.required, spec.distinct

    def check(values: Any) -> Faults:
        if type(values) is not tuple:
            return _wrong_type(values, f"a list of {what}")
        if not values:
            return (("", "list-empty", f"give at least one of the {what}"),) if required else _NONE
        faults: list[Fault] = []
        for index, value in enumerate(values):
            wrong = one(value)
            if wrong:
                faults.extend(_below(f"[{index}]", wrong))
        if not faults and distinct and len(values) > 1 and len(set(values)) < len(values):
            return _repeated(values)
        return faults

    return check


def _repeated(values: tuple[Any, ...]) -> Faults:
    first: dict[Any, int] = {}
    faults: list[Fault] = []
    for index, value in enumerate(values):
        if value in first:
            faults.append((f"[{index}]", "list-duplicate", f"the same as item [{first[value]}]"))
        else:
            first[value] = index
    return faults


def _item_check(spec: FieldSpec, deep: bool) -> Callable[[Any], Faults]:
    match spec.shape:
        case Shape.TEXT | Shape.REFERENCE:
            return _text_check(spec)
        case Shape.CODE:
            return _code_check(spec)
        case Shape.NUMBER | Shape.INTEGER:
            return _number_check(spec)
        case Shape.FLAG:
            return _flag
        case Shape.SPAN:
            return _span_check(spec)
        case _:
            return _part_check(spec, deep)


def _text_check(spec: FieldSpec) -> Callable[[Any], Faults]:
    wording = spec.wording
    assert wording is not None  # every text field declares one
    fault_of, name = wording.fault, wording.name

    def check(value: Any) -> Faults:
        # A member of a StrEnum is text too, but would be written and compared as something else.
        if type(value) is not str:
            return _wrong_type(value, name)
        fault = fault_of(value)
        return _NONE if fault is None else (("", *fault),)

    if wording is ID:
        # The one rule that nearly every field of a large file meets.
        matches = wording.pattern.fullmatch  # type: ignore[union-attr]  # identifiers have a pattern
        longest = wording.longest

        def check_id(value: Any) -> Faults:
            if type(value) is str and len(value) <= longest and matches(value):
                return _NONE
            return check(value)

        return check_id
    return check


def _code_check(spec: FieldSpec) -> Callable[[Any], Faults]:
    vocabulary = spec.vocabulary
    assert vocabulary is not None  # every code field declares one
    name = words_of(vocabulary)

    def check(value: Any) -> Faults:
        if type(value) is vocabulary:
            return _NONE
        if not isinstance(value, str):
            return _wrong_type(value, f"a code of {name}")
        return (("", "code-unknown", _unknown_code(str(value), name, [str(member) for member in vocabulary])),)

    return check


def _number_check(spec: FieldSpec) -> Callable[[Any], Faults]:
    whole = spec.shape is Shape.INTEGER
    least, most = spec.least, spec.most
    what = "a whole number" if whole else "a number"

    def check(value: Any) -> Faults:
        kind = type(value)  # not isinstance: True is no number here
        if kind is not int and (whole or kind is not float):
            return _wrong_type(value, what)
        if kind is float and not math.isfinite(value):
            return (("", "number-finite", f"{value} is not a number that can be written down"),)
        if kind is int and not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            return (("", "number-range", f"a whole number beyond ±{LARGEST_INTEGER} (2**53 - 1) is not kept exactly"),)
        if least is not None and value < least:
            return (("", "number-range", f"{value} is less than {least:g}"),)
        if most is not None and value > most:
            return (("", "number-range", f"{value} is more than {most:g}"),)
        return _NONE

    return check


def _flag(value: Any) -> Faults:
    return _NONE if type(value) is bool else _wrong_type(value, "True or False")


def _span_check(spec: FieldSpec) -> Callable[[Any], Faults]:
    zone_may_be_unknown = spec.zone_may_be_unknown

    def check(value: Any) -> Faults:
        if type(value) is not Span:
            advice = "; write Span.parse(…)" if isinstance(value, str) else ""
            return _wrong_type(value, "a Span", advice)
        if value.zone is None and not zone_may_be_unknown:
            return (
                (
                    "",
                    "span-zone",
                    "the time zone must be named: only a document's date of publication may have zone=None",
                ),
            )
        return _NONE

    return check


def _part_check(spec: FieldSpec, deep: bool) -> Callable[[Any], Faults]:
    kinds = frozenset(spec.parts)
    what = " or ".join(f"a {kind.__name__}" for kind in spec.parts)

    def shallow(value: Any) -> Faults:
        return _NONE if type(value) in kinds else _wrong_type(value, what)

    def thorough(value: Any) -> Faults:
        return faults_of(value, deep=True) if type(value) in kinds else _wrong_type(value, what)

    return thorough if deep else shallow


def _unknown_fields(value: Any) -> Faults:
    if type(value) is not tuple:
        return _wrong_type(value, "a tuple of pairs (name, canonical JSON text)")
    faults: list[Fault] = []
    names: list[str] = []
    for index, pair in enumerate(value):
        place = f"[{index}]"
        if type(pair) is not tuple or len(pair) != 2 or type(pair[0]) is not str or type(pair[1]) is not str:
            faults.extend(_below(place, _wrong_type(pair, "a pair (name, canonical JSON text)")))
            continue
        names.append(pair[0])
        # A foreign name may be anything that JSON can write, even empty; half a surrogate pair it cannot.
        if any("\ud800" <= character <= "\udfff" for character in pair[0]):
            faults.append((place, "text-surrogate", "half of a surrogate pair in the name of a field"))
        fault = json_fault(pair[1])
        if fault is not None:
            faults.append((f"{place}[1]", *fault))
    if not faults and any(left >= right for left, right in pairwise(names)):
        faults.append(("", "extra-order", "names of unknown fields must be sorted and all different"))
    return faults


# -- what messages say -------------------------------------------------------------------------------------------

_REPORTED: Final[Fault] = ("", "", "")
"""Marks what is faulty but reported already: it keeps rules away from the field and is never shown."""
_PASSED: Final[tuple[Fault, ...]] = (_REPORTED,)

_WHAT_MANY: Final = {
    Shape.TEXT: "texts",
    Shape.REFERENCE: "identifiers",
    Shape.CODE: "codes",
    Shape.SPAN: "spans",
    Shape.PART: "parts",
}


def _below(place: str, faults: Faults) -> Iterator[Fault]:
    for fault in faults:
        yield fault if fault is _REPORTED else (place + fault[0], fault[1], fault[2])


def _wrong_type(value: Any, wanted: str, advice: str = "") -> Faults:
    if value is UNUSABLE:
        return _PASSED
    if value is MISSING:
        return (("", "field-required", "must be given"),)
    found = "None" if value is None else f"{_KINDS.get(type(value), type(value).__name__)} {shown(value)}"
    return (("", "field-type", f"{found} where {wanted} belongs{advice}"),)


_KINDS: Final = {
    str: "the text",
    bool: "the truth value",
    int: "the number",
    float: "the number",
    list: "the list",
    tuple: "the tuple",
    dict: "the mapping",
}


def words_of(kind: type[Any]) -> str:
    """The words of a class name: ``ActorKind`` is "actor kind".

    Example:
        >>> from korea_events.model import ActorKind
        >>> words_of(ActorKind)
        'actor kind'
    """
    name = kind.__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def _unknown_code(value: str, name: str, codes: list[str]) -> str:
    from difflib import get_close_matches  # only when there is something to say

    near = get_close_matches(value.strip().lower().replace(" ", "_").replace("-", "_")[:60], codes, n=1)
    if not value:
        near = []
    guess = f"; did you mean {near[0]!r}?" if near else ""
    return f"{shown(value)} is no {name}{guess} (allowed: {', '.join(codes)})"


# -- making records without a check ------------------------------------------------------------------------------


@cache
def _setters(kind: type[Any]) -> tuple[tuple[str, Callable[[Any, Any], None], Any], ...]:
    rows = []
    for attribute in attrs.fields(kind):
        default = MISSING if attribute.default is attrs.NOTHING else attribute.default
        rows.append((attribute.name, getattr(kind, attribute.name).__set__, default))
    return tuple(rows)


def without_check(kind: type[_T], values: Mapping[str, Any]) -> _T:
    """A record or part that holds ``values`` as they are: neither converted nor checked.

    For readers of files, which build a whole record, ask ``problems_of`` once for everything that is wrong with it,
    and throw it away if there is anything. Required fields that are absent hold ``MISSING``; put ``UNUSABLE`` where
    the problem is reported already. Names that the class does not have are ignored.
    """
    made = kind.__new__(kind)
    for name, put, default in _setters(kind):
        put(made, values.get(name, default))
    return made
