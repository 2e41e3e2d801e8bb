"""``korea-events concurrency``: how many events were under way at once, as a step function over days."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from korea_events.analysis import Concurrency, ConcurrencyStep, concurrency
from korea_events.cli.event_selection import filter_events
from korea_events.cli.inputs import read_dossier, tighten_dossier
from korea_events.cli.skipped_items import export_skipped, format_rows
from korea_events.cli.streams import Output
from korea_events.dossier import read_days
from korea_events.temporal import DayRange
from korea_events.temporal.engine import as_day_range, intersect_stretches, make_stretch


def run(arguments: argparse.Namespace) -> Output:
    """Print a row for each stretch of days on which the numbers stay the same."""
    dossier, messages = tighten_dossier(read_dossier(arguments), arguments)
    events, empty = filter_events(dossier, arguments, arguments.count)
    profile = concurrency(
        events, footing=arguments.footing, zone=arguments.zone, tolerance=arguments.tolerance
    )
    profile = evolve(profile, rows=tuple(_cut_steps(profile, read_days(arguments.since, arguments.until))))
    messages += empty
    if arguments.json:
        return Output.of_json(_export_steps(profile), messages=messages)
    return Output.of_lines(_format_steps(profile), messages=messages)


def _cut_steps(profile: Concurrency, days: DayRange) -> Iterator[ConcurrencyStep]:
    """The steps on some days only."""
    for step in profile:
        for part in intersect_stretches([make_stretch(step.days)], [make_stretch(days)]):
            yield evolve(step, days=as_day_range(part))


def _format_steps(profile: Concurrency) -> Iterator[str]:
    head = (f"days in {profile.zone}", "length", "certainly", "possibly")
    return format_rows(map(_format_step_cells, profile), profile.skipped, head=head)


def _format_step_cells(step: ConcurrencyStep) -> tuple[str, ...]:
    days = step.days.days
    length = "unbounded" if days is None else f"{days} day{'' if days == 1 else 's'}"
    return str(step.days), length, str(step.certain), str(step.possible)


def _export_steps(profile: Concurrency) -> dict[str, Any]:
    return {
        "zone": profile.zone,
        "steps": [
            {
                "first": step.days.first and step.days.first.isoformat(),
                "last": step.days.last and step.days.last.isoformat(),
                "days": step.days.days,
                "certain": step.certain,
                "possible": step.possible,
            }
            for step in profile
        ],
        "skipped": export_skipped(profile.skipped),
    }
