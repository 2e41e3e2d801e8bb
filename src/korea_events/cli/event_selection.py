"""Which events of a dossier a command is about: filters that all such commands share, and words that name some."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, Final

from korea_events.cli.commands import FILTERS
from korea_events.dossier import Dossier, EventSelection
from korea_events.errors import QuestionError
from korea_events.model import Actor, Event, ExerciseSeries, Place, Record, WeaponSystem
from korea_events.model.engine import EVENT_COLLECTIONS

_SELECTED_BY: Final[dict[type[Record], str]] = {
    Actor: "actor",
    ExerciseSeries: "series",
    Place: "place",
    WeaponSystem: "system",
}


def has_filters(arguments: argparse.Namespace) -> bool:
    """Whether any filter was given."""
    return any(getattr(arguments, name) is not None for name in FILTERS)


def filter_events(
    dossier: Dossier, arguments: argparse.Namespace, words: Iterable[str] | None = None, **more: Any
) -> tuple[EventSelection, list[str]]:
    """The events that pass the filters and that any of the words chooses; and a message if there are none.

    Raises:
        QuestionError: as :meth:`Dossier.events` and :func:`select_events`.
    """
    wanted = {("kinds" if name == "kind" else name): getattr(arguments, name) for name in FILTERS} | more
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
        ['fs-23', 'fs-24', 'fs-25', 'fs-26']
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
