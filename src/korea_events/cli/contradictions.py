"""``korea-events contradictions``: which accounts cannot both be right, and which conversions are wrong."""

from __future__ import annotations

import argparse
from typing import Any

from korea_events.cli.inputs import read_dossier
from korea_events.cli.streams import Output
from korea_events.evidence import Contradiction, contradictions, find_conversion_problems


def run(arguments: argparse.Namespace) -> Output:
    """Print them. Sources that disagree are evidence and not an error, so the exit code is 0."""
    dossier = read_dossier(arguments)
    if arguments.about is not None:
        dossier[arguments.about]  # a misspelt identifier is no event without contradictions
    answer = contradictions(dossier, tolerance=arguments.tolerance)
    found, withdrawn = (
        [one for one in part if arguments.about in (None, one.about)]
        for part in (answer.rows, answer.withdrawn)
    )
    wrong = find_conversion_problems(dossier) if arguments.about is None else ()
    if arguments.json:
        data = {"contradictions": list(map(_export, found)), "withdrawn": list(map(_export, withdrawn))}
        return Output.of_json(data, messages=map(str, wrong))
    lines: list[object] = []
    for one in (*found, *withdrawn):
        lines.append(f"{one.about}, {one.what}: {one.between[0]} against {one.between[1]}")
        lines.append(f"    {one.reason}")
    lines += wrong
    apart = f", and {len(withdrawn)} of what was withdrawn" if withdrawn else ""
    lines.append(f"{len(found)} contradiction{'' if len(found) == 1 else 's'}{apart}")
    return Output.of_lines(lines)


def _export(one: Contradiction) -> dict[str, Any]:
    names = ("about", "what", "between", "because", "documents")
    return {name: getattr(one, name) for name in names}
