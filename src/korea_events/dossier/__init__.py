"""The dossier: a collection of records whose references are checked, and simple questions to it (floor 3)."""

from korea_events.dossier.changed_fields import ChangedField
from korea_events.dossier.changes import Change, Changes
from korea_events.dossier.collection import Collection
from korea_events.dossier.differences import ChangedRecord, Difference, diff
from korea_events.dossier.dossier import Dossier, MergeResult, Snapshot
from korea_events.dossier.merging import set_aside
from korea_events.dossier.network import narrow_dates
from korea_events.dossier.newer import Newer
from korea_events.dossier.references import RecordReference, check_references, list_references

__all__ = [
    "Change",
    "ChangedField",
    "ChangedRecord",
    "Changes",
    "Collection",
    "Difference",
    "Dossier",
    "MergeResult",
    "Newer",
    "RecordReference",
    "Snapshot",
    "check_references",
    "diff",
    "list_references",
    "narrow_dates",
    "set_aside",
]
