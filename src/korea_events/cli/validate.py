"""``korea-events validate``: every problem of a dossier, each with its place."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.errors import KoreaEventsError

NAME = "validate"
HELP = "list every problem of a dossier"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the problems, one a line, and return 1 when there are any."""
    try:
        read_dossier(arguments.file)
    except KoreaEventsError as error:
        for problem in error.problems:
            print(problem)
        return 1
    print(f"{arguments.file}: no problems")
    return 0
