"""The one walk through a record: every value of a shape in it and in its parts, with its path."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from korea_events.model.fields.declarations import FieldSpec, Shape, list_fields, remember_per_class


class FoundValue(NamedTuple):
    """One value in a record or in a part of it."""

    path: str
    """Below the record: ``.citations[0].document``."""
    spec: FieldSpec
    value: Any


def walk(thing: Any, shape: Shape = Shape.PART, path: str = "") -> Iterator[FoundValue]:
    """Every value of a shape in a record or part, in the order of the fields; a part comes before what is in it.

    Example:
        >>> from korea_events.model import Actor, Citation, Hop
        >>> kcna = Citation(document="wire", attribution=[Hop(actor="kcna", verb="reports")])
        >>> actor = Actor(id="usa", name="United States", kind="state", citations=[kcna])
        >>> [found.path for found in walk(actor)]
        ['.citations[0]', '.citations[0].attribution[0]']
        >>> [found.value for found in walk(actor, Shape.REFERENCE)]
        ['wire', 'kcna']
    """
    for spec in list_paths_to(type(thing), shape):
        value = getattr(thing, spec.name)
        if value is None or value == ():
            continue
        inside = f"{path}.{spec.name}"
        for index, item in enumerate(value if spec.many else (value,)):
            place = f"{inside}[{index}]" if spec.many else inside
            if spec.shape is shape:
                yield FoundValue(place, spec, item)
            if spec.shape is Shape.PART:
                yield from walk(item, shape, place)


def list_paths_to(kind: type[Any], shape: Shape) -> tuple[FieldSpec, ...]:
    """The fields of a class that hold values of a shape, or parts in which there can be some."""
    return _map_paths(kind)[shape]


@remember_per_class
def _map_paths(kind: type[Any]) -> dict[Shape, tuple[FieldSpec, ...]]:
    return {
        shape: tuple(spec for spec in list_fields(kind) if _can_hold(spec, shape, frozenset([kind])))
        for shape in Shape
    }


def _can_hold(spec: FieldSpec, shape: Shape, above: frozenset[type[Any]]) -> bool:
    return spec.shape is shape or any(
        _can_hold(inner, shape, above | {part})
        for part in spec.parts
        if part not in above
        for inner in list_fields(part)
    )
