"""``korea-events merge``: two dossiers in one, with a line for each decision that this took."""

from __future__ import annotations

import argparse

from korea_events.cli.inputs import read_dossier_pair
from korea_events.cli.paths import mark_unwritten
from korea_events.cli.streams import Output
from korea_events.codecs import dumps, save


def run(arguments: argparse.Namespace) -> Output:
    """Write the merged dossier, and print its decisions; these are not problems, so the exit code is 0."""
    one, other = read_dossier_pair(arguments.a, arguments.b, arguments)
    merged = one.merge(other)
    if arguments.output is None:
        return Output(text=dumps(merged.dossier), is_data=True, messages=[str(merged)])
    with mark_unwritten():
        save(merged.dossier, arguments.output)
    return Output.of_lines([merged])
