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

from korea_events.codecs.canonical import compact
from korea_events.codecs.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.strict_json import read_text
from korea_events.errors import Problem
from korea_events.model import (
    TYPE_KEY,
    FieldSpec,
    Participation,
    Record,
    Shape,
    field_table,
    fields_of,
    plain,
)

Steps: TypeAlias = tuple[str | int, ...]
Order: TypeAlias = tuple[int, ...]
"""Where a column stands among all of its table: by the order of fields, then of items."""

NUMBERS: Final = ("min_days", "max_days")
FLAGS: Final = ("approximate",)
SPAN_COLUMNS: Final = (
    "duration", "zone", "reading", "as_of",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "min_days", "max_days", "min_length", "max_length", "approximate",
)  # fmt: skip
"""What may stand below the column of a span."""

EXTRA: Final = "extra"
"""The column of unknown fields, of a record or below a part."""

_EDTF: Final = "edtf"
_NO_ZONE: Final = "null"
_LONGEST_COLUMN: Final = 500
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_TAKES_PART = re.compile(r"([a-z0-9][a-z0-9._-]*) *: *([a-z_]+)", re.ASCII)
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(0|[1-9][0-9]{0,4})\])?", re.ASCII)


# -- records to cells --------------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """What stands in one column of a row, and where that column stands."""

    order: Order
    text: str


def cells_of(record: Record) -> dict[str, Cell]:
    """The cells of a record by their columns; nothing of it is lost.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.on("2024-03-14", zone="UTC"))
        >>> {column: cell.text for column, cell in cells_of(drills).items()}
        {'id': 'fs-24', 'name': 'Freedom Shield 24', 'span': '2024-03-14', 'span.zone': 'UTC'}
    """
    row = _Row()
    row.part(type(record), plain(record), "", ())
    return row.cells


class _Row:
    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}

    def part(self, kind: type[Any], value: Mapping[str, Any], prefix: str, order: Order) -> None:
        specs = fields_of(kind)
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
            self.cells[prefix + EXTRA] = Cell((*order, len(specs)), compact(kept))

    def field(self, spec: FieldSpec, item: Any, column: str, order: Order) -> None:
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
            self.cells[column] = Cell(order, joined([_scalar(one) for one in item]))

    def one(self, spec: FieldSpec, item: Any, column: str, order: Order) -> None:
        if spec.shape is Shape.SPAN:
            said = {_EDTF: item} if isinstance(item, str) else item
            for name, argument in said.items():
                if name == _EDTF:
                    self.cells[column] = Cell(order, argument)
                else:
                    place = (*order, SPAN_COLUMNS.index(name) + 1)
                    self.cells[f"{column}.{name}"] = Cell(place, _scalar(argument))
            if not said:  # a span of which nothing is known still says that it happened
                self.cells[f"{column}.{_UNKNOWN}"] = Cell((*order, 0), _scalar(value=True))
        elif spec.shape is Shape.PART:
            kind = spec.parts[0]
            if len(spec.parts) > 1:
                kind = next(kind for kind in spec.parts if kind.type_tag == item[TYPE_KEY])
                self.cells[f"{column}.{TYPE_KEY}"] = Cell((*order, 0), item[TYPE_KEY])
            self.part(kind, item, f"{column}.", order)
        else:
            self.cells[column] = Cell(order, _scalar(item))


_UNKNOWN: Final = "unknown"
"""The column below a span that says, with ``true``, that nothing is known of its dates."""


def _scalar(value: Any) -> str:
    """A JSON scalar as it stands in a cell; text as it is."""
    if isinstance(value, str):
        return str(value)
    return json_text(value)


def joined(items: Iterable[str]) -> str:
    """Several texts in one cell: with semicolons between them, or as a JSON list where a text has one itself.

    Example:
        >>> joined(["cpx", "ftx"]), joined(["Hwasal; the 2nd"])
        ('cpx; ftx', '["Hwasal; the 2nd"]')
    """
    texts = list(items)
    if any(";" in text or text != text.strip() for text in texts) or texts[0].startswith("["):
        return json_text(texts, ensure_ascii=False)
    return "; ".join(texts)


# -- cells to records --------------------------------------------------------------------------------------------


class Column(NamedTuple):
    """A column that was understood: the place of its value in a record, and how a cell becomes that value."""

    steps: Steps
    convert: Callable[[str, Limits], Any]


def column_of(name: str, kind: type[Record]) -> Column | None:
    """What a column of a table of records means; None when the records have no such field.

    Example:
        >>> from korea_events.model import Exercise
        >>> column_of("plans[0].span", Exercise).steps
        ('plans', 0, 'span', 'edtf')
        >>> column_of("Remarks", Exercise) is None
        True
    """
    if len(name) > _LONGEST_COLUMN:
        return None
    steps: list[str | int] = []
    for step in name.split("."):
        match = _STEP.fullmatch(step)
        if match is None:
            return None
        steps.append(match[1])
        if match[2] is not None:
            steps.append(int(match[2]))
    return _column(kind, (*steps,), ())


def is_own_column(name: str, kind: type[Record]) -> bool:
    """Whether an unknown field can have a column of its own: one line, unlike any column of the records' fields."""
    plainly = name == name.strip() and name.isprintable() and 0 < len(name) <= _LONGEST_COLUMN
    return plainly and first_step(name) not in {spec.name for spec in fields_of(kind)} | PSEUDO | {TYPE_KEY}


def first_step(name: str) -> str:
    """The field that a column is about, as far as its name tells."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]


PSEUDO: Final = frozenset({"first_day", "last_day"})
"""Columns of days that are read, but never written: see ``csv``."""


def _column(kind: type[Any], steps: Sequence[str | int], before: Steps) -> Column | None:
    name, rest = steps[0], steps[1:]
    spec = field_table(kind).get(str(name))
    if spec is None:
        return None
    here: Steps = (*before, name)
    if spec.shape is Shape.UNKNOWN_FIELDS:
        return None if rest else Column(here, _object)
    if spec.many:
        if not rest or not isinstance(rest[0], int):
            if rest or (spec.shape in (Shape.PART, Shape.SPAN) and spec.parts != (Participation,)):
                return None
            return Column(here, _participations if spec.parts else _texts)
        if spec.shape not in (Shape.PART, Shape.SPAN) or spec.parts == (Participation,):
            return None
        here, rest = (*here, rest[0]), rest[1:]
    if rest and isinstance(rest[0], int):
        return None
    if spec.shape is Shape.SPAN:
        return _span_column(here, rest)
    if spec.shape is Shape.PART:
        if not rest:
            return None
        if len(spec.parts) > 1 and [*rest] == [TYPE_KEY]:
            return Column((*here, TYPE_KEY), _word)
        found = (_column(part, rest, here) for part in spec.parts)
        return next((column for column in found if column is not None), None)
    if rest:
        return None
    # Spaces around what keeps to a pattern (an identifier, an address) say nothing; those around words are kept.
    patterned = spec.wording is not None and spec.wording.pattern is not None
    return Column(here, _word if patterned else _CONVERT.get(spec.shape, _word))


def _span_column(here: Steps, rest: Sequence[str | int]) -> Column | None:
    if not rest:
        return Column((*here, _EDTF), _word)
    if len(rest) > 1 or rest[0] not in (*SPAN_COLUMNS, _UNKNOWN):
        return None
    name = str(rest[0])
    convert = _whole if name in NUMBERS else _flag if name in (*FLAGS, _UNKNOWN) else _word
    return Column((*here, name), _zone if name == "zone" else convert)


def _text(cell: str, _limits: Limits) -> Any:
    return cell


def _word(cell: str, _limits: Limits) -> Any:
    """Codes, identifiers and spans: spaces around them say nothing."""
    return cell.strip()


def _zone(cell: str, _limits: Limits) -> Any:
    return None if cell.strip() == _NO_ZONE else cell.strip()


def _flag(cell: str, _limits: Limits) -> Any:
    # Spreadsheets write truth values in capitals.
    return {"true": True, "false": False}.get(cell.strip().lower(), cell)


def _whole(cell: str, limits: Limits) -> Any:
    text = cell.strip()
    return int(text) if _WHOLE.fullmatch(text) and len(text) <= limits.digits else cell


def _number(cell: str, limits: Limits) -> Any:
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        reading = read_text(text, limits)
        if not reading.problems:
            return reading.value
    return cell


def _texts(cell: str, limits: Limits) -> Any:
    """The items of a cell; of what looks like a JSON list and is none, the text, for the check to refuse."""
    text = cell.strip()
    if text.startswith("["):
        reading = read_text(text, limits)
        return text if reading.problems else reading.value
    return [item.strip() for item in text.split(";") if item.strip()]


def _object(cell: str, limits: Limits) -> Any:
    reading = read_text(cell, limits)
    return None if reading.problems or type(reading.value) is not dict else reading.value


def _participations(cell: str, limits: Limits) -> Any:
    if cell.strip().startswith("["):
        return _texts(cell, limits)
    items: list[Any] = []
    for item in cell.split(";"):
        if item.strip():
            match = _TAKES_PART.fullmatch(item.strip())
            items.append({"actor": match[1], "role": match[2]} if match else {"actor": item.strip()})
    return items


_CONVERT: Final = {
    Shape.TEXT: _text,
    Shape.NUMBER: _number,
    Shape.INTEGER: _whole,
    Shape.FLAG: _flag,
}


class BadCell(Exception):
    """A cell that fits nowhere: its column, the code of the problem and why."""

    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(column, code, message)
        self.problem = Problem(f"$.{column}", code, message)


def nested(cells: Iterable[tuple[Column, str]], limits: Limits = DEFAULT_LIMITS) -> dict[str, Any]:
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
    made: dict[str, Any] = _grown(tree, "")
    return made


def _grown(tree: Any, name: str) -> Any:
    """A tree of steps as objects, lists and spans; empty items in between are gaps."""
    if not isinstance(tree, dict):
        return tree
    if 0 in tree or any(isinstance(step, int) for step in tree):
        for index in range(len(tree)):
            if index not in tree:
                message = "nothing is given for this item, though something is for a later one"
                raise BadCell(f"{name}[{index}]", "csv-gap", message)
        return [_grown(tree[index], f"{name}[{index}]") for index in range(len(tree))]
    if tree.get(_UNKNOWN) is True and len(tree.keys() - {"zone", _UNKNOWN}) == 0:
        tree = {step: value for step, value in tree.items() if step != _UNKNOWN}
    if tree.keys() == {_EDTF}:
        return tree[_EDTF]
    # What unknown fields hold is nobody's tree, however much it may look like a span.
    extra = tree.get(EXTRA)
    grown = {
        step: _grown(item, f"{name}.{step}" if name else str(step))
        for step, item in tree.items()
        if step != EXTRA
    }
    if EXTRA in tree:
        if type(extra) is not dict or not grown.keys().isdisjoint(extra):
            column = f"{name}.{EXTRA}" if name else EXTRA
            raise BadCell(column, "csv-extra", "not a JSON object of fields that have no column of their own")
        grown |= extra
    return grown
