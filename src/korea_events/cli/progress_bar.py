"""Progress of long work, on standard error, for those who sit at a terminal; rich draws it if it is there."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from korea_events.analysis import Progress
from korea_events.cli.streams import is_terminal


@contextmanager
def progress_bar() -> Generator[Progress | None]:
    """What to pass as ``progress=`` while the work lasts; None unless standard error is a terminal.

    Nothing of it remains on the screen. Without rich it is a plain counter. A terminal that goes away stops nothing.

    Example:
        >>> with progress_bar() as progress:  # standard error is not a terminal here
        ...     print(progress)
        None
    """
    if not is_terminal(sys.stderr):
        yield None
        return
    terminal = _ForgivingTerminal(sys.stderr)
    try:
        from rich.console import Console
        from rich.progress import Progress as RichProgress
    except ImportError:
        try:
            yield lambda done, total: terminal.write(f"\r{done:,} of {total:,}")
        finally:
            terminal.write("\r\x1b[K")  # back to the start of the line, and erase it
        return
    with RichProgress(console=Console(file=cast("TextIO", terminal)), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _ForgivingTerminal:
    """A terminal for what may as well be lost: it never fails."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with suppress(OSError, UnicodeEncodeError):
            self._stream.write(text)
            self._stream.flush()
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()
