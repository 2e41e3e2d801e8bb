"""What was known when: the part of a dossier that rests on documents certainly published by a day or a moment.

Only publication counts here, not the event. A record or field whose citations are all later is left out; what cites
nothing stays, since its day is unknown. References to what is left out go too. A retraction deletes nothing: both
records stay, each from its day on.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from math import inf
from typing import Any, Final, Generic, NamedTuple, TypeVar

from attrs import evolve, field, frozen

from korea_events.dossier.records import Records
from korea_events.dossier.references import list_references
from korea_events.model import (
    Basis,
    Citation,
    Document,
    EventAccount,
    EventReport,
    Part,
    Record,
    Status,
    Support,
)
from korea_events.model.engine import (
    EVENT_COLLECTIONS,
    FRAME_FIELDS,
    UNUSABLE,
    Shape,
    build_unchecked,
    find_faults,
    list_fields,
    walk,
)
from korea_events.temporal import PRECEDES, Grain, Span, Verdict, relate
from korea_events.temporal.engine import (
    INSTANTS,
    Bounds,
    build_hull,
    close,
    format_instant,
    make_bounds_span,
    project,
    read_day_or_moment,
)

R = TypeVar("R", bound=Records)


@frozen(kw_only=True)
class LeftOut:
    """A record or field that was not known, and why.

    Example:
        >>> print(LeftOut(record="fs-24", path="status", because="page was not certainly published by then"))
        fs-24, status: page was not certainly published by then
    """

    record: str
    """The id of the record."""
    path: str = ""
    """The path of the field; empty if the whole record was left out."""
    because: str
    """The reason, in words."""

    def __str__(self) -> str:
        return f"{self.record}{self.path and ', '}{self.path}: {self.because}"


class Known(NamedTuple, Generic[R]):
    """What was known at a moment, and what was not."""

    dossier: R
    undated: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def limit_to_moment(dossier: R, at: str | dt.date, zone: str) -> Known[R]:
    """The part published by the end of a day, or by a moment, and everything that is left out."""
    later_time = find_time_after(at, zone)
    late: dict[str, str] = {}
    undated: list[str] = []
    for document in dossier.documents:
        published = document.published
        if published is None or published.approximate or published.hull.end_max == inf:
            undated.append(document.id)
            late[document.id] = "it is not certain when it was published"
        elif relate(published, later_time).verdict(PRECEDES) is not Verdict.CERTAIN:
            late[document.id] = f"it was published on {published}, not certainly by then"
    parts = _Limiter(dossier, late, project(later_time, INSTANTS).alternatives[0].start_min)
    left_out = [LeftOut(record=name, because=reason) for name, reason in parts.gone.items()]
    left_out += (
        LeftOut(record=name, path=path, because=reason)
        for name, reasons in parts.reasons.items()
        if name not in parts.gone
        for path, reason in reasons.items()
    )
    unread = sorted(dossier.remainder.identifiers)
    left_out += (LeftOut(record=name, because="this version does not understand it") for name in unread)
    left_out.sort(key=lambda one: (one.record, one.path))
    kept = (parts.trimmed.get(one.id, one) for one in dossier.records() if one.id not in parts.gone)
    return Known(dossier.rebuild(kept), tuple(undated), tuple(left_out))


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


_THINGS: Final = frozenset(["actors", "places", "weapon_systems", "series", *EVENT_COLLECTIONS])
"""Collections of what documents speak of: a known record may refer to one that rests on later documents only."""


@frozen(eq=False)
class _Limiter:
    """What becomes of the records of a dossier without the documents that came later than a moment."""

    dossier: Records
    late: Mapping[str, str]
    """The documents that were not certainly published by then, each with the reason."""
    moment: float
    later: dict[str, str] = field(factory=dict[str, str], init=False)
    """These, and the records that rest on them only."""
    known: set[str] = field(factory=set[str], init=False)
    """The records that rest on a known document."""
    stubs: set[str] = field(factory=set[str], init=False)
    """The things that known records refer to and that were not known themselves."""
    future: dict[str, dict[str, Any]] = field(factory=dict[str, dict[str, Any]], init=False)
    gone: dict[str, str] = field(factory=dict[str, str], init=False)
    """What is left out, each with the reason."""
    trimmed: dict[str, Record] = field(factory=dict[str, Record], init=False)
    reasons: dict[str, dict[str, str]] = field(factory=dict[str, dict[str, str]], init=False)
    """For each record of which something goes, the reason for each path."""

    def __attrs_post_init__(self) -> None:
        self.later.update(self.late)
        for record in self.dossier.records():
            if isinstance(record, Document):
                continue
            later: set[str] = set()
            for document in _list_cited_documents(record):
                if document not in self.late:
                    self.known.add(record.id)
                    break
                later.add(document)
            else:
                if later:
                    self.later[record.id] = _describe_later(later)
            future = _find_future(record, self.moment)
            if future:
                self.future[record.id] = future
        things = {name for name in self.later if self.dossier[name].collection in _THINGS}
        self.gone.update(self.later)
        affected = {one.id: one for name in self.later for one in self.dossier.referring_to(name)}
        self.trim([*affected.values(), *(self.dossier[name] for name in self.future)], things)
        while new := {name for name in things - self.stubs if self.is_named(name)}:
            self.stubs.update(new)
            self.trim([self.dossier[name] for name in new], things)

    def is_named(self, thing: str) -> bool:
        """Whether a known record refers to something, with what is left of it."""
        return any(
            record.id in self.known
            and record.id not in self.gone
            and thing in {one.target for one in list_references(self.trimmed.get(record.id, record))}
            for record in self.dossier.referring_to(thing)
        )

    def trim(self, waiting: list[Record], things: set[str]) -> None:
        """Take out of some records what is gone, and of those that refer to one that goes or comes back."""
        while waiting:
            record = waiting.pop()
            name = record.id
            if name in self.later and name not in self.stubs:
                continue
            was_gone = self.gone.pop(name, None) is not None
            # a known record may name things that were not known yet
            allowed = things if name in self.known else frozenset[str]()
            trimmer = _RecordTrimmer(
                record, self.gone, allowed, self.later, self.future.get(name, {}), is_stub=name in self.stubs
            )
            remainder = trimmer.trim()
            self.reasons[name] = trimmer.reasons
            if remainder is None:
                self.gone[name] = next(iter(trimmer.reasons.values()))
            else:
                self.trimmed[name] = remainder
            if was_gone is not (remainder is None):
                waiting += (
                    other
                    for other in self.dossier.referring_to(name)
                    if name not in things or other.id not in self.known or other.id in self.gone
                )


def _list_cited_documents(record: Record) -> Iterator[str]:
    """The documents that a record rests on: first those of the record as a whole, then those of its parts."""
    if isinstance(record, EventReport):
        yield record.document
    yield from (citation.document for citation in record.citations)
    yield from (part.document for _, _, part in walk(record) if isinstance(part, Citation))


def _describe_later(documents: Collection[str]) -> str:
    return f"it rests on {', '.join(sorted(documents))}, not certainly published by then"


def _find_future(record: Record, moment: float) -> dict[str, Any]:
    """By path: what remains of the dates of an event that lie after a moment, which no document can have known by then.

    What ends after it had begun, as far as is known: of its span only the start remains.
    """
    if not isinstance(record, EventAccount):
        return {}
    found: dict[str, Any] = {}
    dates = [("span", record.span)] if record.span is not None else []
    dates += ((f"occurrences[{index}]", span) for index, span in enumerate(record.occurrences))
    for path, span in dates:
        start, end = _find_least_ends(span)
        if start >= moment:
            found[path] = _DROPPED
        elif path == "span" and end > moment:
            started = close(Bounds(span.hull.start_min, span.hull.start_max, -inf, inf))
            assert started is not None  # any start has an end after it
            found[path] = make_bounds_span(started, span.grain, span.zone)
    if found and record.status is Status.HELD:
        found["status"] = _DROPPED
    return found


@lru_cache(maxsize=16_384)  # many records have the same dates
def _find_least_ends(span: Span) -> tuple[float, float]:
    """The first instants at which it may have begun and ended."""
    hull = build_hull(project(span, INSTANTS).alternatives)
    return hull.start_min, hull.end_min


_DROPPED: Final = UNUSABLE
"""In place of a value that is left out."""


@frozen
class _RecordTrimmer:
    """Takes out of one record what rests on later documents, or refers to something that is missing."""

    original: Record
    gone: Collection[str]
    """What is left out."""
    allowed: Collection[str]
    """What can be referred to even so."""
    later: Collection[str]
    """The documents, and the records that rest on them only."""
    future: Mapping[str, Any]
    """By path: what takes the place of what cannot have been known."""
    is_stub: bool
    """Whether all that it cites is later."""
    later_paths: dict[str, bool] = field(factory=dict[str, bool], init=False)
    """For each path of a support: whether all its citations are later."""
    new_paths: dict[str, str] = field(factory=dict[str, str], init=False)
    """The new path of each field that is kept: indices shift when items are left out."""
    reasons: dict[str, str] = field(factory=dict[str, str], init=False)
    """Why each path was left out."""

    def trim(self) -> Record | None:
        """The remainder of the record, or None."""
        record = self.original
        # A document was known from its publication, whichever document tells its date.
        whole = False
        if not isinstance(record, Document):
            whole = self.is_stub or (bool(record.citations) and not any(map(self.is_known, record.citations)))
            for support in record.support:
                for path in support.fields:
                    self.later_paths[path] = self.is_support_later(support, whole=whole)
        values = self.trim_fields(record, "", "", later=whole)
        values |= {"coding": record.coding, "note": record.note, "extra": record.extra, "id": record.id}
        values["citations"] = tuple(filter(self.is_known, record.citations))
        stated = bool(values["citations"]) or isinstance(record, EventReport)
        values["support"] = self.trim_supports(stated=stated)
        remainder = _repair_record(type(record), values)
        for name, value in values.items():
            if remainder is not None and name != "support" and getattr(remainder, name) != value:
                self.reasons[name] = "it does not fit what is left"
        if remainder is None and not self.reasons:
            self.reasons[""] = "it does not fit what is left"
        return remainder

    def is_known(self, citation: Citation) -> bool:
        """Whether the document of a citation is known."""
        return citation.document not in self.later

    def is_support_later(self, support: Support, *, whole: bool) -> bool:
        """Whether what a support is about became known later."""
        if support.citations:
            return not any(map(self.is_known, support.citations))
        return whole and support.basis is not Basis.CODER_SUPPLIED

    def drop(self, path: str, reason: str = "") -> Any:
        """What takes the place of a field that is left out; the reason is noted."""
        if not reason:
            cited = self.original.support_for(path).citations or self.original.citations
            documents = {citation.document for citation in cited} & set(self.later)
            reason = _describe_later(documents or {"what came later"})
        self.reasons[path] = reason
        return _DROPPED

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
            this_later = self.later_paths.get(path, later) and not (
                spec.required and isinstance(thing, Record)
            )
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
            part = build_unchecked(type(value), values)
            return self.drop(path, "it does not fit what is left") if find_faults(part) else part
        if shape is Shape.REFERENCE and value in self.gone and value not in self.allowed:
            return self.drop(path, f"{value} was not known yet")
        if isinstance(value, Span) and any(
            later for name, later in self.later_paths.items() if name.startswith(f"{path}.")
        ):
            # an end of it was not known yet, and half a span is another span
            later = True
        if not later and path in self.future:
            self.drop(path, "it lies after that")
            return self.future[path]
        return self.drop(path) if later else value

    def trim_supports(self, *, stated: bool) -> tuple[Support, ...]:
        """The supports of what remains; a required field without its documents becomes the coder's."""
        kept: list[Support] = []
        for support in self.original.support:
            new_paths = map(self.get_new_path, support.fields)
            fields = tuple(path for path in new_paths if path is not None)
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
