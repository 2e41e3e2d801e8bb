"""``korea-events validate``: every problem of a dossier, each with its path."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import label_input, name_problems, read_dossier
from korea_events.cli.streams import PROBLEMS_FOUND, Output
from korea_events.errors import FileError
from korea_events.evidence import find_evidence_problems


def run(arguments: argparse.Namespace) -> Output:
    """Print the problems, one a line, and return 1 when there are any."""
    try:
        dossier = read_dossier(arguments, newer=arguments.newer)
    except FileError as error:
        problems = error.problems
    else:
        problems = name_problems(arguments.file, find_evidence_problems(dossier))
    if problems:
        return Output.of_lines(problems, code=PROBLEMS_FOUND)
    return Output.of_lines([f"{label_input(arguments.file)}: no problems"])
