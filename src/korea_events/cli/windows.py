"""``korea-events windows``: how many events began before, during and after each exercise."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from attrs import asdict

from korea_events.analysis import Windows, windows
from korea_events.cli.choosing import add_choice, chosen
from korea_events.cli.inputs import add_dossier_argument, read_dossier
from korea_events.cli.left_out import skipped_data, skipped_lines
from korea_events.cli.progress_bar import progress_bar
from korea_events.layout import text_table
from korea_events.model import EVENT_COLLECTIONS, Event
from korea_events.temporal import DayRange

NAME = "windows"
HELP = "how many events began before, during and after each exercise"

_WINDOWS = ("before", "during", "after")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser, default="drills")
    add_choice(parser, "--around", "around what, a row each; default: exercises")
    add_choice(parser, "--count", "which events count; default: all")
    for option, where in (("--before", "before the first day"), ("--after", "after the last day")):
        parser.add_argument(
            option, type=int, default=28, metavar="DAYS", help=f"how many days {where} (default: %(default)s)"
        )
    parser.add_argument(
        "--since", metavar="DAY", help="the first day that the events cover; earlier ones do not count"
    )
    parser.add_argument("--until", metavar="DAY", help="the last day that they cover")
    parser.add_argument(
        "--footing", choices=("held", "any"), default="any", help="held leaves out what was only announced"
    )
    parser.add_argument("--zone", help="the time zone whose days are meant")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def run(arguments: argparse.Namespace) -> int:
    """Print a row for each exercise: counts, at least and at most, with the days observed."""
    dossier = read_dossier(arguments.file)
    around = chosen(dossier, arguments.around or ["exercises"])
    observed = DayRange(arguments.since, arguments.until) if arguments.since or arguments.until else None
    with progress_bar() as progress:
        found = windows(
            chosen(dossier, arguments.count or EVENT_COLLECTIONS),
            around,
            before=arguments.before,
            after=arguments.after,
            observed=observed,
            footing=arguments.footing,
            zone=arguments.zone,
            progress=progress,
        )
    if arguments.json:
        print(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
        return 0
    for line in _as_text(found, before=arguments.before, after=arguments.after):
        print(line)
    return 0


def _as_text(found: Windows[Event], *, before: int, after: int) -> Iterator[str]:
    head = ("began …", f"{before} days before", "during", f"{after} days after")
    rows = ((row.around.name, *(str(getattr(row, window)) for window in _WINDOWS)) for row in found)
    yield from text_table((head, *rows))
    if found.skipped:
        yield ""
    yield from skipped_lines(found.skipped)


def _as_data(found: Windows[Event]) -> dict[str, Any]:
    return {
        "zone": found.zone,
        "rows": [
            {
                "around": {"id": row.around.id, "name": row.around.name},
                **{window: asdict(getattr(row, window)) for window in _WINDOWS},
            }
            for row in found
        ],
        "skipped": skipped_data(found.skipped),
    }
