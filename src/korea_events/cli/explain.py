"""``korea-events explain``: when an event took place according to all reports, and what each bound rests on."""

from __future__ import annotations

import argparse

from korea_events.cli.bound_reasons import explain_event, find_bound_reasons
from korea_events.cli.inputs import read_dossier
from korea_events.cli.streams import Output
from korea_events.errors import QuestionError
from korea_events.model import Event


def run(arguments: argparse.Namespace) -> Output:
    """Print the bounds with their reasons, or the conflict that prevents an answer."""
    dossier = read_dossier(arguments)
    record = dossier[arguments.id]
    network = dossier.network(reports=arguments.reports, tolerance=arguments.tolerance)
    if arguments.id not in network:
        why = "it was called off" if isinstance(record, Event) else f"it is one of the {record.collection}"
        raise QuestionError.of("choice-sort", f"{arguments.id!r} has no dates to explain: {why}")
    span = network.tightened(arguments.id)
    found = find_bound_reasons(arguments.id, span, network)
    if not found:
        return Output.of_lines([f"{arguments.id}: nothing is known about its dates"])
    return Output.of_lines(explain_event(arguments.id, span, found))
