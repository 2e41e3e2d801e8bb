"""The command line: ``korea-events COMMAND …``, one small file a command (floor 7).

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 problems found, 2 wrong usage,
130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from korea_events.errors import KoreaEventsError

PROBLEMS_FOUND, USAGE, INTERRUPTED = 1, 2, 130

COMMANDS = (
    "overlaps",
    "concurrency",
    "windows",
    "timeline",
    "explain",
    "conflicts",
    "contradictions",
    "origins",
    "as-of",
    "convert",
    "merge",
    "diff",
    "validate",
    "schema",
)
"""Each is a file of this folder; help lists them in this order."""


class Command(Protocol):
    """What the file of a command offers."""

    @property
    def HELP(self) -> str:  # noqa: N802  # modules name their constants so
        """What it is for, in one line."""
        ...

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments of the command."""
        ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Run the command and return the exit code."""
        ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code.

    Raises:
        SystemExit: with code 2 for wrong usage, 0 after ``--help`` and ``--version``.

    Example:
        >>> main(["validate", "drills"])
        drills: no problems
        0
    """
    words = sys.argv[1:] if argv is None else argv
    parser = _build_parser(words)
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
        # The reader of the results has closed the pipe. Python flushes once more at exit: send that nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return int(code)


def load_command(name: str) -> Command:
    """The file of a command, loaded with all that it needs.

    Example:
        >>> load_command("as-of").HELP
        'print the dossier as it was known at the end of a day, in JSON'
    """
    return cast("Command", import_module(f"{__name__}.{name.replace('-', '_')}"))


def _build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="korea-events",
        description="Answer questions about reported events on and around the Korean Peninsula.",
        epilog="FILE is a dossier in JSON, - for standard input, or the name of a dossier that ships with the library.",
    )
    parser.add_argument("--version", action=_VersionAction, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    asked = words[0] if words else ""
    for name in COMMANDS:
        if name == asked:
            command = load_command(name)
            sub = commands.add_parser(name, description=command.HELP[:1].upper() + command.HELP[1:] + ".")
            command.add_arguments(sub)
            sub.set_defaults(run=command.run)
        elif asked == "--version":  # the other commands are loaded only to list them
            break
        elif asked not in COMMANDS:
            commands.add_parser(name, help=load_command(name).HELP)
        else:
            commands.add_parser(name)
    return parser


class _VersionAction(argparse.Action):
    """Looks the version up only when asked for: reading the installed package's description takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"korea-events {version('korea-events')}")
        parser.exit()
