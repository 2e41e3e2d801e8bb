"""``korea-events diff``: what differs between two dossiers, record by record and field by field."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import read_dossier_pair
from korea_events.cli.streams import DONE, PROBLEMS_FOUND, Output
from korea_events.dossier import diff


def run(arguments: argparse.Namespace) -> Output:
    """Print what would have to be done to A so that it says what B says."""
    found = diff(*read_dossier_pair(arguments.a, arguments.b, arguments))
    code = PROBLEMS_FOUND if found and arguments.exit_code else DONE
    if arguments.json:
        return Output.of_json(found.as_data(), code=code)
    return Output.of_lines([found], code=code)
