"""Records as rows of a flat table: their columns and cells, and back.

The name of a column is the path of its field (``name``, ``length.words``, ``plans[0].span``), as in problems and
supports. Several texts, codes or identifiers share a cell, separated by semicolons; participations look like ``usa:
participant; kor: host``, places like ``sunan: launch_site; east-sea``. A length or quantity may be given in words, in a
column of its own: ``length``, ``measures[0].quantity``. The column of a span holds its EDTF text; its other arguments
have columns of their own: ``span.zone``, ``span.latest_end``. So have unknown fields that hold text; the column
``extra`` holds the others, and those of parts, as a JSON object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from json import dumps as json_text
from typing import Any, Final, NamedTuple, TypeAlias

from korea_events.codecs.csv.days import DAY_COLUMNS, UNKNOWN_ZONE
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.strict import parse_json
from korea_events.errors import Problem
from korea_events.model import Record
from korea_events.model.engine import (
    TYPE_KEY,
    FieldSpec,
    Shape,
    list_fields,
    map_fields,
    unstructure,
    unstructure_with_type,
    write_canonical_json,
)

ColumnSteps: TypeAlias = tuple[str | int, ...]
ColumnOrder: TypeAlias = tuple[int, ...]
"""The position of a column in its table: by the order of fields, then of items."""

NUMBER_COLUMNS: Final = ("min_days", "max_days")
FLAG_COLUMNS: Final = ("approximate",)
SPAN_COLUMNS: Final = (
    "duration", "zone", "reading", "as_of",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "min_days", "max_days", "min_length", "max_length", "approximate",
)  # fmt: skip
"""The arguments of a span that have columns of their own."""

EXTRA_COLUMN: Final = "extra"
"""The column of the unknown fields of a record or of a part."""

_EDTF: Final = "edtf"
_WORDS: Final = ""
"""The step to the words of a part in one cell; no column has such a name."""
_MAX_COLUMN_LENGTH: Final = 500
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_PAIR = re.compile(r"([a-z0-9][a-z0-9._-]*) *: *([a-z_]+)", re.ASCII)
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]{0,4})\])?", re.ASCII)


# -- records to cells --------------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """The text of a cell, and the position of its column."""

    order: ColumnOrder
    text: str


def flatten_record(record: Record) -> dict[str, Cell]:
    """The cells of a record by column; nothing is lost.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.on("2024-03-14", zone="UTC"))
        >>> {column: cell.text for column, cell in flatten_record(drills).items()}
        {'id': 'fs-24', 'name': 'Freedom Shield 24', 'span': '2024-03-14', 'span.zone': 'UTC'}
    """
    row = _RowBuilder()
    row.add_part(type(record), unstructure(record), "", ())
    return row.cells


class _RowBuilder:
    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}

    def add_part(self, kind: type[Any], value: Mapping[str, Any], prefix: str, order: ColumnOrder) -> None:
        specs = list_fields(kind)
        known = {TYPE_KEY} if prefix and getattr(kind, "type_tag", None) else set[str]()
        for number, spec in enumerate(specs):
            if spec.shape is Shape.UNKNOWN_FIELDS:
                continue
            known.add(spec.name)
            if spec.name in value:
                self.add_field(spec, value[spec.name], prefix + spec.name, (*order, number + 1))
        kept: dict[str, Any] = {}
        for name in sorted(value.keys() - known):
            item = value[name]
            # A reader takes every end of a line in a cell for a line feed.
            is_cell = isinstance(item, str) and item.strip() and "\r" not in item
            if not prefix and is_cell and is_own_column(name, kind):
                self.cells[name] = Cell((len(specs) + 1,), item)
            else:
                kept[name] = item
        if kept:
            self.cells[prefix + EXTRA_COLUMN] = Cell((*order, len(specs)), write_canonical_json(kept))

    def add_field(self, spec: FieldSpec, item: Any, column: str, order: ColumnOrder) -> None:
        if not spec.many:
            self.add_value(spec, item, column, order)
        elif pair := _get_pair(spec):
            is_short = all(one.keys() <= {*pair} and pair[0] in one for one in item)
            texts = (": ".join(one[name] for name in pair if name in one) for one in item)
            text = "; ".join(texts) if is_short else write_canonical_json(item)
            self.cells[column] = Cell(order, text)
        elif spec.shape in (Shape.PART, Shape.SPAN):
            for index, one in enumerate(item):
                self.add_value(spec, one, f"{column}[{index}]", (*order, index))
        else:
            self.cells[column] = Cell(order, join_cell_texts([_format_cell_scalar(one) for one in item]))

    def add_value(self, spec: FieldSpec, item: Any, column: str, order: ColumnOrder) -> None:
        if spec.shape is Shape.SPAN:
            arguments = {_EDTF: item} if isinstance(item, str) else item
            for name, argument in arguments.items():
                if name == _EDTF:
                    self.cells[column] = Cell(order, argument)
                else:
                    position = (*order, SPAN_COLUMNS.index(name) + 1)
                    self.cells[f"{column}.{name}"] = Cell(position, _format_cell_scalar(argument))
            # A span of which nothing is known still says that the event took place.
            if not arguments:
                self.cells[f"{column}.{_UNKNOWN_SPAN}"] = Cell((*order, 0), _format_cell_scalar(value=True))
        elif spec.shape is Shape.PART:
            kind = spec.parts[0]
            if len(spec.parts) > 1:
                kind = next(kind for kind in spec.parts if kind.type_tag == item[TYPE_KEY])
                self.cells[f"{column}.{TYPE_KEY}"] = Cell((*order, 0), item[TYPE_KEY])
            self.add_part(kind, item, f"{column}.", order)
        else:
            self.cells[column] = Cell(order, _format_cell_scalar(item))


_UNKNOWN_SPAN: Final = "unknown"
"""The column that says, with ``true``, that a span has no known dates."""


def _format_cell_scalar(value: Any) -> str:
    """The cell of a JSON scalar; text as it is."""
    if isinstance(value, str):
        return str(value)
    return json_text(value)


def join_cell_texts(items: Iterable[str]) -> str:
    """Several texts in one cell: separated by semicolons, or as a JSON list if a text contains one.

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
    """A known column: the path of its value in a record, and how to read the value from a cell."""

    steps: ColumnSteps
    convert: Callable[[str, Limits], Any]


def parse_column(name: str, kind: type[Record]) -> Column | None:
    """The meaning of a column in a table of records; None if the records have no such field.

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
    """Whether an unknown field can have its own column: its name is one line and unlike that of any known column."""
    is_plain = name == name.strip() and name.isprintable() and 0 < len(name) <= _MAX_COLUMN_LENGTH
    return is_plain and get_column_field(name) not in {
        spec.name for spec in list_fields(kind)
    } | DAY_COLUMNS | {TYPE_KEY}


def get_column_field(name: str) -> str:
    """The field in the name of a column."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]


def _resolve_column(kind: type[Any], steps: Sequence[str | int], before: ColumnSteps) -> Column | None:
    name, rest = steps[0], steps[1:]
    spec = map_fields(kind).get(str(name))
    if spec is None:
        return None
    path: ColumnSteps = (*before, name)
    if spec.shape is Shape.UNKNOWN_FIELDS:
        return None if rest else Column(path, _read_object_cell)
    if spec.many:
        if not rest or not isinstance(rest[0], int):
            pair = _get_pair(spec)
            if rest or (spec.shape in (Shape.PART, Shape.SPAN) and not pair):
                return None
            return Column(path, partial(_read_pairs_cell, pair) if pair else _read_list_cell)
        if spec.shape not in (Shape.PART, Shape.SPAN) or _get_pair(spec):
            return None
        path, rest = (*path, rest[0]), rest[1:]
    if rest and isinstance(rest[0], int):
        return None
    if spec.shape is Shape.SPAN:
        return _resolve_span_column(path, rest)
    if spec.shape is Shape.PART:
        if not rest:
            reads_words = any(hasattr(part, "parse") for part in spec.parts)
            return Column((*path, _WORDS), _build_part_reader(spec)) if reads_words else None
        if len(spec.parts) > 1 and [*rest] == [TYPE_KEY]:
            return Column((*path, TYPE_KEY), _read_word_cell)
        found = (_resolve_column(part, rest, path) for part in spec.parts)
        return next((column for column in found if column is not None), None)
    if rest:
        return None
    # Spaces around an identifier or an address mean nothing; those around words are kept.
    has_pattern = spec.text_rule is not None and spec.text_rule.pattern is not None
    return Column(path, _read_word_cell if has_pattern else _CELL_READERS.get(spec.shape, _read_word_cell))


def _resolve_span_column(path: ColumnSteps, rest: Sequence[str | int]) -> Column | None:
    if not rest:
        return Column((*path, _EDTF), _read_word_cell)
    if len(rest) > 1 or rest[0] not in (*SPAN_COLUMNS, _UNKNOWN_SPAN):
        return None
    name = str(rest[0])
    return Column((*path, name), _SPAN_CELL_READERS.get(name, _read_word_cell))


def _read_text_cell(cell: str, _limits: Limits) -> Any:
    return cell if type(cell) is str else str(cell)


def _read_word_cell(cell: str, _limits: Limits) -> Any:
    """Codes, identifiers and spans: spaces around them mean nothing."""
    return cell.strip()


def _build_part_reader(spec: FieldSpec) -> Callable[[str, Limits], Any]:
    """How a cell with the words of a part is read: as its constructor reads them."""
    convert = spec.converter
    assert convert is not None  # a field that takes words converts them

    def read(cell: str, _limits: Limits) -> Any:
        thing = convert(cell.strip())
        if isinstance(thing, str):  # refused: the check reports why
            return thing
        return unstructure_with_type(thing) if len(spec.parts) > 1 else unstructure(thing)

    return read


def _read_zone_cell(cell: str, _limits: Limits) -> Any:
    return None if cell.strip() == UNKNOWN_ZONE else cell.strip()


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
    """The items of a cell; the text itself, for the check to refuse, if it starts like a JSON list but is invalid."""
    text = cell.strip()
    if text.startswith("["):
        reading = parse_json(text, limits)
        return text if reading.problems else reading.value
    return [item.strip() for item in text.split(";") if item.strip()]


def _read_object_cell(cell: str, limits: Limits) -> Any:
    reading = parse_json(cell, limits)
    return None if reading.problems or type(reading.value) is not dict else reading.value


def _get_pair(spec: FieldSpec) -> tuple[str, ...]:
    """The two fields of the items that share a cell; empty if the items have columns of their own."""
    return spec.parts[0].pair if spec.parts else ()


def _read_pairs_cell(pair: tuple[str, ...], cell: str, limits: Limits) -> Any:
    if cell.strip().startswith("["):
        return _read_list_cell(cell, limits)
    items: list[Any] = []
    for item in cell.split(";"):
        if item.strip():
            match = _PAIR.fullmatch(item.strip())
            items.append(dict(zip(pair, match.groups() if match else [item.strip()], strict=False)))
    return items


_SPAN_CELL_READERS: Final = {
    "zone": _read_zone_cell,
    **dict.fromkeys(NUMBER_COLUMNS, _read_integer_cell),
    **dict.fromkeys((*FLAG_COLUMNS, _UNKNOWN_SPAN), _read_flag_cell),
}
_CELL_READERS: Final = {
    Shape.TEXT: _read_text_cell,
    Shape.NUMBER: _read_number_cell,
    Shape.INTEGER: _read_integer_cell,
    Shape.FLAG: _read_flag_cell,
}


class CellError(Exception):
    """A cell that cannot be placed: its column, the code of the problem and the reason."""

    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(column, code, message)
        self.problem = Problem(f"$.{column}", code, message)


def build_record_value(
    cells: Iterable[tuple[Column, str]], limits: Limits = DEFAULT_LIMITS
) -> dict[str, Any]:
    """The plain value of a row, to be structured as a record.

    Raises:
        CellError: ``csv-gap`` for an item without the one before it; ``csv-extra`` for a column of unknown fields that
            holds anything else; ``csv-words`` for a part given both in words and field by field.
    """
    tree: dict[str | int, Any] = {}
    for column, cell in cells:
        branch = tree
        for step in column.steps[:-1]:
            branch = branch.setdefault(step, {})
        branch[column.steps[-1]] = column.convert(cell, limits)
    value: dict[str, Any] = _build_branch_value(tree, "")
    return value


def _build_branch_value(tree: Any, name: str) -> Any:
    """A tree of steps as objects, lists and spans; an absent item before another one is a gap."""
    if not isinstance(tree, dict):
        return tree
    if 0 in tree or any(isinstance(step, int) for step in tree):
        for index in range(len(tree)):
            if index not in tree:
                message = "this item is empty, but a later one is not: fill them in order"
                raise CellError(f"{name}[{index}]", "csv-gap", message)
        return [_build_branch_value(tree[index], f"{name}[{index}]") for index in range(len(tree))]
    if tree.get(_UNKNOWN_SPAN) is True and len(tree.keys() - {"zone", _UNKNOWN_SPAN}) == 0:
        tree = {step: value for step, value in tree.items() if step != _UNKNOWN_SPAN}
    for whole in (_EDTF, _WORDS):
        if tree.keys() == {whole}:
            return tree[whole]
    if _WORDS in tree:
        message = "give its words here or its fields in other columns, not both"
        raise CellError(name, "csv-words", message)
    # Unknown fields are kept as they are, even if they look like a span.
    extra = tree.get(EXTRA_COLUMN)
    fields = {
        step: _build_branch_value(item, f"{name}.{step}" if name else str(step))
        for step, item in tree.items()
        if step != EXTRA_COLUMN
    }
    if EXTRA_COLUMN in tree:
        if type(extra) is not dict or not fields.keys().isdisjoint(extra):
            column = f"{name}.{EXTRA_COLUMN}" if name else EXTRA_COLUMN
            raise CellError(
                column, "csv-extra", "write a JSON object of fields that have no column of their own"
            )
        fields |= extra
    return fields
