"""How far long work has come, as a bar on standard error for whoever sits at a terminal.

It is drawn with plain characters and needs no extra. Work that takes less than half a second shows none, and the bar is
wiped away before anything else is printed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

from korea_events.analysis import Progress

_PATIENCE = 0.5
"""Seconds after which one begins to wonder."""
_EVERY = 0.1
_WIDEST = 40
_USUAL = 80


@contextmanager
def progress_bar() -> Generator[Progress | None]:
    """What to pass as ``progress=`` while the work lasts; None when nobody looks at standard error.

    Example:
        >>> with progress_bar() as progress:  # here nobody does
        ...     print(progress)
        None
    """
    if not sys.stderr.isatty():
        yield None
        return
    bar = _ProgressBar()
    try:
        yield bar
    finally:
        bar.wipe()


class _ProgressBar:
    def __init__(self) -> None:
        self._due = time.monotonic() + _PATIENCE
        self._drawn = 0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._due or not total:
            return
        self._due = now + _EVERY
        part = min(1.0, done / total)
        numbers = f" {part:4.0%}, {done:,} of {total:,}"
        # one column stays free: a line that is full to the last makes terminals go on to the next
        room = max(0, min(_WIDEST, _measure_terminal() - len(numbers) - 3))
        bar = "#" * round(part * room)
        self._draw(f"[{bar:.<{room}}]{numbers}" if room else numbers.strip())

    def wipe(self) -> None:
        """Leave the line as if nothing had been there."""
        if self._drawn:
            self._draw("")
            sys.stderr.write("\r")

    def _draw(self, line: str) -> None:
        sys.stderr.write(f"\r{line.ljust(self._drawn)}")
        sys.stderr.flush()
        self._drawn = len(line)


def _measure_terminal() -> int:
    """How wide the terminal is; some do not say."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL
    except OSError:
        return _USUAL
