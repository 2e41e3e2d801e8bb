"""Allen's thirteen relations, sets of them, and the three answers they give.

Where dates are imprecise, two stretches of time stand in one of several relations. A :class:`RelationSet` holds the
possible ones; a :class:`Verdict` says whether a wanted set of them is certain, possible or impossible.
The relations and their composition are those of James F. Allen, "Maintaining Knowledge about Temporal Intervals",
Communications of the ACM 26(11), 1983.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NoReturn

from attrs import field, frozen

from korea_events.errors import QuestionError
from korea_events.temporal import bounds as _bits
from korea_events.temporal.civil import quote_value
from korea_events.temporal.ordered_code import OrderedCode


class Verdict(OrderedCode):
    """One of three answers, which compare by strength: impossible, possible, certain. It has no truth value.

    ``POSSIBLE`` says that the reports allow both yes and no.

    Raises:
        TypeError: when used as a truth value, since "possible" is neither true nor false, or compared with something
            other than a verdict.

    Example:
        >>> Verdict.POSSIBLE < Verdict.CERTAIN, max(Verdict.IMPOSSIBLE, Verdict.POSSIBLE).value
        (True, 'possible')
    """

    IMPOSSIBLE = "impossible"
    POSSIBLE = "possible"
    CERTAIN = "certain"

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a Verdict is neither true nor false: write `verdict is Verdict.CERTAIN` for what must be so, "
            "or `verdict is not Verdict.IMPOSSIBLE` for what may be so"
        )


def check_at_least(at_least: Verdict | str) -> Verdict:
    """The verdict for ``at_least``; anything but certain and possible is refused."""
    if at_least not in (Verdict.CERTAIN, Verdict.POSSIBLE):
        raise QuestionError.of(
            "question-at-least", f"at_least must be 'certain' or 'possible', not {str(at_least)!r}"
        )
    return Verdict(at_least)


class Relation(StrEnum):
    """One of Allen's thirteen relations of a first stretch of time to a second one.

    ``OVERLAPS`` is Allen's narrow one (begins before, ends inside); for "have a day in common" use
    :data:`SHARES_TIME`. 4–14 March *meets* 15–20 March, since nothing lies between them.

    Example:
        >>> Relation.DURING.converse
        <Relation.CONTAINS: 'contains'>
    """

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    FINISHED_BY = "finished_by"
    CONTAINS = "contains"
    STARTS = "starts"
    EQUALS = "equals"
    STARTED_BY = "started_by"
    DURING = "during"
    FINISHES = "finishes"
    OVERLAPPED_BY = "overlapped_by"
    MET_BY = "met_by"
    AFTER = "after"

    @classmethod
    def _missing_(cls, value: object) -> Relation:
        raise ValueError(
            f"{quote_value(value)} is not a relation: write one of {', '.join(cls)}, or SHARES_TIME for a day in common"
        )

    @property
    def converse(self) -> Relation:
        """The relation of the second to the first."""
        return _MEMBERS[12 - _MEMBERS.index(self)]


_MEMBERS: tuple[Relation, ...] = tuple(Relation)
_BIT: dict[Relation, int] = {relation: 1 << index for index, relation in enumerate(_MEMBERS)}


@cache
def reverse_mask(mask: int) -> int:
    """The thirteen bits in reverse order."""
    return int(f"{mask:013b}"[::-1], 2)


def _check_mask(_: object, __: object, mask: int) -> None:
    if type(mask) is not int or not 0 <= mask <= _bits.ALL_RELATIONS:
        raise ValueError(f"mask must be a number of thirteen bits, not {quote_value(mask)}")


@frozen(repr=False)
class RelationSet:
    """The possible relations between two stretches of time.

    Iterates over its :class:`Relation` members: those that are possible with the dates as written. Where a date is
    only approximate (``~``, ``%``), ``freed`` also holds the relations that are possible when the approximate ends lie
    elsewhere: what is certain must hold in all of those. Two sets are equal when both are.

    Args:
        mask: thirteen bits, BEFORE the lowest and AFTER the highest, in the order in which ``Relation`` lists them.
        freed: the same for approximate ends that may lie anywhere; the relations of ``mask`` are always among them.

    Raises:
        ValueError: when ``mask`` or ``freed`` is not a number of at most thirteen bits.

    Example:
        >>> print(RelationSet.of(Relation.MEETS, "before") | RelationSet.of("equals"))
        before, meets or equals
    """

    mask: int = field(validator=[_check_mask])
    freed: int = field(default=0, kw_only=True, validator=[_check_mask])

    def __attrs_post_init__(self) -> None:
        if self.freed | self.mask != self.freed:
            object.__setattr__(self, "freed", self.freed | self.mask)

    @property
    def approximate(self) -> bool:
        """Whether approximate dates allow more relations than the dates as written."""
        return self.freed != self.mask

    @classmethod
    def of(cls, *relations: Relation | str, approximate: bool = False) -> RelationSet:
        """The set of the relations named, as members or by their text.

        With ``approximate`` every relation is possible once the approximate ends lie elsewhere.

        Raises:
            ValueError: for a text that is not a relation.

        Example:
            >>> len(RelationSet.of("before", "after"))
            2
        """
        mask = sum({_BIT[Relation(relation)] for relation in relations})
        return cls(mask, freed=_bits.ALL_RELATIONS if approximate else mask)

    def __iter__(self) -> Iterator[Relation]:
        return (relation for relation, bit in _BIT.items() if self.mask & bit)

    def __len__(self) -> int:
        return self.mask.bit_count()

    def __contains__(self, relation: object) -> bool:
        return isinstance(relation, Relation) and bool(self.mask & _BIT[relation])

    def __or__(self, other: RelationSet) -> RelationSet:
        return RelationSet(self.mask | other.mask, freed=self.freed | other.freed)

    def __and__(self, other: RelationSet) -> RelationSet:
        return RelationSet(self.mask & other.mask, freed=self.freed & other.freed)

    def verdict(self, wanted: RelationSet | Relation | Iterable[Relation | str]) -> Verdict:
        """Whether one of the wanted relations holds: certainly, possibly, or not at all.

        Certain when every possible relation is wanted, impossible when none is. With approximate dates, impossible goes
        by the dates as written, and certain by all that they allow when the approximate ends lie elsewhere.

        Example:
            >>> RelationSet.of("during", "starts").verdict(SHARES_TIME)
            <Verdict.CERTAIN: 'certain'>
            >>> RelationSet.of("during", "meets").verdict(SHARES_TIME)
            <Verdict.POSSIBLE: 'possible'>
        """
        mask = as_relation_mask(wanted)
        if not self.mask & mask:
            return Verdict.IMPOSSIBLE
        return Verdict.POSSIBLE if self.freed & ~mask else Verdict.CERTAIN

    @property
    def converse(self) -> RelationSet:
        """The possible relations of the second to the first."""
        return RelationSet(reverse_mask(self.mask), freed=reverse_mask(self.freed))

    @property
    def complement(self) -> RelationSet:
        """The relations that are not in the set."""
        rest = _bits.ALL_RELATIONS & ~self.mask
        return RelationSet(rest, freed=_bits.ALL_RELATIONS if self.approximate else rest)

    def compose(self, other: RelationSet) -> RelationSet:
        """The possible relations of a to c, when a stands in this set to b and b in the other to c.

        Source: the composition table of Allen (1983).

        Example:
            >>> print(RelationSet.of("during").compose(RelationSet.of("before")))
            before
        """
        return RelationSet(
            _compose_masks(self.mask, other.mask), freed=_compose_masks(self.freed, other.freed)
        )

    def __str__(self) -> str:
        names = [relation.value.replace("_", " ") for relation in self]
        if len(names) == 13:
            text = "any relation"
        elif not names:
            text = "no relation"
        else:
            text = " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
        return text + (" (approximate dates)" if self.approximate else "")

    def __repr__(self) -> str:
        if self.approximate and self.freed != _bits.ALL_RELATIONS:
            return f"RelationSet({self.mask}, freed={self.freed})"
        names = [repr(relation.value) for relation in self]
        return f"RelationSet.of({', '.join(names + ['approximate=True'] * self.approximate)})"

    def __rich_repr__(self) -> Iterator[str]:
        """What rich shows, instead of numbers."""
        yield str(self)


def as_relation_mask(wanted: RelationSet | Relation | Iterable[Relation | str]) -> int:
    """The 13-bit mask of what is asked for: a set of relations, one relation, or several by name."""
    if isinstance(wanted, RelationSet):
        return wanted.mask
    return _BIT[Relation(wanted)] if isinstance(wanted, (Relation, str)) else RelationSet.of(*wanted).mask


@lru_cache(maxsize=65536)
def _compose_masks(first: int, second: int) -> int:
    mask = 0
    for i in range(13):
        if first >> i & 1:
            row = _COMPOSITION[i]
            for j in range(13):
                if second >> j & 1:
                    mask |= row[j]
    return mask


# Allen's table, a row per first relation and a column per second, both in the order p m o F D s e S d f O M P.
# "full" is every relation, "concur" the nine that share time.
_COMPOSITION_TEXT = """
p p p p p p p p pmosd pmosd pmosd pmosd full
p p p p p m m m osd osd osd Fef DSOMP
p p pmo pmo pmoFD o o oFD osd osd concur DSO DSOMP
p m o F D o F D osd Fef DSO DSO DSOMP
pmoFD oFD oFD D D oFD D D concur DSO DSO DSO DSOMP
p p pmo pmo pmoFD s s seS d d dfO M P
p m o F D s e S d f O M P
pmoFD oFD oFD D D seS S S dfO O O M P
p p pmosd pmosd full d d dfOMP d d dfOMP P P
p m osd Fef DSOMP d f OMP d f OMP P P
pmoFD oFD concur DSO DSOMP dfO O OMP dfO O OMP P P
pmoFD seS dfO M P dfO M P dfO M P P P
full dfOMP dfOMP P P dfOMP P P dfOMP P P P P
"""


def _parse_composition_row(line: str) -> tuple[int, ...]:
    words = {"full": _bits.ALL_RELATIONS, "concur": _bits.SHARES_TIME_BITS}
    return tuple(
        words[cell] if cell in words else sum(1 << "pmoFDseSdfOMP".index(letter) for letter in cell)
        for cell in line.split()
    )


_COMPOSITION = tuple(_parse_composition_row(line) for line in _COMPOSITION_TEXT.split("\n") if line)

SHARES_TIME = RelationSet(_bits.SHARES_TIME_BITS)
"""The nine relations in which two stretches have at least one tick in common."""
PRECEDES = RelationSet.of(Relation.BEFORE, Relation.MEETS)
"""The two relations in which the first stretch is over before the second starts."""
