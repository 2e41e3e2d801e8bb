"""Withdrawals: which records were corrected, superseded or retracted, by themselves or with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import Factory, field, frozen

from korea_events.dossier.records import Records
from korea_events.dossier.same import group_same, list_standing_withdrawals
from korea_events.model import (
    Basis,
    Citation,
    Claim,
    Document,
    EventReport,
    Link,
    LinkKind,
    Record,
    Statement,
)
from korea_events.model.engine import walk
from korea_events.temporal import Span, chronological

_DONE: Final = {
    LinkKind.CORRECTS: "corrected",
    LinkKind.SUPERSEDES: "superseded",
    LinkKind.RETRACTS: "retracted",
}


@frozen(kw_only=True)
class Withdrawal:
    """How a record was withdrawn: by which link, by whom, and when.

    Example:
        >>> print(Withdrawal(record="page", kind="retracts", source="notice", link="l", by="Yonhap", published=None))
        page was retracted by notice (Yonhap)
    """

    record: str
    """The record that the link names: the one withdrawn, or one that it rests on."""
    kind: LinkKind = field(converter=LinkKind)
    """Whether it was corrected, superseded or retracted."""
    source: str
    """The record that did so."""
    link: str
    """The link that says so."""
    by: str
    """Who did so: who asserts the link, else who speaks in the source, else the coder."""
    published: Span | None
    """When that was published; None if it is not known."""

    def __str__(self) -> str:
        when = "" if self.published is None else f" on {self.published}"
        return f"{self.record} was {_DONE[self.kind]} by {self.source} ({self.by}){when}"


def list_citations(record: Record) -> Iterator[Citation]:
    """Every citation in a record that supports something stated, at any depth; none of derived fields.

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


@frozen(eq=False)
class Withdrawals:
    """The withdrawals of a dossier, indexed for many questions.

    A link ``corrects``, ``supersedes`` or ``retracts`` withdraws its target, unless the link was withdrawn itself. With
    a document go its copies and reports, with a statement what is stated in it, and whatever cites only documents
    that were withdrawn. Records judged the same are withdrawn together.

    Example:
        >>> from korea_events.dossier import Dossier
        >>> page, notice = Document(id="page"), Document(id="notice")
        >>> link = Link(id="l", kind="retracts", source="notice", target="page")
        >>> print(*Withdrawals(Dossier.of(page, notice, link)).find(page))
        page was retracted by notice (the coder)
    """

    dossier: Records
    same: Mapping[str, str] = field(default=Factory(lambda self: group_same(self.dossier), takes_self=True))
    """For each record judged the same as others, the id that stands for all of them."""
    _by_target: dict[str, list[Link]] = field(factory=dict[str, list[Link]], init=False)
    _of_documents: dict[str, tuple[Link, ...]] = field(factory=dict[str, tuple[Link, ...]], init=False)

    def __attrs_post_init__(self) -> None:
        for link in list_standing_withdrawals(self.dossier):
            self._by_target.setdefault(self.same.get(link.target, link.target), []).append(link)
        void = {link.id for links in self._by_target.values() for link in links if link in self}
        for links in self._by_target.values():
            links[:] = [link for link in links if link.id not in void]
        self._of_documents.clear()

    def __bool__(self) -> bool:
        return bool(self._by_target)

    def __contains__(self, record: object) -> bool:
        return isinstance(record, Record) and bool(self.list_links(record))

    def find(self, record: Record) -> tuple[Withdrawal, ...]:
        """How a record was withdrawn, or what it rests on; empty if it stands."""
        return tuple(map(self._describe, self.list_links(record)))

    def list_links(self, record: Record | None) -> tuple[Link, ...]:
        """The links by which a record was withdrawn, or what it rests on; empty if it stands."""
        if record is None or not self._by_target:
            return ()
        if isinstance(record, Document):
            return self._list_document_links(record)
        if own := self._by_target.get(self.same.get(record.id, record.id)):
            return tuple(own)
        if stated := self.list_links(self.dossier.statements.get(getattr(record, "stated_in", None) or "")):
            return stated
        cited = {citation.document for citation in list_citations(record)}
        if isinstance(record, EventReport):
            cited = {record.document}
        found = [self.list_links(self.dossier.documents.get(name)) for name in sorted(cited)]
        return tuple(dict.fromkeys(link for links in found for link in links)) if all(found) else ()

    def _list_document_links(self, document: Document) -> tuple[Link, ...]:
        """The links that withdraw a document, or else the nearest one of which it is a copy."""
        path: list[str] = []
        while document.id not in self._of_documents:
            path.append(document.id)
            own = self._by_target.get(self.same.get(document.id, document.id), ())
            if own or document.copy_of is None:
                self._of_documents[document.id] = tuple(own)
            else:
                document = self.dossier.documents[document.copy_of]
        self._of_documents.update(dict.fromkeys(path, self._of_documents[document.id]))
        return self._of_documents[document.id]

    def _describe(self, link: Link) -> Withdrawal:
        source = self.dossier.get(link.source)
        assert source is not None  # dossiers have no dangling references
        actors = [link.asserted_by] if link.asserted_by else self._list_speakers(source)
        names = [getattr(self.dossier.get(actor), "name", actor) for actor in actors]
        dates = self._list_dates(link) or self._list_dates(source)
        return Withdrawal(
            record=link.target,
            kind=link.kind,
            source=link.source,
            link=link.id,
            by=", ".join(names) or "the coder",
            published=min(dates, key=chronological, default=None),
        )

    def _list_speakers(self, record: Record) -> list[str]:
        """Who says what a record says."""
        if isinstance(record, Claim):
            return list(record.claimants)
        if isinstance(record, Statement):
            return list(record.speakers)
        if isinstance(record, EventReport):
            return self._list_speakers(self.dossier.documents[record.document])
        return [record.publisher] if isinstance(record, Document) and record.publisher is not None else []

    def _list_dates(self, record: Record) -> list[Span]:
        """When the documents behind a record were published."""
        documents = [self.dossier.documents[citation.document] for citation in list_citations(record)]
        if isinstance(record, Document):
            documents = [record]
        return [one.published for one in documents if one.published is not None]
