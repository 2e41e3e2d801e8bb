"""What was judged the same becomes one record: every account is kept, and every reference leads to what stays.

Nothing is lost: whatever goes, or says something else than before, is kept whole in a judgement.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Final, TypeVar

from attrs import evolve, field, frozen

from korea_events.dossier.duplicates import hash_text
from korea_events.dossier.merging import add_judgements, format_record_path, set_aside
from korea_events.dossier.records import Records
from korea_events.dossier.renaming import rename_references
from korea_events.dossier.same import group_same
from korea_events.errors import DossierError, Problem, RecordError
from korea_events.model import (
    Claim,
    Designation,
    Event,
    EventReport,
    Judgement,
    JudgementVerdict,
    Link,
    Record,
    Support,
    WeaponSystem,
)
from korea_events.model.engine import FRAME_FIELDS, list_fields, write_canonical_record

R = TypeVar("R", bound=Records)

_NAMES: Final = "names"
_DESIGNATIONS: Final = "designations"
_LONGEST_ID_PART: Final = 80


def merge_same_records(dossier: R) -> tuple[R, tuple[Judgement, ...]]:
    """The dossier with one record for each group of one type, and the judgements that this made or changed.

    Raises:
        DossierError: ``reference-circular`` for a cycle of ``part_of`` or ``copy_of`` through what became one;
            ``text-long`` for each record that is too long for a judgement.
    """
    records = _Merger(dossier).merge()
    merged = type(dossier).from_paths(records, lambda at: format_record_path(records[at]), dossier.remainder)
    return merged, tuple(one for one in merged.judgements if dossier.get(one.id) != one)


@frozen(eq=False)
class _Merger:
    """Merges the groups of one dossier."""

    dossier: Records
    records: dict[str, Record] = field(factory=dict[str, Record], init=False)
    names: dict[str, str] = field(factory=dict[str, str], init=False)
    """What takes the place of each record that goes."""
    gone: dict[str, Record] = field(factory=dict[str, Record], init=False)
    """The members of groups that go, as they were."""
    kept: set[str] = field(factory=set[str], init=False)
    """Those of them that a judgement keeps."""
    made: list[Judgement] = field(factory=list[Judgement], init=False)
    problems: list[Problem] = field(factory=list[Problem], init=False)

    def __attrs_post_init__(self) -> None:
        self.records.update({record.id: record for record in self.dossier.records()})

    def merge(self) -> list[Record]:
        """All records of the merged dossier."""
        self.unite_groups()
        self.remove_loops()
        for record in [*self.records.values()]:
            self.rename(record)
        for name in sorted(self.gone.keys() - self.kept):
            self.keep(self.gone[name])
        if self.problems:
            raise DossierError(self.problems)
        add_judgements(self.made, self.records)
        return list(self.records.values())

    def unite_groups(self) -> None:
        """Put one record in the place of each group, and the reports that its members are."""
        reported = {report.event for report in self.dossier.event_reports}
        for members in _list_groups(self.dossier):
            first, *others = members
            # an event takes place once anybody says so
            events = [one for one in members if isinstance(one, Event)]
            base = max(events, key=lambda event: event.footing) if events else first
            one: Record = base
            if base is not first:
                self.set_aside(first)
                one, _ = rename_references(base, {first.id: base.id})  # it may be a part of the first
                one = evolve(one, id=first.id)
            names: dict[Any, Support] = {}
            for member in members:
                one = _fill_in(one, member, () if not names else (_NAMES, _DESIGNATIONS))
                _collect_names(one, member, names)
            one = _add_names(one, names)
            for other in others:
                self.names[other.id] = first.id
                self.gone[other.id] = self.records.pop(other.id)
            for record in (*_list_accounts(members, reported), one):
                self.records[record.id] = record

    def remove_loops(self) -> None:
        """Set aside the links of which both ends are now one."""
        names = dict(self.names)
        for link in self.dossier.links:
            if names.get(link.source, link.source) == names.get(link.target, link.target):
                del self.records[link.id]
                self.names[link.id] = self.set_aside(link)

    def rename(self, record: Record) -> None:
        """Let the references of a record lead to what stays; a judgement within a group keeps what goes."""
        leading, fixed = record, ""
        if isinstance(record, Judgement):
            left, right = record.left, record.right
            if record.verdict is JudgementVerdict.CONFLICT:
                fixed = left
            elif self.names.get(left, left) == self.names.get(right, right):
                left, fixed = sorted(
                    (left, right), key=lambda name: (name in self.gone, name not in self.kept, name)
                )
                now = write_canonical_record(self.gone[fixed])
                text = record.kept or now
                if text == now:
                    self.kept.add(fixed)
                try:
                    leading = evolve(record, left=left, right=fixed, kept=text)
                except RecordError as error:
                    self.problems.extend(error.under(format_record_path(record)).problems)
                    return
        self.records[record.id], is_lossy = rename_references(leading, self.names, fixed)
        if is_lossy:
            self.set_aside(self.dossier.get(record.id) or record)

    def keep(self, record: Record) -> None:
        """Keep a record that goes in a judgement of its own, which says what took its place."""
        stays, text = self.names[record.id], write_canonical_record(record)
        name = f"same-{stays[:_LONGEST_ID_PART]}-{record.id[:_LONGEST_ID_PART]}-{hash_text(text)}"
        try:
            same = JudgementVerdict.SAME
            self.made.append(Judgement(id=name, left=stays, right=record.id, verdict=same, kept=text))
        except RecordError as error:
            self.problems.extend(error.under(format_record_path(record)).problems)

    def set_aside(self, record: Record) -> str:
        """Keep the old content of a record; the id of the judgement that does, or of the record if it is too long."""
        try:
            self.made.append(set_aside(record))
        except RecordError as error:
            self.problems.extend(error.under(format_record_path(record)).problems)
            return record.id
        return self.made[-1].id


def _list_groups(dossier: Records) -> list[list[Record]]:
    """The records that were judged the same and are of one type, in the order of ids; never links or judgements."""
    groups: dict[tuple[str, type[Record]], list[Record]] = {}
    for name, stands in group_same(dossier).items():
        record = dossier.get(name)
        if record is not None and not isinstance(record, (Judgement, Link)):
            groups.setdefault((stands, type(record)), []).append(record)
    return [members for members in groups.values() if len(members) > 1]


def _is_empty(value: object) -> bool:
    return value is None or value == ()


def _fill_in(one: Record, other: Record, kept: tuple[str, ...]) -> Record:
    """The first record with what only the other one says, supported as it is there; claims stay as they were made."""
    if isinstance(one, Claim):
        return one
    missing = [
        spec.name
        for spec in list_fields(type(one))
        if spec.name not in FRAME_FIELDS
        and spec.name not in kept
        and _is_empty(getattr(one, spec.name))
        and not _is_empty(getattr(other, spec.name))
    ]
    while missing:
        supports = [other.support_for(name) for name in missing]
        for support in other.support:
            deeper = [path for path in support.fields if path not in missing and _get_root(path) in missing]
            supports += [evolve(support, fields=deeper)] if deeper else []
        values = {name: getattr(other, name) for name in missing}
        try:
            return evolve(one, **values, support=(*one.support, *supports))
        except RecordError as error:
            # fields that do not go together stay apart: only the judgement has them
            wrong = {_get_root(problem.path.lstrip("$.")) for problem in error.problems}
            missing = [name for name in missing if name not in wrong] if wrong & {*missing} else missing[:-1]
    return one


def _collect_names(one: Record, other: Record, names: dict[Any, Support]) -> None:
    """The names of the other record that the first one does not have, with what they rest on there."""
    field_name, wrap = (_DESIGNATIONS, _designate) if isinstance(one, WeaponSystem) else (_NAMES, str)
    known: tuple[Any, ...] | None = getattr(one, field_name, None)
    name: str | None = getattr(other, "name", None)
    if known is None or name is None:
        return
    found = {wrap(name): "name"}
    found |= {item: f"{field_name}[{index}]" for index, item in enumerate(getattr(other, field_name))}
    for item, path in found.items():
        if item not in known and item not in names and item != wrap(getattr(one, "name", "")):
            names[item] = evolve(
                other.support_for(path), fields=(f"{field_name}[{len(known) + len(names)}]",)
            )


def _add_names(one: Record, names: dict[Any, Support]) -> Record:
    """A record with more names, or designations, of its own."""
    field_name = _DESIGNATIONS if isinstance(one, WeaponSystem) else _NAMES
    changes: dict[str, Any] = {
        field_name: (*getattr(one, field_name, ()), *names),
        "support": (*one.support, *names.values()),
    }
    return evolve(one, **changes) if names else one


def _designate(text: str) -> Designation:
    return Designation(text=text)


def _list_accounts(members: list[Record], reported: set[str]) -> Iterator[EventReport]:
    """The members that no report describes, as reports of what stays: each is an account of its own documents."""
    for member in members:
        if not isinstance(member, Event) or not member.citations or member.id in reported:
            continue
        said = {
            spec.name: getattr(member, spec.name)
            for spec in list_fields(EventReport)
            if spec.name not in FRAME_FIELDS and getattr(member, spec.name, spec.default) != spec.default
        }
        if said:
            yield EventReport(
                id=f"account-{member.id[:_LONGEST_ID_PART]}-{hash_text(write_canonical_record(member))}",
                event=members[0].id,
                document=member.citations[0].document,
                citations=member.citations,
                support=tuple(_list_supports(member, said)),
                coding=member.coding,
                **said,
            )


def _list_supports(member: Record, said: Container[str]) -> Iterator[Support]:
    for support in member.support:
        paths = [path for path in support.fields if _get_root(path) in said]
        if paths:
            yield evolve(support, fields=paths)


def _get_root(path: str) -> str:
    return path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
