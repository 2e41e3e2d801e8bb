"""The rows of a table as records of one collection, when its columns are called as ours or renamed one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import define, field

from korea_events.codecs.codec import ZONE_ASSUMED, ImportSummary
from korea_events.codecs.csv.columns import Column, build_record_value
from korea_events.codecs.csv.days import DAY_COLUMNS, UNKNOWN_ZONE, CellError, DateRules, TypedCell
from korea_events.codecs.csv.sheets import Sheet, SheetColumn, unescape_cell
from korea_events.codecs.structuring import Reader
from korea_events.errors import Problem
from korea_events.model import Record
from korea_events.model.engine import Shape, list_fields

"""What is assumed of a foreign table that does not say in which zone its dates are."""


@define(eq=False)
class TableReading:
    """One reading of a table: its rows, how its dates are written, and what becomes of both."""

    sheet: Sheet
    rules: DateRules
    reader: Reader
    lacks_zone: bool = field(default=False, init=False)
    done: Counter[str] = field(factory=Counter[str], init=False)
    """How many rows were read, rejected or left out."""
    counts: dict[str, Counter[str]] = field(factory=lambda: defaultdict(Counter[str]), init=False)
    """By what became of cells: their columns."""

    def summarize(self, records: int) -> ImportSummary:
        """What became of all rows."""
        columns: Any = {name: tuple(sorted(found.items())) for name, found in self.counts.items()}
        return ImportSummary(
            rows=self.done.total() + self.sheet.rejected,
            records=records,
            rejected=self.done["rejected"] + self.sheet.rejected,
            left_out=self.done["left out"],
            assumed=(ZONE_ASSUMED,) if self.lacks_zone else (),
            **columns,
        )


@define(eq=False)
class RowReader(TableReading):
    """One reading of a table of ours: rows to records."""

    kind: type[Record]
    header: Sequence[SheetColumn]
    new_ids: str | None

    @cached_property
    def main_span(self) -> str | None:
        """The span that the columns of dates are about."""
        spans = (spec.name for spec in list_fields(self.kind) if spec.shape is Shape.SPAN and not spec.many)
        return next(spans, None)

    @cached_property
    def columns(self) -> list[tuple[int, Column | str, bool]]:
        """The positions of the columns and what they mean, with the items of a list in their order."""
        found = [(position, one.meaning, one.is_foreign_date) for position, one in enumerate(self.header)]
        return sorted(found, key=lambda one: one[1].rank if isinstance(one[1], Column) else [])

    def read(self) -> Iterator[Record]:
        """The records of the rows that are in order; whatever is wrong with the others is reported."""
        first: dict[str, int] = {}
        for number, cells in self.sheet.check_rows(len(self.header)):
            value = self.build_value(number, cells)
            path = (number, ("rows", ()))
            record = None if value is None else self.reader.structure(self.kind, value, path)
            if record is not None and first.setdefault(record.id, number) != number:
                message = f"{record.id!r} is already the identifier of row {first[record.id]}"
                self.reader.problems.append(Problem(f"$.rows[{number}].id", "id-duplicate", message))
                record = None
            self.done["rejected" if record is None else "read"] += 1
            if record is not None:
                yield record

    def build_value(self, number: int, cells: list[str]) -> dict[str, Any] | None:
        """The plain value of a row; None if something prevents one, which is reported."""
        known: list[tuple[Column, str]] = []
        unknown: dict[str, Any] = {}
        dates: dict[str, str] = {}
        foreign: list[Column] = []
        for position, meaning, is_foreign_date in self.columns:
            raw = cells[position]
            cell = unescape_cell(raw) if raw[:1] == "'" else raw
            if not cell or cell.isspace():
                continue
            # Tools that change the ends of lines change them inside cells too.
            if "\r" in cell:
                cell = cell.replace("\r\n", "\n").replace("\r", "\n")
            if isinstance(meaning, Column):
                known.append((meaning, cell))
                if is_foreign_date:
                    foreign.append(meaning)
            elif meaning in DAY_COLUMNS:
                dates[meaning] = cell if type(cell) is TypedCell else cell.strip()
            else:
                unknown[meaning] = str(cell)
        try:
            value = build_record_value(known, self.reader.limits)
            if dates:
                self.set_main_span(value, dates)
        except CellError as bad:
            self.reader.problems.append(bad.problem.under(f"$.rows[{number}]"))
            return None
        if self.rules.zone is not None:
            add_zone(self.kind, value, self.rules.zone)
        elif foreign:
            self.lacks_zone |= any(_is_without_zone(value, column.steps[:-1]) for column in foreign)
        if "id" not in value and self.new_ids is not None:
            value["id"] = f"{self.new_ids}-{number}"
        if unknown:
            self.counts["kept"].update(unknown.keys())
            value |= unknown
        return value

    def set_main_span(self, value: dict[str, Any], dates: Mapping[str, str]) -> None:
        """Put the dates of a row into its span.

        Raises:
            CellError: if that is not possible.
        """
        if self.main_span is None:
            raise CellError.of_day(min(dates), f"records in {self.kind.collection} have no dates")
        span = self.rules.read_span(dates)
        if not span.keys() - {"zone"} and self.main_span not in value:
            return  # a zone without a date says nothing
        other = value.get(self.main_span, {})
        beside = {"edtf": other} if isinstance(other, str) else other
        if "zone" not in dates and "zone" in beside:
            span.pop("zone", None)
        if span.keys() & beside.keys() or (span.keys() - {"zone"} and "edtf" in beside):
            message = f"this row gives its dates twice: here and in {self.main_span}"
            raise CellError.of_day(min(dates), message)
        span |= beside
        self.lacks_zone |= "zone" not in span
        value[self.main_span] = span["edtf"] if span.keys() == {"edtf"} else span


def add_zone(kind: type[Any], value: dict[str, Any], zone: str) -> None:
    """Put a zone into every span of a plain record that has none."""
    for spec in list_fields(kind):
        if spec.name not in value or spec.shape not in (Shape.SPAN, Shape.PART):
            continue
        items = value[spec.name] if spec.many else [value[spec.name]]
        for position, item in enumerate(items if isinstance(items, list) else []):
            if spec.shape is Shape.PART and isinstance(item, dict):
                for part in spec.parts:
                    add_zone(part, item, zone)
            elif spec.shape is Shape.SPAN and isinstance(item, (str, dict)):
                span = {"edtf": item} if isinstance(item, str) else item
                items[position] = {"zone": None if zone == UNKNOWN_ZONE else zone} | span
        if not spec.many:
            value[spec.name] = items[0]


def _is_without_zone(value: Any, path: Sequence[str | int]) -> bool:
    for step in path:
        value = value[step]
    return isinstance(value, str) or "zone" not in value
