"""What to say when the extra ``tables`` is not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from korea_events.errors import MissingExtraError


def needed(module: str) -> Any:
    """A module of the extra.

    Raises:
        MissingExtraError: ``extra-tables`` when it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        name = error.name or module
        raise MissingExtraError.of(
            "extra-tables", f'tables need {name}: pip install "korea-events[tables]"'
        ) from error
