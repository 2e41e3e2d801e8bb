"""Paths to fields of a record, as supports write them: ``length.counting``, ``participations[0].role``."""

import re
from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from korea_events.model.base_classes import Fact, Part
from korea_events.model.fields.declarations import FRAME_FIELDS, Shape, map_fields, remember_per_class
from korea_events.model.fields.field_checks import MISSING, UNUSABLE, is_tuple
from korea_events.model.provenance import Citation
from korea_events.temporal import Span
from korea_events.temporal.engine import quote_value

SPAN_ASPECTS: Final = ("start", "end", "year", "duration", "zone", "reading", "as_of")
"""The aspects of a span that may have a support of their own."""

_UNSUPPORTED_PART_FIELDS: Final = frozenset({"citations", "extra"})
_STEP_PATTERN: Final = re.compile(r"([a-z_]+)(?:\[(0|[1-9][0-9]{0,8})\])?", re.ASCII)


@remember_per_class
def get_supportable_fields(kind: type[Any]) -> frozenset[str]:
    """The fields of a record that may have a support: provenance does not rest on anything itself."""
    return frozenset(map_fields(kind)) - FRAME_FIELDS


@remember_per_class
def _get_supportable_part_fields(kind: type[Any]) -> frozenset[str]:
    return frozenset(map_fields(kind)) - _UNSUPPORTED_PART_FIELDS


@remember_per_class
def build_plain_getters(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """What most supports name, and how to get it: a field, an aspect of its date, or a field of its only part.

    Example:
        >>> from korea_events.model import Exercise, StatedLength
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", length=StatedLength(words="11-day"))
        >>> build_plain_getters(Exercise)["length.words"](drills)
        '11-day'
    """
    getters: dict[str, Callable[[Any], Any]] = {}
    for name in get_supportable_fields(kind):
        spec = map_fields(kind)[name]
        getters[name] = attrgetter(name)
        if spec.shape is Shape.SPAN and not spec.many:
            getters |= {f"{name}.{aspect}": attrgetter(name) for aspect in SPAN_ASPECTS}
        elif len(spec.parts) == 1 and not spec.many:
            inner = _get_supportable_part_fields(spec.parts[0])
            getters |= {f"{name}.{field}": attrgetter(f"{name}.{field}") for field in inner}
    return getters


CitedParts = list[tuple[str, tuple[Citation, ...]]]
"""The parts with citations of their own that contain a field, outermost first: their paths, and what they cite."""


class FieldPathError(Exception):
    """The field does not exist, or is empty; the argument says which."""


def is_path_prefix(named: str, path: str) -> bool:
    """Whether a support for ``named`` also covers ``path``: the same field, or one inside it.

    Example:
        >>> is_path_prefix("length", "length.counting"), is_path_prefix("name", "names")
        (True, False)
    """
    return path.startswith(named) and (len(path) == len(named) or path[len(named)] in ".[")


def find_cited_parts(record: Fact, path: str) -> CitedParts:
    """The parts with citations of their own that contain the field at ``path``.

    Raises:
        FieldPathError: if the record has no such field, or the field is empty.

    Example:
        >>> from korea_events.model import Exercise, Plan
        >>> drills = Exercise(
        ...     id="fs-24", name="Freedom Shield 24",
        ...     plans=[Plan(span=Span.parse("/2024-03-14"), citations=[Citation(document="wire-2024-03-14")])],
        ... )
        >>> find_cited_parts(drills, "plans[0].span.end")
        [('plans[0]', (Citation(document='wire-2024-03-14'),))]
    """
    steps = _split_field_path(path)
    value: Any = record
    passed: CitedParts = []
    for number, (name, index) in enumerate(steps, 1):
        if isinstance(value, Span):
            if name not in SPAN_ASPECTS or index is not None or number < len(steps):
                raise FieldPathError(
                    f"a span has no {quote_value(name)}: write one of {', '.join(SPAN_ASPECTS)}"
                )
            return passed
        supportable = get_supportable_fields if number == 1 else _get_supportable_part_fields
        if not isinstance(value, Fact) or name not in supportable(type(value)):
            raise _explain_missing_field(value, name)
        many = index is not None and map_fields(type(value))[name].many
        value = getattr(value, name)
        if value is None or (is_tuple(value) and not value):
            raise FieldPathError(f"{quote_value(path)} leads nowhere: {quote_value(name)} is empty")
        if index is not None:
            if not many or (is_tuple(value) and index >= len(value)):
                raise FieldPathError(
                    f"{quote_value(path)} leads nowhere: {quote_value(name)}[{index}] does not exist"
                )
            value = value[index] if is_tuple(value) else UNUSABLE
        if value is UNUSABLE or value is MISSING:
            return passed  # what should be in it has a problem of its own
        if isinstance(value, Part):
            citations = getattr(value, "citations", None)
            if citations is not None:
                above = (name if index is None else f"{name}[{index}]" for name, index in steps[:number])
                passed.append((".".join(above), citations))
    return passed


@lru_cache(maxsize=4096)
def _split_field_path(path: str) -> tuple[tuple[str, int | None], ...]:
    steps: list[tuple[str, int | None]] = []
    for step in path.split("."):
        matched = _STEP_PATTERN.fullmatch(step)
        if matched is None:
            raise FieldPathError(f"{quote_value(path)} is not a field path")
        steps.append((matched[1], None if matched[2] is None else int(matched[2])))
    return tuple(steps)


def _explain_missing_field(thing: Any, name: str) -> FieldPathError:
    if isinstance(thing, tuple):
        return FieldPathError(f"{quote_value(name)} needs the index of an item in brackets before it")
    if not isinstance(thing, Fact):
        return FieldPathError(f"a value of type {type(thing).__name__} has no field {quote_value(name)}")
    if name not in map_fields(type(thing)):
        return FieldPathError(f"{type(thing).__name__} has no field {quote_value(name)}")
    return FieldPathError(f"{quote_value(name)} cannot have a support")
