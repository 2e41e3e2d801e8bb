"""``korea-events origins``: who first reported a record, and through which documents."""

from __future__ import annotations

import argparse
import json

from attrs import asdict

from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.evidence import lineage, origins

HELP = "say who first reported a record, however many documents repeat it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser)
    parser.add_argument("record", metavar="ID", help="the record: a claim, a report, a statement, an event …")
    parser.add_argument("--lineage", action="store_true", help="draw the chain of sources of each document")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Print the origins, each with its documents."""
    dossier = read_dossier(arguments.file)
    found = origins(arguments.record, dossier)
    if arguments.json:
        data = asdict(found, filter=lambda attribute, _: attribute.name not in ("rows", "skipped"))
        print(json.dumps({"origins": list(map(asdict, found)), **data}, ensure_ascii=False, indent=2))
        return 0
    print(found)
    for origin in found:
        print(f"    {origin}")
    if found.unknown:
        print(f"    of unknown lineage: {', '.join(found.unknown)}")
    if arguments.lineage:
        for document in found.documents:
            print(f"\n{lineage(document, dossier)}")
    return 0
