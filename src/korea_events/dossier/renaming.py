"""Renaming: the references of one record lead to other ids, and its supports follow the items that move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from attrs import evolve

from korea_events.model import Record, Support
from korea_events.model.engine import Shape, list_paths_to

RecordT = TypeVar("RecordT", bound=Record)

_Moves = dict[str, str]
"""The new path of each item that moved, by its old path; empty for an item that went."""
_GONE: Final = ""


def rename_references(record: RecordT, names: Mapping[str, str], fixed: str = "") -> tuple[RecordT, bool]:
    """The record with new ids in place of old ones, and whether that lost something.

    An item that becomes equal to another one goes, and so does a reference that would lead to the record itself. The
    record's own fields, but not its parts, keep the id ``fixed``.

    Example:
        >>> from korea_events.model import Exercise
        >>> drill = Exercise(id="fs-24", name="Freedom Shield 24", participations=["usa", "us", "kor"])
        >>> renamed, lost = rename_references(drill, {"us": "usa"})
        >>> [one.actor for one in renamed.participations], lost
        (['usa', 'kor'], True)
    """
    changes, moves = _rename_fields(record, names, record.id, fixed)
    if changes and moves:
        changes["support"] = _move_supports(changes.get("support", record.support), moves)
    return (evolve(record, **changes), bool(moves)) if changes else (record, False)


def _rename_fields(
    thing: Any, names: Mapping[str, str], own: str = "", fixed: str = ""
) -> tuple[dict[str, Any], _Moves]:
    """The fields of a record or part that change; ``own`` is the id of the record, and empty in a part."""
    changes: dict[str, Any] = {}
    moves: _Moves = {}
    for spec in list_paths_to(type(thing), Shape.REFERENCE):
        value = getattr(thing, spec.name)
        items: dict[Any, int] = {}
        kept: list[Any] = []
        for index, item in enumerate(value if spec.many else () if value is None else (value,)):
            inner: _Moves = {}
            if spec.shape is Shape.PART:
                inside, inner = _rename_fields(item, names)
                new = evolve(item, **inside) if inside else item
            else:
                new = item if item == fixed else names.get(item, item)
            path = f"{spec.name}[{index}]" if spec.many else spec.name
            if new == own and new != item:
                moves[path] = _GONE
                continue
            place = items.setdefault(new, len(kept)) if spec.distinct else len(kept)
            if place == len(kept):
                kept.append(new)
            new_path = f"{spec.name}[{place}]" if spec.many else spec.name
            moves |= {f"{path}.{old}": moved and f"{new_path}.{moved}" for old, moved in inner.items()}
            if path != new_path:
                moves[path] = new_path
        renamed = tuple(kept) if spec.many else kept[0] if kept else None
        if renamed != value:
            changes[spec.name] = renamed
        if value and not kept:
            moves[spec.name] = _GONE
    return changes, moves


def _move_supports(supports: tuple[Support, ...], moves: _Moves) -> tuple[Support, ...]:
    """The supports of the items that are left, each path once."""
    moved: list[Support] = []
    taken: set[str] = set()
    for support in supports:
        paths = [path for path in (_move_path(path, moves) for path in support.fields) if path not in taken]
        taken.update(paths)
        if paths := [path for path in dict.fromkeys(paths) if path != _GONE]:
            moved.append(evolve(support, fields=tuple(paths)))
    return tuple(moved)


def _move_path(path: str, moves: _Moves) -> str:
    steps = len(path)
    while steps > 0:
        if (new := moves.get(path[:steps])) is not None:
            return new and new + path[steps:]
        steps = max(path.rfind(".", 0, steps), path.rfind("[", 0, steps))
    return path
