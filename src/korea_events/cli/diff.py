"""``korea-events diff``: what differs between two dossiers, record by record and field by field."""

from __future__ import annotations

import argparse
import json

from korea_events.cli.inputs import add_two_dossiers, read_dossier_pair
from korea_events.dossier import diff

HELP = "list the differences between two dossiers: records added, removed and changed, field by field"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_two_dossiers(parser)
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--exit-code", action="store_true", help="return 1 when anything differs")


def run(arguments: argparse.Namespace) -> int:
    """Print what would have to be done to A so that it says what B says."""
    found = diff(*read_dossier_pair(arguments.a, arguments.b))
    if arguments.json:
        print(json.dumps(found.as_data(), ensure_ascii=False, indent=2))
    else:
        print(found)
    return 1 if found and arguments.exit_code else 0
