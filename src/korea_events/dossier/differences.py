"""What differs between two dossiers, and between what was known on two days: records, and their fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from korea_events.dossier.changed_fields import ChangedField, diff_fields
from korea_events.dossier.known_when import find_time_after, limit_to_moment
from korea_events.dossier.records import Records
from korea_events.dossier.references import list_references
from korea_events.errors import QuestionError
from korea_events.model import Link, Record
from korea_events.model.engine import unstructure, unstructure_with_type
from korea_events.rendering import html_lines, html_table
from korea_events.temporal.engine import INSTANTS, check_type, project


@frozen(kw_only=True)
class ChangedRecord:
    """A record that both dossiers have, with its differences.

    Example:
        >>> note = ChangedField(before_path=None, after_path="note", before_text=None, after_text='"late"')
        >>> print(ChangedRecord(record="fs-24", type="exercise", fields=(note,)))
        fs-24: + note: "late"
    """

    record: str
    """Its id."""
    type: str
    """Its type, as files write it: ``exercise``."""
    fields: tuple[ChangedField, ...]
    """Every difference, in the order of its fields."""

    def as_data(self) -> dict[str, Any]:
        """The differences as plain JSON values.

        Example:
            >>> ChangedRecord(record="fs-24", type="exercise", fields=()).as_data()
            {'id': 'fs-24', 'type': 'exercise', 'fields': []}
        """
        return {"id": self.record, "type": self.type, "fields": [change.as_data() for change in self.fields]}

    def __str__(self) -> str:
        return self.format_lines()

    def format_lines(self, mark: str = "") -> str:
        """The text, with a mark behind the id.

        Example:
            >>> print(ChangedRecord(record="fs-24", type="exercise", fields=()).format_lines(" [wire]"))
            fs-24 [wire]:
        """
        head = f"{self.record}{mark}:"
        if len(self.fields) == 1:
            return f"{head} {self.fields[0]}"
        return "\n".join([head, *(f"    {change}" for change in self.fields)])


@frozen(kw_only=True)
class Difference:
    """What turns one dossier into another.

    False when nothing differs. As text, one line for each record that was added (``+``), removed (``-``) or changed
    (``~``). A record with a new type was removed and added.

    Example:
        >>> bool(Difference(added=(), removed=(), changed=(), fields=()))
        False
    """

    added: tuple[Record, ...]
    """The records that only the second dossier has, in the order of files."""
    removed: tuple[Record, ...]
    """The records that only the first has."""
    changed: tuple[ChangedRecord, ...]
    """The records that both have and that differ."""
    fields: tuple[ChangedField, ...]
    """Differences in the unknown fields beside the records."""

    def as_data(self) -> dict[str, Any]:
        """The difference as plain JSON values, with whole records and their types.

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
        return "\n".join(map(" ".join, self._list_rows())) or "no difference"

    def _repr_html_(self) -> str:
        rows = [(sign, html_lines(text.split("\n"))) for sign, text in self._list_rows()]
        return html_table(rows, caption=type(self).__name__)

    def _list_rows(self) -> list[tuple[str, str]]:
        """The sign and the text of each change."""
        return self._list_marked_rows({})

    def _list_marked_rows(self, reasons: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
        """The same, with the reasons for a record in brackets."""
        marks = {record: f" [{'; '.join(documents)}]" for record, documents in reasons.items()}
        return [
            *(("+", f"{_describe_record(record)}{marks.get(record.id, '')}") for record in self.added),
            *(("-", _describe_record(record)) for record in self.removed),
            *(("~", record.format_lines(marks.get(record.record, ""))) for record in self.changed),
            *(("~", str(change)) for change in self.fields),
        ]


@frozen(kw_only=True)
class Changes(Difference):
    """What became known after one day, by the end of another: the difference of two snapshots, with the reasons.

    As text, each line ends with its reasons; a record that was withdrawn has a line of its own (``-``).

    Example:
        >>> Changes(added=(), removed=(), changed=(), fields=(), documents=(), withdrawals=()).withdrawn
        ()
    """

    documents: tuple[tuple[str, tuple[str, ...]], ...]
    """Ids of added or changed records, each with the new documents that it refers to."""
    withdrawals: tuple[Link, ...]
    """The new links that correct, supersede or retract a record. That record stays in the dossier."""

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The ids of the records that the withdrawals name, in order."""
        return tuple(sorted({link.target for link in self.withdrawals}))

    def reasons(self, record: str) -> tuple[str, ...]:
        """The ids of the new documents that an added or changed record refers to; empty if there are none.

        Example:
            >>> known = Changes(
            ...     added=(), removed=(), changed=(), fields=(), documents=(("tanks", ("dispatch",)),), withdrawals=(),
            ... )
            >>> known.reasons("tanks")
            ('dispatch',)
        """
        return dict(self.documents).get(record, ())

    def as_data(self) -> dict[str, Any]:
        """The changes as plain JSON values, with the documents and links that are their reasons.

        Example:
            >>> data = Changes(added=(), removed=(), changed=(), fields=(), documents=(), withdrawals=()).as_data()
            >>> data["documents"], data["withdrawn"]
            ({}, {})
        """
        withdrawn = {name: list(self._list_withdrawing_links(name)) for name in self.withdrawn}
        documents = {name: list(documents) for name, documents in self.documents}
        return super().as_data() | {"documents": documents, "withdrawn": withdrawn}

    def __str__(self) -> str:
        return super().__str__() if self else "no changes"

    def _list_rows(self) -> list[tuple[str, str]]:
        withdrawn = (
            ("-", f"{name} withdrawn [{'; '.join(self._list_withdrawing_links(name))}]")
            for name in self.withdrawn
        )
        return [*self._list_marked_rows(dict(self.documents)), *withdrawn]

    def _list_withdrawing_links(self, record: str) -> Iterable[str]:
        return (link.id for link in self.withdrawals if link.target == record)


def _describe_record(record: Record) -> str:
    name = getattr(record, "name", None)
    return f"{record.id} ({record.type_tag.replace('_', ' ')}{'' if name is None else f' {name!r}'})"


def diff(before: Records, after: Records) -> Difference:
    """What differs between two dossiers, record by record and field by field; empty if and only if they are equal.

    Two spellings of one name differ. For what became known between two days, see :meth:`Dossier.changes`.

    Example:
        >>> from korea_events.dossier import Dossier
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> first = Dossier.of(Exercise(id="fs-24", name="FS 24", span=Span.of("2024-03-04", "2024-03-14")))
        >>> second = Dossier.of(Exercise(id="fs-24", name="FS 24", span=Span.of("2024-03-04", "2024-03-15")))
        >>> print(diff(first, second))
        ~ fs-24: span: "2024-03-04/2024-03-14" → "2024-03-04/2024-03-15"
        >>> diff(first, second).changed[0].fields[0].after
        '2024-03-04/2024-03-15'
    """
    for name, dossier in (("before", before), ("after", after)):
        check_type(name, dossier, Records, "a dossier")
    return Difference(**_diff_records(before, after))


def _diff_records(before: Records, after: Records) -> dict[str, Any]:
    """The fields of a difference."""
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
    fields = diff_fields(before.remainder.add_to_file({}), after.remainder.add_to_file({}))
    return {"added": tuple(added), "removed": tuple(removed), "changed": tuple(changed), "fields": fields}


def find_changes(dossier: Records, since: str | dt.date, until: str | dt.date, zone: str) -> Changes:
    """What became known after ``since``, by ``until``; of a day its end counts.

    Raises:
        QuestionError: ``changes-reversed`` when ``until`` is before ``since``.
    """
    ends = [project(find_time_after(at, zone), INSTANTS).alternatives[0].start_min for at in (since, until)]
    if ends[1] < ends[0]:
        raise QuestionError.of(
            "changes-reversed", f"until must not be before since: {until} is before {since}"
        )
    before = limit_to_moment(dossier, since, zone).dossier
    after = limit_to_moment(dossier, until, zone).dossier
    difference = _diff_records(before, after)
    new = set(after.documents.ids) - set(before.documents.ids)
    documents: list[tuple[str, tuple[str, ...]]] = []
    for record in (*difference["added"], *(after[changed.record] for changed in difference["changed"])):
        cited = new.intersection(reference.target for reference in list_references(record)) - {record.id}
        if cited:
            documents.append((record.id, tuple(sorted(cited))))
    withdrawals = tuple(one for one in after.links if one.kind.withdraws and before.links.get(one.id) is None)
    return Changes(**difference, documents=tuple(documents), withdrawals=withdrawals)
