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
from collections.abc import Callable, Iterable, Mapping
from functools import partial, reduce
from json import dumps as json_text
from typing import Any, Final, NamedTuple

from korea_events.codecs.csv.days import DAY_COLUMNS, UNKNOWN_ZONE, CellError
from korea_events.codecs.flattening import (
    EXTRA,
    GapError,
    Order,
    RecordBuilder,
    Steps,
    flatten_parts,
    get_pair,
    merge_extra,
    shares_cell,
    split_path,
)
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.paths import extend_path
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

NUMBER_COLUMNS: Final = ("min_days", "max_days")
FLAG_COLUMNS: Final = ("approximate",)
SPAN_COLUMNS: Final = (
    "duration", "zone", "reading", "as_of",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "min_days", "max_days", "min_length", "max_length", "approximate",
)  # fmt: skip
"""The arguments of a span that have columns of their own."""

_EDTF: Final = "edtf"
_WORDS: Final = ""
"""The step to the words of a part in one cell; no column has such a name."""
_UNKNOWN_SPAN: Final = "unknown"
"""The column that says, with ``true``, that a span has no known dates."""
_FOLDED: Final = (_EDTF, _WORDS, _UNKNOWN_SPAN, EXTRA)
_MAX_COLUMN_LENGTH: Final = 500
_MAX_INDEX: Final = 99_999
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_PAIR = re.compile(r"([a-z0-9][a-z0-9._-]*) *: *([a-z_]+)", re.ASCII)


# -- records to cells --------------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """The text of a cell, and the position of its column."""

    order: Order
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
    cells: dict[str, Cell] = {}
    for part in flatten_parts(type(record), unstructure(record), share_cells=True):
        prefix = part.path and f"{part.path}."
        if part.tag is not None:
            cells[prefix + TYPE_KEY] = Cell((*part.order, 0), part.tag)
        for path, order, spec, item in part.values:
            if type(item) is str:  # nearly always
                cells[path] = Cell(order, item)
            elif type(item) is dict:  # the arguments of a span, or none
                for name, argument in (item or {_UNKNOWN_SPAN: True}).items():
                    column, position = (path, ()) if name == _EDTF else (f"{path}.{name}", _SPAN_ORDER[name])
                    cells[column] = Cell((*order, *position), _format_cell_scalar(argument))
            else:
                text = _format_cell_list(spec, item) if type(item) is list else _format_cell_scalar(item)
                cells[path] = Cell(order, text)
        if part.extra:
            last, kept = len(list_fields(part.kind)), dict(sorted(part.extra.items()))
            for name in [] if prefix else [*kept]:
                # A reader takes every end of a line in a cell for a line feed.
                is_cell = isinstance(kept[name], str) and kept[name].strip() and "\r" not in kept[name]
                if is_cell and is_own_column(name, part.kind):
                    cells[name] = Cell((last + 1,), kept.pop(name))
            if kept:
                cells[prefix + EXTRA] = Cell((*part.order, last), write_canonical_json(kept))
    return cells


def _format_cell_list(spec: FieldSpec, items: list[Any]) -> str:
    """The cell of all values of a field."""
    pair = get_pair(spec)
    if not pair:
        return join_cell_texts([_format_cell_scalar(one) for one in items])
    if all(one.keys() <= {*pair} and pair[0] in one for one in items):
        return "; ".join(": ".join(one[name] for name in pair if name in one) for one in items)
    return write_canonical_json(items)


_SPAN_ORDER: Final = {name: (number,) for number, name in enumerate((_UNKNOWN_SPAN, *SPAN_COLUMNS))}


def _format_cell_scalar(value: Any) -> str:
    """The cell of a JSON scalar; text as it is."""
    return value if type(value) is str else repr(value) if type(value) is int else json_text(value)


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

    steps: Steps
    convert: Callable[[str, Limits], Any]

    @property
    def rank(self) -> list[int]:
        """Where it comes among the columns of a row: items in their order, whatever the order of the columns."""
        return [step for step in self.steps if isinstance(step, int)]


def parse_column(name: str, kind: type[Record]) -> Column | None:
    """The meaning of a column in a table of records; None if the records have no such field.

    Example:
        >>> from korea_events.model import Exercise
        >>> parse_column("plans[0].span", Exercise).steps
        ('plans', 0, 'span', 'edtf')
        >>> parse_column("Remarks", Exercise) is None
        True
    """
    steps = split_path(name) if len(name) <= _MAX_COLUMN_LENGTH else ()
    kinds: tuple[type[Any], ...] = (kind,)
    spec, rest = None, [*steps]
    while rest and (spec is None or (spec.shape is Shape.PART and not shares_cell(spec))):
        step: Any = rest.pop(0)
        spec = next((fields[step] for fields in map(map_fields, kinds) if step in fields), None)
        if spec is None:
            is_type = step == TYPE_KEY and len(kinds) > 1 and not rest
            return Column(steps, _read_word_cell) if is_type else None
        if spec.many and not shares_cell(spec):
            index = rest.pop(0) if rest else None
            if not isinstance(index, int) or index > _MAX_INDEX:
                return None
        kinds = spec.parts
    return None if spec is None else _choose_column(spec, steps, rest)


def is_own_column(name: str, kind: type[Record]) -> bool:
    """Whether an unknown field can have its own column: its name is one line and unlike that of any known column."""
    is_plain = name == name.strip() and name.isprintable() and 0 < len(name) <= _MAX_COLUMN_LENGTH
    return is_plain and get_column_field(name) not in {
        spec.name for spec in list_fields(kind)
    } | DAY_COLUMNS | {TYPE_KEY}


def get_column_field(name: str) -> str:
    """The field in the name of a column."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]


def _choose_column(spec: FieldSpec, steps: Steps, rest: list[str | int]) -> Column | None:
    """The column of a field, or of an item of one, with the steps below it."""
    if rest:
        read = _SPAN_CELL_READERS.get(rest[0]) if spec.shape is Shape.SPAN and len(rest) == 1 else None
        return None if read is None else Column(steps, read)
    if spec.shape is Shape.SPAN:
        return Column((*steps, _EDTF), _read_word_cell)
    if spec.shape is Shape.PART:
        if pair := get_pair(spec):
            return Column(steps, partial(_read_pairs_cell, pair))
        reads_words = any(hasattr(part, "parse") for part in spec.parts)
        return Column((*steps, _WORDS), _build_part_reader(spec)) if reads_words else None
    if spec.many:
        return Column(steps, _read_object_cell if spec.shape is Shape.UNKNOWN_FIELDS else _read_list_cell)
    # Spaces around an identifier or an address mean nothing; those around words are kept.
    has_pattern = spec.text_rule is not None and spec.text_rule.pattern is not None
    return Column(steps, _read_word_cell if has_pattern else _CELL_READERS.get(spec.shape, _read_word_cell))


def read_text_cell(cell: str, _limits: Limits) -> Any:
    """The text of a cell, with all its spaces."""
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


def _read_pairs_cell(pair: tuple[str, ...], cell: str, limits: Limits) -> Any:
    if cell.strip().startswith("["):
        return _read_list_cell(cell, limits)
    items: list[Any] = []
    for item in cell.split(";"):
        if item.strip():
            match = _PAIR.fullmatch(item.strip())
            items.append(dict(zip(pair, match.groups() if match else [item.strip()], strict=False)))
    return items


_SPAN_CELL_READERS: Final[Mapping[Any, Callable[[str, Limits], Any]]] = {
    **dict.fromkeys(SPAN_COLUMNS, _read_word_cell),
    "zone": _read_zone_cell,
    **dict.fromkeys(NUMBER_COLUMNS, _read_integer_cell),
    **dict.fromkeys((*FLAG_COLUMNS, _UNKNOWN_SPAN), _read_flag_cell),
}
_CELL_READERS: Final = {
    Shape.TEXT: read_text_cell,
    Shape.NUMBER: _read_number_cell,
    Shape.INTEGER: _read_integer_cell,
    Shape.FLAG: _read_flag_cell,
}


def build_record_value(
    cells: Iterable[tuple[Column, str]], limits: Limits = DEFAULT_LIMITS
) -> dict[str, Any]:
    """The plain value of a row, to be structured as a record; the items of a list come in their order.

    Raises:
        CellError: ``csv-gap`` for an item without the one before it; ``csv-extra`` for a column of unknown fields that
            holds anything else; ``csv-words`` for a part given both in words and field by field.
    """
    builder = RecordBuilder({})
    folded: dict[Steps, None] = {}
    for (steps, convert), cell in cells:
        try:
            builder.put(steps, convert(cell, limits))
        except GapError as gap:
            message = "this item is empty, but a later one is not: fill them in order"
            raise CellError(Problem(_name_column(gap.args[0]), "csv-gap", message)) from None
        if steps[-1] in _FOLDED:
            folded[steps[:-1]] = None
    for steps in folded:
        _fold_cells(builder, steps)
    return builder.value


def _fold_cells(builder: RecordBuilder, steps: Steps) -> None:
    """Put the text alone for a span or part of which nothing else is given, and unknown fields beside the known."""
    value = builder.nodes[steps]
    if len(value) == 1 and (_EDTF in value or _WORDS in value):
        builder.nodes[steps[:-1]][steps[-1]] = next(iter(value.values()))
    elif _WORDS in value:
        message = "give its words here or its fields in other columns, not both"
        raise CellError(Problem(_name_column(steps), "csv-words", message))
    elif value.get(_UNKNOWN_SPAN) is True and value.keys() <= {"zone", _UNKNOWN_SPAN}:
        del value[_UNKNOWN_SPAN]
    elif EXTRA in value and not merge_extra(value, value.pop(EXTRA)):
        message = "write a JSON object of fields that have no column of their own"
        raise CellError(Problem(_name_column((*steps, EXTRA)), "csv-extra", message))


def _name_column(steps: Steps) -> str:
    return reduce(extend_path, steps, "$")
