"""``korea-events overlaps``: which drills overlap, how certainly, for how long, on what footing, and why."""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from math import inf
from typing import Any, Final

from korea_events.analysis import (
    DerivedOverlap,
    DerivedOverlaps,
    Overlap,
    Overlaps,
    Progress,
    derive_overlaps,
    find_disputed,
    find_overlaps,
)
from korea_events.cli.bound_reasons import (
    BoundReasons,
    explain_event,
    find_bound_reasons,
    find_tightened_span,
)
from korea_events.cli.event_selection import filter_events
from korea_events.cli.inputs import read_dossier, read_dossier_pair, report_conflicts, tighten_dossier
from korea_events.cli.progress_bar import progress_bar
from korea_events.cli.skipped_items import export_skipped, format_skipped
from korea_events.cli.streams import Output
from korea_events.cli.terminal import terminal_table
from korea_events.dossier import Dossier, EventSelection, date_reasons
from korea_events.model import Citation, Event, Status
from korea_events.reference import drills
from korea_events.temporal import Assertion, Grain, Span
from korea_events.temporal.engine import Axis, project

_RECENT: Final = (
    "the certain pairs of the last two years of drills; all of them: korea-events overlaps drills"
)


def run(arguments: argparse.Namespace) -> Output:
    """Print the pairs, and the events that were skipped."""
    is_recent = arguments.file is None
    if is_recent:
        _choose_recent(arguments)
    arguments.at_least = arguments.at_least or "possible"
    if arguments.against is None:
        dossiers = [read_dossier(arguments)]
    else:
        dossiers = [*read_dossier_pair(arguments.file, arguments.against, arguments)]
    reasons = _Reasons(dossiers, arguments) if arguments.why else None
    disputed = frozenset[str]().union(*map(find_disputed, dossiers))
    with progress_bar() as progress:
        overlaps, among, messages = _find_requested_overlaps(dossiers, arguments, progress)
        noun = "exercises" if arguments.records in (None, ["exercises"]) else "events"
        # pairs are found, and their relations worked out, while they are put into words
        if arguments.json:
            exported = _export_overlaps(overlaps, disputed, reasons)
            return Output.of_json(exported, messages=[*messages, *[_RECENT] * is_recent])
        lines = _format_overlaps(overlaps, among, noun, disputed, reasons)
        return Output.of_lines(chain(lines, [_RECENT] * is_recent), messages=messages)


def _choose_recent(arguments: argparse.Namespace) -> None:
    arguments.file = "drills"
    arguments.at_least = arguments.at_least or "certain"
    days = Axis(Grain.DAY, None)
    ends = (project(event.when, days).hull.end_max for event in drills().exercises if event.when is not None)
    last = dt.date.fromordinal(int(max(end for end in ends if end != inf)) - 1)
    arguments.since = arguments.since or last.replace(day=1, year=last.year - 2).isoformat()


def _find_requested_overlaps(
    dossiers: list[Dossier], arguments: argparse.Namespace, progress: Progress | None
) -> tuple[OverlapAnswer, list[int], list[str]]:
    asked = ("at_least", "footing", "tolerance", "with_parts")
    ask: Any = {name: getattr(arguments, name) for name in asked} | {"progress": progress}
    if arguments.against is None and not arguments.as_written:
        among, empty = _select(dossiers[0], arguments)
        derived = derive_overlaps(dossiers[0], among, **ask)
        return derived, [len(among)], report_conflicts(derived.conflicts) + empty
    sides = [tighten_dossier(dossier, arguments) for dossier in dossiers]
    messages = [message for _, about in sides for message in about]
    among, empty = _select(sides[0][0], arguments)
    chosen = [among, *(dossier.exercises for dossier, _ in sides[1:])]
    return find_overlaps(*chosen, **ask), list(map(len, chosen)), messages + empty


def _select(dossier: Dossier, arguments: argparse.Namespace) -> tuple[EventSelection, list[str]]:
    days = {"since": arguments.since, "until": arguments.until}
    return filter_events(dossier, arguments, records=arguments.records or "exercises", **days)


class _Reasons:
    """What the dates of a pair rest on."""

    def __init__(self, dossiers: list[Dossier], arguments: argparse.Namespace) -> None:
        tightened = [] if arguments.as_written else dossiers
        self.networks = [dossier.network(tolerance=arguments.tolerance) for dossier in tightened]
        self.dossiers = dossiers

    def list_sides(self, pair: OverlapPair) -> Iterator[tuple[Event, Span | None, list[BoundReasons]]]:
        """Both events as their records have them, with their dates and bounds; no bounds when dates are as written."""
        for name, number in ((pair.first.id, 0), (pair.second.id, -1)):
            event = self.dossiers[number][name]
            assert isinstance(event, Event)  # only events are paired
            network = self.networks[number] if self.networks else None
            span = None if network is None else find_tightened_span(name, network)
            if network is None or span is None:
                yield event, event.when, []
            else:
                yield event, span, find_bound_reasons(name, span, network)


OverlapAnswer = Overlaps[Event, Event] | DerivedOverlaps
OverlapPair = Overlap[Event, Event] | DerivedOverlap


def _format_overlaps(
    overlaps: OverlapAnswer, among: list[int], noun: str, disputed: frozenset[str], reasons: _Reasons | None
) -> Iterator[str]:
    pairs: list[OverlapPair] = []
    rows: list[tuple[str, ...]] = []
    for pair in overlaps:
        pairs.append(pair)
        rows.append(_format_overlap_row(pair, disputed))
    for pair, line in zip(pairs, terminal_table(rows), strict=True):
        yield line
        if reasons is not None:
            yield from _explain_overlap(pair, reasons)
    verdicts = Counter(pair.verdict.value for pair in pairs)
    counted = " and ".join(f"{verdicts[word]} {word}" for word in ("certain", "possible") if verdicts[word])
    if pairs:
        yield ""
    between = "between" if len(among) > 1 else "among"
    yield f"{counted or 'no'} overlap{'s' if len(pairs) != 1 else ''} {between} {' and '.join(map(str, among))} {noun}"
    yield from format_skipped(overlaps.skipped)


def _format_overlap_row(pair: OverlapPair, disputed: frozenset[str]) -> tuple[str, ...]:
    return (
        f"{pair.first.name}  ×  {pair.second.name}",
        pair.verdict.value,
        str(pair.shared),
        _format_relations(pair),
        ", ".join((pair.footing.value, *_list_doubts(pair, disputed))),
    )


def _list_doubts(pair: OverlapPair, disputed: frozenset[str]) -> list[str]:
    """What makes it doubtful that both took place: one is unconfirmed, or somebody denies it."""
    events = pair.first, pair.second
    doubts = {
        "unconfirmed": any(event.status is Status.UNCONFIRMED for event in events),
        "disputed": any(event.id in disputed for event in events),
    }
    return [doubt for doubt, is_there in doubts.items() if is_there]


def _format_relations(pair: OverlapPair) -> str:
    """The relations in words; more than three are only counted, as a table must stay readable."""
    return str(pair.relations) if len(pair.relations) <= 3 else f"{len(pair.relations)} relations possible"


def _explain_overlap(pair: OverlapPair, reasons: _Reasons) -> Iterator[str]:
    for event, span, bounds in reasons.list_sides(pair):
        yield from (f"    {line}" for line in explain_event(event.id, span, bounds, date_reasons(event)))
    for assertion in _list_deciding_assertions(pair):
        yield f"    so it follows: {assertion}"


def _export_reason(reason: Assertion) -> dict[str, Any]:
    documents = [citation.document for citation in reason.citations if isinstance(citation, Citation)]
    return {"field": reason.field, "says": reason.words, "basis": reason.basis, "documents": documents}


def _list_deciding_assertions(pair: OverlapPair) -> list[str]:
    """What makes a derived pair certain, in addition to the dates of the two or instead of them."""
    return [str(assertion) for assertion in pair.because] if isinstance(pair, DerivedOverlap) else []


def _export_overlaps(
    overlaps: OverlapAnswer, disputed: frozenset[str], reasons: _Reasons | None
) -> dict[str, Any]:
    pairs = [_export_pair(pair, disputed, reasons) for pair in overlaps]
    return {"pairs": pairs, "skipped": export_skipped(overlaps.skipped)}


def _export_pair(pair: OverlapPair, disputed: frozenset[str], reasons: _Reasons | None) -> dict[str, Any]:
    first: dict[str, Any] = {"id": pair.first.id, "name": pair.first.name}
    second: dict[str, Any] = {"id": pair.second.id, "name": pair.second.name}
    exported: dict[str, Any] = {
        "first": first,
        "second": second,
        "verdict": pair.verdict.value,
        "relations": [relation.value for relation in pair.relations],
        "shared": {"least": pair.shared.least, "most": pair.shared.most, "unit": pair.shared.unit},
        "footing": pair.footing.value,
        "doubts": _list_doubts(pair, disputed),
    }
    if reasons is None:
        return exported
    for side, (event, _, bounds) in zip((first, second), reasons.list_sides(pair), strict=True):
        side["why"] = [_export_reason(reason) for reason in date_reasons(event)]
        side["bounds"] = [_export_bound(bound) for bound in bounds]
    because = _list_deciding_assertions(pair)
    return exported | ({"because": because} if because else {})


def _export_bound(bound: BoundReasons) -> dict[str, Any]:
    return {"names": list(bound.bounds), "value": bound.value, "because": list(map(str, bound.reasons))}
