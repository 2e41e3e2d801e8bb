"""Origins: who stands behind a record, and how many of them count, however many outlets repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from attrs import frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Work
from korea_events.dossier import Dossier
from korea_events.evidence.lineages import Lineages, get_record
from korea_events.evidence.trails import TrailEnds
from korea_events.model import Record


@frozen(kw_only=True)
class Origin:
    """Who first put something on record, and the documents through which it reaches us.

    Example:
        >>> print(Origin(actor="kcna", name="KCNA", documents=("wire-1", "wire-2")))
        KCNA, through wire-1, wire-2
    """

    actor: str
    """The identifier of the actor."""
    name: str
    """The name of the actor."""
    documents: tuple[str, ...]
    """The identifiers of the documents."""

    def __str__(self) -> str:
        return f"{self.name}, through {', '.join(self.documents)}"


@frozen(repr=False)
class Origins(Answer[Origin]):
    """The answer of :func:`origins`: a row per origin, and how many there are; skipped are withdrawn documents.

    Two origins are not assumed to be independent of each other until a link ``independent_of`` between the actors,
    their documents, or the records that rest on them says so.

    Example:
        >>> kcna = Origin(actor="kcna", name="KCNA", documents=("a", "b"))
        >>> print(Origins((kcna,), (), independent=1, documents=("a", "b"), unknown=(), cycles=()))
        1 origin (KCNA) behind 2 documents
    """

    independent: int
    """The largest number of origins said to be independent of each other; 1 if there is only one."""
    documents: tuple[str, ...]
    """All documents that the record cites."""
    unknown: tuple[str, ...]
    """Documents of unknown lineage, which do not count."""
    cycles: tuple[tuple[str, ...], ...]
    """Circular reporting: actors who have it from each other and, as far as known, from no other actor."""

    _columns: ClassVar = {"actor": str, "name": str, "documents": str}

    @property
    def distinct(self) -> int:
        """How many origins there are."""
        return len(self)

    def __str__(self) -> str:
        names = ", ".join(origin.name for origin in self)
        text = _format_counted_noun(self.distinct, "origin") + (f" ({names})" if names else "")
        text += f" behind {_format_counted_noun(len(self.documents), 'document')}"
        if len(self) > len(self.documents):
            text += "; not every origin has a document of its own"
        if self.distinct > 1:
            text += "; independence "
            text += "not established" if self.independent < 2 else f"asserted for {self.independent}"
        if self.skipped:
            text += f"; withdrawn: {', '.join(one.item.id for one in self.skipped)}"
        if self.unknown:
            text += f"; {_format_counted_noun(len(self.unknown), 'document')} of unknown lineage"
        return text + "".join(f"; circular: {_describe_cycle(cycle)}" for cycle in self.cycles)


def origins(
    record: Record | str, dossier: Dossier, *, limits: QuestionLimits = DEFAULT_QUESTION_LIMITS
) -> Origins:
    """Who first put a record on record: copies, translations and relays of one account are one origin.

    The chain of hops in each citation is followed from the document inwards. Documents of unknown lineage do not count.
    Circular reporting is named and does not count either, and nor does a document that was corrected, superseded or
    retracted. A record that was withdrawn has no origins.

    Raises:
        QuestionError: ``id-unknown`` if the dossier has no such record; ``question-limit`` if so many origins are
            independent of each other that the largest set takes too many steps to find.

    Example:
        >>> from korea_events.model import Actor, CapabilityClaim, Citation, Document, Hop, WeaponSystem
        >>> kim_via_kcna = [Hop(actor="kcna", verb="quotes"), Hop(actor="kim", verb="says")]
        >>> dossier = Dossier.of(
        ...     Actor(id="kcna", name="KCNA", kind="agency"), Actor(id="kim", name="Kim Jong Un", kind="person"),
        ...     Document(id="wire-1"), Document(id="wire-2"), WeaponSystem(id="tank", name="new tank"),
        ...     CapabilityClaim(
        ...         id="best", system="tank", attribute="power", claimants=["kim"],
        ...         citations=[Citation(document=name, attribution=kim_via_kcna) for name in ("wire-1", "wire-2")],
        ...     ),
        ... )
        >>> print(origins("best", dossier))
        1 origin (KCNA) behind 2 documents
    """
    return trace_origins([get_record(record, dossier)], Lineages(dossier, work=Work(limits, len(dossier))))


def list_origins(
    dossier: Dossier,
    records: Iterable[Record] | None = None,
    *,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Iterator[tuple[Record, Origins]]:
    """Every record of a dossier, or each of some, with its :func:`origins`, in order.

    Raises:
        QuestionError: ``question-limit`` as :func:`origins`.

    Example:
        >>> from korea_events.model import Actor, Citation, Document, Exercise
        >>> dossier = Dossier.of(
        ...     Actor(id="kcna", name="KCNA", kind="agency"), Document(id="wire", publisher="kcna"),
        ...     Exercise(id="tanks", name="tank match", citations=[Citation(document="wire")]),
        ... )
        >>> [(record.id, len(found)) for record, found in list_origins(dossier)]
        [('kcna', 0), ('wire', 1), ('tanks', 1)]
    """
    lineages = Lineages(dossier, work=Work(limits, len(dossier)))
    some = dossier.records() if records is None else records
    return ((record, trace_origins([record], lineages)) for record in some)


def trace_origins(records: Sequence[Record], lineages: Lineages) -> Origins:
    """The origins behind several records taken together."""
    users: dict[str, set[str]] = {}
    for record in records:
        for citation in lineages.citations(record):
            users.setdefault(citation.document, set()).add(record.id)
    found = lineages.follow(*records)
    behind = {
        actor: tuple(sorted({trail.document for trail in found.behind[actor]}))
        for actor in sorted(found.behind)
    }
    documents = tuple(sorted(users))
    named = {name for names in behind.values() for name in names}
    papers = map(lineages.dossier.documents.get, documents)
    withdrawn = lineages.skip_withdrawn(dict.fromkeys([*records, *filter(None, papers)]))
    out = {skipped.item.id for skipped in withdrawn}
    known = named | out
    return Origins(
        tuple(
            Origin(actor=actor, name=lineages.name(actor), documents=names) for actor, names in behind.items()
        ),
        withdrawn,
        independent=_count_independent(found, users, lineages),
        documents=documents,
        unknown=tuple(name for name in documents if name not in known and not users[name] <= out),
        cycles=tuple(sorted(found.cycles)),
    )


@frozen(kw_only=True)
class Reliance:
    """What rests on one origin.

    Example:
        >>> Reliance(falls=("tank-best",), shared=()).falls
        ('tank-best',)
    """

    falls: tuple[str, ...]
    """The records that have no other known origin."""
    shared: tuple[str, ...]
    """The records that have other origins too."""


def rests_on(actor: str, dossier: Dossier) -> Reliance:
    """The records that fall if one origin is not believed, and those that lose one origin of several.

    Documents of unknown lineage do not support a record: with a single known origin it falls.

    Raises:
        QuestionError: ``id-unknown`` if the dossier has no such actor.

    Example:
        >>> from korea_events.model import Actor, Citation, Document, Exercise
        >>> dossier = Dossier.of(
        ...     Actor(id="kcna", name="KCNA", kind="agency"), Document(id="dispatch", publisher="kcna"),
        ...     Exercise(id="tanks", name="tank training", citations=[Citation(document="dispatch")]),
        ... )
        >>> rests_on("kcna", dossier).falls
        ('tanks',)
    """
    lineages = Lineages(dossier)
    origin = lineages.canonical(dossier.actors[actor].id)
    falls: list[str] = []
    shared: list[str] = []
    for record in dossier.records():
        if record.collection == "documents":
            continue
        found = lineages.follow(record).behind
        if origin in found:
            (falls if len(found) == 1 else shared).append(record.id)
    return Reliance(falls=tuple(falls), shared=tuple(shared))


@frozen(kw_only=True)
class CitationCycle:
    """A cycle of actors who cite each other, behind one record.

    Example:
        >>> print(CitationCycle(record="barrage", actors=("daily", "times")))
        barrage: daily cites times cites daily
    """

    record: str
    """The record."""
    actors: tuple[str, ...]
    """The actors, each of whom cites the next, and the last the first."""

    def __str__(self) -> str:
        return f"{self.record}: {_describe_cycle(self.actors)}"


@frozen(repr=False)
class CitationCycles(Answer[CitationCycle]):
    """The answer of :func:`circular_reporting`.

    Example:
        >>> len(CitationCycles((), ()))
        0
    """

    _columns: ClassVar = {"record": str, "actors": str}


def circular_reporting(dossier: Dossier) -> CitationCycles:
    """Every cycle of actors who cite each other, with the record for which they do.

    Example:
        >>> from korea_events.model import Activity, Actor, Citation, Document, Hop
        >>> dossier = Dossier.of(
        ...     Actor(id="daily", name="The Daily", kind="outlet"), Actor(id="times", name="The Times", kind="outlet"),
        ...     Document(id="d", publisher="daily"), Document(id="t", publisher="times"),
        ...     Activity(id="surge", name="surge", citations=[
        ...         Citation(document="d", attribution=[Hop(actor="times", verb="reports")]),
        ...         Citation(document="t", attribution=[Hop(actor="daily", verb="reports")]),
        ...     ]),
        ... )
        >>> print(*circular_reporting(dossier), origins("surge", dossier).distinct)
        surge: daily cites times cites daily 0
    """
    lineages = Lineages(dossier)
    found = (
        CitationCycle(record=record.id, actors=cycle)
        for record in dossier.records()
        if record.collection != "documents"
        for cycle in sorted(lineages.follow(record).cycles)
    )
    return CitationCycles(tuple(found), ())


# -- counting ------------------------------------------------------------------------------------------------------


def _count_independent(found: TrailEnds, users: dict[str, set[str]], lineages: Lineages) -> int:
    """How many origins are independent of each other."""
    # The actors, their documents, and the records that rest on them: a link between any of these is about the origin.
    members = {
        name: found.members[name].union(
            *({trail.document, trail.root}.union(users[trail.document]) for trail in trails)
        )
        for name, trails in found.behind.items()
    }
    holders: dict[str, int] = {}
    for number, name in enumerate(sorted(members)):
        for member in members[name]:
            holders[member] = holders.get(member, 0) | 1 << number
    apart = [0] * len(members)
    for one, other in (pair for pair in lineages.independent_pairs if len(pair) == 2):
        # a link is about two origins if each end belongs to only one of them
        left, right = holders.get(one, 0), holders.get(other, 0)
        left, right = left & ~right, right & ~left
        for number in _list_bits(left):
            apart[number] |= right
        for number in _list_bits(right):
            apart[number] |= left
    return _measure_largest_clique(apart, lineages.work)


def _list_bits(mask: int) -> Iterator[int]:
    """The numbers of the bits of a mask."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _measure_largest_clique(linked: Sequence[int], work: Work) -> int:
    """How many of some points are in the largest set in which every two are linked; each has a mask of the others.

    A set has at most one point of each colour, if no two points of one colour are linked: what cannot become larger
    than the largest set so far is not looked at.

    Source: Tomita and Seki, "An efficient branch-and-bound algorithm for finding a maximum clique", DMTCS 2003, Lecture
    Notes in Computer Science 2731, with masks as San Segundo, Rodríguez-Losada and Jiménez use them (2011).

    Example:
        >>> _measure_largest_clique([0b0110, 0b0101, 0b1011, 0b0100], Work())
        3
    """
    best = 0

    def colour(left: int) -> list[tuple[int, int]]:
        """Each point with the number of colours up to it, in the order of colours."""
        found: list[tuple[int, int]] = []
        colours = 0
        while left:
            colours += 1
            free = left
            while free:
                point = (free & -free).bit_length() - 1
                found.append((point, colours))
                left ^= 1 << point
                free &= ~linked[point] & left
        work.add_steps(len(found))
        return found

    everything = (1 << len(linked)) - 1
    trail = [(everything, colour(everything))] if linked else []
    while trail:
        left, points = trail[-1]
        if not points or len(trail) - 1 + points[-1][1] <= best:
            trail.pop()
            continue
        point, _ = points.pop()
        trail[-1] = (left ^ 1 << point, points)
        further = left & linked[point]
        if further:
            trail.append((further, colour(further)))
        else:
            best = max(best, len(trail))
    return best


def _describe_cycle(actors: tuple[str, ...]) -> str:
    return " cites ".join((*actors, actors[0]))


def _format_counted_noun(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
