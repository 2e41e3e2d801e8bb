"""Tables as CSV: the records of one collection, a row each, for spreadsheets and whoever keeps one.

Reading is forgiving about form (delimiter, line ends, byte order mark, order of columns, columns of the reader's own)
and strict about content: a cell is never guessed at. A row with a problem is left out and told of; the others are kept.

What Excel and its like would run as a formula is written with an apostrophe before it, and read back without.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Final

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
from korea_events.codecs.json.files import limit_problems
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.paths import extend_path, quote_text
from korea_events.codecs.losses import ExportResult, ImportResult, LossCollector, walk_collections
from korea_events.codecs.structuring import Reader
from korea_events.dossier import Dossier
from korea_events.errors import MisspeltFieldWarning, Problem, QuestionError
from korea_events.model import COLLECTIONS, Record
from korea_events.model.engine import list_fields, map_fields

__all__ = ["dumps", "loads"]

_LINE_END: Final = "\r\n"
_MAIN_SPANS: Final = ("span", "said", "made", "published", "rated", "horizon")
"""The span that ``first_day`` and ``last_day`` mean, by the kind of record: the first of these that it has."""

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
    """The records of one collection as a table: a header, then a row each; and what the table leaves out.

    There is a column for every field that some record uses. ``columns`` picks fields or single columns, in the order
    in which they are to stand. A ``byte_order_mark`` makes Excel read Hangul. Lines end with CR and LF (RFC 4180).

    Raises:
        QuestionError: ``table-unknown`` for what is no collection, ``column-unknown`` for what is no column of it,
            ``csv-delimiter``.
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
    losses.add_collections(dossier, (table,), "this table has none of them")
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
                place = f"{path}.{name}" if parse_column(name, kind) is not None else extend_path(path, name)
                losses.add(place, "not among the columns asked for")
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
    """The columns asked for, by their names or by those of their fields."""
    picked: dict[str, None] = {}
    problems: list[Problem] = []
    for wanted in columns:
        found = [name for name in header if name == wanted or name.startswith((f"{wanted}.", f"{wanted}["))]
        known = parse_column(wanted, kind) is not None or wanted in map_fields(kind)
        if not found and not known:
            message = f"records in {kind.collection} have no column {quote_text(wanted)}"
            problems.append(Problem("$", "column-unknown", message))
        picked |= dict.fromkeys(found or [wanted])
    if problems:
        raise QuestionError(problems)
    return list(picked)


def _find_table_class(table: str) -> type[Record]:
    kind = COLLECTIONS.get(table)
    if kind is None:
        message = f"{quote_text(str(table))} is no collection of records: {', '.join(COLLECTIONS)}"
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
    r"""The records of a table whose first row is a header; a row with a problem is left out, the others are kept.

    Bytes are UTF-8, or what their byte order mark says, or in the ``encoding`` given (``cp949``, ``mac_roman``): it is
    never guessed. The ``delimiter`` is the one out of comma, semicolon, tab and bar that makes a header of known
    columns. Blank rows are passed over. Columns that no field is called by are kept with the record as unknown
    fields; ``columns`` says which of them mean something: ``{"Exercise": "name", "Begin": "first_day"}``.

    ``first_day`` and ``last_day`` are for days in columns of their own; one of them alone leaves the other end
    unknown. ``day_format`` says how they are written (``%d/%m/%Y``), when not as 2024-03-14. With ``new_ids`` rows
    without an identifier are called by that and their number: ``drill-2``.

    The place of a problem is the row as a spreadsheet numbers it, with the header as row 1, and the column:
    ``$.rows[2].span``.

    Raises:
        FileError: when the table as a whole cannot be read: ``csv-encoding``, ``text-not-utf8``, ``csv-empty``,
            ``csv-header``, ``file-too-large``.
        QuestionError: ``table-unknown``, ``csv-delimiter``, ``column-unknown``.

    Warns:
        MisspeltFieldWarning: for every column whose name is close to that of a known one.

    Example:
        >>> sheet = "Exercise;Begin;End\nFreedom Shield 24;04.03.2024;14.03.2024\nSsangyong 24;26.08.2024;soon\n"
        >>> found = loads(
        ...     sheet, columns={"Exercise": "name", "Begin": "first_day", "End": "last_day"},
        ...     day_format="%d.%m.%Y", new_ids="drill",
        ... )
        >>> [(drill.id, drill.name, str(drill.span)) for drill in found.records]
        [('drill-2', 'Freedom Shield 24', '2024-03-04/2024-03-14')]
        >>> print(found.problems[0])
        $.rows[3].last_day: "soon" is not a day written as %d.%m.%Y [csv-day]
    """
    kind = _find_table_class(table)
    if delimiter is not None:
        check_delimiter(delimiter)
    text = decode_table(data, encoding, limits)
    sheet = Sheet(text, delimiter, dict(columns or {}), kind)
    reading = _RowReader(kind, sheet.header, new_ids, day_format, limits)
    records, problems = reading.rows(sheet.rows)
    problems = sorted([*sheet.problems, *problems], key=_get_row_number)
    for message in reading.reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=2)
    return ImportResult(tuple(records), tuple(limit_problems(problems, limits)))


def _get_row_number(problem: Problem) -> int:
    digits = re.match(r"\$\.rows\[([0-9]+)\]", problem.path)
    return int(digits[1]) if digits else 0


class _RowReader:
    """One reading of a table: rows to records."""

    def __init__(
        self,
        kind: type[Record],
        header: list[SheetColumn],
        new_ids: str | None,
        day_format: str | None,
        limits: Limits,
    ) -> None:
        self.kind = kind
        self.header = header
        self.new_ids = new_ids
        self.day_format = day_format
        self.limits = limits
        self.reader = Reader(limits)
        self.main_span = next((name for name in _MAIN_SPANS if name in map_fields(kind)), None)

    def rows(self, rows: list[tuple[int, list[str]]]) -> tuple[list[Record], list[Problem]]:
        records: list[Record] = []
        problems = self.reader.problems
        first: dict[str, int] = {}
        for number, cells in rows:
            before = len(problems)
            value = self.value(number, cells)
            if len(problems) > before:
                continue
            record = self.reader.record(self.kind, value, (number, ("rows", ())))
            if record is None:
                continue
            if record.id in first:
                message = f"{record.id!r} is the identifier of row {first[record.id]} already"
                problems.append(Problem(f"$.rows[{number}].id", "id-duplicate", message))
                continue
            first[record.id] = number
            records.append(record)
        return records, problems

    def value(self, number: int, cells: list[str]) -> dict[str, Any]:
        """The plain value of a row; what keeps it from being one is reported."""
        known: list[tuple[Column, str]] = []
        unknown: dict[str, Any] = {}
        days: dict[str, str] = {}
        for column, raw in zip(self.header, cells, strict=True):
            cell = unescape_cell(raw)
            if not cell.strip():
                continue
            if isinstance(column.meaning, Column):
                known.append((column.meaning, cell))
            elif column.meaning in DAY_COLUMNS:
                days[column.meaning] = cell.strip()
            else:
                unknown[column.meaning] = cell
        try:
            value = build_record_value(known, self.limits)
        except CellError as bad:
            self.reader.problems.append(bad.problem.under(f"$.rows[{number}]"))
            return {}
        if days:
            self.set_main_span(number, value, days)
        if "id" not in value and self.new_ids is not None:
            value["id"] = f"{self.new_ids}-{number}"
        return {**value, **unknown}

    def set_main_span(self, number: int, value: dict[str, Any], days: Mapping[str, str]) -> None:
        if self.main_span is None or self.main_span in value:
            what = (
                "have no dates" if self.main_span is None else f"have {self.main_span} beside it in this row"
            )
            self.report(number, min(days), "csv-day", f"records in {self.kind.collection} {what}")
            return
        ends = [self.day(number, name, days[name]) if name in days else "" for name in sorted(DAY_COLUMNS)]
        one_day = ends[0] == ends[1] and len(ends[0]) == len("2024-03-14")
        value[self.main_span] = ends[0] if one_day else "/".join(ends)

    def day(self, number: int, name: str, cell: str) -> str:
        """The day of a cell, as EDTF; what is written in another way than said is reported."""
        if self.day_format is None:
            return cell
        try:
            # Python would read the digits of any script.
            if all(letter.isascii() or not letter.isdigit() for letter in cell):
                return dt.datetime.strptime(cell, self.day_format).date().isoformat()  # noqa: DTZ007  # days have no zone
        except (ValueError, re.error, TypeError, IndexError, KeyError):
            pass
        self.report(number, name, "csv-day", f"{quote_text(cell)} is not a day written as {self.day_format}")
        return ""

    def report(self, number: int, column: str, code: str, message: str) -> None:
        self.reader.problems.append(Problem(f"$.rows[{number}].{column}", code, message))
