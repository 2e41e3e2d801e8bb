"""Which exercises of two dossiers look like one exercise under two identifiers.

A rule can only propose: what looks alike may be two things, and somebody has to judge. So the rule asks for everything
that is said to agree, and the proposals are judgements without a judge, which anybody can answer.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from korea_events.model import Exercise, Judgement, JudgementVerdict
from korea_events.temporal import SHARES_TIME, Verdict, relate

if TYPE_CHECKING:
    from korea_events.dossier.dossier import Dossier

_MOST_PER_EDITION: Final = 50
"""When one dossier has more exercises of one edition than this, the edition does not tell them apart."""
_LONGEST_ID_PART: Final = 80

IdPair = frozenset[str]


def propose_duplicate(one: str, other: str) -> Judgement:
    """The judgement, to be answered by somebody, that two records may be about one thing; the order does not matter.

    Example:
        >>> propose_duplicate("ulchi", "fs-24")
        Judgement(id='alike-fs-24-ulchi-576c5b2f2f3d', left='fs-24', right='ulchi', verdict=JudgementVerdict.UNSURE)
    """
    left, right = sorted((one, other))
    mark = hash_text(f"{left}\n{right}")
    name = f"alike-{left[:_LONGEST_ID_PART]}-{right[:_LONGEST_ID_PART]}-{mark}"
    return Judgement(id=name, left=left, right=right, verdict=JudgementVerdict.UNSURE)


def hash_text(text: str) -> str:
    """The beginning of a text's SHA-256, to tell identifiers apart that are made from long texts.

    Example:
        >>> hash_text("fs-24")
        '090bfc18bef9'
    """
    return sha256(text.encode()).hexdigest()[:12]


def find_duplicate_candidates(one: Dossier, other: Dossier) -> Iterator[Judgement]:
    """Proposals for the exercises that only one dossier has and that look like one that only the other has.

    They are of one series and edition, certainly share time (by what was held, else by the latest plan), and have the
    same participants, hosts and leaders, unless one of them names none; both are wholes, or both parts and neither
    one a part of the other. Whoever has both has seen that they are two, or has linked or judged them: so pairs of
    which one dossier has both are left out, and those judged by somebody who then kept only one of them.
    """
    judged = set(_list_judged_pairs(one)) | set(_list_judged_pairs(other))
    ours, theirs = _group_by_edition(one, other), _group_by_edition(other, one)
    for edition in sorted(ours.keys() & theirs.keys()):
        if max(len(ours[edition]), len(theirs[edition])) > _MOST_PER_EDITION:
            continue
        for left in ours[edition]:
            for right in theirs[edition]:
                if frozenset({left.id, right.id}) not in judged and _is_candidate_pair(
                    left, right, one, other
                ):
                    yield propose_duplicate(left.id, right.id)


def _group_by_edition(dossier: Dossier, beside: Container[str]) -> Mapping[tuple[str, str], list[Exercise]]:
    """By series and edition: the exercises that are not in the other dossier."""
    found: dict[tuple[str, str], list[Exercise]] = {}
    for exercise in dossier.exercises:
        if exercise.series is not None and exercise.edition is not None and exercise.id not in beside:
            found.setdefault((exercise.series, exercise.edition), []).append(exercise)
    return found


def _list_judged_pairs(dossier: Dossier) -> Iterable[IdPair]:
    return (frozenset({judgement.left, judgement.right}) for judgement in dossier.judgements)


def _is_candidate_pair(one: Exercise, other: Exercise, *homes: Dossier) -> bool:
    if (one.part_of is None) != (other.part_of is None):
        return False
    first, second = _get_main_participants(one), _get_main_participants(other)
    if first and second and first != second:
        return False
    if one.when is None or other.when is None:
        return False
    if relate(one, other).verdict(SHARES_TIME) is not Verdict.CERTAIN:
        return False
    return one.id not in _collect_wholes(other, homes) and other.id not in _collect_wholes(one, homes)


def _get_main_participants(exercise: Exercise) -> frozenset[str]:
    return frozenset(one.actor for one in exercise.participations if one.role.takes_part)


def _collect_wholes(exercise: Exercise, homes: Iterable[Dossier]) -> set[str]:
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
