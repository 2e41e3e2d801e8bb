"""The lanes of a picture: by series, participant or kind, or one for each item."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal, TypeAlias

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import Activity, Event, Exercise, LeaderActivity, Record, Statement, WeaponEvent
from korea_events.model.engine import Vocabulary
from korea_events.pictures.descriptions import label_item, name_record
from korea_events.temporal.engine import quote_value

Lanes: TypeAlias = (
    Literal["series", "participant", "kind", "item"] | Callable[[Any], str | Iterable[str] | None]
)
"""``series``, ``participant``, ``kind`` or ``item``, or a function that gives the lanes of an item."""

_SORT_NAMES: Final[dict[type[Record], str]] = {
    Exercise: "Exercises",
    WeaponEvent: "Weapon events",
    LeaderActivity: "Leader activities",
    Activity: "Activities",
    Statement: "Statements",
}
OTHER_SORT: Final = "Other"


def name_sort(item: object) -> str:
    """The type of an item in words, in the plural.

    Example:
        >>> name_sort(Exercise(id="fs-24", name="Freedom Shield 24"))
        'Exercises'
    """
    return _SORT_NAMES.get(type(item), OTHER_SORT)  # type: ignore[arg-type]  # anything may be asked for


def name_leftover_lane(sort: str) -> str:
    """The lane of items that have no lane of their own."""
    return f"{OTHER_SORT} exercises" if sort == _SORT_NAMES[Exercise] else sort


def list_lane_names(item: object, by: Lanes, dossier: Dossier | None) -> tuple[str, ...]:
    """The lanes of an item; more than one for an exercise of several participants or kinds.

    An item without a series, participant or kind shares a lane with the others of its type.

    Raises:
        QuestionError: ``lanes-unknown`` for another text.

    Example:
        >>> drill = Exercise(id="ftx", name="field training", kinds=["ftx", "lfx"])
        >>> list_lane_names(drill, "kind", None), list_lane_names(drill, "series", None)
        (('field training', 'live fire'), ('Other exercises',))
    """
    if callable(by):
        result = by(item)
        names = (result,) if isinstance(result, str) else tuple(result or ())
    elif by in _LANE_MAKERS:
        names = _LANE_MAKERS[by](item, dossier)
    else:
        ways = ", ".join(map(repr, _LANE_MAKERS))
        message = f"lanes must be one of {ways}, or a function, not {quote_value(by)}"
        raise QuestionError.of("lanes-unknown", message)
    return tuple(dict.fromkeys(names)) or (name_leftover_lane(name_sort(item)),)


def _list_series_lanes(item: object, dossier: Dossier | None) -> tuple[str, ...]:
    if isinstance(item, Exercise) and item.series is not None:
        return (name_record(item.series, dossier),)
    return ()


def _list_participant_lanes(item: object, dossier: Dossier | None) -> tuple[str, ...]:
    if isinstance(item, Statement):
        return tuple(name_record(speaker, dossier) for speaker in item.speakers)
    if not isinstance(item, Event):
        return ()
    taking = [part for part in item.participations if part.role.takes_part]
    return tuple(name_record(part.actor, dossier) for part in taking or item.participations)


def _list_kind_lanes(item: object, _dossier: Dossier | None) -> tuple[str, ...]:
    kinds: Iterable[Vocabulary] = getattr(item, "kinds", ()) if isinstance(item, Event) else ()
    return tuple(kind.name.lower().replace("_", " ") for kind in kinds)


_LANE_MAKERS: Final[dict[str, Callable[[object, Dossier | None], tuple[str, ...]]]] = {
    "series": _list_series_lanes,
    "participant": _list_participant_lanes,
    "kind": _list_kind_lanes,
    "item": lambda item, dossier: (label_item(item, dossier),),
}
