"""``korea-events count``: how many events, missiles or troops there were, by month or by what they are."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from korea_events.analysis import Counts, count_by, total
from korea_events.cli.event_selection import filter_events
from korea_events.cli.inputs import read_dossier, tighten_dossier
from korea_events.cli.skipped_items import export_skipped, format_rows
from korea_events.cli.streams import Output


def run(arguments: argparse.Namespace) -> Output:
    """Print a row for each group: at least and at most."""
    dossier, messages = tighten_dossier(read_dossier(arguments), arguments)
    events, empty = filter_events(dossier, arguments)
    ask = {name: getattr(arguments, name) for name in ("since", "until", "footing", "zone", "tolerance")}
    found: Counts
    if arguments.what is None:
        found = count_by(events, arguments.by, **ask)
    else:
        found = total(events, arguments.what, arguments.by, **ask)
    messages += empty
    if arguments.json:
        return Output.of_json(_export_counts(found, arguments), messages=messages)
    return Output.of_lines(_format_counts(found, arguments), messages=messages)


def _format_counts(found: Counts, arguments: argparse.Namespace) -> Iterator[str]:
    head = (arguments.by or "", "at least", "at most")
    rows = (
        (row.name, f"{row.least:,}", "no bound" if row.most is None else f"{row.most:,}") for row in found
    )
    return format_rows(rows, found.skipped, head=head)


def _export_counts(found: Counts, arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "what": arguments.what or "events",
        "by": arguments.by,
        "zone": found.zone,
        "rows": [
            {
                "group": getattr(row.group, "id", row.group),
                "name": row.name,
                "first": row.days.first and row.days.first.isoformat(),
                "last": row.days.last and row.days.last.isoformat(),
                "least": row.least,
                "most": row.most,
            }
            for row in found
        ],
        "skipped": export_skipped(found.skipped),
    }
