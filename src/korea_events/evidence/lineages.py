"""Trails: from each citation inwards to the one who first put it on record.

The rules, in words (docs/explanation/counting-origins.md tells why):

- ``says``, ``reports`` and ``observes`` end a trail; ``quotes``, ``relays`` and ``translates`` lead further inwards,
  as far as the hops go.
- What a person says is put on record by whoever took it down: the hop before, or the publisher of the document. Bodies
  and offices that speak put it on record themselves.
- Nobody named (experts, observers, "sources") is a trail that ends in the dark.
- A document without hops is its publisher's own; a copy is the document it was copied from.
- If what is traced to somebody stands in that one's own document too, and that document has it from others, so has he.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from attrs import field, frozen

from korea_events.dossier import Dossier
from korea_events.model import (
    Actor,
    ActorKind,
    Anonymity,
    Basis,
    Citation,
    Claim,
    Document,
    EventReport,
    Hop,
    HopVerb,
    JudgementVerdict,
    Link,
    LinkKind,
    Record,
    walk,
)

_RELAYING_VERBS: Final = frozenset({HopVerb.QUOTES, HopVerb.RELAYS, HopVerb.TRANSLATES})
_AGREEMENT_LINKS: Final = frozenset({LinkKind.CORROBORATES, LinkKind.CONTRADICTS})
_UNNAMED: Final = frozenset({Anonymity.COLLECTIVE_UNNAMED, Anonymity.UNATTRIBUTED})


def list_citations(record: Record) -> Iterator[Citation]:
    """Every citation in a record on which something is stated, wherever it stands; none of derived fields.

    Example:
        >>> claim = EventReport(id="r", event="fs-24", document="wire")
        >>> [citation.document for citation in list_citations(claim)]
        ['wire']
    """
    unstated = tuple(
        f".support[{i}]." for i, support in enumerate(record.support) if support.basis is not Basis.STATED
    )
    for path, _, part in walk(record):
        if isinstance(part, Citation) and not path.startswith(unstated):
            yield part
    if isinstance(record, EventReport) and not record.citations:
        yield Citation(document=record.document)


class Trail(NamedTuple):
    """Where one citation leads."""

    document: str
    root: str
    """The document of which the cited one is a copy in the end, or itself."""
    publisher: str | None
    """Who published the root."""
    ends: str | None
    """Who the trail leads to; None when it is not known."""
    speaker: bool
    """Whether that is a person, whose words somebody else put on record."""
    recorder: str | None
    """The hop before the speaker; None when the document itself heard him."""
    inherits: bool
    """Whether it is a bare citation of a copy, which adds nothing to those of its original."""
    own: bool
    """Whether the document says it of its own knowledge."""
    circle: tuple[str, ...]
    """Those who have it from each other, when the chain itself comes back to somebody; it then leads nowhere."""


@frozen(eq=False)
class Lineages:
    """What a dossier knows about who is who and what is a copy of what, prepared for many questions."""

    dossier: Dossier
    _same: dict[str, str] = field(factory=dict[str, str], init=False)
    _copied: dict[str, str] = field(factory=dict[str, str], init=False)
    withdrawn: set[str] = field(factory=set[str], init=False)
    """The records that a link corrects, supersedes or retracts."""
    apart: set[frozenset[str]] = field(factory=set[frozenset[str]], init=False)
    """The pairs that somebody says to be independent of each other."""
    _between: dict[frozenset[str], list[Link]] = field(factory=dict[frozenset[str], list[Link]], init=False)
    agreements: list[Link] = field(factory=list[Link], init=False)
    """The links by which somebody says that records bear each other out or contradict each other."""
    _cited: dict[str, tuple[Record, tuple[Citation, ...]]] = field(
        factory=dict[str, tuple[Record, tuple[Citation, ...]]], init=False
    )

    def __attrs_post_init__(self) -> None:
        pairs = [
            (judgement.left, judgement.right)
            for judgement in self.dossier.judgements
            if judgement.verdict is JudgementVerdict.SAME
        ]
        for link in self.dossier.links:
            if link.kind is LinkKind.SAME_AS:
                pairs.append((link.source, link.target))
            elif link.kind is LinkKind.RESTATES and self.dossier.documents.get(link.source) is not None:
                self._copied.setdefault(link.source, link.target)
            elif link.kind.withdraws:
                self.withdrawn.add(link.target)
        for one, other in sorted(pairs):
            first, second = sorted((self.one(one), self.one(other)))
            if first != second:
                self._same[second] = first
        for link in self.dossier.links:
            self._between.setdefault(frozenset((link.source, link.target)), []).append(link)
            if link.kind in _AGREEMENT_LINKS and not self.withdrawn & {link.id, link.source, link.target}:
                self.agreements.append(link)
            if link.kind is LinkKind.INDEPENDENT_OF:
                self.apart.add(frozenset((self.one(link.source), self.one(link.target))))

    def one(self, identifier: str) -> str:
        """The identifier that stands for everything said to be the same."""
        while identifier in self._same:
            identifier = self._same[identifier]
        return identifier

    def between(self, one: str, other: str) -> list[Link]:
        """The links from one record to the other, either way."""
        return self._between.get(frozenset((one, other)), [])

    def describe_assertion(self, link: Link) -> str:
        """Whose word a link is, and how he reads it: "KCNA says so: they say so themselves"."""
        by = "the coder" if link.asserted_by is None else self.name(link.asserted_by)
        return f"{by} says so" if link.reading is None else f"{by} says so: {link.reading}"

    def name(self, identifier: str) -> str:
        """The name of a record, for people; its identifier when it has none."""
        record = self.dossier.actors.get(identifier)
        return identifier if record is None else record.name

    def root(self, document: str) -> str:
        """The document of which this one is a copy in the end, or itself; within a circle the smallest identifier."""
        way = [document]
        while True:
            above = self.copied_from(way[-1])
            if above is None:
                return way[-1]
            if above in way:
                return min(way[way.index(above) :])
            way.append(above)

    def copied_from(self, document: str) -> str | None:
        """The document of which this one is a copy, or which it is said to restate; None for an original."""
        record = self.dossier.documents.get(document)
        above = None if record is None else record.copy_of or self._copied.get(record.id)
        return None if above is None or self.dossier.documents.get(above) is None else above

    def publisher(self, document: str) -> str | None:
        """Who published a document; None when that is not known."""
        record = self.dossier.documents.get(document)
        return None if record is None or record.publisher is None else self.one(record.publisher)

    def citations(self, record: Record) -> tuple[Citation, ...]:
        """What a record rests on: its citations, else those of the statement in which it was made.

        A document rests on itself, in every way in which the dossier cites it.
        """
        known = self._cited.get(record.id)
        if known is None or known[0] is not record:
            known = self._cited[record.id] = (record, self._citations(record))
        return known[1]

    def _citations(self, record: Record) -> tuple[Citation, ...]:
        if isinstance(record, Document):
            used = [
                citation
                for other in self.dossier.records()
                for citation in list_citations(other)
                if citation.document == record.id and not isinstance(other, Document)
            ]
            return tuple(dict.fromkeys(used)) or (Citation(document=record.id),)
        found = tuple(list_citations(record))
        if not found and isinstance(record, Claim) and record.stated_in is not None:
            statement = self.dossier.statements.get(record.stated_in)
            return () if statement is None else tuple(list_citations(statement))
        return found

    def trail(self, citation: Citation) -> Trail:
        """Where a citation leads."""
        root = self.root(citation.document)
        publisher = self.publisher(root)
        copied = root != citation.document
        bare = Trail(citation.document, root, publisher, None, False, None, False, False, ())
        if not citation.attribution:
            return bare._replace(ends=publisher, inherits=copied, own=True)
        way = [] if publisher is None else [publisher]
        recorder: str | None = None
        speaker = False
        for number, hop in enumerate(citation.attribution):
            actor = self._get_hop_actor(hop)
            if actor is None or hop.verb is HopVerb.CITES_UNNAMED:
                return bare
            if not way or way[-1] != actor:
                way.append(actor)
            if hop.verb is HopVerb.SAYS and self._is_person(actor):
                recorder = way[-2] if number and len(way) > 1 else None
                speaker = True
            if hop.verb not in _RELAYING_VERBS:
                break
        if len(way) == 1 and way[0] == publisher:
            return bare._replace(ends=publisher, own=True)  # it quotes itself
        for number, actor in enumerate(way):
            if actor in way[:number]:
                return bare._replace(circle=_normalize_cycle(tuple(way[way.index(actor) : number])))
        return bare._replace(ends=way[-1], speaker=speaker, recorder=recorder)

    def _get_hop_actor(self, hop: Hop) -> str | None:
        """Whom a hop names; None when it names nobody, or nobody in particular."""
        if hop.actor is None or hop.anonymity in _UNNAMED:
            return None
        record = self.dossier.actors.get(hop.actor)
        if isinstance(record, Actor) and record.anonymity in _UNNAMED:
            return None
        return self.one(hop.actor)

    def _is_person(self, actor: str) -> bool:
        record = self.dossier.actors.get(actor)
        return record is not None and record.kind is ActorKind.PERSON


class TrailEnds(NamedTuple):
    """What the trails of some citations lead to."""

    behind: dict[str, list[Trail]]
    """The trails behind each origin."""
    dark: list[Trail]
    """Trails that lead to nobody known."""
    cycles: set[tuple[str, ...]]


def follow_trails(trails: Iterable[Trail]) -> TrailEnds:
    """Follow trails to their origins, through the documents of everybody on the way."""
    trails = list(trails)
    made = {trail.root for trail in trails if not trail.inherits}
    first_hand = [trail for trail in trails if not (trail.inherits and trail.root in made)]
    taken_down = _find_recorders(first_hand)
    own: dict[str, list[Trail]] = {}
    for trail in first_hand:
        if trail.publisher is not None:
            own.setdefault(trail.publisher, []).append(trail)
    found = TrailEnds({}, [], set())
    ends_of_root: dict[str, list[str]] = {}
    for trail in first_hand:
        if trail.circle:
            found.cycles.add(trail.circle)
        start = _get_trail_end(trail, taken_down)
        ends = [] if start is None else _trace_inwards(start, (), own, taken_down, found.cycles)
        for end in ends:
            found.behind.setdefault(end, []).append(trail)
        ends_of_root.setdefault(trail.root, []).extend(ends)
        if not ends:
            found.dark.append(trail)
    for trail in trails:
        if trail.inherits and trail.root in made:
            for end in dict.fromkeys(ends_of_root[trail.root]):
                found.behind[end].append(trail)
            if not ends_of_root[trail.root]:
                found.dark.append(trail)
    return found


def _find_recorders(trails: Iterable[Trail]) -> dict[str, str | None]:
    """For each speaker, who put his words on record: the one recorder that is named, else the one publisher.

    When several did, the words themselves are the one origin, and it goes by the speaker's name.
    """
    by_hop: dict[str, set[str]] = {}
    by_document: dict[str, set[str | None]] = {}
    for trail in trails:
        if trail.speaker and trail.ends is not None:
            named = by_hop.setdefault(trail.ends, set())
            heard = by_document.setdefault(trail.ends, set())
            if trail.recorder is None:
                heard.add(trail.publisher)
            else:
                named.add(trail.recorder)
    result: dict[str, str | None] = {}
    for speaker, named in by_hop.items():
        candidates: set[str | None] = set(named) or by_document[speaker]
        result[speaker] = next(iter(candidates)) if len(candidates) == 1 else speaker
    return result


def _get_trail_end(trail: Trail, taken_down: dict[str, str | None]) -> str | None:
    if not trail.speaker or trail.ends is None:
        return trail.ends
    return taken_down[trail.ends]


def _trace_inwards(
    actor: str,
    way: tuple[str, ...],
    own: dict[str, list[Trail]],
    taken_down: dict[str, str | None],
    circles: set[tuple[str, ...]],
) -> list[str]:
    """The origins behind somebody: himself, or whoever all his own documents say that they have it from."""
    if actor in way:
        circles.add(_normalize_cycle(way[way.index(actor) :]))
        return []
    further: list[str] = []
    for trail in own.get(actor, ()):
        if trail.own:
            return [actor]
        end = _get_trail_end(trail, taken_down)
        if end == actor and trail.speaker:
            return [actor]  # he took it down himself
        if end is not None:
            further.append(end)
    if not further:
        return [actor]
    ends: list[str] = []
    for end in dict.fromkeys(further):
        ends.extend(_trace_inwards(end, (*way, actor), own, taken_down, circles))
    return list(dict.fromkeys(ends))


def _normalize_cycle(circle: tuple[str, ...]) -> tuple[str, ...]:
    """A circle from its smallest identifier on, so that it is the same wherever one enters it."""
    turn = circle.index(min(circle))
    return (*circle[turn:], *circle[:turn])
