"""Origins: how many, and who, stand behind a record, however many outlets repeat it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.evidence.lineages import Lineages, get_record
from korea_events.evidence.trails import TrailEnds
from korea_events.model import Record


@frozen(kw_only=True)
class Origin:
    """One who first put something on record, and the documents through which it reaches us.

    Fields:
        actor: the identifier of the actor
        name: its name
        documents: the documents behind it, by identifier

    Example:
        >>> print(Origin(actor="kcna", name="KCNA", documents=("wire-1", "wire-2")))
        KCNA, through wire-1, wire-2
    """

    actor: str
    name: str
    documents: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}, through {', '.join(self.documents)}"


@frozen(kw_only=True)
class Origins:
    """Who first put a record on record, and through which documents that is known.

    Two different origins are not taken to be independent of each other until somebody says so, by a link
    ``independent_of`` between the actors, their documents, or the records that rest on them.

    Fields:
        origins: each origin with its documents
        count: how many of them count; each needs a document of its own, copies not counted
        independent: the largest number of them that are said to be independent of each other; 1 when there is one
        documents: all documents that the record cites
        unknown: those of which it is not known from whom they have it; they count for nothing
        circles: circular reporting: actors who have it from each other and, as far as known, from nobody else

    Example:
        >>> kcna = Origin(actor="kcna", name="KCNA", documents=("a", "b"))
        >>> print(Origins(origins=(kcna,), count=1, independent=1, documents=("a", "b"), unknown=(), cycles=()))
        1 origin (KCNA) behind 2 documents
    """

    origins: tuple[Origin, ...]
    count: int
    independent: int
    documents: tuple[str, ...]
    unknown: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        names = ", ".join(origin.name for origin in self.origins)
        text = _format_counted_noun(self.count, "origin") + (f" ({names})" if names else "")
        text += f" behind {_format_counted_noun(len(self.documents), 'document')}"
        if len(self.origins) > self.count:
            text += "; not every origin has a document of its own"
        if self.count > 1:
            told = "not established" if self.independent < 2 else f"asserted for {self.independent}"
            text += f"; independence {told}"
        if self.unknown:
            text += f"; {_format_counted_noun(len(self.unknown), 'document')} of unknown lineage"
        for circle in self.cycles:
            text += f"; circular: {' cites '.join((*circle, circle[0]))}"
        return text


def origins(record: Record | str, dossier: Dossier) -> Origins:
    """Who first put a record on record: copies, translations and relays of one account are one origin.

    The chain of hops on each citation is followed from the document inwards. Documents whose lineage is not known
    count for nothing; circular reporting is named and counts for nothing.

    Raises:
        QuestionError: ``id-unknown`` when the dossier has no record called so.

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
    return trace_origins([get_record(record, dossier)], Lineages(dossier))


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
    count, independent = _count_independent(found, users, lineages)
    return Origins(
        origins=tuple(
            Origin(actor=actor, name=lineages.name(actor), documents=names) for actor, names in behind.items()
        ),
        count=count,
        independent=independent,
        documents=documents,
        unknown=tuple(name for name in documents if name not in named),
        cycles=tuple(sorted(found.cycles)),
    )


@frozen(kw_only=True)
class Reliance:
    """What rests on one origin.

    Fields:
        falls: the records that nobody else known stands behind
        shared: those that others stand behind too

    Example:
        >>> Reliance(falls=("tank-best",), shared=()).falls
        ('tank-best',)
    """

    falls: tuple[str, ...]
    shared: tuple[str, ...]


def rests_on(actor: str, dossier: Dossier) -> Reliance:
    """The records that fall if one origin is not believed, and those that lose one of several.

    Documents of unknown lineage hold nothing up: a record with one known origin falls with it.

    Raises:
        QuestionError: ``id-unknown`` when the actor is not in the dossier.

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
    meant = lineages.canonical(dossier.actors[actor].id)
    falls: list[str] = []
    shared: list[str] = []
    for record in dossier.records():
        if record.collection == "documents":
            continue
        found = lineages.follow(record).behind
        if meant in found:
            (falls if len(found) == 1 else shared).append(record.id)
    return Reliance(falls=tuple(falls), shared=tuple(shared))


@frozen(kw_only=True)
class CitationCycle:
    """Circular reporting behind one record.

    Fields:
        record: the record
        actors: who has it from whom, and the last from the first

    Example:
        >>> print(CitationCycle(record="barrage", actors=("daily", "times")))
        barrage: daily cites times cites daily
    """

    record: str
    actors: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.record}: {' cites '.join((*self.actors, self.actors[0]))}"


def circular_reporting(dossier: Dossier) -> tuple[CitationCycle, ...]:
    """Every record for which somebody cites somebody who cites him again.

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
        >>> print(*circular_reporting(dossier), origins("surge", dossier).count)
        surge: daily cites times cites daily 0
    """
    lineages = Lineages(dossier)
    return tuple(
        CitationCycle(record=record.id, actors=circle)
        for record in dossier.records()
        if record.collection != "documents"
        for circle in sorted(lineages.follow(record).cycles)
    )


# -- counting ------------------------------------------------------------------------------------------------------


def _count_independent(found: TrailEnds, users: dict[str, set[str]], lineages: Lineages) -> tuple[int, int]:
    """How many origins count, and how many of them are said to be independent of each other."""
    roots = {actor: {trail.root for trail in trails} for actor, trails in found.behind.items()}
    actors = sorted(roots)
    held = {
        actor: {actor, *roots[actor]}.union(
            *({trail.document}.union(users[trail.document]) for trail in found.behind[actor])
        )
        for actor in actors
    }
    count = _match_documents(actors, roots)
    if count < 2:
        return count, count
    apart = {
        frozenset((one, other))
        for one, other in combinations(actors, 2)
        if any(
            len(pair) == 2 and _is_independence_between(pair, held[one], held[other])
            for pair in lineages.independent_pairs
        )
    }
    largest = _find_largest_clique(actors, lambda one, other: frozenset((one, other)) in apart)
    return count, max(1, min(_match_documents(largest, roots), count))


def _is_independence_between(pair: frozenset[str], one: set[str], other: set[str]) -> bool:
    """Whether a statement of independence is between what stands for one origin and what stands for the other."""
    x, y = pair
    both = one & other
    return not both & pair and ((x in one and y in other) or (x in other and y in one))


def _match_documents(actors: Iterable[str], roots: dict[str, set[str]]) -> int:
    """How many origins can each have a document of its own: a maximum matching, by augmenting paths (Kuhn, 1955)."""
    holder: dict[str, str] = {}

    def place(actor: str, tried: set[str]) -> bool:
        for root in sorted(roots[actor] - tried):
            tried.add(root)
            if root not in holder or place(holder[root], tried):
                holder[root] = actor
                return True
        return False

    return sum(place(actor, set()) for actor in actors)


def _find_largest_clique(actors: Sequence[str], linked: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The largest set of which every pair is linked, the first of several; branch and bound, since there are few."""
    best: tuple[str, ...] = ()

    def grow(chosen: tuple[str, ...], left: Sequence[str]) -> None:
        nonlocal best
        if len(chosen) > len(best):
            best = chosen
        for index, actor in enumerate(left):
            if len(chosen) + len(left) - index <= len(best):
                return
            grow((*chosen, actor), [other for other in left[index + 1 :] if linked(actor, other)])

    grow((), actors)
    return best


def _format_counted_noun(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
