"""What became known between two days: new records, fields that changed, and what was taken back."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from korea_events.dossier.known_when import limit_to_day
from korea_events.errors import QuestionError
from korea_events.model import Link, Record, list_fields
from korea_events.temporal import Span

if TYPE_CHECKING:
    from korea_events.dossier.dossier import Dossier


@frozen(kw_only=True)
class Change:
    """A record of which more was known, or something else.

    Example:
        >>> print(Change(record="fs-24", fields=("plans",)))
        fs-24: plans
    """

    record: str
    """Its identifier."""
    fields: tuple[str, ...]
    """The fields that differ; ``citations`` when only more documents say the same."""

    def __str__(self) -> str:
        return f"{self.record}: {', '.join(self.fields)}"


@frozen(kw_only=True)
class Changes:
    """What became known after one day, by the end of another.

    Example:
        >>> Changes(added=("kpa-tanks",), changed=(), withdrawn=()).added
        ('kpa-tanks',)
    """

    added: tuple[str, ...]
    """Records of which nothing had been known."""
    changed: tuple[Change, ...]
    """Records that had been known otherwise or in part."""
    withdrawn: tuple[str, ...]
    """Records that something published in between corrects, supersedes or retracts; they stay on record."""

    def __str__(self) -> str:
        lines = [f"+ {name}" for name in self.added]
        lines += [f"~ {change}" for change in self.changed]
        lines += [f"- {name}" for name in self.withdrawn]
        return "\n".join(lines) or "nothing"


def find_changes(dossier: "Dossier", since: str | dt.date, until: str | dt.date, zone: str) -> Changes:
    """What became known after the end of ``since``, by the end of ``until``.

    Raises:
        QuestionError: ``changes-reversed`` when ``until`` is before ``since``.
    """
    if Span.on(until, zone=zone).hull.end_min < Span.on(since, zone=zone).hull.end_min:
        raise QuestionError.of("changes-reversed", f"{until} is before {since}")
    before, _ = limit_to_day(dossier, since, zone)
    after, _ = limit_to_day(dossier, until, zone)
    added: list[str] = []
    changed: list[Change] = []
    for record in after.records():
        old = before.get(record.id)
        if old is None:
            added.append(record.id)
        elif old != record:
            changed.append(Change(record=record.id, fields=tuple(_list_changed_fields(old, record))))
    taken_back = {
        link.target
        for link in after.links
        if link.kind.withdraws and not isinstance(before.get(link.id), Link)
    }
    return Changes(added=tuple(added), changed=tuple(changed), withdrawn=tuple(sorted(taken_back)))


def _list_changed_fields(old: Record, new: Record) -> Iterator[str]:
    for spec in list_fields(type(new)):
        if getattr(old, spec.name) != getattr(new, spec.name):
            yield spec.name
