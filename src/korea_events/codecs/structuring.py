"""The border between files and facts: plain JSON values to records, driven by what the classes declare.

Nothing is guessed on the way in. Text becomes a code or a span, a list a tuple, an object a part; everything else
reaches the one check of its class as it stands, so that ``"abc"`` never becomes three items and ``"false"`` never a
truth value. All that is wrong is collected, each problem with its path in the file.

Reading is one pass. A value whose problem is reported is replaced by ``UNUSABLE``, which the checks pass over, so
that a wrong span does not hide a wrong name beside it. ``docs/decisions`` says why this is not left to cattrs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from marshal import dumps
from math import isfinite
from typing import Any, Final, NamedTuple, TypeVar

from attrs import define, field

from korea_events.codecs.json_text.canonical import compact
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.paths import extend_path, quote_text
from korea_events.codecs.json_text.strict import is_too_deep, read_json_value
from korea_events.errors import FileError, Problem, QuestionError, SpanError, suggest_name
from korea_events.model import (
    RECORD_TYPES,
    TYPE_KEY,
    UNUSABLE,
    FieldSpec,
    Judgement,
    Record,
    Shape,
    build_unchecked,
    find_faults,
    list_fields,
    remember_per_class,
)
from korea_events.temporal import Span

_T = TypeVar("_T")

LazyPath = tuple[Any, ...]
"""A place in a file, innermost step first: ``(step, (step, ()))``. Turned into a path only when there is a problem."""


def format_path(where: LazyPath, root: str = "$") -> str:
    """The path of a place.

    Example:
        >>> format_path(("span", (1, ("exercises", ()))))
        '$.exercises[1].span'
    """
    steps: list[str | int] = []
    while where:
        step, where = where
        steps.append(step)
    for step in reversed(steps):
        root = extend_path(root, step)
    return root


@define
class Reader:
    """What one reading of a file carries along: the problems found, names that look misspelt, values already made."""

    limits: Limits = DEFAULT_LIMITS
    root: str = "$"
    foreign: bool = False
    """Whether the values come from somebody's own code: those of a JSON text can be kept without a look at each."""
    line: int | None = None
    """The number of the line that is read, in a file of one record a line; its place in a path is made when needed."""
    problems: list[Problem] = field(factory=list)
    most_shared: int = 50_000
    """How many values of one sort are kept to be shared; a stream of records keeps few."""
    misspelt: dict[tuple[str, str, str], tuple[str, int]] = field(factory=dict)
    """By class, unknown name and the known name it resembles: the first path where it occurs, and how often it does."""
    spans: dict[Any, Span] = field(factory=dict)
    made: dict[int, dict[bytes, Any]] = field(factory=dict)
    guesses: dict[tuple[str, str], str | None] = field(factory=dict)
    """By class and unknown name: the known name it resembles, if any."""

    @property
    def origin(self) -> str:
        """The path under which everything lies that is read now."""
        return self.root if self.line is None else f"{self.root}.lines[{self.line}]"

    def report(self, where: LazyPath, code: str, message: str) -> None:
        """Add a problem at a place."""
        self.problems.append(Problem(format_path(where, self.origin), code, message))

    def take(self, faults: Iterable[tuple[str, str, str]], where: LazyPath) -> None:
        """Add what the check of a class found wrong with an object at a place."""
        path = format_path(where, self.origin)
        self.problems.extend(Problem(path + place, code, message) for place, code, message in faults if code)

    def unknown_fields(
        self,
        what: str,
        known: Iterable[str],
        value: Mapping[str, Any],
        unknown: Iterable[str],
        where: LazyPath,
    ) -> Any:
        """Fields that nobody knows, as they are kept: sorted pairs of name and canonical JSON text."""
        before = len(self.problems)
        depth = _measure_path_depth(where) + 1
        kept: list[tuple[str, str]] = []
        for name in unknown:
            item = value[name]
            if type(name) is not str:
                self.report(where, "field-type", f"{describe_value(name)} where the name of a field belongs")
                continue
            if is_too_deep(item, self.limits.nesting - depth):
                self.report((name, where), "json-nesting", f"nested more than {self.limits.nesting} deep")
                continue
            if self.foreign and not _is_json(item, self.limits):
                self.report(
                    (name, where), "field-type", "JSON could not say it, or not say it so that it came back"
                )
                continue
            kept.append((name, compact(item)))
            likely = self.suggest_name(what, known, name)
            if likely is not None:
                first, times = self.misspelt.get(
                    (what, name, likely), (format_path((name, where), self.origin), 0)
                )
                self.misspelt[what, name, likely] = first, times + 1
        return tuple(sorted(kept)) if len(self.problems) == before else UNUSABLE

    def suggest_name(self, what: str, known: Iterable[str], name: str) -> str | None:
        """The known field that an unknown one was probably meant to be."""
        if (what, name) not in self.guesses:
            if len(self.guesses) >= _MOST_GUESSES:
                return None
            self.guesses[what, name] = suggest_field_name(name, known)
        return self.guesses[what, name]

    def warnings(self) -> Iterator[str]:
        """What to warn of: each unknown field that looks misspelt, once, with the first place where it occurs."""
        for (what, name, likely), (first, times) in self.misspelt.items():
            more = f" and in {times - 1:,} more places" if times > 1 else ""
            meant = f"did you mean {quote_text(likely)}? It is kept as it is"
            yield f"{first}{more}: {what} has no field {quote_text(name)}; {meant}"

    def structure(self, kind: type[_T], value: Any, where: LazyPath = ()) -> _T | None:
        """The record that an object of a file describes, or None when it has problems, which are then reported."""
        if type(value) is not dict:
            self.report(where, "field-type", f"{describe_value(value)} where an object belongs")
            return None
        made = _structure_object(build_class_hooks(kind), value, where, self)
        return None if made is UNUSABLE else made


# -- how each class is read --------------------------------------------------------------------------------------

_StructureHook = Callable[[Any, LazyPath, Reader], Any]


class ClassHooks(NamedTuple):
    """How the objects of one class are read."""

    kind: type[Any]
    hooks: Mapping[str, _StructureHook | None]
    """By the name of each field: what makes its value of the JSON value; None where that is the value already."""
    tag: str | None
    """What ``type`` says in files, where one class out of several is meant."""


@remember_per_class
def build_class_hooks(kind: type[Any]) -> ClassHooks:
    """The plan of a record class or of a part's class; made once."""
    return ClassHooks(
        kind=kind,
        hooks={
            spec.name: _build_field_hook(spec)
            for spec in list_fields(kind)
            if spec.shape is not Shape.UNKNOWN_FIELDS
        },
        tag=getattr(kind, "type_tag", None) or None,
    )


def _build_field_hook(spec: FieldSpec) -> _StructureHook | None:
    """How a field is made from its JSON value; None when the value is taken as it is."""
    if spec.shape is Shape.SPAN:
        one: _StructureHook = structure_span
        if spec.nullable:
            return lambda value, where, reader: (
                None if value is None else structure_span(value, where, reader)
            )
    elif spec.shape is Shape.PART:
        part = _build_part_hook(spec.parts)
        one = _share_equal_values(spec.parts, part)
        if spec.many:
            return _share_equal_values((spec.parts, list), _build_items_hook(one, alone=part))
    elif spec.shape is Shape.CODE and not spec.many:
        assert spec.vocabulary is not None  # every code field declares one
        members = spec.vocabulary._value2member_map_
        return lambda value, _where, _reader: members.get(value, value) if type(value) is str else value
    elif spec.converter is not None:
        convert = spec.converter
        return lambda value, _where, _reader: convert(value)
    else:
        return None
    return _build_items_hook(one, alone=one) if spec.many else one


def _build_items_hook(one: _StructureHook, *, alone: _StructureHook) -> _StructureHook:
    def items(value: Any, where: LazyPath, reader: Reader) -> Any:
        if type(value) is not list:
            return value
        if (
            len(value) == 1
        ):  # where lists are shared, sharing their only item too would be looked up for nothing
            return (alone(value[0], (0, where), reader),)
        return tuple([one(item, (index, where), reader) for index, item in enumerate(value)])

    return items


def _build_part_hook(kinds: tuple[type[Any], ...]) -> _StructureHook:
    if len(kinds) == 1:
        (kind,) = kinds

        def part(value: Any, where: LazyPath, reader: Reader) -> Any:
            return (
                _structure_object(build_class_hooks(kind), value, where, reader)
                if type(value) is dict
                else value
            )

        return part

    table = {kind.type_tag: kind for kind in kinds}

    def tagged(value: Any, where: LazyPath, reader: Reader) -> Any:
        if type(value) is not dict:
            return value
        kind = find_tagged_class(value, table, where, reader)
        return UNUSABLE if kind is None else _structure_object(build_class_hooks(kind), value, where, reader)

    return tagged


def _share_equal_values(what: Any, make: _StructureHook) -> _StructureHook:
    """Makes equal values once in a reading: reports name the same participants and documents again and again."""
    table = _SHARED_TABLES.setdefault(what, len(_SHARED_TABLES))

    def shared(value: Any, where: LazyPath, reader: Reader) -> Any:
        kind = type(value)
        if kind is not dict and kind is not list:
            return make(value, where, reader)
        try:
            # Only the same values of the same types, in the same order, have the same marshalled bytes. As keys of a
            # table, True and 1 and 1.0 would be one.
            key = dumps(value, 2)
        except ValueError:  # nested too deep for it; the problem is reported elsewhere
            return make(value, where, reader)
        known = reader.made.get(table)
        if known is None:
            known = reader.made[table] = {}
        made = known.get(key)
        if made is None:
            before = len(reader.problems)
            made = make(value, where, reader)
            # What is faulty is made again, since a second faulty one is a second problem. What is long seldom recurs.
            if (
                len(key) <= _LONGEST_SHARED
                and len(known) < reader.most_shared
                and len(reader.problems) == before
            ):
                known[key] = made
        return made

    return shared


_SHARED_TABLES: Final[dict[Any, int]] = {}
"""The number of the table for each sort of value that is shared."""
_LONGEST_SHARED: Final = 500


def find_tagged_class(
    value: Mapping[str, Any], table: Mapping[str, type[Any]], where: LazyPath, reader: Reader
) -> type[Any] | None:
    """The class that an object's ``type`` names in a fixed table; None, with a problem reported, when it names none."""
    if TYPE_KEY not in value:
        reader.report((TYPE_KEY, where), "type-missing", f"must be given: {_join_type_tags(table)}")
        return None
    tag = value[TYPE_KEY]
    if type(tag) is not str or tag not in table:
        reader.report(
            (TYPE_KEY, where),
            "type-unknown",
            f"{describe_value(tag)} is no type here: {_join_type_tags(table)}",
        )
        return None
    return table[tag]


RECORD_TYPES_BY_TAG: Final = {kind.type_tag: kind for kind in RECORD_TYPES}


def structure_tagged_record(value: dict[str, Any], reader: Reader, where: LazyPath = ()) -> Record | None:
    """The record that an object with its ``type`` describes, or None, with the problems reported."""
    kind = find_tagged_class(value, RECORD_TYPES_BY_TAG, where, reader)
    if kind is None:
        return None
    record: Record | None = reader.structure(kind, value, where)
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
    if judgement.kept is None:
        raise QuestionError.of("kept-nothing", f"{judgement.id!r} does not keep a record")
    reader, where, value = Reader(), ("kept", ()), read_json_value(judgement.kept)
    if type(value) is dict:
        record = structure_tagged_record(value, reader, where)
    else:
        record = reader.structure(Record, value, where)
    if record is None:
        raise FileError(reader.problems)
    return record


def _join_type_tags(names: Mapping[str, Any]) -> str:
    return ", ".join(names)


# -- reading -----------------------------------------------------------------------------------------------------


_NO_FIELD: Final[Any] = object()


def _structure_object(plan: ClassHooks, value: dict[str, Any], where: LazyPath, reader: Reader) -> Any:
    """The record or part that an object describes, or ``UNUSABLE`` when a problem of it was reported."""
    values: dict[str, Any] = {}
    unknown: list[str] = []
    makers = plan.hooks
    for name, item in value.items():
        make = makers.get(name, _NO_FIELD)
        if make is None:
            values[name] = item
        elif make is _NO_FIELD:
            unknown.append(name)
        else:
            values[name] = make(item, (name, where), reader)
    if unknown:
        if TYPE_KEY in unknown and plan.tag is not None:
            # Where a class is known by its place, its tag may be repeated, but no other tag may stand there.
            unknown.remove(TYPE_KEY)
            if value[TYPE_KEY] != plan.tag:
                message = f"{describe_value(value[TYPE_KEY])} where only {quote_text(plan.tag)} can stand"
                reader.report((TYPE_KEY, where), "type-unknown", message)
                return UNUSABLE
        if unknown:
            values["extra"] = reader.unknown_fields(plan.kind.__name__, makers, value, unknown, where)
    made = build_unchecked(plan.kind, values)
    faults = find_faults(made, values)
    if faults:
        reader.take(faults, where)
        return UNUSABLE
    return made


_MOST_GUESSES: Final = 1_000
"""How many unknown names are compared with the known ones in one file: comparing is slow, and it is only a courtesy."""


def suggest_field_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that an unknown one was probably meant to be.

    Example:
        >>> suggest_field_name("partOf", ["part_of", "name"]), suggest_field_name("colour", ["part_of", "name"])
        ('part_of', None)
    """
    if len(name) > 40 or name.startswith(("_", "x_", "x-")):
        return None
    return suggest_name(name, sorted(known))


def _measure_path_depth(where: LazyPath) -> int:
    depth = 0
    while where:
        depth += 1
        where = where[1]
    return depth


def _is_json(value: object, limits: Limits) -> bool:
    """Whether a value, which is not too deep, is one that JSON can say and give back as it was."""
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
        return kind is int and abs(value) < 10 ** (limits.digits - 1)
    return value is None or kind in {str, bool}


def structure_span(value: Any, where: LazyPath, reader: Reader) -> Any:
    """The span of an EDTF text, or of an object with the arguments of ``Span.parse`` or ``Span.bounded``.

    ``UNUSABLE``, with a problem reported, if it describes none.
    """
    kind = type(value)
    try:
        if kind is str:
            made = reader.spans.get(value)
            if made is None:
                made = Span.parse(value)
                if len(reader.spans) < reader.most_shared:
                    reader.spans[value] = made
            return made
        if kind is dict:
            made = Span.from_arguments(value)
            return reader.spans.setdefault(made, made) if len(reader.spans) < reader.most_shared else made
    except SpanError as error:
        for problem in error.problems:
            # A span written as text has no fields of its own to point at.
            place = problem.path.removeprefix("$") if kind is dict else ""
            path = format_path(where, reader.origin) + place
            reader.problems.append(Problem(path, problem.code, problem.message))
        return UNUSABLE
    reader.report(
        where, "field-type", f"{describe_value(value)} where a span belongs: EDTF text, or an object"
    )
    return UNUSABLE


def describe_value(value: object) -> str:
    """A JSON value as a message names it."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"the text {quote_text(value)}"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "a number of more than 40 digits"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    kind = type(value)
    return "a list" if kind is list else "an object" if kind is dict else f"a Python {kind.__name__}"
