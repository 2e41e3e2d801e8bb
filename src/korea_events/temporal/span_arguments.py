"""The arguments that make a span: what is wrong with them, all at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import NoneType
from typing import Any, TypeVar

from korea_events.errors import Problem, SpanError
from korea_events.temporal import civil, edtf
from korea_events.temporal.bounds import Reading
from korea_events.temporal.stated import BOUND_ARGUMENTS, StatedBounds, read_stated_bounds

_T = TypeVar("_T")
DEFAULT_ZONE = "Asia/Seoul"
_TEXT_ARGUMENTS = ("edtf", "duration", "zone", "reading", "as_of")
_BOUNDED_ARGUMENTS = (*BOUND_ARGUMENTS, "zone", "approximate")
_MOST_STRANGERS = 100
_PLAIN_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]{0,59}")
_TYPES: dict[str, tuple[type, str]] = dict.fromkeys(("min_days", "max_days"), (int, "a whole number"))


def remember_plain_arguments(make: Callable[..., _T]) -> Callable[..., _T]:
    """A function that remembers its results for arguments of plain types.

    Values of other types may be equal and yet not mean the same, as two times of one clock reading that occurs twice.

    Example:
        >>> remember_plain_arguments(lambda *values: list(values))("2024-03-04", 1, True)
        ['2024-03-04', 1, True]
    """

    @lru_cache(maxsize=16_384, typed=True)
    def make_once(*arguments: object) -> _T:
        if not _PLAIN_TYPES.issuperset(map(type, arguments)):
            raise TypeError
        return make(*arguments)

    def recall(*arguments: object) -> _T:
        try:
            return make_once(*arguments)
        except TypeError:  # of another type, or not hashable
            return make(*arguments)

    return recall


_PLAIN_TYPES = frozenset({str, int, bool, NoneType, dt.date})


def find_text_problems(
    text: object, zone: object, duration: object, reading: object, as_of: int | None
) -> list[Problem]:
    """Everything wrong with the arguments of ``Span.parse``, once it is known that something is."""
    for name, value in (("edtf", text), ("zone", zone), ("duration", duration)):
        if not isinstance(value, str) and (value is not None or name == "edtf"):
            return [Problem(f"$.{name}", "span-field-type", f"{civil.quote_value(value)} is not text")]
    problems: list[Problem] = []
    usable_zone = _check_zone_or_default(zone, problems)
    if reading not in list(Reading):
        message = f"reading must be 'within' or 'throughout', not {civil.quote_value(reading)}"
        problems.append(Problem("$.reading", "span-reading", message))
        reading = Reading.WITHIN
    given: Any = {"text": text, "duration": duration, "reading": reading, "as_of": as_of}
    try:
        edtf.parse_text(**given, zone=usable_zone)
    except SpanError as error:
        problems += error.problems
    return problems


def _check_zone_or_default(zone: object, problems: list[Problem]) -> str | None:
    """The zone, or the default one in its place for the search for other problems."""
    try:
        return None if zone is None else civil.check_zone(zone)
    except SpanError as error:
        problems += error.under("$.zone").problems
        return DEFAULT_ZONE


def read_bounded_arguments(given: Mapping[str, Any], zone: object, approximate: object) -> StatedBounds:
    """The bounds that the arguments of ``Span.bounded`` state.

    Raises:
        SpanError: every argument that is unusable.
    """
    problems: list[Problem] = []
    usable_zone = _check_zone_or_default(zone, problems)
    if not _is_approximate_ends(approximate):
        message = f"approximate must be True, False, 'start' or 'end', not {civil.quote_value(approximate)}"
        problems.append(Problem("$.approximate", "span-field-type", message))
    try:
        bounds = read_stated_bounds(given, usable_zone)
    except SpanError as error:
        raise SpanError([*problems, *error.problems]) from None
    if problems:
        raise SpanError(problems)
    return bounds


def _is_approximate_ends(value: object) -> bool:
    return isinstance(value, bool) or value in ("start", "end")


def check_span_arguments(arguments: object) -> None:
    """Check the names and the types of arguments from a file.

    Raises:
        SpanError: as ``Span.from_arguments``.
    """
    if not isinstance(arguments, Mapping):
        message = f"{civil.quote_value(arguments)} is not a mapping of names to values"
        raise SpanError.of("span-field-type", message)
    known = {*_TEXT_ARGUMENTS, *_BOUNDED_ARGUMENTS}
    allowed, others = _BOUNDED_ARGUMENTS, "bounds"
    if "edtf" in arguments:
        allowed, others = _TEXT_ARGUMENTS, "edtf"
    problems: list[Problem] = []
    strangers = 0
    for name, value in arguments.items():
        path = f"$.{name}"
        kind, words = _TYPES.get(name, (str, "text"))
        if name not in known:
            strangers += 1
            if strangers <= _MOST_STRANGERS:
                problems.append(_build_stranger_problem(name))
            continue
        if name not in allowed:
            problems.append(Problem(path, "span-field-mixed", f"{name} does not go with {others}"))
        if value is None and name != "zone":
            problems.append(Problem(path, "span-field-type", "null is not a value here; leave the field out"))
        if name == "approximate" and value is not None:
            if not _is_approximate_ends(value):
                message = f"{civil.quote_value(value)} is not true, false, 'start' or 'end'"
                problems.append(Problem(path, "span-field-type", message))
        elif value is not None and type(value) is not kind:
            problems.append(Problem(path, "span-field-type", f"{civil.quote_value(value)} is not {words}"))
    if strangers > _MOST_STRANGERS:
        message = f"{strangers - _MOST_STRANGERS:,} more fields that a span does not have"
        problems.append(Problem("$", "span-field-unknown", message))
    if problems:
        raise SpanError(problems)


def _build_stranger_problem(name: object) -> Problem:
    quoted = civil.quote_value(name)
    path = f"$[{quoted}]" if isinstance(name, str) else "$"
    if isinstance(name, str) and _PLAIN_NAME.fullmatch(name):
        path = f"$.{name}"
    return Problem(path, "span-field-unknown", f"a span has no field {quoted}")
