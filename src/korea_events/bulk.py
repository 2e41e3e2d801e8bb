"""Many objects at once: without a call for each, and without searching them for garbage meanwhile."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def pause_garbage_collection() -> Generator[None]:
    """Pause garbage collection: bulk work keeps all that it makes, and searching it is slow."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def make_rows(kind: type[T], **columns: Sequence[object]) -> list[T]:
    """Objects of a class with slots, slot by slot: its constructor would take most of the time of a large answer.

    Example:
        >>> from korea_events import Span
        >>> from korea_events.answers import Skipped
        >>> make_rows(Skipped, item=["fs24", "fs25"], reason=["no_date", "no_date"])
        [<Skipped fs24: no_date>, <Skipped fs25: no_date>]
    """
    with pause_garbage_collection():
        made = list(map(kind.__new__, repeat(kind, min(map(len, columns.values())))))
    for slot, column in columns.items():
        deque(map(vars(kind)[slot].__set__, made, column), maxlen=0)
    return made
