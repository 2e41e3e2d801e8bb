"""The command line: ``korea-events COMMAND …``, one small file a command (floor 7).

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 problems found, 2 wrong usage,
70 an error of the program, 74 something could not be written, 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

from attrs import evolve

from korea_events.cli.streams import (
    CRASHED,
    INTERRUPTED,
    NOT_WRITTEN,
    PROBLEMS_FOUND,
    USAGE,
    Output,
    UnwrittenError,
    occupy_closed_descriptors,
    write_output,
)
from korea_events.errors import KoreaEventsError, KoreaEventsWarning, QuestionError, SpanError

COMMANDS = (
    "overlaps",
    "count",
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

    def run(self, arguments: argparse.Namespace) -> Output:
        """Run the command, write its files, and return what it has to say."""
        ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; nothing is raised.

    Example:
        >>> main(["validate", "drills"])
        drills: no problems
        0
    """
    try:
        occupy_closed_descriptors()
        return write_output(_run_command_line(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        return write_output(Output(messages=("interrupted",), code=INTERRUPTED))


def load_command(name: str) -> Command:
    """The file of a command, loaded with all that it needs.

    Example:
        >>> load_command("as-of").HELP
        'print the dossier as it was known at the end of a day, in JSON'
    """
    return cast("Command", import_module(f"{__name__}.{name.replace('-', '_')}"))


def _run_command_line(words: Sequence[str]) -> Output:
    with warnings.catch_warnings(record=True) as caught:
        output = _run_guarded(words)
    noticed = tuple(dict.fromkeys(f"warning: {warning.message}" for warning in caught or ()))
    return evolve(output, messages=noticed + output.messages)


def _run_guarded(words: Sequence[str]) -> Output:
    """Run the command; whatever goes wrong becomes lines and an exit code."""
    try:
        parser = _build_parser(words)
        if not words:  # argparse would only say that something is missing
            return Output(messages=(parser.format_help().rstrip(),), code=USAGE)
        arguments = parser.parse_args(words)
        output: Output = arguments.run(arguments)
    except _ParserStop as stop:
        return stop.output
    except UnwrittenError as error:
        return _report_problems(error, NOT_WRITTEN)
    except (QuestionError, SpanError) as error:  # a day or a zone among the words
        return _report_problems(error, USAGE)
    except KoreaEventsError as error:
        return _report_problems(error, PROBLEMS_FOUND)
    except KoreaEventsWarning as warning:  # Python was started so that warnings are errors
        return Output(messages=(str(warning),), code=PROBLEMS_FOUND)
    except MemoryError:
        return Output(messages=("not enough memory",), code=CRASHED)
    except Exception as error:  # noqa: BLE001 - the last resort: no one is shown a traceback
        return Output(messages=(_describe_crash(error),), code=CRASHED)
    return output


def _report_problems(error: KoreaEventsError, code: int) -> Output:
    return Output(messages=map(str, error.problems), code=code)


def _describe_crash(error: BaseException) -> str:
    trace, where = error.__traceback__, ""
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"an error of the program, please report it: {error!r} in {where}"


class _ParserStop(Exception):
    """The parser has nothing more to do than to say something."""

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self.output = output


class _PlainFormatter(argparse.HelpFormatter):
    """Help without colours: to choose them, Python 3.14 asks standard output, which may be closed."""

    def _set_color(self, color: bool) -> None:  # noqa: ARG002 - Python 3.14 calls it so
        super()._set_color(False)  # type: ignore[misc]


class _Parser(argparse.ArgumentParser):
    """A parser that writes nothing itself, and never ends the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_PlainFormatter, **options)

    def print_help(self, file: object = None) -> NoReturn:  # noqa: ARG002 - the one way out is the file
        raise _ParserStop(Output(text=self.format_help()))

    def error(self, message: str) -> NoReturn:
        lines = f"{self.format_usage()}{self.prog}: error: {message}"
        raise _ParserStop(Output(messages=(lines,), code=USAGE))


def _build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
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

    def __call__(self, *_: object, **__: object) -> None:
        from importlib.metadata import version

        raise _ParserStop(Output(text=f"korea-events {version('korea-events')}\n"))
