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

from korea_events.codecs.csv.days import CellError, TypedCell
from korea_events.codecs.csv.rows import TableReading
from korea_events.codecs.csv.sheets import unescape_cell
from korea_events.codecs.csv.table_maps import Leaf, Node, RecordMap, Slot, TableMap, add_hint
from korea_events.errors import FileError, Problem
from korea_events.model import Record
from korea_events.temporal import Span
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


_MAKERS: Final = {"id": make_id, "digest": make_digest}


class _Found(NamedTuple):
    """A record, with its plain value and the row that it comes from."""

    record: Record
    value: dict[str, Any]
    row: int


@define(eq=False)
class MappedRows(TableReading):
    """One reading of a table by a map: rows to records."""

    table_map: TableMap
    found: dict[str, _Found] = field(factory=dict[str, _Found])
    """The records by identifier."""
    shared: set[str] = field(factory=set[str])
    """The identifiers of records that several rows may make."""
    used: set[str] = field(factory=set[str])
    """The columns that something was made of, in the current row."""

    def read(self) -> tuple[Record, ...]:
        """The records of the rows that are in order.

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
        self.done.update(self.read_row(n, dict(zip(names, cells, strict=True))) for n, cells in rows)
        return tuple(one.record for one in self.found.values())

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
        options, columns = self.table_map.options, self.table_map.columns
        cells = {name: self.read_cell(name, row.get(name, "")) for name in columns}
        if any({*cells[name]} & {*some} for name, some in options["leave_out"].items()):
            return "left out"
        for name, says in columns.items():
            if "range" in says and cells[name]:
                ends = [end.strip() for end in cells[name][0].split(says["range"], 1)]
                cells |= {f"{name}.first": ends[:1], f"{name}.last": ends[-1:]}
        self.used = {*options["kept"]}
        added: dict[str, _Found] = {}
        try:
            built = self.build_records(cells)
            main = next(value for one, value in built if not one.shared)
            main |= {name: "; ".join(cells[name]) for name in options["kept"] if cells[name]}
            if not all(self.add_record(one, value, number, added) for one, value in built):
                return "rejected"
        except CellError as bad:
            self.reader.problems.append(bad.problem.under(f"$.rows[{number}]"))
            return "rejected"
        self.found |= added
        self.shared |= {value["id"] for one, value in built if one.shared}
        self.counts["kept"].update(name for name in options["kept"] if cells[name])
        self.counts["lost"].update(name for name in columns if cells[name] and name not in self.used)
        return "read"

    def read_cell(self, name: str, raw: str) -> list[str]:
        """The values of a cell, without those that mean that something is unknown."""
        says, cell = self.table_map.columns[name], raw
        if type(raw) is not TypedCell:
            cell = unescape_cell(raw).strip().replace("\r\n", "\n").replace("\r", "\n")
        parts = [part.strip() for part in cell.split(says["split"])] if says.get("split") else [cell]
        values = [part for part in parts if part.casefold() not in says["marks"]]
        self.counts["unknown"].update([] if values or name in self.table_map.options["lost"] else [name])
        return values

    def add_record(self, one: RecordMap, value: Any, number: int, added: dict[str, _Found]) -> bool:
        """Add a record of a row, or what one that is there does not have yet; False if it is not in order."""
        known = added.get(value["id"]) or self.found.get(value["id"])
        if known is not None and known.value == value and one.shared:
            return True
        if known is not None:
            may_merge = one.shared or self.table_map.options.get("merge_rows")
            if type(known.record) is not one.kind or not may_merge:
                message = f"{value['id']!r} is already the identifier of a record in row {known.row}"
                raise CellError(Problem("$.id", "id-duplicate", message))
            joined = dict(known.value)
            for name, item in value.items():
                old = joined.setdefault(name, item)
                if isinstance(old, list):
                    joined[name] = [*old, *(part for part in item if part not in old)]
                elif old != item:
                    self.counts["lost"][f"{one.kind.type_tag}.{name} unlike that of an earlier row"] += 1
            value = joined
        path = (number, ("rows", ()))
        record = self.reader.structure(one.kind, value, path if one.is_main else (one.kind.type_tag, path))
        if record is not None:
            added[record.id] = _Found(record, value, number if known is None else known.row)
        return record is not None

    # -- the values of a row -------------------------------------------------------------------------------------

    def build_records(self, cells: _Cells) -> list[tuple[RecordMap, dict[str, Any]]]:
        """The plain values of the records of a row, those without an identifier left out.

        Raises:
            CellError: if all of them are records that other rows make too.
        """
        built: list[tuple[RecordMap, dict[str, Any]]] = []
        for one in self.table_map.records:
            self.used |= one.only_if.keys()
            if all({*(cells[name] or [""])} & {*some} for name, some in one.only_if.items()):
                by_id = self.list_several(one.tree.inner["id"].columns)
                for bound in self.bind(one.tree.columns if by_id else (), cells):
                    value, _ = self.build(one.tree, bound, f"$.{one.kind.type_tag}")
                    if value is not _ABSENT and "id" in value:
                        built.append((one, value))
        if all(one.shared for one, _ in built):
            message = "its identifier, or something else that it needs, is unknown"
            raise CellError(Problem("$", "map-row", f"no record can be made of this row: {message}"))
        return built

    def list_several(self, columns: Iterable[str]) -> list[str]:
        """Those columns among these that hold several values."""
        return sorted(name for name in columns if self.table_map.columns.get(name, {}).get("split"))

    def bind(self, columns: Iterable[str], cells: _Cells) -> Iterator[_Cells]:
        """The cells, once for each value of those columns among these that hold several."""
        several = self.list_several(columns)
        if len({len(cells[name]) for name in several}) > 1:
            counts = ", ".join(f"{name} has {len(cells[name])}" for name in several)
            message = f"these columns must have the same number of values: {counts}"
            raise CellError(Problem("$", "map-split", message))
        for values in zip(*(cells[name] for name in several), strict=True) if several else [()]:
            one: _Cells = {name: [value] for name, value in zip(several, values, strict=True)}
            yield cells | one

    def build(self, node: Node, cells: _Cells, path: str) -> tuple[Any, bool]:
        """The value of a node, or ``_ABSENT``, and whether a column in it is known."""
        if isinstance(node, Leaf):
            texts = (self.fill(template, cells, path) for template in node.templates)
            text, known = next((one for one in texts if one[0] is not None), (None, False))
            return (_ABSENT if text is None else node.convert(text, self.reader.limits)), known
        if node.becomes is list:
            values: list[Any] = []
            for item in node.inner.values():
                for bound in self.bind(item.columns, cells):
                    made, _ = self.build(item, bound, path)
                    made = made if isinstance(made, list) else [made]
                    values += [one for one in made if one is not _ABSENT and one not in values]
            return values or _ABSENT, bool(values)
        built = {name: self.build(inner, cells, f"{path}.{name}") for name, inner in node.inner.items()}
        value: Any = {name: item for name, (item, _) in built.items() if item is not _ABSENT}
        known = any(known for _, known in built.values())
        if (node.columns and not known) or not all(cells.get(name) for name in node.needs):
            return _ABSENT, False
        return (self.build_span(value, path) if node.becomes is Span else value), known

    def build_span(self, cells: dict[str, str], path: str) -> Any:
        """The plain value of a span, ``_ABSENT`` without a date."""
        try:
            span = self.rules.read_span(cells)
        except CellError as bad:
            raise CellError(bad.problem.under(path)) from None
        if not span.keys() - {"zone"}:
            return _ABSENT
        self.lacks_zone |= "zone" not in span
        return span["edtf"] if span.keys() == {"edtf"} else span

    def fill(self, template: tuple[Slot, ...], cells: _Cells, path: str) -> tuple[str | None, bool]:
        """The text of a template, None if a column in it is unknown; and whether a column in it is known."""
        texts: list[str] = []
        used: set[str] = set()
        for piece in template:
            values = [*filter(None, (self.apply(piece, one, path) for one in cells.get(piece.column, [])))]
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
            if name in _MAKERS:
                text = _MAKERS[name](text)
                continue
            ours = codes.get(name, {})
            found, plain = ours.get(text, ours.get("*")), text.casefold()
            if name in contains:
                found = next((one for words, one in contains[name].items() if words.casefold() in plain), "")
            if found is None:
                message = f"{quote_value(text)} in {slot.column!r} is not in the list {name} of the map"
                raise CellError(Problem(path, "map-code", message))
            self.used |= {slot.column} if ours.get(text) == "" else set()
            text = found.replace("{}", text)
            if not text:
                break
        return text
