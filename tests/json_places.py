"""Every place in a JSON value, and the same value with something else there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Place = tuple[Any, ...]
"""The keys and positions that lead to a value."""


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in a JSON value, itself first."""
    yield place
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*place, index))


def replaced(value: Any, place: Place, replacement: Any) -> Any:
    """A copy in which something else stands in a place."""
    if not place:
        return replacement
    first, *rest = place
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[first] = replaced(value[first], tuple(rest), replacement)
    return copied
