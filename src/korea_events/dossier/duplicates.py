"""Duplicate candidates: records that may be about one thing under two ids.

A rule can only propose, since two things may look alike; a person has to judge. So the rules are strict, and each
proposal is a judgement without a judge, with the reason as its note, to be answered later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Any, Final

from attrs import frozen

from korea_events.dossier.records import Records
from korea_events.dossier.same import group_same
from korea_events.model import (
    Document,
    Event,
    Exercise,
    Judgement,
    JudgementVerdict,
    LinkKind,
    PlaceRole,
    Record,
    WeaponEvent,
)
from korea_events.temporal import SHARES_TIME, Span, Verdict, relate

_MOST_PER_KEY: Final = 50
"""With more records of one key in a dossier, the key does not identify one of them."""
_LONGEST_ID_PART: Final = 80


def propose_duplicate(first: str, second: str, reason: str | None = None) -> Judgement:
    """The open judgement that two records may be about one thing; their order does not matter.

    Example:
        >>> proposal = propose_duplicate("ulchi", "fs-24", "one address")
        >>> proposal.id, proposal.left, proposal.right, str(proposal.verdict), proposal.note
        ('alike-fs-24-ulchi-576c5b2f2f3d', 'fs-24', 'ulchi', 'unsure', 'one address')
    """
    left, right = sorted((first, second))
    mark = hash_text(f"{left}\n{right}")
    name = f"alike-{left[:_LONGEST_ID_PART]}-{right[:_LONGEST_ID_PART]}-{mark}"
    return Judgement(id=name, left=left, right=right, verdict=JudgementVerdict.UNSURE, note=reason)


def is_proposal(judgement: Judgement) -> bool:
    """Whether a judgement is exactly what :func:`propose_duplicate` writes for one of the rules.

    Example:
        >>> proposal = propose_duplicate("ulchi", "fs-24")
        >>> is_proposal(proposal), is_proposal(proposal.replace(by="mk"))
        (True, False)
    """
    reasons = (None, *(rule.reason for rule in _RULES))
    return judgement.note in reasons and judgement == propose_duplicate(
        judgement.left, judgement.right, judgement.note
    )


def hash_text(text: str) -> str:
    """The beginning of the SHA-256 of a text, for ids made from long texts.

    Example:
        >>> hash_text("fs-24")
        '090bfc18bef9'
    """
    from hashlib import sha256  # loads a library that few questions need

    return sha256(text.encode()).hexdigest()[:12]


def find_duplicate_candidates(left: Records, right: Records | None = None) -> Iterator[Judgement]:
    """Proposals for pairs of records, each in one of two dossiers only, that may be about one thing.

    Exercises are of one series and edition, certainly share time (as held, else by the latest plan), and have the same
    participants, hosts and leaders unless one of them names none. Weapon events are of one day, and have a place and a
    weapon system in common; times of day that exclude each other make them two. Of two events both are wholes, or both
    are parts and neither is a part of the other. Documents have one address, or one title, publisher and day.

    A pair about which somebody has said anything, a judgement or a link, is left out, and so are those that are the
    same as its records. So is a pair of which one dossier has both, since its coder has seen that they are two; of one
    dossier alone, all pairs are looked at.
    """
    pairs = _Pairs((left,) if right is None else (left, right))
    judged: set[frozenset[str]] = set()
    for dossier in pairs.dossiers:
        judged |= {pairs.name_pair(one.left, one.right) for one in dossier.judgements}
        judged |= {
            pairs.name_pair(link.source, link.target)
            for link in dossier.links
            if link.kind in (LinkKind.SAME_AS, LinkKind.DISTINCT_FROM)
        }
    for rule in _RULES:
        # by ids, whichever dossier has which: of several pairs that are the same, the first is proposed
        for first, second in sorted(pairs.list_pairs(rule), key=lambda two: sorted((two[0].id, two[1].id))):
            names = pairs.name_pair(first.id, second.id)
            if len(names) > 1 and names not in judged and rule.is_alike(first, second, pairs):
                judged.add(names)
                yield propose_duplicate(first.id, second.id, rule.reason)


class _Pairs:
    """The pairs of records of two dossiers, or of one."""

    def __init__(self, dossiers: tuple[Records, ...]) -> None:
        self.dossiers = dossiers
        self.same = group_same(*dossiers)

    def name(self, identifier: str) -> str:
        """The id that stands for a record and those judged the same."""
        return self.same.get(identifier, identifier)

    def name_pair(self, one: str, other: str) -> frozenset[str]:
        """The ids that stand for two records: one id if they are the same."""
        return frozenset({self.name(one), self.name(other)})

    def list_pairs(self, rule: _Rule) -> Iterator[tuple[Any, Any]]:
        """The pairs that have a key of a rule in common."""
        left, *others = self.dossiers
        groups = self._group(rule, left, others)
        for right in others:
            theirs = self._group(rule, right, [left])
            for key in groups.keys() & theirs.keys():
                if max(len(groups[key]), len(theirs[key])) <= _MOST_PER_KEY:
                    yield from product(groups[key], theirs[key])
        if not others:
            for group in groups.values():
                if len(group) <= _MOST_PER_KEY:
                    yield from combinations(group, 2)

    def _group(
        self, rule: _Rule, dossier: Records, others: Iterable[Records]
    ) -> Mapping[Hashable, list[Record]]:
        """The records that another dossier does not have, by the keys of a rule."""
        groups: dict[Hashable, list[Record]] = {}
        for record in getattr(dossier, rule.kind.collection):
            if not any(record.id in other for other in others):
                for key in {*rule.list_keys(record, self)}:
                    groups.setdefault(key, []).append(record)
        return groups

    def collect_wholes(self, event: Event) -> set[str]:
        """The ids of everything that an event is part of, directly or not, in either dossier."""
        wholes: set[str] = set()
        waiting = [event.part_of]
        while waiting:
            name = waiting.pop()
            if name is not None and name not in wholes:
                wholes.add(name)
                waiting += [getattr(dossier.get(name), "part_of", None) for dossier in self.dossiers]
        return wholes


# -- the rules -----------------------------------------------------------------------------------------------------


@frozen
class _Rule:
    kind: type[Record]
    reason: str
    """Why two records may be the same, for the note of the proposal."""
    list_keys: Callable[[Any, _Pairs], Iterable[Hashable]]
    """What two records must have in common, at least one of it."""
    is_alike: Callable[[Any, Any, _Pairs], bool]
    """Whether two records with a common key are a candidate pair."""


def _list_editions(exercise: Exercise, _: _Pairs) -> Iterable[Hashable]:
    if exercise.series is not None and exercise.edition is not None:
        yield exercise.series, exercise.edition


def _are_exercises_alike(first: Exercise, second: Exercise, pairs: _Pairs) -> bool:
    if first.when is None or second.when is None or not _are_on_one_level(first, second, pairs):
        return False
    ours, theirs = _get_main_participants(first), _get_main_participants(second)
    shared = relate(first, second).verdict(SHARES_TIME)
    return (not ours or not theirs or ours == theirs) and shared is Verdict.CERTAIN


def _get_main_participants(exercise: Exercise) -> frozenset[str]:
    return frozenset(one.actor for one in exercise.participations if one.role.takes_part)


def _are_on_one_level(first: Event, second: Event, pairs: _Pairs) -> bool:
    """Whether both are wholes, or both are parts and neither is a part of the other."""
    return (
        (first.part_of is None) == (second.part_of is None)
        and first.id not in pairs.collect_wholes(second)
        and second.id not in pairs.collect_wholes(first)
    )


_SITES: Final = (None, PlaceRole.VENUE, PlaceRole.LAUNCH_SITE)
"""The roles of places where an event was, rather than where it led to."""


def _list_launches(event: WeaponEvent, pairs: _Pairs) -> Iterable[Hashable]:
    day = _find_day(event.when)
    if day is not None:
        sites = [one.place for one in event.places if one.role in _SITES]
        for place, system in product(sites, event.weapon_systems):
            yield day, pairs.name(place), pairs.name(system)


def _are_launches_alike(first: WeaponEvent, second: WeaponEvent, pairs: _Pairs) -> bool:
    shared = relate(first, second).verdict(SHARES_TIME)
    return shared is not Verdict.IMPOSSIBLE and _are_on_one_level(first, second, pairs)


def _find_day(span: Span | None) -> str | None:
    """The one day on which a span certainly lies, as the reports count days."""
    days = None if span is None or span.approximate else span.possible
    return str(days) if days is not None and days.first is not None and days.days == 1 else None


_ADDRESS_PATTERN: Final = re.compile(r"^https?://(?:www\.)?([^/?#]*)([^#]*?)/?(?:#.*)?$", re.IGNORECASE)


def _list_addresses(document: Document, _: _Pairs) -> Iterable[Hashable]:
    for address in filter(None, (document.url, document.archived_url)):
        matched = _ADDRESS_PATTERN.match(address)
        yield address if matched is None else (matched[1].casefold(), matched[2])


def _list_titles(document: Document, pairs: _Pairs) -> Iterable[Hashable]:
    day = _find_day(document.published)
    if day is not None and document.title is not None and document.publisher is not None:
        yield " ".join(document.title.casefold().split()), pairs.name(document.publisher), day


def _always(*_: object) -> bool:
    return True


_RULES: Final = (
    _Rule(Exercise, "one series and edition, with days in common", _list_editions, _are_exercises_alike),
    _Rule(WeaponEvent, "one day, place and weapon system", _list_launches, _are_launches_alike),
    _Rule(Document, "one address", _list_addresses, _always),
    _Rule(Document, "one title, publisher and day", _list_titles, _always),
)
