"""What a format cannot express: each value that an export drops or coarsens, with its path in the dossier.

Paths are those of the JSON file of the same dossier, so that you can look a loss up there.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from attrs import define, field

from korea_events.codecs.codec import ExportResult, Loss
from korea_events.codecs.json_text.paths import extend_path
from korea_events.dossier import Dossier
from korea_events.errors import FileError, LossError, Problem
from korea_events.model import COLLECTIONS, Event, Footing, Part, Plan, Record
from korea_events.model.engine import EVENT_COLLECTIONS, unstructure
from korea_events.temporal import Span
from korea_events.temporal.engine import check_type, quote_value

_EPOCH: Final = re.compile(r"\d{1,11}", re.ASCII)


@define
class LossCollector:
    """Collects what one export loses."""

    losses: list[Loss] = field(factory=list[Loss])

    def add(self, path: str, reason: str) -> None:
        """Add one loss."""
        self.losses.append(Loss(path, reason))

    def add_fields(self, record: Record | Part, path: str, kept: Collection[str], reason: str) -> None:
        """Add every field of a record, or of a part of one, that has a value and is not among the kept ones."""
        for name in unstructure(record):
            if name not in kept:
                self.add(extend_path(path, name), reason)

    def add_collections(self, dossier: Dossier, kept: Collection[str], reason: str) -> None:
        """Add every collection of a dossier that is not among the kept ones, and its unknown fields."""
        check_type("dossier", dossier, Dossier, "a dossier")
        for name in COLLECTIONS:
            count = len(getattr(dossier, name))
            if count and name not in kept:
                self.add(f"$.{name}", f"{count} record{'s' if count > 1 else ''}: {reason}")
        for name, _ in (*dossier.remainder.extra, *dossier.remainder.records):
            self.add(extend_path("$", name), reason)

    def add_plans(self, event: Event, path: str, reason: str) -> Plan | None:
        """The plan whose dates count, if one does; add the other plans, and its own fields other than the dates."""
        current = event.plans[-1] if event.footing is Footing.ANNOUNCED else None
        for index, plan in enumerate(event.plans):
            if plan is current and index == len(event.plans) - 1:
                self.add_fields(plan, f"{path}.plans[{index}]", {"span"}, reason)
            else:
                self.add(f"{path}.plans[{index}]", "only the dates that count are kept")
        return current

    def add_event_fields(self, event: Event, path: str, kept: Collection[str], reason: str) -> None:
        """Add the fields of an event that are not among the kept ones, and what its first and last days do not say."""
        plan = self.add_plans(event, path, reason)
        span = event.span if plan is None else plan.span
        if span is not None and not is_day_range(span):
            lost = f"{path}.span" if plan is None else f"{path}.plans[{len(event.plans) - 1}].span"
            self.add(lost, "kept as its first and last days, possible and certain")
        if event.length is not None:
            self.add(f"{path}.length", "kept only as far as it narrows the days")
        self.add_fields(event, path, {*kept, "span", "plans", "length"}, reason)

    def finish(self, text: str, *, strict: bool) -> ExportResult:
        """The result of the export.

        Raises:
            LossError: ``export-loss`` for each loss, when ``strict``.
        """
        return ExportResult(text, self.close(strict=strict))

    def close(self, *, strict: bool) -> tuple[Loss, ...]:
        """All losses.

        Raises:
            LossError: as :meth:`finish` does.
        """
        check_type("strict", strict, bool, "True or False")
        if strict and self.losses:
            raise LossError(Problem(loss.path, "export-loss", loss.reason) for loss in self.losses)
        return tuple(self.losses)


def walk_collections(dossier: Dossier, collections: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """The records of some collections, each with its path in the dossier.

    Example:
        >>> from korea_events.model import Actor
        >>> dossier = Dossier.of(Actor(id="usa", name="United States", kind="state"))
        >>> [path for path, _ in walk_collections(dossier, ["actors"])]
        ['$.actors[0]']
    """
    check_type("dossier", dossier, Dossier, "a dossier")
    for name in collections:
        for index, record in enumerate(getattr(dossier, name)):
            yield f"$.{name}[{index}]", record


def walk_events(dossier: Dossier) -> Iterator[tuple[str, Event]]:
    """The events of a dossier, each with its path."""
    for path, event in walk_collections(dossier, EVENT_COLLECTIONS):
        assert isinstance(event, Event)
        yield path, event


def is_day_range(span: Span) -> bool:
    """Whether a first and a last day say everything that the span says."""
    first, last = span.possible.first, span.possible.last
    return first is not None and last is not None and span in (Span.of(first, last), Span.on(first))


FIRST_STAMP: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The moment of creation of what has none of its own, so that it is the same in every export."""


def resolve_stamp(stamp: dt.datetime | None, code: str) -> dt.datetime:
    """The moment of writing in UTC: by default now, or the moment in ``SOURCE_DATE_EPOCH``.

    That variable of the environment, in seconds since 1970, is how reproducible builds set the clock.

    Raises:
        FileError: with that code, if it is not a datetime with a time zone.

    Example:
        >>> resolve_stamp(dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC), "stix-stamp").isoformat()
        '2024-05-01T09:00:00+00:00'
    """
    if stamp is None:
        fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
        is_fixed = _EPOCH.fullmatch(fixed) is not None
        return dt.datetime.fromtimestamp(int(fixed), dt.UTC) if is_fixed else dt.datetime.now(dt.UTC)
    moment: object = stamp
    try:
        if isinstance(moment, dt.datetime) and moment.utcoffset() is not None:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):  # pandas' missing value is a datetime by name only
        pass
    raise FileError.of(code, f"stamp must be a datetime with a time zone, not {quote_value(moment)}")
