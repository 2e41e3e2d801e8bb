"""Records as plain JSON values, for files, comparisons and kept records.

A record or part becomes an object with keys in the order of the fields of its class: defaults left out, unknown fields
last. A span becomes its text or its arguments.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from korea_events.model.fields.declarations import (
    FieldSpec,
    Shape,
    compile_function,
    list_fields,
    remember_per_class,
)
from korea_events.model.fields.kept_json import read_kept_json, write_canonical_json
from korea_events.model.record import Record
from korea_events.temporal import Span

TYPE_KEY: Final = "type"
"""The key that names the type of an object where several types are allowed."""

ValueWriter = Callable[[Any], Any]


def unstructure(thing: Any) -> dict[str, Any]:
    """A record or part as plain JSON values, in the order of files: defaults left out, unknown fields last.

    Example:
        >>> from korea_events.model import Actor
        >>> unstructure(Actor(id="usa", name="United States", kind="state", extra=(("seen", "true"),)))
        {'id': 'usa', 'name': 'United States', 'kind': 'state', 'seen': True}
    """
    plain = _build_writer(type(thing))(thing)
    return plain | unstructure_extra(thing.extra) if thing.extra else plain


def unstructure_with_type(thing: Any) -> dict[str, Any]:
    """Like :func:`unstructure`, with the type first, for where several types are allowed.

    Example:
        >>> from korea_events.model import Actor
        >>> unstructure_with_type(Actor(id="usa", name="United States", kind="state"))
        {'type': 'actor', 'id': 'usa', 'name': 'United States', 'kind': 'state'}
    """
    return {TYPE_KEY: type(thing).type_tag, **unstructure(thing)}


def write_canonical_record(record: Record) -> str:
    """A record with its type as canonical JSON text: only equal records have equal texts.

    Example:
        >>> from korea_events.model import Actor
        >>> write_canonical_record(Actor(id="usa", name="United States", kind="state"))
        '{"id":"usa","kind":"state","name":"United States","type":"actor"}'
    """
    return write_canonical_json(unstructure_with_type(record))


def unstructure_extra(extra: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Unknown fields as they are in the file.

    Example:
        >>> unstructure_extra((("days", "11"), ("who", '["kor","usa"]')))
        {'days': 11, 'who': ['kor', 'usa']}
    """
    return {name: read_kept_json(text) for name, text in extra}


def unstructure_span(span: Span) -> str | dict[str, Any]:
    """A span as files keep it: its text if that says everything, else its arguments.

    Example:
        >>> unstructure_span(Span.on("2024-03-14")), unstructure_span(Span.on("2024-03-14", zone=None))
        ('2024-03-14', {'edtf': '2024-03-14', 'zone': None})
    """
    arguments = span.arguments()
    return arguments["edtf"] if arguments.keys() == {"edtf"} else arguments


@remember_per_class
def list_value_writers(kind: type[Any]) -> tuple[tuple[str, Any, ValueWriter | None], ...]:
    """For each declared field: its name, its default, and how to write its value (None: unchanged)."""
    return tuple(
        (spec.name, spec.default, _choose_value_writer(spec))
        for spec in list_fields(kind)
        if spec.shape is not Shape.UNKNOWN_FIELDS
    )


@remember_per_class
def _build_writer(kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    """What writes the declared fields of an object that differ from their defaults."""
    names: dict[str, Any] = {"KIND": kind}
    source = ["def write(THING):", " PLAIN = {}"]
    for name, default, write in list_value_writers(kind):
        names |= {f"DEFAULT_{name}": default, f"TYPE_{name}": type(default), f"WRITE_{name}": write}
        written = name if write is None else f"WRITE_{name}({name})"
        source += (
            f" {name} = THING.{name}",
            f" if {name} is not DEFAULT_{name} and (type({name}) is not TYPE_{name} or {name} != DEFAULT_{name}):",
            f"  PLAIN['{name}'] = {written}",
        )
    return compile_function([*source, " return PLAIN"], names)


def _choose_value_writer(spec: FieldSpec) -> ValueWriter | None:
    if spec.shape is Shape.SPAN:
        one: ValueWriter = unstructure_span
    elif spec.shape is Shape.PART:
        one = unstructure if len(spec.parts) == 1 else unstructure_with_type
    elif spec.shape is Shape.CODE:
        one = str
    else:
        return list if spec.many else None
    if spec.many:
        return lambda values: [one(value) for value in values]
    return one
