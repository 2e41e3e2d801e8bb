"""Sheets of XLSX workbooks as rows of text (the extra ``xlsx``), and how values that are not text become cells.

Before the library for workbooks sees a file, its unpacked size is bounded, and so is the area of each sheet: a single
cell in the last corner of a sheet would otherwise fill the memory.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat

from attrs import define

from korea_events.codecs.csv.days import TypedCell
from korea_events.codecs.json_text.limits import Limits, limit_unpacked_size
from korea_events.errors import FileError, KoreaEventsError, QuestionError, import_extra, suggest_name
from korea_events.temporal.engine import quote_value

ZIP_MARK: Final = b"PK\x03\x04"
_OLD_MARK: Final = b"\xd0\xcf\x11\xe0"
_SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_REFERENCE = re.compile("([A-Z]{0,3})([1-9][0-9]{0,6})", re.ASCII)
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
        QuestionError: ``workbook-sheet`` if no sheet has that name, or if there are several and no name.
    """
    advice = 'workbooks need python-calamine: pip install "korea-events[xlsx]"'
    calamine = import_extra("python_calamine", "extra-xlsx", advice)
    if data[:4] == _OLD_MARK:
        raise FileError.of("workbook-kind", "an old Excel workbook (.xls): save it as XLSX or CSV")
    try:
        check_workbook(data, limits)
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        found = book.get_sheet_by_name(choose_sheet(book.sheet_names, sheet))
        rows = [] if found.start is None else [[*map(format_value, row)] for row in found.iter_rows()]
    except (KoreaEventsError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001  # a library in Rust panics with more than exceptions
        message = f"the workbook is damaged: {quote_value(str(error))}"
        raise FileError.of("workbook-broken", message) from None
    return enumerate(rows, start=1 if found.start is None else found.start[0] + 1)


def choose_sheet(names: list[str], sheet: str | None) -> str:
    """The name of the sheet to read; of several, one must be named."""
    if sheet in names or (sheet is None and len(names) == 1):
        return sheet or names[0]
    known = ", ".join(map(quote_value, names))
    if sheet is None:
        raise QuestionError.of("workbook-sheet", f"the workbook has {len(names)} sheets, name one: {known}")
    likely = suggest_name(sheet, names)
    advice = f"did you mean {quote_value(likely)}?" if likely else f"it has {known}"
    raise QuestionError.of("workbook-sheet", f"the workbook has no sheet {quote_value(sheet)}; {advice}")


def check_workbook(data: bytes, limits: Limits) -> None:
    """Refuse what is not XLSX, or would take too much memory.

    Raises:
        FileError: ``workbook-kind``, ``file-too-large``; whatever else zipfile and expat raise.
    """
    most, size = limit_unpacked_size(len(data), limits), 0
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names:
            raise FileError.of("workbook-kind", "a ZIP file, but not XLSX: save the table as XLSX or CSV")
        for name in names:
            parser = expat.ParserCreate()
            area = _Area(name)
            parser.StartElementHandler = area.count
            with archive.open(name) as part:
                while piece := part.read(_PIECE):
                    size += len(piece)
                    if size > most:
                        message = f"more than {most:,} bytes unpacked from {len(data):,}"
                        raise FileError.of("file-too-large", message)
                    if _SHEET_PART.fullmatch(name):
                        parser.Parse(piece, False)
            area.check()


@define
class _Area:
    """How many elements a sheet has, and how large the rectangle around its cells is."""

    name: str
    elements: int = 0
    width: int = 0
    height: int = 0

    def count(self, _name: str, attributes: dict[str, str]) -> None:
        """Count an element, and read the place of a row or cell."""
        self.elements += 1
        match = _REFERENCE.fullmatch(attributes.get("r", "").upper())
        if match is not None:
            column = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(match[1])))
            self.width, self.height = max(self.width, column), max(self.height, int(match[2]))

    def check(self) -> None:
        """Refuse a sheet that is nearly empty and very large.

        Raises:
            FileError: ``file-too-large``.
        """
        if self.width * self.height > max(_SMALL_AREA, _AREA_PER_CELL * self.elements):
            where = f"{self.name} has cells in an area of {self.width:,} × {self.height:,}"
            raise FileError.of("file-too-large", f"{where}: delete the cells far from the table")


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
