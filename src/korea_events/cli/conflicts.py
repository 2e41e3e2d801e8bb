"""``korea-events conflicts``: assertions about dates that cannot all hold."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import label_input, read_dossier
from korea_events.cli.streams import PROBLEMS_FOUND, Output


def run(arguments: argparse.Namespace) -> Output:
    """Print each conflict with the assertions that make it up, and return 1 when there are any."""
    dossier = read_dossier(arguments)
    conflicts = dossier.network(reports=arguments.reports, tolerance=arguments.tolerance).conflicts()
    if not conflicts:
        return Output.of_lines([f"{label_input(arguments.file)}: no conflicts"])
    lines: list[str] = []
    for conflict in conflicts:
        lines.append(f"these cannot all hold{' as dated' if conflict.approximate else ''}:")
        lines += [f"  {assertion}" for assertion in conflict.assertions]
    return Output.of_lines(lines, code=PROBLEMS_FOUND)
