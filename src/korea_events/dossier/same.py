"""The same: groups of records that were judged to be about one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from korea_events.dossier.records import Records
from korea_events.model import JudgementVerdict, Link, LinkKind

_JUDGED: Final = frozenset({JudgementVerdict.SAME, JudgementVerdict.DIFFERENT})
_LINKED: Final = frozenset({LinkKind.SAME_AS, LinkKind.DISTINCT_FROM})


def group_same(*dossiers: Records) -> Mapping[str, str]:
    """For each record judged the same as another one, the id that stands for its group: the smallest one there is.

    A judgement (verdict ``same``) or a ``same_as`` link that was not withdrawn makes two records the same, and so does
    a chain of them. If two records of a group were also judged different, that is for the coders to settle: the
    group does not count. With several dossiers, the judgements of all of them count.

    Example:
        >>> from korea_events.model import Exercise, Judgement
        >>> from korea_events.dossier import Dossier
        >>> drills = [Exercise(id=name, name=name) for name in ("fs-24", "shield", "spring")]
        >>> pairs = [("shield", "fs-24"), ("shield", "spring")]
        >>> same = [Judgement(id=f"q-{a}-{b}", left=a, right=b, verdict="same") for a, b in pairs]
        >>> group_same(Dossier.of(*drills, *same))
        {'fs-24': 'fs-24', 'shield': 'fs-24', 'spring': 'fs-24'}
    """
    groups: dict[str, set[str]] = {}
    different: list[tuple[str, str]] = []
    for one, other, is_same in _list_judged_pairs(dossiers):
        if not is_same:
            different.append((one, other))
            continue
        small, large = sorted((groups.setdefault(name, {name}) for name in (one, other)), key=len)
        if small is not large:
            large |= small
            groups |= dict.fromkeys(small, large)
    disputed = {id(groups[a]) for a, b in different if a in groups and groups[a] is groups.get(b)}
    standing: dict[str, str] = {}
    for name in sorted(groups):
        members = groups[name]
        if id(members) not in disputed and name not in standing:
            # what a judgement keeps need not be there
            present = [member for member in members if any(member in dossier for dossier in dossiers)]
            standing |= dict.fromkeys(sorted(members), min(present or members))
    return standing


def _list_judged_pairs(dossiers: tuple[Records, ...]) -> Iterator[tuple[str, str, bool]]:
    """Every two records of which somebody said that they are the same, or that they are not."""
    for dossier in dossiers:
        withdrawn = {link.target for link in list_standing_withdrawals(dossier)}
        for judgement in dossier.judgements:
            if judgement.verdict in _JUDGED and judgement.id not in withdrawn:
                yield judgement.left, judgement.right, judgement.verdict is JudgementVerdict.SAME
        for link in dossier.links:
            if link.kind in _LINKED and link.id not in withdrawn:
                yield link.source, link.target, link.kind is LinkKind.SAME_AS


def list_standing_withdrawals(dossier: Records) -> list[Link]:
    """The links that withdraw something and were not withdrawn by another one that stands; none of a circle of them.

    Example:
        >>> from korea_events.dossier import Dossier
        >>> from korea_events.model import Document
        >>> chain = [Link(id=f"l{n}", kind="retracts", source="page", target=f"l{n - 1}") for n in range(1, 4)]
        >>> first = Link(id="l0", kind="retracts", source="page", target="old")
        >>> pages = Document(id="page"), Document(id="old")
        >>> [link.id for link in list_standing_withdrawals(Dossier.of(*pages, first, *chain))]
        ['l1', 'l3']
    """
    links = {link.id: link for link in dossier.links if link.kind.withdraws}
    undecided = Counter(link.target for link in links.values())
    decided = {name: True for name in links if not undecided[name]}
    waiting = list(decided)
    for name in waiting:
        target = links[name].target
        undecided[target] -= 1
        if target in links and target not in decided and (decided[name] or not undecided[target]):
            decided[target] = not decided[name]
            waiting.append(target)
    return [link for name, link in links.items() if decided.get(name)]
