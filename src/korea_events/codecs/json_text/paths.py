"""The paths of problems in a file, like ``$.exercises[1].span``, and values as messages describe them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from korea_events.temporal.engine import quote_value

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LONGEST_KEY = 60


def extend_path(path: str, step: str | int) -> str:
    """The path one step further in: a key of an object or a position in a list.

    Example:
        >>> extend_path(extend_path("$.exercises", 1), "span")
        '$.exercises[1].span'
        >>> print(extend_path("$", "end date"))
        $['end date']
    """
    if isinstance(step, int):
        return f"{path}[{step}]"
    if _PLAIN_KEY.fullmatch(step):
        return f"{path}.{step}" if len(step) <= _LONGEST_KEY else f"{path}.{step[:_LONGEST_KEY]}…"
    return f"{path}[{quote_value(step)}]"


LazyPath = tuple[Any, ...]
"""A path in a file, innermost step first: ``(step, (step, ()))``. It becomes text only when there is a problem."""


def format_path(path: LazyPath, root: str = "$") -> str:
    """A path as text.

    Example:
        >>> format_path(("span", (1, ("exercises", ()))))
        '$.exercises[1].span'
    """
    steps: list[str | int] = []
    while path:
        step, path = path
        steps.append(step)
    for step in reversed(steps):
        root = extend_path(root, step)
    return root


def measure_path_depth(path: LazyPath) -> int:
    """The number of steps of a path.

    Example:
        >>> measure_path_depth(("span", (1, ("exercises", ()))))
        3
    """
    depth = 0
    while path:
        depth += 1
        path = path[1]
    return depth


def list_path_prefixes(path: str) -> Iterator[str]:
    """The path itself and every path on the way to it.

    Example:
        >>> list(list_path_prefixes("$.exercises[1].span"))
        ['$', '$.exercises', '$.exercises[1]', '$.exercises[1].span']
    """
    for match in _STEP.finditer(path):
        yield path[: match.start()]
    yield path


_STEP = re.compile(r"[.\[]")


def describe_value(value: object) -> str:
    """A JSON value as messages describe it."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quote_value(value)
    if isinstance(value, int) and abs(value) >= 10**40:
        return "a number of more than 40 digits"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    kind = type(value)
    return "a list" if kind is list else "an object" if kind is dict else f"a Python {kind.__name__}"
