"""Records that stand in for what others refer to, so that any record can be put into a dossier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from korea_events.dossier import Dossier, list_references
from korea_events.model import (
    Actor,
    Document,
    EventClaim,
    Exercise,
    ExerciseSeries,
    Place,
    Record,
    Statement,
    WeaponSystem,
)

_STAND_INS: Mapping[str, Callable[[str], Record]] = {
    "actors": lambda name: Actor(id=name, name=name, kind="state"),
    "capability_claims": lambda name: EventClaim(
        id=name, event="stand-in", attribute="x", claimants=["stand-in-actor"]
    ),
    "documents": lambda name: Document(id=name),
    "exercises": lambda name: Exercise(id=name, name=name),
    "places": lambda name: Place(id=name, name=name),
    "statements": lambda name: Statement(id=name, speakers=["stand-in-actor"]),
    "series": lambda name: ExerciseSeries(id=name, name=name),
    "weapon_systems": lambda name: WeaponSystem(id=name, name=name),
}


def add_stand_ins(records: Collection[Record]) -> Dossier:
    """The dossier of some records and of stand-ins for what they refer to.

    Raises:
        DossierError: if that is not enough to make them fit together.
    """
    there = {record.id for record in records}
    made = {
        target: _STAND_INS[allowed[0]](target) if allowed else _STAND_INS["exercises"](target)
        for record in records
        for _, target, allowed in list_references(record)
        if target not in there and (not allowed or allowed[0] in _STAND_INS)
    }
    if any(isinstance(one, (EventClaim, Statement)) for one in made.values()):
        made |= {
            "stand-in": _STAND_INS["exercises"]("stand-in"),
            "stand-in-actor": _STAND_INS["actors"]("stand-in-actor"),
        }
    return Dossier.of(*records, *made.values())
