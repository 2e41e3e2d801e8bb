"""Which lane of a picture something is drawn in: by series, participant, kind, or one for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import (
    Activity,
    Event,
    Exercise,
    LeaderActivity,
    Record,
    Role,
    Statement,
    WeaponEvent,
)
from korea_events.pictures.words import label_of, named

Lanes: TypeAlias = str | Callable[[Any], str | Iterable[str] | None]
"""One of ``series``, ``participant``, ``kind`` and ``item``, or what gives the names of an item's lanes."""

_SORTS: Final[dict[type[Record], str]] = {
    Exercise: "Exercises",
    WeaponEvent: "Weapon events",
    LeaderActivity: "Leader activities",
    Activity: "Activities",
    Statement: "Statements",
}
_TAKE_PART: Final = frozenset({Role.PARTICIPANT, Role.HOST, Role.LEAD})
OTHER: Final = "Other"


def sort_of(item: object) -> str:
    """What sort of thing something is, in the plural.

    Example:
        >>> sort_of(Exercise(id="fs-24", name="Freedom Shield 24"))
        'Exercises'
    """
    return _SORTS.get(type(item), OTHER)  # type: ignore[arg-type]  # anything may be asked for


def leftover_of(sort: str) -> str:
    """The lane of what has no lane of its own."""
    return f"{OTHER} exercises" if sort == _SORTS[Exercise] else sort


def lane_names(item: object, by: Lanes, dossier: Dossier | None) -> tuple[str, ...]:
    """The lanes of an item; more than one for an exercise of several participants or kinds.

    What has no series, participant or kind shares a lane with its own sort.

    Raises:
        QuestionError: ``lanes-unknown`` for a text that names no way to make lanes.

    Example:
        >>> drill = Exercise(id="ftx", name="field training", kinds=["ftx", "lfx"])
        >>> lane_names(drill, "kind", None), lane_names(drill, "series", None)
        (('field training', 'live fire'), ('Other exercises',))
    """
    if callable(by):
        given = by(item)
        names = (given,) if isinstance(given, str) else tuple(given or ())
    elif by in _WAYS:
        names = _WAYS[by](item, dossier)
    else:
        ways = ", ".join(_WAYS)
        raise QuestionError.of("lanes-unknown", f"{by!r} is no way to make lanes: {ways}, or a function")
    return tuple(dict.fromkeys(names)) or (leftover_of(sort_of(item)),)


def _series(item: object, dossier: Dossier | None) -> tuple[str, ...]:
    if isinstance(item, Exercise) and item.series is not None:
        return (named(item.series, dossier),)
    return ()


def _participants(item: object, dossier: Dossier | None) -> tuple[str, ...]:
    if isinstance(item, Statement):
        return (named(item.speaker, dossier),)
    if not isinstance(item, Event):
        return ()
    taking = [part.actor for part in item.participations if part.role in _TAKE_PART]
    return tuple(named(actor, dossier) for actor in taking or [part.actor for part in item.participations])


def _kinds(item: object, _dossier: Dossier | None) -> tuple[str, ...]:
    if not isinstance(item, Exercise):
        return ()
    return tuple(kind.name.lower().replace("_", " ") for kind in item.kinds)


def _item(item: object, dossier: Dossier | None) -> tuple[str, ...]:
    return (label_of(item, dossier),)


_WAYS: Final[dict[str, Callable[[object, Dossier | None], tuple[str, ...]]]] = {
    "series": _series,
    "participant": _participants,
    "kind": _kinds,
    "item": _item,
}
