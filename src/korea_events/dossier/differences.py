"""What differs between two dossiers: records added, removed and changed, and each change field by field."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from korea_events.dossier.changed_fields import ChangedField, diff_fields
from korea_events.dossier.dossier import Dossier
from korea_events.model import Record
from korea_events.model.engine import unstructure, unstructure_extra, unstructure_with_type


@frozen(kw_only=True)
class ChangedRecord:
    """A record that both dossiers have, with what it says differently.

    Example:
        >>> note = ChangedField(before_path=None, after_path="note", before_text=None, after_text='"late"')
        >>> print(ChangedRecord(record="fs-24", type="exercise", fields=(note,)))
        fs-24: + note: "late"
    """

    record: str
    """Its identifier."""
    type: str
    """Its type, as files write it: ``exercise``."""
    fields: tuple[ChangedField, ...]
    """Every place in which it differs."""

    def as_data(self) -> dict[str, Any]:
        """The record's changes as plain JSON values.

        Example:
            >>> ChangedRecord(record="fs-24", type="exercise", fields=()).as_data()
            {'id': 'fs-24', 'type': 'exercise', 'fields': []}
        """
        return {"id": self.record, "type": self.type, "fields": [change.as_data() for change in self.fields]}

    def __str__(self) -> str:
        if len(self.fields) == 1:
            return f"{self.record}: {self.fields[0]}"
        return "\n".join([f"{self.record}:", *(f"    {change}" for change in self.fields)])


@frozen(kw_only=True)
class Difference:
    """What has to be done to one dossier so that it says what another one says.

    False in a condition when nothing differs. As text, a line for each record that was added (``+``), removed (``-``)
    or changed (``~``). A record whose type changed was removed and added.

    Example:
        >>> bool(Difference(added=(), removed=(), changed=(), fields=()))
        False
    """

    added: tuple[Record, ...]
    """The records that only the second dossier has, in the order of files."""
    removed: tuple[Record, ...]
    """The records that only the first has."""
    changed: tuple[ChangedRecord, ...]
    """The records that say something else in the second."""
    fields: tuple[ChangedField, ...]
    """Where the unknown fields differ that stand beside the records in the files."""

    def as_data(self) -> dict[str, Any]:
        """The difference as plain JSON values, records whole and with their type.

        Example:
            >>> Difference(added=(), removed=(), changed=(), fields=()).as_data()
            {'added': [], 'removed': [], 'changed': [], 'fields': []}
        """
        return {
            "added": [unstructure_with_type(record) for record in self.added],
            "removed": [unstructure_with_type(record) for record in self.removed],
            "changed": [record.as_data() for record in self.changed],
            "fields": [change.as_data() for change in self.fields],
        }

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.fields)

    def __str__(self) -> str:
        lines = [f"+ {_describe_record(record)}" for record in self.added]
        lines += [f"- {_describe_record(record)}" for record in self.removed]
        lines += [f"~ {record}" for record in self.changed]
        lines += [f"~ {change}" for change in self.fields]
        return "\n".join(lines) or "no difference"


def _describe_record(record: Record) -> str:
    kind = record.type_tag.replace("_", " ")
    name = getattr(record, "name", None)
    return f"{record.id} ({kind})" if name is None else f"{record.id} ({kind} {name!r})"


def diff(before: Dossier, after: Dossier) -> Difference:
    """What differs between two dossiers, record by record and field by field; empty if and only if they are equal.

    Nothing is judged: two spellings of one name differ. What became known between two days is another question:
    :meth:`Dossier.changes`.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> first = Dossier.of(Exercise(id="fs-24", name="FS 24", span=Span.of("2024-03-04", "2024-03-14")))
        >>> second = Dossier.of(Exercise(id="fs-24", name="FS 24", span=Span.of("2024-03-04", "2024-03-15")))
        >>> print(diff(first, second))
        ~ fs-24: span: "2024-03-04/2024-03-14" → "2024-03-04/2024-03-15"
        >>> diff(first, second).changed[0].fields[0].after
        '2024-03-04/2024-03-15'
    """
    added: list[Record] = []
    changed: list[ChangedRecord] = []
    for record in after.records():
        old = before.get(record.id)
        if old is None or type(old) is not type(record):
            added.append(record)
        elif old != record:
            fields = diff_fields(unstructure(old), unstructure(record))
            changed.append(ChangedRecord(record=record.id, type=record.type_tag, fields=fields))
    removed = [record for record in before.records() if type(after.get(record.id)) is not type(record)]
    return Difference(
        added=tuple(added),
        removed=tuple(removed),
        changed=tuple(changed),
        fields=diff_fields(_collect_unknown_content(before), _collect_unknown_content(after)),
    )


def _collect_unknown_content(dossier: Dossier) -> dict[str, Any]:
    """What a file of a dossier says besides the records that are understood."""
    newer = dossier.newer
    kept = {} if newer is None else {"version": newer.version, **newer.collections()}
    return unstructure_extra(dossier.extra) | kept
