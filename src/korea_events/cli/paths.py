"""Files that a command writes: never over one that it reads, never two to one file, and what could not be written."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from korea_events.errors import FileAccessError, FileError, KoreaEventsError, QuestionError
from korea_events.reference import names

STANDARD_STREAM: Final = "-"

_Identity: TypeAlias = tuple[int, int] | str


class UnwrittenError(KoreaEventsError):
    """A file that a command was to write could not be written."""


@contextmanager
def mark_unwritten() -> Generator[None]:
    """Turn errors of files into :class:`UnwrittenError`, while a result is written; those of names into usage."""
    try:
        yield
    except FileAccessError as error:
        raise UnwrittenError(error.problems) from error
    except FileError as error:
        raise QuestionError(error.problems) from error


def refuse_same_files(outputs: Mapping[str, str | None], inputs: Mapping[str, str | None]) -> None:
    """Compare every file to be written with every other one.

    Links are followed, and names that differ only in case count as one where neither file exists yet: many file
    systems do not distinguish them.

    Args:
        outputs: names of files to be written, by what they are called on the command line.
        inputs: names of files that are read, likewise.

    Raises:
        QuestionError: ``file-same``.

    Example:
        >>> refuse_same_files({"OUT": "march.json"}, {"IN": "drills", "--with": None})
    """
    seen: dict[_Identity, str] = {}
    for label, name in inputs.items():
        identity = None if name in names() else _identify_file(name, descriptor=0)
        if identity is not None:
            seen[identity] = label
    for label, name in outputs.items():
        identity = _identify_file(name, descriptor=1)
        if identity in seen:
            message = f"{label} and {seen[identity]} are the same file: give {label} another name"
            raise QuestionError.of("file-same", message)
        if identity is not None:
            seen[identity] = label


def _identify_file(name: str | None, *, descriptor: int) -> _Identity | None:
    """What two names of a file have in common; None for what is not a file and cannot be overwritten."""
    if name is None:
        return None
    try:
        status = os.fstat(descriptor) if name == STANDARD_STREAM else Path(name).stat()
    except OSError:
        path = unicodedata.normalize("NFC", os.path.realpath(name)).casefold()
        return None if name == STANDARD_STREAM else path
    except ValueError:  # a NUL in the name: reading and writing say so
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
