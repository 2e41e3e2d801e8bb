"""Which exercises of two dossiers look like one exercise under two identifiers.

A rule can only propose: what looks alike may be two things, and somebody has to judge. So the rule asks for everything
that is said to agree, and the proposals are judgements without a judge, which anybody can answer.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from korea_events.model import Exercise, Judgement, JudgementVerdict, Role
from korea_events.temporal import SHARES_TIME, Verdict, relate

if TYPE_CHECKING:
    from korea_events.dossier.dossier import Dossier

_MOST_OF_AN_EDITION: Final = 50
"""When one dossier has more exercises of one edition than this, the edition does not tell them apart."""
_TAKING_PART: Final = frozenset({Role.PARTICIPANT, Role.HOST, Role.LEAD})
_LONGEST_NAME: Final = 80

Pair = frozenset[str]


def proposal(one: str, other: str) -> Judgement:
    """The judgement, to be answered by somebody, that two records may be about one thing; the order does not matter.

    Example:
        >>> proposal("ulchi", "fs-24")
        Judgement(id='alike-fs-24-ulchi-576c5b2f2f3d', left='fs-24', right='ulchi', verdict=JudgementVerdict.UNSURE)
    """
    left, right = sorted((one, other))
    mark = fingerprint(f"{left}\n{right}")
    name = f"alike-{left[:_LONGEST_NAME]}-{right[:_LONGEST_NAME]}-{mark}"
    return Judgement(id=name, left=left, right=right, verdict=JudgementVerdict.UNSURE)


def fingerprint(text: str) -> str:
    """The beginning of a text's SHA-256, to tell identifiers apart that are made from long texts.

    Example:
        >>> fingerprint("fs-24")
        '090bfc18bef9'
    """
    return sha256(text.encode()).hexdigest()[:12]


def proposals(one: Dossier, other: Dossier) -> Iterator[Judgement]:
    """Proposals for the exercises that only one dossier has and that look like one that only the other has.

    They are of one series and edition, certainly share time (by what was held, else by the latest plan), and have the
    same participants, hosts and leaders, unless one of them names none; both are wholes, or both parts and neither
    one a part of the other. Whoever has both has seen that they are two, or has linked or judged them: so pairs of
    which one dossier has both are left out, and those judged by somebody who then kept only one of them.
    """
    judged = set(_judged(one)) | set(_judged(other))
    ours, theirs = _editions(one, other), _editions(other, one)
    for edition in sorted(ours.keys() & theirs.keys()):
        if max(len(ours[edition]), len(theirs[edition])) > _MOST_OF_AN_EDITION:
            continue
        for left in ours[edition]:
            for right in theirs[edition]:
                if frozenset({left.id, right.id}) not in judged and _alike(left, right, one, other):
                    yield proposal(left.id, right.id)


def _editions(dossier: Dossier, beside: Container[str]) -> Mapping[tuple[str, str], list[Exercise]]:
    """By series and edition: the exercises that are not in the other dossier."""
    found: dict[tuple[str, str], list[Exercise]] = {}
    for exercise in dossier.exercises:
        if exercise.series is not None and exercise.edition is not None and exercise.id not in beside:
            found.setdefault((exercise.series, exercise.edition), []).append(exercise)
    return found


def _judged(dossier: Dossier) -> Iterable[Pair]:
    return (frozenset({judgement.left, judgement.right}) for judgement in dossier.judgements)


def _alike(one: Exercise, other: Exercise, *homes: Dossier) -> bool:
    if (one.part_of is None) != (other.part_of is None):
        return False
    first, second = _taking_part(one), _taking_part(other)
    if first and second and first != second:
        return False
    if one.when is None or other.when is None:
        return False
    if relate(one, other).verdict(SHARES_TIME) is not Verdict.CERTAIN:
        return False
    return one.id not in _wholes(other, homes) and other.id not in _wholes(one, homes)


def _taking_part(exercise: Exercise) -> frozenset[str]:
    return frozenset(one.actor for one in exercise.participations if one.role in _TAKING_PART)


def _wholes(exercise: Exercise, homes: Iterable[Dossier]) -> set[str]:
    """What an exercise is a part of, directly or not, by either dossier."""
    found: set[str] = set()
    left = [exercise.part_of] if exercise.part_of is not None else []
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        for home in homes:
            whole = getattr(home.get(name), "part_of", None)
            if whole is not None:
                left.append(whole)
    return found
