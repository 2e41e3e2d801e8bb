"""Records as values at paths, and back: the engine of all tables, whether a row holds a record or a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from korea_events.model.engine import TYPE_KEY, FieldSpec, Shape, list_fields, remember_per_class

Steps: TypeAlias = tuple[str | int, ...]
Order: TypeAlias = tuple[int, ...]
"""The position of a value in its record: by the order of fields, then of items."""

EXTRA: Final = "extra"
"""The step to the unknown fields of a record or part."""
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]{0,8})\])?", re.ASCII)


# -- records to values -------------------------------------------------------------------------------------------


FlatValue: TypeAlias = tuple[str, Order, FieldSpec, Any]
"""A value of a field, or of several, after its path, its position and the field."""


class FlatPart(NamedTuple):
    """A record, or a part of one, without the parts in it."""

    kind: type[Any]
    parent: str
    path: str
    """Empty for a record."""
    order: Order
    tag: str | None
    """The type of a part where several are allowed."""
    values: list[FlatValue]
    extra: dict[str, Any]
    """Its unknown fields."""


@remember_per_class
def _number_fields(kind: type[Any]) -> Mapping[str, tuple[int, FieldSpec, bool]]:
    specs = enumerate(list_fields(kind), 1)
    return {one.name: (i, one, shares_cell(one)) for i, one in specs if one.shape is not Shape.UNKNOWN_FIELDS}


def get_pair(spec: FieldSpec) -> tuple[str, ...]:
    """The two fields of the parts of a field that share a cell; empty if such parts have columns of their own."""
    return spec.parts[0].pair if spec.many and spec.parts else ()


def shares_cell(spec: FieldSpec) -> bool:
    """Whether all values of a field share a cell in tables with a row for each record."""
    return spec.many and (spec.shape not in (Shape.PART, Shape.SPAN) or bool(get_pair(spec)))


def flatten_parts(
    kind: type[Any], value: Mapping[str, Any], share_cells: bool, parent: str = "", path: str = "", order: Order = ()
) -> Iterator[FlatPart]:  # fmt: skip
    """The parts of a plain record, outer ones first, with all values of a field together where they share a cell.

    Example:
        >>> from korea_events.model import Actor
        >>> for part in flatten_parts(Actor, {"names": ["a", "b"], "colour": "red"}, share_cells=False):
        ...     print([(path, item) for path, _, _, item in part.values], part.extra)
        [('names[0]', 'a'), ('names[1]', 'b')] {'colour': 'red'}
    """
    fields, prefix = _number_fields(kind), path and f"{path}."
    tag = value.get(TYPE_KEY) if getattr(kind, "type_tag", None) else None
    values, inner, extra = list[FlatValue](), list[FlatValue](), dict[str, Any]()
    for name, item in value.items():
        if name in fields:
            number, spec, is_whole = fields[name]
            is_whole = is_whole and share_cells
            found = inner if spec.shape is Shape.PART and not is_whole else values
            if spec.many and not is_whole:
                for index, one in enumerate(item):
                    found.append((f"{prefix}{name}[{index}]", (*order, number, index), spec, one))
            else:
                found.append((prefix + name, (*order, number), spec, item))
        elif name != TYPE_KEY or tag is None:
            extra[name] = item
    yield FlatPart(kind, parent, path, order, tag, values, extra)
    for at, place, spec, item in inner:
        part = find_part_class(spec, item.get(TYPE_KEY)) or spec.parts[0]
        yield from flatten_parts(part, item, share_cells, path, at, place)


def find_part_class(spec: FieldSpec, tag: object) -> type[Any] | None:
    """The class of the parts of a field: its only one, or that with the tag."""
    if len(spec.parts) == 1:
        return spec.parts[0]
    return next((part for part in spec.parts if part.type_tag == tag), None)


# -- values to records -------------------------------------------------------------------------------------------


@lru_cache(maxsize=4_096)
def split_path(path: str) -> Steps:
    """The steps of a path; none if it is not one.

    Example:
        >>> split_path("plans[0].span"), split_path("plans[01]")
        (('plans', 0, 'span'), ())
    """
    found = [_STEP.fullmatch(step) for step in path.split(".")]
    if not all(found):
        return ()
    steps = (step for match in found if match for step in match.groups() if step is not None)
    return tuple(int(step) if step[0].isdigit() else step for step in steps)


class GapError(Exception):
    """An item without the one before it; the argument is the steps to the absent one."""


class RecordBuilder:
    """The plain value of a record, while its values come: items in their order, and the rest in any.

    Example:
        >>> builder = RecordBuilder({})
        >>> [builder.put(("plans", 0, "span"), "2024"), builder.put(("plans", 0), "soon"), builder.value]
        [True, False, {'plans': [{'span': '2024'}]}]
    """

    def __init__(self, value: dict[str, Any]) -> None:
        self.value = value
        self.nodes: dict[Steps, Any] = {(): self.value}
        """The objects and lists that values are put into, by the steps to them."""

    def put(self, steps: Steps, value: Any) -> bool:
        """Put a value at a path; False if there is another one, or one on the way.

        Raises:
            GapError: for an item without the one before it.
        """
        way, last = steps[:-1], steps[-1]
        node = self.nodes.get(way)
        if node is None:
            node = self.nodes[way] = {} if type(last) is str else []
            if not self.put(way, node):
                return False
        if isinstance(last, str):
            if type(node) is not dict or last in node:
                return False
            node[last] = value
            return True
        if type(node) is not list or last < len(node):
            return False
        if last > len(node):
            raise GapError((*way, len(node)))
        node.append(value)
        return True


def merge_extra(node: dict[str, Any], extra: Any) -> bool:
    """Add the unknown fields of a record or part; False unless they are an object without names of its fields."""
    if type(extra) is not dict or not node.keys().isdisjoint(extra):
        return False
    node |= extra
    return True
