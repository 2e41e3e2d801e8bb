"""Origins: the lineage of a document, drawn as a tree of text."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits
from korea_events.dossier import Dossier, list_citations
from korea_events.evidence.lineages import Lineages
from korea_events.model import Citation, Document, Hop, HopVerb

_UNNAMED_ACTOR = "an unnamed source"
_TREE_BRANCH, _TREE_LAST, _TREE_BAR, _TREE_GAP = "├─ ", "└─ ", "│  ", "   "


@frozen(eq=False)
class _Step:
    """One step of a lineage: the records that rest on it, and what lies behind it."""

    records: set[str] = field(factory=set[str])
    further: dict[str, _Step] = field(factory=dict[str, "_Step"])


def lineage(
    document: Document | str, dossier: Dossier, *, limits: QuestionLimits = DEFAULT_QUESTION_LIMITS
) -> str:
    """From whom a document has what is cited from it, as a tree of text, from the document inwards.

    Raises:
        QuestionError: ``id-unknown`` if the dossier has no such document, ``question-limit`` if the tree has too many
            levels.

    Example:
        >>> from korea_events.model import Activity, Actor
        >>> dossier = Dossier.of(
        ...     Actor(id="ap", name="AP", kind="agency"), Actor(id="kcna", name="KCNA", kind="agency"),
        ...     Document(id="ap-1", publisher="ap"), Document(id="mid-day", copy_of="ap-1"),
        ...     Activity(id="tanks", name="tank training", citations=[
        ...         Citation(document="ap-1", attribution=[Hop(actor="kcna", verb="reports")]),
        ...     ]),
        ... )
        >>> print(lineage("mid-day", dossier))
        mid-day
        └─ a copy of ap-1 (AP)
           └─ KCNA reports: tanks
    """
    record = dossier.documents[document] if isinstance(document, str) else document
    lineages = Lineages(dossier)
    cited: dict[str, list[tuple[Citation, str]]] = {}
    for user in dossier.records():
        for citation in list_citations(user):
            if user.id != citation.document:
                cited.setdefault(citation.document, []).append((citation, user.id))
    tree = here = _Step()
    chain = {record.id: None}
    at = record.id
    while True:
        for citation, user_id in cited.get(at, ()):
            _add_citation(citation, user_id, here, lineages)
        original = lineages.original(at)
        if original is None or original in chain:
            break
        here = here.further.setdefault(f"a copy of {_name_document(original, lineages)}", _Step())
        chain[original] = None
        at = original
    return "\n".join([_name_document(record.id, lineages), *_render_tree_lines(tree, limits)])


def _name_document(document: str, lineages: Lineages) -> str:
    publisher = lineages.publisher(document)
    return document if publisher is None else f"{document} ({lineages.name(publisher)})"


def _add_citation(citation: Citation, user: str, step: _Step, lineages: Lineages) -> None:
    for words in [_describe_hop(hop, lineages) for hop in citation.attribution] or ["says itself"]:
        step = step.further.setdefault(words, _Step())
    step.records.add(user)


def _describe_hop(hop: Hop, lineages: Lineages) -> str:
    unnamed = _UNNAMED_ACTOR if hop.anonymity is None else f"{_UNNAMED_ACTOR} ({hop.anonymity})"
    who = unnamed if hop.actor is None else lineages.name(hop.actor)
    verb = "cites an unnamed source" if hop.verb is HopVerb.CITES_UNNAMED else str(hop.verb)
    return f"{who} {verb}"


def _render_tree_lines(tree: _Step, limits: QuestionLimits) -> Iterator[str]:
    """The lines of a tree; one chain may lead to several records, which stand at its end."""
    waiting = [("", list(tree.further.items())[::-1])]
    while waiting:
        indent, steps = waiting[-1]
        if not steps:
            waiting.pop()
            continue
        limits.check("depth", len(waiting))
        words, step = steps.pop()
        records = f": {', '.join(sorted(step.records))}" if step.records else ""
        yield f"{indent}{_TREE_BRANCH if steps else _TREE_LAST}{words}{records}"
        waiting.append((indent + (_TREE_BAR if steps else _TREE_GAP), list(step.further.items())[::-1]))
