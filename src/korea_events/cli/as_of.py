"""``korea-events as-of``: the dossier as it was known on a day, or the changes between two days."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.cli.streams import Output
from korea_events.codecs import dumps
from korea_events.temporal.engine import DEFAULT_ZONE

HELP = "print the dossier as it was known at the end of a day, in JSON"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser)
    parser.add_argument("day", metavar="DAY", help="the day, as YYYY-MM-DD, or a moment, as 2024-03-18T07:44")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--since", metavar="DAY", help="print what became known after this day or moment instead"
    )
    form.add_argument(
        "--left-out", action="store_true", help="print what was not known instead, with the reasons"
    )
    parser.add_argument(
        "--zone", default=DEFAULT_ZONE, help="the time zone of the days (default: %(default)s)"
    )


def run(arguments: argparse.Namespace) -> Output:
    """Print the dossier of that day, or the changes; undated documents are listed on standard error."""
    dossier = read_dossier(arguments.file)
    if arguments.since is not None:
        return Output.of_lines([dossier.changes(arguments.since, arguments.day, zone=arguments.zone)])
    known = dossier.known_on(arguments.day, zone=arguments.zone)
    if arguments.left_out:
        return Output.of_lines(known.left_out)
    undated = f"left out, because they have no date: {', '.join(known.undated)}"
    return Output(text=dumps(known.dossier), is_data=True, messages=[undated] if known.undated else [])
