"""Paths to the fields of a record, as supports write them: ``length.counting``, ``participations[0].role``."""

import re
from functools import lru_cache
from typing import Any, Final

from korea_events.model.facts import Fact, Part
from korea_events.model.field_checks import MISSING, UNUSABLE, is_tuple
from korea_events.model.provenance import Citation
from korea_events.model.shapes import field_table, once_per_class
from korea_events.model.wording import shown
from korea_events.temporal import Span

SPAN_ASPECTS: Final = ("start", "end", "year", "duration", "zone", "reading", "as_of")
"""What of a span may have a support of its own."""

# What something rests on cannot itself rest on something.
_NO_FACT: Final = frozenset({"id", "citations", "support", "coding", "note", "extra"})
_NO_FACT_IN_PART: Final = frozenset({"citations", "extra"})
_STEP: Final = re.compile(r"([a-z_]+)(?:\[(0|[1-9][0-9]{0,8})\])?", re.ASCII)


@once_per_class
def facts_in(kind: type[Any]) -> frozenset[str]:
    """The fields of a record that may rest on something."""
    return frozenset(field_table(kind)) - _NO_FACT


@once_per_class
def _facts_in_part(kind: type[Any]) -> frozenset[str]:
    return frozenset(field_table(kind)) - _NO_FACT_IN_PART


Passed = list[tuple[str, tuple[Citation, ...]]]
"""The parts with citations of their own in which a field lies, outermost first: where they are, and what they cite."""


class NoField(Exception):
    """There is no such field, or nothing is said in it; the argument says why."""


def covers(named: str, path: str) -> bool:
    """Whether what is said of the field ``named`` is said of the one at ``path``, which is it or lies inside it.

    Example:
        >>> covers("length", "length.counting"), covers("name", "names")
        (True, False)
    """
    return path.startswith(named) and (len(path) == len(named) or path[len(named)] in ".[")


def parts_on_the_way(record: Fact, path: str) -> Passed:
    """The parts of a record with citations of their own in which the field at ``path`` lies.

    Raises:
        NoField: when the record has no such field, or nothing is said in it.

    Example:
        >>> from korea_events.model import Exercise, Plan
        >>> drills = Exercise(
        ...     id="fs-24", name="Freedom Shield 24",
        ...     plans=[Plan(span=Span.parse("/2024-03-14"), citations=[Citation(document="wire-2024-03-14")])],
        ... )
        >>> parts_on_the_way(drills, "plans[0].span.end")
        [('plans[0]', (Citation(document='wire-2024-03-14'),))]
    """
    steps = _steps(path)
    here: Any = record
    passed: Passed = []
    for number, (name, index) in enumerate(steps, 1):
        if isinstance(here, Span):
            _check_aspect(name, index, last=number == len(steps))
            return passed
        facts = facts_in if number == 1 else _facts_in_part
        if not isinstance(here, Fact) or name not in facts(type(here)):
            raise _no_field_in(here, name)
        many = index is not None and field_table(type(here))[name].many
        here = getattr(here, name)
        if here is None or (is_tuple(here) and not here):
            raise NoField(f"{shown(path)}: nothing is said in {name!r}")
        if index is not None:
            if not many or (is_tuple(here) and index >= len(here)):
                raise NoField(f"{shown(path)}: there is no {name}[{index}]")
            here = here[index] if is_tuple(here) else UNUSABLE
        if here is UNUSABLE or here is MISSING:
            return passed  # whatever should be in it is a problem of its own
        if isinstance(here, Part):
            citations = getattr(here, "citations", None)
            if citations is not None:
                passed.append((_place(steps[:number]), citations))
    return passed


@lru_cache(maxsize=4096)
def _steps(path: str) -> tuple[tuple[str, int | None], ...]:
    steps: list[tuple[str, int | None]] = []
    for step in path.split("."):
        matched = _STEP.fullmatch(step)
        if matched is None:
            raise NoField(f"{shown(path)} is no field path")
        steps.append((matched[1], None if matched[2] is None else int(matched[2])))
    return tuple(steps)


def _place(steps: tuple[tuple[str, int | None], ...]) -> str:
    return ".".join(name if index is None else f"{name}[{index}]" for name, index in steps)


def _check_aspect(name: str, index: int | None, *, last: bool) -> None:
    if name not in SPAN_ASPECTS or index is not None or not last:
        raise NoField(f"of a span, say one of {', '.join(SPAN_ASPECTS)}")


def _no_field_in(thing: Any, name: str) -> NoField:
    if isinstance(thing, tuple):
        return NoField("say which one, with an index in brackets")
    if not isinstance(thing, Fact):
        return NoField(f"nothing lies inside a {type(thing).__name__}, so there is no {name!r}")
    if name not in field_table(type(thing)):
        return NoField(f"a {type(thing).__name__} has no field {name!r}")
    return NoField(f"{name!r} is not a fact that rests on something")
