"""The dossier: records whose references are checked, and what can be asked of them (floor 3)."""

from korea_events.dossier.changed_fields import ChangedField
from korea_events.dossier.collection import Collection
from korea_events.dossier.date_reasons import date_reasons
from korea_events.dossier.differences import ChangedRecord, Changes, Difference, diff
from korea_events.dossier.dossier import Dossier, MergeResult, Snapshot
from korea_events.dossier.event_selection import EventSelection, EventTraits, read_days
from korea_events.dossier.known_when import LeftOut
from korea_events.dossier.merging import set_aside
from korea_events.dossier.network import narrow_dates
from korea_events.dossier.publication import find_publication_problems
from korea_events.dossier.records import Records
from korea_events.dossier.references import RecordReference, check_references, list_references
from korea_events.dossier.remainder import Remainder
from korea_events.dossier.same import group_same
from korea_events.dossier.withdrawals import Withdrawal, Withdrawals, list_citations

__all__ = [
    "ChangedField",
    "ChangedRecord",
    "Changes",
    "Collection",
    "Difference",
    "Dossier",
    "EventSelection",
    "EventTraits",
    "LeftOut",
    "MergeResult",
    "RecordReference",
    "Records",
    "Remainder",
    "Snapshot",
    "Withdrawal",
    "Withdrawals",
    "check_references",
    "date_reasons",
    "diff",
    "find_publication_problems",
    "group_same",
    "list_citations",
    "list_references",
    "narrow_dates",
    "read_days",
    "set_aside",
]
