"""``korea-events origins``: who first reported a record, and through which documents."""

from __future__ import annotations

import argparse

from attrs import asdict

from korea_events.cli.inputs import read_dossier
from korea_events.cli.streams import Output
from korea_events.evidence import lineage, origins


def run(arguments: argparse.Namespace) -> Output:
    """Print the origins, each with its documents."""
    dossier = read_dossier(arguments)
    found = origins(arguments.record, dossier)
    if arguments.json:
        data = asdict(found, filter=lambda attribute, _: attribute.name not in ("rows", "skipped"))
        return Output.of_json({"origins": list(map(asdict, found)), "distinct": found.distinct, **data})
    lines: list[object] = [found, *(f"    {origin}" for origin in found)]
    if found.unknown:
        lines.append(f"    of unknown lineage: {', '.join(found.unknown)}")
    if arguments.lineage:
        lines += [f"\n{lineage(document, dossier)}" for document in found.documents]
    return Output.of_lines(lines)
