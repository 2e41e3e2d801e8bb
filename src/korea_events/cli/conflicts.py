"""``korea-events conflicts``: assertions about dates that cannot all hold."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import add_dossier_argument, read_dossier

HELP = "list assertions about dates that cannot all hold"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser)
    parser.add_argument("--reports", action="store_true", help="include what the event reports say")


def run(arguments: argparse.Namespace) -> int:
    """Print each conflict with the assertions that make it up, and return 1 when there are any."""
    conflicts = read_dossier(arguments.file).network(reports=arguments.reports).conflicts()
    for conflict in conflicts:
        print(f"these cannot all hold{' as dated' if conflict.approximate else ''}:")
        for assertion in conflict.assertions:
            print(f"  {assertion}")
    if not conflicts:
        print(f"{arguments.file}: no conflicts")
    return int(bool(conflicts))
