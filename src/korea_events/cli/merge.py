"""``korea-events merge``: two dossiers in one, with a line for each decision that this took."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from korea_events.cli.inputs import add_two_dossiers, read_dossier_pair
from korea_events.codecs import dumps, save

HELP = "merge two dossiers: nothing is lost, and every decision is recorded"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_two_dossiers(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write, which may be A or B; without it the dossier goes to standard output",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the merged dossier, and print its decisions; these are not problems, so the exit code is 0."""
    one, other = read_dossier_pair(arguments.a, arguments.b)
    merged = one.merge(other)
    if arguments.output is None:
        sys.stdout.write(dumps(merged.dossier))
        print(merged, file=sys.stderr)
    else:
        save(merged.dossier, Path(arguments.output))
        print(merged)
    return 0
