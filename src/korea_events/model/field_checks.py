"""What is wrong with the value of one field: a check for every shape that a field can have.

A check returns *faults*: the place below the value, a code, and a message. There are none on the common path, so no
text is built there.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, TypeGuard

from korea_events.model.json_text import json_fault
from korea_events.model.shapes import LARGEST_INTEGER, FieldSpec, Shape
from korea_events.model.wording import KEPT_JSON, shown
from korea_events.temporal import Span

Fault = tuple[str, str, str]
"""A place below the value (``.role``, ``[0]``, or nothing for the value itself), a code, and a message."""
Faults = Sequence[Fault]
Check = Callable[[Any], Faults]

_NONE: Final[tuple[Fault, ...]] = ()


class Mark:
    """A stand-in for a value that a file did not give or whose problem was reported already."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


MISSING: Final = Mark("MISSING")
"""Stands for a required field that is absent; the check reports ``field-required``."""
UNUSABLE: Final = Mark("UNUSABLE")
"""Stands for a value whose problem is reported already; the check passes it over, with every rule that needs it."""


def field_check(spec: FieldSpec) -> Check:
    """The check of the value of a field."""
    if spec.shape is Shape.UNKNOWN_FIELDS:
        return unknown_fields_faults
    one = _item_check(spec)
    return _many(spec, one) if spec.many else one


def _many(spec: FieldSpec, one: Check) -> Check:
    what = _WHAT_MANY.get(spec.shape, "values")
    required, distinct = spec.required, spec.distinct
    # Where the type says it all, one look at the types of all items is enough.
    kinds = frozenset(spec.parts) or frozenset([spec.vocabulary] if spec.vocabulary is not None else [])

    def check(values: Any) -> Faults:
        if type(values) is not tuple:
            return _wrong_type(values, f"a list of {what}")
        if not values:
            return (("", "list-empty", f"give at least one of the {what}"),) if required else _NONE
        if not kinds.issuperset(map(type, values)) if kinds else any(map(one, values)):
            faults: list[Fault] = []
            for index, value in enumerate(values):
                faults.extend(below(f"[{index}]", one(value)))
            return faults
        if distinct and len(values) > 1:
            # Two items, the usual number, are compared sooner than they are hashed.
            twice = values[0] == values[1] if len(values) == 2 else len(set(values)) < len(values)
            if twice:
                return _repeated(values)
        return _NONE

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


def _item_check(spec: FieldSpec) -> Check:
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
            return _part_check(spec)


def _text_check(spec: FieldSpec) -> Check:
    wording = spec.wording
    assert wording is not None  # every text field declares one
    name, longest = wording.name, wording.longest
    fault_of = json_fault if wording is KEPT_JSON else wording.fault

    def check(value: Any) -> Faults:
        # A member of a StrEnum is text too, but would be written and compared as something else.
        if type(value) is not str:
            return _wrong_type(value, name)
        fault = fault_of(value)
        return _NONE if fault is None else (fault,)

    # Nearly every text of a large file passes one of these, with no further call.
    if wording.pattern is not None:
        matched = wording.pattern.fullmatch

        def check_pattern(value: Any) -> Faults:
            passes = type(value) is str and len(value) <= longest and matched(value)
            return _NONE if passes else check(value)

        return check_pattern
    if wording is not KEPT_JSON:

        def check_words(value: Any) -> Faults:
            # What is empty or begins with a space is looked at more closely.
            passes = type(value) is str and len(value) <= longest and value.isprintable() and value[:1] > " "
            return _NONE if passes else check(value)

        return check_words
    return check


def _code_check(spec: FieldSpec) -> Check:
    vocabulary = spec.vocabulary
    assert vocabulary is not None  # every code field declares one
    name = words_of(vocabulary)

    def check(value: Any) -> Faults:
        if type(value) is vocabulary:
            return _NONE
        if not isinstance(value, str):
            return _wrong_type(value, f"a code of {name}")
        return (
            ("", "code-unknown", _unknown_code(str(value), name, [str(member) for member in vocabulary])),
        )

    return check


def _number_check(spec: FieldSpec) -> Check:
    whole = spec.shape is Shape.INTEGER
    least, most = spec.least, spec.most
    what = "a whole number" if whole else "a number"

    def check(value: Any) -> Faults:
        # Not isinstance: True is no number here.
        if type(value) is int:
            if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
                return (("", "number-range", _TOO_LARGE),)
        elif whole or type(value) is not float:
            return _wrong_type(value, what)
        elif not math.isfinite(value):
            return (("", "number-finite", f"{value} is not a number that can be written down"),)
        if least is not None and value < least:
            return (("", "number-range", f"{value} is less than {least:g}"),)
        if most is not None and value > most:
            return (("", "number-range", f"{value} is more than {most:g}"),)
        return _NONE

    return check


_TOO_LARGE: Final = (
    f"a whole number beyond ±{LARGEST_INTEGER} (2**53 - 1), which not every reader keeps exactly"
)


def _flag(value: Any) -> Faults:
    return _NONE if type(value) is bool else _wrong_type(value, "True or False")


def _span_check(spec: FieldSpec) -> Check:
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


def _part_check(spec: FieldSpec) -> Check:
    kinds = frozenset(spec.parts)
    what = " or ".join(f"a {kind.__name__}" for kind in spec.parts)

    def check(value: Any) -> Faults:
        # A part has checked itself when it was made.
        return _NONE if type(value) in kinds else _wrong_type(value, what)

    return check


def unknown_fields_faults(value: Any) -> Faults:
    """What is wrong with the fields that something keeps without knowing them."""
    if not is_tuple(value):
        return _wrong_type(value, "a tuple of pairs (name, canonical JSON text)")
    faults: list[Fault] = []
    names: list[str] = []
    for index, pair in enumerate(value):
        place = f"[{index}]"
        if not is_tuple(pair) or len(pair) != 2 or any(type(text) is not str for text in pair):
            faults.extend(below(place, _wrong_type(pair, "a pair (name, canonical JSON text)")))
            continue
        name, text = pair
        names.append(name)
        # A foreign name may be anything that JSON can write, even empty; half a surrogate pair it cannot.
        if any("\ud800" <= character <= "\udfff" for character in name):
            faults.append((place, "text-surrogate", "half of a surrogate pair in the name of a field"))
        fault = json_fault(text)
        if fault is not None:
            faults.extend(below(f"{place}[1]", (fault,)))
    if not faults and any(left >= right for left, right in pairwise(names)):
        faults.append(("", "extra-order", "names of unknown fields must be sorted and all different"))
    return faults


def is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    """Whether it is a plain tuple."""
    return type(value) is tuple


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


def below(place: str, faults: Faults) -> Iterator[Fault]:
    """The faults of something at ``place``, as seen from what contains it."""
    for fault in faults:
        yield fault if fault is _REPORTED else (place + fault[0], fault[1], fault[2])


def _wrong_type(value: Any, wanted: str, advice: str = "") -> Faults:
    if value is UNUSABLE:
        return _PASSED
    if value is MISSING:
        return (("", "field-required", "must be given"),)
    name = next((words for kind, words in _KINDS if type(value) is kind), type(value).__name__)
    found = "None" if value is None else f"{name} {shown(value)}"
    return (("", "field-type", f"{found} where {wanted} belongs{advice}"),)


_KINDS: Final[tuple[tuple[type[Any], str], ...]] = (
    (str, "the text"),
    (bool, "the truth value"),
    (int, "the number"),
    (float, "the number"),
    (list, "the list"),
    (tuple, "the tuple"),
    (dict, "the mapping"),
)


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
