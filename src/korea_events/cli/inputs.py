"""Reading the dossier that a command is about: a file of any format, standard input, or one that ships."""

from __future__ import annotations

import argparse
import inspect
import select
import sys
import warnings
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import evolve

from korea_events.cli.paths import STANDARD_STREAM
from korea_events.cli.program import suggest
from korea_events.codecs import Codec, ImportResult, Limits, find_codec, get_codec
from korea_events.dossier import Dossier, narrow_dates
from korea_events.errors import FileAccessError, FileError, Problem, QuestionError
from korea_events.reference import get_dossier, names
from korea_events.temporal import Conflict

_PIECE = 1 << 20


def read_dossier_pair(first: str, second: str, arguments: argparse.Namespace) -> tuple[Dossier, Dossier]:
    """The dossiers of two names; ``--from`` is the format of those whose names do not tell.

    Raises:
        QuestionError: ``input-twice`` when both are to come from standard input, ``option-unused`` for an option
            without effect.
        FileError: with every problem of a file.
    """
    refuse_twice(first, second)
    formats = {
        name: None if name in names() or find_codec(name) else arguments.from_format
        for name in (first, second)
    }
    if not any(formats.values()):
        _refuse_unused("--from", arguments.from_format, "files whose names tell their format")
    one, other = (read_input(name, arguments, formats[name]) for name in (first, second))
    return one, other


def refuse_twice(first: str, second: str | None) -> None:
    """Refuse two inputs from standard input.

    Raises:
        QuestionError: ``input-twice``.
    """
    if first == second == STANDARD_STREAM:
        raise QuestionError.of("input-twice", "only one of the two can be standard input")


def read_dossier(arguments: argparse.Namespace, *, newer: str | None = None) -> Dossier:
    """The dossier FILE, in any format; a file of the same name as a shipped dossier is read by its path (``./drills``).

    What a format leaves out or assumes is added to ``arguments.notices``.

    Raises:
        FileError: with every problem of the file.
        QuestionError: as :func:`find_readable`, and ``option-unused`` for an option without effect.
    """
    return read_input(arguments.file, arguments, arguments.from_format, newer=newer)


def read_input(
    name: str, arguments: argparse.Namespace, chosen: str | None, *, newer: str | None = None
) -> Dossier:
    """The dossier of a name, in a chosen format or the one that its name tells; otherwise as :func:`read_dossier`."""
    if name in names():
        for option, value in (("--from", chosen), ("--newer", newer)):
            _refuse_unused(option, value, f"the shipped dossier {name!r}")
        return _as_known(get_dossier(name), arguments)
    codec = find_readable(name, chosen)
    assert codec.load is not None
    options = {} if newer is None else {"newer": newer}
    if not options.keys() <= inspect.signature(codec.load).parameters.keys():
        _refuse_unused("--newer", newer, codec.title)
    with _name_file(name):
        with warnings.catch_warnings(record=True) as caught:
            found = _load_records(name, codec, options)
        notices = [f"warning: {warning.message}" for warning in caught or ()]
        notices += [f"not read: {loss}" for loss in found.losses]
        notices += [] if found.summary is None else str(found.summary).splitlines()
        arguments.notices += (f"{label_input(name)}: {line}" for line in notices)
        return _as_known(found.to_dossier(), arguments)


def _as_known(dossier: Dossier, arguments: argparse.Namespace) -> Dossier:
    """The dossier as it was known on the day of ``--as-of``, if there is one."""
    day = getattr(arguments, "as_of", None)
    return dossier if day is None else dossier.as_of(day)


def _refuse_unused(option: str, value: object, where: str) -> None:
    if value is not None:
        raise QuestionError.of("option-unused", f"{option} has no effect on {where}: leave it out")


def find_readable(name: str, chosen: str | None) -> Codec:
    """The format to read an input in: the chosen one, or the one that its name tells, or JSON.

    Raises:
        QuestionError: ``format-unknown-name`` for an unknown name, ``format-unreadable`` for a format that
            is only written.

    Example:
        >>> find_readable("drills.csv.gz", None).name, find_readable("drills.txt", "jsonl").name
        ('csv', 'jsonl')
    """
    codec = (find_codec(name) or get_codec("json")) if chosen is None else get_codec(chosen)
    if codec.load is None:
        raise QuestionError.of("format-unreadable", f"{codec.title} can be written, but not read")
    return codec


def read_records(name: str, codec: Codec, **options: Any) -> ImportResult:
    """What an input has, compressed or not; the paths of its problems begin with its name.

    Raises:
        FileError: if it cannot be read at all.
    """
    with _name_file(name):
        found = _load_records(name, codec, options)
    return evolve(found, problems=name_problems(name, found.problems))


def _load_records(name: str, codec: Codec, options: Mapping[str, Any]) -> ImportResult:
    assert codec.load is not None
    with provide_file(name) as path:
        return codec.load(path, **options)


@contextmanager
def provide_file(name: str) -> Generator[Path]:
    """The path of an input; standard input becomes a file, compressed or not, which any format can read."""
    if name != STANDARD_STREAM:
        yield Path(name)
        return
    from tempfile import TemporaryDirectory  # few inputs come this way

    with TemporaryDirectory() as folder:
        path = Path(folder, "input")
        path.write_bytes(read_standard_input())
        yield path


@contextmanager
def _name_file(name: str) -> Generator[None]:
    """Let the problems of a file begin with its name, if they do not say it."""
    try:
        yield
    except FileAccessError as error:  # which name it already
        hint = suggest(name, names())
        raise FileAccessError(
            evolve(one, message=one.message + hint) if one.code == "file-missing" else one
            for one in error.problems
        ) from None
    except FileError as error:
        raise type(error)(name_problems(name, error.problems)) from None


def name_problems(name: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of an input, with its name before their paths.

    Example:
        >>> print(*name_problems("a.json", [Problem("$.exercises[0].id", "id-syntax", "'FS 24' is not an id")]))
        a.json: $.exercises[0].id: 'FS 24' is not an id [id-syntax]
    """
    label = label_input(name)
    return tuple(evolve(one, path=label if one.path == "$" else f"{label}: {one.path}") for one in problems)


def label_input(name: str) -> str:
    """What messages call an input.

    Example:
        >>> label_input("-"), label_input("drills.csv")
        ('standard input', 'drills.csv')
    """
    return "standard input" if name == STANDARD_STREAM else name


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
