"""Tables as CSV: the records of one collection, a row each, for spreadsheets and whoever keeps one.

Reading is forgiving about form (delimiter, line ends, byte order mark, order of columns, columns of the reader's own)
and strict about content: a cell is never guessed at. A row with a problem is left out and told of; the others are kept.

What Excel and its like would run as a formula is written with an apostrophe before it, and read back without.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Final, NamedTuple

from korea_events.codecs.border import Reader
from korea_events.codecs.columns import (
    PSEUDO,
    BadCell,
    Cell,
    Column,
    Order,
    cells_of,
    column_of,
    first_step,
    nested,
)
from korea_events.codecs.json import listed
from korea_events.codecs.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.losses import Imported, Losses, Written, placed
from korea_events.codecs.places import shown, within
from korea_events.codecs.strict_json import as_text
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MisspeltFieldWarning, Problem, QuestionError
from korea_events.model import COLLECTIONS, Record, field_table, fields_of

__all__ = ["dumps", "loads"]

DELIMITERS: Final = (",", ";", "\t", "|")
"""The delimiters that are told apart by themselves."""
BYTE_ORDER_MARK: Final = "\ufeff"

_LINE_END: Final = "\r\n"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n?|\n|$)", re.IGNORECASE)
_MAIN_SPANS: Final = ("span", "said", "made", "published", "rated", "horizon")
"""The span that ``first_day`` and ``last_day`` mean, by the kind of record: the first of these that it has."""
_TEXT_ENCODINGS = re.compile(
    r"ascii|utf-(8|16|32)(-(le|be|sig))?|iso8859-\d+|cp\d+|mac-\w+|euc_\w+|johab|iso2022_\w+|shift_jis\w*|"
    r"gb\w+|big5\w*|koi8-\w|tis-620|hz",
    re.ASCII,
)


# -- writing -----------------------------------------------------------------------------------------------------


def dumps(
    dossier: Dossier,
    *,
    table: str = "exercises",
    columns: Sequence[str] | None = None,
    delimiter: str = ",",
    byte_order_mark: bool = False,
    strict: bool = False,
) -> Written:
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
    kind = _kind(table)
    _check_delimiter(delimiter)
    losses = Losses()
    losses.outside(dossier, (table,), "this table has none of them")
    rows = [(path, cells_of(record)) for path, record in placed(dossier, [table])]
    used: dict[str, Order] = {spec.name: (i + 1,) for i, spec in enumerate(fields_of(kind)) if spec.required}
    for _, row in rows:
        for name, cell in row.items():
            used.setdefault(name, cell.order)
    header = sorted(used, key=lambda name: (used[name], name))
    if columns is not None:
        header = _picked(header, columns, kind)
        for path, row in rows:
            for name in row.keys() - set(header):
                place = f"{path}.{name}" if column_of(name, kind) is not None else within(path, name)
                losses.add(place, "not among the columns asked for")
    return losses.written(
        (BYTE_ORDER_MARK if byte_order_mark else "") + _sheet(header, [row for _, row in rows], delimiter),
        strict=strict,
    )


def _sheet(header: Sequence[str], rows: Sequence[Mapping[str, Cell]], delimiter: str) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator=_LINE_END)
    writer.writerow([_safe(name) for name in header])
    for row in rows:
        writer.writerow([_safe(row[name].text) if name in row else "" for name in header])
    return sheet.getvalue()


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers, which are none, stay as they are."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _unsafe(text: str) -> str:
    """The cell that was meant."""
    return text[1:] if _ESCAPED.match(text) else text


def _picked(header: Sequence[str], columns: Sequence[str], kind: type[Record]) -> list[str]:
    """The columns asked for, by their names or by those of their fields."""
    picked: dict[str, None] = {}
    problems: list[Problem] = []
    for wanted in columns:
        found = [name for name in header if name == wanted or name.startswith((f"{wanted}.", f"{wanted}["))]
        known = column_of(wanted, kind) is not None or wanted in field_table(kind)
        if not found and not known:
            message = f"records in {kind.collection} have no column {shown(wanted)}"
            problems.append(Problem("$", "column-unknown", message))
        picked |= dict.fromkeys(found or [wanted])
    if problems:
        raise QuestionError(problems)
    return list(picked)


def _kind(table: str) -> type[Record]:
    kind = COLLECTIONS.get(table)
    if kind is None:
        message = f"{shown(str(table))} is no collection of records: {', '.join(COLLECTIONS)}"
        raise QuestionError.of("table-unknown", message)
    return kind


def _check_delimiter(delimiter: str) -> None:
    if type(delimiter) is not str or len(delimiter) != 1 or delimiter in "\"'\r\n\0 =+-@.[]":
        raise QuestionError.of("csv-delimiter", f"{shown(str(delimiter))} cannot stand between cells")


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
) -> Imported:
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
        >>> found.records
        (Exercise(id='drill-2', name='Freedom Shield 24', span=Span.parse('2024-03-04/2024-03-14')),)
        >>> print(found.problems[0])
        $.rows[3].last_day: "soon" is not a day written as %d.%m.%Y [csv-day]
    """
    kind = _kind(table)
    if delimiter is not None:
        _check_delimiter(delimiter)
    text = _decoded(data, encoding, limits)
    sheet = _Sheet(text, delimiter, dict(columns or {}), kind)
    reading = _Reading(kind, sheet.header, new_ids, day_format, limits)
    records, problems = reading.rows(sheet.rows)
    problems = sorted([*sheet.problems, *problems], key=_row_of)
    for message in reading.reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=2)
    return Imported(tuple(records), tuple(listed(problems, limits)))


def _decoded(data: str | bytes, encoding: str | None, limits: Limits) -> str:
    if not isinstance(data, (bytes, bytearray, memoryview)):
        return as_text(data, limits)
    raw = bytes(data)
    if encoding is None and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    if encoding is None:
        return as_text(raw, limits)
    if len(raw) > limits.bytes:
        return as_text(raw, limits)  # which refuses it
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError, TypeError):
        name = ""
    if not _TEXT_ENCODINGS.fullmatch(name):
        raise FileError.of("csv-encoding", f"{shown(str(encoding))} is no encoding of text known here")
    try:
        return raw.decode(name).removeprefix(BYTE_ORDER_MARK)
    except UnicodeError as error:
        raise FileError.of("csv-encoding", f"this is not {name}: {shown(str(error), 120)}") from None


class _Header(NamedTuple):
    """One column of a sheet: what it is called there, and what it means."""

    name: str
    meaning: Column | str
    """A column of the records' own, ``first_day`` or ``last_day``, or the name of an unknown field."""


_FIELD_SIZE: Final = Lock()
_LONGEST_FIELD: Final = 2**31 - 1


class _Sheet:
    """The rows of a text, without any idea of what they mean, and its header with that."""

    def __init__(
        self, text: str, delimiter: str | None, columns: Mapping[str, str], kind: type[Record]
    ) -> None:
        self.problems: list[Problem] = []
        separator = _SEPARATOR_LINE.match(text)
        skipped = 0
        if separator is not None:  # what Excel writes, and reads, to name the delimiter
            text, skipped = text[separator.end() :], 1
            delimiter = delimiter or str(separator[1])
            _check_delimiter(delimiter)
        lines = list(io.StringIO(text, newline=""))
        if delimiter is None:
            delimiter = _delimiter_of(lines, columns, kind)
        found = iter(self._raw(lines, delimiter, skipped))
        for number, cells in found:
            if any(cell.strip() for cell in cells):
                try:
                    self.header = _header(number, cells, columns, kind)
                except FileError as error:
                    raise FileError([*self.problems, *error.problems]) from None
                break
        else:
            raise FileError([*self.problems, Problem("$", "csv-empty", "no row has anything in it")])
        self.rows = list(self._whole_rows(found))

    def _raw(self, lines: list[str], delimiter: str, skipped: int) -> list[tuple[int, list[str]]]:
        """Every row with its number, wholly read at once: the standard reader's limit is one for all threads."""
        with _FIELD_SIZE:
            longest = min(sum(map(len, lines)) + 1, _LONGEST_FIELD)
            before = csv.field_size_limit(max(csv.field_size_limit(), longest))
            try:
                return list(self._rows_of(lines, delimiter, skipped))
            finally:
                csv.field_size_limit(before)

    def _rows_of(self, lines: list[str], delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
        number = skipped
        start = 0
        while start < len(lines):
            first = start
            reader = csv.reader(lines[start:] if start else lines, delimiter=delimiter, strict=True)
            while True:
                at = first + reader.line_num
                number += 1
                try:
                    yield number, next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    path = f"$.rows[{number}]"
                    if first + reader.line_num >= len(lines) and "end of data" in str(error):
                        # A quote that never closes has swallowed every row after it: these are read again.
                        message = f'a cell begins with " in line {at + 1 + skipped} and never ends'
                        self.problems.append(Problem(path, "csv-quote", message))
                        start = at + 1
                        break
                    message = 'a " in a cell is written twice, and the cell between two of them'
                    self.problems.append(Problem(path, "csv-quote", message))

    def _whole_rows(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        width = len(self.header)
        for number, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if len(cells) == width:
                yield number, cells
            else:
                message = f"{len(cells)} cells, and {width} columns in the header"
                self.problems.append(Problem(f"$.rows[{number}]", "csv-ragged", message))


def _delimiter_of(lines: list[str], columns: Mapping[str, str], kind: type[Record]) -> str:
    """The delimiter that makes most known columns of the first row, then most columns."""
    first = next((line for line in lines if line.strip(" \t\r\n,;|")), "")

    def merit(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"').strip() for name in first.split(delimiter)]
        return sum(
            name in columns or name in PSEUDO or column_of(name, kind) is not None for name in names
        ), len(names)

    return max(DELIMITERS, key=merit)


def _header(number: int, cells: list[str], columns: Mapping[str, str], kind: type[Record]) -> list[_Header]:
    """What the columns mean.

    Raises:
        FileError: ``csv-header`` for every column that cannot be told from another, or means nothing.
    """
    while cells and not cells[-1].strip():
        cells.pop()
    header: list[_Header] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    fields = field_table(kind)
    for position, cell in enumerate(cells):
        name = _unsafe(cell).strip()
        meant = columns.get(name, name)
        path = f"$.rows[{number}][{position}]"
        column = column_of(meant, kind)
        if not name or not name.isprintable():
            problems.append(
                Problem(path, "csv-header", f"column {_letters(position)} has no name that could be kept")
            )
        elif meant in first:
            message = (
                f"column {_letters(position)} is called {shown(meant)}, as column {_letters(first[meant])} is"
            )
            problems.append(Problem(path, "csv-header", message))
        elif column is None and meant not in PSEUDO and (first_step(meant) in fields or name in columns):
            message = f"column {_letters(position)}: records in {kind.collection} have no {shown(meant)}"
            problems.append(Problem(path, "csv-header", message))
        first.setdefault(meant, position)
        header.append(_Header(name, column if column is not None else meant))
    absent = [name for name in columns if name not in {column.name for column in header}]
    problems += [
        Problem(f"$.rows[{number}]", "csv-header", f"no column is called {shown(name)}") for name in absent
    ]
    if not any(isinstance(column.meaning, Column) or column.meaning in PSEUDO for column in header):
        required = ", ".join(spec.name for spec in fields_of(kind) if spec.required)
        message = f"no column is known; a table of {kind.collection} has at least {required}"
        problems.append(Problem(f"$.rows[{number}]", "csv-header", message))
    if problems:
        raise FileError(problems)
    return header


def _letters(position: int) -> str:
    """A column as spreadsheets call it: A, B, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row_of(problem: Problem) -> int:
    digits = re.match(r"\$\.rows\[([0-9]+)\]", problem.path)
    return int(digits[1]) if digits else 0


class _Reading:
    """One reading of a table: rows to records."""

    def __init__(
        self,
        kind: type[Record],
        header: list[_Header],
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
        self.main_span = next((name for name in _MAIN_SPANS if name in field_table(kind)), None)

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
            cell = _unsafe(raw)
            if not cell.strip():
                continue
            if isinstance(column.meaning, Column):
                known.append((column.meaning, cell))
            elif column.meaning in PSEUDO:
                days[column.meaning] = cell.strip()
            else:
                unknown[column.meaning] = cell
        try:
            value = nested(known, self.limits)
        except BadCell as bad:
            self.reader.problems.append(bad.problem.under(f"$.rows[{number}]"))
            return {}
        if days:
            self.put_days(number, value, days)
        if "id" not in value and self.new_ids is not None:
            value["id"] = f"{self.new_ids}-{number}"
        return {**value, **unknown}

    def put_days(self, number: int, value: dict[str, Any], days: Mapping[str, str]) -> None:
        if self.main_span is None or self.main_span in value:
            what = (
                "have no dates" if self.main_span is None else f"have {self.main_span} beside it in this row"
            )
            self.report(number, min(days), "csv-day", f"records in {self.kind.collection} {what}")
            return
        ends = [self.day(number, name, days[name]) if name in days else "" for name in sorted(PSEUDO)]
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
        self.report(number, name, "csv-day", f"{shown(cell)} is not a day written as {self.day_format}")
        return ""

    def report(self, number: int, column: str, code: str, message: str) -> None:
        self.reader.problems.append(Problem(f"$.rows[{number}].{column}", code, message))
