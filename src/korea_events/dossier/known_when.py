"""What was known when: the part of a dossier that rests on what certainly was published by a day.

Only publication counts here, not when something happened. A record or a single field whose citations all came later
is left out; what cites nothing stays, since nobody said when it became known. References to what is left out go too.
Nothing is deleted by a retraction: the retracted and the retraction are both on record from their days on.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from korea_events.model import (
    UNUSABLE,
    Basis,
    Citation,
    Document,
    EventReport,
    Part,
    Record,
    Shape,
    Support,
    build_unchecked,
    find_faults,
    list_fields,
    walk,
)
from korea_events.temporal import PRECEDES, Span, Verdict, relate

if TYPE_CHECKING:
    from korea_events.dossier.dossier import Dossier

_PROVENANCE_FIELDS: Final = frozenset({"id", "citations", "support", "coding", "note", "extra"})


def limit_to_day(dossier: "Dossier", day: str | dt.date, zone: str) -> "tuple[Dossier, tuple[str, ...]]":
    """What certainly was published by the end of ``day``, and which documents cannot be placed before or after it."""
    end = int(Span.on(day, zone=zone).hull.end_min)
    if end > dt.date.max.toordinal():
        end -= 1  # the calendar has no day after its last one
    tomorrow = Span.parse(dt.date.fromordinal(end).isoformat(), zone=zone, reading="throughout")
    later: set[str] = set()
    undated: list[str] = []
    for document in dossier.documents:
        published = document.published
        if published is None or published.approximate or published.latest_end is None:
            undated.append(document.id)
            later.add(document.id)
        elif relate(published, tomorrow).verdict(PRECEDES) is not Verdict.CERTAIN:
            later.add(document.id)
    return _remove_documents(dossier, later), tuple(undated)


def _remove_documents(dossier: "Dossier", gone: set[str]) -> "Dossier":
    """The dossier without some documents, and without whatever falls with them."""
    trimmed: dict[str, Record] = {}
    waiting = list(gone)
    while waiting:
        for record in dossier.referring_to(waiting.pop()):
            if record.id in gone:
                continue
            rest = _RecordTrimmer(record, gone).record()
            if rest is None:
                gone.add(record.id)
                waiting.append(record.id)
            else:
                trimmed[record.id] = rest
    return dossier.of(
        *(trimmed.get(record.id, record) for record in dossier.records() if record.id not in gone),
        extra=dossier.extra,
        newer=None if dossier.newer is None else evolve(dossier.newer, records=()),
    )


_DROPPED: Final = UNUSABLE
"""Stands for a value that is left out."""


@frozen
class _RecordTrimmer:
    """One record, while what rests on something gone is taken out of it."""

    original: Record
    gone: set[str]
    later: dict[str, bool] = field(factory=dict[str, bool], init=False)
    """For each path that a support names: whether all that it cites came later."""
    moved: dict[str, str] = field(factory=dict[str, str], init=False)
    """The path of each field that is kept, and its new one: indices shift when items are left out."""

    def record(self) -> Record | None:
        """What is left of the record, or None when nothing is."""
        record = self.original
        # When a document was published, it was published, whenever its date was found out and from what.
        whole = False
        if not isinstance(record, Document):
            cited = _collect_record_citations(record)
            if cited and not any(self.known(citation) for citation in cited):
                return None
            whole = bool(record.citations) and not any(self.known(citation) for citation in record.citations)
            for support in record.support:
                for path in support.fields:
                    self.later[path] = self.is_support_later(support, whole=whole)
        values = self.fields(record, "", "", later=whole)
        values |= {"coding": record.coding, "note": record.note, "extra": record.extra, "id": record.id}
        values["citations"] = tuple(citation for citation in record.citations if self.known(citation))
        values["support"] = self.supports(stated=bool(values["citations"]) or isinstance(record, EventReport))
        return _repair_record(type(record), values)

    def known(self, citation: Citation) -> bool:
        """Whether a citation can stand: its document is there, and everybody in its chain."""
        return citation.document not in self.gone and not any(
            hop.actor in self.gone for hop in citation.attribution
        )

    def is_support_later(self, support: Support, *, whole: bool) -> bool:
        """Whether what a support says something of came later."""
        if support.citations:
            return not any(self.known(citation) for citation in support.citations)
        return whole and support.basis is Basis.STATED

    def fields(self, thing: Record | Part, place: str, new_place: str, *, later: bool) -> dict[str, Any]:
        """The values that are left of the fields of a record or part; a required field left out is ``_DROPPED``."""
        values: dict[str, Any] = {}
        for spec in list_fields(type(thing)):
            value = getattr(thing, spec.name)
            if spec.name in _PROVENANCE_FIELDS:
                if isinstance(thing, Part):
                    values[spec.name] = value
                continue
            if value is None or value == () or value is spec.default:
                values[spec.name] = value
                continue
            path = f"{place}.{spec.name}" if place else spec.name
            new_path = f"{new_place}.{spec.name}" if new_place else spec.name
            stays = spec.required and isinstance(thing, Record)
            this_later = self.later.get(path, later) and not stays
            if spec.many:
                left = self.items(value, spec.shape, path, new_path, later=this_later)
                values[spec.name] = left if left or not spec.required else _DROPPED
            else:
                values[spec.name] = self.one(value, spec.shape, path, new_path, later=this_later)
                if values[spec.name] is _DROPPED and not spec.required:
                    values[spec.name] = spec.default
            if values[spec.name] not in (_DROPPED, spec.default):
                self.moved[path] = new_path
        return values

    def items(self, values: Any, shape: Shape, path: str, new_path: str, *, later: bool) -> tuple[Any, ...]:
        """The items of a tuple that are left."""
        left: list[Any] = []
        for index, value in enumerate(values):
            place, new_place = f"{path}[{index}]", f"{new_path}[{len(left)}]"
            item = self.one(value, shape, place, new_place, later=self.later.get(place, later))
            if item is not _DROPPED:
                left.append(item)
                self.moved[place] = new_place
        return tuple(left)

    def one(self, value: Any, shape: Shape, path: str, new_path: str, *, later: bool) -> Any:
        """What is left of a single value, or ``_DROPPED``."""
        if shape is Shape.PART:
            own: tuple[Citation, ...] = getattr(value, "citations", ())
            known = tuple(citation for citation in own if self.known(citation))
            if own and path not in self.later:
                later = not known
            values = self.fields(value, path, new_path, later=later)
            if own:
                values["citations"] = known
            if any(left is _DROPPED for left in values.values()):
                return _DROPPED
            kind: type[Any] = value.__class__
            part = build_unchecked(kind, values)
            return _DROPPED if find_faults(part) else part
        if shape is Shape.REFERENCE and value in self.gone:
            return _DROPPED
        if isinstance(value, Span) and any(
            is_later for named, is_later in self.later.items() if named.startswith(f"{path}.")
        ):
            return _DROPPED  # an end of it was not known yet, and half a span is another span
        return _DROPPED if later else value

    def supports(self, *, stated: bool) -> tuple[Support, ...]:
        """The supports of what is left; a required field that stays without its documents is the coder's."""
        left: list[Support] = []
        for support in self.original.support:
            fields = tuple(moved for path in support.fields if (moved := self.get_new_path(path)) is not None)
            if not fields:
                continue
            citations = tuple(citation for citation in support.citations if self.known(citation))
            basis = support.basis
            if (support.citations and not citations) or (
                basis is Basis.STATED and not citations and not stated
            ):
                basis = Basis.CODER_SUPPLIED
            left.append(
                Support(
                    fields=fields, basis=basis, citations=citations, note=support.note, extra=support.extra
                )
            )
        return tuple(left)

    def get_new_path(self, path: str) -> str | None:
        """Where a path leads now; None when what it led to is left out."""
        if path in self.moved:
            return self.moved[path]
        outer, _, aspect = path.rpartition(".")  # an aspect of a span is no field of its own
        return f"{self.moved[outer]}.{aspect}" if outer in self.moved else None


def _collect_record_citations(record: Record) -> list[Citation]:
    """Every citation anywhere in a record."""
    return [part for _, _, part in walk(record) if isinstance(part, Citation)]


def _repair_record(kind: type[Record], values: Mapping[str, Any]) -> Record | None:
    """The record with these values; fields that make no sense without what was left out go too."""
    left = dict(values)
    optional = {spec.name: spec.default for spec in list_fields(kind) if not spec.required}
    if any(value is _DROPPED for value in left.values()):
        return None
    while True:
        made = build_unchecked(kind, left)
        faults = find_faults(made)
        if not faults:
            return made
        wrong = {place.removeprefix(".").split(".")[0].split("[")[0] for place, _, _ in faults}
        if not wrong <= optional.keys() or all(left.get(name) == optional[name] for name in wrong):
            return None
        left |= {name: optional[name] for name in wrong}
