"""The dossier: records whose references are checked, and what can be asked of them (floor 3)."""

from korea_events.dossier.changed_fields import ChangedField as ChangedField
from korea_events.dossier.collection import Collection as Collection
from korea_events.dossier.date_reasons import date_reasons as date_reasons
from korea_events.dossier.differences import (
    ChangedRecord as ChangedRecord,
    Changes as Changes,
    Difference as Difference,
    diff as diff,
)
from korea_events.dossier.dossier import Dossier as Dossier, MergeResult as MergeResult, Snapshot as Snapshot
from korea_events.dossier.event_selection import (
    EventSelection as EventSelection,
    EventTraits as EventTraits,
    read_days as read_days,
)
from korea_events.dossier.known_when import LeftOut as LeftOut
from korea_events.dossier.merging import set_aside as set_aside
from korea_events.dossier.network import (
    list_narrowed_events as list_narrowed_events,
    narrow_dates as narrow_dates,
)
from korea_events.dossier.publication import find_publication_problems as find_publication_problems
from korea_events.dossier.records import Records as Records
from korea_events.dossier.references import (
    RecordReference as RecordReference,
    check_references as check_references,
    list_references as list_references,
)
from korea_events.dossier.remainder import Remainder as Remainder
from korea_events.dossier.same import group_same as group_same
from korea_events.dossier.withdrawals import (
    Withdrawal as Withdrawal,
    Withdrawals as Withdrawals,
    list_citations as list_citations,
)
