"""``korea-events diff``: what differs between two dossiers, record by record and field by field."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import add_two_dossiers, read_dossier_pair
from korea_events.cli.streams import DONE, PROBLEMS_FOUND, Output
from korea_events.dossier import diff

HELP = "list the differences between two dossiers: records added, removed and changed, field by field"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_two_dossiers(parser)
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--exit-code", action="store_true", help="return 1 when anything differs")


def run(arguments: argparse.Namespace) -> Output:
    """Print what would have to be done to A so that it says what B says."""
    found = diff(*read_dossier_pair(arguments.a, arguments.b))
    code = PROBLEMS_FOUND if found and arguments.exit_code else DONE
    if arguments.json:
        return Output.of_json(found.as_data(), code=code)
    return Output.of_lines([found], code=code)
