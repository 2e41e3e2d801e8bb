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
