"""``korea-events explain``: when an event took place according to all reports, and what each bound rests on."""

from __future__ import annotations

import argparse
from typing import Any

from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.temporal import Span, TemporalNetwork
from korea_events.temporal.engine import BoundName

HELP = "say when an event took place according to all reports, and why"

# The bounds of a pair are one line when they agree.
_END_BOUNDS: tuple[tuple[str, tuple[BoundName, BoundName]], ...] = (
    ("starts", ("earliest_start", "latest_start")),
    ("ends", ("earliest_end", "latest_end")),
)
_BOUND_WORDS = {
    "earliest_start": "starts on or after",
    "latest_start": "starts by",
    "earliest_end": "ends on or after",
    "latest_end": "ends by",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser)
    parser.add_argument("id", metavar="ID", help="the identifier of an event")
    parser.add_argument("--reports", action="store_true", help="include what the event reports say")


def run(arguments: argparse.Namespace) -> int:
    """Print the bounds with their reasons, or the conflict that prevents an answer."""
    dossier = read_dossier(arguments.file)
    name = getattr(dossier[arguments.id], "name", "")
    network = dossier.network(reports=arguments.reports)
    span = network.tightened(arguments.id)
    print(f"{arguments.id}  {name}  {span.possible}".rstrip())
    for line in _explain_bounds(arguments.id, span, network):
        print(line)
    return 0


def _explain_bounds(event: str, span: Span, network: TemporalNetwork) -> list[str]:
    lines: list[str] = []
    for verb, bounds in _END_BOUNDS:
        values = [getattr(span, bound) for bound in bounds]
        if values[0] is not None and values[0] == values[1]:
            statements: list[tuple[str, Any, tuple[BoundName, ...]]] = [
                (f"{verb} on" if span.grain == "day" else f"{verb} at", values[0], bounds)
            ]
        else:
            statements = [
                (_BOUND_WORDS[bound], value, (bound,))
                for bound, value in zip(bounds, values, strict=True)
                if value is not None
            ]
        for words, value, behind in statements:
            lines.append(f"  {words} {value.isoformat()}, because")
            reasons = dict.fromkeys(reason for bound in behind for reason in network.why(event, bound))
            lines += [f"    {reason}" for reason in reasons] or ["    it follows from the calendar alone"]
    return lines or ["  nothing is known about its dates"]
