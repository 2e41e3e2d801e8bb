"""``korea-events overlaps``: which drills overlap, how certainly, for how long, on what footing, and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from korea_events.analysis import (
    DerivedOverlap,
    DerivedOverlaps,
    Overlap,
    Overlaps,
    Progress,
    derive_overlaps,
    find_overlaps,
)
from korea_events.cli.inputs import add_dossier_argument, read_dossier, read_dossier_pair
from korea_events.cli.progress_bar import progress_bar
from korea_events.cli.skipped_items import export_skipped, format_skipped
from korea_events.dossier import Dossier, date_reasons
from korea_events.model import Citation, Event, Exercise
from korea_events.rendering import text_table
from korea_events.temporal import Assertion

HELP = "list the exercises that overlap: certainly or possibly, for how many days, and why"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_dossier_argument(parser, default="drills")
    parser.add_argument(
        "--at-least",
        choices=("certain", "possible"),
        default="possible",
        help="certain leaves out pairs that are only possible",
    )
    parser.add_argument(
        "--footing",
        choices=("held", "any"),
        default="any",
        help="held leaves out events that were only announced",
    )
    parser.add_argument("--with-parts", action="store_true", help="pair an exercise with its own parts too")
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--against",
        metavar="FILE",
        help="pair the exercises of the first dossier with those of this one, and not with each other",
    )
    way.add_argument(
        "--derive",
        action="store_true",
        help="include links between events and everything else that bears on dates",
    )
    parser.add_argument("--why", action="store_true", help="add what the dates of each pair rest on")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def run(arguments: argparse.Namespace) -> int:
    """Print the pairs, and the events that were skipped."""
    if arguments.against is None:
        dossiers = [read_dossier(arguments.file)]
    else:
        dossiers = [*read_dossier_pair(arguments.file, arguments.against)]
    with progress_bar() as progress:
        overlaps = _find_requested_overlaps(dossiers, arguments, progress)
        # pairs are found, and their relations worked out, while they are put into words
        if arguments.json:
            lines = [json.dumps(_export_overlaps(overlaps, why=arguments.why), ensure_ascii=False, indent=2)]
        else:
            lines = list(_format_overlaps(overlaps, dossiers, why=arguments.why))
    if isinstance(overlaps, DerivedOverlaps):
        for conflict in overlaps.conflicts:
            print(f"not derived: {conflict}", file=sys.stderr)
    for line in lines:
        print(line)
    return 0


def _find_requested_overlaps(
    dossiers: list[Dossier], arguments: argparse.Namespace, progress: Progress | None
) -> OverlapAnswer:
    ask = {"at_least": arguments.at_least, "footing": arguments.footing, "with_parts": arguments.with_parts}
    if arguments.derive:
        return derive_overlaps(dossiers[0], **ask, progress=progress)
    if arguments.against is None:
        return find_overlaps(dossiers[0].exercises, **ask, progress=progress)
    return find_overlaps(dossiers[0].exercises, dossiers[1].exercises, **ask, progress=progress)


OverlapAnswer = Overlaps[Exercise, Exercise] | DerivedOverlaps
OverlapPair = Overlap[Exercise, Exercise] | DerivedOverlap


def _format_overlaps(overlaps: OverlapAnswer, dossiers: list[Dossier], *, why: bool) -> Iterator[str]:
    pairs: list[OverlapPair] = []
    rows: list[tuple[str, ...]] = []
    for pair in overlaps:
        pairs.append(pair)
        rows.append(_format_overlap_row(pair))
    for pair, line in zip(pairs, text_table(rows), strict=True):
        yield line
        if why:
            yield from _explain_overlap(pair)
    verdicts = Counter(pair.verdict.value for pair in pairs)
    counted = " and ".join(f"{verdicts[word]} {word}" for word in ("certain", "possible") if verdicts[word])
    if pairs:
        yield ""
    among = " and ".join(str(len(dossier.exercises)) for dossier in dossiers)
    between = "between" if len(dossiers) > 1 else "among"
    yield f"{counted or 'no'} overlap{'s' if len(pairs) != 1 else ''} {between} {among} exercises"
    yield from format_skipped(overlaps.skipped)


def _format_overlap_row(pair: OverlapPair) -> tuple[str, ...]:
    return (
        f"{pair.first.name}  ×  {pair.second.name}",
        pair.verdict.value,
        str(pair.shared),
        _format_relations(pair),
        pair.footing.value,
    )


def _format_relations(pair: OverlapPair) -> str:
    """The relations in words; more than three are only counted, as a table must stay readable."""
    return str(pair.relations) if len(pair.relations) <= 3 else f"{len(pair.relations)} relations possible"


def _explain_overlap(pair: OverlapPair) -> Iterator[str]:
    for event in (pair.first, pair.second):
        dates = str(event.when.possible) if event.when is not None else "no dates"
        yield f"    {event.id} ({dates}): {' · '.join(reason.predicate for reason in date_reasons(event))}"
    for assertion in _list_deciding_assertions(pair):
        yield f"    so it follows: {assertion}"


def _export_reason(reason: Assertion) -> dict[str, Any]:
    documents = [citation.document for citation in reason.citations if isinstance(citation, Citation)]
    return {"field": reason.field, "says": reason.words, "basis": reason.basis, "documents": documents}


def _list_deciding_assertions(pair: OverlapPair) -> list[str]:
    """What makes a derived pair certain, in addition to the dates of the two or instead of them."""
    return [str(assertion) for assertion in pair.because] if isinstance(pair, DerivedOverlap) else []


def _export_overlaps(overlaps: OverlapAnswer, *, why: bool) -> dict[str, Any]:
    def side(event: Event) -> dict[str, Any]:
        said: dict[str, Any] = {"id": event.id, "name": event.name}
        if why:
            said["why"] = [_export_reason(reason) for reason in date_reasons(event)]
        return said

    return {
        "pairs": [
            {
                "first": side(pair.first),
                "second": side(pair.second),
                "verdict": pair.verdict.value,
                "relations": [relation.value for relation in pair.relations],
                "shared": {"least": pair.shared.least, "most": pair.shared.most, "unit": pair.shared.unit},
                "footing": pair.footing.value,
                **({"because": because} if why and (because := _list_deciding_assertions(pair)) else {}),
            }
            for pair in overlaps
        ],
        "skipped": export_skipped(overlaps.skipped),
    }
