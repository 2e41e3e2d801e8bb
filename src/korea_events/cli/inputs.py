"""Reading the dossier that a command is about: a file, standard input, or one that ships with the library."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Literal

from korea_events.codecs import load, loads
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.reference import get_dossier, names

STANDARD_INPUT = "-"


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


def read_dossier_pair(first: str, second: str) -> tuple[Dossier, Dossier]:
    """The dossiers of two names.

    Raises:
        QuestionError: ``input-twice`` when both are to come from standard input.
        FileError: with every problem of a file.
    """
    if first == second == STANDARD_INPUT:
        raise QuestionError.of("input-twice", "only one of the two can be standard input")
    return read_dossier(first), read_dossier(second)


def add_newer_option(parser: argparse.ArgumentParser) -> None:
    """Declare the option --newer."""
    parser.add_argument(
        "--newer",
        choices=["refuse", "keep"],
        default="refuse",
        help="a file of a newer version: refuse it, or read it and keep what this version does not understand",
    )


def read_dossier(name: str, *, newer: Literal["refuse", "keep"] = "refuse") -> Dossier:
    """The dossier of that name; a file of the same name as a shipped one is read by its path (``./drills``).

    Raises:
        FileError: with every problem of the file.
    """
    if name == STANDARD_INPUT:
        return loads(sys.stdin.buffer.read(), newer=newer)
    if name in names():
        return get_dossier(name)
    return load(Path(name), newer=newer)
