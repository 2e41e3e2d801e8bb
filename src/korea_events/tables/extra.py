"""What to say when something that tables need is not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from korea_events.errors import MissingExtraError

_FRAME_LIBRARIES = ("polars", "pandas")
"""No part of the extra: whoever wants frames of one of these has it."""


def import_extra(module: str) -> Any:
    """A module of the extra, or one of the libraries for frames.

    Raises:
        MissingExtraError: ``extra-tables`` when it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        name = error.name or module
        wanted = name if name in _FRAME_LIBRARIES else '"korea-events[tables]"'
        raise MissingExtraError.of("extra-tables", f"tables need {name}: pip install {wanted}") from error
