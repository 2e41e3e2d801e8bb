"""What is wrong with the value of a field: a check for every shape that a field can have.

A check returns *faults*: a path below the value, a code, and a message. The common path has none and builds no text.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final, TypeGuard

from attrs import evolve

from korea_events.errors import RecordError, SpanError, simplify_name, suggest_name
from korea_events.model.fields.code_words import find_code
from korea_events.model.fields.declarations import LARGEST_INTEGER, FieldSpec, Shape
from korea_events.model.fields.kept_json import check_canonical_json
from korea_events.model.fields.text_rules import ID, KEPT_JSON
from korea_events.model.fields.vocabulary import Vocabulary
from korea_events.temporal import Span
from korea_events.temporal.engine import as_span, quote_value

Fault = tuple[str, str, str | Callable[[], str]]
"""A path below the value (``.role``, ``[0]``, empty for the value itself), a code, and a message or what writes it."""
Faults = Iterable[Fault]
"""Faults, to be read once: false if there are none. Long lists are found while they are read."""
Check = Callable[[Any], Faults]

_NO_FAULTS: Final[tuple[Fault, ...]] = ()
_LONGEST_LIST: Final = 750
"""How many characters of names a message lists: all exercise kinds, but not the kinds of all events."""


class Placeholder:
    """Stands for a value that a file does not give, or whose problem has been reported."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


MISSING: Final = Placeholder("MISSING")
"""Stands for a required field that is missing; the check reports ``field-required``."""
UNUSABLE: Final = Placeholder("UNUSABLE")
"""Stands for a value whose problem has been reported; the check skips it, and every rule that needs it."""


def build_field_check(spec: FieldSpec) -> Check:
    """The check of the value of a field."""
    if spec.shape is Shape.UNKNOWN_FIELDS:
        return check_unknown_fields
    one = _build_item_check(spec)
    return _build_list_check(spec, one) if spec.many else one


def write_quick_test(spec: FieldSpec, value: str, names: dict[str, Any]) -> str:
    """An expression that is true only where the check of a field finds nothing; it need not be true everywhere there.

    ``value`` is the expression of the value; what the test refers to is added to ``names``.
    """
    rule = None if spec.text_rule is KEPT_JSON else spec.text_rule
    if spec.many:
        test = write_quick_test(evolve(spec, many=False), f"{value}[0]", names)
        others = "False"
        if rule is not None:
            names["ALL_TEXT"] = frozenset([str]).issuperset
            others = f"ALL_TEXT(map(type, {value})) and len(''.join({value})) <= {rule.longest} and min({value}) >= '!'"
            others += f" and all(map(PASSES_{spec.name}, {value})) and len({{*{value}}}) == len({value})"
        elif spec.shape in (Shape.CODE, Shape.PART):
            # A few items are faster to compare than to hash: each is then the first of its kind.
            firsts = f"[*map({value}.index, {value})] == [*range(len({value}))]"
            others = f"(len({value}) == 2 and type({value}[1]) in KINDS_{spec.name} and not {value}[0] == {value}[1]"
            others += (
                f" or 2 < len({value}) < 6 and KINDS_{spec.name}.issuperset(map(type, {value})) and {firsts})"
            )
        return f"type({value}) is tuple and {value} and {test} and (len({value}) == 1 or {others})"
    match spec.shape:
        case Shape.TEXT | Shape.REFERENCE if rule is not None:
            names[f"PASSES_{spec.name}"] = rule.pattern.fullmatch if rule.pattern else str.isprintable
            begins = "" if rule.pattern else f" and '!' <= {value}"
            return f"type({value}) is str{begins} and len({value}) <= {rule.longest} and PASSES_{spec.name}({value})"
        case Shape.CODE | Shape.PART:
            names[f"KINDS_{spec.name}"] = frozenset(spec.vocabularies or spec.parts)
            return f"type({value}) in KINDS_{spec.name}"
        case Shape.NUMBER | Shape.INTEGER:
            least = -LARGEST_INTEGER if spec.least is None else spec.least
            most = LARGEST_INTEGER if spec.most is None else spec.most
            return f"type({value}) is int and {least} <= {value} <= {most}"
        case Shape.FLAG:
            return f"type({value}) is bool"
        case Shape.SPAN:
            names["Span"] = Span
            zone = "" if spec.unknown_zone_allowed else f" and {value}.zone is not None"
            return f"type({value}) is Span{zone}"
        case _:
            return "False"


def _build_list_check(spec: FieldSpec, one: Check) -> Check:
    what = _PLURAL_NOUNS.get(spec.shape, "values")
    required, distinct = spec.required, spec.distinct

    def check(values: Any) -> Faults:
        if type(values) is not tuple:
            return _report_wrong_type(values, f"a list of {what}")
        if not values:
            message = f"must not be empty: give at least one of the {what}"
            return (("", "list-empty", message),) if required else _NO_FAULTS
        if any(map(one, values)):
            return (
                fault
                for index, value in enumerate(values)
                for fault in extend_fault_paths(f"[{index}]", one(value))
            )
        return _find_repeated_items(values) if distinct and len(set(values)) < len(values) else _NO_FAULTS

    return check


def _find_repeated_items(values: tuple[Any, ...]) -> Iterator[Fault]:
    first: dict[Any, int] = {}
    for index, value in enumerate(values):
        if first.setdefault(value, index) != index:
            message = f"equals item [{first[value]}]: give each item once"
            yield (f"[{index}]", "list-duplicate", message)


def _build_item_check(spec: FieldSpec) -> Check:
    match spec.shape:
        case Shape.TEXT | Shape.REFERENCE:
            return _build_text_check(spec)
        case Shape.CODE:
            return _build_code_check(spec)
        case Shape.NUMBER | Shape.INTEGER:
            return _build_number_check(spec)
        case Shape.FLAG:
            return _check_flag
        case Shape.SPAN:
            return _build_span_check(spec)
        case _:
            return _build_part_check(spec)


def _build_text_check(spec: FieldSpec) -> Check:
    rule = spec.text_rule
    assert rule is not None  # every text field declares one
    name = rule.name
    fault_of = check_canonical_json if rule is KEPT_JSON else rule.check

    def check(value: Any) -> Faults:
        # A member of a StrEnum is text too, but would be written and compared as something else.
        if type(value) is not str:
            return _report_wrong_type(value, name)
        fault = fault_of(value)
        return _NO_FAULTS if fault is None else (fault,)

    return check


def _build_code_check(spec: FieldSpec) -> Check:
    kinds = frozenset(spec.vocabularies)
    name = " or ".join(map(add_article, map(split_class_name, spec.vocabularies)))

    def check(value: Any) -> Faults:
        if type(value) in kinds:
            return _NO_FAULTS
        if not isinstance(value, str):
            return _report_wrong_type(value, name)
        return (("", "code-unknown", lambda: describe(str(value))),)

    def describe(text: str) -> str:
        # Comparing names is slow: it is done for the problems that are listed, not for a million others.
        for vocabulary in spec.vocabularies:
            if issubclass(vocabulary, Vocabulary) and (advice := vocabulary.get_advice(simplify_name(text))):
                return f"{quote_value(text)} is not {name}: {advice}"
        codes = [str(code) for vocabulary in spec.vocabularies for code in vocabulary]
        likely = find_code(text, *spec.vocabularies)
        listed = dict.fromkeys(codes if likely is None else [likely, *codes])
        return f"{quote_value(text)} is not {name}: write one of {_join_names([*listed])}"

    return check


def _build_number_check(spec: FieldSpec) -> Check:
    whole = spec.shape is Shape.INTEGER
    least, most = spec.least, spec.most
    what = "a whole number" if whole else "a number"

    def check(value: Any) -> Faults:
        # Not isinstance: True is not a number here.
        if type(value) is int:
            if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
                return (("", "number-range", _TOO_LARGE_MESSAGE),)
        elif whole or type(value) is not float:
            return _report_wrong_type(value, what)
        elif not math.isfinite(value):
            return (("", "number-finite", f"must be a finite number, not {value}"),)
        if least is not None and value < least:
            return (("", "number-range", f"must be at least {least:g}, not {value}"),)
        if most is not None and value > most:
            return (("", "number-range", f"must be at most {most:g}, not {value}"),)
        return _NO_FAULTS

    return check


_TOO_LARGE_MESSAGE: Final = (
    f"must be within ±{LARGEST_INTEGER} (2**53 - 1): not every reader keeps larger whole numbers exactly"
)


def _check_flag(value: Any) -> Faults:
    return _NO_FAULTS if type(value) is bool else _report_wrong_type(value, "True or False")


_ZONE_MESSAGE: Final = (
    "must name its time zone: only the date of publication of a document may have zone=None"
)


def _build_span_check(spec: FieldSpec) -> Check:
    zone_may_be_unknown = spec.unknown_zone_allowed

    def check(value: Any) -> Faults:
        if type(value) is not Span:
            if not isinstance(value, (str, dt.date)):
                return _report_wrong_type(value, "a Span")
            try:
                as_span(value)
            except SpanError as error:
                return [("", problem.code, problem.message) for problem in error.problems]
            zones = "zone='Asia/Seoul' where that zone is certain, else zone=None"
            return _report_wrong_type(value, "a Span", f": write Span.on(…) with {zones}")
        if value.zone is None and not zone_may_be_unknown:
            return (("", "span-zone", _ZONE_MESSAGE),)
        return _NO_FAULTS

    return check


def _build_part_check(spec: FieldSpec) -> Check:
    kinds = frozenset(spec.parts)
    what = " or ".join(f"a {kind.__name__}" for kind in spec.parts)

    takes_id = any(kind.short_form for kind in spec.parts)
    readers = [kind.parse for kind in spec.parts if hasattr(kind, "parse")]

    def check(value: Any) -> Faults:
        if takes_id and type(value) is str and (fault := ID.check(value)) is not None:
            return (fault,)
        if readers and type(value) is str:
            try:
                readers[0](value)
            except RecordError as error:
                return [(problem.path[1:], problem.code, problem.message) for problem in error.problems]
        # A part has checked itself when it was made.
        return _NO_FAULTS if type(value) in kinds else _report_wrong_type(value, what)

    return check


def check_unknown_fields(value: Any) -> Faults:
    """What is wrong with unknown fields that a record keeps."""
    if not is_tuple(value):
        return _report_wrong_type(value, "a tuple of pairs (name, canonical JSON text)")
    faults: list[Fault] = []
    names: list[str] = []
    for index, pair in enumerate(value):
        path = f"[{index}]"
        if not is_tuple(pair) or len(pair) != 2 or any(type(text) is not str for text in pair):
            wrong = _report_wrong_type(pair, "a pair (name, canonical JSON text)")
            faults.extend(extend_fault_paths(path, wrong))
            continue
        name, text = pair
        names.append(name)
        # A foreign name may be anything that JSON can write, even empty; half a surrogate pair it cannot.
        if any("\ud800" <= character <= "\udfff" for character in name):
            message = "the name of a field has half of a surrogate pair: the text was decoded wrongly"
            faults.append((path, "text-surrogate", message))
        fault = check_canonical_json(text)
        if fault is not None:
            faults.extend(extend_fault_paths(f"{path}[1]", (fault,)))
    if not faults and any(left >= right for left, right in pairwise(names)):
        faults.append(("", "extra-order", "names of unknown fields must be sorted and different"))
    return faults


def is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    """Whether it is a plain tuple."""
    return type(value) is tuple


# -- what messages say -------------------------------------------------------------------------------------------

_REPORTED_FAULT: Final[Fault] = ("", "", "")
"""Marks a fault that has been reported: rules skip the field, and the mark is never shown."""
_ONLY_REPORTED: Final[tuple[Fault, ...]] = (_REPORTED_FAULT,)

_PLURAL_NOUNS: Final = {
    Shape.TEXT: "texts",
    Shape.REFERENCE: "identifiers",
    Shape.CODE: "codes",
    Shape.SPAN: "spans",
    Shape.PART: "parts",
}


def extend_fault_paths(path: str, faults: Faults) -> Iterator[Fault]:
    """The faults of a value at ``path``, as seen from what contains it."""
    for fault in faults:
        yield fault if fault is _REPORTED_FAULT else (path + fault[0], fault[1], fault[2])


def _report_wrong_type(value: Any, wanted: str, advice: str = "") -> Faults:
    if value is UNUSABLE:
        return _ONLY_REPORTED
    if value is MISSING:
        return (("", "field-required", "must be given"),)
    name = next((words for kind, words in _TYPE_NOUNS if type(value) is kind), type(value).__name__)
    found = "None" if value is None else f"{name} {quote_value(value)}"
    return (("", "field-type", f"must be {wanted}, not {found}{advice}"),)


_TYPE_NOUNS: Final[tuple[tuple[type[Any], str], ...]] = (
    (str, "the text"),
    (bool, "the truth value"),
    (int, "the number"),
    (float, "the number"),
    (list, "the list"),
    (tuple, "the tuple"),
    (dict, "the mapping"),
)


def split_class_name(kind: type[Any]) -> str:
    """The words of a class name: ``ActorKind`` is "actor kind".

    Example:
        >>> from korea_events.model import ActorKind
        >>> split_class_name(ActorKind)
        'actor kind'
    """
    name = kind.__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def add_article(words: str) -> str:
    """The words after "a" or "an".

    Example:
        >>> add_article("actor kind")
        'an actor kind'
    """
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


def list_likely_first(name: str, allowed: Iterable[str]) -> str:
    """The names that are allowed, in one line; the one that was probably meant comes first, and a long list is cut.

    Example:
        >>> list_likely_first("agncy", ["state", "agency"])
        'agency, state'
    """
    names = list(allowed)
    near = suggest_name(name, names)
    return _join_names(list(dict.fromkeys([*([near] if near else ()), *names])))


def _join_names(names: Sequence[str]) -> str:
    """Names in one line; of too many the first ones, and how many more there are."""
    lengths = accumulate(len(each) + 2 for each in names)
    shown = [each for each, length in zip(names, lengths, strict=True) if length <= _LONGEST_LIST]
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" or {rest} more" if rest else "")
