"""Sheets of XLSX workbooks as rows of text (the extra ``xlsx``), and how values that are not text become cells.

Before the library for workbooks sees a file, its unpacked size is bounded, and so is the area of each sheet: a single
cell in the last corner of a sheet would otherwise fill the memory.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat

from attrs import define

from korea_events.codecs.csv.days import TypedCell
from korea_events.codecs.json_text.limits import Limits, limit_unpacked_size
from korea_events.errors import FileError, QuestionError, import_extra, suggest_name
from korea_events.temporal.engine import quote_value

ZIP_MARK: Final = b"PK\x03\x04"
_OLD_MARK: Final = b"\xd0\xcf\x11\xe0"
_SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_AREA_PER_CELL: Final = 50
_SMALL_AREA: Final = 1_000_000
_PIECE: Final = 1 << 16


def is_workbook(data: object) -> bool:
    """Whether bytes are those of a workbook, of any kind, rather than of a text."""
    return isinstance(data, (bytes, bytearray, memoryview)) and bytes(data[:4]) in (ZIP_MARK, _OLD_MARK)


def read_workbook(data: bytes, sheet: str | None, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet with their numbers, from the first that has content.

    Raises:
        MissingExtraError: ``extra-xlsx`` if the extra is not installed.
        FileError: ``workbook-kind`` for another kind of workbook; ``workbook-broken``; ``file-too-large``.
        QuestionError: ``workbook-sheet`` if there is no sheet of that name, or several and no name.
    """
    check_workbook(data, limits)
    calamine = import_extra(
        "python_calamine", "extra-xlsx", 'workbooks need python-calamine: pip install "korea-events[xlsx]"'
    )
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise build_workbook_error(error) from None
    name = choose_sheet(book.sheet_names, sheet)
    try:
        found = book.get_sheet_by_name(name)
        first = 1 if found.start is None else found.start[0] + 1
        rows = [[format_value(value) for value in row] for row in found.iter_rows()]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise build_workbook_error(error) from None
    return enumerate(rows, start=first)


def build_workbook_error(error: Exception) -> FileError:
    """The error for a workbook that a library cannot read."""
    return FileError.of("workbook-broken", f"not a whole workbook: {quote_value(str(error))}")


def choose_sheet(names: list[str], sheet: str | None) -> str:
    """The name of the sheet to read; of several, one must be named."""
    known = ", ".join(map(quote_value, names))
    if sheet is None and len(names) == 1:
        return names[0]
    if sheet is None:
        raise QuestionError.of("workbook-sheet", f"the workbook has {len(names)} sheets, name one: {known}")
    if sheet not in names:
        likely = suggest_name(sheet, names)
        advice = f"did you mean {quote_value(likely)}?" if likely else f"it has {known}"
        raise QuestionError.of("workbook-sheet", f"the workbook has no sheet {quote_value(sheet)}; {advice}")
    return sheet


def check_workbook(data: bytes, limits: Limits) -> None:
    """Refuse what is not XLSX, is damaged, or would take too much memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if not any(name.lower() == "xl/workbook.xml" for name in names):
                raise FileError.of("workbook-kind", "a ZIP file, but not XLSX: save the table as XLSX or CSV")
            most, size = limit_unpacked_size(len(data), limits), 0
            for name in names:
                area = _AreaCounter() if _SHEET_PART.fullmatch(name) else None
                with archive.open(name) as part:
                    while piece := part.read(_PIECE):
                        size += len(piece)
                        if size > most:
                            message = f"more than {most:,} bytes unpacked from {len(data):,}"
                            raise FileError.of("file-too-large", message)
                        if area is not None:
                            area.add(piece)
                if area is not None:
                    area.finish(name)
    except FileError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        if data[:4] == _OLD_MARK:
            message = "an old Excel workbook (.xls): save it as XLSX or CSV"
            raise FileError.of("workbook-kind", message) from None
        raise build_workbook_error(error) from None


@define
class _AreaCounter:
    """How many cells a sheet has, and how large the rectangle around them is."""

    cells: int = 0
    width: int = 0
    height: int = 0
    parser: Any = None

    def add(self, piece: bytes) -> None:
        """Read a piece of the XML of the sheet."""
        if self.parser is None:
            self.parser = expat.ParserCreate()
            self.parser.StartElementHandler = self.count
            self.parser.EntityDeclHandler = self.refuse
        self.parser.Parse(piece, False)

    def count(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element, if it is a row or a cell."""
        name = name.rpartition(":")[2]
        if name == "row":
            number = attributes.get("r", "")
            self.height = max(self.height + 1, int(number) if number.isdecimal() and len(number) < 9 else 0)
        elif name == "c":
            self.cells += 1
            match = _REFERENCE.fullmatch(attributes.get("r", "").upper())
            column = 0
            for letter in match[1] if match else "":
                column = column * 26 + ord(letter) - ord("A") + 1
            self.width = max(self.width, column, self.width + 1 if match is None else 0)
            self.height = max(self.height, int(match[2]) if match else 0)

    def refuse(self, *_: object) -> None:
        """Refuse entities, which can unpack without bound."""
        raise FileError.of("workbook-broken", "not a workbook: it declares entities")

    def finish(self, name: str) -> None:
        """Refuse a sheet that is nearly empty and very large.

        Raises:
            FileError: ``file-too-large``.
        """
        if self.parser is not None:
            self.parser.Parse(b"", True)
        if self.width * self.height > max(_SMALL_AREA, _AREA_PER_CELL * self.cells):
            message = (
                f"{name} has {self.cells:,} cells in an area of {self.width:,} × {self.height:,}: "
                "delete what is far from the table"
            )
            raise FileError.of("file-too-large", message)


def format_value(value: Any) -> str:
    """The cell of a value; dates and times in ISO form, whatever the format of other days.

    Example:
        >>> import datetime as dt
        >>> format_value(dt.datetime(2024, 9, 12, 7, 10)), format_value(13.0), format_value(None)
        ('2024-09-12T07:10', '13', '')
    """
    if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0:
        value = (value.astype("datetime64[us]") if value.dtype.kind == "M" else value).item()
    if value is None or str(value) in ("nan", "NaT", "<NA>"):  # missing values of numpy and pandas
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        if value.tzinfo is None and value.time() == dt.time.min:
            return TypedCell(value.date().isoformat())
        parts = "minutes" if value.second == value.microsecond == 0 else "auto"
        return TypedCell(value.isoformat(timespec=parts))
    if isinstance(value, (dt.date, dt.time)):
        return TypedCell(value.isoformat())
    return str(value)
