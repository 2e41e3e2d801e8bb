"""Lineage proposals: which documents copy each other or have their report from an agency, as their texts show.

Texts are looked at and never kept. Nothing counts until a coder accepts a proposal, and accepting never raises a count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, combinations, pairwise, permutations, starmap
from typing import Any, ClassVar, Final, NamedTuple

from attrs import evolve, frozen

from korea_events.answers import Answer
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.dating import is_certainly_earlier
from korea_events.evidence.lineages import Lineages
from korea_events.model import ActorKind, Citation, Document, EventReport, Hop, HopVerb
from korea_events.model.engine import Shape, list_paths_to, load_words
from korea_events.temporal.engine import check_type

_SHINGLE: Final = 4
_MOST_WITH_SHINGLE: Final = 40
"""Words that occur in more texts are a phrase that everybody uses."""
_LEAST_WORDS: Final = 5
_LEAST_ALIKE: Final = 0.5
"""How much of a sentence must be in another one, in pairs of words, for the two to be one sentence."""
_LEAST_SENTENCES: Final = 2
"""One sentence may be that of a speaker, or what everybody writes at the end."""
_LEAST_SHARE: Final = 0.6
"""How much of the shorter text must be in the longer one."""
_LEAST_OWN_SHARE: Final = 0.85
"""The same for two texts of one publisher, who has set phrases for what happens often."""
_LONG_NAME: Final = 4
"""A name of so many letters may be in capitals."""
_MOST_SHOWN: Final = 60
_MOST_DAYS: Final = 3
"""A text that is published later than that is about something else, however alike the two are."""


@frozen(kw_only=True)
class LineageProposal:
    """One proposal: a document copies another one, or has its report from an actor.

    Example:
        >>> print(LineageProposal(document="paper", copy_of="wire", because="92 % of its words"))
        paper copies wire: 92 % of its words
    """

    document: str
    """The document that the proposal is about."""
    copy_of: str | None = None
    """The document of which it is a copy; None for a hop."""
    actor: str | None = None
    """The agency or outlet from which it has its report; None for a copy."""
    because: str
    """The reason; it quotes the texts in a few words at most."""

    def __str__(self) -> str:
        what = f"has it from {self.actor}" if self.copy_of is None else f"copies {self.copy_of}"
        return f"{self.document} {what}: {self.because}"

    @property
    def hop(self) -> Hop | None:
        """The hop to add to citations of the document; None for a copy."""
        return None if self.actor is None else Hop(actor=self.actor, verb="reports")

    def accept(self, dossier: Dossier) -> Dossier:
        """The dossier with the copy or the hop added.

        The hop goes to the end of every citation of the document that has no chain, or whose chain ends with a hop that
        *reports*; other chains stay as they are.

        Raises:
            QuestionError: ``lineage-count`` if a record would then have more origins than before; if you are sure that
                it has, write the chain by hand.
            DossierError: ``reference-circular`` if the other document is a copy of this one.
        """
        if self.copy_of is not None:
            new = dossier.with_(dossier.documents[self.document].replace(copy_of=self.copy_of))
        else:
            new = dossier.with_(*map(self._add_hop, dossier.referring_to(self.document)))
        before, after = Lineages(dossier), Lineages(new)
        root = before.root(self.document)
        for record in dossier.records():
            rests_on_it = any(before.root(one.document) == root for one in before.citations(record))
            if rests_on_it and len(before.follow(record).behind) < len(after.follow(new[record.id]).behind):
                message = (
                    f"{record.id} would have more origins than before; write the chain by hand if it has"
                )
                raise QuestionError.of("lineage-count", message)
        return new

    def _add_hop(self, thing: Any) -> Any:
        """A record or part with the hop at the end of its open chains."""
        if isinstance(thing, EventReport) and thing.document == self.document and not thing.citations:
            thing = evolve(thing, citations=(Citation(document=thing.document),))
        if isinstance(thing, Citation):
            hops = thing.attribution
            is_open = not hops or (hops[-1].verb is HopVerb.REPORTS and hops[-1].actor != self.actor)
            if self.hop is None or not is_open or thing.document != self.document:
                return thing
            return evolve(thing, attribution=(*hops, self.hop))
        changes: dict[str, Any] = {}
        for spec in list_paths_to(type(thing), Shape.PART):
            value = getattr(thing, spec.name)
            new = tuple(map(self._add_hop, value)) if spec.many else value and self._add_hop(value)
            if new != value:
                changes[spec.name] = tuple(dict.fromkeys(new)) if spec.many else new
        return evolve(thing, **changes) if changes else thing


@frozen(repr=False)
class LineageProposals(Answer[LineageProposal]):
    """The answer of :func:`propose_lineage`.

    Example:
        >>> len(LineageProposals((), ()))
        0
    """

    _columns: ClassVar = {"document": str, "copy_of": str, "actor": str, "because": str}

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))


def propose_lineage(texts: Mapping[str, str], dossier: Dossier) -> LineageProposals:
    """Which documents copy each other, and which have their report from an agency or outlet, by their texts.

    ``texts`` gives the texts of documents by id; they are read and never kept.

    Two documents are a copy and its original if they share at least two sentences with most of the words of the shorter
    text (nearly all, if both have one publisher), quotations apart and without different numbers, and if they were not
    published more than three days apart. The copy is the one that names the publisher of the other, else the later one,
    else the one that is not by an agency. If that does not settle it, nothing is proposed. Without such a name, a copy
    by an agency, or of another publisher that is not an agency, is not proposed either.

    A source is an agency or outlet, found by its names in the dossier: in a credit ("(AP)"), or where it says, reports
    or is cited ("KCNA said", "according to Yonhap", "연합뉴스에 따르면"). One that is only mentioned, shown or quoted
    by a speaker, that is in the news itself, or whose report is denied is not proposed; nor is one whose name stands
    alone below a sentence, or what the dossier has already.

    A proposal changes nothing until you :meth:`~LineageProposal.accept` it.

    Raises:
        UnknownIdError: ``id-unknown`` if an id in ``texts`` is not that of a document.

    Example:
        >>> from korea_events.model import Actor
        >>> dossier = Dossier.of(
        ...     Actor(id="yonhap", name="Yonhap", kind="agency"), Actor(id="daily", name="The Daily", kind="outlet"),
        ...     Document(id="paper", publisher="daily"),
        ... )
        >>> texts = {"paper": "Several missiles were fired on Monday, Yonhap reported."}
        >>> print(propose_lineage(texts, dossier))
        paper has it from yonhap: "Yonhap reported"
    """
    check_type("texts", texts, Mapping, "a mapping of document ids to texts")
    for text in chain.from_iterable(texts.items()):
        check_type("texts", text, str, "a mapping of document ids to texts")
    documents = {name: dossier.documents[name] for name in texts}
    lineages = Lineages(dossier)
    actors = _list_names(dossier)
    sources = {name: _find_sources(text, actors) for name, text in texts.items()}
    rows: list[LineageProposal] = []
    for name, found in sources.items():
        cited = chain.from_iterable(map(lineages.citations, dossier.referring_to(name)))
        hops = chain.from_iterable(citation.attribution for citation in cited if citation.document == name)
        known = {documents[name].publisher, *(hop.actor for hop in hops)}
        rows += [
            LineageProposal(document=name, actor=actor, because=words)
            for actor, words in found.items()
            if actor not in known
        ]
    agencies = {actor.id for actor in dossier.actors if actor.kind is ActorKind.AGENCY}
    read = {name: _read_text(text) for name, text in texts.items()}

    def rank(one: Document, other: Document) -> tuple[bool, int]:
        """The larger, the more likely one is the original of the other."""
        is_named, is_wire = one.publisher in sources[other.id], one.publisher in agencies
        # no agency copies another and leaves out which; two papers may both have copied an agency that is not here
        in_doubt = not _are_of_one_publisher(one, other) and (other.publisher in agencies or not is_wire)
        earlier, later = starmap(is_certainly_earlier, permutations((one.published, other.published)))
        return is_named, 0 if in_doubt and not is_named else earlier - later + is_wire

    for names in _list_pairs_with_phrases(read):
        share = _measure_common_share(*map(read.__getitem__, names))
        one, other = map(documents.__getitem__, names)
        ranks = rank(one, other), rank(other, one)
        if (
            share < (_LEAST_OWN_SHARE if _are_of_one_publisher(one, other) else _LEAST_SHARE)
            or ranks[0] == ranks[1]
            or _are_far_apart(one, other)
            or lineages.root(one.id) == lineages.root(other.id)
        ):
            continue
        original, copy = names if ranks[0] > ranks[1] else names[::-1]
        because = f"{share:.0%} of the words of the shorter text stand in both"
        rows.append(LineageProposal(document=copy, copy_of=original, because=because))
    rows.sort(key=lambda row: (row.document, row.copy_of is None, row.actor or ""))
    return LineageProposals(tuple(rows), ())


# -- who is named as the source --------------------------------------------------------------------------------------

_FIRST_MARK: Final = 0xF0000
"""Characters of private use stand for the names in a text, and for lists of them, each with its words and actors."""
_MARK: Final = re.compile("[\U000f0000-\U0010fffd]")
_MOST_NAMES: Final = 40_000
_START, _END = "\x02", "\x03"
_SENTENCE_PATTERN: Final = re.compile(r"(?<=[.!?])\s+(?![\da-z(/—–-]|[\[ⓒ]\s?[\U000f0000-\U0010fffd])|\n+")


@cache
def _load_forms() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The forms of ``lineage_words.toml``; loaded when the first text is read."""
    table = load_words("korea_events.evidence", "lineage_words.toml")
    words = {"name": _MARK.pattern, "start": _START, "end": _END}

    def fill(form: str) -> str:
        return re.sub(r"\{([a-z_]+)\}", lambda word: words[word[1]], form)

    for name, forms in table.pop("words").items():
        words[name] = f"(?:{'|'.join(map(fill, forms))})"
    return {
        kind: tuple(re.compile(fill(form)) for forms in groups.values() for form in forms)
        for kind, groups in table.items()
    }


def _list_names(dossier: Dossier) -> Mapping[str, str]:
    """Whose each name of an agency or outlet is; the longest name first."""
    actors = {
        text: actor.id
        for actor in dossier.actors
        if actor.kind in (ActorKind.AGENCY, ActorKind.OUTLET)
        for name in (actor.name, *actor.names)
        for text in (name, *((name.upper(), name.capitalize()) if len(name) >= _LONG_NAME else ()))
    }
    return {text: actors[text] for text in sorted(actors, key=len, reverse=True)}


def _find_sources(text: str, actors: Mapping[str, str]) -> dict[str, str]:
    """The actors that a text names as its sources, with the words that do."""
    forms = _load_forms()
    places: dict[str, tuple[str, list[str]]] = {}

    def restore(words: str) -> str:
        return _MARK.sub(lambda mark: places[mark[0]][0], words).strip(_START + _END)

    def list_actors(words: str) -> list[str]:
        return [actor for mark in _MARK.findall(words) for actor in places[mark][1]]

    def mark(found: re.Match[str]) -> str:
        name = chr(_FIRST_MARK + len(places))
        places[name] = restore(found[0]), list_actors(found[0]) or [actors[found[0]]]
        return name

    # letters of one alphabet beside a name make it another word
    names = re.compile(rf"(?<![^\W\d])(?:{'|'.join(map(re.escape, actors)) or '(?!)'})(?![A-Za-z0-9])")
    marked = _START + re.sub(rf"[^\S\n]+|{_MARK.pattern}", " ", text.strip()) + _END
    for form in (names, *forms["lists"]):
        marked = form.sub(mark, marked, count=_MOST_NAMES)
    sources: dict[str, str] = {}
    for sentence in _SENTENCE_PATTERN.split(marked):
        left = sentence
        for form in forms["mentions"]:
            left = form.sub(lambda found: restore(found[0]), left)
        for found in chain.from_iterable(form.finditer(left) for form in forms["sources"]):
            words = f'"{" ".join(restore(found[0]).split())[:_MOST_SHOWN]}"'
            sources = dict.fromkeys(list_actors(found[0]), words) | sources
    return sources


# -- what is in both texts -------------------------------------------------------------------------------------------


class _Sentence(NamedTuple):
    words: tuple[str, ...]
    pairs: frozenset[tuple[str, ...]]
    numbers: frozenset[str]


_QUOTED_PATTERN: Final = re.compile(r"[\u201c\"][^\u201d\"]*[\u201d\"]")
_WORD_PATTERN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


def _read_text(text: str) -> list[_Sentence]:
    """The sentences of a text without what it quotes, as words, pairs of words, and numbers."""
    sentences: list[_Sentence] = []
    for sentence in _SENTENCE_PATTERN.split(_QUOTED_PATTERN.sub(" ", text)):
        words = tuple(_WORD_PATTERN.findall(sentence.casefold()))
        if len(words) >= _LEAST_WORDS:
            numbers = frozenset(word for word in words if word[0].isdigit())
            sentences.append(_Sentence(words, frozenset(pairwise(words)), numbers))
    return sentences


def _list_pairs_with_phrases(texts: Mapping[str, Sequence[_Sentence]]) -> list[tuple[str, str]]:
    """The pairs of texts that have a few words in a row in common, in the order of ids."""
    holders: dict[tuple[str, ...], set[str]] = {}
    for name, sentences in texts.items():
        for words in (sentence.words for sentence in sentences):
            for start in range(len(words) - _SHINGLE + 1):
                holders.setdefault(words[start : start + _SHINGLE], set()).add(name)
    pairs = (combinations(sorted(names), 2) for names in holders.values() if len(names) <= _MOST_WITH_SHINGLE)
    return sorted(set(chain.from_iterable(pairs)))


def _measure_common_share(one: Sequence[_Sentence], other: Sequence[_Sentence]) -> float:
    """How much of the shorter text stands in the longer one; numbers that differ make two sentences two."""
    shorter, longer = sorted((one, other), key=_count_words)
    common = [sentence for sentence in shorter if any(_is_same_sentence(sentence, other) for other in longer)]
    return _count_words(common) / _count_words(shorter) if len(common) >= _LEAST_SENTENCES else 0


def _count_words(sentences: Sequence[_Sentence]) -> int:
    return sum(len(sentence.words) for sentence in sentences)


def _is_same_sentence(one: _Sentence, other: _Sentence) -> bool:
    if not (one.numbers <= other.numbers or other.numbers <= one.numbers):
        return False
    return len(one.pairs & other.pairs) >= _LEAST_ALIKE * len(one.pairs)


def _are_of_one_publisher(one: Document, other: Document) -> bool:
    return one.publisher is not None and one.publisher == other.publisher


def _are_far_apart(one: Document, other: Document) -> bool:
    days = [document.published.possible for document in (one, other) if document.published]
    return any(
        first.last and then.first and then.first.toordinal() - first.last.toordinal() > _MOST_DAYS
        for first, then in permutations(days, 2)
    )
