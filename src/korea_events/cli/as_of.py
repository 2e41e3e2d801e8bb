"""``korea-events as-of``: the dossier as it was known on a day, or the changes between two days."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import read_dossier
from korea_events.cli.streams import Output
from korea_events.codecs import dumps


def run(arguments: argparse.Namespace) -> Output:
    """Print the dossier of that day, or the changes; undated documents are listed on standard error."""
    dossier = read_dossier(arguments)
    if arguments.since is not None:
        return Output.of_lines([dossier.changes(arguments.since, arguments.day, zone=arguments.zone)])
    known = dossier.known_on(arguments.day, zone=arguments.zone)
    if arguments.left_out:
        return Output.of_lines(known.left_out)
    undated = f"left out, because they have no date: {', '.join(known.undated)}"
    return Output(text=dumps(known.dossier), is_data=True, messages=[undated] if known.undated else [])
