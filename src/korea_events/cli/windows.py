"""``korea-events windows``: how many events began before, during and after each exercise."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from attrs import asdict

from korea_events.analysis import Windows, windows
from korea_events.cli.event_selection import filter_events, select_events
from korea_events.cli.inputs import read_dossier, tighten_dossier
from korea_events.cli.progress_bar import progress_bar
from korea_events.cli.skipped_items import export_skipped, format_rows
from korea_events.cli.streams import Output
from korea_events.model import Event
from korea_events.temporal import DayRange

_WINDOWS = ("before", "during", "after")


def run(arguments: argparse.Namespace) -> Output:
    """Print a row for each exercise: counts, at least and at most, with the days observed."""
    dossier, messages = tighten_dossier(read_dossier(arguments), arguments)
    around = select_events(dossier, arguments.around or ["exercises"])
    counted, empty = filter_events(dossier, arguments, arguments.count)
    messages += empty
    if not around:
        messages.append("no events to count around: --around chooses them")
    observed = DayRange(arguments.since, arguments.until) if arguments.since or arguments.until else None
    ask = {name: getattr(arguments, name) for name in ("before", "after", "footing", "zone", "tolerance")}
    with progress_bar() as progress:
        found = windows(counted, around, observed=observed, progress=progress, **ask)
    if arguments.json:
        return Output.of_json(_export_window_rows(found), messages=messages)
    lines = _format_window_rows(found, before=arguments.before, after=arguments.after)
    return Output.of_lines(lines, messages=messages)


def _format_window_rows(found: Windows[Event], *, before: int, after: int) -> Iterator[str]:
    head = ("began …", f"{before} days before", "during", f"{after} days after")
    rows = ((row.around.name, *(str(getattr(row, window)) for window in _WINDOWS)) for row in found)
    return format_rows(rows, found.skipped, head=head)


def _export_window_rows(found: Windows[Event]) -> dict[str, Any]:
    return {
        "zone": found.zone,
        "rows": [
            {
                "around": {"id": row.around.id, "name": row.around.name},
                **{window: asdict(getattr(row, window)) for window in _WINDOWS},
            }
            for row in found
        ],
        "skipped": export_skipped(found.skipped),
    }
