"""``korea-events validate``: every problem of a dossier, each with its path."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import add_dossier_argument, add_newer_option, read_dossier
from korea_events.errors import KoreaEventsError
from korea_events.evidence import find_evidence_problems

HELP = "list every problem of a dossier"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser)
    add_newer_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the problems, one a line, and return 1 when there are any."""
    try:
        dossier = read_dossier(arguments.file, newer=arguments.newer)
    except KoreaEventsError as error:
        problems = error.problems
    else:
        problems = find_evidence_problems(dossier)
    for problem in problems:
        print(problem)
    if problems:
        return 1
    print(f"{arguments.file}: no problems")
    return 0
