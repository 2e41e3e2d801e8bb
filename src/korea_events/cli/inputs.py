"""Reading the dossier that a command is about: a file, standard input, or one that ships with the library."""

from __future__ import annotations

import argparse
import select
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from korea_events.cli.paths import STANDARD_STREAM
from korea_events.codecs import Limits, load, loads
from korea_events.dossier import Dossier, narrow_dates
from korea_events.errors import FileAccessError, QuestionError
from korea_events.reference import get_dossier, names
from korea_events.temporal import Conflict

_PIECE = 1 << 20


def add_dossier_argument(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """Declare the argument FILE; without a default it is required."""
    shipped = ", ".join(names())
    words = f"a dossier in JSON, - for standard input, or one that ships with the library ({shipped})"
    if default is None:
        parser.add_argument("file", metavar="FILE", help=words)
    else:
        parser.add_argument(
            "file", metavar="FILE", nargs="?", default=default, help=f"{words}; default: {default}"
        )


def add_two_dossiers(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments A and B."""
    for name, which in (("a", "the first dossier"), ("b", "the second")):
        parser.add_argument(name, metavar=name.upper(), help=f"{which}, named like FILE of other commands")


def add_newer_option(parser: argparse.ArgumentParser) -> None:
    """Declare the option --newer."""
    parser.add_argument(
        "--newer",
        choices=["refuse", "keep"],
        help="a file of a newer version: refuse it (the default), or read it and keep what this version does not "
        "understand",
    )


def add_dates_options(parser: Any) -> None:
    """Declare --as-written and --tolerance, for questions that everything about the dates bears on."""
    parser.add_argument(
        "--as-written",
        action="store_true",
        help="take the dates of each record alone, and nothing else that bears on them: links, other events",
    )
    add_tolerance_option(parser)


def add_footing_option(parser: argparse.ArgumentParser) -> None:
    """Declare the option --footing."""
    parser.add_argument(
        "--footing",
        choices=("held", "any"),
        default="any",
        help="held leaves out events that were only announced",
    )


def add_count_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of commands that count events."""
    add_footing_option(parser)
    parser.add_argument("--zone", help="the time zone of the days")
    add_dates_options(parser)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def add_tolerance_option(parser: Any) -> None:
    """Declare --tolerance."""
    parser.add_argument(
        "--tolerance",
        type=_parse_tolerance,
        metavar="T",
        help="how far an approximate date may be off: a number of days, or a length of time such as PT30M",
    )


def _parse_tolerance(word: str) -> int | str:
    return int(word) if word.removeprefix("-").isdecimal() else word


def read_dossier_pair(first: str, second: str) -> tuple[Dossier, Dossier]:
    """The dossiers of two names.

    Raises:
        QuestionError: ``input-twice`` when both are to come from standard input.
        FileError: with every problem of a file.
    """
    refuse_twice(first, second)
    return read_dossier(first), read_dossier(second)


def refuse_twice(first: str, second: str | None) -> None:
    """Refuse two inputs from standard input.

    Raises:
        QuestionError: ``input-twice``.
    """
    if first == second == STANDARD_STREAM:
        raise QuestionError.of("input-twice", "only one of the two can be standard input")


def read_dossier(name: str, *, newer: Any = None) -> Dossier:
    """The dossier of that name; a file of the same name as a shipped one is read by its path (``./drills``).

    Raises:
        FileError: with every problem of the file.
        QuestionError: ``option-unused`` for ``newer`` with one that is shipped.
    """
    if name in names():
        if newer is not None:
            raise QuestionError.of(
                "option-unused", f"--newer has no effect on the shipped dossier {name!r}: leave it out"
            )
        return get_dossier(name)
    policy: Any = newer or "refuse"
    return (
        loads(read_standard_input(), newer=policy)
        if name == STANDARD_STREAM
        else load(Path(name), newer=policy)
    )


def tighten_dossier(dossier: Dossier, arguments: argparse.Namespace) -> tuple[Dossier, list[str]]:
    """The dossier with the dates that follow from everything, unless they are wanted as written; and messages."""
    if arguments.as_written:
        return dossier, []
    network = dossier.network(zone=getattr(arguments, "zone", None), tolerance=arguments.tolerance)
    return narrow_dates(dossier, network), report_conflicts(network.conflicts())


def report_conflicts(conflicts: Sequence[Conflict]) -> list[str]:
    """A line about dates that nothing follows from, because they contradict each other.

    Example:
        >>> report_conflicts([])
        []
    """
    if not conflicts:
        return []
    count = f"{len(conflicts)} conflict{'' if len(conflicts) == 1 else 's'}"
    return [f"{count} between dates, which are taken as written: korea-events conflicts shows them"]


def read_standard_input(limits: Limits | None = None) -> bytes:
    """All of standard input, within the limits of a file.

    Raises:
        FileError: ``input-closed``, ``file-too-large``, ``file-failed``.
    """
    most = (limits or Limits()).bytes
    if sys.stdin is None or sys.stdin.closed:
        raise FileAccessError.of("input-closed", "standard input is closed")
    source: Any = sys.stdin.buffer
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := _read_piece(source, min(_PIECE, most + 1 - size)):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise FileAccessError.of("file-too-large", f"standard input: more than {most:,} bytes")
    except FileAccessError:
        raise
    except OSError as error:
        message = f"standard input: {error.strerror or type(error).__name__}"
        raise FileAccessError.of("file-failed", message) from error
    return b"".join(pieces)


def _read_piece(source: Any, most: int) -> bytes:
    while (piece := source.read(most)) is None:  # a pipe that does not wait, and is empty
        select.select([source], [], [])
    return bytes(piece)
