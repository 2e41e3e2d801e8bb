"""Trails: from each citation inwards to whoever first put it on record.

The rules (docs/explanation/counting-origins.md gives the reasons):

- The innermost hop of a chain is the origin, whatever the verbs. If that is a person, whoever took the words down put
  them on record: the nearest hop before that is not a person, else the publisher. On a page of their own people do so
  themselves.
- An unnamed source (experts, observers, "sources") at the end of a chain is not an origin.
- A document without hops is its publisher's own; a copy counts as the document it copies.
- Whoever has the matter from others, by any chain, is not an origin, unless one of its own documents has no chain.
- Several records of one person's words are one origin, and so are the words of several people if one took them down.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from korea_events.temporal.engine import group_circles


class Trail(NamedTuple):
    """Where one citation leads."""

    document: str
    root: str
    """The document of which the cited one is a copy in the end, or itself."""
    publisher: str | None
    """Who published the root."""
    end: str | None = None
    """The actor at the innermost hop; None if it is not known."""
    passing: tuple[str, ...] = ()
    """The actors who have it from that one, from the publisher inwards."""
    is_own: bool = False
    """Whether the document says it of its own knowledge."""
    is_speaker: bool = False
    """Whether the end is a person, whose words another actor took down."""
    recorder: str | None = None
    """Who took the words down; None if it is not known."""
    is_recorder_named: bool = False
    """Whether a hop says so; else it was the publisher."""
    cycle: tuple[str, ...] = ()
    """The actors who have it from each other, if the chain returns to one of them; it then leads nowhere."""


class TrailEnds(NamedTuple):
    """Where the trails of some citations lead."""

    behind: dict[str, list[Trail]]
    """The trails behind each origin."""
    members: dict[str, set[str]]
    """For each origin, itself and the speakers and recorders that are one origin with it."""
    cycles: set[tuple[str, ...]]


def follow_trails(trails: Iterable[Trail]) -> TrailEnds:
    """Follow trails to their origins, through all that is known of every actor on the way."""
    trails = list(trails)
    originals = {trail.root for trail in trails if not _is_bare_copy(trail)}
    copies = [trail for trail in trails if _is_bare_copy(trail) and trail.root in originals]
    first_hand = [trail for trail in trails if not (_is_bare_copy(trail) and trail.root in originals)]
    own = {trail.end for trail in first_hand if trail.is_own and trail.end is not None}
    sources: dict[str, set[str]] = {}
    for trail in first_hand:
        for actor in trail.passing:
            if actor not in own:
                sources.setdefault(actor, set()).update(() if trail.end is None else (trail.end,))
    groups = group_circles(sources, lambda actor: sources.get(actor, ()))
    sinks = _find_sinks(groups, sources)
    reached = {end: sinks.get(end, {end}) for trail in first_hand if (end := trail.end) is not None}
    names, members = _name_origins(set[str]().union(*reached.values()), own, first_hand)
    found = TrailEnds({}, members, _find_cycles(groups, sources))
    behind_root: dict[str, dict[str, None]] = {}
    for trail in first_hand:
        if trail.cycle:
            found.cycles.add(trail.cycle)
        if trail.end is not None:
            for name in sorted({names[end] for end in reached[trail.end]}):
                found.behind.setdefault(name, []).append(trail)
                behind_root.setdefault(trail.root, {})[name] = None
    for trail in copies:
        for name in behind_root.get(trail.root, ()):
            found.behind[name].append(trail)
    return found


def _is_bare_copy(trail: Trail) -> bool:
    """Whether it is a bare citation of a copy, which adds nothing to the citations of its original."""
    return trail.is_own and trail.root != trail.document


def _find_sinks(groups: Iterable[list[str]], sources: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """For each actor those to whom the matter leads from it, and who have it from no other as far as is known."""
    sinks: dict[str, frozenset[str]] = {}
    for group in groups:
        if group[0] in sources:
            further = {sinks[one] for actor in group for one in sources[actor] if one in sinks}
            found = further.pop() if len(further) == 1 else frozenset[str]().union(*further)
        else:
            found = frozenset(group)
        sinks |= dict.fromkeys(group, found)
    return sinks


def _name_origins(
    ends: set[str], own: set[str], trails: Iterable[Trail]
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """The name of the origin to which each end belongs, and the members of each origin.

    A person's words go by who took them down: the only recorder named, else the only publisher. If there are several,
    they go by the speaker's name.
    """
    by_hop: dict[str, set[str]] = {}
    by_document: dict[str, set[str]] = {}
    for trail in trails:
        if trail.is_speaker and trail.end in ends - own:
            homes = by_hop if trail.is_recorder_named else by_document
            homes.setdefault(trail.end, set()).update(filter(None, [trail.recorder]))
    speakers = by_hop.keys() | by_document.keys()
    if not speakers:
        return {end: end for end in ends}, {end: {end} for end in ends}
    groups: dict[str, set[str]] = {end: {end} for end in ends}
    for speaker in speakers:
        takers = by_hop.get(speaker, set()) | by_document.get(speaker, set())
        joined = [groups[speaker], *(groups.setdefault(taker, {taker}) for taker in takers)]
        *others, large = sorted({id(group): group for group in joined}.values(), key=len)
        large.update(*others)
        groups.update(dict.fromkeys(chain.from_iterable(others), large))
    members: dict[str, set[str]] = {}
    for group in {id(groups[end]): groups[end] for end in ends}.values():
        heard = sorted(group & speakers)
        recorders = [by_hop.get(speaker) or by_document.get(speaker, set()) for speaker in heard]
        common = recorders[0].intersection(*recorders) if recorders else group
        members[min(common) if len(common) == 1 else heard[0]] = group
    return {end: name for name, group in members.items() for end in group & ends}, members


def _find_cycles(groups: Iterable[list[str]], sources: Mapping[str, set[str]]) -> set[tuple[str, ...]]:
    """The shortest cycle that each actor is in."""
    cycles: set[tuple[str, ...]] = set()
    for group in groups:
        if len(group) < 2:
            continue
        members = set(group)
        inside = {actor: sorted(sources[actor] & members) for actor in group}
        heard_by = Counter(one for actor in group for one in inside[actor])
        # of two who have it from nobody else, and pass it to nobody else, each is in the cycles of the other
        followed = {some[0] for some in inside.values() if len(some) == 1 and heard_by[some[0]] == 1}
        for start in sorted(inside.keys() - followed or group[:1]):
            cycles.add(normalize_cycle(_find_shortest_cycle(start, inside)))
    return cycles


def _find_shortest_cycle(start: str, sources: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest cycle through an actor who is in one."""
    before: dict[str, str] = {}
    waiting = deque([start])
    while start not in before:
        actor = waiting.popleft()
        for one in sources[actor]:
            if one not in before:
                before[one] = actor
                waiting.append(one)
    cycle = [before[start]]
    while cycle[-1] != start:
        cycle.append(before[cycle[-1]])
    return tuple(reversed(cycle))


def normalize_cycle(actors: tuple[str, ...]) -> tuple[str, ...]:
    """A cycle from its smallest identifier on, so that it is the same wherever one enters it."""
    turn = actors.index(min(actors))
    return (*actors[turn:], *actors[:turn])
