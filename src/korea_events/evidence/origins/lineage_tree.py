"""Origins: the lineage of a document, drawn as a tree of text."""

from __future__ import annotations

from korea_events.dossier import Dossier, list_citations
from korea_events.evidence.lineages import Lineages
from korea_events.model import Citation, Document, Hop, HopVerb

_UNNAMED_ACTOR = "an unnamed source"
_TREE_BRANCH, _TREE_LAST, _TREE_BAR, _TREE_GAP = "├─ ", "└─ ", "│  ", "   "

LineageTree = dict[str, "LineageTree"]


def lineage(document: Document | str, dossier: Dossier) -> str:
    """From whom a document has what is cited from it, as a tree of text, from the document inwards.

    Raises:
        QuestionError: ``id-unknown`` if the dossier has no such document.

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
    tree: LineageTree = {}
    here = tree
    chain = [record.id]
    while True:
        _draw_citations(chain[-1], here, lineages)
        original = lineages.original(chain[-1])
        if original is None or original in chain:
            break
        here = here.setdefault(f"a copy of {_name_document(original, lineages)}", {})
        chain.append(original)
    return "\n".join([_name_document(record.id, lineages), *_render_tree_lines(tree, "")])


def _name_document(document: str, lineages: Lineages) -> str:
    publisher = lineages.publisher(document)
    return document if publisher is None else f"{document} ({lineages.name(publisher)})"


def _draw_citations(document: str, tree: LineageTree, lineages: Lineages) -> None:
    users: dict[Citation, list[str]] = {}
    for record in lineages.dossier.records():
        for citation in list_citations(record):
            if citation.document == document and record.id != document:
                users.setdefault(citation, []).append(record.id)
    for citation, records in users.items():
        here = tree
        steps = [_describe_hop(hop, lineages) for hop in citation.attribution] or ["says itself"]
        for step in steps[:-1]:
            here = here.setdefault(step, {})
        # One chain may lead to several records, which are listed at its end.
        old = next((line for line in here if line.partition(": ")[0] == steps[-1]), None)
        known = [] if old is None else old.partition(": ")[2].split(", ")
        names = sorted({*filter(None, known), *records})
        below = {} if old is None else here.pop(old)
        here[f"{steps[-1]}: {', '.join(names)}"] = below


def _describe_hop(hop: Hop, lineages: Lineages) -> str:
    who = _UNNAMED_ACTOR if hop.actor is None else lineages.name(hop.actor)
    if hop.anonymity is not None and hop.actor is None:
        who = f"{_UNNAMED_ACTOR} ({hop.anonymity})"
    verb = "cites an unnamed source" if hop.verb is HopVerb.CITES_UNNAMED else str(hop.verb)
    return f"{who} {verb}"


def _render_tree_lines(tree: LineageTree, indent: str) -> list[str]:
    lines: list[str] = []
    for number, (line, below) in enumerate(tree.items(), start=1):
        last = number == len(tree)
        lines.append(f"{indent}{_TREE_LAST if last else _TREE_BRANCH}{line}")
        lines.extend(_render_tree_lines(below, indent + (_TREE_GAP if last else _TREE_BAR)))
    return lines
