"""The command line: ``korea-events COMMAND …`` (floor 7).

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 problems found, 2 wrong usage,
70 an error of the program, 74 something could not be written, 130 interrupted.

Whoever asks for one thing does not wait for the others: the version loads nothing, help only the declarations in
``commands``, and a command what it needs.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from korea_events.cli.streams import INTERRUPTED, Output, occupy_closed_descriptors, write_output
from korea_events.version import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; nothing is raised.

    Example:
        >>> main(["validate", "drills"])
        drills: no problems
        0
    """
    try:
        occupy_closed_descriptors()
        return write_output(_run_words(list(sys.argv[1:] if argv is None else argv)))
    except KeyboardInterrupt:
        return write_output(Output(messages=("interrupted",), code=INTERRUPTED))


def run_process() -> int:
    """Run the command line of a process that ends with it.

    What a command makes, it mostly keeps until its end: garbage is rarely looked for, and not once more at the end.
    """
    gc.set_threshold(100_000)
    code = main()
    gc.freeze()
    return code


def _run_words(words: list[str]) -> Output:
    if words == ["--version"]:
        return Output(text=f"korea-events {__version__}\n")
    from korea_events.cli.program import run_words

    return run_words(words)
