"""The public questions, by sort: each takes a dossier and asks of all of it, or of the record that families have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import korea_events as ke
from korea_events.codecs import csv, geojson, ical, jsonl, stix
from korea_events.errors import KoreaEventsError
from korea_events.model import Event
from tests.hard.families import SUBJECT

Question = Callable[[ke.Dossier], Any]
NAMED = 1_000
"""So many pairs of a lazy answer are looked at."""


def _events(dossier: ke.Dossier) -> list[Event]:
    return list(dossier.events())


def _first_two(dossier: ke.Dossier) -> tuple[Event, Event]:
    return tuple(_events(dossier)[:2])  # type: ignore[return-value]


def _look(pairs: Any) -> Iterator[object]:
    for pair in islice(pairs, NAMED):
        yield pair.shared, str(pair.relations)


def _claim(dossier: ke.Dossier) -> str:
    for record in (*dossier.event_claims, *dossier.event_reports):
        return record.id
    return SUBJECT


def _two_accounts(dossier: ke.Dossier) -> list[Any]:
    return [*dossier.event_claims, *dossier.event_reports][:2]


def _compare(*accounts: Any, dossier: ke.Dossier) -> Any:
    return ke.evidence.compare(accounts[0], accounts[1], dossier) if len(accounts) == 2 else None


def _answer(dossier: ke.Dossier, name: str, *more: Any, **options: Any) -> Any:
    found = getattr(ke.evidence, name)(*more, dossier, **options)
    return len(str(found))


QUESTIONS: dict[str, dict[str, Question]] = {
    "time": {
        "relate": lambda d: ke.relate(*_first_two(d)),
        "shared_time": lambda d: ke.shared_time(*_first_two(d)),
        "shares_time": lambda d: ke.shares_time(*_first_two(d)),
        "lag": lambda d: ke.lag(*_first_two(d)),
        "find_overlaps": lambda d: list(_look(ke.find_overlaps(d))),
        "count_overlaps": ke.count_overlaps,
        "count_overlaps certain": lambda d: ke.count_overlaps(d, at_least="certain"),
        "count_overlaps of two": lambda d: ke.count_overlaps(d, d),
        "nearest": lambda d: len(ke.nearest(_first_two(d)[0], d)),
        "common": ke.common,
        "under_way": lambda d: len(ke.under_way(d, "2001-05-05")),
        "same span": lambda d: len({event.when for event in _events(d)}),
    },
    "days": {
        "concurrency": lambda d: len(str(ke.concurrency(d))),
        "concurrency on": lambda d: [profile.on(one.when.possible.first) for profile in (ke.concurrency(d),)
                                     for one in _events(d) if one.when and one.when.possible.first],
        "busiest": ke.busiest,
        "coverage": ke.coverage,
        "gaps": lambda d: len(ke.gaps(d)),
        "gaps possible": lambda d: len(ke.gaps(d, at_least="possible")),
        "longest_gap": ke.longest_gap,
        "count_by month": lambda d: len(ke.count_by(d, "month")),
        "count_by actor": lambda d: len(ke.count_by(d, "actor")),
        "count_by site": lambda d: len(ke.count_by(d, "site")),
        "count_by series": lambda d: len(ke.count_by(d, "series")),
        "total": lambda d: len(ke.total(d, "troops", "year")),
        "windows": lambda d: len(str(ke.windows(d, d.exercises))),
        "response_times": lambda d: len(str(ke.response_times(d))),
        "compare_editions": lambda d: len(ke.compare_editions(d, "s-0") if "s-0" in d else ()),
        "events in days": lambda d: len(d.events(since="1999-01-01", until="2003-01-01", at_least="certain")),
        "events of actor": lambda d: len(d.events(actor=f"a-{len(d.actors) - 1}")) if d.actors else 0,
        "events of place": lambda d: len(d.events(place=f"p-{len(d.places) - 1}")) if d.places else 0,
    },
    "pictures": {
        "timeline": lambda d: len(str(ke.timeline(d).specification())),
        "timeline text": lambda d: len(ke.timeline(d).text()),
        "concurrency_band": lambda d: len(str(ke.concurrency_band(d).specification())),
    },
    "origins": {
        "origins": lambda d: _answer(d, "origins", SUBJECT),
        "rests_on": lambda d: _answer(d, "rests_on", "a-0") if "a-0" in d else None,
        "circular_reporting": lambda d: _answer(d, "circular_reporting"),
        "lineage": lambda d: _answer(d, "lineage", f"d-{len(d.documents) - 1}"),
        "lineage of first": lambda d: _answer(d, "lineage", "d-0"),
    },
    "accounts": {
        "corroboration": lambda d: _answer(d, "corroboration", _claim(d)) if _claim(d) != SUBJECT else None,
        "compare": lambda d: _compare(*_two_accounts(d), dossier=d),
        "contradictions": lambda d: len(ke.evidence.contradictions(d)),
        "aggregate": lambda d: _answer(d, "aggregate", SUBJECT),
        "aggregate by origins": lambda d: _answer(d, "aggregate", SUBJECT, rule="majority_of_origins"),
        "views": lambda d: _answer(d, "views", SUBJECT),
        "derivations": lambda d: _answer(d, "derivations"),
        "evidence problems": lambda d: len(ke.evidence.find_evidence_problems(d)),
    },
    "networks": {
        "network": lambda d: d.network().bounds(SUBJECT),
        "conflicts": lambda d: len(d.network().conflicts()),
        "tightened": lambda d: len(d.tightened()),
        "why": lambda d: len(d.network().why(SUBJECT, "latest_start")),
        "relations": lambda d: d.network().relations("x-0", "x-1"),
        "why_relations": lambda d: len(d.network().why_relations("x-0", "x-1")),
        "shared_time in network": lambda d: d.network().shared_time("x-0", "x-1"),
        "derive_overlaps": lambda d: len(ke.derive_overlaps(d)),
    },
    "dossier": {
        "merge": lambda d: d.merge(d),
        "merge with less": lambda d: d.merge(ke.Dossier.of()),
        "propose_same": lambda d: len(d.propose_same()),
        "merge_same": lambda d: d.merge_same(),
        "as_of": lambda d: d.as_of("2003-05-05"),
        "known_on": lambda d: d.known_on("2003-05-05"),
        "changes": lambda d: len(str(d.changes("1999-01-01", "2012-05-05"))),
        "diff": lambda d: len(str(ke.diff(d, ke.Dossier.of()))),
        "network of dossier": lambda d: len(d.network()),
        "tightened dossier": lambda d: len(d.tightened()),
        "referring_to": lambda d: len(d.referring_to(SUBJECT)),
        "same again": lambda d: ke.Dossier.of(*d.records()) == d,
        "hash": hash,
        "repr": lambda d: len(repr(d) + d._repr_html_()),
        "check": lambda d: len(ke.dossier.find_publication_problems(d)),
    },
    "files": {
        "json": lambda d: ke.loads(ke.dumps(d)) == d,
        "jsonl": lambda d: len(jsonl.loads(jsonl.dumps(d).text).records),
        "csv": lambda d: len(str(csv.dumps(d, table="exercises"))),
        "ical": lambda d: len(str(ical.dumps(d))),
        "stix": lambda d: len(str(stix.dumps(d))),
        "geojson": lambda d: len(str(geojson.dumps(d))),
    },
}  # fmt: skip
"""The questions of each sort."""


def ask(question: Question, dossier: ke.Dossier) -> str:
    """Ask a question; the code if it ends in an error of the library, else nothing."""
    try:
        question(dossier)
    except KoreaEventsError as error:
        return error.problems[0].code if error.problems else type(error).__name__
    return ""
