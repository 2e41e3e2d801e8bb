"""Records as rows: which columns a record has in a flat table, what stands in its cells, and back.

A column is called by the path of its field (``name``, ``length.words``, ``plans[0].span``), so that tables, problems
and supports speak of fields in one way. Several texts, codes or identifiers share a cell, with semicolons between them;
who took part is ``usa: participant; kor: host``. A span is its EDTF text in the column of the field, and whatever else
is said of it stands in columns below: ``span.zone``, ``span.latest_end``. Unknown fields that are text have columns of
their own; others, and those of parts, stand in a column ``extra`` as a JSON object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from json import dumps as json_text
from typing import Any, Final, NamedTuple, TypeAlias

from korea_events.codecs.json_text.canonical import compact
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.strict import parse_json
from korea_events.errors import Problem
from korea_events.model import Participation, Record
from korea_events.model.engine import TYPE_KEY, FieldSpec, Shape, list_fields, map_fields, unstructure

ColumnSteps: TypeAlias = tuple[str | int, ...]
ColumnOrder: TypeAlias = tuple[int, ...]
"""Where a column stands among all of its table: by the order of fields, then of items."""

NUMBER_COLUMNS: Final = ("min_days", "max_days")
FLAG_COLUMNS: Final = ("approximate",)
SPAN_COLUMNS: Final = (
    "duration", "zone", "reading", "as_of",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "min_days", "max_days", "min_length", "max_length", "approximate",
)  # fmt: skip
"""What may stand below the column of a span."""

EXTRA_COLUMN: Final = "extra"
"""The column of unknown fields, of a record or below a part."""

_EDTF: Final = "edtf"
_NO_ZONE: Final = "null"
_MAX_COLUMN_LENGTH: Final = 500
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_TAKES_PART = re.compile(r"([a-z0-9][a-z0-9._-]*) *: *([a-z_]+)", re.ASCII)
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]{0,4})\])?", re.ASCII)


# -- records to cells --------------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """What stands in one column of a row, and where that column stands."""

    order: ColumnOrder
    text: str


def flatten_record(record: Record) -> dict[str, Cell]:
    """The cells of a record by their columns; nothing of it is lost.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.on("2024-03-14", zone="UTC"))
        >>> {column: cell.text for column, cell in flatten_record(drills).items()}
        {'id': 'fs-24', 'name': 'Freedom Shield 24', 'span': '2024-03-14', 'span.zone': 'UTC'}
    """
    row = _RowBuilder()
    row.part(type(record), unstructure(record), "", ())
    return row.cells


class _RowBuilder:
    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}

    def part(self, kind: type[Any], value: Mapping[str, Any], prefix: str, order: ColumnOrder) -> None:
        specs = list_fields(kind)
        known = {TYPE_KEY} if prefix and getattr(kind, "type_tag", None) else set[str]()
        for number, spec in enumerate(specs):
            if spec.shape is Shape.UNKNOWN_FIELDS:
                continue
            known.add(spec.name)
            if spec.name in value:
                here = (*order, number + 1)
                self.field(spec, value[spec.name], prefix + spec.name, here)
        kept: dict[str, Any] = {}
        for name in sorted(value.keys() - known):
            item = value[name]
            if not prefix and isinstance(item, str) and item.strip() and is_own_column(name, kind):
                self.cells[name] = Cell((len(specs) + 1,), item)
            else:
                kept[name] = item
        if kept:
            self.cells[prefix + EXTRA_COLUMN] = Cell((*order, len(specs)), compact(kept))

    def field(self, spec: FieldSpec, item: Any, column: str, order: ColumnOrder) -> None:
        if not spec.many:
            self.one(spec, item, column, order)
        elif spec.parts == (Participation,):
            plainly = all(one.keys() == {"actor", "role"} for one in item)
            text = "; ".join(f"{one['actor']}: {one['role']}" for one in item) if plainly else compact(item)
            self.cells[column] = Cell(order, text)
        elif spec.shape in (Shape.PART, Shape.SPAN):
            for index, one in enumerate(item):
                self.one(spec, one, f"{column}[{index}]", (*order, index))
        else:
            self.cells[column] = Cell(order, join_cell_texts([_format_cell_scalar(one) for one in item]))

    def one(self, spec: FieldSpec, item: Any, column: str, order: ColumnOrder) -> None:
        if spec.shape is Shape.SPAN:
            said = {_EDTF: item} if isinstance(item, str) else item
            for name, argument in said.items():
                if name == _EDTF:
                    self.cells[column] = Cell(order, argument)
                else:
                    place = (*order, SPAN_COLUMNS.index(name) + 1)
                    self.cells[f"{column}.{name}"] = Cell(place, _format_cell_scalar(argument))
            if not said:  # a span of which nothing is known still says that it happened
                self.cells[f"{column}.{_UNKNOWN_SPAN}"] = Cell((*order, 0), _format_cell_scalar(value=True))
        elif spec.shape is Shape.PART:
            kind = spec.parts[0]
            if len(spec.parts) > 1:
                kind = next(kind for kind in spec.parts if kind.type_tag == item[TYPE_KEY])
                self.cells[f"{column}.{TYPE_KEY}"] = Cell((*order, 0), item[TYPE_KEY])
            self.part(kind, item, f"{column}.", order)
        else:
            self.cells[column] = Cell(order, _format_cell_scalar(item))


_UNKNOWN_SPAN: Final = "unknown"
"""The column below a span that says, with ``true``, that nothing is known of its dates."""


def _format_cell_scalar(value: Any) -> str:
    """A JSON scalar as it stands in a cell; text as it is."""
    if isinstance(value, str):
        return str(value)
    return json_text(value)


def join_cell_texts(items: Iterable[str]) -> str:
    """Several texts in one cell: with semicolons between them, or as a JSON list where a text has one itself.

    Example:
        >>> join_cell_texts(["cpx", "ftx"]), join_cell_texts(["Hwasal; the 2nd"])
        ('cpx; ftx', '["Hwasal; the 2nd"]')
    """
    texts = list(items)
    if any(";" in text or text != text.strip() for text in texts) or texts[0].startswith("["):
        return json_text(texts, ensure_ascii=False)
    return "; ".join(texts)


# -- cells to records --------------------------------------------------------------------------------------------


class Column(NamedTuple):
    """A column that was understood: the place of its value in a record, and how a cell becomes that value."""

    steps: ColumnSteps
    convert: Callable[[str, Limits], Any]


def parse_column(name: str, kind: type[Record]) -> Column | None:
    """What a column of a table of records means; None when the records have no such field.

    Example:
        >>> from korea_events.model import Exercise
        >>> parse_column("plans[0].span", Exercise).steps
        ('plans', 0, 'span', 'edtf')
        >>> parse_column("Remarks", Exercise) is None
        True
    """
    if len(name) > _MAX_COLUMN_LENGTH:
        return None
    steps: list[str | int] = []
    for step in name.split("."):
        match = _STEP.fullmatch(step)
        if match is None:
            return None
        steps.append(match[1])
        if match[2] is not None:
            steps.append(int(match[2]))
    return _resolve_column(kind, (*steps,), ())


def is_own_column(name: str, kind: type[Record]) -> bool:
    """Whether an unknown field can have a column of its own: one line, unlike any column of the records' fields."""
    plainly = name == name.strip() and name.isprintable() and 0 < len(name) <= _MAX_COLUMN_LENGTH
    return plainly and get_column_field(name) not in {
        spec.name for spec in list_fields(kind)
    } | DAY_COLUMNS | {TYPE_KEY}


def get_column_field(name: str) -> str:
    """The field that a column is about, as far as its name tells."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]


DAY_COLUMNS: Final = frozenset({"first_day", "last_day"})
"""Columns of days that are read, but never written: see ``csv``."""


def _resolve_column(kind: type[Any], steps: Sequence[str | int], before: ColumnSteps) -> Column | None:
    name, rest = steps[0], steps[1:]
    spec = map_fields(kind).get(str(name))
    if spec is None:
        return None
    here: ColumnSteps = (*before, name)
    if spec.shape is Shape.UNKNOWN_FIELDS:
        return None if rest else Column(here, _read_object_cell)
    if spec.many:
        if not rest or not isinstance(rest[0], int):
            if rest or (spec.shape in (Shape.PART, Shape.SPAN) and spec.parts != (Participation,)):
                return None
            return Column(here, _read_participations_cell if spec.parts else _read_list_cell)
        if spec.shape not in (Shape.PART, Shape.SPAN) or spec.parts == (Participation,):
            return None
        here, rest = (*here, rest[0]), rest[1:]
    if rest and isinstance(rest[0], int):
        return None
    if spec.shape is Shape.SPAN:
        return _resolve_span_column(here, rest)
    if spec.shape is Shape.PART:
        if not rest:
            return None
        if len(spec.parts) > 1 and [*rest] == [TYPE_KEY]:
            return Column((*here, TYPE_KEY), _read_word_cell)
        found = (_resolve_column(part, rest, here) for part in spec.parts)
        return next((column for column in found if column is not None), None)
    if rest:
        return None
    # Spaces around what keeps to a pattern (an identifier, an address) say nothing; those around words are kept.
    patterned = spec.text_rule is not None and spec.text_rule.pattern is not None
    return Column(here, _read_word_cell if patterned else _CELL_READERS.get(spec.shape, _read_word_cell))


def _resolve_span_column(here: ColumnSteps, rest: Sequence[str | int]) -> Column | None:
    if not rest:
        return Column((*here, _EDTF), _read_word_cell)
    if len(rest) > 1 or rest[0] not in (*SPAN_COLUMNS, _UNKNOWN_SPAN):
        return None
    name = str(rest[0])
    convert = (
        _read_integer_cell
        if name in NUMBER_COLUMNS
        else _read_flag_cell
        if name in (*FLAG_COLUMNS, _UNKNOWN_SPAN)
        else _read_word_cell
    )
    return Column((*here, name), _read_zone_cell if name == "zone" else convert)


def _read_text_cell(cell: str, _limits: Limits) -> Any:
    return cell


def _read_word_cell(cell: str, _limits: Limits) -> Any:
    """Codes, identifiers and spans: spaces around them say nothing."""
    return cell.strip()


def _read_zone_cell(cell: str, _limits: Limits) -> Any:
    return None if cell.strip() == _NO_ZONE else cell.strip()


def _read_flag_cell(cell: str, _limits: Limits) -> Any:
    # Spreadsheets write truth values in capitals.
    return {"true": True, "false": False}.get(cell.strip().lower(), cell)


def _read_integer_cell(cell: str, limits: Limits) -> Any:
    text = cell.strip()
    return int(text) if _INTEGER.fullmatch(text) and len(text) <= limits.digits else cell


def _read_number_cell(cell: str, limits: Limits) -> Any:
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        reading = parse_json(text, limits)
        if not reading.problems:
            return reading.value
    return cell


def _read_list_cell(cell: str, limits: Limits) -> Any:
    """The items of a cell; of what looks like a JSON list and is none, the text, for the check to refuse."""
    text = cell.strip()
    if text.startswith("["):
        reading = parse_json(text, limits)
        return text if reading.problems else reading.value
    return [item.strip() for item in text.split(";") if item.strip()]


def _read_object_cell(cell: str, limits: Limits) -> Any:
    reading = parse_json(cell, limits)
    return None if reading.problems or type(reading.value) is not dict else reading.value


def _read_participations_cell(cell: str, limits: Limits) -> Any:
    if cell.strip().startswith("["):
        return _read_list_cell(cell, limits)
    items: list[Any] = []
    for item in cell.split(";"):
        if item.strip():
            match = _TAKES_PART.fullmatch(item.strip())
            items.append({"actor": match[1], "role": match[2]} if match else {"actor": item.strip()})
    return items


_CELL_READERS: Final = {
    Shape.TEXT: _read_text_cell,
    Shape.NUMBER: _read_number_cell,
    Shape.INTEGER: _read_integer_cell,
    Shape.FLAG: _read_flag_cell,
}


class CellError(Exception):
    """A cell that fits nowhere: its column, the code of the problem and why."""

    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(column, code, message)
        self.problem = Problem(f"$.{column}", code, message)


def build_record_value(
    cells: Iterable[tuple[Column, str]], limits: Limits = DEFAULT_LIMITS
) -> dict[str, Any]:
    """The plain value that the cells of a row describe, for the border to make a record of.

    Raises:
        BadCell: ``csv-gap`` when an item is given and the one before it is not; ``csv-extra`` when a column of unknown
            fields holds anything else.
    """
    tree: dict[str | int, Any] = {}
    for column, cell in cells:
        place = tree
        for step in column.steps[:-1]:
            place = place.setdefault(step, {})
        place[column.steps[-1]] = column.convert(cell, limits)
    made: dict[str, Any] = _build_branch_value(tree, "")
    return made


def _build_branch_value(tree: Any, name: str) -> Any:
    """A tree of steps as objects, lists and spans; empty items in between are gaps."""
    if not isinstance(tree, dict):
        return tree
    if 0 in tree or any(isinstance(step, int) for step in tree):
        for index in range(len(tree)):
            if index not in tree:
                message = "nothing is given for this item, though something is for a later one"
                raise CellError(f"{name}[{index}]", "csv-gap", message)
        return [_build_branch_value(tree[index], f"{name}[{index}]") for index in range(len(tree))]
    if tree.get(_UNKNOWN_SPAN) is True and len(tree.keys() - {"zone", _UNKNOWN_SPAN}) == 0:
        tree = {step: value for step, value in tree.items() if step != _UNKNOWN_SPAN}
    if tree.keys() == {_EDTF}:
        return tree[_EDTF]
    # What unknown fields hold is nobody's tree, however much it may look like a span.
    extra = tree.get(EXTRA_COLUMN)
    grown = {
        step: _build_branch_value(item, f"{name}.{step}" if name else str(step))
        for step, item in tree.items()
        if step != EXTRA_COLUMN
    }
    if EXTRA_COLUMN in tree:
        if type(extra) is not dict or not grown.keys().isdisjoint(extra):
            column = f"{name}.{EXTRA_COLUMN}" if name else EXTRA_COLUMN
            raise CellError(
                column, "csv-extra", "not a JSON object of fields that have no column of their own"
            )
        grown |= extra
    return grown
