"""Which events of a dossier a command is about: filters that all such commands share, and words that name some."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, Final

from korea_events.dossier import Dossier, EventSelection
from korea_events.errors import QuestionError
from korea_events.model import Actor, Event, ExerciseSeries, Place, Record, WeaponSystem
from korea_events.model.engine import EVENT_COLLECTIONS

_FILTERS: Final = {
    "records": ("COLLECTION", f"only these events: {', '.join(EVENT_COLLECTIONS)}"),
    "kind": ("CODE", "only events of this kind: launch, ftx, …"),
    "actor": ("ID", "only events in which this actor or a part of it acts; or a country, by its code"),
    "role": (
        "CODE",
        "only events in which this actor or place has this role; without either, in which any has",
    ),
    "place": ("ID", "only events at this place or within it; or in a country, by its code"),
    "series": ("ID", "only events of this series"),
    "system": ("ID", "only events with this weapon system, or one of this kind: srbm, …"),
    "status": ("CODE", "only events of this status"),
}
_SELECTED_BY: Final[dict[type[Record], str]] = {
    Actor: "actor",
    ExerciseSeries: "series",
    Place: "place",
    WeaponSystem: "system",
}


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Declare the filters; given more than once, an event passes one of them by any of its values."""
    for name, (metavar, words) in _FILTERS.items():
        parser.add_argument(f"--{name}", action="append", metavar=metavar, help=f"{words}; repeatable")


def add_days_options(parser: argparse.ArgumentParser, *, what: str) -> None:
    """Declare --since and --until."""
    parser.add_argument("--since", metavar="DAY", help=f"the first day {what}")
    parser.add_argument("--until", metavar="DAY", help=f"the last day {what}")


def add_event_option(parser: argparse.ArgumentParser, option: str, help: str) -> None:  # noqa: A002 - argparse's own word
    """Declare an option that chooses events; given more than once, whatever any of them chooses counts."""
    sorts = ", ".join(EVENT_COLLECTIONS)
    words = (
        f"{help}: {sorts}, or the id of a series, an actor, a place, a weapon system or an event; repeatable"
    )
    parser.add_argument(option, action="append", metavar="WHAT", help=words)


def has_filters(arguments: argparse.Namespace) -> bool:
    """Whether any filter was given."""
    return any(getattr(arguments, name) is not None for name in _FILTERS)


def filter_events(
    dossier: Dossier, arguments: argparse.Namespace, words: Iterable[str] | None = None, **more: Any
) -> tuple[EventSelection, list[str]]:
    """The events that pass the filters and that any of the words chooses; and a message if there are none.

    Raises:
        QuestionError: as :meth:`Dossier.events` and :func:`select_events`.
    """
    wanted = {("kinds" if name == "kind" else name): getattr(arguments, name) for name in _FILTERS} | more
    found = dossier.events(**wanted)
    if words is not None:
        chosen = {event.id for event in select_events(dossier, words)}
        found = found.narrow(f"{', '.join(words)}", lambda event: event.id in chosen)
    return found, [] if found else [f"no events are left: {found.explain()}"]


def select_events(dossier: Dossier, wanted: Iterable[str]) -> list[Event]:
    """The events that any of the words chooses, each once, in the order of the dossier.

    Raises:
        QuestionError: ``id-unknown`` for a word that is neither a collection of events nor the id of a record,
            ``choice-sort`` for a record by which no events are chosen.

    Example:
        >>> from korea_events import reference
        >>> [event.id for event in select_events(reference.get_dossier("drills"), ["freedom-shield"])]
        ['fs-23', 'fs-24']
    """
    chosen: set[str] = set()
    for word in sorted(set(wanted)):
        if word in EVENT_COLLECTIONS:
            chosen.update(getattr(dossier, word).ids)
            continue
        record = dossier[word]
        if isinstance(record, Event):
            chosen.add(word)
        elif type(record) in _SELECTED_BY:
            name: Any = {_SELECTED_BY[type(record)]: word}
            chosen.update(dossier.events(**name).ids)
        else:
            message = f"{word!r} must be an event, a series, an actor, a place or a weapon system, but is one of the"
            raise QuestionError.of("choice-sort", f"{message} {record.collection}")
    return [event for name in EVENT_COLLECTIONS for event in getattr(dossier, name) if event.id in chosen]
