"""The program: words to a command, and whatever goes wrong to lines and an exit code."""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from korea_events.cli.commands import COMMANDS, add_arguments
from korea_events.cli.streams import CRASHED, NOT_WRITTEN, PROBLEMS_FOUND, USAGE, Output
from korea_events.version import __version__


def run_words(words: Sequence[str]) -> Output:
    """Run a command line; nothing is raised but a wish to stop."""
    notices: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        output = _run_guarded(words, notices)
    notices += (f"warning: {warning.message}" for warning in caught or ())
    return output._replace(messages=(*dict.fromkeys(notices), *output.messages))


def _run_guarded(words: Sequence[str], notices: list[str]) -> Output:
    try:
        parser = build_parser(words[:1])
        if not words:  # argparse would only say that something is missing
            return Output(messages=(parser.format_help().rstrip(),), code=USAGE)
        arguments, rest = parser.parse_known_args(words, argparse.Namespace(notices=notices))
        if rest:
            _refuse_unknown(rest, parser, arguments.command)
        output: Output = load_command(arguments.command).run(arguments)
    except _ParserStop as stop:
        return stop.output
    except Exception as error:  # noqa: BLE001 - the last resort: no one is shown a traceback
        return _report_error(error)
    return output


def _refuse_unknown(rest: Sequence[str], parser: argparse.ArgumentParser, command: str) -> NoReturn:
    sub = argparse.ArgumentParser()
    add_arguments(sub, COMMANDS[command][1])
    known = [name for action in sub._actions for name in action.option_strings]  # noqa: SLF001 - there is no other way
    hints = (f"{word!r}{suggest(word.partition('=')[0], known) if word[:1] == '-' else ''}" for word in rest)
    parser.error(f"unknown argument{'s' if len(rest) > 1 else ''} {', '.join(hints)}")


def suggest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the known one that was meant, if one is near.

    Example:
        >>> suggest("overlap", ["overlaps", "origins"]), suggest("x", ["overlaps"])
        ("; did you mean 'overlaps'?", '')
    """
    from korea_events.errors import suggest_name

    near = suggest_name(word, known)
    return "" if near is None else f"; did you mean {near!r}?"


def load_command(name: str) -> Any:
    """The file of a command, loaded with all that it needs.

    Example:
        >>> load_command("as-of").run.__name__
        'run'
    """
    return import_module(f"korea_events.cli.{name.replace('-', '_')}")


def _report_error(error: Exception) -> Output:
    from korea_events.cli.paths import UnwrittenError
    from korea_events.errors import KoreaEventsError, KoreaEventsWarning, QuestionError, SpanError

    if isinstance(error, KoreaEventsError):
        code = NOT_WRITTEN if isinstance(error, UnwrittenError) else PROBLEMS_FOUND
        if isinstance(error, (QuestionError, SpanError)):  # a day or a zone among the words
            code = USAGE
        return Output(messages=tuple(map(str, error.problems)), code=code)
    if isinstance(error, KoreaEventsWarning):  # Python was started so that warnings are errors
        return Output(messages=(str(error),), code=PROBLEMS_FOUND)
    words = "not enough memory" if isinstance(error, MemoryError) else _describe_crash(error)
    return Output(messages=(words,), code=CRASHED)


def _describe_crash(error: BaseException) -> str:
    trace, where = error.__traceback__, ""
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"an error of the program, please report it: {error!r} in {where}"


# -- the parser --------------------------------------------------------------------------------------------------------


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

    def _print_message(self, message: str, file: object = None) -> NoReturn:  # noqa: ARG002 - the one way out is the file
        raise _ParserStop(Output(text=message))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Say which choice was meant, and all of them only if none is near."""
        if action.choices is not None and value not in action.choices:
            names = list(map(str, action.choices))
            hint = suggest(value, names) or f"; write one of {', '.join(names)}"
            raise argparse.ArgumentError(action, f"unknown value {value!r}{hint}")

    def error(self, message: str) -> NoReturn:
        lines = f"{self.format_usage()}{self.prog}: error: {message}"
        raise _ParserStop(Output(messages=(lines,), code=USAGE))


def build_parser(asked: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The parser, with the arguments of the commands that are asked for.

    Example:
        >>> build_parser().parse_args(["explain", "seed", "fs-24"]).id
        'fs-24'
    """
    parser = _Parser(
        prog="korea-events",
        description="Answer questions about reported events on and around the Korean Peninsula.",
        epilog="FILE is a dossier in any format, - for standard input, or the name of a shipped dossier.",
    )
    version = f"korea-events {__version__}"
    parser.add_argument("--version", action="version", version=version, help="print the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for name, (words, arguments) in COMMANDS.items():
        sub = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        if name in asked:
            add_arguments(sub, arguments)
    return parser
