"""Which events of a dossier a command is about: some collections, a series, an actor, or single events."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import Actor, Event, Exercise, ExerciseSeries
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal.engine import quote_value


def add_event_option(parser: argparse.ArgumentParser, option: str, help: str) -> None:  # noqa: A002 - argparse's own word
    """Declare an option that chooses events; given more than once, whatever any of them chooses counts."""
    sorts = ", ".join(EVENT_COLLECTIONS)
    words = (
        f"{help}: {sorts}, or the id of a series, an actor (what it takes part in) or an event; repeatable"
    )
    parser.add_argument(option, action="append", metavar="WHAT", help=words)


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
    words = set(wanted)
    ids = words.difference(EVENT_COLLECTIONS)
    for word in sorted(ids):
        record = dossier[word]
        if not isinstance(record, (Actor, Event, ExerciseSeries)):
            raise QuestionError.of(
                "choice-sort",
                f"{quote_value(word)} must be an event, a series or an actor, but is one of the {record.collection}",
            )
    return [
        event
        for collection in EVENT_COLLECTIONS
        for event in getattr(dossier, collection)
        if collection in words or not ids.isdisjoint(_list_selecting_ids(event))
    ]


def _list_selecting_ids(event: Event) -> set[str]:
    """The ids that choose an event."""
    called = {part.actor for part in event.participations if part.role.takes_part}
    if isinstance(event, Exercise) and event.series is not None:
        called.add(event.series)
    return called | {event.id}
