"""The dossier: a collection of records whose references are checked, and simple questions to it (floor 3)."""

from korea_events.dossier.changes import Change, Changes
from korea_events.dossier.collection import Collection
from korea_events.dossier.dossier import Dossier, Known
from korea_events.dossier.references import Mention, check_references, references_of

__all__ = [
    "Change",
    "Changes",
    "Collection",
    "Dossier",
    "Known",
    "Mention",
    "check_references",
    "references_of",
]
