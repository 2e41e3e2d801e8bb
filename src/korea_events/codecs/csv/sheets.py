"""The rows of a CSV text, the meaning of its header, and problems of form.

Rows have the numbers that a spreadsheet gives them, whatever the form of the table.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Final, NamedTuple

from korea_events.codecs.csv.columns import Column, get_column_field, parse_column
from korea_events.codecs.csv.days import BOUND_COLUMNS, DAY_COLUMNS
from korea_events.codecs.json_text.limits import Limits, Problems
from korea_events.codecs.json_text.strict import decode_utf8
from korea_events.errors import FileError, Problem, QuestionError
from korea_events.model import Record
from korea_events.model.engine import list_fields, map_fields
from korea_events.temporal.engine import quote_value

DELIMITERS: Final = (",", ";", "\t", "|")
"""The delimiters that a reader recognises."""
BYTE_ORDER_MARK: Final = "\ufeff"

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_FORMULA_STARTS: Final = "'=+-@\t\r"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n?|\n|$)", re.IGNORECASE)

_TEXT_ENCODINGS = re.compile(
    r"ascii|utf-(8|16|32)(-(le|be|sig))?|iso8859-\d+|cp\d+|mac-\w+|euc_\w+|johab|iso2022_\w+|shift_jis\w*|"
    r"gb\w+|big5\w*|koi8-\w|tis-620|hz",
    re.ASCII,
)


def escape_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays as it is."""
    if text[:1] not in _FORMULA_STARTS:
        return text
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unescape_cell(text: str) -> str:
    """The cell without the apostrophe that protects it."""
    return text[1:] if _ESCAPED_FORMULA.match(text) else text


def check_delimiter(delimiter: str) -> None:
    """Refuse a character that cannot separate cells."""
    if type(delimiter) is not str or len(delimiter) != 1 or delimiter in "\"'\r\n\0 =+-@.[]":
        message = f"delimiter must be one character such as ',' or ';', not {quote_value(str(delimiter))}"
        raise QuestionError.of("csv-delimiter", message)


def decode_table(data: str | bytes, encoding: str | None, limits: Limits) -> str:
    """The characters of a table, in the given encoding or that of its byte order mark."""
    if not isinstance(data, (bytes, bytearray, memoryview)):
        return decode_utf8(data, limits)
    raw = bytes(data)
    if encoding is None and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    if encoding is None:
        try:
            return decode_utf8(raw, limits)
        except FileError as error:
            [problem] = error.problems
            # Spreadsheets write other encodings too.
            if problem.code == "text-not-utf8":
                advice = f"{problem.message}, or give its encoding, such as cp949 for Korean Windows"
                raise FileError.of("text-not-utf8", advice) from None
            raise
    if len(raw) > limits.bytes:
        return decode_utf8(raw, limits)  # refuses it
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError, TypeError):
        name = ""
    if not _TEXT_ENCODINGS.fullmatch(name):
        raise FileError.of(
            "csv-encoding",
            f"{quote_value(str(encoding))} is not a known text encoding: write utf-8, cp949 or the like",
        )
    try:
        return raw.decode(name).removeprefix(BYTE_ORDER_MARK)
    except UnicodeError as error:
        raise FileError.of("csv-encoding", f"not {name}: {quote_value(str(error), 120)}") from None


class SheetColumn(NamedTuple):
    """One column of a sheet: its name there, and its meaning."""

    name: str
    meaning: Column | str
    """A column of a field, a column of dates such as ``first_day``, or the name of an unknown field."""
    is_foreign_date: bool = False
    """Whether it is a column of a span under another name, so that nothing says in which zone its dates are."""


MAX_COLUMNS: Final = 16_384
"""The most columns of a table: as many as spreadsheets have."""

_FIELD_SIZE_LOCK: Final = Lock()
_LONGEST_FIELD: Final = 2**31 - 1


class Sheet:
    """The rows of a table, read as they are asked for, of which the first that is not empty is apart.

    Args:
        rows: each row with its number; None for one that cannot be read, which was reported.
        problems: where a row of another width is reported.
    """

    def __init__(self, rows: Iterator[tuple[int, list[str] | None]], problems: Problems) -> None:
        self.rows = rows
        self.problems = problems
        self.rejected = 0
        for number, cells in rows:
            if cells is not None and any(map(str.strip, cells)):
                self.number, self.first = number, cells
                break
            self.rejected += cells is None
        else:
            raise FileError.of("csv-empty", "every row is empty")

    def check_rows(self, width: int) -> Iterator[tuple[int, list[str]]]:
        """The other rows that are not empty and have a cell for each column; the rest are reported."""
        for number, cells in self.rows:
            if cells is None:
                self.rejected += 1
                continue
            if not any(map(str.strip, cells)):
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if len(cells) == width:
                yield number, cells
            else:
                self.rejected += 1
                message = f"{len(cells)} cells, but the header has {width} columns"
                self.problems.append(Problem(f"$.rows[{number}]", "csv-ragged", message))


class TextRows:
    """The rows of a CSV text, with the numbers that a spreadsheet gives them."""

    def __init__(
        self, text: str, delimiter: str | None, is_known: Callable[[str], bool], problems: Problems
    ) -> None:
        self.problems = problems
        separator = _SEPARATOR_LINE.match(text)
        self.skipped = 0
        # Excel names the delimiter in a first line of its own.
        if separator is not None:
            text, self.skipped = text[separator.end() :], 1
            delimiter = delimiter or str(separator[1])
            check_delimiter(delimiter)
        self.text = text
        self.delimiter = delimiter or _guess_delimiter(self.split_lines(), is_known)

    def split_lines(self) -> io.StringIO:
        """The lines of the text, whatever ends them."""
        return io.StringIO(self.text, newline="")

    def read_row(self, reader: Iterator[list[str]]) -> list[str]:
        """The next row; all threads share the limit of the standard reader, which is raised for this row only."""
        if len(self.text) < csv.field_size_limit():
            return next(reader)
        with _FIELD_SIZE_LOCK:
            before = csv.field_size_limit()
            csv.field_size_limit(max(before, min(len(self.text) + 1, _LONGEST_FIELD)))
            try:
                return next(reader)
            finally:
                csv.field_size_limit(before)

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        """Every row with its number; quotes that make one unreadable are reported."""
        lines = self.split_lines()
        number = line = self.skipped
        last = endless = 0

        def read_line() -> str:
            nonlocal last
            last = lines.tell()
            return lines.readline()

        reader = None
        while True:
            start = lines.tell()
            if reader is None or start < endless:
                source = [lines.readline()] if start < endless else iter(read_line, "")
                reader = csv.reader(source, delimiter=self.delimiter, strict=True)
            before = reader.line_num
            number += 1
            try:
                yield number, self.read_row(reader)
            except StopIteration:
                return
            except csv.Error as error:
                is_open = "end of data" in str(error)
                self.report_quote(number, line + 1 if is_open else None)
                yield number, None
                if reader.line_num - before > 1:
                    # An open quote swallowed the lines after it: read these again. It went through all of them, or all
                    # but the last, without an end, and so would any other quote that one of them leaves open.
                    endless = lines.tell() if is_open else last
                    lines.seek(start)
                    lines.readline()
                line += 1
                reader = None
            else:
                line += reader.line_num - before
                reader = None if start < endless else reader

    def report_quote(self, number: int, line: int | None) -> None:
        """Add the problem of a row that cannot be read, because of an open quote in a line or of any other."""
        message = 'to write " in a cell, double it and enclose the cell in quotes'
        if line is not None:
            message = f'a cell starts with " in line {line}, and the quote is never closed'
        self.problems.append(Problem(f"$.rows[{number}]", "csv-quote", message))


def _guess_delimiter(lines: Iterable[str], is_known: Callable[[str], bool]) -> str:
    """The delimiter that makes the most known columns of the first row, then the most columns."""
    first = next((line for line in lines if line.strip(" \t\r\n,;|")), "")

    def score(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"').strip() for name in first.split(delimiter, MAX_COLUMNS)]
        return sum(map(is_known, names)), first.count(delimiter)

    return max(DELIMITERS, key=score)


def is_known_column(name: str, kind: type[Record]) -> bool:
    """Whether a column has a meaning in a table of records."""
    return name in DAY_COLUMNS or parse_column(name, kind) is not None


def read_header(
    number: int, cells: list[str], columns: Mapping[str, str], kind: type[Record]
) -> list[SheetColumn]:
    """The columns with their meanings.

    Raises:
        FileError: ``csv-header`` for every column without a usable name or meaning, or with the name of another one.
    """
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        message = f"{len(cells):,} columns; a table has at most {MAX_COLUMNS:,}, as in spreadsheets"
        raise FileError.of("csv-header", message, path=f"$.rows[{number}]")
    header: list[SheetColumn] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    fields = map_fields(kind)
    for position, cell in enumerate(cells):
        name = unescape_cell(cell).strip()
        meaning = columns.get(name, name)
        path = f"$.rows[{number}][{position}]"
        column = parse_column(meaning, kind)
        if not name or not name.isprintable():
            problems.append(
                Problem(
                    path,
                    "csv-header",
                    f"column {_name_column_letters(position)} needs a name of printable characters",
                )
            )
        elif meaning in first:
            here, there = _name_column_letters(position), _name_column_letters(first[meaning])
            message = f"columns {there} and {here} are both called {quote_value(meaning)}"
            problems.append(Problem(path, "csv-header", message))
        elif (
            column is None
            and meaning not in DAY_COLUMNS
            and (get_column_field(meaning) in fields or name in columns)
        ):
            here = _name_column_letters(position)
            message = f"column {here}: records in {kind.collection} have no field {quote_value(meaning)}"
            problems.append(Problem(path, "csv-header", message))
        first.setdefault(meaning, position)
        is_date = column is not None and column.steps[-1] in ("edtf", *BOUND_COLUMNS)
        header.append(SheetColumn(name, meaning if column is None else column, is_date and meaning != name))
    absent = [name for name in columns if name not in {column.name for column in header}]
    problems += [
        Problem(f"$.rows[{number}]", "csv-header", f"the column {quote_value(name)} is missing")
        for name in absent
    ]
    if not any(isinstance(column.meaning, Column) or column.meaning in DAY_COLUMNS for column in header):
        required = ", ".join(spec.name for spec in list_fields(kind) if spec.required)
        needed = f"a table of {kind.collection} needs at least {required}"
        message = f"no known column: {needed}; give columns to say what yours mean"
        problems.append(Problem(f"$.rows[{number}]", "csv-header", message))
    if problems:
        raise FileError(problems)
    return header


def _name_column_letters(position: int) -> str:
    """The name of a column in spreadsheets: A, B, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
