"""The rows of somebody else's table as records, by a table map."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import define, field

from korea_events.codecs.codec import ZONE_ASSUMED, ImportSummary
from korea_events.codecs.csv.days import DateCellError, DateRules, TypedCell
from korea_events.codecs.csv.sheets import Sheet, unescape_cell
from korea_events.codecs.csv.table_maps import (
    DIGEST,
    MAKE_ID,
    Branch,
    Leaf,
    Node,
    RecordMap,
    Slot,
    TableMap,
    Template,
    add_hint,
)
from korea_events.codecs.structuring import Reader
from korea_events.errors import FileError, KoreaEventsError, Problem
from korea_events.model import Record
from korea_events.temporal.engine import quote_value

_ID_LENGTH: Final = 60
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 .,'()/&_-]+", re.ASCII)
_ABSENT: Final[Any] = object()
_Cells: TypeAlias = dict[str, list[str]]
"""By column: the values of its cell, none if it is unknown."""


def make_id(text: str) -> str:
    """An identifier for a name or an address: the same for the same text, different for different addresses.

    Example:
        >>> make_id("Sohae Satellite Launching Station"), make_id("https://www.example.org/a?b=1")
        ('sohae-satellite-launching-station', 'example.org-a-b-1-4de95581')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub("[^a-z0-9.]+", "-", re.sub(r"^https?://(www\.)?", "", plain)).strip("-.")
    if words and len(words) <= _ID_LENGTH and _PLAIN_NAME.fullmatch(text):
        return words
    return f"{words[:_ID_LENGTH].strip('-.') or 'x'}-{make_digest(text)}"


def make_digest(text: str) -> str:
    """Eight hexadecimal digits that are the same for the same text.

    Example:
        >>> make_digest("a launch")
        'd47ceb36'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class _CellError(Exception):
    """A row that the map cannot use, with its problem unless that has been reported."""


class _Found(NamedTuple):
    """A record, with its plain value and the row that it comes from."""

    record: Record
    value: dict[str, Any]
    row: int


@define
class MappedRows:
    """One reading of a table by a map: rows to records."""

    table_map: TableMap
    sheet: Sheet
    rules: DateRules
    reader: Reader
    found: dict[str, _Found] = field(factory=dict[str, _Found])
    """The records by identifier."""
    shared: set[str] = field(factory=set[str])
    """The identifiers of records that several rows may make."""
    used: set[str] = field(factory=set[str])
    """The columns that something was made of, in the current row."""
    lacks_zone: bool = False
    unknown: Counter[str] = field(factory=Counter[str])
    kept: Counter[str] = field(factory=Counter[str])
    lost: Counter[str] = field(factory=Counter[str])

    def read(self) -> tuple[tuple[Record, ...], ImportSummary]:
        """The records of the rows that are in order, and what became of all.

        Raises:
            FileError: ``map-header`` for every column that the map does not know, or that is missing.
        """
        options, sheet = self.table_map.options, self.sheet
        names = [*options["header"]] or [unescape_cell(cell).strip() for cell in sheet.first]
        while names and not names[-1]:
            names.pop()
        self.check_header(names)
        if options["header"]:
            sheet.rows = chain([(sheet.number, sheet.first)], sheet.rows)
        rows = sheet.check_rows(len(names))
        for name, order in reversed(options["best_first"].items()):
            ranks, column = {text: rank for rank, text in enumerate(order)}, names.index(name)
            rows = iter(sorted(rows, key=lambda row: ranks.get(row[1][column].strip(), len(ranks))))
        done = Counter(self.read_row(number, dict(zip(names, cells, strict=True))) for number, cells in rows)
        columns: Any = {
            name: tuple(sorted(getattr(self, name).items())) for name in ("unknown", "kept", "lost")
        }
        return tuple(one.record for one in self.found.values()), ImportSummary(
            rows=done.total() + sheet.rejected,
            records=len(self.found),
            rejected=done["rejected"] + sheet.rejected,
            left_out=done["left out"],
            assumed=(ZONE_ASSUMED,) if self.lacks_zone else (),
            **columns,
        )

    def check_header(self, names: list[str]) -> None:
        """Refuse columns that the map does not know, that are missing, or that are there twice."""
        known, version = self.table_map.columns, self.table_map.made_for
        absent = known.keys() - {*names, *self.table_map.options["optional"]}
        strange = f"is not known to the map, which was made for {version}"
        faults = [add_hint(f"{quote_value(one)} {strange}", one, absent) for one in names if one not in known]
        faults += [f"{quote_value(name)} is missing" for name in sorted(absent)]
        faults += [f"{quote_value(name)} is there twice" for name, n in Counter(names).items() if n > 1]
        if faults:
            path = f"$.rows[{self.sheet.number}]"
            raise FileError(Problem(path, "map-header", f"the column {fault}") for fault in faults)

    def read_row(self, number: int, row: dict[str, str]) -> str:
        """Add the records of a row; say what became of it, with its problems reported."""
        options, path = self.table_map.options, f"$.rows[{number}]"
        cells = {name: self.read_cell(name, row.get(name, "")) for name in self.table_map.columns}
        if any({*cells[name]} & {*some} for name, some in options["leave_out"].items()):
            return "left out"
        for name, says in self.table_map.columns.items():
            if "range" in says and cells[name]:
                ends = [end.strip() for end in cells[name][0].split(says["range"], 1)]
                cells |= {f"{name}.first": ends[:1], f"{name}.last": ends[-1:]}
        self.used = {*options["kept"]}
        try:
            built = [*self.build_records(cells)]
            main = self.find_main(built)
            main |= {name: "; ".join(cells[name]) for name in options["kept"] if cells[name]}
            added: dict[str, _Found] = {}
            for one, value in built:
                self.add_record(one, value, (number, value is main), added)
        except _CellError as bad:
            if bad.args:
                self.reader.problems.append(bad.args[0].under(path))
            return "rejected"
        self.found |= added
        self.shared |= {value["id"] for one, value in built if one.shared}
        self.kept.update(name for name in options["kept"] if cells[name])
        self.lost.update(name for name in self.table_map.columns if cells[name] and name not in self.used)
        return "read"

    def read_cell(self, name: str, raw: str) -> list[str]:
        """The values of a cell, without those that mean that something is unknown."""
        says, cell = self.table_map.columns[name], raw
        if type(raw) is not TypedCell:
            cell = unescape_cell(raw).strip().replace("\r\n", "\n").replace("\r", "\n")
        parts = [part.strip() for part in cell.split(says["split"])] if says.get("split") else [cell]
        values = [part for part in parts if part.casefold() not in says["marks"]]
        self.unknown.update([] if values or name in self.table_map.options["lost"] else [name])
        return values

    def find_main(self, built: Iterable[tuple[RecordMap, dict[str, Any]]]) -> dict[str, Any]:
        """The first record that a row does not share with others."""
        for one, value in built:
            if not one.shared:
                return value
        message = (
            "no record can be made of this row: its identifier, or something else that it needs, is unknown"
        )
        raise _CellError(Problem("$", "map-row", message))

    def add_record(
        self, one: RecordMap, value: Any, place: tuple[int, bool], added: dict[str, _Found]
    ) -> None:
        """Add a record of a row; one that is there already gets what it does not have yet."""
        number, is_main = place
        known = added.get(value["id"]) or self.found.get(value["id"])
        if known is not None and known.value == value and one.shared:
            return
        if known is not None:
            may_merge = one.shared or self.table_map.options.get("merge_rows")
            if type(known.record) is not one.kind or not may_merge:
                message = f"{value['id']!r} is already the identifier of a record in row {known.row}"
                raise _CellError(Problem("$.id", "id-duplicate", message))
            old, both = known.value, known.value.keys() & value.keys()
            unlike = sorted(
                name for name in both if old[name] != value[name] and not isinstance(old[name], list)
            )
            self.lost.update(f"{one.kind.type_tag}.{name} unlike that of an earlier row" for name in unlike)
            joined = {name: [*old[name], *(item for item in items if item not in old[name])]
                      for name, items in value.items() if isinstance(items, list) and name in old}  # fmt: skip
            value = value | old | joined
        path = (number, ("rows", ()))
        record = self.reader.structure(one.kind, value, path if is_main else (one.kind.type_tag, path))
        if record is None:
            raise _CellError
        added[record.id] = _Found(record, value, number if known is None else known.row)

    # -- the values of a row -------------------------------------------------------------------------------------

    def build_records(self, cells: _Cells) -> Iterator[tuple[RecordMap, dict[str, Any]]]:
        """The plain values of the records of a row, those without an identifier left out."""
        for one in self.table_map.records:
            self.used |= one.only_if.keys()
            wanted = all({*(cells[name] or [""])} & {*some} for name, some in one.only_if.items())
            if wanted:
                by_id = self.list_several(one.tree.fields["id"].columns)
                for bound in self.bind(one.tree.columns if by_id else (), cells):
                    value, _ = self.build(one.tree, bound, f"$.{one.kind.type_tag}")
                    if value is not _ABSENT and "id" in value:
                        yield one, {name: item for name, item in value.items() if name != "type"}

    def list_several(self, columns: Iterable[str]) -> list[str]:
        """Those columns among these that hold several values."""
        return sorted(name for name in columns if self.table_map.columns.get(name, {}).get("split"))

    def bind(self, columns: Iterable[str], cells: _Cells) -> Iterator[_Cells]:
        """The cells, once for each value of those columns among these that hold several."""
        several = self.list_several(columns)
        if len({len(cells[name]) for name in several}) > 1:
            counts = ", ".join(f"{name} has {len(cells[name])}" for name in several)
            raise _CellError(
                Problem("$", "map-split", f"these columns must have the same number of values: {counts}")
            )
        for values in zip(*(cells[name] for name in several), strict=True) if several else [()]:
            bound: _Cells = {name: [value] for name, value in zip(several, values, strict=True)}
            yield cells | bound

    def build(self, node: Node, cells: _Cells, path: str) -> tuple[Any, bool]:
        """The value of a node, or ``_ABSENT``, and whether a column in it is known."""
        if isinstance(node, Leaf):
            texts = (self.fill(template, cells, path) for template in node.templates)
            text, known = next((one for one in texts if one[0] is not None), (None, False))
            return (_ABSENT if text is None else node.convert(text, self.reader.limits)), known
        if isinstance(node, Branch):
            built = {name: self.build(inner, cells, f"{path}.{name}") for name, inner in node.fields.items()}
            value = {name: item for name, (item, _) in built.items() if item is not _ABSENT}
            known = any(known for _, known in built.values())
            if (node.columns and not known) or not all(cells.get(name) for name in node.needs):
                return _ABSENT, False
            return (self.build_span(value, path) if node.is_span else value), known
        values: list[Any] = []
        for item in node.items:
            for bound in self.bind(item.columns, cells):
                made, _ = self.build(item, bound, path)
                made = made if isinstance(made, list) else [made]
                values += [one for one in made if one is not _ABSENT and one not in values]
        return values or _ABSENT, bool(values)

    def build_span(self, cells: dict[str, str], path: str) -> Any:
        """The plain value of a span, ``_ABSENT`` without a date."""
        try:
            span = self.rules.read_span(cells)
        except DateCellError as bad:
            raise _CellError(Problem(f"{path}.{bad.column}", "csv-day", bad.message)) from None
        except KoreaEventsError as error:
            raise _CellError(Problem(path, error.problems[0].code, error.problems[0].message)) from None
        if not span.keys() - {"zone"}:
            return _ABSENT
        self.lacks_zone |= "zone" not in span
        return span["edtf"] if span.keys() == {"edtf"} else span

    def fill(self, template: Template, cells: _Cells, path: str) -> tuple[str | None, bool]:
        """The text of a template, None if a column in it is unknown; and whether a column in it is known."""
        texts: list[str] = []
        used: set[str] = set()
        for piece in template:
            if isinstance(piece, str):
                texts.append(piece)
                continue
            values = [self.apply(piece, value, path) for value in cells.get(piece.column, [])]
            values = [text for text in values if text]
            if not values and piece.default is None:
                return None, False
            used |= {piece.column, piece.column.rpartition(".")[0]} if values else set()
            texts.append(values[0] if len(values) == 1 else "; ".join(values) or str(piece.default))
        self.used |= used
        return (texts[0] if len(texts) == 1 else "".join(texts)), bool(used)

    def apply(self, slot: Slot, text: str, path: str) -> str:
        """What the filters make of a text; empty if it means that something is unknown."""
        codes, contains = self.table_map.options["codes"], self.table_map.options["contains"]
        for name in slot.filters:
            if name in (MAKE_ID, DIGEST):
                text = make_id(text) if name == MAKE_ID else make_digest(text)
            elif name in contains:
                plain = text.casefold()
                ours = next((ours for words, ours in contains[name].items() if words.casefold() in plain), "")
                text = ours.replace("{}", text)
            elif text in codes[name] or "*" in codes[name]:
                self.used |= {slot.column} if codes[name].get(text) == "" else set()
                text = codes[name].get(text, codes[name].get("*", "")).replace("{}", text)
            else:
                message = f"{quote_value(text)} in {slot.column!r} is not in the list {name} of the map"
                raise _CellError(Problem(path, "map-code", message))
            if not text:
                break
        return text
