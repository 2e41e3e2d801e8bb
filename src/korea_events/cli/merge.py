"""``korea-events merge``: two dossiers in one, with a line for each decision that this took."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import add_two_dossiers, read_dossier_pair
from korea_events.cli.streams import Output, mark_unwritten
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


def run(arguments: argparse.Namespace) -> Output:
    """Write the merged dossier, and print its decisions; these are not problems, so the exit code is 0."""
    one, other = read_dossier_pair(arguments.a, arguments.b)
    merged = one.merge(other)
    if arguments.output is None:
        return Output(text=dumps(merged.dossier), is_data=True, messages=[str(merged)])
    with mark_unwritten():
        save(merged.dossier, arguments.output)
    return Output.of_lines([merged])
