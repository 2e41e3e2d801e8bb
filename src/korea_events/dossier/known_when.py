"""What was known when: the part of a dossier that rests on documents certainly published by a day or a moment.

Only publication counts here, not the event. A record or field whose citations are all later is left out; what cites
nothing stays, since its day is unknown. References to what is left out go too. A retraction deletes nothing: both
records stay, each from its day on.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from attrs import evolve, field, frozen

from korea_events.dossier.records import Records
from korea_events.model import Basis, Citation, Document, EventReport, Part, Record, Support
from korea_events.model.engine import (
    FRAME_FIELDS,
    UNUSABLE,
    Shape,
    build_unchecked,
    find_faults,
    list_fields,
    walk,
)
from korea_events.temporal import PRECEDES, Grain, Span, Verdict, relate
from korea_events.temporal.engine import format_instant, read_day_or_moment

R = TypeVar("R", bound=Records)


def limit_to_moment(dossier: R, at: str | dt.date, zone: str) -> tuple[R, tuple[str, ...]]:
    """The part published by the end of a day, or by a moment, and the documents that cannot be placed."""
    later_time = find_time_after(at, zone)
    later: set[str] = set()
    undated: list[str] = []
    for document in dossier.documents:
        published = document.published
        if published is None or published.approximate or published.latest_end is None:
            undated.append(document.id)
            later.add(document.id)
        elif relate(published, later_time).verdict(PRECEDES) is not Verdict.CERTAIN:
            later.add(document.id)
    return _remove_documents(dossier, later), tuple(undated)


def find_time_after(at: str | dt.date, zone: str) -> Span:
    """What follows at once: the next day, or the next instant.

    Raises:
        SpanError: when ``at`` is neither a day nor a moment, or ``zone`` is not a zone.
    """
    span = read_day_or_moment(at, zone)
    end = int(span.hull.end_min)
    if span.grain is Grain.INSTANT:
        return Span.parse(format_instant(end))
    # the calendar has no day after its last one
    day = dt.date.fromordinal(min(end, dt.date.max.toordinal()))
    return Span.parse(day.isoformat(), zone=zone, reading="throughout")


def _remove_documents(dossier: R, gone: set[str]) -> R:
    """The dossier without some documents, and without what rests on them."""
    trimmed: dict[str, Record] = {}
    waiting = list(gone)
    while waiting:
        for record in dossier.referring_to(waiting.pop()):
            if record.id in gone:
                continue
            remainder = _RecordTrimmer(record, gone).trim()
            if remainder is None:
                gone.add(record.id)
                waiting.append(record.id)
            else:
                trimmed[record.id] = remainder
    return dossier.rebuild(
        trimmed.get(record.id, record) for record in dossier.records() if record.id not in gone
    )


_DROPPED: Final = UNUSABLE
"""In place of a value that is left out."""


@frozen
class _RecordTrimmer:
    """Takes out of one record what rests on something that is gone."""

    original: Record
    gone: set[str]
    later_paths: dict[str, bool] = field(factory=dict[str, bool], init=False)
    """For each path of a support: whether all its citations are later."""
    new_paths: dict[str, str] = field(factory=dict[str, str], init=False)
    """The new path of each field that is kept: indices shift when items are left out."""

    def trim(self) -> Record | None:
        """The remainder of the record, or None."""
        record = self.original
        # A document was known from its publication, whichever document tells its date.
        whole = False
        if not isinstance(record, Document):
            cited = [part for _, _, part in walk(record) if isinstance(part, Citation)]
            if cited and not any(map(self.is_known, cited)):
                return None
            whole = bool(record.citations) and not any(map(self.is_known, record.citations))
            for support in record.support:
                for path in support.fields:
                    self.later_paths[path] = self.is_support_later(support, whole=whole)
        values = self.trim_fields(record, "", "", later=whole)
        values |= {"coding": record.coding, "note": record.note, "extra": record.extra, "id": record.id}
        values["citations"] = tuple(filter(self.is_known, record.citations))
        values["support"] = self.trim_supports(
            stated=bool(values["citations"]) or isinstance(record, EventReport)
        )
        return _repair_record(type(record), values)

    def is_known(self, citation: Citation) -> bool:
        """Whether the document of a citation is there, and every actor in its chain."""
        return citation.document not in self.gone and not any(
            hop.actor in self.gone for hop in citation.attribution
        )

    def is_support_later(self, support: Support, *, whole: bool) -> bool:
        """Whether what a support is about became known later."""
        if support.citations:
            return not any(map(self.is_known, support.citations))
        return whole and support.basis is Basis.STATED

    def trim_fields(
        self, thing: Record | Part, parent: str, new_parent: str, *, later: bool
    ) -> dict[str, Any]:
        """The remaining values of the fields of a record or part; ``_DROPPED`` for a required field without one."""
        values: dict[str, Any] = {}
        for spec in list_fields(type(thing)):
            value = getattr(thing, spec.name)
            if spec.name in FRAME_FIELDS:
                if isinstance(thing, Part):
                    values[spec.name] = value
                continue
            if value is None or value == () or value is spec.default:
                values[spec.name] = value
                continue
            path = f"{parent}.{spec.name}" if parent else spec.name
            new_path = f"{new_parent}.{spec.name}" if new_parent else spec.name
            stays = spec.required and isinstance(thing, Record)
            this_later = self.later_paths.get(path, later) and not stays
            if spec.many:
                items = self.trim_items(value, spec.shape, path, new_path, later=this_later)
                values[spec.name] = items if items or not spec.required else _DROPPED
            else:
                values[spec.name] = self.trim_value(value, spec.shape, path, new_path, later=this_later)
                if values[spec.name] is _DROPPED and not spec.required:
                    values[spec.name] = spec.default
            if values[spec.name] not in (_DROPPED, spec.default):
                self.new_paths[path] = new_path
        return values

    def trim_items(
        self, values: Any, shape: Shape, path: str, new_path: str, *, later: bool
    ) -> tuple[Any, ...]:
        """The remaining items of a tuple."""
        kept: list[Any] = []
        for index, value in enumerate(values):
            item_path, new_item_path = f"{path}[{index}]", f"{new_path}[{len(kept)}]"
            item = self.trim_value(
                value, shape, item_path, new_item_path, later=self.later_paths.get(item_path, later)
            )
            if item is not _DROPPED:
                kept.append(item)
                self.new_paths[item_path] = new_item_path
        return tuple(kept)

    def trim_value(self, value: Any, shape: Shape, path: str, new_path: str, *, later: bool) -> Any:
        """The remainder of a single value, or ``_DROPPED``."""
        if shape is Shape.PART:
            own: tuple[Citation, ...] = getattr(value, "citations", ())
            known = tuple(filter(self.is_known, own))
            if own and path not in self.later_paths:
                later = not known
            values = self.trim_fields(value, path, new_path, later=later)
            if own:
                values["citations"] = known
            if any(item is _DROPPED for item in values.values()):
                return _DROPPED
            kind: type[Any] = value.__class__
            part = build_unchecked(kind, values)
            return _DROPPED if find_faults(part) else part
        if shape is Shape.REFERENCE and value in self.gone:
            return _DROPPED
        if isinstance(value, Span) and any(
            later for name, later in self.later_paths.items() if name.startswith(f"{path}.")
        ):
            # an end of it was not known yet, and half a span is another span
            return _DROPPED
        return _DROPPED if later else value

    def trim_supports(self, *, stated: bool) -> tuple[Support, ...]:
        """The supports of what remains; a required field without its documents becomes the coder's."""
        kept: list[Support] = []
        for support in self.original.support:
            fields = tuple(
                new_path for path in support.fields if (new_path := self.get_new_path(path)) is not None
            )
            if not fields:
                continue
            citations = tuple(filter(self.is_known, support.citations))
            is_unfounded = bool(support.citations) or (support.basis is Basis.STATED and not stated)
            basis = Basis.CODER_SUPPLIED if is_unfounded and not citations else support.basis
            kept.append(evolve(support, fields=fields, basis=basis, citations=citations))
        return tuple(kept)

    def get_new_path(self, path: str) -> str | None:
        """The new path of a field; None when the field is left out."""
        if path in self.new_paths:
            return self.new_paths[path]
        # an aspect of a span is not a field of its own
        outer, _, aspect = path.rpartition(".")
        return f"{self.new_paths[outer]}.{aspect}" if outer in self.new_paths else None


def _repair_record(kind: type[Record], values: Mapping[str, Any]) -> Record | None:
    """The record with these values, without the optional fields that contradict what was left out."""
    if any(value is _DROPPED for value in values.values()):
        return None
    remainder = dict(values)
    optional = {spec.name: spec.default for spec in list_fields(kind) if not spec.required}
    while True:
        record = build_unchecked(kind, remainder)
        faults = find_faults(record)
        if not faults:
            return record
        wrong = {path.removeprefix(".").split(".")[0].split("[")[0] for path, _, _ in faults}
        if not wrong <= optional.keys() or all(remainder.get(name) == optional[name] for name in wrong):
            return None
        remainder |= {name: optional[name] for name in wrong}
