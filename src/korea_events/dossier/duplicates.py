"""Duplicate candidates: exercises of two dossiers that may be one exercise under two ids.

A rule can only propose, since two exercises may look alike; a person has to judge. So the rule is strict, and each
proposal is a judgement without a judge, to be answered later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import product
from typing import Final

from korea_events.dossier.records import Records
from korea_events.model import Exercise, Judgement, JudgementVerdict
from korea_events.temporal import SHARES_TIME, Verdict, relate

_MOST_PER_EDITION: Final = 50
"""With more exercises of one edition in a dossier, the edition does not identify one of them."""
_LONGEST_ID_PART: Final = 80


def propose_duplicate(first: str, second: str) -> Judgement:
    """The open judgement that two records may be about one thing; their order does not matter.

    Example:
        >>> propose_duplicate("ulchi", "fs-24")
        Judgement(id='alike-fs-24-ulchi-576c5b2f2f3d', left='fs-24', right='ulchi', verdict=JudgementVerdict.UNSURE)
    """
    left, right = sorted((first, second))
    mark = hash_text(f"{left}\n{right}")
    name = f"alike-{left[:_LONGEST_ID_PART]}-{right[:_LONGEST_ID_PART]}-{mark}"
    return Judgement(id=name, left=left, right=right, verdict=JudgementVerdict.UNSURE)


def hash_text(text: str) -> str:
    """The beginning of the SHA-256 of a text, for ids made from long texts.

    Example:
        >>> hash_text("fs-24")
        '090bfc18bef9'
    """
    return sha256(text.encode()).hexdigest()[:12]


def find_duplicate_candidates(left: Records, right: Records) -> Iterator[Judgement]:
    """Proposals for pairs of exercises, each in one of the dossiers only, that may be one exercise.

    Both are of one series and edition, certainly share time (as held, else by the latest plan), and have the same
    participants, hosts and leaders unless one of them names none. Both are wholes, or both are parts and neither is a
    part of the other. A pair with a judgement is left out; so is a pair of which one dossier has both, since its coder
    has seen that they are two.
    """
    judged = {frozenset({one.left, one.right}) for one in (*left.judgements, *right.judgements)}
    left_groups, right_groups = _group_by_edition(left, right), _group_by_edition(right, left)
    for edition in sorted(left_groups.keys() & right_groups.keys()):
        if max(len(left_groups[edition]), len(right_groups[edition])) <= _MOST_PER_EDITION:
            for first, second in product(left_groups[edition], right_groups[edition]):
                is_judged = frozenset({first.id, second.id}) in judged
                if not is_judged and _is_candidate_pair(first, second, (left, right)):
                    yield propose_duplicate(first.id, second.id)


def _group_by_edition(dossier: Records, other: Records) -> Mapping[tuple[str, str], list[Exercise]]:
    """The exercises that the other dossier does not have, by series and edition."""
    groups: dict[tuple[str, str], list[Exercise]] = {}
    for exercise in dossier.exercises:
        if exercise.series is not None and exercise.edition is not None and exercise.id not in other:
            groups.setdefault((exercise.series, exercise.edition), []).append(exercise)
    return groups


def _is_candidate_pair(first: Exercise, second: Exercise, dossiers: tuple[Records, Records]) -> bool:
    if (first.part_of is None) != (second.part_of is None) or first.when is None or second.when is None:
        return False
    participants = _get_main_participants(first), _get_main_participants(second)
    return (
        (not all(participants) or participants[0] == participants[1])
        and relate(first, second).verdict(SHARES_TIME) is Verdict.CERTAIN
        and first.id not in _collect_wholes(second, dossiers)
        and second.id not in _collect_wholes(first, dossiers)
    )


def _get_main_participants(exercise: Exercise) -> frozenset[str]:
    return frozenset(one.actor for one in exercise.participations if one.role.takes_part)


def _collect_wholes(exercise: Exercise, dossiers: Iterable[Records]) -> set[str]:
    """The ids of everything that an exercise is part of, directly or not, in either dossier."""
    wholes: set[str] = set()
    waiting = [exercise.part_of]
    while waiting:
        name = waiting.pop()
        if name is not None and name not in wholes:
            wholes.add(name)
            waiting += [getattr(dossier.get(name), "part_of", None) for dossier in dossiers]
    return wholes
