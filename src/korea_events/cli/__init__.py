"""The command line: ``korea-events COMMAND …``, one small file a command (floor 7).

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 problems found, 2 wrong usage,
130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from korea_events.cli import (
    as_of,
    concurrency,
    conflicts,
    contradictions,
    convert,
    diff,
    explain,
    merge,
    origins,
    overlaps,
    schema,
    timeline,
    validate,
    windows,
)
from korea_events.errors import KoreaEventsError

PROBLEMS_FOUND, USAGE, INTERRUPTED = 1, 2, 130


class Command(Protocol):
    """What a command's file offers."""

    @property
    def NAME(self) -> str:  # noqa: N802  # modules name their constants so
        """What it is called on the command line."""
        ...

    @property
    def HELP(self) -> str:  # noqa: N802
        """What it is for, in a line."""
        ...

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""
        ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit code."""
        ...


COMMANDS: tuple[Command, ...] = (
    overlaps,
    concurrency,
    windows,
    timeline,
    explain,
    conflicts,
    contradictions,
    origins,
    as_of,
    convert,
    merge,
    diff,
    validate,
    schema,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code.

    Raises:
        SystemExit: with code 2 for wrong usage, 0 after ``--help`` and ``--version``.

    Example:
        >>> main(["validate", "drills"])
        drills: no problems
        0
    """
    parser = _build_parser()
    words = sys.argv[1:] if argv is None else argv
    if not words:  # argparse would only say that something is missing
        parser.print_help(sys.stderr)
        parser.exit(USAGE)
    arguments = parser.parse_args(words)
    try:
        code = arguments.run(arguments)
        sys.stdout.flush()
    except KoreaEventsError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return PROBLEMS_FOUND
    except BrokenPipeError:
        # Who read the results has seen enough. Python flushes once more at exit; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return int(code)


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="korea-events",
        description="Ask what follows from reported events on and around the Korean Peninsula.",
        epilog="A FILE is a dossier in JSON, - for standard input, or the name of one that ships with the library.",
    )
    parser.add_argument("--version", action=_VersionAction, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP + ".")
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


class _VersionAction(argparse.Action):
    """Looks the version up only when asked for: reading the installed package's description takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"korea-events {version('korea-events')}")
        parser.exit()
