"""Plain JSON values to records, driven by what the classes declare.

Nothing is guessed. Text becomes a code or a span, a list a tuple, an object a part; everything else reaches the one
check of its class unchanged, so that ``"abc"`` never becomes three items and ``"false"`` never a truth value. All
problems are collected, each with its path in the file.

Reading is one pass. A value whose problem is reported is replaced by ``UNUSABLE``, which the checks ignore, so that a
wrong span does not hide a wrong name beside it. ``docs/decisions`` says why cattrs does not do this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from math import isfinite
from typing import Any, Final, TypeVar

from attrs import Factory, define, field

from korea_events.codecs.json_text.limits import (
    DEFAULT_LIMITS,
    Limits,
    Problems,
    get_digit_limit,
    limit_problems,
)
from korea_events.codecs.json_text.paths import LazyPath, describe_value, format_path, measure_path_depth
from korea_events.codecs.json_text.strict import is_too_deep, read_json_value
from korea_events.codecs.shared_values import (
    SharedValues,
    StructureHook,
    find_span,
    number_table,
    share_equal_values,
)
from korea_events.errors import FileError, KoreaEventsError, Problem, QuestionError, SpanError, suggest_name
from korea_events.model import RECORD_TYPES, Judgement, Record
from korea_events.model.engine import (
    TYPE_KEY,
    UNUSABLE,
    Declined,
    Fault,
    FieldSpec,
    Shape,
    build_problem,
    build_quick_maker,
    build_quick_reader,
    build_unchecked,
    find_faults,
    list_fields,
    remember_per_class,
    write_canonical_json,
)
from korea_events.temporal import Span
from korea_events.temporal.engine import check_type, quote_value

_T = TypeVar("_T")


@define
class Reader:
    """The state of one reading: the problems found, names that look misspelt, values to share."""

    limits: Limits = DEFAULT_LIMITS
    root: str = "$"
    foreign: bool = False
    """Whether the values come from other code. Those of a JSON text can be kept without looking at each."""
    line: int | None = None
    """The number of the current line, in a file with one record a line."""
    problems: Problems = field(
        init=False, default=Factory(lambda self: Problems(self.limits), takes_self=True)
    )
    most_shared: int = 50_000
    """How many values of one kind are kept to be shared; a stream of records keeps few."""
    misspelt: dict[tuple[str, str, str], tuple[str, int]] = field(factory=dict)
    """By class, unknown name and the known name it resembles: the first path with it, and how many there are."""
    spans: dict[Any, Span] = field(factory=dict)
    alternatives: int = 0  # beyond a dozen of each
    shared: dict[int, SharedValues] = field(factory=lambda: defaultdict(SharedValues))
    guesses: dict[tuple[str, str], str | None] = field(factory=dict)
    """By class and unknown name: the known name it resembles, if any."""

    @property
    def origin(self) -> str:
        """The path of what is being read."""
        return self.root if self.line is None else f"{self.root}.lines[{self.line}]"

    def report(self, path: LazyPath, code: str, message: str) -> None:
        """Add a problem at a path."""
        if self.problems.has_room:
            self.problems.append(Problem(format_path(path, self.origin), code, message))
        else:
            self.problems.count()

    def add_faults(self, faults: Iterable[Fault], path: LazyPath) -> None:
        """Add what the check of a class found wrong with an object at a path."""
        root = format_path(path, self.origin)
        problems = self.problems
        for fault in faults:
            if not fault[1]:
                continue
            if problems.has_room:
                problems.append(build_problem(root, fault))
            else:
                problems.count()

    def add_error(self, error: KoreaEventsError, path: LazyPath) -> None:
        """Add the problems of an error that was raised while something at a path was read."""
        self.problems.extend(error.under(format_path(path, self.origin)).problems)

    def unknown_fields(
        self,
        what: str,
        known: Iterable[str],
        value: Mapping[str, Any],
        unknown: Iterable[str],
        path: LazyPath,
    ) -> Any:
        """Unknown fields as records keep them: sorted pairs of name and canonical JSON text."""
        before = len(self.problems)
        depth = measure_path_depth(path) + 1
        kept: list[tuple[str, str]] = []
        for name in unknown:
            item = value[name]
            if type(name) is not str:
                self.report(path, "field-type", f"{describe_value(name)} instead of the name of a field")
                continue
            if is_too_deep(item, self.limits.nesting - depth):
                self.report((name, path), "json-nesting", f"nested more than {self.limits.nesting} deep")
                continue
            if self.foreign and not _is_json(item, self.limits):
                self.report((name, path), "field-type", "JSON cannot hold this value, or would change it")
                continue
            kept.append((name, write_canonical_json(item)))
            likely = self.suggest_name(what, known, name)
            if likely is not None:
                first, times = self.misspelt.get(
                    (what, name, likely), (format_path((name, path), self.origin), 0)
                )
                self.misspelt[what, name, likely] = first, times + 1
        return tuple(sorted(kept)) if len(self.problems) == before else UNUSABLE

    def suggest_name(self, what: str, known: Iterable[str], name: str) -> str | None:
        """The known field that an unknown one probably means."""
        if (what, name) not in self.guesses:
            if len(self.guesses) >= _MOST_GUESSES:
                return None
            is_private = name.startswith(("_", "x_", "x-"))
            self.guesses[what, name] = None if is_private else suggest_name(name, sorted(known))
        return self.guesses[what, name]

    def warnings(self) -> Iterator[str]:
        """A warning for each unknown field that looks misspelt, with the first path where it occurs."""
        for (what, name, likely), (first, times) in self.misspelt.items():
            more = f" and {times - 1:,} more" if times > 1 else ""
            meant = f"did you mean {quote_value(likely)}? It is kept as an unknown field"
            yield f"{first}{more}: {what} has no field {quote_value(name)}; {meant}"

    def structure(self, kind: type[_T], value: Any, path: LazyPath = ()) -> _T | None:
        """The record that an object of a file describes, or None, with its problems reported."""
        record: _T | None = structure_quickly(kind, value, self)
        return structure_carefully(kind, value, self, path) if record is None else record


def structure_quickly(kind: type[Any], value: Any, reader: Reader) -> Any:
    """The record of a sound object with known fields; None for all else, of which nothing is reported."""
    try:
        return _build_quick_reader(kind)(value, (), reader)
    except (Declined, KoreaEventsError):
        return None


def structure_carefully(kind: type[_T], value: Any, reader: Reader, path: LazyPath) -> _T | None:
    """The same record of the same object, or what is wrong with it; unknown fields are kept."""
    if type(value) is not dict:
        reader.report(path, "field-type", f"{describe_value(value)} instead of an object")
        return None
    try:
        record = _structure_object(kind, value, path, reader)
    except KoreaEventsError as error:  # one bad record costs one record, whatever its checks raise
        reader.add_error(error, path)
        return None
    return None if record is UNUSABLE else record


# -- how each class is read --------------------------------------------------------------------------------------


Hooks = dict[str, StructureHook | dict[Any, Any] | None]
"""By field name: what builds the value from the JSON value, the codes by their text, or None if it is the value."""
BuildPart = Callable[[tuple[type[Any], ...]], StructureHook]
"""The hook of a field that holds parts of some classes."""


def _build_hooks(kind: type[Any], read_span: StructureHook, build_part: BuildPart) -> Hooks:
    fields = [spec for spec in list_fields(kind) if spec.shape is not Shape.UNKNOWN_FIELDS]
    return {spec.name: _build_field_hook(spec, read_span, build_part) for spec in fields}


@remember_per_class
def _build_careful_hooks(kind: type[Any]) -> Hooks:
    """The hooks of a class of records or parts that report what is wrong."""
    return _build_hooks(kind, structure_span, _build_part_hook)


@remember_per_class
def _build_quick_reader(kind: type[Any]) -> Callable[[dict[str, Any], LazyPath, Reader], Any]:
    """What makes a record or part of a sound object and reports nothing: see ``build_quick_reader`` of the model."""
    hooks = _build_hooks(kind, find_span, partial(_build_quick_part_hook, kind))
    return build_quick_reader(kind, hooks, getattr(kind, "type_tag", None) or None)


def _build_field_hook(
    spec: FieldSpec, read_span: StructureHook, build_part: BuildPart
) -> StructureHook | dict[Any, Any] | None:
    """What builds a field's value from the JSON value, the codes by their text, or None if the JSON value is it."""
    alone = one = read_span
    if spec.shape is Shape.SPAN:
        if spec.nullable:
            return lambda value, path, reader: None if value is None else read_span(value, path, reader)
    elif spec.shape is Shape.PART:
        alone = build_part(spec.parts)
        one = share_equal_values(number_table(spec.parts), alone)
    elif spec.shape is Shape.CODE and not spec.many:
        (vocabulary,) = spec.vocabularies
        return vocabulary._value2member_map_
    elif spec.converter is not None:
        convert = spec.converter
        return lambda value, _path, _reader: convert(value)
    else:
        return None
    if not spec.many:
        return one

    def items(value: Any, path: LazyPath, reader: Reader) -> Any:
        if type(value) is not list:
            return value
        # Where lists are shared, sharing their only item as well would be a second lookup for nothing.
        if len(value) == 1:
            return (alone(value[0], (0, path), reader),)
        return tuple([one(item, (index, path), reader) for index, item in enumerate(value)])

    return share_equal_values(number_table((spec.parts, list)), items) if spec.parts else items


def _build_part_hook(kinds: tuple[type[Any], ...]) -> StructureHook:
    first, *others = kinds
    table = {kind.type_tag: kind for kind in kinds} if others else {}

    def part(value: Any, path: LazyPath, reader: Reader) -> Any:
        if type(value) is not dict:
            return value
        kind = find_tagged_class(value, table, path, reader) if others else first
        return UNUSABLE if kind is None else _structure_object(kind, value, path, reader)

    return part


def _build_quick_part_hook(kind: type[Any], kinds: tuple[type[Any], ...]) -> StructureHook:
    (first, *others) = kinds

    def read_tagged(value: Any, path: LazyPath, reader: Reader) -> Any:
        tag = value.get(TYPE_KEY) if others and type(value) is dict else first.type_tag
        part = next((part for part in kinds if part.type_tag == tag), None)
        if part is None:
            raise Declined
        return _build_quick_reader(part)(value, path, reader)

    # a quantity may contain quantities
    return read_tagged if others or first is kind else _build_quick_reader(first)


def find_tagged_class(
    value: Mapping[str, Any], table: Mapping[str, type[Any]], path: LazyPath, reader: Reader
) -> type[Any] | None:
    """The class that an object's ``type`` names in a table; None, with a problem reported, if it does not name one."""
    if TYPE_KEY not in value:
        reader.report((TYPE_KEY, path), "type-missing", f"must be given: {', '.join(table)}")
        return None
    tag = value[TYPE_KEY]
    if type(tag) is not str or tag not in table:
        reader.report(
            (TYPE_KEY, path),
            "type-unknown",
            f"{describe_value(tag)} is not one of the types {', '.join(table)}",
        )
        return None
    return table[tag]


RECORD_TYPES_BY_TAG: Final = {kind.type_tag: kind for kind in RECORD_TYPES}


def structure_tagged_record(value: dict[str, Any], reader: Reader, path: LazyPath = ()) -> Record | None:
    """The record that an object with its ``type`` describes, or None, with the problems reported."""
    kind = find_tagged_class(value, RECORD_TYPES_BY_TAG, path, reader)
    if kind is None:
        return None
    record: Record | None = reader.structure(kind, value, path)
    return record


def read_kept_record(judgement: Judgement) -> Record:
    """The record that a judgement keeps, as it was before it was set aside.

    Raises:
        QuestionError: ``kept-nothing`` if the judgement does not keep a record.
        FileError: if somebody else wrote what it keeps and it is not a record with its type; with every problem.

    Example:
        >>> from korea_events.dossier import set_aside
        >>> from korea_events.model import Actor
        >>> read_kept_record(set_aside(Actor(id="usa", name="USA", kind="state")))
        Actor(id='usa', name='USA', kind=ActorKind.STATE)
    """
    check_type("judgement", judgement, Judgement, "a judgement")
    if judgement.kept is None:
        raise QuestionError.of("kept-nothing", f"{judgement.id!r} does not keep a record")
    reader, path, value = Reader(), ("kept", ()), read_json_value(judgement.kept)
    if type(value) is dict:
        record = structure_tagged_record(value, reader, path)
    else:
        record = reader.structure(Record, value, path)
    if record is None:
        raise FileError(limit_problems(reader.problems, reader.limits))
    return record


# -- reading -----------------------------------------------------------------------------------------------------


_NO_FIELD: Final[Any] = object()


def _structure_object(kind: type[Any], value: dict[str, Any], path: LazyPath, reader: Reader) -> Any:
    """The record or part that an object describes, or ``UNUSABLE``, with its problems reported."""
    values: dict[str, Any] = {}
    unknown: list[str] = []
    makers, tag = _build_careful_hooks(kind), getattr(kind, "type_tag", None) or None
    for name, item in value.items():
        make = makers.get(name, _NO_FIELD)
        if make is None:
            values[name] = item
        elif isinstance(make, dict):
            values[name] = make.get(item, item) if type(item) is str else item
        elif make is _NO_FIELD:
            if name != TYPE_KEY or tag is None or item != tag:
                unknown.append(name)
        else:
            values[name] = make(item, (name, path), reader)
    if unknown:
        if TYPE_KEY in unknown and tag is not None:
            # Where the path determines the class, its type may be repeated, but not contradicted.
            message = f"type must be {quote_value(tag)} here, not {describe_value(value[TYPE_KEY])}"
            reader.report((TYPE_KEY, path), "type-unknown", message)
            return UNUSABLE
        values["extra"] = reader.unknown_fields(kind.__name__, makers, value, unknown, path)
    thing = build_quick_maker(kind)(values)
    if thing is None:
        thing = build_unchecked(kind, values)
        faults = find_faults(thing, values)
        if faults:
            reader.add_faults(faults, path)
            return UNUSABLE
    return thing


_MOST_GUESSES: Final = 1_000
"""How many unknown names of one file are compared with the known ones: comparing is slow."""


def _is_json(value: object, limits: Limits) -> bool:
    """Whether JSON can hold a value, which is not too deep, and give it back unchanged."""
    kind = type(value)
    if isinstance(value, dict):
        return kind is dict and all(
            type(key) is str and _is_json(item, limits) for key, item in value.items()
        )
    if isinstance(value, list):
        return kind is list and all(_is_json(item, limits) for item in value)
    if isinstance(value, float):
        return kind is float and isfinite(value)
    if isinstance(value, int) and kind is not bool:
        return kind is int and abs(value) < 10 ** (get_digit_limit(limits) - 1)
    return value is None or kind in {str, bool}


def structure_span(value: Any, path: LazyPath, reader: Reader) -> Any:
    """The span of an EDTF text, or of an object with the arguments of ``Span.parse`` or ``Span.bounded``.

    ``UNUSABLE``, with a problem reported, if the value does not describe a span.
    """
    kind = type(value)
    try:
        if kind is str or kind is dict:
            return find_span(value, path, reader)
    except SpanError as error:
        for problem in error.problems:
            # A span written as text has no fields of its own to point at.
            below = problem.path.removeprefix("$") if kind is dict else ""
            reader.add_faults([(below, problem.code, problem.message)], path)
        return UNUSABLE
    reader.report(
        path, "field-type", f"{describe_value(value)} instead of a span: write EDTF text or an object"
    )
    return UNUSABLE
