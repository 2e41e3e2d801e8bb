"""Records as rows of related tables, and back: the layout of databases and of Parquet files.

A collection is a table with a row for each record; a field that holds one value is a column. Parts are the rows of a
table for their class (``plan``, ``citation``, ``quantity``), and the values of a field that holds several those of a
table for the field (``list_kinds``). Such a row names its record, its path there (``plans[0].places[1]``) and the path
of the part that it belongs to. A span is its EDTF text, or a JSON object of its arguments; unknown fields are a JSON
object in the column ``extra``.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import evolve

from korea_events.analysis import SPAN_COLUMNS, describe_spans
from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.codec import ImportResult
from korea_events.codecs.flattening import (
    EXTRA,
    GapError,
    RecordBuilder,
    Steps,
    flatten_parts,
    merge_extra,
    split_path,
)
from korea_events.codecs.json_text.limits import Limits, limit_problems
from korea_events.codecs.json_text.paths import LazyPath, format_path
from korea_events.codecs.json_text.strict import parse_json
from korea_events.codecs.structuring import Reader
from korea_events.dossier import Dossier
from korea_events.errors import MisspeltFieldWarning
from korea_events.evidence import Origins, list_origins
from korea_events.model import COLLECTIONS, RECORD_TYPES, Record
from korea_events.model.engine import (
    TYPE_KEY,
    FieldSpec,
    Shape,
    list_fields,
    unstructure,
    write_canonical_json,
)
from korea_events.temporal import Grain
from korea_events.temporal.engine import Axis, choose_day_zone, quote_value

Row: TypeAlias = dict[str, Any]
"""The values of a row by column; a column that is absent is unknown."""

KEY_COLUMNS: Final = ("record_id", "parent", "path")
"""The columns of every table below the collections: the id of the record, and two paths in it."""
ANSWER_TABLES: Final[Mapping[str, Mapping[str, type]]] = {
    "records": {"id": str, "collection": str},
    "events": SPAN_COLUMNS,
    "origins": {"record_id": str, **Origins.list_columns(), "independent": int},
}
"""Tables beside those of the records, with their columns: what the library says about them, which is not read back."""
_SHAPE_TYPES: Final = {Shape.NUMBER: float, Shape.INTEGER: int, Shape.FLAG: bool}
_OBJECT_SHAPES: Final = (Shape.SPAN, Shape.UNKNOWN_FIELDS)
_LIST_PREFIX: Final = "list_"
_LIST_VALUE: Final = "value"
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Table(NamedTuple):
    """A table: its columns, each with the field that it holds, and the class of its rows, unless they are values."""

    name: str
    kind: type[Any] | None
    columns: Mapping[str, FieldSpec]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that say where a row belongs; a record needs none."""
        return () if self.name in COLLECTIONS else KEY_COLUMNS

    @property
    def types(self) -> dict[str, type]:
        """The types of all columns; any may be null."""
        return dict.fromkeys(self.keys, str) | {
            name: _SHAPE_TYPES.get(spec.shape, str) for name, spec in self.columns.items()
        }

    @property
    def defaults(self) -> Row:
        """What a field holds that says nothing, where that means something."""
        return {
            name: str(spec.default) if spec.shape is Shape.CODE else spec.default
            for name, spec in self.columns.items()
            if not (spec.required or spec.nullable or spec.shape is Shape.UNKNOWN_FIELDS)
        }


@cache
def map_tables() -> Mapping[str, Table]:
    """All tables by name, derived from what the classes declare: collections first.

    Example:
        >>> list(map_tables()["plan"].columns), map_tables()["list_kinds"].keys
        (['span', 'kind', 'announced', 'extra'], ('record_id', 'parent', 'path'))
    """
    kinds: list[type[Any]] = list(RECORD_TYPES)
    lists: dict[str, FieldSpec] = {}
    for kind in kinds:
        for spec in list_fields(kind):
            kinds += [part for part in spec.parts if part not in kinds]
            if spec.many and spec.shape not in (Shape.PART, Shape.UNKNOWN_FIELDS):
                known = lists.setdefault(spec.name, spec)
                if known.collections != spec.collections:
                    lists[spec.name] = evolve(known, collections=())
    tables = [Table(_name_table(kind), kind, _list_columns(kind)) for kind in kinds]
    tables += [Table(_LIST_PREFIX + name, None, {_LIST_VALUE: spec}) for name, spec in lists.items()]
    return MappingProxyType({table.name: table for table in tables})


def _list_columns(kind: type[Any]) -> dict[str, FieldSpec]:
    unknown = Shape.UNKNOWN_FIELDS
    found = (
        one for one in list_fields(kind) if one.shape is unknown or not (one.many or one.shape is Shape.PART)
    )
    return {spec.name: spec for spec in found}


def _name_table(kind: type[Any]) -> str:
    return kind.collection if issubclass(kind, Record) else _WORD_START.sub("_", kind.__name__).lower()


# -- records to rows ---------------------------------------------------------------------------------------------


def flatten_records(records: Iterable[Record]) -> dict[str, list[Row]]:
    """The rows of every table, in the order of the records; absent columns are unknown.

    Example:
        >>> from korea_events.model import Exercise
        >>> rows = flatten_records([Exercise(id="fs-24", name="Freedom Shield 24", kinds=["cpx"])])
        >>> rows["exercises"]
        [{'intermittent': False, 'id': 'fs-24', 'name': 'Freedom Shield 24'}]
        >>> rows["list_kinds"]
        [{'record_id': 'fs-24', 'parent': '', 'path': 'kinds[0]', 'value': 'cpx'}]
    """
    tables = map_tables()
    rows: dict[str, list[Row]] = {name: [] for name in tables}
    for record in records:
        for part in flatten_parts(type(record), unstructure(record), share_cells=False):
            table = tables[_name_table(part.kind)]
            keys = {"record_id": record.id, "parent": part.parent, "path": part.path}
            row: Row = (keys if part.path else {}) | table.defaults
            rows[table.name].append(row)
            for path, _, spec, item in part.values:
                cell = write_canonical_json(item) if isinstance(item, dict) else item
                if spec.many:
                    below = {"record_id": record.id, "parent": part.path, "path": path, _LIST_VALUE: cell}
                    rows[_LIST_PREFIX + spec.name].append(below)
                else:
                    row[spec.name] = cell
            if part.extra:
                row[EXTRA] = write_canonical_json(part.extra)
    return rows


def list_tables(dossier: Dossier) -> Iterator[tuple[str, Mapping[str, type], Iterable[Row]]]:
    """Every table with its columns and rows: each id with its collection, events by day, origins, then the records."""
    by_day = describe_spans(dossier, lambda spans: Axis(Grain.DAY, choose_day_zone(spans)), dossier)
    behind = (
        {"record_id": record.id, **row, "independent": found.independent}
        for record, found in list_origins(dossier)
        for row in found.as_data()
    )
    names = ({"id": record.id, "collection": record.collection} for record in dossier.records())
    answers = zip(ANSWER_TABLES.items(), (names, by_day, behind), strict=True)
    yield from ((name, types, rows) for (name, types), rows in answers)
    for name, rows in flatten_records(dossier.records()).items():
        yield name, map_tables()[name].types, rows


# -- rows to records ---------------------------------------------------------------------------------------------


def build_records(tables: Mapping[str, Iterable[Row]], limits: Limits) -> ImportResult:
    """The records of the rows of tables; a record with a row that is not in order is left out, with the reasons.

    The path of a problem is that of the table and the number of the row, from 0, unless it is in a whole record.
    """
    collector = _RowCollector(Reader(limits))
    with pause_garbage_collection():
        for table in map_tables().values():
            for number, row in enumerate(tables.get(table.name, ())):
                collector.add(table, row, (number, (table.name, ())))
        result = collector.build_result()
    for message in collector.reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=3)
    return result


class _FoundRow(NamedTuple):
    """A row: what it says, its own path, where in its record it belongs, and the rows below that of a record."""

    kind: Any
    value: Any
    path: LazyPath
    where: Any
    steps: Steps
    below: list[_FoundRow]


class _RowCollector:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.found: dict[str, _FoundRow] = {}
        self.failed: set[str] = set()

    def add(self, table: Table, row: Row, path: LazyPath) -> None:
        """Add a row to the record that it belongs to."""
        before = len(self.reader.problems)
        value = self.read_cells(table, row, path)
        record = row.get("record_id" if table.keys else "id")
        if not isinstance(record, str) or (record in self.found) is not bool(table.keys):
            message = f"{quote_value(record)} is not the id of a record, or is that of another row"
            self.reader.report(("record_id" if table.keys else "id", path), "table-record", message)
            return
        where = row.get("path")
        steps = split_path(where) if isinstance(where, str) else ()
        found = _FoundRow(table.kind, value if table.kind else value.get(_LIST_VALUE), path, where, steps, [])
        if table.keys:
            self.found[record].below.append(found)
        else:
            self.found[record] = found
        if len(self.reader.problems) > before:
            self.failed.add(record)

    def read_cells(self, table: Table, row: Row, path: LazyPath) -> Row:
        """What the cells of a row say."""
        tag = getattr(table.kind, "type_tag", None) if table.keys else None
        value: Row = {TYPE_KEY: tag} if tag else {}
        for name, spec in table.columns.items():
            cell = row.get(name)
            if isinstance(cell, str) and cell[:2] in ('{"', "{}") and spec.shape in _OBJECT_SHAPES:
                parsed = parse_json(cell, self.reader.limits)
                cell = cell if parsed.problems else parsed.value
            if cell is not None and spec.shape is not Shape.UNKNOWN_FIELDS:
                value[name] = bool(cell) if spec.shape is Shape.FLAG and cell in (0, 1) else cell
            elif cell is not None and not merge_extra(value, cell):
                message = "write a JSON object of fields that have no column of their own"
                self.reader.report((name, path), "table-extra", message)
        return value

    def place_rows(self, record: _FoundRow) -> None:
        """Put the rows of parts and lists into a record, outer parts first and items in their order."""
        builder, gaps = RecordBuilder(record.value), set[Steps]()
        for row in sorted(record.below, key=lambda row: [(type(step) is str, step) for step in row.steps]):
            try:
                fits = 0 < len(row.steps) <= self.reader.limits.nesting and builder.put(row.steps, row.value)
            except GapError as gap:
                if gap.args[0] not in gaps:  # said once for all items after it
                    gaps.add(gap.args[0])
                    path = reduce(lambda outer, step: (step, outer), gap.args[0][:-1], record.path)
                    self.reader.report(path, "table-gap", "an item is missing, but a later one is not")
                continue
            if not fits:
                message = f"{quote_value(row.where)} is not a path in the record, or another row has it"
                self.reader.report(("path", row.path), "table-path", message)
            elif row.kind:
                builder.nodes[row.steps] = row.value

    def build_result(self) -> ImportResult:
        """The records of all rows."""
        records: list[Record] = []
        paths: list[LazyPath] = []
        for name, one in self.found.items():
            before = len(self.reader.problems)
            self.place_rows(one)
            if name in self.failed or len(self.reader.problems) > before:
                continue
            record = self.reader.structure(one.kind, one.value, one.path)
            if record is not None:
                records.append(record)
                paths.append(one.path)
        limits = self.reader.limits
        problems = tuple(limit_problems(self.reader.problems, limits))
        return ImportResult(tuple(records), problems, path_of=lambda n: format_path(paths[n]), limits=limits)
