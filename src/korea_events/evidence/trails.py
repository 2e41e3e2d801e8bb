"""Trails: from each citation inwards to whoever first put it on record.

The rules (docs/explanation/counting-origins.md gives the reasons):

- ``says``, ``reports`` and ``observes`` end a trail; ``quotes``, ``relays`` and ``translates`` lead further inwards, as
  far as the hops go.
- What a person says is put on record by whoever recorded it: the hop before, or the publisher of the document. Bodies
  and offices that speak put it on record themselves.
- An unnamed source (experts, observers, "sources") ends a trail without an origin.
- A document without hops is its publisher's own; a copy counts as the document it copies.
- If a trail leads to an actor whose own document has the matter from others, the trail leads on to those others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Trail(NamedTuple):
    """Where one citation leads."""

    document: str
    root: str
    """The document of which the cited one is a copy in the end, or itself."""
    publisher: str | None
    """Who published the root."""
    end: str | None
    """The actor to whom the trail leads; None if it is not known."""
    is_speaker: bool
    """Whether that actor is a person, whose words another actor put on record."""
    recorder: str | None
    """The hop before the speaker; None if the document itself heard the speaker."""
    is_bare_copy: bool
    """Whether it is a bare citation of a copy, which adds nothing to the citations of its original."""
    is_own: bool
    """Whether the document says it of its own knowledge."""
    cycle: tuple[str, ...]
    """The actors who have it from each other, if the chain returns to one of them; it then leads nowhere."""


class TrailEnds(NamedTuple):
    """Where the trails of some citations lead."""

    behind: dict[str, list[Trail]]
    """The trails behind each origin."""
    cycles: set[tuple[str, ...]]


def follow_trails(trails: Iterable[Trail]) -> TrailEnds:
    """Follow trails to their origins, through the documents of every actor on the way."""
    trails = list(trails)
    originals = {trail.root for trail in trails if not trail.is_bare_copy}
    copies = [trail for trail in trails if trail.is_bare_copy and trail.root in originals]
    first_hand = [trail for trail in trails if not (trail.is_bare_copy and trail.root in originals)]
    recorders = _find_recorders(first_hand)
    published: dict[str, list[Trail]] = {}
    for trail in first_hand:
        if trail.publisher is not None:
            published.setdefault(trail.publisher, []).append(trail)
    found = TrailEnds({}, set())
    ends_of_root: dict[str, list[str]] = {}
    for trail in first_hand:
        if trail.cycle:
            found.cycles.add(trail.cycle)
        start = _get_trail_end(trail, recorders)
        ends = [] if start is None else _trace_inwards(start, (), published, recorders, found.cycles)
        for end in ends:
            found.behind.setdefault(end, []).append(trail)
        ends_of_root.setdefault(trail.root, []).extend(ends)
    for trail in copies:
        for end in dict.fromkeys(ends_of_root[trail.root]):
            found.behind[end].append(trail)
    return found


def _find_recorders(trails: Iterable[Trail]) -> dict[str, str | None]:
    """For each speaker, who put the words on record: the only recorder named, else the only publisher.

    If there are several, the words themselves are the one origin, under the speaker's name.
    """
    by_hop: dict[str, set[str]] = {}
    by_document: dict[str, set[str | None]] = {}
    for trail in trails:
        if trail.is_speaker and trail.end is not None:
            hops = by_hop.setdefault(trail.end, set())
            publishers = by_document.setdefault(trail.end, set())
            if trail.recorder is None:
                publishers.add(trail.publisher)
            else:
                hops.add(trail.recorder)
    result: dict[str, str | None] = {}
    for speaker, hops in by_hop.items():
        candidates: set[str | None] = set(hops) or by_document[speaker]
        result[speaker] = next(iter(candidates)) if len(candidates) == 1 else speaker
    return result


def _get_trail_end(trail: Trail, recorders: dict[str, str | None]) -> str | None:
    return recorders[trail.end] if trail.is_speaker and trail.end is not None else trail.end


def _trace_inwards(
    actor: str,
    path: tuple[str, ...],
    published: dict[str, list[Trail]],
    recorders: dict[str, str | None],
    cycles: set[tuple[str, ...]],
) -> list[str]:
    """The origins behind an actor: the actor itself, or those from whom all its own documents have it."""
    if actor in path:
        cycles.add(normalize_cycle(path[path.index(actor) :]))
        return []
    further: list[str] = []
    for trail in published.get(actor, ()):
        end = _get_trail_end(trail, recorders)
        # The second: the actor recorded the speaker itself.
        if trail.is_own or (end == actor and trail.is_speaker):
            return [actor]
        if end is not None:
            further.append(end)
    if not further:
        return [actor]
    ends: list[str] = []
    for end in dict.fromkeys(further):
        ends.extend(_trace_inwards(end, (*path, actor), published, recorders, cycles))
    return list(dict.fromkeys(ends))


def normalize_cycle(actors: tuple[str, ...]) -> tuple[str, ...]:
    """A cycle from its smallest identifier on, so that it is the same wherever one enters it."""
    turn = actors.index(min(actors))
    return (*actors[turn:], *actors[:turn])
