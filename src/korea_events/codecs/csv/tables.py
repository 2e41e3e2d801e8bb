"""Tables as CSV for spreadsheets: the records of one collection, one row each.

Reading is lenient about form (delimiter, line ends, byte order mark, order of columns, extra columns) and strict about
content: it never guesses what a cell means. A row with a problem is left out and reported; the others are kept.

A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and read back without one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from korea_events.codecs.codec import (
    Codec,
    ExportResult,
    ImportResult,
    build_load,
    build_save,
    register_codec,
)
from korea_events.codecs.csv.columns import (
    DAY_COLUMNS,
    Cell,
    CellError,
    Column,
    ColumnOrder,
    build_record_value,
    flatten_record,
    parse_column,
)
from korea_events.codecs.csv.sheets import (
    BYTE_ORDER_MARK,
    Sheet,
    SheetColumn,
    check_delimiter,
    decode_table,
    escape_cell,
    unescape_cell,
)
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, limit_problems
from korea_events.codecs.json_text.paths import extend_path, quote_text
from korea_events.codecs.local_files import StrPath
from korea_events.codecs.losses import LossCollector, walk_collections
from korea_events.codecs.structuring import Reader
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MisspeltFieldWarning, Problem, QuestionError
from korea_events.model import COLLECTIONS, Record
from korea_events.model.engine import Shape, list_fields, map_fields

__all__ = ["dumps", "load", "loads", "save"]

_LINE_END: Final = "\r\n"
# -- writing -----------------------------------------------------------------------------------------------------


def dumps(
    dossier: Dossier,
    *,
    table: str = "exercises",
    columns: Sequence[str] | None = None,
    delimiter: str = ",",
    byte_order_mark: bool = False,
    strict: bool = False,
) -> ExportResult:
    """Write the records of one collection as a table with a header, and list what the table leaves out.

    There is a column for every field that a record uses. ``columns`` selects fields or single columns, and their order.
    A ``byte_order_mark`` makes Excel read Hangul. Lines end with CR and LF (RFC 4180).

    Raises:
        QuestionError: ``table-unknown`` for an unknown collection, ``column-unknown`` for an unknown column,
            ``csv-delimiter`` for a character that cannot separate cells.
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.parse("2024-03-04/2024-03-14"))
        >>> dumps(Dossier.of(drills)).text.splitlines()
        ['id,name,span', 'fs-24,Freedom Shield 24,2024-03-04/2024-03-14']
    """
    kind = _find_table_class(table)
    check_delimiter(delimiter)
    losses = LossCollector()
    losses.add_collections(dossier, (table,), "a table holds one collection only")
    rows = [(path, flatten_record(record)) for path, record in walk_collections(dossier, [table])]
    used: dict[str, ColumnOrder] = {
        spec.name: (i + 1,) for i, spec in enumerate(list_fields(kind)) if spec.required
    }
    for _, row in rows:
        for name, cell in row.items():
            used.setdefault(name, cell.order)
    header = sorted(used, key=lambda name: (used[name], name))
    if columns is not None:
        header = _pick_columns(header, columns, kind)
        picked = set(header)
        for path, row in rows:
            for name in (name for name in row if name not in picked):
                lost = f"{path}.{name}" if parse_column(name, kind) is not None else extend_path(path, name)
                losses.add(lost, "not among the selected columns")
    return losses.finish(
        (BYTE_ORDER_MARK if byte_order_mark else "")
        + _write_sheet(header, [row for _, row in rows], delimiter),
        strict=strict,
    )


def _write_sheet(header: Sequence[str], rows: Sequence[Mapping[str, Cell]], delimiter: str) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator=_LINE_END)
    writer.writerow([escape_cell(name) for name in header])
    for row in rows:
        writer.writerow([escape_cell(row[name].text) if name in row else "" for name in header])
    return sheet.getvalue()


def _pick_columns(header: Sequence[str], columns: Sequence[str], kind: type[Record]) -> list[str]:
    """The columns selected by their own names or by those of their fields."""
    picked: dict[str, None] = {}
    problems: list[Problem] = []
    for column in columns:
        found = [name for name in header if name == column or name.startswith((f"{column}.", f"{column}["))]
        known = parse_column(column, kind) is not None or column in map_fields(kind)
        if not found and not known:
            message = f"records in {kind.collection} have no column {quote_text(column)}"
            problems.append(Problem("$", "column-unknown", message))
        picked |= dict.fromkeys(found or [column])
    if problems:
        raise QuestionError(problems)
    return list(picked)


def _find_table_class(table: object) -> type[Record]:
    kind = COLLECTIONS.get(table) if isinstance(table, str) else None
    if kind is None:
        message = f"table must be one of {', '.join(COLLECTIONS)}, not {quote_text(str(table))}"
        raise QuestionError.of("table-unknown", message)
    return kind


# -- reading -----------------------------------------------------------------------------------------------------


def loads(
    data: str | bytes,
    *,
    table: str = "exercises",
    columns: Mapping[str, str] | None = None,
    new_ids: str | None = None,
    day_format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportResult:
    r"""Read the records of a table whose first row is a header; leave out rows with a problem.

    The encoding of bytes is UTF-8, the one of their byte order mark, or ``encoding`` (``cp949``, ``mac_roman``); it is
    never guessed. Without a ``delimiter`` the reader tries comma, semicolon, tab and bar, and takes the one that makes
    a header of known columns. Blank rows are skipped. A column without a field of its name is kept with each record as
    an unknown field, unless ``columns`` says what it means: ``{"Exercise": "name", "Begin": "first_day"}``.

    ``first_day`` and ``last_day`` hold the days of a span in separate columns; one of them alone leaves the other end
    unknown. They belong to the first field of the records that holds a span. ``day_format`` says how days are written
    (``%d/%m/%Y``), if not as 2024-03-14. With ``new_ids``, a row without an identifier gets that word and its number:
    ``drill-2``.

    The path of a problem is the row as a spreadsheet numbers it, with the header as row 1, and the column:
    ``$.rows[2].span``.

    Raises:
        FileError: if the table as a whole cannot be read: ``csv-encoding``, ``text-not-utf8``, ``csv-empty``,
            ``csv-header``, ``file-too-large``.
        QuestionError: ``table-unknown``, ``csv-delimiter``.

    Warns:
        MisspeltFieldWarning: for every unknown column whose name resembles a known one.

    Example:
        >>> sheet = "Exercise;Begin;End\nFreedom Shield 24;04.03.2024;14.03.2024\nSsangyong 24;26.08.2024;soon\n"
        >>> found = loads(
        ...     sheet, columns={"Exercise": "name", "Begin": "first_day", "End": "last_day"},
        ...     day_format="%d.%m.%Y", new_ids="drill",
        ... )
        >>> [(drill.id, drill.name, str(drill.span)) for drill in found.records]
        [('drill-2', 'Freedom Shield 24', '2024-03-04/2024-03-14')]
        >>> print(found.problems[0])
        $.rows[3].last_day: 'soon' is not a day written as %d.%m.%Y [csv-day]
    """
    kind = _find_table_class(table)
    if delimiter is not None:
        check_delimiter(delimiter)
    text = decode_table(data, encoding, limits)
    reader = Reader(limits)
    try:
        sheet = Sheet(text, delimiter, dict(columns or {}), kind, reader.problems)
    except FileError as error:
        reader.problems.extend(error.problems)
        raise FileError(limit_problems(reader.problems, limits)) from None
    records = tuple(_RowReader(kind, sheet.header, new_ids, day_format, reader).read_rows(sheet.rows))
    for message in reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=2)
    return ImportResult(records, tuple(limit_problems(reader.problems, limits)))


class _RowReader:
    """One reading of a table: rows to records."""

    def __init__(
        self,
        kind: type[Record],
        header: list[SheetColumn],
        new_ids: str | None,
        day_format: str | None,
        reader: Reader,
    ) -> None:
        self.kind = kind
        self.header = header
        self.new_ids = new_ids
        self.day_format = day_format
        self.reader = reader
        # The span that ``first_day`` and ``last_day`` are about.
        self.main_span = next(
            (spec.name for spec in list_fields(kind) if spec.shape is Shape.SPAN and not spec.many), None
        )

    def read_rows(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Record]:
        """The records of the rows that are in order; whatever is wrong with the others is reported."""
        first: dict[str, int] = {}
        for number, cells in rows:
            value = self.build_value(number, cells)
            if value is None:
                continue
            record = self.reader.structure(self.kind, value, (number, ("rows", ())))
            if record is None:
                continue
            if record.id in first:
                message = f"{record.id!r} is already the identifier of row {first[record.id]}"
                self.report(number, "id", "id-duplicate", message)
                continue
            first[record.id] = number
            yield record

    def build_value(self, number: int, cells: list[str]) -> dict[str, Any] | None:
        """The plain value of a row; None if something prevents one, which is reported."""
        known: list[tuple[Column, str]] = []
        unknown: dict[str, Any] = {}
        days: dict[str, str] = {}
        for column, raw in zip(self.header, cells, strict=True):
            cell = unescape_cell(raw)
            if not cell.strip():
                continue
            # Tools that change the ends of lines change them inside cells too.
            if "\r" in cell:
                cell = cell.replace("\r\n", "\n").replace("\r", "\n")
            if isinstance(column.meaning, Column):
                known.append((column.meaning, cell))
            elif column.meaning in DAY_COLUMNS:
                days[column.meaning] = cell.strip()
            else:
                unknown[column.meaning] = cell
        try:
            value = build_record_value(known, self.reader.limits)
        except CellError as bad:
            self.reader.problems.append(bad.problem.under(f"$.rows[{number}]"))
            return None
        if days and not self.set_main_span(number, value, days):
            return None
        if "id" not in value and self.new_ids is not None:
            value["id"] = f"{self.new_ids}-{number}"
        return {**value, **unknown}

    def set_main_span(self, number: int, value: dict[str, Any], days: Mapping[str, str]) -> bool:
        """Put the days of a row into its span; False, with a problem reported, if that is not possible."""
        if self.main_span is None or self.main_span in value:
            message = (
                f"records in {self.kind.collection} have no dates"
                if self.main_span is None
                else f"this row gives its dates twice: here and in {self.main_span}"
            )
            self.report(number, min(days), "csv-day", message)
            return False
        ends = [
            self.read_day(number, name, days[name]) if name in days else "" for name in sorted(DAY_COLUMNS)
        ]
        if None in ends:
            return False
        one_day = ends[0] == ends[1] and len(ends[0] or "") == len("2024-03-14")
        value[self.main_span] = ends[0] if one_day else "/".join(end or "" for end in ends)
        return True

    def read_day(self, number: int, name: str, cell: str) -> str | None:
        """The day of a cell as EDTF; None for a day in another format, which is reported."""
        if self.day_format is None:
            return cell
        try:
            # strptime accepts the digits of any script.
            if all(letter.isascii() or not letter.isdigit() for letter in cell):
                return dt.datetime.strptime(cell, self.day_format).date().isoformat()  # noqa: DTZ007  # days have no zone
        except (ValueError, re.error, TypeError, IndexError, KeyError):
            pass
        self.report(number, name, "csv-day", f"{quote_text(cell)} is not a day written as {self.day_format}")
        return None

    def report(self, number: int, column: str, code: str, message: str) -> None:
        self.reader.problems.append(Problem(f"$.rows[{number}].{column}", code, message))


load = build_load(loads)
_save_as_dumped = build_save(dumps)


def save(dossier: Dossier, path: StrPath, /, **options: Any) -> ExportResult:
    r"""Write a file, whole or not at all; with tabs if its name ends in ``.tsv``, otherwise as ``dumps``.

    Raises:
        FileError: if the file cannot be written, and as ``dumps`` does.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     save(Dossier.of(), f"{folder}/empty.tsv").text
        'id\tname\r\n'
    """
    if str(path).lower().endswith(".tsv"):
        options.setdefault("delimiter", "\t")
    return _save_as_dumped(dossier, path, **options)


register_codec(
    Codec(name="csv", title="CSV", endings=(".csv", ".tsv"), loads=loads, load=load, dumps=dumps, save=save,
          losses="all collections but one"),
)  # fmt: skip
