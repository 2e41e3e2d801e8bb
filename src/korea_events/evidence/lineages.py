"""Lineages: the index of a dossier for evidence: who is who, what copies what, where citations lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from attrs import Factory, field, frozen

from korea_events.answers import Skipped, SkipReason, Work
from korea_events.dossier import Dossier, Withdrawals, group_same, list_citations
from korea_events.errors import QuestionError
from korea_events.evidence.terms import make_name_key
from korea_events.evidence.trails import Trail, TrailEnds, follow_trails, normalize_cycle
from korea_events.model import (
    ActorKind,
    Anonymity,
    Citation,
    Claim,
    Document,
    Hop,
    HopVerb,
    Link,
    LinkKind,
    Record,
)
from korea_events.temporal import Assertion

_AGREEMENT_LINKS: Final = frozenset({LinkKind.CORROBORATES, LinkKind.CONTRADICTS})
_UNNAMED: Final = frozenset({Anonymity.COLLECTIVE_UNNAMED, Anonymity.UNATTRIBUTED})


def get_record(thing: Record | str, dossier: Dossier) -> Record:
    """The given record, or the one with the given identifier."""
    if isinstance(dossier, str | Record):
        raise QuestionError.of("question-order", "give the record first, and then the dossier")
    return dossier[thing] if isinstance(thing, str) else thing


def describe_reason(words: str, citations: tuple[Citation, ...]) -> str:
    """A reason and what it rests on, as networks put it: "3 and 6: no number is allowed by both [kuna, via jcs]"."""
    return Assertion(record="", words=words, citations=citations).predicate


@frozen(eq=False)
class Lineages:
    """What a dossier knows about who is who and what is a copy of what, indexed for many questions."""

    dossier: Dossier
    tolerance: float = field(default=0, kw_only=True)
    """By what share figures may differ that are to agree."""
    work: Work = field(
        default=Factory(lambda self: Work(records=len(self.dossier)), takes_self=True), kw_only=True
    )
    """How much of its limits a question has used."""
    independent_pairs: set[frozenset[str]] = field(factory=set[frozenset[str]], init=False)
    """The pairs that a link calls independent of each other."""
    agreements: list[Link] = field(factory=list[Link], init=False)
    """The links which say that records corroborate or contradict each other."""
    _same: Mapping[str, str] = field(
        default=Factory(lambda self: group_same(self.dossier), takes_self=True), init=False
    )
    withdrawals: Withdrawals = field(
        default=Factory(lambda self: Withdrawals(self.dossier, self._same), takes_self=True)
    )
    """What was corrected, superseded or retracted."""
    _systems: dict[str, set[str]] = field(factory=dict[str, set[str]], init=False)
    _restated: dict[str, str] = field(factory=dict[str, str], init=False)
    _roots: dict[str, str] = field(factory=dict[str, str], init=False)
    _links: dict[frozenset[str], list[Link]] = field(factory=dict[frozenset[str], list[Link]], init=False)
    _cited: dict[str, tuple[Record, tuple[Citation, ...]]] = field(
        factory=dict[str, tuple[Record, tuple[Citation, ...]]], init=False
    )

    _uses: dict[str, dict[Citation, None]] = field(factory=dict[str, dict[Citation, None]], init=False)

    def __attrs_post_init__(self) -> None:
        for link in self.dossier.links:
            if link in self.withdrawals:
                continue
            self._links.setdefault(frozenset((link.source, link.target)), []).append(link)
            if link.kind is LinkKind.RESTATES and self.dossier.documents.get(link.source) is not None:
                self._restated.setdefault(link.source, link.target)
            if link.kind in _AGREEMENT_LINKS:
                self.agreements.append(link)
            if link.kind is LinkKind.INDEPENDENT_OF:
                self.independent_pairs.add(frozenset(map(self.canonical, (link.source, link.target))))

    def canonical(self, identifier: str) -> str:
        """The one identifier that stands for all records said to be the same."""
        return self._same.get(identifier, identifier)

    def find_systems(self, name: str) -> set[str]:
        """The weapon systems that go by a name or designation, in any of its spellings."""
        if not self._systems:
            for system in self.dossier.weapon_systems:
                for text in (system.name, *(one.text for one in system.designations)):
                    self._systems.setdefault(make_name_key(text), set()).add(self.canonical(system.id))
        return self._systems.get(make_name_key(name), set())

    def links_between(self, one: str, other: str) -> list[Link]:
        """The links between two records, in either direction."""
        return self._links.get(frozenset((one, other)), [])

    def describe_assertion(self, link: Link) -> str:
        """Who asserts a link, and how they read it: "KCNA says so: they say so themselves"."""
        by = "the coder" if link.asserted_by is None else self.name(link.asserted_by)
        return f"{by} says so" if link.reading is None else f"{by} says so: {link.reading}"

    def name(self, identifier: str) -> str:
        """The name of an actor; the identifier if there is none."""
        record = self.dossier.actors.get(identifier)
        return identifier if record is None else record.name

    def root(self, document: str) -> str:
        """The document of which this one is a copy in the end, or itself; within a cycle the smallest identifier."""
        path: dict[str, None] = {}
        at = document
        while at not in self._roots and at not in path:
            path[at] = None
            at = self.original(at) or at
        if at not in self._roots:
            names = list(path)
            self._roots[at] = min(names[names.index(at) :])
        self._roots.update(dict.fromkeys(path, self._roots[at]))
        return self._roots[document]

    def original(self, document: str) -> str | None:
        """The document of which this one is a copy, or which a link says it restates; None for an original."""
        record = self.dossier.documents.get(document)
        found = None if record is None else record.copy_of or self._restated.get(record.id)
        return None if found is None or self.dossier.documents.get(found) is None else found

    def publisher(self, document: str) -> str | None:
        """Who published a document; None if it is not known."""
        record = self.dossier.documents.get(document)
        return None if record is None or record.publisher is None else self.canonical(record.publisher)

    def citations(self, record: Record) -> tuple[Citation, ...]:
        """What a record rests on: its citations, else those of the statement in which it was made.

        A document rests on itself, in every way in which the dossier cites it.
        """
        known = self._cited.get(record.id)
        if known is None or known[0] is not record:
            known = self._cited[record.id] = (record, self._collect_citations(record))
        return known[1]

    def _collect_citations(self, record: Record) -> tuple[Citation, ...]:
        if isinstance(record, Document):
            if not self._uses:
                for other in self.dossier.records():
                    for citation in () if isinstance(other, Document) else list_citations(other):
                        self._uses.setdefault(citation.document, {})[citation] = None
            return tuple(self._uses.get(record.id, ())) or (Citation(document=record.id),)
        found = tuple(list_citations(record))
        if not found and isinstance(record, Claim) and record.stated_in is not None:
            statement = self.dossier.statements.get(record.stated_in)
            return () if statement is None else tuple(list_citations(statement))
        return found

    def skip_withdrawn(self, records: Iterable[Record]) -> tuple[Skipped, ...]:
        """Those of some records that were withdrawn, for ``skipped`` of an answer."""
        return tuple(Skipped(one, SkipReason.WITHDRAWN) for one in records if one in self.withdrawals)

    def list_sources(self, *records: Record) -> tuple[Citation, ...]:
        """The documents that some records rest on, each with every chain of actors once."""
        found = dict.fromkeys(
            Citation(document=citation.document, attribution=citation.attribution)
            if citation.quote or citation.locator
            else citation
            for record in records
            for citation in self.citations(record)
        )
        return tuple(sorted(found, key=lambda citation: citation.document))

    def list_standing_citations(self, record: Record) -> Sequence[Citation]:
        """The citations of a record that count: none if it was withdrawn, and none of a withdrawn document."""
        if not self.withdrawals:
            return self.citations(record)
        if record in self.withdrawals:
            return ()
        documents = self.dossier.documents
        return [
            citation
            for citation in self.citations(record)
            if documents.get(citation.document) not in self.withdrawals
            and documents.get(self.root(citation.document)) not in self.withdrawals
        ]

    def follow(self, *records: Record) -> TrailEnds:
        """Where the citations of some records lead, taken together."""
        return follow_trails(
            self.trail(citation) for record in records for citation in self.list_standing_citations(record)
        )

    def list_origins(self, *records: Record) -> list[set[str]]:
        """The origins behind each of some records, under the names that they have for all of them together."""
        names: dict[Trail, set[str]] = {}
        for name, trails in self.follow(*records).behind.items():
            for trail in trails:
                names.setdefault(trail, set()).add(name)
        return [
            set[str]().union(*(names.get(self.trail(citation), ()) for citation in self.citations(record)))
            for record in records
        ]

    def trail(self, citation: Citation) -> Trail:
        """Where one citation leads."""
        root = self.root(citation.document)
        publisher = self.publisher(root)
        hops = citation.attribution
        actors = [self._get_hop_actor(hop) for hop in hops]
        named = (name for name, _ in groupby([publisher, *actors] if publisher else actors))
        chain = [name for name in named if name is not None]
        trail = Trail(citation.document, root, publisher)
        if not hops:
            return trail._replace(end=publisher, is_own=True)
        if hops[-1].verb is HopVerb.CITES_UNNAMED or actors[-1] is None:
            return trail._replace(passing=tuple(chain))
        if chain == [publisher]:  # it quotes itself
            return trail._replace(end=publisher, is_own=True)
        first: dict[str, int] = {}
        for number, actor in enumerate(chain):
            if first.setdefault(actor, number) < number:
                cycle = normalize_cycle(tuple(chain[first[actor] : number]))
                return trail._replace(passing=tuple(chain), cycle=cycle)
        *passing, end = chain
        trail = trail._replace(end=end, passing=tuple(passing))
        if not self._is_person(end):
            return trail
        recorders = [actor for actor in actors[:-1] if not self._is_person(actor)]
        recorder = recorders[-1] if recorders else publisher
        return trail._replace(is_speaker=True, recorder=recorder, is_recorder_named=bool(recorders))

    def _get_hop_actor(self, hop: Hop) -> str | None:
        """The actor that a hop names; None if it names none, or an unnamed group."""
        if hop.actor is None or hop.anonymity in _UNNAMED:
            return None
        record = self.dossier.actors.get(hop.actor)
        is_unnamed = record is not None and record.anonymity in _UNNAMED
        return None if is_unnamed else self.canonical(hop.actor)

    def _is_person(self, actor: str | None) -> bool:
        record = None if actor is None else self.dossier.actors.get(actor)
        return record is not None and record.kind is ActorKind.PERSON
