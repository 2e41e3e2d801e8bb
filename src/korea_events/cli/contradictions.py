"""``korea-events contradictions``: which accounts cannot both be right, and which conversions are wrong."""

from __future__ import annotations

import argparse
import json

from attrs import asdict

from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.evidence import contradictions, find_conversion_problems

HELP = "list accounts that cannot both be right, with the documents behind them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser, default="drills")
    parser.add_argument("--about", metavar="ID", help="only contradictions about this event or weapon system")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Print them. Sources that disagree are evidence and not an error, so the exit code is 0."""
    dossier = read_dossier(arguments.file)
    if arguments.about is not None:
        dossier[arguments.about]  # a misspelt identifier is no event without contradictions
    found = [one for one in contradictions(dossier) if arguments.about in (None, one.about)]
    if arguments.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return 0
    for one in found:
        print(f"{one.about}, {one.what}: {one.between[0]} against {one.between[1]}")
        print(f"    {one.because}")
        if one.documents:
            print(f"    [{', '.join(one.documents)}]")
    if arguments.about is None:
        for problem in find_conversion_problems(dossier):
            print(problem)
    print(f"{len(found)} contradiction{'' if len(found) == 1 else 's'}")
    return 0
