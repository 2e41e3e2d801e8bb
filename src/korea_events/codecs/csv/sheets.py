"""The rows of a text: CSV without any idea of records, but for what its header means.

Whatever the form of a table, its rows come out with the numbers that a spreadsheet gives them, and with what is wrong
with their form.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Final, NamedTuple

from korea_events.codecs.csv.columns import DAY_COLUMNS, Column, get_column_field, parse_column
from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.paths import quote_text
from korea_events.codecs.json_text.strict import decode_utf8
from korea_events.errors import FileError, Problem, QuestionError
from korea_events.model import Record
from korea_events.model.engine import list_fields, map_fields

DELIMITERS: Final = (",", ";", "\t", "|")
"""The delimiters that are told apart by themselves."""
BYTE_ORDER_MARK: Final = "\ufeff"

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n?|\n|$)", re.IGNORECASE)

_TEXT_ENCODINGS = re.compile(
    r"ascii|utf-(8|16|32)(-(le|be|sig))?|iso8859-\d+|cp\d+|mac-\w+|euc_\w+|johab|iso2022_\w+|shift_jis\w*|"
    r"gb\w+|big5\w*|koi8-\w|tis-620|hz",
    re.ASCII,
)


def escape_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers, which are none, stay as they are."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unescape_cell(text: str) -> str:
    """The cell that was meant."""
    return text[1:] if _ESCAPED_FORMULA.match(text) else text


def check_delimiter(delimiter: str) -> None:
    """Refuse what cannot stand between cells."""
    if type(delimiter) is not str or len(delimiter) != 1 or delimiter in "\"'\r\n\0 =+-@.[]":
        raise QuestionError.of("csv-delimiter", f"{quote_text(str(delimiter))} cannot stand between cells")


def decode_table(data: str | bytes, encoding: str | None, limits: Limits) -> str:
    """The characters of a table, in the encoding given or told by its byte order mark."""
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
            if problem.code == "text-not-utf8":  # tables come out of spreadsheets, which have their own ideas
                advice = f"{problem.message}, or say its encoding, such as cp949 for Korean Windows"
                raise FileError.of("text-not-utf8", advice) from None
            raise
    if len(raw) > limits.bytes:
        return decode_utf8(raw, limits)  # which refuses it
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError, TypeError):
        name = ""
    if not _TEXT_ENCODINGS.fullmatch(name):
        raise FileError.of("csv-encoding", f"{quote_text(str(encoding))} is no encoding of text known here")
    try:
        return raw.decode(name).removeprefix(BYTE_ORDER_MARK)
    except UnicodeError as error:
        raise FileError.of("csv-encoding", f"this is not {name}: {quote_text(str(error), 120)}") from None


class SheetColumn(NamedTuple):
    """One column of a sheet: what it is called there, and what it means."""

    name: str
    meaning: Column | str
    """A column of the records' own, ``first_day`` or ``last_day``, or the name of an unknown field."""


_FIELD_SIZE_LOCK: Final = Lock()
_LONGEST_FIELD: Final = 2**31 - 1


class Sheet:
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
            check_delimiter(delimiter)
        lines = list(io.StringIO(text, newline=""))
        if delimiter is None:
            delimiter = _guess_delimiter(lines, columns, kind)
        found = iter(self._raw(lines, delimiter, skipped))
        for number, cells in found:
            if any(cell.strip() for cell in cells):
                try:
                    self.header = read_header(number, cells, columns, kind)
                except FileError as error:
                    raise FileError([*self.problems, *error.problems]) from None
                break
        else:
            raise FileError([*self.problems, Problem("$", "csv-empty", "no row has anything in it")])
        self.rows = list(self._whole_rows(found))

    def _raw(self, lines: list[str], delimiter: str, skipped: int) -> list[tuple[int, list[str]]]:
        """Every row with its number, wholly read at once: the standard reader's limit is one for all threads."""
        with _FIELD_SIZE_LOCK:
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


def _guess_delimiter(lines: list[str], columns: Mapping[str, str], kind: type[Record]) -> str:
    """The delimiter that makes most known columns of the first row, then most columns."""
    first = next((line for line in lines if line.strip(" \t\r\n,;|")), "")

    def merit(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"').strip() for name in first.split(delimiter)]
        return sum(
            name in columns or name in DAY_COLUMNS or parse_column(name, kind) is not None for name in names
        ), len(names)

    return max(DELIMITERS, key=merit)


def read_header(
    number: int, cells: list[str], columns: Mapping[str, str], kind: type[Record]
) -> list[SheetColumn]:
    """What the columns mean.

    Raises:
        FileError: ``csv-header`` for every column that cannot be told from another, or means nothing.
    """
    while cells and not cells[-1].strip():
        cells.pop()
    header: list[SheetColumn] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    fields = map_fields(kind)
    for position, cell in enumerate(cells):
        name = unescape_cell(cell).strip()
        meant = columns.get(name, name)
        path = f"$.rows[{number}][{position}]"
        column = parse_column(meant, kind)
        if not name or not name.isprintable():
            problems.append(
                Problem(
                    path,
                    "csv-header",
                    f"column {_name_column_letters(position)} has no name that could be kept",
                )
            )
        elif meant in first:
            here, there = _name_column_letters(position), _name_column_letters(first[meant])
            message = f"column {here} is called {quote_text(meant)}, as column {there} is"
            problems.append(Problem(path, "csv-header", message))
        elif (
            column is None
            and meant not in DAY_COLUMNS
            and (get_column_field(meant) in fields or name in columns)
        ):
            here = _name_column_letters(position)
            message = f"column {here}: records in {kind.collection} have no {quote_text(meant)}"
            problems.append(Problem(path, "csv-header", message))
        first.setdefault(meant, position)
        header.append(SheetColumn(name, column if column is not None else meant))
    absent = [name for name in columns if name not in {column.name for column in header}]
    problems += [
        Problem(f"$.rows[{number}]", "csv-header", f"no column is called {quote_text(name)}")
        for name in absent
    ]
    if not any(isinstance(column.meaning, Column) or column.meaning in DAY_COLUMNS for column in header):
        required = ", ".join(spec.name for spec in list_fields(kind) if spec.required)
        message = f"no column is known; a table of {kind.collection} has at least {required}"
        problems.append(Problem(f"$.rows[{number}]", "csv-header", message))
    if problems:
        raise FileError(problems)
    return header


def _name_column_letters(position: int) -> str:
    """A column as spreadsheets call it: A, B, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
