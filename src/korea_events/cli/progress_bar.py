"""Progress of long work, on standard error, for those who sit at a terminal; rich draws it if it is there."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

from korea_events.analysis import Progress


@contextmanager
def progress_bar() -> Generator[Progress | None]:
    """What to pass as ``progress=`` while the work lasts; None unless standard error is a terminal.

    Nothing of it remains on the screen. Without rich it is a plain counter.

    Example:
        >>> with progress_bar() as progress:  # standard error is not a terminal here
        ...     print(progress)
        None
    """
    if not sys.stderr.isatty():
        yield None
        return
    try:
        from rich.console import Console
        from rich.progress import Progress as RichProgress
    except ImportError:
        try:
            yield _print_count
        finally:
            sys.stderr.write("\r\x1b[K")  # back to the start of the line, and erase it
        return
    with RichProgress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_count(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done:,} of {total:,}")
    sys.stderr.flush()
